"""Loss, gradient and Hessian of a linear model for labels of several classes, as emitted from their derivation.

Not to be edited by hand. The loss is defined in derivations/losses/softmax.py as

    -(1/m)*sum(i, 1, m, sum(j, 1, K, Y[i, j]*log(P[i, j])))

and this module is made again by

    derivations generate

A comment behind a line names the step of the derivation that justifies it; the function's docstring says what the
step states. The classes are numbered from 0 here, from 1 there. All arithmetic is in float64, whatever the type of the
arguments. NumPy alone is needed.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from derivations.runtime import checks as _support
from derivations.runtime import classes as _classes
from derivations.runtime.checks import Array, Floats, Matrix
from derivations.runtime.classes import Places

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


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, out: NDArray[np.floating] | None = None) -> Floats:
    """Loss of each sample.

    ell[i] = log(sum(l, 1, K, exp(Z[i, l]))) - sum(j, 1, K, Y[i, j]*Z[i, j]).

    Args:
        z: logits, the k classes along the last axis, shape (m, k) or any other; -inf is a class that cannot be.
        y: labels, whole numbers 0 to k - 1, of the shape of z without its last axis, or rows that add up to 1, of the
            shape of z (not checked).
        out: array to write to, of the shape of z without its last axis.

    Returns:
        The losses, of the shape of z without its last axis: `out` if given, a scalar for logits of shape (k,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _classes.pointwise(_pointwise_loss, z, y, out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, out: NDArray[np.floating] | None = None) -> Floats:
    """Derivatives of each sample's loss with respect to its logits, the residuals.

    R[i, j] = P[i, j] - Y[i, j].

    Args:
        z: logits, the k classes along the last axis, shape (m, k) or any other; -inf is a class that cannot be.
        y: labels, whole numbers 0 to k - 1, of the shape of z without its last axis, or rows that add up to 1, of the
            shape of z (not checked).
        out: array to write to, of the shape of z; it may be z itself.

    Returns:
        The derivatives, of the shape of z: `out` if given.

    Raises:
        ValueError: an argument is not as above.
    """
    return _classes.pointwise(_pointwise_gradient, z, y, out, ("gradient",), (1,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, out: NDArray[np.floating] | None = None) -> Floats:
    """Second derivatives of each sample's loss with respect to its logits; they don't depend on the labels.

    block[i] = P[i, a]*(delta(a, b) - P[i, b]).

    Args:
        z: logits, the k classes along the last axis, shape (m, k) or any other; -inf is a class that cannot be.
        y: labels, whole numbers 0 to k - 1, of the shape of z without its last axis, or rows that add up to 1, of the
            shape of z (not checked).
        out: array to write to, of the shape of z with its last axis twice.

    Returns:
        For each sample the symmetric matrix of its second derivatives, the entry (a, b) with respect to the logits of
        the classes a and b: of the shape of z with its last axis twice; `out` if given.

    Raises:
        ValueError: an argument is not as above.
    """
    return _classes.pointwise(_pointwise_hessian, z, y, out, ("hessian",), (2,), labelled=False)


def pointwise_loss_and_gradient(
    z: ArrayLike, y: ArrayLike, *, out: tuple[NDArray[np.floating], NDArray[np.floating]] | None = None
) -> tuple[Floats, Floats]:
    """Loss of each sample and its derivatives with respect to the logits, in one pass.

    Args:
        z: logits, the k classes along the last axis, shape (m, k) or any other; -inf is a class that cannot be.
        y: labels, whole numbers 0 to k - 1, of the shape of z without its last axis, or rows that add up to 1, of the
            shape of z (not checked).
        out: a pair of arrays to write to, as for `pointwise_loss` and `pointwise_gradient`.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    result: tuple[Floats, Floats] = _classes.pointwise(
        _pointwise_loss_and_gradient, z, y, out, ("loss", "gradient"), (0, 1)
    )
    return result


def pointwise_loss_gradient_hessian(
    z: ArrayLike, y: ArrayLike, *, out: tuple[NDArray[np.floating], ...] | None = None
) -> tuple[Floats, Floats, Floats]:
    """Loss of each sample, its derivatives and its second derivatives with respect to the logits.

    Args:
        z: logits, the k classes along the last axis, shape (m, k) or any other; -inf is a class that cannot be.
        y: labels, whole numbers 0 to k - 1, of the shape of z without its last axis, or rows that add up to 1, of the
            shape of z (not checked).
        out: three arrays to write to, as for `pointwise_loss`, `pointwise_gradient` and `pointwise_hessian`.

    Returns:
        What these three return.

    Raises:
        ValueError: an argument is not as above.
    """
    result: tuple[Floats, Floats, Floats] = _classes.pointwise(
        _pointwise_loss_gradient_hessian, z, y, out, ("loss", "gradient", "hessian"), (0, 1, 2)
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

    C = c' @ ell.

    Args:
        theta: parameters, shape (p, k), a column for each class; finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels, whole numbers 0 to k - 1, shape (m,), or rows of shares that add up to 1, shape (m, k).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _classes.prepare(theta, X, y, sample_weight, reduction, ("mean", "sum", "none"))
    (l,) = _classes.blockwise(_pointwise_loss, z, y, (0,))
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

    gradient(W, C) = X' @ diag(c) @ R.

    Args:
        theta: parameters, shape (p, k), a column for each class; finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels, whole numbers 0 to k - 1, shape (m,), or rows of shares that add up to 1, shape (m, k).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        The gradient, shape (p, k).

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _classes.prepare(theta, X, y, sample_weight, reduction)
    (R,) = _classes.blockwise(_pointwise_gradient, z, y, (1,))
    G = X.T @ _support.scale_rows(c, R)  # weighted-gradient.10
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
        theta: parameters, shape (p, k), a column for each class; finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels, whole numbers 0 to k - 1, shape (m,), or rows of shares that add up to 1, shape (m, k).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _classes.prepare(theta, X, y, sample_weight, reduction)
    l, R = _classes.blockwise(_pointwise_loss_and_gradient, z, y, (0, 1))
    J = np.sum(c * l)  # weighted-loss.3
    G = X.T @ _support.scale_rows(c, R)  # weighted-gradient.10
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

    partial(W[n, b], partial(W[k, a], C)) = partial(W[n, b], sum(i, 1, m, c[i]*(X[i, k]*P[i, a] - Y[i, a]*X[i, k]))).

    Args:
        theta: parameters, shape (p, k), a column for each class; finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels, whole numbers 0 to k - 1, shape (m,), or rows of shares that add up to 1, shape (m, k).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        The Hessian, shape (p*k, p*k), with respect to the entries of theta in the order of theta.ravel(): row
        k*i + a is that of the parameter of feature i and class a, all from 0. A dense array for sparse X too.
        Making it takes k*k numbers for each sample; `hessian_vector_product` does without.

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _classes.prepare(theta, X, y, sample_weight, reduction)
    (blocks,) = _classes.blockwise(_pointwise_hessian, z, None, (2,))
    p, k = X.shape[1], z.shape[1]
    whole = np.empty((p, k, p, k))
    for a in range(k):
        for b in range(a + 1):
            s = blocks[:, a, b]
            H = X.T @ _support.scale_rows(c * s, X)  # weighted-hessian.4
            whole[:, a, :, b] = whole[:, b, :, a] = _support.dense(H)
    return whole.reshape(p * k, p * k)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    reduction: Literal["mean", "sum"] = "mean",
) -> Array:
    """Hessian of the loss times a vector of the shape of theta, without the Hessian.

    jacobian(W, gradient(W, C)) @ vec(V) = vec(X' @ diag(c) @ U).

    Args:
        theta: parameters, shape (p, k), a column for each class; finite.
        v: the vector, shape (p, k); finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.
        y: labels, whole numbers 0 to k - 1, shape (m,), or rows of shares that add up to 1, shape (m, k).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        The product, shape (p, k).

    Raises:
        ValueError: an argument is not as above.
    """
    X, z, y, c = _classes.prepare(theta, X, y, sample_weight, reduction)
    d = _classes.logits(v, X, "v", z.shape[1])
    (U,) = _classes.blockwise(_change, z, None, (1,), d)
    Hv = X.T @ _support.scale_rows(c, U)  # weighted-hessian-vector-product.5
    return Hv


def predict_probability(theta: ArrayLike, X: Matrix) -> Array:
    """Probability of each class, for each sample.

    P[i, j] = exp(Z[i, j])/sum(l, 1, K, exp(Z[i, l])).

    Args:
        theta: parameters, shape (p, k), a column for each class; finite.
        X: samples, shape (m, p), dense or SciPy CSR (another sparse format is converted); finite.

    Returns:
        The probabilities, shape (m, k).

    Raises:
        ValueError: an argument is not as above.
    """
    z = _classes.logits(theta, _support.matrix(X))
    (p,) = _classes.blockwise(_predict_probability, z, None, (1,))
    return p


def _pointwise_loss(z: Array, y: Array, classes: Places) -> Array:
    """ell[i] = log(sum(l, 1, K, exp(Z[i, l]))) - sum(j, 1, K, Y[i, j]*Z[i, j]).

    stable-exponential.1: top[i] = argmax(l, 1, K, Z[i, l])
    shifted-exponential.1: largest[i] = Z[i, top[i]]
    stable-exponential.2: gap[i, j] = where(j == top[i], 0, Z[i, j] - largest[i])
    stable-exponential.3: leading[i, j] = exp(gap[i, j])
    stable-exponential.4: back[i, j] = gap[i, j] - Z[i, j]
    stable-exponential.4: slip[i, j] = Z[i, j] - (gap[i, j] - back[i, j]) - (largest[i] + back[i, j])
    stable-exponential.4: lost[i, j] = where(j == top[i], 0, where(leading[i, j] == 0, 0, slip[i, j]))
    stable-exponential.5: decay[i, j] = leading[i, j] + leading[i, j]*lost[i, j]
    shifted-total.6: rest[i] = sum(l, 1, K, (1 - delta(l, top[i]))*decay[i, l])
    stable-loss.6: log1p(rest[i]) - sum(j, 1, K, Y[i, j]*where(Y[i, j] == 0, 0, gap[i, j]))
    """
    top = np.argmax(z, axis=0)  # stable-exponential.1
    largest = _classes.pick(z, top)  # shifted-exponential.1
    g = np.where(classes == top, 0, z - largest)  # stable-exponential.2
    leading = np.exp(g)  # stable-exponential.3
    back = g - z  # stable-exponential.4
    slip = z - (g - back) - (largest + back)  # stable-exponential.4
    lost = np.where(classes == top, 0, np.where(leading == 0, 0, slip))  # stable-exponential.4
    e = leading + leading * lost  # stable-exponential.5
    rest = np.sum((1 - (classes == top)) * e, axis=0)  # shifted-total.6
    loss = np.log1p(rest) - np.sum(y * np.where(y == 0, 0, g), axis=0)  # stable-loss.6
    return loss


def _pointwise_gradient(z: Array, y: Array, classes: Places) -> Array:
    """R[i, j] = P[i, j] - Y[i, j].

    stable-exponential.1: top[i] = argmax(l, 1, K, Z[i, l])
    shifted-exponential.1: largest[i] = Z[i, top[i]]
    stable-exponential.2: gap[i, j] = where(j == top[i], 0, Z[i, j] - largest[i])
    stable-exponential.3: leading[i, j] = exp(gap[i, j])
    stable-exponential.4: back[i, j] = gap[i, j] - Z[i, j]
    stable-exponential.4: slip[i, j] = Z[i, j] - (gap[i, j] - back[i, j]) - (largest[i] + back[i, j])
    stable-exponential.4: lost[i, j] = where(j == top[i], 0, where(leading[i, j] == 0, 0, slip[i, j]))
    stable-exponential.5: decay[i, j] = leading[i, j] + leading[i, j]*lost[i, j]
    shifted-total.6: rest[i] = sum(l, 1, K, (1 - delta(l, top[i]))*decay[i, l])
    stable-probability.4: total[i] = 1 + rest[i]
    stable-gradient.4: phat[i, j] = decay[i, j]/total[i]
    stable-complement.4: room[i, j] = 1 - decay[i, j]
    stable-complement.4: beside[i, j] = rest[i] + room[i, j]
    stable-gradient.4: qhat[i, j] = beside[i, j]/total[i]
    stable-gradient.4: phat[i, j]*(1 - Y[i, j]) - Y[i, j]*qhat[i, j]
    """
    top = np.argmax(z, axis=0)  # stable-exponential.1
    largest = _classes.pick(z, top)  # shifted-exponential.1
    g = np.where(classes == top, 0, z - largest)  # stable-exponential.2
    leading = np.exp(g)  # stable-exponential.3
    back = g - z  # stable-exponential.4
    slip = z - (g - back) - (largest + back)  # stable-exponential.4
    lost = np.where(classes == top, 0, np.where(leading == 0, 0, slip))  # stable-exponential.4
    e = leading + leading * lost  # stable-exponential.5
    rest = np.sum((1 - (classes == top)) * e, axis=0)  # shifted-total.6
    t = 1 + rest  # stable-probability.4
    p = e / t  # stable-gradient.4
    room = 1 - e  # stable-complement.4
    beside = rest + room  # stable-complement.4
    q = beside / t  # stable-gradient.4
    gradient = p * (1 - y) - y * q  # stable-gradient.4
    return gradient


def _pointwise_hessian(z: Array, classes: Places) -> Array:
    """block[i] = P[i, a]*(delta(a, b) - P[i, b]).

    stable-exponential.1: top[i] = argmax(l, 1, K, Z[i, l])
    shifted-exponential.1: largest[i] = Z[i, top[i]]
    stable-exponential.2: gap[i, j] = where(j == top[i], 0, Z[i, j] - largest[i])
    stable-exponential.3: leading[i, j] = exp(gap[i, j])
    stable-exponential.4: back[i, j] = gap[i, j] - Z[i, j]
    stable-exponential.4: slip[i, j] = Z[i, j] - (gap[i, j] - back[i, j]) - (largest[i] + back[i, j])
    stable-exponential.4: lost[i, j] = where(j == top[i], 0, where(leading[i, j] == 0, 0, slip[i, j]))
    stable-exponential.5: decay[i, j] = leading[i, j] + leading[i, j]*lost[i, j]
    shifted-total.6: rest[i] = sum(l, 1, K, (1 - delta(l, top[i]))*decay[i, l])
    stable-probability.4: total[i] = 1 + rest[i]
    stable-gradient.4: phat[i, j] = decay[i, j]/total[i]
    stable-hessian.4: same = delta(a, b)
    stable-complement.4: room[i, j] = 1 - decay[i, j]
    stable-complement.4: beside[i, j] = rest[i] + room[i, j]
    stable-gradient.4: qhat[i, j] = beside[i, j]/total[i]
    stable-hessian.4: phat[i, a]*(same*qhat[i, b] - phat[i, b]*(1 - same))
    """
    top = np.argmax(z, axis=0)  # stable-exponential.1
    largest = _classes.pick(z, top)  # shifted-exponential.1
    g = np.where(classes == top, 0, z - largest)  # stable-exponential.2
    leading = np.exp(g)  # stable-exponential.3
    back = g - z  # stable-exponential.4
    slip = z - (g - back) - (largest + back)  # stable-exponential.4
    lost = np.where(classes == top, 0, np.where(leading == 0, 0, slip))  # stable-exponential.4
    e = leading + leading * lost  # stable-exponential.5
    rest = np.sum((1 - (classes == top)) * e, axis=0)  # shifted-total.6
    t = 1 + rest  # stable-probability.4
    p = e / t  # stable-gradient.4
    same = classes[:, np.newaxis] == classes  # stable-hessian.4
    room = 1 - e  # stable-complement.4
    beside = rest + room  # stable-complement.4
    q = beside / t  # stable-gradient.4
    hessian = p[:, np.newaxis] * (same * q - p * (1 - same))  # stable-hessian.4
    return hessian


def _pointwise_loss_and_gradient(z: Array, y: Array, classes: Places) -> tuple[Array, Array]:
    """Loss and gradient as above; the lines that they share are here once."""
    top = np.argmax(z, axis=0)  # stable-exponential.1
    largest = _classes.pick(z, top)  # shifted-exponential.1
    g = np.where(classes == top, 0, z - largest)  # stable-exponential.2
    leading = np.exp(g)  # stable-exponential.3
    back = g - z  # stable-exponential.4
    slip = z - (g - back) - (largest + back)  # stable-exponential.4
    lost = np.where(classes == top, 0, np.where(leading == 0, 0, slip))  # stable-exponential.4
    e = leading + leading * lost  # stable-exponential.5
    rest = np.sum((1 - (classes == top)) * e, axis=0)  # shifted-total.6
    loss = np.log1p(rest) - np.sum(y * np.where(y == 0, 0, g), axis=0)  # stable-loss.6
    t = 1 + rest  # stable-probability.4
    p = e / t  # stable-gradient.4
    room = 1 - e  # stable-complement.4
    beside = rest + room  # stable-complement.4
    q = beside / t  # stable-gradient.4
    gradient = p * (1 - y) - y * q  # stable-gradient.4
    return loss, gradient


def _pointwise_loss_gradient_hessian(z: Array, y: Array, classes: Places) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian."""
    loss, gradient = _pointwise_loss_and_gradient(z, y, classes)
    return loss, gradient, _pointwise_hessian(z, classes)


def _predict_probability(z: Array, classes: Places) -> Array:
    """P[i, j] = exp(Z[i, j])/sum(l, 1, K, exp(Z[i, l])).

    stable-exponential.1: top[i] = argmax(l, 1, K, Z[i, l])
    shifted-exponential.1: largest[i] = Z[i, top[i]]
    stable-exponential.2: gap[i, j] = where(j == top[i], 0, Z[i, j] - largest[i])
    stable-exponential.3: leading[i, j] = exp(gap[i, j])
    stable-exponential.4: back[i, j] = gap[i, j] - Z[i, j]
    stable-exponential.4: slip[i, j] = Z[i, j] - (gap[i, j] - back[i, j]) - (largest[i] + back[i, j])
    stable-exponential.4: lost[i, j] = where(j == top[i], 0, where(leading[i, j] == 0, 0, slip[i, j]))
    stable-exponential.5: decay[i, j] = leading[i, j] + leading[i, j]*lost[i, j]
    shifted-total.6: rest[i] = sum(l, 1, K, (1 - delta(l, top[i]))*decay[i, l])
    stable-probability.4: total[i] = 1 + rest[i]
    stable-probability.4: decay[i, j]/total[i]
    """
    top = np.argmax(z, axis=0)  # stable-exponential.1
    largest = _classes.pick(z, top)  # shifted-exponential.1
    g = np.where(classes == top, 0, z - largest)  # stable-exponential.2
    leading = np.exp(g)  # stable-exponential.3
    back = g - z  # stable-exponential.4
    slip = z - (g - back) - (largest + back)  # stable-exponential.4
    lost = np.where(classes == top, 0, np.where(leading == 0, 0, slip))  # stable-exponential.4
    e = leading + leading * lost  # stable-exponential.5
    rest = np.sum((1 - (classes == top)) * e, axis=0)  # shifted-total.6
    t = 1 + rest  # stable-probability.4
    p = e / t  # stable-probability.4
    return p


def _change(z: Array, d: Array, classes: Places) -> Array:
    """U[i, j] = P[i, j]*(D[i, j] - sum(l, 1, K, P[i, l]*D[i, l])).

    stable-exponential.1: top[i] = argmax(l, 1, K, Z[i, l])
    shifted-exponential.1: largest[i] = Z[i, top[i]]
    stable-exponential.2: gap[i, j] = where(j == top[i], 0, Z[i, j] - largest[i])
    stable-exponential.3: leading[i, j] = exp(gap[i, j])
    stable-exponential.4: back[i, j] = gap[i, j] - Z[i, j]
    stable-exponential.4: slip[i, j] = Z[i, j] - (gap[i, j] - back[i, j]) - (largest[i] + back[i, j])
    stable-exponential.4: lost[i, j] = where(j == top[i], 0, where(leading[i, j] == 0, 0, slip[i, j]))
    stable-exponential.5: decay[i, j] = leading[i, j] + leading[i, j]*lost[i, j]
    shifted-total.6: rest[i] = sum(l, 1, K, (1 - delta(l, top[i]))*decay[i, l])
    stable-probability.4: total[i] = 1 + rest[i]
    stable-gradient.4: phat[i, j] = decay[i, j]/total[i]
    stable-change.4: turn[i, j] = D[i, j] - D[i, top[i]]
    stable-change.5: phat[i, j]*(turn[i, j] - sum(l, 1, K, phat[i, l]*turn[i, l]))
    """
    top = np.argmax(z, axis=0)  # stable-exponential.1
    largest = _classes.pick(z, top)  # shifted-exponential.1
    g = np.where(classes == top, 0, z - largest)  # stable-exponential.2
    leading = np.exp(g)  # stable-exponential.3
    back = g - z  # stable-exponential.4
    slip = z - (g - back) - (largest + back)  # stable-exponential.4
    lost = np.where(classes == top, 0, np.where(leading == 0, 0, slip))  # stable-exponential.4
    e = leading + leading * lost  # stable-exponential.5
    rest = np.sum((1 - (classes == top)) * e, axis=0)  # shifted-total.6
    t = 1 + rest  # stable-probability.4
    p = e / t  # stable-gradient.4
    turn = d - _classes.pick(d, top)  # stable-change.4
    change = p * (turn - np.sum(p * turn, axis=0))  # stable-change.5
    return change
