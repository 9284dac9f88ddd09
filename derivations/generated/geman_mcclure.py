"""Geman–McClure loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in geman_mcclure.toml as

    (z - y)**2/(2*(1 + ((z - y)/c)**2))

and this module is made again by

    derivations generate

A comment behind a line names the step of the derivation that justifies it. All arithmetic is in float64; where that
would lose digits, single points are worked out with more. NumPy alone is needed.
"""

# ruff: noqa
# mypy: ignore-errors
# fmt: off

import numpy as np

from ._support import (
    dense,
    scale_rows,
    vector,
)
from ._shared import (
    _parameter,
    _pointwise,
    _prepare,
    where_safe,
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


def pointwise_loss(z, y, *, c_=1.0, out=None):
    """Loss of each point.

    loss = (z - y)**2/(2*(1 + ((z - y)/c)**2))

    Measured: 2.5 ulp, 3.6e-16 relative, worst at z = -0.0006377804210228175, y = -1.9352835418489533, c = 923.5212741212501.

    Args:
        z: any real numbers.
        y: any real numbers.
        c_: in (0, inf); 1.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, (("z", z), ("y", y), ), (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("loss",), ((),))


def pointwise_gradient(z, y, *, c_=1.0, out=None):
    """Derivative of each point's loss by the prediction.

    gradient = (z - y)/(1 + ((z - y)/c)**2)**2

    Measured: 4.4 ulp, 5.1e-16 relative, worst at z = 700.0, y = 1.0, c = 10.0.

    Args:
        z: any real numbers.
        y: any real numbers.
        c_: in (0, inf); 1.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, (("z", z), ("y", y), ), (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("gradient",), ((),))


def pointwise_hessian(z, y, *, c_=1.0, out=None):
    """Second derivative of each point's loss by the prediction.

    hessian = (1 - (3*(z - y)**2)/c**2)/(1 + ((z - y)/c)**2)**3

    Measured: 6.5 ulp, 8.5e-16 relative, worst at z = 3.4949796602204675, y = 1.0, c = 3.7.

    Args:
        z: any real numbers.
        y: any real numbers.
        c_: in (0, inf); 1.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, (("z", z), ("y", y), ), (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("hessian",), ((),))


def pointwise_loss_and_gradient(z, y, *, c_=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`.

    The errors are theirs.

    Args:
        z: any real numbers.
        y: any real numbers.
        c_: in (0, inf); 1.0 unless told.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, (("z", z), ("y", y), ), (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("loss", "gradient"), ((), ()))


def loss(theta, X, y, *, sample_weight=None, reduction="mean", c_=1.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        c_: in (0, inf); 1.0 unless told.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "finite numbers", np.isfinite), ), sample_weight, reduction, ("mean", "sum", "none"))
    with np.errstate(all="ignore"):
        (l,) = _pointwise_loss(*columns, *(_parameter(*parameter) for parameter in (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return c * l if reduction == "none" else float(np.sum(c * l))


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", c_=1.0):
    """Gradient of that loss by theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        c_: in (0, inf); 1.0 unless told.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "finite numbers", np.isfinite), ), sample_weight, reduction)
    with np.errstate(all="ignore"):
        (r,) = _pointwise_gradient(*columns, *(_parameter(*parameter) for parameter in (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return X.T @ (c * r)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", c_=1.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        c_: in (0, inf); 1.0 unless told.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "finite numbers", np.isfinite), ), sample_weight, reduction)
    numbers = [*(_parameter(*parameter) for parameter in (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ))]
    with np.errstate(all="ignore"):
        (l,), (r,) = _pointwise_loss(*columns, *numbers), _pointwise_gradient(*columns, *numbers)
    return float(np.sum(c * l)), X.T @ (c * r)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", c_=1.0):
    """Hessian of that loss by theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        c_: in (0, inf); 1.0 unless told.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "finite numbers", np.isfinite), ), sample_weight, reduction)
    with np.errstate(all="ignore"):
        (s,) = _pointwise_hessian(*columns, *(_parameter(*parameter) for parameter in (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return dense(X.T @ scale_rows(c * s, X))


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", c_=1.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        c_: in (0, inf); 1.0 unless told.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "finite numbers", np.isfinite), ), sample_weight, reduction)
    v = vector(v, X.shape[1], "v")
    with np.errstate(all="ignore"):
        (s,) = _pointwise_hessian(*columns, *(_parameter(*parameter) for parameter in (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return X.T @ (c * s * (X @ v))


def _pointwise_loss(z, y, c_):
    """loss = (z - y)**2/(2*(1 + ((z - y)/c)**2))"""
    sum1 = z - y  # stable-loss.2
    ratio1 = sum1 ** 2 / (2 * (1 + (sum1 / c_) ** 2))  # stable-loss.2
    loss = where_safe((np.abs(ratio1) < np.exp(600)), ratio1, _pointwise_loss_extended, z, y, c_)  # stable-loss.2
    return (loss,)


def _pointwise_loss_extended(number, z, y, c_):
    """The same over wide numbers: pointwise_loss."""
    sum1 = z - y  # stable-loss.2
    result = (sum1) ** 2 / (number.ratio(2) * (number.ratio(1) + (sum1 / c_) ** 2))  # stable-loss.2
    return result


def _pointwise_gradient(z, y, c_):
    """gradient = (z - y)/(1 + ((z - y)/c)**2)**2"""
    sum1 = z - y  # stable-gradient.3
    power1 = (sum1 / c_) ** 2  # stable-gradient.3
    ratio1 = sum1 / (2 * power1 + power1 * power1 + 1)  # stable-gradient.3
    gradient = where_safe((np.exp(-600) < np.abs(ratio1)) & (np.abs(y) < 300), ratio1, _pointwise_gradient_extended, z, y, c_)  # stable-gradient.3
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, c_):
    """The same over wide numbers: pointwise_gradient."""
    sum1 = z - y  # stable-gradient.3
    power1 = (sum1 / c_) ** 2  # stable-gradient.3
    result = sum1 / (number.ratio(2) * power1 + power1 * power1 + number.ratio(1))  # stable-gradient.3
    return result


def _pointwise_hessian(z, y, c_):
    """hessian = (1 - (3*(z - y)**2)/c**2)/(1 + ((z - y)/c)**2)**3"""
    sum1 = z - y  # stable-hessian.2
    sum2 = 1 - 3 * sum1 ** 2 / c_ ** 2  # stable-hessian.2
    ratio1 = sum2 / (1 + (sum1 / c_) ** 2) ** 3  # stable-hessian.2
    hessian = where_safe((np.abs(ratio1) < np.exp(600)) & (np.abs(1) < 8 * np.abs(sum2)) & (np.abs(y) < 36), ratio1, _pointwise_hessian_extended, z, y, c_)  # stable-hessian.2
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, c_):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = z - y  # stable-hessian.2
    result = (number.ratio(1) - number.ratio(3) * (sum1) ** 2 / (c_) ** 2) / (number.ratio(1) + (sum1 / c_) ** 2) ** 3  # stable-hessian.2
    return result


def _pointwise_loss_and_gradient(z, y, c_):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, c_), *_pointwise_gradient(z, y, c_))
