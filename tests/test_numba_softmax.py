"""The softmax loss of the Numba backend: errors against Arb, and the NumPy module's results, edges and messages."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.sparse
from flint import arb, ctx

from derivations.generated import softmax as by_numpy
from derivations.runtime.numba import softmax

INF, NAN = np.inf, np.nan
NAMES = ("loss", "gradient", "hessian")
# On labels of classes, in ulp, where the values are normal numbers: for few classes and for many.
BOUNDS = {"loss": 1.5, "gradient": 2.5, "hessian": 4.0}
BOUNDS_OF_MANY = {"loss": 2.0, "gradient": 4.0, "hessian": 8.0}
CLASSES = (1, 2, 3, 10, 63, 64, 65, 200)


def samples(k: int, m: int = 131) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Logits, labels as classes, labels as shares; a number of samples that fills no tile."""
    rng = np.random.default_rng(k)
    z = rng.normal(scale=5, size=(m, k)) * 10.0 ** rng.integers(-3, 2, size=(m, 1))
    return z, rng.integers(0, k, m), rng.dirichlet(np.ones(k), size=m)


def exact(z: np.ndarray, y: int) -> dict[str, list[arb]]:
    """Loss, gradient and Hessian of a sample, entry by entry."""
    e = [arb(float(value)).exp() for value in z]
    total = sum(e, arb(0))
    p = [one / total for one in e]
    others = [sum((other for b, other in enumerate(p) if b != a), arb(0)) for a in range(len(z))]
    return {
        "loss": [(1 + sum((one / e[y] for a, one in enumerate(e) if a != y), arb(0))).log()],
        "gradient": [-others[a] if a == y else p[a] for a in range(len(z))],
        "hessian": [p[a] * others[a] if a == b else -p[a] * p[b] for a in range(len(z)) for b in range(len(z))],
    }


@pytest.mark.parametrize("k", [2, 4, 70])
def test_errors_on_labels_stay_within_the_bounds(k) -> None:
    z, y, _ = samples(k, 40 if k > 4 else 500)
    bounds = BOUNDS if k <= 4 else BOUNDS_OF_MANY
    results = softmax.pointwise(z, y, None, NAMES)
    with ctx.workprec(2000):
        for n in range(len(z)):
            true = exact(z[n], int(y[n]))
            for name, result in zip(NAMES, results, strict=True):
                for value, expected in zip(np.ravel(result[n]), true[name], strict=True):
                    if abs(expected) < 2.3e-308:
                        continue
                    error = abs(arb(float(value)) - expected) / arb(math.ulp(float(expected.mid())))
                    assert error <= bounds[name], f"{name}: {float(error.mid()):.2f} ulp at z={z[n].tolist()}, y={y[n]}"


@pytest.mark.parametrize("k", CLASSES)
@pytest.mark.parametrize("kind", ["classes", "shares"])
def test_each_sample_as_the_numpy_module_has_it(k, kind) -> None:
    z, y, shares = samples(k)
    labels = y if kind == "classes" else shares
    for name in NAMES:
        expected = getattr(by_numpy, f"pointwise_{name}")(z, labels)
        found = softmax.pointwise(z, labels, None, (name,))
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15, err_msg=name)
    both = softmax.pointwise(z, labels, None, ("loss", "gradient"))
    for name, found in zip(("loss", "gradient"), both, strict=True):
        np.testing.assert_array_equal(found, softmax.pointwise(z, labels, None, (name,)))


@pytest.mark.parametrize("k", [3, 70])
def test_limits_at_infinite_logits_ties_and_nan(k) -> None:
    heads = [
        [0, -INF, 1.0],
        [INF, 0, 1],
        [-INF, -INF, -INF],
        [INF, INF, 0],
        [NAN, 0, 1],
        [800, -800, 0],
        [1, 1, 1],
        [-INF, -INF, 3],
        [-0.0, 0.0, -1],
    ]
    z = np.concatenate([np.array(heads), np.full((len(heads), k - 3), -INF)], axis=1)
    for label in range(3):
        y = np.full(len(z), label)
        shares = np.zeros(z.shape)
        shares[:, label] = 1
        for name in NAMES:
            expected = getattr(by_numpy, f"pointwise_{name}")(z, y)
            for labels in (y, shares):
                found = softmax.pointwise(z, labels, None, (name,))
                np.testing.assert_allclose(found, expected, rtol=1e-14, atol=1e-300, err_msg=f"{name}, {label}")


@pytest.mark.parametrize("kind", ["one sample", "three axes", "F", "strided", "float32", "none", "lists", "nan share"])
def test_logits_of_every_kind(kind) -> None:
    z, y, shares = samples(6, 120)
    arguments = {
        "one sample": (z[0], y[0]),
        "three axes": (z.reshape(4, 30, 6), y.reshape(4, 30)),
        "F": (np.asfortranarray(z), np.asfortranarray(shares)),
        "strided": (z[::2], y[::2].astype(np.int8)),
        "float32": (z.astype(np.float32), y.astype(np.float32)),
        "none": (z[:0], y[:0]),
        "lists": (z.tolist(), y.tolist()),
        "nan share": (z, np.where(np.arange(6) == 2, NAN, shares)),
    }[kind]
    for name in NAMES:
        expected = getattr(by_numpy, f"pointwise_{name}")(*arguments)
        found = softmax.pointwise(*arguments, None, (name,))
        assert np.shape(found) == np.shape(expected) and type(found) is type(expected)
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("kind", ["new", "strided", "float32", "the logits"])
def test_arrays_to_write_to(kind) -> None:
    z, y, _ = samples(5)
    expected = by_numpy.pointwise_loss(z, y), by_numpy.pointwise_gradient(z, y)
    slopes = {
        "new": np.empty(z.shape),
        "strided": np.empty((*z.shape, 2))[..., 0],
        "float32": np.empty(z.shape, np.float32),
        "the logits": z,
    }[kind]
    out = np.empty(len(z)), slopes
    found = softmax.pointwise(z, y, out, ("loss", "gradient"))
    for result, target, value in zip(found, out, expected, strict=True):
        assert result is target
        np.testing.assert_allclose(result, value, rtol=1e-12 if target.dtype == np.float64 else 1e-6, atol=1e-15)


@pytest.mark.parametrize("layout", [np.array, np.asfortranarray, scipy.sparse.csr_matrix, scipy.sparse.csc_array])
@pytest.mark.parametrize("k", [3, 70])
def test_a_linear_model_as_the_numpy_module_has_it(layout, k, monkeypatch) -> None:
    monkeypatch.setattr(softmax, "BLOCK", 1000)  # several blocks
    rng = np.random.default_rng(k)
    m, p = 300, 7
    X = layout(rng.normal(size=(m, p)) * (rng.uniform(size=(m, p)) > 1 / 2))
    theta, v = rng.normal(size=(2, p, k))
    w = rng.integers(0, 4, m).astype(float)
    for y in (rng.integers(0, k, m), rng.dirichlet(np.ones(k), size=m)):
        for weights, reduction in ((None, "mean"), (None, "sum"), (w, "mean"), (w, "sum")):
            options = {"sample_weight": weights, "reduction": reduction}
            data = softmax.prepare(theta, X, y, weights, reduction)
            value, slope = softmax.loss_and_gradient(data)
            assert value == pytest.approx(by_numpy.loss(theta, X, y, **options), rel=1e-13)
            assert value == softmax.loss(data)
            expected = by_numpy.gradient(theta, X, y, **options)
            np.testing.assert_allclose(slope, expected, rtol=1e-10, atol=1e-14 * abs(expected).max())
            np.testing.assert_array_equal(slope, softmax.gradient(data))
            expected = by_numpy.hessian_vector_product(theta, v, X, y, **options)
            product = softmax.hessian_vector_product(data, v)
            np.testing.assert_allclose(product, expected, rtol=1e-10, atol=1e-14 * abs(expected).max())
        data = softmax.prepare(theta, X, y, w, "none", ("mean", "sum", "none"))
        expected = by_numpy.loss(theta, X, y, sample_weight=w, reduction="none")
        np.testing.assert_allclose(softmax.losses(data), expected, rtol=1e-12)
    if k == 3:
        expected = by_numpy.hessian(theta, X, y, sample_weight=w)
        found = softmax.hessian(softmax.prepare(theta, X, y, w, "mean"))
        np.testing.assert_allclose(found, expected, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(
        softmax.predict_probability(theta, X), by_numpy.predict_probability(theta, X), rtol=1e-12, atol=1e-300
    )


def wrong() -> dict[str, tuple]:
    theta, X, y = np.ones((4, 3)), np.ones((5, 4)), np.array([0, 1, 2, 0, 1])
    lost = X.copy()
    lost[2, 1] = NAN
    idle = theta.copy()
    idle[1] = 0
    return {
        "nan in X": (theta, lost, y),
        "nan in a column whose parameters are 0": (idle, lost, y),
        "nan in CSR": (theta, scipy.sparse.csr_matrix(lost), y),
        "overflow": (theta * 1e300, X * 1e10, y),
        "a class too many": (theta, X, y + 1),
        "half a class": (theta, X, y / 2),
        "shares": (theta, X, np.ones((5, 3))),
        "shape of theta": (theta[1:], X, y),
        "shape of y": (theta, X, y[1:]),
    }


@pytest.mark.parametrize("case", wrong())
def test_messages_are_those_of_the_numpy_module(case) -> None:
    theta, X, y = wrong()[case]
    with pytest.raises(ValueError) as expected:
        by_numpy.gradient(theta, X, y)
    with pytest.raises(ValueError) as found:
        softmax.loss_and_gradient(softmax.prepare(theta, X, y, None, "mean"))
    assert str(found.value) == str(expected.value)
