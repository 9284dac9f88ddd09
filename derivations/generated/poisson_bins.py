"""Poisson counts in several bins: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from poisson_bins.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = sum(k, 1, K, exp(z[k]) - c[k]*z[k])
    gradient = exp(z[j]) - c[j]
    hessian = exp(z[j])*delta(j, l)

Args:
    z: a vector along the last axis, its entries any real number.
    c: a vector along the last axis, its entries in [0, inf).

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.1 u (1 + κ) at 640 points.
    gradient: at most 0.56 u (1 + κ) at 640 points.
    hessian: at most 0.92 u (1 + κ) at 1280 points.

Example:
    >>> from derivations.generated import poisson_bins
    >>> loss, gradient, hessian = poisson_bins.pointwise_loss_gradient_hessian([0.5, -1.0, 2.0], [1.0, 1.0, 1.0])
    >>> loss.round(6).item()
    7.905657
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("c", "[0, inf)"),), vectors=("z", "c"), watched=("z", "c"))


def pointwise_loss(z: ArrayLike, c: ArrayLike, *, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, c), (), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, c: ArrayLike, *, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, c), (), out, ("gradient",), (1,))


def pointwise_hessian(z: ArrayLike, c: ArrayLike, *, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, c), (), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(z: ArrayLike, c: ArrayLike, *, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, c), (), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(z: ArrayLike, c: ArrayLike, *, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, c), (), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(z: Array, c: Array) -> Array:
    """Loss of a block of points."""
    loss = np.sum(np.exp(z) - c * z, axis=-1)  # stable-loss.1
    return loss


def _gradient(z: Array, c: Array) -> Array:
    """Gradient of a block of points."""
    gradient = np.exp(z) - c  # stable-gradient.1
    return gradient


def _hessian(z: Array, c: Array) -> Array:
    """Hessian of a block of points."""
    position = np.arange(1, z.shape[-1] + 1)[..., :, None]  # stable-hessian.2
    exp_z = np.exp(z)[..., :, None]  # stable-hessian.2
    value = position == np.arange(1, z.shape[-1] + 1)[..., None, :]  # stable-hessian.2
    hessian = np.where(value, exp_z, 0)  # stable-hessian.2
    return hessian


def _loss_and_gradient(z: Array, c: Array) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    exp_z_2 = np.exp(z)  # stable-loss.1
    loss = np.sum(exp_z_2 - c * z, axis=-1)  # stable-loss.1
    gradient = exp_z_2 - c  # stable-gradient.1
    return loss, gradient


def _loss_gradient_hessian(z: Array, c: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    exp_z_2 = np.exp(z)  # stable-loss.1
    loss = np.sum(exp_z_2 - c * z, axis=-1)  # stable-loss.1
    gradient = exp_z_2 - c  # stable-gradient.1
    position = np.arange(1, z.shape[-1] + 1)[..., :, None]  # stable-hessian.2
    exp_z = exp_z_2[..., :, None]  # stable-hessian.2
    value = position == np.arange(1, z.shape[-1] + 1)[..., None, :]  # stable-hessian.2
    hessian = np.where(value, exp_z, 0)  # stable-hessian.2
    return loss, gradient, hessian
