"""Ties: points at which what decides between formulas is exactly 0. In: a term, its symbols. Out: such points.

Random points are never ties, and ordinary data are: a residual of 0, a margin met exactly, a label that is predicted.
Each absolute value, sign, maximum, root and comparison of a term is looked at. Its points are found among simple
numbers, and by solving for a symbol on which it depends linearly. They are float64 numbers, exactly.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import product, zip_longest

from flint import arb, ctx

from ..terms import core
from ..terms.core import Negative, Plus, Term, Variable, walk
from ..terms.domain import REAL, Domain
from ..terms.places import free_names
from ..terms.ring import multiplied
from .jets import NoValue
from .numbers import Undecided
from .one_sided import BITS, Exact

SIMPLE = tuple(map(Fraction, ("0", "1", "-1", "1/2", "2", "-1/2", "3", "-3/4")))
"""Numbers at which many ties lie."""
MOST_VALUES = 6
"""How many numbers of each symbol are combined."""
MOST_PLACES = 48
"""At how many combinations of them a tie is looked for."""
MOST_OF_EACH = 10
"""How many points are kept of each tie."""
MOST_BITS = 50
"""How long a solution may be, so that it is a float64 number."""

Point = tuple[Fraction, ...]


def deciding(term: Term) -> list[Term]:
    """What decides between formulas by being positive, 0 or negative, each once."""
    found: dict[Term, None] = {}
    for _, part in walk(term):
        if isinstance(part, core.Absolute | core.Sign | core.SquareRoot):
            found[part.children[0]] = None
        elif isinstance(part, core.Maximum | core.Minimum | core.Proposition):
            found[difference(*part.children)] = None
        elif isinstance(part, core.Power) and not isinstance(part.children[1], core.Constant):
            found[part.children[0]] = None
    return [u for u in found if free_names(u)]


def difference(left: Term, right: Term) -> Term:
    """Left − right."""
    if right == core.ZERO:
        return left
    return right if left == core.ZERO else Plus(left, Negative(right))


def simple_values(domain: Domain | None, default: Fraction | None) -> tuple[Fraction, ...]:
    """Simple numbers of a domain: a default, its ends, and some that are near 0."""
    known = domain or REAL
    wanted = [] if default is None else [default]
    wanted += [*known.edges(), *SIMPLE]
    if known.low is not None:
        wanted += [known.low + step for step in (1, Fraction(1, 2), 2)]
    if known.low is not None and known.high is not None:
        wanted.append((known.low + known.high) / 2)
    return tuple(dict.fromkeys(x for x in wanted if is_float(x) and known.contains(x)))[:MOST_VALUES]


def is_float(number: Fraction) -> bool:
    """Whether a number is a float64, and not a long one."""
    size = number.denominator
    return size & (size - 1) == 0 and max(abs(number.numerator), size).bit_length() <= MOST_BITS


@lru_cache(maxsize=64)
def tie_points(
    term: Term, names: tuple[str, ...], domains: tuple[Domain | None, ...], defaults: tuple[Fraction | None, ...]
) -> tuple[Point, ...]:
    """Points at which something that decides in a term is 0.

    Args:
        term: The term.
        names: Its symbols.
        domains: Where each of them lies; None: anywhere.
        defaults: For some of them a number that matters most.
    """
    values = [simple_values(*pair) for pair in zip(domains, defaults, strict=True)]
    if not all(values):
        return ()
    places = combinations(values)
    found: dict[Point, None] = {}
    before, ctx.prec = ctx.prec, BITS[0]
    try:
        for u in deciding(term):
            how = Exact(u, names)
            moving = [n for n, name in enumerate(names) if name in free_names(u)]
            linear = [n for n in moving if is_linear(u, names[n])]
            found |= dict.fromkeys(varied(around(how, places, moving, linear, domains)))
    finally:
        ctx.prec = before
    return tuple(found)


def varied(points: Iterable[Point]) -> list[Point]:
    """Some of the points, as different as they come: those with other numbers that are 0 or equal first."""
    kinds: dict[object, list[Point]] = {}
    for point in dict.fromkeys(points):
        pattern = tuple((x == 0, point.index(x)) for x in point)
        kinds.setdefault(pattern, []).append(point)
    rounds = zip_longest(*kinds.values())
    return [point for one in rounds for point in one if point is not None][:MOST_OF_EACH]


def combinations(values: Sequence[Sequence[Fraction]]) -> list[Point]:
    """Combinations of numbers: all, or some of them, always the same."""
    size = 1
    for own in values:
        size *= len(own)
    if size <= MOST_PLACES:
        return list(product(*values))
    draw = random.Random(7)
    found = {tuple(own[0] for own in values): None}
    while len(found) < MOST_PLACES:
        found[tuple(draw.choice(own) for own in values)] = None
    return list(found)


def around(
    how: Exact, places: Sequence[Point], moving: Sequence[int], linear: Sequence[int], domains: Sequence[Domain | None]
) -> Iterator[Point]:
    """The places that are ties, and the ties that one symbol more would reach from the others."""
    known: dict[Point, list[tuple[int, Fraction]]] = {}
    for place in places:
        own = tuple(place[n] for n in moving)
        if own not in known:
            known[own] = list(solutions(how, place, moving, linear, domains))
        for n, solution in known[own]:
            yield (*place[:n], solution, *place[n + 1 :])


def solutions(
    how: Exact, place: Point, moving: Sequence[int], linear: Sequence[int], domains: Sequence[Domain | None]
) -> Iterator[tuple[int, Fraction]]:
    """For which numbers of which symbols a term is 0: those of the place itself, or one that is another there."""
    if value(how, place) == 0:
        yield moving[0], place[moving[0]]
        return
    for n in linear:
        solution = solved(how, place, n)
        if solution is not None and is_float(solution) and (domains[n] or REAL).contains(solution):
            yield n, solution


@lru_cache(maxsize=1_000)
def is_linear(u: Term, name: str) -> bool:
    """Whether a term may be linear in a symbol, as far as its form tells."""
    try:
        monomials = multiplied(u)
    except OverflowError:
        return False
    factors = [(base, power) for each in monomials for base, power in each.factors if name in free_names(base)]
    return bool(factors) and all(isinstance(base, Variable) and power == 1 for base, power in factors)


def solved(how: Exact, place: Point, n: int) -> Fraction | None:
    """The number of one symbol for which a term is 0, if it is linear in it, and its numbers are exact."""
    start, end = (value(how, (*place[:n], Fraction(x), *place[n + 1 :])) for x in (0, 1))
    if start is None or end is None or start == end:
        return None
    return start / (start - end)


def value(how: Exact, place: Point) -> Fraction | None:
    """The value at a place, if it has one that is exact."""
    try:
        found = how.run([as_ball(x) for x in place])
    except (NoValue, Undecided):
        return None
    if not found.is_finite() or not found.is_exact():
        return None
    mantissa, exponent = (int(part) for part in found.man_exp())
    return Fraction(mantissa) * Fraction(2) ** exponent if abs(exponent) < 2000 else None


def as_ball(x: Fraction) -> arb:
    """A number whose denominator is a power of two, as a ball."""
    return arb(x.numerator) / arb(x.denominator)
