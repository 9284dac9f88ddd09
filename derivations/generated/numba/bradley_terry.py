"""Bradley–Terry likelihood: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from bradley_terry.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = softplus(b - a)
    gradient_a = -sigmoid(b - a)
    gradient_b = sigmoid(b - a)
    hessian_a_a = sigmoid(b - a)*sigmoid(a - b)
    hessian_a_b = -sigmoid(b - a)*sigmoid(a - b)
    hessian_a_b = -sigmoid(b - a)*sigmoid(a - b)
    hessian_b_b = sigmoid(b - a)*sigmoid(a - b)

Args:
    a: an array or a number, any real number.
    b: an array or a number, any real number.

The lines are those of `derivations.generated.bradley_terry`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import bradley_terry
    >>> loss, gradient, hessian = bradley_terry.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5])
    >>> loss.round(6).tolist()
    [0.693147, 0.693147]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import exp, log1p_of_fraction, maximum, select
from derivations.runtime.numba.points import pointwise
from derivations.runtime.pointwise import Results

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
    "pointwise_loss_gradient_hessian",
]

ARGUMENTS = Arguments(predictions=("a", "b"))


def pointwise_loss(a: ArrayLike, b: ArrayLike, *, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (a, b), (), out, ("loss",), (0,))


def pointwise_gradient(a: ArrayLike, b: ArrayLike, *, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (a, b), (), out, ("gradient",), (1,))


def pointwise_hessian(a: ArrayLike, b: ArrayLike, *, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (a, b), (), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(a: ArrayLike, b: ArrayLike, *, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (a, b), (), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(a: ArrayLike, b: ArrayLike, *, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (a, b), (), out, ("loss", "gradient", "hessian"), (0, 1, 2))


@kernel
def _loss(a: float, b: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(a, b)[0]


@kernel
def _gradient(a: float, b: float) -> tuple[float, float]:
    """Gradient of a point."""
    return _loss_gradient_hessian(a, b)[1:3]


@kernel
def _hessian(a: float, b: float) -> tuple[float, float, float, float]:
    """Hessian of a point."""
    return _loss_gradient_hessian(a, b)[3:7]


@kernel
def _loss_and_gradient(a: float, b: float) -> tuple[float, float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(a, b)[:3]


@kernel
def _loss_gradient_hessian(a: float, b: float) -> tuple[float, float, float, float, float, float, float]:
    """Loss, gradient and Hessian of a point."""
    b_minus_a = b - a  # stable-loss.2
    exp_minus_abs_b_minus_a = exp(-abs(b_minus_a))  # stable-loss.2
    value = log1p_of_fraction(exp_minus_abs_b_minus_a)  # stable-loss.2
    loss = maximum(b_minus_a, 0.0) + value  # stable-loss.2
    chosen = select(b_minus_a > 0, 1.0, exp_minus_abs_b_minus_a)  # stable-gradient-a.2
    gradient_b = chosen / (1 + exp_minus_abs_b_minus_a)  # stable-gradient-a.2
    gradient_a = -gradient_b  # stable-gradient-a.2
    a_minus_b = a - b  # stable-hessian-a-a.2
    exp_minus_abs_a_minus_b = exp(-abs(a_minus_b))  # stable-hessian-a-a.2
    chosen_2 = select(a_minus_b > 0, 1.0, exp_minus_abs_a_minus_b)  # stable-hessian-a-a.2
    hessian_a_a = gradient_b * (chosen_2 / (1 + exp_minus_abs_a_minus_b))  # stable-hessian-a-a.2
    hessian_a_b = -hessian_a_a  # stable-hessian-a-b.2
    return loss, gradient_a, gradient_b, hessian_a_a, hessian_a_b, hessian_a_b, hessian_a_a
