"""A kernel program → the lines of a function of numbers. In: a program, some of its outputs, names. Out: lines."""

from __future__ import annotations

from ...build import NotEmitted
from ...ir import CONSTANT, Instruction
from ...passes.bounds import Bounds
from ..numpy.lines import Printer
from ..numpy.spelling import ATOM, PRODUCT, SIGN
from .spelling import CALLS, KNOWN, OF_FRACTION

MULTIPLIED = 4
"""Up to which exponent a power is multiplied out, by the compiler."""


class ScalarPrinter(Printer):
    """Prints one function of numbers.

    Raises:
        NotEmitted: The runtime has no such function.
    """

    def composed(self, one: Instruction) -> tuple[str, int]:
        """What takes values."""
        if one.operation == "power":
            return self.power(*one.arguments)
        form = CALLS.get(one.operation)
        if one.operation in OF_FRACTION and self.is_fraction(one.arguments[0]):
            form = OF_FRACTION[one.operation]
        if form is None:
            return super().composed(one)
        if form not in KNOWN:
            raise NotEmitted(f"there is no compiled {one.operation}")
        return f"{form}({', '.join(map(self.argument, one.arguments))})", ATOM

    def is_fraction(self, number: int) -> bool:
        """Whether a value lies between 0 and 1."""
        found = Bounds(self.program).of(number)
        return found.not_negative and found.high <= 1

    def argument(self, number: int) -> str:
        """A value as an argument of a compiled function, all of which take float64."""
        one = self.program[number]
        return repr(float(one.detail)) if one.operation == CONSTANT else self.texts[number][0]  # type: ignore[arg-type]

    def power(self, base: int, exponent: int) -> tuple[str, int]:
        """A power, multiplied out or a root where the exponent is such a number."""
        one = self.program[exponent]
        value = float(one.detail) if one.operation == CONSTANT else None  # type: ignore[arg-type]
        if value == 0.5:
            return f"sqrt({self.argument(base)})", ATOM
        if value == -0.5:
            return f"1 / sqrt({self.argument(base)})", PRODUCT
        if value is not None and value == int(value) and 1 < abs(value) <= MULTIPLIED:
            text = self.part(base, ATOM)
            power = f"{text}**{int(abs(value))}" if text.isidentifier() else f"{text} ** {int(abs(value))}"
            return (power, SIGN) if value > 0 else (f"1 / {power}", PRODUCT)
        return f"power({self.argument(base)}, {self.argument(exponent)})", ATOM
