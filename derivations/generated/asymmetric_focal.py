"""Asymmetric focal loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in asymmetric_focal.toml as

    -(y*(1 - p)**gamma_1*log(p) + (1 - y)*p**gamma_0*log(1 - p))

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
_VARIABLES = (("y", "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))),)
_PARAMETERS = (("gamma_1", "numbers in [0, inf)", lambda a: (a >= 0.0) & (a < np.inf)), ("gamma_0", "numbers in [0, inf)", lambda a: (a >= 0.0) & (a < np.inf)),)


def pointwise_loss(z, y, *, gamma_1=1.0, gamma_0=4.0, out=None):
    """Loss of each point.

    loss = y*sigmoid(-z)**gamma_1*softplus(-z) + (1 - y)*sigmoid(z)**gamma_0*softplus(z)

    Measured: 7.2 ulp, 1.0e-15 relative, worst at z = 0.4057716598562714, y = 0.0, gamma_1 = 3.3254971370058635, gamma_0 = 8.433407021521763.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        gamma_1: in [0, inf); default 1.0.
        gamma_0: in [0, inf); default 4.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (gamma_1, gamma_0,), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, gamma_1=1.0, gamma_0=4.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = (1 - y)*(gamma_0*sigmoid(z)**gamma_0*sigmoid(-z)*softplus(z) + sigmoid(z)**(gamma_0 + 1)) - y*(gamma_1*sigmoid(-z)**gamma_1*sigmoid(z)*softplus(-z) + sigmoid(-z)**(gamma_1 + 1))

    Measured: 23 ulp, 2.9e-15 relative, worst at z = -1.0013541442479292, y = 1.0, gamma_1 = 20.230061024465655, gamma_0 = 10.0.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        gamma_1: in [0, inf); default 1.0.
        gamma_0: in [0, inf); default 4.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (gamma_1, gamma_0,), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, gamma_1=1.0, gamma_0=4.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = (1 - y)*(gamma_0*sigmoid(-z)*(gamma_0*sigmoid(z)**gamma_0*sigmoid(-z)*softplus(z) + sigmoid(z)**(gamma_0 + 1)*(1 - softplus(z))) + (gamma_0 + 1)*sigmoid(z)**(gamma_0 + 1)*sigmoid(-z)) - y*(gamma_1*(sigmoid(-z)**(gamma_1 + 1)*sigmoid(z)*(softplus(-z) - 1) - gamma_1*sigmoid(-z)**gamma_1*sigmoid(z)**2*softplus(-z)) - (gamma_1 + 1)*sigmoid(-z)**(gamma_1 + 1)*sigmoid(z))

    Measured: 80 ulp, 1.0e-14 relative, worst at z = -0.6311296486858673, y = 1.0, gamma_1 = 100.0, gamma_0 = 4.0.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        gamma_1: in [0, inf); default 1.0.
        gamma_0: in [0, inf); default 4.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (gamma_1, gamma_0,), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(z, y, *, gamma_1=1.0, gamma_0=4.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        gamma_1: in [0, inf); default 1.0.
        gamma_0: in [0, inf); default 4.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (gamma_1, gamma_0,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", gamma_1=1.0, gamma_0=4.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        gamma_1: in [0, inf); default 1.0.
        gamma_0: in [0, inf); default 4.0.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (gamma_1, gamma_0,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", gamma_1=1.0, gamma_0=4.0):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        gamma_1: in [0, inf); default 1.0.
        gamma_0: in [0, inf); default 4.0.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (gamma_1, gamma_0,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", gamma_1=1.0, gamma_0=4.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        gamma_1: in [0, inf); default 1.0.
        gamma_0: in [0, inf); default 4.0.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (gamma_1, gamma_0,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", gamma_1=1.0, gamma_0=4.0):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        gamma_1: in [0, inf); default 1.0.
        gamma_0: in [0, inf); default 4.0.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (gamma_1, gamma_0,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", gamma_1=1.0, gamma_0=4.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        gamma_1: in [0, inf); default 1.0.
        gamma_0: in [0, inf); default 4.0.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (gamma_1, gamma_0,), sample_weight, reduction)


def _pointwise_loss(z, y, gamma_1, gamma_0):
    """loss = y*sigmoid(-z)**gamma_1*softplus(-z) + (1 - y)*sigmoid(z)**gamma_0*softplus(z)"""
    log1p1 = np.log1p(np.exp(-np.abs(z)))  # stable-loss.3
    sum1 = y * (1 / (1 + np.exp(--z))) ** gamma_1 * (np.maximum(-z, 0) + log1p1) + (1 - y) * (1 / (1 + np.exp(-z))) ** gamma_0 * (np.maximum(z, 0) + log1p1)  # stable-loss.3
    loss = where_safe((np.exp(-600) < np.abs(sum1)) & (np.abs(gamma_0) < 36) & (np.abs(gamma_1) < 4), sum1, _pointwise_loss_extended, z, y, gamma_1, gamma_0)  # stable-loss.3
    return (loss,)


def _pointwise_loss_extended(number, z, y, gamma_1, gamma_0):
    """The same over wide numbers: pointwise_loss."""
    log1p1 = wide_log1p(wide_exp(-abs(z)))  # stable-loss.3
    result = y * (wide_sigmoid(-z)) ** (gamma_1) * (wide_max(-z, number.ratio(0)) + log1p1) + (number.ratio(1) - y) * (wide_sigmoid(z)) ** (gamma_0) * (wide_max(z, number.ratio(0)) + log1p1)  # stable-loss.3
    return result


def _pointwise_gradient(z, y, gamma_1, gamma_0):
    """gradient = (1 - y)*(gamma_0*sigmoid(z)**gamma_0*sigmoid(-z)*softplus(z) + sigmoid(z)**(gamma_0 + 1)) - y*(gamma_1*sigmoid(-z)**gamma_1*sigmoid(z)*softplus(-z) + sigmoid(-z)**(gamma_1 + 1))"""
    sigmoid1 = 1 / (1 + np.exp(-z))  # stable-gradient.6
    sigmoid2 = 1 / (1 + np.exp(--z))  # stable-gradient.6
    log1p1 = np.log1p(np.exp(-np.abs(z)))  # stable-gradient.6
    sum1 = (1 - y) * (gamma_0 * sigmoid1 ** gamma_0 * sigmoid2 * (np.maximum(z, 0) + log1p1) + sigmoid1 ** (gamma_0 + 1)) - y * (gamma_1 * sigmoid2 ** gamma_1 * sigmoid1 * (np.maximum(-z, 0) + log1p1) + sigmoid2 ** (gamma_1 + 1))  # stable-gradient.6
    gradient = where_safe((np.exp(-600) < np.abs(sum1)) & (np.abs(gamma_0) < 36) & (np.abs(gamma_1) < 36), sum1, _pointwise_gradient_extended, z, y, gamma_1, gamma_0)  # stable-gradient.6
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, gamma_1, gamma_0):
    """The same over wide numbers: pointwise_gradient."""
    sigmoid1 = wide_sigmoid(z)  # stable-gradient.6
    sigmoid2 = wide_sigmoid(-z)  # stable-gradient.6
    log1p1 = wide_log1p(wide_exp(-abs(z)))  # stable-gradient.6
    result = (number.ratio(1) - y) * (gamma_0 * (sigmoid1) ** (gamma_0) * sigmoid2 * (wide_max(z, number.ratio(0)) + log1p1) + (sigmoid1) ** (gamma_0 + number.ratio(1))) - y * (gamma_1 * (sigmoid2) ** (gamma_1) * sigmoid1 * (wide_max(-z, number.ratio(0)) + log1p1) + (sigmoid2) ** (gamma_1 + number.ratio(1)))  # stable-gradient.6
    return result


def _pointwise_hessian(z, y, gamma_1, gamma_0):
    """hessian = (1 - y)*(gamma_0*sigmoid(-z)*(gamma_0*sigmoid(z)**gamma_0*sigmoid(-z)*softplus(z) + sigmoid(z)**(gamma_0 + 1)*(1 - softplus(z))) + (gamma_0 + 1)*sigmoid(z)**(gamma_0 + 1)*sigmoid(-z)) - y*(gamma_1*(sigmoid(-z)**(gamma_1 + 1)*sigmoid(z)*(softplus(-z) - 1) - gamma_1*sigmoid(-z)**gamma_1*sigmoid(z)**2*softplus(-z)) - (gamma_1 + 1)*sigmoid(-z)**(gamma_1 + 1)*sigmoid(z))"""
    exp1 = np.exp(-np.abs(z))  # stable-hessian.7
    sum1 = 1 + exp1  # stable-hessian.7
    ratio1 = np.where(z > 0, 1, exp1) / sum1  # stable-hessian.7
    ratio2 = np.where(-z > 0, 1, exp1) / sum1  # stable-hessian.7
    log1p1 = np.log1p(exp1)  # stable-hessian.7
    sum2 = np.maximum(z, 0) + log1p1  # stable-hessian.7
    power1 = ratio1 ** (gamma_0 + 1)  # stable-hessian.7
    product1 = gamma_0 * (gamma_0 * ratio1 ** gamma_0 * ratio2 * sum2 + power1 * (2 - sum2))  # stable-hessian.7
    sum3 = product1 + power1  # stable-hessian.7
    power2 = ratio2 ** (gamma_1 + 1)  # stable-hessian.7
    sum4 = np.maximum(-z, 0) + log1p1  # stable-hessian.7
    product2 = gamma_1 * (power2 * (2 - sum4) + gamma_1 * ratio2 ** gamma_1 * ratio1 * sum4)  # stable-hessian.7
    sum5 = product2 + power2  # stable-hessian.7
    sum6 = (1 - y) * ratio2 * sum3 + y * ratio1 * sum5  # stable-hessian.7
    hessian = where_safe((np.abs(product1) < 8 * np.abs(sum3)) & (np.exp(-600) < np.abs(sum6)) & (np.abs(gamma_0) < 600) & (np.abs(product2) < 64 * np.abs(sum5)) & (np.abs(gamma_1) < 300), sum6, _pointwise_hessian_extended, z, y, gamma_1, gamma_0)  # stable-hessian.7
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, gamma_1, gamma_0):
    """The same over wide numbers: pointwise_hessian."""
    exp1 = wide_exp(-abs(z))  # stable-hessian.7
    sum1 = number.ratio(1) + exp1  # stable-hessian.7
    ratio1 = choose((number.ratio(0)) < -z, number.ratio(1), exp1) / sum1  # stable-hessian.7
    ratio2 = choose((number.ratio(0)) < z, number.ratio(1), exp1) / sum1  # stable-hessian.7
    log1p1 = wide_log1p(exp1)  # stable-hessian.7
    sum2 = wide_max(z, number.ratio(0)) + log1p1  # stable-hessian.7
    power1 = (ratio2) ** (gamma_0 + number.ratio(1))  # stable-hessian.7
    power2 = (ratio1) ** (gamma_1 + number.ratio(1))  # stable-hessian.7
    sum3 = wide_max(-z, number.ratio(0)) + log1p1  # stable-hessian.7
    result = (number.ratio(1) - y) * ratio1 * (gamma_0 * (gamma_0 * (ratio2) ** (gamma_0) * ratio1 * sum2 + power1 * (number.ratio(2) - sum2)) + power1) + y * ratio2 * (gamma_1 * (power2 * (number.ratio(2) - sum3) + gamma_1 * (ratio1) ** (gamma_1) * ratio2 * sum3) + power2)  # stable-hessian.7
    return result


def _pointwise_loss_and_gradient(z, y, gamma_1, gamma_0):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, gamma_1, gamma_0), *_pointwise_gradient(z, y, gamma_1, gamma_0))
