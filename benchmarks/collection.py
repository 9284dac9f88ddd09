"""How fast the generated code of each loss is, as ratios to its plain evaluation and to code written by hand.

    python benchmarks/collection.py [NAME …] [--write] [--rounds N] [--points N]

In: losses that have code. Out: a table; it measures and never judges. Loss, gradient and Hessian are asked for
together, of ordinary points, by one thread. All contestants are timed in turn, round after round, and a ratio is the
median of the rounds' ratios: above 1, generated code takes longer. Seconds are those of the processor, which a busy
machine changes less than those of the clock. With --write the results are kept in benchmarks/results.json.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module, util
from typing import Any

THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
if __name__ == "__main__":  # before NumPy is imported, which reads them then
    os.environ.update(dict.fromkeys(THREADS, "1"))

import numpy as np  # noqa: E402
from _plain import drawn, finite, missing, of_collection, plain_function  # noqa: E402
from _plain import parameters as all_parameters  # noqa: E402
from _points import DRAWS, points  # noqa: E402
from peers import PEERS  # noqa: E402
from threadpoolctl import threadpool_limits  # noqa: E402

from derivations import collection  # noqa: E402
from derivations.emit.backends import BACKENDS  # noqa: E402

ROUNDS = 15
POINTS = 100_000
OTHER: dict[str, tuple[dict[str, float], ...]] = {"focal": ({"gamma": 5.0},)}
"""Parameters beside the defaults with which a loss is measured too."""
TURN = 0.01
"""How many seconds a turn lasts at least."""
MOST_CALLS = 50
"""How many calls it has at most."""
TOLERANCE = 1e-9
"""How far generated code and peer may differ, relative to the largest value of the points."""

Call = Callable[[], Any]


@dataclass(frozen=True)
class Beside:
    """Generated code beside another.

    Args:
        seconds: The other's median.
        ratio: The median of the rounds' ratios, generated code by the other.
        low: The lower quartile of these ratios.
        high: The upper one.
    """

    seconds: float
    ratio: float
    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """What was measured of a loss.

    Args:
        loss: Its name.
        parameters: Those that aren't the defaults.
        backend: What the generated code is written for: numpy or numba.
        points: How many points there were; over vectors how many vectors.
        generated: Median seconds of the generated code.
        calls: How many functions of the generated module were called: 1 where one gives all three.
        peer: Beside the hand-written code; None where there is none.
        plain: Beside the plain evaluation of the derived lines; None where the loss has none.
    """

    loss: str
    parameters: dict[str, float]
    backend: str
    points: int
    generated: float
    calls: int
    peer: Beside | None
    plain: Beside | None

    @property
    def title(self) -> str:
        """The loss, with its parameters."""
        return self.loss + "".join(f", {key}={value:g}" for key, value in self.parameters.items())


def all_names() -> list[str]:
    """The losses that have code, in alphabetical order."""
    return sorted({*PEERS, *collection.names()})


def measure_collection(
    names: Iterable[str] = (),
    rounds: int = ROUNDS,
    count: int = POINTS,
    tell: Callable[[Row], object] = lambda row: None,
) -> list[Row]:
    """Measure losses.

    Args:
        names: The losses; none for all.
        rounds: How often each contestant is timed.
        count: How many logits the points have in all.
        tell: Called with each row when it is known.

    Raises:
        ValueError: There is no such loss, or its code and the others don't compute the same.
    """
    rows, known = [], all_names()
    with threadpool_limits(limits=1):
        for name in names or known:
            if name not in known:
                raise ValueError(f"names: expected losses with code, {', '.join(known)}; got {name!r}")
            for parameters in ({}, *OTHER.get(name, ())):
                for backend in BACKENDS:
                    if found := measured(name, parameters, backend, rounds, count):
                        rows.append(found)
                        tell(found)
    return rows


def measured(name: str, parameters: dict[str, float], backend: str, rounds: int, count: int) -> Row | None:
    """The row of a loss; None where it has no such code."""
    derived = of_collection(name)
    arguments = points(name, count) if name in DRAWS or derived is None else drawn(derived, count)
    given = {**(missing(derived) if derived else {}), **parameters}
    others: dict[str, Call] = {}
    if derived is not None:
        kernel, values = plain_function(derived), {**all_parameters(derived), **parameters}
        fine = finite(kernel, arguments, values)
        if not fine.any():
            raise SystemExit(f"{name}: the plain formulas are finite at none of the points that were drawn")
        arguments = tuple(np.ascontiguousarray(each[fine]) for each in arguments)
        others["plain"] = lambda: kernel(*arguments, **values)
    call = generated(name, backend, arguments, given)
    if call is None:
        return None
    own, calls = call
    if name in PEERS:
        others["peer"] = lambda: PEERS[name](*arguments, **parameters)
    with np.errstate(all="ignore"):
        if "peer" in others:
            check(name, own(), others["peer"](), "peer", TOLERANCE)
        mine, *theirs = timed((own, *others.values()), rounds)
    found = {key: beside(mine, seconds) for key, seconds in zip(others, theirs, strict=True)}
    middle = statistics.median(mine)
    return Row(name, parameters, backend, len(arguments[0]), middle, calls, found.get("peer"), found.get("plain"))


def beside(mine: Sequence[float], theirs: Sequence[float]) -> Beside:
    """The seconds of two contestants, compared round by round."""
    ratios = [one / other for one, other in zip(mine, theirs, strict=True)]
    low, ratio, high = statistics.quantiles(ratios, n=4, method="inclusive")
    return Beside(statistics.median(theirs), ratio, low, high)


def generated(
    name: str, backend: str, arguments: Sequence[Any], parameters: dict[str, float]
) -> tuple[Call, int] | None:
    """What calls the generated code for loss, gradient and Hessian, and by how many functions; None: there is none."""
    home = BACKENDS[backend].package
    if util.find_spec(home) is None or util.find_spec(f"{home}.{name}") is None:
        return None
    module = import_module(f"{home}.{name}")
    whole = getattr(module, "pointwise_loss_gradient_hessian", None)
    if whole is not None:
        return (lambda: whole(*arguments, **parameters)), 1
    functions = [getattr(module, f"pointwise_{quantity}") for quantity in ("loss", "gradient", "hessian")]
    return (lambda: tuple(function(*arguments, **parameters) for function in functions)), len(functions)


def check(name: str, own: Sequence[Any], other: Sequence[Any], what: str, tolerance: float) -> None:
    """Refuse to compare what doesn't compute the same.

    Raises:
        ValueError: It differs.
    """
    for quantity, mine, theirs in zip(("loss", "gradient", "hessian"), own, other, strict=True):
        apart = np.abs(np.asarray(mine) - theirs).max() / max(np.abs(theirs).max(), 1e-300)
        if not apart <= tolerance:
            raise ValueError(f"{name}: the {quantity} of generated code and {what} differ by {apart:.1e}")


def timed(contestants: Sequence[Call], rounds: int) -> list[list[float]]:
    """The seconds of each contestant in each round; who begins changes from round to round.

    A turn is several calls where one is short, the first of them unmeasured, so that no contestant pays for what the
    other has left in the caches.
    """
    turns = [max(1, min(MOST_CALLS, round(TURN / max(turn(call, 1), 1e-9)))) for call in contestants]
    seconds: list[list[float]] = [[] for _ in contestants]
    for lap in range(rounds):
        order = list(enumerate(contestants))
        for number, call in order[:: -1 if lap % 2 else 1]:
            if turns[number] > 1:
                call()
            seconds[number].append(turn(call, turns[number]))
    return seconds


def turn(call: Call, times: int) -> float:
    """The seconds that a call takes, the mean of some."""
    start = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - start) / times


def told(row: Row) -> str:
    """A row of the table."""

    def ratio(found: Beside | None) -> str:
        return f"{found.ratio:>8.2f}{f'{found.low:.2f} to {found.high:.2f}':>18}" if found else f"{'–':>8}{'':>18}"

    return f"{row.title:<32}{row.backend:<8}{row.generated * 1e3:>10.2f}{ratio(row.plain)}{ratio(row.peer)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="losses (all)")
    parser.add_argument("--write", action="store_true", help="keep the results, and draw the plot of the page")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is timed ({ROUNDS})")
    parser.add_argument("--points", type=int, default=POINTS, help=f"how many logits ({POINTS:,})")
    options = parser.parse_args()
    rounds = max(2, options.rounds)
    if options.write:
        results.renew(options.names, rounds, options.points)
        return
    print(", ".join(f"{key} {value}" for key, value in results.machine().items()) + f"; {options.points:,} logits")
    print(HEAD)
    rows = measure_collection(options.names, rounds, options.points, tell=lambda row: print(told(row), flush=True))
    for key in ("plain", "peer"):
        ratios = [found.ratio for row in rows if (found := getattr(row, key))]
        if ratios:
            print(f"beside {key}: median ratio {statistics.median(ratios):.2f}, largest {max(ratios):.2f}")


HEAD = f"{'loss':<32}{'code':<8}{'ms':>10}{'/ plain':>8}{'quartiles':>18}{'/ peer':>8}{'quartiles':>18}"
"""The head of the table."""

if __name__ == "__main__":
    import _results as results

    main()
