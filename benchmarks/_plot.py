"""The plot of the results. In: results. Out: an SVG; the same results and matplotlib give the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402

from derivations.benchmarks import KINDS, SIGN, digest  # noqa: E402
from derivations.emit.backends import BACKENDS  # noqa: E402

STYLE = {
    "svg.hashsalt": "derivations", "svg.fonttype": "path", "font.family": "DejaVu Sans", "font.size": 8,
    "axes.spines.top": False, "axes.spines.right": False,
}  # fmt: skip
MARKERS = {("numpy", "plain"): ("o", "#3f51b5"), ("numpy", "peer"): ("D", "#e65100"),
           ("numba", "plain"): ("s", "#7986cb"), ("numba", "peer"): ("^", "#ffb74d")}  # fmt: skip
TICKS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)


def draw(results: dict[str, Any], path: Path) -> None:
    """Write the plot: a line a loss, a mark a ratio, on a logarithmic axis."""
    titles = sorted({title(row) for row in results["rows"]}, reverse=True)
    heights = {name: number for number, name in enumerate(titles)}
    with pyplot.rc_context(STYLE):
        figure, axes = pyplot.subplots(figsize=(7.2, 0.6 + 0.16 * len(titles)), layout="constrained")
        for (backend, kind), (marker, colour) in MARKERS.items():
            found = [row for row in results["rows"] if row["backend"] == backend and row[kind]]
            if found:
                axes.plot([row[kind]["ratio"] for row in found], [heights[title(row)] for row in found], marker,
                          color=colour, markersize=4, label=f"{BACKENDS[backend].title} / {KINDS[kind]}")  # fmt: skip
        axes.set_xscale("log")
        axes.axvline(1, color="#777777", linewidth=0.8, zorder=0)
        low, high = axes.get_xlim()
        shown = [tick for tick in TICKS if low <= tick <= high]
        axes.set_xticks(shown, [f"{tick:g}" for tick in shown])
        axes.minorticks_off()
        axes.set_yticks(range(len(titles)), titles)
        axes.set_ylim(-1, len(titles))
        axes.grid(axis="both", color="#dddddd", linewidth=0.4)
        axes.set_xlabel("time of the generated code, as a ratio: further left is faster")
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)
        figure.savefig(
            path, format="svg", metadata={"Date": None, "Creator": None, "Description": SIGN + digest(results)}
        )
        pyplot.close(figure)
    # What a line ends with says nothing in SVG.
    path.write_text("\n".join(line.rstrip() for line in path.read_text("utf-8").splitlines()) + "\n", "utf-8")


def title(row: dict[str, Any]) -> str:
    """What the line of a row is called."""
    return str(row["loss"]) + "".join(f", {key}={value:g}" for key, value in row["parameters"].items())
