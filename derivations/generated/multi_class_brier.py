"""Brier score of several classes: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in multi_class_brier.toml as

    sum(k, 1, K, (p[k] - y[k])**2)

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
    _vectorwise,
    sum_of_others,
)

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
]

_POINTS = ('z', 'y')
_VARIABLES = (("y", "numbers in [0, 1]", lambda a: (a >= 0.0) & (a <= 1.0)),)
_PARAMETERS = ()


def pointwise_loss(z, y, *, out=None):
    """Loss of each point.

    loss = sum(k, 1, K, (p[k] - y[k])**2)

    Measured: 5.2e+06 ulp, 1.0e-09 relative, worst at z[1] = 10.0, z[2] = 9.999999999, z[3] = -59369.4302649011, y[1] = 0.5, y[2] = 0.5, y[3] = 0.0.

    Args:
        z: any real numbers.
        y: in [0, 1].
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (), ('z', 'y'), out, ("loss",), (0,), ())


def pointwise_gradient(z, y, *, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = p[j]*(2*(p[j] - y[j]) - sum(k, 1, K, 2*p[k]*(p[k] - y[k])))

    Measured: 8.6e+15 ulp, 1.0e+00 relative, worst at z[1] = 0.0, z[2] = 0.0, z[3] = -231.27099301575043, y[1] = 0.0, y[2] = 0.0, y[3] = 1.0.

    Args:
        z: any real numbers.
        y: in [0, 1].
        out: array of the broadcast shape followed by (K,) to write to.

    Returns:
        An array of the broadcast shape followed by (K,): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (), ('z', 'y'), out, ("gradient",), (1,), ())


def pointwise_hessian(z, y, *, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = (p[j]*delta(j, l) - p[l]*p[j])*(2*(p[j] - y[j]) - sum(k, 1, K, 2*p[k]*(p[k] - y[k]))) + p[j]*(2*p[j]*(delta(j, l) - p[l]) + 2*y[l]*p[l] + p[l]*sum(k, 1, K, 4*p[k]**2) - (4*p[l]**2 + p[l]*sum(k, 1, K, 2*y[k]*p[k])))

    Measured: 1.3e+16 ulp, 2.8e+00 relative, worst at z[1] = 40.0, z[2] = 4.0, z[3] = -378.3655322030637, y[1] = 0.5, y[2] = 0.0, y[3] = 0.5.

    Args:
        z: any real numbers.
        y: in [0, 1].
        out: array of the broadcast shape followed by (K, K) to write to.

    Returns:
        An array of the broadcast shape followed by (K, K): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (), ('z', 'y'), out, ("hessian",), (2,), ())


def pointwise_loss_and_gradient(z, y, *, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: in [0, 1].
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (), ('z', 'y'), out, ("loss", "gradient"), (0, 1), ())


def _pointwise_loss(z, y):
    """loss = sum(k, 1, K, (p[k] - y[k])**2)"""
    exp1 = np.exp(z - np.max(z[..., None, :], axis=-1))  # stable-loss.5
    total1 = np.sum(exp1, axis=-1)  # stable-loss.5
    loss = np.sum((((1 - y) * exp1 - y * np.where(exp1 == 1, sum_of_others(exp1[..., None, :]), total1[..., None] - exp1)) / total1[..., None]) ** 2, axis=-1)  # stable-loss.5
    return (loss,)


def _pointwise_gradient(z, y):
    """gradient = p[j]*(2*(p[j] - y[j]) - sum(k, 1, K, 2*p[k]*(p[k] - y[k])))"""
    exp1 = np.exp(z - np.max(z[..., None, :], axis=-1))  # stable-gradient.5
    total1 = np.sum(exp1, axis=-1)  # stable-gradient.5
    ratio1 = exp1 / total1[..., None]  # stable-gradient.5
    ratio2 = ((1 - y) * exp1 - y * np.where(exp1 == 1, sum_of_others(exp1[..., None, :]), total1[..., None] - exp1)) / total1[..., None]  # stable-gradient.5
    gradient = ratio1 * (2 * ratio2 - np.sum(2 * ratio1[..., None, :] * ratio2[..., None, :], axis=-1))  # stable-gradient.5
    return (gradient,)


def _pointwise_hessian(z, y):
    """hessian = (p[j]*delta(j, l) - p[l]*p[j])*(2*(p[j] - y[j]) - sum(k, 1, K, 2*p[k]*(p[k] - y[k]))) + p[j]*(2*p[j]*(delta(j, l) - p[l]) + 2*y[l]*p[l] + p[l]*sum(k, 1, K, 4*p[k]**2) - (4*p[l]**2 + p[l]*sum(k, 1, K, 2*y[k]*p[k])))"""
    K = z.shape[-1]  # stable-hessian.5
    exp1 = np.exp(z - np.max(z[..., None, :], axis=-1))  # stable-hessian.5
    total1 = np.sum(exp1, axis=-1)  # stable-hessian.5
    ratio1 = exp1 / total1[..., None]  # stable-hessian.5
    ratio2 = ((1 - y) * exp1 - y * np.where(exp1 == 1, sum_of_others(exp1[..., None, :]), total1[..., None] - exp1)) / total1[..., None]  # stable-hessian.5
    product1 = 2 * y * ratio1  # stable-hessian.5
    product2 = 4 * ratio1 ** 2  # stable-hessian.5
    hessian = (ratio1[..., :, None] * (np.where(np.arange(1, K + 1)[..., :, None] == np.arange(1, K + 1)[..., None, :], 1.0, 0.0)) - ratio1[..., None, :] * ratio1[..., :, None]) * (2 * ratio2[..., :, None] - np.sum(2 * ratio1[..., None, None, :] * ratio2[..., None, None, :], axis=-1)) + ratio1[..., :, None] * (2 * ratio1[..., :, None] * ((np.where(np.arange(1, K + 1)[..., :, None] == np.arange(1, K + 1)[..., None, :], 1.0, 0.0)) - ratio1[..., None, :]) + product1[..., None, :] + ratio1[..., None, :] * np.sum(product2[..., None, None, :], axis=-1) - (product2[..., None, :] + ratio1[..., None, :] * np.sum(product1[..., None, None, :], axis=-1)))  # stable-hessian.5
    return (hessian,)


def _pointwise_loss_and_gradient(z, y):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y), *_pointwise_gradient(z, y))
