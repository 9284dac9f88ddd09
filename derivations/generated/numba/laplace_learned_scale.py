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

The lines are those of `derivations.generated.laplace_learned_scale`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import laplace_learned_scale
    >>> loss, gradient, hessian = laplace_learned_scale.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5],
    ... [0.5, 0.5])
    >>> loss.round(6).tolist()
    [8.156525, 1.193147]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import NAN, exp, isnan, select, sign
from derivations.runtime.numba.points import pointwise
from derivations.runtime.pointwise import Results

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
    "pointwise_loss_gradient_hessian",
]

ARGUMENTS = Arguments(predictions=("m", "s"), variables=(("y", "real"),))


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


@kernel
def _loss(m: float, s: float, y: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(m, s, y)[0]


@kernel
def _gradient(m: float, s: float, y: float) -> tuple[float, float]:
    """Gradient of a point."""
    return _loss_gradient_hessian(m, s, y)[1:3]


@kernel
def _hessian(m: float, s: float, y: float) -> tuple[float, float, float, float]:
    """Hessian of a point."""
    return _loss_gradient_hessian(m, s, y)[3:7]


@kernel
def _loss_and_gradient(m: float, s: float, y: float) -> tuple[float, float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(m, s, y)[:3]


@kernel
def _loss_gradient_hessian(m: float, s: float, y: float) -> tuple[float, float, float, float, float, float, float]:
    """Loss, gradient and Hessian of a point."""
    y_minus_m = y - m  # stable-loss.1
    exp_minus_s = exp(-s)  # stable-loss.1
    hessian_s_s = abs(y_minus_m) * exp_minus_s  # stable-loss.1
    loss = hessian_s_s + s + 0.6931471805599453  # stable-loss.1
    sign_y_minus_m = sign(y_minus_m)  # stable-gradient-m.1
    gradient_m = -(exp_minus_s * sign_y_minus_m)  # stable-gradient-m.1
    gradient_s = 1 - hessian_s_s  # stable-gradient-s.1
    hessian_m_s = sign_y_minus_m * exp_minus_s  # stable-hessian-m-s.1
    return (
        loss,
        gradient_m,
        gradient_s,
        select(isnan(m) | isnan(s) | isnan(y), NAN, 0.0),
        hessian_m_s,
        hessian_m_s,
        hessian_s_s,
    )
