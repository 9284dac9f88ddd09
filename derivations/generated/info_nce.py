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
    s: a vector along the last axis, its entries any real number.
    tau: a number, in (0, inf); default 0.1.

Measured errors, relative, where u = 2**-53 and κ is the condition number of the value at its inputs:
    loss: at most 1.3 u (1 + κ) at 640 points.
    gradient: at most 1.5 u (1 + κ) at 640 points.
    hessian: at most 1.3 u (1 + κ) at 1280 points.
    gradient_tau: more than 16 u (1 + κ) at 67 of 640 points; worst: at s[1] = -3.0, s[2] = -23.0, s[3] =
        -31.970028542405977, tau = 0.5 it gives 0.0 for 3.398683483842211e-16.
    hessian_tau: more than 16 u (1 + κ) at 192 of 640 points; worst: at s[1] = 303.39044009493665, s[2] =
        282.2859217439939, s[3] = 285.80328940111883, tau = 0.5 it gives -4.6475179260596633e-10 for
        2.475359283698518e-12.

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
    """Its gradient with respect to tau of each point; written to ``out`` if that is given."""
    return pointwise(_gradient_tau, ARGUMENTS, (s,), (tau,), out, ("gradient_tau",), (0,))


def pointwise_hessian_tau(s: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Its Hessian with respect to tau of each point; written to ``out`` if that is given."""
    return pointwise(_hessian_tau, ARGUMENTS, (s,), (tau,), out, ("hessian_tau",), (0,))


def pointwise_loss_and_gradient(s: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (s,), (tau,), out, ("loss", "gradient"), (0, 1))


def pointwise_loss_gradient_hessian(s: ArrayLike, *, tau: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss, gradient and hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_gradient_hessian, ARGUMENTS, (s,), (tau,), out, ("loss", "gradient", "hessian"), (0, 1, 2))


def _loss(s: Array, tau: float) -> Array:
    """Loss of a block of points."""
    largest = np.max(s, axis=-1)  # stable-loss.4
    value = np.log1p(sum_of_others(np.exp((s + (-largest)[..., None]) / tau)))  # stable-loss.4
    loss = (largest - s[..., 0]) / tau + value  # stable-loss.4
    return loss


def _gradient(s: Array, tau: float) -> Array:
    """Gradient of a block of points."""
    exp_shifted_over_tau = np.exp((s + (-np.max(s, axis=-1))[..., None]) / tau)  # stable-loss.4
    value_2 = 1 == np.arange(1, s.shape[-1] + 1)  # stable-gradient.6
    sum_exp_shifted_over_tau = np.sum(exp_shifted_over_tau, axis=-1)[..., None]  # stable-gradient.6
    difference = sum_exp_shifted_over_tau - exp_shifted_over_tau  # stable-gradient.6
    value_3 = sum_of_others(exp_shifted_over_tau)[..., None]  # stable-gradient.6
    chosen = np.where(exp_shifted_over_tau == 1, value_3, difference)  # stable-gradient.6
    product = (1 - 1.0 * value_2) * exp_shifted_over_tau  # stable-gradient.6
    difference_2 = product - np.where(value_2, chosen, 0)  # stable-gradient.6
    gradient = difference_2 / sum_exp_shifted_over_tau / tau  # stable-gradient.6
    return gradient


def _hessian(s: Array, tau: float) -> Array:
    """Hessian of a block of points."""
    exp_shifted_over_tau = np.exp((s + (-np.max(s, axis=-1))[..., None]) / tau)  # stable-loss.4
    sum_exp_shifted_over_tau_2 = np.sum(exp_shifted_over_tau, axis=-1)  # stable-gradient.6
    difference = sum_exp_shifted_over_tau_2[..., None] - exp_shifted_over_tau  # stable-gradient.6
    value_3 = sum_of_others(exp_shifted_over_tau)[..., None]  # stable-gradient.6
    chosen = np.where(exp_shifted_over_tau == 1, value_3, difference)  # stable-gradient.6
    product_2 = (1 - np.eye(s.shape[-1])) * exp_shifted_over_tau[..., None, :]  # stable-hessian.6
    difference_3 = np.eye(s.shape[-1]) * chosen[..., None, :] - product_2  # stable-hessian.6
    p = exp_shifted_over_tau / sum_exp_shifted_over_tau_2[..., None]  # stable-hessian.6
    ratio = difference_3 / sum_exp_shifted_over_tau_2[..., None, None]  # stable-hessian.6
    hessian = p[..., :, None] * ratio / (tau * tau)  # stable-hessian.6
    return hessian


def _gradient_tau(s: Array, tau: float) -> Array:
    """Gradient by tau of a block of points."""
    exp_shifted_over_tau = np.exp((s + (-np.max(s, axis=-1))[..., None]) / tau)  # stable-loss.4
    sum_exp_shifted_over_tau = np.sum(exp_shifted_over_tau, axis=-1)[..., None]  # stable-gradient.6
    s_p = s * (exp_shifted_over_tau / sum_exp_shifted_over_tau)  # stable-derivative-tau.4
    gradient_tau = (s[..., 0] - np.sum(s_p, axis=-1)) / (tau * tau)  # stable-derivative-tau.4
    return gradient_tau


def _hessian_tau(s: Array, tau: float) -> Array:
    """Hessian by tau of a block of points."""
    tau_squared = tau * tau  # stable-hessian.6
    s_over_tau = s / tau  # stable-second-derivative-tau.3
    exponential = np.exp(s_over_tau + (-np.max(s_over_tau, axis=-1))[..., None])  # stable-second-derivative-tau.3
    p_2 = exponential / np.sum(exponential, axis=-1)[..., None]  # stable-second-derivative-tau.3
    sum_s_p_2 = np.sum(s * p_2, axis=-1)  # stable-second-derivative-tau.3
    difference_4 = np.sum(p_2 * (s * s), axis=-1) - sum_s_p_2 * sum_s_p_2  # stable-second-derivative-tau.3
    total = difference_4 + 2 * tau * (np.sum(p_2 * s, axis=-1) - s[..., 0])  # stable-second-derivative-tau.3
    hessian_tau = total / (tau_squared * tau_squared)  # stable-second-derivative-tau.3
    return hessian_tau


def _loss_and_gradient(s: Array, tau: float) -> tuple[Array, Array]:
    """Loss, gradient of a block of points."""
    largest = np.max(s, axis=-1)  # stable-loss.4
    exp_shifted_over_tau = np.exp((s + (-largest)[..., None]) / tau)  # stable-loss.4
    value_4 = sum_of_others(exp_shifted_over_tau)  # stable-loss.4
    loss = (largest - s[..., 0]) / tau + np.log1p(value_4)  # stable-loss.4
    value_2 = 1 == np.arange(1, s.shape[-1] + 1)  # stable-gradient.6
    sum_exp_shifted_over_tau = np.sum(exp_shifted_over_tau, axis=-1)[..., None]  # stable-gradient.6
    difference = sum_exp_shifted_over_tau - exp_shifted_over_tau  # stable-gradient.6
    value_3 = value_4[..., None]  # stable-gradient.6
    chosen = np.where(exp_shifted_over_tau == 1, value_3, difference)  # stable-gradient.6
    product = (1 - 1.0 * value_2) * exp_shifted_over_tau  # stable-gradient.6
    difference_2 = product - np.where(value_2, chosen, 0)  # stable-gradient.6
    gradient = difference_2 / sum_exp_shifted_over_tau / tau  # stable-gradient.6
    return loss, gradient


def _loss_gradient_hessian(s: Array, tau: float) -> tuple[Array, Array, Array]:
    """Loss, gradient, hessian of a block of points."""
    largest = np.max(s, axis=-1)  # stable-loss.4
    exp_shifted_over_tau = np.exp((s + (-largest)[..., None]) / tau)  # stable-loss.4
    value_4 = sum_of_others(exp_shifted_over_tau)  # stable-loss.4
    loss = (largest - s[..., 0]) / tau + np.log1p(value_4)  # stable-loss.4
    value_2 = 1 == np.arange(1, s.shape[-1] + 1)  # stable-gradient.6
    sum_exp_shifted_over_tau_2 = np.sum(exp_shifted_over_tau, axis=-1)  # stable-gradient.6
    difference = sum_exp_shifted_over_tau_2[..., None] - exp_shifted_over_tau  # stable-gradient.6
    value_3 = value_4[..., None]  # stable-gradient.6
    chosen = np.where(exp_shifted_over_tau == 1, value_3, difference)  # stable-gradient.6
    product = (1 - 1.0 * value_2) * exp_shifted_over_tau  # stable-gradient.6
    difference_2 = product - np.where(value_2, chosen, 0)  # stable-gradient.6
    gradient = difference_2 / sum_exp_shifted_over_tau_2[..., None] / tau  # stable-gradient.6
    product_2 = (1 - np.eye(s.shape[-1])) * exp_shifted_over_tau[..., None, :]  # stable-hessian.6
    difference_3 = np.eye(s.shape[-1]) * chosen[..., None, :] - product_2  # stable-hessian.6
    p = exp_shifted_over_tau / sum_exp_shifted_over_tau_2[..., None]  # stable-hessian.6
    ratio = difference_3 / sum_exp_shifted_over_tau_2[..., None, None]  # stable-hessian.6
    hessian = p[..., :, None] * ratio / (tau * tau)  # stable-hessian.6
    return loss, gradient, hessian
