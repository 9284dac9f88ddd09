"""Identity preference optimisation: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in ipo.toml as

    (a - b - 1/(2*tau))**2

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
    wide_sum,
)

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
]

_POINTS = ('a', 'b')
_VARIABLES = ()
_PARAMETERS = (("tau", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)


def pointwise_loss(a, b, *, tau=0.1, out=None):
    """Loss of each point.

    loss = (a - b - 1/(2*tau))**2

    Measured: 15 ulp, 3.1e-15 relative, worst at a = 4.180670120309479, b = -1.0, tau = 0.1.

    Args:
        a: any real numbers.
        b: any real numbers.
        tau: in (0, inf); default 0.1.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (a, b,), _PARAMETERS, (tau,), out, ("loss",), ((),), ())


def pointwise_gradient(a, b, *, tau=0.1, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient_a = 2*(a - b - 1/(2*tau))
    gradient_b = 2*b + 1/tau - 2*a

    Measured: 2.5 ulp, 3.0e-16 relative, worst at a = 4.0, b = 0.0, tau = 0.1.
    Measured: 3.2 ulp, 4.9e-16 relative, worst at a = 2.3762695531445246, b = 1.9625338494752569, tau = 10.0.

    Args:
        a: any real numbers.
        b: any real numbers.
        tau: in (0, inf); default 0.1.
        out: array of the broadcast shape followed by (2,) to write to.

    Returns:
        An array of the broadcast shape followed by (2,): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (a, b,), _PARAMETERS, (tau,), out, ("gradient",), ((2,),), ())


def pointwise_hessian(a, b, *, tau=0.1, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian_a_a = 2
    hessian_a_b = -2
    hessian_a_b = -2
    hessian_b_b = 2

    Measured: 0 ulp, 0.0e+00 relative, worst at a = 0.0, b = 0.0.
    Measured: 0 ulp, 0.0e+00 relative, worst at a = 0.0, b = 0.0.
    Measured: 0 ulp, 0.0e+00 relative, worst at a = 0.0, b = 0.0.
    Measured: 0 ulp, 0.0e+00 relative, worst at a = 0.0, b = 0.0.

    Args:
        a: any real numbers.
        b: any real numbers.
        tau: in (0, inf); default 0.1.
        out: array of the broadcast shape followed by (2, 2) to write to.

    Returns:
        An array of the broadcast shape followed by (2, 2): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (a, b,), _PARAMETERS, (tau,), out, ("hessian",), ((2, 2),), ('a', 'b'))


def pointwise_loss_and_gradient(a, b, *, tau=0.1, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        a: any real numbers.
        b: any real numbers.
        tau: in (0, inf); default 0.1.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (a, b,), _PARAMETERS, (tau,), out, ("loss", "gradient"), ((), (2,)), ())


def _pointwise_loss(a, b, tau):
    """loss = (a - b - 1/(2*tau))**2"""
    power1 = (a - b - 1 / (2 * tau)) ** 2  # stable-loss.2
    loss = where_safe((np.exp(-600) < np.abs(power1)), power1, _pointwise_loss_extended, a, b, tau)  # stable-loss.2
    return (loss,)


def _pointwise_loss_extended(number, a, b, tau):
    """The same over wide numbers: pointwise_loss."""
    result = (wide_sum([a], [b, number.ratio(1) / (number.ratio(2) * tau)])) ** 2  # stable-loss.2
    return result


def _pointwise_gradient(a, b, tau):
    """gradient_a = 2*(a - b - 1/(2*tau)) gradient_b = 2*b + 1/tau - 2*a"""
    sum1 = a - b - 1 / (2 * tau)  # stable-gradient-a.2
    product1 = 8 * np.abs(sum1)  # stable-gradient-a.2
    gradient1 = where_safe((np.abs(a) < product1) & (np.abs(b) < product1), 2 * sum1, _pointwise_gradient1_extended, a, b, tau)  # stable-gradient-a.2
    product2 = 2 * b  # stable-gradient-b.2
    ratio1 = 1 / tau  # stable-gradient-b.2
    sum2 = product2 + ratio1 - 2 * a  # stable-gradient-b.2
    product3 = 8 * np.abs(sum2)  # stable-gradient-b.2
    gradient2 = where_safe((np.abs(product2) < product3) & (np.abs(ratio1) < product3), sum2, _pointwise_gradient2_extended, a, b, tau)  # stable-gradient-b.2
    return (gradient1, gradient2,)


def _pointwise_gradient1_extended(number, a, b, tau):
    """The same over wide numbers: pointwise_gradient."""
    result = number.ratio(2) * (wide_sum([a], [b, number.ratio(1) / (number.ratio(2) * tau)]))  # stable-gradient-a.2
    return result


def _pointwise_gradient2_extended(number, a, b, tau):
    """The same over wide numbers: pointwise_gradient."""
    result = wide_sum([number.ratio(2) * b, number.ratio(1) / tau], [number.ratio(2) * a])  # stable-gradient-b.2
    return result


def _pointwise_hessian(a, b, tau):
    """hessian_a_a = 2 hessian_a_b = -2 hessian_a_b = -2 hessian_b_b = 2"""
    hessian1 = 2  # stable-hessian-a-a.1
    hessian2 = -2  # stable-hessian-a-b.1
    hessian3 = -2  # stable-hessian-a-b.1
    hessian4 = 2  # stable-hessian-b-b.1
    return (hessian1, hessian2, hessian3, hessian4,)


def _pointwise_loss_and_gradient(a, b, tau):
    """Loss and gradient."""

    return (*_pointwise_loss(a, b, tau), *_pointwise_gradient(a, b, tau))
