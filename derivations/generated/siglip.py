"""Sigmoid loss for pairs: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in siglip.toml as

    log(1 + exp(-y*(t*s + b)))

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
    choose,
    where_safe,
    wide_exp,
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

_POINTS = ('s', 'y')
_VARIABLES = (("y", "numbers in {-1, 1}", lambda a: np.isin(a, (-1.0, 1.0,))),)
_PARAMETERS = (("t", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("b", "finite numbers", np.isfinite),)


def pointwise_loss(s, y, *, t=10.0, b=-10.0, out=None):
    """Loss of each point.

    loss = softplus(-y*(t*s + b))

    Measured: 62 ulp, 7.2e-15 relative, worst at s = -9.777828985579124, y = -1.0, t = 10.0, b = 0.0.

    Args:
        s: any real numbers.
        y: in {-1, 1}.
        t: in (0, inf); default 10.0.
        b: any real numbers; default -10.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (s, y,), _PARAMETERS, (t, b,), out, ("loss",), ((),), ())


def pointwise_gradient(s, y, *, t=10.0, b=-10.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = -y*t*sigmoid(-y*(t*s + b))

    Measured: 52 ulp, 7.2e-15 relative, worst at s = -8.607512755190154, y = -1.0, t = 10.0, b = -10.0.

    Args:
        s: any real numbers.
        y: in {-1, 1}.
        t: in (0, inf); default 10.0.
        b: any real numbers; default -10.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (s, y,), _PARAMETERS, (t, b,), out, ("gradient",), ((),), ())


def pointwise_hessian(s, y, *, t=10.0, b=-10.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = t**2*sigmoid(-y*(t*s + b))*sigmoid(y*(t*s + b))

    Measured: 15 ulp, 2.0e-15 relative, worst at s = -0.999, y = -1.0, t = 10.0, b = -10.0.

    Args:
        s: any real numbers.
        y: in {-1, 1}.
        t: in (0, inf); default 10.0.
        b: any real numbers; default -10.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (s, y,), _PARAMETERS, (t, b,), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(s, y, *, t=10.0, b=-10.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        s: any real numbers.
        y: in {-1, 1}.
        t: in (0, inf); default 10.0.
        b: any real numbers; default -10.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (s, y,), _PARAMETERS, (t, b,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", t=10.0, b=-10.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {-1, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        t: in (0, inf); default 10.0.
        b: any real numbers; default -10.0.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (t, b,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", t=10.0, b=-10.0):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {-1, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        t: in (0, inf); default 10.0.
        b: any real numbers; default -10.0.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (t, b,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", t=10.0, b=-10.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {-1, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        t: in (0, inf); default 10.0.
        b: any real numbers; default -10.0.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (t, b,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", t=10.0, b=-10.0):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {-1, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        t: in (0, inf); default 10.0.
        b: any real numbers; default -10.0.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (t, b,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", t=10.0, b=-10.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {-1, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        t: in (0, inf); default 10.0.
        b: any real numbers; default -10.0.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (t, b,), sample_weight, reduction)


def _pointwise_loss(s, y, t, b):
    """loss = softplus(-y*(t*s + b))"""
    product1 = y * (t * s + b)  # stable-loss.3
    size1 = np.abs(product1)  # stable-loss.3
    loss = where_safe((np.abs(b) < 36) & (size1 < 128) & (np.abs(s) < 16), np.maximum(-product1, 0) + np.log1p(np.exp(-size1)), _pointwise_loss_extended, s, y, t, b)  # stable-loss.3
    return (loss,)


def _pointwise_loss_extended(number, s, y, t, b):
    """The same over wide numbers: pointwise_loss."""
    product1 = y * (t * s + b)  # stable-loss.3
    result = wide_max(-product1, number.ratio(0)) + wide_log1p(wide_exp(-abs(product1)))  # stable-loss.3
    return result


def _pointwise_gradient(s, y, t, b):
    """gradient = -y*t*sigmoid(-y*(t*s + b))"""
    product1 = y * (t * s + b)  # stable-gradient.3
    size1 = np.abs(product1)  # stable-gradient.3
    exp1 = np.exp(-size1)  # stable-gradient.3
    gradient = where_safe((np.abs(b) < 36) & (size1 < 128) & (np.abs(s) < 16), -(y * t * (np.where(-product1 > 0, 1, exp1) / (1 + exp1))), _pointwise_gradient_extended, s, y, t, b)  # stable-gradient.3
    return (gradient,)


def _pointwise_gradient_extended(number, s, y, t, b):
    """The same over wide numbers: pointwise_gradient."""
    product1 = y * (t * s + b)  # stable-gradient.3
    exp1 = wide_exp(-abs(product1))  # stable-gradient.3
    result = -(y * t * (choose((number.ratio(0)) < -product1, number.ratio(1), exp1) / (number.ratio(1) + exp1)))  # stable-gradient.3
    return result


def _pointwise_hessian(s, y, t, b):
    """hessian = t**2*sigmoid(-y*(t*s + b))*sigmoid(y*(t*s + b))"""
    product1 = y * (t * s + b)  # stable-hessian.3
    size1 = np.abs(product1)  # stable-hessian.3
    exp1 = np.exp(-size1)  # stable-hessian.3
    sum1 = 1 + exp1  # stable-hessian.3
    hessian = where_safe((np.abs(b) < 16) & (size1 < 32) & (np.abs(s) < 4) & (np.abs(t) < 16), t ** 2 * (np.where(-product1 > 0, 1, exp1) / sum1) * (np.where(product1 > 0, 1, exp1) / sum1), _pointwise_hessian_extended, s, y, t, b)  # stable-hessian.3
    return (hessian,)


def _pointwise_hessian_extended(number, s, y, t, b):
    """The same over wide numbers: pointwise_hessian."""
    product1 = y * (t * s + b)  # stable-hessian.3
    exp1 = wide_exp(-abs(product1))  # stable-hessian.3
    sum1 = number.ratio(1) + exp1  # stable-hessian.3
    result = (t) ** 2 * (choose((number.ratio(0)) < -product1, number.ratio(1), exp1) / sum1) * (choose((number.ratio(0)) < product1, number.ratio(1), exp1) / sum1)  # stable-hessian.3
    return result


def _pointwise_loss_and_gradient(s, y, t, b):
    """Loss and gradient."""

    return (*_pointwise_loss(s, y, t, b), *_pointwise_gradient(s, y, t, b))
