"""Cox's partial likelihood: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in cox.toml as

    -sum(i, 1, n, d[i]*(z[i] - log(sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))))

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

_POINTS = ('z', 't', 'd')
_VARIABLES = (("t", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("d", "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))),)
_PARAMETERS = ()


def pointwise_loss(z, t, d, *, out=None):
    """Loss of each point.

    loss = -sum(i, 1, n, d[i]*(z[i] - log(sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))))

    Measured: 9.0e+15 ulp, 1.0e+00 relative, worst at z[1] = -77.2776863892326, z[2] = -82.07549952961985, z[3] = 34.33170365060175, t[1] = 2.0, t[2] = 0.1, t[3] = 0.001, d[1] = 0.0, d[2] = 0.0, d[3] = 1.0.

    Args:
        z: any real numbers.
        t: in (0, inf).
        d: in {0, 1}.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss, _POINTS, (z, t, d,), _PARAMETERS, (), ('z', 't', 'd'), out, ("loss",), (0,), ('t',))


def pointwise_gradient(z, t, d, *, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = sum(i, 1, n, (exp(z[j])/sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))*d[i]*indicator(t[i] <= t[j])) - d[j]

    Measured: 8.4e+15 ulp, 1.0e+00 relative, worst at z[1] = -3.0, z[2] = -195.77024646558039, z[3] = -851.428429175381, t[1] = 0.1, t[2] = 1.0, t[3] = 100.0, d[1] = 1.0, d[2] = 0.0, d[3] = 0.0.

    Args:
        z: any real numbers.
        t: in (0, inf).
        d: in {0, 1}.
        out: array of the broadcast shape followed by (n,) to write to.

    Returns:
        An array of the broadcast shape followed by (n,): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_gradient, _POINTS, (z, t, d,), _PARAMETERS, (), ('z', 't', 'd'), out, ("gradient",), (1,), ('z', 't', 'd'))


def pointwise_hessian(z, t, d, *, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = sum(i, 1, n, (exp(z[j])/sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))*d[i]*indicator(t[i] <= t[j])*(delta(j, l) - (exp(z[l])/sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))*indicator(t[i] <= t[l])))

    Measured: 8.9e+15 ulp, 1.0e+00 relative, worst at z[1] = 364.39452501861035, z[2] = -87.55117209077086, z[3] = -120.9351441164674, t[1] = 2.0, t[2] = 100.0, t[3] = 0.001, d[1] = 1.0, d[2] = 1.0, d[3] = 1.0.

    Args:
        z: any real numbers.
        t: in (0, inf).
        d: in {0, 1}.
        out: array of the broadcast shape followed by (n, n) to write to.

    Returns:
        An array of the broadcast shape followed by (n, n): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_hessian, _POINTS, (z, t, d,), _PARAMETERS, (), ('z', 't', 'd'), out, ("hessian",), (2,), ('z', 't', 'd'))


def pointwise_loss_and_gradient(z, t, d, *, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        t: in (0, inf).
        d: in {0, 1}.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss_and_gradient, _POINTS, (z, t, d,), _PARAMETERS, (), ('z', 't', 'd'), out, ("loss", "gradient"), (0, 1), ('z', 't', 'd'))


def _pointwise_loss(z, t, d):
    """loss = -sum(i, 1, n, d[i]*(z[i] - log(sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))))"""
    most1 = np.max(np.where(t[..., :, None] <= t[..., None, :], z[..., None, :], -np.max(-z[..., None, None, :], axis=-1)), axis=-1)  # stable-loss.3
    loss = -np.sum(d * (z - (most1 + np.log(np.sum(np.where(t[..., :, None] <= t[..., None, :], np.exp(z[..., None, :] - most1[..., :, None]), 0), axis=-1)))), axis=-1)  # stable-loss.3
    return (loss,)


def _pointwise_gradient(z, t, d):
    """gradient = sum(i, 1, n, (exp(z[j])/sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))*d[i]*indicator(t[i] <= t[j])) - d[j]"""
    most1 = np.max(np.where(t[..., :, None] <= t[..., None, :], z[..., None, :], -np.max(-z[..., None, None, :], axis=-1)), axis=-1)  # stable-gradient.3
    gradient = np.sum(np.where(t[..., None, :] <= t[..., :, None], np.exp(z[..., :, None] - most1[..., None, :]) / np.sum(np.where(t[..., None, :, None] <= t[..., None, None, :], np.exp(z[..., None, None, :] - most1[..., None, :, None]), 0), axis=-1) * d[..., None, :], 0), axis=-1) - d  # stable-gradient.3
    return (gradient,)


def _pointwise_hessian(z, t, d):
    """hessian = sum(i, 1, n, (exp(z[j])/sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))*d[i]*indicator(t[i] <= t[j])*(delta(j, l) - (exp(z[l])/sum(k, 1, n, indicator(t[i] <= t[k])*exp(z[k])))*indicator(t[i] <= t[l])))"""
    n = z.shape[-1]  # stable-hessian.3
    most1 = np.max(np.where(t[..., :, None] <= t[..., None, :], z[..., None, :], -np.max(-z[..., None, None, :], axis=-1)), axis=-1)  # stable-hessian.3
    total1 = np.sum(np.where(t[..., :, None] <= t[..., None, :], np.exp(z[..., None, :] - most1[..., :, None]), 0), axis=-1)  # stable-hessian.3
    hessian = np.sum(np.where(t[..., None, None, :] <= t[..., :, None, None], np.exp(z[..., :, None, None] - most1[..., None, None, :]) / total1[..., None, None, :] * d[..., None, None, :] * ((np.where(np.arange(1, n + 1)[..., :, None, None] == np.arange(1, n + 1)[..., None, :, None], 1.0, 0.0)) - np.where(t[..., None, None, :] <= t[..., None, :, None], np.exp(z[..., None, :, None] - most1[..., None, None, :]) / total1[..., None, None, :], 0)), 0), axis=-1)  # stable-hessian.3
    return (hessian,)


def _pointwise_loss_and_gradient(z, t, d):
    """Loss and gradient."""

    return (*_pointwise_loss(z, t, d), *_pointwise_gradient(z, t, d))
