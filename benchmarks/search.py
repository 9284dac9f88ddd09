"""Time of finding the article's simplification with no hint: the best and the median of some runs.

    python benchmarks/search.py [--repeat N]

In: nothing. Out: two lines. It measures and never judges; what the search remembers is forgotten before each run.
"""

from __future__ import annotations

import argparse
import statistics
import time

from derivations.derive.moves import moves_of
from derivations.derive.search import search
from derivations.own.context import context_of
from derivations.own.definition import Loss
from derivations.rules.book import find

H = "1/(1 + exp(-z))"
LOSS = Loss("article", f"y*log({H}) + (1 - y)*log(1 - {H})", variables={"y": "[0, 1]"})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=9, metavar="N", help="runs; default 9")
    options = parser.parse_args()
    context, times = context_of(LOSS), []
    for _ in range(max(1, options.repeat)):
        moves_of.cache_clear()
        started = time.perf_counter()
        found = search(LOSS.term, context)
        times.append(1000 * (time.perf_counter() - started))
    numbers = "".join(find(item.rule).number for item in found.path)
    print(f"{found.result}: {numbers}, {len(found.path)} rules, {found.explored} lines made")
    print(f"first {times[0]:.0f} ms, best {min(times):.0f} ms, median {statistics.median(times):.0f} ms")


if __name__ == "__main__":
    main()
