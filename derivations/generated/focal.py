"""Focal loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in focal.toml as

    -(y*(1 - p)**gamma*log(p) + (1 - y)*p**gamma*log(1 - p))

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
    _linear_gradient,
    _linear_hessian,
    _linear_loss,
    _linear_loss_and_gradient,
    _linear_product,
    _pointwise,
    choose,
    where_safe,
    wide_exp,
    wide_log1p,
    wide_max,
    wide_sigmoid,
)

__all__ = [
    "gradient",
    "hessian",
    "hessian_vector_product",
    "loss",
    "loss_and_gradient",
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
]

_POINTS = ('z', 'y')
_VARIABLES = (("y", "numbers in [0, 1]", lambda a: (a >= 0.0) & (a <= 1.0)),)
_PARAMETERS = (("gamma", "numbers in [0, inf)", lambda a: (a >= 0.0) & (a < np.inf)),)


def pointwise_loss(z, y, *, gamma=2.0, out=None):
    """Loss of each point.

    loss = y*sigmoid(-z)**gamma*softplus(-z) + (1 - y)*sigmoid(z)**gamma*softplus(z)

    Measured: 5.1 ulp, 6.9e-16 relative, worst at z = 0.12355909822436573, y = 0.5, gamma = 3.7.

    Args:
        z: any real numbers.
        y: in [0, 1].
        gamma: in [0, inf); default 2.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (gamma,), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, gamma=2.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = (1 - y)*(gamma*sigmoid(z)**gamma*sigmoid(-z)*softplus(z) + sigmoid(z)**(gamma + 1)) - y*(gamma*sigmoid(-z)**gamma*sigmoid(z)*softplus(-z) + sigmoid(-z)**(gamma + 1))

    Measured: 45 ulp, 7.4e-15 relative, worst at z = 100.0, y = 1.0, gamma = 0.1.

    Args:
        z: any real numbers.
        y: in [0, 1].
        gamma: in [0, inf); default 2.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (gamma,), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, gamma=2.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = (1 - y)*(gamma*sigmoid(-z)*(gamma*sigmoid(z)**gamma*sigmoid(-z)*softplus(z) + sigmoid(z)**(gamma + 1)*(1 - softplus(z))) + (gamma + 1)*sigmoid(z)**(gamma + 1)*sigmoid(-z)) - y*(gamma*(sigmoid(-z)**(gamma + 1)*sigmoid(z)*(softplus(-z) - 1) - gamma*sigmoid(-z)**gamma*sigmoid(z)**2*softplus(-z)) - (gamma + 1)*sigmoid(-z)**(gamma + 1)*sigmoid(z))

    Measured: 1.1e+02 ulp, 1.3e-14 relative, worst at z = 1.4791537402030193e-06, y = 0.3, gamma = 107.15435277914683.

    Args:
        z: any real numbers.
        y: in [0, 1].
        gamma: in [0, inf); default 2.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (gamma,), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(z, y, *, gamma=2.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: in [0, 1].
        gamma: in [0, inf); default 2.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (gamma,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", gamma=2.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        gamma: in [0, inf); default 2.0.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (gamma,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", gamma=2.0):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        gamma: in [0, inf); default 2.0.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (gamma,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", gamma=2.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        gamma: in [0, inf); default 2.0.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (gamma,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", gamma=2.0):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        gamma: in [0, inf); default 2.0.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (gamma,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", gamma=2.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        gamma: in [0, inf); default 2.0.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (gamma,), sample_weight, reduction)


def _pointwise_loss(z, y, gamma):
    """loss = y*sigmoid(-z)**gamma*softplus(-z) + (1 - y)*sigmoid(z)**gamma*softplus(z)"""
    log1p1 = np.log1p(np.exp(-np.abs(z)))  # stable-loss.3
    sum1 = y * (1 / (1 + np.exp(--z))) ** gamma * (np.maximum(-z, 0) + log1p1) + (1 - y) * (1 / (1 + np.exp(-z))) ** gamma * (np.maximum(z, 0) + log1p1)  # stable-loss.3
    loss = where_safe((np.exp(-600) < np.abs(sum1)) & (np.abs(gamma) < 4), sum1, _pointwise_loss_extended, z, y, gamma)  # stable-loss.3
    return (loss,)


def _pointwise_loss_extended(number, z, y, gamma):
    """The same over wide numbers: pointwise_loss."""
    log1p1 = wide_log1p(wide_exp(-abs(z)))  # stable-loss.3
    result = y * (wide_sigmoid(-z)) ** (gamma) * (wide_max(-z, number.ratio(0)) + log1p1) + (number.ratio(1) - y) * (wide_sigmoid(z)) ** (gamma) * (wide_max(z, number.ratio(0)) + log1p1)  # stable-loss.3
    return result


def _pointwise_gradient(z, y, gamma):
    """gradient = (1 - y)*(gamma*sigmoid(z)**gamma*sigmoid(-z)*softplus(z) + sigmoid(z)**(gamma + 1)) - y*(gamma*sigmoid(-z)**gamma*sigmoid(z)*softplus(-z) + sigmoid(-z)**(gamma + 1))"""
    size1 = np.abs(z)  # stable-gradient.7
    exp1 = np.exp(-size1)  # stable-gradient.7
    sum1 = 1 + exp1  # stable-gradient.7
    ratio1 = np.where(z > 0, 1, exp1) / sum1  # stable-gradient.7
    ratio2 = np.where(-z > 0, 1, exp1) / sum1  # stable-gradient.7
    log1p1 = np.log1p(exp1)  # stable-gradient.7
    sum2 = gamma + 1  # stable-gradient.7
    product1 = (1 - y) * (gamma * ratio1 ** gamma * ratio2 * (np.maximum(z, 0) + log1p1) + ratio1 ** sum2)  # stable-gradient.7
    sum3 = product1 - y * (gamma * ratio2 ** gamma * ratio1 * (np.maximum(-z, 0) + log1p1) + ratio2 ** sum2)  # stable-gradient.7
    gradient = where_safe((np.abs(product1) < 8 * np.abs(sum3)) & (size1 < 300) & (np.abs(gamma) < 36), sum3, _pointwise_gradient_extended, z, y, gamma)  # stable-gradient.7
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, gamma):
    """The same over wide numbers: pointwise_gradient."""
    exp1 = wide_exp(-abs(z))  # stable-gradient.7
    sum1 = number.ratio(1) + exp1  # stable-gradient.7
    ratio1 = choose((number.ratio(0)) < z, number.ratio(1), exp1) / sum1  # stable-gradient.7
    ratio2 = choose((number.ratio(0)) < -z, number.ratio(1), exp1) / sum1  # stable-gradient.7
    log1p1 = wide_log1p(exp1)  # stable-gradient.7
    sum2 = gamma + number.ratio(1)  # stable-gradient.7
    result = (number.ratio(1) - y) * (gamma * (ratio1) ** (gamma) * ratio2 * (wide_max(z, number.ratio(0)) + log1p1) + (ratio1) ** (sum2)) - y * (gamma * (ratio2) ** (gamma) * ratio1 * (wide_max(-z, number.ratio(0)) + log1p1) + (ratio2) ** (sum2))  # stable-gradient.7
    return result


def _pointwise_hessian(z, y, gamma):
    """hessian = (1 - y)*(gamma*sigmoid(-z)*(gamma*sigmoid(z)**gamma*sigmoid(-z)*softplus(z) + sigmoid(z)**(gamma + 1)*(1 - softplus(z))) + (gamma + 1)*sigmoid(z)**(gamma + 1)*sigmoid(-z)) - y*(gamma*(sigmoid(-z)**(gamma + 1)*sigmoid(z)*(softplus(-z) - 1) - gamma*sigmoid(-z)**gamma*sigmoid(z)**2*softplus(-z)) - (gamma + 1)*sigmoid(-z)**(gamma + 1)*sigmoid(z))"""
    size1 = np.abs(z)  # stable-hessian.7
    exp1 = np.exp(-size1)  # stable-hessian.7
    sum1 = 1 + exp1  # stable-hessian.7
    ratio1 = np.where(z > 0, 1, exp1) / sum1  # stable-hessian.7
    ratio2 = np.where(-z > 0, 1, exp1) / sum1  # stable-hessian.7
    log1p1 = np.log1p(exp1)  # stable-hessian.7
    sum2 = np.maximum(z, 0) + log1p1  # stable-hessian.7
    sum3 = gamma + 1  # stable-hessian.7
    power1 = ratio1 ** sum3  # stable-hessian.7
    product1 = gamma * (gamma * ratio1 ** gamma * ratio2 * sum2 + power1 * (2 - sum2))  # stable-hessian.7
    sum4 = product1 + power1  # stable-hessian.7
    power2 = ratio2 ** sum3  # stable-hessian.7
    sum5 = np.maximum(-z, 0) + log1p1  # stable-hessian.7
    product2 = gamma * (power2 * (2 - sum5) + gamma * ratio2 ** gamma * ratio1 * sum5)  # stable-hessian.7
    sum6 = product2 + power2  # stable-hessian.7
    product3 = (1 - y) * ratio2 * sum4  # stable-hessian.7
    sum7 = product3 + y * ratio1 * sum6  # stable-hessian.7
    hessian = where_safe((np.abs(product1) < 8 * np.abs(sum4)) & (np.abs(product2) < 8 * np.abs(sum6)) & (np.abs(product3) < 8 * np.abs(sum7)) & (size1 < 300) & (np.abs(gamma) < 128), sum7, _pointwise_hessian_extended, z, y, gamma)  # stable-hessian.7
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, gamma):
    """The same over wide numbers: pointwise_hessian."""
    exp1 = wide_exp(-abs(z))  # stable-hessian.7
    sum1 = number.ratio(1) + exp1  # stable-hessian.7
    ratio1 = choose((number.ratio(0)) < -z, number.ratio(1), exp1) / sum1  # stable-hessian.7
    ratio2 = choose((number.ratio(0)) < z, number.ratio(1), exp1) / sum1  # stable-hessian.7
    log1p1 = wide_log1p(exp1)  # stable-hessian.7
    sum2 = wide_max(z, number.ratio(0)) + log1p1  # stable-hessian.7
    sum3 = gamma + number.ratio(1)  # stable-hessian.7
    power1 = (ratio2) ** (sum3)  # stable-hessian.7
    power2 = (ratio1) ** (sum3)  # stable-hessian.7
    sum4 = wide_max(-z, number.ratio(0)) + log1p1  # stable-hessian.7
    result = (number.ratio(1) - y) * ratio1 * (gamma * (gamma * (ratio2) ** (gamma) * ratio1 * sum2 + power1 * (number.ratio(2) - sum2)) + power1) + y * ratio2 * (gamma * (power2 * (number.ratio(2) - sum4) + gamma * (ratio1) ** (gamma) * ratio2 * sum4) + power2)  # stable-hessian.7
    return result


def _pointwise_loss_and_gradient(z, y, gamma):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, gamma), *_pointwise_gradient(z, y, gamma))
