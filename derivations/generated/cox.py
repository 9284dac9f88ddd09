"""Cox's partial likelihood: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from cox.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = -sum(i, 1, n, d[i]*(z[i] - log(sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))))
    gradient = sum(i, 1, n, (exp(z[j])/sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))*d[i]*indicator(t[i] <=
        t[j])) - d[j]
    hessian = sum(i, 1, n, (exp(z[j])/sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))*d[i]*indicator(t[i] <=
        t[j])*(delta(j, l) - (exp(z[l])/sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))*indicator(t[i] <= t[l])))

Args:
    z: a vector along the last axis, its entries any real number. The loss is the same when all entries grow alike,
        so the largest is subtracted first.
    t: a vector along the last axis, its entries in (0, inf).
    d: a vector along the last axis, its entries in {0, 1}.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: more than 16 u (1 + κ) at 43 of 640 points; worst: at z[1] = -746.0, z[2] = -40.0, z[3] = 0.0, t[1] = 2.0,
        t[2] = 1.0, t[3] = 0.001, d[1] = 0.0, d[2] = 1.0, d[3] = 1.0 it gives -0.0 for 4.248354255291589e-18.
    gradient: more than 16 u (1 + κ) at 25 of 640 points; worst: at z[1] = -31.16080655791211, z[2] = -736.0, z[3] =
        10.0, t[1] = 1.0, t[2] = 0.001, t[3] = 0.1, d[1] = 1.0, d[2] = 0.0, d[3] = 1.0 it gives 0.0 for
        1.330726609493028e-18.
    hessian: more than 16 u (1 + κ) at 45 of 1280 points; worst: at z[1] = 40.0, z[2] = 0.0, z[3] =
        -232.80572255078954, t[1] = 0.5, t[2] = 3.7, t[3] = 3.7, d[1] = 1.0, d[2] = 1.0, d[3] = 1.0 it gives 0.0 for
        4.248354255291589e-18.

Example:
    >>> from derivations.generated import cox
    >>> loss, gradient, hessian = cox.pointwise_loss_gradient_hessian([0.5, -1.0, 2.0], [1.0, 1.0, 1.0], [1.0, 1.0,
    ... 1.0])
    >>> loss.round(6).item()
    5.223934
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
    predictions=("z",), variables=(("t", "(0, inf)"), ("d", "{0, 1}")), vectors=("z", "t", "d"), watched=("z", "t", "d")
)


def pointwise_loss(z: ArrayLike, t: ArrayLike, d: ArrayLike, *, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, t, d), (), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, t: ArrayLike, d: ArrayLike, *, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, t, d), (), out, ("gradient",), (1,))


def pointwise_hessian(z: ArrayLike, t: ArrayLike, d: ArrayLike, *, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, t, d), (), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(z: ArrayLike, t: ArrayLike, d: ArrayLike, *, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, t, d), (), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(z: ArrayLike, t: ArrayLike, d: ArrayLike, *, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, t, d), (), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(z: Array, t: Array, d: Array) -> Array:
    """Loss of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    value = t[..., :, None] <= t[..., None, :]  # stable-loss.2
    value_2 = -np.max(np.max(z, axis=-1)[..., None] - z, axis=-1)  # stable-loss.2
    chosen = np.where(value, shifted[..., None, :], value_2[..., None, None])  # stable-loss.2
    largest_chosen = np.max(chosen, axis=-1)  # stable-loss.2
    exponential = np.exp(shifted[..., None, :] + (-largest_chosen)[..., :, None])  # stable-loss.2
    logarithm = np.log(np.sum(np.where(value, exponential, 0), axis=-1))  # stable-loss.2
    loss = -np.sum(d * (shifted - (largest_chosen + logarithm)), axis=-1)  # stable-loss.2
    return loss


def _gradient(z: Array, t: Array, d: Array) -> Array:
    """Gradient of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    value = t[..., :, None] <= t[..., None, :]  # stable-loss.2
    value_2 = -np.max(np.max(z, axis=-1)[..., None] - z, axis=-1)  # stable-loss.2
    chosen = np.where(value, shifted[..., None, :], value_2[..., None, None])  # stable-loss.2
    minus_largest_chosen = -np.max(chosen, axis=-1)  # stable-loss.2
    exponential = np.exp(shifted[..., None, :] + minus_largest_chosen[..., :, None])  # stable-loss.2
    exponential_2 = np.exp(shifted[..., :, None] + minus_largest_chosen[..., None, :])  # stable-gradient.2
    value_3 = np.sum(np.where(value, exponential, 0), axis=-1)[..., None, :]  # stable-gradient.2
    product = exponential_2 / value_3 * d[..., None, :]  # stable-gradient.2
    chosen_2 = np.where(t[..., None, :] <= t[..., :, None], product, 0)  # stable-gradient.2
    gradient = np.sum(chosen_2, axis=-1) - d  # stable-gradient.2
    return gradient


def _hessian(z: Array, t: Array, d: Array) -> Array:
    """Hessian of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    value = t[..., :, None] <= t[..., None, :]  # stable-loss.2
    value_2 = -np.max(np.max(z, axis=-1)[..., None] - z, axis=-1)  # stable-loss.2
    chosen = np.where(value, shifted[..., None, :], value_2[..., None, None])  # stable-loss.2
    minus_largest_chosen = -np.max(chosen, axis=-1)  # stable-loss.2
    exponential = np.exp(shifted[..., None, :] + minus_largest_chosen[..., :, None])  # stable-loss.2
    exponential_2 = np.exp(shifted[..., :, None] + minus_largest_chosen[..., None, :])  # stable-gradient.2
    value_3 = np.sum(np.where(value, exponential, 0), axis=-1)[..., None, :]  # stable-gradient.2
    ratio = exponential_2 / value_3  # stable-gradient.2
    value_4 = t[..., None, :] <= t[..., :, None]  # stable-gradient.2
    value_5 = (-np.where(value_4, ratio, 0))[..., None, :, :]  # stable-hessian.3
    ratio_d = ratio[..., :, None, :] * d[..., None, None, :]  # stable-hessian.3
    ratio_d_eye_plus_value_5 = ratio_d * (np.eye(z.shape[-1])[..., :, :, None] + value_5)  # stable-hessian.3
    chosen_3 = np.where(value_4[..., :, None, :], ratio_d_eye_plus_value_5, 0)  # stable-hessian.3
    hessian = np.sum(chosen_3, axis=-1)  # stable-hessian.3
    return hessian


def _loss_and_gradient(z: Array, t: Array, d: Array) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    value = t[..., :, None] <= t[..., None, :]  # stable-loss.2
    value_2 = -np.max(np.max(z, axis=-1)[..., None] - z, axis=-1)  # stable-loss.2
    chosen = np.where(value, shifted[..., None, :], value_2[..., None, None])  # stable-loss.2
    largest_chosen = np.max(chosen, axis=-1)  # stable-loss.2
    minus_largest_chosen = -largest_chosen  # stable-loss.2
    exponential = np.exp(shifted[..., None, :] + minus_largest_chosen[..., :, None])  # stable-loss.2
    total = np.sum(np.where(value, exponential, 0), axis=-1)  # stable-loss.2
    loss = -np.sum(d * (shifted - (largest_chosen + np.log(total))), axis=-1)  # stable-loss.2
    exponential_2 = np.exp(shifted[..., :, None] + minus_largest_chosen[..., None, :])  # stable-gradient.2
    product = exponential_2 / total[..., None, :] * d[..., None, :]  # stable-gradient.2
    chosen_2 = np.where(t[..., None, :] <= t[..., :, None], product, 0)  # stable-gradient.2
    gradient = np.sum(chosen_2, axis=-1) - d  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, t: Array, d: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    value = t[..., :, None] <= t[..., None, :]  # stable-loss.2
    value_2 = -np.max(np.max(z, axis=-1)[..., None] - z, axis=-1)  # stable-loss.2
    chosen = np.where(value, shifted[..., None, :], value_2[..., None, None])  # stable-loss.2
    largest_chosen = np.max(chosen, axis=-1)  # stable-loss.2
    minus_largest_chosen = -largest_chosen  # stable-loss.2
    exponential = np.exp(shifted[..., None, :] + minus_largest_chosen[..., :, None])  # stable-loss.2
    total = np.sum(np.where(value, exponential, 0), axis=-1)  # stable-loss.2
    loss = -np.sum(d * (shifted - (largest_chosen + np.log(total))), axis=-1)  # stable-loss.2
    exponential_2 = np.exp(shifted[..., :, None] + minus_largest_chosen[..., None, :])  # stable-gradient.2
    ratio = exponential_2 / total[..., None, :]  # stable-gradient.2
    value_4 = t[..., None, :] <= t[..., :, None]  # stable-gradient.2
    gradient = np.sum(np.where(value_4, ratio * d[..., None, :], 0), axis=-1) - d  # stable-gradient.2
    value_5 = (-np.where(value_4, ratio, 0))[..., None, :, :]  # stable-hessian.3
    ratio_d = ratio[..., :, None, :] * d[..., None, None, :]  # stable-hessian.3
    ratio_d_eye_plus_value_5 = ratio_d * (np.eye(z.shape[-1])[..., :, :, None] + value_5)  # stable-hessian.3
    chosen_3 = np.where(value_4[..., :, None, :], ratio_d_eye_plus_value_5, 0)  # stable-hessian.3
    hessian = np.sum(chosen_3, axis=-1)  # stable-hessian.3
    return loss, gradient, hessian
