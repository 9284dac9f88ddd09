"""The measurements as they are kept. In: the peers. Out: ``measured.json``, written by ``derivations audit``."""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ..outcome import Done, Failure, nothing, pip_command
from ..output import read_plain
from .measure import measured, reproduced
from .peers import Package, packages

FILE = Path(__file__).with_name("measured.json")
SCHEMA = "derivations/audit"
OURS = ("numpy",)
"""The packages that our generated code rests on."""
SECONDS = 600
LARGEST = 50_000_000
"""How many bytes of the file are read."""


def kept(file: Path = FILE) -> dict[str, Any]:
    """What was measured before.

    Raises:
        Failure: The file is there and isn't of this kind.
    """
    cure = "restore it with git, or run: derivations audit"
    try:
        content = read_plain(file, LARGEST)
        if content is None:
            return {"schema": SCHEMA, "version": 1, "packages": {}, "records": []}
        found = json.loads(content)
    except (OSError, ValueError, RecursionError) as error:
        raise Failure(f"{file.name} isn't JSON ({error}); {cure}") from error
    fault = misfit(found, FORM, "it")
    if fault:
        raise Failure(f"{file.name} isn't a file of measurements, since {fault}; {cure}")
    return dict(found)


TEXT = re.compile(r"[\w ().,+/:*-]{0,200}")
"""What a text among the measurements may be: no markup."""
PROGRAM = re.compile(r"(?:(?!```)[ -~\n])*")
"""A program that is shown: it doesn't end the box in which it stands."""
NUMBER = (int, float)
ERRORS = {"points": int, "worst": NUMBER, "median": NUMBER, "unlike": int, "lost": int, "flushed": int}
SIDES = {"theirs": ERRORS, "ours": ERRORS}
SHOWN = {
    "kind": TEXT, "part": TEXT, "got": TEXT, "ours": TEXT, "exact": TEXT, "ulp": TEXT, "count": int, "script": PROGRAM,
    "at": {"": TEXT},
}  # fmt: skip
RECORD = {
    "package": TEXT, "peer": TEXT, "loss": TEXT, "quantity": TEXT, "digest": TEXT, "bits": int,
    "found": {"kind": TEXT, "factors": [NUMBER], "constants": [NUMBER]}, "shows": [SHOWN], "own": [SHOWN],
    "ordinary": SIDES, "extreme": SIDES, "zeros": SIDES,
}  # fmt: skip
FORM = {
    "schema": re.compile(re.escape(SCHEMA)), "version": int, "python": TEXT, "machine": TEXT,
    "packages": {"": {"": TEXT}}, "records": [RECORD],
}  # fmt: skip
"""What the file holds: for each key a type, a text's form, or what it holds in turn; '' is any key."""


def misfit(value: object, form: Any, place: str) -> str:
    """What doesn't fit its form; '' where everything does."""
    if isinstance(form, dict):
        if not isinstance(value, dict):
            return f"{place} is no table"
        for key, inner in value.items():
            known = form.get(key, form.get(""))
            if known is None or not TEXT.fullmatch(key):
                return f"{place} has an unknown part {key[:40]!r}"
            if fault := misfit(inner, known, key):
                return fault
        return ""
    if isinstance(form, list):
        if not isinstance(value, list):
            return f"{place} is no list"
        return next((fault for inner in value if (fault := misfit(inner, form[0], place))), "")
    if isinstance(form, re.Pattern):
        return "" if isinstance(value, str) and form.fullmatch(value) else f"{place} is no such text"
    return "" if isinstance(value, form) and not isinstance(value, bool) else f"{place} is no number"


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
