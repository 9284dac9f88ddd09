"""Asymmetric focal loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from asymmetric_focal.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = y*sigmoid(-z)**gamma_1*softplus(-z) + (1 - y)*sigmoid(z)**gamma_0*softplus(z)
    gradient = (1 - y)*(gamma_0*sigmoid(z)**gamma_0*sigmoid(-z)*softplus(z) + sigmoid(z)**(gamma_0 + 1)) -
        y*(gamma_1*sigmoid(-z)**gamma_1*sigmoid(z)*softplus(-z) + sigmoid(-z)**(gamma_1 + 1))
    hessian = (1 - y)*(gamma_0*sigmoid(-z)*(gamma_0*sigmoid(z)**gamma_0*sigmoid(-z)*softplus(z) +
        sigmoid(z)**(gamma_0 + 1)*(1 - softplus(z))) + (gamma_0 + 1)*sigmoid(z)**(gamma_0 + 1)*sigmoid(-z)) -
        y*(gamma_1*(sigmoid(-z)**(gamma_1 + 1)*sigmoid(z)*(softplus(-z) - 1) -
        gamma_1*sigmoid(-z)**gamma_1*sigmoid(z)**2*softplus(-z)) - (gamma_1 + 1)*sigmoid(-z)**(gamma_1 +
        1)*sigmoid(z))

Args:
    z: an array or a number, any real number.
    y: an array or a number, in {0, 1}.
    gamma_1: a number, in [0, inf); default 1.0.
    gamma_0: a number, in [0, inf); default 4.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.7 u (1 + κ) at 1053 points.
    gradient: at most 2 u (1 + κ) at 1053 points.
    hessian: more than 16 u (1 + κ) at 7 of 1153 points; worst: at z = 744.5, y = 0.0, gamma_1 = 1.0, gamma_0 =
        1e+20 it gives -3.6684374203712557e-301 for -3.4550527394085566e-301.

Example:
    >>> from derivations.generated import asymmetric_focal
    >>> loss, gradient, hessian = asymmetric_focal.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [1.391032, 0.178983]
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
    variables=(("y", "{0, 1}"),),
    parameters=(("gamma_1", "[0, inf)"), ("gamma_0", "[0, inf)")),
    watched=("y",),
)


def pointwise_loss(
    z: ArrayLike, y: ArrayLike, *, gamma_1: ArrayLike = 1.0, gamma_0: ArrayLike = 4.0, out: Any = None
) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (gamma_1, gamma_0), out, ("loss",), (0,))


def pointwise_gradient(
    z: ArrayLike, y: ArrayLike, *, gamma_1: ArrayLike = 1.0, gamma_0: ArrayLike = 4.0, out: Any = None
) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (gamma_1, gamma_0), out, ("gradient",), (0,))


def pointwise_hessian(
    z: ArrayLike, y: ArrayLike, *, gamma_1: ArrayLike = 1.0, gamma_0: ArrayLike = 4.0, out: Any = None
) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (gamma_1, gamma_0), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(
    z: ArrayLike, y: ArrayLike, *, gamma_1: ArrayLike = 1.0, gamma_0: ArrayLike = 4.0, out: Any = None
) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (gamma_1, gamma_0), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    z: ArrayLike, y: ArrayLike, *, gamma_1: ArrayLike = 1.0, gamma_0: ArrayLike = 4.0, out: Any = None
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (gamma_1, gamma_0), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    gamma_1: ArrayLike = 1.0,
    gamma_0: ArrayLike = 4.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        gamma_1: in [0, inf).
        gamma_0: in [0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (gamma_1, gamma_0), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    gamma_1: ArrayLike = 1.0,
    gamma_0: ArrayLike = 4.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (gamma_1, gamma_0), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    gamma_1: ArrayLike = 1.0,
    gamma_0: ArrayLike = 4.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(
        _loss_and_gradient, ARGUMENTS, theta, X, (y,), (gamma_1, gamma_0), sample_weight, reduction
    )


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    gamma_1: ArrayLike = 1.0,
    gamma_0: ArrayLike = 4.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (gamma_1, gamma_0), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    gamma_1: ArrayLike = 1.0,
    gamma_0: ArrayLike = 4.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(
        _hessian, ARGUMENTS, theta, v, X, (y,), (gamma_1, gamma_0), sample_weight, reduction
    )


def _loss(z: Array, y: Array, gamma_1: float, gamma_0: float) -> Array:
    """Loss of a block of points."""
    value = y == 1  # stable-loss.5
    log1p_decay = np.log1p(np.exp(-np.abs(z)))  # stable-loss.5
    total = np.maximum(np.where(value, z, -z), 0) + log1p_decay  # stable-loss.5
    exponential = np.exp(-(np.where(value, gamma_1, gamma_0) * total))  # stable-loss.5
    softplus_z = np.maximum(np.where(value, -z, z), 0) + log1p_decay  # stable-loss.5
    loss = exponential * softplus_z  # stable-loss.5
    return loss


def _gradient(z: Array, y: Array, gamma_1: float, gamma_0: float) -> Array:
    """Gradient of a block of points."""
    return _loss_and_gradient(z, y, gamma_1, gamma_0)[1]


def _hessian(z: Array, y: Array, gamma_1: float, gamma_0: float) -> Array:
    """Hessian of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.5
    log1p_decay = np.log1p(decay)  # stable-loss.5
    softplus_z_2 = np.maximum(z, 0) + log1p_decay  # stable-loss.5
    total_2 = np.maximum(-z, 0) + log1p_decay  # stable-loss.5
    one_plus_decay = 1 + decay  # stable-hessian.7
    q = np.where(z < 0, 1, decay) / one_plus_decay  # stable-hessian.7
    p = np.where(z > 0, 1, decay) / one_plus_decay  # stable-hessian.7
    p_to_gamma_0_plus_one = p ** (gamma_0 + 1)  # stable-hessian.7
    product_2 = gamma_0 * np.where(gamma_0 == 0, 0, p**gamma_0 * q * softplus_z_2)  # stable-hessian.7
    product_3 = gamma_0 * (product_2 + p_to_gamma_0_plus_one * (2 - softplus_z_2))  # stable-hessian.7
    q_to_gamma_1_plus_one = q ** (gamma_1 + 1)  # stable-hessian.7
    product_4 = q_to_gamma_1_plus_one * (2 - total_2)  # stable-hessian.7
    product_5 = gamma_1 * (product_4 + gamma_1 * q**gamma_1 * p * total_2)  # stable-hessian.7
    product_6 = (1 - y) * q * (product_3 + p_to_gamma_0_plus_one)  # stable-hessian.7
    hessian = product_6 + y * p * (product_5 + q_to_gamma_1_plus_one)  # stable-hessian.7
    return hessian


def _loss_and_gradient(z: Array, y: Array, gamma_1: float, gamma_0: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    value = y == 1  # stable-loss.5
    log1p_decay = np.log1p(np.exp(-np.abs(z)))  # stable-loss.5
    chosen = np.where(value, gamma_1, gamma_0)  # stable-loss.5
    total = np.maximum(np.where(value, z, -z), 0) + log1p_decay  # stable-loss.5
    exponential = np.exp(-(chosen * total))  # stable-loss.5
    chosen_2 = np.where(value, -z, z)  # stable-loss.5
    softplus_z = np.maximum(chosen_2, 0) + log1p_decay  # stable-loss.5
    loss = exponential * softplus_z  # stable-loss.5
    product = chosen * exponential * (1 / (1 + np.exp(chosen_2))) * softplus_z  # stable-gradient.5
    gradient = (1 - 2.0 * value) * (product + np.exp(-((chosen + 1) * total)))  # stable-gradient.5
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, gamma_1: float, gamma_0: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    value = y == 1  # stable-loss.5
    decay = np.exp(-np.abs(z))  # stable-loss.5
    log1p_decay = np.log1p(decay)  # stable-loss.5
    softplus_z_2 = np.maximum(z, 0) + log1p_decay  # stable-loss.5
    total_2 = np.maximum(-z, 0) + log1p_decay  # stable-loss.5
    chosen = np.where(value, gamma_1, gamma_0)  # stable-loss.5
    total = np.maximum(np.where(value, z, -z), 0) + log1p_decay  # stable-loss.5
    exponential = np.exp(-(chosen * total))  # stable-loss.5
    chosen_2 = np.where(value, -z, z)  # stable-loss.5
    softplus_z = np.maximum(chosen_2, 0) + log1p_decay  # stable-loss.5
    loss = exponential * softplus_z  # stable-loss.5
    product = chosen * exponential * (1 / (1 + np.exp(chosen_2))) * softplus_z  # stable-gradient.5
    gradient = (1 - 2.0 * value) * (product + np.exp(-((chosen + 1) * total)))  # stable-gradient.5
    one_plus_decay = 1 + decay  # stable-hessian.7
    q = np.where(z < 0, 1, decay) / one_plus_decay  # stable-hessian.7
    p = np.where(z > 0, 1, decay) / one_plus_decay  # stable-hessian.7
    p_to_gamma_0_plus_one = p ** (gamma_0 + 1)  # stable-hessian.7
    product_2 = gamma_0 * np.where(gamma_0 == 0, 0, p**gamma_0 * q * softplus_z_2)  # stable-hessian.7
    product_3 = gamma_0 * (product_2 + p_to_gamma_0_plus_one * (2 - softplus_z_2))  # stable-hessian.7
    q_to_gamma_1_plus_one = q ** (gamma_1 + 1)  # stable-hessian.7
    product_4 = q_to_gamma_1_plus_one * (2 - total_2)  # stable-hessian.7
    product_5 = gamma_1 * (product_4 + gamma_1 * q**gamma_1 * p * total_2)  # stable-hessian.7
    product_6 = (1 - y) * q * (product_3 + p_to_gamma_0_plus_one)  # stable-hessian.7
    hessian = product_6 + y * p * (product_5 + q_to_gamma_1_plus_one)  # stable-hessian.7
    return loss, gradient, hessian
