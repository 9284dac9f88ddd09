"""Pseudo-Huber loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in pseudo_huber.toml as

    delta**2*(sqrt(1 + ((z - y)/delta)**2) - 1)

and this module is made again by

    derivations generate

A comment behind a line names the step of the derivation that justifies it. All arithmetic is in float64; where that
would lose digits, single points are worked out with more. Errors were measured with elementary functions that are
correctly rounded; those of NumPy add up to about one unit in the last place each. NumPy alone is needed.
"""

# ruff: noqa
# mypy: ignore-errors
# fmt: off

import numpy as np

from ._shared import (
    _linear_gradient,
    _linear_hessian,
    _linear_loss,
    _linear_loss_and_gradient,
    _linear_product,
    _pointwise,
    where_safe,
    wide_sqrt,
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

_POINTS = ('z', 'y')
_VARIABLES = (("y", "finite numbers", np.isfinite),)
_PARAMETERS = (("delta", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)


def pointwise_loss(z, y, *, delta=1.0, out=None):
    """Loss of each point.

    loss = delta**2*(sqrt(1 + ((z - y)/delta)**2) - 1)

    Measured: 5 ulp, 7.8e-16 relative, worst at z = -3.7939153570607473, y = 1.04499301294474e-310, delta = 5.974649874519317.

    Args:
        z: any real numbers.
        y: any real numbers.
        delta: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (delta,), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, delta=1.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = (z - y)/sqrt(1 + ((z - y)/delta)**2)

    Measured: 1.6 ulp, 2.2e-16 relative, worst at z = 0.0021889389597841936, y = 1.0, delta = 10.0.

    Args:
        z: any real numbers.
        y: any real numbers.
        delta: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (delta,), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, delta=1.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = (sqrt(1 + ((z - y)/delta)**2) - (z - y)**2/(delta**2*sqrt(1 + ((z - y)/delta)**2)))/(1 + ((z - y)/delta)**2)

    Measured: 13 ulp, 1.5e-15 relative, worst at z = -4.65475931796642, y = -2.2521980621703435, delta = 1.0.

    Args:
        z: any real numbers.
        y: any real numbers.
        delta: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (delta,), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(z, y, *, delta=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: any real numbers.
        delta: in (0, inf); default 1.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (delta,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", delta=1.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        delta: in (0, inf); default 1.0.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (delta,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", delta=1.0):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        delta: in (0, inf); default 1.0.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (delta,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", delta=1.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        delta: in (0, inf); default 1.0.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (delta,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", delta=1.0):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        delta: in (0, inf); default 1.0.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (delta,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", delta=1.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        delta: in (0, inf); default 1.0.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (delta,), sample_weight, reduction)


def _pointwise_loss(z, y, delta):
    """loss = delta**2*(sqrt(1 + ((z - y)/delta)**2) - 1)"""
    sum1 = np.sqrt(1 + ((z - y) / delta) ** 2) - 1  # stable-loss.2
    product1 = delta ** 2 * sum1  # stable-loss.2
    loss = where_safe((np.abs(product1) < np.exp(600)) & (np.abs(1) < 8 * np.abs(sum1)), product1, _pointwise_loss_extended, z, y, delta)  # stable-loss.2
    return (loss,)


def _pointwise_loss_extended(number, z, y, delta):
    """The same over wide numbers: pointwise_loss."""
    result = (delta) ** 2 * (wide_sqrt(number.ratio(1) + ((z - y) / delta) ** 2) - number.ratio(1))  # stable-loss.2
    return result


def _pointwise_gradient(z, y, delta):
    """gradient = (z - y)/sqrt(1 + ((z - y)/delta)**2)"""
    sum1 = z - y  # stable-gradient.2
    ratio1 = sum1 / np.sqrt(1 + (sum1 / delta) ** 2)  # stable-gradient.2
    gradient = where_safe((np.exp(-600) < np.abs(ratio1)), ratio1, _pointwise_gradient_extended, z, y, delta)  # stable-gradient.2
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, delta):
    """The same over wide numbers: pointwise_gradient."""
    sum1 = z - y  # stable-gradient.2
    result = sum1 / wide_sqrt(number.ratio(1) + (sum1 / delta) ** 2)  # stable-gradient.2
    return result


def _pointwise_hessian(z, y, delta):
    """hessian = (sqrt(1 + ((z - y)/delta)**2) - (z - y)**2/(delta**2*sqrt(1 + ((z - y)/delta)**2)))/(1 + ((z - y)/delta)**2)"""
    sum1 = z - y  # stable-hessian.2
    sum2 = 1 + (sum1 / delta) ** 2  # stable-hessian.2
    sqrt1 = np.sqrt(sum2)  # stable-hessian.2
    sum3 = sqrt1 - sum1 ** 2 / (delta ** 2 * sqrt1)  # stable-hessian.2
    hessian = where_safe((np.abs(sqrt1) < 8 * np.abs(sum3)), sum3 / sum2, _pointwise_hessian_extended, z, y, delta)  # stable-hessian.2
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, delta):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = z - y  # stable-hessian.2
    sum2 = number.ratio(1) + (sum1 / delta) ** 2  # stable-hessian.2
    sqrt1 = wide_sqrt(sum2)  # stable-hessian.2
    result = (sqrt1 - (sum1) ** 2 / ((delta) ** 2 * sqrt1)) / sum2  # stable-hessian.2
    return result


def _pointwise_loss_and_gradient(z, y, delta):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, delta), *_pointwise_gradient(z, y, delta))
