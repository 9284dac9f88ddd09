"""What each class of terms means for balls with slopes: each function by its value and its first two derivatives.

A second source of derivatives beside the rule book. In: a class of terms. Out: a function of numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, fmpq

from ..functions import FUNCTIONS, Function
from ..terms import core
from ..terms.core import Term
from .jets import (
    AtTie,
    Jet,
    NoValue,
    Number,
    add,
    composed,
    function,
    leading,
    moves,
    multiply,
    negative,
    positive,
    product,
    quotient,
    sign,
    total,
)
from .numbers import Dual, Undecided
from .special import mills_excess, slope_at


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


def by_slope(record: Function) -> Callable[..., Number]:
    """A function by its value and the reference's slope, whose own derivative is that of dual numbers."""

    def value(x: arb) -> arb:
        found = record.enclosure(x)
        if not found.is_finite():
            raise NoValue(f"{record.word} has none")
        return found

    return function(value, lambda x, f: slope_at(record, x), lambda x, f, g: slope_at(record, Dual(x, arb(1))).slope)


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
    core.Equal: equal,
    core.Unequal: lambda a, b: not equal(a, b),
    core.Less: lambda a, b: sign(add(a, negative(b))) < 0,
    core.LessEqual: lambda a, b: sign(add(a, negative(b))) <= 0,
    core.Indicator: lambda holds: arb(int(holds)),
}
MEANING |= {
    record.term: by_slope(record) for record in FUNCTIONS if record.term not in MEANING and len(record.letters) == 1
}
"""What each class of terms means: a second source of derivatives beside the rule book; ``where`` is apart, see
``program``."""
