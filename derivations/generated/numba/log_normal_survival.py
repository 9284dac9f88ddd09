"""Log-normal likelihood of accelerated failure times: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from log_normal_survival.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = delta*((2*log(sigma*t) + log(2*pi) + ((log(t) - z)/sigma)**2)/2) - (1 - delta)*log(normal_cdf((z -
        log(t))/sigma))
    gradient = -((delta*(log(t) - z))/sigma + ((1 - delta)*normal_pdf((z - log(t))/sigma))/normal_cdf((z -
        log(t))/sigma))/sigma
    hessian = (((1 - delta)*normal_pdf((z - log(t))/sigma)*(((z - log(t))*normal_cdf((z - log(t))/sigma))/sigma +
        normal_pdf((z - log(t))/sigma)))/normal_cdf((z - log(t))/sigma)**2 + delta)/sigma**2

Args:
    z: an array or a number, any real number.
    t: an array or a number, in (0, inf).
    delta: an array or a number, in {0, 1}.
    sigma: a number, in (0, inf); default 1.0.

The lines are those of `derivations.generated.log_normal_survival`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import log_normal_survival
    >>> loss, gradient, hessian = log_normal_survival.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0], [1.0,
    ... 1.0])
    >>> loss.round(6).tolist()
    [2.043939, 1.043939]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.numba import models as linear
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import NAN, isnan, log, select
from derivations.runtime.numba.points import pointwise
from derivations.runtime.numba.special import erfcx, log_ndtr
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
    predictions=("z",), variables=(("t", "(0, inf)"), ("delta", "{0, 1}")), parameters=(("sigma", "(0, inf)"),)
)


def pointwise_loss(z: ArrayLike, t: ArrayLike, delta: ArrayLike, *, sigma: ArrayLike = 1.0, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, t, delta), (sigma,), out, ("loss",), (0,))


def pointwise_gradient(
    z: ArrayLike, t: ArrayLike, delta: ArrayLike, *, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, t, delta), (sigma,), out, ("gradient",), (0,))


def pointwise_hessian(
    z: ArrayLike, t: ArrayLike, delta: ArrayLike, *, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, t, delta), (sigma,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(
    z: ArrayLike, t: ArrayLike, delta: ArrayLike, *, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, t, delta), (sigma,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    z: ArrayLike, t: ArrayLike, delta: ArrayLike, *, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, t, delta), (sigma,), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    t: ArrayLike,
    delta: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    sigma: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        t: shape (m,), in (0, inf).
        delta: shape (m,), in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        sigma: in (0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (t, delta), (sigma,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    t: ArrayLike,
    delta: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    sigma: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (t, delta), (sigma,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    t: ArrayLike,
    delta: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    sigma: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(
        _loss_and_gradient, ARGUMENTS, theta, X, (t, delta), (sigma,), sample_weight, reduction
    )


def hessian(
    theta: ArrayLike,
    X: Matrix,
    t: ArrayLike,
    delta: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    sigma: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (t, delta), (sigma,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    t: ArrayLike,
    delta: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    sigma: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(
        _hessian, ARGUMENTS, theta, v, X, (t, delta), (sigma,), sample_weight, reduction
    )


@kernel
def _loss(z: float, t: float, delta: float, sigma: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(z, t, delta, sigma)[0]


@kernel
def _gradient(z: float, t: float, delta: float, sigma: float) -> float:
    """Gradient of a point."""
    return _loss_gradient_hessian(z, t, delta, sigma)[1]


@kernel
def _hessian(z: float, t: float, delta: float, sigma: float) -> float:
    """Hessian of a point."""
    return _loss_gradient_hessian(z, t, delta, sigma)[2]


@kernel
def _loss_and_gradient(z: float, t: float, delta: float, sigma: float) -> tuple[float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(z, t, delta, sigma)[:2]


@kernel
def _loss_gradient_hessian(z: float, t: float, delta: float, sigma: float) -> tuple[float, float, float]:
    """Loss, gradient and Hessian of a point."""
    log_t = log(t)  # stable-loss.3
    w = (log_t - z) / sigma  # stable-loss.3
    ratio = (2 * log(sigma * t) + 1.8378770664093456 + w * w) / 2  # stable-loss.3
    one_minus_delta = 1 - delta  # stable-loss.3
    z_minus_log_t_over_sigma = (z - log_t) / sigma  # stable-loss.3
    value = log_ndtr(z_minus_log_t_over_sigma)  # stable-loss.3
    product = one_minus_delta * select(one_minus_delta == 0, 0.0, value)  # stable-loss.3
    loss = delta * select(delta == 0, 0.0, ratio) - product  # stable-loss.3
    value_2 = erfcx(-(z_minus_log_t_over_sigma / 1.4142135623730951))  # stable-gradient.3
    ratio_2 = 0.7978845608028654 / value_2  # stable-gradient.3
    one_minus_delta_ratio_2 = one_minus_delta * ratio_2  # stable-gradient.3
    gradient = -((delta * w + one_minus_delta_ratio_2) / sigma)  # stable-gradient.3
    product_2 = one_minus_delta_ratio_2 * (ratio_2 + z_minus_log_t_over_sigma)  # stable-hessian.3
    hessian = (product_2 + delta) / (sigma * sigma)  # stable-hessian.3
    return select(isnan(z) | isnan(t), NAN, loss), gradient, hessian
