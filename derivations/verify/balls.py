"""The refuter: both sides at random points, as Arb balls. In: two terms of one shape. Out: a verdict, never a proof."""

from __future__ import annotations

from functools import lru_cache

from flint import arb, ctx

from ..rules.rule import BOUNDS, Relation
from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import Term, show_shape
from ..terms.places import free_names
from .draw import allowed as allowed
from .draw import drawn_point, finite
from .draw import point as point
from .draw import sizes as sizes
from .evaluate import Point, evaluate
from .kinds import DERIVATIVES, asks
from .numbers import Undecided, leading
from .slopes import Outside
from .verdict import Result, Verdict

BITS = 256
RADIUS = arb("1e-40")
POINTS = 12
"""How many points must agree; one more doubles what it takes to agree by chance where a term has branches."""
INSIDE = 6
"""How many of them may lie anywhere, the others at ends of domains and ties; where there are no others, and there are
sizes, these are enough, since every entry of a vector counts as a point of its own."""
TRIED = 24
"""How many points are tried, since both sides may have no value at some."""
LEAST = 4
"""How many points are enough to tell something."""


def asks_for_labels(*terms: Term) -> bool:
    """Whether a term needs labels that are 0 or 1."""
    return any(asks(term, (core.Indicator, core.Probability, core.Equal)) for term in terms)


@lru_cache(maxsize=5_000)
def has_parts(term: Term, context: Context, some: tuple[type[Term], ...]) -> bool:
    """Whether a term, or the definition of a symbol in it, has a part of one of these kinds."""
    if asks(term, some):
        return True
    names = context.depends(term)
    for definition in context.definitions:
        left = context.parse(definition.left)
        base = left.base if isinstance(left, core.Entry) else left
        if getattr(base, "name", "") in names and asks(context.parse(definition.right), some):
            return True
    return False


def has_ends(left: Term, right: Term, context: Context, ties: bool) -> bool:
    """Whether ends and ties are looked at: not where there are derivatives, which kinks have none of.

    But what is another term where two numbers are equal is looked at there in any case.
    """
    if any(has_parts(term, context, (core.Equal, core.Unequal)) for term in (left, right)):
        return True
    return ties and not any(has_parts(term, context, DERIVATIVES) for term in (left, right))


def compare(
    left: Term, right: Term, context: Context, relation: Relation = Relation.EQUAL, away: tuple[Term, ...] = ()
) -> Verdict:
    """Both sides at random points: REFUTED with a witness, or CONSISTENT at so many points.

    The relation is equality, or that the left side is at most, or at least, the right one. It is claimed only where
    the terms of ``away`` aren't 0, as by rules that speak of what lies beside a kink.

    Traps that are guarded against: a ball that is not finite contains 0; a wide ball contains 0; a point where only one
    side has a value is a witness too.
    """
    ctx.prec = BITS
    if left.shape != right.shape:
        text = f"{show_shape(left.shape)} against {show_shape(right.shape)} at every point"
        return Verdict("balls", Result.REFUTED, f"the shapes differ: {text}")
    if asks_for_labels(left, right):
        return at_points(left, right, context, False, relation, away)
    found = at_points(left, right, context, True, relation, away)
    if found.result is Result.REFUTED and has_labels(left, right, context):
        return at_points(left, right, context, False, relation, away)
    return found


def differs(difference: arb, relation: Relation) -> bool:
    """Whether the difference of the left side and the right one can't be what the relation says."""
    if relation in BOUNDS:
        return bool(difference > 0 if relation is Relation.AT_MOST else difference < 0)
    return not difference.contains(0)


def has_labels(left: Term, right: Term, context: Context) -> bool:
    """Whether labels take part, of which a number between 0 and 1 is no value and refutes nothing."""
    names = context.depends(left) | context.depends(right)
    return any(context.kind(name) is Kind.LABEL for name in names if name in context.by_name)


def is_zero(term: Term, where: Point) -> bool:
    """Whether a term is 0 at a point; one that has no value there, since a sum binds its index, isn't."""
    try:
        return bool(leading(evaluate(term, where.anew())[0][0]) == 0)
    except (Outside, Undecided, KeyError):
        return False


def at_points(
    left: Term, right: Term, context: Context, real_labels: bool, relation: Relation = Relation.EQUAL,
    away: tuple[Term, ...] = (),
) -> Verdict:  # fmt: skip
    """The comparison, with labels that are any number between 0 and 1, or 0 or 1 alone."""
    special = has_ends(left, right, context, not away)
    enough = POINTS if special or not context.bounds else INSIDE
    names = context.depends(left) | context.depends(right)
    agreed, widest, tried = 0, arb(0), 0
    for turn in range(TRIED):
        if agreed == enough:
            break
        at_end = special and agreed >= INSIDE and tried < TRIED // 2
        where = drawn_point(context, tried if at_end else turn - tried, real_labels, at_end and names)
        tried += at_end
        if where is None:
            continue
        try:
            if any(is_zero(term, where) for term in away):
                continue
            ours, theirs = evaluate(left, where.anew()), evaluate(right, where.anew())
        except Undecided:
            continue
        except (Outside, KeyError) as error:
            if at_end:
                continue
            return Verdict("balls", Result.UNKNOWN, f"{error}")
        cells = [(a, b) for r, s in zip(ours, theirs, strict=True) for a, b in zip(r, s, strict=True)]
        for a, b in cells:
            a, b = leading(a), leading(b)
            if finite(a) != finite(b):
                return Verdict("balls", Result.REFUTED, f"only one side has a value at {witness(where, left, right)}")
            if not finite(a):
                break
            difference = a - b
            if differs(difference, relation):
                text = f"{a.str(8, radius=False)} against {b.str(8, radius=False)} at {witness(where, left, right)}"
                return Verdict("balls", Result.REFUTED, text)
            if difference.rad() > RADIUS:
                break
            widest = max(widest, difference.rad(), key=float)
        else:
            agreed += 1
    if agreed < LEAST:
        return Verdict("balls", Result.UNKNOWN, f"only {agreed} of {TRIED} points could be compared")
    return Verdict("balls", Result.CONSISTENT, f"{agreed} points, {BITS} bits, balls narrower than 1e-40")


def witness(where: Point, left: Term, right: Term) -> str:
    """The values of the symbols that the two sides name, but for the indices of their sums."""
    names = free_names(left) | free_names(right)
    shown = []
    for name in sorted(names):
        if name in where.whole:
            shown.append(f"{name} = {where.whole[name]}")
        elif name in where.values:
            cells = [f"{float(leading(cell)):.3g}" for row in where.values[name] for cell in row]
            shown.append(f"{name} = {cells[0] if len(cells) == 1 else '(' + ', '.join(cells) + ')'}")
    return ", ".join(shown) or "every point"
