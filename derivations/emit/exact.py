"""Exact values at points of float64, by Arb balls. In: a term or its derivative, points. Out: pairs of float64.

Where a term jumps so close to a point that rounding the inputs passes the jump, it has a second value, the one on the
other side, which is as good an answer; at a tie itself, the values of both sides are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from flint import arb, ctx

from ..verify.jets import AtTie, NoValue
from ..verify.numbers import Undecided
from ..verify.one_sided import BITS, Exact

ROUNDING = arb(2) ** -52
"""By how much, relative to itself, an input may be moved to the other side of a jump."""
HALVINGS = 120
Pair = tuple[float, float]


def beyond(how: Exact, point: Sequence[float]) -> float:
    """The value on the other side of a jump, which rounding one input passes; nan where there is no such jump.

    It is a jump, and no steep slope, if the values on both sides of it differ however close they are taken.
    """
    if not how.jumps or any(map(math.isinf, point)):
        return math.nan
    before, ctx.prec = ctx.prec, BITS[0]
    try:
        return beyond_near(how, point)
    finally:
        ctx.prec = before


def beyond_near(how: Exact, point: Sequence[float]) -> float:
    """The same at a finite point of a term that may jump."""
    try:
        how.run([arb(x, abs(x) * 2.0**-52) for x in point])
        return math.nan  # every comparison is decided, wherever in the rounding the inputs lie
    except (Undecided, AtTie):
        pass
    except NoValue:
        return math.nan
    here = value_at(how, point)
    if here is None:
        return math.nan
    for number, x in enumerate(point):
        for step in (ROUNDING, -ROUNDING) if x else ():
            other = moved(how, point, number, step)
            if other is None or abs(other - here) <= abs(here) / 1024:
                continue
            if gap(how, point, number, step, here, other) > (abs(here) + abs(other)) / 1024:
                return rounded(other)[0]
    return math.nan


def value_at(how: Exact, point: Sequence[float | arb], tried: Sequence[int] = BITS) -> arb | None:
    """The value at a finite point, at a tie that of one side; None where there is none."""
    sides = how.sides(point, tried)
    return None if sides is None else sides.low


def gap(how: Exact, point: Sequence[float], number: int, step: arb, here: arb, other: arb) -> arb:
    """How far the values are from each other on both sides of where they change, as close to it as bits tell."""
    low, high, first, last = arb(0), step, here, other
    for _ in range(HALVINGS):
        middle = ((low + high) / 2).mid()
        value = moved(how, point, number, middle)
        if value is None:
            return arb(0)
        if abs(value - here) < abs(value - other):
            low, first = middle, value
        else:
            high, last = middle, value
    return abs(first - last)


def moved(how: Exact, point: Sequence[float], number: int, step: arb) -> arb | None:
    """The value where one input is multiplied by 1 and a step."""
    ctx.prec = BITS[1]
    return value_at(how, [arb(x) * (1 + step) if n == number else x for n, x in enumerate(point)])


def rounded(number: arb) -> Pair:
    """A ball as a float64 and what is left."""
    if abs(number) > arb(2) ** 1024:
        return math.copysign(math.inf, 1.0 if number > 0 else -1.0), 0.0
    high = float(number.mid())
    return high, float((number - arb(high)).mid()) if math.isfinite(high) else 0.0


def sign_at(how: Exact, point: Sequence[float], tried: Sequence[int] = BITS) -> int:
    """The sign of the value at a point; 0 where it is 0, has none, or two of them."""
    sides = how.sides(point, tried)
    found = sides.low if sides is not None and sides.single else None
    return 0 if found is None or found == 0 else (1 if found > 0 else -1)


NOTHING = (math.nan, 0.0, 0.0, math.nan)


Row = tuple[float, float, float, float]


@lru_cache(maxsize=64)
def exact(how: Exact, points: tuple[tuple[float, ...], ...], tried: tuple[int, ...] = BITS) -> list[Row]:
    """The exact values, worked out with ever more bits: for each point four numbers.

    They are the nearest float64, what is left, the bits that it took, and at a tie the value on the other side. The
    first is nan where there is none, the last where there is only one.
    """
    before = ctx.prec
    try:
        return [at_point(how, point, tried) for point in points]
    finally:
        ctx.prec = before


def turning(how: Exact, point: Sequence[float], moving: Sequence[int]) -> float:
    """How much the value changes as the inputs do: the sum of the sizes of xᵢ ∂f/∂xᵢ, to a few digits.

    Where it is steeper on one side of the point, that side counts.

    Args:
        how: The value.
        point: The point.
        moving: The places of the inputs that count; those that take single values only aren't among them.
    """
    before = ctx.prec
    try:
        for bits in STEEP:
            ctx.prec = bits
            found = [turned(how, point, n) for n in moving if point[n] and math.isfinite(point[n])]
            if not any(change is None for change in found):
                return float(sum(float(change) for change in found if change is not None))
        return 0.0
    finally:
        ctx.prec = before


STEEP = (320, 1300, 3200)
"""With how many bits is seen how steep a value is."""
STEP = arb(2) ** -90
"""By how much, relative to itself, an input is moved to see how steep a value is there."""


def turned(how: Exact, point: Sequence[float], number: int) -> arb | None:
    """The size of xᵢ ∂f/∂xᵢ; None where these bits don't tell."""
    try:
        bits = (ctx.prec,)
        here = value_at(how, point, bits)
        ways = [[arb(x) * (1 + step) if n == number else x for n, x in enumerate(point)] for step in (STEP, -STEP)]
        sides = [value_at(how, way, bits) for way in ways]
    except (Undecided, AtTie, NoValue):
        return None
    if here is None or any(side is None for side in sides):
        return None
    change = max((abs(side - here) / STEP for side in sides if side is not None), key=float)
    return change if change.is_finite() and change.rad() <= abs(change) / 16 + abs(here) / 16 else None


def at_point(how: Exact, point: tuple[float, ...], tried: Sequence[int]) -> Row:
    """The same at one point."""
    if any(map(math.isinf, point)):
        value = how.at_infinity(point, tried)
        return NOTHING if value is None else (*rounded(value), 0.0, math.nan)
    sides = how.sides(point, tried)
    if sides is None or not (sides.low.is_finite() and sides.high.is_finite()):
        return NOTHING  # at a tie a derivative may have no finite value
    if sides.single:
        bits = 0.0 if sides.low is not sides.high else float(ctx.prec)
        return (*rounded(sides.low), bits, math.nan)
    return (*rounded(sides.low), 0.0, rounded(sides.high)[0])
