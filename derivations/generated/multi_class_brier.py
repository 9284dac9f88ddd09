"""Brier score of several classes: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from multi_class_brier.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = sum(k, 1, K, (p[k] - y[k])**2)
    gradient = p[j]*(2*(p[j] - y[j]) - sum(k, 1, K, 2*p[k]*(p[k] - y[k])))
    hessian = (p[j]*delta(j, l) - p[l]*p[j])*(2*(p[j] - y[j]) - sum(k, 1, K, 2*p[k]*(p[k] - y[k]))) +
        p[j]*(2*p[j]*(delta(j, l) - p[l]) + 2*y[l]*p[l] + p[l]*sum(k, 1, K, 4*p[k]**2) - (4*p[l]**2 + p[l]*sum(k, 1,
        K, 2*y[k]*p[k])))

Args:
    z: a vector along the last axis, its entries any real number.
    y: a vector along the last axis, its entries in [0, 1].

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.5 u (1 + κ) at 640 points.
    gradient: more than 16 u (1 + κ) at 54 of 640 points; worst: at z[1] = 0.0, z[2] = -40.0, z[3] = -746.0, y[1] =
        0.0, y[2] = 1.0, y[3] = 0.0 it gives 0.0 for 1.6993417021166355e-17.
    hessian: more than 16 u (1 + κ) at 51 of 1280 points; worst: at z[1] = 40.0, z[2] = 4.0, z[3] =
        -378.3655322030637, y[1] = 0.5, y[2] = 0.0, y[3] = 0.5 it gives -8.88178419700125e-16 for
        -2.3195228302435627e-16.

Example:
    >>> from derivations.generated import multi_class_brier
    >>> loss, gradient, hessian = multi_class_brier.pointwise_loss_gradient_hessian([0.5, -1.0, 2.0], [0.0, 1.0,
    ... 0.0])
    >>> loss.round(6).item()
    1.571194
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array
from derivations.runtime.pointwise import Results, pointwise

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
    "pointwise_loss_gradient_hessian",
]

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "[0, 1]"),), vectors=("z", "y"))


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (), out, ("gradient",), (1,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss, gradient and hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, y), (), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(z: Array, y: Array) -> Array:
    """Loss of a block of points."""
    exp_shifted = np.exp(z + (-np.max(z, axis=-1))[..., None])  # stable-loss.3
    p_minus_y = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None] - y  # stable-loss.3
    loss = np.sum(p_minus_y * p_minus_y, axis=-1)  # stable-loss.3
    return loss


def _gradient(z: Array, y: Array) -> Array:
    """Gradient of a block of points."""
    exp_shifted = np.exp(z + (-np.max(z, axis=-1))[..., None])  # stable-loss.3
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.3
    p_minus_y = p - y  # stable-loss.3
    total = 2 * p_minus_y + (-np.sum(2 * p * p_minus_y, axis=-1))[..., None]  # stable-gradient.3
    gradient = p * total  # stable-gradient.3
    return gradient


def _hessian(z: Array, y: Array) -> Array:
    """Hessian of a block of points."""
    return _loss_gradient_hessian(z, y)[2]


def _loss_and_gradient(z: Array, y: Array) -> tuple[Array, Array]:
    """Loss, gradient of a block of points."""
    exp_shifted = np.exp(z + (-np.max(z, axis=-1))[..., None])  # stable-loss.3
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.3
    p_minus_y = p - y  # stable-loss.3
    loss = np.sum(p_minus_y * p_minus_y, axis=-1)  # stable-loss.3
    total = 2 * p_minus_y + (-np.sum(2 * p * p_minus_y, axis=-1))[..., None]  # stable-gradient.3
    gradient = p * total  # stable-gradient.3
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient, hessian of a block of points."""
    exp_shifted = np.exp(z + (-np.max(z, axis=-1))[..., None])  # stable-loss.3
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.3
    p_minus_y = p - y  # stable-loss.3
    loss = np.sum(p_minus_y * p_minus_y, axis=-1)  # stable-loss.3
    total = 2 * p_minus_y + (-np.sum(2 * p * p_minus_y, axis=-1))[..., None]  # stable-gradient.3
    gradient = p * total  # stable-gradient.3
    p_eye = p[..., :, None] * np.eye(z.shape[-1])  # stable-hessian.3
    two_y_p = 2 * y * p  # stable-hessian.3
    product = 4 * (p * p)  # stable-hessian.3
    value = -(product + p * np.sum(two_y_p, axis=-1)[..., None])  # stable-hessian.3
    two_p_eye_plus_minus_p = 2 * p[..., :, None] * (np.eye(z.shape[-1]) + (-p)[..., None, :])  # stable-hessian.3
    p_sum_product = (p * np.sum(product, axis=-1)[..., None])[..., None, :]  # stable-hessian.3
    total_2 = two_p_eye_plus_minus_p + two_y_p[..., None, :] + p_sum_product  # stable-hessian.3
    p_eye_minus_p_p_total = (p_eye - p[..., None, :] * p[..., :, None]) * total[..., :, None]  # stable-hessian.3
    p_total_2_plus_value = p[..., :, None] * (total_2 + value[..., None, :])  # stable-hessian.3
    hessian = p_eye_minus_p_p_total + p_total_2_plus_value  # stable-hessian.3
    return loss, gradient, hessian
