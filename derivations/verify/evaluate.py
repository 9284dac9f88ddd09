"""What a term is at a point: its value as balls, for a few samples and features. In: a term, a point. Out: a matrix.

It works on the terms as they are, matrices and all, without the rule book and without the index form, so that it
checks both. Derivatives are those of dual numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from flint import arb

from ..derive.conditions import unfold
from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import SCALAR, Entry, Term, Variable
from ..terms.text import to_text
from . import evaluate_matrix, numbers, special
from .index_form import Outside
from .numbers import Dual, Number, rational

Matrix = list[list]

MOST_WORK = 400_000
"""How many parts are evaluated at one point; sums within sums multiply."""
MOST_TERMS = 2_000
"""The most terms of a sum, and the largest size."""
HIGHEST = 2**40
"""Whole numbers beyond this aren't written out, so that no text can fill the memory."""
DEEPEST = 4
"""How many derivatives may stand in each other: the cost grows with the power of it."""


class Work:
    """Counts the parts that were evaluated."""

    def __init__(self) -> None:
        self.done = 0

    def spend(self) -> None:
        """One part more.

        Raises:
            Outside: That makes too many.
        """
        self.done += 1
        if self.done > MOST_WORK:
            raise Outside(f"it has more than {MOST_WORK} parts to be evaluated")


@dataclass(frozen=True)
class Point:
    """A point: sizes, indices, and the values of all symbols that aren't defined by others.

    ``work`` counts what was evaluated; ``level`` is the number of derivatives that are being taken.
    """

    context: Context
    whole: dict[str, int]
    values: dict[str, Matrix]
    work: Work = field(default_factory=Work)
    level: int = 0

    def deeper(self) -> Point:
        """The point inside one derivative more.

        Raises:
            Outside: There are too many already.
        """
        if self.level >= DEEPEST:
            raise Outside(f"more than {DEEPEST} derivatives stand in each other")
        return replace(self, level=self.level + 1)

    def anew(self) -> Point:
        """The point with no work done yet."""
        return replace(self, work=Work())

    def size(self, term: Term) -> int:
        """A size as a number.

        Raises:
            Outside: It is no size.
        """
        found = leading_integer(evaluate(term, self))
        if abs(found) > MOST_TERMS:
            raise Outside(f"{term} is {found} here, which is too large to be worked out")
        return found

    def first(self, size: Term) -> int:
        """The number of the first entry along a size."""
        return 1 if size == core.ONE else self.size(self.context.range_of(size)[0])

    def with_value(self, name: str, value: Matrix) -> Point:
        """The point with one symbol changed."""
        return replace(self, values={**self.values, name: value})

    def with_index(self, name: str, value: int) -> Point:
        """The point with an index set."""
        return replace(self, whole={**self.whole, name: value})


def leading_integer(matrix: Matrix) -> int:
    """The whole number that a 1×1 matrix holds."""
    whole = numbers.leading(matrix[0][0])
    if not abs(whole) < HIGHEST or not whole.is_integer():
        raise Outside(f"{whole.str(8)} is no whole number, or too large a one")
    return int(str(whole.unique_fmpz()))


def scalar(number: Number) -> Matrix:
    """A number as a 1×1 matrix."""
    return [[number]]


def evaluate(term: Term, point: Point) -> Matrix:
    """The value of a term, as rows of numbers.

    Raises:
        Outside: A part has no value here.
        Undecided: A sign can't be told.
    """
    handler = HANDLERS.get(type(term))
    if handler is None:
        raise Outside(f"{type(term).__name__} has no value")
    point.work.spend()
    return handler(term, point)


def number(term: Term, point: Point) -> Number:
    """The value of a scalar."""
    return evaluate(term, point)[0][0]


def constant(term: core.Constant, point: Point) -> Matrix:
    """A number, or a matrix full of it."""
    value = rational(int(term.value.p), int(term.value.q))
    if term.shape == SCALAR:
        return scalar(value)
    rows, columns = (point.size(size) for size in term.shape)
    if min(rows, columns) < 1:
        raise Outside(f"{term} has no entries here")
    return [[value] * columns for _ in range(rows)]


def variable(term: Variable, point: Point) -> Matrix:
    """A symbol: given, an index, or defined."""
    if term.name in point.whole:
        return scalar(rational(point.whole[term.name]))
    if term.name in point.values:
        return point.values[term.name]
    found = unfold(term, point.context)
    if found == term:
        return [
            [number(Entry(term, core.integer(n)), point)]
            for n in range(point.first(term.shape[0]), point.first(term.shape[0]) + point.size(term.shape[0]))
        ]
    return evaluate(found, point)


def entry(term: Entry, point: Point) -> Matrix:
    """An entry, or a row as a column."""
    base = term.base
    if isinstance(base, Variable) and base.name not in point.values and point.context.kind(base.name) is Kind.DEFINED:
        found = unfold(term, point.context)
        if found != term:
            return evaluate(found, point)
    rows, columns = base.shape
    matrix = evaluate(base, point)
    places = [leading_integer(evaluate(index, point)) for index in term.indices]
    row = matrix[offset(term, places[0] - point.first(rows), len(matrix))]
    if len(places) == 2:
        return scalar(row[offset(term, places[1] - point.first(columns), len(row))])
    return [[value] for value in row]


def offset(term: Term, number: int, length: int) -> int:
    """The number of a row or column, counted from 0.

    Raises:
        Outside: There is none with that number.
    """
    if not 0 <= number < length:
        raise Outside(f"{term} lies outside its vector or matrix")
    return number


def elementwise(function: Callable[..., Number]) -> Callable[[Term, Point], Matrix]:
    """A function of numbers as one of matrices; 1×1 matrices go with every entry."""

    def apply(term: Term, point: Point) -> Matrix:
        parts = [evaluate(child, point) for child in term.children]
        big = next((p for p in parts if len(p) > 1 or len(p[0]) > 1), parts[0])
        grown = [
            p if len(p) == len(big) and len(p[0]) == len(big[0]) else [p[0] * len(big[0])] * len(big) for p in parts
        ]
        return [[function(*cells) for cells in zip(*rows, strict=True)] for rows in zip(*grown, strict=True)]

    return apply


def product(*factors: Number) -> Number:
    """The product of numbers."""
    result = factors[0]
    for factor in factors[1:]:
        result = result * factor
    return result


def total(*parts: Number) -> Number:
    """The sum of numbers."""
    result = parts[0]
    for part in parts[1:]:
        result = result + part
    return result


def power(base: Number, exponent: Number) -> Number:
    """A power; the exponent a whole number, or the base positive, or 0 and fixed with a positive exponent."""
    size = abs(numbers.leading(exponent))
    if not size.is_finite():
        return size
    if not size < HIGHEST:
        raise Outside(f"the power {size.str(8)} is too high to be worked out")
    whole = numbers.leading(exponent).unique_fmpz()
    if whole is not None and not isinstance(exponent, Dual):
        if isinstance(base, Dual) and abs(int(whole)) > 1000:
            raise Outside(f"the power {whole} is too high to be worked out")
        return base ** int(whole)
    if not isinstance(base, Dual) and base == 0 and numbers.sign(exponent) > 0:
        return rational(0)
    return numbers.exp(numbers.log(base) * exponent)


def matrix_product(term: Term, point: Point) -> Matrix:
    """Rows times columns."""
    result = evaluate(term.children[0], point)
    for child in term.children[1:]:
        right = evaluate(child, point)
        result = [
            [total(*(a * b for a, b in zip(row, column, strict=True))) for column in zip(*right, strict=True)]
            for row in result
        ]
    return result


def transposed(term: Term, point: Point) -> Matrix:
    """Rows become columns."""
    return [list(column) for column in zip(*evaluate(term.children[0], point), strict=True)]


def diagonal(term: Term, point: Point) -> Matrix:
    """A vector on the diagonal."""
    vector = [row[0] for row in evaluate(term.children[0], point)]
    return [[value if a == b else rational(0) for b in range(len(vector))] for a, value in enumerate(vector)]


def of_matrix(function: Callable[..., Matrix]) -> Callable[[Term, Point], Matrix]:
    """A function of whole matrices."""
    return lambda term, point: function(*(evaluate(child, point) for child in term.children))


def to_number(function: Callable[[Matrix], Number]) -> Callable[[Term, Point], Matrix]:
    """A function of a matrix whose value is a number."""
    return lambda term, point: scalar(function(evaluate(term.children[0], point)))


def summation(term: core.Binder, point: Point) -> Matrix:
    """Added up, or multiplied, over the index, entry by entry."""
    index, low, high, body = term.children
    span = range(leading_integer(evaluate(low, point)), leading_integer(evaluate(high, point)) + 1)
    if len(span) > MOST_TERMS:
        raise Outside(f"a sum of {len(span)} terms is too long to be worked out")
    empty = core.ZERO if isinstance(term, core.Summation) else core.ONE
    result = constant(core.Constant(empty.value, *(body.shape if body.shape != SCALAR else ())), point)
    join = total if isinstance(term, core.Summation) else product
    for n in span:
        part = evaluate(body, point.with_index(index.name, n))
        result = [[join(*cells) for cells in zip(*rows, strict=True)] for rows in zip(result, part, strict=True)]
    return result


def log_sum_exp(term: core.LogSumExp, point: Point) -> Matrix:
    """Log Σ exp(a_k)."""
    return scalar(numbers.log(total(*(numbers.exp(row[0]) for row in evaluate(term.children[0], point)))))


def softmax(term: core.Softmax, point: Point) -> Matrix:
    """exp(a_k)/Σ exp(a_j)."""
    parts = [numbers.exp(row[0]) for row in evaluate(term.children[0], point)]
    whole = total(*parts)
    return [[part / whole] for part in parts]


def holds(term: Term, point: Point) -> bool:
    """Whether a proposition about numbers is true."""
    left, right = (number(child, point) for child in term.children)
    order = numbers.sign(left + right * rational(-1))
    return {core.Equal: order == 0, core.Unequal: order != 0, core.Less: order < 0, core.LessEqual: order <= 0}[
        type(term)
    ]


def indicator(term: Term, point: Point) -> Matrix:
    """1 or 0."""
    return scalar(rational(int(holds(term.children[0], point))))


def choose(term: Term, point: Point) -> Matrix:
    """One of two values."""
    return evaluate(term.children[1 if holds(term.children[0], point) else 2], point)


def probability(term: Term, point: Point) -> Matrix:
    """What the model says."""
    found = unfold(term, point.context)
    if found == term:
        raise Outside(f"{term} isn't defined")
    return evaluate(found, point)


def kronecker(term: Term, point: Point) -> Matrix:
    """1 where the indices are equal."""
    left, right = (number(child, point) for child in term.children)
    return scalar(rational(int(left == right)))


def moving(variable_: Variable, point: Point, direction: Matrix) -> Point:
    """The point with a symbol moving in a direction, as dual numbers.

    Raises:
        Outside: Too many derivatives stand in each other.
    """
    inner = point.deeper()
    now = evaluate(variable_, point)
    moved = [[Dual(a, b, inner.level) for a, b in zip(r, d, strict=True)] for r, d in zip(now, direction, strict=True)]
    return inner.with_value(variable_.name, moved)


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
    if not isinstance(by, Variable) or f"d_{by.name}" not in point.values:
        raise Outside(f"{by} is no independent vector")
    return by


def partial(term: Term, point: Point) -> Matrix:
    """The derivative by an entry; or, elementwise, f'(u) where u is the argument."""
    by, body = term.children
    if isinstance(by, Variable) and by.shape == SCALAR and by.name in point.values and not defined(by, point):
        return slopes(body, moving(by, point, [[rational(1)]]))
    if isinstance(by, Entry) and isinstance(by.base, Variable) and by.shape == SCALAR and not defined(by.base, point):
        evaluate(by, point)
        like = evaluate(by.base, point)
        places = [leading_integer(evaluate(index, point)) for index in by.indices]
        place = [n - point.first(size) for n, size in zip(places, by.base.shape, strict=False)]
        if by.base.name.removeprefix("d_") != by.base.name and by.base.name not in point.context.by_name:
            # An entry of a differential, in which the body is linear: its coefficient.
            return evaluate(body, point.with_value(by.base.name, unit(like, *place)))
        return slopes(body, moving(by.base, point, unit(like, *place)))
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
    direction = point.values[f"d_{by.name}"]
    if body == by:
        return direction
    return slopes(body, moving(by, point, direction))


def change(term: Term, by: Variable, point: Point, direction: Matrix) -> Matrix:
    """What a function's derivative, or a differential, is in a direction."""
    body = term.children[1]
    if isinstance(term, core.GradientOf | core.JacobianOf):
        return evaluate(body, point.with_value(f"d_{by.name}", direction))
    return slopes(body, moving(by, point, direction))


def gradient(term: Term, point: Point) -> Matrix:
    """The derivatives by each entry, in the shape of the variable; or the coefficients of its differential."""
    by = free_vector(term.children[0], point)
    like = evaluate(by, point)
    return [
        [change(term, by, point, unit(like, row, column))[0][0] for column in range(len(like[0]))]
        for row in range(len(like))
    ]


def jacobian(term: Term, point: Point) -> Matrix:
    """The derivatives of each entry (rows) by each of v (columns), by vec; or the coefficients of dv."""
    by = free_vector(term.children[0], point)
    like = evaluate(by, point)
    columns = [
        [cells[0] for cells in evaluate_matrix.vectorised(change(term, by, point, unit(like, row, column)))]
        for column in range(len(like[0]))
        for row in range(len(like))
    ]
    return [list(row) for row in zip(*columns, strict=True)]


HANDLERS: dict[type[Term], Callable] = {
    core.Constant: constant,
    core.Variable: variable,
    core.Entry: entry,
    core.Plus: elementwise(total),
    core.Times: elementwise(product),
    core.Negative: elementwise(lambda a: a * rational(-1)),
    core.Quotient: elementwise(numbers.quotient),
    core.Power: elementwise(power),
    core.Exponential: elementwise(numbers.exp),
    core.Logarithm: elementwise(numbers.log),
    core.LogarithmOnePlus: elementwise(lambda a: numbers.log(a + rational(1))),
    core.ExponentialMinusOne: elementwise(lambda a: numbers.exp(a) + rational(-1)),
    core.LogarithmToBase: elementwise(lambda b, a: numbers.log(a) / numbers.log(b)),
    core.Rounded: elementwise(numbers.nearest),
    core.Absolute: elementwise(lambda a: a * rational(-1) if numbers.sign(a) < 0 else a),
    core.Maximum: elementwise(lambda a, b: b if numbers.sign(a + b * rational(-1)) < 0 else a),
    core.Minimum: elementwise(lambda a, b: a if numbers.sign(a + b * rational(-1)) < 0 else b),
    core.Indicator: indicator,
    core.Choose: choose,
    core.Probability: probability,
    core.Kronecker: kronecker,
    core.Summation: summation,
    core.IndexedProduct: summation,
    core.LogSumExp: log_sum_exp,
    core.Softmax: softmax,
    core.CircleConstant: lambda term, point: scalar(arb.pi()),
    core.SquareRoot: elementwise(special.sqrt),
    core.Sign: elementwise(special.whole_sign),
    core.Sigmoid: elementwise(special.sigmoid),
    core.Softplus: elementwise(special.softplus),
    core.HyperbolicTangent: elementwise(special.tanh),
    core.HyperbolicCosine: elementwise(special.cosh),
    core.HyperbolicSine: elementwise(special.sinh),
    core.ErrorFunction: elementwise(special.erf),
    core.ComplementaryErrorFunction: elementwise(special.erfc),
    core.ScaledErrorFunction: elementwise(special.erfcx),
    core.NormalDistribution: elementwise(special.normal_distribution),
    core.NormalDensity: elementwise(special.normal_density),
    core.LogGamma: elementwise(special.log_gamma),
    core.Digamma: elementwise(special.polygamma(0)),
    core.Trigamma: elementwise(special.polygamma(1)),
    core.Polygamma: elementwise(special.polygamma_of),
    core.MillsExcess: elementwise(special.mills_excess),
    core.Extended: elementwise(lambda a: a),
    core.MatrixProduct: matrix_product,
    core.Transposed: transposed,
    core.Diagonal: diagonal,
    core.Trace: to_number(evaluate_matrix.trace),
    core.Determinant: to_number(evaluate_matrix.determinant),
    core.Norm: to_number(evaluate_matrix.norm),
    core.Inverse: of_matrix(evaluate_matrix.inverse),
    core.KroneckerProduct: of_matrix(evaluate_matrix.kronecker_product),
    core.Vectorised: of_matrix(evaluate_matrix.vectorised),
    core.Identity: lambda term, point: evaluate_matrix.eye(point.size(term.children[0])),
    core.Partial: partial,
    core.Differential: differential,
    core.Gradient: gradient,
    core.GradientOf: gradient,
    core.Jacobian: jacobian,
    core.JacobianOf: jacobian,
}
"""How each term is evaluated."""
