"""Tweedie loss with log link: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from tweedie.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = exp(z*(2 - p))/(2 - p) - (y*exp(z*(1 - p)))/(1 - p)
    gradient = exp(z*(2 - p)) - y*exp(z*(1 - p))
    hessian = (2 - p)*exp(z*(2 - p)) + y*(p - 1)*exp(z*(1 - p))

Args:
    z: an array or a number, any real number.
    y: an array or a number, in [0, inf).
    p: a number, in (1, 2); default 1.5.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 0.86 u (1 + κ) at 1052 points.
    gradient: more than 16 u (1 + κ) at 1 of 1131 points; worst: at z = -2369.5957399237623, y = 0.1330461765248053,
        p = 1.3 it gives -inf for -7.156631496262725e+307.
    hessian: more than 16 u (1 + κ) at 1 of 1052 points; worst: at z = -2369.5957399237623, y = 0.1330461765248053,
        p = 1.3 it gives inf for 2.1469894488788178e+307.

Example:
    >>> from derivations.generated import tweedie
    >>> loss, gradient, hessian = tweedie.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [5.178733, 4.125652]
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "[0, inf)"),), parameters=(("p", "(1, 2)"),))


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, p: ArrayLike = 1.5, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (p,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, p: ArrayLike = 1.5, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (p,), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, p: ArrayLike = 1.5, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (p,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, p: ArrayLike = 1.5, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (p,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, p: ArrayLike = 1.5, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, y), (p,), out, ("loss", "gradient", "hessian"), (0, 0, 0))


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    p: ArrayLike = 1.5,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in [0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        p: in (1, 2).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (p,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    p: ArrayLike = 1.5,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (p,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    p: ArrayLike = 1.5,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (p,), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    p: ArrayLike = 1.5,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (p,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    p: ArrayLike = 1.5,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (p,), sample_weight, reduction)


def _loss(z: Array, y: Array, p: float) -> Array:
    """Loss of a block of points."""
    return _loss_and_gradient(z, y, p)[0]


def _gradient(z: Array, y: Array, p: float) -> Array:
    """Gradient of a block of points."""
    gradient = np.exp(z * (2 - p)) - y * np.where(y == 0, 0, np.exp(z * (1 - p)))  # stable-gradient.2
    return gradient


def _hessian(z: Array, y: Array, p: float) -> Array:
    """Hessian of a block of points."""
    two_minus_p = 2 - p  # stable-loss.2
    product = y * np.where(y == 0, 0, np.exp(z * (1 - p))) * (p - 1)  # stable-hessian.2
    hessian = two_minus_p * np.exp(z * two_minus_p) + product  # stable-hessian.2
    return hessian


def _loss_and_gradient(z: Array, y: Array, p: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    two_minus_p = 2 - p  # stable-loss.2
    exp_z_two_minus_p = np.exp(z * two_minus_p)  # stable-loss.2
    one_minus_p = 1 - p  # stable-loss.2
    product_2 = y * np.where(y == 0, 0, np.exp(z * one_minus_p))  # stable-loss.2
    loss = exp_z_two_minus_p / two_minus_p - product_2 / one_minus_p  # stable-loss.2
    gradient = exp_z_two_minus_p - product_2  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, p: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    two_minus_p = 2 - p  # stable-loss.2
    exp_z_two_minus_p = np.exp(z * two_minus_p)  # stable-loss.2
    one_minus_p = 1 - p  # stable-loss.2
    product_2 = y * np.where(y == 0, 0, np.exp(z * one_minus_p))  # stable-loss.2
    loss = exp_z_two_minus_p / two_minus_p - product_2 / one_minus_p  # stable-loss.2
    gradient = exp_z_two_minus_p - product_2  # stable-gradient.2
    hessian = two_minus_p * exp_z_two_minus_p + product_2 * (p - 1)  # stable-hessian.2
    return loss, gradient, hessian
