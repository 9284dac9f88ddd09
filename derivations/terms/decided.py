"""What the sign of a term decides: absolute values, maxima, indicators, choices. In: a part. Out: what decides it."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from . import core
from .core import ONE, ZERO, Negative, Plus, Term
from .places import canonical
from .ring import multiplied

Signs = frozenset[int]
"""Which of the signs 1, 0 and −1 a term may have."""

RISE, ZERO_SIGN, FALL = frozenset({1}), frozenset({0}), frozenset({-1})

PROPOSITIONS: dict[type[Term], Signs] = {
    core.Less: RISE, core.LessEqual: RISE | ZERO_SIGN, core.Equal: ZERO_SIGN, core.Unequal: RISE | FALL,
}  # fmt: skip
"""For which signs of b − a a comparison of a with b holds."""


def decisive(part: Term) -> Term | None:
    """The term whose sign decides what a part is; None where none does."""
    if isinstance(part, core.Absolute | core.Sign):
        return part.children[0]
    if isinstance(part, core.Maximum | core.Minimum):
        return difference(*part.children)
    if isinstance(part, core.Indicator | core.Choose) and type(part.children[0]) in PROPOSITIONS:
        return difference(*reversed(part.children[0].children))
    return None


def difference(left: Term, right: Term) -> Term:
    """Left − right."""
    if right == ZERO:
        return left
    return Negative(right) if left == ZERO else Plus(left, Negative(right))


@lru_cache(maxsize=5_000)
def direction(u: Term) -> tuple[object, int]:
    """A key that is equal for terms that are multiples of each other, and the sign of the multiple; of 0 an empty key.

    Of a number the key is empty too, and the sign is its own.
    """
    try:
        monomials = multiplied(u)
    except OverflowError:
        return canonical(u), 1
    numbers: dict[frozenset[tuple[str, int]], Fraction] = {}
    for each in monomials:
        numbers[each.key] = numbers.get(each.key, Fraction(0)) + Fraction(int(each.number.p), int(each.number.q))
    numbers = {key: number for key, number in numbers.items() if number}
    if not numbers:
        return frozenset(), 0
    lead = numbers[min(numbers, key=lambda key: sorted(key))]
    sign = 1 if lead > 0 else -1
    if set(numbers) == {frozenset()}:
        return frozenset(), sign
    return frozenset((key, number / abs(lead) * sign) for key, number in numbers.items()), sign


def outcome(part: Term, sign: int) -> Term:
    """What a part is where what decides it has a sign."""
    if isinstance(part, core.Absolute):
        return (ZERO, part.argument, Negative(part.argument))[sign]
    if isinstance(part, core.Sign):
        return (ZERO, ONE, Negative(ONE))[sign]
    if isinstance(part, core.Maximum | core.Minimum):
        first, second = part.children
        return first if (sign >= 0) == isinstance(part, core.Maximum) else second
    holds = sign in PROPOSITIONS[type(part.children[0])]
    if isinstance(part, core.Indicator):
        return ONE if holds else ZERO
    return part.children[1] if holds else part.children[2]
