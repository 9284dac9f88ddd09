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

    Measured: 49 ulp, 7.6e-15 relative, worst at z = -0.2844926518452176, y = 0.5, beta = 8.31261228344859.

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

    Measured: 53 ulp, 7.2e-15 relative, worst at z = -0.5203079202501506, y = 0.5, beta = 22.59493519008331.

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

    Measured: 74 ulp, 1.5e-14 relative, worst at z = -15.475067298923905, y = 1e-06, beta = 4.7.

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
    size1 = np.abs(y - 1 / (1 + np.exp(-z)))  # stable-loss.3
    product1 = size1 ** beta * (np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) - y * z)  # stable-loss.3
    loss = where_safe((np.exp(-600) < np.abs(product1)) & (np.abs(y) < 8 * size1) & (np.abs(beta) < 36), product1, _pointwise_loss_extended, z, y, beta)  # stable-loss.3
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
    gradient = where_safe((np.exp(-600) < np.abs(sum2)) & (np.abs(beta) < 36) & (np.abs(y) < 8 * size1), sum2, _pointwise_gradient_extended, z, y, beta)  # stable-gradient.3
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
    sigmoid1 = 1 / (1 + np.exp(-z))  # stable-hessian.3
    sum1 = y - sigmoid1  # stable-hessian.3
    size1 = np.abs(sum1)  # stable-hessian.3
    sigmoid2 = 1 / (1 + np.exp(--z))  # stable-hessian.3
    product1 = (1 + beta) * size1 ** beta * sigmoid1 * sigmoid2  # stable-hessian.3
    sum2 = beta - 1  # stable-hessian.3
    power1 = sigmoid2 ** 2  # stable-hessian.3
    sum3 = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) - y * z  # stable-hessian.3
    sum4 = product1 - beta * (size1 ** sum2 * np.sign(sum1) * (sigmoid1 * power1 * sum3 + sigmoid1 * (sigmoid2 * (sigmoid1 - y) - sigmoid2 * sigmoid1 * sum3)) - np.where(size1 > 0, sum2 * size1 ** (beta - 2), np.where(sum2 == 1, 1.0, 0.0)) * sigmoid1 ** 2 * power1 * sum3)  # stable-hessian.3
    hessian = where_safe((np.abs(beta) < 36) & (np.abs(y) < 8 * size1) & (np.abs(product1) < 8 * np.abs(sum4)), sum4, _pointwise_hessian_extended, z, y, beta)  # stable-hessian.3
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, beta):
    """The same over wide numbers: pointwise_hessian."""
    sigmoid1 = wide_sigmoid(z)  # stable-hessian.3
    sum1 = y - sigmoid1  # stable-hessian.3
    size1 = abs(sum1)  # stable-hessian.3
    sigmoid2 = wide_sigmoid(-z)  # stable-hessian.3
    sum2 = beta - number.ratio(1)  # stable-hessian.3
    power1 = (sigmoid2) ** 2  # stable-hessian.3
    sum3 = wide_sum([wide_max(z, number.ratio(0)), wide_log1p(wide_exp(-abs(z)))], [y * z])  # stable-hessian.3
    result = (number.ratio(1) + beta) * (size1) ** (beta) * sigmoid1 * sigmoid2 - beta * ((size1) ** (sum2) * wide_sign(sum1) * (sigmoid1 * power1 * sum3 + sigmoid1 * (sigmoid2 * (sigmoid1 - y) - sigmoid2 * sigmoid1 * sum3)) - choose((number.ratio(0)) < size1, sum2 * (size1) ** (beta - number.ratio(2)), number.of(1.0 * ((sum2).same(number.ratio(1))))) * (sigmoid1) ** 2 * power1 * sum3)  # stable-hessian.3
    return result


def _pointwise_loss_and_gradient(z, y, beta):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, beta), *_pointwise_gradient(z, y, beta))
