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

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: more than 16 u (1 + κ) at 5 of 1081 points; worst: at z = -9892.311784145153, a = 21.980564009629866, y =
        1.0 it gives 2.837623469531536e-10 for 2.84421446908495e-10.
    gradient: at most 1.8 u (1 + κ) at 1072 points.
    hessian: more than 16 u (1 + κ) at 99 of 1011 points; worst: at z = 500.0, a = 0.0, y = 1.0 it gives inf for
        1.4035922178528375e+217.

Example:
    >>> from derivations.generated import hurdle_poisson
    >>> loss, gradient, hessian = hurdle_poisson.pointwise_loss_gradient_hessian([-1.5, 0.5], [-1.5, 0.5], [2.0,
    ... 2.0])
    >>> loss.round(6).tolist()
    [4.008199, 1.602386]
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
    log1p_exp_minus_abs_a = np.log1p(np.exp(-np.abs(a)))  # stable-loss.3
    mu = np.exp(z)  # stable-loss.3
    minus_mu = -mu  # stable-loss.3
    total = z + np.log(special.exprel(minus_mu))  # stable-loss.3
    chosen = np.where(z < 0, total, np.log1p(-np.exp(minus_mu)))  # stable-loss.3
    difference = np.maximum(-a, 0) + log1p_exp_minus_abs_a + mu + chosen - y * z  # stable-loss.3
    total_2 = np.maximum(a, 0) + log1p_exp_minus_abs_a  # stable-loss.3
    loss = np.where(y == 0, total_2, difference + special.gammaln(y + 1))  # stable-loss.3
    return loss


def _gradient(z: Array, a: Array, y: Array) -> tuple[Array, Array]:
    """Gradient of a block of points."""
    value = y == 0  # stable-loss.3
    gradient_z = np.where(value, 0, 1 / special.exprel(-np.exp(z)) - y)  # stable-gradient-z.2
    gradient_a = (2.0 * value - 1) * (1 / (1 + np.exp(np.where(value, -a, a))))  # stable-gradient-a.1
    return gradient_z, gradient_a


def _hessian(z: Array, a: Array, y: Array) -> tuple[Array, Array, Array, Array]:
    """Hessian of a block of points."""
    exp_minus_abs_a = np.exp(-np.abs(a))  # stable-loss.3
    minus_mu = -np.exp(z)  # stable-loss.3
    exprel_minus_mu = special.exprel(minus_mu)  # stable-loss.3
    difference_2 = exprel_minus_mu - np.exp(minus_mu)  # stable-hessian-z-z.2
    ratio = difference_2 / (exprel_minus_mu * exprel_minus_mu)  # stable-hessian-z-z.2
    hessian_z_z = np.where(y == 0, 0, ratio)  # stable-hessian-z-z.2
    one_plus_exp_minus_abs_a = 1 + exp_minus_abs_a  # stable-hessian-a-a.2
    ratio_2 = np.where(a < 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-hessian-a-a.2
    ratio_3 = np.where(a > 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-hessian-a-a.2
    hessian_a_a = ratio_2 * ratio_3  # stable-hessian-a-a.2
    return hessian_z_z, np.asarray(0), np.asarray(0), hessian_a_a


def _loss_and_gradient(z: Array, a: Array, y: Array) -> tuple[Array, Array, Array]:
    """Loss and gradient of a block of points."""
    value = y == 0  # stable-loss.3
    log1p_exp_minus_abs_a = np.log1p(np.exp(-np.abs(a)))  # stable-loss.3
    mu = np.exp(z)  # stable-loss.3
    minus_mu = -mu  # stable-loss.3
    exprel_minus_mu = special.exprel(minus_mu)  # stable-loss.3
    total = z + np.log(exprel_minus_mu)  # stable-loss.3
    chosen = np.where(z < 0, total, np.log1p(-np.exp(minus_mu)))  # stable-loss.3
    difference = np.maximum(-a, 0) + log1p_exp_minus_abs_a + mu + chosen - y * z  # stable-loss.3
    total_2 = np.maximum(a, 0) + log1p_exp_minus_abs_a  # stable-loss.3
    loss = np.where(value, total_2, difference + special.gammaln(y + 1))  # stable-loss.3
    gradient_z = np.where(value, 0, 1 / exprel_minus_mu - y)  # stable-gradient-z.2
    gradient_a = (2.0 * value - 1) * (1 / (1 + np.exp(np.where(value, -a, a))))  # stable-gradient-a.1
    return loss, gradient_z, gradient_a


def _loss_gradient_hessian(z: Array, a: Array, y: Array) -> tuple[Array, Array, Array, Array, Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    value = y == 0  # stable-loss.3
    exp_minus_abs_a = np.exp(-np.abs(a))  # stable-loss.3
    log1p_exp_minus_abs_a = np.log1p(exp_minus_abs_a)  # stable-loss.3
    mu = np.exp(z)  # stable-loss.3
    minus_mu = -mu  # stable-loss.3
    exprel_minus_mu = special.exprel(minus_mu)  # stable-loss.3
    exp_minus_mu = np.exp(minus_mu)  # stable-loss.3
    total = z + np.log(exprel_minus_mu)  # stable-loss.3
    chosen = np.where(z < 0, total, np.log1p(-exp_minus_mu))  # stable-loss.3
    difference = np.maximum(-a, 0) + log1p_exp_minus_abs_a + mu + chosen - y * z  # stable-loss.3
    total_2 = np.maximum(a, 0) + log1p_exp_minus_abs_a  # stable-loss.3
    loss = np.where(value, total_2, difference + special.gammaln(y + 1))  # stable-loss.3
    gradient_z = np.where(value, 0, 1 / exprel_minus_mu - y)  # stable-gradient-z.2
    gradient_a = (2.0 * value - 1) * (1 / (1 + np.exp(np.where(value, -a, a))))  # stable-gradient-a.1
    exprel_minus_mu_squared = exprel_minus_mu * exprel_minus_mu  # stable-hessian-z-z.2
    ratio = (exprel_minus_mu - exp_minus_mu) / exprel_minus_mu_squared  # stable-hessian-z-z.2
    hessian_z_z = np.where(value, 0, ratio)  # stable-hessian-z-z.2
    one_plus_exp_minus_abs_a = 1 + exp_minus_abs_a  # stable-hessian-a-a.2
    ratio_2 = np.where(a < 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-hessian-a-a.2
    ratio_3 = np.where(a > 0, 1, exp_minus_abs_a) / one_plus_exp_minus_abs_a  # stable-hessian-a-a.2
    hessian_a_a = ratio_2 * ratio_3  # stable-hessian-a-a.2
    return loss, gradient_z, gradient_a, hessian_z_z, np.asarray(0), np.asarray(0), hessian_a_a
