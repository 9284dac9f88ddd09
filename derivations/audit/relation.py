"""How two functions are related, found from their values. In: ours and another's. Out: ``Found``.

Points that differ only in the prediction form a group. In each group the other function is looked at as a factor times
ours, plus a constant; if neither depends on the prediction, that is the relation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Point = tuple[float, ...]

SAME, FACTOR, CONSTANT, BOTH, OTHER = "same", "factor", "constant", "factor and constant", "other"
"""What is found: the same function; a factor; a constant, which may depend on all but the prediction; both; another."""

LARGEST_DENOMINATOR = 64


@dataclass(frozen=True)
class Found:
    """What was found.

    Args:
        kind: ``SAME``, ``FACTOR`` …
        factors: The least and the largest factor of a group.
        constants: The least and the largest constant.
    """

    kind: str
    factors: tuple[float, float] = (1.0, 1.0)
    constants: tuple[float, float] = (0.0, 0.0)

    def like(self, other: Found, tolerance: float) -> bool:
        """Whether another is the same relation."""
        pairs = [*zip(self.factors, other.factors, strict=True), *zip(self.constants, other.constants, strict=True)]
        return self.kind == other.kind and all(
            math.isclose(a, b, rel_tol=tolerance, abs_tol=tolerance) for a, b in pairs
        )

    def as_json(self) -> dict[str, object]:
        """For a file."""
        return {"kind": self.kind, "factors": list(self.factors), "constants": list(self.constants)}


def relation(points: Sequence[Point], moving: int, ours: Array, other: Array, tolerance: float) -> Found:
    """The relation of two functions.

    Args:
        points: Where the values were taken; the first ``moving`` numbers of each are predictions.
        moving: How many predictions there are.
        ours: The exact values of ours.
        other: The values of the other.
        tolerance: How exactly the other is known, relative to the size of its values.
    """
    groups: dict[Point, list[int]] = {}
    for n, point in enumerate(points):
        groups.setdefault(point[moving:], []).append(n)
    factors, constants, sizes = [], [], []
    for chosen in groups.values():
        a, b = ours[chosen], other[chosen]
        scale = float(np.max(np.abs(b))) or 1.0
        low, high = int(np.argmin(a)), int(np.argmax(a))
        width = float(a[high] - a[low])
        if width <= tolerance * float(np.max(np.abs(a))):
            factor = math.nan
            rest = b
        else:
            factor = float(b[high] - b[low]) / width
            rest = b - factor * a
        if float(np.ptp(rest)) > tolerance * scale:
            return Found(OTHER)
        factors.append(factor)
        constants.append(float(np.median(rest)))
        sizes.append(scale)
    known = [factor for factor in factors if not math.isnan(factor)]
    if not known:  # ours doesn't move at all: what there is can only be a factor
        return constant_relation(ours, other, tolerance)
    constants = [c if not math.isnan(f) else c - np.median(known) * float(np.median(ours[chosen]))
                 for c, f, chosen in zip(constants, factors, groups.values(), strict=True)]  # fmt: skip
    constants = [c if abs(c) > tolerance * s else 0.0 for c, s in zip(constants, sizes, strict=True)]
    ends = (plain(min(known), tolerance), plain(max(known), tolerance))
    if 0.0 in ends:
        return Found(OTHER)
    one, none = ends == (1.0, 1.0), not any(constants)
    kind = (SAME if none else CONSTANT) if one else (FACTOR if none else BOTH)
    return Found(kind, ends, (min(constants), max(constants)))


def constant_relation(ours: Array, other: Array, tolerance: float) -> Found:
    """The relation where neither moves with the prediction."""
    with np.errstate(all="ignore"):
        ratio = other / ours
    if not np.isfinite(ratio).all():
        return Found(SAME) if np.array_equal(ours, other) else Found(OTHER)
    ends = (plain(float(ratio.min()), tolerance), plain(float(ratio.max()), tolerance))
    return Found(SAME if ends == (1.0, 1.0) else FACTOR, ends)


def plain(value: float, tolerance: float) -> float:
    """A simple fraction, if the value is one as far as it is known."""
    near = float(Fraction(value).limit_denominator(LARGEST_DENOMINATOR))
    return near if math.isclose(near, value, rel_tol=tolerance, abs_tol=tolerance) else value
