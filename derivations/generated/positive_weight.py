"""Cross-entropy with a weight for positive labels: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from positive_weight.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = w*y*softplus(-z) + (1 - y)*softplus(z)
    gradient = (1 - y)*sigmoid(z) - w*y*sigmoid(-z)
    hessian = sigmoid(z)*sigmoid(-z)*(1 - y + w*y)

Args:
    z: an array or a number, any real number.
    y: an array or a number, in [0, 1].
    w: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.7 u (1 + κ) at 1033 points.
    gradient: at most 2.7 u (1 + κ) at 1095 points.
    hessian: at most 2.4 u (1 + κ) at 1031 points.

Example:
    >>> from derivations.generated import positive_weight
    >>> loss, gradient, hessian = positive_weight.pointwise_loss_gradient_hessian([-1.5, 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [0.951413, 0.724077]
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "[0, 1]"),), parameters=(("w", "(0, inf)"),))


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, w: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (w,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, w: ArrayLike = 1.0, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (w,), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, w: ArrayLike = 1.0, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (w,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, w: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (w,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, w: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, y), (w,), out, ("loss", "gradient", "hessian"), (0, 0, 0))


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    w: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        w: in (0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (w,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    w: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (w,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    w: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (w,), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    w: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (w,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    w: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (w,), sample_weight, reduction)


def _loss(z: Array, y: Array, w: float) -> Array:
    """Loss of a block of points."""
    log1p_decay = np.log1p(np.exp(-np.abs(z)))  # stable-loss.2
    one_minus_y_softplus_z = (1 - y) * (np.maximum(z, 0) + log1p_decay)  # stable-loss.2
    loss = w * y * (np.maximum(-z, 0) + log1p_decay) + one_minus_y_softplus_z  # stable-loss.2
    return loss


def _gradient(z: Array, y: Array, w: float) -> Array:
    """Gradient of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.2
    one_plus_decay = 1 + decay  # stable-gradient.2
    one_minus_y_p = (1 - y) * (np.where(z > 0, 1, decay) / one_plus_decay)  # stable-gradient.2
    w_y_q = w * y * (np.where(z < 0, 1, decay) / one_plus_decay)  # stable-gradient.2
    gradient = one_minus_y_p - w_y_q  # stable-gradient.2
    return gradient


def _hessian(z: Array, y: Array, w: float) -> Array:
    """Hessian of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.2
    one_plus_decay = 1 + decay  # stable-gradient.2
    p = np.where(z > 0, 1, decay) / one_plus_decay  # stable-gradient.2
    hessian = p * (np.where(z < 0, 1, decay) / one_plus_decay) * (1 - y + w * y)  # stable-hessian.2
    return hessian


def _loss_and_gradient(z: Array, y: Array, w: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.2
    log1p_decay = np.log1p(decay)  # stable-loss.2
    w_y = w * y  # stable-loss.2
    one_minus_y = 1 - y  # stable-loss.2
    one_minus_y_softplus_z = one_minus_y * (np.maximum(z, 0) + log1p_decay)  # stable-loss.2
    loss = w_y * (np.maximum(-z, 0) + log1p_decay) + one_minus_y_softplus_z  # stable-loss.2
    one_plus_decay = 1 + decay  # stable-gradient.2
    one_minus_y_p = one_minus_y * (np.where(z > 0, 1, decay) / one_plus_decay)  # stable-gradient.2
    gradient = one_minus_y_p - w_y * (np.where(z < 0, 1, decay) / one_plus_decay)  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, w: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.2
    log1p_decay = np.log1p(decay)  # stable-loss.2
    w_y = w * y  # stable-loss.2
    one_minus_y = 1 - y  # stable-loss.2
    one_minus_y_softplus_z = one_minus_y * (np.maximum(z, 0) + log1p_decay)  # stable-loss.2
    loss = w_y * (np.maximum(-z, 0) + log1p_decay) + one_minus_y_softplus_z  # stable-loss.2
    one_plus_decay = 1 + decay  # stable-gradient.2
    p = np.where(z > 0, 1, decay) / one_plus_decay  # stable-gradient.2
    q = np.where(z < 0, 1, decay) / one_plus_decay  # stable-gradient.2
    gradient = one_minus_y * p - w_y * q  # stable-gradient.2
    hessian = p * q * (one_minus_y + w_y)  # stable-hessian.2
    return loss, gradient, hessian
