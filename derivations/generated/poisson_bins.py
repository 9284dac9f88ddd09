"""Poisson counts in several bins: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in poisson_bins.toml as

    sum(k, 1, K, exp(z[k]) - c[k]*z[k])

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

_POINTS = ('z', 'c')
_VARIABLES = (("c", "numbers in [0, inf)", lambda a: (a >= 0.0) & (a < np.inf)),)
_PARAMETERS = ()


def pointwise_loss(z, c, *, out=None):
    """Loss of each point.

    loss = sum(k, 1, K, exp(z[k]) - c[k]*z[k])

    Measured: 3.2 ulp, 7.1e-16 relative, worst at z[1] = 2.80352131177521, z[2] = -7.321076385828391, z[3] = -3.064933552608913, c[1] = 10.0, c[2] = 2.0, c[3] = 0.0.

    Args:
        z: any real numbers.
        c: in [0, inf).
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss, _POINTS, (z, c,), _PARAMETERS, (), ('z', 'c'), out, ("loss",), (0,), ())


def pointwise_gradient(z, c, *, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = exp(z[j]) - c[j]

    Measured: 1.3e+08 ulp, 2.8e-08 relative, worst at z[1] = -1e-09, z[2] = 0.0, z[3] = 0.0, c[1] = 1.0, c[2] = 3.7, c[3] = 100.0.

    Args:
        z: any real numbers.
        c: in [0, inf).
        out: array of the broadcast shape followed by (K,) to write to.

    Returns:
        An array of the broadcast shape followed by (K,): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_gradient, _POINTS, (z, c,), _PARAMETERS, (), ('z', 'c'), out, ("gradient",), (1,), ('z', 'c'))


def pointwise_hessian(z, c, *, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = exp(z[j])*delta(j, l)

    Measured: 0.5 ulp, 1.1e-16 relative, worst at z[1] = -0.0006309700378370647, z[2] = 0.0003951707010903762, z[3] = -0.0016041127590899445, c[1] = 0.5, c[2] = 10.0, c[3] = 0.5.

    Args:
        z: any real numbers.
        c: in [0, inf).
        out: array of the broadcast shape followed by (K, K) to write to.

    Returns:
        An array of the broadcast shape followed by (K, K): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_hessian, _POINTS, (z, c,), _PARAMETERS, (), ('z', 'c'), out, ("hessian",), (2,), ('z', 'c'))


def pointwise_loss_and_gradient(z, c, *, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        c: in [0, inf).
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss_and_gradient, _POINTS, (z, c,), _PARAMETERS, (), ('z', 'c'), out, ("loss", "gradient"), (0, 1), ('z', 'c'))


def _pointwise_loss(z, c):
    """loss = sum(k, 1, K, exp(z[k]) - c[k]*z[k])"""
    loss = np.sum(np.exp(z) - c * z, axis=-1)  # stable-loss.1
    return (loss,)


def _pointwise_gradient(z, c):
    """gradient = exp(z[j]) - c[j]"""
    gradient = np.exp(z) - c  # stable-gradient.1
    return (gradient,)


def _pointwise_hessian(z, c):
    """hessian = exp(z[j])*delta(j, l)"""
    K = z.shape[-1]  # stable-hessian.2
    hessian = np.where(np.arange(1, K + 1)[..., :, None] == np.arange(1, K + 1)[..., None, :], np.exp(z[..., :, None]), 0)  # stable-hessian.2
    return (hessian,)


def _pointwise_loss_and_gradient(z, c):
    """Loss and gradient."""

    return (*_pointwise_loss(z, c), *_pointwise_gradient(z, c))
