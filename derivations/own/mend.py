"""A derivative at ties, mended. In: a stage whose line is right beside ties. Out: the stage, right at them too.

Rules differentiate choices and absolute values beside their ties. Where the line isn't, at a tie, what the definition's
one-sided derivatives agree on, it is written by its two sides, or with its limit. What can't be mended so is refuted by
the checks, and not published.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

from ..derive.apply import RuleError
from ..derive.search import has_values
from ..derive.sides import limit_at, on_side
from ..losses.plan import Apply
from ..terms import core
from ..terms.context import Context
from ..terms.core import Negative, Path, Plus, ShapeError, Term, walk
from ..terms.parser import ParseError
from ..terms.places import free_names
from ..terms.text import to_text
from ..verify.at_ties import function_of, unfolded, wrong_ties
from ..verify.ties import deciding
from .chain import Chain

SIDES, LIMIT = "by_sides", "at_limit"
"""The rules by which a line is mended; the plan names them as any path names its rules."""
BODY = 3
"""Which child of a sum is what it adds up."""
MOST = 4
"""How many ties are mended, one after the other."""


def mend(chain: Chain) -> None:
    """Mend the last line of a derivative at its ties, as far as that goes."""
    for _ in range(MOST):
        wrong = wrong_ties(chain.start, chain.term, chain.context)
        if not wrong:
            return
        for item in ways(chain.start, chain.term, chain.context):
            other = copy(chain)
            other.lines = list(chain.lines)
            try:
                other.apply(item)
                other.simplify()
            except (RuleError, ShapeError, ParseError):
                continue
            left = wrong_ties(other.start, other.term, chain.context)
            if len(left) < len(wrong) and has_values(other.term, chain.context):
                chain.lines, chain.term = other.lines, other.term
                break
        else:
            return


def ways(start: Term, line: Term, context: Context) -> Iterator[Apply]:
    """Rules that may mend a line, for each of its ties; of what decides inside a sum, there."""
    whole = unfolded(function_of(start), context)
    known = free_names(line) | free_names(start) | free_names(whole)
    for place, part, bound in bodies(line):
        others = (part,) if bound else (part, whole)
        for u in dict.fromkeys(u for term in others for u in deciding(term)):
            if not free_names(u) <= known | bound or bound and not free_names(u) & bound:
                continue
            for side in (u, Negative(u)):
                letters = {"u": side, "b": on_side(part, side, 1), "c": on_side(part, side, -1)}
                yield Apply(SIDES, place, bind={name: to_text(term) for name, term in letters.items()})
    for term in (line, whole):
        for u, v in dict.fromkeys(equalities(term)):
            limit = limit_at(line, Plus(u, Negative(v))) if free_names(u) | free_names(v) <= known else None
            if limit is not None:
                yield Apply(LIMIT, (), bind={name: to_text(own) for name, own in {"u": u, "v": v, "b": limit}.items()})


def bodies(
    term: Term, place: Path = (), bound: frozenset[str] = frozenset(), whole: bool = True
) -> Iterator[tuple[Path, Term, frozenset[str]]]:
    """A line, and what its sums add up, with their places and the indices that are bound there."""
    if whole:
        yield place, term, bound
    for number, child in enumerate(term.children):
        inside = isinstance(term, core.Binder) and number == BODY
        yield from bodies(child, (*place, number), bound | free_names(term.children[0]) if inside else bound, inside)


def equalities(term: Term) -> Iterator[tuple[Term, Term]]:
    """The two sides of each tie: as a comparison has them, so that equal choices are seen to be so, or with 0."""
    for _, part in walk(term):
        if isinstance(part, core.Proposition):
            yield part.children[0], part.children[1]
    yield from ((u, core.ZERO) for u in deciding(term))
