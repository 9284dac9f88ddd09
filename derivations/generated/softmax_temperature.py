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
    z: a vector along the last axis, its entries any real number. The loss is the same when all entries grow alike,
        so the largest is subtracted first.
    y: a vector along the last axis, its entries in [0, 1].
    T: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 0.92 u (1 + κ) at 640 points.
    gradient: at most 1.4 u (1 + κ) at 640 points.
    hessian: at most 0.81 u (1 + κ) at 1280 points.
    gradient_T: at most 0.87 u (1 + κ) at 640 points.
    hessian_T: at most 1.1 u (1 + κ) at 640 points.

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
    """Gradient with respect to T of each point; written to ``out`` if that is given."""
    return pointwise(_gradient_T, ARGUMENTS, (z, y), (T,), out, ("gradient_T",), (0,))


def pointwise_hessian_T(z: ArrayLike, y: ArrayLike, *, T: ArrayLike = 1.0, out: Any = None) -> Results:
    """Hessian with respect to T of each point; written to ``out`` if that is given."""
    return pointwise(_hessian_T, ARGUMENTS, (z, y), (T,), out, ("hessian_T",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, T: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (T,), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, T: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, y), (T,), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(z: Array, y: Array, T: float) -> Array:
    """Loss of a block of points."""
    shifted_over_T = (z - np.max(z, axis=-1)[..., None]) / T  # stable-loss.4
    product = y * (np.max(shifted_over_T, axis=-1)[..., None] - shifted_over_T)  # stable-loss.4
    value = np.log1p(sum_of_others(np.exp(shifted_over_T)))  # stable-loss.4
    loss = np.sum(product, axis=-1) + value  # stable-loss.4
    return loss


def _gradient(z: Array, y: Array, T: float) -> Array:
    """Gradient of a block of points."""
    exp_shifted_over_T = np.exp((z - np.max(z, axis=-1)[..., None]) / T)  # stable-loss.4
    sum_exp_shifted_over_T = np.sum(exp_shifted_over_T, axis=-1)[..., None]  # stable-gradient.2
    gradient = (exp_shifted_over_T / sum_exp_shifted_over_T - y) / T  # stable-gradient.2
    return gradient


def _hessian(z: Array, y: Array, T: float) -> Array:
    """Hessian of a block of points."""
    shifted_over_T = (z - np.max(z, axis=-1)[..., None]) / T  # stable-loss.4
    exp_shifted_over_T = np.exp(shifted_over_T)  # stable-loss.4
    sum_exp_shifted_over_T_2 = np.sum(exp_shifted_over_T, axis=-1)  # stable-gradient.2
    difference = sum_exp_shifted_over_T_2[..., None] - exp_shifted_over_T  # stable-hessian.4
    value_2 = sum_of_others(exp_shifted_over_T)[..., None]  # stable-hessian.4
    value_3 = shifted_over_T == np.max(shifted_over_T, axis=-1)[..., None]  # stable-hessian.4
    value_4 = np.where(value_3, value_2, difference)[..., None, :]  # stable-hessian.4
    product_2 = (1 - np.eye(z.shape[-1])) * exp_shifted_over_T[..., None, :]  # stable-hessian.4
    difference_2 = np.eye(z.shape[-1]) * value_4 - product_2  # stable-hessian.4
    p = exp_shifted_over_T / sum_exp_shifted_over_T_2[..., None]  # stable-gradient.2
    ratio = difference_2 / sum_exp_shifted_over_T_2[..., None, None]  # stable-hessian.4
    hessian = p[..., :, None] * ratio / (T * T)  # stable-hessian.4
    return hessian


def _gradient_T(z: Array, y: Array, T: float) -> Array:
    """Gradient with respect to T of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.4
    exp_shifted_over_T = np.exp(shifted / T)  # stable-loss.4
    sum_exp_shifted_over_T = np.sum(exp_shifted_over_T, axis=-1)[..., None]  # stable-gradient.2
    shifted_p = shifted * (exp_shifted_over_T / sum_exp_shifted_over_T)  # stable-derivative-T.2
    difference_3 = np.sum(y * shifted, axis=-1) - np.sum(shifted_p, axis=-1)  # stable-derivative-T.2
    gradient_T = difference_3 / (T * T)  # stable-derivative-T.2
    return gradient_T


def _hessian_T(z: Array, y: Array, T: float) -> Array:
    """Hessian with respect to T of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.4
    exp_shifted_over_T = np.exp(shifted / T)  # stable-loss.4
    sum_exp_shifted_over_T = np.sum(exp_shifted_over_T, axis=-1)[..., None]  # stable-gradient.2
    p = exp_shifted_over_T / sum_exp_shifted_over_T  # stable-gradient.2
    T_squared = T * T  # stable-hessian.4
    sum_shifted_p = np.sum(shifted * p, axis=-1)  # stable-derivative-T.2
    difference_4 = np.sum(p * shifted, axis=-1) - np.sum(y * shifted, axis=-1)  # stable-second-derivative-T.2
    sum_p_shifted_squared = np.sum(p * (shifted * shifted), axis=-1)  # stable-second-derivative-T.2
    difference_5 = sum_p_shifted_squared - sum_shifted_p * sum_shifted_p  # stable-second-derivative-T.2
    hessian_T = (difference_5 + 2 * T * difference_4) / (T_squared * T_squared)  # stable-second-derivative-T.2
    return hessian_T


def _loss_and_gradient(z: Array, y: Array, T: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    shifted_over_T = (z - np.max(z, axis=-1)[..., None]) / T  # stable-loss.4
    product = y * (np.max(shifted_over_T, axis=-1)[..., None] - shifted_over_T)  # stable-loss.4
    exp_shifted_over_T = np.exp(shifted_over_T)  # stable-loss.4
    value = np.log1p(sum_of_others(exp_shifted_over_T))  # stable-loss.4
    loss = np.sum(product, axis=-1) + value  # stable-loss.4
    sum_exp_shifted_over_T = np.sum(exp_shifted_over_T, axis=-1)[..., None]  # stable-gradient.2
    gradient = (exp_shifted_over_T / sum_exp_shifted_over_T - y) / T  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, T: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    shifted_over_T = (z - np.max(z, axis=-1)[..., None]) / T  # stable-loss.4
    product = y * (np.max(shifted_over_T, axis=-1)[..., None] - shifted_over_T)  # stable-loss.4
    exp_shifted_over_T = np.exp(shifted_over_T)  # stable-loss.4
    value_5 = sum_of_others(exp_shifted_over_T)  # stable-loss.4
    loss = np.sum(product, axis=-1) + np.log1p(value_5)  # stable-loss.4
    sum_exp_shifted_over_T_2 = np.sum(exp_shifted_over_T, axis=-1)  # stable-gradient.2
    p = exp_shifted_over_T / sum_exp_shifted_over_T_2[..., None]  # stable-gradient.2
    gradient = (p - y) / T  # stable-gradient.2
    difference = sum_exp_shifted_over_T_2[..., None] - exp_shifted_over_T  # stable-hessian.4
    value_2 = value_5[..., None]  # stable-hessian.4
    value_3 = shifted_over_T == np.max(shifted_over_T, axis=-1)[..., None]  # stable-hessian.4
    value_4 = np.where(value_3, value_2, difference)[..., None, :]  # stable-hessian.4
    product_2 = (1 - np.eye(z.shape[-1])) * exp_shifted_over_T[..., None, :]  # stable-hessian.4
    difference_2 = np.eye(z.shape[-1]) * value_4 - product_2  # stable-hessian.4
    ratio = difference_2 / sum_exp_shifted_over_T_2[..., None, None]  # stable-hessian.4
    hessian = p[..., :, None] * ratio / (T * T)  # stable-hessian.4
    return loss, gradient, hessian
