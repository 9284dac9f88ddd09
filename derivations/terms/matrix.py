"""Terms of vectors and matrices, and their differentials. In: terms. Out: terms.

Layout: a gradient is a column; a Jacobian has the rows of the function and the columns of the variable.
"""

from __future__ import annotations

from .base import ONE, Nary, Shape, ShapeError, Term, show_shape


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


class Differential(Term):
    """``d(v, body)``: the differential of body when v, and nothing else, changes; ``d(v, v)`` is dv itself."""

    __slots__ = ()
    symbol = "d"

    def find_shape(self) -> Shape:
        return self.children[1].shape


class Gradient(Term):
    """``gradient(v, f)``: the column vector of the partial derivatives of a scalar f by the entries of v."""

    __slots__ = ()
    symbol = "gradient"

    def find_shape(self) -> Shape:
        return self.children[0].shape


class GradientOf(Term):
    """``gradient_of(v, w)``: the vector g for which the differential w, linear in dv, is g' @ dv."""

    __slots__ = ()
    symbol = "gradient_of"

    def find_shape(self) -> Shape:
        return self.children[0].shape


class Jacobian(Term):
    """``jacobian(v, f)``: the matrix ∂f_i/∂v_j, rows by f and columns by v (numerator layout)."""

    __slots__ = ()
    symbol = "jacobian"

    def find_shape(self) -> Shape:
        return (self.children[1].shape[0], self.children[0].shape[0])


class JacobianOf(Term):
    """``jacobian_of(v, w)``: the matrix A for which the differential w, linear in dv, is A @ dv."""

    __slots__ = ()
    symbol = "jacobian_of"

    def find_shape(self) -> Shape:
        return (self.children[1].shape[0], self.children[0].shape[0])
