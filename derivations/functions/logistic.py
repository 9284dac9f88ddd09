"""The sigmoid and the softplus, whose derivative it is. In: nothing. Out: their records."""

from __future__ import annotations

from math import inf

from ..terms import core
from . import balls
from .notation import Head
from .ranges import HALF, POSITIVE, UNIT, Interval
from .record import Family, Function, Monotone, SlopeRule
from .scalar import Scalar


def sigmoid(x: balls.arb) -> balls.arb:
    """1/(1 + e⁻ˣ)."""
    return 1 / (1 + balls.exp(-x))


def softplus(x: balls.arb) -> balls.arb:
    """log(1 + eˣ); the exponential is of what isn't positive, so that it stays small."""
    return x + (-x).exp().log1p() if x > 0 else balls.exp(x).log1p()


SOFTPLUS = Function(
    term=core.Softplus,
    family=Family.LOGISTIC,
    title={"en": "Softplus", "zh": "softplus 函数"},
    letters=("a",),
    admitted=True,
    definition="log(1 + exp(a))",
    domain=(),
    range=POSITIVE,
    monotone=Monotone.RISING,
    # Its value at 0 is log 2, more than 1/2.
    image=lambda a: Interval(HALF, inf, True) if a.low >= 0 else POSITIVE,
    convex=True,
    derivative=("sigmoid(a)",),
    rule=SlopeRule(
        "derivative_of_softplus",
        {"en": "Derivative of the softplus", "zh": "softplus 的导数"},
        {"en": "The slope of the softplus is the sigmoid.", "zh": "softplus 的斜率是 sigmoid。"},
    ),
    enclosure=softplus,
    sympy=None,
    latex=Head(r"\operatorname{softplus}"),
    plain=Head("softplus"),
    numpy=None,
    numba="softplus",
    expansion="max(a, 0) + log1p(exp(-abs(a)))",
    scalar=Scalar(softplus, 0.0, inf),
    cost=18,
)

SIGMOID = Function(
    term=core.Sigmoid,
    family=Family.LOGISTIC,
    title={"en": "Sigmoid", "zh": "sigmoid 函数"},
    letters=("a",),
    admitted=True,
    aliases=("expit", "logistic"),
    definition="1/(1 + exp(-a))",
    domain=(),
    range=UNIT,
    monotone=Monotone.RISING,
    at_zero=HALF,
    derivative=("sigmoid(a)*(1 - sigmoid(a))",),
    rule=SlopeRule(
        "derivative_of_sigmoid",
        {"en": "Derivative of the sigmoid", "zh": "sigmoid 的导数"},
        {
            "en": "The slope of the sigmoid is the sigmoid times one minus the sigmoid.",
            "zh": "sigmoid 的斜率是 sigmoid 乘以（1 减 sigmoid）。",
        },
    ),
    enclosure=sigmoid,
    sympy=None,
    latex=Head(r"\sigma"),
    plain=Head("σ"),
    numpy=None,
    numba="sigmoid",
    expansion="where(0 < a, 1, exp(-abs(a)))/(1 + exp(-abs(a)))",
    scalar=Scalar(sigmoid, 0.0, 1.0, far=True),
    cost=12,
)

FUNCTIONS = (SOFTPLUS, SIGMOID)
