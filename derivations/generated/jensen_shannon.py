"""Jensen–Shannon divergence: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from jensen_shannon.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = sum(k, 1, K, p[k]*log(2*p[k]) - (p[k] + y[k])*log(p[k] + y[k]) + y[k]*log(2*y[k]))/2
    gradient = (p[j]*(log(2*p[j]) - log(p[j] + y[j]) + sum(k, 1, K, p[k]*(log(p[k] + y[k]) - log(2*p[k])))))/2
    hessian = (p[j]*((delta(j, l) - p[l])*(log(2*p[j]) - log(p[j] + y[j]) + sum(k, 1, K, p[k]*(log(p[k] + y[k]) -
        log(2*p[k])))) + delta(j, l) + p[l]*(log(p[l] + y[l]) - 2 - log(2*p[l]) + p[l]/(p[l] + y[l]) + sum(k, 1, K,
        p[k]*(1 + log(2*p[k]) - log(p[k] + y[k]) - p[k]/(p[k] + y[k])))) - (p[j]*(delta(j, l) - p[l]))/(p[j] +
        y[j])))/2

Args:
    z: a vector along the last axis, its entries any real number. The loss is the same when all entries grow alike,
        so the largest is subtracted first.
    y: a vector along the last axis, its entries in (0, 1).

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: more than 16 u (1 + κ) at 16 of 640 points; worst: at z[1] = -750.0, z[2] = -40.0, z[3] =
        -71.52391849523917, y[1] = 0.0078125, y[2] = 0.984375, y[3] = 0.0078125 it gives 0.005445970539705015 for
        0.005445970539705127.
    gradient: more than 16 u (1 + κ) at 58 of 640 points; worst: at z[1] = 20.0, z[2] = -21.93076677790483, z[3] =
        -394.81960721993613, y[1] = 0.0078125, y[2] = 0.984375, y[3] = 0.0078125 it gives 0.0 for
        1.2910955713328839e-17.
    hessian: more than 16 u (1 + κ) at 79 of 1280 points; worst: at z[1] = -3.0, z[2] = -462.71755457657827, z[3] =
        -303.0, y[1] = 0.5, y[2] = 0.25, y[3] = 0.25 it gives 5.551115123125783e-17 for -7.650437650016017e-129.

Example:
    >>> from derivations.generated import jensen_shannon
    >>> loss, gradient, hessian = jensen_shannon.pointwise_loss_gradient_hessian([0.5, -1.0, 2.0], [0.0, 1.0, 0.0])
    >>> loss.round(6).item()
    nan
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array
from derivations.runtime.numeric import sum_of_others
from derivations.runtime.pointwise import Results, pointwise

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
    "pointwise_loss_gradient_hessian",
]

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "(0, 1)"),), vectors=("z", "y"), watched=("y",))


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
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, y), (), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(z: Array, y: Array) -> Array:
    """Loss of a block of points."""
    exp_shifted = np.exp(z - np.max(z, axis=-1)[..., None])  # stable-loss.3
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.3
    p_plus_y = p + y  # stable-loss.3
    product = p * np.where(p == 0, 0, np.log(2 * p))  # stable-loss.3
    total = product - p_plus_y * np.log(p_plus_y) + y * np.log(2 * y)  # stable-loss.3
    loss = np.sum(total, axis=-1) / 2  # stable-loss.3
    return loss


def _gradient(z: Array, y: Array) -> Array:
    """Gradient of a block of points."""
    exp_shifted = np.exp(z - np.max(z, axis=-1)[..., None])  # stable-loss.3
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.3
    value = p == 0  # stable-loss.3
    log_two_p = np.log(2 * p)  # stable-loss.3
    log_p_plus_y = np.log(p + y)  # stable-loss.3
    total_2 = np.sum(p * np.where(value, 0, log_p_plus_y - log_two_p), axis=-1)  # stable-gradient.3
    chosen = np.where(value, 0, log_two_p - log_p_plus_y + total_2[..., None])  # stable-gradient.3
    gradient = p * chosen / 2  # stable-gradient.3
    return gradient


def _hessian(z: Array, y: Array) -> Array:
    """Hessian of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.3
    exp_shifted = np.exp(shifted)  # stable-loss.3
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.3
    p_plus_y = p + y  # stable-loss.3
    log_p_plus_y = np.log(p_plus_y)  # stable-loss.3
    eye_plus_minus_p = np.eye(z.shape[-1]) + (-p)[..., None, :]  # stable-hessian.3
    value_2 = (-np.log1p(sum_of_others(exp_shifted)))[..., None]  # stable-hessian.3
    total_3 = 0.6931471805599453 + shifted + value_2  # stable-hessian.3
    value_3 = np.sum(p * (log_p_plus_y - total_3), axis=-1)[..., None]  # stable-hessian.3
    value_4 = (total_3 - log_p_plus_y + value_3)[..., :, None]  # stable-hessian.3
    p_over_p_plus_y = p / p_plus_y  # stable-hessian.3
    difference = 1 + 0.6931471805599453 + shifted + value_2 - log_p_plus_y  # stable-hessian.3
    value_5 = np.sum(p * (difference - p_over_p_plus_y), axis=-1)[..., None]  # stable-hessian.3
    product_2 = p * (log_p_plus_y - 2 - total_3 + p_over_p_plus_y + value_5)  # stable-hessian.3
    total_4 = eye_plus_minus_p * value_4 + np.eye(z.shape[-1])  # stable-hessian.3
    ratio = p[..., :, None] * eye_plus_minus_p / p_plus_y[..., :, None]  # stable-hessian.3
    hessian = p[..., :, None] * (total_4 + product_2[..., None, :] - ratio) / 2  # stable-hessian.3
    return hessian


def _loss_and_gradient(z: Array, y: Array) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    exp_shifted = np.exp(z - np.max(z, axis=-1)[..., None])  # stable-loss.3
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.3
    value = p == 0  # stable-loss.3
    log_two_p = np.log(2 * p)  # stable-loss.3
    p_plus_y = p + y  # stable-loss.3
    log_p_plus_y = np.log(p_plus_y)  # stable-loss.3
    difference_2 = p * np.where(value, 0, log_two_p) - p_plus_y * log_p_plus_y  # stable-loss.3
    loss = np.sum(difference_2 + y * np.log(2 * y), axis=-1) / 2  # stable-loss.3
    total_2 = np.sum(p * np.where(value, 0, log_p_plus_y - log_two_p), axis=-1)  # stable-gradient.3
    chosen = np.where(value, 0, log_two_p - log_p_plus_y + total_2[..., None])  # stable-gradient.3
    gradient = p * chosen / 2  # stable-gradient.3
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.3
    exp_shifted = np.exp(shifted)  # stable-loss.3
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.3
    value = p == 0  # stable-loss.3
    log_two_p = np.log(2 * p)  # stable-loss.3
    p_plus_y = p + y  # stable-loss.3
    log_p_plus_y = np.log(p_plus_y)  # stable-loss.3
    difference_2 = p * np.where(value, 0, log_two_p) - p_plus_y * log_p_plus_y  # stable-loss.3
    loss = np.sum(difference_2 + y * np.log(2 * y), axis=-1) / 2  # stable-loss.3
    total_2 = np.sum(p * np.where(value, 0, log_p_plus_y - log_two_p), axis=-1)  # stable-gradient.3
    chosen = np.where(value, 0, log_two_p - log_p_plus_y + total_2[..., None])  # stable-gradient.3
    gradient = p * chosen / 2  # stable-gradient.3
    eye_plus_minus_p = np.eye(z.shape[-1]) + (-p)[..., None, :]  # stable-hessian.3
    value_2 = (-np.log1p(sum_of_others(exp_shifted)))[..., None]  # stable-hessian.3
    total_3 = 0.6931471805599453 + shifted + value_2  # stable-hessian.3
    value_3 = np.sum(p * (log_p_plus_y - total_3), axis=-1)[..., None]  # stable-hessian.3
    value_4 = (total_3 - log_p_plus_y + value_3)[..., :, None]  # stable-hessian.3
    p_over_p_plus_y = p / p_plus_y  # stable-hessian.3
    difference = 1 + 0.6931471805599453 + shifted + value_2 - log_p_plus_y  # stable-hessian.3
    value_5 = np.sum(p * (difference - p_over_p_plus_y), axis=-1)[..., None]  # stable-hessian.3
    product_2 = p * (log_p_plus_y - 2 - total_3 + p_over_p_plus_y + value_5)  # stable-hessian.3
    total_4 = eye_plus_minus_p * value_4 + np.eye(z.shape[-1])  # stable-hessian.3
    ratio = p[..., :, None] * eye_plus_minus_p / p_plus_y[..., :, None]  # stable-hessian.3
    hessian = p[..., :, None] * (total_4 + product_2[..., None, :] - ratio) / 2  # stable-hessian.3
    return loss, gradient, hessian
