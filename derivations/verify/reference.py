"""SymPy's own derivative as a reference, at concrete sizes. In: a stage's first and last line. Out: a verdict, or None.

The first line's function is written out for a few samples and features, differentiated by SymPy, and compared with
the last line as balls compare it: an independent witness, not a proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import mpmath
import sympy
from flint import arb, ctx

from ..terms import core
from ..terms.context import Context
from ..terms.core import Binder, Entry, Plus, Summation, Term, Times, Variable
from ..terms.lower import NotLowered, lower
from ..terms.places import substitute
from .balls import BITS, TRIED, asks_for_labels, point
from .evaluate import Point, evaluate
from .index_form import IndexForm
from .numbers import Undecided, leading
from .slopes import Outside
from .verdict import Result, Verdict

DIGITS, WORKING = 50, 120
"""How many digits a value has, and with how many it is worked out where digits may cancel."""


def written_out(term: Term, where: Point) -> Term:
    """The term with every sum written out and every index a number."""
    if isinstance(term, Binder):
        index, low, high, body = term.children
        span = range(where.size(low), where.size(high) + 1)
        if not span:
            return core.ZERO if isinstance(term, Summation) else core.ONE
        return (Plus if isinstance(term, Summation) else Times).of(
            *(written_out(substitute(body, index, core.integer(n)), where) for n in span)
        )
    if isinstance(term, Entry):
        return Entry(term.base, *(core.integer(where.size(index)) for index in term.indices))
    if isinstance(term, Variable) and term.name in where.whole:
        return core.integer(where.whole[term.name])
    if not term.children:
        return term
    return type(term)(*(written_out(child, where) for child in term.children))


def derivatives(term: Term, context: Context, where: Point) -> list[sympy.Expr] | None:
    """SymPy's derivatives that a line asks for, entry by entry; None where it asks for none."""
    form = IndexForm(context, True)

    def plain(body: Term) -> sympy.Expr:
        return lower(written_out(form.scalar(body), where))

    def symbol(name: Term, *numbers: int) -> sympy.Symbol:
        return sympy.Symbol(str(Entry(name, *map(core.integer, numbers))), real=True)

    if isinstance(term, core.Partial) and isinstance(term.children[0], Entry):
        by, body = term.children
        return [plain(body).diff(symbol(by.base, *map(where.size, by.indices)))]
    if isinstance(term, core.Gradient | core.Jacobian):
        by, body = term.children
        spans = [
            range(where.first(size), where.first(size) + where.size(size)) for size in by.shape if size != core.ONE
        ]
        names = [symbol(by, *numbers) for numbers in product(*spans)]
        if isinstance(term, core.Gradient):
            return [plain(body).diff(name) for name in names]
        if isinstance(body, core.Gradient) and body.children[0] == by and len(spans) == 1:
            inner = plain(body.children[1])
            return [slope.diff(column) for slope in map(inner.diff, names) for column in names]
    return None


def reference(first: Term, last: Term, context: Context) -> Verdict | None:
    """The last line against SymPy's derivative of the first, at one point; None where the first is no derivative."""
    ctx.prec = BITS
    for seed in range(TRIED):
        where = point(context, seed, not asks_for_labels(first, last)).anew()
        try:
            found = derivatives(first, context, where)
            cells = [leading(cell) for row in evaluate(last, where) for cell in row] if found is not None else []
            break
        except (NotLowered, Outside) as error:
            return Verdict("reference", Result.UNKNOWN, f"SymPy's derivative: {error}")
        except Undecided:  # too large to be written; another point may do
            continue
    else:
        return Verdict("reference", Result.UNKNOWN, f"SymPy's derivative: no value at any of {TRIED} points")
    if found is None:
        return None
    values = {s: value_at(s, where) for theirs in found for s in theirs.free_symbols}
    for ours, theirs in zip(cells, found, strict=True):
        number = value_of(theirs, values)
        if not number.is_Float and not number.is_Rational:  # such as a Dirac delta, where there is a kink
            return Verdict("reference", Result.UNKNOWN, f"SymPy's derivative: {str(number)[:40]} is no number")
        expected = arb(str(number))
        if not abs(ours - expected) < arb("1e-40"):
            return Verdict("reference", Result.REFUTED, f"SymPy's derivative is {expected}, the last line {ours}")
    return Verdict(
        "reference", Result.CONSISTENT, f"SymPy's derivative at concrete sizes: {len(cells)} entries, {DIGITS} digits"
    )


def value_of(expression: sympy.Expr, values: Mapping[sympy.Symbol, sympy.Float]) -> sympy.Expr:
    """An expression's value; sums, products and whole powers, of which a determinant has thousands, by mpmath."""
    own = [symbol for symbol in expression.free_symbols if symbol in values]
    if expression.is_rational_function(*own):
        with mpmath.workdps(WORKING):
            worked = sympy.lambdify(own, expression, "mpmath", cse=True)(*(mpmath.mpf(str(values[s])) for s in own))
            return sympy.Float(str(worked), DIGITS)
    return expression.evalf(DIGITS, subs=dict(values))


def value_at(symbol: sympy.Symbol, where: Point) -> sympy.Float:
    """The value of a symbol such as ``X[1, 0]`` at a point, to many digits."""
    term = where.context.parse(symbol.name)
    return sympy.Float(leading(evaluate(term, where)[0][0]).str(60, radius=False), 60)
