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

The lines are those of `derivations.generated.ranknet`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import ranknet
    >>> loss, gradient, hessian = ranknet.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [0.693147, 0.693147]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import NAN, exp, isnan, log1p_of_fraction, maximum, select
from derivations.runtime.numba.points import pointwise
from derivations.runtime.pointwise import Results

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
    "pointwise_loss_gradient_hessian",
]

ARGUMENTS = Arguments(predictions=("a", "b"), variables=(("y", "[0, 1]"),))


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


@kernel
def _loss(a: float, b: float, y: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(a, b, y)[0]


@kernel
def _gradient(a: float, b: float, y: float) -> tuple[float, float]:
    """Gradient of a point."""
    return _loss_gradient_hessian(a, b, y)[1:3]


@kernel
def _hessian(a: float, b: float, y: float) -> tuple[float, float, float, float]:
    """Hessian of a point."""
    return _loss_gradient_hessian(a, b, y)[3:7]


@kernel
def _loss_and_gradient(a: float, b: float, y: float) -> tuple[float, float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(a, b, y)[:3]


@kernel
def _loss_gradient_hessian(a: float, b: float, y: float) -> tuple[float, float, float, float, float, float, float]:
    """Loss, gradient and Hessian of a point."""
    a_minus_b = a - b  # stable-loss.2
    exp_minus_abs_a_minus_b = exp(-abs(a_minus_b))  # stable-loss.2
    b_minus_a = b - a  # stable-loss.2
    value = log1p_of_fraction(exp_minus_abs_a_minus_b)  # stable-loss.2
    loss = maximum(a_minus_b, 0.0) + value + y * b_minus_a  # stable-loss.2
    chosen = select(a_minus_b > 0, 1.0, exp_minus_abs_a_minus_b)  # stable-gradient-a.2
    ratio = chosen / (1 + exp_minus_abs_a_minus_b)  # stable-gradient-a.2
    gradient_a = ratio - y  # stable-gradient-a.2
    gradient_b = y - ratio  # stable-gradient-b.2
    exp_minus_abs_b_minus_a = exp(-abs(b_minus_a))  # stable-hessian-a-a.2
    chosen_2 = select(b_minus_a > 0, 1.0, exp_minus_abs_b_minus_a)  # stable-hessian-a-a.2
    hessian_a_a = ratio * (chosen_2 / (1 + exp_minus_abs_b_minus_a))  # stable-hessian-a-a.2
    hessian_a_b = -hessian_a_a  # stable-hessian-a-b.2
    return (
        loss,
        gradient_a,
        gradient_b,
        select(isnan(y), NAN, hessian_a_a),
        select(isnan(y), NAN, hessian_a_b),
        select(isnan(y), NAN, hessian_a_b),
        select(isnan(y), NAN, hessian_a_a),
    )
