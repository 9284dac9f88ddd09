"""Numbers and nested lists of any shape, with NumPy or without. In: what a caller gives. Out: shapes, numbers, results.

NumPy isn't needed: an array of it is read by its own methods, and results are its arrays where it can be imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from math import prod
from types import ModuleType
from typing import Any

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Array:
    """Doubles of a shape, the last axis running fastest.

    Args:
        shape: How many there are along each axis.
        flat: The numbers.
    """

    shape: Shape
    flat: tuple[float, ...]


def array(value: Any, name: str) -> Array:
    """What a caller gives as an array of doubles; booleans count as 0 and 1.

    Raises:
        ValueError: It is ragged, or holds something that is no real number.
    """
    if hasattr(value, "filled") and getattr(value, "mask", False) is not False and value.mask.any():
        raise ValueError(f"{name}: expected an array without masked entries, got some")
    shape = getattr(value, "shape", None)
    nested = value.tolist() if hasattr(value, "tolist") else value
    found: list[float] = []
    read = read_into(found, nested, name)
    return Array(read if shape is None else tuple(int(size) for size in shape), tuple(found))


def read_into(found: list[float], value: Any, name: str) -> Shape:
    """Append the numbers of nested lists, and tell their shape.

    Raises:
        ValueError: They are ragged, or hold something that is no real number.
    """
    if not isinstance(value, list | tuple):
        if hasattr(value, "tolist"):
            return read_into(found, value.tolist(), name)
        found.append(double(value, name))
        return ()
    shapes = {read_into(found, part, name) for part in value}
    if len(shapes) > 1:
        raise ValueError(f"{name}: expected an array of numbers, got rows of unequal length")
    return (len(value), *(shapes.pop() if shapes else ()))


def double(value: Any, name: str) -> float:
    """A number as the nearest double.

    Raises:
        ValueError: It is no real number.
    """
    if isinstance(value, str | bytes | complex) or value is None:
        raise ValueError(f"{name}: expected real numbers, got {type(value).__name__}")
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else -float("inf")
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: expected real numbers, got {type(value).__name__}") from error


def broadcast(shapes: Sequence[Shape]) -> Shape | None:
    """The shape to which others broadcast, as NumPy's do; None where they don't."""
    rank = max(map(len, shapes), default=0)
    found = []
    for axis in range(rank):
        sizes = {shape[axis - rank + len(shape)] for shape in shapes if axis >= rank - len(shape)} - {1}
        if len(sizes) > 1:
            return None
        found.append(sizes.pop() if sizes else 1)
    return tuple(found)


def spread(own: Array, shape: Shape, width: int) -> Iterator[tuple[float, ...]]:
    """The rows of an array that is broadcast to a shape, each of so many numbers along a last axis that isn't in it.

    Args:
        own: The array; its shape ends with the width, unless that is 0.
        shape: The shape of the samples.
        width: How many numbers a row has; 0 for a single one without an axis.
    """
    samples = own.shape[:-1] if width else own.shape
    strides, step = [], max(width, 1)
    for size in reversed(samples):
        strides.append(0 if size == 1 else step)
        step *= size
    strides += [0] * (len(shape) - len(samples))
    for place in product(*map(range, shape)):
        start = sum(number * stride for number, stride in zip(reversed(place), strides, strict=True))
        yield own.flat[start : start + max(width, 1)]


def numpy() -> ModuleType | None:
    """NumPy, if it can be imported."""
    try:
        return import_module("numpy")
    except ImportError:
        return None


def result(flat: Sequence[float], shape: Shape) -> Any:
    """Numbers as NumPy has them, or, without it, as Python does: a float, or nested lists."""
    module = numpy()
    if module is not None:
        whole = module.array(flat, dtype=module.float64).reshape(shape)
        return whole[()] if shape == () else whole
    return nested(flat, shape)


def nested(flat: Sequence[float], shape: Shape) -> Any:
    """Numbers as nested lists."""
    if not shape:
        return flat[0]
    step = prod(shape[1:])
    return [nested(flat[n * step : (n + 1) * step], shape[1:]) for n in range(shape[0])]
