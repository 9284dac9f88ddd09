"""One pass over the rows of X: z = X θ of some rows, what a loop makes of z, and its product with those rows.

In: X, dense or CSR, and a `Loop`. Out: sums, added to arrays. The rows of a block are still in the cache when they are
read again, so that X comes from memory once; the next block is asked for meanwhile. Compiled once for all losses.
"""

from typing import Any

import numba
import numpy as np

from .bits import fetch
from .compiling import compiled

# Sums of a block, several terms at a time; across blocks they are compensated, below.
_summing = numba.njit(error_model="numpy", fastmath={"reassoc", "contract", "nsz"})
_exactly = numba.njit(error_model="numpy")

# Rows after which the sums of blocks go into the compensated ones.
FLUSH = 512
NUMBERS_IN_A_LINE = 8  # float64 in the 64 bytes that memory hands over at once


@_exactly
def _add_number(total: Any, number: float) -> None:
    """Add a number to total[0] + total[1]; the second is what the additions to the first rounded off."""
    before = total[0]
    after = before + number
    taken = after - before
    total[1] += (before - (after - taken)) + (number - taken)
    total[0] = after


@_exactly
def _add_vector(total: Any, part: Any) -> None:
    """Do the same entry by entry, for total of shape (2, p), and set part to 0."""
    for j in range(part.size):
        _add_number(total[:, j], part[j])
        part[j] = 0.0


@_summing
def _sum(values: Any) -> float:
    total = 0.0
    for i in range(values.size):
        total += values[i]
    return total


@_summing
def _lost(z: Any) -> float:
    """Return 0 if all logits are finite, else nan."""
    total = 0.0
    for i in range(z.size):
        total += z[i] * 0.0
    return total


@_summing
def _times(X: Any, flat: Any, start: int, theta: Any, z: Any, ahead: int, share: int) -> None:
    """Write X θ of the rows from start to z, and ask for `share` numbers a row of what comes `ahead` numbers later."""
    p = X.shape[1]
    fours = z.size // 4 * 4
    for n in range(0, fours, 4):
        place = start * p + ahead + n * share
        for k in range(place, place + 4 * share, NUMBERS_IN_A_LINE):
            fetch(flat, k)
        i = start + n
        a, b, c, d = 0.0, 0.0, 0.0, 0.0
        for j in range(p):
            t = theta[j]
            a += X[i, j] * t
            b += X[i + 1, j] * t
            c += X[i + 2, j] * t
            d += X[i + 3, j] * t
        z[n], z[n + 1], z[n + 2], z[n + 3] = a, b, c, d
    for n in range(fours, z.size):
        a = 0.0
        for j in range(p):
            a += X[start + n, j] * theta[j]
        z[n] = a


@_summing
def _transposed_times(X: Any, flat: Any, start: int, r: Any, part: Any, ahead: int, share: int) -> None:
    """Add Xᵀ r of the rows from start to part, and ask for what comes later as above."""
    p = X.shape[1]
    fours = r.size // 4 * 4
    for n in range(0, fours, 4):
        place = start * p + ahead + n * share
        for k in range(place, place + 4 * share, NUMBERS_IN_A_LINE):
            fetch(flat, k)
        i = start + n
        a, b, c, d = r[n], r[n + 1], r[n + 2], r[n + 3]
        for j in range(p):
            part[j] += (a * X[i, j] + b * X[i + 1, j]) + (c * X[i + 2, j] + d * X[i + 3, j])
    for n in range(fours, r.size):
        for j in range(p):
            part[j] += r[n] * X[start + n, j]


@_exactly
def _weigh(values: Any, c: Any, start: int) -> None:
    """Multiply values by their coefficients; a single coefficient is everyone's."""
    if c.size == 1:
        for i in range(values.size):
            values[i] *= c[0]
    else:
        own = c[start : start + values.size]
        for i in range(values.size):
            values[i] *= own[i]


@_exactly
def _turn_into_terms(
    results: Any, value_at: int, slope_at: int, z: Any, along: Any, c: Any, start: int, total: Any, lost: Any
) -> None:
    """Add up the values of a block, and turn its slopes into what its rows are multiplied with."""
    lost[0] += _lost(z)
    if value_at >= 0:
        values = results[value_at][: z.size]
        _weigh(values, c, start)
        _add_number(total, _sum(values))
    if slope_at >= 0:
        slopes = results[slope_at][: z.size]
        _weigh(slopes, c, start)
        for i in range(along.size):
            slopes[i] *= along[i]


@compiled()
def dense(
    loop: Any,
    X: Any,
    theta: Any,
    vector: Any,
    variables: Any,
    offset: int,
    parameters: Any,
    c: Any,
    work: Any,
    results: Any,
    value_at: int,
    slope_at: int,
    total: Any,
    gradient: Any,
    lost: Any,
) -> None:
    """Add up, over the rows of X, the values that a loop gives, and its slopes times the rows.

    Args:
        loop: what turns logits into values and slopes.
        X: rows, C-contiguous, shape (m, p).
        theta: parameters of the linear model, shape (p,).
        vector: empty, or what the slopes are multiplied with after X, shape (p,).
        variables: the data's other columns, for all rows of all calls.
        offset: the place of the first row of X in them.
        parameters: the loss's own parameters.
        c: a coefficient for each row of all calls, or one for all.
        work: two vectors as long as a block.
        results: such a vector for each result of the loop.
        value_at: which of the results is the value, -1 for none.
        slope_at: which is the slope, -1 for none.
        total: the sum of the values and what it rounded off, shape (2,).
        gradient: the sum of slope times row and what it rounded off, shape (2, p).
        lost: becomes nan if a logit is not finite, shape (1,).
    """
    m, p = X.shape
    flat = X.reshape(m * p)
    part = np.zeros(p)
    rows = work.shape[1]
    share = p // 2
    since = 0
    for start in range(0, m, rows):
        size = min(rows, m - start)
        z = work[0, :size]
        along = work[1, : min(size, size * vector.size)]
        _times(X, flat, start, theta, z, size * p, share)
        loop(z, variables, offset + start, parameters, results)
        if vector.size > 0:
            _times(X, flat, start, vector, along, 0, 0)
        _turn_into_terms(results, value_at, slope_at, z, along, c, offset + start, total, lost)
        if slope_at >= 0:
            slopes = results[slope_at][:size]
            _transposed_times(X, flat, start, slopes, part, size * (p + share), p - share)
            since += size
            if since >= FLUSH:
                _add_vector(gradient, part)
                since = 0
    _add_vector(gradient, part)


@compiled()
def sparse(
    loop: Any,
    data: Any,
    indices: Any,
    indptr: Any,
    theta: Any,
    vector: Any,
    variables: Any,
    offset: int,
    parameters: Any,
    c: Any,
    work: Any,
    results: Any,
    value_at: int,
    slope_at: int,
    total: Any,
    gradient: Any,
    lost: Any,
) -> None:
    """Do the same for X in the CSR format: the entries of row i are those from indptr[i] to indptr[i + 1]."""
    m, p = indptr.size - 1, theta.size
    part = np.zeros(p)
    rows = work.shape[1]
    since = 0
    for start in range(0, m, rows):
        size = min(rows, m - start)
        z = work[0, :size]
        along = work[1, : min(size, size * vector.size)]
        _sparse_times(data, indices, indptr, start, theta, z)
        loop(z, variables, offset + start, parameters, results)
        if vector.size > 0:
            _sparse_times(data, indices, indptr, start, vector, along)
        _turn_into_terms(results, value_at, slope_at, z, along, c, offset + start, total, lost)
        if slope_at >= 0:
            _sparse_transposed_times(data, indices, indptr, start, results[slope_at][:size], part)
            since += indptr[start + size] - indptr[start]
            if since >= FLUSH * p:
                _add_vector(gradient, part)
                since = 0
    _add_vector(gradient, part)


@_summing
def _sparse_times(data: Any, indices: Any, indptr: Any, start: int, theta: Any, z: Any) -> None:
    """Write X θ of the rows from start to z. An unsigned index needs no thought of negative ones: half the time."""
    k = np.uintp(indptr[start])
    ends = indptr[start + 1 :]
    for n in range(z.size):
        end = np.uintp(ends[n])
        total = 0.0
        while k < end:
            total += data[k] * theta[np.uintp(indices[k])]
            k += np.uintp(1)
        z[n] = total


@_exactly
def _sparse_transposed_times(data: Any, indices: Any, indptr: Any, start: int, r: Any, part: Any) -> None:
    """Add Xᵀ r of the rows from start to part."""
    k = np.uintp(indptr[start])
    ends = indptr[start + 1 :]
    for n in range(r.size):
        end = np.uintp(ends[n])
        slope = r[n]
        while k < end:
            part[np.uintp(indices[k])] += slope * data[k]
            k += np.uintp(1)
