"""How NumPy and SciPy spell the operations of a kernel program, and how tightly they bind."""

from __future__ import annotations

from ....functions import FUNCTIONS

SUM, PRODUCT, SIGN, ATOM = range(4)
"""How tightly Python's operators bind; comparisons stand only where nothing else does."""
LOOSE = -1

INFIX: dict[str, tuple[str, int, int, int]] = {
    "add": ("{} + {}", SUM, SUM, PRODUCT),
    "subtract": ("{} - {}", SUM, SUM, PRODUCT),
    "multiply": ("{} * {}", PRODUCT, PRODUCT, SIGN),
    "divide": ("{} / {}", PRODUCT, PRODUCT, SIGN),
    "negative": ("-{}", SIGN, SIGN, SIGN),
    "power": ("{} ** {}", SIGN, ATOM, SIGN),
    "less": ("{} < {}", LOOSE, SUM, SUM),
    "less_equal": ("{} <= {}", LOOSE, SUM, SUM),
    "equal": ("{} == {}", LOOSE, SUM, SUM),
    "unequal": ("{} != {}", LOOSE, SUM, SUM),
}
"""The text, how tightly it binds, and how tightly its parts must."""

STRUCTURE: dict[str, str] = {
    "select": "np.where", "sum_of_others": "sum_of_others", "sum": "np.sum({0}, axis=-1)",
    "product": "np.prod({0}, axis=-1)", "largest": "np.max({0}, axis=-1)", "first": "{0}[..., 0]",
}  # fmt: skip
"""What isn't a function of numbers: a name that is called, or a form with places for the parts."""

CALLS: dict[str, str] = STRUCTURE | {record.word: record.numpy for record in FUNCTIONS if record.numpy}
"""How everything else is spelled, functions as their records say."""

RUNTIME = ("sum_of_others", "mills_excess")
"""What ``derivations.runtime.numeric`` has."""
