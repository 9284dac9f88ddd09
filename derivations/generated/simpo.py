"""Simple preference optimisation: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in simpo.toml as

    -log(sigmoid(beta*(a - b) - gamma))

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
    _pointwise,
    choose,
    where_safe,
    wide_exp,
    wide_log1p,
    wide_max,
)

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
]


def pointwise_loss(a, b, *, beta=2.0, gamma=1.0, out=None):
    """Loss of each point.

    loss = softplus(gamma + beta*(b - a))

    Measured: 24 ulp, 2.7e-15 relative, worst at a = 3.620288745074134, b = -1.5231110265293655, beta = 3.7, gamma = 10.0.

    Args:
        a: any real numbers.
        b: any real numbers.
        beta: in (0, inf); 2.0 unless told.
        gamma: in [0, inf); 1.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, (("a", a), ("b", b), ), (("beta", beta, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("gamma", gamma, "numbers in [0, inf)", lambda a: (a >= 0.0) & (a < np.inf)), ), out, ("loss",), ((),))


def pointwise_gradient(a, b, *, beta=2.0, gamma=1.0, out=None):
    """Derivative of each point's loss by the prediction.

    gradient_a = -beta*sigmoid(gamma + beta*(b - a))
    gradient_b = beta*sigmoid(gamma + beta*(b - a))

    Measured: 24 ulp, 2.9e-15 relative, worst at a = 3.620288745074134, b = -1.5231110265293655, beta = 3.7, gamma = 10.0.
    Measured: 24 ulp, 2.9e-15 relative, worst at a = 3.620288745074134, b = -1.5231110265293655, beta = 3.7, gamma = 10.0.

    Args:
        a: any real numbers.
        b: any real numbers.
        beta: in (0, inf); 2.0 unless told.
        gamma: in [0, inf); 1.0 unless told.
        out: array of the broadcast shape followed by (2,) to write to.

    Returns:
        An array of the broadcast shape followed by (2,): `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, (("a", a), ("b", b), ), (("beta", beta, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("gamma", gamma, "numbers in [0, inf)", lambda a: (a >= 0.0) & (a < np.inf)), ), out, ("gradient",), ((2,),))


def pointwise_hessian(a, b, *, beta=2.0, gamma=1.0, out=None):
    """Second derivative of each point's loss by the prediction.

    hessian_a_a = beta**2*sigmoid(gamma + beta*(b - a))*sigmoid(-(gamma + beta*(b - a)))
    hessian_a_b = -beta**2*sigmoid(gamma + beta*(b - a))*sigmoid(-(gamma + beta*(b - a)))
    hessian_a_b = -beta**2*sigmoid(gamma + beta*(b - a))*sigmoid(-(gamma + beta*(b - a)))
    hessian_b_b = beta**2*sigmoid(gamma + beta*(b - a))*sigmoid(-(gamma + beta*(b - a)))

    Measured: 12 ulp, 2.6e-15 relative, worst at a = 4.841318753554415, b = -2.1237513253025004, beta = 3.7, gamma = 1.0.
    Measured: 12 ulp, 2.6e-15 relative, worst at a = 4.841318753554415, b = -2.1237513253025004, beta = 3.7, gamma = 1.0.
    Measured: 12 ulp, 2.6e-15 relative, worst at a = 4.841318753554415, b = -2.1237513253025004, beta = 3.7, gamma = 1.0.
    Measured: 12 ulp, 2.6e-15 relative, worst at a = 4.841318753554415, b = -2.1237513253025004, beta = 3.7, gamma = 1.0.

    Args:
        a: any real numbers.
        b: any real numbers.
        beta: in (0, inf); 2.0 unless told.
        gamma: in [0, inf); 1.0 unless told.
        out: array of the broadcast shape followed by (2, 2) to write to.

    Returns:
        An array of the broadcast shape followed by (2, 2): `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, (("a", a), ("b", b), ), (("beta", beta, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("gamma", gamma, "numbers in [0, inf)", lambda a: (a >= 0.0) & (a < np.inf)), ), out, ("hessian",), ((2, 2),))


def pointwise_loss_and_gradient(a, b, *, beta=2.0, gamma=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`.

    The errors are theirs.

    Args:
        a: any real numbers.
        b: any real numbers.
        beta: in (0, inf); 2.0 unless told.
        gamma: in [0, inf); 1.0 unless told.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, (("a", a), ("b", b), ), (("beta", beta, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("gamma", gamma, "numbers in [0, inf)", lambda a: (a >= 0.0) & (a < np.inf)), ), out, ("loss", "gradient"), ((), (2,)))


def _pointwise_loss(a, b, beta, gamma):
    """loss = softplus(gamma + beta*(b - a))"""
    sum1 = gamma + beta * (b - a)  # stable-loss.3
    size1 = np.abs(sum1)  # stable-loss.3
    loss = where_safe((size1 < 32) & (np.abs(beta) < 4) & (np.abs(b) < 16), np.maximum(sum1, 0) + np.log1p(np.exp(-size1)), _pointwise_loss_extended, a, b, beta, gamma)  # stable-loss.3
    return (loss,)


def _pointwise_loss_extended(number, a, b, beta, gamma):
    """The same over wide numbers: pointwise_loss."""
    sum1 = gamma + beta * (b - a)  # stable-loss.3
    result = wide_max(sum1, number.ratio(0)) + wide_log1p(wide_exp(-abs(sum1)))  # stable-loss.3
    return result


def _pointwise_gradient(a, b, beta, gamma):
    """gradient_a = -beta*sigmoid(gamma + beta*(b - a)) gradient_b = beta*sigmoid(gamma + beta*(b - a))"""
    sum1 = gamma + beta * (b - a)  # stable-gradient-a.3
    size1 = np.abs(sum1)  # stable-gradient-a.3
    exp1 = np.exp(-size1)  # stable-gradient-a.3
    gradient1 = where_safe((size1 < 32) & (np.abs(beta) < 4) & (np.abs(b) < 16), -(beta * (np.where(sum1 > 0, 1, exp1) / (1 + exp1))), _pointwise_gradient1_extended, a, b, beta, gamma)  # stable-gradient-a.3
    sum2 = gamma + beta * (b - a)  # stable-gradient-b.3
    size2 = np.abs(sum2)  # stable-gradient-b.3
    exp2 = np.exp(-size2)  # stable-gradient-b.3
    gradient2 = where_safe((size2 < 32) & (np.abs(beta) < 4) & (np.abs(b) < 16), beta * (np.where(sum2 > 0, 1, exp2) / (1 + exp2)), _pointwise_gradient2_extended, a, b, beta, gamma)  # stable-gradient-b.3
    return (gradient1, gradient2,)


def _pointwise_gradient1_extended(number, a, b, beta, gamma):
    """The same over wide numbers: pointwise_gradient."""
    sum1 = gamma + beta * (b - a)  # stable-gradient-a.3
    exp1 = wide_exp(-abs(sum1))  # stable-gradient-a.3
    result = -(beta * (choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / (number.ratio(1) + exp1)))  # stable-gradient-a.3
    return result


def _pointwise_gradient2_extended(number, a, b, beta, gamma):
    """The same over wide numbers: pointwise_gradient."""
    sum1 = gamma + beta * (b - a)  # stable-gradient-b.3
    exp1 = wide_exp(-abs(sum1))  # stable-gradient-b.3
    result = beta * (choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / (number.ratio(1) + exp1))  # stable-gradient-b.3
    return result


def _pointwise_hessian(a, b, beta, gamma):
    """hessian_a_a = beta**2*sigmoid(gamma + beta*(b - a))*sigmoid(-(gamma + beta*(b - a))) hessian_a_b = -beta**2*sigmoid(gamma + beta*(b - a))*sigmoid(-(gamma + beta*(b - a))) hessian_a_b = -beta**2*sigmoid(gamma + beta*(b - a))*sigmoid(-(gamma + beta*(b - a))) hessian_b_b = beta**2*sigmoid(gamma + beta*(b - a))*sigmoid(-(gamma + beta*(b - a)))"""
    sum1 = gamma + beta * (b - a)  # stable-hessian-a-a.3
    size1 = np.abs(sum1)  # stable-hessian-a-a.3
    exp1 = np.exp(-size1)  # stable-hessian-a-a.3
    sum2 = 1 + exp1  # stable-hessian-a-a.3
    hessian1 = where_safe((size1 < 32) & (np.abs(beta) < 4) & (np.abs(b) < 16) & (np.abs(gamma) < 4), beta ** 2 * (np.where(sum1 > 0, 1, exp1) / sum2) * (np.where(-sum1 > 0, 1, exp1) / sum2), _pointwise_hessian1_extended, a, b, beta, gamma)  # stable-hessian-a-a.3
    sum3 = gamma + beta * (b - a)  # stable-hessian-a-b.3
    size2 = np.abs(sum3)  # stable-hessian-a-b.3
    exp2 = np.exp(-size2)  # stable-hessian-a-b.3
    sum4 = 1 + exp2  # stable-hessian-a-b.3
    hessian2 = where_safe((size2 < 32) & (np.abs(beta) < 4) & (np.abs(b) < 16) & (np.abs(gamma) < 4), -(beta ** 2 * (np.where(sum3 > 0, 1, exp2) / sum4) * (np.where(-sum3 > 0, 1, exp2) / sum4)), _pointwise_hessian2_extended, a, b, beta, gamma)  # stable-hessian-a-b.3
    sum5 = gamma + beta * (b - a)  # stable-hessian-a-b.3
    size3 = np.abs(sum5)  # stable-hessian-a-b.3
    exp3 = np.exp(-size3)  # stable-hessian-a-b.3
    sum6 = 1 + exp3  # stable-hessian-a-b.3
    hessian3 = where_safe((size3 < 32) & (np.abs(beta) < 4) & (np.abs(b) < 16) & (np.abs(gamma) < 4), -(beta ** 2 * (np.where(sum5 > 0, 1, exp3) / sum6) * (np.where(-sum5 > 0, 1, exp3) / sum6)), _pointwise_hessian3_extended, a, b, beta, gamma)  # stable-hessian-a-b.3
    sum7 = gamma + beta * (b - a)  # stable-hessian-b-b.3
    size4 = np.abs(sum7)  # stable-hessian-b-b.3
    exp4 = np.exp(-size4)  # stable-hessian-b-b.3
    sum8 = 1 + exp4  # stable-hessian-b-b.3
    hessian4 = where_safe((size4 < 32) & (np.abs(beta) < 4) & (np.abs(b) < 16) & (np.abs(gamma) < 4), beta ** 2 * (np.where(sum7 > 0, 1, exp4) / sum8) * (np.where(-sum7 > 0, 1, exp4) / sum8), _pointwise_hessian4_extended, a, b, beta, gamma)  # stable-hessian-b-b.3
    return (hessian1, hessian2, hessian3, hessian4,)


def _pointwise_hessian1_extended(number, a, b, beta, gamma):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = gamma + beta * (b - a)  # stable-hessian-a-a.3
    exp1 = wide_exp(-abs(sum1))  # stable-hessian-a-a.3
    sum2 = number.ratio(1) + exp1  # stable-hessian-a-a.3
    result = (beta) ** 2 * (choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / sum2) * (choose((number.ratio(0)) < -sum1, number.ratio(1), exp1) / sum2)  # stable-hessian-a-a.3
    return result


def _pointwise_hessian2_extended(number, a, b, beta, gamma):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = gamma + beta * (b - a)  # stable-hessian-a-b.3
    exp1 = wide_exp(-abs(sum1))  # stable-hessian-a-b.3
    sum2 = number.ratio(1) + exp1  # stable-hessian-a-b.3
    result = -((beta) ** 2 * (choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / sum2) * (choose((number.ratio(0)) < -sum1, number.ratio(1), exp1) / sum2))  # stable-hessian-a-b.3
    return result


def _pointwise_hessian3_extended(number, a, b, beta, gamma):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = gamma + beta * (b - a)  # stable-hessian-a-b.3
    exp1 = wide_exp(-abs(sum1))  # stable-hessian-a-b.3
    sum2 = number.ratio(1) + exp1  # stable-hessian-a-b.3
    result = -((beta) ** 2 * (choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / sum2) * (choose((number.ratio(0)) < -sum1, number.ratio(1), exp1) / sum2))  # stable-hessian-a-b.3
    return result


def _pointwise_hessian4_extended(number, a, b, beta, gamma):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = gamma + beta * (b - a)  # stable-hessian-b-b.3
    exp1 = wide_exp(-abs(sum1))  # stable-hessian-b-b.3
    sum2 = number.ratio(1) + exp1  # stable-hessian-b-b.3
    result = (beta) ** 2 * (choose((number.ratio(0)) < sum1, number.ratio(1), exp1) / sum2) * (choose((number.ratio(0)) < -sum1, number.ratio(1), exp1) / sum2)  # stable-hessian-b-b.3
    return result


def _pointwise_loss_and_gradient(a, b, beta, gamma):
    """Loss and gradient."""

    return (*_pointwise_loss(a, b, beta, gamma), *_pointwise_gradient(a, b, beta, gamma))
