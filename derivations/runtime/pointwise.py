"""Loss and derivatives of single points. In: a kernel, a caller's arguments. Out: its results, block by block.

A kernel takes arrays of one axis, and the parameters; its temporaries are as large as a block, so that they stay in the
cache. Where an infinite argument gives no value, the value is the limit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import Arguments
from .checks import targets_of_shapes

Kernel: TypeAlias = Callable[..., Any]
Numbers: TypeAlias = NDArray[Any]
Results: TypeAlias = Any
"""A number of NumPy where all arguments are numbers, else an array; for several outputs a tuple of them."""

BLOCK = 4096
"""How many numbers a kernel handles at once: an array of float64 takes 32 kB."""
ENTRIES = 2**16
"""How many entries the largest array of a block of vectors has."""
INFINITIES = {"d": (2.0**500, 2.0**1000), "f": (2.0**60, 2.0**120)}
"""What stands for infinity where an infinite argument gives no value: near it, and far nearer."""
GROWN, STEADY = 1.01, 2.0**-40
"""By which factor a value that grows without end does so from the one to the other; what equal ones differ by."""


def pointwise(
    kernel: Kernel, arguments: Arguments, points: Sequence[ArrayLike], parameters: Sequence[ArrayLike], out: Any,
    names: tuple[str, ...], ranks: tuple[int, ...],
) -> Results:  # fmt: skip
    """Apply a kernel to predictions and variables of any shapes that broadcast together.

    Args:
        kernel: Returns an array for each entry of its results of a point, or for vectors one for each result.
        arguments: What the loss takes.
        points: The predictions and variables.
        parameters: The parameters.
        out: None, or the array to write to; for several results a tuple of arrays.
        names: What the results are called, in messages.
        ranks: How many axes each result of a single point has: 0 for a loss, 1 for a gradient, 2 for a Hessian.

    Raises:
        ValueError: An argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or
            ``out`` doesn't fit.
    """
    arrays = arguments.arrays(points)
    numbers = arguments.numbers(parameters)
    lengths = vector_lengths(arguments, arrays, numbers)
    width = lengths or len(arguments.predictions)
    shape = common_shape(arguments, arrays)
    entries = (width,) if lengths or width > 1 else ()
    shapes = [shape + entries * rank for rank in ranks]
    targets = targets_of_shapes(out, shapes, names)
    dtype = np.float32 if all(array.dtype == np.float32 for array in arrays) else np.float64
    if dtype == np.float32:
        numbers = [number.astype(np.float32) for number in numbers]
    flat = [
        flattened(array, shape, lengths if name in arguments.vectors else 0)
        for name, array in zip(arguments.points, arrays, strict=True)
    ]
    made = [
        np.empty(own, dtype) if target is None or unfit(target, dtype, arrays) else target
        for own, target in zip(shapes, targets, strict=True)
    ]
    size = math.prod(shape)
    rows = [result.reshape((size, *result.shape[len(shape) :])) for result in made]
    block = max(1, ENTRIES // lengths ** max(1, *ranks)) if lengths else BLOCK
    with np.errstate(all="ignore"):
        for start in range(0, size, block):
            part = slice(start, start + block)
            given = [a[part] if len(a) == size else a for a in flat]
            fill(kernel, arguments, given, numbers, [row[part] for row in rows], not lengths)
    results = []
    for result, target in zip(made, targets, strict=True):
        if target is not None and target is not result:
            with np.errstate(over="ignore"):
                target[...] = result
        results.append(result[()] if target is None else target)
    return tuple(results) if len(results) > 1 else results[0]


def common_shape(arguments: Arguments, arrays: Sequence[Numbers]) -> tuple[int, ...]:
    """The shape that all arrays broadcast to, without the axis of vectors.

    Raises:
        ValueError: There is none.
    """
    pairs = list(zip(arguments.points, arrays, strict=True))
    own = [array.shape[:-1] if name in arguments.vectors else array.shape for name, array in pairs]
    try:
        return np.broadcast_shapes(*own)
    except ValueError:
        shown = ", ".join(f"{name} {array.shape}" for name, array in pairs)
        what = "samples" if arguments.vectors else "shapes"
        raise ValueError(f"{arguments.points[-1]}: expected {what} that broadcast together, got {shown}") from None


def vector_lengths(arguments: Arguments, arrays: Sequence[Numbers], numbers: Sequence[Any]) -> int:
    """The length that all vectors have; 0 where there are none.

    Raises:
        ValueError: One is no vector, or they have different lengths.
    """
    named = {**dict(zip(arguments.points, arrays, strict=True))}
    named |= {name: value for (name, _), value in zip(arguments.parameters, numbers, strict=True)}
    lengths = {}
    for name in arguments.vectors:
        array = named[name]
        if array.ndim == 0 or array.shape[-1] == 0:
            raise ValueError(f"{name}: expected vectors along the last axis, got shape {array.shape}")
        lengths[name] = int(array.shape[-1])
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise ValueError(f"{list(lengths)[-1]}: expected vectors of one length, got {shown}")
    return next(iter(lengths.values()), 0)


def flattened(array: Numbers, shape: tuple[int, ...], length: int) -> Numbers:
    """An array with one axis for all points, or with a single entry where all points have the same."""
    trailing = (length,) if length else ()
    own = array.shape[: array.ndim - len(trailing)]
    if math.prod(own) == 1:
        return array.reshape((1, *trailing))
    return np.broadcast_to(array, shape + trailing).reshape((-1, *trailing))


def unfit(target: Numbers, dtype: Any, arrays: Sequence[Numbers]) -> bool:
    """Whether results can't be written where they belong while arguments are still read."""
    ready = target.flags.c_contiguous and target.dtype == dtype
    return not ready or any(np.may_share_memory(target, array) for array in arrays)


def fill(
    kernel: Kernel, arguments: Arguments, arrays: Sequence[Numbers], numbers: Sequence[Any], targets: Sequence[Numbers],
    scalar: bool,
) -> None:  # fmt: skip
    """Write the results of a block."""
    put(kernel(*arrays, *numbers), targets, scalar)
    if all(math.isfinite(np.vdot(array, array)) for array in arrays):  # a sum of squares is quicker than a look at each
        return
    infinite = [np.isinf(array) for array in arrays]
    if any(found.any() for found in infinite):
        limits(kernel, arrays, numbers, targets, infinite, scalar)
    for name, array in zip(arguments.points, arrays, strict=True):
        if name in arguments.watched:
            missing: Any = np.isnan(array).reshape((len(array), -1)).any(axis=1)
            for target in targets if missing.any() else ():
                target[missing if len(missing) == len(target) else slice(None)] = np.nan


def put(found: Any, targets: Sequence[Numbers], scalar: bool) -> None:
    """Write what a kernel returned: one result, or several; those of several predictions entry by entry."""
    parts = iter(found if isinstance(found, tuple) else (found,))
    for target in targets:
        if scalar and target.ndim > 1:
            entries = target.reshape((len(target), -1))
            for n in range(entries.shape[1]):
                entries[:, n] = next(parts)
        else:
            target[...] = next(parts)


def limits(
    kernel: Kernel, arrays: Sequence[Numbers], numbers: Sequence[Any], targets: Sequence[Numbers],
    infinite: Sequence[NDArray[np.bool_]], scalar: bool,
) -> None:  # fmt: skip
    """Where infinite arguments give no value: the limit, told from the values at two large numbers."""
    size = len(targets[0])
    where = np.zeros(size, bool)
    for found in infinite:
        where |= found.reshape((len(found), -1)).any(axis=1)
    nothing = np.zeros(size, bool)
    for target in targets:
        nothing |= np.isnan(target).reshape((size, -1)).any(axis=1)
    where &= nothing
    if not where.any():
        return
    tried = []
    for number in (0, 1):
        given = [(a if len(a) == size else np.broadcast_to(a, (size, *a.shape[1:])))[where] for a in arrays]
        large = [a.dtype.type(INFINITIES[a.dtype.char][number]) for a in given]
        given = [np.where(np.isinf(a), np.copysign(size_of, a), a) for a, size_of in zip(given, large, strict=True)]
        results = [np.empty((len(given[0]), *target.shape[1:]), target.dtype) for target in targets]
        put(kernel(*given, *numbers), results, scalar)
        tried.append(results)
    for target, near, far in zip(targets, *tried, strict=True):
        grown = (np.abs(far) > np.abs(near) * GROWN) & (far * np.sign(near) >= 0)
        shrunk = np.where(np.abs(far) * GROWN < np.abs(near), 0.0 * far, np.nan)
        value = np.where(grown, np.copysign(np.inf, far), shrunk)
        value = np.where((near == far) | (np.abs(far - near) <= np.abs(far) * STEADY), far, value)
        own = target[where]
        target[where] = np.where(np.isnan(own), value, own)
