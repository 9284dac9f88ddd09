"""The results that are kept. In: which losses to measure. Out: benchmarks/results.json, and the plot of the page.

Every row is kept as soon as it is known, in a file beside; a run that was interrupted goes on from there.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

import _plot
import _scikit_learn
from collection import OTHER, Row, all_names, measure_collection, measured, told

from derivations.emit.backends import BACKENDS
from derivations.outcome import Failure

FOLDER = Path(__file__).resolve().parent
FILE = FOLDER / "results.json"
PARTIAL = FOLDER / ".results.json.part"
"""Where the rows of a run lie that hasn't ended; git ignores it."""
PLOT = FOLDER.parent / "docs/assets/images/benchmarks.svg"
PACKAGES = ("numpy", "scipy", "numba", "scikit-learn")


def processor() -> str:
    """What the processor is called."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def machine() -> dict[str, Any]:
    """The machine and the versions that the figures belong to."""
    found: dict[str, Any] = {
        "processor": processor(), "cores": os.cpu_count(), "system": platform.system(),
        "python": platform.python_version(),
    }  # fmt: skip
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def code_digest() -> str:
    """A number for the code that is measured."""
    found = hashlib.sha256()
    for path in sorted((FOLDER.parent / "derivations").rglob("*.py")):
        if {"generated", "runtime"} & set(path.parts):
            found.update(path.read_bytes())
    return found.hexdigest()


def renew(names: list[str], rounds: int, count: int) -> None:
    """Measure some losses, or all, and keep the results.

    Raises:
        Failure: Results of another machine are there, and only some are to be renewed.
    """
    about = machine()
    setting = {"machine": about, "rounds": rounds, "logits": count}
    kept: list[dict[str, Any]] = []
    if names:
        whole = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
        if {key: whole.get(key) for key in setting} != setting:
            raise Failure(
                "the results are of another machine, other versions or rounds; run: derivations bench --write"
            )
        rows = {key_of(row): row for row in whole["rows"]}
        measure_collection(names, rounds, count, lambda row: rows.update({key_of(asdict(row)): shortened(row)}))
        keep({**whole, "rows": [rows[key] for key in sorted(rows)]})
        return
    digest = code_digest()
    begun = recalled()
    if begun.get("setting") == setting and begun.get("code") == digest:
        kept = begun["rows"]
        print(f"going on after {len(kept)} rows of a run that was interrupted")
    known = {key_of(row) for row in kept}
    every = [(name, own, backend) for name in all_names() for own in ({}, *OTHER.get(name, ())) for backend in BACKENDS]
    for number, (name, own, backend) in enumerate(every, 1):
        if (name, json.dumps(own), backend) in known:
            continue
        row = measured(name, own, backend, rounds, count)
        if row:
            kept.append(shortened(row))
            write(PARTIAL, {"setting": setting, "code": digest, "rows": kept})
            print(f"{number:>4} of {len(every)}  {told(row)}", flush=True)
    compiled = _scikit_learn.measure(rounds, tell=lambda line: print(line, flush=True))
    keep({**setting, "rows": sorted(kept, key=key_of), "scikit_learn": compiled})
    PARTIAL.unlink(missing_ok=True)


def key_of(row: dict[str, Any]) -> tuple[str, str, str]:
    """What a row is about."""
    return row["loss"], json.dumps(row["parameters"]), row["backend"]


def shortened(row: Row) -> dict[str, Any]:
    """A row with three digits of each number: more would say nothing."""
    return rounded(asdict(row))


def rounded(value: Any) -> Any:
    """The same for whatever is in it."""
    if isinstance(value, dict):
        return {key: rounded(own) for key, own in value.items()}
    return float(f"{value:.3g}") if isinstance(value, float) else value


def recalled() -> dict[str, Any]:
    """What an interrupted run has left."""
    try:
        found = json.loads(PARTIAL.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def keep(results: dict[str, Any]) -> None:
    """Write the results and the plot."""
    write(FILE, results)
    _plot.draw(results, PLOT)
    print("wrote benchmarks/results.json and docs/assets/images/benchmarks.svg; now run: derivations generate")


def write(path: Path, found: dict[str, Any]) -> None:
    """Replace a file as a whole."""
    beside = path.with_name(f".{path.name}.new.part")
    beside.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)
