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

The lines are those of `derivations.generated.asymmetric_focal`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import asymmetric_focal
    >>> loss, gradient, hessian = asymmetric_focal.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [1.391032, 0.178983]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.numba import models as linear
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import NAN, exp, isnan, log1p_of_fraction, maximum, power, select
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

ARGUMENTS = Arguments(
    predictions=("z",), variables=(("y", "{0, 1}"),), parameters=(("gamma_1", "[0, inf)"), ("gamma_0", "[0, inf)"))
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


@kernel
def _loss(z: float, y: float, gamma_1: float, gamma_0: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(z, y, gamma_1, gamma_0)[0]


@kernel
def _gradient(z: float, y: float, gamma_1: float, gamma_0: float) -> float:
    """Gradient of a point."""
    return _loss_gradient_hessian(z, y, gamma_1, gamma_0)[1]


@kernel
def _hessian(z: float, y: float, gamma_1: float, gamma_0: float) -> float:
    """Hessian of a point."""
    return _loss_gradient_hessian(z, y, gamma_1, gamma_0)[2]


@kernel
def _loss_and_gradient(z: float, y: float, gamma_1: float, gamma_0: float) -> tuple[float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(z, y, gamma_1, gamma_0)[:2]


@kernel
def _loss_gradient_hessian(z: float, y: float, gamma_1: float, gamma_0: float) -> tuple[float, float, float]:
    """Loss, gradient and Hessian of a point."""
    value = y == 1  # stable-loss.5
    decay = exp(-abs(z))  # stable-loss.5
    log1p_decay = log1p_of_fraction(decay)  # stable-loss.5
    softplus_z = maximum(z, 0.0) + log1p_decay  # stable-loss.5
    total = maximum(-z, 0.0) + log1p_decay  # stable-loss.5
    chosen = select(value, gamma_1, gamma_0)  # stable-loss.5
    total_2 = maximum(select(value, z, -z), 0.0) + log1p_decay  # stable-loss.5
    exp_minus_chosen_total_2 = exp(-(chosen * total_2))  # stable-loss.5
    chosen_2 = select(value, -z, z)  # stable-loss.5
    softplus_z_2 = maximum(chosen_2, 0.0) + log1p_decay  # stable-loss.5
    loss = exp_minus_chosen_total_2 * softplus_z_2  # stable-loss.5
    product = chosen * exp_minus_chosen_total_2 * (1 / (1 + exp(chosen_2)))  # stable-gradient.5
    total_3 = product * softplus_z_2 + exp(-((chosen + 1) * total_2))  # stable-gradient.5
    gradient = select(value, -1.0, 1.0) * total_3  # stable-gradient.5
    one_plus_decay = 1 + decay  # stable-hessian.7
    q = select(z < 0, 1.0, decay) / one_plus_decay  # stable-hessian.7
    p = select(z > 0, 1.0, decay) / one_plus_decay  # stable-hessian.7
    chosen_3 = select(gamma_0 == 0, 0.0, power(p, gamma_0) * q * softplus_z)  # stable-hessian.7
    p_to_gamma_0_plus_one = power(p, gamma_0 + 1)  # stable-hessian.7
    total_4 = gamma_0 * chosen_3 + p_to_gamma_0_plus_one * (2 - softplus_z)  # stable-hessian.7
    q_to_gamma_1_plus_one = power(q, gamma_1 + 1)  # stable-hessian.7
    product_2 = gamma_1 * power(q, gamma_1) * p * total  # stable-hessian.7
    product_3 = gamma_1 * (q_to_gamma_1_plus_one * (2 - total) + product_2)  # stable-hessian.7
    product_4 = (1 - y) * q * (gamma_0 * total_4 + p_to_gamma_0_plus_one)  # stable-hessian.7
    hessian = product_4 + y * p * (product_3 + q_to_gamma_1_plus_one)  # stable-hessian.7
    return select(isnan(y), NAN, loss), select(isnan(y), NAN, gradient), hessian
