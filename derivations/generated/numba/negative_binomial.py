"""Negative-binomial likelihood with log link: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from negative_binomial.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = (y + 1/alpha)*log(1 + alpha*exp(z)) - y*(log(alpha) + z) + lgamma(y + 1) + lgamma(1/alpha) - lgamma(y +
        1/alpha)
    gradient = (exp(z) - y)/(1 + alpha*exp(z))
    hessian = (exp(z)*(1 + alpha*y))/(1 + alpha*exp(z))**2

Args:
    z: an array or a number, any real number.
    y: an array or a number, in {0, 1, 2,..}.
    alpha: a number, in (0, inf); default 1.0.

The lines are those of `derivations.generated.negative_binomial`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import negative_binomial
    >>> loss, gradient, hessian = negative_binomial.pointwise_loss_gradient_hessian([-1.5, 0.5], [2.0, 2.0])
    >>> loss.round(6).tolist()
    [3.60424, 1.922231]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.numba import models as linear
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import exp, log, log1p_of_fraction, maximum, select
from derivations.runtime.numba.points import pointwise
from derivations.runtime.numba.special import lgamma
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "{0, 1, 2, ...}"),), parameters=(("alpha", "(0, inf)"),))


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, alpha: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (alpha,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, alpha: ArrayLike = 1.0, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (alpha,), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, alpha: ArrayLike = 1.0, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (alpha,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, alpha: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (alpha,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, alpha: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (alpha,), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    alpha: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in {0, 1, 2, ...}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        alpha: in (0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (alpha,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    alpha: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (alpha,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    alpha: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (alpha,), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    alpha: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (alpha,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    alpha: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (alpha,), sample_weight, reduction)


@kernel
def _loss(z: float, y: float, alpha: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(z, y, alpha)[0]


@kernel
def _gradient(z: float, y: float, alpha: float) -> float:
    """Gradient of a point."""
    return _loss_gradient_hessian(z, y, alpha)[1]


@kernel
def _hessian(z: float, y: float, alpha: float) -> float:
    """Hessian of a point."""
    return _loss_gradient_hessian(z, y, alpha)[2]


@kernel
def _loss_and_gradient(z: float, y: float, alpha: float) -> tuple[float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(z, y, alpha)[:2]


@kernel
def _loss_gradient_hessian(z: float, y: float, alpha: float) -> tuple[float, float, float]:
    """Loss, gradient and Hessian of a point."""
    one_over_alpha = 1 / alpha  # stable-loss.4
    log_alpha = log(alpha)  # stable-loss.4
    z_plus_log_alpha = z + log_alpha  # stable-loss.4
    exponential = exp(-abs(z_plus_log_alpha))  # stable-loss.4
    total = maximum(z_plus_log_alpha, 0.0) + log1p_of_fraction(exponential)  # stable-loss.4
    total_2 = one_over_alpha * total + y * (total - (log_alpha + z))  # stable-loss.4
    total_3 = total_2 + lgamma(y + 1) + lgamma(one_over_alpha)  # stable-loss.4
    loss = total_3 - lgamma(y + one_over_alpha)  # stable-loss.4
    one_plus_exponential = 1 + exponential  # stable-gradient.3
    chosen = select(z_plus_log_alpha > 0, 1.0, exponential)  # stable-gradient.3
    ratio = chosen / one_plus_exponential  # stable-gradient.3
    chosen_2 = select(z_plus_log_alpha < 0, 1.0, exponential)  # stable-gradient.3
    ratio_2 = chosen_2 / one_plus_exponential  # stable-gradient.3
    gradient = ratio / alpha - y * ratio_2  # stable-gradient.3
    hessian = (1 + alpha * y) / alpha * ratio * ratio_2  # stable-hessian.3
    return loss, gradient, hessian
