"""The page of the measurements. In: benchmarks/results.json, as the bench has left it. Out: the page's text.

The plot is drawn where the results are written; this module only checks that the plot belongs to the results.
"""

from __future__ import annotations

import hashlib
import json
import statistics
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .emit.backends import BACKENDS
from .outcome import Failure

FILE = "benchmarks/results.json"
PLOT = "docs/assets/images/benchmarks.svg"
SIGN = "Made by derivations bench from results "
"""What the plot says of itself, before the digest of the results."""
KINDS = {"plain": "plain evaluation", "peer": "hand-written code"}
COMMAND = "derivations bench --write"


def digest(results: Mapping[str, Any]) -> str:
    """A number for some results."""
    return hashlib.sha256(json.dumps(results, sort_keys=True).encode()).hexdigest()[:16]


def benchmarks_page(root: Path) -> dict[str, str]:
    """The page with its table.

    Raises:
        Failure: The results or their plot aren't there, or don't belong together.
    """
    from .render.environment import render

    results = read(root)
    rows = results["rows"]
    told = [
        {"backend": backend.title, "kind": words, "count": len(found), "median": show(statistics.median(found)),
         "most": show(max(found)), "least": show(min(found))}
        for backend in BACKENDS.values()
        for kind, words in KINDS.items()
        if (found := [row[kind]["ratio"] for row in rows if row["backend"] == backend.name and row[kind]])
    ]  # fmt: skip
    table: dict[str, dict[str, Any]] = {}
    for row in rows:
        title = str(row["loss"]) + "".join(f", {key} = {value:g}" for key, value in row["parameters"].items())
        line = table.setdefault(title, {"title": title, "target": page_of(row["loss"])})
        line[row["backend"]] = {
            "nanoseconds": show(row["generated"] / row["points"] * 1e9),
            **{kind: ratio(row[kind]) for kind in KINDS},
        }
    backends = {
        name: backend.title for name, backend in BACKENDS.items() if any(row["backend"] == name for row in rows)
    }
    compiled = [
        {**row, "backend": BACKENDS[row["backend"]].title, "ratio": show(row["ratio"])}
        for row in results["scikit_learn"]
    ]
    text = render("page/benchmarks.md.j2", summary=told, rows=[table[key] for key in sorted(table)], backends=backends,
                  compiled=compiled, about=results["machine"], logits=results["logits"], rounds=results["rounds"],
                  command=COMMAND, file=FILE)  # fmt: skip
    return {"docs/benchmarks.md": text}


def read(root: Path) -> dict[str, Any]:
    """The results, whose plot is there, too.

    Raises:
        Failure: They aren't there, or don't belong together.
    """
    try:
        results = json.loads((root / FILE).read_text(encoding="utf-8"))
        drawn = (root / PLOT).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise Failure(f"{FILE} or {PLOT} can't be read ({error}); restore them with git, or run: {COMMAND}") from error
    if SIGN + digest(results) not in drawn:
        raise Failure(f"{PLOT} isn't the plot of {FILE}; run: {COMMAND}")
    return dict(results)


def page_of(loss: str) -> str:
    """Where the page of a loss lies, as seen from the page."""
    from . import collection

    return f"examples/{loss}.md" if loss in collection.names() else f"losses/{loss}.md"


def ratio(found: Mapping[str, float] | None) -> str:
    """A ratio with its quartiles."""
    return f"{show(found['ratio'])} ({show(found['low'])}–{show(found['high'])})" if found else "–"


def show(value: float) -> str:
    """A number with two or three digits."""
    return f"{value:.0f}" if value >= 99.5 else f"{value:.1f}" if value >= 9.95 else f"{value:.2f}"
