"""Zero-inflated Poisson likelihood: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from zero_inflated_poisson.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = softplus(a) + exp(z) + where(y == 0, -softplus(a + exp(z)), lgamma(y + 1) - y*z)
    gradient_z = exp(z) + where(y == 0, -sigmoid(a + exp(z))*exp(z), -y)
    gradient_a = sigmoid(a) + where(y == 0, -sigmoid(a + exp(z)), 0)
    hessian_z_z = exp(z) + where(y == 0, -sigmoid(a + exp(z))*(sigmoid(-(a + exp(z)))*exp(2*z) + exp(z)), 0)
    hessian_z_a = where(y == 0, -exp(z)*sigmoid(a + exp(z))*sigmoid(-(a + exp(z))), 0)
    hessian_z_a = where(y == 0, -exp(z)*sigmoid(a + exp(z))*sigmoid(-(a + exp(z))), 0)
    hessian_a_a = sigmoid(a)*sigmoid(-a) + where(y == 0, -sigmoid(a + exp(z))*sigmoid(-(a + exp(z))), 0)

Args:
    z: an array or a number, any real number.
    a: an array or a number, any real number.
    y: an array or a number, in {0, 1, 2,..}.

The lines are those of `derivations.generated.zero_inflated_poisson`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import zero_inflated_poisson
    >>> loss, gradient, hessian = zero_inflated_poisson.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5],
    ... [2.0, 2.0])
    >>> loss.round(6).tolist()
    [4.117691, 2.315945]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import NAN, exp, expm1, isnan, log1p, log1p_of_fraction, maximum, minimum, select
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
    value = y == 0  # stable-loss.4
    mu = exp(z)  # stable-loss.4
    exp_minus_abs_a = exp(-abs(a))  # stable-loss.4
    one_plus_exp_minus_abs_a = 1 + exp_minus_abs_a  # stable-loss.4
    ratio = select(a < 0, 1.0, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-loss.4
    expm1_minus_mu = expm1(-mu)  # stable-loss.4
    below = a > 0  # stable-loss.4
    log1p_exp_minus_abs_a = log1p_of_fraction(exp_minus_abs_a)  # stable-loss.4
    minus_a_minus_mu = -a - mu  # stable-loss.4
    value_2 = log1p_of_fraction(exp(-abs(minus_a_minus_mu)))  # stable-loss.4
    total = maximum(-a, 0.0) + log1p_exp_minus_abs_a  # stable-loss.4
    a_plus_mu = a + mu  # stable-loss.4
    exp_minus_abs_a_plus_mu = exp(-abs(a_plus_mu))  # stable-loss.4
    total_2 = maximum(a, 0.0) + log1p_exp_minus_abs_a  # stable-loss.4
    value_3 = log1p_of_fraction(exp_minus_abs_a_plus_mu)  # stable-loss.4
    difference = total - (maximum(minus_a_minus_mu, 0.0) + value_2)  # stable-loss.4
    chosen = select(below, difference, total_2 + minimum(-a, mu) - value_3)  # stable-loss.4
    chosen_2 = select(mu < 1, -log1p(ratio * expm1_minus_mu), chosen)  # stable-loss.4
    loss = select(value, chosen_2, total_2 + mu + lgamma(y + 1) - y * z)  # stable-loss.4
    z_over_two = z / 2  # stable-gradient-z.5
    exp_z_over_two = exp(z_over_two)  # stable-gradient-z.5
    total_3 = 1 + exp_minus_abs_a_plus_mu  # stable-gradient-z.5
    ratio_2 = select(a_plus_mu < 0, 1.0, exp_minus_abs_a_plus_mu) / total_3  # stable-gradient-z.5
    gradient_z = select(value, exp_z_over_two * ratio_2 * exp_z_over_two, mu - y)  # stable-gradient-z.5
    ratio_3 = select(a_plus_mu > 0, 1.0, exp_minus_abs_a_plus_mu) / total_3  # stable-gradient-a.4
    product = ratio_3 * ratio * expm1_minus_mu  # stable-gradient-a.4
    p = select(below, 1.0, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.4
    gradient_a = select(value, product, p)  # stable-gradient-a.4
    mu_2 = exp(2 * z_over_two)  # stable-hessian-z-z.7
    product_2 = ratio_2 * select(ratio_2 == 0, 0.0, mu - mu_2 * ratio_3 * mu_2)  # stable-hessian-z-z.7
    hessian_z_z = select(value, product_2, mu)  # stable-hessian-z-z.7
    value_4 = -(exp_z_over_two * ratio_3 * ratio_2 * exp_z_over_two)  # stable-hessian-z-a.3
    hessian_z_a = select(value, value_4, 0.0)  # stable-hessian-z-a.3
    hessian_a_a = select(value, product * (ratio - ratio_3), p * ratio)  # stable-hessian-a-a.5
    return (
        loss,
        select(isnan(a), NAN, gradient_z),
        select(isnan(z) | isnan(y), NAN, gradient_a),
        select(isnan(a) | isnan(y), NAN, hessian_z_z),
        select(isnan(z) | isnan(a) | isnan(y), NAN, hessian_z_a),
        select(isnan(z) | isnan(a) | isnan(y), NAN, hessian_z_a),
        select(isnan(z) | isnan(y), NAN, hessian_a_a),
    )
