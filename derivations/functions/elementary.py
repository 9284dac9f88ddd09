"""Logarithms and the exponential. In: nothing. Out: their records."""

from __future__ import annotations

from math import inf, nan

import sympy
from flint import fmpq

from ..terms import core
from ..terms.core import Term
from ..terms.lower import exponential
from . import balls
from .notation import Head, PowerOf, Prefix
from .ranges import ONE, POSITIVE, REAL, ZERO, Interval, add, logarithm
from .record import Case, Family, Function, Monotone, SlopeRule
from .scalar import Scalar, rounded


def of_one_plus(x: balls.arb) -> balls.arb:
    """log(1 + x), the sum not being formed."""
    return x.log1p() if x.is_finite() and balls.sign(1 + x) > 0 else balls.NAN


def natural_or_not(argument: Term, base: Term | None = None) -> Term:
    """The natural logarithm, or one to another base."""
    return core.Logarithm(argument) if base is None else core.LogarithmToBase(base, argument)


LOG = Function(
    term=core.Logarithm,
    family=Family.ELEMENTARY,
    title={"en": "Logarithm", "zh": "自然对数"},
    letters=("a",),
    admitted=True,
    aliases=("ln",),
    definition=None,
    domain=("0 < a",),
    range=REAL,
    monotone=Monotone.RISING,
    image=logarithm,
    derivative=("1/a",),
    rule=SlopeRule(
        "derivative_of_log",
        {"en": "Derivative of the logarithm", "zh": "对数的导数"},
        {"en": "The derivative of the natural logarithm is the reciprocal.", "zh": "自然对数的导数是倒数。"},
        {
            "0 < a": Case(
                {"a": "-1"},
                "log(a)",
                "1/a",
                {"en": "at a = -1 the function has no value", "zh": "a = -1 时函数无定义"},
            )
        },
    ),
    enclosure=balls.log,
    rational=lambda a: fmpq(0) if a == 1 else None,
    sympy=sympy.log,
    lifted={sympy.log: natural_or_not},
    latex=Prefix(r"\log"),
    plain=Prefix("log"),
    numpy="np.log",
    numba="log",
    scalar=Scalar(balls.log, nan, inf, at={0.0: -inf}),
    cost=6,
)

EXP = Function(
    term=core.Exponential,
    family=Family.ELEMENTARY,
    title={"en": "Exponential", "zh": "指数函数"},
    letters=("a",),
    admitted=True,
    definition=None,
    domain=(),
    range=POSITIVE,
    monotone=Monotone.RISING,
    at_zero=ONE,
    convex=True,
    derivative=("exp(a)",),
    rule=SlopeRule(
        "derivative_of_exp",
        {"en": "Derivative of the exponential", "zh": "指数的导数"},
        {"en": "The exponential is its own derivative.", "zh": "指数函数的导数是其自身。"},
    ),
    enclosure=balls.exp,
    rational=lambda a: fmpq(1) if a == 0 else None,
    sympy=exponential,
    lifted={sympy.exp: core.Exponential},
    latex=PowerOf("e", r"\exp"),
    plain=PowerOf("e", "exp"),
    numpy="np.exp",
    numba="exp",
    scalar=Scalar(balls.exp, 0.0, inf, far=True),
    cost=5,
)

LOG1P = Function(
    term=core.LogarithmOnePlus,
    family=Family.ELEMENTARY,
    title={"en": "Logarithm of one plus a", "zh": "1 加 a 的对数"},
    letters=("a",),
    admitted=True,
    definition="log(1 + a)",
    domain=("0 < 1 + a",),
    range=REAL,
    monotone=Monotone.RISING,
    image=lambda a: logarithm(add(a, Interval(ONE, ONE))),
    derivative=("1/(1 + a)",),
    rule=SlopeRule(
        "derivative_of_log_one_plus",
        {"en": "Derivative of the logarithm of one plus a", "zh": "1 加 a 的对数的导数"},
        {"en": "The slope of log(1 + a) is the reciprocal of 1 + a.", "zh": "log(1 + a) 的斜率是 1 + a 的倒数。"},
        {
            "0 < 1 + a": Case(
                {"a": "-2"},
                "log(1 + a)",
                "1/(1 + a)",
                {"en": "at a = -2 the function has no value", "zh": "a = -2 时函数无定义"},
            )
        },
    ),
    enclosure=of_one_plus,
    sympy=None,
    latex=Head(r"\operatorname{log1p}"),
    plain=Head("log1p"),
    numpy="np.log1p",
    numba="log1p",
    scalar=Scalar(of_one_plus, nan, inf, at={-1.0: -inf}, keeps_zero=True),
    cost=10,
)

EXPM1 = Function(
    term=core.ExponentialMinusOne,
    family=Family.ELEMENTARY,
    title={"en": "Exponential minus one", "zh": "指数减 1"},
    letters=("a",),
    admitted=True,
    definition="exp(a) - 1",
    domain=(),
    range=Interval(-ONE, inf, True),
    monotone=Monotone.RISING,
    at_zero=ZERO,
    convex=True,
    derivative=("exp(a)",),
    rule=SlopeRule(
        "derivative_of_exp_minus_one",
        {"en": "Derivative of an exponential minus one", "zh": "指数减 1 的导数"},
        {"en": "The slope of exp(a) − 1 is the exponential.", "zh": "exp(a) − 1 的斜率是指数函数。"},
    ),
    enclosure=lambda x: x.expm1(),
    sympy=None,
    latex=Head(r"\operatorname{expm1}"),
    plain=Head("expm1"),
    numpy="np.expm1",
    numba="expm1",
    scalar=Scalar(lambda x: x.expm1(), -1.0, inf, far=True, keeps_zero=True),
    cost=10,
)


def to_base(base: balls.arb, x: balls.arb) -> balls.arb:
    """The logarithm to a base, which is positive and isn't 1."""
    below = balls.log(base)
    return balls.log(x) / below if below.is_finite() and balls.sign(below) else balls.NAN


LOG_BASE = Function(
    term=core.LogarithmToBase,
    family=Family.ELEMENTARY,
    title={"en": "Logarithm to a base", "zh": "以 b 为底的对数"},
    letters=("b", "a"),
    admitted=True,
    definition="log(a)/log(b)",
    domain=("0 < a", "0 < b", "b != 1"),
    range=REAL,
    monotone=Monotone.NEITHER,
    image=lambda base, a: REAL,
    derivative=("-log(a)/(b*log(b)**2)", "1/(a*log(b))"),
    rule=None,
    enclosure=to_base,
    sympy=lambda b, a: sympy.log(a) / sympy.log(b),
    latex=Prefix(r"\log_{{{0}}}"),
    plain=Prefix("log_{0}"),
    numpy=None,
    numba="log_base",
    scalar=lambda b, a: rounded(to_base, b, a),
    cost=14,
)

FUNCTIONS = (LOG, EXP, LOG1P, EXPM1, LOG_BASE)
