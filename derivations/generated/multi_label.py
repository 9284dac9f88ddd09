"""Multi-label cross-entropy: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from multi_label.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = sum(k, 1, K, (1 - y[k])*softplus(z[k]) + w[k]*y[k]*softplus(-z[k]))
    gradient = (1 - y[j])*sigmoid(z[j]) - w[j]*y[j]*sigmoid(-z[j])
    hessian = sigmoid(z[j])*sigmoid(-z[j])*delta(j, l)*(1 - y[j] + w[j]*y[j])

Args:
    z: a vector along the last axis, its entries any real number.
    y: a vector along the last axis, its entries in [0, 1].
    w: a vector along the last axis, its entries in (0, inf).

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 0.63 u (1 + κ) at 640 points.
    gradient: at most 2.5 u (1 + κ) at 640 points.
    hessian: at most 1.2 u (1 + κ) at 1280 points.

Example:
    >>> from derivations.generated import multi_label
    >>> loss, gradient, hessian = multi_label.pointwise_loss_gradient_hessian([0.5, -1.0, 2.0], [0.5, 0.5, 0.5],
    ... w=[1.0, 1.0, 1.0])
    >>> loss.round(6).item()
    2.664267
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

ARGUMENTS = Arguments(
    predictions=("z",),
    variables=(("y", "[0, 1]"),),
    parameters=(("w", "(0, inf)"),),
    vectors=("z", "y", "w"),
    watched=("z", "y"),
)


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, w: ArrayLike, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (w,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, w: ArrayLike, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (w,), out, ("gradient",), (1,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, w: ArrayLike, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (w,), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, w: ArrayLike, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (w,), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, w: ArrayLike, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, y), (w,), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(z: Array, y: Array, w: Array) -> Array:
    """Loss of a block of points."""
    log1p_exp_minus_abs_z = np.log1p(np.exp(-np.abs(z)))  # stable-loss.2
    product = (1 - y) * (np.maximum(z, 0) + log1p_exp_minus_abs_z)  # stable-loss.2
    total = product + w * y * (np.maximum(-z, 0) + log1p_exp_minus_abs_z)  # stable-loss.2
    loss = np.sum(total, axis=-1)  # stable-loss.2
    return loss


def _gradient(z: Array, y: Array, w: Array) -> Array:
    """Gradient of a block of points."""
    exp_minus_abs_z = np.exp(-np.abs(z))  # stable-loss.2
    one_plus_exp_minus_abs_z = 1 + exp_minus_abs_z  # stable-gradient.2
    p = np.where(z > 0, 1, exp_minus_abs_z) / one_plus_exp_minus_abs_z  # stable-gradient.2
    ratio = np.where(z < 0, 1, exp_minus_abs_z) / one_plus_exp_minus_abs_z  # stable-gradient.2
    gradient = (1 - y) * p - w * y * ratio  # stable-gradient.2
    return gradient


def _hessian(z: Array, y: Array, w: Array) -> Array:
    """Hessian of a block of points."""
    exp_minus_abs_z = np.exp(-np.abs(z))  # stable-loss.2
    one_plus_exp_minus_abs_z = 1 + exp_minus_abs_z  # stable-gradient.2
    p = np.where(z > 0, 1, exp_minus_abs_z) / one_plus_exp_minus_abs_z  # stable-gradient.2
    ratio = np.where(z < 0, 1, exp_minus_abs_z) / one_plus_exp_minus_abs_z  # stable-gradient.2
    p_ratio_eye = p[..., :, None] * ratio[..., :, None] * np.eye(z.shape[-1])  # stable-hessian.2
    hessian = p_ratio_eye * (1 - y + w * y)[..., :, None]  # stable-hessian.2
    return hessian


def _loss_and_gradient(z: Array, y: Array, w: Array) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    one_minus_y = 1 - y  # stable-loss.2
    exp_minus_abs_z = np.exp(-np.abs(z))  # stable-loss.2
    log1p_exp_minus_abs_z = np.log1p(exp_minus_abs_z)  # stable-loss.2
    w_y = w * y  # stable-loss.2
    product = one_minus_y * (np.maximum(z, 0) + log1p_exp_minus_abs_z)  # stable-loss.2
    total = product + w_y * (np.maximum(-z, 0) + log1p_exp_minus_abs_z)  # stable-loss.2
    loss = np.sum(total, axis=-1)  # stable-loss.2
    one_plus_exp_minus_abs_z = 1 + exp_minus_abs_z  # stable-gradient.2
    p = np.where(z > 0, 1, exp_minus_abs_z) / one_plus_exp_minus_abs_z  # stable-gradient.2
    ratio = np.where(z < 0, 1, exp_minus_abs_z) / one_plus_exp_minus_abs_z  # stable-gradient.2
    gradient = one_minus_y * p - w_y * ratio  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, w: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    one_minus_y = 1 - y  # stable-loss.2
    exp_minus_abs_z = np.exp(-np.abs(z))  # stable-loss.2
    log1p_exp_minus_abs_z = np.log1p(exp_minus_abs_z)  # stable-loss.2
    w_y = w * y  # stable-loss.2
    product = one_minus_y * (np.maximum(z, 0) + log1p_exp_minus_abs_z)  # stable-loss.2
    total = product + w_y * (np.maximum(-z, 0) + log1p_exp_minus_abs_z)  # stable-loss.2
    loss = np.sum(total, axis=-1)  # stable-loss.2
    one_plus_exp_minus_abs_z = 1 + exp_minus_abs_z  # stable-gradient.2
    p = np.where(z > 0, 1, exp_minus_abs_z) / one_plus_exp_minus_abs_z  # stable-gradient.2
    ratio = np.where(z < 0, 1, exp_minus_abs_z) / one_plus_exp_minus_abs_z  # stable-gradient.2
    gradient = one_minus_y * p - w_y * ratio  # stable-gradient.2
    p_ratio_eye = p[..., :, None] * ratio[..., :, None] * np.eye(z.shape[-1])  # stable-hessian.2
    hessian = p_ratio_eye * (one_minus_y + w_y)[..., :, None]  # stable-hessian.2
    return loss, gradient, hessian
