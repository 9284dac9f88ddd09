"""Cross-entropy with a weight for each class: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in class_weighted_cross_entropy.toml as

    -(w_1*y*log(p) + w_0*(1 - y)*log(1 - p))

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
_PARAMETERS = (("w_1", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("w_0", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)


def pointwise_loss(z, y, *, w_1=1.0, w_0=1.0, out=None):
    """Loss of each point.

    loss = (y*(w_1 - w_0) + w_0)*softplus(z) - w_1*y*z

    Measured: 1.5 ulp, 2.0e-16 relative, worst at z = 0.8064896094338749, y = 1.0, w_1 = 10.0, w_0 = 100.0.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (w_1, w_0,), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, w_1=1.0, w_0=1.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = (y*(w_1 - w_0) + w_0)*sigmoid(z) - w_1*y

    Measured: 1.5 ulp, 2.1e-16 relative, worst at z = -1.0013541442479292, y = 1.0, w_1 = 1.1450127126442986, w_0 = 0.9050326028207017.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (w_1, w_0,), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, w_1=1.0, w_0=1.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = (y*(w_1 - w_0) + w_0)*sigmoid(z)*sigmoid(-z)

    Measured: 3.2 ulp, 3.7e-16 relative, worst at z = -2.6821948007206196, y = 0.0, w_1 = 0.5, w_0 = 1.0.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (w_1, w_0,), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(z, y, *, w_1=1.0, w_0=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (w_1, w_0,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", w_1=1.0, w_0=1.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (w_1, w_0,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", w_1=1.0, w_0=1.0):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (w_1, w_0,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", w_1=1.0, w_0=1.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (w_1, w_0,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", w_1=1.0, w_0=1.0):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (w_1, w_0,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", w_1=1.0, w_0=1.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (w_1, w_0,), sample_weight, reduction)


def _pointwise_loss(z, y, w_1, w_0):
    """loss = (y*(w_1 - w_0) + w_0)*softplus(z) - w_1*y*z"""
    log1p1 = np.log1p(np.exp(-np.abs(z)))  # stable-loss.6
    sum1 = (1 - y) * w_0 * (np.maximum(z, 0) + log1p1) + y * w_1 * (np.maximum(-z, 0) + log1p1)  # stable-loss.6
    loss = where_safe((np.exp(-600) < np.abs(sum1)), sum1, _pointwise_loss_extended, z, y, w_1, w_0)  # stable-loss.6
    return (loss,)


def _pointwise_loss_extended(number, z, y, w_1, w_0):
    """The same over wide numbers: pointwise_loss."""
    log1p1 = wide_log1p(wide_exp(-abs(z)))  # stable-loss.6
    result = (number.ratio(1) - y) * w_0 * (wide_max(z, number.ratio(0)) + log1p1) + y * w_1 * (wide_max(-z, number.ratio(0)) + log1p1)  # stable-loss.6
    return result


def _pointwise_gradient(z, y, w_1, w_0):
    """gradient = (y*(w_1 - w_0) + w_0)*sigmoid(z) - w_1*y"""
    exp1 = np.exp(-np.abs(z))  # stable-gradient.6
    sum1 = 1 + exp1  # stable-gradient.6
    sum2 = (1 - y) * w_0 * (np.where(z > 0, 1, exp1) / sum1) - y * w_1 * (np.where(-z > 0, 1, exp1) / sum1)  # stable-gradient.6
    gradient = where_safe((np.exp(-600) < np.abs(sum2)), sum2, _pointwise_gradient_extended, z, y, w_1, w_0)  # stable-gradient.6
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, w_1, w_0):
    """The same over wide numbers: pointwise_gradient."""
    exp1 = wide_exp(-abs(z))  # stable-gradient.6
    sum1 = number.ratio(1) + exp1  # stable-gradient.6
    result = (number.ratio(1) - y) * w_0 * (choose((number.ratio(0)) < z, number.ratio(1), exp1) / sum1) - y * w_1 * (choose((number.ratio(0)) < -z, number.ratio(1), exp1) / sum1)  # stable-gradient.6
    return result


def _pointwise_hessian(z, y, w_1, w_0):
    """hessian = (y*(w_1 - w_0) + w_0)*sigmoid(z)*sigmoid(-z)"""
    exp1 = np.exp(-np.abs(z))  # stable-hessian.6
    sum1 = 1 + exp1  # stable-hessian.6
    ratio1 = np.where(z > 0, 1, exp1) / sum1  # stable-hessian.6
    ratio2 = np.where(-z > 0, 1, exp1) / sum1  # stable-hessian.6
    sum2 = (1 - y) * w_0 * ratio1 * ratio2 + y * w_1 * ratio1 * ratio2  # stable-hessian.6
    hessian = where_safe((np.exp(-600) < np.abs(sum2)), sum2, _pointwise_hessian_extended, z, y, w_1, w_0)  # stable-hessian.6
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, w_1, w_0):
    """The same over wide numbers: pointwise_hessian."""
    exp1 = wide_exp(-abs(z))  # stable-hessian.6
    sum1 = number.ratio(1) + exp1  # stable-hessian.6
    ratio1 = choose((number.ratio(0)) < z, number.ratio(1), exp1) / sum1  # stable-hessian.6
    ratio2 = choose((number.ratio(0)) < -z, number.ratio(1), exp1) / sum1  # stable-hessian.6
    result = (number.ratio(1) - y) * w_0 * ratio1 * ratio2 + y * w_1 * ratio1 * ratio2  # stable-hessian.6
    return result


def _pointwise_loss_and_gradient(z, y, w_1, w_0):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, w_1, w_0), *_pointwise_gradient(z, y, w_1, w_0))
