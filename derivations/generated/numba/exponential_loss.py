"""Exponential loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from exponential_loss.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = exp(-y*z)
    gradient = -y*exp(-y*z)
    hessian = exp(-y*z)

Args:
    z: an array or a number, any real number.
    y: an array or a number, in {-1, 1}.

The lines are those of `derivations.generated.exponential_loss`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import exponential_loss
    >>> loss, gradient, hessian = exponential_loss.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [4.481689, 0.606531]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.numba import models as linear
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import exp
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

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "{-1, 1}"),))


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, y), (), out, ("loss", "gradient", "hessian"), (0, 0, 0))


def loss(
    theta: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in {-1, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (), sample_weight, reduction)


def gradient(
    theta: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (), sample_weight, reduction)


def hessian(
    theta: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike, v: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (), sample_weight, reduction)


@kernel
def _loss(z: float, y: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(z, y)[0]


@kernel
def _gradient(z: float, y: float) -> float:
    """Gradient of a point."""
    return _loss_gradient_hessian(z, y)[1]


@kernel
def _hessian(z: float, y: float) -> float:
    """Hessian of a point."""
    return _loss_gradient_hessian(z, y)[2]


@kernel
def _loss_and_gradient(z: float, y: float) -> tuple[float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(z, y)[:2]


@kernel
def _loss_gradient_hessian(z: float, y: float) -> tuple[float, float, float]:
    """Loss, gradient and Hessian of a point."""
    loss = exp(-(y * z))  # stable-loss.1
    gradient = -(y * loss)  # stable-gradient.1
    return loss, gradient, loss
