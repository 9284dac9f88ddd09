"""Whether a loss is convex. In: a derived loss. Out: an answer, with why.

A yes is shown, for all labels and parameters: the second derivative is nowhere negative, and where the formula has a
kink the derivative doesn't fall; or the loss is made of convex parts. A no has a point that shows it. What neither
shows isn't decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import sympy

from ..derive.conditions import not_negative
from ..derive.defined import undefined_parts
from ..derive.moves import measure
from ..terms.context import Context
from ..terms.core import ZERO, Negative, Plus, Term, Times
from ..terms.lift import lift
from ..terms.lower import NotLowered
from ..verify.check import equality
from ..verify.verdict import Result
from .counterexamples import counterexample
from .definition import Loss
from .kinks import NotRising, lowered, rising_at_kinks
from .vector_shape import FLAT, Curvature, curvature

LARGEST = 120
"""The largest measure of a term that is looked at in other forms."""
MADE = "it is made of affine parts by sums with weights that aren't negative, log-sum-exp and the like"


@dataclass(frozen=True)
class Answer:
    """Whether something holds: yes, no, or not decided; and why."""

    holds: bool | None
    because: str


def convex(loss: Loss, context: Context, results: Mapping[str, Term]) -> Answer:
    """Whether the loss is convex in its predictions, all of them together.

    Args:
        loss: The loss.
        context: Its symbols.
        results: What its stages have led to.
    """
    if curvature(results["simplify"], loss, context) in (*FLAT, Curvature.CONVEX) and loss.sizes:
        return Answer(True, MADE)
    why = "" if loss.sizes else shown_convex(loss, context, results)
    found = None if why else counterexample(loss, context, results)
    if found:
        return Answer(False, found.text(loss))
    why = why or ("" if loss.sizes else shown_convex(loss, context, results, hard=True))
    return Answer(True, why) if why else Answer(None, "neither shown nor refuted")


def shown_convex(loss: Loss, context: Context, results: Mapping[str, Term], hard: bool = False) -> str:
    """Why a loss is convex; '' where that isn't found. ``hard``: other forms of its second derivative are tried too."""
    names = loss.predictions
    first = [results[label("gradient", names, by)] for by in names]
    second = {(a, b): results[label("hessian", names, a, b)] for a, b in pairs(names)}
    why = nowhere_negative(second[names[0], names[0]], loss, context, hard)
    if len(names) > 1 and any(term != ZERO for term in second.values()):
        why = semidefinite(loss, second, context, hard)
    elif len(names) > 1:
        why = "it is 0"
    if not why or any(isinstance(part, str) for line in (results["simplify"], *first)
                      for part in undefined_parts(line, context)):  # fmt: skip
        return ""
    what = "the second derivative" if len(names) == 1 else "the matrix of second derivatives"
    said = f"{what} isn't negative: {why}" if len(names) == 1 else f"{what} is positive semidefinite: {why}"
    try:
        kinks = rising_at_kinks(loss, results["simplify"], first)
    except (NotLowered, NotRising):
        return ""
    return f"{said}; and where the formula changes, the derivative doesn't fall" if kinks else said


def label(kind: str, names: Sequence[str], *by: str) -> str:
    """The name of a stage."""
    return kind if len(names) == 1 else f"{kind}-{'-'.join(by)}"


def pairs(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each two of the predictions, in their order."""
    return ((a, b) for number, a in enumerate(names) for b in names[number:])


def nowhere_negative(term: Term, loss: Loss, context: Context, hard: bool) -> str:
    """Why a term is nowhere negative; '' where that isn't found.

    Args:
        term: The term.
        loss: The loss.
        context: Its symbols.
        hard: It is looked at in shorter forms of SymPy's, too, which are shown to be the same.
    """
    why = not_negative(term, context)
    if why or not hard or measure(term) > LARGEST:
        return why
    with suppress(NotLowered, ValueError):
        expression = lowered(term, loss)
        if expression.has(sympy.Piecewise):  # it has no term, and takes long
            return ""
        for shorten in (sympy.simplify, sympy.factor):
            other = lift(shorten(expression))
            why = not_negative(other, context)
            if why and equality(term, other, context)[0].result is Result.PROVED:
                return f"it equals {other}, and {why}"
    return ""


def semidefinite(loss: Loss, second: dict[tuple[str, str], Term], context: Context, hard: bool) -> str:
    """Why a matrix of two rows is positive semidefinite; '' where that isn't found, or it has more rows."""
    if len(loss.predictions) != 2:
        return ""
    a, b = loss.predictions
    if not all(nowhere_negative(second[one, one], loss, context, hard) for one in (a, b)):
        return ""
    product_, square = Times(second[a, a], second[b, b]), Times(second[a, b], second[a, b])
    if second[a, b] == ZERO:
        return "its diagonal isn't negative, and all else is 0"
    if equality(product_, square, context)[0].result is Result.PROVED:
        return "its diagonal isn't negative, and its determinant is 0"
    if nowhere_negative(Plus(product_, Negative(square)), loss, context, hard):
        return "neither its diagonal nor its determinant is negative"
    return ""
