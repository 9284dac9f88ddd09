"""The square root. In: nothing. Out: its record."""

from __future__ import annotations

from math import inf, nan

import sympy

from ..terms import core
from . import balls
from .notation import Around, Head
from .ranges import ZERO, Interval, root
from .record import Case, Family, Function, Monotone, SlopeRule
from .scalar import Scalar

SQRT = Function(
    term=core.SquareRoot,
    family=Family.ROOT,
    title={"en": "Square root", "zh": "平方根"},
    letters=("a",),
    admitted=True,
    definition=None,
    domain=("0 <= a",),
    range=Interval(ZERO, inf),
    monotone=Monotone.RISING,
    image=root,
    derivative=("1/(2*sqrt(a))",),
    rule=SlopeRule(
        "derivative_of_root",
        {"en": "Derivative of the square root", "zh": "平方根的导数"},
        {"en": "The slope of the square root is half its reciprocal.", "zh": "平方根的斜率是其倒数的一半。"},
        {
            "0 < a": Case(
                {"a": "-1"},
                "sqrt(a)",
                "1/(2*sqrt(a))",
                {"en": "at a = -1 the function has no value", "zh": "a = -1 时函数无定义"},
            )
        },
    ),
    enclosure=balls.sqrt,
    sympy=sympy.sqrt,
    latex=Around(r"\sqrt{{{0}}}"),
    plain=Head("√"),
    numpy="np.sqrt",
    numba="sqrt",
    scalar=Scalar(balls.sqrt, nan, inf, keeps_zero=True, exact=True),
    cost=2,
)

FUNCTIONS = (SQRT,)
