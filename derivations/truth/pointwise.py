"""A loss or a derivative of it at one point. In: a term of numbers, a point. Out: doubles, correctly rounded.

The term is evaluated with its slopes by Arb, with ever more bits, until all numbers of the ball round to one double.
Where bits alone don't help, since a number is past all bounds or differs from 1 by next to nothing, numbers of any size
are used (``wide``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from flint import arb, ctx

from ..terms.core import Term
from ..verify.jets import AtTie, Jet, NoValue
from ..verify.numbers import Undecided
from ..verify.one_sided import FAR, NEAR, TINY, UNIT, limit, program_of, sure
from ..verify.program import Program
from .rounding import decided, halfway
from .ties import at_tie

By = tuple[int, ...]
"""The places of the symbols by which one differentiates: none for the loss, one or two."""

BITS = (160, 320, 640, 1280, 3200)
"""With how many bits a value is tried, one after the other."""


class Unresolved(ArithmeticError):
    """A value exists, and no number of bits that is tried tells to which double it rounds."""


@dataclass
class Point:
    """A term at a point.

    Args:
        term: The term; all its symbols are among the names.
        names: The symbols, in the order of the point's numbers.
        at: The numbers.
        moved: What was worked out: by bits and places, the value there.
    """

    term: Term
    names: tuple[str, ...]
    at: tuple[float | arb, ...]
    moved: dict[tuple[int, By], arb] = field(default_factory=dict)

    @property
    def how(self) -> Program | None:
        """What evaluates the term; None where a part has no value at any point."""
        return program_of(self.term, self.names)

    def ball(self, by: By, bits: int) -> arb:
        """The value or a derivative, with some bits.

        Raises:
            NoValue: There is none.
            Undecided: The bits don't suffice.
            AtTie: It is another on each side.
        """
        ctx.prec = bits
        if (bits, by) not in self.moved:
            found = self.found([arb(x) for x in self.at], by, self.how)
            if len(by) == 2 and by[0] == by[1] and isinstance(found, Jet):
                self.moved[bits, ()] = found.value
                self.moved[bits, by[:1]] = slope(found, 1)
            self.moved[bits, by] = slope(found, len(by))
        return self.moved[bits, by]

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
        return slope(self.found(numbers, by, how or self.how), len(by))

    def rounded(self, by: By) -> float:
        """The value or a derivative as a double: correctly rounded, a limit at infinite inputs, nan where there is none.

        Raises:
            Unresolved: No number of bits tells it.
        """
        if any(math.isnan(x) for x in self.at):
            return math.nan
        if any(math.isinf(x) for x in self.at):
            return self.at_infinity(by)
        last = None
        try:
            for bits in BITS:
                try:
                    last = self.ball(by, bits)
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
        return f"{BITS[-1]} bits don't tell to which double the value at {where} rounds"

    def at_infinity(self, by: By) -> float:
        """The limit as the infinite inputs grow; nan where two large numbers don't tell it."""
        values = [self.far(by, size) for size in (NEAR, FAR)]
        found = None if None in values else limit(*values)
        return math.nan if found is None else float(found)

    def far(self, by: By, size: float) -> arb | None:
        """The value at large numbers in place of infinite ones."""
        there = Point(self.term, self.names, tuple(math.copysign(size, x) if math.isinf(x) else x for x in self.at))
        for bits in BITS:
            try:
                found = there.ball(by, bits)
            except Undecided:
                continue
            except (NoValue, AtTie):
                return None
            if sure(found) or abs(found) < TINY:
                return found
        return None


def slope(found: Any, order: int) -> arb:
    """The value of a number, or one of its slopes."""
    if not isinstance(found, Jet):
        return found if order == 0 else arb(0)
    own = (found.value, found.first, found.both)[order]
    return arb(0) if own is None else own
