"""The kernel program: what numeric code is printed from, and what its error is measured on.

Straight-line instructions in single-assignment form: each computes one value from values before it. Equal instructions
are one, so that all outputs share what they have in common. A value is a number, or has an axis for each index; which
letter an index has doesn't matter. There are no branches: ``select`` chooses between two values that are both there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

CONSTANT, INPUT, EXPAND, POSITION, EYE, SIZE = "constant", "input", "expand", "position", "eye", "size"
"""A number; an argument; a value with further axes; the numbers 1 … K along an axis; 1 where two axes agree; K."""
REDUCTIONS = ("sum", "product", "largest", "sum_of_others")
"""What is taken along the last axis."""
COMPARISONS = ("less", "less_equal", "equal", "unequal")
"""What gives a truth."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction.

    Args:
        operation: What it does: ``add``, ``select``, ``sum``, or the word of a function.
        arguments: The numbers of the instructions whose values it takes.
        detail: A constant's number, an input's name, the places of the axes of ``expand``.
        rank: How many axes its value has, beside that of the samples.
        varies: Whether its value may differ from sample to sample.
    """

    operation: str
    arguments: tuple[int, ...] = ()
    detail: float | str | tuple[int, ...] | None = None
    rank: int = 0
    varies: bool = True

    @property
    def truth(self) -> bool:
        """Whether its value is true or false."""
        return self.operation in COMPARISONS


@dataclass
class Program:
    """Instructions in order, with the outputs; more can be added, none changes.

    Args:
        instructions: Each takes values of those before it.
        steps: For an instruction the id of the step of the derivation that brought it in.
        outputs: The numbers of the instructions whose values are the results, by name.
    """

    instructions: list[Instruction] = field(default_factory=list)
    steps: dict[int, str] = field(default_factory=dict)
    outputs: dict[str, int] = field(default_factory=dict)
    numbers: dict[Instruction, int] = field(default_factory=dict)

    def add(self, instruction: Instruction) -> int:
        """The number of an instruction; equal ones have one number."""
        found = self.numbers.get(instruction)
        if found is None:
            found = self.numbers[instruction] = len(self.instructions)
            self.instructions.append(instruction)
        return found

    def __getitem__(self, number: int) -> Instruction:
        return self.instructions[number]

    def needed(self, outputs: Iterable[int]) -> list[int]:
        """The numbers of the instructions that some results need, in order."""
        found: set[int] = set()
        waiting = list(outputs)
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                waiting.extend(self[number].arguments)
        return sorted(found)

    def uses(self, numbers: Iterable[int]) -> dict[int, int]:
        """How often each value is taken by some instructions."""
        count: dict[int, int] = {}
        for number in numbers:
            for argument in self[number].arguments:
                count[argument] = count.get(argument, 0) + 1
        return count
