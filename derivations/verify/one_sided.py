"""What a definition or its derivative is at a point, on both sides where they differ. In: a term, a point. Out: values.

The truth that derived lines and emitted code are measured against. Nothing is derived here: a term is evaluated with
its slopes (``jets``). At a tie of a comparison that decides between formulas, the derivative is that of points beside
it, ever closer to it; at an infinite input the value is that of ever larger numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from flint import arb, ctx

from ..terms import core
from ..terms.core import Term, walk
from .jet_functions import MEANING
from .jets import AtTie, Jet, NoValue, Number, beside_ties
from .numbers import Undecided
from .program import Program, program

BITS = (200, 1300, 3200)
NARROW = 112
"""How many bits of a value must be right."""
TINY, UNIT = arb(2) ** -1100, arb(1)
CLOSE = (160, 320)
"""How close to a tie its sides are looked at: two to the power of minus this, relative to the input."""
NEAR, FAR = 2.0**500, 2.0**1000
"""What stands for infinity."""
GROWN = 1.01
"""By which factor a value that grows or shrinks without end must do so from the one to the other."""
STEADY = arb(2) ** -70
"""What two values of a limit may differ by, relative to them."""


MOST_KNOWN = 10_000
"""At how many points the values of a term and its derivatives are remembered."""


@lru_cache(maxsize=64)
def program_of(term: Term, names: tuple[str, ...]) -> Program | None:
    """What evaluates a term; None where a part has no value at any point."""
    try:
        return program(term, names, MEANING)
    except KeyError:
        return None


@lru_cache(maxsize=16)
def known_of(term: Term, names: tuple[str, ...], place: int) -> dict[tuple[object, ...], Number]:
    """What becomes known of a term and its derivatives by one symbol: numbers by points and bits."""
    return {}


@dataclass(frozen=True)
class Sides:
    """The values on both sides of a point; mostly they are one.

    Args:
        low: The smaller one.
        high: The larger one.
    """

    low: arb
    high: arb

    @property
    def single(self) -> bool:
        """Whether both sides agree."""
        return bool(abs(self.high - self.low) <= abs(self.high) * STEADY)

    def holds(self, value: arb) -> bool:
        """Whether a value is one of them, or lies between, as a subgradient does."""
        slack = (abs(self.low) + abs(self.high)) * STEADY + TINY
        return bool(self.low - slack <= value) and bool(value <= self.high + slack)


@dataclass(frozen=True)
class Exact:
    """A term, or a derivative of it, that can be worked out at points.

    Args:
        term: The term; all its symbols are among the names.
        names: The symbols, in the order of a point's numbers.
        by: The places of the names by which it is differentiated, none, one or two.
    """

    term: Term
    names: tuple[str, ...]
    by: tuple[int, ...] = ()

    @cached_property
    def how(self) -> Program | None:
        """What evaluates the term; None where a part has no value at any point."""
        return program_of(self.term, self.names)

    @cached_property
    def shared(self) -> dict[tuple[object, ...], Number]:
        """What is known of the term and its derivatives by one symbol, which are worked out together."""
        return known_of(self.term, self.names, self.by[0]) if self.one_way else {}

    @cached_property
    def one_way(self) -> bool:
        """Whether it is differentiated by one symbol, once or twice."""
        return len(set(self.by)) == 1

    @cached_property
    def jumps(self) -> bool:
        """Whether the term has a part at which its derivatives may jump."""
        kinds = core.Choose | core.Indicator | core.Sign | core.Rounded
        kinks = core.Maximum | core.Minimum | core.Absolute
        return any(isinstance(part, kinds | kinks if self.by else kinds) for _, part in walk(self.term))

    def run(self, point: Sequence[float | arb]) -> arb:
        """The value, to the bits that are set.

        Raises:
            NoValue: There is none.
            Undecided: The bits don't suffice.
            AtTie: It is another on each side.
        """
        if self.how is None:
            raise NoValue(str(self.term))
        together = self.one_way and all(isinstance(x, float) for x in point)
        key = (*point, ctx.prec) if together else ()
        found = self.shared.get(key) if together else None
        if found is None:
            numbers: list[Number] = [arb(x) for x in point]
            by = self.by[:1] * 2 if together else self.by
            for place in dict.fromkeys(by):
                slopes = [UNIT if place == own else None for own in by]
                numbers[place] = Jet(numbers[place], *slopes)
            found = self.how.run(numbers)
            if together and len(self.shared) < MOST_KNOWN:
                self.shared[key] = found
        if isinstance(found, Jet):
            found = (found.value, found.first, found.both)[len(self.by)]
            return arb(0) if found is None else found
        return arb(0) if self.by else found

    def ball(self, point: Sequence[float | arb], tried: Sequence[int] = BITS) -> arb | None:
        """A narrow ball of the value at a finite point; None where there is none. Leaves the bits that it took.

        Raises:
            AtTie: It is another on each side.
        """
        for bits in tried:
            ctx.prec = bits
            try:
                found = self.run(point)
            except Undecided:
                continue
            except NoValue:
                return None
            if sure(found):
                return found
            if bits == BITS[-1] and found.is_finite() and abs(found) < TINY:
                return arb(0)
        return None

    def sides(self, point: Sequence[float | arb], tried: Sequence[int] = BITS) -> Sides | None:
        """The values on both sides of a finite point; None where that can't be told. Leaves the bits that it took."""
        try:
            found = self.ball(point, tried)
            return None if found is None else Sides(found, found)
        except AtTie:
            ways = [(place, side) for place in dict.fromkeys(reversed(self.by)) for side in (-1, 1)]
            sides = [limit for limit in (self.beside(point, *way) for way in ways) if limit is not None]
        if not sides:
            return None
        return Sides(min(sides, key=float), max(sides, key=float))

    def beside(self, point: Sequence[float | arb], place: int, side: int) -> arb | None:
        """The limit of the value as a variable nears the point from one side."""
        for bits in BITS[1:]:
            ctx.prec = bits
            try:
                near, far = (self.run_beside(point, place, side, close) for close in CLOSE)
            except NoValue:
                return None
            except Undecided:
                continue
            if sure(near) and sure(far):
                return limit(near, far)
        return None

    def run_beside(self, point: Sequence[float | arb], place: int, side: int, close: int) -> arb:
        """The value at a point so close to a tie.

        Raises:
            NoValue: There is none.
            Undecided: The bits don't suffice.
        """
        at = arb(point[place])
        unit = 2.0 ** math.frexp(float(at))[1] if at != 0 else 1.0
        moved = list(point)
        moved[place] = at + side * unit * arb(2) ** -close
        with beside_ties():
            return self.run(moved)

    def at_infinity(self, point: Sequence[float], tried: Sequence[int] = BITS) -> arb | None:
        """The limit at a point with infinite inputs; None where two large numbers don't tell it."""
        found = []
        for infinity in (NEAR, FAR):
            try:
                value = self.ball([math.copysign(infinity, x) if math.isinf(x) else x for x in point], tried)
            except AtTie:
                return None
            if value is None:
                return None
            found.append(value)
        return limit(*found)


def sure(value: arb) -> bool:
    """Whether a ball is narrow enough."""
    return bool(value.is_finite()) and (value == 0 or value.rel_accuracy_bits() >= NARROW)


def limit(near: arb, far: arb) -> arb | None:
    """What values tend to, of which one is near the limit and one far nearer; None where they don't tell."""
    if abs(far - near) <= abs(far) * STEADY or near == far:
        return far
    if abs(far) > abs(near) * GROWN and far * near >= 0:
        return arb("inf") if far > 0 else -arb("inf")
    return arb(0) if abs(far) * GROWN < abs(near) else None
