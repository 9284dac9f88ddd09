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

The lines are those of `derivations.generated.focal`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import focal
    >>> loss, gradient, hessian = focal.pointwise_loss_gradient_hessian([-1.5, 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [0.571988, 0.222493]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.numba import models as linear
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import exp, log1p_of_fraction, maximum, power, select
from derivations.runtime.numba.points import pointwise
from derivations.runtime.pointwise import Results

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


@kernel
def _loss(z: float, y: float, gamma: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(z, y, gamma)[0]


@kernel
def _gradient(z: float, y: float, gamma: float) -> float:
    """Gradient of a point."""
    return _loss_gradient_hessian(z, y, gamma)[1]


@kernel
def _hessian(z: float, y: float, gamma: float) -> float:
    """Hessian of a point."""
    return _loss_gradient_hessian(z, y, gamma)[2]


@kernel
def _loss_and_gradient(z: float, y: float, gamma: float) -> tuple[float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(z, y, gamma)[:2]


@kernel
def _loss_gradient_hessian(z: float, y: float, gamma: float) -> tuple[float, float, float]:
    """Loss, gradient and Hessian of a point."""
    decay = exp(-abs(z))  # stable-loss.4
    log1p_decay = log1p_of_fraction(decay)  # stable-loss.4
    softplus_z = maximum(z, 0.0) + log1p_decay  # stable-loss.4
    exponential = exp(-(gamma * softplus_z))  # stable-loss.4
    total = maximum(-z, 0.0) + log1p_decay  # stable-loss.4
    one_minus_y = 1 - y  # stable-loss.4
    exp_minus_gamma_total = exp(-(gamma * total))  # stable-loss.4
    product = one_minus_y * exp_minus_gamma_total * softplus_z  # stable-loss.4
    loss = y * exponential * total + product  # stable-loss.4
    one_plus_decay = 1 + decay  # stable-gradient.5
    q = select(z < 0, 1.0, decay) / one_plus_decay  # stable-gradient.5
    gamma_plus_one = gamma + 1  # stable-gradient.5
    product_2 = gamma * exp_minus_gamma_total * q * softplus_z  # stable-gradient.5
    p = select(z > 0, 1.0, decay) / one_plus_decay  # stable-gradient.5
    exponential_2 = exp(-(gamma_plus_one * softplus_z))  # stable-gradient.5
    product_3 = one_minus_y * (product_2 + exp(-(gamma_plus_one * total)))  # stable-gradient.5
    gradient = product_3 - y * (gamma * exponential * p * total + exponential_2)  # stable-gradient.5
    p_to_gamma_plus_one = power(p, gamma_plus_one)  # stable-hessian.6
    product_4 = gamma * power(p, gamma) * q * softplus_z  # stable-hessian.6
    product_5 = gamma * (product_4 + p_to_gamma_plus_one * (2 - softplus_z))  # stable-hessian.6
    q_to_gamma_plus_one = power(q, gamma_plus_one)  # stable-hessian.6
    gamma_q_to_gamma_p_total = gamma * power(q, gamma) * p * total  # stable-hessian.6
    total_2 = q_to_gamma_plus_one * (2 - total) + gamma_q_to_gamma_p_total  # stable-hessian.6
    product_6 = one_minus_y * q * (product_5 + p_to_gamma_plus_one)  # stable-hessian.6
    hessian = product_6 + y * p * (gamma * total_2 + q_to_gamma_plus_one)  # stable-hessian.6
    return loss, gradient, hessian
