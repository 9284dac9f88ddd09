"""Records of functions: false and incomplete ones are found out; what reads texts has them; losses may hold them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from math import inf
from pathlib import Path

import numpy as np
import pytest
from function_checks import (
    outside,
    wrong_definitions,
    wrong_derivatives,
    wrong_directions,
    wrong_floats,
)

from derivations.functions import BY_CLASS, BY_WORD, FUNCTIONS, Function
from derivations.functions.ranges import Interval
from derivations.functions.record import Family, Incomplete, Monotone, SlopeRule
from derivations.functions.registry import found
from derivations.own.definition import Loss
from derivations.own.language import read_term
from derivations.own.result import derive
from derivations.terms import core, vocabulary
from derivations.terms.core import Constant, Negative, Quotient
from derivations.terms.parser import ParseError, parse_pattern
from derivations.terms.places import same
from derivations.terms.text import to_text

ROOT = Path(__file__).resolve().parent.parent

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


@pytest.mark.parametrize(
    ("text", "slope", "bend"),
    [
        ("1 - cos(z - y)", "sin(z - y)", "cos(z - y)"),
        ("atan(z)", "1/(1 + z**2)", "-(2*z/(1 + z**2)**2)"),
        ("log_i0(k) - k*cos(z - y)", "k*sin(z - y)", "k*cos(z - y)"),
        ("log_i0(z) - z*cos(y)", "bessel_ratio(z) - cos(y)", ""),
    ],
)
def test_losses_of_new_functions_are_derived_and_checked(text: str, slope: str, bend: str) -> None:
    loss = Loss("f", text, variables={"y": "real"}, parameters={"k": "(0, inf)"} if "k" in text else {})
    derived = derive(loss)
    wanted = [read_term(one, {name: core.Variable(name) for name in "zyk"}, "here") for one in (slope, bend) if one]
    for stage, term in zip(derived.stages[1:], wanted, strict=False):
        assert same(stage.result, term), stage.result
    assert derived.verify().publishable
