"""Where a term's values lie, from the domains of its symbols. In: a term, a context. Out: an interval, never too small.

What isn't known lies anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import inf

from ..functions import BY_CLASS
from ..functions.ranges import (
    ONE,
    POSITIVE,
    REAL,
    ZERO,
    Interval,
    add,
    both,
    hull,
    multiply,
    power,
    reciprocal,
    whole_power,
)
from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import Constant, Entry, Negative, Plus, Quotient, Term, Times, Variable
from ..terms.domain import read_domain
from ..terms.places import canonical, free_names, substitute
from ..terms.ring import Monomial, multiplied, whole
from .assumed import body, peeled
from .unfold import unfold
from .zero import is_zero


@lru_cache(maxsize=1000)
def domain(text: str) -> Interval:
    """The interval that a symbol's domain gives; sets by their least and greatest number."""
    found = read_domain(text)
    if found is None:
        return REAL
    low, high = found.low, found.high
    return Interval(
        -inf if low is None else low, inf if high is None else high, not found.low_closed, not found.high_closed
    )


@lru_cache(maxsize=50_000)
def interval(term: Term, context: Context) -> Interval:
    """Where the values of a scalar term lie, by its parts and by what is assumed."""
    found = by_parts(term, context)
    if not context.assumptions or isinstance(term, Constant):
        return found
    for known, strict, rest in peeled(context):
        beyond = interval(Plus(term, Negative(known)), rest)
        within = interval(Plus(term, known), rest)
        found = both(found, Interval(beyond.low, inf, strict or beyond.low_open))
        found = both(found, Interval(-inf, within.high, False, strict or within.high_open))
    return found


def by_parts(term: Term, context: Context) -> Interval:
    """The same by its parts alone."""
    if isinstance(term, Constant):
        value = Fraction(int(term.value.p), int(term.value.q))
        return Interval(value, value)
    if isinstance(term, core.CircleConstant):
        return Interval(Fraction(3), Fraction(22, 7), True, True)
    if isinstance(term, Variable | Entry):
        base = term.base if isinstance(term, Entry) else term
        symbol = context.by_name.get(getattr(base, "name", ""))
        if symbol is None:
            return REAL
        if symbol.kind is Kind.SIZE:
            return Interval(ONE, inf)
        if symbol.domain == "0" and is_zero((term,), context):
            return Interval(ZERO, ZERO)
        if symbol.kind is Kind.DEFINED:
            meant = unfold(term, context)
            return REAL if meant == term else interval(meant, context)
        return domain(symbol.domain)
    function = BY_CLASS.get(type(term))
    if function is not None:
        return function.image_of(*(interval(child, context) for child in term.children))
    handler = HANDLERS.get(type(term))
    return handler(term, context) if handler else REAL


def plus(term: Term, context: Context) -> Interval:
    """The sum of the parts; narrower where the sum is affine in what several of them share."""
    result = Interval(ZERO, ZERO)
    for child in term.children:
        result = add(result, interval(child, context))
    return result if result.positive or result.negative else both(result, corners(term, context))


@dataclass(frozen=True)
class Shared:
    """A power that several terms of a sum share, and of which it is an affine function; it lies between two ends.

    Args:
        base: The base, brought to one order.
        power: Its power, the same in all terms.
        ends: The ends, and for each whether it is reached.
    """

    base: object
    power: int
    ends: tuple[tuple[Fraction, bool], ...]

    @property
    def sides(self) -> tuple[tuple[Fraction, ...], ...]:
        """The ends around each of its values: one where an end is reached, else both."""
        reached = tuple((value,) for value, closed in self.ends if closed)
        return reached if len(reached) == 2 else (*reached, tuple(value for value, _ in self.ends))


MOST_POWER = 8
"""The highest whole power whose ends are worked out."""
MOST_SHARED = 4
"""How many such powers are looked at together; their corners double with each."""


@lru_cache(maxsize=20_000)
def corners(term: Term, context: Context) -> Interval:
    """Where a sum lies that is affine in each of some bounded parts, such as a label in [0, 1]: between its corners.

    With the other parts held, it is a mean of its values at the corners around a point, so it is no less than the
    least of them; and it is more if one of those that the mean takes in is.
    """
    try:
        monomials = multiplied(term)
    except OverflowError:
        return REAL
    shared = shared_parts(monomials, context)
    result: Interval | None = None
    for sides in product(*(part.sides for part in shared)):
        face = [at_corner(monomials, shared, corner, context) for corner in product(*sides)]
        low, high = min(i.low for i in face), max(i.high for i in face)
        mean = Interval(low, high, any(i.low > low or i.low_open for i in face),
                        any(i.high < high or i.high_open for i in face))  # fmt: skip
        result = mean if result is None else hull(result, mean)
    return result or REAL


def shared_parts(monomials: list[Monomial], context: Context) -> list[Shared]:
    """The bounded powers that several terms share, each to one power only."""
    powers: dict[object, list[tuple[Term, int]]] = {}
    for monomial in monomials:
        for base, exponent in monomial.factors:
            powers.setdefault(canonical(base), []).append((base, exponent))
    found = []
    for key, places in powers.items():
        if len(places) < 2 or len({power for _, power in places}) > 1:
            continue
        base, exponent = places[0]
        lies = whole_power(interval(base, context), exponent)
        if isinstance(lies.low, Fraction) and isinstance(lies.high, Fraction):
            found.append(Shared(key, exponent, ((lies.low, not lies.low_open), (lies.high, not lies.high_open))))
    return found[:MOST_SHARED]


def at_corner(
    monomials: list[Monomial], shared: list[Shared], corner: tuple[Fraction, ...], context: Context
) -> Interval:
    """Where the sum lies with the shared parts at a corner: like terms are added up first."""
    values = {part.base: value for part, value in zip(shared, corner, strict=True)}
    numbers: dict[frozenset[tuple[object, int]], tuple[Fraction, tuple[tuple[Term, int], ...]]] = {}
    for monomial in monomials:
        number = Fraction(int(monomial.number.p), int(monomial.number.q))
        rest = []
        for base, exponent in monomial.factors:
            if canonical(base) in values:
                number *= values[canonical(base)]
            else:
                rest.append((base, exponent))
        key = frozenset((canonical(base), exponent) for base, exponent in rest)
        numbers[key] = (numbers.get(key, (ZERO, ()))[0] + number, tuple(rest))
    result = Interval(ZERO, ZERO)
    for number, factors in numbers.values():
        value = Interval(number, number)
        for base, exponent in factors:
            value = multiply(value, whole_power(interval(base, context), exponent))
        result = add(result, value)
        if result.low == -inf and result.high == inf:
            return REAL
    return result


def times(term: Term, context: Context) -> Interval:
    """The product of the parts."""
    result = Interval(ONE, ONE)
    for child in term.children:
        result = multiply(result, interval(child, context))
    return result


def of_quotient(term: Term, context: Context) -> Interval:
    """The quotient of the parts; no more than 1 in size where the divisor is no less than the dividend."""
    number, others = without_number(term.children[1])
    if number:
        return multiply(interval(Quotient(term.children[0], others), context), reciprocal(interval(number, context)))
    above, below = (interval(child, context) for child in term.children)
    found = multiply(above, reciprocal(below))
    if above.not_negative and is_share(term.children[0], term.children[1], context):
        return both(found, Interval(ZERO, ONE, above.positive))
    if not below.positive or (found.low >= -1 and found.high <= 1):
        return found
    dividend, divisor = term.children
    rest = interval(Plus(divisor, Negative(size(dividend, context))), context)
    if not rest.not_negative:
        rest = interval(Plus(square(divisor), Negative(square(dividend))), context)
    if rest.not_negative:
        return both(found, Interval(-ONE, ONE, rest.positive, rest.positive))
    return found


def is_share(part: Term, total: Term, context: Context) -> bool:
    """Whether a term is one of those, all not negative, that a sum over an index adds up."""
    if not isinstance(total, core.Summation) or not interval(*body(total, context)).not_negative:
        return False
    index, low, high, inner = total.children
    return any(substitute(inner, index, other) == part for other in running(part, index, low, high, context))


def running(term: Term, index: Term, low: Term, high: Term, context: Context) -> list[Term]:
    """The other indices in a term that run over the same numbers as an index."""
    names = sorted(free_names(term) - free_names(index))
    others = [context.variables[name] for name in names if name in context.by_name]
    return [o for o in others if context.kind(o.name) is Kind.INDEX and context.runs(o) == (low, high)]


def without_number(divisor: Term) -> tuple[Constant | None, Term]:
    """A number that is a factor of a product, and the rest."""
    factors = divisor.children if isinstance(divisor, Times) else ()
    place = next((n for n, factor in enumerate(factors) if isinstance(factor, Constant) and factor.value), None)
    if place is None:
        return None, divisor
    number = factors[place]
    assert isinstance(number, Constant)
    return number, Times.of(*factors[:place], *factors[place + 1 :])


def size(term: Term, context: Context) -> Term:
    """No less than the absolute value of a term: that of its parts, put together; numbers stand for bounded parts."""
    lies = interval(term, context)
    if lies.not_negative:
        return term
    if isinstance(term, Negative):
        return size(term.argument, context)
    if isinstance(term, Plus | Times):
        return type(term)(*(size(child, context) for child in term.children))
    most = max(-lies.low, lies.high)
    return Constant(str(most)) if most != inf and most <= 1 else core.Absolute(term)


def square(term: Term) -> Term:
    """The square of a term; of a root, what is under it."""
    if isinstance(term, core.SquareRoot):
        return term.argument
    if isinstance(term, Negative):
        return square(term.argument)
    if isinstance(term, Times | Quotient):
        return type(term)(*map(square, term.children))
    return core.Power(term, Constant(2))


def of_power(term: Term, context: Context) -> Interval:
    """a**b; an even whole power isn't negative."""
    base, exponent = term.children
    number = whole(exponent)
    if number is not None and 1 <= abs(number) <= MOST_POWER:
        return whole_power(interval(base, context), number)
    even = isinstance(exponent, Constant) and exponent.value.is_Integer and exponent.value % 2 == 0
    return power(interval(base, context), interval(exponent, context), bool(even))


def of_choice(term: Term, context: Context) -> Interval:
    """One or the other; the first where both sides of the comparison are one term, which may be equal."""
    if always(term.children[0]):
        return interval(term.children[1], context)
    return hull(*(interval(child, context) for child in term.children[1:]))


def nonempty(term: core.Binder, context: Context) -> bool:
    """Whether a sum or product over an index has a first term, as all have that run over a size."""
    low, high = term.children[1:3]
    return low in (core.ZERO, core.ONE) and is_size(high, context)


def is_size(term: Term, context: Context) -> bool:
    """Whether a term is the symbol of a size, which is at least 1."""
    symbol = context.by_name.get(term.name) if isinstance(term, Variable) else None
    return symbol is not None and symbol.kind is Kind.SIZE


@lru_cache(maxsize=5_000)
def instances(term: core.Binder, context: Context) -> tuple[Term, ...]:
    """Terms of a sum over an index: those at the other indices in it that run over the same numbers."""
    index, low, high, inner = term.children
    return tuple(substitute(inner, index, other) for other in running(inner, index, low, high, context))


def of_summation(term: Term, context: Context) -> Interval:
    """A sum over an index: of terms of one sign it is as far from 0 as one of them; an empty sum is 0."""
    assert isinstance(term, core.Summation)
    lies = interval(*body(term, context))
    first = lies if nonempty(term, context) else hull(lies, Interval(ZERO, ZERO))
    low = Interval(first.low, inf, first.low_open) if lies.not_negative else REAL
    high = Interval(-inf, first.high, False, first.high_open) if (-lies).not_negative else REAL
    return both(low, high)


def of_indexed_product(term: Term, context: Context) -> Interval:
    """A product over an index of positive numbers is positive."""
    assert isinstance(term, core.IndexedProduct)
    lies = interval(*body(term, context))
    return POSITIVE if lies.positive else Interval(ZERO, inf) if lies.not_negative else REAL


def always(statement: Term) -> bool:
    """Whether a comparison holds since both of its sides are one term."""
    return isinstance(statement, core.Equal | core.LessEqual) and statement.children[0] == statement.children[1]


def of_indicator(term: Term, context: Context) -> Interval:
    """0 or 1; 1 where both sides of the comparison are one term, which may be equal."""
    return Interval(ONE, ONE) if always(term.children[0]) else Interval(ZERO, ONE)


HANDLERS: dict[type[Term], Callable[[Term, Context], Interval]] = {
    Negative: lambda t, c: -interval(t.children[0], c),
    core.Plus: plus,
    core.Times: times,
    core.Quotient: of_quotient,
    core.Power: of_power,
    core.Choose: of_choice,
    core.Summation: of_summation,
    core.IndexedProduct: of_indexed_product,
    core.Largest: lambda t, c: interval(*body(t, c)),
    core.SumOfOthers: lambda t, c: Interval(ZERO, inf) if interval(*body(t, c)).not_negative else REAL,
    core.Indicator: of_indicator,
    core.Kronecker: lambda t, c: Interval(ZERO, ONE),
}
"""How the terms of several parts are bounded."""
