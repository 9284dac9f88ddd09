"""Sigmoid loss for pairs: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from siglip.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = softplus(-y*(t*s + b))
    gradient = -y*t*sigmoid(-y*(t*s + b))
    hessian = t**2*sigmoid(-y*(t*s + b))*sigmoid(y*(t*s + b))

Args:
    s: an array or a number, any real number.
    y: an array or a number, in {-1, 1}.
    t: a number, in (0, inf); default 10.0.
    b: a number, any real number; default -10.0.

The lines are those of `derivations.generated.siglip`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import siglip
    >>> loss, gradient, hessian = siglip.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [25.0, 5.006715]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.numba import models as linear
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import exp, log1p_of_fraction, maximum, select
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

ARGUMENTS = Arguments(predictions=("s",), variables=(("y", "{-1, 1}"),), parameters=(("t", "(0, inf)"), ("b", "real")))


def pointwise_loss(
    s: ArrayLike, y: ArrayLike, *, t: ArrayLike = 10.0, b: ArrayLike = -10.0, out: Any = None
) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (s, y), (t, b), out, ("loss",), (0,))


def pointwise_gradient(
    s: ArrayLike, y: ArrayLike, *, t: ArrayLike = 10.0, b: ArrayLike = -10.0, out: Any = None
) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (s, y), (t, b), out, ("gradient",), (0,))


def pointwise_hessian(
    s: ArrayLike, y: ArrayLike, *, t: ArrayLike = 10.0, b: ArrayLike = -10.0, out: Any = None
) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (s, y), (t, b), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(
    s: ArrayLike, y: ArrayLike, *, t: ArrayLike = 10.0, b: ArrayLike = -10.0, out: Any = None
) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (s, y), (t, b), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    s: ArrayLike, y: ArrayLike, *, t: ArrayLike = 10.0, b: ArrayLike = -10.0, out: Any = None
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (s, y), (t, b), out, ("loss", "gradient", "hessian"), (0, 0, 0))


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t: ArrayLike = 10.0,
    b: ArrayLike = -10.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in {-1, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        t: in (0, inf).
        b: any real number.

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (t, b), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t: ArrayLike = 10.0,
    b: ArrayLike = -10.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (t, b), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t: ArrayLike = 10.0,
    b: ArrayLike = -10.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (t, b), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t: ArrayLike = 10.0,
    b: ArrayLike = -10.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (t, b), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t: ArrayLike = 10.0,
    b: ArrayLike = -10.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (t, b), sample_weight, reduction)


@kernel
def _loss(s: float, y: float, t: float, b: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(s, y, t, b)[0]


@kernel
def _gradient(s: float, y: float, t: float, b: float) -> float:
    """Gradient of a point."""
    return _loss_gradient_hessian(s, y, t, b)[1]


@kernel
def _hessian(s: float, y: float, t: float, b: float) -> float:
    """Hessian of a point."""
    return _loss_gradient_hessian(s, y, t, b)[2]


@kernel
def _loss_and_gradient(s: float, y: float, t: float, b: float) -> tuple[float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(s, y, t, b)[:2]


@kernel
def _loss_gradient_hessian(s: float, y: float, t: float, b: float) -> tuple[float, float, float]:
    """Loss, gradient and Hessian of a point."""
    y_t_s_plus_b = y * (t * s + b)  # stable-loss.2
    exponential = exp(-abs(y_t_s_plus_b))  # stable-loss.2
    loss = maximum(-y_t_s_plus_b, 0.0) + log1p_of_fraction(exponential)  # stable-loss.2
    one_plus_exponential = 1 + exponential  # stable-gradient.2
    ratio = select(y_t_s_plus_b < 0, 1.0, exponential) / one_plus_exponential  # stable-gradient.2
    gradient = -(y * t * ratio)  # stable-gradient.2
    ratio_2 = select(y_t_s_plus_b > 0, 1.0, exponential) / one_plus_exponential  # stable-hessian.2
    hessian = t * t * ratio * ratio_2  # stable-hessian.2
    return loss, gradient, hessian
