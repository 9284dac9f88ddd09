"""Case by case: absolute values, maxima, indicators and choices are worked out under each possible sign.

In: the two sides of an equality. Out: for each case the two sides without them, and what is assumed to be 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..terms import core
from ..terms.core import ONE, ZERO, Term
from ..terms.places import free_names, same
from .kinds import asks
from .slopes import Outside, put

Case = tuple[str, Term, Term, tuple[Term, ...]]
"""What is assumed, in words; the two sides then; the terms that are assumed to be 0."""


ASKING = (core.Absolute, core.Maximum, core.Indicator, core.Choose)
"""What may be another term from case to case."""


def with_bound(term: Term, bound: frozenset[str] = frozenset()) -> Iterator[tuple[Term, frozenset[str]]]:
    """Every sub-term that may differ from case to case, with the indices that sums around it bind."""
    if not asks(term, ASKING):
        return
    yield term, bound
    for number, child in enumerate(term.children):
        inside = isinstance(term, core.Binder) and number == 3
        yield from with_bound(child, bound | free_names(term.children[0]) if inside else bound)


def cases(left: Term, right: Term) -> Iterator[Case]:
    """The two sides without absolute values, maxima, indicators and choices, case by case."""
    for part, bound in (*with_bound(left), *with_bound(right)):
        split = by_sign(part) or by_zero(part)
        if split and free_names(part) & bound:
            raise Outside(f"{part} may be another case for each term of a sum")
        for label, replace, zero in split:
            for more, a, b, zeros in cases(replace(left), replace(right)):
                yield f"{label}, {more}".strip(", "), a, b, zero + zeros
        if split:
            return
    yield "", left, right, ()


Split = list[tuple[str, Callable[[Term], Term], tuple[Term, ...]]]


def by_sign(part: Term) -> Split:
    """0 < u and u ≤ 0, where a part depends on the sign of u."""
    u = sign_of(part)
    if u is None:
        return []
    return [
        (f"0 < {u}", lambda term: decide(term, u, True), ()),
        (f"{u} <= 0", lambda term: decide(term, u, False), ()),
    ]


def sign_of(part: Term) -> Term | None:
    """The term whose sign a part depends on."""
    if isinstance(part, core.Absolute):
        return part.argument
    if isinstance(part, core.Maximum) and part.children[1] == ZERO:
        return part.children[0]
    if isinstance(part, core.Indicator | core.Choose):
        proposition = part.children[0]
        if isinstance(proposition, core.Less) and proposition.children[0] == ZERO:
            return proposition.children[1]
        if isinstance(proposition, core.LessEqual) and proposition.children[1] == ZERO:
            return proposition.children[0]
    return None


def decide(term: Term, u: Term, positive: bool) -> Term:
    """The term where the sign of u is known."""
    if not asks(term, ASKING):
        return term
    found = sign_of(term)
    if found is not None and same(found, u):
        if isinstance(term, core.Absolute):
            return decide(u if positive else core.Negative(u), u, positive)
        if isinstance(term, core.Maximum):
            return decide(u, u, positive) if positive else ZERO
        holds = positive == isinstance(term.children[0], core.Less)
        if isinstance(term, core.Indicator):
            return ONE if holds else ZERO
        return decide(term.children[1] if holds else term.children[2], u, positive)
    return type(term)(*(decide(child, u, positive) for child in term.children))


def by_zero(part: Term) -> Split:
    """X = 0 and x ≠ 0, where a choice asks whether x is 0."""
    if not (isinstance(part, core.Choose) and isinstance(part.children[0], core.Equal)):
        return []
    x, zero = part.children[0].children
    if zero != ZERO:
        return []
    return [
        (f"{x} = 0", lambda term: put(term, part, part.children[1]), (x,)),
        (f"{x} != 0", lambda term: put(term, part, part.children[2]), ()),
    ]
