"""Sums without what cancels in them. In: a sum. Out: the same, without brackets, opposite terms, repeated divisors."""

from __future__ import annotations

from collections.abc import Iterator

from ..terms.core import ZERO, Negative, Plus, Quotient, Term
from ..terms.places import canonical


def without_opposites(total: Plus) -> Term:
    """The sum without terms that stand in it with both signs; of fractions over one divisor, one fraction."""
    left: list[tuple[Term, bool]] = []
    for term, minus in signed(total, False):
        key = canonical(term)
        found = next((n for n, (other, sign) in enumerate(left) if sign != minus and canonical(other) == key), None)
        if found is None:
            left.append((term, minus))
        else:
            del left[found]
    if not left:
        return ZERO
    divisors = [canonical(term.children[1]) if isinstance(term, Quotient) else None for term, _ in left]
    if len(left) > 1 and divisors[0] is not None and all(divisor == divisors[0] for divisor in divisors):
        above = [(term.children[0], minus) for term, minus in left]
        return Quotient(summed(above), left[0][0].children[1])
    return summed(left)


def summed(terms: list[tuple[Term, bool]]) -> Term:
    """Terms with their signs as one sum."""
    return Plus.of(*(Negative(term) if minus else term for term, minus in terms))


def signed(term: Term, minus: bool) -> Iterator[tuple[Term, bool]]:
    """The terms of a sum, through brackets, signs and divisors, each with whether it is subtracted."""
    if isinstance(term, Plus):
        for child in term.children:
            yield from signed(child, minus)
    elif isinstance(term, Negative):
        yield from signed(term.argument, not minus)
    elif isinstance(term, Quotient) and isinstance(term.children[0], Plus | Negative):
        for part, sign in signed(term.children[0], minus):
            yield Quotient(part, term.children[1]), sign
    else:
        yield term, minus
