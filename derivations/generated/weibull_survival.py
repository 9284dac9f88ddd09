"""Weibull likelihood of accelerated failure times: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in weibull_survival.toml as

    delta*(log(sigma) + log(t) - w) + exp(w)

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
    where_safe,
    wide_exp,
    wide_expm1,
    wide_log,
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

    loss = delta*(log(sigma*t) + (z - log(t))/sigma) + exp((log(t) - z)/sigma)

    Measured: 31 ulp, 4.0e-15 relative, worst at z = 1.32588223343148e-06, t = 0.1, delta = 0.0, sigma = 0.1.

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

    gradient = (delta - exp((log(t) - z)/sigma))/sigma

    Measured: 11 ulp, 1.3e-15 relative, worst at z = 2.1050188520350743, t = 10.0, delta = 1.0, sigma = 3.7.

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

    hessian = exp((log(t) - z)/sigma)/sigma**2

    Measured: 6.8 ulp, 8.5e-16 relative, worst at z = -0.2221738595545548, t = 0.5, sigma = 0.1.

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
    """loss = delta*(log(sigma*t) + (z - log(t))/sigma) + exp((log(t) - z)/sigma)"""
    log1 = np.log(sigma * t)  # stable-loss.4
    log2 = np.log(t)  # stable-loss.4
    ratio1 = (z - log2) / sigma  # stable-loss.4
    ratio2 = (log2 - z) / sigma  # stable-loss.4
    exp1 = np.exp(ratio2)  # stable-loss.4
    sum1 = log1 + ratio1 + exp1  # stable-loss.4
    product1 = 64 * np.abs(sum1)  # stable-loss.4
    loss = where_safe((np.abs(log1) < product1) & (np.abs(ratio1) < product1) & (np.abs(z) < 600) & (np.abs(sigma) > 0.001) & (np.abs(ratio2) < 32), (1 - delta) * exp1 + delta * sum1, _pointwise_loss_extended, z, t, delta, sigma)  # stable-loss.4
    return (loss,)


def _pointwise_loss_extended(number, z, t, delta, sigma):
    """The same over wide numbers: pointwise_loss."""
    log1 = wide_log(t)  # stable-loss.4
    exp1 = wide_exp((log1 - z) / sigma)  # stable-loss.4
    result = (number.ratio(1) - delta) * exp1 + delta * (wide_log(sigma * t) + (z - log1) / sigma + exp1)  # stable-loss.4
    return result


def _pointwise_gradient(z, t, delta, sigma):
    """gradient = (delta - exp((log(t) - z)/sigma))/sigma"""
    sum1 = np.log(t) - z  # stable-gradient.4
    ratio1 = sum1 / sigma  # stable-gradient.4
    gradient = where_safe((np.abs(z) < 64 * np.abs(sum1)) & (np.abs(ratio1) < 8), -((1 - delta) * (np.exp(ratio1) / sigma)) + delta * (-np.expm1(ratio1) / sigma), _pointwise_gradient_extended, z, t, delta, sigma)  # stable-gradient.4
    return (gradient,)


def _pointwise_gradient_extended(number, z, t, delta, sigma):
    """The same over wide numbers: pointwise_gradient."""
    ratio1 = (wide_log(t) - z) / sigma  # stable-gradient.4
    result = -((number.ratio(1) - delta) * (wide_exp(ratio1) / sigma)) + delta * (-wide_expm1(ratio1) / sigma)  # stable-gradient.4
    return result


def _pointwise_hessian(z, t, delta, sigma):
    """hessian = exp((log(t) - z)/sigma)/sigma**2"""
    sum1 = np.log(t) - z  # stable-hessian.2
    ratio1 = sum1 / sigma  # stable-hessian.2
    hessian = where_safe((np.abs(z) < 8 * np.abs(sum1)) & (np.abs(ratio1) < 8), np.exp(ratio1) / sigma ** 2, _pointwise_hessian_extended, z, t, delta, sigma)  # stable-hessian.2
    return (hessian,)


def _pointwise_hessian_extended(number, z, t, delta, sigma):
    """The same over wide numbers: pointwise_hessian."""
    result = wide_exp((wide_log(t) - z) / sigma) / (sigma) ** 2  # stable-hessian.2
    return result


def _pointwise_loss_and_gradient(z, t, delta, sigma):
    """Loss and gradient."""

    return (*_pointwise_loss(z, t, delta, sigma), *_pointwise_gradient(z, t, delta, sigma))
