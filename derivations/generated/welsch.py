"""Welsch loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in welsch.toml as

    (c**2/2)*(1 - exp(-((z - y)/c)**2))

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
    wide_expm1,
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
_PARAMETERS = (("c", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)


def pointwise_loss(z, y, *, c=1.0, out=None):
    """Loss of each point.

    loss = (c**2/2)*(1 - exp(-((z - y)/c)**2))

    Measured: 3.1 ulp, 4.0e-16 relative, worst at z = -9.730672564048541e-08, y = 1e-05, c = 0.1.

    Args:
        z: any real numbers.
        y: any real numbers.
        c: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (c,), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, c=1.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = (z - y)*exp(-((z - y)/c)**2)

    Measured: 8.5 ulp, 1.4e-15 relative, worst at z = -0.09276629278734227, y = 2.5229765043370236, c = 1.0.

    Args:
        z: any real numbers.
        y: any real numbers.
        c: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (c,), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, c=1.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = exp(-((z - y)/c)**2)*(1 - (2*(z - y)**2)/c**2)

    Measured: 11 ulp, 1.4e-15 relative, worst at z = 4.762724772521537, y = -5.0, c = 3.54100828819417.

    Args:
        z: any real numbers.
        y: any real numbers.
        c: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (c,), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(z, y, *, c=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: any real numbers.
        c: in (0, inf); default 1.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (c,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", c=1.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        c: in (0, inf); default 1.0.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (c,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", c=1.0):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        c: in (0, inf); default 1.0.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (c,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", c=1.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        c: in (0, inf); default 1.0.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (c,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", c=1.0):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        c: in (0, inf); default 1.0.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (c,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", c=1.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        c: in (0, inf); default 1.0.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (c,), sample_weight, reduction)


def _pointwise_loss(z, y, c):
    """loss = (c**2/2)*(1 - exp(-((z - y)/c)**2))"""
    loss = where_safe((np.abs(c) < 300), c ** 2 / 2 * -np.expm1(-((z - y) / c) ** 2), _pointwise_loss_extended, z, y, c)  # stable-loss.3
    return (loss,)


def _pointwise_loss_extended(number, z, y, c):
    """The same over wide numbers: pointwise_loss."""
    result = (c) ** 2 / number.ratio(2) * -wide_expm1(-((z - y) / c) ** 2)  # stable-loss.3
    return result


def _pointwise_gradient(z, y, c):
    """gradient = (z - y)*exp(-((z - y)/c)**2)"""
    sum1 = z - y  # stable-gradient.2
    power1 = (sum1 / c) ** 2  # stable-gradient.2
    gradient = where_safe((np.abs(power1) < 8), sum1 * np.exp(-power1), _pointwise_gradient_extended, z, y, c)  # stable-gradient.2
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, c):
    """The same over wide numbers: pointwise_gradient."""
    sum1 = z - y  # stable-gradient.2
    result = sum1 * wide_exp(-(sum1 / c) ** 2)  # stable-gradient.2
    return result


def _pointwise_hessian(z, y, c):
    """hessian = exp(-((z - y)/c)**2)*(1 - (2*(z - y)**2)/c**2)"""
    sum1 = z - y  # stable-hessian.2
    power1 = (sum1 / c) ** 2  # stable-hessian.2
    sum2 = 1 - 2 * sum1 ** 2 / c ** 2  # stable-hessian.2
    hessian = where_safe((np.abs(power1) < 8) & (np.abs(1) < 8 * np.abs(sum2)), np.exp(-power1) * sum2, _pointwise_hessian_extended, z, y, c)  # stable-hessian.2
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, c):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = z - y  # stable-hessian.2
    result = wide_exp(-(sum1 / c) ** 2) * (number.ratio(1) - number.ratio(2) * (sum1) ** 2 / (c) ** 2)  # stable-hessian.2
    return result


def _pointwise_loss_and_gradient(z, y, c):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, c), *_pointwise_gradient(z, y, c))
