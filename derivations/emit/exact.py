"""The exact value of a term at points of float64, by Arb balls. In: a term, points. Out: pairs of float64.

The bits are raised until the ball is narrow. At an infinite input the limit is told from the values at 2^500 and
2^1000: it is what both are, or infinite or 0, where one is far larger; where neither is so, there is no exact value.

Where the term jumps so close to a point that rounding the inputs passes the jump, it has a second value, the one on the
other side, which is as good an answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from flint import arb, ctx, fmpq

from ..terms import core
from ..terms.core import Term, walk
from ..verify import special
from ..verify.numbers import Undecided
from .program import Program, program

BITS = (200, 1300, 3200)
NARROW = 112
NEAR, FAR = 2.0**500, 2.0**1000
"""What stands for infinity."""
GROWN = 1.01
"""By which factor a value that grows or shrinks without end must do so from the one to the other."""
ROUNDING = arb(2) ** -52
"""By how much, relative to itself, an input may be moved to the other side of a jump."""
HALVINGS = 120
Pair = tuple[float, float]


class NoValue(ValueError):
    """The term has no value here."""


def sign(x: arb) -> int:
    """−1, 0 or 1.

    Raises:
        Undecided: The ball can't tell.
    """
    if x > 0:
        return 1
    if x < 0:
        return -1
    if x == 0:
        return 0
    raise Undecided(str(x))


def power(a: arb, b: arb) -> arb:
    """A power, 0 ** 0 being 1."""
    whole = b.unique_fmpz() if b.is_exact() and abs(b) < 1000 else None  # a huge number would end the program
    if whole is not None:
        return a ** int(whole) if int(whole) >= 0 or sign(a) else infinite()
    if a.is_exact() and a == 0:
        return arb(0) if sign(b) > 0 else infinite()
    return (b * positive(a).log()).exp()


def infinite() -> arb:
    """A term has no finite value.

    Raises:
        NoValue: Always.
    """
    raise NoValue("infinite")


def positive(x: arb) -> arb:
    """The number itself.

    Raises:
        NoValue: It isn't positive.
        Undecided: The ball can't tell.
    """
    if sign(x) <= 0:
        raise NoValue("not positive")
    return x


def nonzero(x: arb) -> arb:
    """The number itself.

    Raises:
        NoValue: It is 0.
    """
    if sign(x) == 0:
        raise NoValue("0")
    return x


def constant(value: fmpq) -> Callable[[], arb]:
    """What gives a number, to as many bits as are asked for."""
    return lambda: arb(value)


def total(*parts: arb) -> arb:
    """The sum."""
    result = parts[0]
    for part in parts[1:]:
        result = result + part
    return result


def product(*parts: arb) -> arb:
    """The product."""
    result = parts[0]
    for part in parts[1:]:
        result = result * part
    return result


def scaled_erfc(a: arb) -> arb:
    """exp(a²) erfc a; for large a by Tricomi's function, so that nothing becomes too small."""
    return (a * a).hypgeom_u(arb(0.5), arb(0.5)) / arb.pi().sqrt() if a > 5 else (a * a).exp() * a.erfc()


MEANING: dict[type[Term], Callable[..., Any]] = {
    core.Constant: lambda term: constant(fmpq(int(term.value.p), int(term.value.q))),
    core.Plus: total,
    core.Times: product,
    core.Negative: lambda a: -a,
    core.Quotient: lambda a, b: a / nonzero(b),
    core.Power: power,
    core.Exponential: lambda a: a.exp(),
    core.Logarithm: lambda a: positive(a).log(),
    core.LogarithmOnePlus: lambda a: (positive(1 + a), a.log1p())[1],
    core.ExponentialMinusOne: lambda a: a.expm1(),
    core.Absolute: lambda a: -a if sign(a) < 0 else a,
    core.Maximum: lambda a, b: a if sign(a - b) >= 0 else b,
    core.Minimum: lambda a, b: a if sign(a - b) <= 0 else b,
    core.SquareRoot: lambda a: a.sqrt() if sign(a) >= 0 else infinite(),
    core.Sign: lambda a: arb(sign(a)),
    core.Sigmoid: lambda a: 1 / (1 + (-a).exp()),
    core.Softplus: lambda a: a.exp().log1p(),
    core.HyperbolicTangent: lambda a: a.tanh(),
    core.HyperbolicCosine: lambda a: a.cosh(),
    core.HyperbolicSine: lambda a: a.sinh(),
    core.ErrorFunction: lambda a: a.erf(),
    core.ComplementaryErrorFunction: lambda a: a.erfc(),
    core.ScaledErrorFunction: scaled_erfc,
    core.NormalDistribution: special.normal_distribution,
    core.NormalDensity: special.normal_density,
    core.MillsExcess: special.mills_excess,
    core.LogGamma: lambda a: positive(a).lgamma(),
    core.Digamma: lambda a: positive(a).digamma(),
    core.Trigamma: lambda a: arb(2).zeta(positive(a)),
    core.Extended: lambda a: a,
    core.Rounded: lambda a: (a + arb(fmpq(1, 2))).floor(),
    core.CircleConstant: lambda: arb.pi(),
    core.Equal: lambda a, b: sign(a - b) == 0,
    core.Unequal: lambda a, b: sign(a - b) != 0,
    core.Less: lambda a, b: sign(a - b) < 0,
    core.LessEqual: lambda a, b: sign(a - b) <= 0,
    core.Indicator: lambda holds: arb(int(holds)),
}
"""What each term means; ``where`` is apart, see ``program``."""


@lru_cache(maxsize=256)
def evaluator(term: Term, names: tuple[str, ...]) -> Program | None:
    """What evaluates a term; None where a part has no value at a point."""
    try:
        return program(term, names, MEANING)
    except KeyError:
        return None


def ball(term: Term, names: tuple[str, ...], point: Sequence[float | arb], infinity: float = FAR) -> arb | None:
    """A narrow ball of the value; None where there is none. Leaves the bits at which it was found."""
    bounded = [math.copysign(infinity, x) if isinstance(x, float) and math.isinf(x) else x for x in point]
    how = evaluator(term, names)
    if how is None:
        return None
    for bits in BITS:
        ctx.prec = bits
        try:
            found = how.run([arb(x) for x in bounded])
        except Undecided:
            continue
        except NoValue:
            return None
        if found.is_finite() and (found.rel_accuracy_bits() >= NARROW or found == 0):
            return found
        if bits == BITS[-1] and found.is_finite() and abs(found) < arb(2) ** -1100:
            return arb(0)
    return None


def limit(term: Term, names: tuple[str, ...], point: Sequence[float]) -> Pair:
    """The limit at a point with infinite inputs; nan where two large numbers don't tell it."""
    near, far = (ball(term, names, point, infinity) for infinity in (NEAR, FAR))
    if near is None or far is None:
        return math.nan, 0.0
    if abs(far - near) <= abs(far) * arb(2) ** -70:
        return rounded(far)
    if abs(far) > abs(near) * GROWN and far * near >= 0:
        return math.copysign(math.inf, 1.0 if far > 0 else -1.0), 0.0
    if abs(far) * GROWN < abs(near):
        return 0.0, 0.0
    return math.nan, 0.0


@lru_cache(maxsize=64)
def jumps(term: Term) -> bool:
    """Whether a term has a part that may jump."""
    kinds = core.Choose | core.Indicator | core.Sign | core.Rounded
    return any(isinstance(part, kinds) for _, part in walk(term))


def beyond(term: Term, names: tuple[str, ...], point: Sequence[float]) -> float:
    """The value on the other side of a jump, which rounding one input passes; nan where there is no such jump.

    It is a jump, and no steep slope, if the values on both sides of it differ however close they are taken.
    """
    how = evaluator(term, names)
    if how is None or not jumps(term) or any(map(math.isinf, point)):
        return math.nan
    before, ctx.prec = ctx.prec, BITS[0]
    try:
        return beyond_near(term, names, point, how)
    finally:
        ctx.prec = before


def beyond_near(term: Term, names: tuple[str, ...], point: Sequence[float], how: Program) -> float:
    """The same at a finite point of a term that may jump."""
    try:
        how.run([arb(x, abs(x) * 2.0**-52) for x in point])
        return math.nan  # every comparison is decided, wherever in the rounding the inputs lie
    except Undecided:
        pass
    except NoValue:
        return math.nan
    here = ball(term, names, point)
    if here is None:
        return math.nan
    for number, x in enumerate(point):
        for step in (ROUNDING, -ROUNDING) if x else ():
            other = moved(term, names, point, number, step)
            if other is None or abs(other - here) <= abs(here) / 1024:
                continue
            if gap(term, names, point, number, step, here, other) > (abs(here) + abs(other)) / 1024:
                return rounded(other)[0]
    return math.nan


def gap(
    term: Term, names: tuple[str, ...], point: Sequence[float], number: int, step: arb, here: arb, other: arb
) -> arb:
    """How far the values are from each other on both sides of where they change, as close to it as bits tell."""
    low, high, first, last = arb(0), step, here, other
    for _ in range(HALVINGS):
        middle = ((low + high) / 2).mid()
        value = moved(term, names, point, number, middle)
        if value is None:
            return arb(0)
        if abs(value - here) < abs(value - other):
            low, first = middle, value
        else:
            high, last = middle, value
    return abs(first - last)


def moved(term: Term, names: tuple[str, ...], point: Sequence[float], number: int, step: arb) -> arb | None:
    """The value where one input is multiplied by 1 and a step."""
    ctx.prec = BITS[1]
    return ball(term, names, [arb(x) * (1 + step) if n == number else x for n, x in enumerate(point)])


def rounded(number: arb) -> Pair:
    """A ball as a float64 and what is left."""
    if abs(number) > arb(2) ** 1024:
        return math.copysign(math.inf, 1.0 if number > 0 else -1.0), 0.0
    high = float(number.mid())
    return high, float((number - arb(high)).mid()) if math.isfinite(high) else 0.0


def sign_at(term: Term, names: tuple[str, ...], point: Sequence[float]) -> int:
    """The sign of the value at a point; 0 where it is 0 or has none."""
    found = ball(term, names, point)
    return 0 if found is None or found == 0 else (1 if found > 0 else -1)


@lru_cache(maxsize=64)
def exact(term: Term, names: tuple[str, ...], points: tuple[tuple[float, ...], ...]) -> np.ndarray:
    """The exact values: an array of three rows, the nearest float64, what is left, and the bits that it took.

    The first is nan where there is none.
    """
    before = ctx.prec
    try:
        found = []
        for point in points:
            if any(map(math.isinf, point)):
                found.append((*limit(term, names, point), 0.0))
            else:
                value = ball(term, names, point)
                found.append((math.nan, 0.0, 0.0) if value is None else (*rounded(value), float(ctx.prec)))
    finally:
        ctx.prec = before
    return np.array(found, dtype=np.float64).reshape(-1, 3).T
