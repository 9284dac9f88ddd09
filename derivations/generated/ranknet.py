"""RankNet loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in ranknet.toml as

    log(1 + exp(a - b)) - y*(a - b)

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
    choose,
    where_safe,
    wide_exp,
    wide_log1p,
    wide_max,
    wide_sum,
)

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
]

_POINTS = ('a', 'b', 'y')
_VARIABLES = (("y", "numbers in [0, 1]", lambda a: (a >= 0.0) & (a <= 1.0)),)
_PARAMETERS = ()


def pointwise_loss(a, b, y, *, out=None):
    """Loss of each point.

    loss = softplus(a - b) + y*(b - a)

    Measured: 23 ulp, 3.0e-15 relative, worst at a = -0.09276629278734227, b = -2.2792884321484412, y = 1.0.

    Args:
        a: any real numbers.
        b: any real numbers.
        y: in [0, 1].
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (a, b, y,), _PARAMETERS, (), out, ("loss",), ((),), ())


def pointwise_gradient(a, b, y, *, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient_a = sigmoid(a - b) - y
    gradient_b = y - sigmoid(a - b)

    Measured: 6.4 ulp, 7.4e-16 relative, worst at a = 0.005746076696870406, b = 1.0, y = 0.3.
    Measured: 6.4 ulp, 7.4e-16 relative, worst at a = 0.005746076696870406, b = 1.0, y = 0.3.

    Args:
        a: any real numbers.
        b: any real numbers.
        y: in [0, 1].
        out: array of the broadcast shape followed by (2,) to write to.

    Returns:
        An array of the broadcast shape followed by (2,): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (a, b, y,), _PARAMETERS, (), out, ("gradient",), ((2,),), ())


def pointwise_hessian(a, b, y, *, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian_a_a = sigmoid(a - b)*sigmoid(b - a)
    hessian_a_b = -sigmoid(a - b)*sigmoid(b - a)
    hessian_a_b = -sigmoid(a - b)*sigmoid(b - a)
    hessian_b_b = sigmoid(a - b)*sigmoid(b - a)

    Measured: 5.5 ulp, 8.5e-16 relative, worst at a = 3.9738937496351383, b = -3.9738937496351308.
    Measured: 5.5 ulp, 8.5e-16 relative, worst at a = 3.9738937496351383, b = -3.9738937496351308.
    Measured: 5.5 ulp, 8.5e-16 relative, worst at a = 3.9738937496351383, b = -3.9738937496351308.
    Measured: 5.5 ulp, 8.5e-16 relative, worst at a = 3.9738937496351383, b = -3.9738937496351308.

    Args:
        a: any real numbers.
        b: any real numbers.
        y: in [0, 1].
        out: array of the broadcast shape followed by (2, 2) to write to.

    Returns:
        An array of the broadcast shape followed by (2, 2): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (a, b, y,), _PARAMETERS, (), out, ("hessian",), ((2, 2),), ())


def pointwise_loss_and_gradient(a, b, y, *, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        a: any real numbers.
        b: any real numbers.
        y: in [0, 1].
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (a, b, y,), _PARAMETERS, (), out, ("loss", "gradient"), ((), (2,)), ())


def _pointwise_loss(a, b, y):
    """loss = softplus(a - b) + y*(b - a)"""
    size1 = np.abs(b)  # stable-loss.5
    sum1 = a - b  # stable-loss.5
    max1 = np.maximum(sum1, 0)  # stable-loss.5
    log1p1 = np.log1p(np.exp(-np.abs(sum1)))  # stable-loss.5
    sum2 = max1 + log1p1 + b - a  # stable-loss.5
    product1 = 64 * np.abs(sum2)  # stable-loss.5
    loss = where_safe((size1 < product1) & (np.abs(a) < product1) & (np.abs(max1) < product1) & (size1 < 16), (1 - y) * (max1 + log1p1) + y * sum2, _pointwise_loss_extended, a, b, y)  # stable-loss.5
    return (loss,)


def _pointwise_loss_extended(number, a, b, y):
    """The same over wide numbers: pointwise_loss."""
    sum1 = a - b  # stable-loss.5
    max1 = wide_max(sum1, number.ratio(0))  # stable-loss.5
    log1p1 = wide_log1p(wide_exp(-abs(sum1)))  # stable-loss.5
    result = (number.ratio(1) - y) * (max1 + log1p1) + y * (wide_sum([max1, log1p1, b], [a]))  # stable-loss.5
    return result


def _pointwise_gradient(a, b, y):
    """gradient_a = sigmoid(a - b) - y gradient_b = y - sigmoid(a - b)"""
    sum1 = a - b  # stable-gradient-a.5
    exp1 = np.exp(-np.abs(sum1))  # stable-gradient-a.5
    product1 = (1 - y) * (np.where(sum1 > 0, 1, exp1) / (1 + exp1))  # stable-gradient-a.5
    sum2 = b - a  # stable-gradient-a.5
    exp2 = np.exp(-np.abs(sum2))  # stable-gradient-a.5
    sum3 = product1 - y * (np.where(sum2 > 0, 1, exp2) / (1 + exp2))  # stable-gradient-a.5
    gradient1 = where_safe((np.abs(product1) < 8 * np.abs(sum3)) & (np.abs(b) < 16), sum3, _pointwise_gradient1_extended, a, b, y)  # stable-gradient-a.5
    sum4 = a - b  # stable-gradient-b.5
    exp3 = np.exp(-np.abs(sum4))  # stable-gradient-b.5
    product2 = (1 - y) * (np.where(sum4 > 0, 1, exp3) / (1 + exp3))  # stable-gradient-b.5
    sum5 = b - a  # stable-gradient-b.5
    exp4 = np.exp(-np.abs(sum5))  # stable-gradient-b.5
    sum6 = -product2 + y * (np.where(sum5 > 0, 1, exp4) / (1 + exp4))  # stable-gradient-b.5
    gradient2 = where_safe((np.abs(product2) < 8 * np.abs(sum6)) & (np.abs(b) < 16), sum6, _pointwise_gradient2_extended, a, b, y)  # stable-gradient-b.5
    return (gradient1, gradient2,)


def _pointwise_gradient1_extended(number, a, b, y):
    """The same over wide numbers: pointwise_gradient."""
    sum1 = a - b  # stable-gradient-a.5
    exp1 = wide_exp(-abs(sum1))  # stable-gradient-a.5
    sum2 = b - a  # stable-gradient-a.5
    exp2 = wide_exp(-abs(sum2))  # stable-gradient-a.5
    result = (number.ratio(1) - y) * (choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / (number.ratio(1) + exp1)) - y * (choose((number.ratio(0)) < sum2, number.ratio(1), exp2) / (number.ratio(1) + exp2))  # stable-gradient-a.5
    return result


def _pointwise_gradient2_extended(number, a, b, y):
    """The same over wide numbers: pointwise_gradient."""
    sum1 = a - b  # stable-gradient-b.5
    exp1 = wide_exp(-abs(sum1))  # stable-gradient-b.5
    sum2 = b - a  # stable-gradient-b.5
    exp2 = wide_exp(-abs(sum2))  # stable-gradient-b.5
    result = -((number.ratio(1) - y) * (choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / (number.ratio(1) + exp1))) + y * (choose((number.ratio(0)) < sum2, number.ratio(1), exp2) / (number.ratio(1) + exp2))  # stable-gradient-b.5
    return result


def _pointwise_hessian(a, b, y):
    """hessian_a_a = sigmoid(a - b)*sigmoid(b - a) hessian_a_b = -sigmoid(a - b)*sigmoid(b - a) hessian_a_b = -sigmoid(a - b)*sigmoid(b - a) hessian_b_b = sigmoid(a - b)*sigmoid(b - a)"""
    sum1 = a - b  # stable-hessian-a-a.3
    size1 = np.abs(sum1)  # stable-hessian-a-a.3
    exp1 = np.exp(-size1)  # stable-hessian-a-a.3
    sum2 = b - a  # stable-hessian-a-a.3
    exp2 = np.exp(-np.abs(sum2))  # stable-hessian-a-a.3
    hessian1 = where_safe((size1 < 8), np.where(sum1 > 0, 1, exp1) / (1 + exp1) * (np.where(sum2 > 0, 1, exp2) / (1 + exp2)), _pointwise_hessian1_extended, a, b, y)  # stable-hessian-a-a.3
    sum3 = a - b  # stable-hessian-a-b.3
    size2 = np.abs(sum3)  # stable-hessian-a-b.3
    exp3 = np.exp(-size2)  # stable-hessian-a-b.3
    sum4 = b - a  # stable-hessian-a-b.3
    exp4 = np.exp(-np.abs(sum4))  # stable-hessian-a-b.3
    hessian2 = where_safe((size2 < 8), -(np.where(sum3 > 0, 1, exp3) / (1 + exp3) * (np.where(sum4 > 0, 1, exp4) / (1 + exp4))), _pointwise_hessian2_extended, a, b, y)  # stable-hessian-a-b.3
    sum5 = a - b  # stable-hessian-a-b.3
    size3 = np.abs(sum5)  # stable-hessian-a-b.3
    exp5 = np.exp(-size3)  # stable-hessian-a-b.3
    sum6 = b - a  # stable-hessian-a-b.3
    exp6 = np.exp(-np.abs(sum6))  # stable-hessian-a-b.3
    hessian3 = where_safe((size3 < 8), -(np.where(sum5 > 0, 1, exp5) / (1 + exp5) * (np.where(sum6 > 0, 1, exp6) / (1 + exp6))), _pointwise_hessian3_extended, a, b, y)  # stable-hessian-a-b.3
    sum7 = a - b  # stable-hessian-b-b.3
    size4 = np.abs(sum7)  # stable-hessian-b-b.3
    exp7 = np.exp(-size4)  # stable-hessian-b-b.3
    sum8 = b - a  # stable-hessian-b-b.3
    exp8 = np.exp(-np.abs(sum8))  # stable-hessian-b-b.3
    hessian4 = where_safe((size4 < 8), np.where(sum7 > 0, 1, exp7) / (1 + exp7) * (np.where(sum8 > 0, 1, exp8) / (1 + exp8)), _pointwise_hessian4_extended, a, b, y)  # stable-hessian-b-b.3
    return (hessian1, hessian2, hessian3, hessian4,)


def _pointwise_hessian1_extended(number, a, b, y):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = a - b  # stable-hessian-a-a.3
    exp1 = wide_exp(-abs(sum1))  # stable-hessian-a-a.3
    sum2 = b - a  # stable-hessian-a-a.3
    exp2 = wide_exp(-abs(sum2))  # stable-hessian-a-a.3
    result = choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / (number.ratio(1) + exp1) * (choose((number.ratio(0)) < sum2, number.ratio(1), exp2) / (number.ratio(1) + exp2))  # stable-hessian-a-a.3
    return result


def _pointwise_hessian2_extended(number, a, b, y):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = a - b  # stable-hessian-a-b.3
    exp1 = wide_exp(-abs(sum1))  # stable-hessian-a-b.3
    sum2 = b - a  # stable-hessian-a-b.3
    exp2 = wide_exp(-abs(sum2))  # stable-hessian-a-b.3
    result = -(choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / (number.ratio(1) + exp1) * (choose((number.ratio(0)) < sum2, number.ratio(1), exp2) / (number.ratio(1) + exp2)))  # stable-hessian-a-b.3
    return result


def _pointwise_hessian3_extended(number, a, b, y):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = a - b  # stable-hessian-a-b.3
    exp1 = wide_exp(-abs(sum1))  # stable-hessian-a-b.3
    sum2 = b - a  # stable-hessian-a-b.3
    exp2 = wide_exp(-abs(sum2))  # stable-hessian-a-b.3
    result = -(choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / (number.ratio(1) + exp1) * (choose((number.ratio(0)) < sum2, number.ratio(1), exp2) / (number.ratio(1) + exp2)))  # stable-hessian-a-b.3
    return result


def _pointwise_hessian4_extended(number, a, b, y):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = a - b  # stable-hessian-b-b.3
    exp1 = wide_exp(-abs(sum1))  # stable-hessian-b-b.3
    sum2 = b - a  # stable-hessian-b-b.3
    exp2 = wide_exp(-abs(sum2))  # stable-hessian-b-b.3
    result = choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / (number.ratio(1) + exp1) * (choose((number.ratio(0)) < sum2, number.ratio(1), exp2) / (number.ratio(1) + exp2))  # stable-hessian-b-b.3
    return result


def _pointwise_loss_and_gradient(a, b, y):
    """Loss and gradient."""

    return (*_pointwise_loss(a, b, y), *_pointwise_gradient(a, b, y))
