"""Focal loss of several classes: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from softmax_focal.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = -sum(k, 1, K, y[k]*(1 - p[k])**2*log(p[k]))
    gradient = -(y[j]*(1 - p[j])*(1 - p[j]*(1 + 2*log(p[j]))) + p[j]*sum(k, 1, K, y[k]*(1 - p[k])*(2*p[k]*log(p[k])
        + p[k] - 1)))
    hessian = -(y[j]*(-p[j]*(delta(j, l) - p[l])*(1 - p[j]*(1 + 2*log(p[j]))) - p[j]*(1 - p[j])*(delta(j, l) -
        p[l])*(3 + 2*log(p[j]))) + p[j]*((delta(j, l) - p[l])*sum(k, 1, K, y[k]*(1 - p[k])*(2*p[k]*log(p[k]) + p[k]
        - 1)) + y[l]*p[l]*((1 - p[l])*(2*(log(p[l]) + 1) + 1) + 1 - (2*p[l]*log(p[l]) + p[l])) + p[l]*sum(k, 1, K,
        y[k]*p[k]*(2*p[k]*log(p[k]) + p[k] - 1 - (1 - p[k])*(2*(log(p[k]) + 1) + 1)))))

Args:
    z: a vector along the last axis, its entries any real number. The loss is the same when all entries grow alike,
        so the largest is subtracted first.
    y: a vector along the last axis, its entries in [0, 1].

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.7 u (1 + κ) at 640 points.
    gradient: at most 2.2 u (1 + κ) at 640 points.
    hessian: more than 16 u (1 + κ) at 36 of 1280 points; worst: at z[1] = 10230.263700674339, z[2] =
        9594.273788663406, z[3] = 9963.244889990045, y[1] = 1.0, y[2] = 0.0, y[3] = 0.0 it gives
        2.3520031906161718e-232 for 0.0.

Example:
    >>> from derivations.generated import softmax_focal
    >>> loss, gradient, hessian = softmax_focal.pointwise_loss_gradient_hessian([0.5, -1.0, 2.0], [0.0, 1.0, 0.0])
    >>> loss.round(6).item()
    2.992718
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
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, y), (), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(z: Array, y: Array) -> Array:
    """Loss of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.4
    exp_shifted = np.exp(shifted)  # stable-loss.4
    value = sum_of_others(exp_shifted)  # stable-loss.4
    difference = np.sum(exp_shifted, axis=-1)[..., None] - exp_shifted  # stable-loss.4
    chosen = np.where(shifted == 0, value[..., None], difference)  # stable-loss.4
    ratio = chosen / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.4
    product = y * (ratio * ratio) * (shifted + (-np.log1p(value))[..., None])  # stable-loss.4
    loss = -np.sum(product, axis=-1)  # stable-loss.4
    return loss


def _gradient(z: Array, y: Array) -> Array:
    """Gradient of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.4
    exp_shifted = np.exp(shifted)  # stable-loss.4
    value = sum_of_others(exp_shifted)  # stable-loss.4
    difference = np.sum(exp_shifted, axis=-1)[..., None] - exp_shifted  # stable-loss.4
    chosen = np.where(shifted == 0, value[..., None], difference)  # stable-loss.4
    ratio = chosen / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.4
    total = shifted + (-np.log1p(value))[..., None]  # stable-loss.4
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-gradient.9
    y_ratio = y * ratio  # stable-gradient.9
    product_2 = y_ratio * (ratio - p * 2 * total)  # stable-gradient.9
    value_2 = np.sum(y_ratio * (2 * p * total - ratio), axis=-1)[..., None]  # stable-gradient.9
    gradient = -(product_2 * ratio + p * (value_2 + product_2))  # stable-gradient.9
    return gradient


def _hessian(z: Array, y: Array) -> Array:
    """Hessian of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.4
    exp_shifted = np.exp(shifted)  # stable-loss.4
    value = sum_of_others(exp_shifted)  # stable-loss.4
    sum_exp_shifted = np.sum(exp_shifted, axis=-1)  # stable-loss.4
    difference = sum_exp_shifted[..., None] - exp_shifted  # stable-loss.4
    total = shifted + (-np.log1p(value))[..., None]  # stable-loss.4
    p = exp_shifted / sum_exp_shifted[..., None]  # stable-gradient.9
    chosen_2 = np.where(shifted == 0, value[..., None], difference)[..., None, :]  # stable-hessian.5
    product_3 = (1 - np.eye(z.shape[-1])) * exp_shifted[..., None, :]  # stable-hessian.5
    difference_2 = np.eye(z.shape[-1]) * chosen_2 - product_3  # stable-hessian.5
    ratio_2 = difference_2 / sum_exp_shifted[..., None, None]  # stable-hessian.5
    one_minus_p = 1 - p  # stable-hessian.5
    value_3 = (one_minus_p - p * 2 * total)[..., :, None]  # stable-hessian.5
    p_one_minus_p_ratio_2 = p[..., :, None] * one_minus_p[..., :, None] * ratio_2  # stable-hessian.5
    product_4 = p_one_minus_p_ratio_2 * (3 + 2 * total)[..., :, None]  # stable-hessian.5
    difference_3 = -(p[..., :, None] * ratio_2 * value_3) - product_4  # stable-hessian.5
    two_p_total_plus_p = 2 * p * total + p  # stable-hessian.5
    difference_4 = two_p_total_plus_p - 1  # stable-hessian.5
    value_4 = np.sum(y * one_minus_p * difference_4, axis=-1)[..., None, None]  # stable-hessian.5
    product_5 = one_minus_p * (2 * (total + 1) + 1)  # stable-hessian.5
    y_p = y * p  # stable-hessian.5
    product_6 = p * np.sum(y_p * (difference_4 - product_5), axis=-1)[..., None]  # stable-hessian.5
    value_5 = (y_p * (product_5 + 1 - two_p_total_plus_p))[..., None, :]  # stable-hessian.5
    total_2 = ratio_2 * value_4 + value_5 + product_6[..., None, :]  # stable-hessian.5
    hessian = -(y[..., :, None] * difference_3 + p[..., :, None] * total_2)  # stable-hessian.5
    return hessian


def _loss_and_gradient(z: Array, y: Array) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.4
    exp_shifted = np.exp(shifted)  # stable-loss.4
    value = sum_of_others(exp_shifted)  # stable-loss.4
    difference = np.sum(exp_shifted, axis=-1)[..., None] - exp_shifted  # stable-loss.4
    chosen = np.where(shifted == 0, value[..., None], difference)  # stable-loss.4
    ratio = chosen / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.4
    total = shifted + (-np.log1p(value))[..., None]  # stable-loss.4
    loss = -np.sum(y * (ratio * ratio) * total, axis=-1)  # stable-loss.4
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-gradient.9
    y_ratio = y * ratio  # stable-gradient.9
    product_2 = y_ratio * (ratio - p * 2 * total)  # stable-gradient.9
    value_2 = np.sum(y_ratio * (2 * p * total - ratio), axis=-1)[..., None]  # stable-gradient.9
    gradient = -(product_2 * ratio + p * (value_2 + product_2))  # stable-gradient.9
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.4
    exp_shifted = np.exp(shifted)  # stable-loss.4
    value = sum_of_others(exp_shifted)  # stable-loss.4
    sum_exp_shifted = np.sum(exp_shifted, axis=-1)  # stable-loss.4
    difference = sum_exp_shifted[..., None] - exp_shifted  # stable-loss.4
    chosen = np.where(shifted == 0, value[..., None], difference)  # stable-loss.4
    ratio = chosen / sum_exp_shifted[..., None]  # stable-loss.4
    total = shifted + (-np.log1p(value))[..., None]  # stable-loss.4
    loss = -np.sum(y * (ratio * ratio) * total, axis=-1)  # stable-loss.4
    p = exp_shifted / sum_exp_shifted[..., None]  # stable-gradient.9
    p_two_total = p * 2 * total  # stable-gradient.9
    y_ratio = y * ratio  # stable-gradient.9
    product_2 = y_ratio * (ratio - p_two_total)  # stable-gradient.9
    two_p_total = 2 * p * total  # stable-gradient.9
    value_2 = np.sum(y_ratio * (two_p_total - ratio), axis=-1)[..., None]  # stable-gradient.9
    gradient = -(product_2 * ratio + p * (value_2 + product_2))  # stable-gradient.9
    product_3 = (1 - np.eye(z.shape[-1])) * exp_shifted[..., None, :]  # stable-hessian.5
    difference_2 = np.eye(z.shape[-1]) * chosen[..., None, :] - product_3  # stable-hessian.5
    ratio_2 = difference_2 / sum_exp_shifted[..., None, None]  # stable-hessian.5
    one_minus_p = 1 - p  # stable-hessian.5
    value_3 = (one_minus_p - p_two_total)[..., :, None]  # stable-hessian.5
    p_one_minus_p_ratio_2 = p[..., :, None] * one_minus_p[..., :, None] * ratio_2  # stable-hessian.5
    product_4 = p_one_minus_p_ratio_2 * (3 + 2 * total)[..., :, None]  # stable-hessian.5
    difference_3 = -(p[..., :, None] * ratio_2 * value_3) - product_4  # stable-hessian.5
    two_p_total_plus_p = two_p_total + p  # stable-hessian.5
    difference_4 = two_p_total_plus_p - 1  # stable-hessian.5
    value_4 = np.sum(y * one_minus_p * difference_4, axis=-1)[..., None, None]  # stable-hessian.5
    product_5 = one_minus_p * (2 * (total + 1) + 1)  # stable-hessian.5
    y_p = y * p  # stable-hessian.5
    product_6 = p * np.sum(y_p * (difference_4 - product_5), axis=-1)[..., None]  # stable-hessian.5
    value_5 = (y_p * (product_5 + 1 - two_p_total_plus_p))[..., None, :]  # stable-hessian.5
    total_2 = ratio_2 * value_4 + value_5 + product_6[..., None, :]  # stable-hessian.5
    hessian = -(y[..., :, None] * difference_3 + p[..., :, None] * total_2)  # stable-hessian.5
    return loss, gradient, hessian
