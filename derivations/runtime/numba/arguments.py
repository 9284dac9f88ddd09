"""From a caller's arguments to what loops read: the checks of the NumPy modules, with fewer copies."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..checks import Array, check_all, check_real, is_masked, real
from .compiling import compiled


class Domain(NamedTuple):
    """What is expected of a variable or a parameter."""

    name: str
    expected: str  # in words, for messages
    fits: Callable[[Any], Any]  # whether a number, or each of an array of them, is as expected
    all_fit: Callable[[Array], bool] | None = None  # the same of all of a contiguous vector, compiled: faster


@compiled()
def zeros_and_ones(values: Any) -> bool:
    """Tell whether all are 0 or 1."""
    others = 0
    for i in range(values.size):
        others += (values[i] != 0.0) & (values[i] != 1.0)
    return others == 0


@compiled()
def from_to(values: Any, low: float, high: float) -> bool:
    """Tell whether none is below or above, nor nan."""
    others = 0
    for i in range(values.size):
        others += not ((values[i] >= low) & (values[i] <= high))
    return others == 0


def frozen(array: Any) -> Any:
    """Return a view that can't be written to: loops are compiled for such arguments only, not twice."""
    view = array.view()
    view.flags.writeable = False
    return view


def numbers(value: ArrayLike, name: str) -> NDArray[Any]:
    """Return an array of real numbers of whatever type.

    Raises:
        ValueError: the value is ragged, not made of real numbers, or partly masked.
    """
    if type(value) is np.ndarray and value.dtype == np.float64:
        return value
    if is_masked(value):
        return real(value, name)
    try:
        array = np.asarray(value)
    except ValueError:
        return real(value, name)
    check_real(array.dtype, name)
    return array


def parameters(domains: Sequence[Domain], values: Sequence[ArrayLike]) -> Array:
    """Return the loss's own parameters as a vector.

    Raises:
        ValueError: one is no number, or not in its domain.
    """
    found = np.empty(len(domains))
    for n, (domain, value) in enumerate(zip(domains, values, strict=True)):
        number = real(value, domain.name)
        if number.ndim:
            raise ValueError(f"{domain.name}: expected a number, got an array of shape {number.shape}")
        if not domain.fits(number):
            raise ValueError(f"{domain.name}: expected {domain.expected}, got {number[()]}")
        found[n] = number
    return found


def column(domain: Domain, value: ArrayLike, m: int) -> Array:
    """Return a variable of the data as contiguous float64, an entry for each row of X.

    Raises:
        ValueError: it has another shape, or an entry is not in its domain.
    """
    array = real(value, domain.name)
    if array.shape != (m,):
        raise ValueError(f"{domain.name}: expected shape ({m},), a value for each row of X, got {array.shape}")
    array = frozen(np.ascontiguousarray(array))
    if domain.all_fit is None or not domain.all_fit(array):
        check_all(np.asarray(domain.fits(array)), array, domain.name, domain.expected)
    return array
