"""How exact emitted code is, before and after the search for a stable form.

    python benchmarks/stability.py [NAME …]

In: the losses of tests/stability_cases.py. Out: a table of errors in ulp, with the worst point. It measures and never
judges.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from stability_cases import QUANTITIES, TEN, UNSEEN  # noqa: E402

from derivations.emit.promise import show  # noqa: E402
from derivations.emit.stable import stabilise  # noqa: E402

COLUMNS = "{:<24} {:<9} {:>6} {:>11} {:>10} {:>11} {:>9} {:>6}  {}"


def main(names: list[str]) -> None:
    """Print a line for each loss and quantity."""
    print(COLUMNS.format("loss", "quantity", "points", "ulp before", "ulp after", "relative", "mean ulp", "s", "worst"))
    for name, case in (TEN | UNSEEN).items():
        if names and name not in names:
            continue
        for quantity, line in zip(QUANTITIES, case.lines, strict=True):
            started = time.perf_counter()
            found = stabilise(case.context.parse(line), case.context, case.inputs, case.predictions, case.defaults)
            seconds = time.perf_counter() - started
            after = found.after
            print(
                COLUMNS.format(
                    name,
                    quantity,
                    after.points,
                    show(found.before.worst_ulp),
                    show(after.worst_ulp),
                    f"{after.worst_relative:.1e}",
                    f"{after.mean_ulp:.2f}",
                    f"{seconds:.2f}",
                    after.place,
                )
            )


if __name__ == "__main__":
    main(sys.argv[1:])
