"""Loss, gradient and Hessian of a linear model for labels 0 and 1, as emitted from their derivation.

Not to be edited by hand. The loss is defined in derivations/losses/logistic.py as

    J(θ) = −(1/m) Σ [y log h + (1 − y) log(1 − h)]

and this module is made again by

    derivations generate logistic

A comment behind a line names the step of the derivation that justifies it; the function's docstring says what the
step states. All arithmetic is in float64, whatever the type of the arguments. NumPy alone is needed.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from derivations.generated import _support
from derivations.generated._support import Array, Floats, Matrix

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
    "predict_probability",
]


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, out: NDArray[np.floating] | None = None) -> Floats:
    """Loss of each sample.

    log(1 + e^z) − y z.

    Args:
        z: logits, any real numbers, infinities included, of any shape.
        y: labels, 0 or 1 (any number in [0, 1] will do; not checked), of a shape that broadcasts with z.
        out: array of the broadcast shape to write to; it may be z itself.

    Returns:
        The losses, of the broadcast shape: `out` if given, a scalar for scalars. 0 at (inf, 1) and (-inf, 0), inf at
        (-inf, 1) and (inf, 0), nan only for nan.

    Raises:
        ValueError: an argument is not numeric, the shapes don't go together, or `out` does not fit.
    """
    return _support.pointwise(_pointwise_loss, z, y, out, ("loss",))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, out: NDArray[np.floating] | None = None) -> Floats:
    """Derivative by the logit of each sample's loss, the residual.

    σ(z) − y.

    Args:
        z: logits, any real numbers, infinities included, of any shape.
        y: labels, 0 or 1 (any number in [0, 1] will do; not checked), of a shape that broadcasts with z.
        out: array of the broadcast shape to write to; it may be z itself.

    Returns:
        The derivatives, of the broadcast shape: `out` if given, a scalar for scalars. nan only for nan.

    Raises:
        ValueError: an argument is not numeric, the shapes don't go together, or `out` does not fit.
    """
    return _support.pointwise(_pointwise_gradient, z, y, out, ("gradient",))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, out: NDArray[np.floating] | None = None) -> Floats:
    """Second derivative by the logit of each sample's loss.

    σ(z) (1 − σ(z)).

    Args:
        z: logits, any real numbers, infinities included, of any shape.
        y: labels, 0 or 1 (any number in [0, 1] will do; not checked), of a shape that broadcasts with z.
        out: array of the broadcast shape to write to; it may be z itself.

    Returns:
        The second derivatives, of the broadcast shape: `out` if given, a scalar for scalars. nan only for nan.

    Raises:
        ValueError: an argument is not numeric, the shapes don't go together, or `out` does not fit.
    """
    return _support.pointwise(_pointwise_hessian, z, y, out, ("hessian",))


def pointwise_loss_and_gradient(
    z: ArrayLike, y: ArrayLike, *, out: tuple[NDArray[np.floating], NDArray[np.floating]] | None = None
) -> tuple[Floats, Floats]:
    """Loss of each sample and its derivative by the logit, in one pass.

    Args:
        z: logits, any real numbers, infinities included, of any shape.
        y: labels, 0 or 1 (any number in [0, 1] will do; not checked), of a shape that broadcasts with z.
        out: a pair of arrays of the broadcast shape to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, the shapes don't go together, or `out` does not fit.
    """
    result: tuple[Floats, Floats] = _support.pointwise(
        _pointwise_loss_and_gradient, z, y, out, ("loss", "gradient")
    )
    return result


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    reduction: Literal["mean", "sum", "none"] = "mean",
) -> float | Array:
    """Loss of all samples.

    J = Σ c (log(1 + e^z) − y z), z = X θ.

    Args:
        theta: parameters, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels 0 or 1, shape (m,).
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _support.prepare(theta, X, y, sample_weight, reduction, ("mean", "sum", "none"))
    (l,) = _support.elementwise(_pointwise_loss, z, y)
    if reduction == "none":
        return c * l
    J = np.sum(c * l)  # vector-loss.1
    return float(J)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    reduction: Literal["mean", "sum"] = "mean",
) -> Array:
    """Gradient of the loss by theta.

    ∇J = Xᵀ (c ∘ (h − y)).

    Args:
        theta: parameters, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels 0 or 1, shape (m,).
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _support.prepare(theta, X, y, sample_weight, reduction)
    (r,) = _support.elementwise(_pointwise_gradient, z, y)
    G = X.T @ (c * r)  # vector-gradient.1
    return G


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    reduction: Literal["mean", "sum"] = "mean",
) -> tuple[float, Array]:
    """Loss of all samples and its gradient by theta, sharing the work, as optimisers want them.

    Args:
        theta: parameters, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels 0 or 1, shape (m,).
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _support.prepare(theta, X, y, sample_weight, reduction)
    l, r = _support.elementwise(_pointwise_loss_and_gradient, z, y, out=(None, None))
    J = np.sum(c * l)  # vector-loss.1
    G = X.T @ (c * r)  # vector-gradient.1
    return float(J), G


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    reduction: Literal["mean", "sum"] = "mean",
) -> Array:
    """Hessian of the loss by theta.

    H = Xᵀ diag(c ∘ s) X.

    Args:
        theta: parameters, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels 0 or 1, shape (m,).
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        The Hessian, shape (p, p), a dense array for sparse X too; where p is large, `hessian_vector_product` does
        without it.

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _support.prepare(theta, X, y, sample_weight, reduction)
    (s,) = _support.elementwise(_pointwise_hessian, z, y)
    H = X.T @ _support.scale_rows(c * s, X)  # vector-hessian.1
    return _support.dense(H)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    reduction: Literal["mean", "sum"] = "mean",
) -> Array:
    """Hessian of the loss times a vector, without the Hessian.

    H v = Xᵀ (c ∘ s ∘ (X v)).

    Args:
        theta: parameters, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels 0 or 1, shape (m,).
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _support.prepare(theta, X, y, sample_weight, reduction)
    v = _support.vector(v, X.shape[1], "v")
    (s,) = _support.elementwise(_pointwise_hessian, z, y)
    Hv = X.T @ ((c * s) * (X @ v))  # vector-hessian.2
    return Hv


def predict_probability(theta: ArrayLike, X: Matrix) -> Array:
    """Probability that the label is 1, for each sample.

    1 / (1 + e^(−z)).

    Args:
        theta: parameters, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.

    Returns:
        The probabilities, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    z = _support.logits(theta, _support.matrix(X))
    (h,) = _support.elementwise(_predict_probability, z)
    return h


def _pointwise_loss(z: Array, y: Array) -> Array:
    """log(1 + e^z) − y z.

    two-piece.1: a = |z|
    two-piece.2: k an integer
    two-piece.3: m = e^(k log 2 − a) − 1
    two-piece.4: s = 1 + m
    two-piece.5: e = 2^-k s
    two-piece.6: remainder
    two-piece.7: t = 1 + e
    two-piece.8: remainder
    stable-loss.1: v = [z > 0] − y
    stable-loss.2: log t + v z
    """
    a = np.abs(z)  # two-piece.1
    k = np.rint(np.fmin(a, 708.0) / 0.6931471803691238).astype(np.int32)  # two-piece.2
    m = np.expm1((k * 0.6931471803691238 - a) + k * 1.9082149292705877e-10)  # two-piece.3
    s = 1 + m  # two-piece.4
    e = np.ldexp(s, -k)  # two-piece.5
    d = np.ldexp((1 - s) + m, -k)  # two-piece.6
    t = 1 + e  # two-piece.7
    r = ((1 - t) + e) + d  # two-piece.8
    v = (z > 0) - y  # stable-loss.1
    loss = np.log(t) + (r / t + np.where(v == 0, 0.0, z) * v)  # stable-loss.2
    return loss


def _pointwise_gradient(z: Array, y: Array) -> Array:
    """σ(z) − y.

    two-piece.1: a = |z|
    two-piece.2: k an integer
    two-piece.3: m = e^(k log 2 − a) − 1
    two-piece.4: s = 1 + m
    two-piece.5: e = 2^-k s
    two-piece.6: remainder
    two-piece.7: t = 1 + e
    two-piece.8: remainder
    stable-loss.1: v = [z > 0] − y
    stable-gradient.1: u
    stable-gradient.2: g
    stable-gradient.3: g
    """
    a = np.abs(z)  # two-piece.1
    k = np.rint(np.fmin(a, 708.0) / 0.6931471803691238).astype(np.int32)  # two-piece.2
    m = np.expm1((k * 0.6931471803691238 - a) + k * 1.9082149292705877e-10)  # two-piece.3
    s = 1 + m  # two-piece.4
    e = np.ldexp(s, -k)  # two-piece.5
    d = np.ldexp((1 - s) + m, -k)  # two-piece.6
    t = 1 + e  # two-piece.7
    r = ((1 - t) + e) + d  # two-piece.8
    v = (z > 0) - y  # stable-loss.1
    u = (z <= 0) - y  # stable-gradient.1
    g = (v + u * e) / t  # stable-gradient.2
    gradient = g + (u * d - g * r) / t  # stable-gradient.3
    return gradient


def _pointwise_hessian(z: Array, y: Array) -> Array:
    """σ(z) (1 − σ(z)).

    stable-hessian.1: e = e^(−|z|)
    stable-hessian.2: e/(1+e)²
    """
    e = np.exp(-np.abs(z))  # stable-hessian.1
    hessian = e / (1 + (2 * e + e * e))  # stable-hessian.2
    return hessian


def _pointwise_loss_and_gradient(z: Array, y: Array) -> tuple[Array, Array]:
    """Loss and gradient as above; the lines that they share are here once."""
    a = np.abs(z)  # two-piece.1
    k = np.rint(np.fmin(a, 708.0) / 0.6931471803691238).astype(np.int32)  # two-piece.2
    m = np.expm1((k * 0.6931471803691238 - a) + k * 1.9082149292705877e-10)  # two-piece.3
    s = 1 + m  # two-piece.4
    e = np.ldexp(s, -k)  # two-piece.5
    d = np.ldexp((1 - s) + m, -k)  # two-piece.6
    t = 1 + e  # two-piece.7
    r = ((1 - t) + e) + d  # two-piece.8
    v = (z > 0) - y  # stable-loss.1
    loss = np.log(t) + (r / t + np.where(v == 0, 0.0, z) * v)  # stable-loss.2
    u = (z <= 0) - y  # stable-gradient.1
    g = (v + u * e) / t  # stable-gradient.2
    gradient = g + (u * d - g * r) / t  # stable-gradient.3
    return loss, gradient


def _predict_probability(z: Array) -> Array:
    """1 / (1 + e^(−z)).

    stable-hessian.1: e = e^(−|z|)
    stable-h.2: h
    """
    e = np.exp(-np.abs(z))  # stable-hessian.1
    h = np.where(z > 0, 1.0, e) / (1 + e)  # stable-h.2
    return h
