"""The losses of the collection, each derived and checked once for all tests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

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


def inexact(texts: Iterable[str]) -> set[str]:
    """The quantities of which warnings say that their code isn't exact everywhere."""
    found = (re.search("the code of ([a-z-]+) isn't exact", text) for text in texts)
    return {match[1] for match in found if match}
