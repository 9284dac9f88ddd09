"""Softmax cross-entropy of many samples, compiled: for few classes by tiles of samples, for many sample by sample.

In: logits z, shape (m, k), and labels. Out: losses, shape (m,), and slopes, shape (m, k). The largest logit of a sample
is subtracted; e[j] = exp(z[j] - largest) is corrected for the rounding of the difference; rest, the sum of all e except
one that is 1, is kept apart from that 1: loss = log1p(rest) + largest - z[y], and p[y] - 1 never cancels.
"""

from typing import Any

import numba
import numpy as np

from .bits import bits, from_bits, full_width
from .compiling import compiled, kernel, polynomial
from .math import INFINITY, NAN, absolute, exp, log1p, select

ROWS = 64  # samples in a tile: the loops over them run on vectors, and a tile of 32 classes is 16 kB
MOST_CLASSES = 64  # of a tile

_exactly = numba.njit(error_model="numpy")
_summing = numba.njit(error_model="numpy", fastmath={"reassoc", "contract", "nsz"})


@kernel
def _decay(z: float, largest: float) -> float:
    """Return exp(z - largest), what the difference rounds off put back; 1 where z is the largest, infinite or not."""
    gap = z - largest
    leading = exp(gap)
    back = gap - z
    slip = z - (gap - back) - (largest + back)
    return select(z == largest, 1.0, select(leading > 0.0, leading + leading * slip, leading))


@polynomial
def _ratio(a: float, b: float, inverse: float) -> float:
    """Return a/b from about 1/b: one product and what it lacks."""
    q = a * inverse
    return q + inverse * (a - q * b)


@kernel
def _sum_of_others(others: float, ties: float, largest: float) -> float:
    """Return the sum of all e but one: those below the largest, and the other ones; nan for two infinite logits."""
    return select((ties > 1.0) & (absolute(largest) == INFINITY), NAN, others + (ties - 1.0))


@kernel
def _share_of_loss(y: float, z: float, largest: float) -> float:
    """Return y (largest - z), 0 where y is 0 or z the largest, infinite or not."""
    return select((y == 0.0) | (z == largest), 0.0 * y, y * (largest - z))


@kernel
def _slope(y: float, e: float, rest: float, total: float, inverse: float) -> float:
    """Return p - y as p (1 - y) - y (1 - p)."""
    return _ratio(e, total, inverse) * (1.0 - y) - y * _ratio(rest + (1.0 - e), total, inverse)


@compiled()
def tiles(z: Any, classes: Any, shares: Any, c: Any, losses: Any, slopes: Any) -> None:
    """Write the losses and slopes of samples with few classes, each times its coefficient.

    Args:
        z: logits, shape (m, k).
        classes: the labels as numbers of classes, shape (m,); empty for shares or none.
        shares: the labels as shares, shape (m, k); empty for classes or none.
        c: a coefficient for each sample, or one for all.
        losses: to be written to, shape (m,); empty if not wanted.
        slopes: to be written to, shape (m, k), without labels the probabilities; empty if not wanted. It may be z.
    """
    full_width()
    m, k = z.shape
    e = np.empty((k, ROWS))
    y = np.empty((k if shares.size > 0 else 0, ROWS))
    largest, loss, rest, inverse = np.empty(ROWS), np.zeros(ROWS), np.empty(ROWS), np.empty(ROWS)
    sums = np.empty((3, ROWS))
    own = np.zeros(ROWS)
    several = 1 if c.size > 1 else 0
    for start in range(0, m, ROWS):
        size = min(ROWS, m - start)
        _turn(z, start, size, e)
        _largest(e, largest)
        if shares.size > 0:
            _turn(shares, start, size, y)
            _shares_of_loss(y, e, largest, loss)
        elif classes.size > 0:
            for i in range(size):
                loss[i] = _share_of_loss(1.0, e[np.uintp(classes[start + i]), i], largest[i])
        _decays(e, largest)
        _sums(e, sums[0], sums[1], sums[2])
        _rests(sums[0], sums[1], sums[2], largest, rest)
        _inverses(rest, inverse)
        if losses.size > 0:
            _add_logs(rest, loss)
            for i in range(size):
                losses[start + i] = loss[i] * c[several * (start + i)]
        if slopes.size > 0:
            if classes.size > 0:
                for i in range(size):
                    own[i] = e[np.uintp(classes[start + i]), i]
                _own_slopes(own, rest, inverse)
            if shares.size > 0:
                _slopes(y, e, rest, inverse)
            else:
                _probabilities(e, rest, inverse)
            for i in range(size):
                coefficient = c[several * (start + i)]
                for j in range(k):
                    slopes[start + i, j] = e[j, i] * coefficient
                if classes.size > 0:
                    slopes[start + i, np.uintp(classes[start + i])] = own[i] * coefficient


@_exactly
def _turn(z: Any, start: int, size: int, turned: Any) -> None:
    """Write the samples from start as columns, the last repeated so that all loops have one length."""
    full_width()
    for i in range(ROWS):
        n = start + min(i, size - 1)
        for j in range(z.shape[1]):
            turned[j, i] = z[n, j]


@_exactly
def _largest(z: Any, largest: Any) -> None:
    full_width()
    largest[:] = z[0]
    for j in range(1, z.shape[0]):
        for i in range(ROWS):
            largest[i] = select(z[j, i] > largest[i], z[j, i], largest[i])


@_exactly
def _shares_of_loss(y: Any, z: Any, largest: Any, loss: Any) -> None:
    full_width()
    loss[:] = 0.0
    for j in range(z.shape[0]):
        for i in range(ROWS):
            loss[i] += _share_of_loss(y[j, i], z[j, i], largest[i])


@_exactly
def _decays(e: Any, largest: Any) -> None:
    """Turn logits into e. By itself: with more arrays to tell apart LLVM gives vectors up."""
    full_width()
    for j in range(e.shape[0]):
        for i in range(ROWS):
            e[j, i] = _decay(e[j, i], largest[i])


@_exactly
def _sums(e: Any, others: Any, low: Any, ties: Any) -> None:
    """Add up those e that are less than 1, what that rounds off, and the ones."""
    full_width()
    others[:] = 0.0
    low[:] = 0.0
    ties[:] = 0.0
    for j in range(e.shape[0]):
        for i in range(ROWS):
            ties[i] += select(e[j, i] == 1.0, 1.0, 0.0)
            number = select(e[j, i] == 1.0, 0.0, e[j, i])
            before = others[i]
            after = before + number
            taken = after - before
            low[i] += (before - (after - taken)) + (number - taken)
            others[i] = after


@_exactly
def _rests(others: Any, low: Any, ties: Any, largest: Any, rest: Any) -> None:
    full_width()
    for i in range(ROWS):
        rest[i] = _sum_of_others(others[i] + low[i], ties[i], largest[i])


@_exactly
def _inverses(rest: Any, inverse: Any) -> None:
    full_width()
    for i in range(ROWS):
        inverse[i] = 1.0 / (1.0 + rest[i])


@_exactly
def _add_logs(rest: Any, loss: Any) -> None:
    full_width()
    for i in range(ROWS):
        loss[i] += log1p(rest[i])


@_exactly
def _slopes(y: Any, e: Any, rest: Any, inverse: Any) -> None:
    full_width()
    for j in range(e.shape[0]):
        for i in range(ROWS):
            e[j, i] = _slope(y[j, i], e[j, i], rest[i], 1.0 + rest[i], inverse[i])


@_exactly
def _own_slopes(e: Any, rest: Any, inverse: Any) -> None:
    full_width()
    for i in range(ROWS):
        e[i] = _slope(1.0, e[i], rest[i], 1.0 + rest[i], inverse[i])


@_exactly
def _probabilities(e: Any, rest: Any, inverse: Any) -> None:
    full_width()
    for j in range(e.shape[0]):
        for i in range(ROWS):
            e[j, i] = _ratio(e[j, i], 1.0 + rest[i], inverse[i])


LOWEST = -0x8000000000000000
LANES = 8  # entries of a sample that loops take at once; what is beyond the last class repeats the first


@_exactly
def _fill(z: Any, n: int, padded: Any) -> None:
    full_width()
    k = z.shape[1]
    for j in range(k):
        padded[j] = z[n, j]
    for j in range(k, padded.size):
        padded[j] = z[n, 0]


@_exactly
def _largest_of(z: Any) -> float:
    """Return the largest entry: as a whole number of the same order, since LLVM makes vectors of such a loop only."""
    full_width()
    found = LOWEST
    for j in range(z.size):
        found = max(found, _in_order(bits(z[j])))
    return from_bits(_in_order(found))


@kernel
def _in_order(n: int) -> int:
    """Return the bits of a number so that they compare as the numbers do, or of such bits the bits again."""
    return n ^ ((n >> 63) & 0x7FFFFFFFFFFFFFFF)


@_exactly
def _room(k: int) -> Any:
    """Return a vector for k numbers and as many as complete LANES."""
    return np.empty((k + LANES - 1) // LANES * LANES)


@_exactly
def _decays_of(z: Any, largest: float, e: Any) -> None:
    full_width()
    for j in range(z.size):
        e[j] = _decay(z[j], largest)


@_summing
def _sums_of(e: Any) -> tuple[float, float]:
    """Return the sum of those e that are less than 1, and how many are 1."""
    full_width()
    others = 0.0
    ties = 0.0
    for j in range(e.size):
        others += select(e[j] == 1.0, 0.0, e[j])
        ties += select(e[j] == 1.0, 1.0, 0.0)
    return others, ties


@_exactly
def _sample(z: Any, n: int, e: Any, padded: Any) -> tuple[float, float]:
    """Write e of sample n; return its largest logit and the sum of all e but one that is 1."""
    _fill(z, n, padded)
    largest = _largest_of(padded)
    _decays_of(padded, largest, e)
    e[z.shape[1] :] = 0.0
    others, ties = _sums_of(e)
    return largest, _sum_of_others(others, ties, largest)


@compiled()
def rows(z: Any, classes: Any, shares: Any, c: Any, losses: Any, slopes: Any) -> None:
    """Do what `tiles` does, for many classes."""
    m, k = z.shape
    padded, e = _room(k), _room(k)
    several = 1 if c.size > 1 else 0
    for n in range(m):
        coefficient = c[several * n]
        largest, rest = _sample(z, n, e, padded)
        total = 1.0 + rest
        inverse = 1.0 / total
        if losses.size > 0:
            loss = log1p(rest)
            if classes.size > 0:
                loss += _share_of_loss(1.0, z[n, classes[n]], largest)
            elif shares.size > 0:
                loss += _share_of_losses(shares, z, n, largest)
            losses[n] = loss * coefficient
        if slopes.size > 0:
            if shares.size > 0:
                _weighed_slopes(shares, e, rest, coefficient, slopes, n)
            else:
                _weighed_probabilities(e, total, inverse, coefficient, slopes, n)
            if classes.size > 0:
                own = classes[n]
                slopes[n, own] = _slope(1.0, e[own], rest, total, inverse) * coefficient


@_summing
def _share_of_losses(y: Any, z: Any, n: int, largest: float) -> float:
    full_width()
    found = 0.0
    for j in range(z.shape[1]):
        found += _share_of_loss(y[n, j], z[n, j], largest)
    return found


@_exactly
def _weighed_slopes(y: Any, e: Any, rest: float, coefficient: float, found: Any, n: int) -> None:
    full_width()
    total = 1.0 + rest
    inverse = 1.0 / total
    for j in range(found.shape[1]):
        found[n, j] = _slope(y[n, j], e[j], rest, total, inverse) * coefficient


@_exactly
def _weighed_probabilities(e: Any, total: float, inverse: float, coefficient: float, found: Any, n: int) -> None:
    full_width()
    for j in range(found.shape[1]):
        found[n, j] = _ratio(e[j], total, inverse) * coefficient


@compiled()
def curvatures(z: Any, blocks: Any) -> None:
    """Write p[a] (1 - p[a]) and -p[a] p[b] of each sample to blocks, shape (m, k, k)."""
    m, k = z.shape
    padded, e, p = _room(k), _room(k), np.empty(k)
    for n in range(m):
        _, rest = _sample(z, n, e, padded)
        total = 1.0 + rest
        for a in range(k):
            p[a] = e[a] / total
        for a in range(k):
            for b in range(k):
                blocks[n, a, b] = -p[a] * p[b]
            blocks[n, a, a] = p[a] * ((rest + (1.0 - e[a])) / total)


@compiled()
def changes(z: Any, d: Any, c: Any, found: Any) -> None:
    """Write p (d - Σ p d) of each sample, its Hessian times d, times its coefficient to found, shape (m, k)."""
    m, k = z.shape
    padded, e = _room(k), _room(k)
    several = 1 if c.size > 1 else 0
    for n in range(m):
        largest, rest = _sample(z, n, e, padded)
        total = 1.0 + rest
        top = 0
        while top < k - 1 and z[n, top] != largest:
            top += 1
        mean = 0.0
        for j in range(k):
            e[j] /= total
            mean += e[j] * (d[n, j] - d[n, top])
        for j in range(k):
            found[n, j] = e[j] * ((d[n, j] - d[n, top]) - mean) * c[several * n]
