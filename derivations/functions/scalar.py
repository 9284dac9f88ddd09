"""A function of float64, correctly rounded: the same on every processor. In: a function of balls. Out: one of floats.

Arb works the value out with so many bits that rounding it is beyond doubt.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flint import arb

from .balls import Undecided, working_at

BITS = (192, 1_200, 5_000)
"""The working precisions, tried one after the other. No value is known whose rounding asks for the second; it is for
enclosures that lose digits, such as that of log(1 + exp(a)) for a very negative a."""
FAR = 1e6
"""Beyond this no exponential is a number, or differs from 0: it is spared the work."""


@dataclass(frozen=True)
class Scalar:
    """A function of one float64, rounded to the nearest; nan where it has no value.

    Args:
        enclosure: The function on balls.
        below: Its limit at −∞.
        above: Its limit at ∞.
        at: Its limits at finite ends of its domain.
        far: Whether it has reached its limits, to the last bit, at ±10⁶.
        keeps_zero: Whether it is 0 at 0, with the sign of the zero.
        exact: Whether IEEE 754 itself rounds it correctly, so that any processor's is the same.
    """

    enclosure: Callable[[arb], arb]
    below: float
    above: float
    at: Mapping[float, float] = field(default_factory=dict)
    far: bool = False
    keeps_zero: bool = False
    exact: bool = False

    def __call__(self, x: float) -> float:
        """The value at x."""
        if x != x:
            return x
        limit = FAR if self.far else math.inf
        if x >= limit:
            return self.above
        if x <= -limit:
            return self.below
        if x in self.at:
            return self.at[x]
        if not x and self.keeps_zero:
            return x
        return rounded(self.enclosure, x)


def rounded(enclosure: Callable[..., arb], *numbers: float) -> float:
    """The float64 nearest to a function's value at finite numbers; nan where it has none.

    Raises:
        Undecided: No precision tells.
    """
    for bits in BITS:
        with working_at(bits):
            try:
                ball = enclosure(*map(arb, numbers))
            except Undecided:
                continue
            if ball.is_nan():
                return math.nan
            if float(ball.lower()) == float(ball.upper()):
                return float(ball)
    raise Undecided(f"the float64 next to the value at {', '.join(map(str, numbers))}")
