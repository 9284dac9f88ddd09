"""What several peers have in common: probabilities of a logit, without overflow."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Three: TypeAlias = tuple[Array, Array, Array]
"""Loss, gradient and Hessian."""


def logit_parts(z: Array) -> tuple[Array, Array, Array, Array]:
    """p = sigmoid(z), q = 1 - p, softplus(z), softplus(-z), with one exponential and one logarithm."""
    decay = np.exp(-np.abs(z))
    larger = 1 / (1 + decay)
    smaller = decay * larger
    up = z >= 0
    log = np.log1p(decay)
    return (
        np.where(up, larger, smaller), np.where(up, smaller, larger), np.maximum(z, 0) + log, np.maximum(-z, 0) + log,
    )  # fmt: skip


def power(base: Array, log: Array, exponent: float) -> Array:
    """base**exponent, from the base's logarithm unless the exponent is 2."""
    return base * base if exponent == 2 else np.exp(exponent * log)
