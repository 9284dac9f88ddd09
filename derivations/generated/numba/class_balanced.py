"""Class-balanced cross-entropy: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from class_balanced.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = (y*(w_1 - w_0) + w_0)*softplus(z) - w_1*y*z
    gradient = (y*(w_1 - w_0) + w_0)*sigmoid(z) - w_1*y
    hessian = (y*(w_1 - w_0) + w_0)*sigmoid(z)*sigmoid(-z)

Args:
    z: an array or a number, any real number.
    y: an array or a number, in {0, 1}.
    beta: a number, in (0, 1); default 0.999.
    n_1: a number, in [1, inf); default 100.0.
    n_0: a number, in [1, inf); default 1000.0.

The lines are those of `derivations.generated.class_balanced`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import class_balanced
    >>> loss, gradient, hessian = class_balanced.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [0.017871, 0.004979]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.numba import models as linear
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import exp, expm1, log, log1p_of_fraction, maximum, select
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
    predictions=("z",),
    variables=(("y", "{0, 1}"),),
    parameters=(("beta", "(0, 1)"), ("n_1", "[1, inf)"), ("n_0", "[1, inf)")),
)


def pointwise_loss(
    z: ArrayLike,
    y: ArrayLike,
    *,
    beta: ArrayLike = 0.999,
    n_1: ArrayLike = 100.0,
    n_0: ArrayLike = 1000.0,
    out: Any = None,
) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (beta, n_1, n_0), out, ("loss",), (0,))


def pointwise_gradient(
    z: ArrayLike,
    y: ArrayLike,
    *,
    beta: ArrayLike = 0.999,
    n_1: ArrayLike = 100.0,
    n_0: ArrayLike = 1000.0,
    out: Any = None,
) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (beta, n_1, n_0), out, ("gradient",), (0,))


def pointwise_hessian(
    z: ArrayLike,
    y: ArrayLike,
    *,
    beta: ArrayLike = 0.999,
    n_1: ArrayLike = 100.0,
    n_0: ArrayLike = 1000.0,
    out: Any = None,
) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (beta, n_1, n_0), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(
    z: ArrayLike,
    y: ArrayLike,
    *,
    beta: ArrayLike = 0.999,
    n_1: ArrayLike = 100.0,
    n_0: ArrayLike = 1000.0,
    out: Any = None,
) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (beta, n_1, n_0), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    z: ArrayLike,
    y: ArrayLike,
    *,
    beta: ArrayLike = 0.999,
    n_1: ArrayLike = 100.0,
    n_0: ArrayLike = 1000.0,
    out: Any = None,
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (beta, n_1, n_0), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 0.999,
    n_1: ArrayLike = 100.0,
    n_0: ArrayLike = 1000.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        beta: in (0, 1).
        n_1: in [1, inf).
        n_0: in [1, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (beta, n_1, n_0), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 0.999,
    n_1: ArrayLike = 100.0,
    n_0: ArrayLike = 1000.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (beta, n_1, n_0), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 0.999,
    n_1: ArrayLike = 100.0,
    n_0: ArrayLike = 1000.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(
        _loss_and_gradient, ARGUMENTS, theta, X, (y,), (beta, n_1, n_0), sample_weight, reduction
    )


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 0.999,
    n_1: ArrayLike = 100.0,
    n_0: ArrayLike = 1000.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (beta, n_1, n_0), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    beta: ArrayLike = 0.999,
    n_1: ArrayLike = 100.0,
    n_0: ArrayLike = 1000.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(
        _hessian, ARGUMENTS, theta, v, X, (y,), (beta, n_1, n_0), sample_weight, reduction
    )


@kernel
def _loss(z: float, y: float, beta: float, n_1: float, n_0: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(z, y, beta, n_1, n_0)[0]


@kernel
def _gradient(z: float, y: float, beta: float, n_1: float, n_0: float) -> float:
    """Gradient of a point."""
    return _loss_gradient_hessian(z, y, beta, n_1, n_0)[1]


@kernel
def _hessian(z: float, y: float, beta: float, n_1: float, n_0: float) -> float:
    """Hessian of a point."""
    return _loss_gradient_hessian(z, y, beta, n_1, n_0)[2]


@kernel
def _loss_and_gradient(z: float, y: float, beta: float, n_1: float, n_0: float) -> tuple[float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(z, y, beta, n_1, n_0)[:2]


@kernel
def _loss_gradient_hessian(z: float, y: float, beta: float, n_1: float, n_0: float) -> tuple[float, float, float]:
    """Loss, gradient and Hessian of a point."""
    one_minus_beta = 1 - beta  # stable-loss.8
    log_beta = log(beta)  # stable-loss.8
    ratio = one_minus_beta / expm1(n_0 * log_beta)  # stable-loss.8
    decay = exp(-abs(z))  # stable-loss.8
    log1p_decay = log1p_of_fraction(decay)  # stable-loss.8
    one_minus_y_ratio = (1 - y) * ratio  # stable-loss.8
    expm1_n_1_log_beta = expm1(n_1 * log_beta)  # stable-loss.8
    product = one_minus_beta * (maximum(-z, 0.0) + log1p_decay)  # stable-loss.8
    value = -(one_minus_y_ratio * (maximum(z, 0.0) + log1p_decay))  # stable-loss.8
    loss = value - y * (product / expm1_n_1_log_beta)  # stable-loss.8
    one_plus_decay = 1 + decay  # stable-gradient.8
    p = select(z > 0, 1.0, decay) / one_plus_decay  # stable-gradient.8
    q = select(z < 0, 1.0, decay) / one_plus_decay  # stable-gradient.8
    product_2 = y * ((beta - 1) * q / expm1_n_1_log_beta)  # stable-gradient.8
    gradient = -(one_minus_y_ratio * p) - product_2  # stable-gradient.8
    product_3 = (y * (ratio - one_minus_beta / expm1_n_1_log_beta) - ratio) * p  # stable-hessian.5
    hessian = product_3 * q  # stable-hessian.5
    return loss, gradient, hessian
