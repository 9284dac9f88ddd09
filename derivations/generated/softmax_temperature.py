"""Softmax cross-entropy with a temperature: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from softmax_temperature.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = log(sum(i, 1, K, exp(z[i]/T))) - sum(k, 1, K, y[k]*z[k])/T
    gradient = (p[j] - y[j])/T
    hessian = (p[j]*(delta(j, l) - p[l]))/T**2
    derivative_T = (sum(k, 1, K, y[k]*z[k]) - sum(i, 1, K, z[i]*p[i]))/T**2
    second_derivative_T = (sum(i, 1, K, p[i]*z[i]**2) - sum(i, 1, K, z[i]*p[i])**2 + 2*T*(sum(i, 1, K, p[i]*z[i]) -
        sum(k, 1, K, y[k]*z[k])))/T**4

Args:
    z: a vector along the last axis, its entries any real number.
    y: a vector along the last axis, its entries in [0, 1].
    T: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 0.92 u (1 + κ) at 640 points.
    gradient: at most 1.4 u (1 + κ) at 640 points.
    hessian: at most 0.85 u (1 + κ) at 1280 points.
    gradient_T: at most 2.4 u (1 + κ) at 640 points.
    hessian_T: more than 16 u (1 + κ) at 109 of 640 points; worst: at z[1] = 10000.000541002786, z[2] =
        10000.00040848487, z[3] = 10000.00203180695, y[1] = 0.0, y[2] = 0.5, y[3] = 0.5, T = 0.001 it gives
        1177931.0661950149 for 1205728.103786324.

Example:
    >>> from derivations.generated import softmax_temperature
    >>> loss, gradient, hessian = softmax_temperature.pointwise_loss_gradient_hessian([0.5, -1.0, 2.0], [0.0, 1.0,
    ... 0.0])
    >>> loss.round(6).item()
    3.241311
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
    "pointwise_gradient_T",
    "pointwise_hessian",
    "pointwise_hessian_T",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
    "pointwise_loss_gradient_hessian",
]

ARGUMENTS = Arguments(
    predictions=("z",),
    variables=(("y", "[0, 1]"),),
    parameters=(("T", "(0, inf)"),),
    vectors=("z", "y"),
    watched=("y",),
)


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, T: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (T,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, T: ArrayLike = 1.0, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (T,), out, ("gradient",), (1,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, T: ArrayLike = 1.0, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (T,), out, ("hessian",), (2,))


def pointwise_gradient_T(z: ArrayLike, y: ArrayLike, *, T: ArrayLike = 1.0, out: Any = None) -> Results:
    """Its gradient with respect to T of each point; written to ``out`` if that is given."""
    return pointwise(_gradient_T, ARGUMENTS, (z, y), (T,), out, ("gradient_T",), (0,))


def pointwise_hessian_T(z: ArrayLike, y: ArrayLike, *, T: ArrayLike = 1.0, out: Any = None) -> Results:
    """Its Hessian with respect to T of each point; written to ``out`` if that is given."""
    return pointwise(_hessian_T, ARGUMENTS, (z, y), (T,), out, ("hessian_T",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, T: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (T,), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, T: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss, gradient and hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, y), (T,), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(z: Array, y: Array, T: float) -> Array:
    """Loss of a block of points."""
    z_over_T = z / T  # stable-loss.3
    largest_z_over_T = np.max(z_over_T, axis=-1)  # stable-loss.3
    value = sum_of_others(np.exp(z_over_T + (-largest_z_over_T)[..., None]))  # stable-loss.3
    total = np.sum(y * (largest_z_over_T[..., None] - z_over_T), axis=-1)  # stable-loss.3
    loss = total + np.log1p(value)  # stable-loss.3
    return loss


def _gradient(z: Array, y: Array, T: float) -> Array:
    """Gradient of a block of points."""
    z_over_T = z / T  # stable-loss.3
    exponential = np.exp(z_over_T + (-np.max(z_over_T, axis=-1))[..., None])  # stable-loss.3
    gradient = (exponential / np.sum(exponential, axis=-1)[..., None] - y) / T  # stable-gradient.3
    return gradient


def _hessian(z: Array, y: Array, T: float) -> Array:
    """Hessian of a block of points."""
    z_over_T = z / T  # stable-loss.3
    exponential = np.exp(z_over_T + (-np.max(z_over_T, axis=-1))[..., None])  # stable-loss.3
    sum_exponential = np.sum(exponential, axis=-1)  # stable-gradient.3
    difference = sum_exponential[..., None] - exponential  # stable-hessian.5
    value_2 = sum_of_others(exponential)[..., None]  # stable-hessian.5
    value_3 = np.where(exponential == 1, value_2, difference)[..., None, :]  # stable-hessian.5
    product = (1 - np.eye(z.shape[-1])) * exponential[..., None, :]  # stable-hessian.5
    difference_2 = np.eye(z.shape[-1]) * value_3 - product  # stable-hessian.5
    p = (exponential / sum_exponential[..., None])[..., :, None]  # stable-hessian.5
    hessian = p * (difference_2 / sum_exponential[..., None, None]) / (T * T)  # stable-hessian.5
    return hessian


def _gradient_T(z: Array, y: Array, T: float) -> Array:
    """Gradient by t of a block of points."""
    z_over_T = z / T  # stable-loss.3
    exponential = np.exp(z_over_T + (-np.max(z_over_T, axis=-1))[..., None])  # stable-loss.3
    z_p = z * (exponential / np.sum(exponential, axis=-1)[..., None])  # stable-derivative-T.3
    gradient_T = (np.sum(y * z, axis=-1) - np.sum(z_p, axis=-1)) / (T * T)  # stable-derivative-T.3
    return gradient_T


def _hessian_T(z: Array, y: Array, T: float) -> Array:
    """Hessian by t of a block of points."""
    z_over_T = z / T  # stable-loss.3
    exponential = np.exp(z_over_T + (-np.max(z_over_T, axis=-1))[..., None])  # stable-loss.3
    p_2 = exponential / np.sum(exponential, axis=-1)[..., None]  # stable-gradient.3
    T_squared = T * T  # stable-hessian.5
    sum_z_p = np.sum(z * p_2, axis=-1)  # stable-derivative-T.3
    product_2 = 2 * T * (np.sum(p_2 * z, axis=-1) - np.sum(y * z, axis=-1))  # stable-second-derivative-T.3
    total_2 = np.sum(p_2 * (z * z), axis=-1) - sum_z_p * sum_z_p + product_2  # stable-second-derivative-T.3
    hessian_T = total_2 / (T_squared * T_squared)  # stable-second-derivative-T.3
    return hessian_T


def _loss_and_gradient(z: Array, y: Array, T: float) -> tuple[Array, Array]:
    """Loss, gradient of a block of points."""
    z_over_T = z / T  # stable-loss.3
    largest_z_over_T = np.max(z_over_T, axis=-1)  # stable-loss.3
    exponential = np.exp(z_over_T + (-largest_z_over_T)[..., None])  # stable-loss.3
    total = np.sum(y * (largest_z_over_T[..., None] - z_over_T), axis=-1)  # stable-loss.3
    loss = total + np.log1p(sum_of_others(exponential))  # stable-loss.3
    gradient = (exponential / np.sum(exponential, axis=-1)[..., None] - y) / T  # stable-gradient.3
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, T: float) -> tuple[Array, Array, Array]:
    """Loss, gradient, hessian of a block of points."""
    z_over_T = z / T  # stable-loss.3
    largest_z_over_T = np.max(z_over_T, axis=-1)  # stable-loss.3
    exponential = np.exp(z_over_T + (-largest_z_over_T)[..., None])  # stable-loss.3
    value = sum_of_others(exponential)  # stable-loss.3
    total = np.sum(y * (largest_z_over_T[..., None] - z_over_T), axis=-1)  # stable-loss.3
    loss = total + np.log1p(value)  # stable-loss.3
    sum_exponential = np.sum(exponential, axis=-1)  # stable-gradient.3
    p_2 = exponential / sum_exponential[..., None]  # stable-gradient.3
    gradient = (p_2 - y) / T  # stable-gradient.3
    difference = sum_exponential[..., None] - exponential  # stable-hessian.5
    chosen = np.where(exponential == 1, value[..., None], difference)  # stable-hessian.5
    product = (1 - np.eye(z.shape[-1])) * exponential[..., None, :]  # stable-hessian.5
    difference_2 = np.eye(z.shape[-1]) * chosen[..., None, :] - product  # stable-hessian.5
    ratio = difference_2 / sum_exponential[..., None, None]  # stable-hessian.5
    hessian = p_2[..., :, None] * ratio / (T * T)  # stable-hessian.5
    return loss, gradient, hessian
