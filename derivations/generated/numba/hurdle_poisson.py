"""Hurdle Poisson likelihood: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from hurdle_poisson.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = where(y == 0, softplus(a), softplus(-a) + exp(z) + log(1 - exp(-exp(z))) - y*z + lgamma(y + 1))
    gradient_z = where(y == 0, 0, exp(z)/(1 - exp(-exp(z))) - y)
    gradient_a = where(y == 0, sigmoid(a), -sigmoid(-a))
    hessian_z_z = where(y == 0, 0, (exp(z) - exp(-exp(z))*(exp(z) + exp(2*z)))/(1 - exp(-exp(z)))**2)
    hessian_z_a = 0
    hessian_z_a = 0
    hessian_a_a = sigmoid(-a)*sigmoid(a)

Args:
    z: an array or a number, any real number.
    a: an array or a number, any real number.
    y: an array or a number, in {0, 1, 2,..}.

The lines are those of `derivations.generated.hurdle_poisson`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import hurdle_poisson
    >>> loss, gradient, hessian = hurdle_poisson.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5], [2.0,
    ... 2.0])
    >>> loss.round(6).tolist()
    [4.008199, 1.602386]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import NAN, exp, exprel, isnan, log, log1p, log1p_of_fraction, maximum, select
from derivations.runtime.numba.points import pointwise
from derivations.runtime.numba.special import lgamma
from derivations.runtime.pointwise import Results

__all__ = [
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
    "pointwise_loss_gradient_hessian",
]

ARGUMENTS = Arguments(predictions=("z", "a"), variables=(("y", "{0, 1, 2, ...}"),))


def pointwise_loss(z: ArrayLike, a: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, a, y), (), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, a: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, a, y), (), out, ("gradient",), (1,))


def pointwise_hessian(z: ArrayLike, a: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, a, y), (), out, ("hessian",), (2,))


def pointwise_loss_and_gradient(z: ArrayLike, a: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, a, y), (), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(z: ArrayLike, a: ArrayLike, y: ArrayLike, *, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, a, y), (), out, ("loss", "gradient", "hessian"), (0, 1, 2))


@kernel
def _loss(z: float, a: float, y: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(z, a, y)[0]


@kernel
def _gradient(z: float, a: float, y: float) -> tuple[float, float]:
    """Gradient of a point."""
    return _loss_gradient_hessian(z, a, y)[1:3]


@kernel
def _hessian(z: float, a: float, y: float) -> tuple[float, float, float, float]:
    """Hessian of a point."""
    return _loss_gradient_hessian(z, a, y)[3:7]


@kernel
def _loss_and_gradient(z: float, a: float, y: float) -> tuple[float, float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(z, a, y)[:3]


@kernel
def _loss_gradient_hessian(z: float, a: float, y: float) -> tuple[float, float, float, float, float, float, float]:
    """Loss, gradient and Hessian of a point."""
    value = y == 0  # stable-loss.3
    exp_minus_abs_a = exp(-abs(a))  # stable-loss.3
    log1p_exp_minus_abs_a = log1p_of_fraction(exp_minus_abs_a)  # stable-loss.3
    mu = exp(z)  # stable-loss.3
    minus_mu = -mu  # stable-loss.3
    exprel_minus_mu = exprel(minus_mu)  # stable-loss.3
    exp_minus_mu = exp(minus_mu)  # stable-loss.3
    chosen = select(z < 0, z + log(exprel_minus_mu), log1p(-exp_minus_mu))  # stable-loss.3
    difference = maximum(-a, 0.0) + log1p_exp_minus_abs_a + mu + chosen - y * z  # stable-loss.3
    total = maximum(a, 0.0) + log1p_exp_minus_abs_a  # stable-loss.3
    loss = select(value, total, difference + lgamma(y + 1))  # stable-loss.3
    gradient_z = select(value, 0.0, 1 / exprel_minus_mu - y)  # stable-gradient-z.2
    gradient_a = select(value, 1.0, -1.0) * (1 / (1 + exp(select(value, -a, a))))  # stable-gradient-a.1
    exprel_minus_mu_squared = exprel_minus_mu * exprel_minus_mu  # stable-hessian-z-z.2
    ratio = (exprel_minus_mu - exp_minus_mu) / exprel_minus_mu_squared  # stable-hessian-z-z.2
    hessian_z_z = select(value, 0.0, ratio)  # stable-hessian-z-z.2
    one_plus_exp_minus_abs_a = 1 + exp_minus_abs_a  # stable-hessian-a-a.2
    ratio_2 = select(a < 0, 1.0, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-hessian-a-a.2
    ratio_3 = select(a > 0, 1.0, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-hessian-a-a.2
    hessian_a_a = ratio_2 * ratio_3  # stable-hessian-a-a.2
    return (
        select(isnan(z), NAN, loss),
        select(isnan(z) | isnan(a), NAN, gradient_z),
        select(isnan(z) | isnan(y), NAN, gradient_a),
        select(isnan(z) | isnan(a) | isnan(y), NAN, hessian_z_z),
        select(isnan(z) | isnan(a) | isnan(y), NAN, 0.0),
        select(isnan(z) | isnan(a) | isnan(y), NAN, 0.0),
        select(isnan(z) | isnan(y), NAN, hessian_a_a),
    )
