"""The logarithm of the gamma function and its derivatives. In: nothing. Out: their records."""

from __future__ import annotations

from math import inf, nan

import sympy
from flint import arb

from ..terms import core
from ..terms.core import Constant, Negative, Term
from ..terms.lower import gamma_like, polygamma
from . import balls
from .notation import Head
from .ranges import POSITIVE, REAL, Interval
from .record import Case, Family, Function, Monotone, SlopeRule
from .scalar import Scalar, rounded

HIGHEST_ORDER = 30
"""The highest derivative of ψ that is worked out."""


def derivative_of_order(order: arb, x: arb) -> arb:
    """The derivative of ψ of an order that is whole and at least 1, for 0 < x: that of log Γ of the order above."""
    number = balls.whole(order)
    if number is None or not 1 <= number <= HIGHEST_ORDER or not x.is_finite() or balls.sign(x) <= 0:
        return balls.NAN
    factor = arb(number).fac() if number % 2 else -arb(number).fac()
    return factor * arb(number + 1).zeta(x)


def of_sympy(order: Term, argument: Term) -> Term | None:
    """ψ, ψ' or a higher derivative; None for an order that isn't a whole number from 0 on."""
    if not isinstance(order, Constant) or not order.value.is_Integer or isinstance(order, Negative):
        return None
    if order.value < 2:
        return (core.Digamma if order.value == 0 else core.Trigamma)(argument)
    return core.Polygamma(order, argument)


def image_of_order(order: Interval, a: Interval) -> Interval:
    """The derivatives of ψ are positive and negative in turn."""
    if order.low != order.high or order.low != int(order.low) or order.low < 1:
        return REAL
    return POSITIVE if order.low % 2 else -POSITIVE


def positive(function: str) -> dict[str, Case]:
    """The argument must be positive: elsewhere the function has no value, its slope's formula has."""
    words = {"en": "at a = -1 the function has no value", "zh": "a = -1 时函数无定义"}
    return {"0 < a": Case({"a": "-1"}, function, "1", words)}


LGAMMA = Function(
    term=core.LogGamma,
    family=Family.GAMMA,
    title={"en": "Log-gamma function", "zh": "对数伽马函数"},
    letters=("a",),
    admitted=True,
    aliases=("gammaln", "loggamma"),
    definition=None,
    domain=("0 < a",),
    range=REAL,
    monotone=Monotone.NEITHER,
    convex=True,
    derivative=("digamma(a)",),
    rule=SlopeRule(
        "derivative_of_lgamma",
        {"en": "Derivative of the log-gamma function", "zh": "对数伽马函数的导数"},
        {"en": "The slope of log Γ is the digamma function.", "zh": "log Γ 的斜率是双伽马函数。"},
        positive("lgamma(a)"),
    ),
    enclosure=balls.positive(lambda x: x.lgamma()),
    sympy=gamma_like(sympy.loggamma),
    lifted={sympy.loggamma: core.LogGamma},
    latex=Head(r"\log \Gamma"),
    plain=Head("log Γ"),
    numpy="special.gammaln",
    numba="lgamma",
    scalar=Scalar(balls.positive(lambda x: x.lgamma()), nan, inf, at={0.0: inf}),
    cost=60,
)

DIGAMMA = Function(
    term=core.Digamma,
    family=Family.GAMMA,
    title={"en": "Digamma function", "zh": "双伽马函数"},
    letters=("a",),
    admitted=True,
    aliases=("psi",),
    definition=None,
    domain=("0 < a",),
    range=REAL,
    monotone=Monotone.RISING,
    derivative=("trigamma(a)",),
    rule=SlopeRule(
        "derivative_of_digamma",
        {"en": "Derivative of the digamma function", "zh": "双伽马函数的导数"},
        {
            "en": "The slope of the digamma function is the trigamma function.",
            "zh": "双伽马函数的斜率是三伽马函数。",
        },
        positive("digamma(a)"),
    ),
    enclosure=balls.positive(lambda x: x.digamma()),
    sympy=gamma_like(sympy.polygamma, 0),
    latex=Head(r"\psi"),
    plain=Head("ψ"),
    numpy="special.digamma",
    numba="digamma",
    scalar=Scalar(balls.positive(lambda x: x.digamma()), nan, inf, at={0.0: -inf}),
    cost=60,
)

TRIGAMMA = Function(
    term=core.Trigamma,
    family=Family.GAMMA,
    title={"en": "Trigamma function", "zh": "三伽马函数"},
    letters=("a",),
    admitted=True,
    definition=None,
    domain=("0 < a",),
    range=POSITIVE,
    monotone=Monotone.FALLING,
    convex=True,
    derivative=("polygamma(2, a)",),
    rule=SlopeRule(
        "derivative_of_trigamma",
        {"en": "Derivative of the trigamma function", "zh": "三伽马函数的导数"},
        {
            "en": "The slope of the trigamma function is the second derivative of the digamma function.",
            "zh": "三伽马函数的斜率是双伽马函数的二阶导数。",
        },
        positive("trigamma(a)"),
    ),
    enclosure=balls.positive(lambda x: arb(2).zeta(x)),
    sympy=gamma_like(sympy.polygamma, 1),
    latex=Head(r"\psi'"),
    plain=Head("ψ'"),
    numpy="special.zeta(2, {0})",
    numba="trigamma",
    scalar=Scalar(balls.positive(lambda x: arb(2).zeta(x)), nan, 0.0),
    cost=250,
)

POLYGAMMA = Function(
    term=core.Polygamma,
    family=Family.GAMMA,
    title={"en": "Polygamma functions", "zh": "多伽马函数"},
    letters=("n", "a"),
    admitted=True,
    definition=None,
    domain=("0 < a",),
    range=REAL,
    monotone=Monotone.NEITHER,
    image=image_of_order,
    derivative=(None, "polygamma(n + 1, a)"),
    rule=None,
    enclosure=derivative_of_order,
    sympy=polygamma,
    lifted={sympy.polygamma: of_sympy},
    latex=Head(r"\psi^{{({0})}}"),
    plain=Head("ψ⁽{0}⁾"),
    numpy="special.polygamma({0}, {1})",
    numba="polygamma",
    scalar=lambda n, a: rounded(derivative_of_order, n, a),
    cost=300,
)

FUNCTIONS = (LGAMMA, DIGAMMA, TRIGAMMA, POLYGAMMA)
