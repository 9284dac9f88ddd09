"""Margin ranking loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in margin_ranking.toml as

    max(0, margin - y*(a - b))

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
    wide_max,
)

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
]

_POINTS = ('a', 'b', 'y')
_VARIABLES = (("y", "numbers in {-1, 1}", lambda a: np.isin(a, (-1.0, 1.0,))),)
_PARAMETERS = (("margin", "numbers in [0, inf)", lambda a: (a >= 0.0) & (a < np.inf)),)


def pointwise_loss(a, b, y, *, margin=1.0, out=None):
    """Loss of each point.

    loss = max(0, margin + y*(b - a))

    Measured: 1.1 ulp, 1.9e-16 relative, worst at a = 0.0003300299401198511, b = -1.0, y = 1.0, margin = 1.1549233401565893.

    Args:
        a: any real numbers.
        b: any real numbers.
        y: in {-1, 1}.
        margin: in [0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (a, b, y,), _PARAMETERS, (margin,), out, ("loss",), ((),), ())


def pointwise_gradient(a, b, y, *, margin=1.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient_a = -y*indicator(0 < margin + y*(b - a))
    gradient_b = y*indicator(0 < margin + y*(b - a))

    Measured: 0 ulp, 0.0e+00 relative, worst at a = 0.0, b = 0.0, y = -1.0, margin = 1.0.
    Measured: 0 ulp, 0.0e+00 relative, worst at a = 0.0, b = 0.0, y = -1.0, margin = 1.0.

    Args:
        a: any real numbers.
        b: any real numbers.
        y: in {-1, 1}.
        margin: in [0, inf); default 1.0.
        out: array of the broadcast shape followed by (2,) to write to.

    Returns:
        An array of the broadcast shape followed by (2,): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (a, b, y,), _PARAMETERS, (margin,), out, ("gradient",), ((2,),), ('a', 'b'))


def pointwise_hessian(a, b, y, *, margin=1.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian_a_a = 0
    hessian_a_b = 0
    hessian_a_b = 0
    hessian_b_b = 0

    Measured: 0 ulp, 0.0e+00 relative, worst at a = 0.0, b = 0.0.
    Measured: 0 ulp, 0.0e+00 relative, worst at a = 0.0, b = 0.0.
    Measured: 0 ulp, 0.0e+00 relative, worst at a = 0.0, b = 0.0.
    Measured: 0 ulp, 0.0e+00 relative, worst at a = 0.0, b = 0.0.

    Args:
        a: any real numbers.
        b: any real numbers.
        y: in {-1, 1}.
        margin: in [0, inf); default 1.0.
        out: array of the broadcast shape followed by (2, 2) to write to.

    Returns:
        An array of the broadcast shape followed by (2, 2): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (a, b, y,), _PARAMETERS, (margin,), out, ("hessian",), ((2, 2),), ('a', 'b', 'y'))


def pointwise_loss_and_gradient(a, b, y, *, margin=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        a: any real numbers.
        b: any real numbers.
        y: in {-1, 1}.
        margin: in [0, inf); default 1.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (a, b, y,), _PARAMETERS, (margin,), out, ("loss", "gradient"), ((), (2,)), ('a', 'b'))


def _pointwise_loss(a, b, y, margin):
    """loss = max(0, margin + y*(b - a))"""
    sum1 = margin + y * (b - a)  # stable-loss.2
    loss = where_safe((np.abs(margin) < 8 * np.abs(sum1)), np.maximum(0, sum1), _pointwise_loss_extended, a, b, y, margin)  # stable-loss.2
    return (loss,)


def _pointwise_loss_extended(number, a, b, y, margin):
    """The same over wide numbers: pointwise_loss."""
    result = wide_max(number.ratio(0), margin + y * (b - a))  # stable-loss.2
    return result


def _pointwise_gradient(a, b, y, margin):
    """gradient_a = -y*indicator(0 < margin + y*(b - a)) gradient_b = y*indicator(0 < margin + y*(b - a))"""
    gradient1 = -(y * (np.where(margin + y * (b - a) > 0, 1.0, 0.0)))  # stable-gradient-a.1
    gradient2 = y * (np.where(margin + y * (b - a) > 0, 1.0, 0.0))  # stable-gradient-b.1
    return (gradient1, gradient2,)


def _pointwise_hessian(a, b, y, margin):
    """hessian_a_a = 0 hessian_a_b = 0 hessian_a_b = 0 hessian_b_b = 0"""
    hessian1 = 0  # stable-hessian-a-a.1
    hessian2 = 0  # stable-hessian-a-b.1
    hessian3 = 0  # stable-hessian-a-b.1
    hessian4 = 0  # stable-hessian-b-b.1
    return (hessian1, hessian2, hessian3, hessian4,)


def _pointwise_loss_and_gradient(a, b, y, margin):
    """Loss and gradient."""

    return (*_pointwise_loss(a, b, y, margin), *_pointwise_gradient(a, b, y, margin))
