"""Where the values of a term lie: what is told of it holds at every point, and is narrow enough to be of use."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from flint import ctx

from derivations.derive.branches import context_at
from derivations.derive.conditions import positive
from derivations.derive.defined import undefined_parts
from derivations.derive.interval import interval
from derivations.own.context import context_of
from derivations.own.definition import Loss
from derivations.terms.domain import read_domain
from derivations.verify.evaluate import Point, evaluate
from derivations.verify.numbers import rational

CONTEXT = context_of(
    Loss(
        "bounds", "z*y", variables={"y": "{0, 1}", "t": "[0, 1]", "x": "[0, inf)", "s": "{-1, 1}"},
        parameters={"m": "(0, 1)", "n": "[0, 1)", "c": "real", "e": "(0, inf)"},
    )
)  # fmt: skip

POSITIVE = (
    "y*sigmoid(z) + (1 - y)*sigmoid(-z)", "1 - sigmoid(z) - y + 2*y*sigmoid(z)", "t*m + (1 - t)*(1 - m)",
    "t*exp(z) + 1 - t",
    "1 - (t*sigmoid(z) + (1 - t)*(1 - sigmoid(z)))", "1 + s*m", "1 - t*n", "m/(1 + m) + 1/(1 + m) - t/(1 + m)",
    "where(z < c, exp(z), m)", "max(0, m)", "sigmoid(c + e - z) - sigmoid(c - z)", "exp(c) - exp(c - e)",
    "(c - z) + z - c + e",
    "min(1, sigmoid(z) + n)", "where(e == 0, 0, m)",
)  # fmt: skip
NOT_POSITIVE = (
    "t*n + (1 - t)*(1 - n)", "t*n + 1 - t", "t*z + (1 - t)", "1 - t*y", "y*sigmoid(z)", "s*m",
    "where(z < c, exp(z), 0)",
    "max(0, z)", "sigmoid(c - e - z) - sigmoid(c - z)", "exp(c) - exp(c + z)", "t - t**2", "abs(z - c)",
    "2*t*y - t - y + 1/2",
)  # fmt: skip


@pytest.mark.parametrize("text", POSITIVE)
def test_what_is_positive_is_seen(text: str) -> None:
    assert positive(CONTEXT.parse(text), CONTEXT)


@pytest.mark.parametrize("text", NOT_POSITIVE)
def test_what_may_be_zero_or_less_is_not_called_positive(text: str) -> None:
    assert not positive(CONTEXT.parse(text), CONTEXT)


@pytest.mark.parametrize("text", [*POSITIVE, *NOT_POSITIVE, "polygamma(2, e)", "polygamma(3, e)", "n*t + n*y - n"])
def test_every_value_lies_in_the_interval(text: str) -> None:
    ctx.prec = 128
    term, draw = CONTEXT.parse(text), Random(1)
    lies = interval(term, CONTEXT)
    for number in range(60):
        values = {}
        for symbol in CONTEXT.symbols:
            domain = read_domain(symbol.domain)
            if symbol.name != "ell" and domain is not None:
                ends = domain.edges()
                value = draw.choice(ends) if ends and number % 2 else domain.sample(draw)
                values[symbol.name] = [[rational(value.numerator, value.denominator)]]
        value = evaluate(term, Point(CONTEXT, {}, values))[0][0]
        for end, sign, opened in ((lies.low, 1, lies.low_open), (lies.high, -1, lies.high_open)):
            if isinstance(end, Fraction):
                beyond = (value + rational(-end.numerator, end.denominator)) * rational(sign)
                shown = (text, {name: str(cell[0][0]) for name, cell in values.items()}, str(lies))
                assert not beyond < 0, shown
                assert not (opened and beyond == 0), shown


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("where(0 < z, log(z), 1)", True), ("where(z < 0, 1, log(z))", False), ("where(z <= 0, 1, log(z))", True),
        ("where(z == 0, 1, c/z)", True), ("where(z != 0, c/z, 1)", True), ("where(z != 0, 1, c/z)", False),
        ("where(c < z, sqrt(z - c)**(-1), 0)", True), ("where(z < c, log(z - c), 0)", False),
        ("where(x == 0, 0, log(x))", True), ("where(0 < z, 1, 0)*log(z)", False), ("where(0 < x, log(x/e), x)", True),
        ("where(0 < log(z), 1, 0)", False),
    ],
)  # fmt: skip
def test_a_branch_is_looked_at_where_it_is_chosen(text: str, holds: bool) -> None:
    assert holds == (not [part for part in undefined_parts(CONTEXT.parse(text), CONTEXT) if isinstance(part, str)])


def test_the_context_of_a_place_is_that_of_its_branch() -> None:
    line = CONTEXT.parse("1 + where(0 < z, log(z), z)")
    z = CONTEXT.variables["z"]
    assert positive(z, context_at(line, (1, 1), CONTEXT))
    assert not positive(z, context_at(line, (1, 2), CONTEXT))
    assert context_at(line, (0,), CONTEXT) is CONTEXT
