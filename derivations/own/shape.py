"""Whether a loss is convex, and how large its derivative gets. In: a derived loss, its code. Out: answers, with why.

A yes is shown: the second derivative is nowhere negative, and where the formula has a kink the derivative doesn't
fall. A no has a point that shows it. What neither shows isn't decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import isfinite
from types import ModuleType

import numpy as np
import sympy

from ..derive.conditions import not_negative
from ..derive.interval import interval
from ..derive.moves import measure
from ..derive.ranges import End
from ..derive.unfold import unfold
from ..terms import core
from ..terms.context import Context
from ..terms.core import ONE, ZERO, Constant, Negative, Plus, Term, Times, walk
from ..terms.domain import Domain, Finite, Interval
from ..terms.lift import lift
from ..terms.lower import NotLowered, lower
from ..terms.places import free_names, substitute
from ..verify.check import equality
from ..verify.verdict import Result
from . import vector_shape
from .counterexamples import counterexample
from .definition import Loss
from .samples import Point, places, usual, values

FAR = (1e2, 1e4, 1e6)
"""Sizes of a prediction between which a derivative that is unbounded grows."""
LARGEST = 120
"""The largest measure of a term that is looked at in other forms."""


@dataclass(frozen=True)
class Answer:
    """Whether something holds: yes, no, or not decided; and why."""

    holds: bool | None
    because: str


@dataclass(frozen=True)
class Bound:
    """How large the derivative can get.

    Args:
        shown: Whether it is shown; else it was measured.
        most: The largest size; None: it grows without a bound, as far as it was tried.
    """

    shown: bool
    most: float | None


def convex(loss: Loss, context: Context, results: dict[str, Term], module: ModuleType | None) -> Answer:
    """Whether the loss is convex in its predictions, all of them together.

    Args:
        loss: The loss.
        context: Its symbols.
        results: What its stages have led to.
        module: Its code; None: there is none.
    """
    if loss.sizes:
        return Answer(*vector_shape.convex(loss, context, results, module))
    why = shown_convex(loss, context, results)
    found = "" if why or module is None else counterexample(loss, module)
    if found:
        return Answer(False, found)
    why = why or shown_convex(loss, context, results, hard=True)
    return Answer(True, why) if why else Answer(None, "neither shown nor refuted")


def shown_convex(loss: Loss, context: Context, results: dict[str, Term], hard: bool = False) -> str:
    """Why a loss is convex; '' where that isn't found. ``hard``: other forms of its second derivative are tried too."""
    names = loss.predictions
    first = [results[label("gradient", names, by)] for by in names]
    second = {(a, b): results[label("hessian", names, a, b)] for a, b in pairs(names)}
    why = nowhere_negative(second[names[0], names[0]], loss, context, hard)
    if len(names) > 1 and any(term != ZERO for term in second.values()):
        why = semidefinite(loss, second, context, hard)
    elif len(names) > 1:
        why = "it is 0"
    if not why:
        return ""
    what = "the second derivative" if len(names) == 1 else "the matrix of second derivatives"
    said = f"{what} isn't negative: {why}" if len(names) == 1 else f"{what} is positive semidefinite: {why}"
    try:
        kinks = rising_at_kinks(loss, results["simplify"], first)
    except (NotLowered, NotRising):
        return ""
    return f"{said}; and where the formula changes, the derivative doesn't fall" if kinks else said


def label(kind: str, names: Sequence[str], *by: str) -> str:
    """The name of a stage."""
    return kind if len(names) == 1 else f"{kind}-{'-'.join(by)}"


def pairs(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each two of the predictions, in their order."""
    return ((a, b) for number, a in enumerate(names) for b in names[number:])


def nowhere_negative(term: Term, loss: Loss, context: Context, hard: bool) -> str:
    """Why a term is nowhere negative; '' where that isn't found.

    Args:
        term: The term.
        loss: The loss.
        context: Its symbols.
        hard: It is looked at in shorter forms of SymPy's, too, which are shown to be the same.
    """
    why = not_negative(term, context)
    if why or not hard or measure(term) > LARGEST:
        return why
    with suppress(NotLowered, ValueError):
        expression = lowered(term, loss)
        if expression.has(sympy.Piecewise):  # it has no term, and takes long
            return ""
        for shorten in (sympy.simplify, sympy.factor):
            other = lift(shorten(expression))
            why = not_negative(other, context)
            if why and equality(term, other, context)[0].result is Result.PROVED:
                return f"it equals {other}, and {why}"
    return ""


def semidefinite(loss: Loss, second: dict[tuple[str, str], Term], context: Context, hard: bool) -> str:
    """Why a matrix of two rows is positive semidefinite; '' where that isn't found, or it has more rows."""
    if len(loss.predictions) != 2:
        return ""
    a, b = loss.predictions
    if not all(nowhere_negative(second[one, one], loss, context, hard) for one in (a, b)):
        return ""
    product_, square = Times(second[a, a], second[b, b]), Times(second[a, b], second[a, b])
    if second[a, b] == ZERO:
        return "its diagonal isn't negative, and all else is 0"
    if equality(product_, square, context)[0].result is Result.PROVED:
        return "its diagonal isn't negative, and its determinant is 0"
    if nowhere_negative(Plus(product_, Negative(square)), loss, context, hard):
        return "neither its diagonal nor its determinant is negative"
    return ""


# Kinks: where a comparison in a formula changes, the derivative may jump up, not down, and the loss not at all.


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
    domain: Domain | None = loss.domains.get(name)
    low = domain.low if isinstance(domain, Interval) else None
    if low is not None and low >= 0:
        sign = {"nonnegative": True} if low == 0 and getattr(domain, "low_closed", False) else {"positive": True}
        return sympy.Symbol(name, real=True, **sign)
    return sympy.Symbol(name, real=True)


def bound(loss: Loss, context: Context, results: dict[str, Term], module: ModuleType | None) -> Bound | None:
    """How large the first derivatives by the predictions get, with the parameters at their usual numbers."""
    if loss.sizes:
        entry = vector_shape.bound(loss, context, results, module)
        return Bound(*entry) if entry else None
    names, numbers = loss.predictions, {name: usual(loss, name) for name in loss.parameters}
    terms = [substituted(results[label("gradient", names, by)], numbers) for by in names]
    ends: list[float] = [abs(float(end)) for term in terms for end in ends_of(term, context)]
    if all(isfinite(end) for end in ends):
        return Bound(True, max(ends))
    return measured_bound(loss, numbers, module) if module else None


def ends_of(term: Term, context: Context) -> tuple[End, End]:
    """The ends of the interval in which a term lies."""
    lies = interval(unfold(term, context), context)
    return lies.low, lies.high


def measured_bound(loss: Loss, numbers: Point, module: ModuleType) -> Bound:
    """The same from the code: each prediction runs through usual and huge numbers, the others through a few."""
    most = 0.0
    count = len(loss.predictions)
    near = np.arange(-2048, 2049) / 64 if count == 1 else np.arange(-64, 65) / 4
    far = np.array([sign * size for sign in (1, -1) for size in FAR])
    with np.errstate(all="ignore"):
        for at in places(loss):
            if any(at[name] != number for name, number in numbers.items()):
                continue
            for moving, rest in product(range(count), product((-2.0, 0.0, 2.0), repeat=count - 1)):
                sizes = []
                for column in (near, far):
                    given = [np.full(column.shape, other) for other in rest]
                    given.insert(moving, column)
                    found = np.abs(values(module, "gradient", loss, given, at))
                    sizes.append(found if count == 1 else found.max(axis=-1))
                if not np.isfinite(sizes[1]).all() or (sizes[1][2::3] > 10 * (1 + sizes[1][0::3])).any():
                    return Bound(False, None)
                most = max(most, float(np.nanmax(sizes[0])), float(sizes[1].max()))
    return Bound(False, most)
