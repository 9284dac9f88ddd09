"""What kernels call that NumPy and SciPy don't have in one call."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def sum_of_others(a: NDArray[Any]) -> NDArray[Any]:
    """The sum over the last axis without its largest term, one of them if there are several."""
    place = np.expand_dims(np.argmax(a, axis=-1), -1)
    others = np.array(a)
    np.put_along_axis(others, place, 0.0, axis=-1)
    return np.asarray(np.sum(others, axis=-1))


def mills_excess(a: NDArray[Any]) -> NDArray[Any]:
    """pdf(a)/cdf(a) + a of the normal distribution; left of -2 by a continued fraction of positive terms."""
    from scipy import special

    size = np.where(a < -2, -a, 2.0)
    below = size
    for k in range(110, 1, -1):
        below = size + k / below
    near = np.where(a < -2, 0.0, a)
    density = 0.7978845608028654 * np.exp(-0.5 * near * near) / special.erfc(-0.7071067811865476 * near)
    return np.where(a < -2, 1 / below, density + near)
