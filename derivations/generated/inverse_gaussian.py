"""Inverse Gaussian likelihood with log link: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. `derivations generate` makes it from inverse_gaussian.toml. A comment behind a line names
the step of the derivation that it comes from. Where an argument is nan the result is nan; at infinite arguments it is
the limit.

    loss = ((lam*(y - exp(z))**2)/(y*exp(2*z)) + log(2*pi*y**3) - log(lam))/2
    gradient = (lam*(exp(z) - y))/exp(2*z)
    hessian = (lam*exp(2*z)*(2*y - exp(z)))/exp(4*z)

Args:
    z: an array or a number, any real number.
    y: an array or a number, in (0, inf).
    lam: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: more than 16 u (1 + κ) at 134 of 1066 points; worst: at z = 500.0, y = 1.0, lam = 1.0 it gives nan for
        1.4189385332046727.
    gradient: more than 16 u (1 + κ) at 9 of 1022 points; worst: at z = 710.5, y = 2.0, lam = 1.0 it gives inf for
        2.71500483752131e-309.
    hessian: more than 16 u (1 + κ) at 62 of 1011 points; worst: at z = -746.0, y = 1.0, lam = 1.0 it gives nan for
        inf.

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

ARGUMENTS = Arguments(
    predictions=("z",), variables=(("y", "(0, inf)"),), parameters=(("lam", "(0, inf)"),), watched=("y",)
)


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
    """Loss, gradient and hessian of each point; ``out`` takes a tuple of arrays."""
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
    y_minus_mu = y - np.exp(z)  # stable-loss.1
    ratio = lam * (y_minus_mu * y_minus_mu) / (y * np.exp(2 * z))  # stable-loss.1
    difference = ratio + np.log(2 * 3.141592653589793 * (y * y * y)) - np.log(lam)  # stable-loss.1
    loss = difference / 2  # stable-loss.1
    return loss


def _gradient(z: Array, y: Array, lam: float) -> Array:
    """Gradient of a block of points."""
    exp_minus_two_z_over_two = np.exp(-(2 * z / 2))  # stable-gradient.3
    product = lam * (np.exp(z) - y) * exp_minus_two_z_over_two  # stable-gradient.3
    chosen = np.where(exp_minus_two_z_over_two == 0, 0, product)  # stable-gradient.3
    gradient = exp_minus_two_z_over_two * chosen  # stable-gradient.3
    return gradient


def _hessian(z: Array, y: Array, lam: float) -> Array:
    """Hessian of a block of points."""
    exponential = np.exp(-(4 * z / 2))  # stable-hessian.5
    mu = np.exp(2 * z / 2)  # stable-hessian.5
    chosen_2 = np.where(mu == 0, 0, lam * (2 * y - np.exp(z)) * exponential * mu)  # stable-hessian.5
    hessian = exponential * np.where(exponential == 0, 0, mu * chosen_2)  # stable-hessian.5
    return hessian


def _loss_and_gradient(z: Array, y: Array, lam: float) -> tuple[Array, Array]:
    """Loss, gradient of a block of points."""
    mu_2 = np.exp(z)  # stable-loss.1
    y_minus_mu = y - mu_2  # stable-loss.1
    two_z = 2 * z  # stable-loss.1
    ratio = lam * (y_minus_mu * y_minus_mu) / (y * np.exp(two_z))  # stable-loss.1
    difference = ratio + np.log(2 * 3.141592653589793 * (y * y * y)) - np.log(lam)  # stable-loss.1
    loss = difference / 2  # stable-loss.1
    exp_minus_two_z_over_two = np.exp(-(two_z / 2))  # stable-gradient.3
    product = lam * (mu_2 - y) * exp_minus_two_z_over_two  # stable-gradient.3
    chosen = np.where(exp_minus_two_z_over_two == 0, 0, product)  # stable-gradient.3
    gradient = exp_minus_two_z_over_two * chosen  # stable-gradient.3
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, lam: float) -> tuple[Array, Array, Array]:
    """Loss, gradient, hessian of a block of points."""
    mu_2 = np.exp(z)  # stable-loss.1
    y_minus_mu = y - mu_2  # stable-loss.1
    two_z = 2 * z  # stable-loss.1
    ratio = lam * (y_minus_mu * y_minus_mu) / (y * np.exp(two_z))  # stable-loss.1
    difference = ratio + np.log(2 * 3.141592653589793 * (y * y * y)) - np.log(lam)  # stable-loss.1
    loss = difference / 2  # stable-loss.1
    two_z_over_two = two_z / 2  # stable-gradient.3
    exp_minus_two_z_over_two = np.exp(-two_z_over_two)  # stable-gradient.3
    product = lam * (mu_2 - y) * exp_minus_two_z_over_two  # stable-gradient.3
    chosen = np.where(exp_minus_two_z_over_two == 0, 0, product)  # stable-gradient.3
    gradient = exp_minus_two_z_over_two * chosen  # stable-gradient.3
    exponential = np.exp(-(4 * z / 2))  # stable-hessian.5
    mu = np.exp(two_z_over_two)  # stable-hessian.5
    mu_chosen_2 = mu * np.where(mu == 0, 0, lam * (2 * y - mu_2) * exponential * mu)  # stable-hessian.5
    hessian = exponential * np.where(exponential == 0, 0, mu_chosen_2)  # stable-hessian.5
    return loss, gradient, hessian
