"""Terms of vectors and matrices, and their differentials. In: terms. Out: terms.

Layout: a gradient has the shape of its variable, a column for a vector; a Jacobian has the rows of the function and
the columns of the variable, a matrix being read column by column (``vec``).
"""

from __future__ import annotations

from .base import ONE, SCALAR, Constant, Nary, Shape, ShapeError, Term, only_scalars, show_shape
from .scalar import Times


def product_size(*sizes: Term) -> Term:
    """The product of sizes in one order, so that equal products are one term: ``m*n``, not ``n*m``."""
    factors: list[Term] = []
    number = 1
    for size in sizes:
        for factor in size.children if isinstance(size, Times) else (size,):
            if isinstance(factor, Constant):
                number *= int(factor.value)
            else:
                factors.append(factor)
    factors.sort(key=str)
    if number != 1 or not factors:
        factors.insert(0, Constant(number))
    return Times.of(*factors)


def square(term: Term, part: Term) -> Term:
    """The size of a part that must be square.

    Raises:
        ShapeError: It isn't.
    """
    rows, columns = part.shape
    if rows != columns:
        raise ShapeError(f"{part} in {term} should be square, and is {show_shape(part.shape)}")
    return rows


class MatrixProduct(Nary):
    """A B …, the product of matrices; the inner sizes agree."""

    __slots__ = ()
    commutative = False

    def find_shape(self) -> Shape:
        for left, right in zip(self.children, self.children[1:], strict=False):
            if left.shape[1] != right.shape[0]:
                raise ShapeError(
                    f"inner sizes differ in {self}: {left} is {show_shape(left.shape)}, "
                    f"{right} is {show_shape(right.shape)}"
                )
        return (self.children[0].shape[0], self.children[-1].shape[1])


class Transposed(Term):
    """The transpose, written ``A'``."""

    __slots__ = ()

    def find_shape(self) -> Shape:
        rows, columns = self.children[0].shape
        return (columns, rows)


class Diagonal(Term):
    """The square matrix that has a vector on its diagonal and 0 elsewhere."""

    __slots__ = ()
    symbol = "diag"

    def find_shape(self) -> Shape:
        rows, columns = self.children[0].shape
        if columns != ONE:
            raise ShapeError(f"diag takes a vector, got {self.children[0]} of shape {rows}×{columns}")
        return (rows, rows)


class Trace(Term):
    """``tr(A)``: the sum of the entries on the diagonal, Σ A_ii; of a square matrix, a scalar."""

    __slots__ = ()
    symbol = "tr"

    def find_shape(self) -> Shape:
        square(self, self.children[0])
        return SCALAR


class Determinant(Term):
    """``det(A)``: the determinant of a square matrix, a scalar."""

    __slots__ = ()
    symbol = "det"

    def find_shape(self) -> Shape:
        square(self, self.children[0])
        return SCALAR


class LargestEigenvalue(Term):
    """``eigmax(A)``: the largest eigenvalue of a symmetric matrix, a scalar."""

    __slots__ = ()
    symbol = "eigmax"

    def find_shape(self) -> Shape:
        square(self, self.children[0])
        return SCALAR


class Inverse(Term):
    """``inv(A)``: the matrix with ``A @ inv(A) = eye(n)``; A is square and its determinant isn't 0."""

    __slots__ = ()
    symbol = "inv"

    def find_shape(self) -> Shape:
        size = square(self, self.children[0])
        return (size, size)


class Norm(Term):
    """``norm(A)``: √(Σ A_ij²), the Euclidean norm of a vector, the Frobenius norm of a matrix; a scalar."""

    __slots__ = ()
    symbol = "norm"


class KroneckerProduct(Term):
    """``kron(A, B)``: the matrix of blocks A_ij B; the sizes of A (m×n) and B (p×q) multiply, to m·p × n·q."""

    __slots__ = ()
    symbol = "kron"

    def find_shape(self) -> Shape:
        (rows, columns), (more_rows, more_columns) = (part.shape for part in self.children)
        return (product_size(rows, more_rows), product_size(columns, more_columns))


class Vectorised(Term):
    """``vec(A)``: the columns of A (m×n), one below the other, as one vector of m·n entries."""

    __slots__ = ()
    symbol = "vec"

    def find_shape(self) -> Shape:
        return (product_size(*self.children[0].shape), ONE)


class Identity(Term):
    """``eye(n)``: the identity matrix of n rows and n columns."""

    __slots__ = ()
    symbol = "eye"

    def find_shape(self) -> Shape:
        only_scalars(self, *self.children)
        return (self.children[0], self.children[0])


class Differential(Term):
    """``d(v, body)``: the differential of body when v, and nothing else, changes; ``d(v, v)`` is dv itself."""

    __slots__ = ()
    symbol = "d"

    def find_shape(self) -> Shape:
        return self.children[1].shape


def shape_of_gradient(term: Term) -> Shape:
    """The shape of the variable; what is differentiated is a number.

    Raises:
        ShapeError: It is a vector or a matrix, which has a Jacobian and no gradient.
    """
    variable, body = term.children
    if body.shape != SCALAR:
        raise ShapeError(f"only a number has a gradient; {body} is {show_shape(body.shape)}")
    return variable.shape


class Gradient(Term):
    """``gradient(v, f)``: the partial derivatives of a scalar f by the entries of v, in the shape of v.

    The gradient G of f by a matrix is the one for which the differential of f is ``tr(G' @ d(v, v))``.
    """

    __slots__ = ()
    symbol = "gradient"

    def find_shape(self) -> Shape:
        return shape_of_gradient(self)


class GradientOf(Term):
    """``gradient_of(v, w)``: the g in the shape of v for which the differential w, linear in dv, is tr(g' @ dv)."""

    __slots__ = ()
    symbol = "gradient_of"

    def find_shape(self) -> Shape:
        return shape_of_gradient(self)


class Jacobian(Term):
    """``jacobian(v, f)``: the matrix ∂f_i/∂v_j, rows by f and columns by v (numerator layout).

    Where f or v is a matrix, its entries are taken column by column: the Jacobian of vec(f) by vec(v).
    """

    __slots__ = ()
    symbol = "jacobian"

    def find_shape(self) -> Shape:
        return (product_size(*self.children[1].shape), product_size(*self.children[0].shape))


class JacobianOf(Term):
    """``jacobian_of(v, w)``: the matrix A for which the differential w, linear in dv, has vec(w) = A @ vec(dv)."""

    __slots__ = ()
    symbol = "jacobian_of"

    def find_shape(self) -> Shape:
        return (product_size(*self.children[1].shape), product_size(*self.children[0].shape))
