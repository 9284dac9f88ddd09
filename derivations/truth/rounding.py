"""Balls and doubles. In: an Arb ball. Out: the nearest double, once the ball tells which it is."""

from __future__ import annotations

import math

from flint import arb

RANGE = 1024
"""The exponent from which on numbers are infinite in float64."""
LEAST = -1075
"""The exponent below which they are 0."""
ENOUGH = 60
"""How many right bits a number has that lies halfway between two doubles, as far as any number of bits tells."""


def nearest(exact: arb) -> float:
    """The double that is nearest to an exact number; of two that are equally near the even one."""
    above, exponent = (int(part) for part in exact.man_exp())
    size = above.bit_length() + exponent
    if above == 0 or size < LEAST:
        return 0.0
    if size > RANGE:
        return math.inf if above > 0 else -math.inf
    try:
        return (float(above << exponent) if exponent >= 0 else above / (1 << -exponent)) + 0.0
    except OverflowError:
        return math.inf if above > 0 else -math.inf


def decided(ball: arb) -> float | None:
    """The double to which all of a ball rounds; None where it holds numbers that round to different ones."""
    if not ball.is_finite():
        return float(ball.mid()) if ball.is_exact() and not ball.is_nan() else None
    if ball.is_exact():
        return nearest(ball)
    low = nearest(ball.lower())
    return low if nearest(ball.upper()) == low else None


def halfway(ball: arb) -> float | None:
    """The double next to the middle of a very narrow ball; None where the ball isn't narrow."""
    narrow = ball.is_finite() and ball.rel_accuracy_bits() >= ENOUGH
    return nearest(ball.mid()) if narrow else None
