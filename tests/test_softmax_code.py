"""The emitted softmax module: identities, exactness against 1200-bit references, peers, inputs."""

import numpy as np
import pytest
import scipy.sparse
import sklearn.metrics
from flint import arb, ctx
from scipy.special import log_softmax
from sklearn._loss import HalfMultinomialLoss

from derivations.generated import logistic, softmax
from derivations.runtime import classes as _classes

M, P, K = 60, 4, 3
INF, NAN = np.inf, np.nan
LOSS, GRADIENT, HESSIAN = 2.0, 4.0, 6.0
"""Bounds of the errors, in ulp."""


@pytest.fixture
def data() -> tuple[np.ndarray, ...]:
    """theta, v, X (a third of it 0), y and weights."""
    rng = np.random.default_rng(11)
    X = rng.normal(size=(M, P)) * (rng.uniform(size=(M, P)) > 1 / 3)
    theta, v = rng.normal(size=(2, P, K))
    return theta, v, X, (X @ theta + rng.gumbel(size=(M, K))).argmax(axis=1), rng.integers(0, 4, size=M).astype(float)


def differences(function, x: np.ndarray, step: float = 1e-5) -> np.ndarray:
    """Central differences of a function along each entry of x, in the order of ravel()."""
    moves = step * np.eye(x.size).reshape(x.size, *x.shape)
    return np.stack([(function(x + d) - function(x - d)) / (2 * step) for d in moves])


# Identities


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_gradient_is_the_derivative_of_the_loss(data, reduction) -> None:
    """∂J/∂w_ka = lim (J(W + ε E_ka) − J(W − ε E_ka)) / 2ε, with weights, for classes and for rows."""
    theta, _, X, y, w = data
    rows = np.random.default_rng(3).dirichlet(np.ones(K), size=M)
    for labels in (y, rows):
        options = {"sample_weight": w, "reduction": reduction}
        expected = differences(lambda t, y=labels, o=options: softmax.loss(t, X, y, **o), theta).reshape(P, K)
        np.testing.assert_allclose(softmax.gradient(theta, X, labels, **options), expected, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_hessian_is_the_derivative_of_the_gradient_in_the_order_of_ravel(data, reduction) -> None:
    theta, v, X, y, w = data
    options = {"sample_weight": w, "reduction": reduction}
    H = softmax.hessian(theta, X, y, **options)
    expected = differences(lambda t: softmax.gradient(t, X, y, **options).ravel(), theta)
    np.testing.assert_allclose(H, expected, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(H, H.T, rtol=1e-13, atol=1e-15)
    product = softmax.hessian_vector_product(theta, v, X, y, **options)
    np.testing.assert_allclose(product.ravel(), H @ v.ravel(), rtol=1e-11, atol=1e-13)


def test_hessian_is_positive_semidefinite_and_flat_along_shifts(data) -> None:
    """Adding one vector to all columns of W changes nothing: p directions of curvature 0, the others upwards."""
    theta, _, X, y, _ = data
    values = np.linalg.eigvalsh(softmax.hessian(theta, X, y))
    assert values.min() > -1e-15
    assert (values > 1e-6).sum() == P * (K - 1)
    shift = np.repeat(np.arange(1.0, P + 1)[:, np.newaxis], K, axis=1)
    np.testing.assert_allclose(softmax.hessian_vector_product(theta, shift, X, y), 0, atol=1e-15)
    assert softmax.loss(theta + shift, X, y) == pytest.approx(softmax.loss(theta, X, y), rel=1e-14)


def test_a_shift_of_all_logits_changes_nothing() -> None:
    """Shifts by powers of two are exact here, so the results are the same to the last bit."""
    z = np.random.default_rng(1).integers(-64, 64, size=(50, 5)) / 8
    y = np.arange(50) % 5
    for shift in (0.5, -1024.0, 2.0**40):
        for function in (softmax.pointwise_loss, softmax.pointwise_gradient, softmax.pointwise_hessian):
            np.testing.assert_array_equal(function(z + shift, y), function(z, y))


def test_rows_add_up_to_0_and_probabilities_to_1(data) -> None:
    theta, _, X, y, _ = data
    z = X @ theta
    np.testing.assert_allclose(softmax.predict_probability(theta, X).sum(axis=1), 1, rtol=4e-16)
    np.testing.assert_allclose(softmax.pointwise_gradient(z, y).sum(axis=1), 0, atol=4e-16)
    np.testing.assert_allclose(softmax.pointwise_hessian(z, y).sum(axis=2), 0, atol=4e-16)


def test_two_classes_are_logistic_regression(data) -> None:
    """ℓ((z₁, z₂), y) = ℓ(z₁ − z₂), and its derivatives; the logits are such that the difference is exact."""
    rng = np.random.default_rng(5)
    pair = np.stack([rng.integers(-(2**20), 2**20, 400), rng.integers(-(2**20), 2**20, 400)], axis=1) / 2**14
    z, y = pair[:, 0] - pair[:, 1], rng.integers(0, 2, 400)
    classes = 1 - y  # the label 1 is the first class
    np.testing.assert_allclose(softmax.pointwise_loss(pair, classes), logistic.pointwise_loss(z, y), rtol=1e-15)
    slope, curve = logistic.pointwise_gradient(z, y), logistic.pointwise_hessian(z, y)
    np.testing.assert_allclose(softmax.pointwise_gradient(pair, classes), np.stack([slope, -slope], 1), rtol=2e-15)
    blocks = curve[:, np.newaxis, np.newaxis] * np.array([[1, -1], [-1, 1]])
    np.testing.assert_allclose(softmax.pointwise_hessian(pair, classes), blocks, rtol=2e-15)

    theta, _, X, labels, w = data
    binary = (labels == 0).astype(int)
    pinned = np.stack([theta[:, 0], np.zeros(P)], axis=1)
    for options in ({}, {"sample_weight": w}, {"reduction": "sum"}):
        ours = softmax.loss(pinned, X, 1 - binary, **options)
        assert ours == pytest.approx(logistic.loss(theta[:, 0], X, binary, **options), rel=1e-14)
        slope = logistic.gradient(theta[:, 0], X, binary, **options)
        np.testing.assert_allclose(softmax.gradient(pinned, X, 1 - binary, **options)[:, 0], slope, rtol=1e-11)
        block = softmax.hessian(pinned, X, 1 - binary, **options)[::2, ::2]
        np.testing.assert_allclose(block, logistic.hessian(theta[:, 0], X, binary, **options), rtol=1e-11)


def test_classes_and_their_indicator_rows_are_the_same(data) -> None:
    theta, v, X, y, w = data
    rows = np.eye(K)[y]
    for function in (softmax.loss, softmax.gradient, softmax.hessian):
        np.testing.assert_array_equal(function(theta, X, y, sample_weight=w), function(theta, X, rows, sample_weight=w))
    for function in (softmax.pointwise_loss, softmax.pointwise_gradient):
        np.testing.assert_array_equal(function(X @ theta, y), function(X @ theta, rows))
    soft = (rows + np.eye(K)[(y + 1) % K]) / 2
    mixed = (softmax.pointwise_loss(X @ theta, y) + softmax.pointwise_loss(X @ theta, (y + 1) % K)) / 2
    np.testing.assert_allclose(softmax.pointwise_loss(X @ theta, soft), mixed, rtol=1e-14)
    np.testing.assert_array_equal(
        softmax.hessian_vector_product(theta, v, X, soft), softmax.hessian_vector_product(theta, v, X, y)
    )


def test_gradient_is_the_formula_summed_in_a_loop(data) -> None:
    """∂J/∂w_ka = 1/m Σ (p_a − y_a) x_k."""
    theta, _, X, y, _ = data
    p = np.exp(log_softmax(X @ theta, axis=1))
    expected = [[sum((p[i, a] - (y[i] == a)) * X[i, k] for i in range(M)) / M for a in range(K)] for k in range(P)]
    np.testing.assert_allclose(softmax.gradient(theta, X, y), expected, rtol=1e-12, atol=1e-15)


def test_single_functions_and_reductions_agree(data) -> None:
    theta, _, X, y, w = data
    z = X @ theta
    both = softmax.pointwise_loss_and_gradient(z, y)
    np.testing.assert_array_equal(both[0], softmax.pointwise_loss(z, y))
    np.testing.assert_array_equal(both[1], softmax.pointwise_gradient(z, y))
    for options in ({}, {"sample_weight": w}, {"reduction": "sum"}):
        value, slope = softmax.loss_and_gradient(theta, X, y, **options)
        assert value == softmax.loss(theta, X, y, **options)
        np.testing.assert_array_equal(slope, softmax.gradient(theta, X, y, **options))
    losses = softmax.loss(theta, X, y, reduction="none")
    np.testing.assert_array_equal(losses, both[0])
    np.testing.assert_array_equal(softmax.loss(theta, X, y, reduction="none", sample_weight=w), w * losses)
    assert softmax.loss(theta, X, y) == pytest.approx(losses.mean(), rel=1e-14)
    assert softmax.loss(theta, X, y, sample_weight=w) == pytest.approx(np.average(losses, weights=w), rel=1e-14)
    repeats = w.astype(int)
    for function in (softmax.loss, softmax.gradient, softmax.hessian):
        often = function(theta, np.repeat(X, repeats, axis=0), np.repeat(y, repeats))
        np.testing.assert_allclose(function(theta, X, y, sample_weight=w), often, rtol=1e-11, atol=1e-14)


# Exactness


def samples(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Logits of every size, some far from 0 together, some alike; labels among them the largest and the smallest."""
    rng = np.random.default_rng(2015)
    scale = 10 ** rng.uniform(-6, 2.6, size=(count, 1))
    z = rng.normal(size=(count, 4)) * scale + rng.choice([0, 0, 1, 1e3], size=(count, 1)) * rng.normal(size=(count, 1))
    z[::7, 1] = z[::7, 2]
    z[::11] = np.round(z[::11])
    y = rng.integers(0, 4, size=count)
    y[::3], y[1::3] = z[::3].argmax(axis=1), z[1::3].argmin(axis=1)
    return z, y


def references(z: np.ndarray, y: int) -> tuple[arb, list[arb], list[list[arb]]]:
    """Loss, gradient and Hessian of one sample to 4000 bits."""
    logits = [arb(float(value)) for value in z]
    powers = [value.exp() for value in logits]
    total = sum(powers, arb(0))
    p = [power / total for power in powers]
    n = range(len(p))
    return (
        total.log() - logits[y],
        [p[a] - int(a == y) for a in n],
        [[p[a] * (int(a == b) - p[b]) for b in n] for a in n],
    )


def ulps(value: float, exact: arb) -> float:
    """The error in units of the spacing at the correctly rounded result."""
    assert exact.rad() * 2**70 <= abs(exact.mid()), "the reference is itself not sure"
    unit = arb(float(np.spacing(abs(float(exact.mid())))))
    return float((abs(arb(float(value)) - exact) / unit).mid())


def worst(losses: np.ndarray, gradients: np.ndarray, hessians: np.ndarray, z: np.ndarray, y: np.ndarray) -> list[float]:
    """The largest error of each, in ulp."""
    found = [0.0, 0.0, 0.0]
    with ctx.workprec(4000):
        for n in range(len(z)):
            loss, slope, curve = references(z[n], int(y[n]))
            found[0] = max(found[0], ulps(losses[n], loss))
            found[1] = max(found[1], *(ulps(gradients[n, a], slope[a]) for a in range(4)))
            found[2] = max(found[2], *(ulps(hessians[n, a, b], curve[a][b]) for a in range(4) for b in range(4)))
    return found


def test_errors_stay_within_the_bounds() -> None:
    z, y = samples(400)
    errors = worst(
        softmax.pointwise_loss(z, y), softmax.pointwise_gradient(z, y), softmax.pointwise_hessian(z, y), z, y
    )
    assert errors[0] <= LOSS and errors[1] <= GRADIENT and errors[2] <= HESSIAN, errors


def test_the_textbook_s_formula_fails_where_this_one_holds() -> None:
    z, y = samples(120)
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    rows = np.arange(len(z))
    gradient = p - np.eye(4)[y]
    with np.errstate(divide="ignore"):
        loss = np.nan_to_num(-np.log(p[rows, y]), posinf=1e300)
    hessian = p[:, :, np.newaxis] * (np.eye(4) - p[:, np.newaxis])
    assert all(error > 1e9 for error in worst(loss, gradient, hessian, z, y))


def test_a_product_with_the_hessian_keeps_its_digits_where_one_class_is_sure() -> None:
    """p (d − Σ p d) at p next to (1, 0, 0): the difference is taken first, so small terms aren't lost."""
    z, d = np.array([[60.0, 0.0, 1.0]]), np.array([[1e3, 1.5, -2.25]])
    (change,) = _classes.blockwise(softmax._change, z, None, (1,), d)
    with ctx.workprec(600):
        powers = [arb(float(value)).exp() for value in z[0]]
        p = [power / sum(powers, arb(0)) for power in powers]
        mean = sum((a * arb(float(b)) for a, b in zip(p, d[0], strict=True)), arb(0))
        exact = [a * (arb(float(b)) - mean) for a, b in zip(p, d[0], strict=True)]
        assert max(ulps(float(value), e) for value, e in zip(change[0], exact, strict=True)) < 8


@pytest.mark.parametrize(
    ("z", "y", "loss", "gradient"),
    [
        ([INF, 0, 1], 0, 0, [0, 0, 0]),
        ([INF, 0, 1], 1, INF, [1, -1, 0]),
        ([-INF, 0, 0], 1, np.log(2), [0, -0.5, 0.5]),
        ([-INF, 0, 0], 0, INF, [-1, 0.5, 0.5]),
        ([0, -INF], 0, 0, [0, 0]),
        ([1e300, -1e300, 0], 0, 0, [0, 0, 0]),
        ([1e300, -1e300, 0], 1, 2e300, [1, -1, 0]),
        ([1e308, -1e308], 1, INF, [1, -1]),
        ([1e3, -1e3, 0], 0, 0, [0, 0, 0]),
        ([1e3, -1e3, 0], 2, 1e3, [1, 0, -1]),
        ([7.0], 0, 0, [0]),
        ([5, 5, 5, 5], 3, np.log(4), [0.25, 0.25, 0.25, -0.75]),
        ([5e-324, 0], 0, np.log(2), [-0.5, 0.5]),
        ([NAN, 0], 0, NAN, [NAN, NAN]),
        ([0, NAN], 0, NAN, [NAN, NAN]),
    ],
)
def test_values_at_the_ends_and_at_ties(z, y, loss, gradient) -> None:
    with np.errstate(all="raise", under="ignore"):
        np.testing.assert_array_equal(softmax.pointwise_loss(z, y), loss)
        np.testing.assert_array_equal(softmax.pointwise_gradient(z, y), gradient)
        np.testing.assert_array_equal(softmax.pointwise_loss_and_gradient(z, y)[0], loss)
        assert np.isnan(softmax.pointwise_hessian(z, y)).any() == np.isnan(loss)


# Peers


def test_loss_and_gradient_are_scikit_learn_s(data) -> None:
    theta, _, X, y, w = data
    p = softmax.predict_probability(theta, X)
    assert softmax.loss(theta, X, y) == pytest.approx(sklearn.metrics.log_loss(y, p), rel=1e-13)
    expected = sklearn.metrics.log_loss(y, p, sample_weight=w)
    assert softmax.loss(theta, X, y, sample_weight=w) == pytest.approx(expected, rel=1e-13)
    peer = HalfMultinomialLoss(n_classes=K)
    losses, slopes = peer.loss_gradient(y.astype(float), X @ theta)
    np.testing.assert_allclose(softmax.pointwise_loss(X @ theta, y), losses, rtol=1e-12)
    np.testing.assert_allclose(softmax.pointwise_gradient(X @ theta, y), slopes, rtol=1e-12, atol=1e-15)


# Inputs


@pytest.mark.parametrize(
    "convert",
    [scipy.sparse.csr_matrix, scipy.sparse.csr_array, scipy.sparse.coo_array, np.asfortranarray, np.ndarray.tolist],
)
def test_any_form_of_x_gives_the_same(data, convert) -> None:
    theta, v, X, y, w = data
    other = convert(X)
    for options in ({}, {"sample_weight": w}):
        for function in (softmax.loss, softmax.gradient, softmax.hessian):
            result = function(theta, other, y, **options)
            np.testing.assert_allclose(result, function(theta, X, y, **options), rtol=1e-12, atol=1e-15)
        assert type(softmax.hessian(theta, other, y, **options)) is np.ndarray
    product = softmax.hessian_vector_product(theta, v, other, y)
    assert type(product) is np.ndarray
    np.testing.assert_allclose(product, softmax.hessian_vector_product(theta, v, X, y), rtol=1e-11, atol=1e-15)
    np.testing.assert_allclose(
        softmax.predict_probability(theta, other), softmax.predict_probability(theta, X), rtol=1e-14
    )


def test_logits_of_any_shape_and_out() -> None:
    z = np.linspace(-8, 8, 2 * 3 * 4).reshape(2, 3, 4)
    y = np.arange(6).reshape(2, 3) % 4
    losses, slopes = softmax.pointwise_loss_and_gradient(z, y)
    assert (losses.shape, slopes.shape, softmax.pointwise_hessian(z, y).shape) == ((2, 3), (2, 3, 4), (2, 3, 4, 4))
    assert type(softmax.pointwise_loss(z[0, 0], 0)) is np.float64
    assert softmax.pointwise_loss(np.empty((0, 4)), np.empty(0)).shape == (0,)
    np.testing.assert_allclose(softmax.pointwise_loss(z[1, 2], y[1, 2]), losses[1, 2], rtol=4e-16)
    out = np.full((2, 3), NAN), np.full((2, 3, 4), NAN, np.float32)
    returned = softmax.pointwise_loss_and_gradient(z, y, out=out)
    assert returned[0] is out[0] and returned[1] is out[1]
    np.testing.assert_array_equal(out[0], losses)
    np.testing.assert_array_equal(out[1], slopes.astype(np.float32))
    buffer = z.copy()
    assert softmax.pointwise_gradient(buffer, y, out=buffer) is buffer
    np.testing.assert_array_equal(buffer, slopes)


def test_long_arrays_are_the_same_in_blocks(monkeypatch) -> None:
    z, y = samples(300)
    whole = softmax.pointwise_loss_and_gradient(z, y)
    monkeypatch.setattr(_classes, "BLOCK", 28)
    monkeypatch.setattr(_classes, "FEWEST", 7)
    for one, other in zip(whole, softmax.pointwise_loss_and_gradient(z, y), strict=True):
        np.testing.assert_allclose(one, other, rtol=4e-16)


THETA, X2 = np.zeros((2, 3)), np.ones((4, 2))
SHAPE = "a row for each column of X and a column for each class"
WRONG = [
    (lambda: softmax.loss(THETA, X2, [0, 1, 2, 3]), "y: expected classes 0 to 2, got 3.0 at index 3"),
    (lambda: softmax.loss(THETA, X2, [0, 1, 0.5, 0]), "y: expected classes 0 to 2, got 0.5 at index 2"),
    (
        lambda: softmax.loss(THETA, X2, [0, 1]),
        "y: expected shape (4,), a class for each row of X, or (4, 3), rows that add up to 1, got (2,)",
    ),
    (
        lambda: softmax.loss(THETA, X2, np.full((4, 3), 0.5)),
        "y: expected rows of shares that add up to 1, got [0.5, 0.5, 0.5] in row 0",
    ),
    (lambda: softmax.loss(THETA[0], X2, [0] * 4), f"theta: expected shape (2, k), {SHAPE}, got (3,)"),
    (lambda: softmax.loss(THETA + NAN, X2, [0] * 4), "theta: expected finite numbers, got nan at row 0, column 0"),
    (
        lambda: softmax.loss(THETA + 1e308, X2 * 9, [0] * 4),
        "theta: expected finite logits X @ theta, got inf in row 0, class 0",
    ),
    (lambda: softmax.gradient(THETA, X2 * NAN, [0] * 4), "X: expected finite numbers, got nan at row 0, column 0"),
    (
        lambda: softmax.gradient(THETA, X2, [0] * 4, reduction="none"),
        "reduction: expected 'mean' or 'sum', got 'none' (only loss has one value a sample)",
    ),
    (
        lambda: softmax.hessian(THETA, X2, [0] * 4, sample_weight=[1, 2, -1, 0]),
        "sample_weight: expected finite, non-negative weights, got -1.0 at index 2",
    ),
    (
        lambda: softmax.hessian_vector_product(THETA, THETA[:, :2], X2, [0] * 4),
        f"v: expected shape (2, 3), {SHAPE}, got (2, 2)",
    ),
    (lambda: softmax.pointwise_loss(1.0, 0), "z: expected at least one class along the last axis, got shape ()"),
    (lambda: softmax.pointwise_hessian([1.0, 2.0], 2), "y: expected classes 0 to 1, got 2.0"),
    (lambda: softmax.pointwise_loss([[1.0, 2.0]], [0], out=np.empty(3)), "out: expected shape (1,), got (3,)"),
    (
        lambda: softmax.predict_probability(THETA, X2[0]),
        "X: expected two dimensions, samples by features, got shape (2,)",
    ),
]


@pytest.mark.parametrize(("call", "message"), WRONG)
def test_a_wrong_argument_is_named(call, message) -> None:
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value) == message
