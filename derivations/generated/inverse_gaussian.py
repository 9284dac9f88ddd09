"""Inverse Gaussian likelihood with log link: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in inverse_gaussian.toml as

    (lam*(y - mu)**2)/(2*mu**2*y) + log((2*pi*y**3)/lam)/2

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
    circle,
    where_safe,
    wide_exp,
    wide_expm1,
    wide_log,
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

_POINTS = ('z', 'y')
_VARIABLES = (("y", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)
_PARAMETERS = (("lam", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)


def pointwise_loss(z, y, *, lam=1.0, out=None):
    """Loss of each point.

    loss = ((lam*(y - exp(z))**2)/(y*exp(2*z)) + log(2*pi*y**3) - log(lam))/2

    Measured: 4.8 ulp, 9.7e-16 relative, worst at z = 0.0001257533549176268, y = 0.1, lam = 1.0.

    Args:
        z: any real numbers.
        y: in (0, inf).
        lam: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (lam,), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, lam=1.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = (lam*(exp(z) - y))/exp(2*z)

    Measured: 3.4 ulp, 4.6e-16 relative, worst at z = -0.5409207072192785, y = 0.5, lam = 1.0.

    Args:
        z: any real numbers.
        y: in (0, inf).
        lam: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (lam,), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, lam=1.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = (lam*exp(2*z)*(2*y - exp(z)))/exp(4*z)

    Measured: 6.1 ulp, 6.9e-16 relative, worst at z = 2.000000002, y = 2.0, lam = 1.0.

    Args:
        z: any real numbers.
        y: in (0, inf).
        lam: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (lam,), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(z, y, *, lam=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: in (0, inf).
        lam: in (0, inf); default 1.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (lam,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", lam=1.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in (0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        lam: in (0, inf); default 1.0.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (lam,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", lam=1.0):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in (0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        lam: in (0, inf); default 1.0.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (lam,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", lam=1.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in (0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        lam: in (0, inf); default 1.0.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (lam,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", lam=1.0):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in (0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        lam: in (0, inf); default 1.0.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (lam,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", lam=1.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in (0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        lam: in (0, inf); default 1.0.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (lam,), sample_weight, reduction)


def _pointwise_loss(z, y, lam):
    """loss = ((lam*(y - exp(z))**2)/(y*exp(2*z)) + log(2*pi*y**3) - log(lam))/2"""
    ratio1 = lam * (y - np.exp(z)) ** 2 / (y * np.exp(2 * z))  # stable-loss.2
    log1 = np.log(2 * np.pi * y ** 3)  # stable-loss.2
    sum1 = ratio1 + log1 - np.log(lam)  # stable-loss.2
    product1 = 8 * np.abs(sum1)  # stable-loss.2
    loss = where_safe((np.abs(ratio1) < product1) & (np.abs(log1) < product1) & (np.abs(lam) < 36), sum1 / 2, _pointwise_loss_extended, z, y, lam)  # stable-loss.2
    return (loss,)


def _pointwise_loss_extended(number, z, y, lam):
    """The same over wide numbers: pointwise_loss."""
    result = (wide_sum([lam * (y - wide_exp(z)) ** 2 / (y * wide_exp(number.ratio(2) * z)), wide_log(number.ratio(2) * circle(number) * (y) ** 3)], [wide_log(lam)])) / number.ratio(2)  # stable-loss.2
    return result


def _pointwise_gradient(z, y, lam):
    """gradient = (lam*(exp(z) - y))/exp(2*z)"""
    product1 = np.exp(z) * (1 - y)  # stable-gradient.4
    sum1 = product1 - y * -np.expm1(z)  # stable-gradient.4
    ratio1 = lam * sum1 / np.exp(2 * z)  # stable-gradient.4
    size1 = np.abs(ratio1)  # stable-gradient.4
    gradient = where_safe((np.exp(-600) < size1) & (size1 < np.exp(600)) & (np.abs(product1) < 8 * np.abs(sum1)), ratio1, _pointwise_gradient_extended, z, y, lam)  # stable-gradient.4
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, lam):
    """The same over wide numbers: pointwise_gradient."""
    result = lam * (wide_exp(z) * (number.ratio(1) - y) - y * -wide_expm1(z)) / wide_exp(number.ratio(2) * z)  # stable-gradient.4
    return result


def _pointwise_hessian(z, y, lam):
    """hessian = (lam*exp(2*z)*(2*y - exp(z)))/exp(4*z)"""
    product1 = 2 * y * -np.expm1(z)  # stable-hessian.4
    sum1 = product1 - np.exp(z) * (1 - 2 * y)  # stable-hessian.4
    ratio1 = lam * np.exp(2 * z) * sum1 / np.exp(4 * z)  # stable-hessian.4
    size1 = np.abs(ratio1)  # stable-hessian.4
    hessian = where_safe((size1 < np.exp(600)) & (np.exp(-600) < size1) & (np.abs(product1) < 8 * np.abs(sum1)), ratio1, _pointwise_hessian_extended, z, y, lam)  # stable-hessian.4
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, lam):
    """The same over wide numbers: pointwise_hessian."""
    result = lam * wide_exp(number.ratio(2) * z) * (number.ratio(2) * y * -wide_expm1(z) - wide_exp(z) * (number.ratio(1) - number.ratio(2) * y)) / wide_exp(number.ratio(4) * z)  # stable-hessian.4
    return result


def _pointwise_loss_and_gradient(z, y, lam):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, lam), *_pointwise_gradient(z, y, lam))
