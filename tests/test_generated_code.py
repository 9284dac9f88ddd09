"""The emitted module as its users meet it: identities, peers, inputs. Its errors are in test_generated_errors.py."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse
import sklearn.linear_model
import sklearn.metrics

from derivations.generated import logistic
from derivations.runtime import checks as _support

M, P = 60, 4
POINTWISE = [logistic.pointwise_loss, logistic.pointwise_gradient, logistic.pointwise_hessian]


@pytest.fixture
def data() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """theta, v, X (a third of it 0), y and weights."""
    rng = np.random.default_rng(11)
    X = rng.normal(size=(M, P)) * (rng.uniform(size=(M, P)) > 1 / 3)
    y = (X @ [1.0, -2.0, 0.5, 0.0] + rng.normal(size=M) > 0).astype(float)
    return rng.normal(size=P), rng.normal(size=P), X, y, rng.integers(0, 4, size=M).astype(float)


def differences(function, x: np.ndarray, step: float = 1e-5) -> np.ndarray:
    """Central differences of a function along each coordinate of x."""
    return np.stack([(function(x + d) - function(x - d)) / (2 * step) for d in step * np.eye(x.size)])


# Identities


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_gradient_is_the_derivative_of_the_loss(data, reduction) -> None:
    """∂J/∂θ_j = lim (J(θ + ε e_j) - J(θ - ε e_j)) / 2ε, with weights."""
    theta, _, X, y, w = data
    options = {"sample_weight": w, "reduction": reduction}
    expected = differences(lambda t: logistic.loss(t, X, y, **options), theta)
    np.testing.assert_allclose(logistic.gradient(theta, X, y, **options), expected, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_hessian_is_the_derivative_of_the_gradient(data, reduction) -> None:
    """∂²J/∂θ∂θᵀ is the derivative of ∇J, and symmetric."""
    theta, _, X, y, w = data
    options = {"sample_weight": w, "reduction": reduction}
    H = logistic.hessian(theta, X, y, **options)
    expected = differences(lambda t: logistic.gradient(t, X, y, **options), theta)
    np.testing.assert_allclose(H, expected, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(H, H.T, rtol=1e-14, atol=1e-15)


def test_pointwise_gradient_and_hessian_are_derivatives() -> None:
    """l' and l'' by central differences in z, for labels 0, 1/4 and 1."""
    z, y = np.linspace(-8, 8, 33)[:, np.newaxis], np.array([0, 0.25, 1])
    step = 1e-5
    for function, derivative in (POINTWISE[:2], POINTWISE[1:]):
        expected = (function(z + step, y) - function(z - step, y)) / (2 * step)
        np.testing.assert_allclose(derivative(z, y), expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_hessian_vector_product_is_hessian_times_vector(data, reduction) -> None:
    theta, v, X, y, w = data
    options = {"sample_weight": w, "reduction": reduction}
    product = logistic.hessian_vector_product(theta, v, X, y, **options)
    np.testing.assert_allclose(product, logistic.hessian(theta, X, y, **options) @ v, rtol=1e-12)


def test_gradient_is_the_article_s_formula(data) -> None:
    """∂J/∂θ_j = 1/m Σ (h_θ(x) - y) x_j, summed in a loop."""
    theta, _, X, y, _ = data
    expected = [sum((1 / (1 + np.exp(-X[i] @ theta)) - y[i]) * X[i, j] for i in range(M)) / M for j in range(P)]
    np.testing.assert_allclose(logistic.gradient(theta, X, y), expected, rtol=1e-12)


def test_loss_and_gradient_are_those_of_the_single_functions(data) -> None:
    theta, _, X, y, w = data
    z = X @ theta
    for pair, single in zip(logistic.pointwise_loss_and_gradient(z, y), POINTWISE[:2], strict=True):
        np.testing.assert_array_equal(pair, single(z, y))
    for options in ({}, {"sample_weight": w}, {"reduction": "sum"}):
        value, slope = logistic.loss_and_gradient(theta, X, y, **options)
        assert value == logistic.loss(theta, X, y, **options)
        np.testing.assert_array_equal(slope, logistic.gradient(theta, X, y, **options))


def test_a_weight_of_k_is_the_sample_k_times(data) -> None:
    theta, v, X, y, w = data
    repeats = w.astype(int)
    Xr, yr = np.repeat(X, repeats, axis=0), np.repeat(y, repeats)
    for reduction in ("mean", "sum"):
        plain, weighted = {"reduction": reduction}, {"reduction": reduction, "sample_weight": w}
        for function in (logistic.loss, logistic.gradient, logistic.hessian):
            np.testing.assert_allclose(
                function(theta, X, y, **weighted), function(theta, Xr, yr, **plain), rtol=1e-12, atol=1e-14
            )
        np.testing.assert_allclose(
            logistic.hessian_vector_product(theta, v, X, y, **weighted),
            logistic.hessian_vector_product(theta, v, Xr, yr, **plain),
            rtol=1e-12,
            atol=1e-14,
        )


def test_reductions_agree(data) -> None:
    theta, _, X, y, w = data
    losses = logistic.loss(theta, X, y, reduction="none")
    assert losses.shape == (M,)
    np.testing.assert_array_equal(losses, logistic.pointwise_loss(X @ theta, y))
    np.testing.assert_array_equal(logistic.loss(theta, X, y, reduction="none", sample_weight=w), w * losses)
    assert logistic.loss(theta, X, y, reduction="sum") == pytest.approx(losses.sum(), rel=1e-14)
    assert logistic.loss(theta, X, y) == pytest.approx(losses.mean(), rel=1e-14)
    assert logistic.loss(theta, X, y, sample_weight=w) == pytest.approx(np.average(losses, weights=w), rel=1e-14)
    np.testing.assert_allclose(
        logistic.gradient(theta, X, y, reduction="sum"), M * logistic.gradient(theta, X, y), rtol=1e-13
    )
    assert logistic.loss(theta, X, y, sample_weight=np.zeros(M), reduction="sum") == 0


def test_loss_is_symmetric_in_the_two_classes() -> None:
    """l(z, y) = l(-z, 1 - y)."""
    z = np.linspace(-50, 50, 101)
    np.testing.assert_array_equal(logistic.pointwise_loss(z, 1), logistic.pointwise_loss(-z, 0))
    np.testing.assert_array_equal(logistic.pointwise_gradient(z, 1), -logistic.pointwise_gradient(-z, 0))


def test_probability_is_the_gradient_of_label_0(data) -> None:
    """σ(z) = ∂l(z, 0)/∂z."""
    theta, _, X, _, _ = data
    h = logistic.predict_probability(theta, X)
    np.testing.assert_allclose(h, logistic.pointwise_gradient(X @ theta, 0), rtol=1e-15)
    np.testing.assert_allclose(h, 1 / (1 + np.exp(-X @ theta)), rtol=1e-14)


# Peers


def test_loss_is_scikit_learn_s_log_loss(data) -> None:
    theta, _, X, y, w = data
    h = logistic.predict_probability(theta, X)
    expected = sklearn.metrics.log_loss(y, h)
    assert logistic.loss(theta, X, y) == pytest.approx(expected, rel=1e-13)
    expected = sklearn.metrics.log_loss(y, h, sample_weight=w)
    assert logistic.loss(theta, X, y, sample_weight=w) == pytest.approx(expected, rel=1e-13)


def test_optimum_is_scikit_learn_s_and_has_zero_gradient(data) -> None:
    """Newton's method on the emitted gradient and Hessian, without a penalty, against LogisticRegression."""
    _, _, X, y, _ = data
    theta = np.zeros(P)
    for _ in range(20):
        theta -= np.linalg.solve(logistic.hessian(theta, X, y), logistic.gradient(theta, X, y))
    assert np.abs(logistic.gradient(theta, X, y)).max() < 1e-15
    model = sklearn.linear_model.LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-12)
    model.fit(X, y)
    np.testing.assert_allclose(theta, model.coef_[0], rtol=1e-6)
    np.testing.assert_allclose(logistic.predict_probability(theta, X), model.predict_proba(X)[:, 1], rtol=1e-5)


# Inputs


@pytest.mark.parametrize(
    "convert",
    [
        scipy.sparse.csr_matrix,
        scipy.sparse.csr_array,
        scipy.sparse.csc_matrix,
        scipy.sparse.coo_array,
        np.asfortranarray,
        np.ndarray.tolist,
        lambda X: np.repeat(X, 2, axis=1)[:, ::2],
    ],
)
def test_any_form_of_x_gives_the_same(data, convert) -> None:
    theta, v, X, y, w = data
    other = convert(X)
    for options in ({}, {"sample_weight": w}, {"reduction": "sum"}):
        for function in (logistic.loss, logistic.gradient, logistic.hessian):
            result = function(theta, other, y, **options)
            np.testing.assert_allclose(result, function(theta, X, y, **options), rtol=1e-12, atol=1e-15)
        assert isinstance(logistic.loss(theta, other, y, **options), float)
        assert type(logistic.gradient(theta, other, y, **options)) is np.ndarray
        assert type(logistic.hessian(theta, other, y, **options)) is np.ndarray
    np.testing.assert_allclose(
        logistic.hessian_vector_product(theta, v, other, y),
        logistic.hessian_vector_product(theta, v, X, y),
        rtol=1e-12,
    )
    np.testing.assert_allclose(
        logistic.predict_probability(theta, other), logistic.predict_probability(theta, X), rtol=1e-14
    )


@pytest.mark.parametrize("dtype", [bool, np.uint8, np.int64, np.float32])
def test_any_type_of_label_gives_the_same(data, dtype) -> None:
    theta, _, X, y, _ = data
    for label in (y.astype(dtype), y.astype(dtype).tolist()):
        np.testing.assert_array_equal(logistic.gradient(theta, X, label), logistic.gradient(theta, X, y))
        for function in POINTWISE:
            np.testing.assert_array_equal(function(X @ theta, label), function(X @ theta, y))


def test_computing_is_in_float64_whatever_the_type(data) -> None:
    theta, _, X, y, _ = data
    narrow, wide = X.astype(np.float32), X.astype(np.float32).astype(np.float64)
    np.testing.assert_array_equal(logistic.gradient(theta, narrow, y), logistic.gradient(theta, wide, y))
    assert logistic.pointwise_loss(np.float32(0.3), 1).dtype == np.float64
    sparse = scipy.sparse.csr_matrix(narrow)
    np.testing.assert_allclose(logistic.gradient(theta, sparse, y), logistic.gradient(theta, wide, y))
    integers = np.arange(6).reshape(3, 2)
    assert logistic.loss([0, 0], integers, [0, 1, 1]) == pytest.approx(np.log(2), rel=1e-15)


def test_arguments_are_left_alone_and_may_be_read_only(data) -> None:
    theta, v, X, y, w = data
    copies = [a.copy() for a in data]
    for a in data:
        a.flags.writeable = False
    logistic.loss_and_gradient(theta, X, y, sample_weight=w)
    logistic.hessian(theta, X, y)
    logistic.hessian_vector_product(theta, v, X, y)
    for function in POINTWISE:
        function(y, y)
    for a, copy in zip(data, copies, strict=True):
        np.testing.assert_array_equal(a, copy)


@pytest.mark.parametrize("function", POINTWISE)
def test_pointwise_functions_broadcast_and_keep_scalars(function) -> None:
    assert type(function(0.5, 1)) is np.float64
    assert function([], 1).shape == (0,)
    assert function(np.zeros((3, 1)), [0, 1]).shape == (3, 2)
    z = np.arange(-12.0, 12.0).reshape(2, 3, 4)
    expected = np.array([float(function(value, 1)) for value in z.ravel()]).reshape(z.shape)
    # A lone number and a long vector may take different instructions of the processor: an ulp of leeway.
    np.testing.assert_allclose(function(z, 1), expected, rtol=4e-16)
    np.testing.assert_allclose(function(z.T, 1), expected.T, rtol=4e-16)


@pytest.mark.parametrize("function", POINTWISE)
def test_long_arrays_are_the_same_in_blocks(function) -> None:
    z = np.linspace(-40, 40, 2 * _support.BLOCK + 17)
    y = (np.arange(z.size) % 2).astype(float)
    halves = [function(z[part], y[part]) for part in (slice(None, 1000), slice(1000, None))]
    np.testing.assert_allclose(function(z, y), np.concatenate(halves), rtol=4e-16)


@pytest.mark.parametrize("function", POINTWISE)
def test_out_receives_the_result_and_is_returned(function) -> None:
    z, y = np.linspace(-3, 3, 7), np.array([0, 1, 0, 1, 0, 1, 0])
    expected = function(z, y)
    for dtype in (np.float64, np.float32):
        out = np.full(7, np.nan, dtype)
        assert function(z, y, out=out) is out
        np.testing.assert_array_equal(out, expected.astype(dtype))
    strided = np.full((7, 2), np.nan)
    function(z, y, out=strided[:, 0])
    np.testing.assert_array_equal(strided[:, 0], expected)
    assert np.isnan(strided[:, 1]).all()
    scalar = np.empty(())
    assert function(z[0], y[0], out=scalar) is scalar
    np.testing.assert_allclose(scalar, expected[0], rtol=4e-16)


@pytest.mark.parametrize("function", POINTWISE)
def test_out_may_overlap_the_arguments(function) -> None:
    size = 2 * _support.BLOCK
    line = np.linspace(-30, 30, size + 1)
    expected = function(line[:-1], 1)
    for source, target in ((slice(None, -1), slice(None, -1)), (slice(None, -1), slice(1, None))):
        buffer = line.copy()
        function(buffer[source], 1, out=buffer[target])
        np.testing.assert_array_equal(buffer[target], expected)


def test_out_of_the_pair_receives_both() -> None:
    z, y = np.linspace(-3, 3, 7), 1
    out = np.empty(7), np.empty(7)
    returned = logistic.pointwise_loss_and_gradient(z, y, out=out)
    assert returned[0] is out[0] and returned[1] is out[1]
    np.testing.assert_array_equal(out[0], logistic.pointwise_loss(z, y))
    np.testing.assert_array_equal(out[1], logistic.pointwise_gradient(z, y))
    value, slope = logistic.pointwise_loss_and_gradient(0.0, 1)
    assert (value, slope) == (np.log(2), -0.5)
    assert type(value) is type(slope) is np.float64


def test_importing_needs_numpy_alone() -> None:
    code = (
        "import sys; from derivations.generated import logistic; "
        "print(*sorted({'sympy', 'scipy', 'jinja2', 'flint', 'click', 'rich'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], capture_output=True, text=True)
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "", "")
