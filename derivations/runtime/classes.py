"""What modules of losses over classes share: labels of classes, logits by class, kernels over blocks of samples.

NumPy only. Kernels see a block of samples with the classes as the first axis and the samples as the last: sums over
the classes are then sums of whole vectors.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .checks import (
    Array,
    Floats,
    Matrix,
    check_entries,
    check_reduction,
    coefficients,
    matrix,
    real,
    targets_of_shapes,
)

# The numbers of classes, or of places along an axis.
Places: TypeAlias = NDArray[np.intp]

# Numbers a kernel handles at once in one array: its temporaries stay in the cache.
BLOCK = 8192
# Samples a kernel handles at once at least: the processor works on several at a time.
FEWEST = 64
# How far from 1 a row of labels may add up to.
TOLERANCE = 1e-8


def pick(values: Array, places: Places) -> Array:
    """Return of each column the entry at its place."""
    picked: Array = np.take_along_axis(values, places[np.newaxis], axis=0)[0]
    return picked


def blockwise(
    kernel: Callable[..., Any],
    z: Array,
    labels: NDArray[Any] | None,
    axes: tuple[int, ...],
    *more: Array,
    out: Sequence[NDArray[Any] | None] | None = None,
) -> tuple[NDArray[Any], ...]:
    """Apply a kernel block by block.

    Args:
        kernel: takes the logits, `more` and the labels as rows, each of shape (k, block), and the numbers of the
            classes, shape (k, 1); returns an array for each of `axes`, or only one, whose last axis is the block.
        z: logits, shape (m, k).
        labels: None, numbers of classes, shape (m,), or rows, shape (m, k).
        axes: how many axes of classes each result has.
        *more: arrays of the shape of z.
        out: an array or None (to be allocated) for each result.

    Returns:
        The results, of shape (m,) and k for each axis of classes.
    """
    m, k = z.shape
    classes = np.arange(k)[:, np.newaxis]
    results = tuple(
        np.empty((m, *(k,) * count)) if given is None else given
        for count, given in zip(axes, out or (None,) * len(axes), strict=True)
    )
    if out and any(given is not None and np.may_share_memory(given, z) for given in out):
        z = z.copy()
    # Differences of infinite logits are nan; the kernel's guards put them aside.
    with np.errstate(invalid="ignore", over="ignore"):
        size = max(FEWEST, BLOCK // k)
        for start in range(0, m, size):
            part = slice(start, start + size)
            arguments: list[NDArray[Any]] = [np.ascontiguousarray(array[part].T) for array in (z, *more)]
            if labels is not None:
                rows = classes == labels[part] if labels.ndim == 1 else labels[part].T
                arguments.append(np.ascontiguousarray(rows, dtype=np.float64))
            found = kernel(*arguments, classes)
            for target, value in zip(results, found if len(axes) > 1 else (found,), strict=True):
                target[part] = np.moveaxis(value, -1, 0)
    return results


def pointwise(
    kernel: Callable[..., Any],
    z: ArrayLike,
    y: ArrayLike,
    out: Any,
    names: tuple[str, ...],
    axes: tuple[int, ...],
    labelled: bool = True,
) -> Floats:
    """Apply a kernel to logits and labels of any number of samples, of one for logits of shape (k,).

    Args:
        kernel: as for `blockwise`.
        z: logits, the classes along the last axis; where one is nan, so are the results of its sample.
        y: labels; the same.
        out: None, or the array to write to; for two names None or a pair of arrays.
        names: what the kernel computes, for messages.
        axes: how many axes of classes each result has.
        labelled: whether the kernel takes the labels; if not, they are checked all the same.

    Returns:
        One result, or a tuple of them; a scalar for a number of one sample.

    Raises:
        ValueError: z or y is not numeric or has another shape, a label is no class, or `out` does not fit.
    """
    values = real(z, "z")
    if values.ndim == 0 or values.shape[-1] == 0:
        raise ValueError(f"z: expected at least one class along the last axis, got shape {values.shape}")
    *samples, k = values.shape
    rows = classes_of(y, tuple(samples), k, "logits of a sample", exact=False)
    shapes = [(*samples, *(k,) * rank) for rank in axes]
    given = targets_of_shapes(out, shapes, names)
    m = int(np.prod(samples))
    flat = [np.empty((m, *(k,) * rank)) for rank in axes]
    rows = rows.reshape((m, k) if rows.ndim > len(samples) else m)
    blockwise(kernel, values.reshape(m, k), rows if labelled else None, axes, out=flat)
    missing = np.isnan(values).any(axis=-1).reshape(m)
    if rows.ndim == 2:
        missing |= np.isnan(rows).any(axis=-1)
    if missing.any():  # a single class has no other to tell it from; a kernel may take no labels
        for found in flat:
            found[missing] = np.nan
    results = []
    for found, shape, target in zip(flat, shapes, given, strict=True):
        result = found.reshape(shape)
        if target is None:
            results.append(result if shape else result[()])
        else:
            target[...] = result
            results.append(target)
    return tuple(results) if len(names) > 1 else results[0]


def classes_of(y: ArrayLike, samples: tuple[int, ...], k: int, what: str, exact: bool = True) -> NDArray[Any]:
    """Return labels as numbers of classes, of the shape of the samples, or as rows of k numbers.

    Args:
        y: whole numbers from 0 to k - 1, or rows.
        samples: the shape of the samples.
        k: how many classes there are.
        what: what there is a label for, for messages.
        exact: whether rows must hold shares that add up to 1.

    Raises:
        ValueError: y has another shape or another value.
    """
    labels = real(y, "y")
    if labels.shape == (*samples, k) and exact:
        totals = labels.sum(axis=-1)
        fits = (labels >= 0).all(axis=-1) & (np.abs(totals - 1) <= TOLERANCE)
        if not fits.all():
            row = int(np.argmin(fits))
            raise ValueError(f"y: expected rows of shares that add up to 1, got {labels[row].tolist()} in row {row}")
    if labels.shape == (*samples, k):
        return labels
    if labels.shape != samples:
        raise ValueError(
            f"y: expected shape {samples}, a class for each {what}, or {(*samples, k)}, rows that add up to 1, "
            f"got {labels.shape}"
        )
    fits = (labels >= 0) & (labels < k) & (labels == np.floor(labels))
    if not fits.all():
        place = np.unravel_index(int(np.argmin(fits)), fits.shape)
        where = f" at index {', '.join(map(str, place))}" if place else ""
        raise ValueError(f"y: expected classes 0 to {k - 1}, got {labels[place]}{where}")
    return labels.astype(np.intp)


def prepare(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    sample_weight: ArrayLike | None,
    reduction: str,
    reductions: tuple[str, ...] = ("mean", "sum"),
) -> tuple[Matrix, Array, NDArray[Any], Array]:
    """Check the arguments of a linear-model loss over classes and work out what its kernels read.

    Args:
        theta: parameters, shape (p, k).
        X: samples, shape (m, p), dense or sparse, finite.
        y: labels, shape (m,) or (m, k).
        sample_weight: None, or weights that are not negative, shape (m,).
        reduction: one of `reductions`.
        reductions: what the function offers.

    Returns:
        X as float64 or CSR; the logits X θ, shape (m, k); the labels; and the coefficient of each sample.

    Raises:
        ValueError: an argument is not as above.
    """
    check_reduction(reduction, reductions)
    X = matrix(X)
    z = logits(theta, X)
    labels = classes_of(y, (X.shape[0],), z.shape[1], "row of X")
    return X, z, labels, coefficients(sample_weight, X.shape[0], reduction)


def parameters(value: ArrayLike, p: int, name: str, k: int | None = None) -> Array:
    """Return a finite matrix with a row for each column of X and a column for each class.

    Raises:
        ValueError: it has another shape or holds nan or inf.
    """
    array = real(value, name)
    if array.ndim != 2 or array.shape[0] != p or 0 in array.shape or array.shape[1] != (k or array.shape[1]):
        expected = f"({p}, {k or 'k'}), a row for each column of X and a column for each class"
        raise ValueError(f"{name}: expected shape {expected}, got {array.shape}")
    fits = np.isfinite(array)
    if not fits.all():
        row, column = map(int, np.argwhere(~fits)[0])
        raise ValueError(f"{name}: expected finite numbers, got {array[row, column]} at row {row}, column {column}")
    return array


def logits(theta: ArrayLike, X: Matrix, name: str = "theta", k: int | None = None) -> Array:
    """Return X θ, having made sure that X and θ are finite.

    Args:
        theta: parameters, shape (p, k).
        X: samples as `matrix` returns them, shape (m, p).
        name: the argument's name, for messages.
        k: how many classes there are, where that is known.

    Returns:
        The logits, shape (m, k); finite.

    Raises:
        ValueError: theta has another shape; theta or X holds nan or inf; X θ is past the range of float64.
    """
    values = parameters(theta, X.shape[1], name, k)
    with np.errstate(over="ignore", invalid="ignore"):
        z: Array = np.asarray(X @ values)
    fits = np.isfinite(z)
    if not fits.all():
        check_entries(X)
        row, column = map(int, np.argwhere(~fits)[0])
        raise ValueError(
            f"{name}: expected finite logits X @ {name}, got {z[row, column]} in row {row}, class {column}"
        )
    if (values == 0).all(axis=1).any():  # some BLAS routines skip columns whose parameters are 0
        check_entries(X)
    return z
