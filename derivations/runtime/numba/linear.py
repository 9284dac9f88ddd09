"""Losses of a linear model z = X θ: value, gradient, Hessian and its product with a vector, X being read once.

In: a `Loop`, and a caller's arguments. Out: what the functions of an emitted module return.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..checks import (
    Array,
    Matrix,
    check_real,
    check_reduction,
    coefficients,
    logits,
    matrix,
    real,
    vector,
)
from . import passes
from .arguments import Domain, column, frozen, parameters
from .loops import Loop

# Numbers of X in a block: 40 kB, which stay in the first cache or near it beside what is made of them.
BLOCK = 5120
FEWEST_ROWS, MOST_ROWS = 16, 512
# Numbers of X that are copied at once where they don't lie row by row as float64: they stay in the second cache.
COPIED = 1 << 16
# Rows of X from which a second thread gains.
ROWS_FOR_THREADS = 500_000

_EMPTY = frozen(np.empty(0))
_threads = 1


def use_threads(count: int) -> None:
    """Let passes over many rows run in several threads; one is the default, as others may want the processor too.

    Args:
        count: how many, at least 1.
    """
    global _threads
    if count < 1:
        raise ValueError(f"count: expected at least 1, got {count}")
    _threads = count


class Data(NamedTuple):
    """What a loss is computed from, checked."""

    theta: Array
    X: Matrix
    variables: tuple[Array, ...]
    own: Array
    c: Array


def prepare(
    theta: ArrayLike,
    X: Matrix,
    variables: Sequence[Domain],
    values: Sequence[ArrayLike],
    sample_weight: ArrayLike | None,
    reduction: str,
    reductions: tuple[str, ...] = ("mean", "sum"),
    domains: Sequence[Domain] = (),
    given: Sequence[ArrayLike] = (),
) -> Data:
    """Check the arguments, except that X is finite, which its logits will tell.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or sparse; finite.
        variables: what is expected of the data's other columns, of which the first is the label.
        values: their values, shape (m,) each.
        sample_weight: None, or non-negative weights, shape (m,).
        reduction: one of `reductions`.
        reductions: what the function offers.
        domains: what is expected of the loss's own parameters.
        given: their values.

    Returns:
        What the functions below read.

    Raises:
        ValueError: an argument is not as above.
    """
    check_reduction(reduction, reductions)
    X = _matrix(X)
    m, p = X.shape
    columns = tuple(column(domain, value, m) for domain, value in zip(variables, values, strict=True))
    if sample_weight is None:
        c = np.array([1 / m if reduction == "mean" else 1.0])
    else:
        c = np.ascontiguousarray(coefficients(sample_weight, m, reduction))
    own = parameters(domains, given)
    return Data(np.ascontiguousarray(vector(theta, p, "theta")), X, columns, own, c)


def _matrix(X: Matrix) -> Matrix:
    """Return X as CSR, or as a dense array of whatever layout and type.

    Raises:
        ValueError: X is not numeric, has no two dimensions, or has no rows or columns.
    """
    if hasattr(X, "tocsr"):
        check_real(X.dtype, "X")
        X = X.tocsr() if X.ndim == 2 else X
    elif not (type(X) is np.ndarray and X.dtype in (np.float64, np.float32)):
        X = real(X, "X")
    if X.ndim != 2:
        raise ValueError(f"X: expected two dimensions, samples by features, got shape {X.shape}")
    if 0 in X.shape:
        raise ValueError(f"X: expected at least one sample and one feature, got shape {X.shape}")
    return X


def losses(loop: Loop, data: Data) -> Array:
    """Return the loss of each sample times its coefficient, shape (m,)."""
    z = logits(data.theta, data.X)
    found = _of_each(loop, z, data.variables, data.own)
    return data.c * found


def loss(loop: Loop, data: Data) -> float:
    """Return the sum of the losses, each times its coefficient."""
    total, _ = _pass(loop, data, value_at=0)
    return total


def loss_and_gradient(loop: Loop, data: Data) -> tuple[float, Array]:
    """Return the same and its gradient, shape (p,), for a loop that gives each loss and its derivative."""
    return _pass(loop, data, value_at=0, slope_at=1)


def gradient(loop: Loop, data: Data) -> Array:
    """Return the gradient, shape (p,), for a loop that gives each derivative."""
    _, slope = _pass(loop, data, slope_at=0)
    return slope


def hessian_vector_product(loop: Loop, data: Data, v: ArrayLike) -> Array:
    """Return the Hessian times v, shape (p,), for a loop that gives each second derivative."""
    along = frozen(np.ascontiguousarray(vector(v, data.theta.size, "v")))
    _, product = _pass(loop, data, slope_at=0, along=along)
    return product


def hessian(loop: Loop, data: Data) -> Array:
    """Return the Hessian Xᵀ diag(c s) X, shape (p, p), for a loop that gives each second derivative s."""
    z = logits(data.theta, data.X)
    s = _of_each(loop, z, data.variables, data.own)
    s *= data.c
    X = data.X
    if not isinstance(X, np.ndarray):
        return np.asarray((X.T @ X.multiply(s[:, np.newaxis]).tocsr()).toarray(), dtype=np.float64)
    m, p = X.shape
    found, lost = np.zeros((p, p)), np.zeros((p, p))
    rows = max(p, COPIED // p)
    for start in range(0, m, rows):
        block = np.asarray(X[start : start + rows], dtype=np.float64)
        part = block.T @ (s[start : start + rows, np.newaxis] * block)
        after = found + part
        taken = after - found
        lost += (found - (after - taken)) + (part - taken)
        found = after
    return found + lost


def predict(loop: Loop, theta: ArrayLike, X: Matrix) -> Array:
    """Return what a loop without variables or parameters makes of the logits X θ, shape (m,).

    Raises:
        ValueError: an argument is not as for `prepare`.
    """
    z = logits(theta, matrix(X))
    return _of_each(loop, z, (), _EMPTY)


def _of_each(loop: Loop, z: Array, variables: Sequence[Array], own: Array) -> Array:
    """Return what a loop of one result gives for each sample."""
    found = np.empty(z.size)
    loop(frozen(np.ascontiguousarray(z)), tuple(map(frozen, variables)), 0, frozen(own), (found,))
    return found


def _pass(loop: Loop, data: Data, value_at: int = -1, slope_at: int = -1, along: Array = _EMPTY) -> tuple[float, Array]:
    """Go over the rows once, in one thread or several.

    Raises:
        ValueError: X holds nan or inf, or a logit is past the range of float64.
    """
    m, p = data.X.shape
    count = min(_threads, m) if m >= ROWS_FOR_THREADS else 1
    bounds = [m * n // count for n in range(count + 1)]
    read = (frozen(data.theta), along, tuple(map(frozen, data.variables)), frozen(data.own), frozen(data.c))

    def part(first: int, last: int) -> tuple[Array, Array, Array]:
        return _part(loop, data.X, read, (value_at, slope_at), first, last)

    if count == 1:
        parts = [part(0, m)]
    else:
        loop.prepare()  # compiled once, not by each thread
        with ThreadPoolExecutor(count) as pool:
            parts = list(pool.map(part, bounds[:-1], bounds[1:]))
    if not all(lost[0] == 0 for *_, lost in parts):
        logits(data.theta, data.X)  # says where
        raise ValueError("theta: expected finite logits X @ theta, got some that are not")
    # What was rounded off first is added last.
    total = float(sum(total[0] for total, *_ in parts) + sum(total[1] for total, *_ in parts))
    slope = sum(slope[0] for _, slope, _ in parts) + sum(slope[1] for _, slope, _ in parts)
    return total, slope


def _part(
    loop: Loop, X: Matrix, read: tuple[Any, ...], at: tuple[int, int], first: int, last: int
) -> tuple[Array, Array, Array]:
    """Go over the rows from first to last; return the sums and whether a logit was lost."""
    theta, along, variables, own, c = read
    p = theta.size
    rows = min(MOST_ROWS, max(FEWEST_ROWS, BLOCK // p // 8 * 8)) if isinstance(X, np.ndarray) else MOST_ROWS
    work = np.empty((2, rows))
    results = tuple(np.empty(rows) for _ in range(loop.results))
    total, slope, lost = np.zeros(2), np.zeros((2, p)), np.zeros(1)
    for offset, step, arrays in _pieces(X, first, last):
        step(loop, *arrays, theta, along, variables, offset, own, c, work, results, *at, total, slope, lost)
    return total, slope, lost


def _pieces(X: Matrix, first: int, last: int) -> Any:
    """Yield what a pass reads of the rows from first to last: all of them, or copies of some at a time.

    Yields:
        The first row of the piece, the pass, and the arrays of X.
    """
    if not isinstance(X, np.ndarray):
        data = frozen(np.asarray(X.data, dtype=np.float64))
        yield first, passes.sparse, (data, frozen(X.indices), frozen(X.indptr[first : last + 1]))
    elif X.dtype == np.float64 and X.flags.c_contiguous and X.flags.aligned and X.dtype.isnative:
        yield first, passes.dense, (frozen(X[first:last]),)
    else:
        rows = max(FEWEST_ROWS, COPIED // X.shape[1])
        for start in range(first, last, rows):
            piece = np.ascontiguousarray(X[start : min(last, start + rows)], dtype=np.float64)
            yield start, passes.dense, (frozen(piece),)
