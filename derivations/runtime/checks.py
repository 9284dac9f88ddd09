"""From a caller's arguments to checked arrays, and from elementwise kernels to results: what no loss derives.

Written by hand and shared by the emitted modules. NumPy only: a sparse X is known by its `tocsr` method, so that
SciPy is never imported. Each check raises a ValueError of one line that names the argument, what was expected and
what came.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]
# A dense array, or a SciPy CSR matrix or array, which cannot be named without importing SciPy.
Matrix: TypeAlias = Any
# The weights of samples.
Weights: TypeAlias = ArrayLike | None
# np.float64 where every argument was a scalar, else an array of float64, as NumPy's own functions return.
Floats: TypeAlias = Any

# How nditer hands over what is read and what is written; where both are one array, blocks may overwrite it.
READ: Any = ["readonly", "overlap_assume_elementwise"]
WRITE: Any = ["writeonly", "allocate", "no_broadcast", "overlap_assume_elementwise"]

# Elements a kernel handles at once: its temporaries stay in the cache (32 kB each).
BLOCK = 4096


def elementwise(
    kernel: Callable[..., Any],
    *arrays: Array,
    out: Sequence[NDArray[Any] | None] = (None,),
) -> tuple[NDArray[Any], ...]:
    """Apply a kernel block by block, so that its temporaries never leave the cache.

    Args:
        kernel: takes as many float64 vectors as there are arrays; returns one vector, or a tuple of vectors.
        *arrays: arguments whose shapes broadcast together.
        out: one array or None (to be allocated) for each result of the kernel.

    Returns:
        The results, each of the broadcast shape.
    """
    reads, writes = len(arrays), len(out)
    blocks = np.nditer(
        [*arrays, *out],
        flags=["external_loop", "buffered", "zerosize_ok", "copy_if_overlap"],
        op_flags=[READ] * reads + [WRITE] * writes,
        op_dtypes=[np.float64] * (reads + writes),
        casting="same_kind",
        buffersize=BLOCK,
    )
    with blocks:
        for block in blocks:
            results = kernel(*block[:reads])
            for target, result in zip(block[reads:], results if writes > 1 else (results,), strict=True):
                target[...] = result
        made = blocks.operands[reads:]
    return tuple(new if given is None else given for new, given in zip(made, out, strict=True))


def pointwise(
    kernel: Callable[..., Any],
    z: ArrayLike,
    y: ArrayLike,
    out: Any,
    names: tuple[str, ...],
) -> Floats:
    """Apply a kernel to logits and labels of any shapes that broadcast together.

    Args:
        kernel: takes z and y as float64 vectors; returns one vector for each name.
        z: logits, any real numbers, infinities and nan included.
        y: labels; where one is nan, so is the result.
        out: None, or the array to write to; for two names None or a pair of arrays.
        names: what the kernel computes, for messages.

    Returns:
        One result, or a tuple of them; scalars for scalars.

    Raises:
        ValueError: z or y is not numeric, their shapes don't go together, or `out` does not fit.
    """
    logits, labels = real(z, "z"), real(y, "y")
    try:
        shape = np.broadcast_shapes(logits.shape, labels.shape)
    except ValueError:
        raise ValueError(
            f"y: expected a shape that broadcasts with {logits.shape}, the shape of z, got {labels.shape}"
        ) from None
    missing = np.isnan(labels)
    unknown = np.broadcast_to(missing, shape) if missing.any() else None
    results = elementwise(kernel, logits, labels, out=_targets(out, shape, names))
    if unknown is not None:  # a kernel may take no part of the label; nan in the logits it passes on
        for result in results:
            result[unknown] = np.nan
    if out is None and shape == ():
        results = tuple(result[()] for result in results)
    return results if len(names) > 1 else results[0]


def _targets(out: Any, shape: tuple[int, ...], names: tuple[str, ...]) -> tuple[NDArray[Any] | None, ...]:
    """Return the arrays to write to, one a name and all of one shape, None where one is to be allocated."""
    return targets_of_shapes(out, (shape,) * len(names), names)


def targets_of_shapes(
    out: Any, shapes: Sequence[tuple[int, ...]], names: tuple[str, ...]
) -> tuple[NDArray[Any] | None, ...]:
    """Return the arrays to write to, one a name with a shape of its own, None where one is to be allocated."""
    if out is None:
        return (None,) * len(names)
    if len(names) == 1:
        found: tuple[Any, ...] = (out,)
    elif isinstance(out, tuple) and len(out) == len(names):
        found = out
    else:
        got = f"a tuple of {len(out)}" if isinstance(out, tuple) else type(out).__name__
        raise ValueError(f"out: expected a tuple of {len(names)} arrays ({', '.join(names)}), got {got}")
    for target, shape in zip(found, shapes, strict=True):
        if not isinstance(target, np.ndarray) or isinstance(target, np.ma.MaskedArray):
            raise ValueError(f"out: expected an array of shape {shape}, got {type(target).__name__}")
        if target.shape != shape:
            raise ValueError(f"out: expected shape {shape}, got {target.shape}")
        if target.dtype.kind != "f":
            raise ValueError(f"out: expected an array of floating-point numbers, got dtype {target.dtype}")
        if not target.flags.writeable:
            raise ValueError("out: expected a writeable array, got a read-only one")
    _apart(found)
    return found


def _apart(targets: Sequence[Any]) -> None:
    """Refuse arrays to write to that share memory: one result would overwrite another."""
    for n, target in enumerate(targets):
        if any(target is not None and other is not None and np.shares_memory(target, other) for other in targets[:n]):
            raise ValueError("out: expected arrays of their own, got two that share memory")


def prepare(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    sample_weight: ArrayLike | None,
    reduction: str,
    reductions: tuple[str, ...] = ("mean", "sum"),
) -> tuple[Matrix, Array, Array, Array]:
    """Check the arguments of a linear-model loss and work out what its kernels read.

    Args:
        theta: parameters, shape (p,).
        X: samples, shape (m, p), dense or sparse, finite.
        y: labels 0 or 1, shape (m,).
        sample_weight: None, or weights that are not negative, shape (m,).
        reduction: one of `reductions`.
        reductions: what the function offers.

    Returns:
        X as float64 or CSR; the logits z = X θ; y as float64; and the coefficient of each sample c: its weight,
        divided by the sum of all weights where the reduction is "mean".

    Raises:
        ValueError: an argument is not as above.
    """
    check_reduction(reduction, reductions)
    X = matrix(X)
    m = X.shape[0]
    labels = binary(y, m)
    c = coefficients(sample_weight, m, reduction)
    return X, logits(theta, X), labels, c


def check_reduction(reduction: str, reductions: tuple[str, ...]) -> None:
    """Raise if a function doesn't offer a reduction."""
    if reduction not in reductions:
        expected = " or ".join([", ".join(map(repr, reductions[:-1])), repr(reductions[-1])])
        hint = " (only loss has one value a sample)" if reduction == "none" else ""
        raise ValueError(f"reduction: expected {expected}, got {reduction!r}{hint}")


def coefficients(sample_weight: ArrayLike | None, m: int, reduction: str) -> Array:
    """Return what each of m samples counts: its weight, divided by the sum of all where the reduction is "mean".

    Raises:
        ValueError: sample_weight has another shape or value, or its sum can't be divided by.
    """
    if sample_weight is None:
        return np.full(m, 1 / m if reduction == "mean" else 1.0)
    c = weights(sample_weight, m)
    if reduction != "mean":
        return c
    with np.errstate(over="ignore"):
        total = c.sum()
    if not 0 < total < np.inf:
        expected = "finite" if total > 0 else "positive"
        raise ValueError(f"sample_weight: expected weights with a {expected} sum, got sum {total}")
    return c / total


def matrix(X: Matrix) -> Matrix:
    """Return X as a float64 array or, if it is sparse, as CSR; its entries are looked at by `logits`.

    Raises:
        ValueError: X is not numeric, has no two dimensions, or has no rows or columns.
    """
    if hasattr(X, "tocsr"):
        check_real(X.dtype, "X")
        X = X.tocsr().astype(np.float64, copy=False) if X.ndim == 2 else X
    else:
        X = real(X, "X")
    if X.ndim != 2:
        raise ValueError(f"X: expected two dimensions, samples by features, got shape {X.shape}")
    if 0 in X.shape:
        raise ValueError(f"X: expected at least one sample and one feature, got shape {X.shape}")
    return X


def logits(theta: ArrayLike, X: Matrix, first: int = 0) -> Array:
    """Return z = X θ, having made sure that X and θ are finite.

    An entry of X that is not finite makes its row's logit so, and to look at m logits costs far less than to look at
    m p entries. Columns whose parameter is 0 are looked at themselves, as some BLAS routines skip them.

    Args:
        theta: parameters, shape (p,).
        X: samples as `matrix` returns them, shape (m, p).
        first: the number of the first row, for messages.

    Returns:
        The logits, shape (m,); finite.

    Raises:
        ValueError: theta has another shape; theta or X holds nan or inf; X θ is past the range of float64.
    """
    parameters = vector(theta, X.shape[1], "theta")
    # What overflow and nan leave behind is looked for below, and said in words.
    with np.errstate(over="ignore", invalid="ignore"):
        z: Array = X @ parameters
    fits = np.isfinite(z)
    if not fits.all():
        check_entries(X, first)
        row = int(np.argmin(fits))
        raise ValueError(f"theta: expected finite logits X @ theta, got {z[row]} in row {first + row}")
    idle = parameters == 0
    if isinstance(X, np.ndarray) and idle.any() and not _all_finite(X if idle.all() else X[:, idle]):
        check_entries(X, first)
    return z


def _all_finite(a: NDArray[Any]) -> bool:
    """Tell whether an array is finite throughout; the sum, which needs no memory, answers nearly always."""
    with np.errstate(over="ignore", invalid="ignore"):
        return bool(np.isfinite(a.sum())) or bool(np.isfinite(a).all())


def check_entries(X: Matrix, first_row: int = 0) -> None:
    """Raise, naming the place, if X holds nan or inf."""
    sparse = not isinstance(X, np.ndarray)
    entries = X.data if sparse else X
    bad = np.argwhere(~np.isfinite(entries))
    if bad.size:
        first = tuple(int(i) for i in bad[0])
        if sparse:
            row, column = int(np.searchsorted(X.indptr, first[0], side="right")) - 1, int(X.indices[first[0]])
        else:
            row, column = first
        raise ValueError(f"X: expected finite numbers, got {entries[first]} at row {first_row + row}, column {column}")


def vector(value: ArrayLike, size: int, name: str) -> Array:
    """Return a finite vector with an entry for each column of X.

    Raises:
        ValueError: it has another shape or holds nan or inf.
    """
    array = real(value, name)
    if array.shape != (size,):
        raise ValueError(f"{name}: expected shape ({size},), an entry for each column of X, got {array.shape}")
    check_all(np.isfinite(array), array, name, "finite numbers")
    return array


def binary(y: ArrayLike, m: int) -> Array:
    """Return labels 0 or 1, one for each of m samples.

    Raises:
        ValueError: y has another shape or another value.
    """
    labels = real(y, "y")
    if labels.shape != (m,):
        raise ValueError(f"y: expected shape ({m},), a label for each row of X, got {labels.shape}")
    check_all((labels == 0) | (labels == 1), labels, "y", "labels 0 or 1")
    return labels


def weights(sample_weight: ArrayLike, m: int) -> Array:
    """Return finite, non-negative weights, one for each of m samples.

    Raises:
        ValueError: sample_weight has another shape or another value.
    """
    values = real(sample_weight, "sample_weight")
    if values.shape != (m,):
        raise ValueError(f"sample_weight: expected shape ({m},), a weight for each row of X, got {values.shape}")
    fits = (values >= 0) & (values < np.inf)
    check_all(fits, values, "sample_weight", "finite, non-negative weights")
    return values


def real(value: ArrayLike, name: str) -> Array:
    """Return an array of float64, without a copy where it is one already.

    Booleans count as 0 and 1; an integer beyond 2**53 and a longdouble become the nearest float64. A masked array is
    taken if nothing in it is masked, since what is masked has no value to compute with.

    Raises:
        ValueError: the value is ragged, not made of real numbers, or partly masked.
    """
    if is_masked(value):
        raise ValueError(
            f"{name}: expected an array without masked entries, got some; fill them by the method filled, or leave "
            "those samples out of every argument"
        )
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name}: expected an array of numbers, got rows of unequal length") from None
    check_real(array.dtype, name)
    with np.errstate(over="ignore"):
        return array.astype(np.float64, copy=False)


def is_masked(value: Any) -> bool:
    """Tell whether a value, or one of the arrays in a list, has masked entries, which NumPy would uncover silently."""
    if isinstance(value, np.ndarray):
        return isinstance(value, np.ma.MaskedArray) and bool(np.ma.is_masked(value))
    if isinstance(value, list | tuple):
        return any(isinstance(part, np.ndarray | list | tuple) and is_masked(part) for part in value)
    return False


def check_real(dtype: np.dtype[Any], name: str) -> None:
    """Raise if a dtype is none of booleans, integers and floating-point numbers."""
    if dtype.kind not in "biuf":
        raise ValueError(f"{name}: expected real numbers, got dtype {dtype}")


def check_all(fits: NDArray[np.bool_], values: Array, name: str, expected: str) -> None:
    """Raise, naming the first place, if an entry of a vector doesn't fit."""
    if not fits.all():
        index = int(np.argmin(fits))
        raise ValueError(f"{name}: expected {expected}, got {values[index]} at index {index}")


def scale_rows(d: Array, X: Matrix) -> Matrix:
    """Return diag(d) X, each row of X times its entry of d, without the m by m matrix; sparse if X is."""
    return d[:, np.newaxis] * X if isinstance(X, np.ndarray) else X.multiply(d[:, np.newaxis]).tocsr()


def dense(A: Matrix) -> Array:
    """Return a matrix as a dense array."""
    return A if isinstance(A, np.ndarray) else A.toarray()
