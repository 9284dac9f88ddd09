"""Dice loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from dice.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = 1 - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth)/(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) +
        smooth)
    gradient = -(sigmoid(z[j])*sigmoid(-z[j])*(2*y[j]*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth) -
        (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth)))/(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) +
        smooth)**2
    hessian = -((sigmoid(z[j])*sigmoid(-z[j])**2*delta(j, l)*(2*y[j]*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K,
        y[k]) + smooth) - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth)) +
        sigmoid(z[j])*(sigmoid(-z[j])*(2*y[j]*sigmoid(z[l])*sigmoid(-z[l]) - 2*y[l]*sigmoid(z[l])*sigmoid(-z[l])) -
        sigmoid(-z[j])*sigmoid(z[j])*delta(j, l)*(2*y[j]*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth)
        - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth))))*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) +
        smooth) - 2*sigmoid(z[j])*sigmoid(-z[j])*(2*y[j]*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth)
        - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth))*sigmoid(z[l])*sigmoid(-z[l]))/(sum(k, 1, K, sigmoid(z[k]))
        + sum(k, 1, K, y[k]) + smooth)**3

Args:
    z: a vector along the last axis, its entries any real number.
    y: a vector along the last axis, its entries in [0, 1].
    smooth: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: more than 16 u (1 + κ) at 35 of 640 points; worst: at z[1] = -354.6296330715294, z[2] = -1046.0, z[3] =
        -300.0, y[1] = 0.0, y[2] = 0.0, y[3] = 0.0, smooth = 1.0 it gives 0.0 for 5.148200222412013e-131.
    gradient: at most 2.8 u (1 + κ) at 640 points.
    hessian: at most 5.4 u (1 + κ) at 1280 points.

Example:
    >>> from derivations.generated import dice
    >>> loss, gradient, hessian = dice.pointwise_loss_gradient_hessian([0.5, -1.0, 2.0], [0.5, 0.5, 0.5])
    >>> loss.round(6).item()
    0.351107
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
    predictions=("z",), variables=(("y", "[0, 1]"),), parameters=(("smooth", "(0, inf)"),), vectors=("z", "y")
)


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, smooth: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (smooth,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, smooth: ArrayLike = 1.0, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (smooth,), out, ("gradient",), (1,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, smooth: ArrayLike = 1.0, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (smooth,), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, smooth: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (smooth,), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, smooth: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (smooth,), out, ("loss", "gradient", "hessian"), (0, 1, 2)
    )


def _loss(z: Array, y: Array, smooth: float) -> Array:
    """Loss of a block of points."""
    p = 1 / (1 + np.exp(-z))  # stable-loss.1
    total = np.sum(p, axis=-1) + np.sum(y, axis=-1) + smooth  # stable-loss.1
    loss = 1 - (2 * np.sum(y * p, axis=-1) + smooth) / total  # stable-loss.1
    return loss


def _gradient(z: Array, y: Array, smooth: float) -> Array:
    """Gradient of a block of points."""
    return _loss_and_gradient(z, y, smooth)[1]


def _hessian(z: Array, y: Array, smooth: float) -> Array:
    """Hessian of a block of points."""
    p = 1 / (1 + np.exp(-z))  # stable-loss.1
    total = np.sum(p, axis=-1) + np.sum(y, axis=-1) + smooth  # stable-loss.1
    one_over_one_plus_exp_z = 1 / (1 + np.exp(z))  # stable-gradient.1
    two_y = 2 * y  # stable-gradient.1
    value = (-(2 * np.sum(y * p, axis=-1) + smooth))[..., None]  # stable-gradient.1
    value_2 = (one_over_one_plus_exp_z * one_over_one_plus_exp_z)[..., :, None]  # stable-hessian.1
    two_y_total_plus_value = (two_y * total[..., None] + value)[..., :, None]  # stable-hessian.1
    p_value_2_eye = p[..., :, None] * value_2 * np.eye(z.shape[-1])  # stable-hessian.1
    two_y_p = 2 * y[..., :, None] * p[..., None, :]  # stable-hessian.1
    value_3 = (-(two_y * p * one_over_one_plus_exp_z))[..., None, :]  # stable-hessian.1
    total_2 = two_y_p * one_over_one_plus_exp_z[..., None, :] + value_3  # stable-hessian.1
    product_2 = one_over_one_plus_exp_z[..., :, None] * p[..., :, None]  # stable-hessian.1
    product_3 = product_2 * np.eye(z.shape[-1]) * two_y_total_plus_value  # stable-hessian.1
    difference = one_over_one_plus_exp_z[..., :, None] * total_2 - product_3  # stable-hessian.1
    product_4 = p_value_2_eye * two_y_total_plus_value  # stable-hessian.1
    total_3 = product_4 + p[..., :, None] * difference  # stable-hessian.1
    product_5 = 2 * p[..., :, None] * one_over_one_plus_exp_z[..., :, None]  # stable-hessian.1
    product_6 = product_5 * two_y_total_plus_value * p[..., None, :]  # stable-hessian.1
    product_7 = product_6 * one_over_one_plus_exp_z[..., None, :]  # stable-hessian.1
    difference_2 = total_3 * total[..., None, None] - product_7  # stable-hessian.1
    hessian = -(difference_2 / (total * total * total)[..., None, None])  # stable-hessian.1
    return hessian


def _loss_and_gradient(z: Array, y: Array, smooth: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    p = 1 / (1 + np.exp(-z))  # stable-loss.1
    two_sum_y_p_plus_smooth = 2 * np.sum(y * p, axis=-1) + smooth  # stable-loss.1
    total = np.sum(p, axis=-1) + np.sum(y, axis=-1) + smooth  # stable-loss.1
    loss = 1 - two_sum_y_p_plus_smooth / total  # stable-loss.1
    two_y_total_plus_value_2 = 2 * y * total[..., None] + (-two_sum_y_p_plus_smooth)[..., None]  # stable-gradient.1
    product = p * (1 / (1 + np.exp(z))) * two_y_total_plus_value_2  # stable-gradient.1
    gradient = -(product / (total * total)[..., None])  # stable-gradient.1
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, smooth: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    p = 1 / (1 + np.exp(-z))  # stable-loss.1
    two_sum_y_p_plus_smooth = 2 * np.sum(y * p, axis=-1) + smooth  # stable-loss.1
    total = np.sum(p, axis=-1) + np.sum(y, axis=-1) + smooth  # stable-loss.1
    loss = 1 - two_sum_y_p_plus_smooth / total  # stable-loss.1
    one_over_one_plus_exp_z = 1 / (1 + np.exp(z))  # stable-gradient.1
    two_y = 2 * y  # stable-gradient.1
    two_y_total_plus_value_2 = two_y * total[..., None] + (-two_sum_y_p_plus_smooth)[..., None]  # stable-gradient.1
    total_squared = total * total  # stable-gradient.1
    product = p * one_over_one_plus_exp_z * two_y_total_plus_value_2  # stable-gradient.1
    gradient = -(product / total_squared[..., None])  # stable-gradient.1
    value_2 = (one_over_one_plus_exp_z * one_over_one_plus_exp_z)[..., :, None]  # stable-hessian.1
    p_value_2_eye = p[..., :, None] * value_2 * np.eye(z.shape[-1])  # stable-hessian.1
    two_y_p = 2 * y[..., :, None] * p[..., None, :]  # stable-hessian.1
    value_3 = (-(two_y * p * one_over_one_plus_exp_z))[..., None, :]  # stable-hessian.1
    total_2 = two_y_p * one_over_one_plus_exp_z[..., None, :] + value_3  # stable-hessian.1
    product_2 = one_over_one_plus_exp_z[..., :, None] * p[..., :, None]  # stable-hessian.1
    two_y_total_plus_value = two_y_total_plus_value_2[..., :, None]  # stable-hessian.1
    product_3 = product_2 * np.eye(z.shape[-1]) * two_y_total_plus_value  # stable-hessian.1
    difference = one_over_one_plus_exp_z[..., :, None] * total_2 - product_3  # stable-hessian.1
    product_4 = p_value_2_eye * two_y_total_plus_value_2[..., :, None]  # stable-hessian.1
    total_3 = product_4 + p[..., :, None] * difference  # stable-hessian.1
    product_5 = 2 * p[..., :, None] * one_over_one_plus_exp_z[..., :, None]  # stable-hessian.1
    product_6 = product_5 * two_y_total_plus_value * p[..., None, :]  # stable-hessian.1
    product_7 = product_6 * one_over_one_plus_exp_z[..., None, :]  # stable-hessian.1
    difference_2 = total_3 * total[..., None, None] - product_7  # stable-hessian.1
    hessian = -(difference_2 / (total_squared * total)[..., None, None])  # stable-hessian.1
    return loss, gradient, hessian
