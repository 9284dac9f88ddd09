"""Class-balanced cross-entropy: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in class_balanced.toml as

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
    wide_expm1,
    wide_log,
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
_PARAMETERS = (("beta", "numbers in (0, 1)", lambda a: (a > 0.0) & (a < 1.0)), ("n_1", "numbers in [1, inf)", lambda a: (a >= 1.0) & (a < np.inf)), ("n_0", "numbers in [1, inf)", lambda a: (a >= 1.0) & (a < np.inf)),)


def pointwise_loss(z, y, *, beta=0.999, n_1=100.0, n_0=1000.0, out=None):
    """Loss of each point.

    loss = (y*(w_1 - w_0) + w_0)*softplus(z) - w_1*y*z

    Measured: 2.3 ulp, 3.1e-16 relative, worst at z = -0.0008629579985416732, y = 1.0, beta = 0.9933032678389441, n_1 = 1.5, n_0 = 1000.0.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        beta: in (0, 1); default 0.999.
        n_1: in [1, inf); default 100.0.
        n_0: in [1, inf); default 1000.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (beta, n_1, n_0,), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, beta=0.999, n_1=100.0, n_0=1000.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = (y*(w_1 - w_0) + w_0)*sigmoid(z) - w_1*y

    Measured: 2.6 ulp, 3.7e-16 relative, worst at z = 6.989993455023605, y = 1.0, beta = 0.48626198200903975, n_1 = 100.0, n_0 = 1.1.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        beta: in (0, 1); default 0.999.
        n_1: in [1, inf); default 100.0.
        n_0: in [1, inf); default 1000.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (beta, n_1, n_0,), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, beta=0.999, n_1=100.0, n_0=1000.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = (y*(w_1 - w_0) + w_0)*sigmoid(z)*sigmoid(-z)

    Measured: 4.1 ulp, 4.7e-16 relative, worst at z = 6.989993455023605, y = 1.0, beta = 0.48626198200903975, n_1 = 100.0, n_0 = 1.1.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        beta: in (0, 1); default 0.999.
        n_1: in [1, inf); default 100.0.
        n_0: in [1, inf); default 1000.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (beta, n_1, n_0,), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(z, y, *, beta=0.999, n_1=100.0, n_0=1000.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: in {0, 1}.
        beta: in (0, 1); default 0.999.
        n_1: in [1, inf); default 100.0.
        n_0: in [1, inf); default 1000.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (beta, n_1, n_0,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", beta=0.999, n_1=100.0, n_0=1000.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        beta: in (0, 1); default 0.999.
        n_1: in [1, inf); default 100.0.
        n_0: in [1, inf); default 1000.0.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (beta, n_1, n_0,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", beta=0.999, n_1=100.0, n_0=1000.0):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in (0, 1); default 0.999.
        n_1: in [1, inf); default 100.0.
        n_0: in [1, inf); default 1000.0.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (beta, n_1, n_0,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", beta=0.999, n_1=100.0, n_0=1000.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in (0, 1); default 0.999.
        n_1: in [1, inf); default 100.0.
        n_0: in [1, inf); default 1000.0.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (beta, n_1, n_0,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", beta=0.999, n_1=100.0, n_0=1000.0):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in (0, 1); default 0.999.
        n_1: in [1, inf); default 100.0.
        n_0: in [1, inf); default 1000.0.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (beta, n_1, n_0,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", beta=0.999, n_1=100.0, n_0=1000.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in (0, 1); default 0.999.
        n_1: in [1, inf); default 100.0.
        n_0: in [1, inf); default 1000.0.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (beta, n_1, n_0,), sample_weight, reduction)


def _pointwise_loss(z, y, beta, n_1, n_0):
    """loss = (y*(w_1 - w_0) + w_0)*softplus(z) - w_1*y*z"""
    sum1 = 1 - beta  # stable-loss.9
    log1 = np.log(beta)  # stable-loss.9
    log1p1 = np.log1p(np.exp(-np.abs(z)))  # stable-loss.9
    sum2 = (1 - y) * (sum1 / -np.expm1(n_0 * log1)) * (np.maximum(z, 0) + log1p1) + y * (sum1 * (np.maximum(-z, 0) + log1p1) / -np.expm1(n_1 * log1))  # stable-loss.9
    loss = where_safe((np.exp(-600) < np.abs(sum2)), sum2, _pointwise_loss_extended, z, y, beta, n_1, n_0)  # stable-loss.9
    return (loss,)


def _pointwise_loss_extended(number, z, y, beta, n_1, n_0):
    """The same over wide numbers: pointwise_loss."""
    sum1 = number.ratio(1) - beta  # stable-loss.9
    log1 = wide_log(beta)  # stable-loss.9
    log1p1 = wide_log1p(wide_exp(-abs(z)))  # stable-loss.9
    result = (number.ratio(1) - y) * (sum1 / -wide_expm1(n_0 * log1)) * (wide_max(z, number.ratio(0)) + log1p1) + y * (sum1 * (wide_max(-z, number.ratio(0)) + log1p1) / -wide_expm1(n_1 * log1))  # stable-loss.9
    return result


def _pointwise_gradient(z, y, beta, n_1, n_0):
    """gradient = (y*(w_1 - w_0) + w_0)*sigmoid(z) - w_1*y"""
    log1 = np.log(beta)  # stable-gradient.9
    exp1 = np.exp(-np.abs(z))  # stable-gradient.9
    sum1 = 1 + exp1  # stable-gradient.9
    sum2 = (1 - y) * ((1 - beta) / -np.expm1(n_0 * log1)) * (np.where(z > 0, 1, exp1) / sum1) + y * ((beta - 1) * (np.where(-z > 0, 1, exp1) / sum1) / -np.expm1(n_1 * log1))  # stable-gradient.9
    gradient = where_safe((np.exp(-600) < np.abs(sum2)), sum2, _pointwise_gradient_extended, z, y, beta, n_1, n_0)  # stable-gradient.9
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, beta, n_1, n_0):
    """The same over wide numbers: pointwise_gradient."""
    log1 = wide_log(beta)  # stable-gradient.9
    exp1 = wide_exp(-abs(z))  # stable-gradient.9
    sum1 = number.ratio(1) + exp1  # stable-gradient.9
    result = (number.ratio(1) - y) * ((number.ratio(1) - beta) / -wide_expm1(n_0 * log1)) * (choose((number.ratio(0)) < z, number.ratio(1), exp1) / sum1) + y * ((beta - number.ratio(1)) * (choose((number.ratio(0)) < -z, number.ratio(1), exp1) / sum1) / -wide_expm1(n_1 * log1))  # stable-gradient.9
    return result


def _pointwise_hessian(z, y, beta, n_1, n_0):
    """hessian = (y*(w_1 - w_0) + w_0)*sigmoid(z)*sigmoid(-z)"""
    sum1 = 1 - beta  # stable-hessian.8
    log1 = np.log(beta)  # stable-hessian.8
    exp1 = np.exp(-np.abs(z))  # stable-hessian.8
    sum2 = 1 + exp1  # stable-hessian.8
    ratio1 = np.where(z > 0, 1, exp1) / sum2  # stable-hessian.8
    ratio2 = np.where(-z > 0, 1, exp1) / sum2  # stable-hessian.8
    hessian = (1 - y) * (sum1 / -np.expm1(n_0 * log1)) * ratio1 * ratio2 + y * (sum1 / -np.expm1(n_1 * log1)) * ratio1 * ratio2  # stable-hessian.8
    return (hessian,)


def _pointwise_loss_and_gradient(z, y, beta, n_1, n_0):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, beta, n_1, n_0), *_pointwise_gradient(z, y, beta, n_1, n_0))
