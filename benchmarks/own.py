"""How long a loss of one's own takes, and whether two hundred take two hundred times as long.

    python benchmarks/own.py [--json FILE] [--losses N] [--seed SEED] [--reversed]

In: the examples under docs/, and made-up losses. Out: two tables. It measures and never judges. Each example runs in a
process of its own, as a person runs it; the made-up ones in one process, where caches could grow. Seconds are those of
the processor, which a busy machine changes less than those of the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "docs/examples"
PHASES = ("import", "search", "stable", "verify", "rest")
"""What is timed, on one core: the package; the chains of loss and derivatives; their stable forms; checking them; and
the rest: the loss in other conventions, page, trace and code. ``again`` is the whole with the chain kept."""
MARKS = (25, 50, 100, 200)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of the processor, and what came out."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def one(path: Path) -> dict[str, Any]:
    """The seconds of each phase for one file, in this process."""

    def imported() -> Any:
        from derivations.emit import own  # noqa: F401
        from derivations.own import file, page, plan, result, variants  # noqa: F401
        from derivations.verify import check  # noqa: F401

        return file, plan, result

    first, (file, plan, result) = timed(imported)
    stable = 0.0
    inner = plan.stable_forms

    def watched(*arguments: Any) -> Any:
        nonlocal stable
        stable, found = timed(lambda: inner(*arguments))
        return found

    plan.stable_forms = watched
    derived = result.Derived(file.read(path))
    search, _ = timed(lambda: derived.plan)
    found_in = stable
    verify, checked = timed(derived.verify)
    rest, chain = timed(lambda: (derived.files(), derived.chain)[1])
    seconds = dict(zip(PHASES, (first, search - found_in, found_in, verify, rest), strict=True))
    return {"loss": path.stem, "seconds": seconds, "published": checked.publishable, "chain": chain}


def again(path: Path, chain: str) -> float:
    """The seconds of all of it in this process, the import among them, with a chain that was kept."""

    def work() -> None:
        from derivations.own import file, result

        result.Derived(file.read(path), chain=chain).files()

    return timed(work)[0]


def apart(*words: str, given: str = "") -> Any:
    """What this script says in a process of its own, which is given a text."""
    done = subprocess.run(
        [sys.executable, __file__, *words], cwd=ROOT, input=given, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout)


def megabytes() -> float:
    """The largest memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def many(count: int, seed: int, backwards: bool, skip: int = 0) -> dict[str, Any]:
    """Made-up losses one after the other, in this process: seconds and memory after each, and how each ended.

    The first ones may be skipped, so that the last ones can be measured without what comes before them.
    """
    from _made_up import losses

    from derivations.outcome import first_fault
    from derivations.own.result import Derived

    made = losses(count, seed)
    start, ends = time.process_time(), []
    for number, loss in enumerate((made[::-1] if backwards else made)[skip:], 1):
        derived = Derived(loss)
        try:
            checked = derived.verify()
            derived.files()
            end = "published" if checked.publishable else reason(first_fault(checked))
        except ValueError as error:
            end = reason(f"no derivation: {error}")
        ends.append({"loss": loss.name, "expression": str(loss.expression), "end": end,
                     "at": time.process_time() - start, "megabytes": megabytes()})  # fmt: skip
        if sys.stderr.isatty():
            print(f"\r{number} of {count}", end="", file=sys.stderr)
    return {"losses": ends, "backwards": backwards}


def reason(fault: str) -> str:
    """A fault without what is special to one loss: its name, its step and its terms."""
    fault = re.sub(r"^no derivation: .*?(\[\w+\] \w+): ", "no derivation: ", fault)
    fault = re.sub(r"^\S+?(?:, end to end,)? is (\w+) by (.+?): ", r"\1 by \2: ", fault)
    fault = fault.split("; write")[0]
    return re.sub(r"(differentiates|shown that|against|form of) .*", r"\1 …", fault)[:80]


def line_through(times: list[float]) -> tuple[float, float]:
    """The straight line from 0 that fits the seconds after n losses best: its slope, and R²."""
    numbers = range(1, len(times) + 1)
    slope = sum(n * t for n, t in zip(numbers, times, strict=True)) / sum(n * n for n in numbers)
    mean = sum(times) / len(times)
    missed = sum((t - slope * n) ** 2 for n, t in zip(numbers, times, strict=True))
    return slope, 1 - missed / sum((t - mean) ** 2 for t in times)


def show_examples(found: list[dict[str, Any]]) -> None:
    print(f"{'seconds':<32}" + "".join(f"{heading:>9}" for heading in (*PHASES, "all", "again")))
    for each in found:
        seconds = [each["seconds"][phase] for phase in PHASES]
        cells = "".join(f"{number:>9.2f}" for number in (*seconds, sum(seconds), each["again"]))
        print(f"  {each['loss']:<30}{cells}{'' if each['published'] else '  not published'}")


def show_many(run: dict[str, Any]) -> None:
    ends = run["losses"]
    times, count = [each["at"] for each in ends], len(ends)
    print(f"\n{'made-up losses':<24}{'seconds':>10}{'seconds each':>14}{'peak MB':>10}")
    for mark in sorted({mark for mark in MARKS if mark < count} | {count}):
        after = times[mark - 1]
        print(f"  {mark:<22}{after:>10.1f}{after / mark:>14.2f}{ends[mark - 1]['megabytes']:>10.0f}")
    slope, fit = line_through(times)
    half = times[count // 2 - 1]
    print(
        f"  line through 0: {slope:.2f} s a loss, R² = {fit:.4f}; second half / first half: {times[-1] / half - 1:.2f}"
    )
    each = sorted(after - before for before, after in zip([0.0, *times], times, strict=False))
    print(
        f"  median {each[count // 2]:.2f} s, slowest {each[-1]:.1f} s, over 2 s: {sum(t > 2 for t in each)} of {count}"
    )
    for end, number in Counter(each["end"] for each in ends).most_common():
        print(f"  {number:>5}  {end}")


def show_alone(run: dict[str, Any], words: list[str]) -> float:
    """The last tenth anew in a process of its own: whether a loss takes longer because others came before it."""
    times = [0.0, *(each["at"] for each in run["losses"])]
    skip = len(times) - 1 - max(1, (len(times) - 1) // 10)
    alone = float(apart(*words, "--skip", str(skip))["losses"][-1]["at"])
    after = times[-1] - times[skip]
    print(
        f"  the last {len(times) - 1 - skip}: {after:.1f} s after the others, {alone:.1f} s in a process of their own"
    )
    return alone


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--losses", type=int, default=200, metavar="N", help="how many are made up; default 200")
    parser.add_argument("--seed", type=int, default=0, help="of the made-up losses; default 0")
    parser.add_argument("--reversed", action="store_true", help="the made-up losses from the last to the first")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--again", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--skip", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--many", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one or options.again:
        print(json.dumps(one(options.one) if options.one else again(options.again, sys.stdin.read())))
        return
    if options.many:
        print(json.dumps(many(options.losses, options.seed, options.reversed, options.skip)))
        return
    examples = []
    for path in sorted(EXAMPLES.glob("*.toml")):
        found = apart("--one", str(path))
        examples.append({**found, "again": apart("--again", str(path), given=found.pop("chain"))})
    show_examples(examples)
    words = ["--many", "--losses", str(max(2, options.losses)), "--seed", str(options.seed)]
    words += ["--reversed"] if options.reversed else []
    run = apart(*words)
    show_many(run)
    run["alone"] = show_alone(run, words)
    if options.json:
        machine = {
            "python": platform.python_version(), "machine": platform.machine(), "processors": os.cpu_count(),
        }  # fmt: skip
        text = json.dumps({"machine": machine, "examples": examples, "made_up": run}, indent=2)
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
