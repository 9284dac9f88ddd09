"""Time and memory of regenerating: everything from nothing, and when nothing changed.

    python benchmarks/regenerate.py [--json FILE] [--repeat N]

In: a copy of the project in a temporary folder. Out: a table. It measures and never judges.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("derivations", "templates", "docs", "mkdocs.yml", "pyproject.toml")


@dataclass(frozen=True)
class Measurement:
    """The best time of some runs, and the largest peak of the memory that a process of them held."""

    task: str
    seconds: float
    megabytes: float
    files: int


def copy(folder: Path) -> None:
    """Copy what generating needs, without the caches."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, folder / part)


def remove_generated(folder: Path) -> None:
    """Remove every generated file, and what runs before have remembered."""
    for path in generated(folder):
        (folder / path).unlink()
    shutil.rmtree(folder / ".cache", ignore_errors=True)


def run(folder: Path, *words: str) -> tuple[float, float]:
    """Run a command of the copy: its seconds, and its peak in MB."""
    command = [sys.executable, "-m", "derivations", *words]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"error: derivations {' '.join(words)} failed, for the reason above")
    return seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def measure(repeat: int) -> list[Measurement]:
    """Measure both tasks."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy(folder)
        run(folder, "list", "--rules")  # byte code, which a person's first run makes once
        found = []
        for task, prepare in (("from nothing", remove_generated), ("nothing changed", lambda folder: None)):
            runs = []
            for _ in range(repeat):
                prepare(folder)
                runs.append(run(folder, "generate"))
            seconds, megabytes = min(each[0] for each in runs), max(each[1] for each in runs)
            found.append(Measurement(task, seconds, megabytes, len(generated(folder))))
        return found


def generated(folder: Path) -> list[str]:
    """The generated files, as the package itself finds them: those that say that they are."""
    code = "from pathlib import Path; from derivations.output import orphans; print(*orphans(Path(), ()), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.split()


def main() -> None:
    """Measure, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to this file")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="runs of each task; default 3")
    options = parser.parse_args()
    found = measure(max(1, options.repeat))
    print(f"{'regenerating':<20}{'seconds':>10}{'peak MB':>10}{'files':>8}")
    for each in found:
        print(f"{each.task:<20}{each.seconds:>10.2f}{each.megabytes:>10.0f}{each.files:>8}")
    machine = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
    }
    if options.json:
        text = json.dumps({"machine": machine, "measurements": [asdict(each) for each in found]}, indent=2)
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
