"""Linear algebra over balls and dual numbers. In: matrices as rows of numbers. Out: their inverse, determinant, norm.

Gaussian elimination with the largest pivot works on dual numbers as on balls, so the derivatives of an inverse and of
a determinant come out without a formula for them.
"""

from __future__ import annotations

from itertools import combinations

from flint import acb_mat, arb, arb_mat

from . import numbers
from .numbers import Dual, Number, rational
from .slopes import Outside

Matrix = list[list]


def eye(size: int) -> Matrix:
    """The identity matrix."""
    return [[rational(int(a == b)) for b in range(size)] for a in range(size)]


def trace(matrix: Matrix) -> Number:
    """The sum of the diagonal."""
    result = matrix[0][0]
    for n in range(1, len(matrix)):
        result = result + matrix[n][n]
    return result


def pivot(rows: Matrix, column: int) -> int:
    """The row, from this number on, with the largest entry in a column."""
    return max(range(column, len(rows)), key=lambda n: abs(float(numbers.leading(rows[n][column]).mid())))


def eliminated(matrix: Matrix, beside: Matrix) -> tuple[Number, Matrix]:
    """Gauss and Jordan: the determinant, and what ``beside`` becomes when the matrix is brought to the identity.

    Where a pivot is 0, or can't be told from 0, the numbers aren't finite.
    """
    rows = [[*row, *more] for row, more in zip(matrix, beside, strict=True)]
    size, determinant = len(matrix), rational(1)
    for column in range(size):
        best = pivot(rows, column)
        if best != column:
            rows[column], rows[best] = rows[best], rows[column]
            determinant = determinant * rational(-1)
        head = rows[column][column]
        determinant = determinant * head
        rows[column] = [cell / head for cell in rows[column]]
        for n in range(size):
            if n != column:
                factor = rows[n][column] * rational(-1)
                rows[n] = [cell + factor * upper for cell, upper in zip(rows[n], rows[column], strict=True)]
    return determinant, [row[size:] for row in rows]


def inverse(matrix: Matrix) -> Matrix:
    """The inverse."""
    return eliminated(matrix, eye(len(matrix)))[1]


def determinant(matrix: Matrix) -> Number:
    """The determinant, by expansion along rows: it needs no pivot, so a matrix may be singular.

    From the last row up, each choice of columns has its minor, which those above it share.
    """
    size = len(matrix)
    minors: dict[tuple[int, ...], Number] = {(): rational(1)}
    for row in range(size - 1, -1, -1):
        found: dict[tuple[int, ...], Number] = {}
        for chosen in combinations(range(size), size - row):
            total: Number = rational(0)
            for place, column in enumerate(chosen):
                signed = matrix[row][column] * rational(-1 if place % 2 else 1)
                total = total + signed * minors[chosen[:place] + chosen[place + 1 :]]
            found[chosen] = total
        minors = found
    return minors[tuple(range(size))]


def largest_eigenvalue(matrix: Matrix) -> Number:
    """The largest eigenvalue of a symmetric matrix.

    Raises:
        Outside: The matrix isn't symmetric, or moves.
        Undecided: Two eigenvalues are too close to be told apart.
    """
    cells = [cell for row in matrix for cell in row]
    if any(isinstance(cell, Dual) for cell in cells):
        raise Outside("the derivative of an eigenvalue isn't worked out here")
    if not all(cell.overlaps(matrix[b][a]) for a, row in enumerate(matrix) for b, cell in enumerate(row)):
        raise Outside("the largest eigenvalue is that of a symmetric matrix")
    if not all(cell.is_finite() for cell in cells):
        return arb("nan")
    try:
        first, *others = (value.real for value in acb_mat(arb_mat(matrix)).eig(multiple=True))
    except ValueError as error:
        raise numbers.Undecided("the eigenvalues can't be told apart") from error
    for value in others:
        first = first.max(value)
    return first


def root(number: Number) -> Number:
    """The square root of a number that isn't negative; its derivative is not finite at 0."""
    if isinstance(number, Dual):
        value = root(number.value)
        return Dual(value, numbers.quotient(number.slope, value * rational(2)), number.level)
    return number.sqrt()


def norm(matrix: Matrix) -> Number:
    """The root of the sum of all squares."""
    total: Number = rational(0)
    for row in matrix:
        for cell in row:
            total = total + cell * cell
    return root(total)


def kronecker_product(left: Matrix, right: Matrix) -> Matrix:
    """The blocks a_ij B."""
    return [[a * b for a in upper for b in lower] for upper in left for lower in right]


def vectorised(matrix: Matrix) -> Matrix:
    """The columns, one below the other."""
    return [[row[n]] for n in range(len(matrix[0])) for row in matrix]
