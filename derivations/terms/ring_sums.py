"""Algebra of sums over an index: term by term, and what a Kronecker delta picks out. In: a sum. Out: several.

Linear algebra in the deltas: a sum of ``a*delta(k, j) + b`` is a sum with the delta and one without, whose factors stay
together.
"""

from __future__ import annotations

from collections.abc import Iterable

from .core import ONE, ZERO, Kronecker, Negative, Plus, Quotient, Summation, Term, Times, walk
from .places import free_names
from .ring import UNIT, Monomial, added, collect, factor, monomial, multiplied, rebuilt, scalar_parts


def split_sum(term: Term) -> Term | None:
    """A sum over an index taken term by term, with the factors that don't have the index before each."""
    if not isinstance(term, Summation) or not scalar_parts(term):
        return None
    index, low, high, body = term.children
    inside: dict[frozenset, list[Monomial]] = {}
    outside: dict[frozenset, Monomial] = {}
    try:
        monomials = multiplied(body)
    except OverflowError:
        return None
    for each in monomials:
        kept = tuple(factor for factor in each.factors if free_names(index) & free_names(factor[0]))
        before = Monomial(UNIT, tuple(factor for factor in each.factors if factor not in kept))
        outside.setdefault(before.key, before)
        inside.setdefault(before.key, []).append(Monomial(each.number, kept))
    found = []
    for key, before in outside.items():
        own = added(inside[key])
        minus = isinstance(own, Negative)
        total = Summation(index, low, high, own.children[0] if minus else own)
        found.append(monomial(Negative(total) if minus else total) * before)
    return added(found)


def split_deltas(term: Term) -> Term | None:
    """A sum over an index in which Kronecker deltas of the index stand in brackets, term by term."""
    if not isinstance(term, Summation):
        return None
    index, low, high, body = term.children
    parts = body.children if isinstance(body, Plus) else (body,)
    if len(parts) == 1 and (not has_delta(parts[0], index) or is_delta(parts[0], index)):
        return None
    delta = next((part for _, part in walk(body) if isinstance(part, Kronecker) and index in part.children), None)
    if delta is None:
        return None
    apart = linear(body, delta)
    if apart is None:
        return split_sum(term)
    found = []
    for part, times in ((apart[0], (delta,)), (apart[1], ())):
        own = monomial(factored(part))
        kept = tuple(factor for factor in own.factors if free_names(index) & free_names(factor[0]))
        before = Monomial(own.number, tuple(factor for factor in own.factors if factor not in kept))
        inside = rebuilt(Monomial(UNIT, kept))
        if own.number:
            body = Times.of(*(one for one in (inside, *times) if one != ONE)) if inside != ONE or times else ONE
            found.append(monomial(Summation(index, low, high, body)) * before)
    return added(found)


def linear(term: Term, part: Term) -> tuple[Term, Term] | None:
    """A term as its factor of a part of it, and the rest; None where it isn't seen to be linear in it."""
    if part not in (own for _, own in walk(term)):
        return ZERO, term
    if term == part:
        return ONE, ZERO
    if isinstance(term, Negative):
        inner = linear(term.children[0], part)
        return inner and (Negative(inner[0]), Negative(inner[1]))
    if isinstance(term, Plus):
        each = [linear(child, part) for child in term.children]
        if None in each:
            return None
        return plus(one[0] for one in each if one), plus(one[1] for one in each if one)
    if isinstance(term, Times | Quotient):
        places = [n for n, child in enumerate(term.children) if any(own == part for _, own in walk(child))]
        inner = linear(term.children[places[0]], part) if len(places) == 1 else None
        if inner is None or isinstance(term, Quotient) and places[0]:
            return None
        before, after = term.children[: places[0]], term.children[places[0] + 1 :]
        first, rest = (ZERO if own == ZERO else type(term)(*before, own, *after) for own in inner)
        return first, rest
    return None


def plus(parts: Iterable[Term]) -> Term:
    """The sum of terms, without zeros."""
    found = [part for part in parts if part != ZERO]
    return Plus(*found) if len(found) > 1 else found[0] if found else ZERO


def factored(term: Term) -> Term:
    """The common factors of all sums taken out, and equal factors joined."""
    if not isinstance(term, Plus | Times | Quotient | Negative):
        return term
    inner = type(term)(*map(factored, term.children))
    return factor(inner) or inner if isinstance(inner, Plus) else collect(inner) or inner


def has_delta(term: Term, index: Term) -> bool:
    """Whether a Kronecker delta of an index stands in a term."""
    return isinstance(term, Kronecker) and index in term.children or any(has_delta(c, index) for c in term.children)


def is_delta(term: Term, index: Term) -> bool:
    """Whether a term is a product with such a delta, perhaps over a divisor."""
    above = term.children[0] if isinstance(term, Quotient) else term
    return any(isinstance(factor, Kronecker) and index in factor.children for factor in (above, *above.children))
