"""Log-normal likelihood of accelerated failure times: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from log_normal_survival.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = delta*((2*log(sigma*t) + log(2*pi) + ((log(t) - z)/sigma)**2)/2) - (1 - delta)*log(normal_cdf((z -
        log(t))/sigma))
    gradient = -((delta*(log(t) - z))/sigma + ((1 - delta)*normal_pdf((z - log(t))/sigma))/normal_cdf((z -
        log(t))/sigma))/sigma
    hessian = (((1 - delta)*normal_pdf((z - log(t))/sigma)*(((z - log(t))*normal_cdf((z - log(t))/sigma))/sigma +
        normal_pdf((z - log(t))/sigma)))/normal_cdf((z - log(t))/sigma)**2 + delta)/sigma**2

Args:
    z: an array or a number, any real number.
    t: an array or a number, in (0, inf).
    delta: an array or a number, in {0, 1}.
    sigma: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.9 u (1 + κ) at 928 points.
    gradient: at most 1.9 u (1 + κ) at 1051 points.
    hessian: more than 16 u (1 + κ) at 146 of 1030 points; worst: at z = -3.0, t = 1.0, delta = 0.0, sigma = 1e-05
        it gives 9999959729.722982 for 9999999999.888887.

Example:
    >>> from derivations.generated import log_normal_survival
    >>> loss, gradient, hessian = log_normal_survival.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0], [1.0,
    ... 1.0])
    >>> loss.round(6).tolist()
    [2.043939, 1.043939]
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

ARGUMENTS = Arguments(
    predictions=("z",),
    variables=(("t", "(0, inf)"), ("delta", "{0, 1}")),
    parameters=(("sigma", "(0, inf)"),),
    watched=("z", "t"),
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
    log_t = np.log(t)  # stable-loss.3
    w = (log_t - z) / sigma  # stable-loss.3
    ratio = (2 * np.log(sigma * t) + 1.8378770664093456 + w * w) / 2  # stable-loss.3
    one_minus_delta = 1 - delta  # stable-loss.3
    value = special.log_ndtr((z - log_t) / sigma)  # stable-loss.3
    product = one_minus_delta * np.where(one_minus_delta == 0, 0, value)  # stable-loss.3
    loss = delta * np.where(delta == 0, 0, ratio) - product  # stable-loss.3
    return loss


def _gradient(z: Array, t: Array, delta: Array, sigma: float) -> Array:
    """Gradient of a block of points."""
    log_t = np.log(t)  # stable-loss.3
    value_2 = special.erfcx(-((z - log_t) / sigma / 1.4142135623730951))  # stable-gradient.3
    product_2 = (1 - delta) * (0.7978845608028654 / value_2)  # stable-gradient.3
    gradient = -((delta * ((log_t - z) / sigma) + product_2) / sigma)  # stable-gradient.3
    return gradient


def _hessian(z: Array, t: Array, delta: Array, sigma: float) -> Array:
    """Hessian of a block of points."""
    z_minus_log_t_over_sigma = (z - np.log(t)) / sigma  # stable-loss.3
    value_2 = special.erfcx(-(z_minus_log_t_over_sigma / 1.4142135623730951))  # stable-gradient.3
    ratio_2 = 0.7978845608028654 / value_2  # stable-gradient.3
    product_3 = (1 - delta) * ratio_2 * (ratio_2 + z_minus_log_t_over_sigma)  # stable-hessian.3
    hessian = (product_3 + delta) / (sigma * sigma)  # stable-hessian.3
    return hessian


def _loss_and_gradient(z: Array, t: Array, delta: Array, sigma: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    log_t = np.log(t)  # stable-loss.3
    w = (log_t - z) / sigma  # stable-loss.3
    ratio = (2 * np.log(sigma * t) + 1.8378770664093456 + w * w) / 2  # stable-loss.3
    one_minus_delta = 1 - delta  # stable-loss.3
    z_minus_log_t_over_sigma = (z - log_t) / sigma  # stable-loss.3
    value = special.log_ndtr(z_minus_log_t_over_sigma)  # stable-loss.3
    product = one_minus_delta * np.where(one_minus_delta == 0, 0, value)  # stable-loss.3
    loss = delta * np.where(delta == 0, 0, ratio) - product  # stable-loss.3
    value_2 = special.erfcx(-(z_minus_log_t_over_sigma / 1.4142135623730951))  # stable-gradient.3
    delta_w_plus_product_2 = delta * w + one_minus_delta * (0.7978845608028654 / value_2)  # stable-gradient.3
    gradient = -(delta_w_plus_product_2 / sigma)  # stable-gradient.3
    return loss, gradient


def _loss_gradient_hessian(z: Array, t: Array, delta: Array, sigma: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    log_t = np.log(t)  # stable-loss.3
    w = (log_t - z) / sigma  # stable-loss.3
    ratio = (2 * np.log(sigma * t) + 1.8378770664093456 + w * w) / 2  # stable-loss.3
    one_minus_delta = 1 - delta  # stable-loss.3
    z_minus_log_t_over_sigma = (z - log_t) / sigma  # stable-loss.3
    value = special.log_ndtr(z_minus_log_t_over_sigma)  # stable-loss.3
    product = one_minus_delta * np.where(one_minus_delta == 0, 0, value)  # stable-loss.3
    loss = delta * np.where(delta == 0, 0, ratio) - product  # stable-loss.3
    value_2 = special.erfcx(-(z_minus_log_t_over_sigma / 1.4142135623730951))  # stable-gradient.3
    ratio_2 = 0.7978845608028654 / value_2  # stable-gradient.3
    product_2 = one_minus_delta * ratio_2  # stable-gradient.3
    gradient = -((delta * w + product_2) / sigma)  # stable-gradient.3
    product_3_plus_delta = product_2 * (ratio_2 + z_minus_log_t_over_sigma) + delta  # stable-hessian.3
    hessian = product_3_plus_delta / (sigma * sigma)  # stable-hessian.3
    return loss, gradient, hessian
