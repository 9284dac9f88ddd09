"""Which parts of a line have a value. In: a line, a context. Out: for each part that may have none, why it has one."""

from __future__ import annotations

from ..rules.rule import ConditionKind
from ..terms.context import Context
from ..terms.core import (
    ONE,
    Digamma,
    Inverse,
    Logarithm,
    LogarithmOnePlus,
    LogarithmToBase,
    LogGamma,
    Path,
    Plus,
    Polygamma,
    Power,
    Quotient,
    SquareRoot,
    Term,
    Trigamma,
)
from .branches import seen_from
from .conditions import Discharged, is_whole, not_negative, positive, prove, wording

GAMMAS = (LogGamma, Digamma, Trigamma)
"""Functions that have a value for positive arguments only."""


def undefined_parts(term: Term, context: Context, place: Path = ()) -> list[Discharged | str]:
    """For each part that has a value only for some arguments: why it has one, or (as text) what couldn't be shown.

    Only parts at or below the place are looked at. In a branch of a choice what chooses it may be relied on.
    """
    found: list[Discharged | str] = []
    chosen = ""
    for number in place:
        term, context, chosen = list(seen_from(term, context, chosen))[number]
    waiting = [(term, context, chosen)]
    while waiting:
        part, context, chosen = waiting.pop()
        waiting += reversed(list(seen_from(part, context, chosen)))
        if isinstance(part, Logarithm):
            kind, argument = ConditionKind.POSITIVE, part.argument
        elif isinstance(part, LogarithmOnePlus):
            kind, argument = ConditionKind.POSITIVE, Plus(ONE, part.argument)
        elif isinstance(part, LogarithmToBase):
            base = part.children[0]
            waiting.append((Quotient(Logarithm(part.children[1]), Logarithm(base)), context, chosen))
            continue
        elif isinstance(part, Quotient):
            kind, argument = ConditionKind.NONZERO, part.children[1]
        elif isinstance(part, GAMMAS):
            kind, argument = ConditionKind.POSITIVE, part.argument
        elif isinstance(part, Polygamma):
            kind, argument = ConditionKind.POSITIVE, part.children[1]
        elif isinstance(part, Inverse):
            kind, argument = ConditionKind.INVERTIBLE, part.children[0]
        elif isinstance(part, SquareRoot):
            found.append(stated(not_negative(part.argument, context), f"0 <= {part.argument}", chosen))
            continue
        elif isinstance(part, Power) and not is_whole((part.children[1],), context):
            base, exponent = part.children
            both = not_negative(base, context) and not_negative(exponent, context)
            found.append(stated(positive(base, context) or both, f"0 < {base}", chosen))
            continue
        elif isinstance(part, Power) and not not_negative(part.children[1], context):
            kind, argument = ConditionKind.NONZERO, part.children[0]
        else:
            continue
        because, text = prove(kind, (argument,), context), wording(kind, (argument,))
        found.append(stated(because, text, chosen))
    return found


def stated(because: str, text: str, chosen: str = "") -> Discharged | str:
    """A condition with its reason; the condition alone where there is none."""
    return Discharged(text, because.replace("it is assumed", chosen) if chosen else because) if because else text
