"""Plackett–Luce (ListMLE): loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in plackett_luce.toml as

    -sum(k, 1, K, log(exp(z[k])/sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i]))))

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

_POINTS = ('z', 'r')
_VARIABLES = (("r", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)
_PARAMETERS = ()


def pointwise_loss(z, r, *, out=None):
    """Loss of each point.

    loss = -sum(k, 1, K, z[k] - log(sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i]))))

    Measured: 8.8e+15 ulp, 1.0e+00 relative, worst at z[1] = -38.84144990541476, z[2] = -409.36917522025544, z[3] = 0.0, r[1] = 1.0, r[2] = 100.0, r[3] = 0.1.

    Args:
        z: any real numbers.
        r: in (0, inf).
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss, _POINTS, (z, r,), _PARAMETERS, (), ('z', 'r'), out, ("loss",), (0,), ('r',))


def pointwise_gradient(z, r, *, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = sum(k, 1, K, (exp(z[j])/sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i])))*indicator(r[k] <= r[j])) - 1

    Measured: 8.8e+15 ulp, 1.0e+00 relative, worst at z[1] = -38.84144990541476, z[2] = -409.36917522025544, z[3] = 0.0, r[1] = 1.0, r[2] = 100.0, r[3] = 0.1.

    Args:
        z: any real numbers.
        r: in (0, inf).
        out: array of the broadcast shape followed by (K,) to write to.

    Returns:
        An array of the broadcast shape followed by (K,): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_gradient, _POINTS, (z, r,), _PARAMETERS, (), ('z', 'r'), out, ("gradient",), (1,), ('z', 'r'))


def pointwise_hessian(z, r, *, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = sum(k, 1, K, (exp(z[j])/sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i])))*indicator(r[k] <= r[j])*(delta(j, l) - (exp(z[l])/sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i])))*indicator(r[k] <= r[l])))

    Measured: 8.9e+15 ulp, 1.0e+00 relative, worst at z[1] = 300.0, z[2] = -374.43950079473575, z[3] = -423.19490777499004, r[1] = 0.5, r[2] = 0.1, r[3] = 1000.0.

    Args:
        z: any real numbers.
        r: in (0, inf).
        out: array of the broadcast shape followed by (K, K) to write to.

    Returns:
        An array of the broadcast shape followed by (K, K): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_hessian, _POINTS, (z, r,), _PARAMETERS, (), ('z', 'r'), out, ("hessian",), (2,), ('z', 'r'))


def pointwise_loss_and_gradient(z, r, *, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        r: in (0, inf).
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss_and_gradient, _POINTS, (z, r,), _PARAMETERS, (), ('z', 'r'), out, ("loss", "gradient"), (0, 1), ('z', 'r'))


def _pointwise_loss(z, r):
    """loss = -sum(k, 1, K, z[k] - log(sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i]))))"""
    most1 = np.max(np.where(r[..., :, None] <= r[..., None, :], z[..., None, :], -np.max(-z[..., None, None, :], axis=-1)), axis=-1)  # stable-loss.3
    loss = -np.sum(z - (most1 + np.log(np.sum(np.where(r[..., :, None] <= r[..., None, :], np.exp(z[..., None, :] - most1[..., :, None]), 0), axis=-1))), axis=-1)  # stable-loss.3
    return (loss,)


def _pointwise_gradient(z, r):
    """gradient = sum(k, 1, K, (exp(z[j])/sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i])))*indicator(r[k] <= r[j])) - 1"""
    most1 = np.max(np.where(r[..., :, None] <= r[..., None, :], z[..., None, :], -np.max(-z[..., None, None, :], axis=-1)), axis=-1)  # stable-gradient.3
    gradient = np.sum(np.where(r[..., None, :] <= r[..., :, None], np.exp(z[..., :, None] - most1[..., None, :]) / np.sum(np.where(r[..., None, :, None] <= r[..., None, None, :], np.exp(z[..., None, None, :] - most1[..., None, :, None]), 0), axis=-1), 0), axis=-1) - 1  # stable-gradient.3
    return (gradient,)


def _pointwise_hessian(z, r):
    """hessian = sum(k, 1, K, (exp(z[j])/sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i])))*indicator(r[k] <= r[j])*(delta(j, l) - (exp(z[l])/sum(i, 1, K, indicator(r[k] <= r[i])*exp(z[i])))*indicator(r[k] <= r[l])))"""
    K = z.shape[-1]  # stable-hessian.3
    most1 = np.max(np.where(r[..., :, None] <= r[..., None, :], z[..., None, :], -np.max(-z[..., None, None, :], axis=-1)), axis=-1)  # stable-hessian.3
    total1 = np.sum(np.where(r[..., :, None] <= r[..., None, :], np.exp(z[..., None, :] - most1[..., :, None]), 0), axis=-1)  # stable-hessian.3
    hessian = np.sum(np.where(r[..., None, None, :] <= r[..., :, None, None], np.exp(z[..., :, None, None] - most1[..., None, None, :]) / total1[..., None, None, :] * ((np.where(np.arange(1, K + 1)[..., :, None, None] == np.arange(1, K + 1)[..., None, :, None], 1.0, 0.0)) - np.where(r[..., None, None, :] <= r[..., None, :, None], np.exp(z[..., None, :, None] - most1[..., None, None, :]) / total1[..., None, None, :], 0)), 0), axis=-1)  # stable-hessian.3
    return (hessian,)


def _pointwise_loss_and_gradient(z, r):
    """Loss and gradient."""

    return (*_pointwise_loss(z, r), *_pointwise_gradient(z, r))
