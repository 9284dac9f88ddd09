"""Domains of arguments, as definitions write them. In: a domain's text, an array. Out: where its entries lie within."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

SET = re.compile(r"^\{(.+)\}$")
INTERVAL = re.compile(r"^([\[(])\s*([^,]+?)\s*,\s*([^,]+?)\s*([\])])$")


def end(text: str) -> float:
    """The end of an interval, ``1/2`` and ``-inf`` among them."""
    above, _, below = text.replace("−", "-").replace("∞", "inf").partition("/")
    return float(above) / float(below or 1)


@dataclass(frozen=True)
class Domain:
    """The values that an argument may have.

    Args:
        text: ``real``, ``[0, 1]``, ``(0, inf)``, ``{-1, 1}``, ``{0, 1, 2, ...}``.
    """

    text: str

    @property
    def expected(self) -> str:
        """What a message says of it."""
        return "finite numbers" if self.text == "real" else f"numbers in {self.text}"

    @cached_property
    def values(self) -> tuple[float, ...]:
        """The values of a finite set; () for other domains."""
        found = SET.match(self.text)
        if not found or self.counts:
            return ()
        return tuple(end(part.strip()) for part in found[1].split(","))

    @property
    def counts(self) -> bool:
        """Whether it is all whole numbers from 0 or 1 on."""
        return "…" in self.text or "..." in self.text

    def holds(self, array: NDArray[Any]) -> NDArray[np.bool_]:
        """Where the entries of an array lie in the domain; all of it is finite."""
        if self.values:
            return np.isin(array, self.values)
        if self.counts:
            first = 1 if self.text.lstrip("{ ").startswith("1") else 0
            return (array >= first) & (array == np.floor(array)) & (array < np.inf)
        found = INTERVAL.match(self.text)
        if not found:
            return np.isfinite(array)
        low, high = end(found[2]), end(found[3])
        above = array >= low if found[1] == "[" and np.isfinite(low) else array > low
        below = array <= high if found[4] == "]" and np.isfinite(high) else array < high
        return np.asarray(above & below)
