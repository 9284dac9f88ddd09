"""Losses of vectors: sums over an index, entries, what they add up to; their derivations, their code."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from emitted import module_of
from scipy import special

from derivations import collection
from derivations.emit.build import Builder
from derivations.emit.interpret import Interpreter
from derivations.emit.ir import Program
from derivations.emit.vector_sample import Shapes
from derivations.own.definition import Loss
from derivations.own.language import LossError
from derivations.own.result import Derived
from derivations.own.stable import shifted_of
from derivations.rules import stability_sums
from derivations.terms.context import Context
from derivations.terms.core import Term
from derivations.verify.at_ties import unfolded
from derivations.verify.check import equality
from derivations.verify.verdict import Result

LABEL = {"y": {"domain": "[0, 1]", "size": "K"}}
SHARE = {"p[k]": "exp(z[k])/sum(i, 1, K, exp(z[i]))"}
ONE_LABEL = ("sum(k, 1, K, y[k]) == 1",)


def loss(expression: str, prediction: str = "z[K]", **more: Any) -> Loss:
    return Loss("test", expression, prediction, **more)


@cache
def derived(name: str) -> Derived:
    return collection.derived(name)


def result(name: str, stage: str) -> Term:
    return next(found.result for found in derived(name).stages if found.name == stage)


def context(name: str) -> Context:
    return derived(name).verify().loss.context


def code(name: str) -> ModuleType:
    return module_of(name, derived(name).code())


# What a derivation comes to.


@pytest.mark.parametrize(
    ("name", "stage", "expected"),
    [
        ("softmax_cross_entropy", "simplify", "log(sum(i, 1, K, exp(z[i]))) - sum(k, 1, K, y[k]*z[k])"),
        ("softmax_cross_entropy", "gradient", "p[j] - y[j]"),
        ("softmax_cross_entropy", "hessian", "p[j]*(delta(j, l) - p[l])"),
        ("softmax_temperature", "gradient", "(p[j] - y[j])/T"),
        ("softmax_temperature", "hessian", "p[j]*(delta(j, l) - p[l])/T**2"),
        ("info_nce", "gradient", "(p[j] - delta(1, j))/tau"),
        ("listnet", "gradient", "p[j] - q[j]"),
        ("smoothed_softmax", "gradient", "p[j] - (1 - epsilon)*y[j] - epsilon/K"),
        ("multi_class_brier", "gradient", "2*p[j]*(p[j] - y[j] - sum(k, 1, K, p[k]*(p[k] - y[k])))"),
        ("multi_label", "gradient", "(1 - y[j])*sigmoid(z[j]) - w[j]*y[j]*(1 - sigmoid(z[j]))"),
        ("multi_label", "hessian", "sigmoid(z[j])*(1 - sigmoid(z[j]))*(1 - y[j] + w[j]*y[j])*delta(j, l)"),
        (
            "cox",
            "gradient",
            "sum(i, 1, n, d[i]*indicator(t[i] <= t[j])*exp(z[j])"
            "/sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k]))) - d[j]",
        ),
    ],
)
def test_a_loss_of_vectors_comes_to_its_known_form(name: str, stage: str, expected: str) -> None:
    symbols = context(name)
    verdicts = equality(result(name, stage), symbols.parse(expected), symbols)
    assert verdicts[0].result is Result.PROVED


VECTORS = [name for name in collection.names() if derived(name).loss.sizes]


def test_there_are_losses_of_vectors() -> None:
    assert len(VECTORS) >= 10


@pytest.mark.parametrize("name", VECTORS)
def test_every_step_of_a_loss_of_vectors_holds(name: str) -> None:
    assert derived(name).verify().publishable


def test_a_constraint_is_needed() -> None:
    """Without it the loss doesn't become log-sum-exp less a mean, and its derivative isn't p − y."""
    without = Derived(loss("-sum(k, 1, K, y[k]*log(p[k]))", variables=LABEL, definitions=SHARE))
    gradient = next(stage.result for stage in without.stages if stage.name == "gradient")
    symbols = without.verify().loss.context
    assert without.verify().publishable
    assert equality(gradient, symbols.parse("p[j] - y[j]"), symbols)[-1].result is Result.REFUTED
    assert equality(gradient, symbols.parse("p[j]*sum(k, 1, K, y[k]) - y[j]"), symbols)[0].result is Result.PROVED


def test_a_wrong_sum_is_refuted_where_entries_add_up_to_one() -> None:
    symbols = context("softmax_cross_entropy")
    for right, expected in (("1", Result.PROVED), ("2", Result.REFUTED)):
        verdicts = equality(symbols.parse("sum(k, 1, K, y[k])"), symbols.parse(right), symbols)
        assert verdicts[0 if expected is Result.PROVED else -1].result is expected


# What a definition may say.


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"expression": "sum(k, 0, K, z[k])"}, "let it run from 1 to one of 'K'"),
        ({"expression": "z[k]"}, "'k' is not declared"),
        ({"expression": "exp(z)"}, "take entries, such as z[k]"),
        ({"expression": "sum(k, 1, K, z[k + 1])"}, "has the index k + 1, which is no index of a sum"),
        ({"expression": "sum(k, 1, K, z[2])"}, "has the index 2"),
        ({"expression": "sum(k, 1, K, z[k]*w[k])", "variables": {"w": "real"}}, 'with size = "K"'),
        (
            {"expression": "sum(k, 1, K, z[k]*x[k])", "variables": {"x": {"domain": "real", "size": "n"}}},
            "x has n entries",
        ),
        ({"expression": "sum(y, 1, K, z[y])", "variables": LABEL}, "'y' is the index of a sum too"),
        ({"expression": "sum(k, 1, K, z[k])", "variables": {"K": "real"}}, "'K' is a size too"),
        ({"expression": "sum(k, 1, K, p[k])", "definitions": {"p[q]": "exp(2*1)"}}, "nothing tells"),
        ({"expression": "sum(k, 1, K, p[k])", "definitions": {"p": "exp(z[k])"}}, "stands outside its sum"),
        (
            {"expression": "sum(k, 1, K, z[k])", "variables": LABEL, "constraints": ("sum(k, 1, K, y[k]) = 1",)},
            "isn't of the form sum(k, 1, K, y[k]) == 1",
        ),
        ({"expression": "sum(k, 1, K, z[k])", "constraints": "x"}, "expected a list, not text"),
        (
            {
                "expression": "sum(k, 1, K, z[k]*w[k])",
                "parameters": {"w": {"domain": "(0, inf)", "size": "K", "default": 1}},
            },
            "a vector has no default",
        ),
    ],
)
def test_what_cant_be_used_is_refused_with_a_cure(given: dict[str, Any], said: str) -> None:
    with pytest.raises(LossError) as error:
        loss(**given)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("expression", "stage", "expected", "more"),
    [
        ("prod(k, 1, K, exp(z[k]))", "gradient", "prod(k, 1, K, exp(z[k]))", {}),
        ("z[1]**2", "gradient", "2*z[1]*delta(1, j)", {}),
        ("sum(k, 1, K, sum(i, 1, K, z[k]*z[i]))", "hessian", "2", {}),
        ("sum(k, 1, K, (z[k] - y)**2)", "gradient", "2*(z[j] - y)", {"variables": {"y": "real"}}),
        (
            "sum(k, 1, K, (m - x[k])**2)",
            "hessian",
            "2*K",
            {"prediction": "m", "variables": {"x": {"domain": "real", "size": "K"}}},
        ),
    ],
)
def test_sums_and_products_are_differentiated(expression: str, stage: str, expected: str, more: dict[str, Any]) -> None:
    found = Derived(loss(expression, **more))
    symbols = found.verify().loss.context
    assert found.verify().publishable
    made = next(one.result for one in found.stages if one.name == stage)
    assert equality(made, symbols.parse(expected), symbols)[0].result is Result.PROVED


def test_several_predictions_beside_vectors_have_derivatives_and_no_code() -> None:
    found = Derived(Loss("test", "sum(k, 1, K, u[k]*v[k])", ("u[K]", "v[K]")))
    assert found.verify().publishable
    assert not found.has_code
    assert "several predictions" in found.unstable


# The code.


def test_a_part_that_is_one_number_has_no_axes() -> None:
    symbols = context("softmax_cross_entropy")
    term = symbols.parse(
        "sum(k, 1, K, z[k]**(2 - 1)) + sum(k, 1, K, (1 + z[k])**(2 - 1))*(K - 1)*sum(k, 1, K, z[k]*(K - 1))"
    )
    z = np.array([[1.0, 2.0, 4.0], [0.0, -1.0, 5.0]])
    program = Program()
    number = Builder(program, Shapes(("z",), ("z",), (), "K", symbols).symbols).output(term)
    assert program[number].rank == 0
    made = Interpreter(program, {"z": z.ravel().tolist()}, 2, 3).values(number)
    assert np.array_equal(made, z.sum(1) + (1 + z).sum(1) * 2 * z.sum(1) * 2)


def points(name: str, count: int = 40) -> tuple[np.ndarray, list[Any], dict[str, Any]]:
    """Predictions of four entries, and what stands beside them."""
    draw = np.random.default_rng(3)
    own = derived(name).loss
    z = draw.normal(size=(count, 4)) * draw.choice([0.3, 2.0, 8.0], (count, 1))
    summed = {total.children[3].base.name for total, _ in own.totals}
    beside: list[Any] = []
    for variable in own.variables:
        if variable in summed:
            beside.append(draw.dirichlet(np.ones(4), count))
        elif str(own.domains[variable]) == "{0, 1}":
            beside.append(draw.integers(0, 2, (count, 4)).astype(float))
        else:
            beside.append(draw.uniform(0.05, 0.95, (count, 4)))
    given = {parameter: np.full(4, 1.5) for parameter in own.parameters if parameter in own.sizes}
    return z, beside, given


@pytest.mark.parametrize("name", VECTORS)
def test_gradient_and_hessian_are_the_differences_of_the_loss(name: str) -> None:
    module = code(name)
    z, beside, given = points(name)
    gradient = module.pointwise_gradient(z, *beside, **given)
    hessian = module.pointwise_hessian(z, *beside, **given)
    both = module.pointwise_loss_and_gradient(z, *beside, **given)
    assert gradient.shape == z.shape
    assert hessian.shape == (*z.shape, 4)
    assert np.array_equal(both[1], gradient)
    assert np.array_equal(both[0], module.pointwise_loss(z, *beside, **given))
    step = 1e-5
    for of, slope in (("loss", gradient), ("gradient", hessian)):
        function = getattr(module, f"pointwise_{of}")
        rounding = 1e-9 * (1 + np.abs(function(z, *beside, **given)))
        for n in range(4):
            move = step * np.eye(4)[n]
            up, down = (function(z + side * move, *beside, **given) for side in (1, -1))
            gap = np.abs((up - down) / (2 * step) - slope[..., n])
            assert (gap <= 2e-7 + 2e-5 * np.abs(slope[..., n]) + rounding).all()
    assert np.allclose(hessian, np.swapaxes(hessian, -1, -2), rtol=1e-10, atol=1e-14)


def test_softmax_is_scipys() -> None:
    z, (y,), _ = points("softmax_cross_entropy")
    module = code("softmax_cross_entropy")
    assert np.allclose(module.pointwise_loss(z, y), special.logsumexp(z, axis=-1) - (y * z).sum(-1), rtol=1e-13)
    assert np.allclose(module.pointwise_gradient(z, y), special.softmax(z, axis=-1) - y, rtol=1e-10, atol=1e-15)


def test_huge_outputs_are_no_trouble() -> None:
    module = code("softmax_cross_entropy")
    z = np.array([[1e4, -1e4, 0.0], [-1e300, 1e300, 0.0], [700.0, 710.0, 720.0]])
    y = np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]])
    assert np.isfinite(module.pointwise_loss(z, y)).all()
    assert module.pointwise_loss(z, y)[0] == 0
    assert np.array_equal(module.pointwise_gradient(z, y)[1], [0, 0, 0])


def test_the_right_class_far_ahead_keeps_its_digits() -> None:
    """There the loss is what the others have, exp(−40) and less; 1 − p would be 0."""
    module = code("softmax_cross_entropy")
    z, y = np.array([40.0, 0.0, -1.0]), np.array([1.0, 0, 0])
    others = np.exp(-40.0) + np.exp(-41.0)
    assert np.isclose(module.pointwise_loss(z, y), np.log1p(others), rtol=1e-14)
    assert np.isclose(module.pointwise_gradient(z, y)[0], -others / (1 + others), rtol=1e-14)


def test_cox_is_what_a_loop_over_events_gives() -> None:
    module = code("cox")
    z, (t, d), _ = points("cox")
    for row in range(5):
        total = 0.0
        for i in range(4):
            if d[row, i]:
                risk = t[row] >= t[row, i]
                total -= z[row, i] - special.logsumexp(z[row][risk])
        assert np.isclose(module.pointwise_loss(z[row], t[row], d[row]), total, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((1.0, [1.0, 0.0]), "z: expected vectors along the last axis"),
        (([1.0, 2.0, 3.0], [1.0, 0.0]), "y: expected vectors of one length, got z 3, y 2"),
        ((np.zeros((2, 3)), np.zeros((4, 3))), "expected samples that broadcast together"),
        (([], []), "z: expected vectors along the last axis"),
        ((["a"], [1.0]), "z: "),
    ],
)
def test_arguments_that_dont_fit_are_named(arguments: tuple[Any, ...], said: str) -> None:
    with pytest.raises(ValueError, match="^[zy]: ") as error:
        code("softmax_cross_entropy").pointwise_loss(*arguments)
    assert said in str(error.value)


def test_out_is_written_to() -> None:
    module = code("softmax_cross_entropy")
    z, (y,), _ = points("softmax_cross_entropy")
    out = np.empty_like(z)
    assert module.pointwise_gradient(z, y, out=out) is out
    assert np.array_equal(out, module.pointwise_gradient(z, y))
    with pytest.raises(ValueError, match="out: expected shape"):
        module.pointwise_loss(z, y, out=out)


def test_shares_are_differentiated_as_shares_and_add_up_to_1() -> None:
    costs = {"c": {"domain": "real", "size": "K"}}
    found = {
        stage.name: str(stage.result)
        for stage in Derived(loss("sum(k, 1, K, c[k]*p[k])", variables=costs, definitions=SHARE)).stages
    }
    assert found["slope-p"] == "p[l]*(delta(l, j) - p[j])"
    assert found["total-p"] == "1"
    assert found["gradient"] == "p[j]*(c[j] - sum(k, 1, K, c[k]*p[k]))"


def test_entries_whose_derivative_needs_the_prediction_are_put_in() -> None:
    logistic = {"p[k]": "sigmoid(z[k])"}
    stages = Derived(loss("sum(k, 1, K, p[k]**2)", definitions=logistic)).stages
    assert not any(stage.name.startswith(("slope-", "total-")) for stage in stages)


# What doesn't see where the predictions stand.


def unmoved(name: str) -> bool:
    """Whether a loss is proved to be the same when all predictions grow alike."""
    whole = unfolded(derived(name).loss.term, context(name))
    return bool(shifted_of(whole, context(name), derived(name).loss))


SHIFTED = ("info_nce", "jensen_shannon", "listnet", "multi_class_brier", "smoothed_softmax", "softmax_cross_entropy",
           "softmax_focal", "softmax_temperature")  # fmt: skip


def test_losses_of_shares_are_found_to_be_the_same_when_all_predictions_grow_alike() -> None:
    assert {name for name in VECTORS if unmoved(name)} >= set(SHIFTED)
    assert not unmoved("poisson_bins")
    assert not unmoved("multi_label")


@pytest.mark.parametrize("name", SHIFTED)
def test_large_predictions_give_finite_numbers_that_a_shift_leaves_alone(name: str) -> None:
    module = code(name)
    _, beside, given = points(name)
    z = np.random.default_rng(11).integers(-10_000, 10_001, (40, 4)).astype(float)
    for function in (module.pointwise_loss, module.pointwise_gradient, module.pointwise_hessian):
        found = function(z, *beside, **given)
        assert np.isfinite(found).all()
        assert np.array_equal(function(z + 4096.0, *beside, **given), found)


# The rules that keep it exact.


def test_every_stability_rule_of_sums_is_used_by_a_loss() -> None:
    variables = {name: {"domain": "real", "size": "K"} for name in ("a", "b")}
    scaled = {"p[k]": "exp(a[k]*z[k])/sum(i, 1, K, exp(a[i]*z[i]))"}
    own = Derived(loss("sum(k, 1, K, p[k]*b[k])", variables=variables, definitions=scaled))
    stages = [stage for one in (own, *map(derived, VECTORS)) for stage in one.stages]
    used = {atom.rule.name for stage in stages for step in stage.steps for atom in step.atoms}
    assert {rule.name for rule in stability_sums.RULES} - used == set()
