"""Ties of losses over vectors: the derivatives are what the definition says from both sides, or the loss is refused.

The right numbers were worked out by hand, from the mathematics of each loss.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from emitted import module_of

import derivations
from derivations.own.context import context_of
from derivations.verify.at_ties import at_ties
from derivations.verify.verdict import Result

SIZED = {"y": {"domain": "real", "size": "K"}}
SIGNS = {"y": {"domain": "{-1, 1}", "size": "K"}}
EYE = np.eye(2)


@dataclass(frozen=True)
class Tie:
    """A loss, a point at which something is 0 that decides, and what is right there.

    Args:
        expression: The loss.
        at: The arguments: the prediction, then the variables.
        gradient: The derivative.
        hessian: The second derivative.
        variables: The data.
        prediction: What is predicted.
    """

    expression: str
    at: tuple[Any, ...]
    gradient: Any
    hessian: Any
    variables: dict[str, Any] = field(default_factory=dict)
    prediction: str = "z[K]"


RIGHT = (
    Tie("sum(k, 1, K, where(z[k] == y[k], 0, exp(z[k] - y[k]) - 1))", ([1.0, 2.0], [1.0, 2.0]), [1, 1], EYE, SIZED),
    Tie("sum(k, 1, K, max(0, z[k] - y[k])**2 + max(0, y[k] - z[k])**2)", ([1.0, 2.0], [1.0, 2.0]), [0, 0], 2 * EYE,
        SIZED),
    Tie("sum(k, 1, K, where(z[k] == y[k], 0, (z[k] - y[k])**2))", ([1.0, 2.0], [1.0, 2.0]), [0, 0], 2 * EYE, SIZED),
    Tie("max(0, sum(k, 1, K, z[k]**2) - 1)", ([0.0, 1.0], ), [0, None], [[2, None], [None, None]]),
    Tie("where(sum(k, 1, K, (z[k] - y[k])**2) == 0, 0, sum(k, 1, K, (z[k] - y[k])**2))", ([0.0, 1.0], [0.0, 1.0]),
        [0, 0], 2 * EYE, SIZED),
    Tie("sum(k, 1, K, where(z == y[k], 0, exp(z - y[k]) - 1))", (1.0, [1.0, 1.0]), 2, 2, SIZED, "z"),
    Tie("where(z == y[1], 0, exp(z - y[1]) - 1)", (1.0, [1.0, 3.0]), 1, 1, SIZED, "z"),
    Tie("where(z[1] == y, 0, exp(z[1] - y) - 1) + sum(k, 1, K, z[k]**2)", ([2.0, 1.0], 2.0), [5, 2], [[3, 0], [0, 2]],
        {"y": "real"}),
    Tie("sum(k, 1, K, max(0, z - y[k]) - max(0, y[k] - z)) + z**2", (1.0, [1.0, 1.0]), 4, 2, SIZED, "z"),
    Tie("sum(k, 1, K, sum(j, 1, K, max(0, 1 - z[k] + z[j])**2))", ([1.0, 0.0, -1.0],), [10, 0, -10],
        [[None, None, -2], [None, 6, None], [-2, None, None]]),
    Tie("sum(k, 1, K, abs(z[k] - y[k])**3)", ([1.0, 2.0], [1.0, 2.0]), [0, 0], 0 * EYE, SIZED),
)  # fmt: skip

REFUSED = (
    Tie("sum(k, 1, K, where(z[k] == y[k], 1, (exp(z[k] - y[k]) - 1)/(z[k] - y[k])))", (), 1 / 2, 1 / 3, SIZED),
    Tie("sum(k, 1, K, sum(j, 1, K, max(0, z[k] - z[j])**2))", (), 0, 2),
    Tie("sum(k, 1, K, abs(z[k]))**2", (), 0, 2),
)
"""Those whose Hessian the rules don't lead to; what is right there is told for whoever mends that."""


@pytest.mark.parametrize("tie", RIGHT, ids=lambda tie: tie.expression)
def test_a_derivative_over_vectors_is_right_at_a_tie(tie: Tie) -> None:
    found = derivations.derive(tie.expression, prediction=tie.prediction, variables=tie.variables, name="mine")
    assert found.verify().publishable
    code = module_of("mine", found.code())
    for name, right in (("gradient", tie.gradient), ("hessian", tie.hessian)):
        got = getattr(code, f"pointwise_{name}")(*map(np.asarray, tie.at))
        told = np.array(right, dtype=float)
        known = ~np.isnan(told)  # elsewhere the sides differ, and a subgradient is as good as another
        assert got[known] == pytest.approx(told[known], abs=1e-12), name


@pytest.mark.parametrize("tie", REFUSED, ids=lambda tie: tie.expression)
def test_where_it_would_be_wrong_the_loss_is_refused_with_the_point(tie: Tie) -> None:
    checked = derivations.derive(tie.expression, prediction=tie.prediction, variables=tie.variables).verify()
    assert not checked.publishable
    told = [verdict.because for stage in checked.stages for verdict in stage.end if verdict.check == "ties"]
    assert any("where the definition's derivative is" in text for text in told)


@pytest.mark.parametrize(
    ("expression", "gradient", "hessian"),
    [
        ("sum(k, 1, K, z[k])", [[1, 1, 1]], 0), ("sum(k, 1, K, z[k])**2", [[12, 12, 12]], 2),
        ("sum(k, 1, K, abs(z[k]))", [[1, 1, 1]], 0), ("max(z[1], sum(k, 1, K, z[k]))", [[1, 1, 1]], 0),
    ],
)  # fmt: skip
def test_a_derivative_that_is_the_same_for_every_entry_has_an_axis_for_it(expression, gradient, hessian) -> None:
    code = module_of("mine", derivations.derive(expression, prediction="z[K]", name="mine").code())
    z = np.array([[1.0, 2.0, 3.0]])
    assert code.pointwise_gradient(z).tolist() == gradient
    assert code.pointwise_hessian(z).tolist() == np.full((1, 3, 3), hessian).tolist()


def test_a_hinge_over_vectors_has_code() -> None:
    code = module_of(
        "mine",
        derivations.derive(
            "sum(k, 1, K, max(0, 1 - y[k]*z[k]))", prediction="z[K]", variables=SIGNS, name="mine"
        ).code(),
    )
    assert code.pointwise_gradient(np.array([0.5, 2.0]), np.array([1.0, 1.0])).tolist() == [-1, 0]
    assert code.pointwise_hessian(np.array([0.5, 2.0]), np.array([1.0, 1.0])).tolist() == [[0, 0], [0, 0]]


def test_what_is_too_large_to_be_written_out_is_refused() -> None:
    """Sums within sums, of which a tie can't be looked at: undecided, and so not published."""
    names = [f"i{number}" for number in range(8)]
    text = f"max(0, {' + '.join(f'z[{name}]' for name in names)})"
    for name in names:
        text = f"sum({name}, 1, K, {text})"
    loss = derivations.Loss("mine", text, prediction="z[K]")
    context = context_of(loss)
    first = context.parse(f"partial(z[1], {text})")
    found = at_ties(first, context.parse("z[1]"), context)
    assert found is not None and found.result is Result.UNKNOWN and "written out" in found.because
