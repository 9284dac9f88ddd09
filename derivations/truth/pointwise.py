"""A loss or a derivative of it at one point. In: a term of numbers, a point. Out: doubles, correctly rounded.

The term is evaluated with its slopes by Arb, with ever more bits, until all numbers of the ball round to one double.
Where bits alone don't help, since a number is past all bounds or differs from 1 by next to nothing, it is evaluated
with wide numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

from flint import arb, ctx

from ..terms.core import Term
from ..verify.jets import AtTie, Jet, NoValue
from ..verify.numbers import Undecided
from ..verify.one_sided import FAR, NEAR, TINY, UNIT, limit, program_of, sure
from ..verify.program import Program
from .rounding import decided, halfway, nearest
from .ties import at_tie
from .wide import Wide, wide
from .wide_terms import wide_program

By = tuple[int, ...]
"""The places of the symbols by which one differentiates: none for the loss, one or two."""

BITS = (160, 320, 640, 1280, 3200)
"""With how many bits a value is tried, one after the other."""
WIDE_BITS = (320, 1280, 3200, 6400)
"""With how many it is tried after that, with wide numbers."""
LARGE = ((NEAR, FAR), (2.0**90, 2.0**100))
"""Pairs of numbers that stand for infinity; the second where the exponential of an exponential is too large."""
APART = 2.0**10
"""By which factor several of them differ."""
MOST_INFINITE = 3
"""How many infinite inputs are looked at in each order."""


class Unresolved(ArithmeticError):
    """A value exists, perhaps, and no number of bits that is tried tells to which double it rounds."""


@dataclass
class Point:
    """A term at a point.

    Args:
        term: The term; all its symbols are among the names.
        names: The symbols, in the order of the point's numbers.
        at: The numbers.
        known: What was worked out: the values by bits, whether with wide numbers, and places.
    """

    term: Term
    names: tuple[str, ...]
    at: tuple[Any, ...]
    known: dict[tuple[int, bool, By], arb] = field(default_factory=dict)

    def ways(self) -> Iterator[tuple[int, bool]]:
        """With how many bits a value is tried, and whether with wide numbers."""
        yield from ((bits, False) for bits in BITS)
        yield from ((bits, True) for bits in WIDE_BITS)

    def ball(self, by: By, bits: int, as_wide: bool = False) -> arb:
        """The value or a derivative, with some bits.

        Raises:
            NoValue: There is none.
            Undecided: The bits don't suffice.
            AtTie: It is another on each side.
        """
        ctx.prec = bits
        key = bits, as_wide, by
        if key not in self.known:
            how = (wide_program if as_wide else program_of)(self.term, self.names)
            found = self.found([wide(x) if as_wide else arb(x) for x in self.at], by, how)
            if len(by) == 2 and by[0] == by[1] and isinstance(found, Jet):
                self.known[bits, as_wide, ()] = slope(found, 0)
                self.known[bits, as_wide, by[:1]] = slope(found, 1)
            self.known[key] = slope(found, len(by))
        return self.known[key]

    def found(self, numbers: list[Any], by: By, how: Program | None) -> Any:
        """What a program makes of numbers that have slopes by these places."""
        if how is None:
            raise NoValue(str(self.term))
        for place in dict.fromkeys(by):
            slopes = [UNIT if place == own else None for own in by]
            numbers[place] = Jet(numbers[place], *slopes)
        return how.run(numbers)

    def run(self, numbers: list[Any], by: By, how: Program | None = None) -> arb:
        """The value or a derivative at other numbers, by the term's own program or another."""
        return slope(self.found(numbers, by, how or program_of(self.term, self.names)), len(by))

    def rounded(self, by: By) -> float:
        """The value or a derivative, correctly rounded; at infinite inputs the limit; nan where there is none.

        Raises:
            Unresolved: No number of bits tells it.
        """
        if any(math.isnan(x) for x in self.at):
            return math.nan
        if any(math.isinf(x) for x in self.at):
            return self.at_infinity(by)
        last = None
        try:
            for way in self.ways():
                try:
                    last = self.ball(by, *way)
                except Undecided:
                    continue
                found = decided(last)
                if found is not None:
                    return found
        except NoValue:
            return math.nan
        except AtTie:
            return at_tie(self, by)
        found = None if last is None else halfway(last)
        if found is None:
            raise Unresolved(self.told())
        return found

    def told(self) -> str:
        """That the value isn't known, with the point."""
        where = ", ".join(f"{name} = {float(x)!r}" for name, x in zip(self.names, self.at, strict=True))
        return f"{WIDE_BITS[-1]} bits don't tell to which double the value at {where} rounds"

    def at_infinity(self, by: By) -> float:
        """The limit as infinite inputs grow, together and one faster than the other; nan where none is told."""
        places = [n for n, x in enumerate(self.at) if math.isinf(x)]
        orders = {(0,) * len(places)}
        if 1 < len(places) <= MOST_INFINITE:
            orders |= set(permutations(range(len(places))))
        limits = {self.limit(by, dict(zip(places, speeds, strict=True))) for speeds in orders}
        found = limits.pop() if len(limits) == 1 else None
        return math.nan if found is None else found

    def limit(self, by: By, speeds: dict[int, int]) -> float | None:
        """The limit as infinite inputs grow, each at its own speed; None where it isn't told."""
        for pair in LARGE:
            near, far = (self.far(by, {n: size * APART**speed for n, speed in speeds.items()}) for size in pair)
            found = None if near is None or far is None else limit(near, far)
            if found is not None:
                return nearest(found.mid()) if found.is_finite() else float(found)
        return None

    def far(self, by: By, sizes: dict[int, float]) -> arb | None:
        """The value at large numbers in place of infinite ones."""
        at = tuple(math.copysign(sizes[n], x) if n in sizes else x for n, x in enumerate(self.at))
        there = Point(self.term, self.names, at)
        for way in self.ways():
            try:
                found = there.ball(by, *way)
            except Undecided:
                continue
            except (NoValue, AtTie):
                return None
            if abs(found) < TINY:
                return arb(0)
            if sure(found):
                return found
        return None


def slope(found: Any, order: int) -> arb:
    """The value of a number, or one of its slopes, as a ball."""
    if isinstance(found, Jet):
        found = (found.value, found.first, found.both)[order]
    elif order:
        found = None
    if found is None:
        return arb(0)
    return found.ball() if isinstance(found, Wide) else found
