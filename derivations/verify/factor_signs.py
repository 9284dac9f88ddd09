"""The signs of factors. In: letters of which something is known. Out: which polynomials in them are surely positive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from ..terms.core import Term
from ..terms.domain import Domain
from .rational import Ratio, Ring
from .sums import Sums

MOST_BOUNDED = 4
"""Of how many letters between two ends the corners are looked at; they double with each."""


@dataclass(frozen=True)
class Known:
    """What is known of symbols, and of entries of symbols, by their domains.

    Args:
        positive: Whether one is positive.
        domain: In which domain one lies; None where that isn't known.
        total: Of an entry, the index over which it adds up to a known number, the bounds of that sum, and the number.
    """

    positive: Callable[[Term], bool] = lambda term: False
    domain: Callable[[Term], Domain | None] = lambda term: None
    total: Callable[[Term], tuple[Term, Term, Term, Term] | None] = lambda term: None


NOTHING = Known()


Factors = list[tuple[Ratio, int]]


class FactorSigns(Sums):
    """Letters, and what is known of their signs.

    Args:
        ring: The fractions in these letters.
    """

    def __init__(self, ring: Ring) -> None:
        super().__init__(ring)
        self.positive: set[int] = set()
        self.between: dict[int, tuple[Fraction, Fraction]] = {}
        self.never_ends: set[int] = set()
        self.signs: dict[Ratio, int] = {}
        self.exponent: dict[int, Ratio] = {}
        self.may_vanish: set[int] = set()

    def bound(self, letter: int, low: Fraction, high: Fraction, reached: bool) -> None:
        """Note between which numbers a letter lies, and whether it may be one of them."""
        self.between[letter] = low, high
        if not reached:
            self.never_ends.add(letter)

    def product_of_positives(self, base: Ratio) -> bool:
        """Whether a rational function isn't 0, and no factor of it may be negative but for those that cancel."""
        if not base:
            return False
        number, factors = self.turned(base)
        return number > 0 and all(self.surely_positive(factor) for factor, _ in factors)

    def turned(self, fraction: Ratio) -> tuple[Fraction, Factors]:
        """The number and the factors of a fraction that isn't 0; those that are surely negative are turned round."""
        (above, ours), (below, theirs) = self.ring.factors(fraction.above), self.ring.factors(fraction.below)
        number, kept = Fraction(above, below), []
        for factor, power in (*ours, *((factor, -power) for factor, power in theirs)):
            if not self.surely_positive(factor) and self.surely_positive(-factor):
                factor, number = -factor, number * (-1) ** (power % 2)
            kept.append((factor, power))
        return number, kept

    def is_positive(self, letter: int) -> bool:
        """Whether a letter is positive by itself: an exponential, or known; a root or power of what may be 0 isn't."""
        return letter in self.positive or letter in self.exponent and letter not in self.may_vanish

    def surely_positive(self, factor: Ratio) -> bool:
        """Whether a polynomial is positive: as is assumed, or as one in positive letters with positive coefficients.

        One that is affine in letters between two ends is a mean of its values at the corners: none may be negative, and
        one that has a weight must be positive. All corners have a weight where no end is reached.
        """
        for own, turned in ((factor, 1), (-factor, -1)):
            if own in self.signs:
                return self.signs[own] == turned
        unsure = {n for n in factor.letters if not self.is_positive(n)}
        if not unsure and all(number > 0 for number in factor.above.coeffs()):
            return bool(factor.letters)
        bounded = [n for n in factor.letters if n in self.between]
        degrees = self.ring.degrees(factor.above)
        if not unsure <= set(bounded) or len(bounded) > MOST_BOUNDED or any(degrees[n] > 1 for n in bounded):
            return False
        best: dict[tuple[Fraction, ...], int] = {}
        for corner in product(*(self.between[n] for n in bounded)):
            found = self.sign_at(factor, dict(zip(bounded, corner, strict=True)))
            if found < 0:
                return False
            face = tuple(end for n, end in zip(bounded, corner, strict=True) if n not in self.never_ends)
            best[face] = max(best.get(face, 0), found)
        return all(best.values())

    def sign_at(self, factor: Ratio, corner: dict[int, Fraction]) -> int:
        """1 where a polynomial is surely positive for these values, 0 where it is 0, −1 where neither is known."""
        values = {n: self.ring.number(end.numerator, end.denominator) for n, end in corner.items()}
        found = self.ring.evaluated(factor.above, values)
        sure = all(number > 0 for number in found.above.coeffs()) if found else False
        return int(sure) if sure or not found else -1

    def assume(self, value: Ratio, sign: int) -> None:
        """Note the sign of a fraction, if it is that of one of its factors."""
        number, factors = self.turned(value) if value else (Fraction(1), [])
        sign = sign if number > 0 else -sign
        unsure = [factor for factor, power in factors if power % 2 and not self.surely_positive(factor)]
        if len(unsure) == 1:
            self.signs[unsure[0]] = sign
