"""How far values are from the exact ones. In: exact values, computed ones. Out: ``Agreement``, in ulp."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

NO_DIGIT = 0.1
"""A result that is off by more than this, relative to the exact value, has no digit right."""
TINY = {64: 2.0**-1022, 32: 2.0**-126}
"""The smallest normal number, by the bits; below it there are fewer digits the smaller a number is."""


@dataclass(frozen=True)
class Agreement:
    """How values agree with the exact ones at some points.

    Args:
        points: At how many.
        worst: The largest error of a finite result, in ulp.
        median: The median error; what isn't finite counts as infinite.
        unlike: How many are infinite or nan where the exact value isn't, or the other way round.
        lost: How many of the others have no digit right.
        flushed: How many are 0 where the exact value is subnormal; their errors aren't counted.
    """

    points: int
    worst: float
    median: float
    unlike: int
    lost: int
    flushed: int

    def as_json(self) -> dict[str, object]:
        """For a file: what isn't finite as text."""
        return {name: value if math.isfinite(value) else repr(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, eq=False)
class Errors:
    """The errors point by point.

    Args:
        ulp: In units of the spacing at the exact value; infinite where the result is unlike it.
        unlike: Where one of the two is infinite or nan and the other isn't the same.
        lost: Where no digit is right, of a number that isn't subnormal.
        flushed: Where the result is 0 and the exact value is subnormal.
    """

    ulp: Array
    unlike: Mask
    lost: Mask
    flushed: Mask

    @property
    def agreement(self) -> Agreement:
        """The sum of them."""
        finite = self.ulp[~self.unlike]
        return Agreement(
            len(self.ulp), float(finite.max()) if finite.size else math.inf, float(np.median(self.ulp)),
            int(self.unlike.sum()), int(self.lost.sum()), int(self.flushed.sum()),
        )  # fmt: skip


def errors(high: Array, low: Array, got: Array, bits: int = 64) -> Errors:
    """The errors of computed values.

    Args:
        high: The exact values, rounded to float64.
        low: What rounding took away.
        got: The computed values.
        bits: Of the numbers that they are computed in: 64, or 32.
    """
    with np.errstate(all="ignore"):
        right = high if bits == 64 else high.astype(np.float32).astype(np.float64)
        unlike: Mask = (np.isfinite(got) != np.isfinite(right)) | (~np.isfinite(right) & (got != right))
        spacing = np.spacing(np.abs(high) if bits == 64 else np.abs(right).astype(np.float32)).astype(np.float64)
        gap = np.abs((got - high) - low)
        ulp = np.where(~np.isfinite(right) & ~unlike, 0.0, np.where(unlike, math.inf, gap / spacing))
        tiny = np.abs(high) < TINY[bits]
        flushed: Mask = tiny & (got == 0) & (high != 0)
        lost: Mask = ~unlike & np.isfinite(right) & (gap > NO_DIGIT * np.abs(high)) & ~tiny
    return Errors(np.where(flushed, 0.0, ulp), unlike, lost, flushed)


def show(ulp: float) -> str:
    """An error in ulp, to two digits."""
    if math.isinf(ulp):
        return "∞"
    return f"{ulp:.2g}" if ulp < 1000 else f"{ulp:.1e}"


def at(names: Sequence[str], point: Sequence[float]) -> Mapping[str, float]:
    """A point with the names of its numbers."""
    return dict(zip(names, (float(x) for x in point), strict=True))
