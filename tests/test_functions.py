"""Functions: what a record says of one is true. That false records are found out is in ``test_function_records``."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from math import inf, isnan, nan
from pathlib import Path

import numpy as np
import pytest
import sympy
from flint import arb, fmpq
from function_checks import (
    BITS,
    OF_ONE,
    at,
    exact,
    holds,
    inside,
    near,
    outside,
    own,
    points,
    rational,
    term_at,
    wrong_definitions,
    wrong_derivatives,
    wrong_directions,
    wrong_floats,
)
from scipy import special

from derivations.emit.rounded import FUNCTIONS as ROUNDED
from derivations.emit.rounded import called
from derivations.functions import BY_CLASS, BY_WORD, FUNCTIONS, Function
from derivations.functions.balls import Undecided, working_at
from derivations.functions.ranges import Interval
from derivations.functions.scalar import Scalar
from derivations.own.language import ADMITTED
from derivations.render.cases import NoValue, value
from derivations.render.latex import to_latex
from derivations.render.plain import to_plain
from derivations.rules.book import RULES
from derivations.terms import core
from derivations.terms.core import Constant, Slot
from derivations.terms.lift import lift
from derivations.terms.lower import NotLowered, lower
from derivations.terms.parser import ParseError, parse_pattern
from derivations.terms.text import to_text
from derivations.verify.slopes import SLOPES

ROOT = Path(__file__).resolve().parent.parent
EVERY = pytest.mark.parametrize("record", FUNCTIONS, ids=lambda record: record.word)
SINGLE = pytest.mark.parametrize("record", OF_ONE, ids=lambda record: record.word)


# What holds of every function.


@EVERY
def test_the_derivative_is_that_of_the_values(record: Function) -> None:
    assert not wrong_derivatives(record)


@EVERY
def test_the_derivative_is_that_of_the_reference(record: Function) -> None:
    if record.term in SLOPES:
        for letters in points(record):
            with working_at(BITS):
                reference = term_at(SLOPES[record.term](*own(record)), letters)
                assert near(term_at(record.slope(0, *own(record)), letters), reference)


@EVERY
def test_values_lie_in_the_range(record: Function) -> None:
    assert not outside(record)


@SINGLE
def test_values_over_an_interval_lie_in_its_image(record: Function) -> None:
    ends = [Fraction(letters[record.letters[0]]) for letters in points(record)]
    for number, low in enumerate(ends):
        for high in ends[number + 1 :]:
            image = record.image_of(Interval(low, high))
            for end in (low, (low + high) / 2, high):
                with working_at(BITS):
                    assert inside(record.enclosure(arb(rational(end))), image), (low, high, end)


@SINGLE
def test_values_go_the_way_that_is_said(record: Function) -> None:
    assert not wrong_directions(record)


@pytest.mark.parametrize("record", [r for r in OF_ONE if r.convex], ids=lambda record: record.word)
def test_convex_functions_lie_below_their_chords(record: Function) -> None:
    ends = [arb(rational(Fraction(letters[record.letters[0]]))) for letters in points(record)]
    for a, b in pairwise(ends):
        with working_at(BITS):
            assert not record.enclosure((a + b) / 2) > (record.enclosure(a) + record.enclosure(b)) / 2


@pytest.mark.parametrize("record", [r for r in OF_ONE if r.even], ids=lambda record: record.word)
def test_even_functions_do_not_see_the_sign(record: Function) -> None:
    for letters in points(record):
        assert at(record, letters).overlaps(record.enclosure(-arb(rational(exact(letters[record.letters[0]])))))


@pytest.mark.parametrize("record", [r for r in OF_ONE if r.odd], ids=lambda record: record.word)
def test_odd_functions_turn_their_sign_with_that_of_the_argument(record: Function) -> None:
    assert record.enclosure(arb(0)) == 0
    for letters in points(record):
        x = arb(rational(exact(letters[record.letters[0]])))
        assert at(record, letters).overlaps(-record.enclosure(-x))


@EVERY
def test_the_definition_has_the_value(record: Function) -> None:
    assert not wrong_definitions(record)


@SINGLE
def test_the_enclosure_holds_the_values_around(record: Function) -> None:
    for letters in points(record):
        middle = rational(exact(letters[record.letters[0]]))
        try:
            wide = record.enclosure(arb(middle, 2.0**-8))
        except Undecided:
            continue
        for step in (-1, 0, 1):
            assert wide.overlaps(record.enclosure(arb(middle + fmpq(step, 300)))), letters


@EVERY
def test_outside_its_domain_it_has_no_value(record: Function) -> None:
    for condition in record.domain:
        letters = dict.fromkeys(record.letters, "2") | {record.letters[-1]: "-3"}
        if not holds(condition, letters):
            with pytest.raises(NoValue):
                value(record.term(*own(record)), letters)


@EVERY
def test_sympy_has_the_same_value_and_comes_back(record: Function) -> None:
    term = record.term(*(Constant(2) if letter == "n" else Slot(letter) for letter in record.letters))
    names = {core.Variable(letter): Slot(letter) for letter in record.letters}
    try:
        expression = lower(term.xreplace({slot: variable for variable, slot in names.items()}))
    except NotLowered:
        assert not record.lifted and record.definition is None
        return
    for kind in record.lifted:
        assert kind is sympy.polygamma or isinstance(expression, kind)
    back = lift(expression).xreplace(names)
    for letters in [point for point in points(record) if point.get("n") in (None, "2")]:
        with working_at(BITS):
            assert near(at(record, letters), term_at(back, letters))
        if all(Fraction(number) for number in letters.values()):
            numbers = {sympy.Symbol(letter, real=True): sympy.Rational(text) for letter, text in letters.items()}
            assert near(at(record, letters), arb(str(expression.subs(numbers).evalf(40))), 12)


@EVERY
def test_a_function_of_sympy_is_read_as_that_of_the_language(record: Function) -> None:
    for kind in record.lifted:
        order = (sympy.Integer(3),) if kind is sympy.polygamma else ()
        count = len(record.letters) - len(order)
        arguments = (*order, *(sympy.Symbol(f"x{n}", real=True) for n in range(count)))
        assert type(lift(kind(*arguments))) is record.term


@EVERY
def test_the_language_has_its_words(record: Function) -> None:
    for word in (record.word, *record.aliases):
        term = parse_pattern(f"{word}({', '.join(record.letters)})")
        assert term == record.term(*own(record))
        assert to_text(term) == record.statement
        assert parse_pattern(to_text(term)) == term
        with pytest.raises(ParseError, match="arguments"):
            parse_pattern(f"{word}({', '.join(['a', *record.letters, 'b'] * 10)})")
    assert (record.word in ADMITTED) is record.admitted


def test_the_page_on_losses_of_ones_own_names_every_function() -> None:
    page = (ROOT / "docs/own.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)[`(]", page.partition("## Expressions")[2].partition("\n\n## ")[0]))
    assert set(ADMITTED) - {"sum", "prod"} <= named
    assert set(BY_WORD) & named <= set(ADMITTED)


def test_no_two_functions_are_written_or_called_alike() -> None:
    for write in (to_latex, to_plain, lambda term: BY_CLASS[type(term)].title["en"]):
        assert len({write(record.term(*map(Slot, "ab"[: len(record.letters)]))) for record in FUNCTIONS}) == len(
            FUNCTIONS
        )
    assert all(record.title["zh"] and record.title["en"] for record in FUNCTIONS)
    assert len({record.numba for record in FUNCTIONS}) == len(FUNCTIONS)


@EVERY
def test_formulas_hold_the_arguments(record: Function) -> None:
    term = record.term(*map(Slot, "uvw"[: len(record.letters)]))
    assert all(letter in to_latex(term) for letter in "uvw"[: len(record.letters)])
    plain = to_plain(term)
    assert plain == "eᵘ" or all(letter in plain for letter in "uvw"[: len(record.letters)])


@EVERY
def test_the_rule_of_the_derivative_is_in_the_book(record: Function) -> None:
    if record.rule is not None:
        rule = RULES[record.rule.name]
        assert rule.statement == f"partial(a, {record.statement}) = {record.derivative[0]}"
        assert record.slope(0, Slot("a")) == rule.patterns[1]


@EVERY
def test_the_float_is_the_nearest_one(record: Function) -> None:
    assert not wrong_floats(record)


@SINGLE
def test_floats_at_the_ends(record: Function) -> None:
    assert isnan(record.scalar(nan))
    for end, number in ((inf, 1e5), (-inf, -1e5)):
        limit, close = record.scalar(end), record.scalar(number)
        if isnan(limit):
            assert isnan(close) or (record.range.low > -inf and record.range.high < inf)
        elif abs(limit) < inf:
            assert abs(limit - close) < 1e-4
        else:
            assert limit * close > 0 and abs(close) > 4


@EVERY
def test_numpy_and_scipy_call_it_so(record: Function) -> None:
    if record.numpy is None or "." not in record.numpy:
        return
    for letters in points(record):
        given = [float(exact(letters[letter])) for letter in record.letters]
        if "{" in record.numpy:
            found = eval(record.numpy.format(*given), {"np": np, "special": special})
        else:
            home, name = record.numpy.split(".")
            found = getattr({"np": np, "special": special}[home], name)(*given)
        assert found == pytest.approx(record.scalar(*given), rel=1e-12)


def test_floats_of_emitted_code_are_those_of_the_records() -> None:
    for record in OF_ONE:
        if isinstance(record.scalar, Scalar) and not record.scalar.exact:
            assert ROUNDED[called(record)] is record.scalar
