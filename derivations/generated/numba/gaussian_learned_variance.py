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

The lines are those of `derivations.generated.gaussian_learned_variance`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import gaussian_learned_variance
    >>> loss, gradient, hessian = gaussian_learned_variance.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5,
    ... 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [9.132317, 1.168939]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import NAN, exp, isnan, select
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
    hessian_m_m = exp(-s)  # stable-loss.1
    product = y_minus_m * y_minus_m * hessian_m_m  # stable-loss.1
    loss = (product + s + 1.8378770664093456) / 2  # stable-loss.1
    gradient_m = hessian_m_m * (m - y)  # stable-gradient-m.1
    gradient_s = (1 - product) / 2  # stable-gradient-s.1
    hessian_m_s = hessian_m_m * y_minus_m  # stable-hessian-m-s.1
    hessian_s_s = product / 2  # stable-hessian-s-s.1
    return (
        loss,
        gradient_m,
        gradient_s,
        select(isnan(m) | isnan(y), NAN, hessian_m_m),
        hessian_m_s,
        hessian_m_s,
        hessian_s_s,
    )
