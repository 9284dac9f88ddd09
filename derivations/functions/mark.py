"""What says how a term is computed, not what it is. In: nothing. Out: its record."""

from __future__ import annotations

from math import inf

from ..terms import core
from .notation import Head
from .ranges import REAL
from .record import Family, Function, Monotone
from .scalar import Scalar

EXTENDED = Function(
    term=core.Extended,
    family=Family.MARK,
    title={"en": "With more digits", "zh": "以更多位数计算"},
    letters=("a",),
    admitted=False,
    definition="a",
    domain=(),
    range=REAL,
    monotone=Monotone.RISING,
    derivative=("1",),
    rule=None,
    enclosure=lambda x: x,
    sympy=None,
    latex=Head(r"\operatorname{extended}"),
    plain=Head("extended"),
    numpy=None,
    numba="extended",
    scalar=Scalar(lambda x: x, -inf, inf, keeps_zero=True, exact=True),
    cost=1,
)

FUNCTIONS = (EXTENDED,)
