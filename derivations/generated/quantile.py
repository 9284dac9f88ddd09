"""Quantile loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in quantile.toml as

    max(tau*(y - z), (tau - 1)*(y - z))

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
_PARAMETERS = (("tau", "numbers in (0, 1)", lambda a: (a > 0.0) & (a < 1.0)),)


def pointwise_loss(z, y, *, tau=0.5, out=None):
    """Loss of each point.

    loss = max(tau*(y - z), (tau - 1)*(y - z))

    Measured: 1.2 ulp, 1.9e-16 relative, worst at z = 259.1139206247885, y = 0.4257950354600217, tau = 0.13000571757770055.

    Args:
        z: any real numbers.
        y: any real numbers.
        tau: in (0, 1); default 0.5.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (tau,), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, tau=0.5, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = -(tau*indicator((tau - 1)*(y - z) <= tau*(y - z)) + (tau - 1)*indicator(tau*(y - z) < (tau - 1)*(y - z)))

    Measured: 0.5 ulp, 1.1e-16 relative, worst at z = 6.188811779216309, y = -300.0, tau = 0.19527714641408994.

    Args:
        z: any real numbers.
        y: any real numbers.
        tau: in (0, 1); default 0.5.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (tau,), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, tau=0.5, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = 0

    Measured: 0 ulp, 0.0e+00 relative, worst at z = 0.0.

    Args:
        z: any real numbers.
        y: any real numbers.
        tau: in (0, 1); default 0.5.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (tau,), out, ("hessian",), ((),), ('z', 'y'))


def pointwise_loss_and_gradient(z, y, *, tau=0.5, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: any real numbers.
        tau: in (0, 1); default 0.5.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (tau,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", tau=0.5):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        tau: in (0, 1); default 0.5.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (tau,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", tau=0.5):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        tau: in (0, 1); default 0.5.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (tau,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", tau=0.5):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        tau: in (0, 1); default 0.5.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (tau,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", tau=0.5):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        tau: in (0, 1); default 0.5.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (tau,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", tau=0.5):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        tau: in (0, 1); default 0.5.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (tau,), sample_weight, reduction)


def _pointwise_loss(z, y, tau):
    """loss = max(tau*(y - z), (tau - 1)*(y - z))"""
    sum1 = y - z  # stable-loss.1
    loss = np.maximum(tau * sum1, (tau - 1) * sum1)  # stable-loss.1
    return (loss,)


def _pointwise_gradient(z, y, tau):
    """gradient = -(tau*indicator((tau - 1)*(y - z) <= tau*(y - z)) + (tau - 1)*indicator(tau*(y - z) < (tau - 1)*(y - z)))"""
    sum1 = tau - 1  # stable-gradient.2
    sum2 = y - z  # stable-gradient.2
    product1 = sum1 * sum2  # stable-gradient.2
    product2 = tau * sum2  # stable-gradient.2
    gradient = where_safe((np.abs(z) > 0.001), -(tau * (np.where(product1 <= product2, 1.0, 0.0)) + sum1 * (np.where(product2 < product1, 1.0, 0.0))), _pointwise_gradient_extended, z, y, tau)  # stable-gradient.2
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, tau):
    """The same over wide numbers: pointwise_gradient."""
    sum1 = tau - number.ratio(1)  # stable-gradient.2
    sum2 = y - z  # stable-gradient.2
    product1 = sum1 * sum2  # stable-gradient.2
    product2 = tau * sum2  # stable-gradient.2
    result = -(tau * (number.of(1.0 * ((product1) <= product2))) + sum1 * (number.of(1.0 * ((product2) < product1))))  # stable-gradient.2
    return result


def _pointwise_hessian(z, y, tau):
    """hessian = 0"""
    hessian = 0  # stable-hessian.1
    return (hessian,)


def _pointwise_loss_and_gradient(z, y, tau):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, tau), *_pointwise_gradient(z, y, tau))
