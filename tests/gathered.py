"""The losses of the collection, each derived and checked once for all tests."""

from __future__ import annotations

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
