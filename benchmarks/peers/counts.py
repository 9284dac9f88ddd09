"""Losses of the logarithm z of a mean, and a count y."""

import numpy as np
from scipy.special import gammaln

from ._shared import Array, Three


def poisson(z: Array, y: Array) -> Three:
    """mu - y z + log y!, mu = exp z."""
    mu = np.exp(z)
    return mu - y * z + gammaln(y + 1), mu - y, mu


def negative_binomial(z: Array, y: Array, alpha: float = 1.0) -> Three:
    """(y + r) log(1 + alpha mu) - y log(alpha mu) + log y! + log Gamma(r) - log Gamma(y + r), r = 1/alpha."""
    size = 1 / alpha
    scaled = alpha * np.exp(z)
    inverse = 1 / (1 + scaled)
    whole = y + size
    share = whole * scaled * inverse
    constant = gammaln(y + 1) + gammaln(size) - gammaln(whole)
    return whole * np.log1p(scaled) - y * (z + np.log(alpha)) + constant, share - y, share * inverse
