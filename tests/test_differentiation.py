"""Differentiation of all that the language has: every step holds, and the result is the dual numbers' derivative."""

from __future__ import annotations

from functools import cache

import pytest
from corpus import CONTEXT
from flint import ctx

from derivations.derive.chain import Book, derive_stage
from derivations.derive.differentiate import NoDerivative, differentiate, slopes
from derivations.losses.plan import Line, Stage
from derivations.own.language import ADMITTED
from derivations.rules.rule import ConditionKind
from derivations.terms import core
from derivations.terms.core import Partial, Term, walk
from derivations.verify.balls import point
from derivations.verify.check import check_stage
from derivations.verify.evaluate import evaluate
from derivations.verify.numbers import rational
from derivations.verify.verdict import CheckedStage, Result

HOLDS = (Result.PROVED, Result.CONSISTENT)

BY_X = (
    "x + w", "x - w", "w*x*y", "w/(1 + x**2)", "x/c", "(x + w)/(2 + exp(x))", "-x",
    "x**2", "x**7", "(1 + x**2)**(-3)",
    "(1 + x**2)**c", "(1 + x**2)**(1/3)", "c**x", "exp(x)**x", "(1 + x**2)**sinh(x)", "2**x",
    "exp(x*w)", "log(1 + exp(x))", "log1p(x**2)", "expm1(x*w)", "softplus(w*x)", "sigmoid(x - w)", "tanh(x*y)",
    "cosh(x)", "sinh(x)", "abs(x - w)", "sign(x)*x", "max(x, w)", "min(x*w, y)", "sqrt(1 + x**2)", "erf(x)",
    "erfc(x*w)", "erfcx(x)", "normal_cdf(x)", "normal_pdf(x)", "lgamma(1 + x**2)", "digamma(exp(x))",
    "where(x < w, x**2, w*x)", "where(0 < x, exp(x), 1 + x)", "indicator(x < w)*x**2", "where(y <= 0, x, x**3)",
    "abs(x - w)**3.5", "abs(x*w)**(1/2)", "((x - w)**2)**c", "max(0, x - w)**2.5", "max(0, x)**(1/2)",
    "trigamma(exp(x))", "polygamma(3, 1 + x**2)", "log(where(x < w, exp(x), 2))*where(y <= 0, x, x**3)",
    "log_base(b, 1 + x**2)", "log_base(2, exp(x) + 1)", "log(cosh(x))/sigmoid(w)", "pi*x",
    "sum(i, 1, m, exp(x*u[i]))", "sum(i, 1, m, sum(j, 1, m, u[i]*x**2*u[j]))", "prod(i, 1, m, exp(x*u[i]))",
    "sin(x*w)", "1 - cos(x - w)", "atan(x*w)", "log_ndtr(x - w)", "log1mexp(exp(x))", "log_i0(x)", "bessel_ratio(x)",
    "log_i0(exp(x)) - exp(x)*cos(w - y)", "prod(i, 1, m, sigmoid(x + u[i]))", "(1/m)*sum(i, 1, m, (u[i] - x)**2)",
)  # fmt: skip
"""What is differentiated by x, once and twice."""

BY_OTHERS = (
    ("c", "c*exp(x)/(1 + c)"),
    ("c", "c**(-3)"),
    ("c", "lgamma(c) + log(c)*x"),
    ("c", "sigmoid(x)**c*softplus(x)"),
    ("c", "digamma(c)"),
    ("a", "a**c/c**a"),
    ("v[j]", "sum(i, 1, m, exp(v[i]*u[i]))"),
    ("v[j]", "log(1 + exp(v' @ u))"),
    ("v[k]", "logsumexp(v)"),
    ("v[k]", "logsumexp(v) - sum(i, 1, m, u[i]*v[i])"),
)
"""Variable and term: by a parameter, or by an entry of a vector."""

CASES = [("x", text) for text in BY_X] + list(BY_OTHERS)


def worked_out(line: Term) -> CheckedStage:
    """A line with derivatives, differentiated wave by wave, and checked."""
    _, waves = differentiate(line, CONTEXT)
    lines = tuple(Line(tuple(wave)) for wave in waves)
    book = Book(CONTEXT)
    derivation = derive_stage(Stage("slope", {"en": "slope"}, str(line), lines), book)
    return check_stage(derivation, CONTEXT, book)


@cache
def first(by: str, text: str) -> CheckedStage:
    return worked_out(Partial(CONTEXT.parse(by), CONTEXT.parse(text)))


def holds(stage: CheckedStage) -> None:
    """No derivative is left, every step holds, and the dual numbers have the same derivative at 256 bits."""
    assert not [part for _, part in walk(stage.derivation.result) if isinstance(part, Partial)]
    for atom in (atom for step in stage.steps for atom in step.atoms):
        assert atom.result in HOLDS, (atom.step.rule.name, str(atom.step.before), atom.verdicts)
    assert stage.result in HOLDS
    assert next(v for v in stage.end if v.check == "balls").result is Result.CONSISTENT


@pytest.mark.parametrize(("by", "text"), CASES)
def test_the_first_derivative(by: str, text: str) -> None:
    holds(first(by, text))


@pytest.mark.parametrize(("by", "text"), CASES)
def test_the_second_derivative(by: str, text: str) -> None:
    again = "v[i]" if by == "v[k]" else by
    holds(worked_out(Partial(CONTEXT.parse(again), first(by, text).derivation.result)))


@pytest.mark.parametrize("text", ["softplus(w*x)", "x**2*sinh(w)", "max(x, w)", "erf(x*w)", "(1 + w**2)**x"])
def test_the_mixed_derivative(text: str) -> None:
    holds(worked_out(Partial(CONTEXT.variables["w"], first("x", text).derivation.result)))


def test_a_derivative_of_a_derivative_is_worked_out_from_within() -> None:
    x = CONTEXT.variables["x"]
    holds(worked_out(Partial(x, Partial(x, CONTEXT.parse("exp(x*w)*tanh(x)")))))


def test_all_functions_of_the_language_are_among_these() -> None:
    covered = {type(part) for by, text in CASES for _, part in walk(CONTEXT.parse(text))}
    shown = {core.Plus, core.Times, core.Negative, core.Quotient, core.Power, core.Summation, core.IndexedProduct}
    assert shown <= covered
    assert {core.FUNCTIONS[name] for name in ADMITTED} - covered == set()


@pytest.mark.parametrize(
    ("by", "text"), [("x", "trigamma(x)"), ("x", "log(x)"), ("x", "sqrt(x)"), ("x", "x**x"), ("x", "(x - 1)**c")]
)
def test_what_has_no_derivative_here_is_told(by: str, text: str) -> None:
    with pytest.raises(NoDerivative, match=r"^no rule differentiates .* by [a-z] with its conditions met"):
        differentiate(Partial(CONTEXT.parse(by), CONTEXT.parse(text)), CONTEXT)


# Kinks.

KINKS = (
    ("abs(x - w)", "away from x - w == 0", "sign(x - w)", "0"),
    ("max(x, w)", "away from x == w", "", "1"),
    ("max(0, x - w)", "away from 0 == x - w", "", "0"),
    ("max(x - w, 0)", "away from x - w == 0", "", "1"),
    ("min(x, w)", "away from x == w", "", "1"),
    ("min(0, x - w)", "away from 0 == x - w", "", "0"),
    ("where(x < w, 0, x - w)", "away from x < w", "", "1"),
    ("where(x <= w, 0, x - w)", "away from x <= w", "", "0"),
)
"""A function with a kink at x = w, the condition, its derivative if it is short, and what is written at the kink."""


@pytest.mark.parametrize(("text", "condition", "slope", "at_the_kink"), KINKS)
def test_a_kink_is_a_condition_and_gets_a_subgradient(text: str, condition: str, slope: str, at_the_kink: str) -> None:
    """The value there is a subgradient: it lies between the slopes on the two sides, −1, 0 or 1 here."""
    stage = first("x", text)
    found = {c.text: c.because for step in stage.steps for atom in step.atoms for c in atom.step.conditions}
    assert "kink or a jump" in found[condition] and "beside it" in found[condition]
    assert not slope or stage.derivation.result == CONTEXT.parse(slope)
    ctx.prec = 256
    here = point(CONTEXT, 1, True).with_value("x", [[rational(1, 4)]]).with_value("w", [[rational(1, 4)]])
    value = evaluate(stage.derivation.result, here.anew())[0][0]
    assert value == int(at_the_kink)
    sides = [evaluate(stage.derivation.result, here.with_value("x", [[rational(n, 8)]]).anew())[0][0] for n in (1, 3)]
    assert min(map(float, sides)) <= float(value) <= max(map(float, sides))


def test_every_rule_with_a_kink_says_so() -> None:
    kinked = {r.name for r in slopes() if any(d.kind is ConditionKind.AWAY for d in r.demands)}
    assert kinked == {
        "derivative_of_abs", "derivative_of_sign", "partial_of_maximum", "partial_of_minimum", "partial_of_choice",
        "partial_of_indicator", "power_rule_of_absolute_beside", "power_rule_of_absolute_closed",
        "power_rule_of_signed_beside", "power_rule_of_guarded_signed", "power_rule_of_guarded_product",
        "power_rule_of_maximum_beside",
    }  # fmt: skip
