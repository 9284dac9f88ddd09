"""All-threshold loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from all_threshold.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = softplus(s_1*(t_1 - z)) + softplus(s_2*(t_2 - z))
    gradient = -(s_1*sigmoid(s_1*(t_1 - z)) + s_2*sigmoid(s_2*(t_2 - z)))
    hessian = sigmoid(s_2*(t_2 - z))*sigmoid(s_2*(z - t_2)) + sigmoid(s_1*(t_1 - z))*sigmoid(s_1*(z - t_1))

Args:
    z: an array or a number, any real number.
    s_1: an array or a number, in {-1, 1}.
    s_2: an array or a number, in {-1, 1}.
    t_1: a number, any real number; default -1.0.
    t_2: a number, any real number; default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.2 u (1 + κ) at 1055 points.
    gradient: more than 16 u (1 + κ) at 22 of 1072 points; worst: at z = -1.6920015448055722e-79, s_1 = -1.0, s_2 =
        1.0, t_1 = 7.407797381038742e-167, t_2 = -7.40779738103875e-167 it gives -0.0 for -8.460007724027861e-80.
    hessian: at most 3 u (1 + κ) at 1039 points.

Example:
    >>> from derivations.generated import all_threshold
    >>> loss, gradient, hessian = all_threshold.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [3.552967, 1.17549]
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
    predictions=("z",),
    variables=(("s_1", "{-1, 1}"), ("s_2", "{-1, 1}")),
    parameters=(("t_1", "real"), ("t_2", "real")),
)


def pointwise_loss(
    z: ArrayLike, s_1: ArrayLike, s_2: ArrayLike, *, t_1: ArrayLike = -1.0, t_2: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, s_1, s_2), (t_1, t_2), out, ("loss",), (0,))


def pointwise_gradient(
    z: ArrayLike, s_1: ArrayLike, s_2: ArrayLike, *, t_1: ArrayLike = -1.0, t_2: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, s_1, s_2), (t_1, t_2), out, ("gradient",), (0,))


def pointwise_hessian(
    z: ArrayLike, s_1: ArrayLike, s_2: ArrayLike, *, t_1: ArrayLike = -1.0, t_2: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, s_1, s_2), (t_1, t_2), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(
    z: ArrayLike, s_1: ArrayLike, s_2: ArrayLike, *, t_1: ArrayLike = -1.0, t_2: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, s_1, s_2), (t_1, t_2), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    z: ArrayLike, s_1: ArrayLike, s_2: ArrayLike, *, t_1: ArrayLike = -1.0, t_2: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, s_1, s_2), (t_1, t_2), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    s_1: ArrayLike,
    s_2: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t_1: ArrayLike = -1.0,
    t_2: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        s_1: shape (m,), in {-1, 1}.
        s_2: shape (m,), in {-1, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        t_1: any real number.
        t_2: any real number.

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (s_1, s_2), (t_1, t_2), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    s_1: ArrayLike,
    s_2: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t_1: ArrayLike = -1.0,
    t_2: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (s_1, s_2), (t_1, t_2), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    s_1: ArrayLike,
    s_2: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t_1: ArrayLike = -1.0,
    t_2: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(
        _loss_and_gradient, ARGUMENTS, theta, X, (s_1, s_2), (t_1, t_2), sample_weight, reduction
    )


def hessian(
    theta: ArrayLike,
    X: Matrix,
    s_1: ArrayLike,
    s_2: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t_1: ArrayLike = -1.0,
    t_2: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (s_1, s_2), (t_1, t_2), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    s_1: ArrayLike,
    s_2: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t_1: ArrayLike = -1.0,
    t_2: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(
        _hessian, ARGUMENTS, theta, v, X, (s_1, s_2), (t_1, t_2), sample_weight, reduction
    )


def _loss(z: Array, s_1: Array, s_2: Array, t_1: float, t_2: float) -> Array:
    """Loss of a block of points."""
    s_1_t_1_minus_z = s_1 * (t_1 - z)  # stable-loss.2
    s_2_t_2_minus_z = s_2 * (t_2 - z)  # stable-loss.2
    value = np.log1p(np.exp(-np.abs(s_1_t_1_minus_z)))  # stable-loss.2
    total = np.maximum(s_1_t_1_minus_z, 0) + value  # stable-loss.2
    value_2 = np.log1p(np.exp(-np.abs(s_2_t_2_minus_z)))  # stable-loss.2
    loss = total + np.maximum(s_2_t_2_minus_z, 0) + value_2  # stable-loss.2
    return loss


def _gradient(z: Array, s_1: Array, s_2: Array, t_1: float, t_2: float) -> Array:
    """Gradient of a block of points."""
    s_1_t_1_minus_z = s_1 * (t_1 - z)  # stable-loss.2
    exponential = np.exp(-np.abs(s_1_t_1_minus_z))  # stable-loss.2
    s_2_t_2_minus_z = s_2 * (t_2 - z)  # stable-loss.2
    exponential_2 = np.exp(-np.abs(s_2_t_2_minus_z))  # stable-loss.2
    ratio = np.where(s_1_t_1_minus_z > 0, 1, exponential) / (1 + exponential)  # stable-gradient.2
    chosen = np.where(s_2_t_2_minus_z > 0, 1, exponential_2)  # stable-gradient.2
    gradient = -(s_1 * ratio + s_2 * (chosen / (1 + exponential_2)))  # stable-gradient.2
    return gradient


def _hessian(z: Array, s_1: Array, s_2: Array, t_1: float, t_2: float) -> Array:
    """Hessian of a block of points."""
    s_1_t_1_minus_z = s_1 * (t_1 - z)  # stable-loss.2
    exponential = np.exp(-np.abs(s_1_t_1_minus_z))  # stable-loss.2
    s_2_t_2_minus_z = s_2 * (t_2 - z)  # stable-loss.2
    exponential_2 = np.exp(-np.abs(s_2_t_2_minus_z))  # stable-loss.2
    chosen = np.where(s_2_t_2_minus_z > 0, 1, exponential_2)  # stable-gradient.2
    s_2_z_minus_t_2 = s_2 * (z - t_2)  # stable-hessian.2
    exponential_3 = np.exp(-np.abs(s_2_z_minus_t_2))  # stable-hessian.2
    chosen_2 = np.where(s_2_z_minus_t_2 > 0, 1, exponential_3)  # stable-hessian.2
    s_1_z_minus_t_1 = s_1 * (z - t_1)  # stable-hessian.2
    exponential_4 = np.exp(-np.abs(s_1_z_minus_t_1))  # stable-hessian.2
    chosen_3 = np.where(s_1_z_minus_t_1 > 0, 1, exponential_4)  # stable-hessian.2
    ratio = np.where(s_1_t_1_minus_z > 0, 1, exponential) / (1 + exponential)  # stable-gradient.2
    product = chosen / (1 + exponential_2) * (chosen_2 / (1 + exponential_3))  # stable-hessian.2
    hessian = product + ratio * (chosen_3 / (1 + exponential_4))  # stable-hessian.2
    return hessian


def _loss_and_gradient(z: Array, s_1: Array, s_2: Array, t_1: float, t_2: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    s_1_t_1_minus_z = s_1 * (t_1 - z)  # stable-loss.2
    exponential = np.exp(-np.abs(s_1_t_1_minus_z))  # stable-loss.2
    s_2_t_2_minus_z = s_2 * (t_2 - z)  # stable-loss.2
    exponential_2 = np.exp(-np.abs(s_2_t_2_minus_z))  # stable-loss.2
    total = np.maximum(s_1_t_1_minus_z, 0) + np.log1p(exponential)  # stable-loss.2
    loss = total + np.maximum(s_2_t_2_minus_z, 0) + np.log1p(exponential_2)  # stable-loss.2
    ratio = np.where(s_1_t_1_minus_z > 0, 1, exponential) / (1 + exponential)  # stable-gradient.2
    chosen = np.where(s_2_t_2_minus_z > 0, 1, exponential_2)  # stable-gradient.2
    gradient = -(s_1 * ratio + s_2 * (chosen / (1 + exponential_2)))  # stable-gradient.2
    return loss, gradient


def _loss_gradient_hessian(z: Array, s_1: Array, s_2: Array, t_1: float, t_2: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    s_1_t_1_minus_z = s_1 * (t_1 - z)  # stable-loss.2
    exponential = np.exp(-np.abs(s_1_t_1_minus_z))  # stable-loss.2
    s_2_t_2_minus_z = s_2 * (t_2 - z)  # stable-loss.2
    exponential_2 = np.exp(-np.abs(s_2_t_2_minus_z))  # stable-loss.2
    total = np.maximum(s_1_t_1_minus_z, 0) + np.log1p(exponential)  # stable-loss.2
    loss = total + np.maximum(s_2_t_2_minus_z, 0) + np.log1p(exponential_2)  # stable-loss.2
    ratio = np.where(s_1_t_1_minus_z > 0, 1, exponential) / (1 + exponential)  # stable-gradient.2
    chosen = np.where(s_2_t_2_minus_z > 0, 1, exponential_2)  # stable-gradient.2
    ratio_2 = chosen / (1 + exponential_2)  # stable-gradient.2
    gradient = -(s_1 * ratio + s_2 * ratio_2)  # stable-gradient.2
    s_2_z_minus_t_2 = s_2 * (z - t_2)  # stable-hessian.2
    exponential_3 = np.exp(-np.abs(s_2_z_minus_t_2))  # stable-hessian.2
    chosen_2 = np.where(s_2_z_minus_t_2 > 0, 1, exponential_3)  # stable-hessian.2
    s_1_z_minus_t_1 = s_1 * (z - t_1)  # stable-hessian.2
    exponential_4 = np.exp(-np.abs(s_1_z_minus_t_1))  # stable-hessian.2
    chosen_3 = np.where(s_1_z_minus_t_1 > 0, 1, exponential_4)  # stable-hessian.2
    product = ratio_2 * (chosen_2 / (1 + exponential_3))  # stable-hessian.2
    hessian = product + ratio * (chosen_3 / (1 + exponential_4))  # stable-hessian.2
    return loss, gradient, hessian
