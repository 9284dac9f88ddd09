"""Inverse Gaussian likelihood with log link: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from inverse_gaussian.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = ((lam*(y - exp(z))**2)/(y*exp(2*z)) + log(2*pi*y**3) - log(lam))/2
    gradient = (lam*(exp(z) - y))/exp(2*z)
    hessian = (lam*exp(2*z)*(2*y - exp(z)))/exp(4*z)

Args:
    z: an array or a number, any real number.
    y: an array or a number, in (0, inf).
    lam: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: more than 16 u (1 + κ) at 9 of 1066 points; worst: at z = 1.0, y = 1e-300, lam = 1.0 it gives -inf for
        4.9999999999999995e+299.
    gradient: at most 0.95 u (1 + κ) at 1022 points.
    hessian: at most 2.6 u (1 + κ) at 1011 points.

Example:
    >>> from derivations.generated import inverse_gaussian
    >>> loss, gradient, hessian = inverse_gaussian.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [6.980018, 0.996348]
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "(0, inf)"),), parameters=(("lam", "(0, inf)"),))


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, lam: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (lam,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, lam: ArrayLike = 1.0, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (lam,), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, lam: ArrayLike = 1.0, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (lam,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, lam: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (lam,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, lam: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, y), (lam,), out, ("loss", "gradient", "hessian"), (0, 0, 0))


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    lam: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in (0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        lam: in (0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (lam,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    lam: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (lam,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    lam: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (lam,), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    lam: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (lam,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    lam: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (lam,), sample_weight, reduction)


def _loss(z: Array, y: Array, lam: float) -> Array:
    """Loss of a block of points."""
    one_minus_y_exp_minus_z = 1 - y * np.exp(-z)  # stable-loss.2
    product = lam * (one_minus_y_exp_minus_z * one_minus_y_exp_minus_z / y)  # stable-loss.2
    total = product + np.log(2 * 3.141592653589793 * (y * y * y))  # stable-loss.2
    loss = (total - np.log(lam)) / 2  # stable-loss.2
    return loss


def _gradient(z: Array, y: Array, lam: float) -> Array:
    """Gradient of a block of points."""
    gradient = lam * np.exp(z - 2 * z) * (1 - y * np.exp(-z))  # stable-gradient.2
    return gradient


def _hessian(z: Array, y: Array, lam: float) -> Array:
    """Hessian of a block of points."""
    hessian = lam * np.exp(2 * z + z - 4 * z) * (2 * y * np.exp(-z) - 1)  # stable-hessian.2
    return hessian


def _loss_and_gradient(z: Array, y: Array, lam: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    one_minus_y_exp_minus_z = 1 - y * np.exp(-z)  # stable-loss.2
    product = lam * (one_minus_y_exp_minus_z * one_minus_y_exp_minus_z / y)  # stable-loss.2
    total = product + np.log(2 * 3.141592653589793 * (y * y * y))  # stable-loss.2
    loss = (total - np.log(lam)) / 2  # stable-loss.2
    gradient = lam * np.exp(z - 2 * z) * one_minus_y_exp_minus_z  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, lam: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    exp_minus_z = np.exp(-z)  # stable-loss.2
    one_minus_y_exp_minus_z = 1 - y * exp_minus_z  # stable-loss.2
    product = lam * (one_minus_y_exp_minus_z * one_minus_y_exp_minus_z / y)  # stable-loss.2
    total = product + np.log(2 * 3.141592653589793 * (y * y * y))  # stable-loss.2
    loss = (total - np.log(lam)) / 2  # stable-loss.2
    two_z = 2 * z  # stable-gradient.2
    gradient = lam * np.exp(z - two_z) * one_minus_y_exp_minus_z  # stable-gradient.2
    hessian = lam * np.exp(two_z + z - 4 * z) * (2 * y * exp_minus_z - 1)  # stable-hessian.2
    return loss, gradient, hessian
