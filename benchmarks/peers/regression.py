"""Losses of a prediction z and a target y, through their difference."""

import numpy as np
from scipy.special import gammaln

from ._shared import Array, Three

LOG_TWO = np.log(2)


def squared_error(z: Array, y: Array) -> Three:
    """(z - y)^2/2."""
    r = z - y
    return 0.5 * r * r, r, np.ones_like(r)


def huber(z: Array, y: Array, delta: float = 1.0) -> Three:
    """r^2/2 where |r| <= delta, else delta (|r| - delta/2)."""
    r = z - y
    size = np.abs(r)
    near = size <= delta
    return np.where(near, 0.5 * r * r, delta * (size - 0.5 * delta)), np.clip(r, -delta, delta), near.astype(float)


def pseudo_huber(z: Array, y: Array, delta: float = 1.0) -> Three:
    """delta^2 (sqrt(1 + (r/delta)^2) - 1)."""
    r = z - y
    square = (r / delta) ** 2
    root = np.sqrt(1 + square)
    inverse = 1 / root
    return delta**2 * square / (1 + root), r * inverse, inverse * inverse * inverse


def log_cosh(z: Array, y: Array) -> Three:
    """log cosh r."""
    r = z - y
    size = np.abs(r)
    decay = np.exp(-2 * size)
    inverse = 1 / (1 + decay)
    return size + np.log1p(decay) - LOG_TWO, np.sign(r) * (1 - decay) * inverse, 4 * decay * inverse * inverse


def quantile(z: Array, y: Array, tau: float = 0.5) -> Three:
    """max(tau (y - z), (tau - 1) (y - z))."""
    r = y - z
    return np.maximum(tau * r, (tau - 1) * r), np.where(r > 0, -tau, 1 - tau), np.zeros_like(r)


def expectile(z: Array, y: Array, tau: float = 0.5) -> Three:
    """(tau where z < y, else 1 - tau) r^2."""
    r = z - y
    weight = np.where(r < 0, tau, 1 - tau)
    bend = 2 * weight
    return weight * r * r, bend * r, bend


def cauchy(z: Array, y: Array, c: float = 1.0) -> Three:
    """c^2/2 log(1 + (r/c)^2)."""
    r = z - y
    square = (r / c) ** 2
    inverse = 1 / (1 + square)
    return 0.5 * c**2 * np.log1p(square), r * inverse, (1 - square) * inverse * inverse


def welsch(z: Array, y: Array, c: float = 1.0) -> Three:
    """c^2/2 (1 - exp(-(r/c)^2))."""
    r = z - y
    square = (r / c) ** 2
    fall = np.expm1(-square)
    decay = 1 + fall
    return -0.5 * c**2 * fall, r * decay, decay * (1 - 2 * square)


def geman_mcclure(z: Array, y: Array, c: float = 1.0) -> Three:
    """r^2/(2 (1 + (r/c)^2))."""
    r = z - y
    square = (r / c) ** 2
    inverse = 1 / (1 + square)
    twice = inverse * inverse
    return 0.5 * r * r * inverse, r * twice, (1 - 3 * square) * twice * inverse


def tukey_biweight(z: Array, y: Array, c: float = 4.685) -> Three:
    """c^2/6 (1 - (1 - (r/c)^2)^3) where |r| <= c, else c^2/6."""
    r = z - y
    square = (r / c) ** 2
    weight = np.maximum(1 - square, 0)
    twice = weight * weight
    return c**2 / 6 * (1 - twice * weight), r * twice, weight * (1 - 5 * square)


def student_t(z: Array, y: Array, nu: float = 4.0, sigma: float = 1.0) -> Three:
    """(nu + 1)/2 log(1 + (r/sigma)^2/nu) + log(sigma sqrt(pi nu) Gamma(nu/2)/Gamma((nu + 1)/2))."""
    r = (z - y) / sigma
    square = r * r
    inverse = 1 / (nu + square)
    constant = np.log(sigma) + 0.5 * np.log(np.pi * nu) + gammaln(nu / 2) - gammaln((nu + 1) / 2)
    return (
        0.5 * (nu + 1) * np.log1p(square / nu) + constant, (nu + 1) / sigma * r * inverse,
        (nu + 1) / sigma**2 * (nu - square) * inverse * inverse,
    )  # fmt: skip
