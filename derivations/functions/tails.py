"""Logarithms of probabilities that are next to 0 or 1, in one function each. In: nothing. Out: their terms, records."""

from __future__ import annotations

from fractions import Fraction
from math import inf, nan

from flint import arb

from ..terms.core import Elementwise
from . import balls, error
from .notation import Head
from .ranges import ZERO, Interval
from .record import Case, Family, Function, Monotone, SlopeRule
from .scalar import Scalar

NEGATIVE = Interval(-inf, ZERO, False, True)


class LogNormalDistribution(Elementwise):
    """log Φ(a), negative: the log-likelihood of a probit model; next to −a²/2 for very negative a."""

    __slots__ = ()
    symbol = "log_ndtr"


class LogOneMinusExponential(Elementwise):
    """log(1 − e⁻ᵃ) for 0 < a, negative: the logarithm of a probability whose complement is e⁻ᵃ."""

    __slots__ = ()
    symbol = "log1mexp"


def log_distribution(x: arb) -> arb:
    """Log Φ(x): above 0 by what Φ lacks to 1, below by erfcx, so that nothing becomes too small."""
    scaled = x / arb(2).sqrt()
    if x > 0:
        return (-(scaled.erfc() / 2)).log1p()
    return balls.log(error.erfcx(-scaled) / 2) - x * x / 2


def image_of_log_distribution(a: Interval) -> Interval:
    """At 0 it is −log 2, between −7/10 and −2/3."""
    if a.low >= 0:
        return Interval(-Fraction(7, 10), ZERO, True, True)
    return Interval(-inf, -Fraction(2, 3), False, True) if a.high <= 0 else NEGATIVE


def log_of_complement(x: arb) -> arb:
    """log(1 − e⁻ˣ), for 0 < x: which of two forms keeps its digits depends on whether x is above log 2."""
    if not x.is_finite() or balls.sign(x) <= 0:
        return balls.NAN
    return (-(-x).exp()).log1p() if x > balls.HALF else balls.log(-(-x).expm1())


LOG_NDTR = Function(
    term=LogNormalDistribution,
    family=Family.NORMAL,
    title={"en": "Logarithm of the normal distribution function", "zh": "正态分布函数的对数"},
    letters=("a",),
    admitted=True,
    definition="log(normal_cdf(a))",
    domain=(),
    range=NEGATIVE,
    monotone=Monotone.RISING,
    image=image_of_log_distribution,
    derivative=("normal_pdf(a)/normal_cdf(a)",),
    rule=SlopeRule(
        "derivative_of_log_ndtr",
        {"en": "Derivative of the logarithm of the normal distribution", "zh": "正态分布函数的对数的导数"},
        {
            "en": "The slope of the logarithm of a distribution is its density over it: the inverse Mills ratio.",
            "zh": "分布函数的对数的斜率是密度与分布函数之比，即逆 Mills 比。",
        },
    ),
    enclosure=log_distribution,
    sympy=None,
    latex=Head(r"\log \Phi"),
    plain=Head("log Φ"),
    numpy="special.log_ndtr",
    numba="log_ndtr",
    scalar=Scalar(log_distribution, -inf, 0.0),
    cost=50,
)

LOG1MEXP = Function(
    term=LogOneMinusExponential,
    family=Family.LOGISTIC,
    title={"en": "Logarithm of one minus an exponential", "zh": "1 减指数的对数"},
    letters=("a",),
    admitted=True,
    definition="log(1 - exp(-a))",
    domain=("0 < a",),
    range=NEGATIVE,
    monotone=Monotone.RISING,
    derivative=("1/(exp(a) - 1)",),
    rule=SlopeRule(
        "derivative_of_log_one_minus_exp",
        {"en": "Derivative of the logarithm of one minus an exponential", "zh": "1 减指数的对数的导数"},
        {
            "en": "The slope of log(1 − exp(−a)) is one over exp(a) − 1.",
            "zh": "log(1 − exp(−a)) 的斜率是 1 除以（exp(a) − 1）。",
        },
        {
            "0 < a": Case(
                {"a": "-1"},
                "log(1 - exp(-a))",
                "1/(exp(a) - 1)",
                {"en": "at a = -1 the function has no value", "zh": "a = -1 时函数无定义"},
            )
        },
    ),
    enclosure=log_of_complement,
    sympy=None,
    latex=Head(r"\operatorname{log1mexp}"),
    plain=Head("log1mexp"),
    numpy=None,
    numba="log1mexp",
    expansion="where(0 < a - log(2), log1p(-exp(-a)), log(-expm1(-a)))",
    scalar=Scalar(log_of_complement, nan, 0.0, at={0.0: -inf}),
    cost=35,
)

FUNCTIONS = (LOG_NDTR, LOG1MEXP)
