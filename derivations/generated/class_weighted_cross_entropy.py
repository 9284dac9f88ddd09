"""Cross-entropy with a weight for each class: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from class_weighted_cross_entropy.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = (y*(w_1 - w_0) + w_0)*softplus(z) - w_1*y*z
    gradient = (y*(w_1 - w_0) + w_0)*sigmoid(z) - w_1*y
    hessian = (y*(w_1 - w_0) + w_0)*sigmoid(z)*sigmoid(-z)

Args:
    z: an array or a number, any real number.
    y: an array or a number, in {0, 1}.
    w_1: a number, in (0, inf); default 1.0.
    w_0: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: more than 16 u (1 + κ) at 2 of 1043 points; worst: at z = -744.5, y = 0.0, w_1 = 1.0, w_0 = 1e+20 it gives
        4.9406564584124654e-304 for 4.653269682705127e-304.
    gradient: more than 16 u (1 + κ) at 2 of 1045 points; worst: at z = -744.5, y = 0.0, w_1 = 1.0, w_0 = 1e+20 it
        gives 4.9406564584124654e-304 for 4.653269682705127e-304.
    hessian: more than 16 u (1 + κ) at 4 of 1054 points; worst: at z = 744.5, y = 0.0, w_1 = 1.0, w_0 = 1e+20 it
        gives 4.9406564584124654e-304 for 4.653269682705127e-304.

Example:
    >>> from derivations.generated import class_weighted_cross_entropy
    >>> loss, gradient, hessian = class_weighted_cross_entropy.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0,
    ... 1.0])
    >>> loss.round(6).tolist()
    [1.701413, 0.474077]
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
    predictions=("z",), variables=(("y", "{0, 1}"),), parameters=(("w_1", "(0, inf)"), ("w_0", "(0, inf)"))
)


def pointwise_loss(
    z: ArrayLike, y: ArrayLike, *, w_1: ArrayLike = 1.0, w_0: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (w_1, w_0), out, ("loss",), (0,))


def pointwise_gradient(
    z: ArrayLike, y: ArrayLike, *, w_1: ArrayLike = 1.0, w_0: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (w_1, w_0), out, ("gradient",), (0,))


def pointwise_hessian(
    z: ArrayLike, y: ArrayLike, *, w_1: ArrayLike = 1.0, w_0: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (w_1, w_0), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(
    z: ArrayLike, y: ArrayLike, *, w_1: ArrayLike = 1.0, w_0: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (w_1, w_0), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    z: ArrayLike, y: ArrayLike, *, w_1: ArrayLike = 1.0, w_0: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (w_1, w_0), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        w_1: in (0, inf).
        w_0: in (0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (w_1, w_0), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (w_1, w_0), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (w_1, w_0), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (w_1, w_0), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (w_1, w_0), sample_weight, reduction)


def _loss(z: Array, y: Array, w_1: float, w_0: float) -> Array:
    """Loss of a block of points."""
    log1p_decay = np.log1p(np.exp(-np.abs(z)))  # stable-loss.5
    product = (1 - y) * w_0 * (np.maximum(z, 0) + log1p_decay)  # stable-loss.5
    loss = product + y * w_1 * (np.maximum(-z, 0) + log1p_decay)  # stable-loss.5
    return loss


def _gradient(z: Array, y: Array, w_1: float, w_0: float) -> Array:
    """Gradient of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.5
    one_plus_decay = 1 + decay  # stable-gradient.5
    one_minus_y_w_0_p = (1 - y) * w_0 * (np.where(z > 0, 1, decay) / one_plus_decay)  # stable-gradient.5
    y_w_1_q = y * w_1 * (np.where(z < 0, 1, decay) / one_plus_decay)  # stable-gradient.5
    gradient = one_minus_y_w_0_p - y_w_1_q  # stable-gradient.5
    return gradient


def _hessian(z: Array, y: Array, w_1: float, w_0: float) -> Array:
    """Hessian of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.5
    one_plus_decay = 1 + decay  # stable-gradient.5
    p = np.where(z > 0, 1, decay) / one_plus_decay  # stable-gradient.5
    q = np.where(z < 0, 1, decay) / one_plus_decay  # stable-gradient.5
    hessian = (1 - y) * w_0 * p * q + y * w_1 * p * q  # stable-hessian.5
    return hessian


def _loss_and_gradient(z: Array, y: Array, w_1: float, w_0: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.5
    log1p_decay = np.log1p(decay)  # stable-loss.5
    one_minus_y_w_0 = (1 - y) * w_0  # stable-loss.5
    y_w_1 = y * w_1  # stable-loss.5
    product = one_minus_y_w_0 * (np.maximum(z, 0) + log1p_decay)  # stable-loss.5
    loss = product + y_w_1 * (np.maximum(-z, 0) + log1p_decay)  # stable-loss.5
    one_plus_decay = 1 + decay  # stable-gradient.5
    one_minus_y_w_0_p = one_minus_y_w_0 * (np.where(z > 0, 1, decay) / one_plus_decay)  # stable-gradient.5
    y_w_1_q = y_w_1 * (np.where(z < 0, 1, decay) / one_plus_decay)  # stable-gradient.5
    gradient = one_minus_y_w_0_p - y_w_1_q  # stable-gradient.5
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, w_1: float, w_0: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.5
    log1p_decay = np.log1p(decay)  # stable-loss.5
    one_minus_y_w_0 = (1 - y) * w_0  # stable-loss.5
    y_w_1 = y * w_1  # stable-loss.5
    product = one_minus_y_w_0 * (np.maximum(z, 0) + log1p_decay)  # stable-loss.5
    loss = product + y_w_1 * (np.maximum(-z, 0) + log1p_decay)  # stable-loss.5
    one_plus_decay = 1 + decay  # stable-gradient.5
    p = np.where(z > 0, 1, decay) / one_plus_decay  # stable-gradient.5
    one_minus_y_w_0_p = one_minus_y_w_0 * p  # stable-gradient.5
    q = np.where(z < 0, 1, decay) / one_plus_decay  # stable-gradient.5
    gradient = one_minus_y_w_0_p - y_w_1 * q  # stable-gradient.5
    hessian = one_minus_y_w_0_p * q + y_w_1 * p * q  # stable-hessian.5
    return loss, gradient, hessian
