"""Smooth L1 loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from smooth_l1.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = where(abs(z - y) < beta, (z - y)**2/(2*beta), abs(z - y) - beta/2)
    gradient = where(abs(z - y) < beta, (z - y)/beta, sign(z - y))
    hessian = where(abs(z - y) < beta, 1/beta, 0)

Args:
    z: an array or a number, any real number.
    y: an array or a number, any real number.
    beta: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 0.72 u (1 + κ) at 1160 points.
    gradient: at most 0.46 u (1 + κ) at 1150 points.
    hessian: at most 0.46 u (1 + κ) at 1067 points.

Example:
    >>> from derivations.generated import smooth_l1
    >>> loss, gradient, hessian = smooth_l1.pointwise_loss_gradient_hessian([-1.5, 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [1.5, 0.0]
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

ARGUMENTS = Arguments(
    predictions=("z",), variables=(("y", "real"),), parameters=(("beta", "(0, inf)"),), watched=("z", "y")
)


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, beta: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (beta,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, beta: ArrayLike = 1.0, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (beta,), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, beta: ArrayLike = 1.0, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (beta,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, beta: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (beta,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, beta: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (beta,), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), any real number.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        beta: in (0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (beta,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (beta,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (beta,), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (beta,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (beta,), sample_weight, reduction)


def _loss(z: Array, y: Array, beta: float) -> Array:
    """Loss of a block of points."""
    residual = z - y  # stable-loss.1
    abs_residual = np.abs(residual)  # stable-loss.1
    ratio = residual * residual / (2 * beta)  # stable-loss.1
    loss = np.where(abs_residual < beta, ratio, abs_residual - beta / 2)  # stable-loss.1
    return loss


def _gradient(z: Array, y: Array, beta: float) -> Array:
    """Gradient of a block of points."""
    residual = z - y  # stable-loss.1
    sign_residual = np.sign(residual)  # stable-gradient.1
    gradient = np.where(np.abs(residual) < beta, residual / beta, sign_residual)  # stable-gradient.1
    return gradient


def _hessian(z: Array, y: Array, beta: float) -> Array:
    """Hessian of a block of points."""
    hessian = np.where(np.abs(z - y) < beta, 1 / beta, 0)  # stable-hessian.1
    return hessian


def _loss_and_gradient(z: Array, y: Array, beta: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    residual = z - y  # stable-loss.1
    abs_residual = np.abs(residual)  # stable-loss.1
    below = abs_residual < beta  # stable-loss.1
    ratio = residual * residual / (2 * beta)  # stable-loss.1
    loss = np.where(below, ratio, abs_residual - beta / 2)  # stable-loss.1
    gradient = np.where(below, residual / beta, np.sign(residual))  # stable-gradient.1
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, beta: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    residual = z - y  # stable-loss.1
    abs_residual = np.abs(residual)  # stable-loss.1
    below = abs_residual < beta  # stable-loss.1
    ratio = residual * residual / (2 * beta)  # stable-loss.1
    loss = np.where(below, ratio, abs_residual - beta / 2)  # stable-loss.1
    gradient = np.where(below, residual / beta, np.sign(residual))  # stable-gradient.1
    hessian = np.where(below, 1 / beta, 0)  # stable-hessian.1
    return loss, gradient, hessian
