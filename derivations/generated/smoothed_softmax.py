"""Softmax cross-entropy with smoothed labels: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from smoothed_softmax.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = -sum(k, 1, K, (y[k]*(1 - epsilon) + epsilon/K)*(z[k] - log(sum(i, 1, K, exp(z[i])))))
    gradient = p[j] + y[j]*epsilon - (y[j] + epsilon/K)
    hessian = p[j]*(delta(j, l) - p[l])

Args:
    z: a vector along the last axis, its entries any real number. The loss is the same when all entries grow alike,
        so the largest is subtracted first.
    y: a vector along the last axis, its entries in [0, 1].
    epsilon: a number, in [0, 1); default 0.1.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.3 u (1 + κ) at 640 points.
    gradient: more than 16 u (1 + κ) at 1 of 640 points; worst: at z[1] = 0.0, z[2] = -22.399630966983544, z[3] =
        -40.0, y[1] = 1.0, y[2] = 0.0, y[3] = 0.0, epsilon = 0.0 it gives -1.8705259563489562e-10 for
        -1.8705265812580888e-10.
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
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (epsilon,), out, ("loss", "gradient", "hessian"), (0, 1, 2)
    )


def _loss(z: Array, y: Array, epsilon: float) -> Array:
    """Loss of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    total = shifted + (-np.log1p(sum_of_others(np.exp(shifted))))[..., None]  # stable-loss.2
    product = (y * (1 - epsilon) + epsilon / z.shape[-1]) * total  # stable-loss.2
    loss = -np.sum(product, axis=-1)  # stable-loss.2
    return loss


def _gradient(z: Array, y: Array, epsilon: float) -> Array:
    """Gradient of a block of points."""
    exp_shifted = np.exp(z - np.max(z, axis=-1)[..., None])  # stable-loss.2
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-gradient.2
    gradient = p + y * epsilon - (y + epsilon / z.shape[-1])  # stable-gradient.2
    return gradient


def _hessian(z: Array, y: Array, epsilon: float) -> Array:
    """Hessian of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    exp_shifted = np.exp(shifted)  # stable-loss.2
    sum_exp_shifted = np.sum(exp_shifted, axis=-1)  # stable-gradient.2
    difference = sum_exp_shifted[..., None] - exp_shifted  # stable-hessian.3
    value = sum_of_others(exp_shifted)[..., None]  # stable-hessian.3
    value_2 = np.where(shifted == 0, value, difference)[..., None, :]  # stable-hessian.3
    product_2 = (1 - np.eye(z.shape[-1])) * exp_shifted[..., None, :]  # stable-hessian.3
    difference_2 = np.eye(z.shape[-1]) * value_2 - product_2  # stable-hessian.3
    p_2 = (exp_shifted / sum_exp_shifted[..., None])[..., :, None]  # stable-hessian.3
    hessian = p_2 * (difference_2 / sum_exp_shifted[..., None, None])  # stable-hessian.3
    return hessian


def _loss_and_gradient(z: Array, y: Array, epsilon: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    epsilon_over_size = epsilon / z.shape[-1]  # stable-loss.2
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    exp_shifted = np.exp(shifted)  # stable-loss.2
    total = shifted + (-np.log1p(sum_of_others(exp_shifted)))[..., None]  # stable-loss.2
    loss = -np.sum((y * (1 - epsilon) + epsilon_over_size) * total, axis=-1)  # stable-loss.2
    p = exp_shifted / np.sum(exp_shifted, axis=-1)[..., None]  # stable-gradient.2
    gradient = p + y * epsilon - (y + epsilon_over_size)  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, epsilon: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    epsilon_over_size = epsilon / z.shape[-1]  # stable-loss.2
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    exp_shifted = np.exp(shifted)  # stable-loss.2
    value_3 = sum_of_others(exp_shifted)  # stable-loss.2
    total = shifted + (-np.log1p(value_3))[..., None]  # stable-loss.2
    loss = -np.sum((y * (1 - epsilon) + epsilon_over_size) * total, axis=-1)  # stable-loss.2
    sum_exp_shifted = np.sum(exp_shifted, axis=-1)  # stable-gradient.2
    p = exp_shifted / sum_exp_shifted[..., None]  # stable-gradient.2
    gradient = p + y * epsilon - (y + epsilon_over_size)  # stable-gradient.2
    difference = sum_exp_shifted[..., None] - exp_shifted  # stable-hessian.3
    chosen = np.where(shifted == 0, value_3[..., None], difference)  # stable-hessian.3
    product_2 = (1 - np.eye(z.shape[-1])) * exp_shifted[..., None, :]  # stable-hessian.3
    difference_2 = np.eye(z.shape[-1]) * chosen[..., None, :] - product_2  # stable-hessian.3
    ratio = difference_2 / sum_exp_shifted[..., None, None]  # stable-hessian.3
    hessian = p[..., :, None] * ratio  # stable-hessian.3
    return loss, gradient, hessian
