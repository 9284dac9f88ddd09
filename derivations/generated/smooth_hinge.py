"""Smooth hinge loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from smooth_hinge.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = where(y*z <= 0, 1/2 - y*z, max(0, 1 - y*z)**2/2)
    gradient = where(y*z <= 0, -y, -y*max(0, 1 - y*z))
    hessian = where(y*z <= 0, 0, indicator(0 < 1 - y*z))

Args:
    z: an array or a number, any real number.
    y: an array or a number, in {-1, 1}.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.3 u (1 + κ) at 523 points.
    gradient: at most 0.5 u (1 + κ) at 523 points.
    hessian: at most 0 u (1 + κ) at 523 points.

Example:
    >>> from derivations.generated import smooth_hinge
    >>> loss, gradient, hessian = smooth_hinge.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [2.0, 0.125]
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from derivations.runtime import linear
from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.pointwise import Results, pointwise

__all__ = [
    "gradient",
    "hessian",
    "hessian_vector_product",
    "loss",
    "loss_and_gradient",
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
    "pointwise_loss_gradient_hessian",
]

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "{-1, 1}"),), watched=("z", "y"))


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, y), (), out, ("loss", "gradient", "hessian"), (0, 0, 0))


def loss(
    theta: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in {-1, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (), sample_weight, reduction)


def gradient(
    theta: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (), sample_weight, reduction)


def hessian(
    theta: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike, v: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (), sample_weight, reduction)


def _loss(z: Array, y: Array) -> Array:
    """Loss of a block of points."""
    margin = y * z  # stable-loss.1
    value = np.maximum(0, 1 - margin)  # stable-loss.1
    loss = np.where(margin <= 0, 0.5 - margin, value * value / 2)  # stable-loss.1
    return loss


def _gradient(z: Array, y: Array) -> Array:
    """Gradient of a block of points."""
    margin = y * z  # stable-loss.1
    gradient = -np.where(margin <= 0, y, y * np.maximum(0, 1 - margin))  # stable-gradient.1
    return gradient


def _hessian(z: Array, y: Array) -> Array:
    """Hessian of a block of points."""
    margin = y * z  # stable-loss.1
    hessian = np.where(margin <= 0, 0, np.where(1 - margin > 0, 1, 0))  # stable-hessian.1
    return hessian


def _loss_and_gradient(z: Array, y: Array) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    margin = y * z  # stable-loss.1
    value_2 = margin <= 0  # stable-loss.1
    value = np.maximum(0, 1 - margin)  # stable-loss.1
    loss = np.where(value_2, 0.5 - margin, value * value / 2)  # stable-loss.1
    gradient = -np.where(value_2, y, y * value)  # stable-gradient.1
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    margin = y * z  # stable-loss.1
    value_2 = margin <= 0  # stable-loss.1
    one_minus_margin = 1 - margin  # stable-loss.1
    value = np.maximum(0, one_minus_margin)  # stable-loss.1
    loss = np.where(value_2, 0.5 - margin, value * value / 2)  # stable-loss.1
    gradient = -np.where(value_2, y, y * value)  # stable-gradient.1
    hessian = np.where(value_2, 0, np.where(one_minus_margin > 0, 1, 0))  # stable-hessian.1
    return loss, gradient, hessian
