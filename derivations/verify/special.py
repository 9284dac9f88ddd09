"""The elementwise functions beyond exp and log, as balls and dual numbers. In: numbers. Out: numbers.

Each is known by its value on a ball and by its derivative, in terms of numbers that may be duals themselves.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import arb, fmpq

from .numbers import Dual, Number, exp, log, quotient, rational, side, sign

HALF = rational(1, 2)


def function(value: Callable[[arb], arb], slope: Callable[[Number], Number]) -> Callable[[Number], Number]:
    """A function of one number by its value and its derivative."""

    def apply(x: Number) -> Number:
        if isinstance(x, Dual):
            return Dual(apply(x.value), slope(x.value) * x.slope, x.level)
        return value(x)

    return apply


def positive(value: Callable[[arb], arb]) -> Callable[[arb], arb]:
    """A function that has a value for positive arguments only."""
    return lambda x: value(x) if x.is_finite() and sign(x) > 0 else arb("nan")


def sqrt(x: Number) -> Number:
    """√x; its derivative has no value at 0."""
    if isinstance(x, Dual):
        root = sqrt(x.value)
        return Dual(root, quotient(x.slope, root * rational(2)), x.level)
    return x.sqrt() if x.is_finite() and sign(x) >= 0 else arb("nan")


def polygamma(order: int) -> Callable[[Number], Number]:
    """The derivatives of log Γ, for 0 < x: 0 is ψ, 1 is ψ'."""
    if order == 0:
        return function(positive(lambda x: x.digamma()), lambda x: polygamma(1)(x))
    factor = arb(1)
    for number in range(2, order + 1):
        factor *= number
    factor = factor if order % 2 else -factor
    return function(positive(lambda x: factor * arb(order + 1).zeta(x)), lambda x: polygamma(order + 1)(x))


HIGHEST_ORDER = 30
"""The highest derivative of ψ that is worked out."""


def polygamma_of(order: Number, x: Number) -> Number:
    """The same with the order as a number, which is whole and at least 1."""
    fits = not isinstance(order, Dual) and abs(order) <= HIGHEST_ORDER
    whole = order.unique_fmpz() if fits else None
    return polygamma(int(whole))(x) if whole is not None and whole >= 1 else arb("nan")


def sigmoid(x: Number) -> Number:
    """1/(1 + e⁻ˣ)."""
    return rational(1) / (exp(x * rational(-1)) + rational(1))


def softplus(x: Number) -> Number:
    """log(1 + eˣ)."""
    return log(exp(x) + rational(1))


def cosh(x: Number) -> Number:
    """(eˣ + e⁻ˣ)/2."""
    return (exp(x) + exp(x * rational(-1))) * HALF


def sinh(x: Number) -> Number:
    """(eˣ − e⁻ˣ)/2."""
    return (exp(x) + exp(x * rational(-1)) * rational(-1)) * HALF


def tanh(x: Number) -> Number:
    """Sinh x / cosh x."""
    return sinh(x) / cosh(x)


def bell(x: Number) -> Number:
    """2/√π exp(−x²), the derivative of erf."""
    return exp(x * x * rational(-1)) * (arb(2) / arb.pi().sqrt())


def normal_density(x: Number) -> Number:
    """exp(−x²/2)/√(2π)."""
    return exp(x * x * rational(-1, 2)) * (arb(1) / (arb(2) * arb.pi()).sqrt())


def whole_sign(x: Number) -> Number:
    """−1, 0 or 1."""
    return rational(side(x))


erf = function(lambda x: x.erf(), bell)
erfc = function(lambda x: x.erfc(), lambda x: bell(x) * rational(-1))
normal_distribution = function(lambda x: (-x / arb(2).sqrt()).erfc() * arb(fmpq(1, 2)), normal_density)
log_gamma = function(positive(lambda x: x.lgamma()), polygamma(0))


def erfcx(x: Number) -> Number:
    """exp(x²) erfc x."""
    return exp(x * x) * erfc(x)


def mills_excess(x: Number) -> Number:
    """φ(x)/Φ(x) + x."""
    return normal_density(x) / normal_distribution(x) + x
