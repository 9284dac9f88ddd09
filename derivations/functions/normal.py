"""The normal distribution, its density, and their ratio above its asymptote. In: nothing. Out: their records."""

from __future__ import annotations

from math import inf

import sympy
from flint import arb

from ..terms import core
from ..terms.lower import exponential
from . import balls, error
from .notation import Head
from .ranges import HALF, POSITIVE, UNIT
from .record import Family, Function, Monotone, SlopeRule
from .scalar import Scalar


def distribution(x: arb) -> arb:
    """Φ(x), by erfc."""
    return (-x / arb(2).sqrt()).erfc() * balls.HALF


def density(x: arb) -> arb:
    """exp(−x²/2)/√(2π)."""
    return (-x * x / 2).exp() / (2 * arb.pi()).sqrt()


def excess(x: arb) -> arb:
    """φ(x)/Φ(x) + x; for negative x by erfcx, so that nothing becomes too small."""
    if x > 0:
        return density(x) / distribution(x) + x
    return (2 / arb.pi()).sqrt() / error.erfcx(-x / arb(2).sqrt()) + x


NORMAL_CDF = Function(
    term=core.NormalDistribution,
    family=Family.NORMAL,
    title={"en": "Normal distribution function", "zh": "正态分布函数"},
    letters=("a",),
    admitted=True,
    aliases=("Phi", "norm_cdf"),
    definition="(1 + erf(a/sqrt(2)))/2",
    domain=(),
    range=UNIT,
    monotone=Monotone.RISING,
    at_zero=HALF,
    derivative=("normal_pdf(a)",),
    rule=SlopeRule(
        "derivative_of_normal_cdf",
        {"en": "Derivative of the normal distribution", "zh": "正态分布函数的导数"},
        {"en": "The slope of a distribution is its density.", "zh": "分布函数的斜率是密度。"},
    ),
    enclosure=distribution,
    sympy=lambda a: sympy.erfc(-a / sympy.sqrt(2)) / 2,
    latex=Head(r"\Phi"),
    plain=Head("Φ"),
    numpy="special.ndtr",
    numba="normal_cdf",
    scalar=Scalar(distribution, 0.0, 1.0, far=True),
    cost=30,
)

NORMAL_PDF = Function(
    term=core.NormalDensity,
    family=Family.NORMAL,
    title={"en": "Normal density", "zh": "正态密度"},
    letters=("a",),
    admitted=True,
    aliases=("norm_pdf",),
    definition="exp(-(a*a)/2)/sqrt(2*pi)",
    domain=(),
    range=UNIT,
    monotone=Monotone.NEITHER,
    even=True,
    derivative=("-(a*normal_pdf(a))",),
    rule=SlopeRule(
        "derivative_of_normal_pdf",
        {"en": "Derivative of the normal density", "zh": "正态密度的导数"},
        {
            "en": "The slope of the normal density is minus its argument times itself.",
            "zh": "正态密度的斜率是负的自变量乘密度。",
        },
    ),
    enclosure=density,
    sympy=lambda a: exponential(-a * a / 2) / sympy.sqrt(2 * sympy.pi),
    latex=Head(r"\varphi"),
    plain=Head("φ"),
    numpy=None,
    numba="normal_pdf",
    scalar=Scalar(density, 0.0, 0.0, far=True),
    cost=8,
)

MILLS_EXCESS = Function(
    term=core.MillsExcess,
    family=Family.NORMAL,
    title={"en": "Excess of the inverse Mills ratio", "zh": "逆 Mills 比的余量"},
    letters=("a",),
    admitted=False,
    definition="normal_pdf(a)/normal_cdf(a) + a",
    domain=(),
    range=POSITIVE,
    monotone=Monotone.RISING,
    convex=True,
    derivative=("1 - mills_excess(a)*(mills_excess(a) - a)",),
    rule=None,
    enclosure=excess,
    sympy=lambda a: exponential(-a * a / 2) * sympy.sqrt(2 / sympy.pi) / sympy.erfc(-a / sympy.sqrt(2)) + a,
    latex=Head(r"\operatorname{excess}"),
    plain=Head("excess"),
    numpy="mills_excess",
    numba="mills_excess",
    scalar=Scalar(excess, 0.0, inf),
    cost=80,
)

FUNCTIONS = (NORMAL_CDF, NORMAL_PDF, MILLS_EXCESS)
