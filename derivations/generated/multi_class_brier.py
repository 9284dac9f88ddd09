"""Brier score of several classes: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from multi_class_brier.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = sum(k, 1, K, (p[k] - y[k])**2)
    gradient = 2*p[j]*(p[j] - y[j] - sum(k, 1, K, p[k]*(p[k] - y[k])))
    hessian = 2*p[j]*((delta(j, l) - p[l])*(p[j] - y[j] - sum(k, 1, K, p[k]*(p[k] - y[k])) + p[j]) + p[l]*(sum(k, 1,
        K, p[k]*(p[k] - y[k] + p[k])) + y[l] - (p[l] + p[l])))

Args:
    z: a vector along the last axis, its entries any real number. The loss is the same when all entries grow alike,
        so the largest is subtracted first.
    y: a vector along the last axis, its entries in [0, 1].

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.5 u (1 + κ) at 640 points.
    gradient: more than 16 u (1 + κ) at 46 of 640 points; worst: at z[1] = 0.0, z[2] = -40.0, z[3] = -746.0, y[1] =
        0.0, y[2] = 1.0, y[3] = 0.0 it gives 8.496708510583178e-18 for 1.6993417021166355e-17.
    hessian: more than 16 u (1 + κ) at 50 of 1280 points; worst: at z[1] = 0.0, z[2] = -40.0, z[3] = -746.0, y[1] =
        0.0, y[2] = 1.0, y[3] = 0.0 it gives 0.0 for -1.6993417021166355e-17.

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
    exp_shifted = np.exp(z - np.max(z, axis=-1)[..., None])  # stable-loss.2
    p_minus_y = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None] - y  # stable-loss.2
    loss = np.sum(p_minus_y * p_minus_y, axis=-1)  # stable-loss.2
    return loss


def _gradient(z: Array, y: Array) -> Array:
    """Gradient of a block of points."""
    return _loss_and_gradient(z, y)[1]


def _hessian(z: Array, y: Array) -> Array:
    """Hessian of a block of points."""
    exp_shifted = np.exp(z - np.max(z, axis=-1)[..., None])  # stable-loss.2
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.2
    p_minus_y = p - y  # stable-loss.2
    total_2 = p_minus_y + (-np.sum(p * p_minus_y, axis=-1))[..., None] + p  # stable-hessian.2
    difference_2 = np.sum(p * (p_minus_y + p), axis=-1)[..., None] + y - (p + p)  # stable-hessian.2
    eye_plus_minus_p_total_2 = (np.eye(z.shape[-1]) + (-p)[..., None, :]) * total_2[..., :, None]  # stable-hessian.2
    total_3 = eye_plus_minus_p_total_2 + (p * difference_2)[..., None, :]  # stable-hessian.2
    hessian = 2 * p[..., :, None] * total_3  # stable-hessian.2
    return hessian


def _loss_and_gradient(z: Array, y: Array) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    exp_shifted = np.exp(shifted)  # stable-loss.2
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.2
    p_minus_y = p - y  # stable-loss.2
    loss = np.sum(p_minus_y * p_minus_y, axis=-1)  # stable-loss.2
    difference = np.sum(exp_shifted, axis=-1)[..., None] - exp_shifted  # stable-gradient.4
    value = sum_of_others(exp_shifted)[..., None]  # stable-gradient.4
    chosen = np.where(shifted == 0, value, difference)  # stable-gradient.4
    p_p_minus_y = p * p_minus_y  # stable-gradient.4
    product = p_minus_y * (chosen / np.sum(exp_shifted, axis=-1)[..., None])  # stable-gradient.4
    total = product + (p_p_minus_y - np.sum(p_p_minus_y, axis=-1)[..., None])  # stable-gradient.4
    gradient = 2 * p * total  # stable-gradient.4
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    exp_shifted = np.exp(shifted)  # stable-loss.2
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-loss.2
    p_minus_y = p - y  # stable-loss.2
    loss = np.sum(p_minus_y * p_minus_y, axis=-1)  # stable-loss.2
    difference = np.sum(exp_shifted, axis=-1)[..., None] - exp_shifted  # stable-gradient.4
    value = sum_of_others(exp_shifted)[..., None]  # stable-gradient.4
    chosen = np.where(shifted == 0, value, difference)  # stable-gradient.4
    p_p_minus_y = p * p_minus_y  # stable-gradient.4
    sum_p_p_minus_y = np.sum(p_p_minus_y, axis=-1)  # stable-gradient.4
    product = p_minus_y * (chosen / np.sum(exp_shifted, axis=-1)[..., None])  # stable-gradient.4
    gradient = 2 * p * (product + (p_p_minus_y - sum_p_p_minus_y[..., None]))  # stable-gradient.4
    total_2_2 = (p_minus_y + (-sum_p_p_minus_y)[..., None] + p)[..., :, None]  # stable-hessian.2
    difference_2 = np.sum(p * (p_minus_y + p), axis=-1)[..., None] + y - (p + p)  # stable-hessian.2
    eye_plus_minus_p_total_2 = (np.eye(z.shape[-1]) + (-p)[..., None, :]) * total_2_2  # stable-hessian.2
    total_3 = eye_plus_minus_p_total_2 + (p * difference_2)[..., None, :]  # stable-hessian.2
    hessian = 2 * p[..., :, None] * total_3  # stable-hessian.2
    return loss, gradient, hessian
