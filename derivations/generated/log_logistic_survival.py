"""Log-logistic likelihood of accelerated failure times: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from log_logistic_survival.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = delta*(log(sigma*t) + (z - log(t))/sigma) + (1 + delta)*softplus((log(t) - z)/sigma)
    gradient = (delta - (1 + delta)*sigmoid((log(t) - z)/sigma))/sigma
    hessian = ((1 + delta)*sigmoid((log(t) - z)/sigma)*sigmoid((z - log(t))/sigma))/sigma**2

Args:
    z: an array or a number, any real number.
    t: an array or a number, in (0, inf).
    delta: an array or a number, in {0, 1}.
    sigma: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.3 u (1 + κ) at 1068 points.
    gradient: more than 16 u (1 + κ) at 11 of 1086 points; worst: at z = 2.1568841363114437, t = 2.0, delta = 1.0,
        sigma = 1000.0 it gives 7.318683472052889e-07 for 7.318683472051812e-07.
    hessian: at most 1.5 u (1 + κ) at 1060 points.

Example:
    >>> from derivations.generated import log_logistic_survival
    >>> loss, gradient, hessian = log_logistic_survival.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0],
    ... [1.0, 1.0])
    >>> loss.round(6).tolist()
    [1.902827, 1.448154]
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
    predictions=("z",), variables=(("t", "(0, inf)"), ("delta", "{0, 1}")), parameters=(("sigma", "(0, inf)"),)
)


def pointwise_loss(z: ArrayLike, t: ArrayLike, delta: ArrayLike, *, sigma: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, t, delta), (sigma,), out, ("loss",), (0,))


def pointwise_gradient(
    z: ArrayLike, t: ArrayLike, delta: ArrayLike, *, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, t, delta), (sigma,), out, ("gradient",), (0,))


def pointwise_hessian(
    z: ArrayLike, t: ArrayLike, delta: ArrayLike, *, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, t, delta), (sigma,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(
    z: ArrayLike, t: ArrayLike, delta: ArrayLike, *, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, t, delta), (sigma,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    z: ArrayLike, t: ArrayLike, delta: ArrayLike, *, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, t, delta), (sigma,), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    t: ArrayLike,
    delta: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    sigma: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        t: shape (m,), in (0, inf).
        delta: shape (m,), in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        sigma: in (0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (t, delta), (sigma,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    t: ArrayLike,
    delta: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    sigma: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (t, delta), (sigma,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    t: ArrayLike,
    delta: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    sigma: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(
        _loss_and_gradient, ARGUMENTS, theta, X, (t, delta), (sigma,), sample_weight, reduction
    )


def hessian(
    theta: ArrayLike,
    X: Matrix,
    t: ArrayLike,
    delta: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    sigma: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (t, delta), (sigma,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    t: ArrayLike,
    delta: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    sigma: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(
        _hessian, ARGUMENTS, theta, v, X, (t, delta), (sigma,), sample_weight, reduction
    )


def _loss(z: Array, t: Array, delta: Array, sigma: float) -> Array:
    """Loss of a block of points."""
    log_t = np.log(t)  # stable-loss.2
    w = (log_t - z) / sigma  # stable-loss.2
    product = (1 + delta) * (np.maximum(w, 0) + np.log1p(np.exp(-np.abs(w))))  # stable-loss.2
    loss = delta * (np.log(sigma * t) + (z - log_t) / sigma) + product  # stable-loss.2
    return loss


def _gradient(z: Array, t: Array, delta: Array, sigma: float) -> Array:
    """Gradient of a block of points."""
    w = (np.log(t) - z) / sigma  # stable-loss.2
    exp_minus_abs_w = np.exp(-np.abs(w))  # stable-loss.2
    ratio = np.where(w > 0, 1, exp_minus_abs_w) / (1 + exp_minus_abs_w)  # stable-gradient.2
    gradient = (delta - (1 + delta) * ratio) / sigma  # stable-gradient.2
    return gradient


def _hessian(z: Array, t: Array, delta: Array, sigma: float) -> Array:
    """Hessian of a block of points."""
    log_t = np.log(t)  # stable-loss.2
    z_minus_log_t_over_sigma = (z - log_t) / sigma  # stable-loss.2
    w = (log_t - z) / sigma  # stable-loss.2
    exp_minus_abs_w = np.exp(-np.abs(w))  # stable-loss.2
    ratio = np.where(w > 0, 1, exp_minus_abs_w) / (1 + exp_minus_abs_w)  # stable-gradient.2
    exponential = np.exp(-np.abs(z_minus_log_t_over_sigma))  # stable-hessian.2
    chosen = np.where(z_minus_log_t_over_sigma > 0, 1, exponential)  # stable-hessian.2
    product_2 = (1 + delta) * ratio * (chosen / (1 + exponential))  # stable-hessian.2
    hessian = product_2 / (sigma * sigma)  # stable-hessian.2
    return hessian


def _loss_and_gradient(z: Array, t: Array, delta: Array, sigma: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    log_t = np.log(t)  # stable-loss.2
    one_plus_delta = 1 + delta  # stable-loss.2
    w = (log_t - z) / sigma  # stable-loss.2
    exp_minus_abs_w = np.exp(-np.abs(w))  # stable-loss.2
    product = one_plus_delta * (np.maximum(w, 0) + np.log1p(exp_minus_abs_w))  # stable-loss.2
    loss = delta * (np.log(sigma * t) + (z - log_t) / sigma) + product  # stable-loss.2
    ratio = np.where(w > 0, 1, exp_minus_abs_w) / (1 + exp_minus_abs_w)  # stable-gradient.2
    gradient = (delta - one_plus_delta * ratio) / sigma  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, t: Array, delta: Array, sigma: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    log_t = np.log(t)  # stable-loss.2
    z_minus_log_t_over_sigma = (z - log_t) / sigma  # stable-loss.2
    one_plus_delta = 1 + delta  # stable-loss.2
    w = (log_t - z) / sigma  # stable-loss.2
    exp_minus_abs_w = np.exp(-np.abs(w))  # stable-loss.2
    product = one_plus_delta * (np.maximum(w, 0) + np.log1p(exp_minus_abs_w))  # stable-loss.2
    loss = delta * (np.log(sigma * t) + z_minus_log_t_over_sigma) + product  # stable-loss.2
    ratio = np.where(w > 0, 1, exp_minus_abs_w) / (1 + exp_minus_abs_w)  # stable-gradient.2
    one_plus_delta_ratio = one_plus_delta * ratio  # stable-gradient.2
    gradient = (delta - one_plus_delta_ratio) / sigma  # stable-gradient.2
    exponential = np.exp(-np.abs(z_minus_log_t_over_sigma))  # stable-hessian.2
    chosen = np.where(z_minus_log_t_over_sigma > 0, 1, exponential)  # stable-hessian.2
    product_2 = one_plus_delta_ratio * (chosen / (1 + exponential))  # stable-hessian.2
    hessian = product_2 / (sigma * sigma)  # stable-hessian.2
    return loss, gradient, hessian
