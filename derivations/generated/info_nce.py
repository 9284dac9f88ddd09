"""InfoNCE: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in info_nce.toml as

    -log(p[1])

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
    "pointwise_gradient_tau",
    "pointwise_hessian",
    "pointwise_hessian_tau",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
]

_POINTS = ('s',)
_VARIABLES = ()
_PARAMETERS = (("tau", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)


def pointwise_loss(s, *, tau=0.1, out=None):
    """Loss of each point.

    loss = log(sum(i, 1, K, exp(s[i]/tau))) - s[1]/tau

    Measured: 1.9e+02 ulp, 2.5e-14 relative, worst at s[1] = -3.0, s[2] = -43.0, s[3] = -791.7705058222265, tau = 0.1.

    Args:
        s: any real numbers.
        tau: in (0, inf); default 0.1.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss, _POINTS, (s,), _PARAMETERS, (tau,), ('s',), out, ("loss",), (0,), ())


def pointwise_gradient(s, *, tau=0.1, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = (p[j] - delta(1, j))/tau

    Measured: 2.2e+02 ulp, 2.5e-14 relative, worst at s[1] = 10000.0, s[2] = -90000.0, s[3] = 9954.15685809347, tau = 0.1.

    Args:
        s: any real numbers.
        tau: in (0, inf); default 0.1.
        out: array of the broadcast shape followed by (K,) to write to.

    Returns:
        An array of the broadcast shape followed by (K,): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_gradient, _POINTS, (s,), _PARAMETERS, (tau,), ('s',), out, ("gradient",), (1,), ())


def pointwise_hessian(s, *, tau=0.1, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = (p[j]*(delta(j, l) - p[l]))/tau**2

    Measured: 3.6e+02 ulp, 5.6e-14 relative, worst at s[1] = 0.0, s[2] = -51.85839146462983, s[3] = -1e-09, tau = 0.1.

    Args:
        s: any real numbers.
        tau: in (0, inf); default 0.1.
        out: array of the broadcast shape followed by (K, K) to write to.

    Returns:
        An array of the broadcast shape followed by (K, K): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_hessian, _POINTS, (s,), _PARAMETERS, (tau,), ('s',), out, ("hessian",), (2,), ())


def pointwise_loss_and_gradient(s, *, tau=0.1, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        s: any real numbers.
        tau: in (0, inf); default 0.1.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss_and_gradient, _POINTS, (s,), _PARAMETERS, (tau,), ('s',), out, ("loss", "gradient"), (0, 1), ())


def pointwise_gradient_tau(s, *, tau=0.1, out=None):
    """Derivative of each point's loss with respect to tau.

    derivative_tau = (s[1] - sum(i, 1, K, s[i]*p[i]))/tau**2

    Measured: 4.2e+16 ulp, 7.1e+00 relative, worst at s[1] = 303.39044009493665, s[2] = 282.2859217439939, s[3] = 285.80328940111883, tau = 0.5.

    Args:
        s: any real numbers.
        tau: in (0, inf); default 0.1.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_gradient_tau, _POINTS, (s,), _PARAMETERS, (tau,), ('s',), out, ("gradient",), (0,), ())


def pointwise_hessian_tau(s, *, tau=0.1, out=None):
    """Second derivative of each point's loss with respect to tau.

    second_derivative_tau = (sum(i, 1, K, p[i]*s[i]**2) - sum(i, 1, K, s[i]*p[i])**2 + 2*tau*(sum(i, 1, K, p[i]*s[i]) - s[1]))/tau**4

    Measured: no digit right, 3.0e+02 relative, worst at s[1] = -10000.0, s[2] = -10000.0, s[3] = -10000.00000000075, tau = 0.1.

    Args:
        s: any real numbers.
        tau: in (0, inf); default 0.1.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_hessian_tau, _POINTS, (s,), _PARAMETERS, (tau,), ('s',), out, ("hessian",), (0,), ())


def _pointwise_loss(s, tau):
    """loss = log(sum(i, 1, K, exp(s[i]/tau))) - s[1]/tau"""
    most1 = np.max(s, axis=-1)  # stable-loss.4
    loss = (most1 - s[..., 0]) / tau + np.log1p(sum_of_others(np.exp((s - most1[..., None]) / tau[..., None])))  # stable-loss.4
    return (loss,)


def _pointwise_gradient(s, tau):
    """gradient = (p[j] - delta(1, j))/tau"""
    K = s.shape[-1]  # stable-gradient.6
    exp1 = np.exp((s - np.max(s[..., None, :], axis=-1)) / tau[..., None])  # stable-gradient.6
    total1 = np.sum(exp1, axis=-1)  # stable-gradient.6
    gradient = ((1 - (np.where(1 == np.arange(1, K + 1), 1.0, 0.0))) * exp1 - (np.where(1 == np.arange(1, K + 1), 1.0, 0.0)) * np.where(exp1 == 1, sum_of_others(exp1[..., None, :]), total1[..., None] - exp1)) / total1[..., None] / tau[..., None]  # stable-gradient.6
    return (gradient,)


def _pointwise_hessian(s, tau):
    """hessian = (p[j]*(delta(j, l) - p[l]))/tau**2"""
    K = s.shape[-1]  # stable-hessian.6
    exp1 = np.exp((s - np.max(s[..., None, :], axis=-1)) / tau[..., None])  # stable-hessian.6
    total1 = np.sum(exp1, axis=-1)  # stable-hessian.6
    hessian = exp1[..., :, None] / total1[..., None, None] * (((np.where(np.arange(1, K + 1)[..., :, None] == np.arange(1, K + 1)[..., None, :], 1.0, 0.0)) * np.where(exp1[..., None, :] == 1, sum_of_others(exp1[..., None, None, :]), total1[..., None, None] - exp1[..., None, :]) - (1 - (np.where(np.arange(1, K + 1)[..., :, None] == np.arange(1, K + 1)[..., None, :], 1.0, 0.0))) * exp1[..., None, :]) / total1[..., None, None]) / tau[..., None, None] ** 2  # stable-hessian.6
    return (hessian,)


def _pointwise_gradient_tau(s, tau):
    """derivative_tau = (s[1] - sum(i, 1, K, s[i]*p[i]))/tau**2"""
    ratio1 = s / tau[..., None]  # stable-derivative-tau.3
    exp1 = np.exp(ratio1 - np.max(ratio1[..., None, :], axis=-1))  # stable-derivative-tau.3
    gradient = (s[..., 0] - np.sum(s * (exp1 / np.sum(exp1[..., None, :], axis=-1)), axis=-1)) / tau ** 2  # stable-derivative-tau.3
    return (gradient,)


def _pointwise_hessian_tau(s, tau):
    """second_derivative_tau = (sum(i, 1, K, p[i]*s[i]**2) - sum(i, 1, K, s[i]*p[i])**2 + 2*tau*(sum(i, 1, K, p[i]*s[i]) - s[1]))/tau**4"""
    ratio1 = s / tau[..., None]  # stable-second-derivative-tau.3
    exp1 = np.exp(ratio1 - np.max(ratio1[..., None, :], axis=-1))  # stable-second-derivative-tau.3
    ratio2 = exp1 / np.sum(exp1[..., None, :], axis=-1)  # stable-second-derivative-tau.3
    total1 = np.sum(s * ratio2, axis=-1)  # stable-second-derivative-tau.3
    hessian = (np.sum(ratio2 * s ** 2, axis=-1) - total1 ** 2 + 2 * tau * (total1 - s[..., 0])) / tau ** 4  # stable-second-derivative-tau.3
    return (hessian,)


def _pointwise_loss_and_gradient(s, tau):
    """Loss and gradient."""

    return (*_pointwise_loss(s, tau), *_pointwise_gradient(s, tau))
