"""A kernel program → the lines of a NumPy function. In: a program, some of its outputs, names. Out: lines, with steps.

A value that is used twice has a name, and so has a part of a line that would be too long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...ir import CONSTANT, EXPAND, EYE, INPUT, POSITION, SIZE, Instruction, Program
from .spelling import ATOM, CALLS, INFIX, PRODUCT, SIGN, SUM

SIMPLE = re.compile(r"-?[\w.]+")
"""What stands without spaces beside the sign of a power."""
LONG = 66
"""How long an expression may be; longer ones are broken up."""
FACTORS: dict[tuple[object, ...], tuple[str, int]] = {
    (1.0, 0.0): ("1.0 * {}", PRODUCT), (-1.0, 1.0): ("1 - 2.0 * {}", SUM), (1.0, -1.0): ("2.0 * {} - 1", SUM),
}  # fmt: skip
"""Choices between two numbers, made of the condition."""
ARITHMETIC = ("add", "subtract", "multiply", "divide")
"""What such a choice has to be a part of, beside numbers of float64."""
CHEAP = (CONSTANT, INPUT, EXPAND, EYE, POSITION, SIZE, "first")
"""What isn't worth a name."""


@dataclass(frozen=True)
class Line:
    """``name = code``, and the step that it comes from."""

    name: str
    code: str
    step: str

    @property
    def text(self) -> str:
        """The line as Python."""
        return f"{self.name} = {self.code}" + (f"  # {self.step}" if self.step else "")


@dataclass
class Printer:
    """Prints one function.

    Args:
        program: The program.
        names: What values are called, by their numbers.
        inputs: What arguments are called that can't have their own name.
        size: A vector, whose length is the size.
    """

    program: Program
    names: Mapping[int, str]
    inputs: Mapping[str, str]
    size: str = ""

    def lines(self, outputs: Sequence[int]) -> tuple[list[Line], list[str]]:
        """The lines that compute some values, and the expressions that are returned."""
        needed = self.program.needed(outputs)
        uses = self.program.uses(needed)
        for number in outputs:
            uses[number] = uses.get(number, 0) + 1
        users = [self.program[number] for number in needed]
        self.calculated = {n for one in users if one.operation in ARITHMETIC for n in one.arguments}
        self.calculated -= {n for one in users if one.operation not in ARITHMETIC for n in one.arguments} | set(outputs)
        self.texts: dict[int, tuple[str, int]] = {}
        self.found: list[Line] = []
        for number in needed:
            self.texts[number] = self.expression(number)
            one = self.program[number]
            shared = uses[number] > 1 and one.operation not in CHEAP and not self.is_sign_of_cheap(one)
            if shared or number in outputs and one.operation not in CHEAP:
                self.name(number)
        return self.found, [self.texts[number][0] for number in outputs]

    def is_sign_of_cheap(self, one: Instruction) -> bool:
        """Whether a value is −a of what isn't worth a name."""
        return one.operation == "negative" and self.program[one.arguments[0]].operation in CHEAP

    def name(self, number: int) -> None:
        """Give a value a line of its own."""
        text, _ = self.texts[number]
        name = self.names[number]
        if text != name:
            self.found.append(Line(name, text, self.program.steps.get(number, "")))
            self.texts[number] = name, ATOM

    def expression(self, number: int) -> tuple[str, int]:
        """The expression of a value, and how tightly it binds."""
        one = self.program[number]
        while one.arguments:
            text = self.composed(one)
            # A comparison gets a name only where nothing else can have one.
            parts = [n for n in one.arguments if self.can_be_named(n)]
            longest = max(parts, key=lambda n: (not self.program[n].truth, len(self.texts[n][0])), default=-1)
            if len(text[0]) <= LONG or longest < 0:
                return text
            self.name(longest)
        return self.leaf(one)

    def can_be_named(self, number: int) -> bool:
        """Whether a value has a text that isn't a name or a number."""
        return not self.texts[number][0].isidentifier() and self.program[number].operation != CONSTANT

    def leaf(self, one: Instruction) -> tuple[str, int]:
        """What takes no values."""
        if one.operation == INPUT:
            return self.inputs.get(str(one.detail), str(one.detail)), ATOM
        if one.operation == CONSTANT:
            return constant(float(one.detail))  # type: ignore[arg-type]
        if one.operation == EYE:
            return f"np.eye({self.size}.shape[-1])", ATOM
        length = f"{self.size}.shape[-1]"
        return (length, ATOM) if one.operation == SIZE else (f"np.arange(1, {length} + 1)", ATOM)

    def composed(self, one: Instruction) -> tuple[str, int]:
        """What takes values."""
        given = [self.texts[number] for number in one.arguments]
        if one.operation == EXPAND:
            return self.expanded(one, self.part(one.arguments[0], ATOM)), ATOM
        if one.operation == "select" and (factor := self.by_arithmetic(one)):
            return factor
        if one.operation == "power" and all(SIMPLE.fullmatch(text) for text, _ in given):
            return f"{given[0][0]}**{given[1][0]}", SIGN
        if one.operation in INFIX:
            form, binding, *least = INFIX[one.operation]
            parts = [self.part(number, bound) for number, bound in zip(one.arguments, least, strict=False)]
            if one.operation.startswith("less") and self.program[one.arguments[0]].operation == CONSTANT:
                return f"{parts[1]} {form.split()[1].replace('<', '>')} {parts[0]}", binding  # 0 < a reads a > 0
            return form.format(*parts), binding
        form = CALLS[one.operation]
        if "{" not in form:
            return f"{form}({', '.join(text for text, _ in given)})", ATOM
        inside = all(f"({{{n}}}" in form or f", {{{n}}}" in form for n in range(len(given)))
        parts = [
            text if inside else self.part(number, ATOM) for number, (text, _) in zip(one.arguments, given, strict=True)
        ]
        outside = re.sub(r"\([^()]*(\([^()]*\)[^()]*)*\)", "", form)
        return form.format(*parts), SUM if " + " in outside else PRODUCT if "/" in outside else ATOM

    def by_arithmetic(self, one: Instruction) -> tuple[str, int] | None:
        """A choice between 1 and 0 or −1: NumPy chooses several times as slowly as it multiplies; None for others."""
        if self.program.numbers[one] not in self.calculated:
            return None
        ends = tuple(self.program[number].detail for number in one.arguments[1:])
        form, binding = FACTORS.get(ends, ("", ATOM))
        return (form.format(self.part(one.arguments[0], PRODUCT)), binding) if form else None

    def part(self, number: int, least: int) -> str:
        """A part, in parentheses where it binds less tightly than it must."""
        text, binding = self.texts[number]
        return text if binding >= least else f"({text})"

    def expanded(self, one: Instruction, text: str) -> str:
        """A value with its axes at other places."""
        places: tuple[int, ...] = one.detail  # type: ignore[assignment]
        axes = ", ".join(":" if n in places else "None" for n in range(one.rank))
        return f"{text[:-1]}, {axes}]" if text.endswith("[..., 0]") else f"{text}[..., {axes}]"


def constant(value: float) -> tuple[str, int]:
    """A number as Python writes it."""
    text = str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(value)
    return text, SIGN if text.startswith("-") else ATOM
