"""Counterexamples in numbers. In: a term, numbers for its letters. Out: its value, or that it has none.

Whole and broken numbers are exact, logarithms and exponentials are Arb balls; nothing here knows about rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

from flint import arb, fmpq

from ..functions import BY_CLASS, FUNCTIONS, Function
from ..functions.balls import Undecided
from ..terms import core
from ..terms.core import Constant, Slot, Term

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


def power(base: Number, exponent: Number) -> Number:
    """A power a**b; for a negative base b is whole."""
    if isinstance(exponent, fmpq) and exponent.q == 1:
        if base == 0 and exponent < 0:
            raise NoValue
        return base ** int(exponent.p)
    return EXP(exponent * LOG(base))


def of_record(record: Function) -> Callable[..., Number]:
    """A function on rationals and balls, which has no value where the ball isn't finite."""

    def apply(*parts: Number) -> Number:
        exact = record.rational(*parts) if record.rational and all(isinstance(part, fmpq) for part in parts) else None
        if exact is not None:
            return exact
        try:
            found = record.enclosure(*map(arb, parts))
        except Undecided as error:
            raise NoValue from error
        if not found.is_finite():
            raise NoValue
        return found

    return apply


EXP, LOG = of_record(BY_CLASS[core.Exponential]), of_record(BY_CLASS[core.Logarithm])

MEANING: dict[type[Term], Callable[..., Any]] = {
    core.Plus: lambda *parts: reduce(lambda a, b: a + b, parts),
    core.Times: lambda *parts: reduce(lambda a, b: a * b, parts),
    core.Negative: lambda a: -a,
    core.Quotient: quotient,
    core.Power: power,
    core.Equal: lambda a, b: a == b,
    core.Unequal: lambda a, b: a != b,
    core.Less: lambda a, b: a < b,
    core.LessEqual: lambda a, b: a <= b,
    core.Indicator: lambda holds: fmpq(1 if holds else 0),
    **{record.term: of_record(record) for record in FUNCTIONS},
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
