"""Triplet loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from triplet.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = max(0, a - b + margin)
    gradient_a = indicator(0 < a - b + margin)
    gradient_b = -indicator(0 < a - b + margin)
    hessian_a_a = 0
    hessian_a_b = 0
    hessian_a_b = 0
    hessian_b_b = 0

Args:
    a: an array or a number, any real number.
    b: an array or a number, any real number.
    margin: a number, in [0, inf); default 0.2.

The lines are those of `derivations.generated.triplet`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import triplet
    >>> loss, gradient, hessian = triplet.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5])
    >>> loss.round(6).tolist()
    [0.2, 0.2]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import NAN, isnan, maximum, select
from derivations.runtime.numba.points import pointwise
from derivations.runtime.pointwise import Results

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
    "pointwise_loss_gradient_hessian",
]

ARGUMENTS = Arguments(predictions=("a", "b"), parameters=(("margin", "[0, inf)"),))


def pointwise_loss(a: ArrayLike, b: ArrayLike, *, margin: ArrayLike = 0.2, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (a, b), (margin,), out, ("loss",), (0,))


def pointwise_gradient(a: ArrayLike, b: ArrayLike, *, margin: ArrayLike = 0.2, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (a, b), (margin,), out, ("gradient",), (1,))


def pointwise_hessian(a: ArrayLike, b: ArrayLike, *, margin: ArrayLike = 0.2, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (a, b), (margin,), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(a: ArrayLike, b: ArrayLike, *, margin: ArrayLike = 0.2, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (a, b), (margin,), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(a: ArrayLike, b: ArrayLike, *, margin: ArrayLike = 0.2, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (a, b), (margin,), out, ("loss", "gradient", "hessian"), (0, 1, 2)
    )


@kernel
def _loss(a: float, b: float, margin: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(a, b, margin)[0]


@kernel
def _gradient(a: float, b: float, margin: float) -> tuple[float, float]:
    """Gradient of a point."""
    return _loss_gradient_hessian(a, b, margin)[1:3]


@kernel
def _hessian(a: float, b: float, margin: float) -> tuple[float, float, float, float]:
    """Hessian of a point."""
    return _loss_gradient_hessian(a, b, margin)[3:7]


@kernel
def _loss_and_gradient(a: float, b: float, margin: float) -> tuple[float, float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(a, b, margin)[:3]


@kernel
def _loss_gradient_hessian(a: float, b: float, margin: float) -> tuple[float, float, float, float, float, float, float]:
    """Loss, gradient and Hessian of a point."""
    a_minus_b_plus_margin = a - b + margin  # stable-loss.1
    loss = maximum(0.0, a_minus_b_plus_margin)  # stable-loss.1
    gradient_a = select(a_minus_b_plus_margin > 0, 1.0, 0.0)  # stable-gradient-a.1
    gradient_b = -gradient_a  # stable-gradient-b.1
    return (
        loss,
        select(isnan(a) | isnan(b), NAN, gradient_a),
        select(isnan(a) | isnan(b), NAN, gradient_b),
        select(isnan(a) | isnan(b), NAN, 0.0),
        select(isnan(a) | isnan(b), NAN, 0.0),
        select(isnan(a) | isnan(b), NAN, 0.0),
        select(isnan(a) | isnan(b), NAN, 0.0),
    )
