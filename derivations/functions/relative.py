"""The exponential's growth relative to its argument. In: nothing. Out: its term and its record."""

from __future__ import annotations

from fractions import Fraction
from math import inf

import sympy
from flint import arb

from ..terms.core import Elementwise
from . import balls
from .notation import Head
from .ranges import ZERO, Interval
from .record import Family, Function, Monotone
from .scalar import Scalar


class RelativeExponential(Elementwise):
    """(eᵃ − 1)/a, positive, and 1 at 0: by how much the exponential grows from 0 to a, relative to a."""

    __slots__ = ()
    symbol = "exprel"


def growth(x: arb) -> arb:
    """(eˣ − 1)/x; around 0 the mean of the exponential from 0 to x, which lies between those of its ends."""
    if x.contains(0):
        return arb(1) if x == 0 else arb(0).union(x).exp()
    return x.expm1() / x if x.is_finite() else balls.NAN


EXPREL = Function(
    term=RelativeExponential,
    family=Family.ELEMENTARY,
    title={"en": "Relative growth of the exponential", "zh": "指数的相对增量"},
    letters=("a",),
    admitted=False,
    definition="where(a == 0, 1, (exp(a) - 1)/a)",
    domain=(),
    range=Interval(ZERO, inf, True, True),
    monotone=Monotone.RISING,
    at_zero=Fraction(1),
    convex=True,
    derivative=("where(a == 0, 1/2, (exp(a) - exprel(a))/a)",),
    rule=None,
    enclosure=balls.everywhere(growth),
    sympy=lambda a: sympy.Piecewise((sympy.Integer(1), sympy.Eq(a, 0)), ((sympy.exp(a) - 1) / a, True)),
    latex=Head(r"\operatorname{exprel}"),
    plain=Head("exprel"),
    numpy="special.exprel",
    numba="exprel",
    scalar=Scalar(growth, 0.0, inf, at={0.0: 1.0}),
    cost=20,
)

FUNCTIONS = (EXPREL,)
