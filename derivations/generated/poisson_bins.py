"""Poisson counts in several bins: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in poisson_bins.toml as

    sum(k, 1, K, exp(z[k]) - c[k]*z[k])

and this module is made again by

    derivations generate

A comment behind a line names the step of the derivation that justifies it. All arithmetic is in float64; where that
would lose digits, single points are worked out with more. NumPy alone is needed.
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


def pointwise_loss(z, c_, *, out=None):
    """Loss of each point.

    loss = sum(k, 1, K, exp(z[k]) - c[k]*z[k])

    Measured: 4.6 ulp, 7.4e-16 relative, worst at z[1] = 8.725643537953314, z[2] = 5.430281958909353, z[3] = -4.850462226150155, c[1] = 100.0, c[2] = 1000.0, c[3] = 1.0.

    Args:
        z: any real numbers.
        c_: in [0, inf).
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss, (("z", z), ("c_", c_), ), (), ('z', 'c_'), out, ("loss",), (0,))


def pointwise_gradient(z, c_, *, out=None):
    """Derivative of each point's loss by the prediction.

    gradient = exp(z[j]) - c[j]

    Measured: 26 ulp, 5.3e-15 relative, worst at z[1] = -0.7016505533190451, z[2] = 1.1344227866615118, z[3] = 0.4650564588772589, c[1] = 0.5, c[2] = 2.0, c[3] = 0.1.

    Args:
        z: any real numbers.
        c_: in [0, inf).
        out: array of the broadcast shape followed by (K,) to write to.

    Returns:
        An array of the broadcast shape followed by (K,): `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_gradient, (("z", z), ("c_", c_), ), (), ('z', 'c_'), out, ("gradient",), (1,))


def pointwise_hessian(z, c_, *, out=None):
    """Second derivative of each point's loss by the prediction.

    hessian = exp(z[j])*delta(j, l)

    Measured: 0.5 ulp, 1.1e-16 relative, worst at z[1] = -36.0, z[2] = -20.0, z[3] = 0.0, c[1] = 1000.0, c[2] = 3.7, c[3] = 3.7.

    Args:
        z: any real numbers.
        c_: in [0, inf).
        out: array of the broadcast shape followed by (K, K) to write to.

    Returns:
        An array of the broadcast shape followed by (K, K): `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_hessian, (("z", z), ("c_", c_), ), (), ('z', 'c_'), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(z, c_, *, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`.

    The errors are theirs.

    Args:
        z: any real numbers.
        c_: in [0, inf).
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _vectorwise(_pointwise_loss_and_gradient, (("z", z), ("c_", c_), ), (), ('z', 'c_'), out, ("loss", "gradient"), (0, 1))


def _pointwise_loss(z, c_):
    """loss = sum(k, 1, K, exp(z[k]) - c[k]*z[k])"""
    loss = np.sum(np.exp(z) - c_ * z, axis=-1)  # stable-loss.1
    return (loss,)


def _pointwise_gradient(z, c_):
    """gradient = exp(z[j]) - c[j]"""
    gradient = np.exp(z) - c_  # stable-gradient.1
    return (gradient,)


def _pointwise_hessian(z, c_):
    """hessian = exp(z[j])*delta(j, l)"""
    K = z.shape[-1]  # stable-hessian.2
    hessian = np.where(np.arange(1, K + 1)[..., :, None] == np.arange(1, K + 1)[..., None, :], np.exp(z[..., :, None]), 0)  # stable-hessian.2
    return (hessian,)


def _pointwise_loss_and_gradient(z, c_):
    """Loss and gradient."""

    return (*_pointwise_loss(z, c_), *_pointwise_gradient(z, c_))
