"""Loops over arrays of any shape and type: what a `Loop` needs is contiguous float64, and few arrays are copied for it.

In: a caller's arrays. Out: results of the broadcast shape.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import Domain, frozen, numbers, parameters
from .checks import targets_of_shapes
from .loops import Loop

# Numbers of each argument that are brought into shape at once; they stay in the cache (16 kB).
BLOCK = 2048
# Not "contig", which NumPy 2.0 gets wrong for arrays that are broadcast.
READ: Any = ["readonly", "aligned", "nbo", "overlap_assume_elementwise"]
WRITE: Any = ["writeonly", "allocate", "no_broadcast", "aligned", "nbo", "overlap_assume_elementwise"]


def pointwise(
    loop: Loop,
    points: Sequence[str],
    values: Sequence[ArrayLike],
    out: Any,
    names: tuple[str, ...],
    domains: Sequence[Domain] = (),
    given: Sequence[ArrayLike] = (),
) -> Any:
    """Apply a loop to the prediction and the variables, of any shapes that broadcast together.

    Args:
        loop: has a result for each of the names.
        points: the names of the prediction and the variables.
        values: their values.
        out: None, or the array to write to; for several names a tuple of arrays.
        names: what is computed.
        domains: the loss's own parameters.
        given: their values.

    Returns:
        One result, or a tuple of them: float64, scalars for scalars; `out` where it is given.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or
            `out` does not fit.
    """
    arrays = [numbers(value, name) for name, value in zip(points, values, strict=True)]
    shape = arrays[0].shape
    try:
        if any(array.shape != shape for array in arrays):
            shape = np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in zip(points, arrays, strict=True))
        raise ValueError(f"{points[-1]}: expected shapes that broadcast together, got {shapes}") from None
    own = parameters(domains, given)
    targets = targets_of_shapes(out, (shape,) * len(names), names)
    results = apply(loop, arrays, own, shape, targets)
    if out is None and shape == ():
        results = tuple(result[()] for result in results)
    return results if len(names) > 1 else results[0]


def apply(
    loop: Loop, arrays: list[NDArray[Any]], own: Any, shape: tuple[int, ...], targets: tuple[NDArray[Any] | None, ...]
) -> tuple[NDArray[Any], ...]:
    """Apply a loop to checked arguments: at once where all arrays are laid out as it needs, else by blocks."""
    own = frozen(own)
    # What is to be written over an argument goes through an array of its own.
    free = tuple(
        None if target is None or any(np.may_share_memory(target, array) for array in arrays) else target
        for target in targets
    )
    if all(_ready(array, shape) for array in (*arrays, *free) if array is not None):
        made = tuple(np.empty(shape) if target is None else target for target in free)
        z, *variables = (frozen(array.reshape(-1)) for array in arrays)
        loop(z, tuple(variables), 0, own, tuple(array.reshape(-1) for array in made))
    else:
        made = _by_blocks(loop, arrays, own, free)
    for target, result in zip(targets, made, strict=True):
        if target is not None and target is not result:
            target[...] = result
    return tuple(result if target is None else target for target, result in zip(targets, made, strict=True))


def _ready(array: NDArray[Any], shape: tuple[int, ...]) -> bool:
    """Tell whether an array is as loops read and write it."""
    flags = array.flags
    return (
        array.shape == shape
        and array.dtype == np.float64
        and array.dtype.isnative
        and flags.c_contiguous
        and flags.aligned
    )


def _by_blocks(
    loop: Loop, arrays: list[NDArray[Any]], own: Any, targets: tuple[NDArray[Any] | None, ...]
) -> tuple[NDArray[Any], ...]:
    """Apply a loop to arrays that are broadcast, strided or of another type, some numbers at a time."""
    reads, writes = len(arrays), len(targets)
    blocks = np.nditer(
        [*arrays, *targets],
        flags=["external_loop", "buffered", "zerosize_ok", "copy_if_overlap"],
        op_flags=[READ] * reads + [WRITE] * writes,
        op_dtypes=[np.float64] * (reads + writes),
        casting="same_kind",
        buffersize=BLOCK,
    )
    with blocks, np.errstate(over="ignore"):
        for block in blocks:
            z, *variables = (frozen(np.ascontiguousarray(array)) for array in block[:reads])
            results = tuple(map(np.ascontiguousarray, block[reads:]))
            loop(z, tuple(variables), 0, own, results)
            for target, result in zip(block[reads:], results, strict=True):
                if target is not result:
                    target[...] = result
        made = blocks.operands[reads:]
    return tuple(new if target is None else target for new, target in zip(made, targets, strict=True))
