"""Cumulative logit likelihood: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from ordinal_logit.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = softplus(z - (t + w)) + softplus(t - z) - log(1 - exp(-w))
    gradient = sigmoid(z - (t + w)) - sigmoid(t - z)
    hessian = sigmoid(z - (t + w))*sigmoid(t + w - z) + sigmoid(t - z)*sigmoid(z - t)

Args:
    z: an array or a number, any real number.
    t: an array or a number, any real number.
    w: an array or a number, in (0, inf).

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.9 u (1 + κ) at 1040 points.
    gradient: more than 16 u (1 + κ) at 11 of 1142 points; worst: at z = 0.0, t = 0.0, w = 1e-20 it gives 0.0 for
        -2.5e-21.
    hessian: at most 3.6 u (1 + κ) at 1017 points.

Example:
    >>> from derivations.generated import ordinal_logit
    >>> loss, gradient, hessian = ordinal_logit.pointwise_loss_gradient_hessian([-1.5, 0.5], [0.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [2.634191, 1.465084]
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("t", "real"), ("w", "(0, inf)")))


def pointwise_loss(z: ArrayLike, t: ArrayLike, w: ArrayLike, *, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, t, w), (), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, t: ArrayLike, w: ArrayLike, *, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, t, w), (), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, t: ArrayLike, w: ArrayLike, *, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, t, w), (), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, t: ArrayLike, w: ArrayLike, *, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, t, w), (), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(z: ArrayLike, t: ArrayLike, w: ArrayLike, *, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, t, w), (), out, ("loss", "gradient", "hessian"), (0, 0, 0))


def loss(
    theta: ArrayLike, X: Matrix, t: ArrayLike, w: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        t: shape (m,), any real number.
        w: shape (m,), in (0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (t, w), (), sample_weight, reduction)


def gradient(
    theta: ArrayLike, X: Matrix, t: ArrayLike, w: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (t, w), (), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike, X: Matrix, t: ArrayLike, w: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (t, w), (), sample_weight, reduction)


def hessian(
    theta: ArrayLike, X: Matrix, t: ArrayLike, w: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (t, w), (), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    t: ArrayLike,
    w: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (t, w), (), sample_weight, reduction)


def _loss(z: Array, t: Array, w: Array) -> Array:
    """Loss of a block of points."""
    z_minus_t_plus_w = z - (t + w)  # stable-loss.3
    t_minus_z = t - z  # stable-loss.3
    value = np.log1p(np.exp(-np.abs(z_minus_t_plus_w)))  # stable-loss.3
    total = np.maximum(z_minus_t_plus_w, 0) + value + np.maximum(t_minus_z, 0)  # stable-loss.3
    total_2 = total + np.log1p(np.exp(-np.abs(t_minus_z)))  # stable-loss.3
    loss = total_2 - np.log(-np.expm1(-w))  # stable-loss.3
    return loss


def _gradient(z: Array, t: Array, w: Array) -> Array:
    """Gradient of a block of points."""
    z_minus_t_plus_w = z - (t + w)  # stable-loss.3
    exponential = np.exp(-np.abs(z_minus_t_plus_w))  # stable-loss.3
    t_minus_z = t - z  # stable-loss.3
    exp_minus_abs_t_minus_z = np.exp(-np.abs(t_minus_z))  # stable-loss.3
    chosen = np.where(t_minus_z > 0, 1, exp_minus_abs_t_minus_z)  # stable-gradient.2
    ratio = np.where(z_minus_t_plus_w > 0, 1, exponential) / (1 + exponential)  # stable-gradient.2
    gradient = ratio - chosen / (1 + exp_minus_abs_t_minus_z)  # stable-gradient.2
    return gradient


def _hessian(z: Array, t: Array, w: Array) -> Array:
    """Hessian of a block of points."""
    z_minus_t_plus_w = z - (t + w)  # stable-loss.3
    exponential = np.exp(-np.abs(z_minus_t_plus_w))  # stable-loss.3
    t_minus_z = t - z  # stable-loss.3
    exp_minus_abs_t_minus_z = np.exp(-np.abs(t_minus_z))  # stable-loss.3
    chosen = np.where(t_minus_z > 0, 1, exp_minus_abs_t_minus_z)  # stable-gradient.2
    ratio = np.where(z_minus_t_plus_w > 0, 1, exponential) / (1 + exponential)  # stable-gradient.2
    ratio_2 = chosen / (1 + exp_minus_abs_t_minus_z)  # stable-gradient.2
    product = ratio * (1 / (1 + np.exp(z_minus_t_plus_w)))  # stable-hessian.2
    hessian = product + ratio_2 * (1 / (1 + np.exp(t_minus_z)))  # stable-hessian.2
    return hessian


def _loss_and_gradient(z: Array, t: Array, w: Array) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    z_minus_t_plus_w = z - (t + w)  # stable-loss.3
    exponential = np.exp(-np.abs(z_minus_t_plus_w))  # stable-loss.3
    t_minus_z = t - z  # stable-loss.3
    exp_minus_abs_t_minus_z = np.exp(-np.abs(t_minus_z))  # stable-loss.3
    total_3 = np.maximum(z_minus_t_plus_w, 0) + np.log1p(exponential)  # stable-loss.3
    total = total_3 + np.maximum(t_minus_z, 0)  # stable-loss.3
    loss = total + np.log1p(exp_minus_abs_t_minus_z) - np.log(-np.expm1(-w))  # stable-loss.3
    chosen = np.where(t_minus_z > 0, 1, exp_minus_abs_t_minus_z)  # stable-gradient.2
    ratio = np.where(z_minus_t_plus_w > 0, 1, exponential) / (1 + exponential)  # stable-gradient.2
    gradient = ratio - chosen / (1 + exp_minus_abs_t_minus_z)  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, t: Array, w: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    z_minus_t_plus_w = z - (t + w)  # stable-loss.3
    exponential = np.exp(-np.abs(z_minus_t_plus_w))  # stable-loss.3
    t_minus_z = t - z  # stable-loss.3
    exp_minus_abs_t_minus_z = np.exp(-np.abs(t_minus_z))  # stable-loss.3
    total_3 = np.maximum(z_minus_t_plus_w, 0) + np.log1p(exponential)  # stable-loss.3
    total = total_3 + np.maximum(t_minus_z, 0)  # stable-loss.3
    loss = total + np.log1p(exp_minus_abs_t_minus_z) - np.log(-np.expm1(-w))  # stable-loss.3
    ratio = np.where(z_minus_t_plus_w > 0, 1, exponential) / (1 + exponential)  # stable-gradient.2
    chosen = np.where(t_minus_z > 0, 1, exp_minus_abs_t_minus_z)  # stable-gradient.2
    ratio_2 = chosen / (1 + exp_minus_abs_t_minus_z)  # stable-gradient.2
    gradient = ratio - ratio_2  # stable-gradient.2
    product = ratio * (1 / (1 + np.exp(z_minus_t_plus_w)))  # stable-hessian.2
    hessian = product + ratio_2 * (1 / (1 + np.exp(t_minus_z)))  # stable-hessian.2
    return loss, gradient, hessian
