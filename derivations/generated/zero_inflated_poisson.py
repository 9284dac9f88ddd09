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
    loss: more than 16 u (1 + κ) at 137 of 1084 points; worst: at z = 710.5, a = 0.0, y = 0.0 it gives nan for
        0.6931471805599453.
    gradient: more than 16 u (1 + κ) at 52 of 1166 points; worst: at z = 710.5, a = 0.0, y = 0.0 it gives nan for
        0.0.
    hessian: more than 16 u (1 + κ) at 88 of 1108 points; worst: at z = 710.5, a = 0.0, y = 0.0 it gives nan for
        -0.0.

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
    """Loss, gradient and hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (z, a, y), (), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(z: Array, a: Array, y: Array) -> Array:
    """Loss of a block of points."""
    mu = np.exp(z)  # stable-loss.2
    a_plus_mu = a + mu  # stable-loss.2
    value = -(np.maximum(a_plus_mu, 0) + np.log1p(np.exp(-np.abs(a_plus_mu))))  # stable-loss.2
    chosen = np.where(y == 0, value, special.gammaln(y + 1) - y * z)  # stable-loss.2
    loss = np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a))) + mu + chosen  # stable-loss.2
    return loss


def _gradient(z: Array, a: Array, y: Array) -> tuple[Array, Array]:
    """Gradient of a block of points."""
    exp_minus_abs_a = np.exp(-np.abs(a))  # stable-loss.2
    mu = np.exp(z)  # stable-loss.2
    value_2 = y == 0  # stable-loss.2
    a_plus_mu = a + mu  # stable-loss.2
    exp_minus_abs_a_plus_mu = np.exp(-np.abs(a_plus_mu))  # stable-loss.2
    chosen_2 = np.where(a_plus_mu > 0, 1, exp_minus_abs_a_plus_mu)  # stable-gradient-z.2
    ratio = chosen_2 / (1 + exp_minus_abs_a_plus_mu)  # stable-gradient-z.2
    gradient_z = mu - np.where(value_2, ratio * mu, y)  # stable-gradient-z.2
    below = a > 0  # stable-gradient-a.3
    chosen_3 = np.where(value_2, -ratio, 0)  # stable-gradient-a.3
    one_plus_exp_minus_abs_a = 1 + exp_minus_abs_a  # stable-gradient-a.3
    ratio_2 = np.where(a < 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.3
    p = np.where(below, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.3
    gradient_a = np.where(below, 1 + chosen_3 - ratio_2, p + chosen_3)  # stable-gradient-a.3
    return gradient_z, gradient_a


def _hessian(z: Array, a: Array, y: Array) -> tuple[Array, Array, Array, Array]:
    """Hessian of a block of points."""
    exp_minus_abs_a = np.exp(-np.abs(a))  # stable-loss.2
    mu = np.exp(z)  # stable-loss.2
    value_2 = y == 0  # stable-loss.2
    a_plus_mu = a + mu  # stable-loss.2
    exp_minus_abs_a_plus_mu = np.exp(-np.abs(a_plus_mu))  # stable-loss.2
    total = 1 + exp_minus_abs_a_plus_mu  # stable-gradient-z.2
    one_plus_exp_minus_abs_a = 1 + exp_minus_abs_a  # stable-gradient-a.3
    ratio_3 = 1 / (1 + np.exp(-a_plus_mu))  # stable-hessian-z-z.2
    mu_2 = np.exp(2 * z / 2)  # stable-hessian-z-z.2
    ratio_4 = 1 / (1 + np.exp(a_plus_mu))  # stable-hessian-z-z.2
    chosen_4 = np.where(value_2, -(ratio_3 * (mu_2 * ratio_4 * mu_2 + mu)), 0)  # stable-hessian-z-z.2
    hessian_z_z = mu + chosen_4  # stable-hessian-z-z.2
    exp_z_over_two = np.exp(z / 2)  # stable-hessian-z-a.2
    value_3 = -(exp_z_over_two * ratio_3 * ratio_4 * exp_z_over_two)  # stable-hessian-z-a.2
    hessian_z_a = np.where(value_2, value_3, 0)  # stable-hessian-z-a.2
    p = np.where(a > 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.3
    ratio_2 = np.where(a < 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.3
    ratio = np.where(a_plus_mu > 0, 1, exp_minus_abs_a_plus_mu) / total  # stable-gradient-z.2
    ratio_5 = np.where(a_plus_mu < 0, 1, exp_minus_abs_a_plus_mu) / total  # stable-hessian-a-a.2
    hessian_a_a = p * ratio_2 + np.where(value_2, -(ratio * ratio_5), 0)  # stable-hessian-a-a.2
    return hessian_z_z, hessian_z_a, hessian_z_a, hessian_a_a


def _loss_and_gradient(z: Array, a: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss, gradient of a block of points."""
    exp_minus_abs_a = np.exp(-np.abs(a))  # stable-loss.2
    mu = np.exp(z)  # stable-loss.2
    value_2 = y == 0  # stable-loss.2
    a_plus_mu = a + mu  # stable-loss.2
    exp_minus_abs_a_plus_mu = np.exp(-np.abs(a_plus_mu))  # stable-loss.2
    value = -(np.maximum(a_plus_mu, 0) + np.log1p(exp_minus_abs_a_plus_mu))  # stable-loss.2
    chosen = np.where(value_2, value, special.gammaln(y + 1) - y * z)  # stable-loss.2
    loss = np.maximum(a, 0) + np.log1p(exp_minus_abs_a) + mu + chosen  # stable-loss.2
    chosen_2 = np.where(a_plus_mu > 0, 1, exp_minus_abs_a_plus_mu)  # stable-gradient-z.2
    ratio = chosen_2 / (1 + exp_minus_abs_a_plus_mu)  # stable-gradient-z.2
    gradient_z = mu - np.where(value_2, ratio * mu, y)  # stable-gradient-z.2
    below = a > 0  # stable-gradient-a.3
    chosen_3 = np.where(value_2, -ratio, 0)  # stable-gradient-a.3
    one_plus_exp_minus_abs_a = 1 + exp_minus_abs_a  # stable-gradient-a.3
    ratio_2 = np.where(a < 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.3
    p = np.where(below, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.3
    gradient_a = np.where(below, 1 + chosen_3 - ratio_2, p + chosen_3)  # stable-gradient-a.3
    return loss, gradient_z, gradient_a


def _loss_gradient_hessian(z: Array, a: Array, y: Array) -> tuple[Array, Array, Array, Array, Array, Array, Array]:
    """Loss, gradient, hessian of a block of points."""
    exp_minus_abs_a = np.exp(-np.abs(a))  # stable-loss.2
    mu = np.exp(z)  # stable-loss.2
    value_2 = y == 0  # stable-loss.2
    a_plus_mu = a + mu  # stable-loss.2
    exp_minus_abs_a_plus_mu = np.exp(-np.abs(a_plus_mu))  # stable-loss.2
    value = -(np.maximum(a_plus_mu, 0) + np.log1p(exp_minus_abs_a_plus_mu))  # stable-loss.2
    chosen = np.where(value_2, value, special.gammaln(y + 1) - y * z)  # stable-loss.2
    loss = np.maximum(a, 0) + np.log1p(exp_minus_abs_a) + mu + chosen  # stable-loss.2
    total = 1 + exp_minus_abs_a_plus_mu  # stable-gradient-z.2
    ratio = np.where(a_plus_mu > 0, 1, exp_minus_abs_a_plus_mu) / total  # stable-gradient-z.2
    gradient_z = mu - np.where(value_2, ratio * mu, y)  # stable-gradient-z.2
    below = a > 0  # stable-gradient-a.3
    chosen_3 = np.where(value_2, -ratio, 0)  # stable-gradient-a.3
    one_plus_exp_minus_abs_a = 1 + exp_minus_abs_a  # stable-gradient-a.3
    ratio_2 = np.where(a < 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.3
    p = np.where(below, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-gradient-a.3
    gradient_a = np.where(below, 1 + chosen_3 - ratio_2, p + chosen_3)  # stable-gradient-a.3
    ratio_3 = 1 / (1 + np.exp(-a_plus_mu))  # stable-hessian-z-z.2
    mu_2 = np.exp(2 * z / 2)  # stable-hessian-z-z.2
    ratio_4 = 1 / (1 + np.exp(a_plus_mu))  # stable-hessian-z-z.2
    chosen_4 = np.where(value_2, -(ratio_3 * (mu_2 * ratio_4 * mu_2 + mu)), 0)  # stable-hessian-z-z.2
    hessian_z_z = mu + chosen_4  # stable-hessian-z-z.2
    exp_z_over_two = np.exp(z / 2)  # stable-hessian-z-a.2
    value_3 = -(exp_z_over_two * ratio_3 * ratio_4 * exp_z_over_two)  # stable-hessian-z-a.2
    hessian_z_a = np.where(value_2, value_3, 0)  # stable-hessian-z-a.2
    ratio_5 = np.where(a_plus_mu < 0, 1, exp_minus_abs_a_plus_mu) / total  # stable-hessian-a-a.2
    hessian_a_a = p * ratio_2 + np.where(value_2, -(ratio * ratio_5), 0)  # stable-hessian-a-a.2
    return loss, gradient_z, gradient_a, hessian_z_z, hessian_z_a, hessian_z_a, hessian_a_a
