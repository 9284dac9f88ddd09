"""Normal likelihood with learned variance: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from gaussian_learned_variance.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = ((y - m)**2*exp(-s) + s + log(2*pi))/2
    gradient_m = exp(-s)*(m - y)
    gradient_s = (1 - (y - m)**2*exp(-s))/2
    hessian_m_m = exp(-s)
    hessian_m_s = exp(-s)*(y - m)
    hessian_m_s = exp(-s)*(y - m)
    hessian_s_s = ((y - m)**2*exp(-s))/2

Args:
    m: an array or a number, any real number.
    s: an array or a number, any real number.
    y: an array or a number, any real number.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 0.88 u (1 + κ) at 1096 points.
    gradient: at most 8.6 u (1 + κ) at 1200 points.
    hessian: at most 8.6 u (1 + κ) at 1200 points.

Example:
    >>> from derivations.generated import gaussian_learned_variance
    >>> loss, gradient, hessian = gaussian_learned_variance.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5,
    ... 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [9.132317, 1.168939]
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array
from derivations.runtime.pointwise import Results, pointwise

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
    "pointwise_loss_gradient_hessian",
]

ARGUMENTS = Arguments(predictions=("m", "s"), variables=(("y", "real"),), watched=("m", "y"))


def pointwise_loss(m: ArrayLike, s: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (m, s, y), (), out, ("loss",), (0,))


def pointwise_gradient(m: ArrayLike, s: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (m, s, y), (), out, ("gradient",), (1,))


def pointwise_hessian(m: ArrayLike, s: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (m, s, y), (), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(m: ArrayLike, s: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (m, s, y), (), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(m: ArrayLike, s: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (m, s, y), (), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(m: Array, s: Array, y: Array) -> Array:
    """Loss of a block of points."""
    y_minus_m = y - m  # stable-loss.1
    loss = (y_minus_m * y_minus_m * np.exp(-s) + s + 1.8378770664093456) / 2  # stable-loss.1
    return loss


def _gradient(m: Array, s: Array, y: Array) -> tuple[Array, Array]:
    """Gradient of a block of points."""
    y_minus_m = y - m  # stable-loss.1
    hessian_m_m = np.exp(-s)  # stable-loss.1
    gradient_m = hessian_m_m * (m - y)  # stable-gradient-m.1
    gradient_s = (1 - y_minus_m * y_minus_m * hessian_m_m) / 2  # stable-gradient-s.1
    return gradient_m, gradient_s


def _hessian(m: Array, s: Array, y: Array) -> tuple[Array, Array, Array, Array]:
    """Hessian of a block of points."""
    y_minus_m = y - m  # stable-loss.1
    hessian_m_m = np.exp(-s)  # stable-loss.1
    hessian_m_s = hessian_m_m * y_minus_m  # stable-hessian-m-s.1
    hessian_s_s = y_minus_m * y_minus_m * hessian_m_m / 2  # stable-hessian-s-s.1
    return hessian_m_m, hessian_m_s, hessian_m_s, hessian_s_s


def _loss_and_gradient(m: Array, s: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss and gradient of a block of points."""
    y_minus_m = y - m  # stable-loss.1
    hessian_m_m = np.exp(-s)  # stable-loss.1
    product = y_minus_m * y_minus_m * hessian_m_m  # stable-loss.1
    loss = (product + s + 1.8378770664093456) / 2  # stable-loss.1
    gradient_m = hessian_m_m * (m - y)  # stable-gradient-m.1
    gradient_s = (1 - product) / 2  # stable-gradient-s.1
    return loss, gradient_m, gradient_s


def _loss_gradient_hessian(m: Array, s: Array, y: Array) -> tuple[Array, Array, Array, Array, Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    y_minus_m = y - m  # stable-loss.1
    hessian_m_m = np.exp(-s)  # stable-loss.1
    product = y_minus_m * y_minus_m * hessian_m_m  # stable-loss.1
    loss = (product + s + 1.8378770664093456) / 2  # stable-loss.1
    gradient_m = hessian_m_m * (m - y)  # stable-gradient-m.1
    gradient_s = (1 - product) / 2  # stable-gradient-s.1
    hessian_m_s = hessian_m_m * y_minus_m  # stable-hessian-m-s.1
    hessian_s_s = product / 2  # stable-hessian-s-s.1
    return loss, gradient_m, gradient_s, hessian_m_m, hessian_m_s, hessian_m_s, hessian_s_s
