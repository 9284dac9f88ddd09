"""Elementary functions of float64, correctly rounded: the same on every processor. In: a float. Out: a float.

The C library's exp, log, power and the like differ in their last bit from one processor to another, so nothing that a
file shows may depend on them. Sums, products, quotients and square roots are exact to half a unit everywhere, by IEEE
754. Every other function is worked out by Arb with so many bits that rounding it is beyond doubt, and remembered.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from functools import lru_cache

from flint import arb, ctx

from ..functions import FUNCTIONS as RECORDS

BITS = 192
"""The working precision. No float64 is known whose exponential, logarithm or power needs more than about 120."""
MOST = 100_000
"""How many values of a function are remembered."""


def remembered(scalar: Callable[[float], float]) -> Callable[[float], float]:
    """A function that remembers its values; that of 0 depends on its sign."""
    known: dict[float, float] = {}

    def one(x: float) -> float:
        found = known.get(x) if x else None
        if found is None:
            if len(known) >= MOST:
                known.clear()
            found = known[x] = scalar(x)
        return found

    return one


def bell(draw: random.Random, scale: float) -> float:
    """A number like one of a normal distribution, by sums alone: ``draw.gauss`` asks the C library for logarithms."""
    return scale * (math.fsum(draw.random() for _ in range(12)) - 6)


@lru_cache(maxsize=MOST)
def power_of(a: float, b: float) -> float:
    """A power of two finite numbers, of which neither is 0 or 1."""
    before, ctx.prec = ctx.prec, BITS
    try:
        if a > 0:
            return float((arb(a).log() * b).exp()) if abs(b) < 2**60 else far_power(a, b)
        if b != int(b):
            return math.nan
        size = float((arb(-a).log() * b).exp()) if abs(b) < 2**60 else far_power(-a, b)
        return -size if int(b) % 2 else size
    finally:
        ctx.prec = before


def far_power(a: float, b: float) -> float:
    """A power whose exponent is huge: 0 or infinite, or 1 for a base of 1."""
    if a == 1:
        return 1.0
    return math.inf if (a > 1) == (b > 0) else 0.0


def scalar_power(a: float, b: float) -> float:
    """A power of two float64, special ones as IEEE 754 has them."""
    if b == 0 or a == 1:
        return 1.0
    if a != a or b != b:
        return math.nan
    if a == 0 or math.isinf(a) or math.isinf(b):
        return special_power(a, b)
    return power_of(a, b)


def special_power(a: float, b: float) -> float:
    """A power with 0 or infinity in it; none of these is rounded."""
    if math.isinf(b):
        size = abs(a)
        return 1.0 if size == 1 else math.inf if (size > 1) == (b > 0) else 0.0
    odd = b == int(b) and int(b) % 2 == 1
    size = (0.0 if b > 0 else math.inf) if a == 0 else (math.inf if b > 0 else 0.0)
    return math.copysign(size, a) if odd else size


FUNCTIONS: dict[str, Callable[..., float]] = {
    record.word: remembered(record.scalar) if len(record.letters) == 1 else record.scalar for record in RECORDS
}
"""The functions by their words."""

exp, log = FUNCTIONS["exp"], FUNCTIONS["log"]


def power_of_ten(x: float) -> float:
    """10**x."""
    return scalar_power(10.0, x)
