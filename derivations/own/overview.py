"""The collection in one table. In: derived losses. Out: a record of each, for JSON; the pages that compare them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..emit.promise import show
from ..render.environment import render
from ..render.latex import to_latex
from ..render.words import RESULTS
from ..terms.domain import to_latex as domain_latex
from ..verify.verdict import worst
from .bounds import Bound
from .families import FAMILIES
from .plan import labelled
from .safe import entities, portable
from .second import Second
from .shape import Answer

if TYPE_CHECKING:
    from .result import Derived

LONGEST = 220
"""The longest formula, in signs of LaTeX, that stands in the table; a longer one stands on the loss's page alone."""


def row_of(derived: Derived) -> dict[str, Any]:
    """The record of a loss.

    Returns:
        ``name``, ``title``, ``family``; ``loss``, ``derivatives`` and ``second``, the formulas; ``labels``, the
        domains of what comes with a sample; ``convex`` with its reason; ``bounded``, what is shown of the derivative's
        size; ``curved``, of the second derivative's sign; ``error``, the worst measured error of the code; ``verdict``.
    """
    loss, checked = derived.loss, derived.verify()
    context = checked.loss.context

    def formula(stage: str, left: bool) -> str:
        derivation = checked.stage(stage).derivation
        start, result = (portable(to_latex(term, context)).strip() for term in (derivation.start, derivation.result))
        return f"{start} = {result}" if left else result

    gradients = [labelled("gradient", loss.predictions, by)[0] for by in loss.predictions]
    hessian, several = labelled("hessian", loss.predictions, *loss.predictions[:1] * 2)[0], len(gradients) > 1
    errors = [e.after for e in derived.errors.values()]
    answer, size, curved = derived.shape
    return {
        "name": loss.name,
        "title": loss.title,
        "family": loss.family,
        "loss": formula("simplify", False),
        "derivatives": [formula(stage, several) for stage in gradients],
        "second": formula(hessian, several),
        "labels": [
            portable(rf"{to_latex(context.variables[name], context)} \in {domain_latex(loss.domains[name])}").strip()
            for name, part in loss.declared.items()
            if part == "variables"
        ],
        "convex": {"holds": answer.holds, "because": answer.because},
        "bounded": {"most": size.most, "given": size.given, "endless": size.endless},
        "curved": curved.short,
        "error": show(max(e.worst for e in errors)) if errors else "",
        "verdict": RESULTS["en"][worst([stage.result for stage in checked.stages])],
    }


CONVEX = {True: "yes", False: "no", None: "not decided"}


def said(answer: Answer, size: Bound, curved: Second, by: str) -> list[tuple[str, str]]:
    """What a page tells about a loss's shape: each a question and its answer."""
    several = "s" if " and " in by else ""
    found = [(f"Convex in the prediction{several}", f"{CONVEX[answer.holds]}; {answer.because}")]
    found.append(("Size of the derivative", size.text))
    if curved.text:
        found.append(("The second derivative", curved.text))
    return found


def pages(rows: Sequence[dict[str, Any]], command: str) -> dict[str, str]:
    """The pages that speak of several losses, by path under docs/.

    Args:
        rows: The records of all losses.
        command: What makes the pages again.
    """
    tables = [
        (name, title["en"], [table_row(row) for row in rows if row["family"] == name])
        for name, title in FAMILIES.items()
    ]
    found = [(name, title, table) for name, title, table in tables if table]
    text = render("page/collection.en.md.j2", families=found, count=len(rows), command=command)
    by_name = {row["name"]: row for row in rows}
    more = render("page/multi-label.en.md.j2", loss=by_name, command=command)
    return {"examples/index.md": text, "multi-label.md": more}


def table_row(row: dict[str, Any]) -> dict[str, str]:
    """A line of the table of the collection: its cells by their headings."""
    size, name = row["bounded"], row["name"]
    bounded = f"≤ {size['most']}" if size["most"] else "no" if size["endless"] else "not decided"
    if size["given"]:
        bounded += f" for {size['given']}"
    return {
        "loss": f"[{entities(row['title'])}]({name}.md)",
        "formula": cell([row["loss"]], name, "simplify"),
        "derivative": cell(row["derivatives"], name, "derivatives"),
        "labels": "<br>".join(f"${label}$" for label in row["labels"]) or "—",
        "convex": CONVEX[row["convex"]["holds"]],
        "bounded": bounded,
        "curved": row["curved"] or "not decided",
        "error": row["error"] or "—",
        "verdict": row["verdict"],
    }


def cell(formulas: Sequence[str], name: str, place: str) -> str:
    """Formulas in a cell, one below the other; those that are too long are left to the loss's page."""
    shown = [f"${formula}$" if len(formula) <= LONGEST else f"[long]({name}.md#{place})" for formula in formulas]
    return "<br>".join(dict.fromkeys(shown))
