"""Where a loss changes its formula: the derivative may jump up there, not down, and the loss not at all.

In: a loss, its short form and its derivatives. Out: how many such places there are, or an error. Lines in SymPy, with
what is known of the signs of their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import sympy

from ..terms import core
from ..terms.core import ONE, ZERO, Constant, Negative, Term, walk
from ..terms.domain import Domain, Finite, Interval
from ..terms.lower import lower
from ..terms.places import free_names, substitute
from .definition import Loss
from .samples import Point


class NotRising(ValueError):
    """At some kink the derivative falls, or that can't be told."""


def rising_at_kinks(loss: Loss, value: Term, gradient: Sequence[Term]) -> int:
    """How many kinks there are; at each the derivative rises or stays.

    Raises:
        NotRising: At one that can't be shown.
        NotLowered: A formula is none of SymPy's.
    """
    moving = frozenset(loss.predictions)
    count = 0
    for labels in finite_labels(loss):
        terms = [substituted(term, labels) for term in (value, *gradient)]
        guards = dict.fromkeys(guard for term in terms for guard in guards_of(term) if free_names(guard) & moving)
        for guard in guards:
            for face in faces(guard, loss):
                check_face(loss, alike(guards, face, loss), face, terms[0], terms[1:])
                count += 1
    return count


def finite_labels(loss: Loss) -> Iterator[dict[str, Fraction]]:
    """All values of the variables that have only some."""
    domains = {name: loss.domains[name] for name in loss.variables}
    few = {name: domain.values for name, domain in domains.items() if isinstance(domain, Finite)}
    return (dict(zip(few, chosen, strict=True)) for chosen in product(*few.values()))


def substituted(term: Term, numbers: Point) -> Term:
    """A term with numbers for names."""
    for name, number in numbers.items():
        assert isinstance(number, Fraction)
        value = sympy.Rational(number.numerator, number.denominator)
        term = substitute(term, core.Variable(name), Constant(value) if value >= 0 else Negative(Constant(-value)))
    return term


def guards_of(term: Term) -> Iterator[Term]:
    """The comparisons by which a term chooses, and what it takes the sign of."""
    for _, part in walk(term):
        if isinstance(part, core.Choose | core.Indicator):
            yield part.children[0]
        elif isinstance(part, core.Sign):
            yield part


@dataclass(frozen=True)
class Face:
    """One of the points where a comparison changes.

    Args:
        rises: What is positive on one side and negative on the other, affine in the predictions.
        signs: Of absolute values in it, their arguments with the signs that they have there.
    """

    rises: sympy.Expr
    signs: tuple[tuple[sympy.Expr, int], ...] = ()


def faces(guard: Term, loss: Loss) -> Iterator[Face]:
    """Where a comparison changes; a size of something is two of its values."""
    if isinstance(guard, core.Equal | core.Unequal):
        raise NotRising("a choice of single points")
    expression = difference(guard, loss)
    sizes = sorted(expression.atoms(sympy.Abs), key=str)
    if len(sizes) > 1:
        raise NotRising("several absolute values in a comparison")
    if not sizes:
        yield Face(expression)
    for size in sizes:
        inner = size.args[0]
        yield from (Face(expression.subs(size, sign * inner), ((inner, sign),)) for sign in (1, -1))


def difference(guard: Term, loss: Loss) -> sympy.Expr:
    """What is positive where a comparison holds: the larger side less the smaller one, or what the sign is taken of."""
    if isinstance(guard, core.Sign):
        return lowered(guard.children[0], loss)
    return lowered(guard.children[1], loss) - lowered(guard.children[0], loss)


def alike(guards: Iterable[Term], face: Face, loss: Loss) -> list[tuple[Term, bool]]:
    """The comparisons that change at this face, each with whether it holds on the face's upper side."""
    found = []
    for guard in guards:
        if isinstance(guard, core.Equal | core.Unequal):
            continue
        ratio = sympy.simplify(settled(difference(guard, loss), face) / face.rises)
        if ratio.is_positive or ratio.is_negative:
            found.append((guard, bool(ratio.is_positive)))
    return found


def settled(expression: sympy.Expr, face: Face) -> sympy.Expr:
    """An expression with the signs that absolute values have at a face."""
    for inner, sign in face.signs:
        expression = expression.subs(sympy.Abs(inner), sign * inner).subs(sympy.sign(inner), sign)
    return expression


def check_face(
    loss: Loss, changing: Sequence[tuple[Term, bool]], face: Face, value: Term, gradient: Sequence[Term]
) -> None:
    """Refuse a kink at which the loss jumps, or its derivative falls.

    Args:
        loss: The loss.
        changing: The comparisons that change there, each with whether it holds on the upper side.
        face: Where.
        value: The loss's short form.
        gradient: Its derivatives.

    Raises:
        NotRising: So it is, or that can't be told.
    """
    symbols = [symbol(name, loss) for name in loss.predictions]
    slopes = [sympy.diff(face.rises, each) for each in symbols]
    if any(slope.has(*symbols) for slope in slopes):
        raise NotRising("a comparison of what isn't affine")
    first = next((number for number, slope in enumerate(slopes) if slope != 0), None)
    if first is None:
        return
    root = symbols[first] - face.rises / slopes[first]

    def jump(term: Term) -> sympy.Expr:
        sides = []
        for upper in (True, False):
            side = term
            for guard, holds in changing:
                side = decided(side, guard, holds is upper)
            sides.append(settled(lowered(side, loss), face))
        return sympy.simplify((sides[0] - sides[1]).subs(symbols[first], sympy.expand(root)))

    jumps = [jump(term) for term in gradient]
    along = sympy.simplify(jumps[first] * slopes[first])
    aside = [
        sympy.simplify(own * slopes[first] - jumps[first] * slope) for own, slope in zip(jumps, slopes, strict=True)
    ]
    if jump(value) != 0 or any(aside) or not along.is_nonnegative:
        raise NotRising(f"where {face.rises} is 0")


def decided(term: Term, guard: Term, holds: bool) -> Term:
    """A term on one side of a comparison."""
    if term == guard and isinstance(term, core.Sign):
        return ONE if holds else Negative(ONE)
    if isinstance(term, core.Choose) and term.children[0] == guard:
        return decided(term.children[1 if holds else 2], guard, holds)
    if isinstance(term, core.Indicator) and term.children[0] == guard:
        return ONE if holds else ZERO
    return type(term)(*(decided(child, guard, holds) for child in term.children)) if term.children else term


RELATIONS = {core.Less: sympy.Lt, core.LessEqual: sympy.Le, core.Equal: sympy.Eq, core.Unequal: sympy.Ne}


def lowered(term: Term, loss: Loss) -> sympy.Expr:
    """A term in SymPy, with its choices, and what is known of the signs of its names.

    Raises:
        NotLowered: It has no such form.
    """

    def meaning(part: Term) -> sympy.Expr | None:
        if isinstance(part, core.Variable):
            return symbol(part.name, loss)
        if isinstance(part, core.Choose | core.Indicator):
            condition = part.children[0]
            sides = [lower(side, meaning) for side in condition.children]
            chosen, other = [lower(side, meaning) for side in part.children[1:]] or (sympy.Integer(1), sympy.Integer(0))
            return sympy.Piecewise((chosen, RELATIONS[type(condition)](*sides)), (other, True))
        if isinstance(part, core.Sign):
            return sympy.sign(lower(part.children[0], meaning))
        return None

    return lower(term, meaning)


def symbol(name: str, loss: Loss) -> sympy.Symbol:
    """A name as SymPy's symbol."""
    if name in loss.size_names:
        return sympy.Symbol(name, integer=True, positive=True)
    domain: Domain | None = loss.domains.get(name)
    low = domain.low if isinstance(domain, Interval) else None
    if low is not None and low >= 0:
        sign = {"nonnegative": True} if low == 0 and getattr(domain, "low_closed", False) else {"positive": True}
        return sympy.Symbol(name, real=True, **sign)
    return sympy.Symbol(name, real=True)
