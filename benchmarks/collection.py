"""How fast the generated code of each loss is, as ratios to code written by hand.

    python benchmarks/collection.py [NAME …] [--json FILE] [--rounds N] [--points N]

In: the losses that have a peer in peers/. Out: a table; it measures and never judges. Loss, gradient and Hessian are
asked for together, of ordinary points, by one thread. Generated code and peer are timed in turn, round after round, and
the ratio is the median of the rounds' ratios: above 1, generated code takes longer. Seconds are those of the processor,
which a busy machine changes less than those of the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module, util
from pathlib import Path
from typing import Any

THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
if __name__ == "__main__":  # before NumPy is imported, which reads them then
    os.environ.update(dict.fromkeys(THREADS, "1"))

import numpy as np  # noqa: E402
import scipy  # noqa: E402
from _points import points  # noqa: E402
from peers import PEERS  # noqa: E402
from threadpoolctl import threadpool_limits  # noqa: E402

ROUNDS = 15
POINTS = 100_000
OTHER: dict[str, tuple[dict[str, float], ...]] = {"focal": ({"gamma": 5.0},)}
"""Parameters beside the defaults with which a loss is measured too."""
MODULES = {"numpy": "derivations.generated", "numba": "derivations.generated.numba"}
"""Where the generated code lies, by what it is written for."""
TURN = 0.01
"""How many seconds a turn lasts at least."""
MOST_CALLS = 50
"""How many calls it has at most."""
TOLERANCE = 1e-9
"""How far generated code and peer may differ, relative to the largest value of the points."""

Call = Callable[[], Any]


@dataclass(frozen=True)
class Row:
    """What was measured of a loss.

    Args:
        loss: Its name.
        parameters: Those that aren't the defaults.
        backend: What the generated code is written for: numpy or numba.
        points: How many points there were; over vectors how many vectors.
        generated: Median seconds of the generated code.
        peer: Median seconds of the code by hand.
        ratio: The median of the rounds' ratios, generated code by peer.
        low: The lower quartile of these ratios.
        high: The upper one.
        calls: How many functions of the generated module were called: 1 where one gives all three.
    """

    loss: str
    parameters: dict[str, float]
    backend: str
    points: int
    generated: float
    peer: float
    ratio: float
    low: float
    high: float
    calls: int


def measure_collection(
    names: Iterable[str] = (),
    rounds: int = ROUNDS,
    count: int = POINTS,
    tell: Callable[[Row], object] = lambda row: None,
) -> list[Row]:
    """Measure losses that have a peer.

    Args:
        names: The losses; none for all.
        rounds: How often each contestant is timed.
        count: How many logits the points have in all.
        tell: Called with each row when it is known.

    Raises:
        ValueError: A loss has no peer, or its code and the peer don't compute the same.
    """
    rows = []
    with threadpool_limits(limits=1):
        for name in names or PEERS:
            if name not in PEERS:
                raise ValueError(f"names: expected losses with a peer, {', '.join(PEERS)}; got {name!r}")
            for parameters in ({}, *OTHER.get(name, ())):
                for backend in MODULES:
                    if found := measured(name, parameters, backend, rounds, count):
                        rows.append(found)
                        tell(found)
    return rows


def measured(name: str, parameters: dict[str, float], backend: str, rounds: int, count: int) -> Row | None:
    """The row of a loss; None where it has no such code."""
    arguments = points(name, count)
    call = generated(name, backend, arguments, parameters)
    if call is None:
        return None
    own, calls = call

    def peer() -> Any:
        return PEERS[name](*arguments, **parameters)

    with np.errstate(all="ignore"):
        check(name, own(), peer())
        times = timed((own, peer), rounds)
    ratios = [mine / theirs for mine, theirs in zip(*times, strict=True)]
    low, ratio, high = statistics.quantiles(ratios, n=4, method="inclusive")
    ours, theirs = map(statistics.median, times)
    return Row(name, parameters, backend, len(arguments[0]), ours, theirs, ratio, low, high, calls)


def generated(
    name: str, backend: str, arguments: Sequence[Any], parameters: dict[str, float]
) -> tuple[Call, int] | None:
    """What calls the generated code for loss, gradient and Hessian, and by how many functions; None: there is none."""
    home = MODULES[backend]
    if util.find_spec(home) is None or util.find_spec(f"{home}.{name}") is None:
        return None
    module = import_module(f"{home}.{name}")
    whole = getattr(module, "pointwise_loss_gradient_hessian", None)
    if whole is not None:
        return (lambda: whole(*arguments, **parameters)), 1
    functions = [getattr(module, f"pointwise_{quantity}") for quantity in ("loss", "gradient", "hessian")]
    return (lambda: tuple(function(*arguments, **parameters) for function in functions)), len(functions)


def check(name: str, own: Sequence[Any], peer: Sequence[Any]) -> None:
    """Refuse to compare what doesn't compute the same.

    Raises:
        ValueError: It differs.
    """
    for quantity, mine, theirs in zip(("loss", "gradient", "hessian"), own, peer, strict=True):
        apart = np.abs(np.asarray(mine) - theirs).max() / max(np.abs(theirs).max(), 1e-300)
        if not apart <= TOLERANCE:
            raise ValueError(f"{name}: the {quantity} of generated code and peer differ by {apart:.1e}")


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
        "processor": processor(), "processors": os.cpu_count(), "system": platform.system(),
        "python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__,
    }  # fmt: skip
    if util.find_spec("numba") is not None:
        found["numba"] = import_module("numba").__version__
    return found


def told(row: Row) -> str:
    """A row of the table."""
    name = row.loss + "".join(f", {key}={value:g}" for key, value in row.parameters.items())
    spread = f"{row.low:.2f} to {row.high:.2f}"
    return (
        f"{name:<30}{row.backend:<8}{row.calls:>5}{row.generated * 1e3:>12.2f}{row.peer * 1e3:>9.2f}{row.ratio:>8.2f}"
        f"{spread:>18}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="losses with a peer (all)")
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is timed ({ROUNDS})")
    parser.add_argument("--points", type=int, default=POINTS, help=f"how many logits ({POINTS:,})")
    options = parser.parse_args()
    about = machine()
    print(", ".join(f"{key} {value}" for key, value in about.items()) + f"; {options.points:,} logits, one thread")
    print(f"{'loss':<30}{'code':<8}{'calls':>5}{'ms':>12}{'peer ms':>9}{'ratio':>8}{'quartiles':>18}")
    rows = measure_collection(
        options.names, max(2, options.rounds), options.points, tell=lambda row: print(told(row), flush=True)
    )
    print(f"median ratio {statistics.median(row.ratio for row in rows):.2f}, largest {max(r.ratio for r in rows):.2f}")
    if options.json:
        text = json.dumps({"machine": about, "rows": [asdict(row) for row in rows]}, indent=2)
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
