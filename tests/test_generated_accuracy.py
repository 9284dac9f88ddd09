"""The emitted pointwise functions against 1300-bit references: how many ulps they are from the truth.

An error is measured in units of the spacing of float64 at the correctly rounded result. Points have
|z| from 1e-300 to 1e3, in the subnormal range, and where e^-|z| is just above a power of 2,
float64 being coarsest there.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from flint import arb, ctx

from derivations.generated import logistic

BITS = 1300
# The wish for the loss is 1.5. e^-|z| is rounded by half a unit, which is a whole unit of a loss just below a power
# of 2, and log1p rounds again: 1.62 at the worst of these points, with an older processor's log1p. An exponential in
# two pieces would keep 1.5 and make the function half as fast.
LOSS, GRADIENT, HESSIAN = 1.75, 2.0, 3.0
INF, NAN = np.inf, np.nan


def sizes(count: int) -> np.ndarray:
    """Deterministic values of |z|, about `count` of them."""
    rng = np.random.default_rng(2015)
    # e^-|z| just above 2^-k: its spacing there is twice that of the loss, which lies just below.
    edges = [k * np.log(2) - 2.0**-k * rng.uniform(-0.2, 1, count // 40) for k in range(1, 11)]
    parts = [
        *edges,
        10 ** np.linspace(-300, 3, count // 8),
        10 ** np.linspace(-20, 3, count // 8),
        np.linspace(0, 50, count // 8),
        np.linspace(50, 1000, count // 16),
        rng.uniform(0, 6, count // 8),
        rng.uniform(0, 40, count // 8),
        rng.uniform(700, 750, count // 16),
        np.array([0.0, 5e-324, 1e-310, 2.2250738585072014e-308, 708.0, 708.4, 709.79, 745.13, 745.14, 746.0]),
        np.array([1e4, 1e300, 1.7e308]),
    ]
    return np.unique(np.abs(np.concatenate(parts)))


def ulps(computed: np.ndarray, exact: list[arb]) -> np.ndarray:
    """Errors in units of the spacing at the correctly rounded result."""
    errors = np.empty(len(exact))
    for i, (value, reference) in enumerate(zip(computed.tolist(), exact, strict=True)):
        rounded = float(reference.mid())
        unit = arb(float(np.spacing(abs(rounded))))
        assert abs((reference - arb(rounded)) / unit) < 0.501, "the reference is itself not sure"
        errors[i] = float((abs(arb(value) - reference) / unit).mid())
    assert np.isfinite(errors).all()
    return errors


class References:
    """Exact loss, gradient and Hessian, from e^-|z| to 1300 bits."""

    def __init__(self, size: np.ndarray) -> None:
        self.size = size
        self.small: list[arb] = []
        self.large: list[arb] = []
        self.near: list[arb] = []
        self.far: list[arb] = []
        self.curvature: list[arb] = []
        with ctx.workprec(BITS):
            for a in map(arb, size.tolist()):
                e = (-a).exp()
                small, near = e.log1p(), 1 / (1 + e)
                self.small.append(small)  # log(1 + e^-a)
                self.large.append(a + small)  # log(1 + e^a)
                self.near.append(near)  # σ(a)
                self.far.append(e * near)  # σ(-a)
                self.curvature.append(e * near * near)

    def worst(self, function: Callable[..., np.ndarray], kind: str) -> tuple[float, float, int]:
        """The largest error of a function, with its z and y."""
        found = (0.0, 0.0, 0)
        for right in (True, False):
            for y in (0, 1):
                wrong = right != bool(y)
                z = self.size if right else -self.size
                computed = function(z, y)
                if kind == "loss":
                    exact = self.large if wrong else self.small
                elif kind == "gradient":
                    exact, computed = (self.near if wrong else self.far), computed * (1 - 2 * y)
                else:
                    exact = self.curvature
                with ctx.workprec(BITS):
                    errors = ulps(computed, exact)
                i = int(np.argmax(errors))
                found = max(found, (float(errors[i]), float(z[i]), y))
        return found


FUNCTIONS = [
    pytest.param(logistic.pointwise_loss, "loss", LOSS, id="loss"),
    pytest.param(logistic.pointwise_gradient, "gradient", GRADIENT, id="gradient"),
    pytest.param(logistic.pointwise_hessian, "hessian", HESSIAN, id="hessian"),
    pytest.param(lambda z, y: logistic.pointwise_loss_and_gradient(z, y)[0], "loss", LOSS, id="both, loss"),
    pytest.param(lambda z, y: logistic.pointwise_loss_and_gradient(z, y)[1], "gradient", GRADIENT, id="both, gradient"),
]


@pytest.fixture(scope="module")
def references() -> References:
    return References(sizes(8000))


@pytest.fixture(scope="module")
def dense_references() -> References:
    return References(sizes(400_000))


@pytest.mark.parametrize(("function", "kind", "bound"), FUNCTIONS)
def test_errors_stay_within_the_bound(references, function, kind, bound) -> None:
    error, z, y = references.worst(function, kind)
    assert error <= bound, f"{kind}: {error:.3f} ulp at z={z!r}, y={y}"


@pytest.mark.slow
@pytest.mark.parametrize(("function", "kind", "bound"), FUNCTIONS[:3])
def test_errors_stay_within_the_bound_on_a_dense_grid(dense_references, function, kind, bound) -> None:
    error, z, y = dense_references.worst(function, kind)
    assert error <= bound, f"{kind}: {error:.3f} ulp at z={z!r}, y={y}"


@pytest.mark.slow
def test_errors_stay_within_the_bound_without_vector_instructions() -> None:
    """NumPy has other exp and log for older processors; this takes away what it found on this one."""
    found = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "within_the_bound", __file__],
        env={**os.environ, "NPY_DISABLE_CPU_FEATURES": " ".join(found)},
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout


def test_the_measure_sees_an_error_of_two_ulps(references) -> None:
    """A loss moved by 2 ulps, a gradient by 3 and a Hessian by 4 are found out."""

    def moved(function: Callable[..., np.ndarray], steps: int) -> Callable[..., np.ndarray]:
        def wrong(z: np.ndarray, y: int) -> np.ndarray:
            value = function(z, y)
            for _ in range(steps):
                value = np.nextafter(value, INF)
            return value

        return wrong

    assert references.worst(moved(logistic.pointwise_loss, 2), "loss")[0] > LOSS
    assert references.worst(moved(logistic.pointwise_gradient, 3), "gradient")[0] > GRADIENT
    assert references.worst(moved(logistic.pointwise_hessian, 4), "hessian")[0] > HESSIAN


def test_the_textbook_formula_fails_where_this_one_holds(references) -> None:
    def textbook(z: np.ndarray, y: int) -> np.ndarray:
        h = 1 / (1 + np.exp(-np.clip(z, -700, 700)))
        return -np.log(np.maximum(h if y else 1 - h, 1e-300))

    assert references.worst(textbook, "loss")[0] > 1e9


def test_losses_of_labels_between_0_and_1() -> None:
    """The loss adds terms that are never negative: it keeps its digits. The gradient keeps its decimals."""
    rng = np.random.default_rng(7)
    spread = rng.choice([-1, 1], 2000) * 10 ** rng.uniform(-300, 3, 2000)
    z = np.concatenate([rng.normal(scale=5, size=2000), spread])
    y = np.concatenate([rng.uniform(size=2000), rng.choice([1e-20, 1e-5, 0.1, 0.5, 0.9, 1 - 2.0**-53], 2000)])
    with ctx.workprec(BITS):
        pairs = [(arb(a), arb(b)) for a, b in zip(z.tolist(), y.tolist(), strict=True)]
        losses = [(1 + a.exp()).log() - b * a for a, b in pairs]
        gradients = [1 / (1 + (-a).exp()) - b for a, b in pairs]
        assert ulps(logistic.pointwise_loss(z, y), losses).max() <= 2
        computed = map(arb, logistic.pointwise_gradient(z, y).tolist())
        assert all(abs(value - exact) < 2.0**-52 for value, exact in zip(computed, gradients, strict=True))


@pytest.mark.parametrize(
    ("z", "y", "loss", "gradient"),
    [(INF, 1, 0, 0), (-INF, 0, 0, 0), (-INF, 1, INF, -1), (INF, 0, INF, 1)]
    + [(z, y, np.log(2), 0.5 - y) for z in (0.0, -0.0, 5e-324, -5e-324) for y in (0, 1)]
    + [(z, y, NAN, NAN) for z, y in ((NAN, 0), (NAN, 1), (-NAN, 1), (1.0, NAN))],
)
def test_values_at_the_ends_and_at_zero(z, y, loss, gradient) -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        np.testing.assert_array_equal(logistic.pointwise_loss(z, y), loss)
        np.testing.assert_array_equal(logistic.pointwise_gradient(z, y), gradient)
        np.testing.assert_array_equal(logistic.pointwise_loss_and_gradient(z, y), (loss, gradient))


@pytest.mark.parametrize(("z", "hessian"), [(INF, 0), (-INF, 0), (0.0, 0.25), (-0.0, 0.25), (NAN, NAN)])
def test_hessian_at_the_ends_and_at_zero(z, hessian) -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        for y in (0, 1):
            np.testing.assert_array_equal(logistic.pointwise_hessian(z, y), hessian)


def test_only_nan_gives_nan(references) -> None:
    z = np.concatenate([references.size, -references.size, [INF, -INF]])
    functions = [logistic.pointwise_loss, logistic.pointwise_gradient, logistic.pointwise_hessian]
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        for y in (0, 1):
            assert not any(np.isnan(function(z, y)).any() for function in functions)


def test_probabilities_of_extreme_logits() -> None:
    z = np.array([[-1e4], [-745.0], [-40.0], [0.0], [40.0], [1e4]])
    h = logistic.predict_probability([1.0], z)
    np.testing.assert_allclose(h, [0, 5e-324, np.exp(-40.0), 0.5, 1, 1], rtol=1e-15, atol=0)
