"""Functions: what a record says of one is true, and a record that says something else is found out."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import inf, isnan, nan
from pathlib import Path

import numpy as np
import pytest
import sympy
from flint import arb, fmpq
from scipy import special

from derivations.emit.rounded import FUNCTIONS as ROUNDED
from derivations.emit.rounded import called
from derivations.functions import BY_CLASS, BY_WORD, FUNCTIONS, Function
from derivations.functions.balls import Undecided, working_at
from derivations.functions.ranges import Interval
from derivations.functions.record import Family, Incomplete, Monotone, SlopeRule
from derivations.functions.registry import found
from derivations.functions.scalar import Scalar
from derivations.own.language import ADMITTED
from derivations.render.cases import NoValue, value
from derivations.render.latex import to_latex
from derivations.render.plain import to_plain
from derivations.rules.book import RULES
from derivations.terms import core, vocabulary
from derivations.terms.context import Context, Kind, Symbol
from derivations.terms.core import Constant, Negative, Quotient, Slot, Term
from derivations.terms.lift import lift
from derivations.terms.lower import NotLowered, lower
from derivations.terms.parser import ParseError, parse_pattern
from derivations.terms.text import to_text
from derivations.verify.evaluate import Point, evaluate
from derivations.verify.slopes import SLOPES

ROOT = Path(__file__).resolve().parent.parent
EVERY = pytest.mark.parametrize("record", FUNCTIONS, ids=lambda record: record.word)
OF_ONE = [record for record in FUNCTIONS if len(record.letters) == 1]
SINGLE = pytest.mark.parametrize("record", OF_ONE, ids=lambda record: record.word)

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


# Each check gives what is wrong, so that a false record can be shown to fail it.


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


# A false or incomplete record is found out.

SIGMOID = BY_WORD["sigmoid"]


def test_a_wrong_derivative_is_found() -> None:
    assert wrong_derivatives(replace(SIGMOID, derivative=("sigmoid(a)",)))
    assert wrong_derivatives(replace(BY_WORD["max"], derivative=("indicator(a <= b)", "indicator(b < a)")))


def test_a_wrong_range_is_found() -> None:
    assert outside(replace(SIGMOID, range=Interval(Fraction(0), Fraction(1, 2))))
    assert outside(replace(BY_WORD["cosh"], range=Interval(Fraction(2), inf)))


def test_a_wrong_direction_is_found() -> None:
    assert wrong_directions(replace(SIGMOID, monotone=Monotone.FALLING))


def test_a_wrong_definition_is_found() -> None:
    assert wrong_definitions(replace(SIGMOID, definition="1/(1 + exp(a))"))
    assert wrong_definitions(replace(SIGMOID, expansion="exp(a)"))


def test_a_wrong_float_is_found() -> None:
    assert wrong_floats(replace(SIGMOID, scalar=lambda a: 1 / (1 + np.exp(-a)) * (1 + 2**-52)))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": {"en": "Sigmoid"}}, "title"),
        ({"derivative": ()}, "derivative"),
        ({"letters": ()}, "letters"),
        ({"definition": None}, "sympy"),
        ({"range": Interval(Fraction(1), Fraction(0))}, "range"),
        ({"latex": r"\sigma"}, "latex"),
        ({"plain": None}, "plain"),
        ({"cost": 0}, "cost"),
        ({"numba": "special.sigmoid"}, "numba"),
        ({"scalar": None}, "scalar"),
        ({"letters": ("a", "b"), "derivative": (None, None), "rule": None}, "image"),
        ({"derivative": (None,)}, "rule"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_record_that_lacks_something_cannot_be_made(change: dict[str, object], field: str) -> None:
    with pytest.raises(Incomplete, match=rf"'sigmoid'.*'{field}'"):
        replace(SIGMOID, **change)


def test_a_missing_field_cannot_be_forgotten() -> None:
    with pytest.raises(TypeError, match="missing .* required keyword-only arguments"):
        Function(term=core.Sigmoid, family=Family.LOGISTIC)  # type: ignore[call-arg]


def test_a_rule_needs_words_in_both_languages() -> None:
    with pytest.raises(Incomplete, match="has no words in 'zh'"):
        replace(SIGMOID, rule=SlopeRule("derivative_of_sigmoid", {"en": "a"}, {"en": "b"}))


def test_a_class_without_a_word_is_refused() -> None:
    with pytest.raises(Incomplete, match="no class of terms with a word"):
        replace(SIGMOID, term=core.Plus)


def test_texts_of_a_record_are_of_the_language() -> None:
    with pytest.raises(Incomplete, match=r"speaks of \['b'\]"):
        replace(SIGMOID, definition="1/(1 + exp(-b))").check()
    with pytest.raises(ParseError):
        replace(SIGMOID, definition="1/(1 + exp(-a)").check()


def test_a_word_is_taken_once() -> None:
    with pytest.raises(ValueError, match="the word 'sigmoid' of Sigmoid is taken"):
        vocabulary.learn(SIGMOID)


def test_a_text_is_not_read_before_the_language_has_its_functions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "SPOKEN", {})
    with pytest.raises(vocabulary.NotLearnt, match="import derivations.functions"):
        parse_pattern("a + b + c + d + e + f")


@pytest.mark.parametrize(
    "code",
    [
        "from derivations.losses import registry; registry.load('logistic').context.equations",
        "from derivations.tutorial.chapters import CHAPTERS; CHAPTERS[0].all[0].context.parse('log(a)')",
        "from derivations.identities.matrix_cookbook import IDENTITIES; IDENTITIES[0].context.parse('log(det(X))')",
        "from derivations.rules.rule import read_condition; read_condition('0 < exp(a)')",
        "import derivations; derivations.find_rule('log_sigmoid').patterns",
        "import derivations; derivations.Loss('f', 'softplus(z)').term",
        "import derivations; derivations.find_loss('hinge')",
    ],
)
def test_whatever_reads_texts_has_the_functions(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_the_records_come_in_one_order() -> None:
    assert sorted(found(), key=lambda record: record.family) == list(FUNCTIONS)
    assert [record.family for record in FUNCTIONS] == sorted(record.family for record in FUNCTIONS)


def test_every_function_of_numbers_has_a_record() -> None:
    structure = {
        core.Negative,
        *(cls for cls in vars(core).values() if getattr(cls, "symbol", "") in vocabulary_free()),
    }
    elementwise = {cls for cls in vars(core).values() if isinstance(cls, type) and issubclass(cls, core.Elementwise)}
    assert elementwise - structure - {core.Elementwise} <= set(BY_CLASS)


def vocabulary_free() -> set[str]:
    """The words of the structure: of what isn't a function of numbers."""
    return set(core.FUNCTIONS) - set(BY_WORD)


def test_numbers_in_a_definition_are_put_in_as_terms() -> None:
    half = Quotient(core.ONE, Constant(2))
    assert to_text(SIGMOID.put_in(Negative(half))) == "1/(1 + exp(-(-1/2)))"
    with pytest.raises(Incomplete, match="'erf' has no definition"):
        BY_WORD["erf"].put_in(half)
