"""Simple preference optimisation: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from simpo.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = softplus(gamma + beta*(b - a))
    gradient_a = -beta*sigmoid(gamma + beta*(b - a))
    gradient_b = beta*sigmoid(gamma + beta*(b - a))
    hessian_a_a = beta**2*sigmoid(gamma + beta*(b - a))*sigmoid(-(gamma + beta*(b - a)))
    hessian_a_b = -beta**2*sigmoid(gamma + beta*(b - a))*sigmoid(-(gamma + beta*(b - a)))
    hessian_a_b = -beta**2*sigmoid(gamma + beta*(b - a))*sigmoid(-(gamma + beta*(b - a)))
    hessian_b_b = beta**2*sigmoid(gamma + beta*(b - a))*sigmoid(-(gamma + beta*(b - a)))

Args:
    a: an array or a number, any real number.
    b: an array or a number, any real number.
    beta: a number, in (0, inf); default 2.0.
    gamma: a number, in [0, inf); default 1.0.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 0.88 u (1 + κ) at 1152 points.
    gradient: at most 0.79 u (1 + κ) at 1152 points.
    hessian: at most 1.2 u (1 + κ) at 1139 points.

Example:
    >>> from derivations.generated import simpo
    >>> loss, gradient, hessian = simpo.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5])
    >>> loss.round(6).tolist()
    [1.313262, 1.313262]
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

ARGUMENTS = Arguments(predictions=("a", "b"), parameters=(("beta", "(0, inf)"), ("gamma", "[0, inf)")))


def pointwise_loss(
    a: ArrayLike, b: ArrayLike, *, beta: ArrayLike = 2.0, gamma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (a, b), (beta, gamma), out, ("loss",), (0,))


def pointwise_gradient(
    a: ArrayLike, b: ArrayLike, *, beta: ArrayLike = 2.0, gamma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (a, b), (beta, gamma), out, ("gradient",), (1,))


def pointwise_hessian(
    a: ArrayLike, b: ArrayLike, *, beta: ArrayLike = 2.0, gamma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (a, b), (beta, gamma), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(
    a: ArrayLike, b: ArrayLike, *, beta: ArrayLike = 2.0, gamma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (a, b), (beta, gamma), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(
    a: ArrayLike, b: ArrayLike, *, beta: ArrayLike = 2.0, gamma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (a, b), (beta, gamma), out, ("loss", "gradient", "hessian"), (0, 1, 2)
    )


def _loss(a: Array, b: Array, beta: float, gamma: float) -> Array:
    """Loss of a block of points."""
    total = gamma + beta * (b - a)  # stable-loss.2
    loss = np.maximum(total, 0) + np.log1p(np.exp(-np.abs(total)))  # stable-loss.2
    return loss


def _gradient(a: Array, b: Array, beta: float, gamma: float) -> tuple[Array, Array]:
    """Gradient of a block of points."""
    total = gamma + beta * (b - a)  # stable-loss.2
    exp_minus_abs_total = np.exp(-np.abs(total))  # stable-loss.2
    chosen = np.where(total > 0, 1, exp_minus_abs_total)  # stable-gradient-a.2
    gradient_b = beta * (chosen / (1 + exp_minus_abs_total))  # stable-gradient-a.2
    gradient_a = -gradient_b  # stable-gradient-a.2
    return gradient_a, gradient_b


def _hessian(a: Array, b: Array, beta: float, gamma: float) -> tuple[Array, Array, Array, Array]:
    """Hessian of a block of points."""
    total = gamma + beta * (b - a)  # stable-loss.2
    exp_minus_abs_total = np.exp(-np.abs(total))  # stable-loss.2
    total_2 = 1 + exp_minus_abs_total  # stable-gradient-a.2
    chosen_over_total_2 = np.where(total > 0, 1, exp_minus_abs_total) / total_2  # stable-gradient-a.2
    ratio = np.where(total < 0, 1, exp_minus_abs_total) / total_2  # stable-hessian-a-a.2
    hessian_a_a = beta * beta * chosen_over_total_2 * ratio  # stable-hessian-a-a.2
    hessian_a_b = -hessian_a_a  # stable-hessian-a-b.2
    return hessian_a_a, hessian_a_b, hessian_a_b, hessian_a_a


def _loss_and_gradient(a: Array, b: Array, beta: float, gamma: float) -> tuple[Array, Array, Array]:
    """Loss and gradient of a block of points."""
    total = gamma + beta * (b - a)  # stable-loss.2
    exp_minus_abs_total = np.exp(-np.abs(total))  # stable-loss.2
    loss = np.maximum(total, 0) + np.log1p(exp_minus_abs_total)  # stable-loss.2
    chosen = np.where(total > 0, 1, exp_minus_abs_total)  # stable-gradient-a.2
    gradient_b = beta * (chosen / (1 + exp_minus_abs_total))  # stable-gradient-a.2
    gradient_a = -gradient_b  # stable-gradient-a.2
    return loss, gradient_a, gradient_b


def _loss_gradient_hessian(
    a: Array, b: Array, beta: float, gamma: float
) -> tuple[Array, Array, Array, Array, Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    total = gamma + beta * (b - a)  # stable-loss.2
    exp_minus_abs_total = np.exp(-np.abs(total))  # stable-loss.2
    loss = np.maximum(total, 0) + np.log1p(exp_minus_abs_total)  # stable-loss.2
    total_2 = 1 + exp_minus_abs_total  # stable-gradient-a.2
    chosen_over_total_2 = np.where(total > 0, 1, exp_minus_abs_total) / total_2  # stable-gradient-a.2
    gradient_b = beta * chosen_over_total_2  # stable-gradient-a.2
    gradient_a = -gradient_b  # stable-gradient-a.2
    ratio = np.where(total < 0, 1, exp_minus_abs_total) / total_2  # stable-hessian-a-a.2
    hessian_a_a = beta * beta * chosen_over_total_2 * ratio  # stable-hessian-a-a.2
    hessian_a_b = -hessian_a_a  # stable-hessian-a-b.2
    return loss, gradient_a, gradient_b, hessian_a_a, hessian_a_b, hessian_a_b, hessian_a_a
