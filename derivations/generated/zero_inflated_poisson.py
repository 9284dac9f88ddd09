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

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: more than 16 u (1 + κ) at 1 of 1084 points; worst: at z = 6.907720384087697, a = 9.364687044781588e-209, y
        = 1000.0 it gives 5.066047295405042 for 5.06604729540599.
    gradient: more than 16 u (1 + κ) at 4 of 1166 points; worst: at z = 1e+100, a = 0.0, y = 0.0 it gives nan for
        0.0.
    hessian: more than 16 u (1 + κ) at 6 of 1097 points; worst: at z = 1e+300, a = 0.0, y = 0.0 it gives nan for
        0.0.

Example:
    >>> from derivations.generated import zero_inflated_poisson
    >>> loss, gradient, hessian = zero_inflated_poisson.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5],
    ... [2.0, 2.0])
    >>> loss.round(6).tolist()
    [4.117691, 2.315945]
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

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

ARGUMENTS = Arguments(predictions=("z", "a"), variables=(("y", "{0, 1, 2, ...}"),), watched=("z", "a", "y"))


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


def _loss(z: Array, a: Array, y: Array) -> Array:
    """Loss of a block of points."""
    mu = np.exp(z)  # stable-loss.4
    exp_minus_abs_a = np.exp(-np.abs(a))  # stable-loss.4
    ratio = np.where(a < 0, 1, exp_minus_abs_a) / (1 + exp_minus_abs_a)  # stable-loss.4
    log1p_exp_minus_abs_a = np.log1p(exp_minus_abs_a)  # stable-loss.4
    minus_a_minus_mu = -a - mu  # stable-loss.4
    value = np.log1p(np.exp(-np.abs(minus_a_minus_mu)))  # stable-loss.4
    total = np.maximum(-a, 0) + log1p_exp_minus_abs_a  # stable-loss.4
    total_2 = np.maximum(a, 0) + log1p_exp_minus_abs_a  # stable-loss.4
    difference = total_2 + np.minimum(-a, mu) - np.log1p(np.exp(-np.abs(a + mu)))  # stable-loss.4
    difference_2 = total - (np.maximum(minus_a_minus_mu, 0) + value)  # stable-loss.4
    chosen = np.where(a > 0, difference_2, difference)  # stable-loss.4
    chosen_2 = np.where(mu < 1, -np.log1p(ratio * np.expm1(-mu)), chosen)  # stable-loss.4
    difference_3 = total_2 + mu + special.gammaln(y + 1) - y * z  # stable-loss.4
    loss = np.where(y == 0, chosen_2, difference_3)  # stable-loss.4
    return loss


def _gradient(z: Array, a: Array, y: Array) -> tuple[Array, Array]:
    """Gradient of a block of points."""
    value_2 = y == 0  # stable-loss.4
    mu = np.exp(z)  # stable-loss.4
    exp_minus_abs_a = np.exp(-np.abs(a))  # stable-loss.4
    one_plus_exp_minus_abs_a = 1 + exp_minus_abs_a  # stable-loss.4
    a_plus_mu = a + mu  # stable-loss.4
    exp_minus_abs_a_plus_mu = np.exp(-np.abs(a_plus_mu))  # stable-loss.4
    exp_z_over_two = np.exp(z / 2)  # stable-gradient-z.5
    total_3 = 1 + exp_minus_abs_a_plus_mu  # stable-gradient-z.5
    ratio_2 = np.where(a_plus_mu < 0, 1, exp_minus_abs_a_plus_mu) / total_3  # stable-gradient-z.5
    product = exp_z_over_two * ratio_2 * exp_z_over_two  # stable-gradient-z.5
    gradient_z = np.where(value_2, product, mu - y)  # stable-gradient-z.5
    ratio = np.where(a < 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-loss.4
    ratio_3 = np.where(a_plus_mu > 0, 1, exp_minus_abs_a_plus_mu) / total_3  # stable-gradient-a.4
    p = np.where(a > 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.4
    gradient_a = np.where(value_2, ratio_3 * ratio * np.expm1(-mu), p)  # stable-gradient-a.4
    return gradient_z, gradient_a


def _hessian(z: Array, a: Array, y: Array) -> tuple[Array, Array, Array, Array]:
    """Hessian of a block of points."""
    value_2 = y == 0  # stable-loss.4
    mu = np.exp(z)  # stable-loss.4
    exp_minus_abs_a = np.exp(-np.abs(a))  # stable-loss.4
    one_plus_exp_minus_abs_a = 1 + exp_minus_abs_a  # stable-loss.4
    ratio = np.where(a < 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-loss.4
    a_plus_mu = a + mu  # stable-loss.4
    exp_minus_abs_a_plus_mu = np.exp(-np.abs(a_plus_mu))  # stable-loss.4
    z_over_two = z / 2  # stable-gradient-z.5
    exp_z_over_two = np.exp(z_over_two)  # stable-gradient-z.5
    total_3 = 1 + exp_minus_abs_a_plus_mu  # stable-gradient-z.5
    ratio_2 = np.where(a_plus_mu < 0, 1, exp_minus_abs_a_plus_mu) / total_3  # stable-gradient-z.5
    ratio_3 = np.where(a_plus_mu > 0, 1, exp_minus_abs_a_plus_mu) / total_3  # stable-gradient-a.4
    mu_2 = np.exp(2 * z_over_two)  # stable-hessian-z-z.7
    product_2 = ratio_2 * np.where(ratio_2 == 0, 0, mu - mu_2 * ratio_3 * mu_2)  # stable-hessian-z-z.7
    hessian_z_z = np.where(value_2, product_2, mu)  # stable-hessian-z-z.7
    value_3 = -(exp_z_over_two * ratio_3 * ratio_2 * exp_z_over_two)  # stable-hessian-z-a.3
    hessian_z_a = np.where(value_2, value_3, 0)  # stable-hessian-z-a.3
    p = np.where(a > 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.4
    product_3 = ratio_3 * ratio * np.expm1(-mu) * (ratio - ratio_3)  # stable-hessian-a-a.5
    hessian_a_a = np.where(value_2, product_3, p * ratio)  # stable-hessian-a-a.5
    return hessian_z_z, hessian_z_a, hessian_z_a, hessian_a_a


def _loss_and_gradient(z: Array, a: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss and gradient of a block of points."""
    value_2 = y == 0  # stable-loss.4
    mu = np.exp(z)  # stable-loss.4
    exp_minus_abs_a = np.exp(-np.abs(a))  # stable-loss.4
    one_plus_exp_minus_abs_a = 1 + exp_minus_abs_a  # stable-loss.4
    ratio = np.where(a < 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-loss.4
    expm1_minus_mu = np.expm1(-mu)  # stable-loss.4
    below = a > 0  # stable-loss.4
    log1p_exp_minus_abs_a = np.log1p(exp_minus_abs_a)  # stable-loss.4
    minus_a_minus_mu = -a - mu  # stable-loss.4
    value = np.log1p(np.exp(-np.abs(minus_a_minus_mu)))  # stable-loss.4
    total = np.maximum(-a, 0) + log1p_exp_minus_abs_a  # stable-loss.4
    a_plus_mu = a + mu  # stable-loss.4
    exp_minus_abs_a_plus_mu = np.exp(-np.abs(a_plus_mu))  # stable-loss.4
    total_2 = np.maximum(a, 0) + log1p_exp_minus_abs_a  # stable-loss.4
    difference = total_2 + np.minimum(-a, mu) - np.log1p(exp_minus_abs_a_plus_mu)  # stable-loss.4
    difference_2 = total - (np.maximum(minus_a_minus_mu, 0) + value)  # stable-loss.4
    chosen = np.where(below, difference_2, difference)  # stable-loss.4
    chosen_2 = np.where(mu < 1, -np.log1p(ratio * expm1_minus_mu), chosen)  # stable-loss.4
    difference_3 = total_2 + mu + special.gammaln(y + 1) - y * z  # stable-loss.4
    loss = np.where(value_2, chosen_2, difference_3)  # stable-loss.4
    exp_z_over_two = np.exp(z / 2)  # stable-gradient-z.5
    total_3 = 1 + exp_minus_abs_a_plus_mu  # stable-gradient-z.5
    ratio_2 = np.where(a_plus_mu < 0, 1, exp_minus_abs_a_plus_mu) / total_3  # stable-gradient-z.5
    product = exp_z_over_two * ratio_2 * exp_z_over_two  # stable-gradient-z.5
    gradient_z = np.where(value_2, product, mu - y)  # stable-gradient-z.5
    ratio_3 = np.where(a_plus_mu > 0, 1, exp_minus_abs_a_plus_mu) / total_3  # stable-gradient-a.4
    p = np.where(below, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.4
    gradient_a = np.where(value_2, ratio_3 * ratio * expm1_minus_mu, p)  # stable-gradient-a.4
    return loss, gradient_z, gradient_a


def _loss_gradient_hessian(z: Array, a: Array, y: Array) -> tuple[Array, Array, Array, Array, Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    value_2 = y == 0  # stable-loss.4
    mu = np.exp(z)  # stable-loss.4
    exp_minus_abs_a = np.exp(-np.abs(a))  # stable-loss.4
    one_plus_exp_minus_abs_a = 1 + exp_minus_abs_a  # stable-loss.4
    ratio = np.where(a < 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-loss.4
    expm1_minus_mu = np.expm1(-mu)  # stable-loss.4
    below = a > 0  # stable-loss.4
    log1p_exp_minus_abs_a = np.log1p(exp_minus_abs_a)  # stable-loss.4
    minus_a_minus_mu = -a - mu  # stable-loss.4
    value = np.log1p(np.exp(-np.abs(minus_a_minus_mu)))  # stable-loss.4
    total = np.maximum(-a, 0) + log1p_exp_minus_abs_a  # stable-loss.4
    a_plus_mu = a + mu  # stable-loss.4
    exp_minus_abs_a_plus_mu = np.exp(-np.abs(a_plus_mu))  # stable-loss.4
    total_2 = np.maximum(a, 0) + log1p_exp_minus_abs_a  # stable-loss.4
    difference = total_2 + np.minimum(-a, mu) - np.log1p(exp_minus_abs_a_plus_mu)  # stable-loss.4
    difference_2 = total - (np.maximum(minus_a_minus_mu, 0) + value)  # stable-loss.4
    chosen = np.where(below, difference_2, difference)  # stable-loss.4
    chosen_2 = np.where(mu < 1, -np.log1p(ratio * expm1_minus_mu), chosen)  # stable-loss.4
    difference_3 = total_2 + mu + special.gammaln(y + 1) - y * z  # stable-loss.4
    loss = np.where(value_2, chosen_2, difference_3)  # stable-loss.4
    z_over_two = z / 2  # stable-gradient-z.5
    exp_z_over_two = np.exp(z_over_two)  # stable-gradient-z.5
    total_3 = 1 + exp_minus_abs_a_plus_mu  # stable-gradient-z.5
    ratio_2 = np.where(a_plus_mu < 0, 1, exp_minus_abs_a_plus_mu) / total_3  # stable-gradient-z.5
    product = exp_z_over_two * ratio_2 * exp_z_over_two  # stable-gradient-z.5
    gradient_z = np.where(value_2, product, mu - y)  # stable-gradient-z.5
    ratio_3 = np.where(a_plus_mu > 0, 1, exp_minus_abs_a_plus_mu) / total_3  # stable-gradient-a.4
    product_4 = ratio_3 * ratio * expm1_minus_mu  # stable-gradient-a.4
    p = np.where(below, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.4
    gradient_a = np.where(value_2, product_4, p)  # stable-gradient-a.4
    mu_2 = np.exp(2 * z_over_two)  # stable-hessian-z-z.7
    product_2 = ratio_2 * np.where(ratio_2 == 0, 0, mu - mu_2 * ratio_3 * mu_2)  # stable-hessian-z-z.7
    hessian_z_z = np.where(value_2, product_2, mu)  # stable-hessian-z-z.7
    value_3 = -(exp_z_over_two * ratio_3 * ratio_2 * exp_z_over_two)  # stable-hessian-z-a.3
    hessian_z_a = np.where(value_2, value_3, 0)  # stable-hessian-z-a.3
    hessian_a_a = np.where(value_2, product_4 * (ratio - ratio_3), p * ratio)  # stable-hessian-a-a.5
    return loss, gradient_z, gradient_a, hessian_z_z, hessian_z_a, hessian_z_a, hessian_a_a
