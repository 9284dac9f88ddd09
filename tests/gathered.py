"""The losses of the collection, each derived and checked once for all tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import mpmath

from derivations import collection
from derivations.own.result import Derived


@cache
def derived(name: str) -> Derived:
    """A loss of the collection, with the chain that is kept beside it."""
    return collection.derived(name)


SCALAR = tuple(
    name for name in collection.names() if not any("[" in each for each in collection.told(name).get("prediction", "z"))
)
"""Those whose predictions are single numbers."""


INEXACT = {
    "all_threshold": {"gradient"},  # two thresholds of opposite sign: their shares cancel
    "asymmetric_focal": {"hessian"},  # powers of 1000 and more
    "complementary_log_log": {"hessian"},  # a difference of what is next to each other at small rates
    "cox": {"loss", "gradient", "hessian"},  # what is left of the others beside one far ahead
    "dice": {"loss"},
    "focal": {"hessian"},  # powers of 1000 and more
    "gamma": {"loss", "gradient"},  # next to the largest number of float64
    "generalized_cross_entropy": {"gradient", "hessian"},  # q of 1e-6 at z = 746
    "hurdle_poisson": {"loss", "hessian-z-z"},  # as complementary_log_log
    "inverse_gaussian": {"loss"},  # y of 1e-300
    "jensen_shannon": {"loss", "gradient", "hessian"},  # logarithms of nearly equal shares
    "log_logistic_survival": {"gradient"},  # sigma of 1000
    "log_normal_survival": {"hessian"},  # the inverse Mills ratio next to its asymptote
    "multi_class_brier": {"gradient", "hessian"},
    "negative_binomial": {"loss"},  # differences of lgamma
    "plackett_luce": {"loss", "gradient", "hessian"},  # as cox
    "quality_focal": {"gradient"},  # sign(y - p) where z is below what p can tell
    "smoothed_softmax": {"gradient"},
    "softmax_focal": {"hessian"},  # one share is nearly 1
    "student_t": {"loss"},  # 1e300
    "zero_inflated_poisson": {"gradient-z", "hessian-z-z", "hessian-z-a", "hessian-a-a"},  # rates of 1e100
}
"""Code that breaks the promise at some point where a user may see it; its page tells so."""


def turning(value: Callable[[dict[str, float]], Any], point: dict[str, float], right: Any) -> Any:
    """How much a value changes as the inputs do, in digits enough: the sum of the sizes of x ∂f/∂x."""
    step = mpmath.mpf(2) ** -100
    found = mpmath.mpf(0)
    with mpmath.workdps(200):
        for name, x in point.items():
            moved = {**point, name: mpmath.mpf(x) * (1 + step)}
            found += abs(value(moved) - right) / step
    return found


def inexact(texts: Iterable[str]) -> set[str]:
    """The quantities of which warnings say that their code isn't exact everywhere."""
    found = (re.search("the code of ([a-zA-Z-]+) isn't exact", text) for text in texts)
    return {match[1] for match in found if match}
