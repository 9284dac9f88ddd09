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

The lines are those of `derivations.generated.simpo`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import simpo
    >>> loss, gradient, hessian = simpo.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5])
    >>> loss.round(6).tolist()
    [1.313262, 1.313262]
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


@kernel
def _loss(a: float, b: float, beta: float, gamma: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(a, b, beta, gamma)[0]


@kernel
def _gradient(a: float, b: float, beta: float, gamma: float) -> tuple[float, float]:
    """Gradient of a point."""
    return _loss_gradient_hessian(a, b, beta, gamma)[1:3]


@kernel
def _hessian(a: float, b: float, beta: float, gamma: float) -> tuple[float, float, float, float]:
    """Hessian of a point."""
    return _loss_gradient_hessian(a, b, beta, gamma)[3:7]


@kernel
def _loss_and_gradient(a: float, b: float, beta: float, gamma: float) -> tuple[float, float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(a, b, beta, gamma)[:3]


@kernel
def _loss_gradient_hessian(
    a: float, b: float, beta: float, gamma: float
) -> tuple[float, float, float, float, float, float, float]:
    """Loss, gradient and Hessian of a point."""
    total = gamma + beta * (b - a)  # stable-loss.2
    exp_minus_abs_total = exp(-abs(total))  # stable-loss.2
    loss = maximum(total, 0.0) + log1p_of_fraction(exp_minus_abs_total)  # stable-loss.2
    total_2 = 1 + exp_minus_abs_total  # stable-gradient-a.2
    ratio = select(total > 0, 1.0, exp_minus_abs_total) / total_2  # stable-gradient-a.2
    gradient_b = beta * ratio  # stable-gradient-a.2
    gradient_a = -gradient_b  # stable-gradient-a.2
    ratio_2 = select(total < 0, 1.0, exp_minus_abs_total) / total_2  # stable-hessian-a-a.2
    hessian_a_a = beta * beta * ratio * ratio_2  # stable-hessian-a-a.2
    hessian_a_b = -hessian_a_a  # stable-hessian-a-b.2
    return loss, gradient_a, gradient_b, hessian_a_a, hessian_a_b, hessian_a_b, hessian_a_a
