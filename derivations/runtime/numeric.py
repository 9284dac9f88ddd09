"""What kernels over vectors call that NumPy doesn't have in one call."""

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
