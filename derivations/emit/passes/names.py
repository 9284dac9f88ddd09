"""What the values of a program are called. In: a program, what is known by name. Out: a name for each value.

A value that is one of the loss's definitions, or a quantity that the field has a name for, has that name: two values
are the same if they agree at ordinary points. Others are called by how they are made: ``exp_z``, ``one_plus_decay``.
"""

from __future__ import annotations

import keyword
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...terms.core import Term
from ..build import Builder, NotEmitted
from ..correct import bell
from ..interpret import Interpreter, Values
from ..ir import CONSTANT, EXPAND, INPUT, Program

POINTS = 6
"""At how many ordinary points values are compared."""
CLOSE = 1e-9
"""How far values may be from each other, relative to them, that are the same."""
WORDS = 24
"""How long a name may be that tells how a value is made."""
RESERVED = frozenset({"np", "special", "abs", "sum_of_others", "mills_excess", "out", "linear", "pointwise"})
"""Names that a value can't have inside the code."""


@dataclass
class Names:
    """Names for the values of a program.

    Args:
        program: The program.
        known: Values that have a name already.
        taken: Names that stand for something else.
    """

    program: Program
    known: dict[int, str]
    taken: set[str]
    made: dict[int, str] = field(default_factory=dict)

    def of(self, number: int) -> str:
        """The name of a value, for it alone."""
        if number not in self.made:
            wanted = self.known.get(number) or self.described(number)
            if len(wanted) > WORDS or not wanted.isidentifier():
                wanted = ROLES.get(self.program[number].operation, "value")
            name, count = wanted, 1
            while name in self.taken or name in RESERVED or keyword.iskeyword(name):
                count += 1
                name = f"{wanted}_{count}"
            self.taken.add(name)
            self.made[number] = name
        return self.made[number]

    def described(self, number: int) -> str:
        """How a value is made, in words; longer than a name may be where that isn't said shortly."""
        if number in self.made:
            return self.made[number]
        if number in self.known:
            return self.known[number]
        one = self.program[number]
        if one.operation == INPUT:
            return str(one.detail)
        if one.operation == CONSTANT:
            return NUMBERS.get(float(one.detail), "?")  # type: ignore[arg-type]
        if one.operation == "select" and (told := self.where_positive(number)):
            return told
        parts = [self.described(argument) for argument in one.arguments]
        if one.operation == EXPAND:
            return parts[0]
        if one.operation == "multiply" and one.arguments[0] == one.arguments[1]:
            return f"{parts[0]}_squared"
        return MADE.get(one.operation, one.operation + "_{}").format(*parts, *"???") if parts else one.operation

    def where_positive(self, number: int) -> str:
        """What 1 where a value is positive and 0 elsewhere is called; '' for other choices."""
        condition, *ends = (self.program[argument] for argument in self.program[number].arguments)
        positive = condition.operation == "less" and self.program[condition.arguments[0]].detail == 0.0
        if not positive or [end.detail for end in ends] != [1.0, 0.0]:
            return ""
        return f"{self.described(condition.arguments[1])}_positive"


NUMBERS = {0.0: "zero", 1.0: "one", 2.0: "two", 0.5: "half", 3.0: "three"}
MADE = {
    "add": "{}_plus_{}", "subtract": "{}_minus_{}", "multiply": "{}_{}", "divide": "{}_over_{}", "negative": "minus_{}",
    "power": "{}_to_{}", "max": "max_{}_{}", "min": "min_{}_{}", "select": "?", "sum": "sum_{}",
    "largest": "largest_{}",
    "less": "?", "less_equal": "?", "equal": "?", "unequal": "?",
}  # fmt: skip
"""How a value is called by its parts; ? has no short name."""
ROLES = {
    "add": "total", "subtract": "difference", "multiply": "product", "divide": "ratio", "power": "power",
    "select": "chosen", "exp": "exponential", "log": "logarithm", "sum": "total", "less": "below",
}  # fmt: skip
"""What a value is called that has no other name."""


def ordinary(
    inputs: Iterable[str], domains: Mapping[str, Sequence[float]], size: int, vectors: frozenset[str]
) -> dict[str, Values]:
    """Values of arguments at ordinary points, no two alike."""
    draw = random.Random(7)
    found = {}
    for name in inputs:
        count = POINTS * size if name in vectors else POINTS
        inside = domains.get(name)
        found[name] = [draw.uniform(*inside) if inside else bell(draw, 1.0) for _ in range(count)]
    return found


def recognised(
    program: Program, builder: Builder, vocabulary: Sequence[tuple[str, Term]], inputs: Mapping[str, Values], size: int
) -> dict[int, str]:
    """The values that have a name in a vocabulary; names that come first win.

    Args:
        program: The program; nothing in it that is numbered now changes.
        builder: What adds terms to it.
        vocabulary: Names and what they stand for; a term that has no code or other symbols is left out.
        inputs: Values of the arguments at ordinary points.
        size: How many entries vectors have there.
    """
    count = len(program.instructions)
    interpreter = Interpreter(program, inputs, POINTS, size)
    shown: dict[tuple[int, ...], list[int]] = {}
    for number in range(count):
        one = program[number]
        if one.operation not in (CONSTANT, INPUT) and not one.truth:
            shown.setdefault(print_of(interpreter.values(number)), []).append(number)
    found: dict[int, str] = {}
    for name, term in vocabulary:
        for free in ((), *((letter,) for letter in sorted(builder.symbols.indices))):
            try:
                values = interpreter.values(builder.output(term, free))
            except (NotEmitted, ValueError):
                continue
            for number in shown.get(print_of(values), ()):
                found.setdefault(number, name)
            break
    return found


def print_of(values: Values) -> tuple[int, ...]:
    """Equal for values that agree, up to what rounding does to them."""
    found = [len(values)]
    for value in values:
        if not math.isfinite(value):
            return (0, len(values))
        mantissa, exponent = math.frexp(value)
        found += [exponent, round(mantissa / CLOSE)] if value else [0, 0]
    return tuple(found)
