"""Brier score of a logit: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from brier.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = (sigmoid(z) - y)**2
    gradient = 2*(sigmoid(z) - y)*sigmoid(z)*sigmoid(-z)
    hessian = 2*sigmoid(z)*sigmoid(-z)*(sigmoid(-z)*(2*sigmoid(z) - y) + sigmoid(z)*(y - sigmoid(z)))

Args:
    z: an array or a number, any real number.
    y: an array or a number, in [0, 1].

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 3.8 u (1 + κ) at 981 points.
    gradient: at most 5.2 u (1 + κ) at 1053 points.
    hessian: at most 7.3 u (1 + κ) at 1074 points.

Example:
    >>> from derivations.generated import brier
    >>> loss, gradient, hessian = brier.pointwise_loss_gradient_hessian([-1.5, 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [0.100854, 0.014996]
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "[0, 1]"),))


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
        y: shape (m,), in [0, 1].
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
    p_minus_y = 1 / (1 + np.exp(-z)) - y  # stable-loss.1
    loss = p_minus_y * p_minus_y  # stable-loss.1
    return loss


def _gradient(z: Array, y: Array) -> Array:
    """Gradient of a block of points."""
    return _loss_and_gradient(z, y)[1]


def _hessian(z: Array, y: Array) -> Array:
    """Hessian of a block of points."""
    p = 1 / (1 + np.exp(-z))  # stable-loss.1
    q = 1 / (1 + np.exp(z))  # stable-gradient.1
    two_p = 2 * p  # stable-hessian.1
    hessian = two_p * q * (q * (two_p - y) + p * (y - p))  # stable-hessian.1
    return hessian


def _loss_and_gradient(z: Array, y: Array) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    p = 1 / (1 + np.exp(-z))  # stable-loss.1
    p_minus_y = p - y  # stable-loss.1
    loss = p_minus_y * p_minus_y  # stable-loss.1
    gradient = 2 * p_minus_y * p * (1 / (1 + np.exp(z)))  # stable-gradient.1
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    p = 1 / (1 + np.exp(-z))  # stable-loss.1
    p_minus_y = p - y  # stable-loss.1
    loss = p_minus_y * p_minus_y  # stable-loss.1
    q = 1 / (1 + np.exp(z))  # stable-gradient.1
    gradient = 2 * p_minus_y * p * q  # stable-gradient.1
    two_p = 2 * p  # stable-hessian.1
    hessian = two_p * q * (q * (two_p - y) + p * (y - p))  # stable-hessian.1
    return loss, gradient, hessian
