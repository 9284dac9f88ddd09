"""Dice loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in dice.toml as

    1 - (2*sum(k, 1, K, p[k]*y[k]) + smooth)/(sum(k, 1, K, p[k]) + sum(k, 1, K, y[k]) + smooth)

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
)

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
]

_POINTS = ('z', 'y')
_VARIABLES = (("y", "numbers in [0, 1]", lambda a: (a >= 0.0) & (a <= 1.0)),)
_PARAMETERS = (("smooth", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)


def pointwise_loss(z, y, *, smooth=1.0, out=None):
    """Loss of each point.

    loss = 1 - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth)/(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth)

    Measured: 5.1e+15 ulp, 1.0e+00 relative, worst at z[1] = -354.6296330715294, z[2] = -1046.0, z[3] = -300.0, y[1] = 0.0, y[2] = 0.0, y[3] = 0.0, smooth = 1.0.

    Args:
        z: any real numbers.
        y: in [0, 1].
        smooth: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (smooth,), ('z', 'y'), out, ("loss",), (0,), ())


def pointwise_gradient(z, y, *, smooth=1.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = -(sigmoid(z[j])*sigmoid(-z[j])*(2*y[j]*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth) - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth)))/(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth)**2

    Measured: 1e+02 ulp, 2.0e-14 relative, worst at z[1] = -20.0, z[2] = -26.66240287759721, z[3] = 0.0, y[1] = 0.5, y[2] = 0.0, y[3] = 0.9, smooth = 1000.0.

    Args:
        z: any real numbers.
        y: in [0, 1].
        smooth: in (0, inf); default 1.0.
        out: array of the broadcast shape followed by (K,) to write to.

    Returns:
        An array of the broadcast shape followed by (K,): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (smooth,), ('z', 'y'), out, ("gradient",), (1,), ())


def pointwise_hessian(z, y, *, smooth=1.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = -((sigmoid(z[j])*sigmoid(-z[j])**2*delta(j, l)*(2*y[j]*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth) - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth)) + sigmoid(z[j])*(sigmoid(-z[j])*(2*y[j]*sigmoid(z[l])*sigmoid(-z[l]) - 2*y[l]*sigmoid(z[l])*sigmoid(-z[l])) - sigmoid(-z[j])*sigmoid(z[j])*delta(j, l)*(2*y[j]*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth) - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth))))*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth) - 2*sigmoid(z[j])*sigmoid(-z[j])*(2*y[j]*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth) - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth))*sigmoid(z[l])*sigmoid(-z[l]))/(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth)**3

    Measured: 1.3e+11 ulp, 2.7e-05 relative, worst at z[1] = -24.689448269847915, z[2] = 33.741161285547925, z[3] = 42.67184303938873, y[1] = 0.0, y[2] = 1.0, y[3] = 1.0, smooth = 0.001.

    Args:
        z: any real numbers.
        y: in [0, 1].
        smooth: in (0, inf); default 1.0.
        out: array of the broadcast shape followed by (K, K) to write to.

    Returns:
        An array of the broadcast shape followed by (K, K): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (smooth,), ('z', 'y'), out, ("hessian",), (2,), ())


def pointwise_loss_and_gradient(z, y, *, smooth=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: in [0, 1].
        smooth: in (0, inf); default 1.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (smooth,), ('z', 'y'), out, ("loss", "gradient"), (0, 1), ())


def _pointwise_loss(z, y, smooth):
    """loss = 1 - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth)/(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth)"""
    sigmoid1 = 1 / (1 + np.exp(-z))  # stable-loss.1
    loss = 1 - (2 * np.sum(y * sigmoid1, axis=-1) + smooth) / (np.sum(sigmoid1, axis=-1) + np.sum(y, axis=-1) + smooth)  # stable-loss.1
    return (loss,)


def _pointwise_gradient(z, y, smooth):
    """gradient = -(sigmoid(z[j])*sigmoid(-z[j])*(2*y[j]*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth) - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth)))/(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth)**2"""
    exp1 = np.exp(-np.abs(z))  # stable-gradient.2
    sum1 = 1 + exp1  # stable-gradient.2
    ratio1 = np.where(z > 0, 1, exp1) / sum1  # stable-gradient.2
    sum2 = np.sum(ratio1, axis=-1) + np.sum(y, axis=-1) + smooth  # stable-gradient.2
    gradient = -(ratio1 * (np.where(-z > 0, 1, exp1) / sum1) * (2 * y * sum2[..., None] - (2 * np.sum(y[..., None, :] * ratio1[..., None, :], axis=-1) + smooth[..., None])) / sum2[..., None] ** 2)  # stable-gradient.2
    return (gradient,)


def _pointwise_hessian(z, y, smooth):
    """hessian = -((sigmoid(z[j])*sigmoid(-z[j])**2*delta(j, l)*(2*y[j]*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth) - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth)) + sigmoid(z[j])*(sigmoid(-z[j])*(2*y[j]*sigmoid(z[l])*sigmoid(-z[l]) - 2*y[l]*sigmoid(z[l])*sigmoid(-z[l])) - sigmoid(-z[j])*sigmoid(z[j])*delta(j, l)*(2*y[j]*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth) - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth))))*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth) - 2*sigmoid(z[j])*sigmoid(-z[j])*(2*y[j]*(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth) - (2*sum(k, 1, K, y[k]*sigmoid(z[k])) + smooth))*sigmoid(z[l])*sigmoid(-z[l]))/(sum(k, 1, K, sigmoid(z[k])) + sum(k, 1, K, y[k]) + smooth)**3"""
    K = z.shape[-1]  # stable-hessian.2
    exp1 = np.exp(-np.abs(z))  # stable-hessian.2
    sum1 = 1 + exp1  # stable-hessian.2
    ratio1 = np.where(z > 0, 1, exp1) / sum1  # stable-hessian.2
    ratio2 = np.where(-z > 0, 1, exp1) / sum1  # stable-hessian.2
    sum2 = np.sum(ratio1, axis=-1) + np.sum(y, axis=-1) + smooth  # stable-hessian.2
    sum3 = 2 * y * sum2[..., None] - (2 * np.sum(y[..., None, :] * ratio1[..., None, :], axis=-1) + smooth[..., None])  # stable-hessian.2
    hessian = -(((ratio1[..., :, None] * ratio2[..., :, None] ** 2 * (np.where(np.arange(1, K + 1)[..., :, None] == np.arange(1, K + 1)[..., None, :], 1.0, 0.0)) * sum3[..., :, None] + ratio1[..., :, None] * (ratio2[..., :, None] * (2 * y[..., :, None] * ratio1[..., None, :] * ratio2[..., None, :] - 2 * y[..., None, :] * ratio1[..., None, :] * ratio2[..., None, :]) - ratio2[..., :, None] * ratio1[..., :, None] * (np.where(np.arange(1, K + 1)[..., :, None] == np.arange(1, K + 1)[..., None, :], 1.0, 0.0)) * sum3[..., :, None])) * sum2[..., None, None] - 2 * ratio1[..., :, None] * ratio2[..., :, None] * sum3[..., :, None] * ratio1[..., None, :] * ratio2[..., None, :]) / sum2[..., None, None] ** 3)  # stable-hessian.2
    return (hessian,)


def _pointwise_loss_and_gradient(z, y, smooth):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, smooth), *_pointwise_gradient(z, y, smooth))
