"""Ordinary points of the losses that have a peer. In: a loss, how many. Out: arrays, the same for the same seed.

Logits are drawn from N(0, 1.5²), and labels from the model that the loss belongs to.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.special import expit

CLASSES = 10
"""How many entries a vector has."""
SEED = 20240607
Array = NDArray[Any]
Draw = Callable[[Generator, Array], tuple[Array, ...]]


def logits(rng: Generator, *shape: int) -> Array:
    return rng.normal(scale=1.5, size=shape)


def label(rng: Generator, z: Array) -> tuple[Array, ...]:
    return ((rng.uniform(size=z.shape) < expit(z)).astype(float),)


def share(rng: Generator, z: Array) -> tuple[Array, ...]:
    return (rng.beta(2, 2, size=z.shape),)


def sign(rng: Generator, z: Array) -> tuple[Array, ...]:
    return (2 * label(rng, z)[0] - 1,)


def target(rng: Generator, z: Array) -> tuple[Array, ...]:
    return (z + rng.standard_t(4, size=z.shape),)


def count(rng: Generator, z: Array) -> tuple[Array, ...]:
    return (rng.poisson(np.exp(z)).astype(float),)


def positive(rng: Generator, z: Array) -> tuple[Array, ...]:
    return (rng.gamma(2.0, np.exp(z) / 2),)


def survival(rng: Generator, z: Array) -> tuple[Array, ...]:
    return np.exp(z + rng.normal(size=z.shape)), (rng.uniform(size=z.shape) < 0.7).astype(float)


def reference_point(rng: Generator, z: Array) -> tuple[Array, ...]:
    return (*label(rng, z), rng.gamma(2.0, 0.5, size=z.shape))


def second(rng: Generator, z: Array) -> tuple[Array, ...]:
    return (logits(rng, *z.shape),)


def scaled_target(rng: Generator, z: Array) -> tuple[Array, ...]:
    s = logits(rng, *z.shape)
    return s, z + np.exp(s / 2) * rng.normal(size=z.shape)


def zero_inflated(rng: Generator, z: Array) -> tuple[Array, ...]:
    a = logits(rng, *z.shape)
    return a, np.where(rng.uniform(size=z.shape) < expit(a), 0.0, count(rng, z)[0])


def row_of_class(rng: Generator, z: Array) -> tuple[Array, ...]:
    return (np.eye(z.shape[-1])[class_of(rng, z)[0]],)


def class_of(rng: Generator, z: Array) -> tuple[Array, ...]:
    return (np.argmax(z + rng.gumbel(size=z.shape), axis=-1),)


DRAWS: dict[str, Draw] = {
    **dict.fromkeys(
        ("logistic", "label_smoothed_cross_entropy", "positive_weight", "focal", "asymmetric_focal", "brier", "probit",
         "complementary_log_log"), label,
    ),
    **dict.fromkeys(
        ("logistic_margin", "exponential_loss", "hinge", "squared_hinge", "modified_huber", "savage"), sign
    ),
    **dict.fromkeys(
        ("squared_error", "huber", "pseudo_huber", "log_cosh", "quantile", "expectile", "cauchy", "welsch",
         "geman_mcclure", "tukey_biweight", "student_t"), target,
    ),
    **dict.fromkeys(("poisson", "negative_binomial", "poisson_bins"), count),
    **dict.fromkeys(("gamma", "inverse_gaussian", "tweedie"), positive),
    **dict.fromkeys(
        ("exponential_survival", "weibull_survival", "log_logistic_survival", "log_normal_survival"), survival
    ),
    **dict.fromkeys(("dpo", "bradley_terry"), second),
    "quality_focal": share,
    "kto": reference_point,
    "gaussian_learned_variance": scaled_target,
    "zero_inflated_poisson": zero_inflated,
    "softmax_cross_entropy": row_of_class,
    "softmax": class_of,
}  # fmt: skip
"""What stands beside the first prediction of each loss."""

VECTORS = ("softmax_cross_entropy", "softmax", "poisson_bins")
"""The losses whose predictions are vectors."""


def points(name: str, count: int) -> tuple[Array, ...]:
    """The arguments of a loss, with so many logits in all."""
    rng = np.random.default_rng(SEED)
    z = logits(rng, max(1, count // CLASSES), CLASSES) if name in VECTORS else logits(rng, count)
    return (z, *DRAWS[name](rng, z))
