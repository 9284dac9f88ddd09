"""Scalar terms ↔ plain SymPy, for algebra and reference derivatives. In: a term, or an expression. Out: the other."""

from __future__ import annotations

from collections.abc import Callable

import sympy

from . import core
from .core import Constant, Entry, Negative, Plus, Power, Quotient, Term, Times, Variable
from .text import to_text
from .vocabulary import SPOKEN

HIGHEST = 64
"""The highest power that is handed to SymPy, which would work out any."""


LONGEST_NUMBER = 20_000
"""The most bits of a number."""


class NotLowered(ValueError):
    """The term has no plain SymPy meaning (a sum over an index, a matrix, a derivative), or too high a power."""


def power(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    """A power, unless it is so high that working it out takes too long.

    Raises:
        NotLowered: It is.
    """
    if exponent.is_Rational:
        size = max((max(abs(n.p), n.q).bit_length() for n in base.atoms(sympy.Rational)), default=1)
        if abs(exponent) > HIGHEST or size * abs(exponent) > LONGEST_NUMBER:
            raise NotLowered("a power is too high to be worked out")
    elif exponent.is_number:
        small(exponent)
    return sympy.Pow(base, exponent)


def small(number: sympy.Expr) -> None:
    """Refuse a number that is, or may be, too large for SymPy, which works out its size to many digits.

    Raises:
        NotLowered: It is.
    """
    if number.has(sympy.exp, sympy.Pow, sympy.cosh, sympy.sinh) and not number.is_algebraic:
        raise NotLowered("a number may be too large to be worked out")


def exponential(argument: sympy.Expr) -> sympy.Expr:
    """E to the a, unless SymPy would make a huge number of it: exp(n log 2) becomes 2**n at once.

    Raises:
        NotLowered: It would.
    """
    if argument.is_number:
        small(argument)
    for part in sympy.Add.make_args(argument):
        if part.has(sympy.log) and any(n > HIGHEST for n in map(abs, part.atoms(sympy.Rational))):
            raise NotLowered("a power is too high to be worked out")
    return sympy.exp(argument)


def gamma_like(function: Callable[..., sympy.Expr], *order: int) -> Callable[..., sympy.Expr]:
    """Log Γ or one of its derivatives, unless SymPy would work out a huge factorial or sum."""

    def apply(argument: sympy.Expr) -> sympy.Expr:
        if argument.is_Rational and abs(argument) > HIGHEST:
            raise NotLowered(f"{argument} is too large for {function.__name__}")
        return function(*order, argument)

    return apply


def polygamma(order: sympy.Expr, argument: sympy.Expr) -> sympy.Expr:
    """The derivative of ψ of that order."""
    found: sympy.Expr = gamma_like(sympy.polygamma, order)(argument)
    return found


MEANING: dict[type[Term], Callable[..., sympy.Expr]] = {
    Plus: sympy.Add,
    Times: sympy.Mul,
    Negative: lambda a: -a,
    Quotient: lambda a, b: a / b,
    Power: power,
    core.CircleConstant: lambda: sympy.pi,
}
"""What each scalar term means in SymPy that isn't a function with a record."""


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
    function = SPOKEN.get(type(term))
    if function is not None and function.sympy is None:
        return lower(function.put_in(*term.children), name)
    meaning = MEANING.get(type(term)) if function is None else function.sympy
    if meaning is None:
        raise NotLowered(f"{term} has no plain SymPy form")
    return meaning(*(lower(child, name) for child in term.children))
