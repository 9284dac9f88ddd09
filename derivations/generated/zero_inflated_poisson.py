"""Zero-inflated Poisson likelihood: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in zero_inflated_poisson.toml as

    where(y == 0, -log(p + (1 - p)*exp(-mu)), -log(1 - p) + mu - y*log(mu) + lgamma(y + 1))

and this module is made again by

    derivations generate

A comment behind a line names the step of the derivation that justifies it. All arithmetic is in float64; where that
would lose digits, single points are worked out with more. Errors were measured with elementary functions that are
correctly rounded; those of NumPy add up to about one unit in the last place each. NumPy and SciPy are needed.
"""

# ruff: noqa
# mypy: ignore-errors
# fmt: off

import numpy as np
from scipy import special

from ._shared import (
    _pointwise,
    choose,
    where_safe,
    wide_exp,
    wide_lgamma,
    wide_log1p,
    wide_max,
    wide_sigmoid,
    wide_sum,
)

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
]

_POINTS = ('z', 'a', 'y')
_VARIABLES = (("y", "numbers in {0, 1, 2, ...}", lambda a: (a >= 0) & (a == np.floor(a)) & (a < np.inf)),)
_PARAMETERS = ()


def pointwise_loss(z, a, y, *, out=None):
    """Loss of each point.

    loss = softplus(a) + exp(z) + where(y == 0, -softplus(a + exp(z)), lgamma(y + 1) - y*z)

    Measured: 6.2e+15 ulp, 1.0e+00 relative, worst at z = 10000.0, a = 0.0, y = 0.0.

    Args:
        z: any real numbers.
        a: any real numbers.
        y: in {0, 1, 2, ...}.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, a, y,), _PARAMETERS, (), out, ("loss",), ((),), ())


def pointwise_gradient(z, a, y, *, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient_z = exp(z) + where(y == 0, -sigmoid(a + exp(z))*exp(z), -y)
    gradient_a = sigmoid(a) + where(y == 0, -sigmoid(a + exp(z)), 0)

    Measured: 5.5 ulp, 6.7e-16 relative, worst at z = -0.1, a = 1.0, y = 0.0.
    Measured: 8 ulp, 1.3e-15 relative, worst at z = -1.5399179682219817, a = -1.1048057856314493, y = 0.0.

    Args:
        z: any real numbers.
        a: any real numbers.
        y: in {0, 1, 2, ...}.
        out: array of the broadcast shape followed by (2,) to write to.

    Returns:
        An array of the broadcast shape followed by (2,): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, a, y,), _PARAMETERS, (), out, ("gradient",), ((2,),), ())


def pointwise_hessian(z, a, y, *, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian_z_z = exp(z) + where(y == 0, -sigmoid(a + exp(z))*(sigmoid(-(a + exp(z)))*exp(2*z) + exp(z)), 0)
    hessian_z_a = where(y == 0, -exp(z)*sigmoid(a + exp(z))*sigmoid(-(a + exp(z))), 0)
    hessian_z_a = where(y == 0, -exp(z)*sigmoid(a + exp(z))*sigmoid(-(a + exp(z))), 0)
    hessian_a_a = sigmoid(a)*sigmoid(-a) + where(y == 0, -sigmoid(a + exp(z))*sigmoid(-(a + exp(z))), 0)

    Measured: 9.1 ulp, 1.3e-15 relative, worst at z = 1.0, a = -0.5, y = 0.0.
    Measured: 1.5e+02 ulp, 2.7e-14 relative, worst at z = 5.602833702657385, a = -1.0, y = 0.0.
    Measured: 1.5e+02 ulp, 2.7e-14 relative, worst at z = 5.602833702657385, a = -1.0, y = 0.0.
    Measured: 12 ulp, 1.5e-15 relative, worst at z = 0.5, a = -1.0, y = 0.0.

    Args:
        z: any real numbers.
        a: any real numbers.
        y: in {0, 1, 2, ...}.
        out: array of the broadcast shape followed by (2, 2) to write to.

    Returns:
        An array of the broadcast shape followed by (2, 2): `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, a, y,), _PARAMETERS, (), out, ("hessian",), ((2, 2),), ())


def pointwise_loss_and_gradient(z, a, y, *, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        a: any real numbers.
        y: in {0, 1, 2, ...}.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, a, y,), _PARAMETERS, (), out, ("loss", "gradient"), ((), (2,)), ())


def _pointwise_loss(z, a, y):
    """loss = softplus(a) + exp(z) + where(y == 0, -softplus(a + exp(z)), lgamma(y + 1) - y*z)"""
    max1 = np.maximum(a, 0)  # stable-loss.3
    log1p1 = np.log1p(np.exp(-np.abs(a)))  # stable-loss.3
    exp1 = np.exp(z)  # stable-loss.3
    sum1 = a + exp1  # stable-loss.3
    lgamma1 = special.gammaln(y + 1)  # stable-loss.3
    sum2 = lgamma1 - y * z  # stable-loss.3
    sum3 = max1 + log1p1 + exp1 + np.where(y == 0, -(np.maximum(sum1, 0) + np.log1p(np.exp(-np.abs(sum1)))), sum2)  # stable-loss.3
    product1 = 8 * np.abs(sum3)  # stable-loss.3
    loss = where_safe((np.abs(max1) < product1) & (np.abs(log1p1) < product1) & (np.abs(exp1) < product1) & (np.abs(lgamma1) < 64 * np.abs(sum2)), sum3, _pointwise_loss_extended, z, a, y)  # stable-loss.3
    return (loss,)


def _pointwise_loss_extended(number, z, a, y):
    """The same over wide numbers: pointwise_loss."""
    exp1 = wide_exp(z)  # stable-loss.3
    sum1 = a + exp1  # stable-loss.3
    result = wide_max(a, number.ratio(0)) + wide_log1p(wide_exp(-abs(a))) + exp1 + choose((y).same(number.ratio(0)), -(wide_max(sum1, number.ratio(0)) + wide_log1p(wide_exp(-abs(sum1)))), wide_lgamma(y + number.ratio(1)) - y * z)  # stable-loss.3
    return result


def _pointwise_gradient(z, a, y):
    """gradient_z = exp(z) + where(y == 0, -sigmoid(a + exp(z))*exp(z), -y) gradient_a = sigmoid(a) + where(y == 0, -sigmoid(a + exp(z)), 0)"""
    exp1 = np.exp(z)  # stable-gradient-z.2
    sum1 = exp1 + np.where(y == 0, -(1 / (1 + np.exp(-(a + exp1))) * exp1), -y)  # stable-gradient-z.2
    gradient1 = where_safe((np.abs(exp1) < 8 * np.abs(sum1)), sum1, _pointwise_gradient1_extended, z, a, y)  # stable-gradient-z.2
    size1 = np.abs(a)  # stable-gradient-a.4
    exp2 = np.exp(-size1)  # stable-gradient-a.4
    sum2 = 1 + exp2  # stable-gradient-a.4
    ratio1 = np.where(a > 0, 1, exp2) / sum2  # stable-gradient-a.4
    sum3 = a + np.exp(z)  # stable-gradient-a.4
    exp3 = np.exp(-np.abs(sum3))  # stable-gradient-a.4
    choice1 = np.where(y == 0, -(np.where(sum3 > 0, 1, exp3) / (1 + exp3)), 0)  # stable-gradient-a.4
    sum4 = ratio1 + choice1  # stable-gradient-a.4
    gradient2 = where_safe((size1 < 300) & (np.abs(ratio1) < 8 * np.abs(sum4)), np.where(a > 0, 1 + choice1 - np.where(-a > 0, 1, exp2) / sum2, sum4), _pointwise_gradient2_extended, z, a, y)  # stable-gradient-a.4
    return (gradient1, gradient2,)


def _pointwise_gradient1_extended(number, z, a, y):
    """The same over wide numbers: pointwise_gradient."""
    exp1 = wide_exp(z)  # stable-gradient-z.2
    result = exp1 + choose((y).same(number.ratio(0)), -(wide_sigmoid(a + exp1) * exp1), -y)  # stable-gradient-z.2
    return result


def _pointwise_gradient2_extended(number, z, a, y):
    """The same over wide numbers: pointwise_gradient."""
    sum1 = a + wide_exp(z)  # stable-gradient-a.4
    exp1 = wide_exp(-abs(sum1))  # stable-gradient-a.4
    choice1 = choose((y).same(number.ratio(0)), -(choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / (number.ratio(1) + exp1)), number.ratio(0))  # stable-gradient-a.4
    exp2 = wide_exp(-abs(a))  # stable-gradient-a.4
    sum2 = number.ratio(1) + exp2  # stable-gradient-a.4
    result = choose((number.ratio(0)) < a, wide_sum([number.ratio(1), choice1], [choose((number.ratio(0)) < -a, number.ratio(1), exp2) / sum2]), choose((number.ratio(0)) < a, number.ratio(1), exp2) / sum2 + choice1)  # stable-gradient-a.4
    return result


def _pointwise_hessian(z, a, y):
    """hessian_z_z = exp(z) + where(y == 0, -sigmoid(a + exp(z))*(sigmoid(-(a + exp(z)))*exp(2*z) + exp(z)), 0) hessian_z_a = where(y == 0, -exp(z)*sigmoid(a + exp(z))*sigmoid(-(a + exp(z))), 0) hessian_z_a = where(y == 0, -exp(z)*sigmoid(a + exp(z))*sigmoid(-(a + exp(z))), 0) hessian_a_a = sigmoid(a)*sigmoid(-a) + where(y == 0, -sigmoid(a + exp(z))*sigmoid(-(a + exp(z))), 0)"""
    exp1 = np.exp(z)  # stable-hessian-z-z.2
    sum1 = a + exp1  # stable-hessian-z-z.2
    sum2 = exp1 + np.where(y == 0, -(1 / (1 + np.exp(-sum1)) * (1 / (1 + np.exp(--sum1)) * np.exp(2 * z) + exp1)), 0)  # stable-hessian-z-z.2
    hessian1 = where_safe((np.abs(exp1) < 8 * np.abs(sum2)), sum2, _pointwise_hessian1_extended, z, a, y)  # stable-hessian-z-z.2
    exp2 = np.exp(z)  # stable-hessian-z-a.2
    sum3 = a + exp2  # stable-hessian-z-a.2
    choice1 = np.where(y == 0, -(exp2 * (1 / (1 + np.exp(-sum3))) * (1 / (1 + np.exp(--sum3)))), 0)  # stable-hessian-z-a.2
    hessian2 = where_safe((np.abs(choice1) < np.exp(600)) & (np.abs(a) < 16), choice1, _pointwise_hessian2_extended, z, a, y)  # stable-hessian-z-a.2
    exp3 = np.exp(z)  # stable-hessian-z-a.2
    sum4 = a + exp3  # stable-hessian-z-a.2
    choice2 = np.where(y == 0, -(exp3 * (1 / (1 + np.exp(-sum4))) * (1 / (1 + np.exp(--sum4)))), 0)  # stable-hessian-z-a.2
    hessian3 = where_safe((np.abs(choice2) < np.exp(600)) & (np.abs(a) < 16), choice2, _pointwise_hessian3_extended, z, a, y)  # stable-hessian-z-a.2
    product1 = 1 / (1 + np.exp(-a)) * (1 / (1 + np.exp(--a)))  # stable-hessian-a-a.2
    sum5 = a + np.exp(z)  # stable-hessian-a-a.2
    sum6 = product1 + np.where(y == 0, -(1 / (1 + np.exp(-sum5)) * (1 / (1 + np.exp(--sum5)))), 0)  # stable-hessian-a-a.2
    hessian4 = where_safe((np.abs(product1) < 8 * np.abs(sum6)) & (np.abs(a) < 300), sum6, _pointwise_hessian4_extended, z, a, y)  # stable-hessian-a-a.2
    return (hessian1, hessian2, hessian3, hessian4,)


def _pointwise_hessian1_extended(number, z, a, y):
    """The same over wide numbers: pointwise_hessian."""
    exp1 = wide_exp(z)  # stable-hessian-z-z.2
    sum1 = a + exp1  # stable-hessian-z-z.2
    result = exp1 + choose((y).same(number.ratio(0)), -(wide_sigmoid(sum1) * (wide_sigmoid(-sum1) * wide_exp(number.ratio(2) * z) + exp1)), number.ratio(0))  # stable-hessian-z-z.2
    return result


def _pointwise_hessian2_extended(number, z, a, y):
    """The same over wide numbers: pointwise_hessian."""
    exp1 = wide_exp(z)  # stable-hessian-z-a.2
    sum1 = a + exp1  # stable-hessian-z-a.2
    result = choose((y).same(number.ratio(0)), -(exp1 * (wide_sigmoid(sum1)) * (wide_sigmoid(-sum1))), number.ratio(0))  # stable-hessian-z-a.2
    return result


def _pointwise_hessian3_extended(number, z, a, y):
    """The same over wide numbers: pointwise_hessian."""
    exp1 = wide_exp(z)  # stable-hessian-z-a.2
    sum1 = a + exp1  # stable-hessian-z-a.2
    result = choose((y).same(number.ratio(0)), -(exp1 * (wide_sigmoid(sum1)) * (wide_sigmoid(-sum1))), number.ratio(0))  # stable-hessian-z-a.2
    return result


def _pointwise_hessian4_extended(number, z, a, y):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = a + wide_exp(z)  # stable-hessian-a-a.2
    result = wide_sigmoid(a) * (wide_sigmoid(-a)) + choose((y).same(number.ratio(0)), -(wide_sigmoid(sum1) * (wide_sigmoid(-sum1))), number.ratio(0))  # stable-hessian-a-a.2
    return result


def _pointwise_loss_and_gradient(z, a, y):
    """Loss and gradient."""

    return (*_pointwise_loss(z, a, y), *_pointwise_gradient(z, a, y))
