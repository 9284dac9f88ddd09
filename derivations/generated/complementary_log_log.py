"""Cross-entropy with complementary log-log link: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from complementary_log_log.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = (1 - y)*exp(z) - y*log(1 - exp(-exp(z)))
    gradient = exp(z)*(1 - y/(1 - exp(-exp(z))))
    hessian = exp(z) + (y*(exp(-exp(z))*(exp(2*z) + exp(z)) - exp(z)))/(1 - exp(-exp(z)))**2

Args:
    z: an array or a number, any real number.
    y: an array or a number, in {0, 1}.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 2.6 u (1 + κ) at 455 points.
    gradient: at most 1.6 u (1 + κ) at 453 points.
    hessian: more than 16 u (1 + κ) at 27 of 447 points; worst: at z = -37.5, y = 1.0 it gives 0.0 for
        2.587777502900934e-17.

Example:
    >>> from derivations.generated import complementary_log_log
    >>> loss, gradient, hessian = complementary_log_log.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [1.609491, 0.213559]
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "{0, 1}"),), watched=("y",))


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
        y: shape (m,), in {0, 1}.
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
    rate = np.exp(z)  # stable-loss.3
    minus_rate = -rate  # stable-loss.3
    total = z + np.log(special.exprel(minus_rate))  # stable-loss.3
    value = -np.where(z < 0, total, np.log1p(-np.exp(minus_rate)))  # stable-loss.3
    loss = np.where(y == 1, value, rate)  # stable-loss.3
    return loss


def _gradient(z: Array, y: Array) -> Array:
    """Gradient of a block of points."""
    rate = np.exp(z)  # stable-loss.3
    gradient = np.where(y == 1, -(1 / special.exprel(rate)), rate)  # stable-gradient.5
    return gradient


def _hessian(z: Array, y: Array) -> Array:
    """Hessian of a block of points."""
    rate = np.exp(z)  # stable-loss.3
    one_over_exprel_rate = 1 / special.exprel(rate)  # stable-gradient.5
    difference = 1 / special.exprel(-rate) - 1  # stable-hessian.6
    chosen = np.where(one_over_exprel_rate == 0, 0, difference)  # stable-hessian.6
    hessian = np.where(y == 1, one_over_exprel_rate * chosen, rate)  # stable-hessian.6
    return hessian


def _loss_and_gradient(z: Array, y: Array) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    value_2 = y == 1  # stable-loss.3
    rate = np.exp(z)  # stable-loss.3
    minus_rate = -rate  # stable-loss.3
    total = z + np.log(special.exprel(minus_rate))  # stable-loss.3
    value = -np.where(z < 0, total, np.log1p(-np.exp(minus_rate)))  # stable-loss.3
    loss = np.where(value_2, value, rate)  # stable-loss.3
    gradient = np.where(value_2, -(1 / special.exprel(rate)), rate)  # stable-gradient.5
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    value_2 = y == 1  # stable-loss.3
    rate = np.exp(z)  # stable-loss.3
    minus_rate = -rate  # stable-loss.3
    exprel_minus_rate = special.exprel(minus_rate)  # stable-loss.3
    total = z + np.log(exprel_minus_rate)  # stable-loss.3
    value = -np.where(z < 0, total, np.log1p(-np.exp(minus_rate)))  # stable-loss.3
    loss = np.where(value_2, value, rate)  # stable-loss.3
    one_over_exprel_rate = 1 / special.exprel(rate)  # stable-gradient.5
    gradient = np.where(value_2, -one_over_exprel_rate, rate)  # stable-gradient.5
    chosen = np.where(one_over_exprel_rate == 0, 0, 1 / exprel_minus_rate - 1)  # stable-hessian.6
    hessian = np.where(value_2, one_over_exprel_rate * chosen, rate)  # stable-hessian.6
    return loss, gradient, hessian
