"""Ties: exactly where a formula changes, the derivative is what the definition's one-sided derivatives agree on.

Where they differ it is a subgradient; where neither can be had, the loss is refused, with the reason. The right numbers
were worked out by hand, from the mathematics of each loss.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from emitted import module_of
from flint import arb, ctx

import derivations
from derivations.emit.promise import PROMISE
from derivations.emit.promise import UNIT as ROUNDING
from derivations.own.context import context_of
from derivations.terms.core import ONE, ZERO, Choose, Constant, Equal, Plus, Quotient, Times, Variable
from derivations.terms.domain import read_domain
from derivations.verify.at_ties import at_ties, wrong_ties
from derivations.verify.one_sided import Exact
from derivations.verify.ties import deciding, tie_points
from derivations.verify.verdict import Result

REAL, SIGN, UNIT = {"y": "real"}, {"y": "{-1, 1}"}, {"y": "[0, 1]"}
LOG2 = math.log(2)


@dataclass(frozen=True)
class Tie:
    """A loss, a point at which something is 0 that decides, and what is right there.

    Args:
        expression: The loss.
        at: The arguments: the prediction, then the variables.
        gradient: The derivative; two numbers: any between, since the sides differ.
        hessian: The second derivative; None: it isn't looked at.
        more: Parameters by value.
        names: The rest of the definition.
    """

    expression: str
    at: tuple[float, ...]
    gradient: float | tuple[float, float]
    hessian: float | tuple[float, float] | None
    more: dict[str, float] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)


TIES = (
    # The value at a single point is that of its surroundings, however the point is spelled.
    Tie("where(z - y == 0, 1, (exp(z - y) - 1)/(z - y))", (2.0, 2.0), 1 / 2, 1 / 3, names={"variables": REAL}),
    Tie("where(z == y, 1, (exp(z - y) - 1)/(z - y))", (2.0, 2.0), 1 / 2, 1 / 3, names={"variables": REAL}),
    Tie("where(z != y, (exp(z - y) - 1)/(z - y), 1)", (2.0, 2.0), 1 / 2, 1 / 3, names={"variables": REAL}),
    Tie("where(y == z, 1, (1 - exp(y - z))/(z - y))", (1.0, 1.0), -1 / 2, 1 / 3, names={"variables": REAL}),
    Tie("where(0 == z, z, z**2)", (0.0,), 0.0, 2.0),
    Tie("where(z == 0, 1, (exp(z) - 1)/z)", (0.0,), 1 / 2, 1 / 3),
    Tie("where(0 < abs(z), (exp(z) - 1)/z, 1)", (0.0,), 1 / 2, 1 / 3),
    Tie("where(z**2 <= 0, 0, z**2)", (0.0,), 0.0, 2.0),
    Tie("where(0 < z**2, z**4 + z, 0)", (0.0,), 1.0, 0.0),
    Tie("where(z*y == 0, 0, z**2*y)", (0.0, 1.0), 0.0, 2.0, names={"variables": REAL}),
    Tie("where(2*z == y + 1, 0, (2*z - y - 1)**2)", (1.0, 1.0), 0.0, 8.0, names={"variables": REAL}),
    Tie("where(z == 0, 0, log(1 + z**2)/z)", (0.0,), 1.0, 0.0),
    Tie("where(exp(z) == 1, 0, (exp(z) - 1)**2)", (0.0,), 0.0, 2.0),
    # Parts that have a kink each, and none together.
    Tie("max(0, z - y)**2 + max(0, y - z)**2", (3.0, 3.0), 0.0, 2.0, names={"variables": REAL}),
    Tie("max(z, y)**2 + min(z, y)**2", (1.0, 1.0), 2.0, 2.0, names={"variables": REAL}),
    Tie("max(0, z) - max(0, -z)", (0.0,), 1.0, 0.0),
    Tie("abs(z)*abs(z)", (0.0,), 0.0, 2.0),
    # A number beside itself: every point is a tie, and none matters.
    Tie("max(z - y, z - y)**2", (3.0, 1.0), 4.0, 2.0, names={"variables": REAL}),
    Tie("min(z**2, z**2)", (0.5,), 1.0, 2.0),
    Tie("max(2*z, z + z) + z**2", (0.0,), 2.0, 2.0),
    Tie("abs(z - z) + z**2", (1.0,), 2.0, 2.0),
    Tie("where(z < z, z, z**2)", (1.0,), 2.0, 2.0),
    Tie("where(z <= z, z**2, z)", (1.0,), 2.0, 2.0),
    Tie("indicator(z <= z)*z**2 + indicator(z < z)*z", (1.0,), 2.0, 2.0),
    Tie("sign(z)*abs(z)**3", (0.0,), 0.0, 0.0),
    Tie("abs(z - y)*sign(z - y)", (1.0, 1.0), 1.0, 0.0, names={"variables": REAL}),
    Tie("sqrt((z - y)**2)**2", (2.0, 2.0), 0.0, 2.0, names={"variables": REAL}),
    Tie("indicator(z < 0)*z**2 + indicator(0 <= z)*z**2", (0.0,), 0.0, 2.0),
    Tie("where(z < y, (z - y)**2, 0) + where(y < z, (z - y)**2, 0)", (1.0, 1.0), 0.0, 2.0, names={"variables": REAL}),
    # What is never negative has no kink where it is 0.
    Tie("(1 + abs(log(1 + z**2)))*exp(z/(4*T))", (0.0,), 1 / 4, 1 / 16 + 2, {"T": 1.0},
        {"parameters": {"T": "(0, inf)"}}),
    Tie("abs(z**2*exp(z))", (0.0,), 0.0, 2.0),
    Tie("max(0, (z - y)**2)", (1.0, 1.0), 0.0, 2.0, names={"variables": REAL}),
    Tie("abs(cosh(z) - 1)", (0.0,), 0.0, 1.0),
    # Powers whose exponent is a parameter, at the ends of its domain and inside.
    Tie("abs(z - y)**b", (1.0, 1.0), 0.0, 2.0, {"b": 2.0}, {"variables": REAL, "parameters": {"b": "[1, inf)"}}),
    Tie("abs(z - y)**b", (1.0, 1.0), 0.0, 0.0, {"b": 3.0}, {"variables": REAL, "parameters": {"b": "[1, inf)"}}),
    Tie("abs(z - y)**b", (1.0, 1.0), (-1.0, 1.0), None, {"b": 1.0},
        {"variables": REAL, "parameters": {"b": "[1, inf)"}}),
    Tie("max(0, z)**b", (0.0,), 0.0, (0.0, 2.0), {"b": 2.0}, {"parameters": {"b": "[1, inf)"}}),
    # Kinks: a subgradient.
    Tie("abs(z - y)", (2.0, 2.0), (-1.0, 1.0), 0.0, names={"variables": REAL}),
    Tie("max(0, 1 - y*z)", (1.0, 1.0), (-1.0, 0.0), 0.0, names={"variables": SIGN}),
    Tie("max(0, 1 - y*z)", (-1.0, -1.0), (0.0, 1.0), 0.0, names={"variables": SIGN}),
    Tie("max(q*(y - z), (q - 1)*(y - z))", (1.0, 1.0), (-0.25, 0.75), 0.0, {"q": 0.25},
        {"variables": REAL, "parameters": {"q": "(0, 1)"}}),
    Tie("where(abs(z) <= 1, z**2/2, abs(z) - 1/2)", (1.0,), 1.0, (0.0, 1.0)),
    Tie("max(z, max(2*z, 3*z))", (0.0,), (1.0, 3.0), 0.0),
    Tie("where(0 < z, z, 2*z)", (0.0,), (1.0, 2.0), 0.0),
)  # fmt: skip

known: dict[str, ModuleType] = {}


def module(tie: Tie) -> ModuleType:
    """The code of a loss, made once."""
    key = repr((tie.expression, tie.names))
    if key not in known:
        found = derivations.derive(tie.expression, **tie.names)
        assert found.verify().publishable
        known[key] = module_of("loss", found.code())
    return known[key]


def right(value: float, wanted: float | tuple[float, float]) -> bool:
    """Whether a value is the number, or lies between the two."""
    low, high = wanted if isinstance(wanted, tuple) else (wanted, wanted)
    return low - 1e-12 * (1 + abs(low)) <= value <= high + 1e-12 * (1 + abs(high))


@pytest.mark.parametrize("tie", TIES, ids=lambda tie: f"{tie.expression} at {tie.at} {tie.more or ''}")
def test_a_derivative_is_right_at_a_tie(tie: Tie) -> None:
    """f'(tie) = lim f' where both sides agree, else a number between; the same of f''."""
    code = module(tie)
    gradient = float(code.pointwise_gradient(*tie.at, **tie.more))
    assert right(gradient, tie.gradient), gradient
    if tie.hessian is not None:
        hessian = float(code.pointwise_hessian(*tie.at, **tie.more))
        assert right(hessian, tie.hessian), hessian


def test_the_gradient_beside_a_tie_is_that_at_it() -> None:
    """The derivative of a smooth loss doesn't jump: beside a tie it is close to what it is there."""
    for tie in TIES:
        if isinstance(tie.gradient, tuple):
            continue
        beside = [(tie.at[0] + step, *tie.at[1:]) for step in (1e-4, -1e-4)]
        values = [float(module(tie).pointwise_gradient(*at, **tie.more)) for at in beside]
        assert np.allclose(values, tie.gradient, atol=2e-3), tie.expression


REFUSED = (
    # No symbol is linear in what decides, or SymPy doesn't find the limit.
    ("where(exp(z) + z == 1, 1, (exp(z) + z - 1)/z/2)", {}),
    ("where(z == y, 1, tanh(lgamma(1 + abs(z - y)))/(lgamma(1 + abs(z - y))))", {"variables": REAL}),
)


@pytest.mark.parametrize(("expression", "names"), REFUSED)
def test_what_cannot_be_told_is_refused_with_a_reason(expression: str, names: dict[str, Any]) -> None:
    """No code is made of a derivative that is wrong at a tie."""
    try:
        found = derivations.derive(expression, **names)
        verdicts = [v for stage in found.verify().stages for v in stage.end if v.check == "ties"]
        assert not found.verify().publishable
        assert any(v.result is Result.REFUTED and "definition's derivative is" in v.because for v in verdicts)
    except derivations.LossError as error:
        assert ";" in str(error)


WRONG = (
    ("abs(z - y)**2", "2*(z - y) + indicator(z == y)", "first"),
    (
        "where(z == y, 1, (exp(z - y) - 1)/(z - y))",
        "where(z == y, 0, ((z - y - 1)*exp(z - y) + 1)/(z - y)**2)",
        "first",
    ),
    ("max(0, z - y)**2 + max(0, y - z)**2", "2*(indicator(0 < z - y) + indicator(0 < y - z))", "second"),
    ("abs(z - y)", "2*indicator(z == y) + sign(z - y)", "first"),
    ("max(0, z)", "indicator(0 < z) - indicator(z == 0)", "first"),
)


@pytest.mark.parametrize(("expression", "line", "order"), WRONG)
def test_a_line_that_is_wrong_at_a_tie_alone_is_refuted(expression: str, line: str, order: str) -> None:
    """The check of ties can fail: a line that is right, or looks so, at all other points doesn't pass."""
    context = context_of(derivations.Loss("tie", expression, variables=REAL))
    start = {"first": "partial(z, ell)", "second": "partial(z, partial(z, ell))"}[order]
    verdict = at_ties(context.parse(start), context.parse(line), context)
    assert verdict is not None
    assert verdict.result is Result.REFUTED
    assert wrong_ties(context.parse(start), context.parse(line), context)


def test_ties_are_found_where_a_symbol_is_linear_and_at_simple_numbers() -> None:
    """For each thing that decides there are points at which it is exactly 0, not only with everything else 0."""
    context = context_of(derivations.Loss("tie", "abs(2*z - y)*max(0, 1 - y*z) + abs(log(1 + z**2))", variables=SIGN))
    term = context.parse("abs(2*z - y)*max(0, 1 - y*z) + abs(log(1 + z**2))")
    points = tie_points(term, ("y", "z"), (read_domain("{-1, 1}"), read_domain("real")), (None, None))
    for u in deciding(term):
        zeros = [p for p in points if Exact(u, ("y", "z")).run([arb(float(x)) for x in p]) == 0]
        assert {p[0] for p in zeros} == {-1, 1}, u


def test_exact_values_come_from_the_definition_and_not_from_the_derived_line() -> None:
    """d/dz and d²/dz² of softplus(z) − y z, and one-sided values at a kink, to a hundred bits."""
    context = context_of(derivations.Loss("tie", "log(1 + exp(z)) - y*z", variables=UNIT))
    names = ("z", "y")
    ctx.prec = 200
    z = arb(0.75)
    p = 1 / (1 + (-z).exp())
    term = context.parse("log(1 + exp(z)) - y*z")
    for by, wanted in (
        ((), (1 + z.exp()).log() - z / 4),
        ((0,), p - arb(0.25)),
        ((0, 0), p * (1 - p)),
        ((0, 1), arb(-1)),
    ):
        found = Exact(term, names, by).sides((0.75, 0.25))
        assert found is not None
        assert found.single
        assert abs(found.low - wanted) < arb(2) ** -100, by
    kink = Exact(context.parse("max(0, z)**2 + abs(z)"), names, (0, 0)).sides((0.0, 0.5))
    assert kink is not None
    assert (float(kink.low), float(kink.high)) == (0.0, 2.0)


def test_parameters_close_to_their_ends_are_measured() -> None:
    """A generalised-extreme-value loss with shape 1e-9: the docstring's error holds there."""
    loss = derivations.Loss(
        "gev", "log(s) + (1 + 1/k)*log(1 + k*(y - z)/s) + (1 + k*(y - z)/s)**(-1/k)",
        variables={"y": "real"}, parameters={"k": {"domain": "(0, 1)", "default": 0.2}, "s": "(0, inf)"},
        definitions={},
    )  # fmt: skip
    with pytest.raises(derivations.LossError):  # 1 + k (y - z)/s may be negative
        derivations.derive(loss).code()
    safe = replace(loss, expression="log(1 + k*exp(z - y))/k", parameters={"k": {"domain": "(0, 1)", "default": 0.2}})
    found = derivations.derive(safe)
    code = module_of("gev", found.code())
    for k in (1e-9, 1e-7, 0.5):
        ctx.prec = 300
        u = (arb(0.5) - arb(1.0)).exp()
        wanted = u / (1 + arb(k) * u)
        got = float(code.pointwise_gradient(0.5, 1.0, k=k))
        assert found.errors["gradient"].after.worst <= PROMISE
        assert abs(float((arb(got) - wanted) / wanted)) <= PROMISE * ROUNDING * 4, k


def test_a_choice_that_no_bits_decide_is_a_ball_of_both_branches() -> None:
    """x/3 beside x/3 is a third less a third, of which no number of bits shows that it is 0."""
    x = Variable("x")
    third = Quotient(x, Constant(3))
    equal = Equal(third, Quotient(Times(Constant(2), x), Constant(6)))
    agree = Exact(Choose(equal, Plus(x, x), Times(Constant(2), x)), ("x",))
    differ = Exact(Choose(equal, ZERO, ONE), ("x",))
    assert agree.ball([1.0]) == 2
    assert differ.ball([1.0]) is None
