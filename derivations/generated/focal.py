"""Focal loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from focal.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = y*sigmoid(-z)**gamma*softplus(-z) + (1 - y)*sigmoid(z)**gamma*softplus(z)
    gradient = (1 - y)*(gamma*sigmoid(z)**gamma*sigmoid(-z)*softplus(z) + sigmoid(z)**(gamma + 1)) -
        y*(gamma*sigmoid(-z)**gamma*sigmoid(z)*softplus(-z) + sigmoid(-z)**(gamma + 1))
    hessian = (1 - y)*(gamma*sigmoid(-z)*(gamma*sigmoid(z)**gamma*sigmoid(-z)*softplus(z) + sigmoid(z)**(gamma +
        1)*(1 - softplus(z))) + (gamma + 1)*sigmoid(z)**(gamma + 1)*sigmoid(-z)) - y*(gamma*(sigmoid(-z)**(gamma +
        1)*sigmoid(z)*(softplus(-z) - 1) - gamma*sigmoid(-z)**gamma*sigmoid(z)**2*softplus(-z)) - (gamma +
        1)*sigmoid(-z)**(gamma + 1)*sigmoid(z))

Args:
    z: an array or a number, any real number.
    y: an array or a number, in [0, 1].
    gamma: a number, in [0, inf); default 2.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 2.1 u (1 + κ) at 1033 points.
    gradient: at most 3.3 u (1 + κ) at 1072 points.
    hessian: more than 16 u (1 + κ) at 5 of 1132 points; worst: at z = 744.5, y = 0.0, gamma = 1e+20 it gives
        -3.6684374203712557e-301 for -3.4550527394085566e-301.

Example:
    >>> from derivations.generated import focal
    >>> loss, gradient, hessian = focal.pointwise_loss_gradient_hessian([-1.5, 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [0.571988, 0.222493]
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "[0, 1]"),), parameters=(("gamma", "[0, inf)"),))


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, gamma: ArrayLike = 2.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (gamma,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, gamma: ArrayLike = 2.0, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (gamma,), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, gamma: ArrayLike = 2.0, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (gamma,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, gamma: ArrayLike = 2.0, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (gamma,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, gamma: ArrayLike = 2.0, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (gamma,), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    gamma: ArrayLike = 2.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        gamma: in [0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (gamma,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    gamma: ArrayLike = 2.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (gamma,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    gamma: ArrayLike = 2.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (gamma,), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    gamma: ArrayLike = 2.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (gamma,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    gamma: ArrayLike = 2.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (gamma,), sample_weight, reduction)


def _loss(z: Array, y: Array, gamma: float) -> Array:
    """Loss of a block of points."""
    log1p_decay = np.log1p(np.exp(-np.abs(z)))  # stable-loss.4
    softplus_z = np.maximum(z, 0) + log1p_decay  # stable-loss.4
    total = np.maximum(-z, 0) + log1p_decay  # stable-loss.4
    product = (1 - y) * np.exp(-(gamma * total)) * softplus_z  # stable-loss.4
    loss = y * np.exp(-(gamma * softplus_z)) * total + product  # stable-loss.4
    return loss


def _gradient(z: Array, y: Array, gamma: float) -> Array:
    """Gradient of a block of points."""
    return _loss_and_gradient(z, y, gamma)[1]


def _hessian(z: Array, y: Array, gamma: float) -> Array:
    """Hessian of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.4
    log1p_decay = np.log1p(decay)  # stable-loss.4
    softplus_z = np.maximum(z, 0) + log1p_decay  # stable-loss.4
    total = np.maximum(-z, 0) + log1p_decay  # stable-loss.4
    one_plus_decay = 1 + decay  # stable-gradient.5
    q = np.where(z < 0, 1, decay) / one_plus_decay  # stable-gradient.5
    gamma_plus_one = gamma + 1  # stable-gradient.5
    p = np.where(z > 0, 1, decay) / one_plus_decay  # stable-gradient.5
    p_to_gamma_plus_one = p**gamma_plus_one  # stable-hessian.6
    product_6 = p_to_gamma_plus_one * (2 - softplus_z)  # stable-hessian.6
    product_7 = gamma * (gamma * p**gamma * q * softplus_z + product_6)  # stable-hessian.6
    q_to_gamma_plus_one = q**gamma_plus_one  # stable-hessian.6
    total_2 = q_to_gamma_plus_one * (2 - total) + gamma * q**gamma * p * total  # stable-hessian.6
    product_8 = (1 - y) * q * (product_7 + p_to_gamma_plus_one)  # stable-hessian.6
    hessian = product_8 + y * p * (gamma * total_2 + q_to_gamma_plus_one)  # stable-hessian.6
    return hessian


def _loss_and_gradient(z: Array, y: Array, gamma: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.4
    log1p_decay = np.log1p(decay)  # stable-loss.4
    softplus_z = np.maximum(z, 0) + log1p_decay  # stable-loss.4
    exponential = np.exp(-(gamma * softplus_z))  # stable-loss.4
    total = np.maximum(-z, 0) + log1p_decay  # stable-loss.4
    one_minus_y = 1 - y  # stable-loss.4
    exp_minus_gamma_total = np.exp(-(gamma * total))  # stable-loss.4
    product = one_minus_y * exp_minus_gamma_total * softplus_z  # stable-loss.4
    loss = y * exponential * total + product  # stable-loss.4
    one_plus_decay = 1 + decay  # stable-gradient.5
    q = np.where(z < 0, 1, decay) / one_plus_decay  # stable-gradient.5
    gamma_plus_one = gamma + 1  # stable-gradient.5
    product_2 = gamma * exp_minus_gamma_total * q * softplus_z  # stable-gradient.5
    gamma_exponential_p = gamma * exponential * (np.where(z > 0, 1, decay) / one_plus_decay)  # stable-gradient.5
    exponential_2 = np.exp(-(gamma_plus_one * softplus_z))  # stable-gradient.5
    product_4 = one_minus_y * (product_2 + np.exp(-(gamma_plus_one * total)))  # stable-gradient.5
    gradient = product_4 - y * (gamma_exponential_p * total + exponential_2)  # stable-gradient.5
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, gamma: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.4
    log1p_decay = np.log1p(decay)  # stable-loss.4
    softplus_z = np.maximum(z, 0) + log1p_decay  # stable-loss.4
    exponential = np.exp(-(gamma * softplus_z))  # stable-loss.4
    total = np.maximum(-z, 0) + log1p_decay  # stable-loss.4
    one_minus_y = 1 - y  # stable-loss.4
    exp_minus_gamma_total = np.exp(-(gamma * total))  # stable-loss.4
    product = one_minus_y * exp_minus_gamma_total * softplus_z  # stable-loss.4
    loss = y * exponential * total + product  # stable-loss.4
    one_plus_decay = 1 + decay  # stable-gradient.5
    q = np.where(z < 0, 1, decay) / one_plus_decay  # stable-gradient.5
    gamma_plus_one = gamma + 1  # stable-gradient.5
    product_2 = gamma * exp_minus_gamma_total * q * softplus_z  # stable-gradient.5
    p = np.where(z > 0, 1, decay) / one_plus_decay  # stable-gradient.5
    exponential_2 = np.exp(-(gamma_plus_one * softplus_z))  # stable-gradient.5
    product_4 = one_minus_y * (product_2 + np.exp(-(gamma_plus_one * total)))  # stable-gradient.5
    gradient = product_4 - y * (gamma * exponential * p * total + exponential_2)  # stable-gradient.5
    p_to_gamma_plus_one = p**gamma_plus_one  # stable-hessian.6
    product_6 = p_to_gamma_plus_one * (2 - softplus_z)  # stable-hessian.6
    product_7 = gamma * (gamma * p**gamma * q * softplus_z + product_6)  # stable-hessian.6
    q_to_gamma_plus_one = q**gamma_plus_one  # stable-hessian.6
    total_2 = q_to_gamma_plus_one * (2 - total) + gamma * q**gamma * p * total  # stable-hessian.6
    product_8 = one_minus_y * q * (product_7 + p_to_gamma_plus_one)  # stable-hessian.6
    hessian = product_8 + y * p * (gamma * total_2 + q_to_gamma_plus_one)  # stable-hessian.6
    return loss, gradient, hessian
