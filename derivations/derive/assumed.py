"""What is assumed. In: a condition, a context. Out: the reason, or ''; terms that are positive or not negative."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ..rules.rule import ConditionKind, read_condition
from ..terms.context import Context
from ..terms.core import Binder, Slot, Term
from ..terms.parser import parse_pattern
from ..terms.places import free_names, same

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


@lru_cache(maxsize=2_000)
def within(context: Context, names: frozenset[str]) -> Context:
    """The context inside a sum that binds these names: what is assumed of them outside says nothing of those inside."""
    kept = tuple(text for text in context.assumptions if names.isdisjoint(spoken_of(text, context)))
    return context if kept == context.assumptions else replace(context, assumptions=kept)


@lru_cache(maxsize=2_000)
def spoken_of(text: str, context: Context) -> frozenset[str]:
    """The names that an assumption speaks of."""
    alone = replace(context, assumptions=(text,))
    parts = [part for _, terms in assumptions(alone) for part in terms] + [term for term, _ in signs(alone)]
    return frozenset().union(*map(free_names, parts))


def body(term: Binder, context: Context) -> tuple[Term, Context]:
    """The body of a sum or product over an index, with what holds there."""
    return term.children[3], within(context, free_names(term.children[0]))


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
