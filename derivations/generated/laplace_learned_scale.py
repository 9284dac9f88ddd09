"""Laplace likelihood with learned scale: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from laplace_learned_scale.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = abs(y - m)*exp(-s) + s + log(2)
    gradient_m = -exp(-s)*sign(y - m)
    gradient_s = 1 - abs(y - m)*exp(-s)
    hessian_m_m = 0
    hessian_m_s = sign(y - m)*exp(-s)
    hessian_m_s = sign(y - m)*exp(-s)
    hessian_s_s = abs(y - m)*exp(-s)

Args:
    m: an array or a number, any real number.
    s: an array or a number, any real number.
    y: an array or a number, any real number.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 0.99 u (1 + κ) at 1303 points.
    gradient: at most 0.9 u (1 + κ) at 1225 points.
    hessian: at most 8.6 u (1 + κ) at 1123 points.

Example:
    >>> from derivations.generated import laplace_learned_scale
    >>> loss, gradient, hessian = laplace_learned_scale.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5],
    ... [0.5, 0.5])
    >>> loss.round(6).tolist()
    [8.156525, 1.193147]
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

ARGUMENTS = Arguments(predictions=("m", "s"), variables=(("y", "real"),), watched=("m", "s", "y"))


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
    loss = np.abs(y - m) * np.exp(-s) + s + 0.6931471805599453  # stable-loss.1
    return loss


def _gradient(m: Array, s: Array, y: Array) -> tuple[Array, Array]:
    """Gradient of a block of points."""
    y_minus_m = y - m  # stable-loss.1
    exp_minus_s = np.exp(-s)  # stable-loss.1
    gradient_m = -(exp_minus_s * np.sign(y_minus_m))  # stable-gradient-m.1
    gradient_s = 1 - np.abs(y_minus_m) * exp_minus_s  # stable-gradient-s.1
    return gradient_m, gradient_s


def _hessian(m: Array, s: Array, y: Array) -> tuple[Array, Array, Array, Array]:
    """Hessian of a block of points."""
    y_minus_m = y - m  # stable-loss.1
    exp_minus_s = np.exp(-s)  # stable-loss.1
    hessian_s_s = np.abs(y_minus_m) * exp_minus_s  # stable-loss.1
    hessian_m_s = np.sign(y_minus_m) * exp_minus_s  # stable-hessian-m-s.1
    return np.asarray(0), hessian_m_s, hessian_m_s, hessian_s_s


def _loss_and_gradient(m: Array, s: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss and gradient of a block of points."""
    y_minus_m = y - m  # stable-loss.1
    exp_minus_s = np.exp(-s)  # stable-loss.1
    hessian_s_s = np.abs(y_minus_m) * exp_minus_s  # stable-loss.1
    loss = hessian_s_s + s + 0.6931471805599453  # stable-loss.1
    gradient_m = -(exp_minus_s * np.sign(y_minus_m))  # stable-gradient-m.1
    gradient_s = 1 - hessian_s_s  # stable-gradient-s.1
    return loss, gradient_m, gradient_s


def _loss_gradient_hessian(m: Array, s: Array, y: Array) -> tuple[Array, Array, Array, Array, Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    y_minus_m = y - m  # stable-loss.1
    exp_minus_s = np.exp(-s)  # stable-loss.1
    hessian_s_s = np.abs(y_minus_m) * exp_minus_s  # stable-loss.1
    loss = hessian_s_s + s + 0.6931471805599453  # stable-loss.1
    sign_y_minus_m = np.sign(y_minus_m)  # stable-gradient-m.1
    gradient_m = -(exp_minus_s * sign_y_minus_m)  # stable-gradient-m.1
    gradient_s = 1 - hessian_s_s  # stable-gradient-s.1
    hessian_m_s = sign_y_minus_m * exp_minus_s  # stable-hessian-m-s.1
    return loss, gradient_m, gradient_s, np.asarray(0), hessian_m_s, hessian_m_s, hessian_s_s
