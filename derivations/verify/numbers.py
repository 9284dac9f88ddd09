"""Numbers for the ball check: Arb balls, and dual numbers over them for exact derivatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import arb, fmpq

from ..functions import balls
from ..functions.balls import Undecided as Undecided

Number = Any
"""An ``arb``, or a ``Dual`` over one."""


def rational(above: int, below: int = 1) -> arb:
    """A rational as a ball."""
    return arb(fmpq(above, below))


@dataclass(slots=True)
class Dual:
    """a + b ε with ε² = 0: a value and its derivative; both may be duals of a lower level.

    The level tells apart the ε of derivatives that stand in each other: d/dy of d/dx of x y is 1, not 0.
    """

    value: Number
    slope: Number
    level: int = 1

    def __add__(self, other: Number) -> Dual:
        level = other.level if isinstance(other, Dual) else 0
        if level < self.level:
            return Dual(self.value + other, self.slope, self.level)
        if level > self.level:
            return Dual(self + other.value, other.slope, level)
        return Dual(self.value + other.value, self.slope + other.slope, level)

    def __mul__(self, other: Number) -> Dual:
        level = other.level if isinstance(other, Dual) else 0
        if level < self.level:
            return Dual(self.value * other, self.slope * other, self.level)
        if level > self.level:
            return Dual(self * other.value, self * other.slope, level)
        return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value, level)

    def __truediv__(self, other: Number) -> Dual:
        one, two = together(self, other)
        quotient = one.value / two.value
        return Dual(quotient, (one.slope + (quotient * two.slope) * rational(-1)) / two.value, one.level)

    def __neg__(self) -> Dual:
        return self * rational(-1)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rtruediv__(self, other: Number) -> Dual:
        return Dual(other, rational(0), self.level) / self

    def __pow__(self, power: int) -> Dual:
        result = Dual(rational(1), rational(0), self.level)
        square = self
        for digit in reversed(f"{abs(power):b}"):
            result = result * square if digit == "1" else result
            square = square * square
        return result if power >= 0 else Dual(rational(1), rational(0), self.level) / result


def together(one: Number, two: Number) -> tuple[Dual, Dual]:
    """Two numbers as duals of one level, the higher of theirs; what is of a lower level doesn't move."""
    level = max(x.level for x in (one, two) if isinstance(x, Dual))
    first, second = (x if isinstance(x, Dual) and x.level == level else Dual(x, rational(0), level) for x in (one, two))
    return first, second


def exp(x: Number) -> Number:
    """E to the x.

    Raises:
        Undecided: It has a value, and one too large to be written.
    """
    if isinstance(x, Dual):
        value = exp(x.value)
        return Dual(value, value * x.slope, x.level)
    return balls.exp(x)


def log(x: Number) -> Number:
    """The natural logarithm; not finite where x isn't positive, undecided where the ball can't tell."""
    if isinstance(x, Dual):
        return Dual(log(x.value), x.slope / x.value, x.level)
    return balls.log(x)


def quotient(a: Number, b: Number) -> Number:
    """The quotient a / b; not finite where b is 0."""
    return a / b if leading(b).is_finite() and sign(b) else arb("nan")


def leading(x: Number) -> arb:
    """The value of a dual, as a ball."""
    return leading(x.value) if isinstance(x, Dual) else x


def whole_power(base: Number, power: int) -> Number:
    """A whole power; a ball around 0 is multiplied with itself, for Arb gives its powers no value."""
    if isinstance(base, Dual) or power <= 0 or base.mid() != 0:
        return base**power
    result, square = arb(1), base
    for digit in reversed(f"{power:b}"):
        result = result * square if digit == "1" else result
        square = square * square
    return result


def sign(x: Number) -> int:
    """−1, 0 or 1.

    Raises:
        Undecided: The ball holds 0 and other numbers.
    """
    return balls.sign(leading(x))


def moving(x: Number) -> bool:
    """Whether a number changes with one of the variables by which derivatives are taken."""
    return isinstance(x, Dual) and (leading(x.slope) != 0 or moving(x.slope) or moving(x.value))


def side(x: Number) -> int:
    """The sign of what decides between two formulas.

    Raises:
        Undecided: It is 0 here and moves, so that a derivative is neither formula's; or the ball can't tell.
    """
    found = sign(x)
    if not found and moving(x):
        raise Undecided("a derivative at a tie")
    return found


def nearest(x: Number) -> arb:
    """The nearest whole number.

    Raises:
        Undecided: The ball touches a half.
    """
    return balls.nearest(leading(x))
