"""Derivatives at a point, as those of dual numbers. In: a term, a point. Out: a matrix."""

from __future__ import annotations

from dataclasses import replace

from flint import arb

from ..terms import core
from ..terms.context import Kind
from ..terms.core import SCALAR, Entry, Term, Variable
from ..terms.text import to_text
from . import evaluate_matrix, numbers
from .numbers import Dual, Number, rational
from .point import Matrix, Point, Store, direction, evaluate, integer
from .slopes import Outside


def moving(variable_: Variable, point: Point, like: Matrix, place: tuple[int, ...] | None) -> Point:
    """The point with a symbol moving, as dual numbers.

    Args:
        variable_: The symbol.
        point: Where it moves from.
        like: Its value.
        place: The entry that moves; None: all move, as the symbol's differential does.

    Raises:
        Outside: Too many derivatives stand in each other.
    """
    found = point.store.moved.get((variable_, place))
    if found is None:
        inner = point.deeper()
        towards = point.values[direction(variable_.name, point.context)] if place is None else unit(like, *place)
        rows = zip(like, towards, strict=True)
        moved = [[a if b == 0 else Dual(a, b, inner.level) for a, b in zip(r, d, strict=True)] for r, d in rows]
        found = inner.with_value(variable_.name, moved)
        if point.level == 0 and not point.store.full:
            found = replace(found, store=Store(point.store.filled))
            point.store.moved[variable_, place] = found
    return found.at_work(point.work)


def slopes(body: Term, point: Point) -> Matrix:
    """The derivative of a term at a point where something moves: 0 for what doesn't, none where it has no value."""
    return [[slope(cell, point.level) for cell in row] for row in evaluate(body, point)]


def slope(cell: Number, level: int) -> Number:
    """The derivative that a number carries."""
    if not numbers.leading(cell).is_finite():
        return arb("nan")
    return cell.slope if isinstance(cell, Dual) and cell.level == level else rational(0)


def unit(like: Matrix, row: int, column: int = 0) -> Matrix:
    """A matrix of zeros with a single 1."""
    return [[rational(int((a, b) == (row, column))) for b in range(len(like[0]))] for a in range(len(like))]


def defined(symbol: Variable, point: Point) -> bool:
    """Whether a symbol is defined by others, so that it can't be moved by itself."""
    return symbol.name in point.context.by_name and point.context.kind(symbol.name) is Kind.DEFINED


def free_vector(by: Term, point: Point) -> Variable:
    """The variable of a differential.

    Raises:
        Outside: It isn't an independent symbol.
    """
    if not isinstance(by, Variable) or direction(by.name, point.context) not in point.values:
        raise Outside(f"{by} is no independent vector")
    return by


def partial(term: Term, point: Point) -> Matrix:
    """The derivative by an entry; or, elementwise, f'(u) where u is the argument."""
    by, body = term.children
    if isinstance(by, Variable) and by.shape == SCALAR and by.name in point.values and not defined(by, point):
        return slopes(body, moving(by, point, evaluate(by, point), (0,)))
    if isinstance(by, Entry) and isinstance(by.base, Variable) and by.shape == SCALAR and not defined(by.base, point):
        evaluate(by, point)
        like = evaluate(by.base, point)
        places = [integer(index, point) for index in by.indices]
        place = [n - point.first(size) for n, size in zip(places, by.base.shape, strict=False)]
        if by.base.name.removeprefix("d_") != by.base.name and by.base.name not in point.context.by_name:
            # An entry of a differential, in which the body is linear: its coefficient.
            return evaluate(body, point.with_value(by.base.name, unit(like, *place)))
        return slopes(body, moving(by.base, point, like, tuple(place)))
    if isinstance(body, core.Elementwise) and body.argument == by:
        argument = evaluate(by, point)
        held = Variable("_u", *(by.shape if by.shape != SCALAR else ()))
        inner = point.deeper()
        lifted = [[Dual(cell, rational(1), inner.level) for cell in row] for row in argument]
        return slopes(type(body)(held), inner.with_value("_u", lifted))
    raise Outside(f"{to_text(term)}: the variable is neither a symbol nor the argument of the function")


def differential(term: Term, point: Point) -> Matrix:
    """The derivative in the direction dv."""
    by, body = free_vector(term.children[0], point), term.children[1]
    if body == by:
        return point.values[direction(by.name, point.context)]
    return slopes(body, moving(by, point, evaluate(by, point), None))


def change(term: Term, by: Variable, point: Point, like: Matrix, *place: int) -> Matrix:
    """What a function's derivative, or a differential, is where one entry moves."""
    body = term.children[1]
    if isinstance(term, core.GradientOf | core.JacobianOf):
        return evaluate(body, point.with_value(direction(by.name, point.context), unit(like, *place)))
    return slopes(body, moving(by, point, like, place))


def gradient(term: Term, point: Point) -> Matrix:
    """The derivatives by each entry, in the shape of the variable; or the coefficients of its differential."""
    by = free_vector(term.children[0], point)
    like = evaluate(by, point)
    return [
        [change(term, by, point, like, row, column)[0][0] for column in range(len(like[0]))] for row in range(len(like))
    ]


def jacobian(term: Term, point: Point) -> Matrix:
    """The derivatives of each entry (rows) by each of v (columns), by vec; or the coefficients of dv."""
    by = free_vector(term.children[0], point)
    like = evaluate(by, point)
    columns = [
        [cells[0] for cells in evaluate_matrix.vectorised(change(term, by, point, like, row, column))]
        for column in range(len(like[0]))
        for row in range(len(like))
    ]
    return [list(row) for row in zip(*columns, strict=True)]
