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

The lines are those of `derivations.generated.quality_focal`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import quality_focal
    >>> loss, gradient, hessian = quality_focal.pointwise_loss_gradient_hessian([-1.5, 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [0.095953, 0.010858]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.numba import models as linear
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import exp, log1p_of_fraction, maximum, power, select, sign
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


@kernel
def _loss(z: float, y: float, beta: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(z, y, beta)[0]


@kernel
def _gradient(z: float, y: float, beta: float) -> float:
    """Gradient of a point."""
    return _loss_gradient_hessian(z, y, beta)[1]


@kernel
def _hessian(z: float, y: float, beta: float) -> float:
    """Hessian of a point."""
    return _loss_gradient_hessian(z, y, beta)[2]


@kernel
def _loss_and_gradient(z: float, y: float, beta: float) -> tuple[float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(z, y, beta)[:2]


@kernel
def _loss_gradient_hessian(z: float, y: float, beta: float) -> tuple[float, float, float]:
    """Loss, gradient and Hessian of a point."""
    decay = exp(-abs(z))  # stable-loss.3
    one_plus_decay = 1 + decay  # stable-loss.3
    p = select(z > 0, 1.0, decay) / one_plus_decay  # stable-loss.3
    y_minus_p = y - p  # stable-loss.3
    abs_y_minus_p = abs(y_minus_p)  # stable-loss.3
    abs_y_minus_p_to_beta = power(abs_y_minus_p, beta)  # stable-loss.3
    softplus_z_minus_margin = maximum(z, 0.0) + log1p_of_fraction(decay) - y * z  # stable-loss.3
    loss = abs_y_minus_p_to_beta * softplus_z_minus_margin  # stable-loss.3
    p_minus_y = p - y  # stable-gradient.3
    beta_minus_one = beta - 1  # stable-gradient.3
    power_2 = power(abs_y_minus_p, beta_minus_one)  # stable-gradient.3
    sign_y_minus_p = sign(y_minus_p)  # stable-gradient.3
    q = select(z < 0, 1.0, decay) / one_plus_decay  # stable-gradient.3
    product = beta * power_2 * sign_y_minus_p * p * q * softplus_z_minus_margin  # stable-gradient.3
    gradient = abs_y_minus_p_to_beta * p_minus_y - product  # stable-gradient.3
    q_squared = q * q  # stable-hessian.4
    product_2 = p * (q * p_minus_y - q * p * softplus_z_minus_margin)  # stable-hessian.4
    total = p * q_squared * softplus_z_minus_margin + product_2  # stable-hessian.4
    chosen = select(beta_minus_one == 0, 0.0, power(abs_y_minus_p, beta - 2))  # stable-hessian.4
    chosen_2 = select(beta_minus_one == 1, 1.0, 0.0)  # stable-hessian.4
    chosen_3 = select(abs_y_minus_p > 0, beta_minus_one * chosen, chosen_2)  # stable-hessian.4
    product_3 = chosen_3 * (p * p) * q_squared * softplus_z_minus_margin  # stable-hessian.4
    product_4 = beta * (power_2 * sign_y_minus_p * total - product_3)  # stable-hessian.4
    hessian = (1 + beta) * abs_y_minus_p_to_beta * p * q - product_4  # stable-hessian.4
    return loss, gradient, hessian
