"""Labels value by value, choices sign by sign: what is true for all of them is proved, and nothing else."""

from __future__ import annotations

import pytest
from corpus import symbol

from derivations.terms.context import Context, Kind
from derivations.verify.balls import compare
from derivations.verify.check import equality, normal_form
from derivations.verify.verdict import Result, overall

CONTEXT = Context(
    (
        symbol("i", Kind.INDEX, "1 … m", runs=("1", "m")),
        symbol("j", Kind.INDEX, "1 … m", runs=("1", "m")),
        symbol("m", Kind.SIZE, "1, 2, …"),
        symbol("y", Kind.LABEL, "{0, 1}"),
        symbol("s", Kind.DATA, "{-1, 1}"),
        symbol("k", Kind.DATA, "{0, 1, 2, 3}"),
        symbol("n", Kind.DATA, "{0, 1, 2, 3, 4}"),
        symbol("w", Kind.DATA, "[0, 1]"),
        symbol("r", Kind.DATA, "(0, 1)"),
        symbol("z", Kind.PARAMETER, "real"),
        symbol("x", Kind.PARAMETER, "real"),
        symbol("c", Kind.PARAMETER, "(0, ∞)"),
        symbol("t", Kind.DATA, "{0, 1}", "m"),
        symbol("u", Kind.DATA, "{-1, 1}", "m"),
    ),
    (),
    (("m", "1", "m"),),
)


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ("y**2", "y", "for y = 0; for y = 1"),
        ("exp(y*z)", "1 - y + y*exp(z)", "for y = 0; for y = 1"),
        ("y**c", "y", "for y = 0; for y = 1"),
        ("where(y == 1, z, exp(z))", "y*z + (1 - y)*exp(z)", "for y = 0; for y = 1"),
        ("indicator(y == 0)*z", "z - y*z", ""),
        ("where(y <= 1/2, z, x)", "y*x + (1 - y)*z", "for y = 0; for y = 1"),
        ("1/s", "s", "for s = -1; for s = 1"),
        ("abs(s*z)", "abs(z)", ""),
        ("s**2*sigmoid(s*z)*sigmoid(-s*z)", "sigmoid(z)*sigmoid(-z)", "for s = -1; for s = 1"),
        ("k*(k - 1)*(k - 2)*(k - 3)", "0", "for k = 0; for k = 1; for k = 2; for k = 3"),
        ("(y*s)**2", "y", "for y = 0, s = -1; for y = 0, s = 1; for y = 1, s = -1; for y = 1, s = 1"),
        ("max(0, 1 - s*z)", "(1 + s)/2*max(0, 1 - z) + (1 - s)/2*max(0, 1 + z)", "for s = -1; for s = 1"),
        ("where(0 < s*z, s*z, 0)", "(1 + s)/2*max(0, z) + (1 - s)/2*max(0, -z)", "for s = -1 ((-1)*z <= 0; "),
        ("t[j]**2", "t[j]", "for t[j] = 0; for t[j] = 1"),
        ("t[j]**2*sum(i, 1, m, t[i])", "t[j]*sum(i, 1, m, t[i])", "for t[j] = 0; for t[j] = 1"),
        ("partial(s, s**2)", "2*s", ""),
        ("sqrt(z**2)", "abs(z)", "case by case"),
        ("abs(z)*sign(z)", "z", "case by case"),
        ("where(x < z, z, x)", "max(x, z)", "case by case"),
        ("min(x, z) + max(z, x)", "x + z", "case by case"),
        ("where(z <= x, x - z, z - x)", "abs(x - z)", "case by case"),
        ("log((1 - r)/(1 - r/2))", "log(1 - r) - log(1 - r/2)", ""),
        ("sqrt(sigmoid(z)*sigmoid(-z))**2", "sigmoid(z) - sigmoid(z)**2", ""),
    ],
)  # fmt: skip
def test_what_holds_for_every_value_is_proved(left: str, right: str, told: str) -> None:
    verdict = normal_form(CONTEXT.parse(left), CONTEXT.parse(right), CONTEXT)
    assert verdict.result is Result.PROVED, verdict
    assert told in verdict.because


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # for one value only
        ("y", "0"), ("y", "1"), ("exp(y*z)", "1"), ("exp(y*z)", "exp(z)"), ("where(y == 1, z, x)", "z"),
        ("where(y == 1, z, x)", "x"), ("y**2", "2*y"), ("s", "1"), ("s", "-1"), ("abs(s)", "s"), ("s*z", "abs(z)"),
        ("k**2", "k"), ("k*(k - 1)*(k - 2)", "0"), ("y*s", "y"), ("y**z", "y"), ("k**c", "k"),
        # other numbers than a few
        ("w**2", "w"), ("where(w == 1, 1, 0)", "w"), ("where(w <= 1/2, 0, 1)", "w"), ("c**2", "c"),
        # too many values, of which some are enough for a false statement
        ("n*(n - 1)*(n - 2)*(n - 3)", "0"),
        # a label is no constant while one differentiates
        ("partial(s, s**2)", "0"), ("partial(s, s**2)", "partial(s, 1)"),
        ("partial(k, k*(k - 1)*(k - 2)*(k - 3))", "0"),
        # each entry has its own value
        ("sum(i, 1, m, t[i])", "0"), ("sum(i, 1, m, t[i])", "m"), ("sum(i, 1, m, t[i])*t[j]", "m*t[j]"),
        ("t[i]*t[j]", "t[i]"), ("sum(i, 1, m, u[i])**2", "m**2"), ("u[i]*u[j]", "1"),
        ("sum(i, 1, m, u[i]*u[j])", "m"), ("sum(i, 1, m, abs(u[i] + z))", "abs(sum(i, 1, m, u[i] + z))"),
        # cases that aren't told apart
        ("sign(z)*sign(z)", "1"), ("indicator(0 < z) + indicator(z < 0)", "1"),
        ("where(z < x, 1, 0)", "where(z <= x, 1, 0)"),
        ("where(z < 0, 1, 0)", "where(0 < z, 0, 1)"), ("max(x, z)", "min(x, z)"), ("max(x, z)", "z"),
        ("sqrt(z**2)", "z"), ("sqrt((z - x)**2)", "z - x"), ("abs(x - z)", "max(x, z) - x"),
        ("where(z == x, z, x)", "z"), ("where(0 < z, sqrt(z**2), z)", "abs(z)"),
        # signs that domains don't tell
        ("log((1 - z)*(1 - x))", "log(1 - z) + log(1 - x)"), ("sqrt((1 - 2*r)**2)", "1 - 2*r"),
        ("sqrt((w - 1)**2)", "w - 1"),
    ],
)  # fmt: skip
def test_what_holds_for_some_values_is_never_proved(left: str, right: str) -> None:
    sides = CONTEXT.parse(left), CONTEXT.parse(right)
    assert normal_form(*sides, CONTEXT).result is Result.UNKNOWN
    assert overall(equality(*sides, CONTEXT)) is not Result.PROVED


@pytest.mark.parametrize(("left", "right"), [("y", "0"), ("y", "1"), ("where(y == 1, z, x)", "z"), ("s*z", "abs(z)")])
def test_what_holds_for_one_value_is_refuted(left: str, right: str) -> None:
    assert compare(CONTEXT.parse(left), CONTEXT.parse(right), CONTEXT).result is Result.REFUTED
