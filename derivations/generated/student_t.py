"""Student's t likelihood: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in student_t.toml as

    ((nu + 1)/2)*log(1 + ((z - y)/sigma)**2/nu) + log(sigma) + log(pi*nu)/2 + lgamma(nu/2) - lgamma((nu + 1)/2)

and this module is made again by

    derivations generate

A comment behind a line names the step of the derivation that justifies it. All arithmetic is in float64; where that
would lose digits, single points are worked out with more. Errors were measured with elementary functions that are
correctly rounded; those of NumPy add up to about one unit in the last place each. NumPy and SciPy are needed.
"""

# ruff: noqa
# mypy: ignore-errors
# fmt: off

import numpy as np
from scipy import special

from ._shared import (
    _linear_gradient,
    _linear_hessian,
    _linear_loss,
    _linear_loss_and_gradient,
    _linear_product,
    _pointwise,
    circle,
    where_safe,
    wide_lgamma,
    wide_log,
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
_VARIABLES = (("y", "finite numbers", np.isfinite),)
_PARAMETERS = (("nu", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ("sigma", "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)),)


def pointwise_loss(z, y, *, nu=4.0, sigma=1.0, out=None):
    """Loss of each point.

    loss = ((nu + 1)*log(1 + ((z - y)/sigma)**2/nu) + log(pi*nu))/2 + log(sigma) + lgamma(nu/2) - lgamma((nu + 1)/2)

    Measured: 5.2 ulp, 9.6e-16 relative, worst at z = 0.0059109033286254, y = 1.130791810153859, nu = 0.1, sigma = 0.001.

    Args:
        z: any real numbers.
        y: any real numbers.
        nu: in (0, inf); default 4.0.
        sigma: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, _POINTS, (z, y,), _PARAMETERS, (nu, sigma,), out, ("loss",), ((),), ())


def pointwise_gradient(z, y, *, nu=4.0, sigma=1.0, out=None):
    """Derivative of each point's loss with respect to the prediction.

    gradient = ((nu + 1)*(z - y))/(nu*sigma**2 + (z - y)**2)

    Measured: 2.4 ulp, 3.4e-16 relative, worst at z = 1.577138033400292, y = -300.0, nu = 0.1, sigma = 10.0.

    Args:
        z: any real numbers.
        y: any real numbers.
        nu: in (0, inf); default 4.0.
        sigma: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, _POINTS, (z, y,), _PARAMETERS, (nu, sigma,), out, ("gradient",), ((),), ())


def pointwise_hessian(z, y, *, nu=4.0, sigma=1.0, out=None):
    """Second derivative of each point's loss with respect to the prediction.

    hessian = ((nu + 1)*(nu*sigma**2 - (z - y)**2))/(nu*sigma**2 + (z - y)**2)**2

    Measured: 8.2 ulp, 1.2e-15 relative, worst at z = -9.005511870367059, y = 0.3, nu = 1.0, sigma = 10.0.

    Args:
        z: any real numbers.
        y: any real numbers.
        nu: in (0, inf); default 4.0.
        sigma: in (0, inf); default 1.0.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.
        Where a prediction or a variable is nan, so is the result.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, _POINTS, (z, y,), _PARAMETERS, (nu, sigma,), out, ("hessian",), ((),), ())


def pointwise_loss_and_gradient(z, y, *, nu=4.0, sigma=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`, for measured errors too.

    Args:
        z: any real numbers.
        y: any real numbers.
        nu: in (0, inf); default 4.0.
        sigma: in (0, inf); default 1.0.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, _POINTS, (z, y,), _PARAMETERS, (nu, sigma,), out, ("loss", "gradient"), ((), ()), ())


def loss(theta, X, y, *, sample_weight=None, reduction="mean", nu=4.0, sigma=1.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        nu: in (0, inf); default 4.0.
        sigma: in (0, inf); default 1.0.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss(_pointwise_loss, theta, X, _VARIABLES, (y,), _PARAMETERS, (nu, sigma,), sample_weight, reduction)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", nu=4.0, sigma=1.0):
    """Gradient of that loss with respect to theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        nu: in (0, inf); default 4.0.
        sigma: in (0, inf); default 1.0.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_gradient(_pointwise_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (nu, sigma,), sample_weight, reduction)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", nu=4.0, sigma=1.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        nu: in (0, inf); default 4.0.
        sigma: in (0, inf); default 1.0.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_loss_and_gradient(_pointwise_loss_and_gradient, theta, X, _VARIABLES, (y,), _PARAMETERS, (nu, sigma,), sample_weight, reduction)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", nu=4.0, sigma=1.0):
    """Hessian of that loss with respect to theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        nu: in (0, inf); default 4.0.
        sigma: in (0, inf); default 1.0.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_hessian(_pointwise_hessian, theta, X, _VARIABLES, (y,), _PARAMETERS, (nu, sigma,), sample_weight, reduction)


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", nu=4.0, sigma=1.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        nu: in (0, inf); default 4.0.
        sigma: in (0, inf); default 1.0.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    return _linear_product(_pointwise_hessian, v, theta, X, _VARIABLES, (y,), _PARAMETERS, (nu, sigma,), sample_weight, reduction)


def _pointwise_loss(z, y, nu, sigma):
    """loss = ((nu + 1)*log(1 + ((z - y)/sigma)**2/nu) + log(pi*nu))/2 + log(sigma) + lgamma(nu/2) - lgamma((nu + 1)/2)"""
    sum1 = nu + 1  # stable-loss.2
    ratio1 = (sum1 * np.log(1 + ((z - y) / sigma) ** 2 / nu) + np.log(np.pi * nu)) / 2  # stable-loss.2
    log1 = np.log(sigma)  # stable-loss.2
    lgamma1 = special.gammaln(nu / 2)  # stable-loss.2
    sum2 = ratio1 + log1 + lgamma1 - special.gammaln(sum1 / 2)  # stable-loss.2
    product1 = 8 * np.abs(sum2)  # stable-loss.2
    loss = where_safe((np.abs(ratio1) < product1) & (np.abs(log1) < product1) & (np.abs(lgamma1) < product1) & (np.abs(nu) < 36), sum2, _pointwise_loss_extended, z, y, nu, sigma)  # stable-loss.2
    return (loss,)


def _pointwise_loss_extended(number, z, y, nu, sigma):
    """The same over wide numbers: pointwise_loss."""
    sum1 = nu + number.ratio(1)  # stable-loss.2
    result = wide_sum([(sum1 * wide_log(number.ratio(1) + ((z - y) / sigma) ** 2 / nu) + wide_log(circle(number) * nu)) / number.ratio(2), wide_log(sigma), wide_lgamma(nu / number.ratio(2))], [wide_lgamma(sum1 / number.ratio(2))])  # stable-loss.2
    return result


def _pointwise_gradient(z, y, nu, sigma):
    """gradient = ((nu + 1)*(z - y))/(nu*sigma**2 + (z - y)**2)"""
    sum1 = z - y  # stable-gradient.2
    ratio1 = (nu + 1) * sum1 / (nu * sigma ** 2 + sum1 ** 2)  # stable-gradient.2
    gradient = where_safe((np.exp(-600) < np.abs(ratio1)), ratio1, _pointwise_gradient_extended, z, y, nu, sigma)  # stable-gradient.2
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, nu, sigma):
    """The same over wide numbers: pointwise_gradient."""
    sum1 = z - y  # stable-gradient.2
    result = (nu + number.ratio(1)) * sum1 / (nu * (sigma) ** 2 + (sum1) ** 2)  # stable-gradient.2
    return result


def _pointwise_hessian(z, y, nu, sigma):
    """hessian = ((nu + 1)*(nu*sigma**2 - (z - y)**2))/(nu*sigma**2 + (z - y)**2)**2"""
    product1 = nu * sigma ** 2  # stable-hessian.2
    power1 = (z - y) ** 2  # stable-hessian.2
    sum1 = product1 - power1  # stable-hessian.2
    ratio1 = (nu + 1) * sum1 / (product1 + power1) ** 2  # stable-hessian.2
    hessian = where_safe((np.exp(-600) < np.abs(ratio1)) & (np.abs(product1) < 8 * np.abs(sum1)), ratio1, _pointwise_hessian_extended, z, y, nu, sigma)  # stable-hessian.2
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, nu, sigma):
    """The same over wide numbers: pointwise_hessian."""
    product1 = nu * (sigma) ** 2  # stable-hessian.2
    power1 = (z - y) ** 2  # stable-hessian.2
    result = (nu + number.ratio(1)) * (product1 - power1) / (product1 + power1) ** 2  # stable-hessian.2
    return result


def _pointwise_loss_and_gradient(z, y, nu, sigma):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, nu, sigma), *_pointwise_gradient(z, y, nu, sigma))
