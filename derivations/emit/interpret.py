"""What a kernel program computes, worked out here. In: a program, points. Out: its values, the same on every processor.

It needs nothing but Python: sums, products, quotients and square roots are those of IEEE 754, every other function is
correctly rounded. A value is a list: that of each sample, the entries of one after those of the other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from itertools import product

from .correct import FUNCTIONS, scalar_power
from .ir import CONSTANT, EXPAND, EYE, INPUT, POSITION, SIZE, Instruction, Program

Values = list[float]
NEAR, FAR = 2.0**500, 2.0**1000
"""What stands for infinity where an infinite input gives no value."""
GROWN = 1.01
"""By which factor a value that grows or shrinks without end must do so from the one to the other."""
STEADY = 2.0**-40
"""What two values of a limit may differ by, relative to them."""


class Interpreter:
    """The values of a program's instructions at some samples, each worked out once.

    Args:
        program: The program; more may be added to it later.
        inputs: For each argument its values, for a vector the entries of each sample after each other.
        count: How many samples there are.
        size: How many entries vectors have.
    """

    def __init__(self, program: Program, inputs: Mapping[str, Sequence[float]], count: int, size: int = 1) -> None:
        self.program, self.count, self.size = program, count, size
        self.inputs = {name: list(values) for name, values in inputs.items()}
        self.known: dict[int, Values] = {}

    def values(self, number: int) -> Values:
        """The values of an instruction."""
        for needed in self.missing(number):
            self.known[needed] = self.worked_out(self.program[needed])
        return self.known[number]

    def missing(self, number: int) -> list[int]:
        """The instructions that it needs and that weren't worked out yet, in order."""
        found: set[int] = set()
        waiting = [number]
        while waiting:
            one = waiting.pop()
            if one not in self.known and one not in found:
                found.add(one)
                waiting.extend(self.program[one].arguments)
        return sorted(found)

    def worked_out(self, one: Instruction) -> Values:
        """The values of an instruction whose arguments are known."""
        cells = self.size**one.rank
        if one.operation == CONSTANT:
            return [float(one.detail)] * self.count  # type: ignore[arg-type]
        if one.operation == INPUT:
            return self.inputs[str(one.detail)]
        if one.operation == SIZE:
            return [float(self.size)] * self.count
        if one.operation == POSITION:
            return [float(n + 1) for n in range(self.size)] * self.count
        if one.operation == EYE:
            return [float(i == j) for i in range(self.size) for j in range(self.size)] * self.count
        given = [self.known[number] for number in one.arguments]
        if one.operation == EXPAND:
            return self.expanded(given[0], one)
        if one.operation == "first":
            return given[0][:: self.size]
        if one.operation in REDUCED:
            taken, size = REDUCED[one.operation], self.size
            return [taken(given[0][n : n + size]) for n in range(0, len(given[0]), size)]
        wide = [
            own if self.program[number].rank == one.rank else self.spread(own, cells)
            for own, number in zip(given, one.arguments, strict=True)
        ]
        return list(map(operation(one.operation), *wide))

    def spread(self, values: Values, cells: int) -> Values:
        """A number of each sample, for each of its entries."""
        return [value for value in values for _ in range(cells)]

    def expanded(self, values: Values, one: Instruction) -> Values:
        """Values with their axes at other places among more axes."""
        places: tuple[int, ...] = one.detail  # type: ignore[assignment]
        offsets = []
        for cell in product(range(self.size), repeat=one.rank):
            offset = 0
            for place in places:
                offset = offset * self.size + cell[place]
            offsets.append(offset)
        step = self.size ** len(places)
        return [values[start + offset] for start in range(0, len(values), step) for offset in offsets]


def limit(near: float, far: float) -> float:
    """What values tend to, of which one is near the limit and one far nearer; nan where they don't tell."""
    if near == far or abs(far - near) <= abs(far) * STEADY:
        return far
    if abs(far) > abs(near) * GROWN and math.copysign(1.0, far) * near >= 0:
        return math.copysign(math.inf, far)
    return 0.0 * far if abs(far) * GROWN < abs(near) else math.nan


def operation(name: str) -> Callable[..., float]:
    """A function of numbers."""
    found = SIMPLE.get(name)
    return FUNCTIONS[name] if found is None else found


def divide(a: float, b: float) -> float:
    """a/b, as IEEE 754 has it."""
    try:
        return a / b
    except ZeroDivisionError:
        return math.nan if a == 0 or a != a else math.copysign(math.inf, a) * math.copysign(1.0, b)


def larger(a: float, b: float) -> float:
    """The larger; nan if one is."""
    return a if a != a or a > b else b


def smaller(a: float, b: float) -> float:
    """The smaller; nan if one is."""
    return a if a != a or a < b else b


def square_root(a: float) -> float:
    """√a; nan for negative numbers."""
    return math.sqrt(a) if a >= 0 else math.nan


def sign(a: float) -> float:
    """−1, 0 or 1; nan for nan."""
    return float((a > 0) - (a < 0)) if a == a else a


def nearest_whole(a: float) -> float:
    """The nearest whole number, of two the even one."""
    return float(round(a)) if math.isfinite(a) else a


SIMPLE: dict[str, Callable[..., float]] = {
    "add": lambda a, b: a + b, "subtract": lambda a, b: a - b, "multiply": lambda a, b: a * b, "divide": divide,
    "negative": lambda a: -a, "abs": abs, "max": larger, "min": smaller, "sqrt": square_root, "sign": sign,
    "power": scalar_power, "rint": nearest_whole, "select": lambda c, a, b: a if c else b,
    "less": lambda a, b: a < b, "less_equal": lambda a, b: a <= b, "equal": lambda a, b: a == b,
    "unequal": lambda a, b: a != b,
}  # fmt: skip
"""What is exact to half a unit by IEEE 754, and powers."""


def others(row: Values) -> float:
    """The sum without the largest, the first of several."""
    most = row.index(max(row)) if not any(value != value for value in row) else -1
    return summed([0.0 if n == most else value for n, value in enumerate(row)]) if most >= 0 else math.nan


def summed(row: Values) -> float:
    """The sum, from left to right."""
    return reduce(lambda a, b: a + b, row)


REDUCED: dict[str, Callable[[Values], float]] = {
    "sum": summed, "product": lambda row: reduce(lambda a, b: a * b, row), "largest": lambda row: reduce(larger, row),
    "sum_of_others": others,
}  # fmt: skip
"""What is taken along the last axis."""
