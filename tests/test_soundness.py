"""What must never be called proved: false statements of many kinds, rules where they don't hold, and forged steps."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

import pytest
from fuzz_terms import CONTEXT

from derivations.derive.apply import RuleError, apply_rule
from derivations.derive.chain import Book, combined
from derivations.derive.step import Derivation, Step, Tidying
from derivations.losses.logistic import PLAN
from derivations.rules.book import RULES
from derivations.rules.rule import Group, Relation, Rule
from derivations.terms.core import Path, ShapeError
from derivations.terms.lower import NotLowered, lower
from derivations.terms.parser import ParseError
from derivations.verify.balls import compare
from derivations.verify.check import check_stage, check_step, equality, normal_form
from derivations.verify.verdict import Checked, Result, overall

C = PLAN.context
SURE = (Result.PROVED, Result.CONSISTENT)

FALSE = [
    # derivatives by what isn't independent, or isn't a symbol
    ("partial(theta, L)", "0"),
    ("partial(theta, theta' @ theta)", "0"),
    ("partial(J, J)", "0"),
    ("d(h, L)", "0"),
    ("partial((2*theta)[j], L)", "0"),
    ("partial(theta[0], sum(i, 1, theta[0], 1))", "0"),
    # one sign for all terms of a sum
    ("sum(i, 1, m, abs(z[i] + 100))**2", "sum(i, 1, m, z[i] + 100)**2"),
    # indicators of other things than 0 or 1
    ("indicator(y[i] == theta[j])", "0"),
    ("indicator(y[i] == z[i])", "0"),
    # shapes, and sizes that happen to be equal
    ("ones(m)", "ones(p + 1)"),
    ("ones(m) @ ones(p + 1)'", "ones(p + 1) @ ones(m)'"),
    ("m", "3"),
    ("m", "p + 1"),
    ("(1/m)*L", "(1/3)*L"),
    # sums that may be empty
    ("sum(i, 4, m, 1)", "m - 3"),
    ("sum(k, 0, p - 2, theta[k])", "theta[0] + sum(k, 1, p - 2, theta[k])"),
    # entries that aren't there
    ("sum(k, 0, p, X[k, 0])", "p + 1"),
    ("theta[-1]", "theta[p]"),
    ("sum(i, 0, m, y[i])", "y[m] + sum(i, 1, m, y[i])"),
    ("y[i + 0.3]", "y[i]"),
    ("theta[p + 1]", "theta[0]"),
    # logarithms of what may be negative
    ("exp(log((z[i] + 15)*(z[i] + 15))/2)", "z[i] + 15"),
    ("sum(k, 0, p, theta[k]*theta[k])", "theta[0]*theta[0]"),
    # positive symbols below 1
    ("abs(log(b))", "log(b)"),
    ("max(c[i], 1)", "c[i]"),
    # matrices don't commute, entries aren't others
    ("X' @ (X*X)", "(X*X)' @ X"),
    ("sum(i, 1, m, X[i, j])", "sum(i, 1, m, X[i, k])"),
]


@pytest.mark.parametrize(("left", "right"), FALSE)
def test_a_false_statement_is_never_proved(left: str, right: str) -> None:
    assert overall(equality(C.parse(left), C.parse(right), C)) is not Result.PROVED


@pytest.mark.parametrize(("left", "right"), FALSE[-5:])
def test_the_balls_reach_every_part_of_a_domain(left: str, right: str) -> None:
    assert overall(equality(C.parse(left), C.parse(right), C)) is Result.REFUTED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("where(x == 0, y, x*y)", "x*y"),
        ("where(x != 0, x*y, y)", "x*y"),
        ("indicator(x == 1)", "0"),
        ("where(x == 0, 1, sinh(x)/x)", "sinh(x)/x"),
    ],
)
def test_the_balls_look_where_two_numbers_are_equal(left: str, right: str) -> None:
    assert overall(equality(CONTEXT.parse(left), CONTEXT.parse(right), CONTEXT)) is Result.REFUTED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("partial(x, where(x == 0, x, x**2))", "where(x == 0, 1, 2*x)"),
        ("partial(x, where(x != 2, x**2, 4))", "where(x != 2, 2*x, 0)"),
        ("partial(x, where(x == 0, 1, sinh(x)/x))", "where(x == 0, 0, cosh(x)/x - sinh(x)/x**2)"),
    ],
)
def test_the_value_at_a_point_has_no_slope(left: str, right: str) -> None:
    assert overall(equality(CONTEXT.parse(left), CONTEXT.parse(right), CONTEXT)) is not Result.PROVED


def test_a_number_too_large_to_be_written_refutes_nothing() -> None:
    large = CONTEXT.parse("1/(1 + exp(-exp(400 + x)))"), CONTEXT.parse("exp(exp(400 + x))/(1 + exp(exp(400 + x)))")
    assert compare(*large, CONTEXT).result is Result.UNKNOWN
    assert "only 0 of" in compare(*large, CONTEXT).because


@pytest.mark.parametrize("text", ["sum(m, 1, 3, m)", "sum(1, 0, p, theta[1])", "X[i, j][k]", "delta(theta, y)"])
def test_what_makes_no_sense_is_not_read(text: str) -> None:
    with pytest.raises((ParseError, ShapeError)):
        C.parse(text)


@pytest.mark.parametrize(
    ("left", "right"),
    [("m + 0*2**99999999999", "m"), ("sum(i, 1, m, (theta[0] + theta[1] + y[i] + m + 1)**99)", "m")],
)
def test_huge_powers_do_not_hang(left: str, right: str) -> None:
    start = time.monotonic()
    equality(C.parse(left), C.parse(right), C)
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(
    "text", ["y/(" * 55 + "y" + "+y)" * 55, "1/" * 5000 + "1", "y" + "'" * 5000, "m*1/" * 1500 + "m"]
)
def test_long_chains_are_read_or_refused_in_bounded_time(text: str) -> None:
    start = time.monotonic()
    with suppress(ParseError, ShapeError):
        C.parse(text)
    assert time.monotonic() - start < 20


FALSE_POWERS = [
    # powers, roots and logarithms of what may be negative; whole exponents that aren't numbers
    ("sqrt(x**2)", "x"), ("sqrt((x - y)**2)", "x - y"), ("(x**2)**0.5", "x"),
    ("(x**4)**0.25", "x"), ("(x**2)**1.5", "x**3"),
    ("(x**m)**(1/m)", "x"), ("(x**(2*m))**0.5", "x**m"), ("(x**i)**0.5", "x**(i/2)"), ("log(x**m)", "m*log(x)"),
    ("log(x**2)", "2*log(x)"), ("log((x*y)**2)", "2*log(x*y)"), ("sqrt(exp(x)*y*y)", "exp(x/2)*y"),
    ("log(exp(x)*y*y)", "x + 2*log(y)"), ("sqrt(log(a)**2)", "log(a)"), ("sqrt(tanh(x)**2)", "tanh(x)"),
    ("sqrt(erf(x)**2)", "erf(x)"), ("sqrt(sinh(x)**2)", "sinh(x)"), ("(a**m*x*x)**0.5", "a**(m/2)*x"),
    ("sqrt(x**-2)", "1/x"),
    ("(-1)**m", "1"), ("((-1)**m)**0.5", "(-1)**(m/2)"), ("0**m", "1"),
    ("sum(i, 1, m, sqrt(u[i]*u[i]))", "sum(i, 1, m, u[i])"),
    ("sum(k, 1, p, v[k]*v[k])**0.5", "sum(k, 1, p, v[k])"), ("erf(sqrt(x*x))", "erf(x)"),
    ("softplus(log(x*x)/2)", "log(1 + x)"),
    # functions by their parity, and branches
    ("erf(-x)", "erf(x)"), ("tanh(-x)", "tanh(x)"), ("cosh(x)", "sinh(x)"),
    ("lgamma(a + 1)", "lgamma(a)"), ("sign(x)", "1"),
    ("min(x, y)", "x"), ("max(x, y)", "x"), ("indicator(x < y)", "1"), ("where(0 < x, x, -x)", "x"),
    # what has no value
    ("1/(1/(x - x))", "0"), ("(x - x)/(x - x)", "0"), ("0*log(0)", "0"),
    # derivatives within derivatives
    ("partial(y, partial(x, x*y))", "0"), ("partial(x, partial(y, x*x*y*y))", "0"), ("partial(v[p + 1], v[1])", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), FALSE_POWERS)
def test_the_normal_form_respects_the_domains_of_powers_and_functions(left: str, right: str) -> None:
    sides = CONTEXT.parse(left), CONTEXT.parse(right)
    assert normal_form(*sides, CONTEXT).result is not Result.PROVED
    assert overall(equality(*sides, CONTEXT)) not in SURE


TRUE_POWERS = [
    ("sqrt(a*a)", "a"), ("sqrt(a*c)", "sqrt(a)*sqrt(c)"), ("log(a*c)", "log(a) + log(c)"), ("(a**y)**x", "a**(x*y)"),
    ("a**(y + 1)", "a*a**y"), ("log(a**y)", "y*log(a)"), ("x**m", "x**m"), ("partial(y, partial(x, x*y))", "1"),
    ("partial(x, partial(y, x*x*y*y))", "4*x*y"), ("log(cosh(x))", "x + softplus(-2*x) - log(2)"),
    ("partial(x, (1/(1 + exp(-x)))**y)", "y*(1/(1 + exp(-x)))**y*(1 - 1/(1 + exp(-x)))"),
    ("normal_cdf(x) + normal_cdf(-x)", "1"), ("partial(x, normal_cdf(x))", "normal_pdf(x)"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), TRUE_POWERS)
def test_domains_that_are_declared_are_made_use_of(left: str, right: str) -> None:
    assert overall(equality(CONTEXT.parse(left), CONTEXT.parse(right), CONTEXT)) is Result.PROVED


LETTERS = ["x", "y", "w", "a", "b", "c"]
HUGE = [
    "9**9**9**9", "2**2**100", "((((9**64)**64)**64)**64)**64", "((((x**64)**64)**64)**64)**64", "exp(10**30*log(2))",
    "exp(exp(exp(exp(100))))", "2**exp(exp(exp(100)))", "sum(i, 1, 10**30, 1)", "ones(10**30)", "u[2**2**100]",
    "sum(i, 1, 1000, sum(i, 1, 1000, sum(i, 1, 1000, x)))", "zeros(0)", "u[10**30]", "trigamma(1e300)", "lgamma(1e300)",
    "log(1234567891011121314151617181920212223*98765432123456789)", "round(2**2**100)", "erfcx(1e100)",
    "*".join(f"({a} + {b})" for a in LETTERS for b in LETTERS),
    "+".join(f"abs({a} - {b})" for a in LETTERS for b in LETTERS),
    "+".join(f"1/({a} + {b}*x)" for a in LETTERS for b in LETTERS), "sum(i, 1, m, " * 12 + "x" + ")" * 12,
    "partial(x, " * 8 + "exp(x*x)*log(1 + x*x)/(1 + exp(x))" + ")" * 8, "log(((x**64)**64)**64 + 1)",
]  # fmt: skip


@pytest.mark.parametrize("text", HUGE)
def test_what_is_huge_is_given_up_in_bounded_time(text: str) -> None:
    start = time.monotonic()
    term = CONTEXT.parse(text)
    equality(term, term, CONTEXT)
    with suppress(NotLowered):
        lower(term)
    assert time.monotonic() - start < 30


REFUSED = [
    ("partial_of_constant", "partial(z[i], h[i])", {}),
    ("partial_of_constant", "partial(J, L)", {}),
    ("partial_of_constant", "partial(2, exp(2))", {}),
    ("negate_and_average", "1 - theta[0]*theta[0] + theta[0]", {"n": "exp(5*theta[0])"}),
    ("kronecker_collapse", "sum(j, 0, 2*p, sum(k, 0, p, k*delta(k, j)))", {}),
    ("kronecker_collapse", "sum(k, 0, p, theta[k]*delta(k, k))", {"j": "k"}),
    ("result:partial-loss", "partial(theta[i], J)", {}),
    ("inner_product", "theta' @ X[i]", {"k": "i", "l": "0", "u": "p"}),
    ("entry_of_product", "(X @ theta)[k]", {"k": "k", "l": "0", "u": "p"}),
    ("weights_to_left", "X' @ (X*X)", {}),
    ("max_by_indicator", "max(z, zeros(m))", {}),
    ("guarded_product", "y*z[i]", {"b": "y"}),
    ("identify_gradient", "gradient_of(theta, d(theta, 2*theta)' @ d(theta, theta))", {}),
    ("partial_of_summation", "partial(theta[0], sum(i, 1, theta[0], 1))", {}),
    ("log_quotient", "log(z[i]/y[i])", {}),
    ("indicator_of_one", "indicator(z[i] == 1)", {}),
]


@pytest.mark.parametrize(("rule", "line", "given"), REFUSED)
def test_a_rule_is_refused_where_it_does_not_hold(
    checked: Checked, rule: str, line: str, given: dict[str, str]
) -> None:
    letters = {name: C.parse(text) for name, text in given.items()}
    with pytest.raises((RuleError, ShapeError, ValueError)):
        apply_rule(checked.book.rules[rule], C.parse(line), C, place=None, given=letters)


def step(checked: Checked, name: str) -> Step:
    """The first single step that uses a rule."""
    return next(a.step for s in checked.stages for top in s.steps for a in top.atoms if a.step.rule.name == name)


def forged(checked: Checked, **changes: object) -> Step:
    """A right step of ``log_quotient`` with some fields forged."""
    return replace(step(checked, "log_quotient"), **changes)  # type: ignore[arg-type]


def test_housekeeping_must_be_housekeeping(checked: Checked) -> None:
    place: Path = ()
    wrong = forged(checked, housekeeping=(Tidying(RULES["log_one"], (0,), ()),))
    assert check_step(wrong, C, checked.book).result is Result.REFUTED
    assert place == ()


def test_only_a_definition_holds_by_choice(checked: Checked) -> None:
    assert check_step(forged(checked, relation=Relation.DEFINED), C, checked.book).result is Result.REFUTED


def test_what_keeps_only_the_maximiser_is_not_called_equal(checked: Checked) -> None:
    wrong = replace(step(checked, "log_monotone"), relation=Relation.EQUAL)
    assert check_step(wrong, C, checked.book).result is Result.REFUTED


def test_a_rule_that_is_not_the_books_is_refused(checked: Checked) -> None:
    own = RULES["log_quotient"]
    laxer = replace(own, conditions={})
    assert check_step(forged(checked, rule=laxer, conditions=()), C, checked.book).result is Result.REFUTED
    made_up = Rule("log_quotient", "a = b", Group.LOGARITHM, own.title, own.sentence, number="①")
    assert check_step(forged(checked, rule=made_up), C, checked.book).result is Result.REFUTED


def test_a_folded_step_is_shown_by_one_of_its_own(checked: Checked) -> None:
    folded = next(s.step for stage in checked.stages for s in stage.steps if s.step.steps)
    for changes in ({"place": (7, 7)}, {"bindings": {}}, {"relation": Relation.DEFINED}):
        assert check_step(replace(folded, **changes), C, checked.book).result is Result.REFUTED  # type: ignore[arg-type]


def test_the_weakest_relation_of_folded_steps_counts(checked: Checked) -> None:
    weak, named = step(checked, "log_monotone"), step(checked, "hypothesis")
    assert combined((named, weak)) is combined((weak, named)) is Relation.SAME_MAXIMISER


def test_steps_must_follow_each_other(checked: Checked) -> None:
    good = checked.stage("log-h").derivation
    for wrong in (
        Derivation(good.name, good.title, C.parse("theta[0]"), good.steps),
        replace(good, steps=good.steps[1:]),
        replace(good, steps=(good.steps[0], good.steps[2])),
    ):
        assert check_stage(wrong, C, checked.book).result is Result.REFUTED


def test_equal_parts_in_the_variable_of_a_derivative_are_not_enough(checked: Checked) -> None:
    for line in ("partial(h[i], h[i])", "partial(X[i, 0], X[i, 0])", "partial(z[i], log(z[i]))"):
        for name in ("hypothesis", "bias", "logit"):
            book: Book = checked.book
            before = C.parse(line)
            for place in [(0,), (1,), (1, 0)]:
                try:
                    applied = apply_rule(book.rules[name], before, C, place=place)
                except (LookupError, ValueError):
                    continue
                made = Step(
                    "forged.1", Relation.EQUAL, before, applied.after, applied.rule, False, applied.place, (),
                    applied.bindings, applied.conditions, applied.housekeeping,
                )  # fmt: skip
                assert check_step(made, C, book).result not in SURE, (line, name, place)
