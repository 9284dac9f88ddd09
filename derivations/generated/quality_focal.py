"""Quality focal loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from quality_focal.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = abs(y - sigmoid(z))**beta*(softplus(z) - y*z)
    gradient = abs(y - sigmoid(z))**beta*(sigmoid(z) - y) - beta*abs(y - sigmoid(z))**(beta - 1)*sign(y -
        sigmoid(z))*sigmoid(z)*sigmoid(-z)*(softplus(z) - y*z)
    hessian = (1 + beta)*abs(y - sigmoid(z))**beta*sigmoid(z)*sigmoid(-z) - beta*(abs(y - sigmoid(z))**(beta -
        1)*sign(y - sigmoid(z))*(sigmoid(z)*sigmoid(-z)**2*(softplus(z) - y*z) + sigmoid(z)*(sigmoid(-z)*(sigmoid(z)
        - y) - sigmoid(-z)*sigmoid(z)*(softplus(z) - y*z))) - where(0 < abs(y - sigmoid(z)), (beta - 1)*abs(y -
        sigmoid(z))**(beta - 2), indicator(beta - 1 == 1))*sigmoid(z)**2*sigmoid(-z)**2*(softplus(z) - y*z))

Args:
    z: an array or a number, any real number.
    y: an array or a number, in [0, 1].
    beta: a number, in [1, inf); default 2.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: more than 16 u (1 + κ) at 1 of 1009 points; worst: at z = 6.0520144092723385, y = 1.9327766635570217e-08,
        beta = 241.34794599790948 it gives 3.4333001243843775 for 3.4333001243843184.
    gradient: more than 16 u (1 + κ) at 6 of 1068 points; worst: at z = 1e-17, y = 0.5, beta = 1.0 it gives 0.0 for
        0.17328679513998632.
    hessian: at most 9.9 u (1 + κ) at 1086 points.

Example:
    >>> from derivations.generated import quality_focal
    >>> loss, gradient, hessian = quality_focal.pointwise_loss_gradient_hessian([-1.5, 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [0.095953, 0.010858]
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "[0, 1]"),), parameters=(("beta", "[1, inf)"),))


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, beta: ArrayLike = 2.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (beta,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, beta: ArrayLike = 2.0, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (beta,), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, beta: ArrayLike = 2.0, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (beta,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, beta: ArrayLike = 2.0, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (beta,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, beta: ArrayLike = 2.0, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (beta,), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 2.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        beta: in [1, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (beta,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 2.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (beta,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 2.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (beta,), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 2.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (beta,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 2.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (beta,), sample_weight, reduction)


def _loss(z: Array, y: Array, beta: float) -> Array:
    """Loss of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.3
    abs_y_minus_p_to_beta = np.abs(y - np.where(z > 0, 1, decay) / (1 + decay)) ** beta  # stable-loss.3
    softplus_z_minus_margin = np.maximum(z, 0) + np.log1p(decay) - y * z  # stable-loss.3
    loss = abs_y_minus_p_to_beta * softplus_z_minus_margin  # stable-loss.3
    return loss


def _gradient(z: Array, y: Array, beta: float) -> Array:
    """Gradient of a block of points."""
    return _loss_and_gradient(z, y, beta)[1]


def _hessian(z: Array, y: Array, beta: float) -> Array:
    """Hessian of a block of points."""
    return _loss_gradient_hessian(z, y, beta)[2]


def _loss_and_gradient(z: Array, y: Array, beta: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.3
    one_plus_decay = 1 + decay  # stable-loss.3
    p = np.where(z > 0, 1, decay) / one_plus_decay  # stable-loss.3
    y_minus_p = y - p  # stable-loss.3
    abs_y_minus_p = np.abs(y_minus_p)  # stable-loss.3
    abs_y_minus_p_to_beta = abs_y_minus_p**beta  # stable-loss.3
    softplus_z_minus_margin = np.maximum(z, 0) + np.log1p(decay) - y * z  # stable-loss.3
    loss = abs_y_minus_p_to_beta * softplus_z_minus_margin  # stable-loss.3
    product = beta * abs_y_minus_p ** (beta - 1) * np.sign(y_minus_p) * p  # stable-gradient.3
    product_q = product * (np.where(z < 0, 1, decay) / one_plus_decay)  # stable-gradient.3
    product_2 = product_q * softplus_z_minus_margin  # stable-gradient.3
    gradient = abs_y_minus_p_to_beta * (p - y) - product_2  # stable-gradient.3
    return loss, gradient


def _loss_gradient_hessian(z: Array, y: Array, beta: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    decay = np.exp(-np.abs(z))  # stable-loss.3
    one_plus_decay = 1 + decay  # stable-loss.3
    p = np.where(z > 0, 1, decay) / one_plus_decay  # stable-loss.3
    y_minus_p = y - p  # stable-loss.3
    abs_y_minus_p = np.abs(y_minus_p)  # stable-loss.3
    abs_y_minus_p_to_beta = abs_y_minus_p**beta  # stable-loss.3
    softplus_z_minus_margin = np.maximum(z, 0) + np.log1p(decay) - y * z  # stable-loss.3
    loss = abs_y_minus_p_to_beta * softplus_z_minus_margin  # stable-loss.3
    p_minus_y = p - y  # stable-gradient.3
    beta_minus_one = beta - 1  # stable-gradient.3
    power = abs_y_minus_p**beta_minus_one  # stable-gradient.3
    sign_y_minus_p = np.sign(y_minus_p)  # stable-gradient.3
    q = np.where(z < 0, 1, decay) / one_plus_decay  # stable-gradient.3
    product_2 = beta * power * sign_y_minus_p * p * q * softplus_z_minus_margin  # stable-gradient.3
    gradient = abs_y_minus_p_to_beta * p_minus_y - product_2  # stable-gradient.3
    q_squared = q * q  # stable-hessian.4
    product_3 = p * (q * p_minus_y - q * p * softplus_z_minus_margin)  # stable-hessian.4
    total = p * q_squared * softplus_z_minus_margin + product_3  # stable-hessian.4
    chosen = np.where(beta_minus_one == 0, 0, abs_y_minus_p ** (beta - 2))  # stable-hessian.4
    chosen_2 = np.where(beta_minus_one == 1, 1, 0)  # stable-hessian.4
    chosen_3 = np.where(abs_y_minus_p > 0, beta_minus_one * chosen, chosen_2)  # stable-hessian.4
    product_5 = chosen_3 * (p * p) * q_squared * softplus_z_minus_margin  # stable-hessian.4
    product_7 = beta * (power * sign_y_minus_p * total - product_5)  # stable-hessian.4
    hessian = (1 + beta) * abs_y_minus_p_to_beta * p * q - product_7  # stable-hessian.4
    return loss, gradient, hessian
