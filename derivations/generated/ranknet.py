"""RankNet loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from ranknet.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = softplus(a - b) + y*(b - a)
    gradient_a = sigmoid(a - b) - y
    gradient_b = y - sigmoid(a - b)
    hessian_a_a = sigmoid(a - b)*sigmoid(b - a)
    hessian_a_b = -sigmoid(a - b)*sigmoid(b - a)
    hessian_a_b = -sigmoid(a - b)*sigmoid(b - a)
    hessian_b_b = sigmoid(a - b)*sigmoid(b - a)

Args:
    a: an array or a number, any real number.
    b: an array or a number, any real number.
    y: an array or a number, in [0, 1].

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.2 u (1 + κ) at 1082 points.
    gradient: at most 1.4 u (1 + κ) at 1191 points.
    hessian: at most 2.5 u (1 + κ) at 1047 points.

Example:
    >>> from derivations.generated import ranknet
    >>> loss, gradient, hessian = ranknet.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [0.693147, 0.693147]
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

ARGUMENTS = Arguments(predictions=("a", "b"), variables=(("y", "[0, 1]"),), watched=("y",))


def pointwise_loss(a: ArrayLike, b: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (a, b, y), (), out, ("loss",), (0,))


def pointwise_gradient(a: ArrayLike, b: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (a, b, y), (), out, ("gradient",), (1,))


def pointwise_hessian(a: ArrayLike, b: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (a, b, y), (), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(a: ArrayLike, b: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (a, b, y), (), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(a: ArrayLike, b: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (a, b, y), (), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(a: Array, b: Array, y: Array) -> Array:
    """Loss of a block of points."""
    a_minus_b = a - b  # stable-loss.2
    total = np.maximum(a_minus_b, 0) + np.log1p(np.exp(-np.abs(a_minus_b)))  # stable-loss.2
    loss = total + y * (b - a)  # stable-loss.2
    return loss


def _gradient(a: Array, b: Array, y: Array) -> tuple[Array, Array]:
    """Gradient of a block of points."""
    a_minus_b = a - b  # stable-loss.2
    exp_minus_abs_a_minus_b = np.exp(-np.abs(a_minus_b))  # stable-loss.2
    chosen = np.where(a_minus_b > 0, 1, exp_minus_abs_a_minus_b)  # stable-gradient-a.2
    ratio = chosen / (1 + exp_minus_abs_a_minus_b)  # stable-gradient-a.2
    gradient_a = ratio - y  # stable-gradient-a.2
    gradient_b = y - ratio  # stable-gradient-b.2
    return gradient_a, gradient_b


def _hessian(a: Array, b: Array, y: Array) -> tuple[Array, Array, Array, Array]:
    """Hessian of a block of points."""
    a_minus_b = a - b  # stable-loss.2
    exp_minus_abs_a_minus_b = np.exp(-np.abs(a_minus_b))  # stable-loss.2
    b_minus_a = b - a  # stable-loss.2
    chosen = np.where(a_minus_b > 0, 1, exp_minus_abs_a_minus_b)  # stable-gradient-a.2
    exp_minus_abs_b_minus_a = np.exp(-np.abs(b_minus_a))  # stable-hessian-a-a.2
    chosen_2 = np.where(b_minus_a > 0, 1, exp_minus_abs_b_minus_a)  # stable-hessian-a-a.2
    ratio_2 = chosen_2 / (1 + exp_minus_abs_b_minus_a)  # stable-hessian-a-a.2
    hessian_a_a = chosen / (1 + exp_minus_abs_a_minus_b) * ratio_2  # stable-hessian-a-a.2
    hessian_a_b = -hessian_a_a  # stable-hessian-a-b.2
    return hessian_a_a, hessian_a_b, hessian_a_b, hessian_a_a


def _loss_and_gradient(a: Array, b: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss and gradient of a block of points."""
    a_minus_b = a - b  # stable-loss.2
    exp_minus_abs_a_minus_b = np.exp(-np.abs(a_minus_b))  # stable-loss.2
    total = np.maximum(a_minus_b, 0) + np.log1p(exp_minus_abs_a_minus_b)  # stable-loss.2
    loss = total + y * (b - a)  # stable-loss.2
    chosen = np.where(a_minus_b > 0, 1, exp_minus_abs_a_minus_b)  # stable-gradient-a.2
    ratio = chosen / (1 + exp_minus_abs_a_minus_b)  # stable-gradient-a.2
    gradient_a = ratio - y  # stable-gradient-a.2
    gradient_b = y - ratio  # stable-gradient-b.2
    return loss, gradient_a, gradient_b


def _loss_gradient_hessian(a: Array, b: Array, y: Array) -> tuple[Array, Array, Array, Array, Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    a_minus_b = a - b  # stable-loss.2
    exp_minus_abs_a_minus_b = np.exp(-np.abs(a_minus_b))  # stable-loss.2
    b_minus_a = b - a  # stable-loss.2
    total = np.maximum(a_minus_b, 0) + np.log1p(exp_minus_abs_a_minus_b)  # stable-loss.2
    loss = total + y * b_minus_a  # stable-loss.2
    chosen = np.where(a_minus_b > 0, 1, exp_minus_abs_a_minus_b)  # stable-gradient-a.2
    ratio = chosen / (1 + exp_minus_abs_a_minus_b)  # stable-gradient-a.2
    gradient_a = ratio - y  # stable-gradient-a.2
    gradient_b = y - ratio  # stable-gradient-b.2
    exp_minus_abs_b_minus_a = np.exp(-np.abs(b_minus_a))  # stable-hessian-a-a.2
    chosen_2 = np.where(b_minus_a > 0, 1, exp_minus_abs_b_minus_a)  # stable-hessian-a-a.2
    hessian_a_a = ratio * (chosen_2 / (1 + exp_minus_abs_b_minus_a))  # stable-hessian-a-a.2
    hessian_a_b = -hessian_a_a  # stable-hessian-a-b.2
    return loss, gradient_a, gradient_b, hessian_a_a, hessian_a_b, hessian_a_b, hessian_a_a
