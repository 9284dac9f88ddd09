"""Loss and derivatives of single points, as the NumPy modules have them, by compiled kernels.

In: a kernel of scalars, a caller's arguments. Out: what `derivations.runtime.pointwise` gives: the same shapes, types,
limits at infinite arguments, and messages. A kernel passes nan on by itself.
"""

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from derivations.runtime.arguments import Arguments
from derivations.runtime.pointwise import Results, common_shape, flattened, limits, unfit

from ..checks import targets_of_shapes
from .arguments import frozen
from .loops import Loop

# Numbers of an array that are brought into shape at once; they stay in the cache.
BLOCK = 4096


@cache
def loop_of(kernel: Callable[..., Any], arguments: Arguments, entries: tuple[int, ...]) -> Loop:
    """Return the loop of a kernel that takes the predictions, the variables and the parameters.

    Args:
        kernel: what computes a point.
        arguments: what it takes.
        entries: how many numbers each of its results has.
    """
    return Loop(kernel, len(arguments.points) - 1, len(arguments.parameters), sum(entries), entries)


def pointwise(
    kernel: Callable[..., Any],
    arguments: Arguments,
    points: Sequence[ArrayLike],
    parameters: Sequence[ArrayLike],
    out: Any,
    names: tuple[str, ...],
    ranks: tuple[int, ...],
) -> Results:
    """Apply a kernel to predictions and variables of any shapes that broadcast together.

    Args:
        kernel: returns a number for each entry of its results.
        arguments: what the loss takes.
        points: the predictions and variables.
        parameters: the parameters.
        out: None, or the array to write to; for several results a tuple of arrays.
        names: what the results are called, in messages.
        ranks: how many axes each result of a single point has.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or
            `out` doesn't fit.
    """
    usual = all(type(value) is np.ndarray and value.dtype == np.float64 for value in points)
    arrays: Sequence[NDArray[Any]] = points if usual else arguments.arrays(points)  # type: ignore[assignment]
    own = np.array(arguments.numbers(parameters), dtype=np.float64)
    width = len(arguments.predictions)
    shape = arrays[0].shape
    if any(array.shape != shape for array in arrays):
        shape = common_shape(arguments, arrays)
    size = math.prod(shape)
    entries = (width,) if width > 1 else ()
    shapes = [shape + entries * rank for rank in ranks]
    targets = targets_of_shapes(out, shapes, names)
    dtype = np.float32 if not usual and all(array.dtype == np.float32 for array in arrays) else np.float64
    if size > BLOCK:
        # The C library then keeps that much memory at hand: a call gets what the last one had, not new pages each time.
        np.empty(sum(map(math.prod, shapes)))
    made = [
        np.empty(own_shape, dtype) if target is None or unfit(target, dtype, arrays) else target
        for own_shape, target in zip(shapes, targets, strict=True)
    ]
    rows = [result.reshape((size, -1)) if size else result.reshape((0, 1)) for result in made]
    code = Code(loop_of(kernel, arguments, tuple(width**rank for rank in ranks)), frozen(own))
    if all(ready(array, array.shape == shape) for array in arrays) and all(ready(result, True) for result in made):
        code.fill([array.reshape(-1) for array in arrays], rows)
    else:
        flat = [flattened(array, shape, 0) for array in arrays]
        for start in range(0, size, BLOCK):
            part = slice(start, start + BLOCK)
            code.by_copies([a[part] if len(a) == size else a for a in flat], [row[part] for row in rows])
    results = []
    for result, target in zip(made, targets, strict=True):
        if target is not None and target is not result:
            with np.errstate(over="ignore"):
                target[...] = result
        results.append(result[()] if target is None else target)
    return tuple(results) if len(results) > 1 else results[0]


def ready(array: NDArray[Any], fits: bool) -> bool:
    """Tell whether loops read and write an array as it is, if its shape fits."""
    flags = array.flags
    return fits and array.dtype == np.float64 and array.dtype.isnative and flags.c_contiguous and flags.aligned


class Code:
    """A loop with its parameters, which is called with arrays as the kernels of NumPy are."""

    def __init__(self, loop: Loop, own: NDArray[Any]) -> None:
        self.loop, self.own = loop, own

    def __call__(self, *given: NDArray[Any]) -> tuple[NDArray[Any], ...]:
        """Return the results of some points as new arrays, one for each of a result's entries."""
        rows = [np.empty((len(given[0]), width)) for width in self.loop.entries]
        self.write([np.ascontiguousarray(a, np.float64) for a in given], rows)
        return tuple(row[:, n] for row in rows for n in range(row.shape[1]))

    def write(self, given: Sequence[NDArray[Any]], rows: Sequence[NDArray[Any]]) -> int:
        """Write the results of contiguous vectors; return at how many points one is nan."""
        z, *variables = map(frozen, given)
        return self.loop(z, tuple(variables), 0, self.own, tuple(row.reshape(-1) for row in rows))

    def fill(self, given: Sequence[NDArray[Any]], rows: Sequence[NDArray[Any]]) -> None:
        """Do the same, with the limits at infinite arguments."""
        if self.write(given, rows):
            infinite = [np.isinf(a) for a in given]
            if any(found.any() for found in infinite):
                with np.errstate(all="ignore"):
                    limits(self, given, (), [self.entry_wise(row) for row in rows], infinite, True)

    def by_copies(self, given: Sequence[NDArray[Any]], rows: Sequence[NDArray[Any]]) -> None:
        """Do the same for arrays of any type and layout, those of one number standing for all points."""
        size = len(rows[0])
        copies = [np.ascontiguousarray(np.broadcast_to(a, (size,)), np.float64) for a in given]
        results = [np.empty(row.shape) for row in rows]
        self.fill(copies, results)
        with np.errstate(over="ignore"):
            for row, result in zip(rows, results, strict=True):
                row[...] = result

    @staticmethod
    def entry_wise(row: NDArray[Any]) -> NDArray[Any]:
        """Return results of one entry as a vector, as `limits` takes them."""
        return row[:, 0] if row.shape[1] == 1 else row
