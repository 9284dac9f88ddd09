"""Softmax cross-entropy with smoothed labels: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from smoothed_softmax.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = -sum(k, 1, K, (y[k]*(1 - epsilon) + epsilon/K)*(z[k] - log(sum(i, 1, K, exp(z[i])))))
    gradient = p[j] + epsilon*y[j] - y[j] - epsilon/K
    hessian = p[j]*(delta(j, l) - p[l])

Args:
    z: a vector along the last axis, its entries any real number.
    y: a vector along the last axis, its entries in [0, 1].
    epsilon: a number, in [0, 1); default 0.1.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: more than 16 u (1 + κ) at 2 of 640 points; worst: at z[1] = 10000.000541002786, z[2] = 10000.00040848487,
        z[3] = 10000.00203180695, y[1] = 0.0, y[2] = 0.5, y[3] = 0.5, epsilon = 0.999 it gives 1.0986123331798927
        for 1.0986123331791526.
    gradient: at most 1.3 u (1 + κ) at 640 points.
    hessian: at most 2 u (1 + κ) at 1280 points.

Example:
    >>> from derivations.generated import smoothed_softmax
    >>> loss, gradient, hessian = smoothed_softmax.pointwise_loss_gradient_hessian([0.5, -1.0, 2.0], [0.0, 1.0,
    ... 0.0])
    >>> loss.round(6).item()
    3.091311
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

ARGUMENTS = Arguments(
    predictions=("z",),
    variables=(("y", "[0, 1]"),),
    parameters=(("epsilon", "[0, 1)"),),
    vectors=("z", "y"),
    watched=("y",),
)


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (epsilon,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (epsilon,), out, ("gradient",), (1,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (epsilon,), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (epsilon,), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(
    z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None
) -> Results:
    """Loss, gradient and hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (epsilon,), out, ("loss", "gradient", "hessian"), (0, 1, 2)
    )


def _loss(z: Array, y: Array, epsilon: float) -> Array:
    """Loss of a block of points."""
    largest = np.max(z, axis=-1)  # stable-loss.2
    value = np.log1p(sum_of_others(np.exp(z + (-largest)[..., None])))  # stable-loss.2
    total = y * (1 - epsilon) + epsilon / z.shape[-1]  # stable-loss.2
    loss = -np.sum(total * (z + (-(largest + value))[..., None]), axis=-1)  # stable-loss.2
    return loss


def _gradient(z: Array, y: Array, epsilon: float) -> Array:
    """Gradient of a block of points."""
    exp_shifted = np.exp(z + (-np.max(z, axis=-1))[..., None])  # stable-loss.2
    difference = np.sum(exp_shifted, axis=-1)[..., None] - exp_shifted  # stable-gradient.5
    value_2 = sum_of_others(exp_shifted)[..., None]  # stable-gradient.5
    product = y * np.where(exp_shifted == 1, value_2, difference)  # stable-gradient.5
    sum_exp_shifted = np.sum(exp_shifted, axis=-1)[..., None]  # stable-gradient.5
    total_2 = ((1 - y) * exp_shifted - product) / sum_exp_shifted + epsilon * y  # stable-gradient.5
    gradient = total_2 - epsilon / z.shape[-1]  # stable-gradient.5
    return gradient


def _hessian(z: Array, y: Array, epsilon: float) -> Array:
    """Hessian of a block of points."""
    exp_shifted = np.exp(z + (-np.max(z, axis=-1))[..., None])  # stable-loss.2
    sum_exp_shifted_2 = np.sum(exp_shifted, axis=-1)  # stable-gradient.5
    difference = sum_exp_shifted_2[..., None] - exp_shifted  # stable-gradient.5
    value_2 = sum_of_others(exp_shifted)[..., None]  # stable-gradient.5
    value_3 = np.where(exp_shifted == 1, value_2, difference)[..., None, :]  # stable-hessian.5
    product_2 = (1 - np.eye(z.shape[-1])) * exp_shifted[..., None, :]  # stable-hessian.5
    difference_2 = np.eye(z.shape[-1]) * value_3 - product_2  # stable-hessian.5
    p = (exp_shifted / sum_exp_shifted_2[..., None])[..., :, None]  # stable-hessian.5
    hessian = p * (difference_2 / sum_exp_shifted_2[..., None, None])  # stable-hessian.5
    return hessian


def _loss_and_gradient(z: Array, y: Array, epsilon: float) -> tuple[Array, Array]:
    """Loss, gradient of a block of points."""
    epsilon_over_size = epsilon / z.shape[-1]  # stable-loss.2
    largest = np.max(z, axis=-1)  # stable-loss.2
    exp_shifted = np.exp(z + (-largest)[..., None])  # stable-loss.2
    value_4 = sum_of_others(exp_shifted)  # stable-loss.2
    total_3 = z + (-(largest + np.log1p(value_4)))[..., None]  # stable-loss.2
    sum_total_total_3 = np.sum((y * (1 - epsilon) + epsilon_over_size) * total_3, axis=-1)  # stable-loss.2
    loss = -sum_total_total_3  # stable-loss.2
    difference = np.sum(exp_shifted, axis=-1)[..., None] - exp_shifted  # stable-gradient.5
    product = y * np.where(exp_shifted == 1, value_4[..., None], difference)  # stable-gradient.5
    sum_exp_shifted = np.sum(exp_shifted, axis=-1)[..., None]  # stable-gradient.5
    total_2 = ((1 - y) * exp_shifted - product) / sum_exp_shifted + epsilon * y  # stable-gradient.5
    gradient = total_2 - epsilon_over_size  # stable-gradient.5
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, epsilon: float) -> tuple[Array, Array, Array]:
    """Loss, gradient, hessian of a block of points."""
    epsilon_over_size = epsilon / z.shape[-1]  # stable-loss.2
    largest = np.max(z, axis=-1)  # stable-loss.2
    exp_shifted = np.exp(z + (-largest)[..., None])  # stable-loss.2
    value_4 = sum_of_others(exp_shifted)  # stable-loss.2
    total_3 = z + (-(largest + np.log1p(value_4)))[..., None]  # stable-loss.2
    sum_total_total_3 = np.sum((y * (1 - epsilon) + epsilon_over_size) * total_3, axis=-1)  # stable-loss.2
    loss = -sum_total_total_3  # stable-loss.2
    sum_exp_shifted_2 = np.sum(exp_shifted, axis=-1)  # stable-gradient.5
    difference = sum_exp_shifted_2[..., None] - exp_shifted  # stable-gradient.5
    chosen = np.where(exp_shifted == 1, value_4[..., None], difference)  # stable-gradient.5
    difference_3 = (1 - y) * exp_shifted - y * chosen  # stable-gradient.5
    total_2 = difference_3 / sum_exp_shifted_2[..., None] + epsilon * y  # stable-gradient.5
    gradient = total_2 - epsilon_over_size  # stable-gradient.5
    product_2 = (1 - np.eye(z.shape[-1])) * exp_shifted[..., None, :]  # stable-hessian.5
    difference_2 = np.eye(z.shape[-1]) * chosen[..., None, :] - product_2  # stable-hessian.5
    p = (exp_shifted / sum_exp_shifted_2[..., None])[..., :, None]  # stable-hessian.5
    hessian = p * (difference_2 / sum_exp_shifted_2[..., None, None])  # stable-hessian.5
    return loss, gradient, hessian
