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
    "zero_inflated_poisson": {"loss"},  # 0 for log 2 from z = 1e4 on, where exp(z) is beyond all exponents
}
"""Code with few right digits at some measured point, or none; its page tells so."""


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
    found = (re.search("the code of ([a-z-]+) isn't exact", text) for text in texts)
    return {match[1] for match in found if match}
