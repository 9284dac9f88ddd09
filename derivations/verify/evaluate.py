"""What a term is at a point: its value as balls, for a few samples and features. In: a term, a point. Out: a matrix.

It works on the terms as they are, matrices and all, without the rule book and without the index form, so that it
checks both. Derivatives are those of dual numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flint import arb

from ..derive.unfold import unfold
from ..functions import FUNCTIONS
from ..terms import core
from ..terms.context import Kind
from ..terms.core import SCALAR, Entry, Term, Variable
from . import evaluate_derivatives as derivatives
from . import evaluate_matrix, numbers, special
from .numbers import Dual, Number, rational
from .point import HANDLERS, HIGHEST, MOST_TERMS, Matrix, Point, evaluate, integer, number, scalar
from .slopes import Outside

__all__ = ["Matrix", "Point", "evaluate"]


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
    places = [integer(index, point) for index in term.indices]
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
        for part in parts:
            if len(part) > 1 or len(part[0]) > 1:
                break
        else:
            return [[function(*[part[0][0] for part in parts])]]
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
        return numbers.whole_power(base, int(whole))
    if not isinstance(base, Dual) and base == 0 and numbers.sign(exponent) > 0:
        return rational(0)
    return numbers.exp(numbers.log(base) * exponent)


def matrix_product(term: Term, point: Point) -> Matrix:
    """Rows times columns."""
    result = evaluate(term.children[0], point)
    for child in term.children[1:]:
        right = evaluate(child, point)
        columns = [*zip(*right, strict=True)]
        result = [[of_sides(row, column) for column in columns] for row in result]
    return result


def of_sides(row: Sequence[Number], column: Sequence[Number]) -> Number:
    """A row times a column."""
    result = row[0] * column[0]
    for a, b in zip(row[1:], column[1:], strict=True):
        result = result + a * b
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
    span = range(integer(low, point), integer(high, point) + 1)
    if len(span) > MOST_TERMS:
        raise Outside(f"a sum of {len(span)} terms is too long to be worked out")
    empty = core.ZERO if isinstance(term, core.Summation) else core.ONE
    result = constant(core.Constant(empty.value, *(body.shape if body.shape != SCALAR else ())), point)
    join = total if isinstance(term, core.Summation) else product
    for n in span:
        part = evaluate(body, point.with_index(index.name, n))
        if body.shape == SCALAR:
            result = [[join(result[0][0], part[0][0])]]
            continue
        result = [[join(*cells) for cells in zip(*rows, strict=True)] for rows in zip(result, part, strict=True)]
    return result


def largest(term: core.Binder, point: Point) -> Matrix:
    """The largest value over the index, and with it the sum of the others."""
    index, low, high, body = term.children
    span = range(integer(low, point), integer(high, point) + 1)
    if not 0 < len(span) <= MOST_TERMS:
        raise Outside(f"of {len(span)} terms the largest isn't worked out")
    cells = [number(body, point.with_index(index.name, n)) for n in span]
    most = cells[0]
    for cell in cells[1:]:
        most = cell if cell is not most and numbers.side(cell + most * rational(-1)) > 0 else most
    return scalar(most if isinstance(term, core.Largest) else total(*cells) + most * rational(-1))


def place_of_largest(term: core.Binder, point: Point) -> Matrix:
    """The first value of the index for which the body is largest.

    Raises:
        Undecided: Two values are too close to be told apart.
    """
    index, low, high, body = term.children
    span = range(integer(low, point), integer(high, point) + 1)
    if not 0 < len(span) <= MOST_TERMS:
        raise Outside(f"of {len(span)} numbers the largest isn't worked out")
    values = [number(body, point.with_index(index.name, n)) for n in span]
    best = 0
    for place, value in enumerate(values[1:], 1):
        if numbers.sign(values[best] + value * rational(-1)) < 0:
            best = place
    return scalar(rational(span[best]))


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
    order = 0 if left is right else numbers.side(left + right * rational(-1))
    return {core.Equal: order == 0, core.Unequal: order != 0, core.Less: order < 0, core.LessEqual: order <= 0}[
        type(term)
    ]


def indicator(term: Term, point: Point) -> Matrix:
    """1 or 0."""
    return scalar(rational(int(holds(term.children[0], point))))


def choose(term: Term, point: Point) -> Matrix:
    """One of two values.

    Raises:
        Undecided: A derivative is taken where the choice changes.
    """
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
    return scalar(rational(int(left is right or numbers.side(left + right * rational(-1)) == 0)))


HANDLERS.update(
    {
        core.Constant: constant,
        core.Variable: variable,
        core.Entry: entry,
        core.Plus: elementwise(total),
        core.Times: elementwise(product),
        core.Negative: elementwise(lambda a: a * rational(-1)),
        core.Quotient: elementwise(numbers.quotient),
        core.Power: elementwise(power),
        core.Indicator: indicator,
        core.Choose: choose,
        core.Probability: probability,
        core.Kronecker: kronecker,
        core.Summation: summation,
        core.IndexedProduct: summation,
        core.Largest: largest,
        core.SumOfOthers: largest,
        core.PlaceOfLargest: place_of_largest,
        core.LogSumExp: log_sum_exp,
        core.Softmax: softmax,
        core.CircleConstant: lambda term, point: scalar(arb.pi()),
        core.MatrixProduct: matrix_product,
        core.Transposed: transposed,
        core.Diagonal: diagonal,
        core.Trace: to_number(evaluate_matrix.trace),
        core.Determinant: to_number(evaluate_matrix.determinant),
        core.LargestEigenvalue: to_number(evaluate_matrix.largest_eigenvalue),
        core.Norm: to_number(evaluate_matrix.norm),
        core.Inverse: of_matrix(evaluate_matrix.inverse),
        core.KroneckerProduct: of_matrix(evaluate_matrix.kronecker_product),
        core.Vectorised: of_matrix(evaluate_matrix.vectorised),
        core.Identity: lambda term, point: evaluate_matrix.eye(point.size(term.children[0])),
        core.Partial: derivatives.partial,
        core.Differential: derivatives.differential,
        core.Gradient: derivatives.gradient,
        core.GradientOf: derivatives.gradient,
        core.Jacobian: derivatives.jacobian,
        core.JacobianOf: derivatives.jacobian,
    }
)
HANDLERS.update((record.term, elementwise(special.on_numbers(record))) for record in FUNCTIONS)
