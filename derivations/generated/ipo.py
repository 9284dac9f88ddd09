"""Identity preference optimisation: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from ipo.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = (a - b - 1/(2*tau))**2
    gradient_a = 2*(a - b - 1/(2*tau))
    gradient_b = 2*b + 1/tau - 2*a
    hessian_a_a = 2
    hessian_a_b = -2
    hessian_a_b = -2
    hessian_b_b = 2

Args:
    a: an array or a number, any real number.
    b: an array or a number, any real number.
    tau: a number, in (0, inf); default 0.1.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.1 u (1 + κ) at 1117 points.
    gradient: at most 0.86 u (1 + κ) at 1283 points.
    hessian: at most 0 u (1 + κ) at 1061 points.

Example:
    >>> from derivations.generated import ipo
    >>> loss, gradient, hessian = ipo.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5])
    >>> loss.round(6).tolist()
    [25.0, 25.0]
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

ARGUMENTS = Arguments(predictions=("a", "b"), parameters=(("tau", "(0, inf)"),), watched=("a", "b"))


def pointwise_loss(a: ArrayLike, b: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (a, b), (tau,), out, ("loss",), (0,))


def pointwise_gradient(a: ArrayLike, b: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (a, b), (tau,), out, ("gradient",), (1,))


def pointwise_hessian(a: ArrayLike, b: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (a, b), (tau,), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(a: ArrayLike, b: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (a, b), (tau,), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(a: ArrayLike, b: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (a, b), (tau,), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(a: Array, b: Array, tau: float) -> Array:
    """Loss of a block of points."""
    difference = a - b - 1 / (2 * tau)  # stable-loss.1
    loss = difference * difference  # stable-loss.1
    return loss


def _gradient(a: Array, b: Array, tau: float) -> tuple[Array, Array]:
    """Gradient of a block of points."""
    gradient_a = 2 * (a - b - 1 / (2 * tau))  # stable-gradient-a.1
    gradient_b = 2 * b + 1 / tau - 2 * a  # stable-gradient-b.1
    return gradient_a, gradient_b


def _hessian(a: Array, b: Array, tau: float) -> tuple[Array, Array, Array, Array]:
    """Hessian of a block of points."""
    return np.asarray(2), np.asarray(-2), np.asarray(-2), np.asarray(2)


def _loss_and_gradient(a: Array, b: Array, tau: float) -> tuple[Array, Array, Array]:
    """Loss and gradient of a block of points."""
    difference = a - b - 1 / (2 * tau)  # stable-loss.1
    loss = difference * difference  # stable-loss.1
    gradient_a = 2 * difference  # stable-gradient-a.1
    gradient_b = 2 * b + 1 / tau - 2 * a  # stable-gradient-b.1
    return loss, gradient_a, gradient_b


def _loss_gradient_hessian(a: Array, b: Array, tau: float) -> tuple[Array, Array, Array, Array, Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    difference = a - b - 1 / (2 * tau)  # stable-loss.1
    loss = difference * difference  # stable-loss.1
    gradient_a = 2 * difference  # stable-gradient-a.1
    gradient_b = 2 * b + 1 / tau - 2 * a  # stable-gradient-b.1
    return loss, gradient_a, gradient_b, np.asarray(2), np.asarray(-2), np.asarray(-2), np.asarray(2)
