"""A line on one side of a tie. In: a line, what is positive or negative there. Out: the line without what that decides.

Also the limit of a line at a tie, by SymPy, where the line has no value there, as 0/0 has none.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import sympy

from ..terms import core
from ..terms.context import Context
from ..terms.core import ZERO, Negative, Plus, Term, Variable
from ..terms.decided import decisive, direction, outcome
from ..terms.lift import lift
from ..terms.lower import NotLowered, lower
from ..terms.places import canonical, free_names
from ..terms.ring import multiplied


@lru_cache(maxsize=5_000)
def on_side(term: Term, u: Term, sign: int) -> Term:
    """The term where u is positive (1) or negative (−1): absolute values, maxima and choices by u are decided."""
    if not term.children or isinstance(term, core.Binder) and free_names(term.children[0]) & free_names(u):
        return term  # there the letters of u mean something else
    term = type(term)(*(on_side(child, u, sign) for child in term.children))
    deciding = decisive(term)
    key, turned = direction(u)
    own, multiple = direction(deciding) if deciding is not None else (None, 0)
    # An empty key is that of numbers, which no sign of u decides.
    return outcome(term, sign * turned * multiple) if key and own == key else term


def is_on_side(parts: tuple[Term, ...], sign: int) -> str:
    """Why one term is another one where a third is positive, or negative."""
    found, term, u = parts
    if canonical(found) != canonical(on_side(term, u, sign)):
        return ""
    return f"there every choice by the sign of {u} is made"


@lru_cache(maxsize=500)
def limit_at(term: Term, u: Term) -> Term | None:
    """The limit of a term where u becomes 0, the same from both sides; None where it isn't found.

    It is worked out by SymPy for a symbol on which u depends linearly.
    """
    for name in sorted(free_names(u)):
        start, step = linear(u, name)
        if step is None:
            continue
        try:
            symbol, root = sympy.Symbol(name, real=True), -lower(start) / lower(step)
            distance = sympy.Symbol("_h", positive=True)
            found = [
                sympy.limit(lower(on_side(term, u, side)).subs(symbol, root + side * turn * distance), distance, 0, "+")
                for side in (1, -1)
                for turn in (1 if sympy.sign(lower(step)) != -1 else -1,)
            ]
            if sympy.simplify(found[0] - found[1]) == 0 and found[0].is_finite is not False:
                return lift(sympy.simplify(found[0]))
        except (NotLowered, NotImplementedError, ValueError, TypeError, AttributeError, RecursionError):
            continue  # SymPy's limits fail in all of these ways; then the line isn't mended, and the checks refuse it
    return None


def linear(u: Term, name: str) -> tuple[Term, Term | None]:
    """The number b and the factor a of u = a v + b, for a symbol v; no factor where u isn't of that form."""
    variable = Variable(name)
    try:
        monomials = multiplied(u)
    except OverflowError:
        return ZERO, None
    start: list[Term] = []
    step = Fraction(0)
    for each in monomials:
        factors = [base for base, _ in each.factors]
        if variable in factors:
            if len(each.factors) > 1 or each.factors[0][1] != 1:
                return ZERO, None
            step += Fraction(int(each.number.p), int(each.number.q))
        elif any(name in free_names(base) for base in factors):
            return ZERO, None
        else:
            powers = [core.Power(base, number(Fraction(power))) for base, power in each.factors]
            start.append(core.Times.of(number(Fraction(int(each.number.p), int(each.number.q))), *powers))
    return (Plus.of(*start) if start else ZERO), (number(step) if step else None)


def number(value: Fraction) -> Term:
    """A number as a term."""
    size = core.Constant(sympy.Rational(abs(value.numerator), value.denominator))
    return size if value >= 0 else Negative(size)


def is_limit(parts: tuple[Term, ...], context: Context) -> str:
    """Why one term is the limit of another where a third becomes 0."""
    found, term, u = parts
    limit = limit_at(term, u)
    if limit is None or canonical(limit) != canonical(found):
        return ""
    return f"SymPy finds it on both sides of {u} == 0"
