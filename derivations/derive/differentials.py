"""Derivatives by vectors and matrices, found by differentials. In: a goal, a context. Out: a derivation by rules.

A goal is ``gradient(v, f)``, ``jacobian(v, f)`` or a Hessian, ``jacobian(v, gradient(v, f))``. The way is always the
same: the differential of f is taken, from the outside in; what stands before dv is brought into a form from which it
is read off; the result is made short. Every step is a rule of the book at a place; nothing is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..rules.rule import Group, Rule
from ..terms import core
from ..terms.context import Context, Text
from ..terms.core import MatrixProduct, Path, Plus, Term, Times, Transposed, walk
from ..terms.places import at, free_names
from .chain import Book
from .draft import MOST_STEPS, Stuck, Work
from .reading import read_off
from .shortening import shorten
from .step import Derivation

__all__ = ["MOST_STEPS", "Stuck", "derive_goal"]

TAKE: dict[type[Term], tuple[str, ...]] = {
    Plus: ("differential_of_sum",),
    core.Negative: ("differential_of_negative",),
    Transposed: ("differential_of_transpose",),
    MatrixProduct: ("differential_of_product", "differential_of_right_product", "differential_of_matrix_product"),
    Times: ("differential_constant_factor", "differential_of_elementwise_product"),
    core.Quotient: ("differential_of_reciprocal", "differential_of_quotient"),
    core.Power: ("square_of_norm", "differential_of_square"),
    core.Trace: ("differential_of_trace",),
    core.Inverse: ("differential_of_inverse",),
    core.Determinant: ("differential_of_determinant",),
    core.Norm: ("differential_of_norm",),
    core.Diagonal: ("differential_of_diagonal",),
    core.KroneckerProduct: ("differential_of_constant_kronecker", "differential_of_kronecker"),
    core.Vectorised: ("differential_of_vec",),
    core.Logarithm: ("differential_of_log_determinant", "differential_of_log_absolute_determinant"),
}
"""For each kind of term the rules that take its differential, in the order in which they are tried."""


def constant_runs(body: Term, by: Term) -> Iterator[dict[str, Term]]:
    """What a rule's letter c, which doesn't depend on the variable, may stand for: the longest first."""
    still = [not free_names(part) & free_names(by) for part in body.children]
    if isinstance(body, MatrixProduct):
        head = still.index(False)
        tail = len(still) - still[::-1].index(False)
        for run in (body.children[:head], body.children[tail:]):
            if run:
                yield {"c": MatrixProduct.of(*run)}
    elif isinstance(body, Times) and any(still):
        yield {"c": Times.of(*(part for part, constant in zip(body.children, still, strict=True) if constant))}
    yield {}


def derive(work: Work, place: Path = ()) -> None:
    """Work out the derivative at a place.

    Raises:
        Stuck: No rule leads on.
    """
    goal = at(work.line, place)
    if not isinstance(goal, core.Gradient | core.Jacobian):
        raise Stuck(f"{goal} is neither a gradient nor a Jacobian")
    inner = work.first((*place, 1), (core.Gradient, core.Jacobian))
    if inner is not None:
        derive(work, inner)
    jacobian = isinstance(goal, core.Jacobian)
    work.must("jacobian_by_differential" if jacobian else "gradient_by_differential", place)
    work.close()
    take(work, place)
    work.close()
    read_off(work, place)
    work.close()
    shorten(work, place)
    work.close()


def take(work: Work, place: Path) -> None:
    """Take all differentials, outermost first."""
    while True:
        waiting = [
            place + path
            for path, part in walk(at(work.line, place))
            if isinstance(part, core.Differential) and part.children[0] != part.children[1]
        ]
        if not waiting:
            return
        if not take_one(work, waiting[0]):
            raise Stuck(f"no rule takes {at(work.line, waiting[0])}; the form reached is {work.line}")


def take_one(work: Work, place: Path) -> bool:
    """Take one differential by one rule."""
    by, body = at(work.line, place).children
    if work.apply("differential_of_constant", place):
        return True
    for name in TAKE.get(type(body), ()):
        below = () if isinstance(work.book.find(name).patterns[0], core.Differential) else (1,)
        for given in constant_runs(body, by):
            if work.apply(name, place + below, **given):
                return True
    if isinstance(body, core.Elementwise) and work.apply("differential_chain_rule", place):
        slope = work.first(place, core.Partial)
        if slope is not None and not any(work.apply(rule.name, slope) for rule in derivatives(work)):
            raise Stuck(f"no rule gives {at(work.line, slope)}")
        return True
    return False


def derivatives(work: Work) -> Iterator[Rule]:
    """The rules that give f'(a)."""
    for rule in work.book.rules.values():
        left = rule.patterns[0]
        if rule.group is Group.DERIVATIVE and isinstance(left, core.Partial):
            by, body = left.children
            if isinstance(body, core.Elementwise) and body.argument == by:
                yield rule


def derive_goal(goal: Term, context: Context, book: Book, name: str, title: Text) -> Derivation:
    """The derivation of a gradient, Jacobian or Hessian.

    Args:
        goal: ``gradient(v, f)`` or ``jacobian(v, f)``; f may be a gradient.
        context: The symbols, with their index ranges and assumptions.
        book: The rules.
        name: The derivation's id.
        title: For people, by language.

    Raises:
        Stuck: No rule leads on, or there are too many steps; the message tells the form that was reached.
    """
    work = Work(goal, context, book)
    derive(work)
    return work.finished(name, title, goal)
