"""Choices that choose nothing, which code has for infinite numbers. In: a term. Out: the same function without."""

from __future__ import annotations

from collections.abc import Sequence

from ..terms.core import (
    ZERO,
    Choose,
    Constant,
    Digamma,
    Equal,
    Logarithm,
    LogarithmOnePlus,
    LogGamma,
    Negative,
    Plus,
    Polygamma,
    Power,
    Quotient,
    SquareRoot,
    Term,
    Times,
    Trigamma,
    Variable,
)
from ..terms.places import free_names, same, substitute


def unguarded(term: Term) -> Term:
    """The term with ``where(j == k, 0, a[j] - a[k])`` as the difference, and ``b*where(b == 0, …, a)`` as b a."""
    if not term.children:
        return term
    return without(type(term), [unguarded(child) for child in term.children])


def without(kind: type[Term], parts: Sequence[Term]) -> Term:
    """A term of parts that have no guards, without a guard of its own."""
    if issubclass(kind, Choose) and isinstance(parts[0], Equal) and parts[1] == ZERO:
        left, right = parts[0].children
        if vanishes(parts[2], left, right):
            return parts[2]
    if issubclass(kind, Times):
        parts = [beside(part, parts) for part in parts]
    return kind(*parts)


def beside(factor: Term, factors: Sequence[Term]) -> Term:
    """A factor without its guard: where another factor is 0, so is the product, whatever number this one is."""
    if isinstance(factor, Choose) and isinstance(factor.children[0], Equal):
        left, right = factor.children[0].children
        if right == ZERO and left in factors and not asked_of(factor.children[2], free_names(left)):
            return factor.children[2]
    return factor


def asked_of(term: Term, names: frozenset[str]) -> bool:
    """Whether a part that has a value for some arguments only, such as a quotient, speaks of names: 0·(1/0) isn't 0."""
    arguments = {Quotient: term.children[1:], Power: term.children, Polygamma: term.children[1:]}
    whole = isinstance(term, Power) and isinstance(term.children[1], Constant) and term.children[1].value.is_Integer
    some = () if whole else arguments.get(type(term), term.children if isinstance(term, PARTIAL) else ())
    return any(not names.isdisjoint(free_names(part)) for part in some) or any(
        asked_of(child, names) for child in term.children
    )


PARTIAL = (Logarithm, LogarithmOnePlus, SquareRoot, LogGamma, Digamma, Trigamma)
"""Functions that have a value for some numbers only."""


def vanishes(term: Term, index: Term, value: Term) -> bool:
    """Whether a term is a difference whose two parts are the same where an index has a value."""
    if not isinstance(index, Variable) or not isinstance(term, Plus) or len(term.children) != 2:
        return False
    first, second = term.children
    if not isinstance(second, Negative):
        return False
    return same(substitute(first, index, value), substitute(second.argument, index, value))
