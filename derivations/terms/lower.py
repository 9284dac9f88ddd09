"""Scalar terms ↔ plain SymPy, for algebra and reference derivatives. In: a term, or an expression. Out: the other."""

from __future__ import annotations

from collections.abc import Callable

import sympy

from . import core
from .core import (
    Absolute,
    Constant,
    Entry,
    Exponential,
    ExponentialMinusOne,
    Logarithm,
    LogarithmOnePlus,
    LogarithmToBase,
    Maximum,
    Minimum,
    Negative,
    Plus,
    Power,
    Quotient,
    Term,
    Times,
    Variable,
)
from .text import to_text

HIGHEST = 64
"""The highest power that is handed to SymPy, which would work out any."""


class NotLowered(ValueError):
    """The term has no plain SymPy meaning (a sum over an index, a matrix, a derivative), or too high a power."""


def power(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    """A power, unless it is so high that working it out takes too long.

    Raises:
        NotLowered: It is.
    """
    if exponent.is_number and abs(exponent) > HIGHEST:
        raise NotLowered(f"the power {exponent} is too high to be worked out")
    return sympy.Pow(base, exponent)


MEANING: dict[type[Term], Callable[..., sympy.Expr]] = {
    Plus: sympy.Add,
    Times: sympy.Mul,
    Negative: lambda a: -a,
    Quotient: lambda a, b: a / b,
    Power: lambda a, b: power(a, b),
    Logarithm: sympy.log,
    Exponential: sympy.exp,
    LogarithmOnePlus: lambda a: sympy.log(1 + a),
    LogarithmToBase: lambda b, a: sympy.log(a) / sympy.log(b),
    Absolute: sympy.Abs,
    Maximum: sympy.Max,
    Minimum: sympy.Min,
    ExponentialMinusOne: lambda a: sympy.exp(a) - 1,
    core.SquareRoot: sympy.sqrt,
    core.Sign: sympy.sign,
    core.Sigmoid: lambda a: 1 / (1 + sympy.exp(-a)),
    core.Softplus: lambda a: sympy.log(1 + sympy.exp(a)),
    core.HyperbolicTangent: sympy.tanh,
    core.HyperbolicCosine: sympy.cosh,
    core.HyperbolicSine: sympy.sinh,
    core.ErrorFunction: sympy.erf,
    core.ComplementaryErrorFunction: sympy.erfc,
    core.ScaledErrorFunction: lambda a: sympy.exp(a * a) * sympy.erfc(a),
    core.NormalDistribution: lambda a: sympy.erfc(-a / sympy.sqrt(2)) / 2,
    core.NormalDensity: lambda a: sympy.exp(-a * a / 2) / sympy.sqrt(2 * sympy.pi),
    core.LogGamma: sympy.loggamma,
    core.Digamma: lambda a: sympy.polygamma(0, a),
    core.Trigamma: lambda a: sympy.polygamma(1, a),
    core.MillsExcess: lambda a: sympy.exp(-a * a / 2) * sympy.sqrt(2 / sympy.pi) / sympy.erfc(-a / sympy.sqrt(2)) + a,
    core.Extended: lambda a: a,
    core.CircleConstant: lambda: sympy.pi,
}
"""What each scalar term means in SymPy."""


def lower(term: Term, name: Callable[[Term], sympy.Expr | None] = lambda part: None) -> sympy.Expr:
    """The SymPy expression of a scalar term; symbols are real. ``name`` may give a part's meaning before.

    Raises:
        NotLowered: Some part has no plain meaning.
    """
    given = name(term)
    if given is not None:
        return given
    if isinstance(term, Constant):
        return term.value
    if isinstance(term, Variable | Entry):
        return sympy.Symbol(to_text(term), real=True)
    if type(term) not in MEANING:
        raise NotLowered(f"{term} has no plain SymPy form")
    return MEANING[type(term)](*(lower(child, name) for child in term.children))
