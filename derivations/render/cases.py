"""Counterexamples in numbers. In: a term, numbers for its letters. Out: its value, or that it has none.

Whole and broken numbers are exact, logarithms and exponentials are Arb balls; nothing here knows about rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

from flint import arb, fmpq

from ..terms import core
from ..terms.core import Constant, Slot, Term
from ..verify import special

Number = fmpq | arb
DIGITS = 5


class NoValue(ArithmeticError):
    """A term has no value there."""


class NotNumeric(TypeError):
    """A term isn't one whose value can be told from its letters' values."""


def exact(text: str) -> fmpq:
    """``-1``, ``0.5``, ``1/3`` as a number."""
    above, _, below = text.partition("/")
    whole, _, places = above.partition(".")
    return fmpq(int(whole + places), 10 ** len(places)) / int(below or 1)


def quotient(above: Number, below: Number) -> Number:
    """a/b."""
    if below == 0:
        raise NoValue
    return above / below


def logarithm(value: Number) -> Number:
    """The natural logarithm."""
    if not value > 0:
        raise NoValue
    return fmpq(0) if value == 1 else arb(value).log()


def exponential(value: Number) -> Number:
    """The number e to the power of a number."""
    return fmpq(1) if value == 0 else arb(value).exp()


def power(base: Number, exponent: Number) -> Number:
    """A power a**b; for a negative base b is whole."""
    if isinstance(exponent, fmpq) and exponent.q == 1:
        if base == 0 and exponent < 0:
            raise NoValue
        return base ** int(exponent.p)
    return exponential(exponent * logarithm(base))


def function(of: Callable[[arb], arb]) -> Callable[[Number], Number]:
    """A function on balls, which has no value where the ball isn't finite."""

    def apply(a: Number) -> Number:
        found = of(arb(a))
        if not found.is_finite():
            raise NoValue
        whole = found.unique_fmpz() if abs(found) < 2**64 else None
        return found if whole is None or found.rad() else fmpq(whole)

    return apply


MEANING: dict[type[Term], Callable[..., Any]] = {
    core.Plus: lambda *parts: reduce(lambda a, b: a + b, parts),
    core.Times: lambda *parts: reduce(lambda a, b: a * b, parts),
    core.Negative: lambda a: -a,
    core.Quotient: quotient,
    core.Power: power,
    core.Logarithm: logarithm,
    core.Exponential: exponential,
    core.LogarithmToBase: lambda b, a: quotient(logarithm(a), logarithm(b)),
    core.Absolute: lambda a: a if a >= 0 else -a,
    core.Maximum: lambda a, b: a if a >= b else b,
    core.Minimum: lambda a, b: a if a <= b else b,
    core.Equal: lambda a, b: a == b,
    core.Unequal: lambda a, b: a != b,
    core.Less: lambda a, b: a < b,
    core.LessEqual: lambda a, b: a <= b,
    core.SquareRoot: function(special.sqrt),
    core.Sign: function(special.whole_sign),
    core.Sigmoid: function(special.sigmoid),
    core.Softplus: function(special.softplus),
    core.HyperbolicTangent: function(special.tanh),
    core.LogGamma: function(special.log_gamma),
    core.Digamma: function(special.polygamma(0)),
    core.Trigamma: function(special.polygamma(1)),
    core.Indicator: lambda holds: fmpq(1 if holds else 0),
}
"""What each term does with numbers."""


def value(term: Term, letters: Mapping[str, str]) -> Number:
    """The value of a term.

    Raises:
        NoValue: It has none there.
        NotNumeric: It has a part without a value of its own, or a letter that isn't told.
    """
    if isinstance(term, Constant):
        return fmpq(int(term.value.p), int(term.value.q))
    if isinstance(term, Slot) and term.name in letters:
        return exact(letters[term.name])
    if type(term) not in MEANING:
        raise NotNumeric(f"{term} has no value of its own")
    found: Number = MEANING[type(term)](*(value(child, letters) for child in term.children))
    return found


def shown(term: Term, letters: Mapping[str, str]) -> str | None:
    """The value for people, as LaTeX with its relation sign; None where there is none."""
    try:
        found = value(term, letters)
    except NoValue:
        return None
    if isinstance(found, fmpq):
        sign = "-" if found < 0 else ""
        return f"= {found}" if found.q == 1 else rf"= {sign}\frac{{{abs(int(found.p))}}}{{{found.q}}}"
    return rf"\approx {found.str(DIGITS, radius=False)}"
