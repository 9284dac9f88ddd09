"""Losses of the logarithm z of a mean or a time, and a positive number."""

import numpy as np
from scipy.special import gammaln, log_ndtr

from ._shared import Array, Three

HALF_LOG_TWO_PI = 0.5 * np.log(2 * np.pi)


def gamma(z: Array, y: Array, k: float = 1.0) -> Three:
    """k y/mu - k log(k y/mu) + log y + log Gamma(k), mu = exp z."""
    ratio = k * y * np.exp(-z)
    log = np.log(y)
    return ratio - k * (np.log(k) + log - z) + log + gammaln(k), k - ratio, ratio


def inverse_gaussian(z: Array, y: Array, lam: float = 1.0) -> Three:
    """lam (y - mu)^2/(2 mu^2 y) + log(2 pi y^3/lam)/2, mu = exp z."""
    ratio = y * np.exp(-z)
    miss, weight = ratio - 1, lam / y
    constant = HALF_LOG_TWO_PI - 0.5 * np.log(lam)
    return (
        0.5 * weight * miss * miss + 1.5 * np.log(y) + constant, -weight * miss * ratio,
        weight * ratio * (2 * ratio - 1),
    )  # fmt: skip


def tweedie(z: Array, y: Array, p: float = 1.5) -> Three:
    """-y mu^(1 - p)/(1 - p) + mu^(2 - p)/(2 - p), mu = exp z."""
    low, high = y * np.exp((1 - p) * z), np.exp((2 - p) * z)
    return high / (2 - p) - low / (1 - p), high - low, (2 - p) * high - (1 - p) * low


def exponential_survival(z: Array, t: Array, delta: Array) -> Three:
    """t exp(z) - delta z."""
    hazard = t * np.exp(z)
    return hazard - delta * z, hazard - delta, hazard


def weibull_survival(z: Array, t: Array, delta: Array, sigma: float = 1.0) -> Three:
    """delta (log(sigma t) - w) + exp(w), w = (log t - z)/sigma."""
    log = np.log(t)
    w = (log - z) / sigma
    hazard = np.exp(w)
    return delta * (np.log(sigma) + log - w) + hazard, (delta - hazard) / sigma, hazard / sigma**2


def log_logistic_survival(z: Array, t: Array, delta: Array, sigma: float = 1.0) -> Three:
    """delta (log(sigma t) - w) + (1 + delta) log(1 + exp w), w = (log t - z)/sigma."""
    log = np.log(t)
    w = (log - z) / sigma
    decay = np.exp(-np.abs(w))
    larger = 1 / (1 + decay)
    smaller = decay * larger
    twice = 1 + delta
    return (
        delta * (np.log(sigma) + log - w) + twice * (np.maximum(w, 0) + np.log1p(decay)),
        (delta - twice * np.where(w >= 0, larger, smaller)) / sigma, twice * larger * smaller / sigma**2,
    )  # fmt: skip


def log_normal_survival(z: Array, t: Array, delta: Array, sigma: float = 1.0) -> Three:
    """delta (log(sigma t) + w^2/2 + log(2 pi)/2) - (1 - delta) log Phi(-w), w = (log t - z)/sigma."""
    log = np.log(t)
    w = (log - z) / sigma
    half = 0.5 * w * w
    survival = log_ndtr(-w)
    ratio = np.exp(-half - survival - HALF_LOG_TWO_PI)
    seen = delta == 1
    return (
        np.where(seen, np.log(sigma) + log + half + HALF_LOG_TWO_PI, -survival), np.where(seen, -w, -ratio) / sigma,
        np.where(seen, 1.0, ratio * (ratio - w)) / sigma**2,
    )  # fmt: skip
