"""A point: sizes, indices and values of symbols; and what is known there. In: a term, a point. Out: a matrix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from flint import ctx

from ..terms import core
from ..terms.context import Context
from ..terms.core import Term
from . import numbers
from .numbers import Number
from .slopes import Outside

Matrix = list[list]

MOST_WORK = 400_000
"""How many parts are evaluated at one point; sums within sums multiply."""
MOST_TERMS = 2_000
"""The most terms of a sum, and the largest size."""
HIGHEST = 2**40
"""Whole numbers beyond this aren't written out, so that no text can fill the memory."""
MOST_KNOWN = 5_000
"""How many numbers a point keeps."""
DEEPEST = 4
"""How many derivatives may stand in each other: the cost grows with the power of it."""


class Work:
    """Counts the parts that were evaluated."""

    def __init__(self) -> None:
        self.done = 0

    def spend(self, parts: int = 1) -> None:
        """Some parts more.

        Raises:
            Outside: That makes too many.
        """
        self.done += parts
        if self.done > MOST_WORK:
            raise Outside(f"it has more than {MOST_WORK} parts to be evaluated")


class Store:
    """What is known at a point, since the lines of a derivation have most of their parts in common.

    Args:
        filled: Counts the numbers that are kept here and for the points at which derivatives are taken.
    """

    def __init__(self, filled: Work | None = None) -> None:
        self.filled, self.precision = filled or Work(), ctx.prec
        self.values: dict[Term, tuple[Matrix, int]] = {}
        self.moved: dict[tuple, Point] = {}

    def empty(self) -> None:
        """Forget everything."""
        self.filled.done, self.precision = 0, ctx.prec
        self.values.clear()
        self.moved.clear()

    @property
    def full(self) -> bool:
        """Whether no more is kept."""
        return self.filled.done >= MOST_KNOWN

    def keep(self, term: Term, value: Matrix, work: int) -> None:
        """Keep the value of a term, and how much work it was."""
        if not self.full and self.precision == ctx.prec:
            self.filled.done += len(value) * len(value[0])
            self.values[term] = value, work


@dataclass(frozen=True)
class Point:
    """A point: sizes, indices, and the values of all symbols that aren't defined by others.

    ``work`` counts what was evaluated; ``level`` is the number of derivatives that are being taken; ``store`` keeps
    values, with the work that each took.
    """

    context: Context
    whole: dict[str, int]
    values: dict[str, Matrix]
    work: Work = field(default_factory=Work)
    level: int = 0
    store: Store = field(default_factory=Store, compare=False, repr=False)

    def deeper(self) -> Point:
        """The point inside one derivative more.

        Raises:
            Outside: There are too many already.
        """
        if self.level >= DEEPEST:
            raise Outside(f"more than {DEEPEST} derivatives stand in each other")
        return replace(self, level=self.level + 1, store=Store())

    def anew(self) -> Point:
        """The point with no work done yet."""
        if self.store.full or self.store.precision != ctx.prec:
            self.store.empty()
        return self.at_work(Work())

    def at_work(self, work: Work) -> Point:
        """The point, whose work is counted elsewhere."""
        return Point(self.context, self.whole, self.values, work, self.level, self.store)

    def size(self, term: Term) -> int:
        """A size as a number.

        Raises:
            Outside: It is no size.
        """
        found = integer(term, self)
        if abs(found) > MOST_TERMS:
            raise Outside(f"{term} is {found} here, which is too large to be worked out")
        return found

    def first(self, size: Term) -> int:
        """The number of the first entry along a size."""
        return 1 if size == core.ONE else self.size(self.context.range_of(size)[0])

    def with_value(self, name: str, value: Matrix) -> Point:
        """The point with one symbol changed."""
        return Point(self.context, self.whole, {**self.values, name: value}, self.work, self.level)

    def with_index(self, name: str, value: int) -> Point:
        """The point with an index set."""
        return Point(self.context, {**self.whole, name: value}, self.values, self.work, self.level)


def direction(name: str, context: Context) -> str:
    """The name of a symbol's differential; one that no symbol has, where a symbol has the usual one."""
    usual = f"d_{name}"
    return f"d({name})" if usual in context.by_name else usual


def integer(term: Term, point: Point) -> int:
    """The whole number that a term is."""
    known = point.whole.get(term.name) if isinstance(term, core.Variable) else None
    if known is not None:
        return known
    if isinstance(term, core.Constant) and term.value.q == 1 and abs(term.value.p) < HIGHEST:
        return int(term.value.p)
    whole = numbers.leading(number(term, point))
    if not abs(whole) < HIGHEST or not whole.is_integer():
        raise Outside(f"{whole.str(8)} is no whole number, or too large a one")
    return int(str(whole.unique_fmpz()))


def scalar(number: Number) -> Matrix:
    """A number as a 1×1 matrix."""
    return [[number]]


HANDLERS: dict[type[Term], Callable[[Term, Point], Matrix]] = {}
"""How each term is evaluated: ``evaluate.py`` fills this table."""


def evaluate(term: Term, point: Point) -> Matrix:
    """The value of a term, as rows of numbers.

    Raises:
        Outside: A part has no value here.
        Undecided: A sign can't be told.
    """
    if type(term) is core.Variable and (given := point.values.get(term.name)) is not None:
        point.work.spend()
        return given
    found = point.store.values.get(term)
    if found is not None:
        point.work.spend(found[1])
        return found[0]
    handler = HANDLERS.get(type(term))
    if handler is None:
        raise Outside(f"{type(term).__name__} has no value")
    work, before = point.work, point.work.done
    work.spend()
    value = handler(term, point)
    point.store.keep(term, value, work.done - before)
    return value


def number(term: Term, point: Point) -> Number:
    """The value of a scalar."""
    return evaluate(term, point)[0][0]
