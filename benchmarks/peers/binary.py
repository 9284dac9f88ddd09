"""Losses of a logit z and a label y, 0 or 1 or a share between."""

import numpy as np
from scipy.special import log_ndtr

from ._shared import Array, Three, logit_parts, power

ROOT_TWO_PI = np.sqrt(2 * np.pi)


def logistic(z: Array, y: Array) -> Three:
    """-(y log p + (1 - y) log(1 - p)), p = sigmoid(z)."""
    decay = np.exp(-np.abs(z))
    larger = 1 / (1 + decay)
    smaller = decay * larger
    loss = np.maximum(z, 0) - y * z + np.log1p(decay)
    return loss, np.where(z >= 0, larger, smaller) - y, larger * smaller


def label_smoothed_cross_entropy(z: Array, y: Array, epsilon: float = 0.1) -> Three:
    """The same with y (1 - epsilon) + epsilon/2 for y."""
    return logistic(z, y * (1 - epsilon) + epsilon / 2)


def positive_weight(z: Array, y: Array, w: float = 1.0) -> Three:
    """-(w y log p + (1 - y) log(1 - p))."""
    p, q, plus, minus = logit_parts(z)
    weight = 1 + (w - 1) * y
    return w * y * minus + (1 - y) * plus, p * weight - w * y, p * q * weight


def focal(z: Array, y: Array, gamma: float = 2.0) -> Three:
    """-(y (1 - p)^gamma log p + (1 - y) p^gamma log(1 - p))."""
    p, q, plus, minus = logit_parts(z)
    one, zero = y * power(q, -plus, gamma), (1 - y) * power(p, -minus, gamma)
    gradient = zero * (gamma * q * plus + p) - one * (gamma * p * minus + q)
    of_one = p * one * (gamma * (gamma * p * minus + q * (2 - minus)) + q)
    of_zero = q * zero * (gamma * (gamma * q * plus + p * (2 - plus)) + p)
    return one * minus + zero * plus, gradient, of_one + of_zero


def asymmetric_focal(z: Array, y: Array, gamma_1: float = 1.0, gamma_0: float = 4.0) -> Three:
    """-(y (1 - p)^gamma_1 log p + (1 - y) p^gamma_0 log(1 - p))."""
    p, q, plus, minus = logit_parts(z)
    one, zero = y * power(q, -plus, gamma_1), (1 - y) * power(p, -minus, gamma_0)
    gradient = zero * (gamma_0 * q * plus + p) - one * (gamma_1 * p * minus + q)
    of_one = p * one * (gamma_1 * (gamma_1 * p * minus + q * (2 - minus)) + q)
    of_zero = q * zero * (gamma_0 * (gamma_0 * q * plus + p * (2 - plus)) + p)
    return one * minus + zero * plus, gradient, of_one + of_zero


def quality_focal(z: Array, y: Array, beta: float = 2.0) -> Three:
    """-|y - p|^beta (y log p + (1 - y) log(1 - p)); y and p differ."""
    p, q, plus, minus = logit_parts(z)
    slope, error = p * q, p - y
    cross = y * minus + (1 - y) * plus
    less = 1.0 if beta == 2 else np.abs(error) ** (beta - 2)
    weight = error * error * less
    weight_slope = beta * error * less * slope
    weight_bend = beta * less * slope * ((beta - 1) * slope + error * (q - p))
    gradient = weight_slope * cross + weight * error
    return weight * cross, gradient, weight_bend * cross + 2 * weight_slope * error + weight * slope


def brier(z: Array, y: Array) -> Three:
    """(p - y)^2."""
    p, q, _, _ = logit_parts(z)
    error, slope = p - y, p * q
    return error * error, 2 * error * slope, 2 * slope * (slope + error * (q - p))


def probit(z: Array, y: Array) -> Three:
    """-log Phi(s z), s = 2 y - 1."""
    sign = 2 * y - 1
    x = sign * z
    log = log_ndtr(x)
    ratio = np.exp(-0.5 * x * x - log) / ROOT_TWO_PI
    return -log, -sign * ratio, ratio * (ratio + x)


def complementary_log_log(z: Array, y: Array) -> Three:
    """-(y log(1 - exp(-exp z)) - (1 - y) exp z)."""
    mu = np.exp(z)
    grown = np.expm1(mu)
    ratio = mu / grown
    one = y == 1
    return (
        np.where(one, np.log1p(1 / grown), mu), np.where(one, -ratio, mu),
        np.where(one, ratio * (mu + ratio - 1), mu),
    )  # fmt: skip


def kto(r: Array, y: Array, k: Array, beta: float = 0.1, w_1: float = 1.0, w_0: float = 1.0) -> Three:
    """w_y sigmoid(-s beta (r - k)), s = 2 y - 1."""
    sign = 2 * y - 1
    miss, hit, _, _ = logit_parts(-sign * beta * (r - k))
    weight = np.where(y == 1, w_1, w_0)
    slope = beta * weight * miss * hit
    return weight * miss, -sign * slope, beta * slope * (hit - miss)
