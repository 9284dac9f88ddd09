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
from derivations.runtime.pointwise import Results, common_shape, flattened, limits, put, unfit

from .arguments import frozen
from .checks import targets_of_shapes
from .loops import Loop

# Numbers of an array that are brought into shape at once; they stay in the cache.
BLOCK = 4096


@cache
def loop_of(kernel: Callable[..., Any], arguments: Arguments, results: int) -> Loop:
    """Return the loop of a kernel that takes the predictions, the variables and the parameters."""
    return Loop(kernel, len(arguments.points) - 1, len(arguments.parameters), results)


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
    arrays = arguments.arrays(points)
    own = np.array(arguments.numbers(parameters), dtype=np.float64)
    width = len(arguments.predictions)
    shape = common_shape(arguments, arrays)
    entries = (width,) if width > 1 else ()
    shapes = [shape + entries * rank for rank in ranks]
    targets = targets_of_shapes(out, shapes, names)
    dtype = np.float32 if all(array.dtype == np.float32 for array in arrays) else np.float64
    # The C library then keeps that much memory at hand: a call gets what the last one had, not new pages each time.
    np.empty(8 * sum(map(math.prod, shapes)), np.uint8)
    made = [
        np.empty(own_shape, dtype) if target is None or unfit(target, dtype, arrays) else target
        for own_shape, target in zip(shapes, targets, strict=True)
    ]
    size = math.prod(shape)
    rows = [result.reshape((size, *result.shape[len(shape) :])) for result in made]
    flat = [flattened(array, shape, 0) for array in arrays]
    blocks = Blocks(loop_of(kernel, arguments, sum(math.prod(row.shape[1:]) for row in rows)), frozen(own))
    with np.errstate(all="ignore"):
        if all(ready(array, size) for array in (*flat, *rows)):
            blocks.fill(flat, rows)
        else:
            for start in range(0, size, BLOCK):
                part = slice(start, start + BLOCK)
                blocks.fill([a[part] if len(a) == size else a for a in flat], [row[part] for row in rows])
        for result, target in zip(made, targets, strict=True):
            if target is not None and target is not result:
                target[...] = result
    results = [result[()] if target is None else target for result, target in zip(made, targets, strict=True)]
    return tuple(results) if len(results) > 1 else results[0]


def ready(array: NDArray[Any], size: int) -> bool:
    """Tell whether loops read and write an array as it is."""
    flags = array.flags
    fits = array.shape == (size,) and array.dtype == np.float64 and array.dtype.isnative
    return fits and flags.c_contiguous and flags.aligned


class Blocks:
    """A loop with its parameters, called with arrays as the kernels of NumPy are."""

    def __init__(self, loop: Loop, own: NDArray[Any]) -> None:
        self.loop, self.own = loop, own

    def __call__(self, *given: NDArray[Any]) -> tuple[NDArray[Any], ...]:
        """Return new arrays for predictions and variables; an array of one number stands for all points."""
        size = max(map(len, given))
        results = tuple(np.empty(size) for _ in range(self.loop.results))
        self.write(given, results)
        return results

    def write(self, given: Sequence[NDArray[Any]], results: tuple[NDArray[Any], ...]) -> int:
        """Write to contiguous vectors; return at how many points a result is nan."""
        size = len(results[0])
        z, *variables = (
            frozen(a if ready(a, size) else np.ascontiguousarray(np.broadcast_to(a, (size,)), np.float64))
            for a in given
        )
        return self.loop(z, tuple(variables), 0, self.own, results)

    def fill(self, given: Sequence[NDArray[Any]], rows: Sequence[NDArray[Any]]) -> None:
        """Write the results of some points, with the limits at infinite arguments."""
        size = len(rows[0])
        if all(ready(row, size) for row in rows):
            missing = self.write(given, tuple(rows))
        else:
            results = tuple(np.empty(size) for _ in range(self.loop.results))
            missing = self.write(given, results)
            put(results, rows, True)
        if missing:
            infinite = [np.isinf(a) for a in given]
            if any(found.any() for found in infinite):
                limits(self, given, (), rows, infinite, True)
