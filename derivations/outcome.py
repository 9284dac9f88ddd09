"""How work goes and ends: progress, failures, what was found. In: what was checked or written. Out: words for it."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .output import Change

if TYPE_CHECKING:
    from .verify.verdict import Checked, CheckedStep

Item = TypeVar("Item")
Made = TypeVar("Made")

Done = Callable[[str], None]
"""Called with the name of each part of the work when it is finished."""


class Failure(Exception):
    """A command can't do its work; the message tells why, and what to do."""


@dataclass(frozen=True)
class Outcome:
    """What generating found.

    Args:
        changes: The files that were changed, or with ``check`` would be.
        count: How many files are generated in all.
        warnings: What may be an oversight.
    """

    changes: list[Change]
    count: int
    warnings: tuple[str, ...] = ()


def nothing(name: str) -> None:
    """Tell nobody about progress."""


_shared: list[ProcessPoolExecutor] = []


@contextmanager
def one_pool() -> Iterator[None]:
    """Within it, as many processes as there are cores go on with the next work before all of the last is finished."""
    with ProcessPoolExecutor(os.cpu_count() or 1, initializer=quietly) as pool:
        _shared.append(pool)
        try:
            yield
        except BaseException:
            # Those that run end by themselves: one that is ended while it sends would leave this process waiting.
            pool.shutdown(cancel_futures=True)
            raise
        finally:
            _shared.remove(pool)


def at_once(work: Callable[[Item], Made], items: Sequence[Item]) -> Iterator[Made]:
    """What a piece of work makes of each item, in order; all cores work on them, in one pool from now on."""
    begun = as_finished(work, items)

    def ordered() -> Iterator[Made]:
        found = dict(begun)
        yield from (found[number] for number in range(len(items)))

    return ordered()


def as_finished(work: Callable[[Item], Made], items: Sequence[Item]) -> Iterator[tuple[int, Made]]:
    """The same in the order in which they are finished, each with its number; the first ones are begun first."""
    if not _shared:
        return alone(work, items)
    jobs = {_shared[-1].submit(work, item): number for number, item in enumerate(items)}
    return ((jobs[job], job.result()) for job in as_completed(jobs))


def alone(work: Callable[[Item], Made], items: Sequence[Item]) -> Iterator[tuple[int, Made]]:
    """The same, in a pool for this work alone."""
    with one_pool():
        yield from as_finished(work, items)


def quietly() -> None:
    """An interrupt is for the first process alone, which tells of it; this one ends what it is at."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(200_000, 20, 100)  # of the very many small terms next to none is ever garbage


def pip_command(extra: str) -> str:
    """What to type to get an extra: in a checkout the checkout's, else the published one."""
    here = Path(__file__).resolve().parent.parent
    what = f'--editable "{here}[{extra}]"' if (here / "pyproject.toml").is_file() else f'"derivations[{extra}]"'
    return f"{sys.executable} -m pip install {what}"


def first_fault(checked: Checked) -> str:
    """The first step that a check refutes or can't decide, and what the check says.

    Conditions that aren't met come first: where a part has no value, all that follows from it fails too.
    """
    parts = [
        (part.step.name, part.verdicts) for stage in checked.stages for step in stage.steps for part in nested(step)
    ]
    parts += [(f"{stage.derivation.name}, end to end,", stage.end) for stage in checked.stages]
    faults: tuple[tuple[str, str], ...] = (("UNKNOWN", "conditions"), ("REFUTED", ""), ("UNKNOWN", ""))
    for worst, check in faults:
        for name, verdicts in parts:
            for verdict in verdicts:
                if verdict.result.name == worst and check in verdict.check:
                    return f"{name} is {worst} by {verdict.check}: {verdict.because}"
    return "no step is at fault"


def nested(step: CheckedStep) -> Iterator[CheckedStep]:
    """A step and all inside it."""
    yield step
    for inner in step.steps:
        yield from nested(inner)
