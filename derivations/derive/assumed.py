"""What is assumed. In: a condition, a context. Out: the reason, or ''; terms that are positive or not negative."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ..rules.rule import ConditionKind, read_condition
from ..terms.context import Context
from ..terms.core import Slot, Term
from ..terms.parser import parse_pattern
from ..terms.places import same

NOT_NEGATIVE = "0 <= "
"""How an assumption begins that isn't a condition of rules: a term is no less than 0."""
MOST = 3
"""From how many assumptions at once a bound is drawn."""


@lru_cache(maxsize=256)
def assumptions(context: Context) -> tuple[tuple[ConditionKind, tuple[Term, ...]], ...]:
    """What a context assumes, read."""
    found = []
    names = {Slot(name): variable for name, variable in context.variables.items()}
    for text in context.assumptions:
        if text.startswith(NOT_NEGATIVE):
            continue
        condition = read_condition(text)
        found.append((condition.kind, tuple(side.xreplace(names) for side in condition.parts)))
    return tuple(found)


def assumed(kind: ConditionKind, parts: tuple[Term, ...], context: Context) -> str:
    """Whether a condition is assumed, up to the order of sums and products."""
    for known, terms in assumptions(context):
        if known is kind and all(same(part, term) for part, term in zip(parts, terms, strict=True)):
            return "it is assumed"
    return ""


@lru_cache(maxsize=256)
def signs(context: Context) -> tuple[tuple[Term, bool], ...]:
    """The terms that are assumed to be positive, or (False) no less than 0."""
    found = [(parts[0], True) for kind, parts in assumptions(context) if kind is ConditionKind.POSITIVE]
    names = {Slot(name): variable for name, variable in context.variables.items()}
    for text in context.assumptions:
        if text.startswith(NOT_NEGATIVE):
            found.append((parse_pattern(text.removeprefix(NOT_NEGATIVE)).xreplace(names), False))
    return tuple(found)


@lru_cache(maxsize=256)
def peeled(context: Context) -> tuple[tuple[Term, bool, Context], ...]:
    """The same, each with the context that doesn't assume it; only the innermost ``MOST`` are kept."""
    texts = [text for text in context.assumptions if text.startswith(("0 < ", NOT_NEGATIVE))][-MOST:]
    found = []
    for text in texts:
        alone = replace(context, assumptions=(text,))
        rest = replace(context, assumptions=tuple(other for other in texts if other != text))
        found += [(term, strict, rest) for term, strict in signs(alone)]
    return tuple(found)
