"""The reference against formulas written by hand, against closed values, and against the generated code."""

import inspect
import math
import random
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import mpmath as mp
import numpy as np
import pytest
from flint import arb, ctx

import derivations
from derivations import collection
from derivations.terms.domain import Finite, Interval
from derivations.truth.definition import Defined, defined
from derivations.truth.rounding import decided, halfway, nearest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "docs/examples"
LOSSES = ("logistic", "softmax", *collection.names())
QUANTITIES = ("loss", "gradient", "hessian")
CLASSES = 3
INF, NAN = math.inf, math.nan


def sigmoid(z):
    return 1 / (1 + mp.exp(-z))


def cross_entropy(y, p):
    return -(y * mp.log(p) + (1 - y) * mp.log(1 - p))


BY_HAND = {
    "logistic": lambda z, y: cross_entropy(y, sigmoid(z)),
    "focal": lambda z, y, gamma=2: (
        -(y * (1 - sigmoid(z)) ** gamma * mp.log(sigmoid(z)) + (1 - y) * sigmoid(z) ** gamma * mp.log(1 - sigmoid(z)))
    ),
    "probit": lambda z, y: cross_entropy(y, mp.ncdf(z)),
    "poisson": lambda z, y: mp.exp(z) - y * z + mp.loggamma(y + 1),
    "tweedie": lambda z, y, p=1.5: -y * mp.exp((1 - p) * z) / (1 - p) + mp.exp((2 - p) * z) / (2 - p),
    "student_t": lambda z, y, nu=4, sigma=1: (
        (nu + 1) / mp.mpf(2) * mp.log(1 + ((y - z) / sigma) ** 2 / nu)
        + mp.log(sigma)
        + mp.log(nu * mp.pi) / 2
        + mp.loggamma(mp.mpf(nu) / 2)
        - mp.loggamma((mp.mpf(nu) + 1) / 2)
    ),
    "log_cosh": lambda z, y: mp.log(mp.cosh(z - y)),
}
"""Losses of one prediction, written without a look at their definitions."""
POINTS = ((0.3, 1.0), (-2.25, 0.0), (4.0, 1.0), (-0.7, 1.0))


def ordinary(own: Defined, seed: int, several: int = 1) -> tuple[list, dict]:
    """Arguments within their domains, of ordinary size."""
    draw = random.Random(f"{own.name} {seed}")

    def number(name: str) -> float:
        if name in own.predictions:
            return draw.gauss(0, 1.5)
        domain = own.domains[name]
        if isinstance(domain, Interval) and domain.low is None:
            return draw.gauss(0, 1.5)
        if isinstance(domain, Interval) and domain.high is None:
            return float(domain.low) + math.exp(draw.gauss(0, 0.5))
        return float(domain.sample(draw))

    def value(name: str):
        if name not in own.sizes:
            return number(name)
        if name == own.classes:
            return float(draw.randrange(CLASSES))
        row = [number(name) for _ in range(CLASSES)]
        return [x / sum(row) for x in row] if name in adding_up(own) else row

    parameters = {name: value(name) for name in own.parameters if name not in own.defaults or draw.random() < 0.5}
    points = [[value(name) for _ in range(several)] for name in own.points]
    return (points if several > 1 else [column[0] for column in points]), parameters


def adding_up(own: Defined) -> set[str]:
    """The vectors whose entries add up to 1."""
    if own.name not in collection.names():
        return set()
    return {
        str(total.children[3].base.name) for total, _ in derivations.read_loss(EXAMPLES / f"{own.name}.toml").totals
    }


@pytest.mark.parametrize("name", BY_HAND)
def test_it_is_what_a_formula_written_by_hand_gives(name: str) -> None:
    ref, formula = derivations.reference(name), BY_HAND[name]
    with mp.workdps(60):
        for z, y in POINTS:
            expected = [float(mp.diff(lambda u, y=y: formula(u, mp.mpf(y)), mp.mpf(z), n)) for n in range(3)]
            assert [float(x) for x in ref.loss_gradient_hessian(z, y)] == pytest.approx(expected, rel=1e-15, abs=1e-300)
            assert float(ref.loss(z, y)) == float(formula(mp.mpf(z), mp.mpf(y))), "rounded to the nearest double"


def test_losses_of_vectors_are_what_a_formula_gives() -> None:
    z, y = (0.5, -1.25, 2.0), (0.25, 0.5, 0.25)

    def formula(*u):
        return mp.log(sum(map(mp.exp, u))) - sum(a * b for a, b in zip(u, y, strict=True))

    with mp.workdps(60):
        for name in ("softmax", "softmax_cross_entropy"):
            loss, gradient, hessian = derivations.reference(name).loss_gradient_hessian(z, y)
            assert float(loss) == float(formula(*map(mp.mpf, z)))
            orders = np.eye(3, dtype=int)
            slopes = [float(mp.diff(formula, z, tuple(map(int, own)))) for own in orders]
            assert gradient == pytest.approx(slopes, rel=1e-14)
            bends = [[float(mp.diff(formula, z, tuple(map(int, a + b)))) for b in orders] for a in orders]
            assert hessian.ravel() == pytest.approx(np.ravel(bends), rel=1e-14)


@pytest.mark.parametrize(
    ("name", "arguments", "parameters", "expected"),
    [
        ("logistic", (0.0, 1), {}, (math.log(2), -0.5, 0.25)),
        ("focal", (0.0, 1), {"gamma": 0.0}, (math.log(2), -0.5, 0.25)),
        ("squared_error", (3.0, 1.0), {}, (2.0, 2.0, 1.0)),
        ("huber", (5.0, 1.0), {"delta": 2.0}, (6.0, 2.0, 0.0)),
        ("hinge", (-1.0, 1.0), {}, (2.0, -1.0, 0.0)),
        ("brier", (0.0, 0.0), {}, (0.25, 0.25, 0.125)),
        ("poisson", (0.0, 1), {}, (1.0, 0.0, 1.0)),
        ("log_cosh", (2.0, 2.0), {}, (0.0, 0.0, 1.0)),
        ("exponential_loss", (0.0, -1), {}, (1.0, 1.0, 1.0)),
    ],
)
def test_closed_values_are_exact(name: str, arguments: tuple, parameters: dict, expected: tuple) -> None:
    assert derivations.reference(name).loss_gradient_hessian(*arguments, **parameters) == expected


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_agrees_with_its_code(name: str) -> None:
    ref, module = derivations.reference(name), import_module(f"derivations.generated.{name}")
    for seed in range(3):
        points, parameters = ordinary(ref.defined, seed)
        for quantity in QUANTITIES:
            found = np.asarray(getattr(ref, quantity)(*points, **parameters))
            expected = np.asarray(getattr(module, f"pointwise_{quantity}")(*points, **parameters))
            assert found.shape == expected.shape
            assert np.abs(found - expected).max() <= 1e-12 * np.abs(expected).max(), (points, parameters)


@pytest.mark.parametrize("name", LOSSES)
def test_arguments_are_those_of_the_code(name: str) -> None:
    ref, module = derivations.reference(name), import_module(f"derivations.generated.{name}")
    expected = inspect.signature(module.pointwise_loss).parameters
    own = [(given.name, given.kind, given.default) for given in expected.values() if given.name != "out"]
    assert [(given.name, given.kind, given.default) for given in ref.signature.parameters.values()] == own


@pytest.mark.parametrize("name", ["focal", "gaussian_learned_variance", "cox", "softmax", "multi_label"])
def test_shapes_are_those_of_the_code(name: str) -> None:
    ref, module = derivations.reference(name), import_module(f"derivations.generated.{name}")
    points, parameters = ordinary(ref.defined, 0, several=4)
    for quantity in QUANTITIES:
        found = getattr(ref, quantity)(*points, **parameters)
        expected = getattr(module, f"pointwise_{quantity}")(*points, **parameters)
        assert isinstance(found, np.ndarray) and found.dtype == np.float64
        assert found.shape == expected.shape
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_arguments_broadcast() -> None:
    ref = derivations.reference("logistic")
    z, y = np.array([[0.0], [1.0]]), np.array([0.0, 1.0, 0.5])
    assert ref.loss(z, y).shape == (2, 3)
    assert ref.loss(z, y)[1, 2] == ref.loss(1.0, 0.5)
    assert isinstance(ref.loss(1, 0), np.float64)
    assert ref.loss([], 1.0).shape == (0,)
    assert ref.gradient(np.float32(0.5), True) == ref.gradient(0.5, 1)


def test_corrupted_definitions_are_seen() -> None:
    """The comparison with the code can fail: another sign, weight or power is another loss."""
    loss = derivations.read_loss(EXAMPLES / "focal.toml")
    module = import_module("derivations.generated.focal")
    for old, new in (("log(p)", "log(1-p)"), ("(1-y)*p", "(1-y)*2*p"), ("**gamma", "**(gamma+1)")):
        ref = derivations.reference(replace(loss, expression=str(loss.expression).replace(old, new, 1)))
        assert abs(ref.loss(0.4, 0.5) - module.pointwise_loss(0.4, 0.5)) > 1e-3


def test_a_loss_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('name = "own"\n[variables]\ny = { domain = "real" }\n[loss]\nexpression = "(z - y)**4"\n')
    for given in (path, str(path), derivations.read_loss(path), derivations.derive(derivations.read_loss(path))):
        assert derivations.reference(given).loss_gradient_hessian(3.0, 1.0) == (16.0, 32.0, 48.0)


def test_values_of_any_size() -> None:
    logistic = derivations.reference("logistic")
    z = [-INF, -1e300, -800.0, 800.0, 1e15, 1e300, INF, NAN]
    assert logistic.loss(z, 0) == pytest.approx([0, 0, 0, 800, 1e15, 1e300, INF, NAN], rel=0, abs=0, nan_ok=True)
    assert logistic.gradient(z, 0) == pytest.approx([0, 0, 0, 1, 1, 1, 1, NAN], rel=0, abs=0, nan_ok=True)
    assert logistic.gradient(-40.0, 0) == float(mp.mpf(1) / (1 + mp.exp(40)))
    probit = derivations.reference("probit")
    assert list(probit.loss([-1e100, 1e10, INF], 1)) == [5e199, 0, 0]
    assert list(derivations.reference("complementary_log_log").loss([1e4, INF, -INF], 0)) == [INF, INF, 0]
    assert derivations.reference("softmax").gradient([-INF, 0.0, 0.0], 1) == pytest.approx([0, -0.5, 0.5], abs=0)
    assert math.isnan(derivations.reference("squared_error").loss(INF, INF))
    assert derivations.reference("squared_error").loss(INF, 3.0) == INF


def test_where_there_is_no_value_it_is_nan() -> None:
    loss = derivations.Loss("bare", "log(z)")
    assert np.isnan(derivations.reference(loss).loss([-1.0, 0.0])).all()


@pytest.mark.parametrize(
    ("name", "arguments", "parameters", "gradient", "hessian"),
    [
        ("absolute_error", (1.0, 1.0), {}, 0.0, 0.0),
        ("hinge", (1.0, 1.0), {}, 0.0, 0.0),
        ("squared_hinge", (1.0, 1.0), {}, 0.0, 0.0),
        ("huber", (2.0, 1.0), {}, 1.0, 1.0),
        ("smooth_l1", (2.0, 1.0), {}, 1.0, 0.0),
        ("expectile", (1.0, 1.0), {"tau": 0.75}, 0.0, 0.5),
        ("quantile", (1.0, 1.0), {"tau": 0.75}, 0.0, 0.0),
    ],
)
def test_ties_have_subgradients(name: str, arguments: tuple, parameters: dict, gradient: float, hessian: float) -> None:
    ref = derivations.reference(name)
    assert (ref.gradient(*arguments, **parameters), ref.hessian(*arguments, **parameters)) == (gradient, hessian)


def test_where_both_sides_of_a_tie_agree_it_is_theirs() -> None:
    loss = derivations.Loss("guarded", "where(z == y, 1, (exp(z - y) - 1)/(z - y))", variables={"y": "real"})
    assert derivations.reference(loss).gradient(2.0, 2.0) == 0.5


def test_condition_numbers() -> None:
    squared = derivations.reference("squared_error")
    assert squared.condition_number("loss", 3.0, 1.0) == 2 * (3 + 1) / 2
    assert squared.condition_number("hessian", 3.0, 1.0) == 0
    assert squared.condition_number("loss", 1.0, 1.0) == 0 and squared.condition_number("gradient", 1.0, 1.0) == INF
    logistic = derivations.reference("logistic")
    p = 1 / (1 + math.exp(-2))
    assert logistic.condition_number("gradient", 2.0, 0) == pytest.approx(2 * (1 - p), rel=1e-14)
    assert logistic.allowed("gradient", 2.0, 0) == pytest.approx(16 * 2**-53 * (1 + 2 * (1 - p)), rel=1e-14)
    assert logistic.condition_number("loss", 1e15, 0) == 1
    assert np.isnan(logistic.condition_number("loss", [INF, NAN], 0)).all()
    assert logistic.condition_number("loss", [1e300, 1e4], 1) == pytest.approx([INF, 1e4], rel=1e-14)
    assert derivations.reference("hinge").condition_number("gradient", 1.0, 1.0) == INF
    assert derivations.reference("gaussian_learned_variance").condition_number("gradient", 1, 2, 3).shape == (2,)
    rows = derivations.reference("softmax_cross_entropy").condition_number("hessian", np.zeros((5, 3)), [1.0, 0.0, 0.0])
    assert rows.shape == (5,)


def test_derivatives_beside_the_predictions() -> None:
    ref, module = derivations.reference("info_nce"), import_module("derivations.generated.info_nce")
    assert list(ref.quantities) == [*QUANTITIES, "gradient_tau", "hessian_tau"]
    s = [[0.3, -0.2, 0.1], [0.5, 0.25, -1.0]]
    for quantity in ref.quantities:
        found = ref.evaluate(quantity, s, tau=0.5)
        assert found == pytest.approx(getattr(module, f"pointwise_{quantity}")(s, tau=0.5), rel=1e-12)
        assert (ref.allowed(quantity, s, tau=0.5) >= 16 * 2**-53).all()


def test_whole_numbers_and_labels_do_not_move() -> None:
    assert isinstance(defined("logistic").domains["y"], Finite)
    z = 0.5
    expected = abs(z * (math.exp(z) - 2) / (math.exp(z) - 2 * z + math.log(2)))
    assert derivations.reference("poisson").condition_number("loss", z, 2) == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize(
    ("name", "arguments", "parameters", "message"),
    [
        ("focal", ("a", 1), {}, "z: expected real numbers, got str"),
        ("focal", ([1.0, [2.0]], 1), {}, "z: expected an array of numbers, got rows of unequal length"),
        ("focal", ([1.0, 2.0], [1, 0, 1]), {}, "y: expected shapes that broadcast together, got z (2,), y (3,)"),
        ("focal", (0.0, 1), {"gamma": -1.0}, "gamma: expected numbers in [0, inf), got -1.0"),
        ("focal", (0.0, 1), {"gamma": [1.0]}, "gamma: expected a number, got an array of shape (1,)"),
        ("softmax", ([1.0, 2.0], 2), {}, "y: expected classes 0 to 1, got 2.0"),
        ("cox", ([1.0, 2.0], [1.0], [1.0, 0.0]), {}, "d: expected vectors of one length, got z 2, t 1, d 2"),
        ("cox", (1.0, [1.0], [1.0]), {}, "z: expected vectors along the last axis, got shape ()"),
    ],
)
def test_wrong_arguments_are_named(name: str, arguments: tuple, parameters: dict, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        derivations.reference(name).loss(*arguments, **parameters)
    assert str(caught.value) == message


def test_what_is_no_loss_is_refused() -> None:
    with pytest.raises(derivations.UnknownName, match="did you mean 'focal'"):
        derivations.reference("focall")
    with pytest.raises(ValueError, match="loss: expected one with a loss of a single sample"):
        derivations.reference("newton")
    with pytest.raises(ValueError, match="loss: expected a name, the path of a TOML file or a Loss, got int"):
        derivations.reference(3)
    with pytest.raises(ValueError, match="quantity: expected one of 'loss', 'gradient', 'hessian', got 'slope'"):
        derivations.reference("focal").condition_number("slope", 0.0, 1.0)
    with pytest.raises(TypeError, match="missing a required argument: 'y'"):
        derivations.reference("focal").loss(0.0)


def test_it_says_where_it_does_not_know() -> None:
    loss = derivations.Loss("hidden", "sqrt(2)**2 - 2 + 0*z")
    assert derivations.reference(loss).loss(1.0) == 0.0, "a ball around 0, so small that all of it is 0"
    loss = derivations.Loss("shifted", "where(sqrt(2)**2 == 2, z, 2*z)")
    with pytest.raises(derivations.Unresolved, match="z = 1.0"):
        derivations.reference(loss).loss(1.0)


def test_rounding_is_to_the_nearest_double() -> None:
    draw, before = random.Random(1), ctx.prec
    ctx.prec = 200
    try:
        for _ in range(300):
            exact = Fraction(draw.getrandbits(120)) * Fraction(2) ** draw.randint(-1200, 900) * draw.choice((1, -1))
            ball = arb(exact.numerator) / arb(exact.denominator)
            assert nearest(ball) == float(exact) if abs(exact) < 2**1024 else math.isinf(nearest(ball))
        half = 1 + arb(2) ** -53
        assert decided(half) == 1.0 and decided(arb(half, arb(2) ** -150)) is None
        assert halfway(arb(half, arb(2) ** -150)) == 1.0 and halfway(arb(0, 1)) is None
        assert decided(arb(2) ** -1074 / 2) == 0.0 and decided(arb(2) ** -1074 * 3 / 4) == 5e-324
    finally:
        ctx.prec = before


WITHOUT_NUMPY = """
import sys
sys.modules["numpy"] = None
import derivations
ref = derivations.reference("focal")
print(type(ref.loss(0.0, 1, gamma=0.0)).__name__, ref.gradient([0.0, 0.0], [1, 0], gamma=0.0))
print(derivations.reference("gaussian_learned_variance").hessian(1.0, 0.0, 1.0))
print(derivations.reference("softmax").gradient([0.0, 0.0], 1), ref.allowed("loss", [0.0], 1, gamma=0.0))
"""


def test_it_needs_no_numpy() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_NUMPY], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "float [-0.5, 0.5]",
        "[[1.0, 0.0], [0.0, 0.0]]",
        f"[0.5, -0.5] [{16 * 2**-53}]",
    ]
