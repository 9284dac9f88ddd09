"""Contrastive loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in contrastive.toml as

    ((1 - y)*d**2)/2 + (y*max(0, margin - d)**2)/2

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

_POINTS = ('d', 'y')
_VARIABLES = (("y", "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))),)
_PARAMETERS = (("margin", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)


def pointwise_loss(d, y, *, margin=1.0, out=None):
    """Loss of each point.

    loss = ((1 - y)*d**2 + y*max(0, margin - d)**2)/2

    Measured: 1.6 ulp, 3.0e-16 relative, worst at d = -0.001343119549587079, y = 1.0, margin = 0.001.

    Args:
        d: any real numbers.
        y: in {0, 1}.
        margin: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (d, y,), _PARAMETERS, (margin,), out, ("loss",), ((),), ())


def pointwise_gradient(d, y, *, margin=1.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = d - y*(d + max(0, margin - d))

    Measured: 0.5 ulp, 1.1e-16 relative, worst at d = -1.7, y = 1.0, margin = 1.0.

    Args:
        d: any real numbers.
        y: in {0, 1}.
        margin: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (d, y,), _PARAMETERS, (margin,), out, ("gradient",), ((),), ())


def pointwise_hessian(d, y, *, margin=1.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = 1 - y + y*indicator(0 < margin - d)

    Measured: 0 ulp, 0.0e+00 relative, worst at d = 0.0, y = 0.0, margin = 1.0.

    Args:
        d: any real numbers.
        y: in {0, 1}.
        margin: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (d, y,), _PARAMETERS, (margin,), out, ("hessian",), ((),), ('d',))


def pointwise_loss_and_gradient(d, y, *, margin=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        d: any real numbers.
        y: in {0, 1}.
        margin: in (0, inf); default 1.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (d, y,), _PARAMETERS, (margin,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", margin=1.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        margin: in (0, inf); default 1.0.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (margin,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", margin=1.0):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        margin: in (0, inf); default 1.0.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (margin,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", margin=1.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        margin: in (0, inf); default 1.0.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (margin,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", margin=1.0):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        margin: in (0, inf); default 1.0.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (margin,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", margin=1.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        margin: in (0, inf); default 1.0.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (margin,), sample_weight, reduction)


def _pointwise_loss(d, y, margin):
    """loss = ((1 - y)*d**2 + y*max(0, margin - d)**2)/2"""
    sum1 = (1 - y) * (d ** 2 / 2) + y * (np.maximum(0, margin - d) ** 2 / 2)  # stable-loss.5
    loss = where_safe((np.abs(sum1) < np.exp(600)), sum1, _pointwise_loss_extended, d, y, margin)  # stable-loss.5
    return (loss,)


def _pointwise_loss_extended(number, d, y, margin):
    """The same over wide numbers: pointwise_loss."""
    result = (number.ratio(1) - y) * ((d) ** 2 / number.ratio(2)) + y * ((wide_max(number.ratio(0), margin - d)) ** 2 / number.ratio(2))  # stable-loss.5
    return result


def _pointwise_gradient(d, y, margin):
    """gradient = d - y*(d + max(0, margin - d))"""
    sum1 = (1 - y) * d - y * np.maximum(0, margin - d)  # stable-gradient.5
    gradient = where_safe((np.abs(sum1) < np.exp(600)), sum1, _pointwise_gradient_extended, d, y, margin)  # stable-gradient.5
    return (gradient,)


def _pointwise_gradient_extended(number, d, y, margin):
    """The same over wide numbers: pointwise_gradient."""
    result = (number.ratio(1) - y) * d - y * wide_max(number.ratio(0), margin - d)  # stable-gradient.5
    return result


def _pointwise_hessian(d, y, margin):
    """hessian = 1 - y + y*indicator(0 < margin - d)"""
    hessian = 1 - y + y * (np.where(margin - d > 0, 1.0, 0.0))  # stable-hessian.4
    return (hessian,)


def _pointwise_loss_and_gradient(d, y, margin):
    """Loss and gradient."""

    return (*_pointwise_loss(d, y, margin), *_pointwise_gradient(d, y, margin))
