"""Losses of several predictions, and of vectors along the last axis."""

import numpy as np
from scipy.special import gammaln

from ._shared import Array, Three, logit_parts


def _symmetric(first: Array, across: Array, second: Array) -> Array:
    """For each point the matrix of two second derivatives and a mixed one."""
    found = np.empty((*np.shape(first), 2, 2))
    found[..., 0, 0], found[..., 1, 1] = first, second
    found[..., 0, 1] = found[..., 1, 0] = across
    return found


def _opposite(loss: Array, slope: Array, bend: Array) -> Three:
    """What a loss of a difference of two predictions has, from its derivatives with respect to it."""
    return loss, np.stack([slope, -slope], axis=-1), _symmetric(bend, -bend, bend)


def dpo(a: Array, b: Array, beta: float = 0.1) -> Three:
    """-log sigmoid(beta (a - b))."""
    p, q, _, loss = logit_parts(beta * (a - b))
    return _opposite(loss, -beta * q, beta**2 * p * q)


def bradley_terry(a: Array, b: Array) -> Three:
    """-log(exp(a)/(exp(a) + exp(b)))."""
    return dpo(a, b, 1.0)


def gaussian_learned_variance(m: Array, s: Array, y: Array) -> Three:
    """(y - m)^2 exp(-s)/2 + s/2 + log(2 pi)/2."""
    r, precision = m - y, np.exp(-s)
    scaled = r * precision
    half = 0.5 * r * scaled
    gradient = np.stack([scaled, 0.5 - half], axis=-1)
    return half + 0.5 * s + 0.5 * np.log(2 * np.pi), gradient, _symmetric(precision, -scaled, half)


def zero_inflated_poisson(z: Array, a: Array, y: Array) -> Three:
    """-log(p + (1 - p) exp(-mu)) where y = 0, else -log(1 - p) + mu - y z + log y!; mu = exp z, p = sigmoid(a)."""
    mu = np.exp(z)
    p, q, plus, _ = logit_parts(a)
    certain, drawn, _, _ = logit_parts(a + mu)
    none = y == 0
    loss = plus + np.where(none, -np.logaddexp(a, -mu), mu - y * z + gammaln(y + 1))
    gradient = np.stack([np.where(none, mu * drawn, mu - y), np.where(none, p - certain, p)], axis=-1)
    both = np.where(none, certain * drawn, 0.0)
    return loss, gradient, _symmetric(np.where(none, mu * drawn, mu) - mu * mu * both, -mu * both, p * q - both)


def _softmax(z: Array) -> tuple[Array, Array]:
    """The probabilities of classes, and the logarithm of the sum of exponentials."""
    most = z.max(axis=-1, keepdims=True)
    decay = np.exp(z - most)
    total = decay.sum(axis=-1, keepdims=True)
    return decay / total, (np.log(total) + most)[..., 0]


def _blocks(p: Array) -> Array:
    """diag(p) - p p' of each row."""
    found = -p[..., :, np.newaxis] * p[..., np.newaxis, :]
    classes = np.arange(p.shape[-1])
    found[..., classes, classes] += p
    return found


def softmax_cross_entropy(z: Array, y: Array) -> Three:
    """-sum y_k log p_k, p = softmax(z), the y_k adding up to 1."""
    p, log = _softmax(z)
    return log - np.einsum("...k,...k", y, z), p - y, _blocks(p)


def softmax(z: Array, y: Array) -> Three:
    """-log p_y, p = softmax(z), y a class from 0 on."""
    p, log = _softmax(z)
    hessian = _blocks(p)
    samples = np.arange(len(z))
    loss = log - z[samples, y]
    p[samples, y] -= 1
    return loss, p, hessian


def poisson_bins(z: Array, c: Array) -> Three:
    """sum exp(z_k) - c_k z_k."""
    mu = np.exp(z)
    hessian = np.zeros((*mu.shape, mu.shape[-1]))
    bins = np.arange(mu.shape[-1])
    hessian[..., bins, bins] = mu
    return (mu - c * z).sum(axis=-1), mu - c, hessian
