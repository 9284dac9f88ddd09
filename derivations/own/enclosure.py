"""Between which numbers a line lies, in terms of the parameters. In: a line, a context. Out: two ends, in SymPy.

It holds for all predictions and labels: parts are bounded by intervals, and put together by the rules of inequalities.
Parameters stay as letters, so that an end is right wherever in their domains they lie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import permutations

import sympy

from ..derive.branches import inside
from ..derive.conditions import positive
from ..derive.interval import interval, running
from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import ONE, Entry, Negative, Plus, Quotient, Summation, Term, Times, Variable
from ..terms.lift import lift
from ..terms.lower import NotLowered
from ..terms.places import canonical, substitute
from .definition import Loss
from .kinks import lowered, symbol

Ends = tuple[sympy.Expr, sympy.Expr]
"""The lower end and the upper one; infinite where none is known."""
ANY: Ends = (-sympy.oo, sympy.oo)
SHARE = 1 / sympy.E
"""The most that −s log s gets for s in (0, 1)."""


@dataclass(frozen=True)
class Enclosure:
    """What encloses the lines of a loss.

    Args:
        loss: The loss.
        context: Its symbols, and what is assumed.
        sizes: What is known of the size of parts, by their texts in one order: in a branch that a comparison chooses.
        letters: What letters in the ends stand for: parts of which SymPy doesn't see that they are positive.
    """

    loss: Loss
    context: Context
    sizes: Mapping[str, sympy.Expr] = field(default_factory=dict)
    letters: dict[sympy.Expr, sympy.Expr] = field(default_factory=dict)

    def of(self, term: Term) -> Ends:
        """The ends of a line, its definitions put in."""
        low, high = self.numbers(term)
        if not low.is_infinite and not high.is_infinite:
            return low, high
        below, above = self.by_parts(term)
        return sympy.Max(low, below), sympy.Min(high, above)

    def numbers(self, term: Term) -> Ends:
        """The ends as numbers, from the domains of all symbols."""
        lies = interval(term, self.context)
        return number(lies.low), number(lies.high)

    def by_parts(self, term: Term) -> Ends:
        """The ends from those of the parts, with the parameters as letters."""
        known = self.sizes.get(canonical(term))
        if known is not None:
            return -known, known
        if self.context.depends(term) <= self.fixed:
            return self.letter(term)
        if isinstance(term, Entry) and term.base.name in self.loss.parameters:
            own = sympy.Symbol(f"{term.base.name}[{term.indices[0]}]", **symbol(term.base.name, self.loss).assumptions0)
            return own, own
        how = PARTS.get(type(term))
        return how(self, term) if how else ANY

    def letter(self, term: Term) -> Ends:
        """A line of parameters alone, as it is; a letter where SymPy doesn't see which sign it has."""
        try:
            found = sympy.simplify(lowered(term, self.loss))
        except NotLowered:
            return ANY
        if found.is_positive is None and found.is_negative is None:
            for sign in (1, -1):
                meant = sympy.simplify(sign * found)
                if self.is_positive(meant):
                    own = next((own for own, known in self.letters.items() if known == meant), None)
                    own = own or sympy.Symbol(f"_{len(self.letters)}", positive=True)
                    self.letters[own] = meant
                    return sign * own, sign * own
        return found, found

    def is_positive(self, found: sympy.Expr) -> bool:
        """Whether both sides of a fraction are positive, or both negative."""
        above, below = found.as_numer_denom()
        try:
            return any(all(positive(lift(sign * side), self.context) for side in (above, below)) for sign in (1, -1))
        except (NotLowered, ValueError):
            return False

    @property
    def fixed(self) -> frozenset[str]:
        """The names that an end may hold: parameters that are numbers, and sizes."""
        return frozenset(name for name in self.loss.parameters if name not in self.loss.sizes) | frozenset(
            self.loss.size_names
        )

    def negative(self, term: Term) -> Ends:
        """−a."""
        low, high = self.of(term.children[0])
        return -high, -low

    def plus(self, term: Term) -> Ends:
        """A sum."""
        lows, highs = zip(*(self.of(child) for child in term.children), strict=True)
        return added(lows, -sympy.oo), added(highs, sympy.oo)

    def times(self, term: Term) -> Ends:
        """A product; of a softplus and a sigmoid that falls as it rises, together at most 1/e."""
        factors = list(term.children)
        found: Ends = (sympy.Integer(1), sympy.Integer(1))
        for one, other in permutations(term.children, 2):
            if one in factors and other in factors and self.is_part(one, other):
                factors.remove(one)
                factors.remove(other)
                found = multiplied(found, (sympy.Integer(0), sympy.Integer(1)))
        for one in term.children:
            partner = next((other for other in factors if self.falls(one, other)), None) if one in factors else None
            if partner is not None:
                factors.remove(one)
                factors.remove(partner)
                found = multiplied(found, (sympy.Integer(0), SHARE))
        for factor in factors:
            found = multiplied(found, self.of(factor))
        return found

    def is_part(self, one: Term, other: Term) -> bool:
        """Whether one is a quotient that times the other is the share of one term of a sum, none of them negative."""
        if not isinstance(one, Quotient) or not isinstance(one.children[1], Summation):
            return False
        index, low, high, body = one.children[1].children
        part = Times.of(other, one.children[0])
        return interval(body, self.context).not_negative and any(
            canonical(substitute(body, index, same)) == canonical(part)
            for same in running(part, index, low, high, self.context)
        )

    def falls(self, one: Term, other: Term) -> bool:
        """Whether one is softplus(u) = −log s, and the other s or a higher power of it, s being sigmoid(−u)."""
        if not isinstance(one, core.Softplus):
            return False
        base = other
        if isinstance(other, core.Power):
            base, exponent = other.children
            if not interval(exponent, self.context).low >= 1:
                return False
        return isinstance(base, core.Sigmoid) and opposite(one.children[0], base.children[0], self.loss)

    def quotient(self, term: Term) -> Ends:
        """A quotient by something positive."""
        above, below = term.children
        if not positive(below, self.context):
            return ANY
        low, high = self.of(below)
        return multiplied(self.of(above), (inverse(high), inverse(low)))

    def choice(self, term: Term) -> Ends:
        """One or the other, each where it is chosen."""
        ends = [self.branch(term.children[0], holds).of(term.children[1 if holds else 2]) for holds in (True, False)]
        return sympy.Min(*(low for low, _ in ends)), sympy.Max(*(high for _, high in ends))

    def branch(self, condition: Term, holds: bool) -> Enclosure:
        """What encloses lines where a comparison holds, or doesn't."""
        context = inside(self.context, condition, holds) or self.context
        sizes = dict(self.sizes)
        if holds and isinstance(condition, core.Less | core.LessEqual):
            small, large = condition.children
            if isinstance(small, core.Absolute) and self.context.depends(large) <= self.fixed:
                sizes[canonical(small.children[0])] = lowered(large, self.loss)
        return Enclosure(self.loss, context, sizes, self.letters)

    def largest(self, term: Term) -> Ends:
        """The larger of two."""
        (low, high), (other_low, other_high) = (self.of(child) for child in term.children)
        return sympy.Max(low, other_low), sympy.Max(high, other_high)

    def absolute(self, term: Term) -> Ends:
        """A size."""
        return sympy.Integer(0), size(self.of(term.children[0]))

    def summation(self, term: Term) -> Ends:
        """A sum over an index: a mean where the weights add up to 1, else as many times its terms."""
        index, low, high, body = term.children
        if low != ONE or not isinstance(high, Variable) or self.context.kind(high.name) is not Kind.SIZE:
            return ANY
        factors = body.children if isinstance(body, Times) else (body,)
        for factor in factors:
            if self.adds_up_to_one(factor, index, low, high):
                return self.of(Times.of(*(other for other in factors if other is not factor)))
        below, above = self.of(body)
        count = sympy.Symbol(high.name, integer=True, positive=True)
        return multiplied((sympy.Min(0, below), sympy.Max(0, above)), (count, count))

    def adds_up_to_one(self, factor: Term, index: Term, low: Term, high: Term) -> bool:
        """Whether a factor is the share of one term of a sum over the same numbers, none of them negative."""
        if not isinstance(factor, Quotient) or not isinstance(factor.children[1], Summation):
            return False
        share, (other, first, last, body) = factor.children[0], factor.children[1].children
        same = (first, last) == (low, high) and substitute(body, other, index) == share
        return same and interval(body, self.context).not_negative and positive(factor.children[1], self.context) != ""


PARTS = {
    Negative: Enclosure.negative,
    Plus: Enclosure.plus,
    Times: Enclosure.times,
    Quotient: Enclosure.quotient,
    core.Choose: Enclosure.choice,
    core.Maximum: Enclosure.largest,
    core.Absolute: Enclosure.absolute,
    core.Summation: Enclosure.summation,
}
"""How the ends of a part come from those of its own parts."""


def number(end: Fraction | float | int) -> sympy.Expr:
    """An end of an interval in SymPy."""
    if isinstance(end, float):
        return sympy.oo if end > 0 else -sympy.oo
    return sympy.Rational(Fraction(end).numerator, Fraction(end).denominator)


def added(ends: tuple[sympy.Expr, ...], endless: sympy.Expr) -> sympy.Expr:
    """The sum of ends; infinite where one is."""
    return endless if any(end.is_infinite for end in ends) else sympy.Add(*ends)


def inverse(end: sympy.Expr) -> sympy.Expr:
    """1 over an end of something positive."""
    if end.is_infinite:
        return sympy.Integer(0)
    return 1 / end if end.is_positive else sympy.oo


def multiplied(one: Ends, other: Ends) -> Ends:
    """The ends of a product."""
    if other[0].is_nonnegative and not one[0].is_nonnegative:
        one, other = other, one
    if one[0].is_nonnegative:
        low, high = other
        above = product(one[1], sympy.Max(0, high)) if not low.is_nonnegative else product(one[1], high)
        below = product(one[0], low) if low.is_nonnegative else -product(one[1], sympy.Max(0, -low))
        if high.is_nonpositive:
            above = -product(one[0], -high)
        return below, above
    most = product(size(one), size(other))
    return -most, most


def product(one: sympy.Expr, other: sympy.Expr) -> sympy.Expr:
    """The product of two sizes; 0 times what is infinite is 0 here, since only one of both is reached."""
    if one.is_zero or other.is_zero:
        return sympy.Integer(0)
    if one.is_infinite or other.is_infinite:
        return sympy.oo
    return one * other


def size(ends: Ends) -> sympy.Expr:
    """No less than the absolute value of what lies between two ends."""
    low, high = ends
    if low.is_infinite or high.is_infinite:
        return sympy.oo
    if low == high:
        return sympy.Abs(low)
    return sympy.Max(-low, high)


def opposite(one: Term, other: Term, loss: Loss) -> bool:
    """Whether one term is the other with a minus sign."""
    try:
        return bool(sympy.expand(lowered(one, loss) + lowered(other, loss)) == 0)
    except NotLowered:
        return False
