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

BITS = 192
"""The working precision. No float64 is known whose exponential, logarithm or power needs more than about 120."""
MOST = 100_000
"""How many values of a function are remembered."""


def limited(value: arb) -> float:
    """The float64 next to a ball; nan where it has no value."""
    return float(value)


def positive_only(function: Callable[[arb], arb], at_zero: float) -> Callable[[float], float]:
    """A function of positive numbers, with its limit at 0; nan for negative ones."""

    def apply(x: float) -> float:
        if x < 0:
            return math.nan
        return at_zero if x == 0 else limited(function(arb(x)))

    return apply


def through_zero(function: Callable[[arb], arb]) -> Callable[[float], float]:
    """A function that is 0 at 0, with the sign of the zero."""
    return lambda x: limited(function(arb(x))) if x else x


def log_one_plus(x: float) -> float:
    """log(1 + x)."""
    if x <= -1:
        return -math.inf if x == -1 else math.nan
    return limited(arb(x).log1p()) if x else x


def bell(draw: random.Random, scale: float) -> float:
    """A number like one of a normal distribution, by sums alone: ``draw.gauss`` asks the C library for logarithms."""
    return scale * (math.fsum(draw.random() for _ in range(12)) - 6)


def scaled_erfc(x: float) -> float:
    """exp(x²) erfc x; for large x by Tricomi's function, so that nothing becomes too small."""
    a = arb(x)
    if x > 5:
        return limited((a * a).hypgeom_u(arb(0.5), arb(0.5)) / arb.pi().sqrt())
    return math.inf if x < -30 else limited((a * a).exp() * a.erfc())


def normal_distribution(x: float) -> float:
    """The distribution function of the normal distribution."""
    return limited((-arb(x) / arb(2).sqrt()).erfc() / 2)


def trigamma(x: float) -> float:
    """The derivative of digamma."""
    return limited(arb(2).zeta(arb(x))) if x > 0 else math.nan


AT_POINTS: dict[str, tuple[Callable[[float], float], float, float]] = {
    "exp": (lambda x: limited(arb(x).exp()), 0.0, math.inf),
    "expm1": (through_zero(lambda x: x.expm1()), -1.0, math.inf),
    "log": (positive_only(lambda x: x.log(), -math.inf), math.nan, math.inf),
    "log2": (positive_only(lambda x: x.log() / arb(2).log(), -math.inf), math.nan, math.inf),
    "log10": (positive_only(lambda x: x.log() / arb(10).log(), -math.inf), math.nan, math.inf),
    "log1p": (log_one_plus, math.nan, math.inf),
    "tanh": (through_zero(lambda x: x.tanh()), -1.0, 1.0),
    "sinh": (through_zero(lambda x: x.sinh()), -math.inf, math.inf),
    "cosh": (lambda x: limited(arb(x).cosh()), math.inf, math.inf),
    "erf": (through_zero(lambda x: x.erf()), -1.0, 1.0),
    "erfc": (lambda x: limited(arb(x).erfc()), 2.0, 0.0),
    "erfcx": (scaled_erfc, math.inf, 0.0),
    "normal_cdf": (normal_distribution, 0.0, 1.0),
    "lgamma": (positive_only(lambda x: x.lgamma(), math.inf), math.nan, math.inf),
    "digamma": (positive_only(lambda x: x.digamma(), -math.inf), math.nan, math.inf),
    "trigamma": (trigamma, math.nan, 0.0),
}
"""Each function at a finite number, and its limits at −∞ and ∞."""

FAR = 1e6
"""Beyond this no exponential is a number, or differs from 0: it is spared the work."""
NEVER_BEYOND = frozenset({"exp", "expm1", "tanh", "sinh", "cosh", "erf", "erfc", "normal_cdf"})
"""The functions that have reached their limits there."""


def correct(name: str) -> Callable[[float], float]:
    """A function, correctly rounded, with its limits at infinite numbers; nan for nan."""
    value, below, above = AT_POINTS[name]
    limit = FAR if name in NEVER_BEYOND else math.inf
    known: dict[float, float] = {}

    def one(x: float) -> float:
        found = known.get(x) if x else None
        if found is not None:
            return found
        if x != x:
            return x
        if x >= limit:
            return above
        if x <= -limit:
            return below
        if len(known) >= MOST:
            known.clear()
        before, ctx.prec = ctx.prec, BITS
        try:
            found = known[x] = value(x)
        finally:
            ctx.prec = before
        return found

    return one


@lru_cache(maxsize=MOST)
def power_of(a: float, b: float) -> float:
    """A power of two finite numbers, of which neither is 0 or 1."""
    before, ctx.prec = ctx.prec, BITS
    try:
        if a > 0:
            return limited((arb(a).log() * b).exp()) if abs(b) < 2**60 else far_power(a, b)
        if b != int(b):
            return math.nan
        size = limited((arb(-a).log() * b).exp()) if abs(b) < 2**60 else far_power(-a, b)
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


FUNCTIONS: dict[str, Callable[[float], float]] = {name: correct(name) for name in AT_POINTS}
"""The functions by their words."""

exp, log = FUNCTIONS["exp"], FUNCTIONS["log"]


def power_of_ten(x: float) -> float:
    """10**x."""
    return scalar_power(10.0, x)
