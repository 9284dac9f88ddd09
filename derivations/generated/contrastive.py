"""Contrastive loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from contrastive.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = ((1 - y)*d**2 + y*max(0, margin - d)**2)/2
    gradient = d - y*(d + max(0, margin - d))
    hessian = 1 - y + y*indicator(0 < margin - d)

Args:
    d: an array or a number, any real number.
    y: an array or a number, in {0, 1}.
    margin: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 0.91 u (1 + κ) at 1044 points.
    gradient: at most 0.5 u (1 + κ) at 1138 points.
    hessian: at most 0 u (1 + κ) at 1028 points.

Example:
    >>> from derivations.generated import contrastive
    >>> loss, gradient, hessian = contrastive.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [3.125, 0.125]
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
    predictions=("d",), variables=(("y", "{0, 1}"),), parameters=(("margin", "(0, inf)"),), watched=("d", "y")
)


def pointwise_loss(d: ArrayLike, y: ArrayLike, *, margin: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (d, y), (margin,), out, ("loss",), (0,))


def pointwise_gradient(d: ArrayLike, y: ArrayLike, *, margin: ArrayLike = 1.0, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (d, y), (margin,), out, ("gradient",), (0,))


def pointwise_hessian(d: ArrayLike, y: ArrayLike, *, margin: ArrayLike = 1.0, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (d, y), (margin,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(d: ArrayLike, y: ArrayLike, *, margin: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (d, y), (margin,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(d: ArrayLike, y: ArrayLike, *, margin: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (d, y), (margin,), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    margin: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        margin: in (0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (margin,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    margin: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (margin,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    margin: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (margin,), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    margin: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (margin,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    margin: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (margin,), sample_weight, reduction)


def _loss(d: Array, y: Array, margin: float) -> Array:
    """Loss of a block of points."""
    chosen = np.where(y == 1, np.maximum(0, margin - d), d)  # stable-loss.2
    loss = chosen * chosen / 2  # stable-loss.2
    return loss


def _gradient(d: Array, y: Array, margin: float) -> Array:
    """Gradient of a block of points."""
    gradient = d - y * (d + np.maximum(0, margin - d))  # stable-gradient.1
    return gradient


def _hessian(d: Array, y: Array, margin: float) -> Array:
    """Hessian of a block of points."""
    hessian = 1 - y + np.where(margin - d > 0, y, 0)  # stable-hessian.1
    return hessian


def _loss_and_gradient(d: Array, y: Array, margin: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    max_zero_margin_minus_d = np.maximum(0, margin - d)  # stable-loss.2
    chosen = np.where(y == 1, max_zero_margin_minus_d, d)  # stable-loss.2
    loss = chosen * chosen / 2  # stable-loss.2
    gradient = d - y * (d + max_zero_margin_minus_d)  # stable-gradient.1
    return loss, gradient


def _loss_gradient_hessian(d: Array, y: Array, margin: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    margin_minus_d = margin - d  # stable-loss.2
    max_zero_margin_minus_d = np.maximum(0, margin_minus_d)  # stable-loss.2
    chosen = np.where(y == 1, max_zero_margin_minus_d, d)  # stable-loss.2
    loss = chosen * chosen / 2  # stable-loss.2
    gradient = d - y * (d + max_zero_margin_minus_d)  # stable-gradient.1
    hessian = 1 - y + np.where(margin_minus_d > 0, y, 0)  # stable-hessian.1
    return loss, gradient, hessian
