"""A line over vectors as a line of numbers, for vectors of a few entries. In: a term, its context. Out: a term.

Each sum is written out, each entry becomes a symbol of its own, ``z[1]``, and each free index a number.
"""

from __future__ import annotations

from functools import reduce

from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import ONE, ZERO, Binder, Constant, Entry, Maximum, Negative, Plus, Term, Times, Variable
from ..terms.places import substitute
from .index_form import IndexForm
from .point import Point
from .slopes import Outside

COUNT = 3
"""How many entries a vector has; two ties of one entry with others can meet."""

MOST = 10_000
"""How many parts a line may have when written out: sums within sums multiply."""


class TooLarge(Outside):
    """A line has too many parts when it is written out."""


def place_of(context: Context, indices: dict[str, int]) -> Point:
    """The sizes of vectors with so many entries, and indices."""
    sizes = {symbol.name: COUNT for symbol in context.symbols if symbol.kind is Kind.SIZE}
    return Point(context, sizes | indices, {})


def by_entries(term: Term, context: Context, indices: dict[str, int]) -> Term:
    """The line of numbers.

    Raises:
        Outside: It has matrices, or what depends on an index in another way.
        TooLarge: It has too many parts.
        KeyError: An index has no number.
    """
    return written(IndexForm(context, True).scalar(term), place_of(context, indices))


def written(term: Term, where: Point) -> Term:
    """A term in index form as a line of numbers."""
    where.work.done += 1
    if where.work.done > MOST:
        raise TooLarge(f"it has more than {MOST} parts when it is written out for vectors of {COUNT} entries")
    if isinstance(term, Binder):
        return of_binder(term, where)
    if isinstance(term, Entry):
        if not isinstance(term.base, Variable) or len(term.indices) != 1:
            raise Outside(f"{term} is no entry of a vector")
        number = where.size(written(term.indices[0], where))
        if not 1 <= number <= where.size(term.base.shape[0]):
            raise Outside(f"{term} lies outside its vector")
        return Variable(f"{term.base.name}[{number}]")
    if isinstance(term, Variable):
        if term.name in where.whole:
            return core.integer(where.whole[term.name])
        if term.shape != core.SCALAR:
            raise Outside(f"{term} is no number")
        return term
    children = [written(child, where) for child in term.children]
    if isinstance(term, core.Kronecker):
        return ONE if children[0] == children[1] else ZERO
    return type(term)(*children) if children else term


def of_binder(term: Binder, where: Point) -> Term:
    """A sum, a product or a largest value, part by part."""
    index, low, high, body = term.children
    span = range(where.size(written(low, where)), where.size(written(high, where)) + 1)
    parts = [written(substitute(body, index, Constant(n)), where) for n in span]
    if isinstance(term, core.Summation):
        return Plus.of(*parts) if parts else ZERO
    if isinstance(term, core.IndexedProduct):
        return Times.of(*parts) if parts else ONE
    if not parts or not isinstance(term, core.Largest | core.SumOfOthers):
        raise Outside(f"{term} isn't written out")
    most = reduce(Maximum, parts)
    return most if isinstance(term, core.Largest) else Plus.of(*parts, Negative(most))
