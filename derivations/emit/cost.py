"""What a program costs. In: a program, results. Out: the cost of a sample, in multiplications of float64.

A model, alike on every machine: what an operation of NumPy on a block of numbers that stay in the cache costs, beside
a multiplication. For vectors it is that of an entry; what is the same for all samples costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..functions import FUNCTIONS
from .ir import Program

STRUCTURE: dict[str, float] = {
    "constant": 0, "input": 0, "expand": 0, "position": 0, "eye": 0, "size": 0, "first": 0,
    "add": 1, "subtract": 1, "multiply": 1, "negative": 1, "divide": 2, "power": 25,
    "less": 1, "less_equal": 1, "equal": 1, "unequal": 1, "select": 3,
    "sum": 2, "product": 2, "largest": 2, "sum_of_others": 12,
}  # fmt: skip
"""The cost of what isn't a function of numbers."""

COSTS: dict[str, float] = STRUCTURE | {record.word: record.cost for record in FUNCTIONS}
"""The cost of each operation; that of functions stands in their records."""


def cost(program: Program, outputs: Iterable[int]) -> float:
    """The cost of some results together; what they share is counted once."""
    return sum(COSTS[program[n].operation] for n in program.needed(outputs) if program[n].varies)
