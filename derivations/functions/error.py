"""The error function, what it lacks to 1, and the same without underflow. In: nothing. Out: their records."""

from __future__ import annotations

from math import inf

import sympy
from flint import arb

from ..terms import core
from ..terms.lower import exponential
from . import balls
from .notation import Head
from .ranges import ONE, POSITIVE, TWO, ZERO, Interval
from .record import Family, Function, Monotone, SlopeRule
from .scalar import Scalar


def erfcx(x: arb) -> arb:
    """exp(x²) erfc x; for large x by Tricomi's function, so that nothing becomes too small."""
    if x > 5:
        return (x * x).hypgeom_u(balls.HALF, balls.HALF) / arb.pi().sqrt()
    return balls.exp(x * x) * x.erfc()


ERF = Function(
    term=core.ErrorFunction,
    family=Family.ERROR,
    title={"en": "Error function", "zh": "误差函数"},
    letters=("a",),
    admitted=True,
    definition=None,
    domain=(),
    range=Interval(-ONE, ONE, True, True),
    monotone=Monotone.RISING,
    at_zero=ZERO,
    odd=True,
    derivative=("2*exp(-a**2)/sqrt(pi)",),
    rule=SlopeRule(
        "derivative_of_erf",
        {"en": "Derivative of the error function", "zh": "误差函数的导数"},
        {"en": "The slope of the error function is a bell curve.", "zh": "误差函数的斜率是钟形曲线。"},
    ),
    enclosure=lambda x: x.erf(),
    sympy=sympy.erf,
    lifted={sympy.erf: core.ErrorFunction},
    latex=Head(r"\operatorname{erf}"),
    plain=Head("erf"),
    numpy="special.erf",
    numba="erf",
    scalar=Scalar(lambda x: x.erf(), -1.0, 1.0, far=True, keeps_zero=True),
    cost=30,
)

ERFC = Function(
    term=core.ComplementaryErrorFunction,
    family=Family.ERROR,
    title={"en": "Complementary error function", "zh": "互补误差函数"},
    letters=("a",),
    admitted=True,
    definition="1 - erf(a)",
    domain=(),
    range=Interval(ZERO, TWO, True, True),
    monotone=Monotone.FALLING,
    at_zero=ONE,
    derivative=("-2*exp(-a**2)/sqrt(pi)",),
    rule=SlopeRule(
        "derivative_of_erfc",
        {"en": "Derivative of the complementary error function", "zh": "互补误差函数的导数"},
        {"en": "The slope of erfc is minus that of erf.", "zh": "erfc 的斜率是 erf 斜率的相反数。"},
    ),
    enclosure=lambda x: x.erfc(),
    sympy=sympy.erfc,
    lifted={sympy.erfc: core.ComplementaryErrorFunction},
    latex=Head(r"\operatorname{erfc}"),
    plain=Head("erfc"),
    numpy="special.erfc",
    numba="erfc",
    scalar=Scalar(lambda x: x.erfc(), 2.0, 0.0, far=True),
    cost=30,
)

ERFCX = Function(
    term=core.ScaledErrorFunction,
    family=Family.ERROR,
    title={"en": "Scaled complementary error function", "zh": "缩放互补误差函数"},
    letters=("a",),
    admitted=True,
    definition="exp(a*a)*(1 - erf(a))",
    domain=(),
    range=POSITIVE,
    monotone=Monotone.FALLING,
    convex=True,
    derivative=("2*a*erfcx(a) - 2/sqrt(pi)",),
    rule=SlopeRule(
        "derivative_of_erfcx",
        {"en": "Derivative of the scaled error function", "zh": "缩放互补误差函数的导数"},
        {
            "en": "The slope of exp(a²) erfc(a), by the product rule.",
            "zh": "由乘积法则得 exp(a²) erfc(a) 的斜率。",
        },
    ),
    enclosure=erfcx,
    sympy=lambda a: exponential(a * a) * sympy.erfc(a),
    latex=Head(r"\operatorname{erfcx}"),
    plain=Head("erfcx"),
    numpy="special.erfcx",
    numba="erfcx",
    scalar=Scalar(erfcx, inf, 0.0),
    cost=30,
)

FUNCTIONS = (ERF, ERFC, ERFCX)
