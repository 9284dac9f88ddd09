"""Gamma likelihood with log link: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from gamma.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = k*(y/exp(z) + z - log(k*y)) + log(y) + lgamma(k)
    gradient = k*(1 - y/exp(z))
    hessian = (k*y)/exp(z)

Args:
    z: an array or a number, any real number.
    y: an array or a number, in (0, inf).
    k: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: more than 16 u (1 + κ) at 7 of 1127 points; worst: at z = -710.5, y = 0.5, k = 0.1 it gives inf for
        1.841617344801786e+307.
    gradient: more than 16 u (1 + κ) at 3 of 1145 points; worst: at z = -710.5, y = 0.5, k = 0.1 it gives -inf for
        -1.841617344801786e+307.
    hessian: at most 0.91 u (1 + κ) at 1063 points.

Example:
    >>> from derivations.generated import gamma
    >>> loss, gradient, hessian = gamma.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [2.981689, 1.106531]
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

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

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "(0, inf)"),), parameters=(("k", "(0, inf)"),))


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, k: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (k,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, k: ArrayLike = 1.0, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (k,), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, k: ArrayLike = 1.0, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (k,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, k: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (k,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, k: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, y), (k,), out, ("loss", "gradient", "hessian"), (0, 0, 0))


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    k: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in (0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        k: in (0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (k,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    k: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (k,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    k: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (k,), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    k: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (k,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    k: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (k,), sample_weight, reduction)


def _loss(z: Array, y: Array, k: float) -> Array:
    """Loss of a block of points."""
    return _loss_and_gradient(z, y, k)[0]


def _gradient(z: Array, y: Array, k: float) -> Array:
    """Gradient of a block of points."""
    exp_minus_z_over_two = np.exp(-(z / 2))  # stable-loss.2
    gradient = k * (1 - exp_minus_z_over_two * y * exp_minus_z_over_two)  # stable-gradient.2
    return gradient


def _hessian(z: Array, y: Array, k: float) -> Array:
    """Hessian of a block of points."""
    exp_minus_z_over_two = np.exp(-(z / 2))  # stable-loss.2
    hessian = exp_minus_z_over_two * k * y * exp_minus_z_over_two  # stable-hessian.2
    return hessian


def _loss_and_gradient(z: Array, y: Array, k: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    exp_minus_z_over_two = np.exp(-(z / 2))  # stable-loss.2
    product = exp_minus_z_over_two * y * exp_minus_z_over_two  # stable-loss.2
    loss = k * (product + z - np.log(k * y)) + np.log(y) + special.gammaln(k)  # stable-loss.2
    gradient = k * (1 - product)  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, k: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    exp_minus_z_over_two = np.exp(-(z / 2))  # stable-loss.2
    product = exp_minus_z_over_two * y * exp_minus_z_over_two  # stable-loss.2
    loss = k * (product + z - np.log(k * y)) + np.log(y) + special.gammaln(k)  # stable-loss.2
    gradient = k * (1 - product)  # stable-gradient.2
    hessian = exp_minus_z_over_two * k * y * exp_minus_z_over_two  # stable-hessian.2
    return loss, gradient, hessian
