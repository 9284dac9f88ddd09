"""Cross-entropy with smoothed labels: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from label_smoothed_cross_entropy.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = softplus(z) - y_s*z
    gradient = sigmoid(z) - y_s
    hessian = sigmoid(z)*sigmoid(-z)

Args:
    z: an array or a number, any real number.
    y: an array or a number, in {0, 1}.
    epsilon: a number, in [0, 1); default 0.1.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.6 u (1 + κ) at 1002 points.
    gradient: at most 1.9 u (1 + κ) at 1109 points.
    hessian: at most 2.2 u (1 + κ) at 281 points.

Example:
    >>> from derivations.generated import label_smoothed_cross_entropy
    >>> loss, gradient, hessian = label_smoothed_cross_entropy.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0,
    ... 1.0])
    >>> loss.round(6).tolist()
    [1.626413, 0.499077]
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
    predictions=("z",), variables=(("y", "{0, 1}"),), parameters=(("epsilon", "[0, 1)"),), watched=("y",)
)


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (epsilon,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (epsilon,), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (epsilon,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (epsilon,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (epsilon,), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    epsilon: ArrayLike = 0.1,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        epsilon: in [0, 1).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (epsilon,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    epsilon: ArrayLike = 0.1,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (epsilon,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    epsilon: ArrayLike = 0.1,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (epsilon,), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    epsilon: ArrayLike = 0.1,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (epsilon,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    epsilon: ArrayLike = 0.1,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (epsilon,), sample_weight, reduction)


def _loss(z: Array, y: Array, epsilon: float) -> Array:
    """Loss of a block of points."""
    log1p_decay = np.log1p(np.exp(-np.abs(z)))  # stable-loss.7
    z_epsilon_over_two = z * (epsilon / 2)  # stable-loss.7
    product = (1 - y) * (np.maximum(z, 0) + log1p_decay - z_epsilon_over_two)  # stable-loss.7
    product_2 = y * (np.maximum(-z, 0) + log1p_decay + z_epsilon_over_two)  # stable-loss.7
    loss = product + product_2  # stable-loss.7
    return loss


def _gradient(z: Array, y: Array, epsilon: float) -> Array:
    """Gradient of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.7
    epsilon_over_two = epsilon / 2  # stable-loss.7
    one_plus_decay = 1 + decay  # stable-gradient.6
    p_minus_epsilon_over_two = np.where(z > 0, 1, decay) / one_plus_decay - epsilon_over_two  # stable-gradient.6
    epsilon_over_two_minus_q = epsilon_over_two - np.where(z < 0, 1, decay) / one_plus_decay  # stable-gradient.6
    gradient = (1 - y) * p_minus_epsilon_over_two + y * epsilon_over_two_minus_q  # stable-gradient.6
    return gradient


def _hessian(z: Array, y: Array, epsilon: float) -> Array:
    """Hessian of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.7
    one_plus_decay = 1 + decay  # stable-gradient.6
    p = np.where(z > 0, 1, decay) / one_plus_decay  # stable-gradient.6
    hessian = p * (np.where(z < 0, 1, decay) / one_plus_decay)  # stable-hessian.2
    return hessian


def _loss_and_gradient(z: Array, y: Array, epsilon: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    one_minus_y = 1 - y  # stable-loss.7
    decay = np.exp(-np.abs(z))  # stable-loss.7
    log1p_decay = np.log1p(decay)  # stable-loss.7
    epsilon_over_two = epsilon / 2  # stable-loss.7
    z_epsilon_over_two = z * epsilon_over_two  # stable-loss.7
    difference = np.maximum(z, 0) + log1p_decay - z_epsilon_over_two  # stable-loss.7
    product_2 = y * (np.maximum(-z, 0) + log1p_decay + z_epsilon_over_two)  # stable-loss.7
    loss = one_minus_y * difference + product_2  # stable-loss.7
    one_plus_decay = 1 + decay  # stable-gradient.6
    p_minus_epsilon_over_two = np.where(z > 0, 1, decay) / one_plus_decay - epsilon_over_two  # stable-gradient.6
    epsilon_over_two_minus_q = epsilon_over_two - np.where(z < 0, 1, decay) / one_plus_decay  # stable-gradient.6
    product_3 = one_minus_y * p_minus_epsilon_over_two  # stable-gradient.6
    gradient = product_3 + y * epsilon_over_two_minus_q  # stable-gradient.6
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, epsilon: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    one_minus_y = 1 - y  # stable-loss.7
    decay = np.exp(-np.abs(z))  # stable-loss.7
    log1p_decay = np.log1p(decay)  # stable-loss.7
    epsilon_over_two = epsilon / 2  # stable-loss.7
    z_epsilon_over_two = z * epsilon_over_two  # stable-loss.7
    difference = np.maximum(z, 0) + log1p_decay - z_epsilon_over_two  # stable-loss.7
    product_2 = y * (np.maximum(-z, 0) + log1p_decay + z_epsilon_over_two)  # stable-loss.7
    loss = one_minus_y * difference + product_2  # stable-loss.7
    one_plus_decay = 1 + decay  # stable-gradient.6
    p = np.where(z > 0, 1, decay) / one_plus_decay  # stable-gradient.6
    q = np.where(z < 0, 1, decay) / one_plus_decay  # stable-gradient.6
    gradient = one_minus_y * (p - epsilon_over_two) + y * (epsilon_over_two - q)  # stable-gradient.6
    hessian = p * q  # stable-hessian.2
    return loss, gradient, hessian
