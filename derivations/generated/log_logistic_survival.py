"""Log-logistic likelihood of accelerated failure times: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in log_logistic_survival.toml as

    delta*(log(sigma) + log(t) - w) + (1 + delta)*log(1 + exp(w))

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
    wide_log,
    wide_log1p,
    wide_max,
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


def pointwise_loss(z, t, delta, *, sigma=1.0, out=None):
    """Loss of each point.

    loss = delta*(log(sigma*t) + (z - log(t))/sigma) + (1 + delta)*softplus((log(t) - z)/sigma)

    Measured: 5.4 ulp, 7.4e-16 relative, worst at z = -0.0007234405495115774, t = 0.1, delta = 1.0, sigma = 0.5000000715973406.

    Args:
        z: any real numbers.
        t: in (0, inf).
        delta: in {0, 1}.
        sigma: in (0, inf); 1.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, (("z", z), ("t", t), ("delta", delta), ), (("sigma", sigma, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("loss",), ((),))


def pointwise_gradient(z, t, delta, *, sigma=1.0, out=None):
    """Derivative of each point's loss by the prediction.

    gradient = (delta - (1 + delta)*sigmoid((log(t) - z)/sigma))/sigma

    Measured: 19 ulp, 3.9e-15 relative, worst at z = 1.32588223343148e-06, t = 0.1, delta = 0.0, sigma = 0.1.

    Args:
        z: any real numbers.
        t: in (0, inf).
        delta: in {0, 1}.
        sigma: in (0, inf); 1.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, (("z", z), ("t", t), ("delta", delta), ), (("sigma", sigma, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("gradient",), ((),))


def pointwise_hessian(z, t, delta, *, sigma=1.0, out=None):
    """Second derivative of each point's loss by the prediction.

    hessian = ((1 + delta)*sigmoid((log(t) - z)/sigma)*sigmoid((z - log(t))/sigma))/sigma**2

    Measured: 7.6 ulp, 1.3e-15 relative, worst at z = -0.0007234405495115774, t = 0.1, delta = 1.0, sigma = 0.5000000715973406.

    Args:
        z: any real numbers.
        t: in (0, inf).
        delta: in {0, 1}.
        sigma: in (0, inf); 1.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, (("z", z), ("t", t), ("delta", delta), ), (("sigma", sigma, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("hessian",), ((),))


def pointwise_loss_and_gradient(z, t, delta, *, sigma=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`.

    The errors are theirs.

    Args:
        z: any real numbers.
        t: in (0, inf).
        delta: in {0, 1}.
        sigma: in (0, inf); 1.0 unless told.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, (("z", z), ("t", t), ("delta", delta), ), (("sigma", sigma, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("loss", "gradient"), ((), ()))


def loss(theta, X, t, delta, *, sample_weight=None, reduction="mean", sigma=1.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        t: in (0, inf).
        delta: in {0, 1}.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        sigma: in (0, inf); 1.0 unless told.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("t", t, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("delta", delta, "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))), ), sample_weight, reduction, ("mean", "sum", "none"))
    with np.errstate(all="ignore"):
        (l,) = _pointwise_loss(*columns, *(_parameter(*parameter) for parameter in (("sigma", sigma, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return c * l if reduction == "none" else float(np.sum(c * l))


def gradient(theta, X, t, delta, *, sample_weight=None, reduction="mean", sigma=1.0):
    """Gradient of that loss by theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        t: in (0, inf).
        delta: in {0, 1}.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        sigma: in (0, inf); 1.0 unless told.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("t", t, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("delta", delta, "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))), ), sample_weight, reduction)
    with np.errstate(all="ignore"):
        (r,) = _pointwise_gradient(*columns, *(_parameter(*parameter) for parameter in (("sigma", sigma, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return X.T @ (c * r)


def loss_and_gradient(theta, X, t, delta, *, sample_weight=None, reduction="mean", sigma=1.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        t: in (0, inf).
        delta: in {0, 1}.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        sigma: in (0, inf); 1.0 unless told.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("t", t, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("delta", delta, "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))), ), sample_weight, reduction)
    numbers = [*(_parameter(*parameter) for parameter in (("sigma", sigma, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ))]
    with np.errstate(all="ignore"):
        (l,), (r,) = _pointwise_loss(*columns, *numbers), _pointwise_gradient(*columns, *numbers)
    return float(np.sum(c * l)), X.T @ (c * r)


def hessian(theta, X, t, delta, *, sample_weight=None, reduction="mean", sigma=1.0):
    """Hessian of that loss by theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        t: in (0, inf).
        delta: in {0, 1}.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        sigma: in (0, inf); 1.0 unless told.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("t", t, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("delta", delta, "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))), ), sample_weight, reduction)
    with np.errstate(all="ignore"):
        (s,) = _pointwise_hessian(*columns, *(_parameter(*parameter) for parameter in (("sigma", sigma, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return dense(X.T @ scale_rows(c * s, X))


def hessian_vector_product(theta, v, X, t, delta, *, sample_weight=None, reduction="mean", sigma=1.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        t: in (0, inf).
        delta: in {0, 1}.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        sigma: in (0, inf); 1.0 unless told.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("t", t, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("delta", delta, "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))), ), sample_weight, reduction)
    v = vector(v, X.shape[1], "v")
    with np.errstate(all="ignore"):
        (s,) = _pointwise_hessian(*columns, *(_parameter(*parameter) for parameter in (("sigma", sigma, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return X.T @ (c * s * (X @ v))


def _pointwise_loss(z, t, delta, sigma):
    """loss = delta*(log(sigma*t) + (z - log(t))/sigma) + (1 + delta)*softplus((log(t) - z)/sigma)"""
    log1 = np.log(sigma * t)  # stable-loss.6
    log2 = np.log(t)  # stable-loss.6
    ratio1 = (z - log2) / sigma  # stable-loss.6
    sum1 = log2 - z  # stable-loss.6
    ratio2 = sum1 / sigma  # stable-loss.6
    size1 = np.abs(ratio2)  # stable-loss.6
    sum2 = np.maximum(ratio2, 0) + np.log1p(np.exp(-size1))  # stable-loss.6
    sum3 = log1 + ratio1 + 2 * sum2  # stable-loss.6
    product1 = 64 * np.abs(sum3)  # stable-loss.6
    loss = where_safe((np.abs(log1) < product1) & (np.abs(ratio1) < product1) & (np.abs(z) < 64 * np.abs(sum1)) & (size1 < 8), (1 - delta) * sum2 + delta * sum3, _pointwise_loss_extended, z, t, delta, sigma)  # stable-loss.6
    return (loss,)


def _pointwise_loss_extended(number, z, t, delta, sigma):
    """The same over wide numbers: pointwise_loss."""
    log1 = wide_log(t)  # stable-loss.6
    ratio1 = (log1 - z) / sigma  # stable-loss.6
    sum1 = wide_max(ratio1, number.ratio(0)) + wide_log1p(wide_exp(-abs(ratio1)))  # stable-loss.6
    result = (number.ratio(1) - delta) * sum1 + delta * (wide_log(sigma * t) + (z - log1) / sigma + number.ratio(2) * sum1)  # stable-loss.6
    return result


def _pointwise_gradient(z, t, delta, sigma):
    """gradient = (delta - (1 + delta)*sigmoid((log(t) - z)/sigma))/sigma"""
    sum1 = np.log(t) - z  # stable-gradient.5
    ratio1 = sum1 / sigma  # stable-gradient.5
    size1 = np.abs(ratio1)  # stable-gradient.5
    exp1 = np.exp(-size1)  # stable-gradient.5
    ratio2 = np.where(ratio1 > 0, 1, exp1) / (1 + exp1)  # stable-gradient.5
    sum2 = 1 - 2 * ratio2  # stable-gradient.5
    gradient = where_safe((np.abs(z) < 64 * np.abs(sum1)) & (size1 < 32) & (np.abs(1) < 8 * np.abs(sum2)), -((1 - delta) * (ratio2 / sigma)) + delta * (sum2 / sigma), _pointwise_gradient_extended, z, t, delta, sigma)  # stable-gradient.5
    return (gradient,)


def _pointwise_gradient_extended(number, z, t, delta, sigma):
    """The same over wide numbers: pointwise_gradient."""
    ratio1 = (wide_log(t) - z) / sigma  # stable-gradient.5
    exp1 = wide_exp(-abs(ratio1))  # stable-gradient.5
    ratio2 = choose((number.ratio(0)) < ratio1, number.ratio(1), exp1) / (number.ratio(1) + exp1)  # stable-gradient.5
    result = -((number.ratio(1) - delta) * (ratio2 / sigma)) + delta * ((number.ratio(1) - number.ratio(2) * ratio2) / sigma)  # stable-gradient.5
    return result


def _pointwise_hessian(z, t, delta, sigma):
    """hessian = ((1 + delta)*sigmoid((log(t) - z)/sigma)*sigmoid((z - log(t))/sigma))/sigma**2"""
    log1 = np.log(t)  # stable-hessian.5
    ratio1 = (log1 - z) / sigma  # stable-hessian.5
    size1 = np.abs(ratio1)  # stable-hessian.5
    exp1 = np.exp(-size1)  # stable-hessian.5
    ratio2 = np.where(ratio1 > 0, 1, exp1) / (1 + exp1)  # stable-hessian.5
    ratio3 = (z - log1) / sigma  # stable-hessian.5
    exp2 = np.exp(-np.abs(ratio3))  # stable-hessian.5
    ratio4 = np.where(ratio3 > 0, 1, exp2) / (1 + exp2)  # stable-hessian.5
    power1 = sigma ** 2  # stable-hessian.5
    hessian = where_safe((np.abs(z) < 16) & (size1 < 8), (1 - delta) * (ratio2 * ratio4 / power1) + delta * (2 * ratio2 * ratio4 / power1), _pointwise_hessian_extended, z, t, delta, sigma)  # stable-hessian.5
    return (hessian,)


def _pointwise_hessian_extended(number, z, t, delta, sigma):
    """The same over wide numbers: pointwise_hessian."""
    log1 = wide_log(t)  # stable-hessian.5
    ratio1 = (log1 - z) / sigma  # stable-hessian.5
    exp1 = wide_exp(-abs(ratio1))  # stable-hessian.5
    ratio2 = choose((number.ratio(0)) < ratio1, number.ratio(1), exp1) / (number.ratio(1) + exp1)  # stable-hessian.5
    ratio3 = (z - log1) / sigma  # stable-hessian.5
    exp2 = wide_exp(-abs(ratio3))  # stable-hessian.5
    ratio4 = choose((number.ratio(0)) < ratio3, number.ratio(1), exp2) / (number.ratio(1) + exp2)  # stable-hessian.5
    power1 = (sigma) ** 2  # stable-hessian.5
    result = (number.ratio(1) - delta) * (ratio2 * ratio4 / power1) + delta * (number.ratio(2) * ratio2 * ratio4 / power1)  # stable-hessian.5
    return result


def _pointwise_loss_and_gradient(z, t, delta, sigma):
    """Loss and gradient."""

    return (*_pointwise_loss(z, t, delta, sigma), *_pointwise_gradient(z, t, delta, sigma))
