"""Between which ends the values of a program lie. In: a program. Out: an interval for each instruction.

Rounding doesn't take a value past an end: the ends that are told are 0, 1 and what sums and products make of these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from ...functions import BY_WORD
from ...functions.ranges import REAL, Interval, add, multiply, reciprocal
from ..ir import CONSTANT, Program


@dataclass
class Bounds:
    """The intervals of a program's values.

    Args:
        program: The program.
    """

    program: Program
    known: dict[int, Interval] = field(default_factory=dict)

    def of(self, number: int) -> Interval:
        """Where a value lies."""
        for needed in self.program.needed([number]):
            if needed not in self.known:
                self.known[needed] = self.worked_out(needed)
        return self.known[number]

    def worked_out(self, number: int) -> Interval:
        """The same, from the intervals of its parts."""
        one = self.program[number]
        if one.operation == CONSTANT:
            value = Fraction(float(one.detail))  # type: ignore[arg-type]
            return Interval(value, value)
        parts = [self.known[argument] for argument in one.arguments]
        if one.operation == "multiply" and one.arguments[0] == one.arguments[1] and not parts[0].not_negative:
            return BY_WORD["abs"].image_of(REAL)
        if one.operation in ARITHMETIC:
            return ARITHMETIC[one.operation](*parts)
        record = BY_WORD.get(one.operation)
        return record.image_of(*parts) if record and not one.rank else REAL


def chosen(_: Interval, first: Interval, second: Interval) -> Interval:
    """What holds of both branches."""
    return Interval(min(first.low, second.low), max(first.high, second.high))


ARITHMETIC: dict[str, Callable[..., Interval]] = {
    "add": add, "subtract": lambda a, b: add(a, -b), "multiply": multiply, "negative": lambda a: -a, "select": chosen,
    "divide": lambda a, b: multiply(a, reciprocal(b)),
}  # fmt: skip
"""What isn't a function of the language."""
