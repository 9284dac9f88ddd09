"""Tukey's biweight: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in tukey_biweight.toml as

    where(abs(z - y) <= c, (c**2/6)*(1 - (1 - ((z - y)/c)**2)**3), c**2/6)

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
    choose,
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


def pointwise_loss(z, y, *, c_=4.685, out=None):
    """Loss of each point.

    loss = where(abs(z - y) <= c, (1 - (1 - ((z - y)/c)**2)**3)*(c**2/6), c**2/6)

    Measured: 10 ulp, 1.5e-15 relative, worst at z = 1.0, y = 0.0, c = 4.685.

    Args:
        z: any real numbers.
        y: any real numbers.
        c_: in (0, inf); 4.685 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, (("z", z), ("y", y), ), (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("loss",), ((),))


def pointwise_gradient(z, y, *, c_=4.685, out=None):
    """Derivative of each point's loss by the prediction.

    gradient = where(abs(z - y) <= c, (z - y)*(1 - ((z - y)/c)**2)**2, 0)

    Measured: 18 ulp, 2.7e-15 relative, worst at z = 1.5443659156903815, y = -2.7885204667441643, c = 4.685.

    Args:
        z: any real numbers.
        y: any real numbers.
        c_: in (0, inf); 4.685 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, (("z", z), ("y", y), ), (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("gradient",), ((),))


def pointwise_hessian(z, y, *, c_=4.685, out=None):
    """Second derivative of each point's loss by the prediction.

    hessian = where(abs(z - y) <= c, (1 - ((z - y)/c)**2)*(1 - (5*(z - y)**2)/c**2), 0)

    Measured: 13 ulp, 1.5e-15 relative, worst at z = 1.5443659156903815, y = -2.7885204667441643, c = 4.685.

    Args:
        z: any real numbers.
        y: any real numbers.
        c_: in (0, inf); 4.685 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, (("z", z), ("y", y), ), (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("hessian",), ((),))


def pointwise_loss_and_gradient(z, y, *, c_=4.685, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`.

    The errors are theirs.

    Args:
        z: any real numbers.
        y: any real numbers.
        c_: in (0, inf); 4.685 unless told.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, (("z", z), ("y", y), ), (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("loss", "gradient"), ((), ()))


def loss(theta, X, y, *, sample_weight=None, reduction="mean", c_=4.685):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        c_: in (0, inf); 4.685 unless told.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "finite numbers", np.isfinite), ), sample_weight, reduction, ("mean", "sum", "none"))
    with np.errstate(all="ignore"):
        (l,) = _pointwise_loss(*columns, *(_parameter(*parameter) for parameter in (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return c * l if reduction == "none" else float(np.sum(c * l))


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", c_=4.685):
    """Gradient of that loss by theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        c_: in (0, inf); 4.685 unless told.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "finite numbers", np.isfinite), ), sample_weight, reduction)
    with np.errstate(all="ignore"):
        (r,) = _pointwise_gradient(*columns, *(_parameter(*parameter) for parameter in (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return X.T @ (c * r)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", c_=4.685):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        c_: in (0, inf); 4.685 unless told.

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


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", c_=4.685):
    """Hessian of that loss by theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        c_: in (0, inf); 4.685 unless told.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "finite numbers", np.isfinite), ), sample_weight, reduction)
    with np.errstate(all="ignore"):
        (s,) = _pointwise_hessian(*columns, *(_parameter(*parameter) for parameter in (("c_", c_, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return dense(X.T @ scale_rows(c * s, X))


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", c_=4.685):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: any real numbers.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        c_: in (0, inf); 4.685 unless told.

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
    """loss = where(abs(z - y) <= c, (1 - (1 - ((z - y)/c)**2)**3)*(c**2/6), c**2/6)"""
    sum1 = z - y  # stable-loss.2
    sum2 = 1 - (1 - (sum1 / c_) ** 2) ** 3  # stable-loss.2
    ratio1 = c_ ** 2 / 6  # stable-loss.2
    loss = where_safe((np.abs(1) < 8 * np.abs(sum2)) & (np.abs(z) > 0.1), np.where(np.abs(sum1) <= c_, sum2 * ratio1, ratio1), _pointwise_loss_extended, z, y, c_)  # stable-loss.2
    return (loss,)


def _pointwise_loss_extended(number, z, y, c_):
    """The same over wide numbers: pointwise_loss."""
    sum1 = z - y  # stable-loss.2
    ratio1 = (c_) ** 2 / number.ratio(6)  # stable-loss.2
    result = choose((abs(sum1)) <= c_, (number.ratio(1) - (number.ratio(1) - (sum1 / c_) ** 2) ** 3) * ratio1, ratio1)  # stable-loss.2
    return result


def _pointwise_gradient(z, y, c_):
    """gradient = where(abs(z - y) <= c, (z - y)*(1 - ((z - y)/c)**2)**2, 0)"""
    sum1 = z - y  # stable-gradient.2
    sum2 = 1 - (sum1 / c_) ** 2  # stable-gradient.2
    gradient = where_safe((np.abs(1) < 8 * np.abs(sum2)), np.where(np.abs(sum1) <= c_, sum1 * sum2 ** 2, 0), _pointwise_gradient_extended, z, y, c_)  # stable-gradient.2
    return (gradient,)


def _pointwise_gradient_extended(number, z, y, c_):
    """The same over wide numbers: pointwise_gradient."""
    sum1 = z - y  # stable-gradient.2
    result = choose((abs(sum1)) <= c_, sum1 * (number.ratio(1) - (sum1 / c_) ** 2) ** 2, number.ratio(0))  # stable-gradient.2
    return result


def _pointwise_hessian(z, y, c_):
    """hessian = where(abs(z - y) <= c, (1 - ((z - y)/c)**2)*(1 - (5*(z - y)**2)/c**2), 0)"""
    size1 = np.abs(1)  # stable-hessian.2
    sum1 = z - y  # stable-hessian.2
    sum2 = 1 - 5 * sum1 ** 2 / c_ ** 2  # stable-hessian.2
    sum3 = 1 - (sum1 / c_) ** 2  # stable-hessian.2
    hessian = where_safe((size1 < 8 * np.abs(sum2)) & (size1 < 8 * np.abs(sum3)), np.where(np.abs(sum1) <= c_, sum3 * sum2, 0), _pointwise_hessian_extended, z, y, c_)  # stable-hessian.2
    return (hessian,)


def _pointwise_hessian_extended(number, z, y, c_):
    """The same over wide numbers: pointwise_hessian."""
    sum1 = z - y  # stable-hessian.2
    result = choose((abs(sum1)) <= c_, (number.ratio(1) - (sum1 / c_) ** 2) * (number.ratio(1) - number.ratio(5) * (sum1) ** 2 / (c_) ** 2), number.ratio(0))  # stable-hessian.2
    return result


def _pointwise_loss_and_gradient(z, y, c_):
    """Loss and gradient."""

    return (*_pointwise_loss(z, y, c_), *_pointwise_gradient(z, y, c_))
