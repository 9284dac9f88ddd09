"""Laplace likelihood with learned scale: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in laplace_learned_scale.toml as

    abs(y - m)*exp(-s) + s + log(2)

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
    _pointwise,
    where_safe,
    wide_exp,
    wide_log,
)

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
]

_POINTS = ('m', 's', 'y')
_VARIABLES = (("y", "finite numbers", np.isfinite),)
_PARAMETERS = ()


def pointwise_loss(m, s, y, *, out=None):
    """Loss of each point.

    loss = abs(y - m)*exp(-s) + s + log(2)

    Measured: 2.8 ulp, 4.1e-16 relative, worst at m = 0.14756911678900633, s = -5.0, y = 0.12517241669847667.

    Args:
        m: any real numbers.
        s: any real numbers.
        y: any real numbers.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (m, s, y,), _PARAMETERS, (), out, ("loss",), ((),), ())


def pointwise_gradient(m, s, y, *, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient_m = -exp(-s)*sign(y - m)
    gradient_s = 1 - abs(y - m)*exp(-s)

    Measured: 0.5 ulp, 1.0e-16 relative, worst at m = 50.8538567790198, s = -703.6784109893897, y = 2.017816106557518.
    Measured: 4.4 ulp, 9.5e-16 relative, worst at m = -1.4356798937362925, s = 6.408159820772358, y = -529.2339615245801.

    Args:
        m: any real numbers.
        s: any real numbers.
        y: any real numbers.
        out: array of the broadcast shape followed by (2,) to write to.

    Returns:
        An array of the broadcast shape followed by (2,): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (m, s, y,), _PARAMETERS, (), out, ("gradient",), ((2,),), ())


def pointwise_hessian(m, s, y, *, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian_m_m = 0
    hessian_m_s = sign(y - m)*exp(-s)
    hessian_m_s = sign(y - m)*exp(-s)
    hessian_s_s = abs(y - m)*exp(-s)

    Measured: 0 ulp, 0.0e+00 relative, worst at m = 0.0, s = 0.0.
    Measured: 0.5 ulp, 1.0e-16 relative, worst at m = 50.8538567790198, s = -703.6784109893897, y = 2.017816106557518.
    Measured: 0.5 ulp, 1.0e-16 relative, worst at m = 50.8538567790198, s = -703.6784109893897, y = 2.017816106557518.
    Measured: 1.5 ulp, 2.0e-16 relative, worst at m = -4.099736711184594, s = -3.183065032969729, y = 0.8998727343138796.

    Args:
        m: any real numbers.
        s: any real numbers.
        y: any real numbers.
        out: array of the broadcast shape followed by (2, 2) to write to.

    Returns:
        An array of the broadcast shape followed by (2, 2): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (m, s, y,), _PARAMETERS, (), out, ("hessian",), ((2, 2),), ('m', 's', 'y'))


def pointwise_loss_and_gradient(m, s, y, *, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        m: any real numbers.
        s: any real numbers.
        y: any real numbers.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (m, s, y,), _PARAMETERS, (), out, ("loss", "gradient"), ((), (2,)), ())


def _pointwise_loss(m, s, y):
    """loss = abs(y - m)*exp(-s) + s + log(2)"""
    product1 = np.abs(y - m) * np.exp(-s)  # stable-loss.2
    sum1 = product1 + s + np.log(2)  # stable-loss.2
    product2 = 8 * np.abs(sum1)  # stable-loss.2
    loss = where_safe((np.abs(s) < product2) & (np.abs(product1) < product2), sum1, _pointwise_loss_extended, m, s, y)  # stable-loss.2
    return (loss,)


def _pointwise_loss_extended(number, m, s, y):
    """The same over wide numbers: pointwise_loss."""
    result = abs(y - m) * wide_exp(-s) + s + wide_log(number.ratio(2))  # stable-loss.2
    return result


def _pointwise_gradient(m, s, y):
    """gradient_m = -exp(-s)*sign(y - m) gradient_s = 1 - abs(y - m)*exp(-s)"""
    gradient1 = -(np.exp(-s) * np.sign(y - m))  # stable-gradient-m.1
    sum1 = 1 - np.abs(y - m) * np.exp(-s)  # stable-gradient-s.2
    gradient2 = where_safe((np.abs(1) < 8 * np.abs(sum1)), sum1, _pointwise_gradient2_extended, m, s, y)  # stable-gradient-s.2
    return (gradient1, gradient2,)


def _pointwise_gradient2_extended(number, m, s, y):
    """The same over wide numbers: pointwise_gradient."""
    result = number.ratio(1) - abs(y - m) * wide_exp(-s)  # stable-gradient-s.2
    return result


def _pointwise_hessian(m, s, y):
    """hessian_m_m = 0 hessian_m_s = sign(y - m)*exp(-s) hessian_m_s = sign(y - m)*exp(-s) hessian_s_s = abs(y - m)*exp(-s)"""
    hessian1 = 0  # stable-hessian-m-m.1
    hessian2 = np.sign(y - m) * np.exp(-s)  # stable-hessian-m-s.1
    hessian3 = np.sign(y - m) * np.exp(-s)  # stable-hessian-m-s.1
    hessian4 = where_safe((np.abs(s) < 600), np.abs(y - m) * np.exp(-s), _pointwise_hessian4_extended, m, s, y)  # stable-hessian-s-s.2
    return (hessian1, hessian2, hessian3, hessian4,)


def _pointwise_hessian4_extended(number, m, s, y):
    """The same over wide numbers: pointwise_hessian."""
    result = abs(y - m) * wide_exp(-s)  # stable-hessian-s-s.2
    return result


def _pointwise_loss_and_gradient(m, s, y):
    """Loss and gradient."""

    return (*_pointwise_loss(m, s, y), *_pointwise_gradient(m, s, y))
