"""Lines that only keep the maximiser: is the new one an increasing (or decreasing) function of the old? In: a step."""

from __future__ import annotations

from ..derive.conditions import positive
from ..derive.step import Step
from ..rules.rule import ConditionKind
from ..terms.context import Context, Kind
from ..terms.core import Negative, Slot, Term, Variable
from ..terms.places import free_names
from .index_form import IndexForm
from .slopes import Outside
from .verdict import Result, Verdict


def order(step: Step, context: Context) -> Verdict:
    """Differentiate the rule's right side by its left one, and prove the sign of the derivative.

    The condition that the left side is positive, where the rule has it, is used with its letter.
    """
    before, after = step.rule.patterns
    if not isinstance(before, Slot) or step.place:
        return Verdict("order", Result.REFUTED, "the rule isn't applied to the whole line")
    letter = Variable("_line")
    names = {name for letter_, term in step.bindings.items() if letter_ != before.name for name in free_names(term)}
    if any(context.kind(name) not in (Kind.SIZE, Kind.BASE, Kind.CONSTANT) for name in names):
        return Verdict("order", Result.UNKNOWN, f"it isn't shown that {', '.join(sorted(names))} is constant")
    others = {Slot(name): term for name, term in step.bindings.items() if name != before.name}
    function = after.xreplace({before: letter, **others})
    try:
        slope = IndexForm(context, False).differentiate(function, letter)
    except Outside as error:
        return Verdict("order", Result.UNKNOWN, str(error))
    wanted: Term = slope if step.rule.order == "increasing" else flipped(slope)
    assumed = (
        {letter} if any(d.kind is ConditionKind.POSITIVE and d.parts == (before,) for d in step.rule.demands) else set()
    )
    because = positive(wanted, context, frozenset(assumed))
    if not because:
        return Verdict("order", Result.UNKNOWN, f"the sign of the derivative {slope} isn't found")
    return Verdict(
        "order", Result.PROVED, f"its derivative by the line before, {slope}, has one sign: {step.rule.order}"
    )


def flipped(slope: Term) -> Term:
    """−slope, with a double sign taken away."""
    return slope.argument if isinstance(slope, Negative) else Negative(slope)
