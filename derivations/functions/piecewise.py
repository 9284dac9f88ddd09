"""Functions that are made of other formulas on both sides of a point. In: nothing. Out: their records."""

from __future__ import annotations

from math import copysign, inf, nan

import sympy
from flint import arb

from ..terms import core
from . import balls
from .notation import Around, Head
from .ranges import ONE, REAL, ZERO, Interval, absolute, larger
from .record import Case, Family, Function, Monotone, SlopeRule, unknown_to_sympy
from .scalar import Scalar


def sign(x: arb) -> arb:
    """−1, 0 or 1; all between where the ball holds 0 and others."""
    if not x.is_finite():
        return balls.NAN
    return arb(1) if x > 0 else arb(-1) if x < 0 else arb(0) if x == 0 else arb(0, 1)


def larger_of(a: float, b: float) -> float:
    """The larger of two numbers; nan if one is."""
    return nan if a != a or b != b else max(a, b)


def smaller_of(a: float, b: float) -> float:
    """The smaller of two numbers; nan if one is."""
    return nan if a != a or b != b else min(a, b)


ABS = Function(
    term=core.Absolute,
    family=Family.PIECEWISE,
    title={"en": "Absolute value", "zh": "绝对值"},
    letters=("a",),
    admitted=True,
    aliases=("Abs",),
    definition=None,
    domain=(),
    range=Interval(ZERO, inf),
    monotone=Monotone.NEITHER,
    image=absolute,
    even=True,
    convex=True,
    derivative=("sign(a)",),
    rule=SlopeRule(
        "derivative_of_abs",
        {"en": "Derivative of the absolute value", "zh": "绝对值的导数"},
        {
            "en": "The slope of the absolute value is the sign; at the kink that is a subgradient.",
            "zh": "绝对值的斜率是符号；在尖点处取次梯度。",
        },
        {
            "away from a == 0": Case(
                {"a": "0"},
                "1",
                "sign(a)",
                {
                    "en": "at a = 0 the slopes from the left and from the right differ: −1 and 1; the sign there, 0, "
                    "is a subgradient",
                    "zh": "a = 0 处左右导数不同（−1 与 1）；此处符号取 0，是一个次梯度",
                },
            )
        },
    ),
    enclosure=abs,
    rational=abs,
    sympy=sympy.Abs,
    lifted={sympy.Abs: core.Absolute},
    latex=Around(r"\left\lvert {0} \right\rvert"),
    plain=Around("|{0}|"),
    numpy="np.abs",
    numba="abs",
    scalar=Scalar(abs, inf, inf, at={0.0: 0.0}, exact=True),
    cost=1,
)

SIGN = Function(
    term=core.Sign,
    family=Family.PIECEWISE,
    title={"en": "Sign", "zh": "符号函数"},
    letters=("a",),
    admitted=True,
    definition=None,
    domain=(),
    range=Interval(-ONE, ONE),
    monotone=Monotone.NOT_FALLING,
    odd=True,
    derivative=("0",),
    rule=SlopeRule(
        "derivative_of_sign",
        {"en": "Derivative of the sign", "zh": "符号函数的导数"},
        {"en": "The sign doesn't change, except where it jumps.", "zh": "符号函数除跳跃点外不变。"},
        {
            "away from a == 0": Case(
                {"a": "0"},
                "1",
                "0",
                {"en": "at a = 0 the function jumps and has no derivative", "zh": "a = 0 处函数跳跃，无导数"},
            )
        },
    ),
    enclosure=sign,
    sympy=sympy.sign,
    lifted={sympy.sign: core.Sign},
    latex=Head(r"\operatorname{sign}"),
    plain=Head("sign"),
    numpy="np.sign",
    numba="sign",
    scalar=Scalar(sign, -1.0, 1.0, keeps_zero=True, exact=True),
    cost=1,
)

MAX = Function(
    term=core.Maximum,
    family=Family.PIECEWISE,
    title={"en": "Maximum", "zh": "最大值"},
    letters=("a", "b"),
    admitted=True,
    aliases=("maximum",),
    definition=None,
    domain=(),
    range=REAL,
    monotone=Monotone.NOT_FALLING,
    image=larger,
    convex=True,
    derivative=("indicator(b <= a)", "indicator(a < b)"),
    rule=None,
    enclosure=lambda a, b: a.max(b),
    rational=max,
    sympy=sympy.Max,
    lifted={sympy.Max: core.Maximum},
    latex=Head(r"\max"),
    plain=Head("max"),
    numpy="np.maximum",
    numba="maximum",
    scalar=larger_of,
    cost=1,
)

MIN = Function(
    term=core.Minimum,
    family=Family.PIECEWISE,
    title={"en": "Minimum", "zh": "最小值"},
    letters=("a", "b"),
    admitted=True,
    aliases=("minimum",),
    definition=None,
    domain=(),
    range=REAL,
    monotone=Monotone.NOT_FALLING,
    image=lambda a, b: -larger(-a, -b),
    derivative=("indicator(a <= b)", "indicator(b < a)"),
    rule=None,
    enclosure=lambda a, b: a.min(b),
    rational=min,
    sympy=sympy.Min,
    lifted={sympy.Min: core.Minimum},
    latex=Head(r"\min"),
    plain=Head("min"),
    # It drops nan, which comes back through the other terms.
    numpy="np.minimum",
    numba="minimum",
    scalar=smaller_of,
    cost=1,
)


def nearest(x: float) -> float:
    """The nearest whole number, the even one of two, with the sign of the number."""
    return x if x != x or abs(x) == inf else copysign(float(round(x)), x)


ROUND = Function(
    term=core.Rounded,
    family=Family.PIECEWISE,
    title={"en": "Nearest whole number", "zh": "取整"},
    letters=("a",),
    admitted=False,
    definition=None,
    domain=(),
    range=REAL,
    monotone=Monotone.NOT_FALLING,
    derivative=("0",),
    rule=None,
    enclosure=balls.nearest,
    # SymPy has no nearest whole number that agrees at halves.
    sympy=unknown_to_sympy("round"),
    latex=Head(r"\operatorname{round}"),
    plain=Head("round"),
    numpy="np.rint",
    numba="rint",
    scalar=nearest,
    cost=1,
)

FUNCTIONS = (ABS, SIGN, MAX, MIN, ROUND)
