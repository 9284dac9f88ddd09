"""Checks of a function's record: each gives what is wrong, so that a false record can be shown to fail it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import inf

from flint import arb, fmpq

from derivations.functions import FUNCTIONS, Function
from derivations.functions.balls import working_at
from derivations.functions.ranges import Interval
from derivations.functions.record import Monotone
from derivations.render.cases import value
from derivations.terms.context import Context, Kind, Symbol
from derivations.terms.core import Slot, Term
from derivations.terms.parser import parse_pattern
from derivations.verify.evaluate import Point, evaluate

OF_ONE = [record for record in FUNCTIONS if len(record.letters) == 1]

NUMBERS = ["-83/4", "-6", "-2.25", "-1", "-0.375", "-1/64", "1/64", "0.4", "1", "1.625", "3", "7.75", "30"]
"""Where functions are looked at; those of several arguments at all pairs of some."""
FEW = ["-1.75", "0.5", "2", "5"]
BITS = 3_000


def exact(text: str) -> Fraction:
    return Fraction(text)


def rational(number: Fraction) -> fmpq:
    return fmpq(number.numerator, number.denominator)


def holds(condition: str, letters: dict[str, str]) -> bool:
    return bool(value(parse_pattern(condition), letters))


def points(record: Function, numbers: list[str] | None = None) -> Iterator[dict[str, str]]:
    """Arguments in the domain of a function."""
    if len(record.letters) == 1:
        tried = [{record.letters[0]: number} for number in numbers or NUMBERS]
    elif record.letters[0] == "n":
        tried = [{"n": order, record.letters[1]: number} for order in ("1", "2", "5") for number in FEW]
    else:
        tried = [dict(zip(record.letters, (a, b), strict=True)) for a in FEW for b in FEW if a != b]
    for letters in tried:
        if all(holds(condition, letters) for condition in record.domain):
            yield letters


def at(record: Function, letters: dict[str, str], number: int | None = None, moved: arb | int = 0) -> arb:
    """The value at a point; with one of the arguments moved."""
    given = [arb(rational(exact(letters[letter]))) for letter in record.letters]
    if number is not None:
        given[number] += moved
    return record.enclosure(*given)


CONTEXT = Context(
    tuple(Symbol(name, Kind.PARAMETER, "real", {"en": name, "zh": name}, name, name) for name in ("a", "b", "n")),
    (),
    (),
)
VARIABLES = {Slot(name): variable for name, variable in CONTEXT.variables.items()}


def term_at(term: Term, letters: dict[str, str]) -> arb:
    """What a term is, by the evaluation that the checks use."""
    values = {name: [[arb(rational(exact(text)))]] for name, text in letters.items()}
    ball: arb = evaluate(term.xreplace(VARIABLES), Point(CONTEXT, {}, values))[0][0]
    return ball


def near(one: arb, other: arb, digits: int = 30) -> bool:
    scale = max(1, abs(float(one)))
    return abs(one - other) < arb(10) ** -digits * scale


def own(record: Function) -> tuple[Slot, ...]:
    return tuple(map(Slot, record.letters))


def wrong_derivatives(record: Function) -> list[str]:
    """f'(x) is what (f(x + h) − f(x − h))/(2h) comes to."""
    found = []
    for number in range(len(record.letters)):
        slope = record.slope(number, *own(record))
        for letters in points(record) if slope is not None else ():
            with working_at(BITS):
                h = arb(2) ** -120
                difference = (at(record, letters, number, h) - at(record, letters, number, -h)) / (2 * h)
                if not near(difference, term_at(slope, letters)):
                    found.append(f"by {record.letters[number]} at {letters}")
    return found


def outside(record: Function) -> list[str]:
    """All values lie in the range."""
    with working_at(BITS):
        return [str(letters) for letters in points(record) if not inside(at(record, letters), record.range)]


def inside(ball: arb, lies: Interval) -> bool:
    above = lies.low == -inf or ball > rational(lies.low) or (not lies.low_open and not ball < rational(lies.low))
    below = lies.high == inf or ball < rational(lies.high) or (not lies.high_open and not ball > rational(lies.high))
    return above and below


def wrong_directions(record: Function) -> list[str]:
    """Values rise or fall as is said."""
    with working_at(BITS):
        values = [(letters, at(record, letters)) for letters in points(record)]
    agrees: dict[Monotone, Callable[[arb, arb], bool]] = {
        Monotone.RISING: lambda a, b: a < b,
        Monotone.FALLING: lambda a, b: a > b,
        Monotone.NOT_FALLING: lambda a, b: a <= b,
        Monotone.NEITHER: lambda a, b: True,
    }
    return [f"{a} to {b}" for (a, one), (b, other) in pairwise(values) if not agrees[record.monotone](one, other)]


def wrong_definitions(record: Function) -> list[str]:
    """The definition, and what code works out instead, have the value of the function."""
    found = []
    for text in filter(None, (record.definition, record.expansion)):
        for letters in points(record):
            with working_at(BITS):
                if not near(at(record, letters), term_at(parse_pattern(text), letters)):
                    found.append(f"{text} at {letters}")
    return found


def wrong_floats(record: Function) -> list[str]:
    """The float64 is the one nearest to the value."""
    found = []
    for letters in points(record):
        given = [float(exact(letters[letter])) for letter in record.letters]
        with working_at(BITS):
            expected = float(record.enclosure(*map(arb, given)))
        if record.scalar(*given) != expected:
            found.append(f"{record.scalar(*given)} at {given}, not {expected}")
    return found
