"""Kahneman–Tversky optimisation: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in kto.toml as

    y*w_1*(1 - sigmoid(beta*(r - k))) + (1 - y)*w_0*(1 - sigmoid(beta*(k - r)))

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

_POINTS = ('r', 'y', 'k')
_VARIABLES = (("y", "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))), ("k", "numbers in [0, inf)", lambda a: (a >= 0.0) & (a < np.inf)),)
_PARAMETERS = (("beta", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("w_1", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("w_0", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)


def pointwise_loss(r, y, k, *, beta=0.1, w_1=1.0, w_0=1.0, out=None):
    """Loss of each point.

    loss = y*w_1*sigmoid(beta*(k - r)) + w_0*(1 - y)*sigmoid(beta*(r - k))

    Measured: 2.8 ulp, 5.5e-16 relative, worst at r = 8.459654109875139, y = 1.0, k = 2.32980473980153, beta = 1.0, w_1 = 0.001, w_0 = 0.1.

    Args:
        r: any real numbers.
        y: in {0, 1}.
        k: in [0, inf).
        beta: in (0, inf); default 0.1.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (r, y, k,), _PARAMETERS, (beta, w_1, w_0,), out, ("loss",), ((),), ())


def pointwise_gradient(r, y, k, *, beta=0.1, w_1=1.0, w_0=1.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = beta*(w_0 - y*(w_0 + w_1))*sigmoid(beta*(k - r))*sigmoid(beta*(r - k))

    Measured: 6.8 ulp, 7.7e-16 relative, worst at r = -0.5504600608864879, y = 1.0, k = 0.1, beta = 10.0, w_1 = 0.001, w_0 = 0.5090569933642031.

    Args:
        r: any real numbers.
        y: in {0, 1}.
        k: in [0, inf).
        beta: in (0, inf); default 0.1.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (r, y, k,), _PARAMETERS, (beta, w_1, w_0,), out, ("gradient",), ((),), ())


def pointwise_hessian(r, y, k, *, beta=0.1, w_1=1.0, w_0=1.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = (w_0 - y*(w_0 + w_1))*beta**2*sigmoid(beta*(k - r))*sigmoid(beta*(r - k))*(sigmoid(beta*(k - r)) - sigmoid(beta*(r - k)))

    Measured: 14 ulp, 2.8e-15 relative, worst at r = -4.962455701065137, y = 0.0, k = 2.0956879529166987, beta = 3.0410582841134763, w_1 = 2.0, w_0 = 1000.0.

    Args:
        r: any real numbers.
        y: in {0, 1}.
        k: in [0, inf).
        beta: in (0, inf); default 0.1.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (r, y, k,), _PARAMETERS, (beta, w_1, w_0,), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(r, y, k, *, beta=0.1, w_1=1.0, w_0=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        r: any real numbers.
        y: in {0, 1}.
        k: in [0, inf).
        beta: in (0, inf); default 0.1.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (r, y, k,), _PARAMETERS, (beta, w_1, w_0,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, k, *, sample_weight=None, reduction="mean", beta=0.1, w_1=1.0, w_0=1.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        k: in [0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        beta: in (0, inf); default 0.1.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y, k,), _PARAMETERS, (beta, w_1, w_0,), sample_weight, reduction)


def gradient(theta, X, y, k, *, sample_weight=None, reduction="mean", beta=0.1, w_1=1.0, w_0=1.0):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        k: in [0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in (0, inf); default 0.1.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y, k,), _PARAMETERS, (beta, w_1, w_0,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, k, *, sample_weight=None, reduction="mean", beta=0.1, w_1=1.0, w_0=1.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        k: in [0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in (0, inf); default 0.1.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y, k,), _PARAMETERS, (beta, w_1, w_0,), sample_weight, reduction)


def hessian(theta, X, y, k, *, sample_weight=None, reduction="mean", beta=0.1, w_1=1.0, w_0=1.0):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        k: in [0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in (0, inf); default 0.1.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y, k,), _PARAMETERS, (beta, w_1, w_0,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, k, *, sample_weight=None, reduction="mean", beta=0.1, w_1=1.0, w_0=1.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        k: in [0, inf).
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        beta: in (0, inf); default 0.1.
        w_1: in (0, inf); default 1.0.
        w_0: in (0, inf); default 1.0.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y, k,), _PARAMETERS, (beta, w_1, w_0,), sample_weight, reduction)


def _pointwise_loss(r, y, k, beta, w_1, w_0):
    """loss = y*w_1*sigmoid(beta*(k - r)) + w_0*(1 - y)*sigmoid(beta*(r - k))"""
    product1 = beta * (k - r)  # stable-loss.3
    size1 = np.abs(product1)  # stable-loss.3
    exp1 = np.exp(-size1)  # stable-loss.3
    product2 = beta * (r - k)  # stable-loss.3
    exp2 = np.exp(-np.abs(product2))  # stable-loss.3
    loss = where_safe((size1 < 8), y * w_1 * (np.where(product1 > 0, 1, exp1) / (1 + exp1)) + w_0 * (1 - y) * (np.where(product2 > 0, 1, exp2) / (1 + exp2)), _pointwise_loss_extended, r, y, k, beta, w_1, w_0)  # stable-loss.3
    return (loss,)


def _pointwise_loss_extended(number, r, y, k, beta, w_1, w_0):
    """The same over wide numbers: pointwise_loss."""
    product1 = beta * (k - r)  # stable-loss.3
    exp1 = wide_exp(-abs(product1))  # stable-loss.3
    product2 = beta * (r - k)  # stable-loss.3
    exp2 = wide_exp(-abs(product2))  # stable-loss.3
    result = y * w_1 * (choose((number.ratio(0)) < product1, number.ratio(1), exp1) / (number.ratio(1) + exp1)) + w_0 * (number.ratio(1) - y) * (choose((number.ratio(0)) < product2, number.ratio(1), exp2) / (number.ratio(1) + exp2))  # stable-loss.3
    return result


def _pointwise_gradient(r, y, k, beta, w_1, w_0):
    """gradient = beta*(w_0 - y*(w_0 + w_1))*sigmoid(beta*(k - r))*sigmoid(beta*(r - k))"""
    product1 = beta * (k - r)  # stable-gradient.6
    size1 = np.abs(product1)  # stable-gradient.6
    exp1 = np.exp(-size1)  # stable-gradient.6
    ratio1 = np.where(product1 > 0, 1, exp1) / (1 + exp1)  # stable-gradient.6
    product2 = beta * (r - k)  # stable-gradient.6
    exp2 = np.exp(-np.abs(product2))  # stable-gradient.6
    ratio2 = np.where(product2 > 0, 1, exp2) / (1 + exp2)  # stable-gradient.6
    gradient = where_safe((size1 < 8) & (np.abs(w_1) < 36), (1 - y) * beta * w_0 * ratio1 * ratio2 - y * beta * w_1 * ratio1 * ratio2, _pointwise_gradient_extended, r, y, k, beta, w_1, w_0)  # stable-gradient.6
    return (gradient,)


def _pointwise_gradient_extended(number, r, y, k, beta, w_1, w_0):
    """The same over wide numbers: pointwise_gradient."""
    product1 = beta * (k - r)  # stable-gradient.6
    exp1 = wide_exp(-abs(product1))  # stable-gradient.6
    ratio1 = choose((number.ratio(0)) < product1, number.ratio(1), exp1) / (number.ratio(1) + exp1)  # stable-gradient.6
    product2 = beta * (r - k)  # stable-gradient.6
    exp2 = wide_exp(-abs(product2))  # stable-gradient.6
    ratio2 = choose((number.ratio(0)) < product2, number.ratio(1), exp2) / (number.ratio(1) + exp2)  # stable-gradient.6
    result = (number.ratio(1) - y) * beta * w_0 * ratio1 * ratio2 - y * beta * w_1 * ratio1 * ratio2  # stable-gradient.6
    return result


def _pointwise_hessian(r, y, k, beta, w_1, w_0):
    """hessian = (w_0 - y*(w_0 + w_1))*beta**2*sigmoid(beta*(k - r))*sigmoid(beta*(r - k))*(sigmoid(beta*(k - r)) - sigmoid(beta*(r - k)))"""
    product1 = beta * (k - r)  # stable-hessian.6
    size1 = np.abs(product1)  # stable-hessian.6
    exp1 = np.exp(-size1)  # stable-hessian.6
    ratio1 = np.where(product1 > 0, 1, exp1) / (1 + exp1)  # stable-hessian.6
    product2 = beta * (r - k)  # stable-hessian.6
    exp2 = np.exp(-np.abs(product2))  # stable-hessian.6
    ratio2 = np.where(product2 > 0, 1, exp2) / (1 + exp2)  # stable-hessian.6
    sum1 = ratio1 - ratio2  # stable-hessian.6
    power1 = beta ** 2  # stable-hessian.6
    hessian = where_safe((size1 < 32) & (np.abs(ratio1) < 8 * np.abs(sum1)) & (np.abs(r) < 128), (1 - y) * w_0 * power1 * ratio1 * ratio2 * sum1 + y * w_1 * power1 * ratio1 * ratio2 * (ratio2 - ratio1), _pointwise_hessian_extended, r, y, k, beta, w_1, w_0)  # stable-hessian.6
    return (hessian,)


def _pointwise_hessian_extended(number, r, y, k, beta, w_1, w_0):
    """The same over wide numbers: pointwise_hessian."""
    power1 = (beta) ** 2  # stable-hessian.6
    product1 = beta * (k - r)  # stable-hessian.6
    exp1 = wide_exp(-abs(product1))  # stable-hessian.6
    ratio1 = choose((number.ratio(0)) < product1, number.ratio(1), exp1) / (number.ratio(1) + exp1)  # stable-hessian.6
    product2 = beta * (r - k)  # stable-hessian.6
    exp2 = wide_exp(-abs(product2))  # stable-hessian.6
    ratio2 = choose((number.ratio(0)) < product2, number.ratio(1), exp2) / (number.ratio(1) + exp2)  # stable-hessian.6
    result = (number.ratio(1) - y) * w_0 * power1 * ratio1 * ratio2 * (ratio1 - ratio2) + y * w_1 * power1 * ratio1 * ratio2 * (ratio2 - ratio1)  # stable-hessian.6
    return result


def _pointwise_loss_and_gradient(r, y, k, beta, w_1, w_0):
    """Loss and gradient."""

    return (*_pointwise_loss(r, y, k, beta, w_1, w_0), *_pointwise_gradient(r, y, k, beta, w_1, w_0))
