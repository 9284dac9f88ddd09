"""What an expression is: frozen terms with a shape, which never evaluate.

In: other terms. Out: trees that keep the form in which they were written, so that a derivation can show it.

Every term is a ``sympy.Basic`` (not an ``Expr``, whose operators would evaluate), so SymPy's tree tools serve it. A
shape is a pair (rows, columns) of terms; a scalar is 1×1, a vector a single column. ``Plus``, ``Times`` and
``MatrixProduct`` are flat: associativity is notation, not a step. Their order is part of the form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sympy import Basic, Integer, Rational
from sympy.core.symbol import Str

Shape = tuple["Term", "Term"]
Path = tuple[int, ...]


class ShapeError(ValueError):
    """The shapes of a term's parts don't fit together."""


class Term(Basic):
    """A node of an expression. ``children`` are the parts that a place can point into."""

    __slots__ = ()
    symbol: ClassVar[str] = ""
    """The word by which the text syntax calls it, for terms that are written as a function."""

    @property
    def children(self) -> tuple[Term, ...]:
        """The sub-terms, in the order in which they are written."""
        return self.args

    @property
    def shape(self) -> Shape:
        """(rows, columns). Raises ``ShapeError`` where the parts don't fit."""
        return SCALAR

    def __repr__(self) -> str:
        from .text import to_text

        return to_text(self)

    __str__ = __repr__


class Leaf(Term):
    """A term without sub-terms."""

    __slots__ = ()

    @property
    def children(self) -> tuple[Term, ...]:
        """None: a leaf's arguments are its name, value or size."""
        return ()


class Constant(Leaf):
    """A number ≥ 0; with a shape, a vector or matrix all of whose entries are that number."""

    __slots__ = ()

    def __new__(cls, value: object, *shape: Term) -> Constant:
        number = Rational(value)
        if number < 0:
            raise ValueError(f"a constant is not negative, got {number}; write Negative(Constant(…))")
        return super().__new__(cls, number, *shape)

    @property
    def value(self) -> Rational:
        """The number."""
        return self.args[0]

    @property
    def shape(self) -> Shape:
        return (self.args[1], self.args[2]) if len(self.args) == 3 else SCALAR


class Variable(Leaf):
    """A named symbol: a scalar, or with rows and columns a vector or matrix."""

    __slots__ = ()

    def __new__(cls, name: str | Str, *shape: Term) -> Variable:
        return super().__new__(cls, name if isinstance(name, Str) else Str(name), *shape)

    @property
    def name(self) -> str:
        """Its name in the text syntax."""
        return self.args[0].name

    @property
    def shape(self) -> Shape:
        return (self.args[1], self.args[2]) if len(self.args) == 3 else SCALAR


class Slot(Leaf):
    """A place-holder in a rule's pattern; it stands for any term."""

    __slots__ = ()

    def __new__(cls, name: str | Str) -> Slot:
        return super().__new__(cls, name if isinstance(name, Str) else Str(name))

    @property
    def name(self) -> str:
        """Its letter in the rule's statement."""
        return self.args[0].name


class FunctionSlot(Term):
    """``f(a)`` in a rule's pattern: any elementwise function of one argument."""

    __slots__ = ()

    def __new__(cls, name: str | Str, argument: Term) -> FunctionSlot:
        return super().__new__(cls, name if isinstance(name, Str) else Str(name), argument)

    @property
    def name(self) -> str:
        """Its letter in the rule's statement."""
        return self.args[0].name

    @property
    def children(self) -> tuple[Term, ...]:
        return self.args[1:]


class Entry(Term):
    """An entry ``v[i]`` or ``X[i, j]``; a matrix with one index is its row i, as a column vector."""

    __slots__ = ()

    def __new__(cls, base: Term, *indices: Term) -> Entry:
        if isinstance(base, Entry):
            return super().__new__(cls, *base.children, *indices)
        return super().__new__(cls, base, *indices)

    @property
    def base(self) -> Term:
        """The vector or matrix."""
        return self.children[0]

    @property
    def indices(self) -> tuple[Term, ...]:
        """One or two indices."""
        return self.children[1:]

    @property
    def shape(self) -> Shape:
        rows, columns = self.base.shape
        if (rows, columns) == SCALAR:
            raise ShapeError(f"{self.base} is a scalar and has no entries")
        if len(self.indices) == 1 and columns != ONE:
            return (columns, ONE)
        if len(self.indices) == 2 and columns == ONE:
            raise ShapeError(f"{self.base} is a vector and takes one index")
        return SCALAR


def same_shape(term: Term, parts: tuple[Term, ...]) -> Shape:
    """The common shape of the parts of ``term``.

    Raises:
        ShapeError: Two parts differ.
    """
    first = parts[0].shape
    for part in parts[1:]:
        if part.shape != first:
            raise ShapeError(f"shapes differ in {term}: {show_shape(first)} and {show_shape(part.shape)}")
    return first


def show_shape(shape: Shape) -> str:
    """A shape for people: ``scalar``, ``m×1``."""
    return "scalar" if shape == SCALAR else f"{shape[0]}×{shape[1]}"


class Nary(Term):
    """Flat and of two or more parts."""

    __slots__ = ()
    commutative: ClassVar[bool] = True

    def __new__(cls, *parts: Term) -> Nary:
        flat: list[Term] = []
        for part in parts:
            flat.extend(part.children if type(part) is cls else (part,))
        if len(flat) < 2:
            raise ValueError(f"{cls.__name__} takes at least two terms, got {len(flat)}")
        return super().__new__(cls, *flat)

    @classmethod
    def of(cls, *parts: Term) -> Term:
        """The node, or the part itself when there is only one."""
        return parts[0] if len(parts) == 1 else cls(*parts)


class Plus(Nary):
    """a + b + …, all of one shape."""

    __slots__ = ()

    @property
    def shape(self) -> Shape:
        return same_shape(self, self.children)


class Times(Nary):
    """a · b · …: elementwise on terms of one shape, each of which a scalar may scale."""

    __slots__ = ()

    @property
    def shape(self) -> Shape:
        shaped = tuple(part for part in self.children if part.shape != SCALAR)
        return same_shape(self, shaped) if shaped else SCALAR


class MatrixProduct(Nary):
    """A B …, the product of matrices; the inner sizes agree."""

    __slots__ = ()
    commutative = False

    @property
    def shape(self) -> Shape:
        for left, right in zip(self.children, self.children[1:], strict=False):
            if left.shape[1] != right.shape[0]:
                raise ShapeError(
                    f"inner sizes differ in {self}: {left} is {show_shape(left.shape)}, "
                    f"{right} is {show_shape(right.shape)}"
                )
        return (self.children[0].shape[0], self.children[-1].shape[1])


class Elementwise(Term):
    """A function of one argument, applied to each entry."""

    __slots__ = ()

    @property
    def argument(self) -> Term:
        """What it is applied to."""
        return self.children[0]

    @property
    def shape(self) -> Shape:
        return self.argument.shape


class Negative(Elementwise):
    """−a."""

    __slots__ = ()


class Quotient(Term):
    """a / b, elementwise; a scalar denominator divides every entry."""

    __slots__ = ()

    @property
    def shape(self) -> Shape:
        above, below = self.children
        return above.shape if below.shape == SCALAR else same_shape(self, self.children)


class Power(Term):
    """a ** b, elementwise."""

    __slots__ = ()

    @property
    def shape(self) -> Shape:
        base, exponent = self.children
        return base.shape if exponent.shape == SCALAR else same_shape(self, self.children)


class Logarithm(Elementwise):
    """The natural logarithm; its argument is positive."""

    __slots__ = ()
    symbol = "log"


class Exponential(Elementwise):
    """e to the power of a."""

    __slots__ = ()
    symbol = "exp"


class LogarithmOnePlus(Elementwise):
    """log(1 + a), computed without forming 1 + a."""

    __slots__ = ()
    symbol = "log1p"


class ExponentialMinusOne(Elementwise):
    """exp(a) − 1, computed without forming exp(a)."""

    __slots__ = ()
    symbol = "expm1"


class Rounded(Elementwise):
    """The whole number nearest to a."""

    __slots__ = ()
    symbol = "round"


class Absolute(Elementwise):
    """|a|."""

    __slots__ = ()
    symbol = "abs"


class LogarithmToBase(Term):
    """``log_base(b, a)``: the logarithm of a to the base b."""

    __slots__ = ()
    symbol = "log_base"

    @property
    def shape(self) -> Shape:
        return self.children[1].shape


class Maximum(Term):
    """The larger of two terms, elementwise."""

    __slots__ = ()
    symbol = "max"

    @property
    def shape(self) -> Shape:
        return same_shape(self, self.children)


class Minimum(Term):
    """The smaller of two terms, elementwise."""

    __slots__ = ()
    symbol = "min"

    @property
    def shape(self) -> Shape:
        return same_shape(self, self.children)


class Choose(Term):
    """``where(condition, a, b)``: a where the condition holds, b elsewhere."""

    __slots__ = ()
    symbol = "where"

    @property
    def shape(self) -> Shape:
        return same_shape(self, self.children[1:])


class Proposition(Term):
    """A statement about two scalars, inside an indicator, a probability, a choice, or a condition."""

    __slots__ = ()
    relation: ClassVar[str] = ""


class Equal(Proposition):
    """a == b."""

    __slots__ = ()
    relation = "=="


class Unequal(Proposition):
    """a != b."""

    __slots__ = ()
    relation = "!="


class Less(Proposition):
    """a < b."""

    __slots__ = ()
    relation = "<"


class LessEqual(Proposition):
    """a <= b."""

    __slots__ = ()
    relation = "<="


class Indicator(Term):
    """1 where the proposition holds, else 0."""

    __slots__ = ()
    symbol = "indicator"


class Probability(Term):
    """``P(event, given, …)``: the probability of an event under the model, given data and parameters."""

    __slots__ = ()
    symbol = "P"


class Kronecker(Term):
    """1 where the two indices are equal, else 0."""

    __slots__ = ()
    symbol = "delta"


class Summation(Term):
    """``sum(i, low, high, body)``: the sum over an index, which it binds."""

    __slots__ = ()
    symbol = "sum"

    @property
    def shape(self) -> Shape:
        return self.children[3].shape


class Partial(Term):
    """``partial(v, body)``: the partial derivative by an entry v; with v = a and body = f(a), the derivative f'(a)."""

    __slots__ = ()
    symbol = "partial"

    @property
    def shape(self) -> Shape:
        return self.children[1].shape


class Transposed(Term):
    """The transpose, written ``A'``."""

    __slots__ = ()

    @property
    def shape(self) -> Shape:
        rows, columns = self.children[0].shape
        return (columns, rows)


class Diagonal(Term):
    """The square matrix that has a vector on its diagonal and 0 elsewhere."""

    __slots__ = ()
    symbol = "diag"

    @property
    def shape(self) -> Shape:
        rows, columns = self.children[0].shape
        if columns != ONE:
            raise ShapeError(f"diag takes a vector, got {self.children[0]} of shape {rows}×{columns}")
        return (rows, rows)


class Differential(Term):
    """``d(v, body)``: the differential of body when v, and nothing else, changes; ``d(v, v)`` is dv itself."""

    __slots__ = ()
    symbol = "d"

    @property
    def shape(self) -> Shape:
        return self.children[1].shape


class Gradient(Term):
    """``gradient(v, f)``: the column vector of the partial derivatives of a scalar f by the entries of v."""

    __slots__ = ()
    symbol = "gradient"

    @property
    def shape(self) -> Shape:
        return self.children[0].shape


class GradientOf(Term):
    """``gradient_of(v, w)``: the vector g for which the differential w, linear in dv, is g' @ dv."""

    __slots__ = ()
    symbol = "gradient_of"

    @property
    def shape(self) -> Shape:
        return self.children[0].shape


class Jacobian(Term):
    """``jacobian(v, f)``: the matrix ∂f_i/∂v_j, rows by f and columns by v (numerator layout)."""

    __slots__ = ()
    symbol = "jacobian"

    @property
    def shape(self) -> Shape:
        return (self.children[1].shape[0], self.children[0].shape[0])


class JacobianOf(Term):
    """``jacobian_of(v, w)``: the matrix A for which the differential w, linear in dv, is A @ dv."""

    __slots__ = ()
    symbol = "jacobian_of"

    @property
    def shape(self) -> Shape:
        return (self.children[1].shape[0], self.children[0].shape[0])


class Substituted(Term):
    """``subst(body, i, value)``, in rules only: body with i replaced; a rule's right-hand side is built with it."""

    __slots__ = ()
    symbol = "subst"

    @property
    def shape(self) -> Shape:
        return self.children[0].shape


ONE: Term = Constant(1)
ZERO: Term = Constant(0)
SCALAR: Shape = (ONE, ONE)

ARITY: dict[type[Term], tuple[int, int]] = {
    Logarithm: (1, 1), Exponential: (1, 1), LogarithmOnePlus: (1, 1), Absolute: (1, 1),
    ExponentialMinusOne: (1, 1), Rounded: (1, 1), Minimum: (2, 2),
    LogarithmToBase: (2, 2), Maximum: (2, 2), Choose: (3, 3), Indicator: (1, 1), Probability: (1, 8),
    Kronecker: (2, 2), Summation: (4, 4), Partial: (2, 2), Diagonal: (1, 1), Differential: (2, 2),
    Gradient: (2, 2), GradientOf: (2, 2), Jacobian: (2, 2), JacobianOf: (2, 2), Substituted: (3, 3),
}  # fmt: skip
"""The terms that are written as a function, with their least and greatest number of arguments."""

FUNCTIONS: dict[str, type[Term]] = {cls.symbol: cls for cls in ARITY}


def walk(term: Term, path: Path = ()) -> Iterator[tuple[Path, Term]]:
    """Every sub-term with its place, outermost first, left to right."""
    yield path, term
    for number, child in enumerate(term.children):
        yield from walk(child, (*path, number))


def integer(value: int) -> Term:
    """A whole number, negative ones as ``Negative``."""
    return Constant(Integer(value)) if value >= 0 else Negative(Constant(Integer(-value)))
