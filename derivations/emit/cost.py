"""What a program costs. In: a program, results. Out: the cost of a sample, in multiplications of float64.

A model, alike on every machine: what an operation of NumPy on a block of numbers that stay in the cache costs, beside
a multiplication. For vectors it is that of an entry; what is the same for all samples costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from .ir import Program

COSTS: dict[str, float] = {
    "constant": 0, "input": 0, "expand": 0, "position": 0, "eye": 0, "size": 0, "first": 0,
    "add": 1, "subtract": 1, "multiply": 1, "negative": 1, "abs": 1, "max": 1, "min": 1, "divide": 2, "sqrt": 3,
    "less": 1, "less_equal": 1, "equal": 1, "unequal": 1, "select": 3, "sign": 3, "rint": 1,
    "sum": 2, "product": 2, "largest": 2, "sum_of_others": 12,
    "exp": 5, "log": 6, "expm1": 12, "log1p": 12, "tanh": 10, "sinh": 25, "cosh": 25, "power": 25,
    "erf": 20, "erfc": 40, "erfcx": 30, "normal_cdf": 30, "lgamma": 50, "digamma": 50, "trigamma": 120,
    "log_ndtr": 45, "log1mexp": 20, "sin": 12, "cos": 12, "atan": 15, "log_i0": 40,
}  # fmt: skip
"""The cost of each operation."""


def cost(program: Program, outputs: Iterable[int]) -> float:
    """The cost of some results together; what they share is counted once."""
    return sum(COSTS[program[n].operation] for n in program.needed(outputs) if program[n].varies)
