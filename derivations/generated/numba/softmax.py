"""Loss, gradient and Hessian of a linear model for labels of several classes, compiled by Numba.

Not to be edited by hand. The loss is defined in derivations/losses/softmax.py as

    -(1/m)*sum(i, 1, m, sum(j, 1, K, Y[i, j]*log(P[i, j])))

and this module is made again by

    derivations generate

The functions are those of `derivations.generated.softmax`, which tells more of them. Their passes over tiles of
samples are no emitted lines: they are written by hand, in `derivations.runtime.numba`, and tests compare them with that
module and with exact values. The classes are numbered from 0 here, from 1 in the derivation.
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.numba import softmax

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
    "predict_probability",
]


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Any:
    """Loss of each sample; written to `out` if that is given."""
    return softmax.pointwise(z, y, out, ("loss",))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Any:
    """Derivatives of each sample's loss with respect to its logits; written to `out` if that is given."""
    return softmax.pointwise(z, y, out, ("gradient",))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Any:
    """Second derivatives of each sample's loss with respect to its logits; written to `out` if that is given."""
    return softmax.pointwise(z, y, out, ("hessian",))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Any:
    """Loss of each sample and its derivatives; `out` takes a pair of arrays."""
    return softmax.pointwise(z, y, out, ("loss", "gradient"))


def pointwise_loss_gradient_hessian(z: ArrayLike, y: ArrayLike, *, out: Any = None) -> Any:
    """Loss of each sample, its derivatives and second derivatives; `out` takes a tuple of arrays."""
    return softmax.pointwise(z, y, out, ("loss", "gradient", "hessian"))


def loss(
    theta: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> float | Array:
    """Loss of all samples.

    Args:
        theta: parameters, shape (p, k), a column for each class; finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels, whole numbers 0 to k - 1, shape (m,), or rows of shares that add up to 1, shape (m, k).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.

    Raises:
        ValueError: an argument is not as above.
    """
    data = softmax.prepare(theta, X, y, sample_weight, reduction, ("mean", "sum", "none"))
    return softmax.losses(data) if reduction == "none" else softmax.loss(data)


def gradient(
    theta: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> Array:
    """Gradient with respect to theta, shape (p, k)."""
    return softmax.gradient(softmax.prepare(theta, X, y, sample_weight, reduction))


def loss_and_gradient(
    theta: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return softmax.loss_and_gradient(softmax.prepare(theta, X, y, sample_weight, reduction))


def hessian(
    theta: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> Array:
    """Hessian with respect to the entries of theta in the order of theta.ravel(), shape (p k, p k), dense."""
    return softmax.hessian(softmax.prepare(theta, X, y, sample_weight, reduction))


def hessian_vector_product(
    theta: ArrayLike, v: ArrayLike, X: Matrix, y: ArrayLike, *, sample_weight: Weights = None, reduction: str = "mean"
) -> Array:
    """The Hessian times v, both of the shape of theta, without the Hessian."""
    return softmax.hessian_vector_product(softmax.prepare(theta, X, y, sample_weight, reduction), v)


def predict_probability(theta: ArrayLike, X: Matrix) -> Array:
    """Probability of each class for each row of X, shape (m, k)."""
    return softmax.predict_probability(theta, X)
