"""Brier score of a logit: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in brier.toml as

    (p - y)**2

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
_PARAMETERS = ()


def pointwise_loss(z, y, *, out=None):
    """Loss of each point.

    loss = (sigmoid(z) - y)**2

    Measured: 5.5 ulp, 9.6e-16 relative, worst at z = 0.0001, y = 0.3.

    Args:
        z: any real numbers.
        y: in [0, 1].
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = 2*(sigmoid(z) - y)*sigmoid(z)*sigmoid(-z)

    Measured: 14 ulp, 2.0e-15 relative, worst at z = -13.677354462384137, y = 1e-06.

    Args:
        z: any real numbers.
        y: in [0, 1].
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = 2*sigmoid(z)*sigmoid(-z)*(sigmoid(-z)*(2*sigmoid(z) - y) + sigmoid(z)*(y - sigmoid(z)))

    Measured: 26 ulp, 4.2e-15 relative, worst at z = -0.7503389113876011, y = 0.999.

    Args:
        z: any real numbers.
        y: in [0, 1].
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(z, y, *, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: in [0, 1].
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean"):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean"):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean"):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean"):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean"):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in [0, 1].
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (), sample_weight, reduction)


def _pointwise_loss(z, y):
    """loss = (sigmoid(z) - y)**2"""
    exp1 = np.exp(-np.abs(z))  # stable-loss.4
    sum1 = 1 + exp1  # stable-loss.4
    sum2 = 1 - y - np.where(-z > 0, 1, exp1) / sum1  # stable-loss.4
    product1 = 8 * np.abs(sum2)  # stable-loss.4
    loss = where_safe((np.abs(1) < product1) & (np.abs(y) < product1), np.where(z > 0, sum2, np.where(z > 0, 1, exp1) / sum1 - y) ** 2, _pointwise_loss_extended, z, y)  # stable-loss.4
    return (loss,)


def _pointwise_loss_extended(number, z, y):
    """The same over wide numbers: pointwise_loss."""
    exp1 = wide_exp(-abs(z))  # stable-loss.4
    sum1 = number.ratio(1) + exp1  # stable-loss.4
    result = (choose((number.ratio(0)) < z, wide_sum([number.ratio(1)], [y, choose((number.ratio(0)) < -z, number.ratio(1), exp1) / sum1]), choose((number.ratio(0)) < z, number.ratio(1), exp1) / sum1 - y)) ** 2  # stable-loss.4
    return result


def _pointwise_gradient(z, y):
    """gradient = 2*(sigmoid(z) - y)*sigmoid(z)*sigmoid(-z)"""
    exp1 = np.exp(-np.abs(z))  # stable-gradient.6
    sum1 = 1 + exp1  # stable-gradient.6
    ratio1 = np.where(z > 0, 1, exp1) / sum1  # stable-gradient.6
    ratio2 = np.where(-z > 0, 1, exp1) / sum1  # stable-gradient.6
    product1 = (1 - y) * 2 * ratio1 ** 2 * ratio2  # stable-gradient.6
    sum2 = product1 - y * 2 * ratio2 ** 2 * ratio1  # stable-gradient.6
    gradient = where_safe((np.abs(product1) < 8 * np.abs(sum2)), sum2, _pointwise_gradient_extended, z, y)  # stable-gradient.6
    return (gradient,)


def _pointwise_gradient_extended(number, z, y):
    """The same over wide numbers: pointwise_gradient."""
    exp1 = wide_exp(-abs(z))  # stable-gradient.6
    sum1 = number.ratio(1) + exp1  # stable-gradient.6
    ratio1 = choose((number.ratio(0)) < z, number.ratio(1), exp1) / sum1  # stable-gradient.6
    ratio2 = choose((number.ratio(0)) < -z, number.ratio(1), exp1) / sum1  # stable-gradient.6
    result = (number.ratio(1) - y) * number.ratio(2) * (ratio1) ** 2 * ratio2 - y * number.ratio(2) * (ratio2) ** 2 * ratio1  # stable-gradient.6
    return result


def _pointwise_hessian(z, y):
    """hessian = 2*sigmoid(z)*sigmoid(-z)*(sigmoid(-z)*(2*sigmoid(z) - y) + sigmoid(z)*(y - sigmoid(z)))"""
    exp1 = np.exp(-np.abs(z))  # stable-hessian.6
    sum1 = 1 + exp1  # stable-hessian.6
    ratio1 = np.where(z > 0, 1, exp1) / sum1  # stable-hessian.6
    sum2 = 3 * ratio1 - 1  # stable-hessian.6
    ratio2 = np.where(-z > 0, 1, exp1) / sum1  # stable-hessian.6
    product1 = 2 * ratio2  # stable-hessian.6
    sum3 = product1 - ratio1  # stable-hessian.6
    product2 = (1 - y) * 2 * ratio1 ** 2 * ratio2 * sum3  # stable-hessian.6
    sum4 = product2 + y * 2 * ratio1 * ratio2 ** 2 * sum2  # stable-hessian.6
    hessian = where_safe((np.abs(1) < 64 * np.abs(sum2)) & (np.abs(product1) < 64 * np.abs(sum3)) & (np.abs(product2) < 8 * np.abs(sum4)), sum4, _pointwise_hessian_extended, z, y)  # stable-hessian.6
    return (hessian,)


def _pointwise_hessian_extended(number, z, y):
    """The same over wide numbers: pointwise_hessian."""
    exp1 = wide_exp(-abs(z))  # stable-hessian.6
    sum1 = number.ratio(1) + exp1  # stable-hessian.6
    ratio1 = choose((number.ratio(0)) < z, number.ratio(1), exp1) / sum1  # stable-hessian.6
    ratio2 = choose((number.ratio(0)) < -z, number.ratio(1), exp1) / sum1  # stable-hessian.6
    result = (number.ratio(1) - y) * number.ratio(2) * (ratio1) ** 2 * ratio2 * (number.ratio(2) * ratio2 - ratio1) + y * number.ratio(2) * ratio1 * (ratio2) ** 2 * (number.ratio(3) * ratio1 - number.ratio(1))  # stable-hessian.6
    return result


def _pointwise_loss_and_gradient(z, y):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y), *_pointwise_gradient(z, y))
