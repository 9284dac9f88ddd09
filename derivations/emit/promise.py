"""What is promised of code's errors, and how a measured error is told beside it.

The promise: a relative error of at most 16·u·(1 + κ), u = 2⁻⁵³, where the exact value is a normal number. κ is the
condition number, the sum of the sizes of xᵢ ∂f/∂xᵢ over |f|: what a relative change of the inputs by u does to the
value. For vectors an error is compared with the largest entry of the result.
"""

from __future__ import annotations

from dataclasses import dataclass

UNIT = 2.0**-53
PROMISE = 16.0
"""How many times u·(1 + κ) an error may be."""
SMALLEST = 2.0**-1022
"""The smallest normal number; below it nothing is promised but that the result is as small."""
LARGEST = 2.0**1023 * (2 - 2.0**-52)
"""The largest number of float64."""
ACROSS = 4 * UNIT
"""How close a result must be to the value beyond a jump to be taken for it."""
LOST = 2.0**60
"""What counts as the error of a result that is not finite where it should be: so many times what is promised."""


@dataclass(frozen=True)
class Accuracy:
    """The measured error of one quantity's code.

    Args:
        points: At how many points.
        worst: The largest error, in units of u·(1 + κ) of the value there; 16 are promised.
        broken: At how many points the error is larger than promised.
        seen: At how many of these a user may see it: no input is tiny or huge, or nothing finite comes.
        relative: The largest relative error at the points where the promise is kept.
        where: The worst point: each input with its value.
        right: The right result there.
        got: What the code gave.
        cost: What the code costs, in multiplications.
    """

    points: int
    worst: float
    broken: int
    seen: int
    relative: float
    where: tuple[tuple[str, float], ...]
    right: float
    got: float
    cost: float

    unit = "relative, where u = 2**-53 and κ is the condition number of the value at its inputs"
    """What its text is told in."""

    @property
    def place(self) -> str:
        """The worst point as text."""
        return ", ".join(f"{name} = {value!r}" for name, value in self.where)

    @property
    def text(self) -> str:
        """One line for people."""
        if not self.broken:
            return f"at most {show(self.worst)} u (1 + κ) at {self.points} points"
        there = f"at {self.place} it gives {self.got!r} for {self.right!r}"
        return f"more than 16 u (1 + κ) at {self.broken} of {self.points} points; worst: {there}"


def show(error: float) -> str:
    """An error, to two digits."""
    return "all lost" if error >= LOST else f"{error:.2g}" if error < 1000 else f"{error:.1e}"
