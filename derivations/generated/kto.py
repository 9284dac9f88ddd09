"""Kahneman–Tversky optimisation: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from kto.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = y*w_1*sigmoid(beta*(k - r)) + w_0*(1 - y)*sigmoid(beta*(r - k))
    gradient = beta*(w_0 - y*(w_0 + w_1))*sigmoid(beta*(k - r))*sigmoid(beta*(r - k))
    hessian = (w_0 - y*(w_0 + w_1))*beta**2*sigmoid(beta*(k - r))*sigmoid(beta*(r - k))*(sigmoid(beta*(k - r)) -
        sigmoid(beta*(r - k)))

Args:
    r: an array or a number, any real number.
    y: an array or a number, in {0, 1}.
    k: an array or a number, in [0, inf).
    beta: a number, in (0, inf); default 0.1.
    w_1: a number, in (0, inf); default 1.0.
    w_0: a number, in (0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 3.2 u (1 + κ) at 1139 points.
    gradient: at most 3.2 u (1 + κ) at 1126 points.
    hessian: at most 3.2 u (1 + κ) at 1221 points.

Example:
    >>> from derivations.generated import kto
    >>> loss, gradient, hessian = kto.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [0.562177, 0.512497]
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
    predictions=("r",),
    variables=(("y", "{0, 1}"), ("k", "[0, inf)")),
    parameters=(("beta", "(0, inf)"), ("w_1", "(0, inf)"), ("w_0", "(0, inf)")),
    watched=("r", "y", "k"),
)


def pointwise_loss(
    r: ArrayLike,
    y: ArrayLike,
    k: ArrayLike,
    *,
    beta: ArrayLike = 0.1,
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
    out: Any = None,
) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (r, y, k), (beta, w_1, w_0), out, ("loss",), (0,))


def pointwise_gradient(
    r: ArrayLike,
    y: ArrayLike,
    k: ArrayLike,
    *,
    beta: ArrayLike = 0.1,
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
    out: Any = None,
) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (r, y, k), (beta, w_1, w_0), out, ("gradient",), (0,))


def pointwise_hessian(
    r: ArrayLike,
    y: ArrayLike,
    k: ArrayLike,
    *,
    beta: ArrayLike = 0.1,
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
    out: Any = None,
) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (r, y, k), (beta, w_1, w_0), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(
    r: ArrayLike,
    y: ArrayLike,
    k: ArrayLike,
    *,
    beta: ArrayLike = 0.1,
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
    out: Any = None,
) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (r, y, k), (beta, w_1, w_0), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    r: ArrayLike,
    y: ArrayLike,
    k: ArrayLike,
    *,
    beta: ArrayLike = 0.1,
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
    out: Any = None,
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (r, y, k), (beta, w_1, w_0), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    k: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 0.1,
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in {0, 1}.
        k: shape (m,), in [0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        beta: in (0, inf).
        w_1: in (0, inf).
        w_0: in (0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y, k), (beta, w_1, w_0), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    k: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 0.1,
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y, k), (beta, w_1, w_0), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    k: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 0.1,
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(
        _loss_and_gradient, ARGUMENTS, theta, X, (y, k), (beta, w_1, w_0), sample_weight, reduction
    )


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    k: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 0.1,
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y, k), (beta, w_1, w_0), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    k: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 0.1,
    w_1: ArrayLike = 1.0,
    w_0: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(
        _hessian, ARGUMENTS, theta, v, X, (y, k), (beta, w_1, w_0), sample_weight, reduction
    )


def _loss(r: Array, y: Array, k: Array, beta: float, w_1: float, w_0: float) -> Array:
    """Loss of a block of points."""
    value = y == 1  # stable-loss.2
    exponential = np.exp(-(beta * (np.where(value, k, r) - np.where(value, r, k))))  # stable-loss.2
    loss = np.where(value, w_1, w_0) * (1 / (1 + exponential))  # stable-loss.2
    return loss


def _gradient(r: Array, y: Array, k: Array, beta: float, w_1: float, w_0: float) -> Array:
    """Gradient of a block of points."""
    value = y == 1  # stable-loss.2
    ratio = 1 / (1 + np.exp(-(beta * (k - r))))  # stable-loss.2
    product = beta * np.where(value, w_1, w_0) * ratio  # stable-gradient.5
    product_2 = product * (1 / (1 + np.exp(-(beta * (r - k)))))  # stable-gradient.5
    gradient = (1 - 2.0 * value) * product_2  # stable-gradient.5
    return gradient


def _hessian(r: Array, y: Array, k: Array, beta: float, w_1: float, w_0: float) -> Array:
    """Hessian of a block of points."""
    value = y == 1  # stable-loss.2
    product_3 = np.where(value, w_1, w_0) * (beta * beta)  # stable-hessian.6
    product_3_ratio = product_3 * (1 / (1 + np.exp(-(beta * (k - r)))))  # stable-hessian.6
    ratio_2 = beta * (np.where(value, r, k) - np.where(value, k, r)) / 2  # stable-hessian.6
    product_4 = product_3_ratio * (1 / (1 + np.exp(-(beta * (r - k)))))  # stable-hessian.6
    hessian = product_4 * np.tanh(ratio_2)  # stable-hessian.6
    return hessian


def _loss_and_gradient(r: Array, y: Array, k: Array, beta: float, w_1: float, w_0: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    value = y == 1  # stable-loss.2
    chosen = np.where(value, w_1, w_0)  # stable-loss.2
    exponential = np.exp(-(beta * (np.where(value, k, r) - np.where(value, r, k))))  # stable-loss.2
    loss = chosen * (1 / (1 + exponential))  # stable-loss.2
    product = beta * chosen * (1 / (1 + np.exp(-(beta * (k - r)))))  # stable-gradient.5
    product_2 = product * (1 / (1 + np.exp(-(beta * (r - k)))))  # stable-gradient.5
    gradient = (1 - 2.0 * value) * product_2  # stable-gradient.5
    return loss, gradient


def _loss_gradient_hessian(
    r: Array, y: Array, k: Array, beta: float, w_1: float, w_0: float
) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    value = y == 1  # stable-loss.2
    ratio = 1 / (1 + np.exp(-(beta * (k - r))))  # stable-loss.2
    ratio_3 = 1 / (1 + np.exp(-(beta * (r - k))))  # stable-loss.2
    chosen = np.where(value, w_1, w_0)  # stable-loss.2
    chosen_2 = np.where(value, k, r)  # stable-loss.2
    chosen_3 = np.where(value, r, k)  # stable-loss.2
    loss = chosen * (1 / (1 + np.exp(-(beta * (chosen_2 - chosen_3)))))  # stable-loss.2
    gradient = (1 - 2.0 * value) * (beta * chosen * ratio * ratio_3)  # stable-gradient.5
    tanh_ratio_2 = np.tanh(beta * (chosen_3 - chosen_2) / 2)  # stable-hessian.6
    hessian = chosen * (beta * beta) * ratio * ratio_3 * tanh_ratio_2  # stable-hessian.6
    return loss, gradient, hessian
