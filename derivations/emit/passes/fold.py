"""Simpler instructions for the same value, bit by bit. In: a program, an operation, its arguments. Out: a number.

Signs are moved where they cost nothing, a condition times a value is a choice, and powers by small whole numbers are
products. Nothing here changes what is computed but for the sign of a zero and for products of 0 and infinity.
"""

from __future__ import annotations

from collections.abc import Callable

from ..cost import COSTS
from ..ir import CONSTANT, EXPAND, Instruction, Program

LARGEST_POWER = 4
"""Up to this exponent a power is written as products."""


def folded(program: Program, operation: str, arguments: tuple[int, ...], rank: int = 0) -> int:
    """The number of an instruction that does this, or of a simpler one for the same value."""
    shorter = SIMPLER.get(operation)
    found = shorter(program, *arguments) if shorter else None
    return made(program, operation, arguments, rank) if found is None else found


def made(program: Program, operation: str, arguments: tuple[int, ...], rank: int = 0) -> int:
    """The instruction itself."""
    given = [program[number] for number in arguments]
    rank = max((one.rank for one in given), default=rank)
    return program.add(Instruction(operation, arguments, None, rank, any(one.varies for one in given)))


def constant(program: Program, value: float) -> int:
    """A number."""
    return program.add(Instruction(CONSTANT, (), value, 0, False))


def number_of(program: Program, number: int) -> float | None:
    """The number that a constant is; None for other instructions."""
    one = program[number]
    return float(one.detail) if one.operation == CONSTANT else None  # type: ignore[arg-type]


def negated(program: Program, number: int) -> int | None:
    """What an instruction is the negative of; None if it is none."""
    one = program[number]
    return one.arguments[0] if one.operation == "negative" else None


def negative(program: Program, a: int) -> int | None:
    """−(−a) is a, −(a − b) is b − a, and a negative number is a number."""
    one, value = program[a], number_of(program, a)
    if value is not None:
        return constant(program, -value)
    if one.operation == "subtract":
        return folded(program, "subtract", (one.arguments[1], one.arguments[0]))
    return negated(program, a)


def add(program: Program, a: int, b: int) -> int | None:
    """A sum with −b is a difference."""
    minus_a, minus_b = negated(program, a), negated(program, b)
    if number_of(program, a) == 0.0:
        return b
    if number_of(program, b) == 0.0:
        return a
    value = number_of(program, b)
    if minus_b is not None:
        return folded(program, "subtract", (a, minus_b))
    if value is not None and value < 0:
        return folded(program, "subtract", (a, constant(program, -value)))
    return folded(program, "subtract", (b, minus_a)) if minus_a is not None else None


def subtract(program: Program, a: int, b: int) -> int | None:
    """A difference with −b is a sum."""
    minus_b = negated(program, b)
    if number_of(program, b) == 0.0:
        return a
    if number_of(program, a) == 0.0:
        return folded(program, "negative", (b,))
    return folded(program, "add", (a, minus_b)) if minus_b is not None else None


def multiply(program: Program, a: int, b: int) -> int | None:
    """Signs move out of a product; a factor 1 goes; a condition times a value is a choice."""
    for one, other in ((a, b), (b, a)):
        minus, value = negated(program, one), number_of(program, one)
        if minus is not None:
            pair = (minus, other) if one == a else (other, minus)
            return folded(program, "negative", (folded(program, "multiply", pair),))
        if value == 1.0:
            return other
        if value == -1.0:
            return folded(program, "negative", (other,))
        if is_indicator(program, one) and number_of(program, other) is None:
            condition, nothing = program[one].arguments[0], constant(program, 0.0)
            return folded(program, "select", (condition, other, nothing))
    return None


def is_indicator(program: Program, number: int) -> bool:
    """Whether a value is 1 or 0 by a condition."""
    one = program[number]
    if one.operation != "select":
        return False
    return number_of(program, one.arguments[1]) == 1.0 and number_of(program, one.arguments[2]) == 0.0


def divide(program: Program, a: int, b: int) -> int | None:
    """Signs move out of a quotient; a divisor 1 goes."""
    minus_a, minus_b = negated(program, a), negated(program, b)
    if number_of(program, b) == 1.0:
        return a
    if minus_a is not None:
        return folded(program, "negative", (folded(program, "divide", (minus_a, b)),))
    if minus_b is not None:
        return folded(program, "negative", (folded(program, "divide", (a, minus_b)),))
    return None


def power(program: Program, a: int, b: int) -> int | None:
    """Small whole exponents by products, a half by the root."""
    exponent = number_of(program, b)
    if exponent is None:
        return None
    if exponent == 0.5:
        return folded(program, "sqrt", (a,))
    if exponent < 0:
        one = constant(program, 1.0)
        return folded(program, "divide", (one, folded(program, "power", (a, constant(program, -exponent)))))
    if exponent == int(exponent) and 1 <= exponent <= LARGEST_POWER:
        if exponent == 1:
            return a
        half = folded(program, "power", (a, constant(program, float(int(exponent) // 2))))
        square = folded(program, "multiply", (half, half))
        return folded(program, "multiply", (square, a)) if int(exponent) % 2 else square
    return None


def absolute(program: Program, a: int) -> int | None:
    """abs(−a) is abs(a)."""
    minus = negated(program, a)
    return folded(program, "abs", (minus,)) if minus is not None else None


def select(program: Program, condition: int, first: int, second: int) -> int | None:
    """A choice between equal values is none; one between values of one function is made of its arguments."""
    if first == second:
        return first
    trial = Merge(program, condition)
    return trial.made(first, second) if trial.worth(first, second) else None


class Merge:
    """A choice between two values that are made alike, as one value of chosen parts: the same, bit by bit.

    Args:
        program: The program.
        condition: What chooses.
    """

    def __init__(self, program: Program, condition: int) -> None:
        self.program, self.condition = program, condition

    def alike(self, first: int, second: int) -> bool:
        """Whether both values do the same with their arguments."""
        a, b = self.program[first], self.program[second]
        same = (a.operation, a.detail, a.rank) == (b.operation, b.detail, b.rank)
        several = bool(a.arguments) and len(a.arguments) == len(b.arguments)
        return same and several and not a.truth and a.operation != "select"  # choices of choices have no one order

    def opposite(self, first: int, second: int) -> tuple[int, int] | None:
        """Both values without their sign, if only one has one and else they are alike."""
        for one, other in ((first, second), (second, first)):
            plain = negated(self.program, one)
            if plain is not None and self.alike(plain, other):
                return (plain, other) if one == first else (other, plain)
        return None

    def parts(self, first: int, second: int) -> list[tuple[int, int]]:
        """The parts of both values that differ, and that would have to be chosen."""
        if first == second:
            return []
        if not self.alike(first, second):
            pair = self.opposite(first, second)
            return [(first, second)] if pair is None else [*self.parts(*pair), (-1, -1)]
        pairs = zip(self.program[first].arguments, self.program[second].arguments, strict=True)
        return [part for pair in pairs for part in self.parts(*pair)]

    def spared(self, first: int, second: int) -> float:
        """What the operations cost that are done once instead of twice."""
        if first == second:
            return 0.0
        if not self.alike(first, second):
            pair = self.opposite(first, second)
            return 0.0 if pair is None else self.spared(*pair)
        one, other = self.program[first], self.program[second]
        inner = sum(self.spared(*pair) for pair in zip(one.arguments, other.arguments, strict=True))
        return inner + COSTS[one.operation]

    def worth(self, first: int, second: int) -> bool:
        """Whether it spares more than the choices cost that take the place of this one."""
        parts = set(self.parts(first, second))
        return (first, second) not in parts and self.spared(first, second) >= COSTS["select"] * (len(parts) - 1)

    def made(self, first: int, second: int) -> int:
        """The value."""
        if first == second:
            return first
        if self.alike(first, second):
            pairs = zip(self.program[first].arguments, self.program[second].arguments, strict=True)
            return folded(self.program, self.program[first].operation, tuple(self.made(*pair) for pair in pairs))
        pair = self.opposite(first, second)
        if pair is None:
            return made(self.program, "select", (self.condition, first, second))
        ends = (-1.0, 1.0) if negated(self.program, first) is not None else (1.0, -1.0)
        numbers = tuple(constant(self.program, end) for end in ends)
        sign = made(self.program, "select", (self.condition, *numbers))
        return folded(self.program, "multiply", (sign, self.made(*pair)))


def expand(program: Program, number: int, places: tuple[int, ...], rank: int) -> int:
    """A value with its axes at some places among more axes.

    Args:
        program: The program.
        number: The value.
        places: For each of its axes the place of it.
        rank: How many axes there shall be.
    """
    one = program[number]
    if one.rank == rank or (one.rank == 0 and not one.varies):
        return number
    return program.add(Instruction(EXPAND, (number,), places, rank, one.varies))


def shifted(program: Program, vector: int) -> int:
    """A vector less its largest entry."""
    one = program[vector]
    largest = program.add(Instruction("largest", (vector,), None, one.rank - 1, one.varies))
    wide = program.add(Instruction(EXPAND, (largest,), (), one.rank, one.varies))
    return made(program, "subtract", (vector, wide))


def is_shifted(program: Program, number: int) -> bool:
    """Whether a value is a vector less its largest entry, so that its own largest is 0."""
    one = program[number]
    return one.operation == "subtract" and one.rank == 1 and number == shifted(program, one.arguments[0])


def less(program: Program, a: int, b: int) -> int | None:
    """0 < −a is a < 0, and −a < 0 is 0 < a."""
    for zero, other in ((a, b), (b, a)):
        minus = negated(program, other)
        if number_of(program, zero) == 0.0 and minus is not None:
            return folded(program, "less", (minus, zero) if zero == a else (zero, minus))
    return None


def less_equal(program: Program, a: int, b: int) -> int | None:
    """0 ≤ −a is a ≤ 0, and −a ≤ 0 is 0 ≤ a."""
    for zero, other in ((a, b), (b, a)):
        minus = negated(program, other)
        if number_of(program, zero) == 0.0 and minus is not None:
            return folded(program, "less_equal", (minus, zero) if zero == a else (zero, minus))
    return None


SIMPLER: dict[str, Callable[..., int | None]] = {
    "negative": negative, "add": add, "subtract": subtract, "multiply": multiply, "divide": divide, "power": power,
    "abs": absolute, "select": select, "less": less, "less_equal": less_equal,
}  # fmt: skip
"""The operations that may have a simpler form."""
