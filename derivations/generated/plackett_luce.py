"""Plackett–Luce (ListMLE): loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from plackett_luce.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = -sum(k, 1, K, z[k] - log(sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i]))))
    gradient = sum(k, 1, K, (exp(z[j])/sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i])))*indicator(r[k] <= r[j])) - 1
    hessian = sum(k, 1, K, (exp(z[j])/sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i])))*indicator(r[k] <=
        r[j])*(delta(j, l) - (exp(z[l])/sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i])))*indicator(r[k] <= r[l])))

Args:
    z: a vector along the last axis, its entries any real number. The loss is the same when all entries grow alike,
        so the largest is subtracted first.
    r: a vector along the last axis, its entries in (0, inf).

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: more than 16 u (1 + κ) at 18 of 640 points; worst: at z[1] = 48.649246209155486, z[2] =
        -29.427859245415235, z[3] = 4.6555008314839945, r[1] = 0.001, r[2] = 1000.0, r[3] = 3.7 it gives -0.0 for
        1.5769080085412337e-15.
    gradient: more than 16 u (1 + κ) at 14 of 640 points; worst: at z[1] = -38.84144990541476, z[2] =
        -409.36917522025544, z[3] = 0.0, r[1] = 1.0, r[2] = 100.0, r[3] = 0.1 it gives 0.0 for
        1.3532331775683623e-17.
    hessian: more than 16 u (1 + κ) at 55 of 1280 points; worst: at z[1] = 20.0, z[2] = -18.38032959632197, z[3] =
        -157.6724225257186, r[1] = 2.0, r[2] = 0.1, r[3] = 0.5 it gives 0.0 for 2.1460243365683617e-17.

Example:
    >>> from derivations.generated import plackett_luce
    >>> loss, gradient, hessian = plackett_luce.pointwise_loss_gradient_hessian([0.5, -1.0, 2.0], [1.0, 1.0, 1.0])
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("r", "(0, inf)"),), vectors=("z", "r"), watched=("z", "r"))


def pointwise_loss(z: ArrayLike, r: ArrayLike, *, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, r), (), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, r: ArrayLike, *, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, r), (), out, ("gradient",), (1,))


def pointwise_hessian(z: ArrayLike, r: ArrayLike, *, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, r), (), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(z: ArrayLike, r: ArrayLike, *, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, r), (), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(z: ArrayLike, r: ArrayLike, *, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, r), (), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(z: Array, r: Array) -> Array:
    """Loss of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    value = r[..., :, None] <= r[..., None, :]  # stable-loss.2
    value_2 = -np.max(np.max(z, axis=-1)[..., None] - z, axis=-1)  # stable-loss.2
    chosen = np.where(value, shifted[..., None, :], value_2[..., None, None])  # stable-loss.2
    largest_chosen = np.max(chosen, axis=-1)  # stable-loss.2
    exponential = np.exp(shifted[..., None, :] + (-largest_chosen)[..., :, None])  # stable-loss.2
    logarithm = np.log(np.sum(np.where(value, exponential, 0), axis=-1))  # stable-loss.2
    loss = -np.sum(shifted - (largest_chosen + logarithm), axis=-1)  # stable-loss.2
    return loss


def _gradient(z: Array, r: Array) -> Array:
    """Gradient of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    value = r[..., :, None] <= r[..., None, :]  # stable-loss.2
    value_2 = -np.max(np.max(z, axis=-1)[..., None] - z, axis=-1)  # stable-loss.2
    chosen = np.where(value, shifted[..., None, :], value_2[..., None, None])  # stable-loss.2
    minus_largest_chosen = -np.max(chosen, axis=-1)  # stable-loss.2
    exponential = np.exp(shifted[..., None, :] + minus_largest_chosen[..., :, None])  # stable-loss.2
    exponential_2 = np.exp(shifted[..., :, None] + minus_largest_chosen[..., None, :])  # stable-gradient.2
    value_3 = np.sum(np.where(value, exponential, 0), axis=-1)[..., None, :]  # stable-gradient.2
    ratio = exponential_2 / value_3  # stable-gradient.2
    chosen_2 = np.where(r[..., None, :] <= r[..., :, None], ratio, 0)  # stable-gradient.2
    gradient = np.sum(chosen_2, axis=-1) - 1  # stable-gradient.2
    return gradient


def _hessian(z: Array, r: Array) -> Array:
    """Hessian of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    value = r[..., :, None] <= r[..., None, :]  # stable-loss.2
    value_2 = -np.max(np.max(z, axis=-1)[..., None] - z, axis=-1)  # stable-loss.2
    chosen = np.where(value, shifted[..., None, :], value_2[..., None, None])  # stable-loss.2
    minus_largest_chosen = -np.max(chosen, axis=-1)  # stable-loss.2
    exponential = np.exp(shifted[..., None, :] + minus_largest_chosen[..., :, None])  # stable-loss.2
    exponential_2 = np.exp(shifted[..., :, None] + minus_largest_chosen[..., None, :])  # stable-gradient.2
    value_3 = np.sum(np.where(value, exponential, 0), axis=-1)[..., None, :]  # stable-gradient.2
    ratio = exponential_2 / value_3  # stable-gradient.2
    value_4 = r[..., None, :] <= r[..., :, None]  # stable-gradient.2
    minus_chosen_2 = (-np.where(value_4, ratio, 0))[..., None, :, :]  # stable-hessian.3
    eye_plus_minus_chosen_2 = np.eye(z.shape[-1])[..., :, :, None] + minus_chosen_2  # stable-hessian.3
    product = ratio[..., :, None, :] * eye_plus_minus_chosen_2  # stable-hessian.3
    hessian = np.sum(np.where(value_4[..., :, None, :], product, 0), axis=-1)  # stable-hessian.3
    return hessian


def _loss_and_gradient(z: Array, r: Array) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    value = r[..., :, None] <= r[..., None, :]  # stable-loss.2
    value_2 = -np.max(np.max(z, axis=-1)[..., None] - z, axis=-1)  # stable-loss.2
    chosen = np.where(value, shifted[..., None, :], value_2[..., None, None])  # stable-loss.2
    largest_chosen = np.max(chosen, axis=-1)  # stable-loss.2
    minus_largest_chosen = -largest_chosen  # stable-loss.2
    exponential = np.exp(shifted[..., None, :] + minus_largest_chosen[..., :, None])  # stable-loss.2
    total = np.sum(np.where(value, exponential, 0), axis=-1)  # stable-loss.2
    loss = -np.sum(shifted - (largest_chosen + np.log(total)), axis=-1)  # stable-loss.2
    exponential_2 = np.exp(shifted[..., :, None] + minus_largest_chosen[..., None, :])  # stable-gradient.2
    ratio = exponential_2 / total[..., None, :]  # stable-gradient.2
    chosen_2 = np.where(r[..., None, :] <= r[..., :, None], ratio, 0)  # stable-gradient.2
    gradient = np.sum(chosen_2, axis=-1) - 1  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, r: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    shifted = z - np.max(z, axis=-1)[..., None]  # stable-loss.2
    value = r[..., :, None] <= r[..., None, :]  # stable-loss.2
    value_2 = -np.max(np.max(z, axis=-1)[..., None] - z, axis=-1)  # stable-loss.2
    chosen = np.where(value, shifted[..., None, :], value_2[..., None, None])  # stable-loss.2
    largest_chosen = np.max(chosen, axis=-1)  # stable-loss.2
    minus_largest_chosen = -largest_chosen  # stable-loss.2
    exponential = np.exp(shifted[..., None, :] + minus_largest_chosen[..., :, None])  # stable-loss.2
    total = np.sum(np.where(value, exponential, 0), axis=-1)  # stable-loss.2
    loss = -np.sum(shifted - (largest_chosen + np.log(total)), axis=-1)  # stable-loss.2
    exponential_2 = np.exp(shifted[..., :, None] + minus_largest_chosen[..., None, :])  # stable-gradient.2
    ratio = exponential_2 / total[..., None, :]  # stable-gradient.2
    value_4 = r[..., None, :] <= r[..., :, None]  # stable-gradient.2
    chosen_2 = np.where(value_4, ratio, 0)  # stable-gradient.2
    gradient = np.sum(chosen_2, axis=-1) - 1  # stable-gradient.2
    eye = np.eye(z.shape[-1])[..., :, :, None]  # stable-hessian.3
    product = ratio[..., :, None, :] * (eye + (-chosen_2)[..., None, :, :])  # stable-hessian.3
    hessian = np.sum(np.where(value_4[..., :, None, :], product, 0), axis=-1)  # stable-hessian.3
    return loss, gradient, hessian
