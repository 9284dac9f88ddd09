"""InfoNCE: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from info_nce.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = log(sum(i, 1, K, exp(s[i]/tau))) - s[1]/tau
    gradient = (p[j] - delta(1, j))/tau
    hessian = (p[j]*(delta(j, l) - p[l]))/tau**2
    derivative_tau = (s[1] - sum(i, 1, K, s[i]*p[i]))/tau**2
    second_derivative_tau = (sum(i, 1, K, p[i]*s[i]**2) - sum(i, 1, K, s[i]*p[i])**2 + 2*tau*(sum(i, 1, K,
        p[i]*s[i]) - s[1]))/tau**4

Args:
    s: a vector along the last axis, its entries any real number. The loss is the same when all entries grow alike,
        so the largest is subtracted first.
    tau: a number, in (0, inf); default 0.1.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.3 u (1 + κ) at 640 points.
    gradient: at most 1.5 u (1 + κ) at 640 points.
    hessian: at most 1.3 u (1 + κ) at 1280 points.
    gradient_tau: at most 1.3 u (1 + κ) at 640 points.
    hessian_tau: at most 1.5 u (1 + κ) at 640 points.

Example:
    >>> from derivations.generated import info_nce
    >>> loss, gradient, hessian = info_nce.pointwise_loss_gradient_hessian([0.5, -1.0, 2.0])
    >>> loss.round(6).item()
    15.0
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array
from derivations.runtime.numeric import sum_of_others
from derivations.runtime.pointwise import Results, pointwise

__all__ = [
    "pointwise_gradient",
    "pointwise_gradient_tau",
    "pointwise_hessian",
    "pointwise_hessian_tau",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
    "pointwise_loss_gradient_hessian",
]

ARGUMENTS = Arguments(predictions=("s",), parameters=(("tau", "(0, inf)"),), vectors=("s",))


def pointwise_loss(s: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (s,), (tau,), out, ("loss",), (0,))


def pointwise_gradient(s: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (s,), (tau,), out, ("gradient",), (1,))


def pointwise_hessian(s: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (s,), (tau,), out, ("hessian",), (2,))


def pointwise_gradient_tau(s: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Gradient with respect to tau of each point; written to ``out`` if that is given."""
    return pointwise(_gradient_tau, ARGUMENTS, (s,), (tau,), out, ("gradient_tau",), (0,))


def pointwise_hessian_tau(s: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Hessian with respect to tau of each point; written to ``out`` if that is given."""
    return pointwise(_hessian_tau, ARGUMENTS, (s,), (tau,), out, ("hessian_tau",), (0,))


def pointwise_loss_and_gradient(s: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (s,), (tau,), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(s: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (s,), (tau,), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(s: Array, tau: float) -> Array:
    """Loss of a block of points."""
    shifted = s - np.max(s, axis=-1)[..., None]  # stable-loss.4
    value = np.log1p(sum_of_others(np.exp(shifted / tau)))  # stable-loss.4
    loss = value - shifted[..., 0] / tau  # stable-loss.4
    return loss


def _gradient(s: Array, tau: float) -> Array:
    """Gradient of a block of points."""
    shifted_over_tau = (s - np.max(s, axis=-1)[..., None]) / tau  # stable-loss.4
    exp_shifted_over_tau = np.exp(shifted_over_tau)  # stable-loss.4
    sum_exp_shifted_over_tau = np.sum(exp_shifted_over_tau, axis=-1)[..., None]  # stable-gradient.5
    value_2 = 1 == np.arange(1, s.shape[-1] + 1)  # stable-gradient.5
    p = exp_shifted_over_tau / sum_exp_shifted_over_tau  # stable-gradient.5
    difference = sum_exp_shifted_over_tau - exp_shifted_over_tau  # stable-gradient.5
    value_3 = sum_of_others(exp_shifted_over_tau)[..., None]  # stable-gradient.5
    value_4 = shifted_over_tau == np.max(shifted_over_tau, axis=-1)[..., None]  # stable-gradient.5
    ratio = np.where(value_4, value_3, difference) / sum_exp_shifted_over_tau  # stable-gradient.5
    gradient = (p * (1 - 1.0 * value_2) - np.where(value_2, ratio, 0)) / tau  # stable-gradient.5
    return gradient


def _hessian(s: Array, tau: float) -> Array:
    """Hessian of a block of points."""
    shifted_over_tau = (s - np.max(s, axis=-1)[..., None]) / tau  # stable-loss.4
    exp_shifted_over_tau = np.exp(shifted_over_tau)  # stable-loss.4
    sum_exp_shifted_over_tau_2 = np.sum(exp_shifted_over_tau, axis=-1)  # stable-gradient.5
    difference = sum_exp_shifted_over_tau_2[..., None] - exp_shifted_over_tau  # stable-gradient.5
    value_3 = sum_of_others(exp_shifted_over_tau)[..., None]  # stable-gradient.5
    value_4 = shifted_over_tau == np.max(shifted_over_tau, axis=-1)[..., None]  # stable-gradient.5
    value_5 = np.where(value_4, value_3, difference)[..., None, :]  # stable-hessian.4
    product = (1 - np.eye(s.shape[-1])) * exp_shifted_over_tau[..., None, :]  # stable-hessian.4
    value_6 = sum_exp_shifted_over_tau_2[..., None, None]  # stable-hessian.4
    p = exp_shifted_over_tau / sum_exp_shifted_over_tau_2[..., None]  # stable-gradient.5
    ratio_2 = (np.eye(s.shape[-1]) * value_5 - product) / value_6  # stable-hessian.4
    hessian = p[..., :, None] * ratio_2 / (tau * tau)  # stable-hessian.4
    return hessian


def _gradient_tau(s: Array, tau: float) -> Array:
    """Gradient with respect to tau of a block of points."""
    shifted = s - np.max(s, axis=-1)[..., None]  # stable-loss.4
    exp_shifted_over_tau = np.exp(shifted / tau)  # stable-loss.4
    sum_exp_shifted_over_tau = np.sum(exp_shifted_over_tau, axis=-1)[..., None]  # stable-gradient.5
    shifted_p = shifted * (exp_shifted_over_tau / sum_exp_shifted_over_tau)  # stable-derivative-tau.2
    gradient_tau = (shifted[..., 0] - np.sum(shifted_p, axis=-1)) / (tau * tau)  # stable-derivative-tau.2
    return gradient_tau


def _hessian_tau(s: Array, tau: float) -> Array:
    """Hessian with respect to tau of a block of points."""
    shifted = s - np.max(s, axis=-1)[..., None]  # stable-loss.4
    exp_shifted_over_tau = np.exp(shifted / tau)  # stable-loss.4
    sum_exp_shifted_over_tau = np.sum(exp_shifted_over_tau, axis=-1)[..., None]  # stable-gradient.5
    p = exp_shifted_over_tau / sum_exp_shifted_over_tau  # stable-gradient.5
    tau_squared = tau * tau  # stable-hessian.4
    sum_shifted_p = np.sum(shifted * p, axis=-1)  # stable-derivative-tau.2
    sum_p_shifted_squared = np.sum(p * (shifted * shifted), axis=-1)  # stable-second-derivative-tau.2
    product_2 = 2 * tau * (np.sum(p * shifted, axis=-1) - shifted[..., 0])  # stable-second-derivative-tau.2
    total = sum_p_shifted_squared - sum_shifted_p * sum_shifted_p + product_2  # stable-second-derivative-tau.2
    hessian_tau = total / (tau_squared * tau_squared)  # stable-second-derivative-tau.2
    return hessian_tau


def _loss_and_gradient(s: Array, tau: float) -> tuple[Array, Array]:
    """Loss and gradient of a block of points."""
    shifted = s - np.max(s, axis=-1)[..., None]  # stable-loss.4
    shifted_over_tau = shifted / tau  # stable-loss.4
    exp_shifted_over_tau = np.exp(shifted_over_tau)  # stable-loss.4
    value_7 = sum_of_others(exp_shifted_over_tau)  # stable-loss.4
    loss = np.log1p(value_7) - shifted[..., 0] / tau  # stable-loss.4
    sum_exp_shifted_over_tau = np.sum(exp_shifted_over_tau, axis=-1)[..., None]  # stable-gradient.5
    value_2 = 1 == np.arange(1, s.shape[-1] + 1)  # stable-gradient.5
    p = exp_shifted_over_tau / sum_exp_shifted_over_tau  # stable-gradient.5
    difference = sum_exp_shifted_over_tau - exp_shifted_over_tau  # stable-gradient.5
    value_3 = value_7[..., None]  # stable-gradient.5
    value_4 = shifted_over_tau == np.max(shifted_over_tau, axis=-1)[..., None]  # stable-gradient.5
    ratio = np.where(value_4, value_3, difference) / sum_exp_shifted_over_tau  # stable-gradient.5
    gradient = (p * (1 - 1.0 * value_2) - np.where(value_2, ratio, 0)) / tau  # stable-gradient.5
    return loss, gradient


def _loss_gradient_hessian(s: Array, tau: float) -> tuple[Array, Array, Array]:
    """Loss, gradient and Hessian of a block of points."""
    shifted = s - np.max(s, axis=-1)[..., None]  # stable-loss.4
    shifted_over_tau = shifted / tau  # stable-loss.4
    exp_shifted_over_tau = np.exp(shifted_over_tau)  # stable-loss.4
    value_7 = sum_of_others(exp_shifted_over_tau)  # stable-loss.4
    loss = np.log1p(value_7) - shifted[..., 0] / tau  # stable-loss.4
    sum_exp_shifted_over_tau_2 = np.sum(exp_shifted_over_tau, axis=-1)  # stable-gradient.5
    p = exp_shifted_over_tau / sum_exp_shifted_over_tau_2[..., None]  # stable-gradient.5
    value_2 = 1 == np.arange(1, s.shape[-1] + 1)  # stable-gradient.5
    difference = sum_exp_shifted_over_tau_2[..., None] - exp_shifted_over_tau  # stable-gradient.5
    value_3 = value_7[..., None]  # stable-gradient.5
    value_4 = shifted_over_tau == np.max(shifted_over_tau, axis=-1)[..., None]  # stable-gradient.5
    chosen = np.where(value_4, value_3, difference)  # stable-gradient.5
    ratio = chosen / sum_exp_shifted_over_tau_2[..., None]  # stable-gradient.5
    gradient = (p * (1 - 1.0 * value_2) - np.where(value_2, ratio, 0)) / tau  # stable-gradient.5
    product = (1 - np.eye(s.shape[-1])) * exp_shifted_over_tau[..., None, :]  # stable-hessian.4
    difference_2 = np.eye(s.shape[-1]) * chosen[..., None, :] - product  # stable-hessian.4
    ratio_2 = difference_2 / sum_exp_shifted_over_tau_2[..., None, None]  # stable-hessian.4
    hessian = p[..., :, None] * ratio_2 / (tau * tau)  # stable-hessian.4
    return loss, gradient, hessian
