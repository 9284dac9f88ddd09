"""The functions of the language as balls and dual numbers: a reference for derivatives. In and out: numbers.

Each is known by its value on a ball and by its derivative, in terms of numbers that may be duals themselves. It is
written down here a second time, apart from the functions' records, which it checks. A function that isn't here has its
value from its record, and its derivative from ``slopes``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import add, mul

from flint import arb, fmpq

from ..functions import BY_CLASS, Function
from ..terms import core
from ..terms.core import Term, Variable
from .numbers import Dual, Number, exp, log, nearest, quotient, rational, side, sign
from .slopes import SLOPES, Outside

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


def by_slope(function: Function) -> Callable[..., Number]:
    """A function by its value, and by its slope as the reference has it.

    Raises:
        Outside: When a derivative is asked for, and the reference has none.
    """

    def apply(x: Number) -> Number:
        if isinstance(x, Dual):
            return Dual(apply(x.value), slope_at(function, x.value) * x.slope, x.level)
        return function.enclosure(x)

    return apply


ARGUMENT = Variable("_argument")


def slope_at(function: Function, x: Number) -> Number:
    """The slope of a function, as the reference has it.

    Raises:
        Outside: The reference has none.
    """
    if function.term not in SLOPES:
        raise Outside(f"no derivative is known for {function.word}")
    return value_at(SLOPES[function.term](ARGUMENT), x)


def value_at(term: Term, x: Number) -> Number:
    """What a slope's term is, the argument being a number."""
    if term == ARGUMENT:
        return x
    if isinstance(term, core.Constant):
        return rational(int(term.value.p), int(term.value.q))
    if isinstance(term, core.CircleConstant):
        return arb.pi()
    if isinstance(term, core.Choose):
        return value_at(term.children[1 if holds(term.children[0], x) else 2], x)
    parts = [value_at(child, x) for child in term.children]
    return ARITHMETIC[type(term)](*parts) if type(term) in ARITHMETIC else on_numbers(BY_CLASS[type(term)])(*parts)


def holds(equation: Term, x: Number) -> bool:
    """Whether both sides of an equation are equal there.

    Raises:
        Undecided: A derivative is taken where it holds at a single point.
    """
    left, right = (value_at(child, x) for child in equation.children)
    return not side(left + right * rational(-1))


ARITHMETIC: dict[type[Term], Callable[..., Number]] = {
    core.Plus: lambda *parts: reduce(add, parts),
    core.Times: lambda *parts: reduce(mul, parts),
    core.Negative: lambda a: a * rational(-1),
    core.Quotient: quotient,
    core.Power: lambda a, b: exp(log(a) * b),
}

REFERENCE: dict[type[Term], Callable[..., Number]] = {
    core.Exponential: exp,
    core.Logarithm: log,
    core.LogarithmOnePlus: lambda a: log(a + rational(1)),
    core.ExponentialMinusOne: lambda a: exp(a) + rational(-1),
    core.LogarithmToBase: lambda b, a: log(a) / log(b),
    core.Rounded: nearest,
    core.Absolute: lambda a: a * rational(-1) if side(a) < 0 else a,
    core.Maximum: lambda a, b: b if side(a + b * rational(-1)) < 0 else a,
    core.Minimum: lambda a, b: a if side(a + b * rational(-1)) < 0 else b,
    core.SquareRoot: sqrt,
    core.Sign: whole_sign,
    core.Sigmoid: sigmoid,
    core.Softplus: softplus,
    core.HyperbolicTangent: tanh,
    core.HyperbolicCosine: cosh,
    core.HyperbolicSine: sinh,
    core.ErrorFunction: erf,
    core.ComplementaryErrorFunction: erfc,
    core.ScaledErrorFunction: erfcx,
    core.NormalDistribution: normal_distribution,
    core.NormalDensity: normal_density,
    core.LogGamma: log_gamma,
    core.Digamma: polygamma(0),
    core.Trigamma: polygamma(1),
    core.Polygamma: polygamma_of,
    core.MillsExcess: mills_excess,
}
"""The functions whose derivative isn't that of ``slopes``: by the chain rule from exp and log, beside kinks, or exact
where a difference in the slope would lose digits."""


def on_numbers(function: Function) -> Callable[..., Number]:
    """A function of numbers, by the reference here, or by its value and its slope."""
    return REFERENCE.get(function.term) or by_slope(function)
