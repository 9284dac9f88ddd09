"""A derivative at ties: is its last line what the definition says there? In: a first and a last line. Out: a verdict.

Rules differentiate absolute values, maxima and choices beside their ties. What the line is at a tie itself is checked
here, by the definition alone: where its one-sided derivatives agree, the line must give that value; where they don't,
one of them or a value between, a subgradient. So it is at other points, and at the ends of domains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from flint import arb, ctx

from ..derive.unfold import unfold
from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import SCALAR, Partial, Term, Variable, walk
from ..terms.domain import Domain, Finite, read_domain
from ..terms.places import free_names
from .entries import COUNT, TooLarge, by_entries
from .jets import AtTie
from .one_sided import Exact, Sides
from .slopes import Outside
from .ties import Point, as_ball, deciding, tie_points
from .verdict import Result, Verdict

CHECK = "ties"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))
"""What entries are of the number to which they add up."""


def at_ties(first: Term, last: Term, context: Context) -> Verdict | None:
    """Whether a derivative is right at ties; None where the definition has none, or isn't made of numbers and vectors.

    Args:
        first: The derivative that is asked for, such as ``partial(z, ell)``.
        last: The line without derivatives.
        context: The symbols.
    """
    try:
        found = sides_of(first, last, context)
    except TooLarge as error:
        return Verdict(CHECK, Result.UNKNOWN, str(error))
    return compared(found, context) if found else None


Both = tuple[Exact, Exact]
"""The derivative of the definition, and the line, as functions of the same numbers."""


def sides_of(first: Term, last: Term, context: Context) -> list[Both]:
    """Both sides; those of vectors for some of their entries; nothing where they aren't made of such.

    Raises:
        TooLarge: Sums within sums are too many to be written out.
    """
    by = variables_of(first)
    whole, line = unfolded(function_of(first), context), unfolded(last, context)
    if not by or not (deciding(whole) or deciding(line)):
        return []
    if all(map(made_of_numbers, (*by, whole, line))):
        found = both_sides(by, whole, line, context)
        return [found] if found else []
    found_of_entries = (
        of_entries(by, whole, line, context, numbers) for numbers in numbered((*by, whole, line), context)
    )
    return [found for found in found_of_entries if found]


def both_sides(by: Sequence[Term], whole: Term, line: Term, context: Context) -> Both | None:
    """The two sides of lines of numbers; None where one of these is no free symbol."""
    names = tuple(sorted(free_names(whole) | free_names(line)))
    symbols = {name: name.partition("[")[0] for name in names}
    if any(own not in context.by_name or context.kind(own) is Kind.DEFINED for own in symbols.values()):
        return None
    places = tuple(names.index(variable.name) for variable in by if variable.name in names)
    return (Exact(whole, names, places), Exact(line, names)) if len(places) == len(by) else None


def numbered(terms: Sequence[Term], context: Context) -> list[dict[str, int]]:
    """Numbers for the free indices of terms: all the same, and one after the other."""
    names = frozenset().union(*map(free_names, terms))
    free = sorted(name for name in names if name in context.by_name and context.kind(name) is Kind.INDEX)
    ways = [dict.fromkeys(free, 1), {name: 1 + n % COUNT for n, name in enumerate(free)}, dict.fromkeys(free, 2)]
    return [way for n, way in enumerate(ways) if way not in ways[:n]]


def of_entries(by: Sequence[Term], whole: Term, line: Term, context: Context, numbers: dict[str, int]) -> Both | None:
    """The two sides of lines over vectors, for one entry; None where no number that moves decides anything."""
    try:
        lines = [by_entries(term, context, numbers) for term in (*by, whole, line)]
    except TooLarge:
        raise
    except (Outside, KeyError):
        return None
    moving = {variable.name for variable in lines[:-2] if isinstance(variable, Variable)}
    if not any(free_names(u) & moving for own in lines[-2:] for u in deciding(own)):
        return None
    return both_sides(lines[:-2], lines[-2], lines[-1], context)


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


def domain_of(name: str, context: Context) -> Domain | None:
    """Where a symbol, or an entry of one, lies; entries that add up to a number are given parts of it."""
    base, _, entry = name.partition("[")
    if entry and base in context.totals:
        total = context.totals[base][2].value
        return Finite((SHARES[int(entry[:-1]) - 1] * Fraction(int(total.p), int(total.q)),))
    return read_domain(context.by_name[base].domain)


def points_of(truth: Exact, line: Exact, context: Context) -> tuple[Point, ...]:
    """The ties of a definition and of a line."""
    domains = tuple(domain_of(name, context) for name in truth.names)
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


def compared(found: Sequence[Both], context: Context) -> Verdict:
    """The line against the definition at all ties."""
    agreed, kinks = 0, 0
    for truth, line in found:
        for point, sides, got in at_points(truth, line, context):
            if got is None or not sides.holds(got):
                return Verdict(CHECK, Result.REFUTED, difference(truth.names, point, sides, got))
            agreed, kinks = agreed + sides.single, kinks + (not sides.single)
    said = f"{agreed} points at which something is 0 that chooses a formula" if agreed else ""
    between = f"{kinks} at which the two sides differ" if kinks else ""
    return Verdict(CHECK, Result.CONSISTENT, ", ".join(filter(None, (said, between))) or "no tie was found")


def wrong_ties(first: Term, last: Term, context: Context) -> list[Point]:
    """The ties at which a line isn't what the definition's derivative is; none where that would be too much work."""
    try:
        found = sides_of(first, last, context)
    except TooLarge:
        return []
    return [
        point
        for both in found
        for point, sides, got in at_points(*both, context)
        if got is None or not sides.holds(got)
    ]


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
