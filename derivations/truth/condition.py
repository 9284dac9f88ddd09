"""The condition number of a quantity at a point, by finite differences of exact values. In: a point. Out: numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from flint import arb, ctx

from ..terms.domain import Domain, Interval
from ..verify.jets import AtTie, NoValue
from ..verify.numbers import Undecided
from ..verify.one_sided import TINY
from .pointwise import By, Point
from .rounding import nearest

STEP = 80
"""An input is moved by two to the power of minus this, relative to itself."""
MORE = 256
"""How many bits more than the value itself its differences take."""
NARROW = 30
"""How many bits of a condition number must be right."""
NOTHING = arb(2) ** -NARROW
"""How much less than the value a difference may be for 0, which no number of bits tells apart from it."""


def continuous(domain: Domain) -> bool:
    """Whether the numbers of a domain can be moved a little."""
    return isinstance(domain, Interval)


def numbers(point: Point, ways: Sequence[By], moving: Sequence[int], together: bool) -> list[float]:
    """The condition numbers of the entries of a quantity, or that of all of them together.

    Args:
        point: The point.
        ways: For each entry by which symbols one differentiates.
        moving: The places of the inputs that count.
        together: Whether the entries are measured by the largest of them, and one number is asked for.
    """
    parts = [part(point, tuple(sorted(way)), moving) for way in ways]
    if not together:
        return [ratio(*own) for own in parts]
    if any(math.isnan(float(size)) or math.isnan(float(moved)) for size, moved in parts):
        return [math.nan]
    return [ratio(max((size for size, _ in parts), key=float), max((moved for _, moved in parts), key=float))]


def ratio(size: arb, moved: arb) -> float:
    """The condition number from the size of a value and what its inputs move it by."""
    if not size.is_finite() or moved.is_nan():
        return math.nan
    if not moved.is_finite():
        return math.inf
    if moved == 0:
        return 0.0
    return math.inf if size == 0 else nearest((moved / size).mid())


def part(point: Point, by: By, moving: Sequence[int]) -> tuple[arb, arb]:
    """The size of a value at a point, and Σ|xᵢ ∂f/∂xᵢ| there; nan where there is none."""
    none, value = (arb("nan"), arb("nan")), arb("nan")
    if not all(map(math.isfinite, point.at)):
        return none
    for bits, as_wide in point.ways():
        try:
            value = abs(point.ball(by, bits, as_wide))
            if not (value == 0 or value.rel_accuracy_bits() >= NARROW):
                continue
            more = bits + MORE, as_wide
            moved = [difference(point, by, place, more, value) for place in moving if point.at[place] != 0]
        except Undecided:
            continue
        except (NoValue, AtTie):
            return at_tie(point, by)
        if None not in moved:
            ctx.prec = bits + MORE
            return value.mid(), sum((own for own in moved if own is not None), arb(0)).mid()
    return (arb(0), arb("inf")) if value < TINY else none


def at_tie(point: Point, by: By) -> tuple[arb, arb]:
    """The same where a derivative jumps, or where there is no value."""
    value = point.rounded(by)
    return (arb("nan"), arb("nan")) if not math.isfinite(value) else (abs(arb(value)), arb("inf"))


def difference(point: Point, by: By, place: int, way: tuple[int, bool], value: arb) -> arb | None:
    """|x ∂f/∂x| by the values on both sides of the point; None where the bits don't suffice.

    Raises:
        Undecided: The bits don't suffice.
        NoValue: There is no value on either side.
    """
    ctx.prec = way[0]
    step = arb(2) ** -STEP
    sides = []
    for sign in (-1, 1):
        there = list(point.at)
        there[place] = arb(point.at[place]) * (1 + sign * step)
        try:
            sides.append((sign, Point(point.term, point.names, tuple(there)).ball(by, *way)))
        except (NoValue, AtTie):
            continue
    if len(sides) < 2:
        sides.append((0, point.ball(by, *way)))
    (first, low), (second, high) = sides[:2]
    found = abs(high - low) / (abs(second - first) * step)
    if not found.is_finite():
        return None
    if found == 0 or found.rel_accuracy_bits() >= NARROW:
        return found
    return found if abs(found) <= value * NOTHING else None
