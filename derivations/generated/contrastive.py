"""Contrastive loss: loss, gradient and Hessian, as emitted from their derivation.

Not to be edited by hand. The loss is defined in contrastive.toml as

    ((1 - y)*d**2)/2 + (y*max(0, margin - d)**2)/2

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


def pointwise_loss(d, y, *, margin=1.0, out=None):
    """Loss of each point.

    loss = ((1 - y)*d**2 + y*max(0, margin - d)**2)/2

    Measured: 1.8 ulp, 3.3e-16 relative, worst at d = -1.3986026095265585, y = 1.0, margin = 0.001.

    Args:
        d: any real numbers.
        y: in {0, 1}.
        margin: in (0, inf); 1.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss, (("d", d), ("y", y), ), (("margin", margin, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("loss",), ((),))


def pointwise_gradient(d, y, *, margin=1.0, out=None):
    """Derivative of each point's loss by the prediction.

    gradient = d - y*(d + max(0, margin - d))

    Measured: 0.5 ulp, 1.1e-16 relative, worst at d = -1.7, y = 1.0, margin = 1.0.

    Args:
        d: any real numbers.
        y: in {0, 1}.
        margin: in (0, inf); 1.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_gradient, (("d", d), ("y", y), ), (("margin", margin, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("gradient",), ((),))


def pointwise_hessian(d, y, *, margin=1.0, out=None):
    """Second derivative of each point's loss by the prediction.

    hessian = 1 - y + y*indicator(0 < margin - d)

    Measured: 0 ulp, 0.0e+00 relative, worst at d = 0.0, y = 0.0, margin = 1.0.

    Args:
        d: any real numbers.
        y: in {0, 1}.
        margin: in (0, inf); 1.0 unless told.
        out: array of the broadcast shape to write to.

    Returns:
        An array of the broadcast shape: `out` if given, a scalar for scalars where that has no axes.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_hessian, (("d", d), ("y", y), ), (("margin", margin, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("hessian",), ((),))


def pointwise_loss_and_gradient(d, y, *, margin=1.0, out=None):
    """Loss of each point and its derivative, in one call.

    See `pointwise_loss` and `pointwise_gradient`.

    The errors are theirs.

    Args:
        d: any real numbers.
        y: in {0, 1}.
        margin: in (0, inf); 1.0 unless told.
        out: a pair of arrays to write to, the losses' first.

    Returns:
        What `pointwise_loss` and `pointwise_gradient` return.

    Raises:
        ValueError: an argument is not numeric, a parameter lies outside its domain, the shapes don't go together, or `out` does not fit.
    """
    return _pointwise(_pointwise_loss_and_gradient, (("d", d), ("y", y), ), (("margin", margin, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ), out, ("loss", "gradient"), ((), ()))


def loss(theta, X, y, *, sample_weight=None, reduction="mean", margin=1.0):
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; or "none", each sample's loss by itself.
        margin: in (0, inf); 1.0 unless told.

    Returns:
        The loss; for "none" the losses of the samples, each times its weight, shape (m,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))), ), sample_weight, reduction, ("mean", "sum", "none"))
    with np.errstate(all="ignore"):
        (l,) = _pointwise_loss(*columns, *(_parameter(*parameter) for parameter in (("margin", margin, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return c * l if reduction == "none" else float(np.sum(c * l))


def gradient(theta, X, y, *, sample_weight=None, reduction="mean", margin=1.0):
    """Gradient of that loss by theta, shape (p,).

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        margin: in (0, inf); 1.0 unless told.

    Returns:
        The gradient, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))), ), sample_weight, reduction)
    with np.errstate(all="ignore"):
        (r,) = _pointwise_gradient(*columns, *(_parameter(*parameter) for parameter in (("margin", margin, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return X.T @ (c * r)


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean", margin=1.0):
    """Loss and gradient of a linear model, as optimisers want them.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        margin: in (0, inf); 1.0 unless told.

    Returns:
        What `loss` and `gradient` return.

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))), ), sample_weight, reduction)
    numbers = [*(_parameter(*parameter) for parameter in (("margin", margin, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), ))]
    with np.errstate(all="ignore"):
        (l,), (r,) = _pointwise_loss(*columns, *numbers), _pointwise_gradient(*columns, *numbers)
    return float(np.sum(c * l)), X.T @ (c * r)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean", margin=1.0):
    """Hessian of that loss by theta.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        margin: in (0, inf); 1.0 unless told.

    Returns:
        The Hessian, shape (p, p), dense.

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))), ), sample_weight, reduction)
    with np.errstate(all="ignore"):
        (s,) = _pointwise_hessian(*columns, *(_parameter(*parameter) for parameter in (("margin", margin, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return dense(X.T @ scale_rows(c * s, X))


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean", margin=1.0):
    """Hessian of that loss times a vector, without the Hessian.

    Args:
        theta: parameters of the linear model, shape (p,); finite.
        v: the vector, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: in {0, 1}.
        sample_weight: None, or a weight for each sample, none negative, shape (m,).
        reduction: "mean", which with weights divides by their sum, or "sum".
        margin: in (0, inf); 1.0 unless told.

    Returns:
        The product, shape (p,).

    Raises:
        ValueError: an argument is not as above.
    """
    X, columns, c = _prepare(theta, X, (("y", y, "numbers in {0, 1}", lambda a: np.isin(a, (0.0, 1.0,))), ), sample_weight, reduction)
    v = vector(v, X.shape[1], "v")
    with np.errstate(all="ignore"):
        (s,) = _pointwise_hessian(*columns, *(_parameter(*parameter) for parameter in (("margin", margin, "numbers in (0, inf)", lambda a: (a > 0.0) & (a < np.inf)), )))
    return X.T @ (c * s * (X @ v))


def _pointwise_loss(d, y, margin):
    """loss = ((1 - y)*d**2 + y*max(0, margin - d)**2)/2"""
    sum1 = (1 - y) * (d ** 2 / 2) + y * (np.maximum(0, margin - d) ** 2 / 2)  # stable-loss.5
    loss = where_safe((np.abs(sum1) < np.exp(600)), sum1, _pointwise_loss_extended, d, y, margin)  # stable-loss.5
    return (loss,)


def _pointwise_loss_extended(number, d, y, margin):
    """The same over wide numbers: pointwise_loss."""
    result = (number.ratio(1) - y) * ((d) ** 2 / number.ratio(2)) + y * ((wide_max(number.ratio(0), margin - d)) ** 2 / number.ratio(2))  # stable-loss.5
    return result


def _pointwise_gradient(d, y, margin):
    """gradient = d - y*(d + max(0, margin - d))"""
    sum1 = (1 - y) * d - y * np.maximum(0, margin - d)  # stable-gradient.5
    gradient = where_safe((np.abs(sum1) < np.exp(600)), sum1, _pointwise_gradient_extended, d, y, margin)  # stable-gradient.5
    return (gradient,)


def _pointwise_gradient_extended(number, d, y, margin):
    """The same over wide numbers: pointwise_gradient."""
    result = (number.ratio(1) - y) * d - y * wide_max(number.ratio(0), margin - d)  # stable-gradient.5
    return result


def _pointwise_hessian(d, y, margin):
    """hessian = 1 - y + y*indicator(0 < margin - d)"""
    hessian = 1 - y + y * (np.where(margin - d > 0, 1.0, 0.0))  # stable-hessian.4
    return (hessian,)


def _pointwise_loss_and_gradient(d, y, margin):
    """Loss and gradient."""

    return (*_pointwise_loss(d, y, margin), *_pointwise_gradient(d, y, margin))
