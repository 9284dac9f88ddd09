"""The measurements as they are kept. In: the peers. Out: ``measured.json``, written by ``derivations audit``."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ..outcome import Done, Failure, nothing, pip_command
from .measure import measured, reproduced
from .peers import Package, packages

FILE = Path(__file__).with_name("measured.json")
SCHEMA = "derivations/audit"
OURS = ("numpy",)
"""The packages that our generated code rests on."""
SECONDS = 600


def kept(file: Path = FILE) -> dict[str, Any]:
    """What was measured before.

    Raises:
        Failure: The file is there and isn't of this kind.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"schema": SCHEMA, "version": 1, "packages": {}, "records": []}
    except ValueError as error:
        raise Failure(f"{file.name} isn't JSON ({error}); restore it with git, or run: derivations audit") from error
    if found.get("schema") != SCHEMA:
        raise Failure(f"{file.name} isn't a file of measurements; restore it with git, or run: derivations audit")
    return dict(found)


def audit(names: Sequence[str] = (), file: Path = FILE, done: Done = nothing) -> dict[str, Any]:
    """Measure the peers of some packages, or of all, and keep the records beside those of the others.

    Args:
        names: The packages.
        file: Where the records are kept.
        done: Told about progress.

    Raises:
        Failure: A package is missing, or unknown.
        Mismatch: A peer's values don't have the stated relation to ours.
    """
    chosen = [packages()[name] for name in names] if names else list(packages().values())
    versions = {package.name: versions_of(package) for package in chosen}
    found = kept(file)
    for package in chosen:
        new = []
        for peer, quantity in package.quantities():
            new.append({"package": package.name, **measured(peer, quantity)})
            done(f"{peer.name}, {quantity}")
        reproduced(new, run_apart)
        found = joined(found, package, versions[package.name], new)
        file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return found


def joined(
    before: Mapping[str, Any], package: Package, versions: Mapping[str, str], new: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What was measured before, with the new records of a package in place of its old ones."""
    known = {name: told for name, told in before["packages"].items() if name in packages()}
    records = [one for one in before["records"] if one["package"] in packages() and one["package"] != package.name]
    order = list(packages())
    return {
        "schema": SCHEMA, "version": 1, "python": platform.python_version(), "machine": platform.machine(),
        "packages": dict(sorted((known | {package.name: dict(versions)}).items())),
        "records": sorted([*records, *new], key=lambda one: order.index(one["package"])),
    }  # fmt: skip


def is_of(record: Mapping[str, Any], package: Package, peer: str, loss: str, quantity: str) -> bool:
    """Whether a record is of that quantity of a peer."""
    return (record["package"], record["peer"], record["loss"], record["quantity"]) == (
        package.name,
        peer,
        loss,
        quantity,
    )


def versions_of(package: Package) -> dict[str, str]:
    """The installed versions of a package and what it rests on.

    Raises:
        Failure: It isn't installed.
    """
    try:
        return {name: version(name) for name in (package.name, *package.others)}
    except PackageNotFoundError as error:
        raise Failure(f"{package.title} isn't installed ({error}); run: {pip_command('audit')}") from error


def run_apart(script: str) -> list[str]:
    """What a program prints in a process of its own, line by line.

    Raises:
        Failure: It fails.
    """
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, timeout=SECONDS
    )
    if ended.returncode:
        raise Failure(f"a script fails:\n{script}\n{ended.stderr}")
    return ended.stdout.split()
