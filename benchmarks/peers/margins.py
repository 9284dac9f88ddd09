"""Losses of a prediction z and a label y, -1 or 1."""

import numpy as np

from ._shared import Array, Three, logit_parts


def logistic_margin(z: Array, y: Array) -> Three:
    """log(1 + exp(-y z))."""
    p, q, _, loss = logit_parts(y * z)
    return loss, -y * q, p * q


def exponential_loss(z: Array, y: Array) -> Three:
    """exp(-y z)."""
    loss = np.exp(-y * z)
    return loss, -y * loss, loss


def hinge(z: Array, y: Array) -> Three:
    """max(0, 1 - y z)."""
    margin = 1 - y * z
    return np.maximum(margin, 0), np.where(margin > 0, -y, 0.0), np.zeros_like(z)


def squared_hinge(z: Array, y: Array) -> Three:
    """max(0, 1 - y z)^2."""
    margin = np.maximum(1 - y * z, 0)
    return margin * margin, -2 * y * margin, np.where(margin > 0, 2.0, 0.0)


def modified_huber(z: Array, y: Array) -> Three:
    """-4 y z where y z < -1, else max(0, 1 - y z)^2."""
    agreement = y * z
    margin = np.maximum(1 - agreement, 0)
    far = agreement < -1
    return (
        np.where(far, -4 * agreement, margin * margin), np.where(far, -4 * y, -2 * y * margin),
        np.where(far | (margin == 0), 0.0, 2.0),
    )  # fmt: skip


def savage(z: Array, y: Array) -> Three:
    """1/(1 + exp(2 y z))^2."""
    miss, hit, _, _ = logit_parts(-2 * y * z)
    square = miss * miss
    return square, -4 * y * square * hit, 8 * square * hit * (2 * hit - miss)
