"""The hyperbolic functions. In: nothing. Out: their records."""

from __future__ import annotations

from math import inf

import sympy

from ..terms import core
from .notation import Head
from .ranges import ONE, REAL, ZERO, Interval
from .record import Family, Function, Monotone, SlopeRule
from .scalar import Scalar

TANH = Function(
    term=core.HyperbolicTangent,
    family=Family.HYPERBOLIC,
    title={"en": "Hyperbolic tangent", "zh": "双曲正切"},
    letters=("a",),
    admitted=True,
    definition="1 - 2/(exp(2*a) + 1)",
    domain=(),
    range=Interval(-ONE, ONE, True, True),
    monotone=Monotone.RISING,
    at_zero=ZERO,
    odd=True,
    derivative=("1 - tanh(a)**2",),
    rule=SlopeRule(
        "derivative_of_tanh",
        {"en": "Derivative of the hyperbolic tangent", "zh": "双曲正切的导数"},
        {
            "en": "The slope of the hyperbolic tangent is one minus its square.",
            "zh": "双曲正切的斜率是 1 减其平方。",
        },
    ),
    enclosure=lambda x: x.tanh(),
    sympy=sympy.tanh,
    lifted={sympy.tanh: core.HyperbolicTangent},
    latex=Head(r"\tanh"),
    plain=Head("tanh"),
    numpy="np.tanh",
    numba="tanh",
    scalar=Scalar(lambda x: x.tanh(), -1.0, 1.0, far=True, keeps_zero=True),
    cost=8,
)

COSH = Function(
    term=core.HyperbolicCosine,
    family=Family.HYPERBOLIC,
    title={"en": "Hyperbolic cosine", "zh": "双曲余弦"},
    letters=("a",),
    admitted=True,
    definition="(exp(a) + exp(-a))/2",
    domain=(),
    range=Interval(ONE, inf),
    monotone=Monotone.NEITHER,
    even=True,
    convex=True,
    derivative=("sinh(a)",),
    rule=SlopeRule(
        "derivative_of_cosh",
        {"en": "Derivative of the hyperbolic cosine", "zh": "双曲余弦的导数"},
        {"en": "The slope of the hyperbolic cosine is the hyperbolic sine.", "zh": "双曲余弦的斜率是双曲正弦。"},
    ),
    enclosure=lambda x: x.cosh(),
    sympy=sympy.cosh,
    lifted={sympy.cosh: core.HyperbolicCosine},
    latex=Head(r"\cosh"),
    plain=Head("cosh"),
    numpy="np.cosh",
    numba="cosh",
    scalar=Scalar(lambda x: x.cosh(), inf, inf, far=True),
    cost=10,
)

SINH = Function(
    term=core.HyperbolicSine,
    family=Family.HYPERBOLIC,
    title={"en": "Hyperbolic sine", "zh": "双曲正弦"},
    letters=("a",),
    admitted=True,
    definition="(exp(a) - exp(-a))/2",
    domain=(),
    range=REAL,
    monotone=Monotone.RISING,
    at_zero=ZERO,
    odd=True,
    derivative=("cosh(a)",),
    rule=SlopeRule(
        "derivative_of_sinh",
        {"en": "Derivative of the hyperbolic sine", "zh": "双曲正弦的导数"},
        {"en": "The slope of the hyperbolic sine is the hyperbolic cosine.", "zh": "双曲正弦的斜率是双曲余弦。"},
    ),
    enclosure=lambda x: x.sinh(),
    sympy=sympy.sinh,
    lifted={sympy.sinh: core.HyperbolicSine},
    latex=Head(r"\sinh"),
    plain=Head("sinh"),
    numpy="np.sinh",
    numba="sinh",
    scalar=Scalar(lambda x: x.sinh(), -inf, inf, far=True, keeps_zero=True),
    cost=10,
)

FUNCTIONS = (TANH, COSH, SINH)
