"""Softmax cross-entropy with a temperature: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in softmax_temperature.toml as

    -sum(k, 1, K, y[k]*log(p[k]))

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
    "pointwise_gradient_T",
    "pointwise_hessian",
    "pointwise_hessian_T",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
]

_POINTS = ('z', 'y')
_VARIABLES = (("y", "numbers in [0, 1]", lambda a: (a >= 0.0) & (a <= 1.0)),)
_PARAMETERS = (("T", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)


def pointwise_loss(z, y, *, T=1.0, out=None):
    """Loss of each point.

    loss = log(sum(i, 1, K, exp(z[i]/T))) - sum(k, 1, K, y[k]*z[k])/T

    Measured: 1.2e+02 ulp, 1.7e-14 relative, worst at z[1] = 329.52074909667976, z[2] = -400.6837575370646, z[3] = -65.62911794597788, y[1] = 1.0, y[2] = 0.0, y[3] = 0.0, T = 1.0.

    Args:
        z: any real numbers.
        y: in [0, 1].
        T: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (T,), ('z', 'y'), out, ("loss",), (0,), ())


def pointwise_gradient(z, y, *, T=1.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = (p[j] - y[j])/T

    Measured: 2.2e+09 ulp, 2.7e-07 relative, worst at z[1] = 40.0, z[2] = 40.0, z[3] = 17.701599129020938, y[1] = 0.5, y[2] = 0.0, y[3] = 0.5, T = 1.0.

    Args:
        z: any real numbers.
        y: in [0, 1].
        T: in (0, inf); default 1.0.
        out: array of the broadcast shape followed by (K,) to write to.

    Returns:
        An array of the broadcast shape followed by (K,): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (T,), ('z', 'y'), out, ("gradient",), (1,), ('y',))


def pointwise_hessian(z, y, *, T=1.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = (p[j]*(delta(j, l) - p[l]))/T**2

    Measured: 9.2e+04 ulp, 2.0e-11 relative, worst at z[1] = 9999.882448779637, z[2] = 9999.613728124694, z[3] = 10000.109855209677, y[1] = 0.0, y[2] = 0.0, y[3] = 1.0, T = 0.001.

    Args:
        z: any real numbers.
        y: in [0, 1].
        T: in (0, inf); default 1.0.
        out: array of the broadcast shape followed by (K, K) to write to.

    Returns:
        An array of the broadcast shape followed by (K, K): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (T,), ('z', 'y'), out, ("hessian",), (2,), ('y',))


def pointwise_loss_and_gradient(z, y, *, T=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: in [0, 1].
        T: in (0, inf); default 1.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (T,), ('z', 'y'), out, ("loss", "gradient"), (0, 1), ('y',))


def pointwise_gradient_T(z, y, *, T=1.0, out=None):
    """Derivative of each point's loss with respect to T.

    derivative_T = (sum(k, 1, K, y[k]*z[k]) - sum(i, 1, K, z[i]*p[i]))/T**2

    Measured: 8.6e+15 ulp, 1.0e+00 relative, worst at z[1] = -225.4446254695672, z[2] = -487.05834998932056, z[3] = -10.0, y[1] = 0.0, y[2] = 0.0, y[3] = 1.0, T = 1.0.

    Args:
        z: any real numbers.
        y: in [0, 1].
        T: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_gradient_T, _POINTS, (z, y,), _PARAMETERS, (T,), ('z', 'y'), out, ("gradient",), (0,), ())


def pointwise_hessian_T(z, y, *, T=1.0, out=None):
    """Second derivative of each point's loss with respect to T.

    second_derivative_T = (sum(i, 1, K, p[i]*z[i]**2) - sum(i, 1, K, z[i]*p[i])**2 + 2*T*(sum(i, 1, K, p[i]*z[i]) - sum(k, 1, K, y[k]*z[k])))/T**4

    Measured: no digit right, 1.0e+295 relative, worst at z[1] = 40.0, z[2] = 40.0, z[3] = 40.0, y[1] = 0.0, y[2] = 1.0, y[3] = 0.0, T = 1.0.

    Args:
        z: any real numbers.
        y: in [0, 1].
        T: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_hessian_T, _POINTS, (z, y,), _PARAMETERS, (T,), ('z', 'y'), out, ("hessian",), (0,), ())


def _pointwise_loss(z, y, T):
    """loss = log(sum(i, 1, K, exp(z[i]/T))) - sum(k, 1, K, y[k]*z[k])/T"""
    most1 = np.max(z, axis=-1)  # stable-loss.5
    loss = np.sum(y * ((most1[..., None] - z) / T[..., None]), axis=-1) + np.log1p(sum_of_others(np.exp((z - most1[..., None]) / T[..., None])))  # stable-loss.5
    return (loss,)


def _pointwise_gradient(z, y, T):
    """gradient = (p[j] - y[j])/T"""
    exp1 = np.exp((z - np.max(z[..., None, :], axis=-1)) / T[..., None])  # stable-gradient.6
    total1 = np.sum(exp1, axis=-1)  # stable-gradient.6
    gradient = ((1 - y) * exp1 - y * np.where(exp1 == 1, sum_of_others(exp1[..., None, :]), total1[..., None] - exp1)) / total1[..., None] / T[..., None]  # stable-gradient.6
    return (gradient,)


def _pointwise_hessian(z, y, T):
    """hessian = (p[j]*(delta(j, l) - p[l]))/T**2"""
    K = z.shape[-1]  # stable-hessian.6
    exp1 = np.exp((z - np.max(z[..., None, :], axis=-1)) / T[..., None])  # stable-hessian.6
    total1 = np.sum(exp1, axis=-1)  # stable-hessian.6
    hessian = exp1[..., :, None] / total1[..., None, None] * (((np.where(np.arange(1, K + 1)[..., :, None] == np.arange(1, K + 1)[..., None, :], 1.0, 0.0)) * np.where(exp1[..., None, :] == 1, sum_of_others(exp1[..., None, None, :]), total1[..., None, None] - exp1[..., None, :]) - (1 - (np.where(np.arange(1, K + 1)[..., :, None] == np.arange(1, K + 1)[..., None, :], 1.0, 0.0))) * exp1[..., None, :]) / total1[..., None, None]) / T[..., None, None] ** 2  # stable-hessian.6
    return (hessian,)


def _pointwise_gradient_T(z, y, T):
    """derivative_T = (sum(k, 1, K, y[k]*z[k]) - sum(i, 1, K, z[i]*p[i]))/T**2"""
    ratio1 = z / T[..., None]  # stable-derivative-T.3
    exp1 = np.exp(ratio1 - np.max(ratio1[..., None, :], axis=-1))  # stable-derivative-T.3
    gradient = (np.sum(y * z, axis=-1) - np.sum(z * (exp1 / np.sum(exp1[..., None, :], axis=-1)), axis=-1)) / T ** 2  # stable-derivative-T.3
    return (gradient,)


def _pointwise_hessian_T(z, y, T):
    """second_derivative_T = (sum(i, 1, K, p[i]*z[i]**2) - sum(i, 1, K, z[i]*p[i])**2 + 2*T*(sum(i, 1, K, p[i]*z[i]) - sum(k, 1, K, y[k]*z[k])))/T**4"""
    ratio1 = z / T[..., None]  # stable-second-derivative-T.3
    exp1 = np.exp(ratio1 - np.max(ratio1[..., None, :], axis=-1))  # stable-second-derivative-T.3
    ratio2 = exp1 / np.sum(exp1[..., None, :], axis=-1)  # stable-second-derivative-T.3
    total1 = np.sum(z * ratio2, axis=-1)  # stable-second-derivative-T.3
    hessian = (np.sum(ratio2 * z ** 2, axis=-1) - total1 ** 2 + 2 * T * (total1 - np.sum(y * z, axis=-1))) / T ** 4  # stable-second-derivative-T.3
    return (hessian,)


def _pointwise_loss_and_gradient(z, y, T):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, T), *_pointwise_gradient(z, y, T))
