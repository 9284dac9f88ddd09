"""Normal likelihood with learned variance: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in gaussian_learned_variance.toml as

    ((y - m)**2*exp(-s))/2 + s/2 + log(2*pi)/2

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

    loss = ((y - m)**2*exp(-s) + s + log(2*pi))/2

    Measured: 2.5 ulp, 3.5e-16 relative, worst at m = -2.4222043039096306, s = 1.0, y = -300.0.

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

    gradient_m = exp(-s)*(m - y)
    gradient_s = (1 - (y - m)**2*exp(-s))/2

    Measured: 1.5 ulp, 2.0e-16 relative, worst at m = -4.099736711184594, s = -3.183065032969729, y = 0.8998727343138796.
    Measured: 6.3 ulp, 8.3e-16 relative, worst at m = -0.1, s = 0.0, y = 1.0.

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

    hessian_m_m = exp(-s)
    hessian_m_s = exp(-s)*(y - m)
    hessian_m_s = exp(-s)*(y - m)
    hessian_s_s = ((y - m)**2*exp(-s))/2

    Measured: 0.5 ulp, 1.0e-16 relative, worst at m = 25.26212464680522, s = 0.15365637190248074.
    Measured: 1.5 ulp, 2.0e-16 relative, worst at m = -4.099736711184594, s = -3.183065032969729, y = 0.8998727343138796.
    Measured: 1.5 ulp, 2.0e-16 relative, worst at m = -4.099736711184594, s = -3.183065032969729, y = 0.8998727343138796.
    Measured: 2.4 ulp, 3.5e-16 relative, worst at m = -2.4222043039096306, s = 1.0, y = -300.0.

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
    return _pointwise(_pointwise_hessian, _POINTS, (m, s, y,), _PARAMETERS, (), out, ("hessian",), ((2, 2),), ('m', 'y'))


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
    """loss = ((y - m)**2*exp(-s) + s + log(2*pi))/2"""
    loss = ((y - m) ** 2 * np.exp(-s) + s + np.log(2 * np.pi)) / 2  # stable-loss.1
    return (loss,)


def _pointwise_gradient(m, s, y):
    """gradient_m = exp(-s)*(m - y) gradient_s = (1 - (y - m)**2*exp(-s))/2"""
    gradient1 = where_safe((np.abs(s) < 600), np.exp(-s) * (m - y), _pointwise_gradient1_extended, m, s, y)  # stable-gradient-m.2
    sum1 = 1 - (y - m) ** 2 * np.exp(-s)  # stable-gradient-s.2
    gradient2 = where_safe((np.abs(1) < 8 * np.abs(sum1)), sum1 / 2, _pointwise_gradient2_extended, m, s, y)  # stable-gradient-s.2
    return (gradient1, gradient2,)


def _pointwise_gradient1_extended(number, m, s, y):
    """The same over wide numbers: pointwise_gradient."""
    result = wide_exp(-s) * (m - y)  # stable-gradient-m.2
    return result


def _pointwise_gradient2_extended(number, m, s, y):
    """The same over wide numbers: pointwise_gradient."""
    result = (number.ratio(1) - (y - m) ** 2 * wide_exp(-s)) / number.ratio(2)  # stable-gradient-s.2
    return result


def _pointwise_hessian(m, s, y):
    """hessian_m_m = exp(-s) hessian_m_s = exp(-s)*(y - m) hessian_m_s = exp(-s)*(y - m) hessian_s_s = ((y - m)**2*exp(-s))/2"""
    hessian1 = np.exp(-s)  # stable-hessian-m-m.1
    hessian2 = where_safe((np.abs(s) < 600), np.exp(-s) * (y - m), _pointwise_hessian2_extended, m, s, y)  # stable-hessian-m-s.2
    hessian3 = where_safe((np.abs(s) < 600), np.exp(-s) * (y - m), _pointwise_hessian3_extended, m, s, y)  # stable-hessian-m-s.2
    ratio1 = (y - m) ** 2 * np.exp(-s) / 2  # stable-hessian-s-s.2
    hessian4 = where_safe((np.exp(-600) < np.abs(ratio1)), ratio1, _pointwise_hessian4_extended, m, s, y)  # stable-hessian-s-s.2
    return (hessian1, hessian2, hessian3, hessian4,)


def _pointwise_hessian2_extended(number, m, s, y):
    """The same over wide numbers: pointwise_hessian."""
    result = wide_exp(-s) * (y - m)  # stable-hessian-m-s.2
    return result


def _pointwise_hessian3_extended(number, m, s, y):
    """The same over wide numbers: pointwise_hessian."""
    result = wide_exp(-s) * (y - m)  # stable-hessian-m-s.2
    return result


def _pointwise_hessian4_extended(number, m, s, y):
    """The same over wide numbers: pointwise_hessian."""
    result = (y - m) ** 2 * wide_exp(-s) / number.ratio(2)  # stable-hessian-s-s.2
    return result


def _pointwise_loss_and_gradient(m, s, y):
    """Loss and gradient."""

    return (*_pointwise_loss(m, s, y), *_pointwise_gradient(m, s, y))
