"""The tables of a loss's page: its conventions, how exact its code is. In: checked derivations. Out: rows of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..emit.promise import Accuracy, show
from ..render.latex import to_latex
from ..render.words import RESULTS, say
from ..terms.context import Context
from ..terms.core import Term
from ..verify.verdict import Checked, Result, Verdict, overall, worst
from .safe import portable
from .stable import Errors
from .variants import Variant

NOTHING = "—"
HEADS = {
    "en": ("convention", "loss", "first derivative", "second derivative", "verdict"),
    "zh": ("约定", "损失", "一阶导数", "二阶导数", "结论"),
}
SHARED = {"en": "the chain rule gives back the derivative by the prediction", "zh": "由链式法则得回对预测值的导数"}
BY_PREDICTION = {"en": "by the prediction {}", "zh": "对预测值 {}"}
ERROR_HEADS = {
    "en": (
        "quantity",
        "points",
        "u (1 + κ) before",
        "u (1 + κ) after",
        "points that break the promise before",
        "after",
        "cost before",
        "cost after",
        "worst point after",
    ),
    "zh": (
        "量",
        "点数",
        "之前 u (1 + κ)",
        "之后 u (1 + κ)",
        "之前失约的点",
        "之后失约的点",
        "之前代价",
        "之后代价",
        "之后最差点",
    ),
}
LONGEST = 600
"""The longest formula, in signs of LaTeX, that stands in a table; a longer one has its own place below."""


@dataclass(frozen=True)
class CheckedVariant:
    """A convention, derived and checked.

    Args:
        variant: The convention.
        checked: Its derivation.
        back: What the way back to the loss's own derivative says, if there is one.
    """

    variant: Variant
    checked: Checked
    back: tuple[Verdict, ...] = ()

    @property
    def result(self) -> Result:
        """The worst of its stages and of the way back."""
        results = [stage.result for stage in self.checked.stages]
        return worst([*results, overall(self.back)] if self.back else results)


def formula(term: Term | None, context: Context) -> str:
    """A term in a table's cell."""
    if term is None:
        return NOTHING
    text = portable(to_latex(term, context)).strip()
    return f"${text}$" if len(text) <= LONGEST else "…"


def row(name: str, terms: Sequence[Term | None], context: Context, result: Result, language: str) -> dict[str, str]:
    """A line of the table of conventions: the loss, its first and its second derivative."""
    cells = [formula(term, context) for term in terms]
    return dict(zip(HEADS[language], (name, *cells, RESULTS[language][result]), strict=True))


def results(checked: Checked, stages: Sequence[str]) -> list[Term | None]:
    """What some stages have led to; nothing for one that isn't there."""
    found = {stage.derivation.name: stage.derivation.result for stage in checked.stages}
    return [found.get(stage) for stage in stages]


def convention_rows(checked: Checked, variants: Sequence[CheckedVariant], language: str = "en") -> list[dict[str, str]]:
    """The table of conventions; nothing for a loss that has only one."""
    if not variants:
        return []
    main = ("simplify", "gradient", "hessian")
    context = checked.loss.context
    own = worst([checked.stage(name).result for name in main])
    prediction = checked.stage("gradient").derivation.start.children[0]
    title = BY_PREDICTION[language].format(formula(prediction, context))
    rows = [row(title, results(checked, main), context, own, language)]
    for found in variants:
        title = say(found.variant.title, language)
        if found.back:
            title += f"; {SHARED[language]}: *{RESULTS[language][overall(found.back)]}*"
        if set(found.variant.rows) & set(main):
            there = found.checked.loss.context
            rows.append(row(title, results(found.checked, main), there, found.result, language))
            continue
        for stage in found.variant.rows:
            derivation = found.checked.stage(stage).derivation
            terms = [derivation.start.children[1], *results(found.checked, (stage, stage.replace(*main[1:])))]
            name = f"{title}; {say(derivation.title, language)}"
            rows.append(row(name, terms, found.checked.loss.context, found.result, language))
    return rows


def error_rows(errors: Mapping[str, Errors], language: str = "en") -> list[dict[str, str]]:
    """The table of errors before and after the search for a stable form."""
    return [
        dict(zip(ERROR_HEADS[language], (name, str(e.after.points), show(e.before.worst), show(e.after.worst),
                 str(e.before.broken), str(e.after.broken), f"{e.before.cost:.0f}", f"{e.after.cost:.0f}",
                 place(e.after)), strict=True))
        for name, e in errors.items()
    ]  # fmt: skip


def place(accuracy: Accuracy) -> str:
    """The worst point, and where the promise is broken what comes of it."""
    told = f"; `{accuracy.got!r}` for `{accuracy.right!r}`" if accuracy.broken else ""
    return f"`{accuracy.place}`{told}"
