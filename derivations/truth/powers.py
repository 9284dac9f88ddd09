"""Powers of e that are past all bounds. In: what stands in exponents. Out: ``Power``, in which equal ones cancel."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from flint import arb

if TYPE_CHECKING:
    from .wide import Wide

TINY = arb(0, arb(2) ** -(2**60))
"""What is as good as 0 for every double and for every sum with one."""
HUGE = arb(2) ** 100
"""Up to which size Arb can tell a number's exponential."""


class Power:
    """A sum of exponents, each with a factor.

    An exponent is known by the object that it is, so that it cancels exactly, however inexact its own ball is.

    Args:
        parts: By the identity of each exponent, it and its factor.
    """

    __slots__ = ("parts",)

    def __init__(self, parts: dict[int, tuple[Wide, Fraction]]) -> None:
        self.parts = parts

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Power) and {key: factor for key, (_, factor) in self.parts.items()} == {
            key: factor for key, (_, factor) in other.parts.items()
        }

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, other: Power) -> Power:
        if not other.parts or not self.parts:
            return self if self.parts else other
        found = dict(self.parts)
        for key, (exponent, factor) in other.parts.items():
            whole = factor + (found[key][1] if key in found else 0)
            found[key] = exponent, whole
            if not whole:
                del found[key]
        return Power(found)

    def scaled(self, factor: Fraction) -> Power:
        """The power of this power."""
        return Power({key: (exponent, own * factor) for key, (exponent, own) in self.parts.items()})

    def __neg__(self) -> Power:
        return self.scaled(Fraction(-1))

    def __sub__(self, other: Power) -> Power:
        return self + -other

    def total(self) -> Wide | None:
        """The exponent; None where it is 0."""
        found = None
        for exponent, factor in self.parts.values():
            part = exponent * factor.numerator / factor.denominator
            found = part if found is None else found + part
        return found

    def ball(self) -> arb:
        """The exponent as a ball."""
        found = self.total()
        return arb(0) if found is None else found.ball()

    def exp(self) -> arb:
        """The exponential as a ball; infinite where it is past what Arb tells."""
        return exponential(self.ball())


def exponential(x: arb) -> arb:
    """The exponential of a number of any size."""
    if x < -HUGE:
        return TINY
    return arb("inf") if x > HUGE else x.exp()


NONE = Power({})
"""e to the power of 0."""
