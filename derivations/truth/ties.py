"""A derivative where what decides between formulas is exactly 0. In: a term at a point. Out: a value, or nan.

The two sides are worked out beside the point. Where they differ there is no derivative, and the value is a
subgradient: that of the formula which the definition's comparisons choose at the point itself, as
``where(abs(r) <= delta, …)`` does, else the number nearest to 0 that isn't beyond either side.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from flint import arb, ctx

from ..terms import core
from ..terms.core import Term
from ..verify.jet_functions import MEANING
from ..verify.jets import AtTie, NoValue, Number, beside_ties, leading, sign
from ..verify.numbers import Undecided
from ..verify.one_sided import CLOSE, STEADY, Sides, limit, sure
from ..verify.program import Program, program
from .rounding import nearest

if TYPE_CHECKING:
    from .pointwise import By, Point

TIE_BITS = (1280, 3200)
"""With how many bits a value beside a tie is tried."""


def order(a: Number, b: Number) -> int:
    """Which of two numbers is larger here, whatever moves."""
    return sign(leading(a) - leading(b))


CHOSEN = {
    **MEANING,
    core.Equal: lambda a, b: order(a, b) == 0,
    core.Unequal: lambda a, b: order(a, b) != 0,
    core.Less: lambda a, b: order(a, b) < 0,
    core.LessEqual: lambda a, b: order(a, b) <= 0,
}
"""The meaning of terms where comparisons choose by the numbers themselves."""


@lru_cache(maxsize=64)
def chosen_program(term: Term, names: tuple[str, ...]) -> Program:
    """What evaluates a term whose comparisons choose so."""
    return program(term, names, CHOSEN)


def at_tie(point: Point, by: By) -> float:
    """A derivative at a tie."""
    found = [beside(point, by, place, side) for place in dict.fromkeys(reversed(by)) for side in (-1, 1)]
    values = [value for value in found if value is not None]
    if not values:
        return math.nan
    sides = Sides(min(values, key=float), max(values, key=float))
    if not (sides.low.is_finite() and sides.high.is_finite()):
        return float(sides.low) if sides.low == sides.high else math.nan
    return nearest((sides.low if sides.single else between(point, by, sides)).mid())


def between(point: Point, by: By, sides: Sides) -> arb:
    """A value that isn't beyond either of two sides."""
    ctx.prec = TIE_BITS[0]
    try:
        here = point.run([arb(x) for x in point.at], by, chosen_program(point.term, point.names))
        if sides.holds(here):
            return here
    except (AtTie, NoValue, Undecided):
        pass
    slack = (abs(sides.low) + abs(sides.high)) * STEADY
    if sides.low <= slack and sides.high >= -slack:
        return arb(0)
    return sides.low if sides.low > 0 else sides.high


def beside(point: Point, by: By, place: int, side: int) -> arb | None:
    """The limit of a derivative as a symbol nears the point from one side; None where it has none."""
    for bits in TIE_BITS:
        ctx.prec = bits
        try:
            near, far = (run_beside(point, by, place, side, close) for close in CLOSE)
        except NoValue:
            return None
        except Undecided:
            continue
        if sure(near) and sure(far):
            return limit(near, far)
    return None


def run_beside(point: Point, by: By, place: int, side: int, close: int) -> arb:
    """The value at a point so close to a tie."""
    numbers = [arb(x) for x in point.at]
    at = numbers[place]
    unit = 2.0 ** math.frexp(float(at))[1] if at != 0 else 1.0
    numbers[place] = at + side * unit * arb(2) ** -close
    with beside_ties():
        return point.run(numbers, by)
