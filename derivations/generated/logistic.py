"""Loss, gradient and Hessian of a linear model for labels 0 and 1, as emitted from their derivation.

Not to be edited by hand. The loss is defined in derivations/losses/logistic.py as

    -(1/m)*sum(i, 1, m, y[i]*log(h[i]) + (1 - y[i])*log(1 - h[i]))

and this module is made again by

    derivations generate

A comment behind a line names the step of the derivation that justifies it; the function's docstring says what the
step states. All arithmetic is in float64, whatever the type of the arguments. NumPy alone is needed.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from derivations.runtime import checks as _support
from derivations.runtime.checks import Array, Floats, Matrix

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

    ell[i] = log(1 + exp(z[i])) - y[i]*z[i].

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
    """Derivative of each sample's loss with respect to its logit, the residual.

    r[i] = h[i] - y[i].

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
    """Second derivative of each sample's loss with respect to its logit.

    s[i] = h[i]*(1 - h[i]).

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
    """Loss of each sample and its derivative with respect to the logit, in one pass.

    Args:
        z: logits, any real numbers, infinities included, of any shape.
        y: labels, 0 or 1 (any number in [0, 1] will do; not checked), of a shape that broadcasts with z.
        out: a pair of arrays of the broadcast shape to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, the shapes don't go together, or `out` does not fit.
    """
    result: tuple[Floats, Floats] = _support.pointwise(_pointwise_loss_and_gradient, z, y, out, ("loss", "gradient"))
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

    C = c' @ ell.

    Args:
        theta: parameters, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels 0 or 1, shape (m,).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
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
    J = np.sum(c * l)  # weighted-loss.3
    return float(J)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    reduction: Literal["mean", "sum"] = "mean",
) -> Array:
    """Gradient of the loss with respect to theta.

    gradient(theta, C) = X' @ (c*r).

    Args:
        theta: parameters, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels 0 or 1, shape (m,).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _support.prepare(theta, X, y, sample_weight, reduction)
    (r,) = _support.elementwise(_pointwise_gradient, z, y)
    G = X.T @ (c * r)  # weighted-gradient.4
    return G


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    reduction: Literal["mean", "sum"] = "mean",
) -> tuple[float, Array]:
    """Loss of all samples and its gradient with respect to theta, sharing the work, as optimisers want them.

    Args:
        theta: parameters, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels 0 or 1, shape (m,).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _support.prepare(theta, X, y, sample_weight, reduction)
    l, r = _support.elementwise(_pointwise_loss_and_gradient, z, y, out=(None, None))
    J = np.sum(c * l)  # weighted-loss.3
    G = X.T @ (c * r)  # weighted-gradient.4
    return float(J), G


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    reduction: Literal["mean", "sum"] = "mean",
) -> Array:
    """Hessian of the loss with respect to theta.

    jacobian(theta, gradient(theta, C)) = X' @ diag(c*s) @ X.

    Args:
        theta: parameters, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels 0 or 1, shape (m,).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        The Hessian, shape (p, p), a dense array for sparse X too; where p is large, `hessian_vector_product` does
        without it.

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _support.prepare(theta, X, y, sample_weight, reduction)
    (s,) = _support.elementwise(_pointwise_hessian, z, y)
    H = X.T @ _support.scale_rows(c * s, X)  # weighted-hessian.6
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

    jacobian(theta, gradient(theta, C)) @ v = X' @ (c*s*(X @ v)).

    Args:
        theta: parameters, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels 0 or 1, shape (m,).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _support.prepare(theta, X, y, sample_weight, reduction)
    v = _support.vector(v, X.shape[1], "v")
    (s,) = _support.elementwise(_pointwise_hessian, z, y)
    Hv = X.T @ (c * s * (X @ v))  # weighted-hessian-vector-product.2
    return Hv


def predict_probability(theta: ArrayLike, X: Matrix) -> Array:
    """Probability that the label is 1, for each sample.

    h[i] = 1/(1 + exp(-z[i])).

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
    """ell[i] = log(1 + exp(z[i])) - y[i]*z[i].

    stable-loss.5: gap[i] = indicator(0 < z[i]) - y[i]
    stable-decay.1: magnitude[i] = abs(z[i])
    stable-decay.3: log2_high = 0.69314718036912381649017333984375
    stable-decay.2: power[i] = round(min(magnitude[i], 708)/log2_high)
    stable-decay.4: log2_low = log(2) - log2_high
    stable-decay.5: q[i] = expm1(power[i]*log2_high - magnitude[i] + power[i]*log2_low)
    stable-decay.6: fraction[i] = 1 + q[i]
    stable-decay.7: decay_high[i] = 2**(-power[i])*fraction[i]
    stable-loss.8: total[i] = 1 + decay_high[i]
    stable-loss.9: decay_low[i] = 2**(-power[i])*(1 - fraction[i] + q[i])
    stable-loss.9: total_low[i] = 1 - total[i] + decay_high[i] + decay_low[i]
    stable-loss.9: gap[i]*where(gap[i] == 0, 0, z[i]) + total_low[i]/total[i] + log(total[i])
    """
    g = (z > 0) - y  # stable-loss.5
    a = np.abs(z)  # stable-decay.1
    log2_high = 0.6931471803691238  # stable-decay.3
    n = np.rint(np.fmin(a, 708) / log2_high).astype(np.int32)  # stable-decay.2
    log2_low = 1.9082149292705877e-10  # stable-decay.4
    q = np.expm1(n * log2_high - a + n * log2_low)  # stable-decay.5
    f = 1 + q  # stable-decay.6
    e = np.ldexp(f, -n)  # stable-decay.7
    t = 1 + e  # stable-loss.8
    d = np.ldexp(1 - f + q, -n)  # stable-loss.9
    t_low = 1 - t + e + d  # stable-loss.9
    loss = g * np.where(g == 0, 0, z) + t_low / t + np.log(t)  # stable-loss.9
    return loss


def _pointwise_gradient(z: Array, y: Array) -> Array:
    """r[i] = h[i] - y[i].

    stable-loss.5: gap[i] = indicator(0 < z[i]) - y[i]
    stable-gradient.4: other_gap[i] = indicator(z[i] <= 0) - y[i]
    stable-decay.1: magnitude[i] = abs(z[i])
    stable-decay.3: log2_high = 0.69314718036912381649017333984375
    stable-decay.2: power[i] = round(min(magnitude[i], 708)/log2_high)
    stable-decay.4: log2_low = log(2) - log2_high
    stable-decay.5: q[i] = expm1(power[i]*log2_high - magnitude[i] + power[i]*log2_low)
    stable-decay.6: fraction[i] = 1 + q[i]
    stable-decay.7: decay_high[i] = 2**(-power[i])*fraction[i]
    stable-loss.8: total[i] = 1 + decay_high[i]
    stable-gradient.7: ratio[i] = (gap[i] + other_gap[i]*decay_high[i])/total[i]
    stable-gradient.8: decay_low[i] = 2**(-power[i])*(1 - fraction[i] + q[i])
    stable-loss.9: total_low[i] = 1 - total[i] + decay_high[i] + decay_low[i]
    stable-gradient.8: ratio[i] + (other_gap[i]*decay_low[i] - ratio[i]*total_low[i])/total[i]
    """
    g = (z > 0) - y  # stable-loss.5
    w = (z <= 0) - y  # stable-gradient.4
    a = np.abs(z)  # stable-decay.1
    log2_high = 0.6931471803691238  # stable-decay.3
    n = np.rint(np.fmin(a, 708) / log2_high).astype(np.int32)  # stable-decay.2
    log2_low = 1.9082149292705877e-10  # stable-decay.4
    q = np.expm1(n * log2_high - a + n * log2_low)  # stable-decay.5
    f = 1 + q  # stable-decay.6
    e = np.ldexp(f, -n)  # stable-decay.7
    t = 1 + e  # stable-loss.8
    ratio = (g + w * e) / t  # stable-gradient.7
    d = np.ldexp(1 - f + q, -n)  # stable-gradient.8
    t_low = 1 - t + e + d  # stable-loss.9
    gradient = ratio + (w * d - ratio * t_low) / t  # stable-gradient.8
    return gradient


def _pointwise_hessian(z: Array, y: Array) -> Array:
    """s[i] = h[i]*(1 - h[i]).

    stable-decay.1: magnitude[i] = abs(z[i])
    stable-hessian.4: decay[i] = exp(-magnitude[i])
    stable-hessian.5: decay[i]/(2*decay[i] + decay[i]*decay[i] + 1)
    """
    a = np.abs(z)  # stable-decay.1
    e = np.exp(-a)  # stable-hessian.4
    hessian = e / (2 * e + e * e + 1)  # stable-hessian.5
    return hessian


def _pointwise_loss_and_gradient(z: Array, y: Array) -> tuple[Array, Array]:
    """Loss and gradient as above; the lines that they share are here once."""
    g = (z > 0) - y  # stable-loss.5
    a = np.abs(z)  # stable-decay.1
    log2_high = 0.6931471803691238  # stable-decay.3
    n = np.rint(np.fmin(a, 708) / log2_high).astype(np.int32)  # stable-decay.2
    log2_low = 1.9082149292705877e-10  # stable-decay.4
    q = np.expm1(n * log2_high - a + n * log2_low)  # stable-decay.5
    f = 1 + q  # stable-decay.6
    e = np.ldexp(f, -n)  # stable-decay.7
    t = 1 + e  # stable-loss.8
    d = np.ldexp(1 - f + q, -n)  # stable-loss.9
    t_low = 1 - t + e + d  # stable-loss.9
    loss = g * np.where(g == 0, 0, z) + t_low / t + np.log(t)  # stable-loss.9
    w = (z <= 0) - y  # stable-gradient.4
    ratio = (g + w * e) / t  # stable-gradient.7
    gradient = ratio + (w * d - ratio * t_low) / t  # stable-gradient.8
    return loss, gradient


def _predict_probability(z: Array) -> Array:
    """h[i] = 1/(1 + exp(-z[i])).

    stable-decay.1: magnitude[i] = abs(z[i])
    stable-hessian.4: decay[i] = exp(-magnitude[i])
    stable-probability.3: where(0 < z[i], 1, decay[i])/(1 + decay[i])
    """
    a = np.abs(z)  # stable-decay.1
    e = np.exp(-a)  # stable-hessian.4
    h = np.where(z > 0, 1, e) / (1 + e)  # stable-probability.3
    return h
