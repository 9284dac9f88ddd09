"""Rational functions in letters, over the rational numbers. In: letters and numbers. Out: fractions in lowest terms.

The letters are numbered. A letter may be a root: then a power of it is a polynomial in older letters, and no fraction
holds that power or a higher one. What would take too long or too much memory is refused before it is worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import compress, count
from math import comb
from operator import add, mul

from flint import Ordering, fmpq_mpoly_ctx, fmpz_mpoly, fmpz_mpoly_ctx

from .polynomials import (
    HIGHEST,
    HIGHEST_OF_SUM,
    LARGEST,
    LONGEST_NUMBER,
    bits,
    common_factor,
    factored,
    raised,
    swapped,
    times,
)
from .slopes import Outside


class Full(Exception):
    """The ring has no letter left; a larger one has."""


class Ring:
    """The fractions in at most ``size`` letters.

    Newer letters come first in the order of monomials: the leading term of a root's relation is the root's power.
    """

    def __init__(self, size: int) -> None:
        self.size, self.used = size, 0
        self.context = fmpz_mpoly_ctx.get(("A", size), Ordering.lex)
        self.generators = self.context.gens()[::-1]
        self.unit = self.context.constant(1)
        self.one, self.zero = Ratio(self, self.unit, self.unit), Ratio(self, self.context.constant(0), self.unit)
        self.relations: dict[int, tuple[int, fmpz_mpoly]] = {}
        self.known: dict[str, tuple[int, tuple[tuple[Ratio, int], ...]]] = {}

    def letter(self) -> int:
        """A new letter.

        Raises:
            Full: There are as many as the ring can hold.
        """
        if self.used == self.size:
            raise Full
        self.used += 1
        return self.used - 1

    def root(self, radicand: Ratio, power: int) -> int:
        """A new letter whose power is a polynomial.

        Raises:
            Outside: It is the power of a fraction.
        """
        if not radicand.whole:
            raise Outside("the root of a fraction")
        letter = self.letter()
        self.relations[letter] = (power, self.generators[letter] ** power - radicand.above)
        return letter

    def of(self, letter: int) -> Ratio:
        """A letter as a fraction."""
        return Ratio(self, self.generators[letter], self.unit)

    def number(self, above: int, below: int = 1) -> Ratio:
        """A number.

        Raises:
            Outside: It is too long.
        """
        if max(abs(above), below).bit_length() > LONGEST_NUMBER:
            raise Outside("a number has too many digits")
        number = Fraction(above, below)
        return Ratio(self, self.context.constant(number.numerator), self.context.constant(number.denominator))

    def degrees(self, polynomial: fmpz_mpoly) -> tuple[int, ...]:
        """The degree in each letter."""
        return polynomial.degrees()[::-1]

    def made(self, above: fmpz_mpoly, below: fmpz_mpoly) -> Ratio:
        """A fraction in lowest terms.

        Raises:
            Outside: Its denominator is 0, or a number in it is too long.
        """
        if self.relations:
            above, below = self.reduced(above), self.reduced(below)
            if below:
                above, below = self.without_roots(above, below)
        if not below:
            raise Outside("a denominator is 0")
        if not above:
            return self.zero
        if not below.is_one():
            common = common_factor(above, below)
            if not common.is_one():
                above, below = above / common, below / common
            if below.leading_coefficient() < 0:
                above, below = -above, -below
        return Ratio(self, above, below)

    def reduced(self, polynomial: fmpz_mpoly) -> fmpz_mpoly:
        """A polynomial with the powers of roots worked out."""
        if not polynomial:
            return polynomial
        degrees = self.degrees(polynomial)
        for letter in reversed(self.relations):
            power, relation = self.relations[letter]
            if degrees[letter] >= power:
                polynomial = divmod(polynomial, relation)[1]
                if not polynomial:
                    break
                degrees = self.degrees(polynomial)
        return polynomial

    def without_roots(self, above: fmpz_mpoly, below: fmpz_mpoly) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        """A fraction without roots that are factors of its denominator."""
        for letter in reversed(self.relations):
            power, relation = self.relations[letter]
            root = self.generators[letter]
            degree = self.degrees(below.term_content())[letter]
            if degree:
                above = self.reduced(times(above, root ** (power - degree)))
                below = self.reduced(times(below, root ** (power - degree)))
        return above, below

    def factors(self, polynomial: fmpz_mpoly) -> tuple[int, tuple[tuple[Ratio, int], ...]]:
        """The number and the irreducible factors of a polynomial that isn't 0.

        Raises:
            Outside: It is too large to be factored.
        """
        if polynomial.is_constant():
            return int(polynomial.leading_coefficient()), ()
        text = str(polynomial)
        if text not in self.known:
            number, found = factored(polynomial)
            self.known[text] = number, tuple((Ratio(self, factor, self.unit), power) for factor, power in found)
        return self.known[text]

    def evaluated(self, polynomial: fmpz_mpoly, letters: dict[int, Ratio]) -> Ratio:
        """A polynomial with other fractions for letters."""
        parts = []
        for exponents, number in polynomial.terms():
            kept = {n: int(power) for n, power in enumerate(exponents[::-1]) if power}
            factors = [letters.get(n, self.of(n)) ** power for n, power in kept.items()]
            parts.append(joined([self.number(int(number)), *factors], mul))
        return joined([self.zero, *parts], add)


def joined(parts: Sequence[Ratio], by: Callable[[Ratio, Ratio], Ratio]) -> Ratio:
    """The sum or product of parts, halves first, so that many parts don't take the square of their time."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return by(joined(parts[:half], by), joined(parts[half:], by))


class Ratio:
    """A fraction of polynomials in lowest terms; the leading number of the denominator is positive.

    Args:
        ring: The letters.
        above: The numerator.
        below: The denominator.
    """

    def __init__(self, ring: Ring, above: fmpz_mpoly, below: fmpz_mpoly) -> None:
        self.ring, self.above, self.below = ring, above, below

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ratio) and self.above == other.above and self.below == other.below

    def __hash__(self) -> int:
        return hash(self.text)

    def __bool__(self) -> bool:
        return bool(self.above)

    def __str__(self) -> str:
        return self.text

    @cached_property
    def text(self) -> str:
        """It as text; equal fractions of one ring have equal ones."""
        return f"{self.above}/({self.below})"

    @cached_property
    def letters(self) -> frozenset[int]:
        """The letters in it."""
        sides = (self.above,) if self.whole else (self.above, self.below)
        return frozenset(n for side in sides if side for n in compress(count(), self.ring.degrees(side)))

    @property
    def whole(self) -> bool:
        """Whether it is a polynomial with whole coefficients."""
        return bool(self.below.is_one())

    @property
    def number(self) -> Fraction | None:
        """The number that it is; None where it isn't one."""
        if not (self.above.is_constant() and self.below.is_constant()):
            return None
        return Fraction(int(self.above.leading_coefficient()), int(self.below.leading_coefficient()))

    @property
    def single(self) -> int | None:
        """The letter that it is; None where it isn't one."""
        if len(self.above) != 1 or not self.whole or self.above.leading_coefficient() != 1:
            return None
        return next(iter(self.letters)) if self.above.total_degree() == 1 else None

    def terms(self) -> Iterator[tuple[Fraction, Ratio]]:
        """The terms of its numerator over its denominator: each a number, and a fraction with the number 1."""
        ring = self.ring
        content = int(self.below.term_content().leading_coefficient())
        below = self.below / content if content != 1 else self.below
        for exponents, number in self.above.terms():
            monomial = ring.context.from_dict({exponents: 1})
            yield Fraction(int(number), content), ring.made(monomial, below)

    def divided(self, letters: set[int]) -> tuple[Ratio, Ratio]:
        """A monomial as one without some letters, and one in these alone."""
        inside = self.ring.one
        for n, power in enumerate(self.ring.degrees(self.above)):
            if n in letters:
                inside = inside * self.ring.of(n) ** int(power)
        return self / inside, inside

    def __add__(self, other: Ratio | int) -> Ratio:
        other = self.ring.number(other) if isinstance(other, int) else other
        if self.below == other.below:
            above, below = self.above + other.above, self.below
        else:
            common = common_factor(self.below, other.below)
            one, two = self.below / common, other.below / common
            above, below = times(self.above, two) + times(other.above, one), times(self.below, two)
        return self.ring.made(above, below).short()

    def __neg__(self) -> Ratio:
        return Ratio(self.ring, -self.above, self.below)

    def __sub__(self, other: Ratio | int) -> Ratio:
        return self + -other

    def __mul__(self, other: Ratio | int) -> Ratio:
        other = self.ring.number(other) if isinstance(other, int) else other
        if not self or not other:
            return self.ring.zero
        if self.whole and other.whole:
            above = times(self.above, other.above)
            made = self.ring.made(above, self.below) if self.ring.relations else Ratio(self.ring, above, self.below)
            return made.short()
        one, two = common_factor(self.above, other.below), common_factor(other.above, self.below)
        above, below = times(self.above / one, other.above / two), times(self.below / two, other.below / one)
        made = self.ring.made(above, below) if self.ring.relations else Ratio(self.ring, above, below)
        return made.short()

    def __truediv__(self, other: Ratio | int) -> Ratio:
        other = self.ring.number(other) if isinstance(other, int) else other
        if not other:
            raise Outside("a denominator is 0")
        sign = -1 if other.above.leading_coefficient() < 0 else 1
        return self * Ratio(self.ring, sign * other.below, sign * other.above)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other: int) -> Ratio:
        return -self + other

    def __rtruediv__(self, other: int) -> Ratio:
        return self.ring.number(other) / self

    def __pow__(self, power: int) -> Ratio:
        if power < 0:
            return 1 / self**-power
        if power > HIGHEST or (power > HIGHEST_OF_SUM and self.whole and len(self.above) > 1):
            raise Outside(f"the power {power} is too high to be worked out")
        for side in (self.above, self.below):
            if comb(power + len(side) - 1, power) > LARGEST:
                raise Outside(f"it has more than {LARGEST} terms when multiplied out")
            if bits(side) * power > LONGEST_NUMBER:
                raise Outside("a number has too many digits")
        if self.letters.isdisjoint(self.ring.relations):
            return Ratio(self.ring, raised(self.above, power), raised(self.below, power))
        return joined([self] * power, mul) if power else self.ring.one

    def short(self) -> Ratio:
        """It itself.

        Raises:
            Outside: It has too many terms, or a number in it is too long.
        """
        if len(self.above) > LARGEST or len(self.below) > LARGEST:
            raise Outside(f"it has more than {LARGEST} terms when multiplied out")
        if max(bits(self.above), bits(self.below)) > LONGEST_NUMBER:
            raise Outside("a number has too many digits")
        return self

    def replaced(self, letters: dict[int, Ratio]) -> Ratio:
        """It with other fractions for letters."""
        changed = {n: new for n, new in letters.items() if n in self.letters}
        if not changed:
            return self
        swaps = {n: single for n, new in changed.items() if (single := new.single) is not None}
        if len(swaps) == len(changed):
            last = self.ring.size - 1
            places = [(last - n, last - new) for n, new in swaps.items()]
            sides = swapped(self.above, places), swapped(self.below, places)
            now = (self.letters - swaps.keys()).union(swaps.values())
            if len(now) < len(self.letters) or self.ring.relations:
                return self.ring.made(*sides)
            # Nothing but names has changed: it is in lowest terms, with as many letters.
            turned = sides[1].leading_coefficient() < 0
            same = Ratio(self.ring, -sides[0], -sides[1]) if turned else Ratio(self.ring, *sides)
            same.letters = now
            return same
        above, below = (self.ring.evaluated(side, changed) for side in (self.above, self.below))
        return above / below


def vanishes(numerator: Ratio, zeros: Sequence[Ratio]) -> bool:
    """Whether nothing is left of a fraction's numerator where the numerators of other fractions are 0."""
    rational = fmpq_mpoly_ctx.get(numerator.ring.context.names(), Ordering.lex)
    left = rational.from_dict(numerator.above.to_dict())
    divisors = [rational.from_dict(zero.above.to_dict()) for zero in zeros if zero]
    before = None
    while left and left != before:
        before = left
        for divisor in divisors:
            left = divmod(left, divisor)[1] if left else left
    return not left
