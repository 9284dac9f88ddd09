"""Tweedie loss with log link: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in tweedie.toml as

    -(y*exp((1 - p)*z))/(1 - p) + exp((2 - p)*z)/(2 - p)

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
    wide_exp,
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
_VARIABLES = (("y", "numbers in [0, inf)", lambda a: (a >= 0.0) & (a < np.inf)),)
_PARAMETERS = (("p", "numbers in (1, 2)", lambda a: (a > 1.0) & (a < 2.0)),)


def pointwise_loss(z, y, *, p=1.5, out=None):
    """Loss of each point.

    loss = exp(z*(2 - p))/(2 - p) - (y*exp(z*(1 - p)))/(1 - p)

    Measured: 2.9 ulp, 4.7e-16 relative, worst at z = 11.0, y = 1.0, p = 1.1.

    Args:
        z: any real numbers.
        y: in [0, inf).
        p: in (1, 2); default 1.5.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (p,), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, p=1.5, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = exp(z*(2 - p)) - y*exp(z*(1 - p))

    Measured: 7.6 ulp, 1.5e-15 relative, worst at z = 30.0, y = 1.0, p = 1.1.

    Args:
        z: any real numbers.
        y: in [0, inf).
        p: in (1, 2); default 1.5.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (p,), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, p=1.5, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = (2 - p)*exp(z*(2 - p)) + y*(p - 1)*exp(z*(1 - p))

    Measured: 3.3 ulp, 5.6e-16 relative, worst at z = 4.540226066985351, y = 3.7, p = 1.1.

    Args:
        z: any real numbers.
        y: in [0, inf).
        p: in (1, 2); default 1.5.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (p,), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(z, y, *, p=1.5, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: in [0, inf).
        p: in (1, 2); default 1.5.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (p,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", p=1.5):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        p: in (1, 2); default 1.5.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (p,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", p=1.5):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        p: in (1, 2); default 1.5.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (p,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", p=1.5):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        p: in (1, 2); default 1.5.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (p,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", p=1.5):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        p: in (1, 2); default 1.5.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (p,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", p=1.5):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        p: in (1, 2); default 1.5.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (p,), sample_weight, reduction)


def _pointwise_loss(z, y, p):
    """loss = exp(z*(2 - p))/(2 - p) - (y*exp(z*(1 - p)))/(1 - p)"""
    sum1 = 2 - p  # stable-loss.2
    sum2 = 1 - p  # stable-loss.2
    loss = where_safe((np.abs(z) < 16), np.exp(z * sum1) / sum1 - y * np.exp(z * sum2) / sum2, _pointwise_loss_extended, z, y, p)  # stable-loss.2
    return (loss,)


def _pointwise_loss_extended(number, z, y, p):
    """The same over wide numbers: pointwise_loss."""
    sum1 = number.ratio(2) - p  # stable-loss.2
    sum2 = number.ratio(1) - p  # stable-loss.2
    result = wide_exp(z * sum1) / sum1 - y * wide_exp(z * sum2) / sum2  # stable-loss.2
    return result


def _pointwise_gradient(z, y, p):
    """gradient = exp(z*(2 - p)) - y*exp(z*(1 - p))"""
    product1 = z * (2 - p)  # stable-gradient.2
    product2 = z * (1 - p)  # stable-gradient.2
    exp1 = np.exp(product1)  # stable-gradient.2
    sum1 = exp1 - y * np.exp(product2)  # stable-gradient.2
    gradient = where_safe((np.abs(product1) < 32) & (np.abs(product2) < 32) & (np.abs(exp1) < 8 * np.abs(sum1)), sum1, _pointwise_gradient_extended, z, y, p)  # stable-gradient.2
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, p):
    """The same over wide numbers: pointwise_gradient."""
    result = wide_exp(z * (number.ratio(2) - p)) - y * wide_exp(z * (number.ratio(1) - p))  # stable-gradient.2
    return result


def _pointwise_hessian(z, y, p):
    """hessian = (2 - p)*exp(z*(2 - p)) + y*(p - 1)*exp(z*(1 - p))"""
    sum1 = 2 - p  # stable-hessian.2
    hessian = where_safe((np.abs(z) < 16), sum1 * np.exp(z * sum1) + y * (p - 1) * np.exp(z * (1 - p)), _pointwise_hessian_extended, z, y, p)  # stable-hessian.2
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, p):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = number.ratio(2) - p  # stable-hessian.2
    result = sum1 * wide_exp(z * sum1) + y * (p - number.ratio(1)) * wide_exp(z * (number.ratio(1) - p))  # stable-hessian.2
    return result


def _pointwise_loss_and_gradient(z, y, p):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, p), *_pointwise_gradient(z, y, p))
