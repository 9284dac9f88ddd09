"""Sigmoid loss for pairs: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from siglip.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = softplus(-y*(t*s + b))
    gradient = -y*t*sigmoid(-y*(t*s + b))
    hessian = t**2*sigmoid(-y*(t*s + b))*sigmoid(y*(t*s + b))

Args:
    s: an array or a number, any real number.
    y: an array or a number, in {-1, 1}.
    t: a number, in (0, inf); default 10.0.
    b: a number, any real number; default -10.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.2 u (1 + κ) at 1075 points.
    gradient: at most 0.85 u (1 + κ) at 1075 points.
    hessian: at most 2.7 u (1 + κ) at 1063 points.

Example:
    >>> from derivations.generated import siglip
    >>> loss, gradient, hessian = siglip.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [25.0, 5.006715]
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

ARGUMENTS = Arguments(predictions=("s",), variables=(("y", "{-1, 1}"),), parameters=(("t", "(0, inf)"), ("b", "real")))


def pointwise_loss(
    s: ArrayLike, y: ArrayLike, *, t: ArrayLike = 10.0, b: ArrayLike = -10.0, out: Any = None
) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (s, y), (t, b), out, ("loss",), (0,))


def pointwise_gradient(
    s: ArrayLike, y: ArrayLike, *, t: ArrayLike = 10.0, b: ArrayLike = -10.0, out: Any = None
) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (s, y), (t, b), out, ("gradient",), (0,))


def pointwise_hessian(
    s: ArrayLike, y: ArrayLike, *, t: ArrayLike = 10.0, b: ArrayLike = -10.0, out: Any = None
) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (s, y), (t, b), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(
    s: ArrayLike, y: ArrayLike, *, t: ArrayLike = 10.0, b: ArrayLike = -10.0, out: Any = None
) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (s, y), (t, b), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    s: ArrayLike, y: ArrayLike, *, t: ArrayLike = 10.0, b: ArrayLike = -10.0, out: Any = None
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (s, y), (t, b), out, ("loss", "gradient", "hessian"), (0, 0, 0))


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t: ArrayLike = 10.0,
    b: ArrayLike = -10.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in {-1, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        t: in (0, inf).
        b: any real number.

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (t, b), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t: ArrayLike = 10.0,
    b: ArrayLike = -10.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (t, b), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t: ArrayLike = 10.0,
    b: ArrayLike = -10.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (t, b), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t: ArrayLike = 10.0,
    b: ArrayLike = -10.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (t, b), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t: ArrayLike = 10.0,
    b: ArrayLike = -10.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (t, b), sample_weight, reduction)


def _loss(s: Array, y: Array, t: float, b: float) -> Array:
    """Loss of a block of points."""
    y_t_s_plus_b = y * (t * s + b)  # stable-loss.2
    value = np.log1p(np.exp(-np.abs(y_t_s_plus_b)))  # stable-loss.2
    loss = np.maximum(-y_t_s_plus_b, 0) + value  # stable-loss.2
    return loss


def _gradient(s: Array, y: Array, t: float, b: float) -> Array:
    """Gradient of a block of points."""
    y_t_s_plus_b = y * (t * s + b)  # stable-loss.2
    exponential = np.exp(-np.abs(y_t_s_plus_b))  # stable-loss.2
    ratio = np.where(y_t_s_plus_b < 0, 1, exponential) / (1 + exponential)  # stable-gradient.2
    gradient = -(y * t * ratio)  # stable-gradient.2
    return gradient


def _hessian(s: Array, y: Array, t: float, b: float) -> Array:
    """Hessian of a block of points."""
    y_t_s_plus_b = y * (t * s + b)  # stable-loss.2
    exponential = np.exp(-np.abs(y_t_s_plus_b))  # stable-loss.2
    one_plus_exponential = 1 + exponential  # stable-gradient.2
    ratio = np.where(y_t_s_plus_b < 0, 1, exponential) / one_plus_exponential  # stable-gradient.2
    ratio_2 = np.where(y_t_s_plus_b > 0, 1, exponential) / one_plus_exponential  # stable-hessian.2
    hessian = t * t * ratio * ratio_2  # stable-hessian.2
    return hessian


def _loss_and_gradient(s: Array, y: Array, t: float, b: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    y_t_s_plus_b = y * (t * s + b)  # stable-loss.2
    exponential = np.exp(-np.abs(y_t_s_plus_b))  # stable-loss.2
    loss = np.maximum(-y_t_s_plus_b, 0) + np.log1p(exponential)  # stable-loss.2
    ratio = np.where(y_t_s_plus_b < 0, 1, exponential) / (1 + exponential)  # stable-gradient.2
    gradient = -(y * t * ratio)  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(s: Array, y: Array, t: float, b: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    y_t_s_plus_b = y * (t * s + b)  # stable-loss.2
    exponential = np.exp(-np.abs(y_t_s_plus_b))  # stable-loss.2
    loss = np.maximum(-y_t_s_plus_b, 0) + np.log1p(exponential)  # stable-loss.2
    one_plus_exponential = 1 + exponential  # stable-gradient.2
    ratio = np.where(y_t_s_plus_b < 0, 1, exponential) / one_plus_exponential  # stable-gradient.2
    gradient = -(y * t * ratio)  # stable-gradient.2
    ratio_2 = np.where(y_t_s_plus_b > 0, 1, exponential) / one_plus_exponential  # stable-hessian.2
    hessian = t * t * ratio * ratio_2  # stable-hessian.2
    return loss, gradient, hessian
