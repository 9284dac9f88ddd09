"""Softmax cross-entropy: what the functions of an emitted module return, pointwise and for a linear model Z = X Θ.

In: a caller's arguments, the labels as numbers of classes or as rows of shares. Out: losses, slopes, Hessians.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..checks import Array, Matrix, check_entries, check_reduction, coefficients, matrix, real, targets_of_shapes
from ..classes import classes_of
from ..classes import logits as class_logits
from ..classes import parameters as class_parameters
from . import softmax_passes as passes
from .arguments import frozen

# Numbers of X and of Z that a block of rows has: both stay in the second cache.
BLOCK = 1 << 16
FEWEST_ROWS = 64

_NO_CLASSES = frozen(np.empty(0, dtype=np.intp))
_NO_SHARES = frozen(np.empty((0, 0)))
_ONE = frozen(np.ones(1))


def pointwise(z: ArrayLike, y: ArrayLike, out: Any, names: tuple[str, ...]) -> Any:
    """Return what the names say of each sample: "loss", "gradient", "hessian", some of them in this order.

    Args:
        z: logits, the k classes along the last axis.
        y: numbers of classes, of the shape of z without its last axis, or rows of shares, of the shape of z.
        out: None, or the array to write to; for several names a tuple of arrays.
        names: what is computed.

    Returns:
        One result, or a tuple of them.

    Raises:
        ValueError: an argument is not as above.
    """
    values = real(z, "z")
    if values.ndim == 0 or values.shape[-1] == 0:
        raise ValueError(f"z: expected at least one class along the last axis, got shape {values.shape}")
    *samples, k = values.shape
    labels = _labels(y, tuple(samples), k, "logits of a sample", exact=False)
    ranks = {"loss": 0, "gradient": 1, "hessian": 2}
    shapes = [(*samples, *(k,) * ranks[name]) for name in names]
    targets = targets_of_shapes(out, shapes, names)
    m = values.size // k
    flat = np.ascontiguousarray(values).reshape(m, k)
    rows = labels.reshape((m, k) if labels.ndim > len(samples) else m)
    made = {name: _fitting(target, shape, values) for name, target, shape in zip(names, targets, shapes, strict=True)}
    if "loss" in made or "gradient" in made:
        losses = made["loss"].reshape(-1) if "loss" in made else np.empty(0)
        slopes = made["gradient"].reshape(m, k) if "gradient" in made else np.empty((0, 0))
        apply(flat, rows, _ONE, losses, slopes)
    if "hessian" in made:
        passes.curvatures(frozen(flat), made["hessian"].reshape(m, k, k))
    if rows.ndim == 2 and m:
        missing = np.isnan(rows).any(axis=1)
        if missing.any():  # entries of a gradient take their own shares only, those of a Hessian none
            for result in made.values():
                result.reshape(m, -1)[missing] = np.nan
    results = []
    for target, result in zip(targets, made.values(), strict=True):
        if target is not None and target is not result:
            target[...] = result
        results.append(target if target is not None else result if result.shape else result[()])
    return tuple(results) if len(names) > 1 else results[0]


def _labels(y: ArrayLike, samples: tuple[int, ...], k: int, what: str, exact: bool = True) -> NDArray[Any]:
    """Return what `classes_of` does; sooner where y is an array of whole numbers already.

    Raises:
        ValueError: y has another shape or another value.
    """
    whole = type(y) is np.ndarray and y.dtype.kind in "iu" and y.shape == samples
    if isinstance(y, np.ndarray) and whole and (y.size == 0 or (y.min() >= 0 and y.max() < k)):
        return y.astype(np.intp, copy=False)
    return classes_of(y, samples, k, what, exact=exact)


def _fitting(target: NDArray[Any] | None, shape: tuple[int, ...], values: Array) -> NDArray[Any]:
    """Return the array to write to, or a new one where that has another layout or holds the logits."""
    fits = target is not None and target.dtype == np.float64 and target.flags.carray
    if target is None or not fits or np.may_share_memory(target, values):
        return np.empty(shape)
    return target


def apply(z: Array, labels: NDArray[Any] | None, c: Array, losses: Array, slopes: Array) -> None:
    """Write losses and slopes, each times its coefficient, to arrays, of which one may be empty.

    Args:
        z: logits, shape (m, k), C-contiguous.
        labels: numbers of classes, shape (m,), rows of shares, shape (m, k), or None: the slopes are probabilities.
        c: a coefficient for each sample, or one for all.
        losses: shape (m,), or empty.
        slopes: shape (m, k), or empty.
    """
    classes, shares = _NO_CLASSES, _NO_SHARES
    if labels is not None and labels.ndim == 1:
        classes = frozen(np.ascontiguousarray(labels, dtype=np.intp))
    elif labels is not None:
        shares = frozen(np.ascontiguousarray(labels, dtype=np.float64))
    step = passes.tiles if z.shape[1] <= passes.MOST_CLASSES else passes.rows
    step(frozen(z), classes, shares, frozen(c), losses, slopes)


class Data(NamedTuple):
    """What a loss is computed from, checked."""

    theta: Array
    X: Matrix
    labels: NDArray[Any]
    c: Array


def prepare(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    sample_weight: ArrayLike | None,
    reduction: str,
    reductions: tuple[str, ...] = ("mean", "sum"),
) -> Data:
    """Check the arguments, except that X is finite, which its logits will tell.

    Args:
        theta: parameters, shape (p, k); finite.
        X: samples, shape (m, p), dense or sparse; finite.
        y: numbers of classes, shape (m,), or rows of shares that add up to 1, shape (m, k).
        sample_weight: None, or non-negative weights, shape (m,).
        reduction: one of `reductions`.
        reductions: what the function offers.

    Raises:
        ValueError: an argument is not as above.
    """
    check_reduction(reduction, reductions)
    X = matrix(X)
    m, p = X.shape
    values = np.ascontiguousarray(class_parameters(theta, p, "theta"))
    labels = _labels(y, (m,), values.shape[1], "row of X")
    return Data(values, X, labels, np.ascontiguousarray(coefficients(sample_weight, m, reduction)))


def losses(data: Data) -> Array:
    """Return the loss of each sample times its coefficient, shape (m,)."""
    found = np.empty(data.X.shape[0])
    for part in _blocks(data.X, data.theta):
        apply(_logits(data.X[part], data.theta, data), data.labels[part], data.c[part], found[part], np.empty((0, 0)))
    return found


def loss(data: Data) -> float:
    """Return the sum of the losses, each times its coefficient."""
    return float(losses(data).sum())


def gradient(data: Data) -> Array:
    """Return the gradient, shape (p, k)."""
    return _pass(data, np.empty(0))


def loss_and_gradient(data: Data) -> tuple[float, Array]:
    """Return the loss and its gradient."""
    found = np.empty(data.X.shape[0])
    slope = _pass(data, found)
    return float(found.sum()), slope


def _pass(data: Data, found: Array) -> Array:
    """Return the gradient, and write the losses where there is room, over blocks of rows that the cache holds."""
    theta, X, labels, c = data
    slope, lost = np.zeros(theta.shape), np.zeros(theta.shape)
    for part in _blocks(X, theta):
        block = X[part]
        residual = _logits(block, theta, data)
        apply(residual, labels[part], c[part], found[part], residual)
        slope = _add(slope, lost, block.T @ residual)
    return slope + lost


def hessian_vector_product(data: Data, v: ArrayLike) -> Array:
    """Return the Hessian times v, both of the shape of theta."""
    theta, X, _, c = data
    direction = np.ascontiguousarray(class_parameters(v, theta.shape[0], "v", theta.shape[1]))
    product, lost = np.zeros(theta.shape), np.zeros(theta.shape)
    for part in _blocks(X, theta):
        block = X[part]
        z = _logits(block, theta, data)
        change = np.empty(z.shape)
        passes.changes(frozen(z), frozen(_logits(block, direction, data, "v")), frozen(c[part]), change)
        product = _add(product, lost, block.T @ change)
    return product + lost


def hessian(data: Data) -> Array:
    """Return the Hessian, shape (p k, p k), with respect to the entries of theta in the order of theta.ravel()."""
    theta, X, _, c = data
    p, k = theta.shape
    z = _logits(X, theta, data)
    blocks = np.empty((*z.shape, k))
    passes.curvatures(frozen(z), blocks)
    blocks *= c[:, np.newaxis, np.newaxis]
    whole = np.empty((p, k, p, k))
    for a in range(k):
        for b in range(a + 1):
            s = blocks[:, a, b, np.newaxis]
            H = X.T @ (s * X) if isinstance(X, np.ndarray) else (X.T @ X.multiply(s).tocsr()).toarray()
            whole[:, a, :, b] = whole[:, b, :, a] = H
    return whole.reshape(p * k, p * k)


def predict_probability(theta: ArrayLike, X: Matrix) -> Array:
    """Return the probability of each class for each sample, shape (m, k).

    Raises:
        ValueError: an argument is not as for `prepare`.
    """
    z = class_logits(theta, matrix(X))
    found = np.empty(z.shape)
    apply(np.ascontiguousarray(z), None, _ONE, np.empty(0), found)
    return found


def _blocks(X: Matrix, theta: Array) -> list[slice]:
    """Return the rows of each block; all at once where X is sparse, as taking rows out of it is slow."""
    m, p = X.shape
    rows = max(FEWEST_ROWS, BLOCK // (p + theta.shape[1])) if isinstance(X, np.ndarray) else m
    return [slice(start, start + rows) for start in range(0, m, rows)]


def _logits(X: Matrix, theta: Array, data: Data, name: str = "theta") -> Array:
    """Return X theta of a block.

    Raises:
        ValueError: X holds nan or inf, or a logit is past the range of float64.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        z: Array = np.ascontiguousarray(X @ theta)
        finite = np.isfinite(z.sum()) or np.isfinite(z).all()
    if not finite:
        class_logits(theta, data.X, name, theta.shape[1])  # says where
    elif (theta == 0).all(axis=1).any():  # some BLAS routines skip columns whose parameters are 0
        check_entries(X)
    return z


def _add(total: Array, lost: Array, part: Array) -> Array:
    """Return total + part, adding what that rounds off to lost."""
    after: Array = total + part
    taken = after - total
    lost += (total - (after - taken)) + (part - taken)
    return after
