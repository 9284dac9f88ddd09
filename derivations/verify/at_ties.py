"""A derivative at ties: is its last line what the definition says there? In: a first and a last line. Out: a verdict.

Rules differentiate absolute values, maxima and choices beside their ties. What the line is at a tie itself is checked
here, by the definition alone: where its one-sided derivatives agree, the line must give that value; where they don't,
one of them or a value between, a subgradient. So it is at other points, and at the ends of domains.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from flint import arb, ctx

from ..derive.unfold import unfold
from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import SCALAR, Partial, Term, walk
from ..terms.domain import read_domain
from ..terms.places import free_names
from .jets import AtTie
from .one_sided import Exact, Sides
from .ties import Point, as_ball, deciding, tie_points
from .verdict import Result, Verdict

CHECK = "ties"


def at_ties(first: Term, last: Term, context: Context) -> Verdict | None:
    """Whether a derivative is right at ties; None where the definition has none, or isn't made of numbers.

    Args:
        first: The derivative that is asked for, such as ``partial(z, ell)``.
        last: The line without derivatives.
        context: The symbols.
    """
    found = sides_of(first, last, context)
    return None if found is None else compared(*found, context)


def sides_of(first: Term, last: Term, context: Context) -> tuple[Exact, Exact] | None:
    """The derivative of the definition, and the line, as functions of the same numbers; None where they aren't."""
    by = variables_of(first)
    whole, line = unfolded(function_of(first), context), unfolded(last, context)
    if not by or not all(map(made_of_numbers, (*by, whole, line))) or not (deciding(whole) or deciding(line)):
        return None
    names = tuple(sorted(free_names(whole) | free_names(line)))
    if any(name not in context.by_name or context.kind(name) is Kind.DEFINED for name in names):
        return None
    places = tuple(names.index(variable.name) for variable in by if variable.name in names)
    return (Exact(whole, names, places), Exact(line, names)) if len(places) == len(by) else None


def variables_of(first: Term) -> list[Term]:
    """By what a derivative is taken, in order."""
    found: list[Term] = []
    while isinstance(first, Partial):
        found.insert(0, first.children[0])
        first = first.children[1]
    return found


def function_of(first: Term) -> Term:
    """Of what a derivative is taken."""
    while isinstance(first, Partial):
        first = first.children[1]
    return first


def unfolded(term: Term, context: Context) -> Term:
    """The term with all definitions put in."""
    while (found := unfold(term, context)) != term:
        term = found
    return term


def made_of_numbers(term: Term) -> bool:
    """Whether a term has no vectors, indices or derivatives."""
    return all(
        part.shape == SCALAR and not isinstance(part, core.Entry | core.Binder | Partial)
        for _, part in walk(term)
        if not isinstance(part, core.Proposition)
    )


def points_of(truth: Exact, line: Exact, context: Context) -> tuple[Point, ...]:
    """The ties of a definition and of a line."""
    domains = tuple(read_domain(context.by_name[name].domain) for name in truth.names)
    nothing = (None,) * len(domains)
    found = [
        *tie_points(truth.term, truth.names, domains, nothing),
        *tie_points(line.term, truth.names, domains, nothing),
    ]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=2_000)
def truth_at(truth: Exact, point: Point) -> Sides | None:
    """What the definition says at a point."""
    return truth.sides([as_ball(x) for x in point])


def compared(truth: Exact, line: Exact, context: Context) -> Verdict:
    """The line against the definition at all ties."""
    agreed, kinks = 0, 0
    for point, sides, got in at_points(truth, line, context):
        if got is None or not sides.holds(got):
            return Verdict(CHECK, Result.REFUTED, difference(truth.names, point, sides, got))
        agreed, kinks = agreed + sides.single, kinks + (not sides.single)
    said = f"{agreed} points at which something is 0 that chooses a formula" if agreed else ""
    between = f"{kinks} at which the two sides differ" if kinks else ""
    return Verdict(CHECK, Result.CONSISTENT, ", ".join(filter(None, (said, between))) or "no tie was found")


def wrong_ties(first: Term, last: Term, context: Context) -> list[Point]:
    """The ties at which a line isn't what the definition's derivative is."""
    found = sides_of(first, last, context)
    if found is None:
        return []
    return [point for point, sides, got in at_points(*found, context) if got is None or not sides.holds(got)]


def at_points(truth: Exact, line: Exact, context: Context) -> Iterator[tuple[Point, Sides, arb | None]]:
    """The ties, with what the definition says there, where that is finite, and what the line does."""
    before = ctx.prec
    try:
        for point in points_of(truth, line, context):
            sides = truth_at(truth, point)
            if sides is not None and sides.low.is_finite() and sides.high.is_finite():
                yield point, sides, line_at(line, point)
    finally:
        ctx.prec = before


def line_at(line: Exact, point: Point) -> arb | None:
    """The line at a point; None where it has no value."""
    try:
        return line.ball([as_ball(x) for x in point])
    except AtTie:  # nothing moves in a line without derivatives
        return None


def difference(names: tuple[str, ...], point: Point, sides: Sides, got: arb | None) -> str:
    """What is wrong, with the point."""
    where = ", ".join(f"{name} = {x}" for name, x in zip(names, point, strict=True))
    right = text(sides.low) if sides.single else f"between {text(sides.low)} and {text(sides.high)}"
    line = "has no value" if got is None else f"gives {text(got)}"
    return f"the line {line} at {where}, where the definition's derivative is {right}"


def text(value: arb) -> str:
    """A value for people."""
    return str(value.str(8, radius=False))
