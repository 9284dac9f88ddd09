"""Pseudo-Huber loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from pseudo_huber.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = delta**2*(sqrt(1 + ((z - y)/delta)**2) - 1)
    gradient = (z - y)/sqrt(1 + ((z - y)/delta)**2)
    hessian = (sqrt(1 + ((z - y)/delta)**2) - (z - y)**2/(delta**2*sqrt(1 + ((z - y)/delta)**2)))/(1 + ((z -
        y)/delta)**2)

Args:
    z: an array or a number, any real number.
    y: an array or a number, any real number.
    delta: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.5 u (1 + κ) at 1013 points.
    gradient: at most 1.6 u (1 + κ) at 1139 points.
    hessian: at most 2.4 u (1 + κ) at 1009 points.

Example:
    >>> from derivations.generated import pseudo_huber
    >>> loss, gradient, hessian = pseudo_huber.pointwise_loss_gradient_hessian([-1.5, 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [1.236068, 0.0]
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "real"),), parameters=(("delta", "(0, inf)"),))


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, delta: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (delta,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, delta: ArrayLike = 1.0, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (delta,), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, delta: ArrayLike = 1.0, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (delta,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, delta: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (delta,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, delta: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (delta,), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    delta: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), any real number.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        delta: in (0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (delta,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    delta: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (delta,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    delta: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (delta,), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    delta: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (delta,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    delta: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (delta,), sample_weight, reduction)


def _loss(z: Array, y: Array, delta: float) -> Array:
    """Loss of a block of points."""
    residual_over_delta = (z - y) / delta  # stable-loss.3
    abs_residual_over_delta = np.abs(residual_over_delta)  # stable-loss.3
    value = np.maximum(abs_residual_over_delta, 1)  # stable-loss.3
    ratio = np.minimum(abs_residual_over_delta, 1) / value  # stable-loss.3
    ratio_2 = residual_over_delta / (1 + value * np.sqrt(1 + ratio * ratio))  # stable-loss.3
    loss = delta * delta * residual_over_delta * ratio_2  # stable-loss.3
    return loss


def _gradient(z: Array, y: Array, delta: float) -> Array:
    """Gradient of a block of points."""
    residual = z - y  # stable-loss.3
    abs_residual_over_delta = np.abs(residual / delta)  # stable-loss.3
    value = np.maximum(abs_residual_over_delta, 1)  # stable-loss.3
    ratio = np.minimum(abs_residual_over_delta, 1) / value  # stable-loss.3
    gradient = residual / (value * np.sqrt(1 + ratio * ratio))  # stable-gradient.2
    return gradient


def _hessian(z: Array, y: Array, delta: float) -> Array:
    """Hessian of a block of points."""
    residual_over_delta = (z - y) / delta  # stable-loss.3
    abs_residual_over_delta = np.abs(residual_over_delta)  # stable-loss.3
    value = np.maximum(abs_residual_over_delta, 1)  # stable-loss.3
    ratio = np.minimum(abs_residual_over_delta, 1) / value  # stable-loss.3
    total = 1 + residual_over_delta * residual_over_delta  # stable-hessian.3
    hessian = 1 / (value * np.sqrt(1 + ratio * ratio)) / total  # stable-hessian.3
    return hessian


def _loss_and_gradient(z: Array, y: Array, delta: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    residual = z - y  # stable-loss.3
    residual_over_delta = residual / delta  # stable-loss.3
    abs_residual_over_delta = np.abs(residual_over_delta)  # stable-loss.3
    value = np.maximum(abs_residual_over_delta, 1)  # stable-loss.3
    ratio = np.minimum(abs_residual_over_delta, 1) / value  # stable-loss.3
    product = value * np.sqrt(1 + ratio * ratio)  # stable-loss.3
    product_2 = delta * delta * residual_over_delta  # stable-loss.3
    loss = product_2 * (residual_over_delta / (1 + product))  # stable-loss.3
    gradient = residual / product  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, delta: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    residual = z - y  # stable-loss.3
    residual_over_delta = residual / delta  # stable-loss.3
    abs_residual_over_delta = np.abs(residual_over_delta)  # stable-loss.3
    value = np.maximum(abs_residual_over_delta, 1)  # stable-loss.3
    ratio = np.minimum(abs_residual_over_delta, 1) / value  # stable-loss.3
    product = value * np.sqrt(1 + ratio * ratio)  # stable-loss.3
    product_2 = delta * delta * residual_over_delta  # stable-loss.3
    loss = product_2 * (residual_over_delta / (1 + product))  # stable-loss.3
    gradient = residual / product  # stable-gradient.2
    hessian = 1 / product / (1 + residual_over_delta * residual_over_delta)  # stable-hessian.3
    return loss, gradient, hessian
