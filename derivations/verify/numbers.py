"""Numbers for the ball check: Arb balls, and dual numbers over them for exact derivatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import arb, fmpq

Number = Any
"""An ``arb``, or a ``Dual`` over one."""


def rational(above: int, below: int = 1) -> arb:
    """A rational as a ball."""
    return arb(fmpq(above, below))


@dataclass(frozen=True)
class Dual:
    """a + b ε with ε² = 0: a value and its derivative; both may be duals themselves."""

    value: Number
    slope: Number

    def __add__(self, other: Number) -> Dual:
        other = lift(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other: Number) -> Dual:
        other = lift(other)
        return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)

    def __truediv__(self, other: Number) -> Dual:
        other = lift(other)
        quotient = self.value / other.value
        return Dual(quotient, (self.slope + (quotient * other.slope) * rational(-1)) / other.value)

    def __neg__(self) -> Dual:
        return self * rational(-1)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rtruediv__(self, other: Number) -> Dual:
        return lift(other) / self

    def __pow__(self, power: int) -> Dual:
        result: Number = rational(1)
        for _ in range(abs(power)):
            result = self * result
        return lift(result) if power >= 0 else lift(rational(1)) / result


def lift(number: Number) -> Dual:
    """A number as a dual that doesn't move."""
    return number if isinstance(number, Dual) else Dual(number, rational(0))


def exp(x: Number) -> Number:
    """E to the x."""
    if isinstance(x, Dual):
        value = exp(x.value)
        return Dual(value, value * x.slope)
    return x.exp()


def log(x: Number) -> Number:
    """The natural logarithm; not finite where x isn't positive, undecided where the ball can't tell."""
    if isinstance(x, Dual):
        return Dual(log(x.value), x.slope / x.value)
    return x.log() if x.is_finite() and sign(x) > 0 else arb("nan")


def quotient(a: Number, b: Number) -> Number:
    """The quotient a / b; not finite where b is 0."""
    return a / b if leading(b).is_finite() and sign(b) else arb("nan")


def leading(x: Number) -> arb:
    """The value of a dual, as a ball."""
    return leading(x.value) if isinstance(x, Dual) else x


class Undecided(ArithmeticError):
    """A ball is too wide to tell a sign or a nearest whole number."""


def sign(x: Number) -> int:
    """−1, 0 or 1.

    Raises:
        Undecided: The ball holds 0 and other numbers.
    """
    ball = leading(x)
    if ball > 0:
        return 1
    if ball < 0:
        return -1
    if ball == 0:
        return 0
    raise Undecided(f"the sign of {ball}")


def nearest(x: Number) -> arb:
    """The nearest whole number.

    Raises:
        Undecided: The ball touches a half.
    """
    number = (leading(x) + rational(1, 2)).floor().unique_fmpz()
    if number is None:
        raise Undecided(f"the whole number next to {x}")
    return arb(number)
