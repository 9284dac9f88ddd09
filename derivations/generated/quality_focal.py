"""Quality focal loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in quality_focal.toml as

    -abs(y - p)**beta*(y*log(p) + (1 - y)*log(1 - p))

and this module is made again by

    derivations generate

A comment behind a line names the step of the derivation that justifies it. All arithmetic is in float64; where that
would lose digits, single points are worked out with more. NumPy alone is needed.
"""

# ruff: noqa
# mypy: ignore-errors
# fmt: off

import numpy as np

from ._support import (
    dense,
    scale_rows,
    vector,
)
from ._shared import (
    _parameter,
    _pointwise,
    _prepare,
    choose,
    where_safe,
    wide_exp,
    wide_log1p,
    wide_max,
    wide_sigmoid,
    wide_sign,
    wide_sum,
)

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
]


def pointwise_loss(z, y, *, beta=2.0, out=None):
    """Loss of each point.

    loss = abs(y - sigmoid(z))**beta*(softplus(z) - y*z)

    Measured: 8.4 ulp, 1.0e-15 relative, worst at z = 1.6937130166058123, y = 0.5, beta = 2.0.

    Args:
        z: any real numbers.
        y: in [0, 1].
        beta: in [1, inf); 2.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, (("z", z), ("y", y), ), (("beta", beta, "numbers in [1, inf)", lambda a: (a >= 1.0) & (a < np.inf)), ), out, ("loss",), ((),))


def pointwise_gradient(z, y, *, beta=2.0, out=None):
    """Derivative of each point's loss by the prediction.

    gradient = abs(y - sigmoid(z))**beta*(sigmoid(z) - y) - where(0 < abs(y - sigmoid(z)), beta*abs(y - sigmoid(z))**(beta - 1)*sign(y - sigmoid(z)), 0)*sigmoid(z)*sigmoid(-z)*(softplus(z) - y*z)

    Measured: 5.8 ulp, 8.8e-16 relative, worst at z = 1.4987037922154325, y = 1.0, beta = 1.662934832490044.

    Args:
        z: any real numbers.
        y: in [0, 1].
        beta: in [1, inf); 2.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, (("z", z), ("y", y), ), (("beta", beta, "numbers in [1, inf)", lambda a: (a >= 1.0) & (a < np.inf)), ), out, ("gradient",), ((),))


def pointwise_hessian(z, y, *, beta=2.0, out=None):
    """Second derivative of each point's loss by the prediction.

    hessian = sigmoid(z)*sigmoid(-z)*(abs(y - sigmoid(z))**beta - where(0 < abs(y - sigmoid(z)), beta*abs(y - sigmoid(z))**(beta - 1)*sign(y - sigmoid(z)), 0)*(sigmoid(z) - y)) - (where(0 < abs(y - sigmoid(z)), -beta*where(0 < abs(y - sigmoid(z)), (beta - 1)*abs(y - sigmoid(z))**(beta - 2), 0)*sigmoid(z)*sigmoid(-z), 0)*sigmoid(z)*sigmoid(-z)*(softplus(z) - y*z) + where(0 < abs(y - sigmoid(z)), beta*abs(y - sigmoid(z))**(beta - 1)*sign(y - sigmoid(z)), 0)*(sigmoid(z)*sigmoid(-z)**2*(softplus(z) - y*z) + sigmoid(z)*(sigmoid(-z)*(sigmoid(z) - y) - sigmoid(-z)*sigmoid(z)*(softplus(z) - y*z))))

    Measured: 53 ulp, 1.0e-14 relative, worst at z = 12.344279246675672, y = 0.974347232548169, beta = 3.0.

    Args:
        z: any real numbers.
        y: in [0, 1].
        beta: in [1, inf); 2.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, (("z", z), ("y", y), ), (("beta", beta, "numbers in [1, inf)", lambda a: (a >= 1.0) & (a < np.inf)), ), out, ("hessian",), ((),))


def pointwise_loss_and_gradient(z, y, *, beta=2.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`.

    The errors are theirs.

    Args:
        z: any real numbers.
        y: in [0, 1].
        beta: in [1, inf); 2.0 unless told.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, (("z", z), ("y", y), ), (("beta", beta, "numbers in [1, inf)", lambda a: (a >= 1.0) & (a < np.inf)), ), out, ("loss", "gradient"), ((), ()))


def loss(theta, X, y, *, sample_weight=None, reduction="mean", beta=2.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        beta: in [1, inf); 2.0 unless told.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "numbers in [0, 1]", lambda a: (a >= 0.0) & (a <= 1.0)), ), sample_weight, reduction, ("mean", "sum", "none"))
    with np.errstate(all="ignore"):
        (l,) = _pointwise_loss(*columns, *(_parameter(*parameter) for parameter in (("beta", beta, "numbers in [1, inf)", lambda a: (a >= 1.0) & (a < np.inf)), )))
    return c * l if reduction == "none" else float(np.sum(c * l))


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", beta=2.0):
    """Gradient of that loss by theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in [1, inf); 2.0 unless told.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "numbers in [0, 1]", lambda a: (a >= 0.0) & (a <= 1.0)), ), sample_weight, reduction)
    with np.errstate(all="ignore"):
        (r,) = _pointwise_gradient(*columns, *(_parameter(*parameter) for parameter in (("beta", beta, "numbers in [1, inf)", lambda a: (a >= 1.0) & (a < np.inf)), )))
    return X.T @ (c * r)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", beta=2.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in [1, inf); 2.0 unless told.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "numbers in [0, 1]", lambda a: (a >= 0.0) & (a <= 1.0)), ), sample_weight, reduction)
    numbers = [*(_parameter(*parameter) for parameter in (("beta", beta, "numbers in [1, inf)", lambda a: (a >= 1.0) & (a < np.inf)), ))]
    with np.errstate(all="ignore"):
        (l,), (r,) = _pointwise_loss(*columns, *numbers), _pointwise_gradient(*columns, *numbers)
    return float(np.sum(c * l)), X.T @ (c * r)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", beta=2.0):
    """Hessian of that loss by theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in [1, inf); 2.0 unless told.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "numbers in [0, 1]", lambda a: (a >= 0.0) & (a <= 1.0)), ), sample_weight, reduction)
    with np.errstate(all="ignore"):
        (s,) = _pointwise_hessian(*columns, *(_parameter(*parameter) for parameter in (("beta", beta, "numbers in [1, inf)", lambda a: (a >= 1.0) & (a < np.inf)), )))
    return dense(X.T @ scale_rows(c * s, X))


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", beta=2.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in [1, inf); 2.0 unless told.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "numbers in [0, 1]", lambda a: (a >= 0.0) & (a <= 1.0)), ), sample_weight, reduction)
    v = vector(v, X.shape[1], "v")
    with np.errstate(all="ignore"):
        (s,) = _pointwise_hessian(*columns, *(_parameter(*parameter) for parameter in (("beta", beta, "numbers in [1, inf)", lambda a: (a >= 1.0) & (a < np.inf)), )))
    return X.T @ (c * s * (X @ v))


def _pointwise_loss(z, y, beta):
    """loss = abs(y - sigmoid(z))**beta*(softplus(z) - y*z)"""
    max1 = np.maximum(z, 0)  # stable-loss.3
    log1p1 = np.log1p(np.exp(-np.abs(z)))  # stable-loss.3
    sum1 = max1 + log1p1 - y * z  # stable-loss.3
    product1 = 64 * np.abs(sum1)  # stable-loss.3
    size1 = np.abs(y - 1 / (1 + np.exp(-z)))  # stable-loss.3
    loss = where_safe((np.abs(max1) < product1) & (np.abs(log1p1) < product1) & (np.abs(y) < 8 * size1) & (np.abs(beta) < 4), size1 ** beta * sum1, _pointwise_loss_extended, z, y, beta)  # stable-loss.3
    return (loss,)


def _pointwise_loss_extended(number, z, y, beta):
    """The same over wide numbers: pointwise_loss."""
    result = (abs(y - wide_sigmoid(z))) ** (beta) * (wide_sum([wide_max(z, number.ratio(0)), wide_log1p(wide_exp(-abs(z)))], [y * z]))  # stable-loss.3
    return result


def _pointwise_gradient(z, y, beta):
    """gradient = abs(y - sigmoid(z))**beta*(sigmoid(z) - y) - where(0 < abs(y - sigmoid(z)), beta*abs(y - sigmoid(z))**(beta - 1)*sign(y - sigmoid(z)), 0)*sigmoid(z)*sigmoid(-z)*(softplus(z) - y*z)"""
    sigmoid1 = 1 / (1 + np.exp(-z))  # stable-gradient.3
    sum1 = y - sigmoid1  # stable-gradient.3
    size1 = np.abs(sum1)  # stable-gradient.3
    sum2 = size1 ** beta * (sigmoid1 - y) - np.where(size1 > 0, beta * size1 ** (beta - 1) * np.sign(sum1), 0) * sigmoid1 * (1 / (1 + np.exp(--z))) * (np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) - y * z)  # stable-gradient.3
    gradient = where_safe((np.abs(sum2) < np.exp(600)) & (np.abs(y) < 8 * size1) & (np.abs(beta) < 4), sum2, _pointwise_gradient_extended, z, y, beta)  # stable-gradient.3
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, beta):
    """The same over wide numbers: pointwise_gradient."""
    sigmoid1 = wide_sigmoid(z)  # stable-gradient.3
    sum1 = y - sigmoid1  # stable-gradient.3
    size1 = abs(sum1)  # stable-gradient.3
    result = (size1) ** (beta) * (sigmoid1 - y) - choose((number.ratio(0)) < size1, beta * (size1) ** (beta - number.ratio(1)) * wide_sign(sum1), number.ratio(0)) * sigmoid1 * (wide_sigmoid(-z)) * (wide_sum([wide_max(z, number.ratio(0)), wide_log1p(wide_exp(-abs(z)))], [y * z]))  # stable-gradient.3
    return result


def _pointwise_hessian(z, y, beta):
    """hessian = sigmoid(z)*sigmoid(-z)*(abs(y - sigmoid(z))**beta - where(0 < abs(y - sigmoid(z)), beta*abs(y - sigmoid(z))**(beta - 1)*sign(y - sigmoid(z)), 0)*(sigmoid(z) - y)) - (where(0 < abs(y - sigmoid(z)), -beta*where(0 < abs(y - sigmoid(z)), (beta - 1)*abs(y - sigmoid(z))**(beta - 2), 0)*sigmoid(z)*sigmoid(-z), 0)*sigmoid(z)*sigmoid(-z)*(softplus(z) - y*z) + where(0 < abs(y - sigmoid(z)), beta*abs(y - sigmoid(z))**(beta - 1)*sign(y - sigmoid(z)), 0)*(sigmoid(z)*sigmoid(-z)**2*(softplus(z) - y*z) + sigmoid(z)*(sigmoid(-z)*(sigmoid(z) - y) - sigmoid(-z)*sigmoid(z)*(softplus(z) - y*z))))"""
    max1 = np.maximum(z, 0)  # stable-hessian.4
    exp1 = np.exp(-np.abs(z))  # stable-hessian.4
    log1p1 = np.log1p(exp1)  # stable-hessian.4
    sum1 = max1 + log1p1 - y * z  # stable-hessian.4
    product1 = 64 * np.abs(sum1)  # stable-hessian.4
    sum2 = 1 + exp1  # stable-hessian.4
    ratio1 = np.where(z > 0, 1, exp1) / sum2  # stable-hessian.4
    ratio2 = np.where(-z > 0, 1, exp1) / sum2  # stable-hessian.4
    sum3 = y - ratio1  # stable-hessian.4
    size1 = np.abs(sum3)  # stable-hessian.4
    sum4 = beta - 1  # stable-hessian.4
    choice1 = np.where(size1 > 0, beta * size1 ** sum4 * np.sign(sum3), 0)  # stable-hessian.4
    sum5 = ratio1 - y  # stable-hessian.4
    product2 = ratio1 * ratio2 * (size1 ** beta - choice1 * sum5)  # stable-hessian.4
    sum6 = product2 - (np.where(size1 > 0, -(beta * np.where(size1 > 0, sum4 * size1 ** (beta - 2), 0) * ratio1 * ratio2), 0) * ratio1 * ratio2 * sum1 + choice1 * (ratio1 * ratio2 ** 2 * sum1 + ratio1 * (ratio2 * sum5 - ratio2 * ratio1 * sum1)))  # stable-hessian.4
    size2 = np.abs(sum6)  # stable-hessian.4
    hessian = where_safe((np.abs(max1) < product1) & (np.abs(log1p1) < product1) & (np.exp(-600) < size2) & (np.abs(beta) < 36) & (np.abs(y) < 64 * size1) & (np.abs(product2) < 8 * size2), sum6, _pointwise_hessian_extended, z, y, beta)  # stable-hessian.4
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, beta):
    """The same over wide numbers: pointwise_hessian."""
    exp1 = wide_exp(-abs(z))  # stable-hessian.4
    sum1 = number.ratio(1) + exp1  # stable-hessian.4
    ratio1 = choose((number.ratio(0)) < z, number.ratio(1), exp1) / sum1  # stable-hessian.4
    ratio2 = choose((number.ratio(0)) < -z, number.ratio(1), exp1) / sum1  # stable-hessian.4
    sum2 = y - ratio1  # stable-hessian.4
    size1 = abs(sum2)  # stable-hessian.4
    sum3 = beta - number.ratio(1)  # stable-hessian.4
    choice1 = choose((number.ratio(0)) < size1, beta * (size1) ** (sum3) * wide_sign(sum2), number.ratio(0))  # stable-hessian.4
    sum4 = ratio1 - y  # stable-hessian.4
    sum5 = wide_sum([wide_max(z, number.ratio(0)), wide_log1p(exp1)], [y * z])  # stable-hessian.4
    result = ratio1 * ratio2 * ((size1) ** (beta) - choice1 * sum4) - (choose((number.ratio(0)) < size1, -(beta * choose((number.ratio(0)) < size1, sum3 * (size1) ** (beta - number.ratio(2)), number.ratio(0)) * ratio1 * ratio2), number.ratio(0)) * ratio1 * ratio2 * sum5 + choice1 * (ratio1 * (ratio2) ** 2 * sum5 + ratio1 * (ratio2 * sum4 - ratio2 * ratio1 * sum5)))  # stable-hessian.4
    return result


def _pointwise_loss_and_gradient(z, y, beta):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, beta), *_pointwise_gradient(z, y, beta))
