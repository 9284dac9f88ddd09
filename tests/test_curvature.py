"""What convexity, step size and Newton's method predict, met by the generated code on real and random data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from derivations.examples import curvature
from derivations.examples.data import load
from derivations.generated import logistic

Array = NDArray[np.float64]


@pytest.fixture(scope="module", name="results")
def fixture_results() -> curvature.Results:
    return curvature.run()


def random_data(seed: int) -> tuple[Array, Array, Array]:
    """Samples, labels and parameters."""
    draw = np.random.default_rng(seed)
    m, p = int(draw.integers(2, 60)), int(draw.integers(1, 12))
    X = np.column_stack([np.ones(m), draw.normal(scale=draw.uniform(0.1, 10), size=(m, p))])
    return X, draw.integers(0, 2, m).astype(float), draw.normal(size=p + 1)


@pytest.mark.parametrize("seed", range(20))
def test_no_curvature_is_negative_or_beyond_the_bound(seed: int) -> None:
    X, y, theta = random_data(seed)
    beta = curvature.smoothness(X)
    values = np.linalg.eigvalsh(logistic.hessian(theta, X, y))
    assert values[0] >= -1e-12 * beta
    assert values[-1] <= beta * (1 + 1e-12)
    at_zero = np.linalg.eigvalsh(logistic.hessian(np.zeros_like(theta), X, y))[-1]
    np.testing.assert_allclose(at_zero, beta, rtol=1e-12)  # where h is 1/2 the bound is reached


@pytest.mark.parametrize("seed", range(20))
def test_the_curvature_is_a_sum_of_squares(seed: int) -> None:
    X, y, theta = random_data(seed)
    v = np.random.default_rng(seed + 100).normal(size=X.shape[1])
    h = logistic.predict_probability(theta, X)
    np.testing.assert_allclose(
        v @ logistic.hessian_vector_product(theta, v, X, y), np.mean(h * (1 - h) * (X @ v) ** 2), rtol=1e-9
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_curvature_of_log_sum_exp_is_a_variance(seed: int) -> None:
    draw = np.random.default_rng(seed)
    u, w = draw.normal(scale=3, size=7), draw.normal(size=7)
    q = np.exp(u - u.max())
    q /= q.sum()
    variance = q @ (w - q @ w) ** 2
    np.testing.assert_allclose(w @ (np.diag(q) - np.outer(q, q)) @ w, variance, rtol=1e-9, atol=1e-15)
    t = 1e-3
    slopes = [np.log(np.exp(u + step * w).sum()) for step in (-t, 0, t)]
    np.testing.assert_allclose((slopes[0] - 2 * slopes[1] + slopes[2]) / t**2, variance, rtol=1e-4)


def test_with_the_step_size_of_the_bound_the_loss_never_rises(results: curvature.Results) -> None:
    assert [found.factor for found in results.walks] == [1.0, 1.0, 2.5]
    assert all(found.first_rise is None for found in results.walks[:2])


def test_with_a_larger_step_it_may_rise(results: curvature.Results) -> None:
    assert results.walks[2].first_rise == 2
    assert results.walks[2].losses[100] > results.walks[2].losses[0]


def test_each_step_lowers_the_loss_by_what_the_descent_says() -> None:
    data = load()
    beta = curvature.smoothness(data.X)
    theta = np.zeros(data.X.shape[1])
    for _ in range(200):
        before, slope = logistic.loss_and_gradient(theta, data.X, data.y)
        theta = theta - slope / beta
        assert logistic.loss(theta, data.X, data.y) <= before - slope @ slope / (2 * beta) + 1e-15


def test_reweighted_least_squares_are_scikit_learn_s(results: curvature.Results) -> None:
    assert results.fit.theta.shape == (11,)
    assert results.difference <= curvature.TOLERANCE
    assert len(results.fit.losses) <= 12
    assert results.fit.slopes[-1] <= curvature.CLOSE


@pytest.mark.parametrize("seed", range(5))
def test_a_step_of_newton_is_weighted_least_squares(seed: int) -> None:
    """Both forms of the page, as they stand there."""
    draw = np.random.default_rng(seed)
    X = np.column_stack([np.ones(40), draw.normal(size=(40, 3))])
    y, theta = draw.integers(0, 2, 40).astype(float), draw.normal(size=4)
    h = logistic.predict_probability(theta, X)
    s = h * (1 - h)
    step = theta - np.linalg.solve(logistic.hessian(theta, X, y), logistic.gradient(theta, X, y))
    adjusted = X @ theta - (h - y) / s
    np.testing.assert_allclose(np.linalg.solve(X.T @ (s[:, None] * X), X.T @ (s * adjusted)), step, rtol=1e-9)


def test_newton_with_an_l2_regulariser_is_scikit_learn_s() -> None:
    """∇J + λθ and H + λI, the bias left out: 31 coefficients within 1e-8 of LogisticRegression's."""
    from sklearn.linear_model import LogisticRegression

    data = load()
    m, p = data.X.shape
    lam = np.r_[0.0, np.full(p - 1, 1 / m)]
    theta = np.zeros(p)
    for _ in range(10):
        slope = logistic.gradient(theta, data.X, data.y) + lam * theta
        theta = theta - np.linalg.solve(logistic.hessian(theta, data.X, data.y) + np.diag(lam), slope)
    model = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-12).fit(data.X[:, 1:], data.y)
    np.testing.assert_allclose(theta, np.r_[model.intercept_, model.coef_[0]], rtol=0, atol=1e-8)


def test_the_report_fits_a_terminal(results: curvature.Results) -> None:
    report = curvature.report(results)
    assert max(map(len, report.splitlines())) <= 80
    assert report.endswith("All 11 coefficients agree with scikit-learn's to 1e-08: yes")
    off = replace(results, fit=replace(results.fit, theta=results.fit.theta + 1e-4))
    assert curvature.report(off).endswith("no, 1.0e-04")


def test_main_says_that_scikit_learn_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    assert curvature.main() == 1
    assert capsys.readouterr() == (
        "",
        "curvature: needs scikit-learn; install it with: python -m pip install scikit-learn\n",
    )
