"""What the emitted module says of wrong arguments."""

import re

import numpy as np
import pytest
import scipy.sparse

from derivations.generated import logistic
from derivations.runtime import checks as _support

POINTWISE = [logistic.pointwise_loss, logistic.pointwise_gradient, logistic.pointwise_hessian]
X3 = np.arange(6.0).reshape(3, 2)
Y3 = [0, 1, 1]
T2 = [0.1, 0.2]


def replaced(value: float, row: int, column: int) -> np.ndarray:
    X = X3.copy()
    X[row, column] = value
    return X


def sparse(value: float) -> scipy.sparse.csr_matrix:
    return scipy.sparse.csr_matrix(replaced(value, 2, 0))


LINEAR_ERRORS = [
    # theta
    ([0.1], X3, Y3, {}, "theta: expected shape (2,), an entry for each column of X, got (1,)"),
    ([[0.1, 0.2]], X3, Y3, {}, "theta: expected shape (2,), an entry for each column of X, got (1, 2)"),
    ([0.1, np.nan], X3, Y3, {}, "theta: expected finite numbers, got nan at index 1"),
    ([np.inf, 0.2], X3, Y3, {}, "theta: expected finite numbers, got inf at index 0"),
    (["a", "b"], X3, Y3, {}, "theta: expected real numbers, got dtype <U1"),
    ([1e200, 0.0], [[1e200, 1.0]], [1], {}, "theta: expected finite logits X @ theta, got inf in row 0"),
    # X
    (T2, X3[0], Y3, {}, "X: expected two dimensions, samples by features, got shape (2,)"),
    (T2, 5.0, Y3, {}, "X: expected two dimensions, samples by features, got shape ()"),
    (
        T2,
        scipy.sparse.coo_array(X3[0]),
        Y3,
        {},
        "X: expected two dimensions, samples by features, got shape (2,)",
    ),
    (T2, np.empty((0, 2)), [], {}, "X: expected at least one sample and one feature, got shape (0, 2)"),
    ([], np.empty((3, 0)), Y3, {}, "X: expected at least one sample and one feature, got shape (3, 0)"),
    (T2, X3 * 1j, Y3, {}, "X: expected real numbers, got dtype complex128"),
    (T2, scipy.sparse.csr_matrix(X3 * 1j), Y3, {}, "X: expected real numbers, got dtype complex128"),
    (T2, [["a", "b"]] * 3, Y3, {}, "X: expected real numbers, got dtype <U1"),
    (T2, [[1, None]] * 3, Y3, {}, "X: expected real numbers, got dtype object"),
    (T2, [[1.0], [2.0, 3.0]], Y3, {}, "X: expected an array of numbers, got rows of unequal length"),
    (T2, replaced(np.nan, 1, 0), Y3, {}, "X: expected finite numbers, got nan at row 1, column 0"),
    (T2, replaced(-np.inf, 2, 1), Y3, {}, "X: expected finite numbers, got -inf at row 2, column 1"),
    (T2, sparse(np.nan), Y3, {}, "X: expected finite numbers, got nan at row 2, column 0"),
    (T2, sparse(np.inf), Y3, {}, "X: expected finite numbers, got inf at row 2, column 0"),
    # X where theta is 0: what some BLAS routines don't read
    ([0, 0], replaced(np.nan, 1, 0), Y3, {}, "X: expected finite numbers, got nan at row 1, column 0"),
    (
        [0, 1],
        np.asfortranarray(replaced(np.nan, 1, 0)),
        Y3,
        {},
        "X: expected finite numbers, got nan at row 1, column 0",
    ),
    ([0, 0], sparse(np.inf), Y3, {}, "X: expected finite numbers, got inf at row 2, column 0"),
    # y
    (T2, X3, [0, 1], {}, "y: expected shape (3,), a value for each row of X, got (2,)"),
    (T2, X3, [[0], [1], [1]], {}, "y: expected shape (3,), a value for each row of X, got (3, 1)"),
    (T2, X3, 1, {}, "y: expected shape (3,), a value for each row of X, got ()"),
    (T2, X3, [0, 1, 2], {}, "y: expected numbers in {0, 1}, got 2.0 at index 2"),
    (T2, X3, [-1, 1, 1], {}, "y: expected numbers in {0, 1}, got -1.0 at index 0"),
    (T2, X3, [0, 0.5, 1], {}, "y: expected numbers in {0, 1}, got 0.5 at index 1"),
    (T2, X3, [0, np.nan, 1], {}, "y: expected numbers in {0, 1}, got nan at index 1"),
    (T2, X3, ["no", "yes", "no"], {}, "y: expected real numbers, got dtype <U3"),
    # sample_weight
    (
        T2,
        X3,
        Y3,
        {"sample_weight": [1, 2]},
        "sample_weight: expected shape (3,), a weight for each row of X, got (2,)",
    ),
    (
        T2,
        X3,
        Y3,
        {"sample_weight": [1, -2, 1]},
        "sample_weight: expected finite, non-negative weights, got -2.0 at index 1",
    ),
    (
        T2,
        X3,
        Y3,
        {"sample_weight": [1, 1, np.nan]},
        "sample_weight: expected finite, non-negative weights, got nan at index 2",
    ),
    (
        T2,
        X3,
        Y3,
        {"sample_weight": [np.inf, 1, 1]},
        "sample_weight: expected finite, non-negative weights, got inf at index 0",
    ),
    (
        T2,
        X3,
        Y3,
        {"sample_weight": [0, 0, 0]},
        "sample_weight: expected weights with a positive sum, got sum 0.0",
    ),
    (
        T2,
        X3,
        Y3,
        {"sample_weight": [1e308, 1e308, 1e308]},
        "sample_weight: expected weights with a finite sum, got sum inf",
    ),
]


@pytest.mark.parametrize(("theta", "X", "y", "options", "message"), LINEAR_ERRORS)
def test_wrong_arguments_are_named(theta, X, y, options, message) -> None:
    """The same words from every function that takes them, and one line of them."""
    functions = [logistic.loss, logistic.gradient, logistic.loss_and_gradient, logistic.hessian]
    functions.append(lambda theta, *rest, **more: logistic.hessian_vector_product(theta, T2, *rest, **more))
    if not message.startswith(("y", "sample_weight")):
        functions.append(lambda theta, X, y, **more: logistic.predict_probability(theta, X))
    for function in functions:
        with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
            function(theta, X, y, **options)


class Skipping(np.ndarray):
    """An array whose product leaves out the columns that meet a 0, as the reference BLAS does."""

    def __matmul__(self, other: np.ndarray) -> np.ndarray:
        return np.asarray(self)[:, other != 0] @ other[other != 0]


@pytest.mark.parametrize("theta", [[0, 1], [0, 0]])
def test_nan_is_found_where_the_product_skips_it(theta) -> None:
    X = replaced(np.nan, 1, 0).view(Skipping)
    assert np.isfinite(X @ np.array(theta)).all()
    with pytest.raises(ValueError, match="^X: expected finite numbers, got nan at row 1, column 0$"):
        _support.logits(theta, X)
    np.testing.assert_array_equal(_support.logits(theta, X3.view(Skipping)), X3 @ theta)


@pytest.mark.parametrize(
    ("v", "message"),
    [
        ([1.0], "v: expected shape (2,), an entry for each column of X, got (1,)"),
        ([1.0, np.inf], "v: expected finite numbers, got inf at index 1"),
    ],
)
def test_a_wrong_vector_is_named(v, message) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        logistic.hessian_vector_product(T2, v, X3, Y3)


@pytest.mark.parametrize(
    ("function", "reduction", "message"),
    [(logistic.loss, "average", "reduction: expected 'mean', 'sum' or 'none', got 'average'")]
    + [
        (function, reduction, f"reduction: expected 'mean' or 'sum', got {got}")
        for function in (logistic.gradient, logistic.loss_and_gradient, logistic.hessian)
        for reduction, got in (("none", "'none' (only loss has one value a sample)"), (None, "None"))
    ],
)
def test_a_wrong_reduction_is_named(function, reduction, message) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        function(T2, X3, Y3, reduction=reduction)


def read_only() -> np.ndarray:
    out = np.zeros(3)
    out.flags.writeable = False
    return out


@pytest.mark.parametrize(
    ("z", "y", "out", "message"),
    [
        (
            [1.0, 2, 3],
            [0, 1],
            None,
            "y: expected shapes that broadcast together, got z (3,), y (2,)",
        ),
        (["a"], 1, None, "z: expected real numbers, got dtype <U1"),
        ([1j], 1, None, "z: expected real numbers, got dtype complex128"),
        ([[1], [2, 3]], 1, None, "z: expected an array of numbers, got rows of unequal length"),
        ([1.0], ["a"], None, "y: expected real numbers, got dtype <U1"),
        ([1.0, 2, 3], 1, np.empty(2), "out: expected shape (3,), got (2,)"),
        ([1.0, 2, 3], 1, np.empty((2, 3)), "out: expected shape (3,), got (2, 3)"),
        (
            [1.0, 2, 3],
            1,
            np.empty(3, int),
            "out: expected an array of floating-point numbers, got dtype int64",
        ),
        ([1.0, 2, 3], 1, [0, 0, 0], "out: expected an array of shape (3,), got list"),
        ([1.0, 2, 3], 1, read_only(), "out: expected a writeable array, got a read-only one"),
    ],
)
@pytest.mark.parametrize("function", POINTWISE)
def test_wrong_pointwise_arguments_are_named(function, z, y, out, message) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        function(z, y, out=out)


def test_results_of_a_pair_need_arrays_of_their_own() -> None:
    one, both = np.empty(3), np.empty((2, 3))
    with pytest.raises(ValueError, match=r"^out: expected arrays of their own, got two that share memory$"):
        logistic.pointwise_loss_and_gradient([1.0, 2, 3], 1, out=(one, one))
    loss, gradient = logistic.pointwise_loss_and_gradient([1.0, 2, 3], 1, out=(both[0], both[1]))
    assert loss is not gradient and (loss > 0).all() and (gradient < 0).all()


@pytest.mark.parametrize(("out", "got"), [(np.empty(3), "ndarray"), ((np.empty(3),), "a tuple of 1"), ([1, 2], "list")])
def test_out_of_the_pair_must_be_a_pair(out, got) -> None:
    message = f"out: expected a tuple of 2 arrays (loss, gradient), got {got}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        logistic.pointwise_loss_and_gradient([1.0, 2, 3], 1, out=out)
