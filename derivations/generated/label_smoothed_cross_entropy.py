"""Cross-entropy with smoothed labels: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in label_smoothed_cross_entropy.toml as

    -(y_s*log(p) + (1 - y_s)*log(1 - p))

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
_VARIABLES = (("y", "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))),)
_PARAMETERS = (("epsilon", "numbers in [0, 1)", lambda a: (a >= 0.0) & (a < 1.0)),)


def pointwise_loss(z, y, *, epsilon=0.1, out=None):
    """Loss of each point.

    loss = softplus(z) - y_s*z

    Measured: 1.4 ulp, 2.3e-16 relative, worst at z = 17.0, y = 0.0, epsilon = 0.3.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        epsilon: in [0, 1); default 0.1.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (epsilon,), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, epsilon=0.1, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = sigmoid(z) - y_s

    Measured: 4.4 ulp, 7.4e-16 relative, worst at z = -0.11697396861732148, y = 1.0, epsilon = 0.8201826409065417.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        epsilon: in [0, 1); default 0.1.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (epsilon,), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, epsilon=0.1, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = sigmoid(z)*sigmoid(-z)

    Measured: 2.2 ulp, 3.7e-16 relative, worst at z = 0.03622135434826116.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        epsilon: in [0, 1); default 0.1.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (epsilon,), out, ("hessian",), ((),), ('y',))


def pointwise_loss_and_gradient(z, y, *, epsilon=0.1, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        epsilon: in [0, 1); default 0.1.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (epsilon,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", epsilon=0.1):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        epsilon: in [0, 1); default 0.1.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (epsilon,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", epsilon=0.1):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        epsilon: in [0, 1); default 0.1.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (epsilon,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", epsilon=0.1):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        epsilon: in [0, 1); default 0.1.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (epsilon,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", epsilon=0.1):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        epsilon: in [0, 1); default 0.1.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (epsilon,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", epsilon=0.1):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        epsilon: in [0, 1); default 0.1.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (epsilon,), sample_weight, reduction)


def _pointwise_loss(z, y, epsilon):
    """loss = softplus(z) - y_s*z"""
    log1p1 = np.log1p(np.exp(-np.abs(z)))  # stable-loss.7
    sum1 = (1 - y) * (np.maximum(z, 0) + log1p1 - z * (epsilon / 2)) + y * (np.maximum(-z, 0) + log1p1 + z * epsilon / 2)  # stable-loss.7
    loss = where_safe((np.exp(-600) < np.abs(sum1)), sum1, _pointwise_loss_extended, z, y, epsilon)  # stable-loss.7
    return (loss,)


def _pointwise_loss_extended(number, z, y, epsilon):
    """The same over wide numbers: pointwise_loss."""
    log1p1 = wide_log1p(wide_exp(-abs(z)))  # stable-loss.7
    result = (number.ratio(1) - y) * (wide_sum([wide_max(z, number.ratio(0)), log1p1], [z * (epsilon / number.ratio(2))])) + y * (wide_max(-z, number.ratio(0)) + log1p1 + z * epsilon / number.ratio(2))  # stable-loss.7
    return result


def _pointwise_gradient(z, y, epsilon):
    """gradient = sigmoid(z) - y_s"""
    exp1 = np.exp(-np.abs(z))  # stable-gradient.7
    sum1 = 1 + exp1  # stable-gradient.7
    ratio1 = np.where(z > 0, 1, exp1) / sum1  # stable-gradient.7
    ratio2 = epsilon / 2  # stable-gradient.7
    sum2 = ratio1 - ratio2  # stable-gradient.7
    sum3 = ratio2 - np.where(-z > 0, 1, exp1) / sum1  # stable-gradient.7
    gradient = where_safe((np.abs(ratio1) < 8 * np.abs(sum2)) & (np.abs(ratio2) < 8 * np.abs(sum3)), (1 - y) * sum2 + y * sum3, _pointwise_gradient_extended, z, y, epsilon)  # stable-gradient.7
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, epsilon):
    """The same over wide numbers: pointwise_gradient."""
    exp1 = wide_exp(-abs(z))  # stable-gradient.7
    sum1 = number.ratio(1) + exp1  # stable-gradient.7
    ratio1 = epsilon / number.ratio(2)  # stable-gradient.7
    result = (number.ratio(1) - y) * (choose((number.ratio(0)) < z, number.ratio(1), exp1) / sum1 - ratio1) + y * (ratio1 - choose((number.ratio(0)) < -z, number.ratio(1), exp1) / sum1)  # stable-gradient.7
    return result


def _pointwise_hessian(z, y, epsilon):
    """hessian = sigmoid(z)*sigmoid(-z)"""
    exp1 = np.exp(-np.abs(z))  # stable-hessian.2
    sum1 = 1 + exp1  # stable-hessian.2
    hessian = np.where(z > 0, 1, exp1) / sum1 * (np.where(-z > 0, 1, exp1) / sum1)  # stable-hessian.2
    return (hessian,)


def _pointwise_loss_and_gradient(z, y, epsilon):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, epsilon), *_pointwise_gradient(z, y, epsilon))
