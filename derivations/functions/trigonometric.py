"""Sine, cosine and arctangent. In: nothing. Out: their terms and records."""

from __future__ import annotations

from fractions import Fraction
from math import nan, pi

import sympy

from ..terms.core import Elementwise
from .notation import Head
from .ranges import ONE, ZERO, Interval
from .record import Family, Function, Monotone, SlopeRule
from .scalar import Scalar


class Sine(Elementwise):
    """The sine of an angle, in [−1, 1]."""

    __slots__ = ()
    symbol = "sin"


class Cosine(Elementwise):
    """The cosine of an angle, in [−1, 1]."""

    __slots__ = ()
    symbol = "cos"


class Arctangent(Elementwise):
    """The angle between −π/2 and π/2 whose tangent is a."""

    __slots__ = ()
    symbol = "atan"


SIN = Function(
    term=Sine,
    family=Family.TRIGONOMETRIC,
    title={"en": "Sine", "zh": "正弦"},
    letters=("a",),
    admitted=True,
    definition=None,
    domain=(),
    range=Interval(-ONE, ONE),
    monotone=Monotone.NEITHER,
    odd=True,
    derivative=("cos(a)",),
    rule=SlopeRule(
        "derivative_of_sin",
        {"en": "Derivative of the sine", "zh": "正弦的导数"},
        {"en": "The slope of the sine is the cosine.", "zh": "正弦的斜率是余弦。"},
    ),
    enclosure=lambda x: x.sin(),
    sympy=sympy.sin,
    lifted={sympy.sin: Sine},
    latex=Head(r"\sin"),
    plain=Head("sin"),
    numpy="np.sin",
    numba="sin",
    scalar=Scalar(lambda x: x.sin(), nan, nan, keeps_zero=True),
    cost=15,
)

COS = Function(
    term=Cosine,
    family=Family.TRIGONOMETRIC,
    title={"en": "Cosine", "zh": "余弦"},
    letters=("a",),
    admitted=True,
    definition=None,
    domain=(),
    range=Interval(-ONE, ONE),
    monotone=Monotone.NEITHER,
    even=True,
    derivative=("-sin(a)",),
    rule=SlopeRule(
        "derivative_of_cos",
        {"en": "Derivative of the cosine", "zh": "余弦的导数"},
        {"en": "The slope of the cosine is minus the sine.", "zh": "余弦的斜率是负的正弦。"},
    ),
    enclosure=lambda x: x.cos(),
    sympy=sympy.cos,
    lifted={sympy.cos: Cosine},
    latex=Head(r"\cos"),
    plain=Head("cos"),
    numpy="np.cos",
    numba="cos",
    scalar=Scalar(lambda x: x.cos(), nan, nan),
    cost=15,
)

ATAN = Function(
    term=Arctangent,
    family=Family.TRIGONOMETRIC,
    title={"en": "Arctangent", "zh": "反正切"},
    letters=("a",),
    admitted=True,
    aliases=("arctan",),
    definition=None,
    domain=(),
    # π/2 is less than 11/7.
    range=Interval(-Fraction(11, 7), Fraction(11, 7), True, True),
    monotone=Monotone.RISING,
    at_zero=ZERO,
    odd=True,
    derivative=("1/(1 + a**2)",),
    rule=SlopeRule(
        "derivative_of_atan",
        {"en": "Derivative of the arctangent", "zh": "反正切的导数"},
        {
            "en": "The slope of the arctangent is one over one plus the square.",
            "zh": "反正切的斜率是 1 除以（1 加平方）。",
        },
    ),
    enclosure=lambda x: x.atan(),
    sympy=sympy.atan,
    lifted={sympy.atan: Arctangent},
    latex=Head(r"\arctan"),
    plain=Head("arctan"),
    numpy="np.arctan",
    numba="atan",
    scalar=Scalar(lambda x: x.atan(), -pi / 2, pi / 2, keeps_zero=True),
    cost=10,
)

FUNCTIONS = (SIN, COS, ATAN)
