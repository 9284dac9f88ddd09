"""Numbers of any size, and numbers next to simple ones. In: Arb balls. Out: ``Wide`` numbers, with Arb's operations.

The exponential of 10³⁰⁰ is past all bounds for Arb, and 1/(1 + exp(−10⁹)) is 1 to all bits that a memory holds,
although 1 less that number is exp(−10⁹), nearly. A wide number is an exact number and a small rest, which is a ball
times a power of e; so both can be worked with.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import arb, ctx

from ..verify.jet_functions import scaled_erfc
from ..verify.numbers import Undecided
from .powers import NONE, Power, exponential

ZERO, ONE = arb(0), arb(1)
SMALL = arb(2) ** -64
"""How small the rest is, relative to the exact number."""
LARGE = arb(2) ** 40
"""Up to which size a number's exponential is a ball."""
SATURATED = 20
"""From which argument on tanh and erf are worked out by how far from 1 they are."""

Rest = tuple[arb, Power]
"""A ball, and the power of e by which it is multiplied."""


class Wide:
    """An exact number plus a rest.

    Args:
        base: The exact number.
        part: The ball of the rest.
        power: The power of e by which it is multiplied.
    """

    __slots__ = ("base", "part", "power")

    def __init__(self, base: arb, part: arb = ZERO, power: Power = NONE) -> None:
        self.base, self.part, self.power = base, part, power

    def ball(self) -> arb:
        """The number as a ball; infinite where it is past what Arb tells."""
        if self.part == 0:
            return self.base
        rest = sized((self.part, self.power))
        return self.base + rest if self.base != 0 else rest

    def __str__(self) -> str:
        return f"{self.base} + {self.part}*exp({self.power.ball()})"

    def is_finite(self) -> bool:
        """Whether it is a number."""
        return bool(self.part.is_finite() and self.base.is_finite())

    def is_exact(self) -> bool:
        """Whether it has no rest."""
        return bool(self.part == 0)

    def unique_fmpz(self) -> Any:
        """The whole number that it is; None where it is none."""
        return self.ball().unique_fmpz()

    def __add__(self, other: Any) -> Wide:
        b = wide(other)
        return made(self.base + b.base, added((self.part, self.power), (b.part, b.power)))

    def __neg__(self) -> Wide:
        return Wide(-self.base, -self.part, self.power)

    def __sub__(self, other: Any) -> Wide:
        return self + -wide(other)

    def __rsub__(self, other: Any) -> Wide:
        return wide(other) - self

    def __mul__(self, other: Any) -> Wide:
        b = wide(other)
        crossed = added((self.part * b.base, self.power), (b.part * self.base, b.power))
        both = (self.part * b.part, self.power + b.power)
        return made(self.base * b.base, added(crossed, both))

    def inverse(self) -> Wide:
        """1/x."""
        if self.base == 0:
            return made(ZERO, (1 / self.part, -self.power))
        inverse = 1 / self.base
        whole = self.base * self.ball()
        return made(inverse, (-self.part / whole, self.power))

    def __truediv__(self, other: Any) -> Wide:
        return self * wide(other).inverse()

    def __rtruediv__(self, other: Any) -> Wide:
        return wide(other) * self.inverse()

    def __pow__(self, power: int) -> Wide:
        result, square = Wide(ONE), self
        for digit in reversed(f"{abs(power):b}"):
            result = result * square if digit == "1" else result
            square = square * square
        return result if power >= 0 else result.inverse()

    __radd__, __rmul__ = __add__, __mul__

    def side(self) -> int | None:
        """−1, 0 or 1; None where the ball can't tell."""
        leads = self.base if self.base != 0 else self.part
        return 1 if leads > 0 else -1 if leads < 0 else 0 if leads == 0 else None

    def __lt__(self, other: Any) -> bool:
        return (self - other).side() == -1

    def __gt__(self, other: Any) -> bool:
        return (self - other).side() == 1

    def __le__(self, other: Any) -> bool:
        return (self - other).side() in (-1, 0)

    def __ge__(self, other: Any) -> bool:
        return (self - other).side() in (0, 1)

    def __eq__(self, other: object) -> bool:
        return (self - other).side() == 0

    def __ne__(self, other: object) -> bool:
        return (self - other).side() in (-1, 1)

    __hash__ = None  # type: ignore[assignment]

    def __abs__(self) -> Wide:
        side = self.side()
        if side is None:
            return Wide(ZERO, abs(self.part), self.power)
        return -self if side < 0 else self

    def max(self, other: Wide) -> Wide:
        """The larger of two numbers."""
        return self.pick(other, 1)

    def min(self, other: Wide) -> Wide:
        """The smaller one."""
        return self.pick(other, -1)

    def pick(self, other: Wide, wanted: int) -> Wide:
        """This number, if it is on that side of another, else the other."""
        side = (self - other).side()
        if side is None:
            raise Undecided(f"{self} beside {other}")
        return self if side in (0, wanted) else other

    def exp(self) -> Wide:
        """The exponential."""
        x = self.ball()
        if self.base == 0 and abs(x) < SMALL:
            return made(ONE, stretched(self, x, lambda v: v.expm1()))
        if abs(x) < LARGE:
            return plain(x.exp())
        if not (x > 0 or x < 0):
            raise Undecided(str(self))
        return Wide(ZERO, ONE, Power({id(self): (self, Fraction(1))}))

    def log(self) -> Wide:
        """The logarithm of a positive number."""
        if self.base == 1:
            return made(ZERO, stretched(self, sized((self.part, self.power)), lambda v: v.log1p()))
        exponent = self.power.total()
        if self.base != 0 or exponent is None:
            return plain(self.ball().log())
        return exponent + plain(self.part.log())

    def log1p(self) -> Wide:
        """log(1 + x)."""
        return (1 + self).log()

    def expm1(self) -> Wide:
        """The exponential, less 1."""
        return self.exp() - 1

    def sqrt(self) -> Wide:
        """√x of a positive number."""
        if self.base != 0:
            return plain(self.ball().sqrt())
        return made(ZERO, (self.part.sqrt(), self.power.scaled(Fraction(1, 2))))

    def cosh(self) -> Wide:
        """(eˣ + e⁻ˣ)/2."""
        return (self.exp() + (-self).exp()) / 2

    def sinh(self) -> Wide:
        """(eˣ − e⁻ˣ)/2."""
        return (self.exp() - (-self).exp()) / 2

    def tanh(self) -> Wide:
        """Sinh x / cosh x."""
        if abs(self) < SATURATED:
            return plain(self.ball().tanh())
        below = 1 - 2 / ((abs(self) * 2).exp() + 1)
        return below if self > 0 else -below

    def erf(self) -> Wide:
        """The error function."""
        if abs(self) < SATURATED:
            return plain(self.ball().erf())
        return 1 - self.erfc() if self > 0 else (-self).erfc() - 1

    def erfc(self) -> Wide:
        """1 less the error function."""
        if abs(self) < SATURATED:
            return plain(self.ball().erfc())
        if self < 0:
            return 2 - (-self).erfc()
        return plain(scaled_erfc(self.ball())) * (-(self * self)).exp()

    def hypgeom_u(self, a: arb, b: arb) -> Wide:
        """Tricomi's function."""
        return plain(self.ball().hypgeom_u(a, b))

    def lgamma(self) -> Wide:
        """Log Γ."""
        return plain(self.ball().lgamma())

    def digamma(self) -> Wide:
        """The derivative of log Γ."""
        return plain(self.ball().digamma())

    def floor(self) -> Wide:
        """The next whole number below."""
        return plain(self.ball().floor())


def wide(value: Any) -> Wide:
    """A number as a wide one."""
    if isinstance(value, Wide):
        return value
    return plain(value if isinstance(value, arb) else arb(value))


def plain(ball: arb) -> Wide:
    """A ball as a wide number."""
    return Wide(ball) if ball.is_exact() and ball.is_finite() else Wide(ZERO, ball)


def sized(rest: Rest) -> arb:
    """A rest as a ball."""
    part, power = rest
    if not power:
        return part
    factor = power.exp()
    if factor.is_finite() or not (part > 0 or part < 0):
        return part * factor
    return factor if part > 0 else -factor


def added(a: Rest, b: Rest) -> Rest:
    """The sum of two rests."""
    if a[0] == 0:
        return b
    if b[0] == 0:
        return a
    if a[1] == b[1]:
        return a[0] + b[0], a[1]
    ahead = (a[1] - b[1]).ball()
    if not ahead.is_finite() and not (ahead > 0 or ahead < 0):
        raise Undecided(str(ahead))
    (part, power), (less, _) = (b, a) if ahead < 0 else (a, b)
    return part + less * exponential(ahead if ahead < 0 else -ahead), power


def made(base: arb, rest: Rest) -> Wide:
    """A number from what is exact and a rest, which is put together where the rest isn't small."""
    part, power = rest
    if part == 0 and base.is_exact():
        return Wide(base)
    if base == 0:
        return Wide(ZERO, part, power) if power else plain(part)
    if base.is_exact() and abs(sized(rest)) < abs(base) * SMALL:
        return Wide(base, part, power)
    whole, power = added((base, NONE), rest)
    return Wide(ZERO, whole, power) if power else plain(whole)


def stretched(number: Wide, small: arb, function: Callable[[arb], arb]) -> Rest:
    """A function that is nearly the number itself, of its rest: the rest times f(x)/x, which is nearly 1.

    Args:
        number: What has the rest.
        small: The rest as a ball, less than 2⁻⁶⁴.
        function: ``expm1`` or ``log1p``.
    """
    if not number.power:
        return function(number.part), NONE
    known = small.is_finite() and small != 0 and small.rel_accuracy_bits() > ctx.prec // 2
    ratio = function(small) / small if known else arb(1, abs(small).upper())
    return number.part * ratio, number.power
