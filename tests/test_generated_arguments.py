"""Which arrays the generated functions take: types, shapes, layouts, arrays to write to, the data of linear models."""

from __future__ import annotations

import re
import warnings
from functools import partial
from typing import Any

import numpy as np
import pytest
import scipy.sparse
from gathered import derived
from modules import COUNT, GENERATED, NAMES, arguments, of, pointwise, results

# Types and shapes


class Frame:
    """What another package's column is to NumPy: an object with ``__array__``."""

    def __init__(self, values: list[Any], dtype: Any = None) -> None:
        self.values = np.array(values, dtype)

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
        return self.values if dtype is None else self.values.astype(dtype)


@pytest.mark.parametrize(
    ("value", "as_float"),
    [
        (True, 1.0), (np.int8(-3), -3.0), (2**53 + 1, 2.0**53), (np.uint64(2**64 - 1), 2.0**64),
        (np.float32(0.1), 0.10000000149011612),
        (np.float16(1.5), 1.5), (np.longdouble(1) + np.finfo(np.longdouble).eps, 1.0),
        (np.longdouble("1e4000"), np.inf),
        (Frame([1, 2]), [1.0, 2.0]), ([1, 2.5], [1.0, 2.5]), ((1, 2), [1.0, 2.0]), (np.array(3), 3.0), (-0.0, -0.0),
        (5e-324, 5e-324), (range(2), [0.0, 1.0]),
    ],
)  # fmt: skip
def test_real_numbers_of_any_type_become_the_nearest_float64(value: Any, as_float: Any) -> None:
    for name in ("squared_error", "margin_ranking"):
        function = of(name).pointwise_gradient
        rest = [0.5, 1.0][: len(arguments(name)[0]) - 1]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            np.testing.assert_array_equal(function(value, *rest), function(np.array(as_float), *rest))


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (1j, "complex128"), ("1.0", "<U3"), (b"1", "|S1"), (None, "object"), (10**400, "object"),
        (np.array([1.0], object), "object"), (Frame([1.0, None], object), "object"),
        (np.array(["2020"], "M8[Y]"), "datetime64[Y]"), (np.timedelta64(1, "s"), "timedelta64[s]"),
        (np.zeros(2, [("a", float)]), "[('a', '<f8')]"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("argument", ["z", "y", "c"])
def test_what_is_no_real_number_is_refused(argument: str, value: Any, got: str) -> None:
    given = {"z": [0.5], "y": [0.5], "c": 1.0, argument: value}
    with pytest.raises(ValueError, match=f"^{argument}: expected real numbers, got dtype {re.escape(got)}$"):
        of("welsch").pointwise_loss(**given)


@pytest.mark.parametrize("name", [*NAMES, *GENERATED])
def test_no_samples_give_no_results(name: str) -> None:
    for function in pointwise(name):
        arrays, keywords = arguments(name, (2,))
        whole = results(function(**arrays, **keywords))
        empty = {n: array[:0] for n, array in arrays.items()}
        for found, one in zip(results(function(**empty, **keywords)), whole, strict=True):
            assert found.shape == (0, *one.shape[1:]) and found.dtype == np.float64


@pytest.mark.parametrize("name", [*NAMES, *GENERATED])
def test_layout_and_flags_of_the_arrays_change_nothing(name: str) -> None:
    """Fortran order, strides, broadcast and read-only arrays, and axes more than one."""
    for function in pointwise(name):
        arrays, keywords = arguments(name, (2, 3))
        first = next(iter(arrays))
        arrays[first] = arrays[first] + np.linspace(0, 1, arrays[first].size).reshape(arrays[first].shape)
        expected = results(function(**arrays, **keywords))
        spread = {n: np.repeat(array, 2, axis=0)[::2] for n, array in arrays.items()}
        frozen = {n: array.copy() for n, array in arrays.items()}
        for array in frozen.values():
            array.flags.writeable = False
        turned = {n: array[::-1] for n, array in arrays.items()}
        for given, order in (
            (spread, 1),
            (frozen, 1),
            ({n: np.asfortranarray(a) for n, a in arrays.items()}, 1),
            (turned, -1),
        ):
            for one, other in zip(results(function(**given, **keywords)), expected, strict=True):
                np.testing.assert_array_equal(one[::order], other)
        for n, array in arrays.items():
            np.testing.assert_array_equal(frozen[n], array)


@pytest.mark.parametrize("name", [name for name in NAMES if not derived(name).loss.sizes])
def test_predictions_in_a_column_broadcast_with_data_in_a_row(name: str) -> None:
    for function in pointwise(name):
        arrays, keywords = arguments(name)
        first, *rest = arrays
        column = arrays[first][:, None] + np.array([[0.0], [0.5], [1.0]])
        found = results(function(**(arrays | {first: column}), **keywords))
        for n in range(COUNT):
            row = results(function(**(arrays | {first: column[n, 0]}), **keywords))
            if rest:
                for one, other in zip(found, row, strict=True):
                    np.testing.assert_array_equal(one[n], other)


@pytest.mark.parametrize("name", [*NAMES, *GENERATED])
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_results_are_rounded_once_to_the_type_of_the_array_to_write_to(name: str, dtype: Any) -> None:
    for function in pointwise(name):
        arrays, keywords = arguments(name)
        fresh = results(function(**arrays, **keywords))
        out = tuple(np.empty(each.shape, dtype) for each in fresh)
        given = function(**arrays, **keywords, out=out if len(out) > 1 else out[0])
        assert given is out[0] if len(out) == 1 else all(a is b for a, b in zip(given, out, strict=True))
        for each, target in zip(fresh, out, strict=True):
            np.testing.assert_array_equal(each.astype(dtype), target)


@pytest.mark.parametrize("name", [*NAMES, *GENERATED])
def test_what_cannot_be_written_to_is_refused(name: str) -> None:
    for function in pointwise(name):
        arrays, keywords = arguments(name)
        fresh = results(function(**arrays, **keywords))
        frozen = np.zeros(fresh[0].shape)
        frozen.flags.writeable = False
        for bad in (np.zeros(fresh[0].shape, int), np.zeros((*fresh[0].shape, 1)), fresh[0].tolist(), frozen):
            out = (bad, *map(np.empty_like, fresh[1:])) if len(fresh) > 1 else bad
            with pytest.raises(ValueError, match=r"^out: expected "):
                function(**arrays, **keywords, out=out)


@pytest.mark.parametrize("name", [name for name in NAMES if not derived(name).loss.sizes])
def test_an_array_to_write_to_may_be_an_argument_or_overlap_it(name: str) -> None:
    for function in pointwise(name):
        arrays, keywords = arguments(name, (4,))
        first = next(iter(arrays))
        arrays[first] = np.linspace(-1.0, 1.0, 4)
        fresh = results(function(**arrays, **keywords))
        if len(fresh) > 1 or fresh[0].ndim > 1:
            continue
        for start in (0, 1):
            room = np.zeros(5)
            room[:4] = arrays[first]
            function(**(arrays | {first: room[:4]}), **keywords, out=room[start : start + 4])
            np.testing.assert_array_equal(room[start : start + 4], fresh[0])


# Linear models


LINEAR = [name for name in NAMES if "loss" in of(name).__all__]


def linear(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Data and parameters of a linear model of five samples and two features."""
    arrays, keywords = arguments(name, (5,))
    _, *data = arrays.items()
    return dict(data), keywords


@pytest.mark.parametrize("name", LINEAR)
def test_every_form_of_x_gives_the_same(name: str) -> None:
    """Dense, whole numbers, float32, CSR, CSC, COO with a sum of two entries, explicit zeros, booleans."""
    data, keywords = linear(name)
    found, theta = of(name), np.array([0.25, -0.5])
    X = np.array([[1, 0], [1, 1], [0, 1], [0, 0], [1, 1]])
    parts = (
        np.array([1, 0, 1, 1, 1, 1, 1, 0]),
        (np.array([0, 0, 1, 1, 2, 4, 4, 3]), np.array([0, 1, 0, 1, 1, 0, 1, 1])),
    )
    forms = [X.astype(bool), X.astype(np.float32), X.astype(np.int8), X.tolist(), np.asfortranarray(X)]
    forms += [kind(X) for kind in (scipy.sparse.csr_array, scipy.sparse.csc_matrix, scipy.sparse.coo_array)]
    forms += [scipy.sparse.csr_array(X.astype(kind)) for kind in (bool, np.uint8, np.float32, np.longdouble)]
    forms += [scipy.sparse.csr_array(parts, shape=X.shape), scipy.sparse.coo_array(parts, shape=X.shape)]
    for function in (found.loss, found.gradient, found.hessian, partial(found.hessian_vector_product, [1.0, 2.0])):
        expected = function(theta, X.astype(np.float64), **data, **keywords)
        for form in forms:
            got = function(theta, form, **data, **keywords)
            np.testing.assert_allclose(got, expected, rtol=1e-13, atol=1e-300)
            assert np.asarray(got).dtype == np.float64


@pytest.mark.parametrize("name", LINEAR)
def test_a_weight_of_nothing_is_a_sample_that_isn_t_there(name: str) -> None:
    data, keywords = linear(name)
    found, X, theta = of(name), np.arange(10.0).reshape(5, 2) / 10, np.array([0.25, -0.5])
    weights = np.array([1.0, 0.0, 2.0, 0.0, 1.0])
    there = weights > 0
    some = {n: array[there] for n, array in data.items()}
    for function in (found.loss, found.gradient, found.hessian):
        all_of_them = function(theta, X, **data, sample_weight=weights, **keywords)
        without = function(theta, X[there], **some, sample_weight=weights[there], **keywords)
        np.testing.assert_allclose(all_of_them, without, rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("name", LINEAR)
def test_wrong_arguments_of_a_linear_model_are_named(name: str) -> None:
    data, keywords = linear(name)
    found, X, theta = of(name), np.ones((5, 2)), np.zeros(2)
    usual = {"theta": theta, "X": X, **data, **keywords}
    wrong: list[tuple[str, Any, str]] = [
        ("theta", [0.0], "expected shape (2,)"), ("theta", [[0.0, 0.0]], "expected shape (2,)"),
        ("theta", [0.0, np.nan], "expected finite numbers, got nan at index 1"),
        ("X", np.ones((0, 2)), "expected at least one sample and one feature, got shape (0, 2)"),
        ("X", np.ones(5), "expected two dimensions"),
        ("X", np.full((5, 2), np.nan), "expected finite numbers, got nan"),
        ("X", scipy.sparse.csr_array(np.full((5, 2), np.inf)), "expected finite numbers, got inf at row 0, column 0"),
        ("sample_weight", [1, 1, 1, 1, -1], "expected finite, non-negative weights, got -1.0 at index 4"),
        ("sample_weight", [1, 1, 1, 1, np.nan], "expected finite, non-negative weights, got nan at index 4"),
        ("sample_weight", np.zeros(5), "expected weights with a positive sum, got sum 0.0"),
        ("sample_weight", np.full(5, 1e308), "expected weights with a finite sum, got sum inf"),
        ("sample_weight", 1.0, "expected shape (5,)"), ("reduction", "average", "expected 'mean'"),
    ]  # fmt: skip
    wrong += [(n, 1.0, "expected shape (5,), a value for each row of X, got ()") for n in data]
    wrong += [(n, np.full(5, np.nan), "expected ") for n in data]
    wrong += [(n, np.nan, "expected ") for n in keywords] + [(n, [1.0], "expected a number") for n in keywords]
    for argument, value, message in wrong:
        for function in (found.loss, found.gradient, found.loss_and_gradient, found.hessian):
            with pytest.raises(ValueError, match=f"^{argument}: {re.escape(message)}"):
                function(**(usual | {argument: value}))
