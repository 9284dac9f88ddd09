"""Quality focal loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in quality_focal.toml as

    -abs(y - p)**beta*(y*log(p) + (1 - y)*log(1 - p))

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
    wide_sign,
    wide_sum,
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
_PARAMETERS = (("beta", "numbers in [1, inf)", lambda a: (a >= 1.0) & (a < np.inf)),)


def pointwise_loss(z, y, *, beta=2.0, out=None):
    """Loss of each point.

    loss = abs(y - sigmoid(z))**beta*(softplus(z) - y*z)

    Measured: 13 ulp, 1.6e-15 relative, worst at z = 0.10572210710554633, y = 0.44003983199443863, beta = 3.0.

    Args:
        z: any real numbers.
        y: in [0, 1].
        beta: in [1, inf); default 2.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (beta,), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, beta=2.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = abs(y - sigmoid(z))**beta*(sigmoid(z) - y) - beta*abs(y - sigmoid(z))**(beta - 1)*sign(y - sigmoid(z))*sigmoid(z)*sigmoid(-z)*(softplus(z) - y*z)

    Measured: 7.4 ulp, 9.9e-16 relative, worst at z = 0.9764281155045476, y = 0.9, beta = 2.6549015671921965.

    Args:
        z: any real numbers.
        y: in [0, 1].
        beta: in [1, inf); default 2.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (beta,), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, beta=2.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = (1 + beta)*abs(y - sigmoid(z))**beta*sigmoid(z)*sigmoid(-z) - beta*(abs(y - sigmoid(z))**(beta - 1)*sign(y - sigmoid(z))*(sigmoid(z)*sigmoid(-z)**2*(softplus(z) - y*z) + sigmoid(z)*(sigmoid(-z)*(sigmoid(z) - y) - sigmoid(-z)*sigmoid(z)*(softplus(z) - y*z))) - where(0 < abs(y - sigmoid(z)), (beta - 1)*abs(y - sigmoid(z))**(beta - 2), indicator(beta - 1 == 1))*sigmoid(z)**2*sigmoid(-z)**2*(softplus(z) - y*z))

    Measured: 66 ulp, 1.3e-14 relative, worst at z = -15.475067298923905, y = 1e-06, beta = 4.7.

    Args:
        z: any real numbers.
        y: in [0, 1].
        beta: in [1, inf); default 2.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (beta,), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(z, y, *, beta=2.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: in [0, 1].
        beta: in [1, inf); default 2.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (beta,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", beta=2.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        beta: in [1, inf); default 2.0.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (beta,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", beta=2.0):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in [1, inf); default 2.0.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (beta,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", beta=2.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in [1, inf); default 2.0.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (beta,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", beta=2.0):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in [1, inf); default 2.0.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (beta,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", beta=2.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in [1, inf); default 2.0.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (beta,), sample_weight, reduction)


def _pointwise_loss(z, y, beta):
    """loss = abs(y - sigmoid(z))**beta*(softplus(z) - y*z)"""
    max1 = np.maximum(z, 0)  # stable-loss.3
    log1p1 = np.log1p(np.exp(-np.abs(z)))  # stable-loss.3
    sum1 = max1 + log1p1 - y * z  # stable-loss.3
    product1 = 64 * np.abs(sum1)  # stable-loss.3
    size1 = np.abs(y - 1 / (1 + np.exp(-z)))  # stable-loss.3
    loss = where_safe((np.abs(max1) < product1) & (np.abs(log1p1) < product1) & (np.abs(y) < 8 * size1) & (np.abs(beta) < 4), size1 ** beta * sum1, _pointwise_loss_extended, z, y, beta)  # stable-loss.3
    return (loss,)


def _pointwise_loss_extended(number, z, y, beta):
    """The same over wide numbers: pointwise_loss."""
    result = (abs(y - wide_sigmoid(z))) ** (beta) * (wide_sum([wide_max(z, number.ratio(0)), wide_log1p(wide_exp(-abs(z)))], [y * z]))  # stable-loss.3
    return result


def _pointwise_gradient(z, y, beta):
    """gradient = abs(y - sigmoid(z))**beta*(sigmoid(z) - y) - beta*abs(y - sigmoid(z))**(beta - 1)*sign(y - sigmoid(z))*sigmoid(z)*sigmoid(-z)*(softplus(z) - y*z)"""
    sigmoid1 = 1 / (1 + np.exp(-z))  # stable-gradient.3
    sum1 = y - sigmoid1  # stable-gradient.3
    size1 = np.abs(sum1)  # stable-gradient.3
    sum2 = size1 ** beta * (sigmoid1 - y) - beta * size1 ** (beta - 1) * np.sign(sum1) * sigmoid1 * (1 / (1 + np.exp(--z))) * (np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) - y * z)  # stable-gradient.3
    gradient = where_safe((np.abs(sum2) < np.exp(600)) & (np.abs(y) < 8 * size1) & (np.abs(beta) < 4), sum2, _pointwise_gradient_extended, z, y, beta)  # stable-gradient.3
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, beta):
    """The same over wide numbers: pointwise_gradient."""
    sigmoid1 = wide_sigmoid(z)  # stable-gradient.3
    sum1 = y - sigmoid1  # stable-gradient.3
    size1 = abs(sum1)  # stable-gradient.3
    result = (size1) ** (beta) * (sigmoid1 - y) - beta * (size1) ** (beta - number.ratio(1)) * wide_sign(sum1) * sigmoid1 * (wide_sigmoid(-z)) * (wide_sum([wide_max(z, number.ratio(0)), wide_log1p(wide_exp(-abs(z)))], [y * z]))  # stable-gradient.3
    return result


def _pointwise_hessian(z, y, beta):
    """hessian = (1 + beta)*abs(y - sigmoid(z))**beta*sigmoid(z)*sigmoid(-z) - beta*(abs(y - sigmoid(z))**(beta - 1)*sign(y - sigmoid(z))*(sigmoid(z)*sigmoid(-z)**2*(softplus(z) - y*z) + sigmoid(z)*(sigmoid(-z)*(sigmoid(z) - y) - sigmoid(-z)*sigmoid(z)*(softplus(z) - y*z))) - where(0 < abs(y - sigmoid(z)), (beta - 1)*abs(y - sigmoid(z))**(beta - 2), indicator(beta - 1 == 1))*sigmoid(z)**2*sigmoid(-z)**2*(softplus(z) - y*z))"""
    max1 = np.maximum(z, 0)  # stable-hessian.4
    exp1 = np.exp(-np.abs(z))  # stable-hessian.4
    log1p1 = np.log1p(exp1)  # stable-hessian.4
    sum1 = max1 + log1p1 - y * z  # stable-hessian.4
    product1 = 64 * np.abs(sum1)  # stable-hessian.4
    sum2 = 1 + exp1  # stable-hessian.4
    ratio1 = np.where(z > 0, 1, exp1) / sum2  # stable-hessian.4
    sum3 = y - ratio1  # stable-hessian.4
    size1 = np.abs(sum3)  # stable-hessian.4
    ratio2 = np.where(-z > 0, 1, exp1) / sum2  # stable-hessian.4
    product2 = (1 + beta) * size1 ** beta * ratio1 * ratio2  # stable-hessian.4
    sum4 = beta - 1  # stable-hessian.4
    power1 = ratio2 ** 2  # stable-hessian.4
    sum5 = product2 - beta * (size1 ** sum4 * np.sign(sum3) * (ratio1 * power1 * sum1 + ratio1 * (ratio2 * (ratio1 - y) - ratio2 * ratio1 * sum1)) - np.where(size1 > 0, sum4 * size1 ** (beta - 2), np.where(sum4 == 1, 1.0, 0.0)) * ratio1 ** 2 * power1 * sum1)  # stable-hessian.4
    size2 = np.abs(sum5)  # stable-hessian.4
    hessian = where_safe((np.abs(max1) < product1) & (np.abs(log1p1) < product1) & (np.exp(-600) < size2) & (np.abs(y) < 64 * size1) & (np.abs(beta) < 16) & (np.abs(product2) < 8 * size2), sum5, _pointwise_hessian_extended, z, y, beta)  # stable-hessian.4
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, beta):
    """The same over wide numbers: pointwise_hessian."""
    exp1 = wide_exp(-abs(z))  # stable-hessian.4
    sum1 = number.ratio(1) + exp1  # stable-hessian.4
    ratio1 = choose((number.ratio(0)) < z, number.ratio(1), exp1) / sum1  # stable-hessian.4
    sum2 = y - ratio1  # stable-hessian.4
    size1 = abs(sum2)  # stable-hessian.4
    ratio2 = choose((number.ratio(0)) < -z, number.ratio(1), exp1) / sum1  # stable-hessian.4
    sum3 = beta - number.ratio(1)  # stable-hessian.4
    power1 = (ratio2) ** 2  # stable-hessian.4
    sum4 = wide_sum([wide_max(z, number.ratio(0)), wide_log1p(exp1)], [y * z])  # stable-hessian.4
    result = (number.ratio(1) + beta) * (size1) ** (beta) * ratio1 * ratio2 - beta * ((size1) ** (sum3) * wide_sign(sum2) * (ratio1 * power1 * sum4 + ratio1 * (ratio2 * (ratio1 - y) - ratio2 * ratio1 * sum4)) - choose((number.ratio(0)) < size1, sum3 * (size1) ** (beta - number.ratio(2)), number.of(1.0 * ((sum3).same(number.ratio(1))))) * (ratio1) ** 2 * power1 * sum4)  # stable-hessian.4
    return result


def _pointwise_loss_and_gradient(z, y, beta):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, beta), *_pointwise_gradient(z, y, beta))
