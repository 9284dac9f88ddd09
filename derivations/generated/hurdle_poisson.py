"""Hurdle Poisson likelihood: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in hurdle_poisson.toml as

    where(y == 0, softplus(a), softplus(-a) + mu + log(1 - exp(-mu)) - y*z + lgamma(y + 1))

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
    wide_expm1,
    wide_lgamma,
    wide_log,
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

_POINTS = ('z', 'a', 'y')
_VARIABLES = (("y", "numbers in {0, 1, 2, ...}", lambda a: (a >= 0) & (a == np.floor(a)) & (a < np.inf)),)
_PARAMETERS = ()


def pointwise_loss(z, a, y, *, out=None):
    """Loss of each point.

    loss = where(y == 0, softplus(a), softplus(-a) + exp(z) + log(1 - exp(-exp(z))) - y*z + lgamma(y + 1))

    Measured: 2.7 ulp, 5.7e-16 relative, worst at z = 2.753386413480193, a = -0.17602349927887084, y = 40.0.

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

    gradient_z = where(y == 0, 0, exp(z)/(1 - exp(-exp(z))) - y)
    gradient_a = where(y == 0, sigmoid(a), -sigmoid(-a))

    Measured: 3.8 ulp, 8.1e-16 relative, worst at z = -1.3832509216245974, a = 0.0, y = 1.0.
    Measured: 1.3 ulp, 2.9e-16 relative, worst at z = 1000.0793625881649, a = 6.907755278982141, y = 1000.0.

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
    return _pointwise(_pointwise_gradient, _POINTS, (z, a, y,), _PARAMETERS, (), out, ("gradient",), ((2,),), ('z', 'y'))


def pointwise_hessian(z, a, y, *, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian_z_z = where(y == 0, 0, (exp(z) - exp(-exp(z))*(exp(z) + exp(2*z)))/(1 - exp(-exp(z)))**2)
    hessian_z_a = 0
    hessian_z_a = 0
    hessian_a_a = sigmoid(-a)*sigmoid(a)

    Measured: 5.8 ulp, 9.7e-16 relative, worst at z = 1.521964497654505e-07, a = -5.0, y = 1.0.
    Measured: 0 ulp, 0.0e+00 relative, worst at z = 0.0, a = 0.0.
    Measured: 0 ulp, 0.0e+00 relative, worst at z = 0.0, a = 0.0.
    Measured: 2.5 ulp, 3.7e-16 relative, worst at z = 1774.661474571272, a = 4.86214895209072.

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
    return _pointwise(_pointwise_hessian, _POINTS, (z, a, y,), _PARAMETERS, (), out, ("hessian",), ((2, 2),), ('z', 'a', 'y'))


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
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, a, y,), _PARAMETERS, (), out, ("loss", "gradient"), ((), (2,)), ('z', 'y'))


def _pointwise_loss(z, a, y):
    """loss = where(y == 0, softplus(a), softplus(-a) + exp(z) + log(1 - exp(-exp(z))) - y*z + lgamma(y + 1))"""
    max1 = np.maximum(-a, 0)  # stable-loss.4
    log1p1 = np.log1p(np.exp(-np.abs(a)))  # stable-loss.4
    exp1 = np.exp(z)  # stable-loss.4
    minus1 = -exp1  # stable-loss.4
    choice1 = np.where(exp1 - np.log(2) > 0, np.log1p(-np.exp(minus1)), np.log(-np.expm1(minus1)))  # stable-loss.4
    product1 = y * z  # stable-loss.4
    sum1 = max1 + log1p1 + exp1 + choice1 - product1 + special.gammaln(y + 1)  # stable-loss.4
    product2 = 8 * np.abs(sum1)  # stable-loss.4
    loss = where_safe((np.abs(z) < 600) & (np.abs(max1) < product2) & (np.abs(log1p1) < product2) & (np.abs(exp1) < product2) & (np.abs(choice1) < product2) & (np.abs(product1) < product2), np.where(y == 0, np.maximum(a, 0) + log1p1, sum1), _pointwise_loss_extended, z, a, y)  # stable-loss.4
    return (loss,)


def _pointwise_loss_extended(number, z, a, y):
    """The same over wide numbers: pointwise_loss."""
    log1p1 = wide_log1p(wide_exp(-abs(a)))  # stable-loss.4
    exp1 = wide_exp(z)  # stable-loss.4
    minus1 = -exp1  # stable-loss.4
    result = choose((y).same(number.ratio(0)), wide_max(a, number.ratio(0)) + log1p1, wide_sum([wide_max(-a, number.ratio(0)), log1p1, exp1, choose((number.ratio(0)) < exp1 - wide_log(number.ratio(2)), wide_log1p(-wide_exp(minus1)), wide_log(-wide_expm1(minus1))), wide_lgamma(y + number.ratio(1))], [y * z]))  # stable-loss.4
    return result


def _pointwise_gradient(z, a, y):
    """gradient_z = where(y == 0, 0, exp(z)/(1 - exp(-exp(z))) - y) gradient_a = where(y == 0, sigmoid(a), -sigmoid(-a))"""
    exp1 = np.exp(z)  # stable-gradient-z.3
    sum1 = exp1 / -np.expm1(-exp1) - y  # stable-gradient-z.3
    gradient1 = where_safe((np.abs(y) < 8 * np.abs(sum1)), np.where(y == 0, 0, sum1), _pointwise_gradient1_extended, z, a, y)  # stable-gradient-z.3
    exp2 = np.exp(-np.abs(a))  # stable-gradient-a.2
    sum2 = 1 + exp2  # stable-gradient-a.2
    gradient2 = np.where(y == 0, np.where(a > 0, 1, exp2) / sum2, -(np.where(-a > 0, 1, exp2) / sum2))  # stable-gradient-a.2
    return (gradient1, gradient2,)


def _pointwise_gradient1_extended(number, z, a, y):
    """The same over wide numbers: pointwise_gradient."""
    exp1 = wide_exp(z)  # stable-gradient-z.3
    result = choose((y).same(number.ratio(0)), number.ratio(0), exp1 / -wide_expm1(-exp1) - y)  # stable-gradient-z.3
    return result


def _pointwise_hessian(z, a, y):
    """hessian_z_z = where(y == 0, 0, (exp(z) - exp(-exp(z))*(exp(z) + exp(2*z)))/(1 - exp(-exp(z)))**2) hessian_z_a = 0 hessian_z_a = 0 hessian_a_a = sigmoid(-a)*sigmoid(a)"""
    exp1 = np.exp(z)  # stable-hessian-z-z.2
    exp2 = np.exp(-exp1)  # stable-hessian-z-z.2
    sum1 = exp1 - exp2 * (exp1 + np.exp(2 * z))  # stable-hessian-z-z.2
    hessian1 = where_safe((np.abs(exp1) < 8 * np.abs(sum1)), np.where(y == 0, 0, sum1 / (1 - exp2) ** 2), _pointwise_hessian1_extended, z, a, y)  # stable-hessian-z-z.2
    hessian2 = 0  # stable-hessian-z-a.1
    hessian3 = 0  # stable-hessian-z-a.1
    exp3 = np.exp(-np.abs(a))  # stable-hessian-a-a.2
    sum2 = 1 + exp3  # stable-hessian-a-a.2
    hessian4 = np.where(-a > 0, 1, exp3) / sum2 * (np.where(a > 0, 1, exp3) / sum2)  # stable-hessian-a-a.2
    return (hessian1, hessian2, hessian3, hessian4,)


def _pointwise_hessian1_extended(number, z, a, y):
    """The same over wide numbers: pointwise_hessian."""
    exp1 = wide_exp(z)  # stable-hessian-z-z.2
    exp2 = wide_exp(-exp1)  # stable-hessian-z-z.2
    result = choose((y).same(number.ratio(0)), number.ratio(0), (exp1 - exp2 * (exp1 + wide_exp(number.ratio(2) * z))) / (number.ratio(1) - exp2) ** 2)  # stable-hessian-z-z.2
    return result


def _pointwise_loss_and_gradient(z, a, y):
    """Loss and gradient."""

    return (*_pointwise_loss(z, a, y), *_pointwise_gradient(z, a, y))
