"""A term at numbers that are given. In: a context, numbers as texts. Out: the term's value as texts, or none.

A number is a text such as ``2`` or ``1/2``, a vector ``1 2``, a matrix ``1 0; 0 1``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, ctx

from ..terms.context import DECLARED, Context, Kind
from ..terms.core import Term
from ..terms.places import free_names
from .balls import BITS
from .draw import finite
from .evaluate import evaluate
from .numbers import leading, rational
from .point import Matrix, Point

DIGITS = 5
MOST_DIGITS = 10
"""An exact number of more digits than these is rounded."""


@dataclass(frozen=True)
class Value:
    """A value for people: its rows, and whether they are exact."""

    rows: tuple[tuple[str, ...], ...]
    exact: bool


def rows_of(text: str) -> list[list[Fraction]]:
    """The rows of a matrix; a single row is a column."""
    rows = [[Fraction(word) for word in row.split()] for row in text.split(";")]
    return rows if len(rows) > 1 else [[number] for number in rows[0]]


def given_point(context: Context, values: Mapping[str, str]) -> Point:
    """The point at which symbols have these values; ``d_theta`` is the differential of ``theta``.

    The sizes follow from the values; one that doesn't is 1.

    Raises:
        ValueError: A text is no number, vector or matrix.
    """
    ctx.prec = BITS
    sizes = {symbol.name: 1 for symbol in context.symbols if symbol.kind is Kind.SIZE}
    matrices: dict[str, Matrix] = {}
    whole: dict[str, int] = {}
    for name, text in values.items():
        rows = rows_of(text)
        symbol = context.by_name[name.removeprefix("d_")]
        if symbol.kind is Kind.INDEX:
            whole[name] = int(text)
            continue
        for size, count in zip(symbol.shape, (len(rows), len(rows[0])), strict=False):
            base, _, more = size.partition(" + ")
            sizes[base] = count - int(more or 0)
        matrices[name] = [[rational(cell.numerator, cell.denominator) for cell in row] for row in rows]
    return Point(context, {**sizes, **whole}, matrices)


def value_at(term: Term, where: Point) -> Value | None:
    """The value of a term there; None where it has none.

    Raises:
        Outside: It can't be evaluated.
        ValueError: A symbol of it isn't given.
    """
    for name in sorted(free_names(term)):
        if where.context.kind(name) in DECLARED and name not in where.values:
            raise ValueError(f"{term} can't be evaluated: no number is given for {name}")
    cells = [[leading(cell) for cell in row] for row in evaluate(term, where.anew())]
    if not all(finite(cell) for row in cells for cell in row):
        return None
    found = [[exact(cell) for cell in row] for row in cells]
    whole = all(text for row in found for text in row)
    rounded = [[cell.str(DIGITS, radius=False) for cell in row] for row in cells]
    return Value(tuple(map(tuple, found if whole else rounded)), whole)


def exact(cell: arb) -> str:
    """A number that is known exactly and has few digits; '' for any other."""
    text = f"{float(cell):.{MOST_DIGITS}g}"
    return text if "e" not in text and (cell - rational(*Fraction(text).as_integer_ratio())) == 0 else ""
