"""Values with their derivatives, as Arb balls: what a definition is at a point, without any derived formula.

In: numbers with slopes in two directions. Out: numbers with slopes. A number that doesn't move is a plain ball.

Where a comparison, an absolute value or a maximum is decided by a number that is 0 here and moves, there is no single
formula around the point, and ``AtTie`` is raised; ``one_sided`` then looks at both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flint import arb, fmpq

from ..terms import core
from ..terms.core import Term
from .numbers import Undecided
from .special import mills_excess

Slope = arb | None
"""A slope; None for 0, which costs nothing."""


class NoValue(ValueError):
    """The term has no finite value here."""


class AtTie(ArithmeticError):
    """What decides between formulas is 0 here, and moves."""


class Jet:
    """A number, its slopes in two directions, and the slope of the slope.

    Args:
        value: The number.
        first: Its derivative in the first direction.
        second: Its derivative in the second direction; the same object where both directions are one.
        both: Its derivative in the first and then the second.
    """

    __slots__ = ("both", "first", "second", "value")

    def __init__(self, value: arb, first: Slope = None, second: Slope = None, both: Slope = None) -> None:
        self.value, self.first, self.second, self.both = value, first, second, both


Number = Any
"""A ``Jet``, or an ``arb`` that doesn't move."""


def plus(a: Slope, b: Slope) -> Slope:
    """The sum of two slopes."""
    if a is None:
        return b
    return a if b is None else a + b


def scaled(a: Slope, factor: arb) -> Slope:
    """A multiple of a slope."""
    return None if a is None else a * factor


def minus(a: Slope) -> Slope:
    """Less a slope."""
    return None if a is None else -a


def product_of(a: Slope, b: Slope) -> Slope:
    """The product of two slopes."""
    return None if a is None or b is None else a * b


def add(a: Number, b: Number) -> Number:
    """The sum of two numbers."""
    if not isinstance(a, Jet):
        return Jet(a + b.value, b.first, b.second, b.both) if isinstance(b, Jet) else a + b
    if not isinstance(b, Jet):
        return Jet(a.value + b, a.first, a.second, a.both)
    first = plus(a.first, b.first)
    second = first if a.first is a.second and b.first is b.second else plus(a.second, b.second)
    return Jet(a.value + b.value, first, second, plus(a.both, b.both))


def multiply(a: Number, b: Number) -> Number:
    """The product of two numbers."""
    if not isinstance(a, Jet):
        if not isinstance(b, Jet):
            return a * b
        return times(b, a)
    if not isinstance(b, Jet):
        return times(a, b)
    x, y = a.value, b.value
    first = plus(scaled(a.first, y), scaled(b.first, x))
    same = a.first is a.second and b.first is b.second
    second = first if same else plus(scaled(a.second, y), scaled(b.second, x))
    across = product_of(a.first, b.second)
    crossed = plus(across, across if same else product_of(a.second, b.first))
    return Jet(x * y, first, second, plus(plus(scaled(a.both, y), scaled(b.both, x)), crossed))


def times(a: Jet, factor: arb) -> Jet:
    """The product of a number and one that doesn't move."""
    first = scaled(a.first, factor)
    second = first if a.first is a.second else scaled(a.second, factor)
    return Jet(a.value * factor, first, second, scaled(a.both, factor))


def negative(a: Number) -> Number:
    """−a."""
    if not isinstance(a, Jet):
        return -a
    first = minus(a.first)
    second = first if a.first is a.second else minus(a.second)
    return Jet(-a.value, first, second, minus(a.both))


def total(*parts: Number) -> Number:
    """The sum."""
    result = parts[0]
    for part in parts[1:]:
        result = add(result, part)
    return result


def product(*parts: Number) -> Number:
    """The product."""
    result = parts[0]
    for part in parts[1:]:
        result = multiply(result, part)
    return result


def composed(a: Jet, value: arb, slope: arb, bend: Callable[[], arb]) -> Jet:
    """A function of a number, from its value and its first two derivatives there; the last is asked for if needed."""
    both = scaled(a.both, slope)
    if a.first is not None and a.second is not None:
        both = plus(both, a.first * a.second * bend())
    first = scaled(a.first, slope)
    return Jet(value, first, first if a.first is a.second else scaled(a.second, slope), both)


Derivatives = tuple[Callable[[arb], arb], Callable[[arb, arb], arb], Callable[[arb, arb, arb], arb]]
"""A function; its derivative, from the argument and the value; its second one, from these and the first."""


def function(value: Callable[[arb], arb], slope: Callable[..., arb], bend: Callable[..., arb]) -> Callable[..., Number]:
    """A function of numbers by its value and its first two derivatives."""

    def apply(a: Number) -> Number:
        if not isinstance(a, Jet):
            return value(a)
        x = a.value
        found = value(x)
        first = slope(x, found)
        return composed(a, found, first, lambda: bend(x, found, first))

    return apply


def leading(a: Number) -> arb:
    """The value of a number."""
    return a.value if isinstance(a, Jet) else a


_beside: list[bool] = []


@contextmanager
def beside_ties() -> Iterator[None]:
    """Here the point lies beside a tie: a number that is 0, as its slopes are, is 0 around the point too."""
    _beside.append(True)
    try:
        yield
    finally:
        _beside.pop()


def moves(a: Number) -> bool:
    """Whether a number that is 0 here has a slope.

    Raises:
        NoValue: It has one, although the point lies beside the tie: it was moved in a direction that doesn't matter.
    """
    if not isinstance(a, Jet):
        return False
    slopes = [part for part in (a.first, a.second, a.both) if part is not None]
    if _beside and any(part != 0 for part in slopes):
        raise NoValue("a tie in another direction")
    return bool(slopes) and not _beside


def sign(a: Number) -> int:
    """−1, 0 or 1.

    Raises:
        Undecided: The ball can't tell.
        AtTie: It is 0 here, and moves.
    """
    value = leading(a)
    if value > 0:
        return 1
    if value < 0:
        return -1
    if value == 0:
        if moves(a):
            raise AtTie
        return 0
    raise Undecided(str(value))


def positive(x: arb) -> arb:
    """The number itself.

    Raises:
        NoValue: It isn't positive.
        Undecided: The ball can't tell.
    """
    if x > 0:
        return x
    if x <= 0:
        raise NoValue("not positive")
    raise Undecided(str(x))


def quotient(a: Number, b: Number) -> Number:
    """a/b.

    Raises:
        NoValue: b is 0.
    """
    below = leading(b)
    if below == 0:
        raise NoValue("0")
    if not isinstance(b, Jet):
        return multiply(1 / b, a)
    inverse = 1 / below
    square = -inverse * inverse
    return multiply(a, composed(b, inverse, square, lambda: -2 * square * inverse))


def power(a: Number, b: Number) -> Number:
    """a**b, 0 ** 0 being 1."""
    exponent = leading(b)
    if isinstance(b, Jet):
        return EXP(multiply(b, LOG(a)))
    whole = exponent.unique_fmpz() if exponent.is_exact() and abs(exponent) < 1000 else None
    base = leading(a)
    if whole is not None:
        n = int(whole)
        if n < 0 and base == 0:
            raise NoValue("a negative power of 0")
        if not isinstance(a, Jet):
            return base**n
        slope = n * base ** (n - 1) if n else arb(0)
        return composed(a, base**n, slope, lambda: n * (n - 1) * base ** (n - 2) if n not in (0, 1) else arb(0))
    if base == 0:
        if exponent > 0 and not moves(a):
            return arb(0)
        raise AtTie if exponent > 0 else NoValue("a power of 0")
    size = (exponent * positive(base).log()).exp()
    if not isinstance(a, Jet):
        return size
    slope = exponent * size / base
    return composed(a, size, slope, lambda: (exponent - 1) * slope / base)


def absolute(a: Number) -> Number:
    """|a|."""
    if not isinstance(a, Jet):
        return abs(a)
    return negative(a) if sign(a) < 0 else a


def larger(a: Number, b: Number) -> Number:
    """The larger of two numbers."""
    if not isinstance(a, Jet) and not isinstance(b, Jet):
        return a.max(b)
    return a if sign(add(a, negative(b))) >= 0 else b


def smaller(a: Number, b: Number) -> Number:
    """The smaller of two numbers."""
    if not isinstance(a, Jet) and not isinstance(b, Jet):
        return a.min(b)
    return a if sign(add(a, negative(b))) <= 0 else b


def logistic(x: arb) -> arb:
    """1/(1 + e⁻ˣ), without large exponentials."""
    if x > 0:
        return 1 / (1 + (-x).exp())
    exponential = x.exp()
    return exponential / (1 + exponential)


def soft_positive_part(x: arb) -> arb:
    """log(1 + eˣ), without large exponentials."""
    return x + (-x).exp().log1p() if x > 0 else x.exp().log1p()


def scaled_erfc(x: arb) -> arb:
    """exp(x²) erfc x; for large x by Tricomi's function, so that nothing becomes too small."""
    return (x * x).hypgeom_u(arb(0.5), arb(0.5)) / arb.pi().sqrt() if x > 5 else (x * x).exp() * x.erfc()


def bell(x: arb) -> arb:
    """2/√π exp(−x²)."""
    return (-x * x).exp() * 2 / arb.pi().sqrt()


def density(x: arb) -> arb:
    """exp(−x²/2)/√(2π)."""
    return (-x * x / 2).exp() / (2 * arb.pi()).sqrt()


def polygamma(order: int, x: arb) -> arb:
    """The derivatives of log Γ: 0 is ψ."""
    if order == 0:
        return positive(x).digamma()
    factorial = arb(1)
    for n in range(2, order + 1):
        factorial *= n
    return (1 if order % 2 else -1) * factorial * arb(order + 1).zeta(positive(x))


def gamma_function(order: int) -> Callable[[Number], Number]:
    """Log Γ, which is order −1, or one of its derivatives."""
    return function(
        (lambda x: positive(x).lgamma()) if order < 0 else (lambda x: polygamma(order, x)),
        lambda x, f: polygamma(order + 1, x),
        lambda x, f, g: polygamma(order + 2, x),
    )


MOST_ORDER = 30
"""The highest derivative of ψ that is worked out."""


def polygamma_of(order: Number, a: Number) -> Number:
    """The derivative of ψ whose order is a number."""
    whole = None if isinstance(order, Jet) or not abs(order) < MOST_ORDER else order.unique_fmpz()
    if whole is None or whole < 1:
        raise NoValue("no such order")
    return gamma_function(int(whole))(a)


def root(a: Number) -> Number:
    """√a; where it is 0 and moves, there may be a kink."""
    base = leading(a)
    if base == 0:
        if moves(a):
            raise AtTie
        return base
    found = positive(base).sqrt()
    if not isinstance(a, Jet):
        return found
    slope = 1 / (2 * found)
    return composed(a, found, slope, lambda: -slope / (2 * base))


def rounded(a: Number) -> arb:
    """The nearest whole number.

    Raises:
        Undecided: The ball touches a half.
    """
    shifted = leading(a) + arb(fmpq(1, 2))
    whole = shifted.floor().unique_fmpz() if abs(shifted) < 2**64 else None
    if whole is None:
        raise Undecided(str(shifted))
    if shifted == arb(whole) and moves(a):
        raise AtTie
    return arb(whole)


def equal(a: Number, b: Number) -> bool:
    """Whether two numbers are equal."""
    return sign(add(a, negative(b))) == 0


def constant(term: Term) -> Callable[[], arb]:
    """What gives a number, to as many bits as are asked for."""
    value = fmpq(int(term.value.p), int(term.value.q))
    return lambda: arb(value)


EXP = function(lambda x: x.exp(), lambda x, f: f, lambda x, f, g: f)
LOG = function(lambda x: positive(x).log(), lambda x, f: 1 / x, lambda x, f, g: -g * g)

MEANING: dict[type[Term], Callable[..., Any]] = {
    core.Constant: constant,
    core.CircleConstant: lambda: arb.pi(),
    core.Plus: total,
    core.Times: product,
    core.Negative: negative,
    core.Quotient: quotient,
    core.Power: power,
    core.Exponential: EXP,
    core.Logarithm: LOG,
    core.LogarithmToBase: lambda base, a: quotient(LOG(a), LOG(base)),
    core.LogarithmOnePlus: function(
        lambda x: (positive(1 + x), x.log1p())[1], lambda x, f: 1 / (1 + x), lambda x, f, g: -g * g
    ),
    core.ExponentialMinusOne: function(lambda x: x.expm1(), lambda x, f: x.exp(), lambda x, f, g: g),
    core.SquareRoot: root,
    core.Absolute: absolute,
    core.Maximum: larger,
    core.Minimum: smaller,
    core.Sign: lambda a: arb(sign(a)),
    core.Rounded: rounded,
    core.Sigmoid: function(logistic, lambda x, f: f * logistic(-x), lambda x, f, g: g * (logistic(-x) - f)),
    core.Softplus: function(soft_positive_part, lambda x, f: logistic(x), lambda x, f, g: g * logistic(-x)),
    core.HyperbolicTangent: function(lambda x: x.tanh(), lambda x, f: 1 / x.cosh() ** 2, lambda x, f, g: -2 * f * g),
    core.HyperbolicCosine: function(lambda x: x.cosh(), lambda x, f: x.sinh(), lambda x, f, g: f),
    core.HyperbolicSine: function(lambda x: x.sinh(), lambda x, f: x.cosh(), lambda x, f, g: f),
    core.ErrorFunction: function(lambda x: x.erf(), lambda x, f: bell(x), lambda x, f, g: -2 * x * g),
    core.ComplementaryErrorFunction: function(lambda x: x.erfc(), lambda x, f: -bell(x), lambda x, f, g: -2 * x * g),
    core.ScaledErrorFunction: function(
        scaled_erfc, lambda x, f: 2 * x * f - 2 / arb.pi().sqrt(), lambda x, f, g: 2 * f + 2 * x * g
    ),
    core.NormalDistribution: function(
        lambda x: (-x / arb(2).sqrt()).erfc() / 2, lambda x, f: density(x), lambda x, f, g: -x * g
    ),
    core.MillsExcess: lambda a: mills_excess(leading(a)),
    core.NormalDensity: function(density, lambda x, f: -x * f, lambda x, f, g: -f - x * g),
    core.LogGamma: gamma_function(-1),
    core.Digamma: gamma_function(0),
    core.Trigamma: gamma_function(1),
    core.Polygamma: polygamma_of,
    core.Extended: lambda a: a,
    core.Equal: equal,
    core.Unequal: lambda a, b: not equal(a, b),
    core.Less: lambda a, b: sign(add(a, negative(b))) < 0,
    core.LessEqual: lambda a, b: sign(add(a, negative(b))) <= 0,
    core.Indicator: lambda holds: arb(int(holds)),
}
"""What each class of terms means: a second source of derivatives beside the rule book; ``where`` is apart, see
``program``."""
