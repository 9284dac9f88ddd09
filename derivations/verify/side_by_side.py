"""The index form of a line beside its matrix form. In: a line. Out: an entry of it, and whether both agree.

Here a derivative stays written as one, ∂/∂X_ij of the index form of what is differentiated, and dX_ij is an entry of
the differential; so each line of a derivation has its own index form, and the rule book has no part in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from flint import arb, ctx

from ..terms import core
from ..terms.context import Context, Kind, Symbol
from ..terms.core import ONE, SCALAR, ZERO, Entry, Partial, Summation, Term, Variable
from .balls import BITS, RADIUS, point
from .draw import finite
from .evaluate import Point, evaluate
from .index_form import IndexForm
from .numbers import leading
from .slopes import Outside
from .verdict import Result, Verdict

LETTERS = "ijklrstuvwgh"
SEEDS = (0, 2, 3)
"""The points at which both forms are compared: those with small sizes, since a sum of many indices is long."""


@dataclass(frozen=True)
class Side:
    """A line's index form.

    Args:
        line: The line in matrix form.
        entry: Its entry at the free indices; None: it has no index form.
        free: The free indices: none for a scalar, one for a column.
        because: Why there is no index form; else ''.
        agrees: Whether both forms have the same values at concrete shapes.
    """

    line: Term
    entry: Term | None
    free: tuple[Term, ...]
    because: str
    agrees: Verdict | None


class Written(IndexForm):
    """The index form in which derivatives stay, and indices have letters."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, False)
        self.letters = (Variable(letter) for letter in names(context))

    def index(self, size: Term) -> Term:
        """A new letter that runs over a size."""
        if size not in self.context.bounds:
            raise Outside("an index of a Kronecker product, or of vec, stands for two")
        index = next(self.letters)
        self.ranges[index] = self.context.bounds[size]
        return index

    def collapse(self, index: Term, low: Term, high: Term, body: Term) -> Term:
        """Σ body; a Kronecker delta stays."""
        return ZERO if body == ZERO else Summation(index, low, high, body)

    def differential(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """An entry of dv, or d of the index form."""
        variable, body = self.vector(term.children[0]), term.children[1]
        return self.moved(variable, i, j) if body == variable else core.Differential(variable, self.entry(body, i, j))

    def gradient(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """∂/∂v_ij of the function; for ``gradient_of`` ∂/∂(dv_ij) of the differential."""
        variable, body = self.vector(term.children[0]), term.children[1]
        by = self.moved if isinstance(term, core.GradientOf) else self.component
        return Partial(by(variable, i, j), self.scalar(body))

    def jacobian(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """∂/∂v_j of entry i; for ``jacobian_of`` ∂/∂(dv_j)."""
        variable, body = self.vector(term.children[0]), term.children[1]
        columns(term)
        by = self.moved if isinstance(term, core.JacobianOf) else self.component
        return Partial(by(variable, j), self.entry(body, i, None))

    def entry(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """Entry (i, j) of a term."""
        own = {
            core.Differential: self.differential,
            core.Gradient: self.gradient,
            core.GradientOf: self.gradient,
            core.Jacobian: self.jacobian,
            core.JacobianOf: self.jacobian,
        }
        handler = own.get(type(term))
        return handler(term, i, j) if handler else super().entry(term, i, j)


def columns(jacobian: Term) -> None:
    """Refuse the Jacobian of a matrix, or by one.

    Raises:
        Outside: It is such a one.
    """
    if any(part.shape[1] != ONE for part in jacobian.children):
        raise Outside("an index of the Jacobian of a matrix stands for two")


def names(context: Context) -> Iterator[str]:
    """Letters for indices that aren't symbols, numbered when they are used up."""
    number = 0
    while True:
        for letter in LETTERS:
            name = f"{letter}_{number}" if number else letter
            if name not in context.by_name:
                yield name
        number += 1


def with_letters(context: Context) -> Context:
    """The context with letters for indices, and with the differential of each variable."""
    letters = names(context)
    indices = [
        Symbol(name, Kind.INDEX, "an index", {"en": "an index"}, subscripted(name), name)
        for _, name in zip(range(3 * len(LETTERS)), letters, strict=False)
    ]
    moved = [
        replace(symbol, name=f"d_{symbol.name}", kind=Kind.DATA, latex=rf"\mathrm{{d}}{symbol.latex}",
                unicode=f"d{symbol.unicode}")
        for symbol in context.symbols
        if symbol.kind is Kind.PARAMETER
    ]  # fmt: skip
    return Context((*context.symbols, *indices, *moved), context.definitions, context.ranges, context.assumptions)


def subscripted(name: str) -> str:
    """``i_1`` as LaTeX."""
    letter, _, number = name.partition("_")
    return f"{letter}_{{{number}}}" if number else letter


def side(line: Term, context: Context) -> Side:
    """A line's index form, and whether it agrees with the line."""
    form = Written(context)
    try:
        if isinstance(line, core.Jacobian | core.JacobianOf):
            columns(line)
        free = tuple(form.index(size) for size in line.shape if size != ONE)
        places = list(free)
        i, j = (None if size == ONE else places.pop(0) for size in line.shape)
        entry = form.entry(line, i, j)
    except Outside as error:
        return Side(line, None, (), str(error), None)
    return Side(line, entry, free, "", agreement(line, entry, free, context))


def agreement(line: Term, entry: Term, free: tuple[Term, ...], context: Context) -> Verdict:
    """Both forms, each evaluated by itself, entry by entry at concrete shapes."""
    ctx.prec = BITS
    compared = 0
    for seed in SEEDS:
        where = point(context, seed, True)
        whole = evaluate(line, where)
        for row, column in product(range(len(whole)), range(len(whole[0]))):
            place = at_entry(where, line, free, row, column)
            ours, theirs = leading(whole[row][column]), leading(evaluate(entry, place)[0][0])
            difference = ours - theirs
            if not finite(difference):
                continue
            if not difference.contains(arb(0)) or difference.rad() > RADIUS:
                return Verdict("index form", Result.REFUTED, f"{ours.str(8)} against {theirs.str(8)} in {line}")
            compared += 1
    if not compared:
        return Verdict("index form", Result.UNKNOWN, "no entry could be compared")
    return Verdict("index form", Result.CONSISTENT, f"{compared} entries at {len(SEEDS)} choices of sizes")


def at_entry(where: Point, line: Term, free: tuple[Term, ...], row: int, column: int) -> Point:
    """The point with the free indices at an entry, counted from 0."""
    letters = list(free)
    for size, number in zip(line.shape, (row, column), strict=True):
        if size != ONE:
            letter = letters.pop(0)
            where = where.with_index(letter.name, where.first(size) + number)
    return where


def entry_of(line: Term, free: tuple[Term, ...]) -> Term:
    """What the index form is an entry of, for the page; a scalar is itself."""
    return line if line.shape == SCALAR else Entry(line, *free)
