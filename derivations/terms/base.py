"""What an expression is: frozen terms with a shape, which never evaluate.

In: other terms. Out: trees that keep the form in which they were written, so that a derivation can show it.

Every term is a ``sympy.Basic`` (not an ``Expr``, whose operators would evaluate), so SymPy's tree tools serve it. One
form is one object: building it again gives the same object, so that comparing and looking up terms costs nothing. A
shape is a pair (rows, columns) of terms; a scalar is 1×1, a vector a single column. Sums and products are flat:
associativity is notation, not a step. Their order is part of the form.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar, Self
from weakref import WeakValueDictionary

from sympy import Basic, Rational
from sympy.core.symbol import Str

Shape = tuple["Term", "Term"]
Path = tuple[int, ...]


class ShapeError(ValueError):
    """The shapes of a term's parts don't fit together."""


@lru_cache(maxsize=20_000)
def cached_shape(term: Term) -> Shape:
    """A term's shape, worked out once."""
    return term.find_shape()


class Term(Basic):
    """A node of an expression.

    Args:
        args: The parts, and for some terms a name or number before them.

    Attributes:
        children: The parts that a place can point into, in the order in which they are written.
    """

    __slots__ = ("__weakref__", "children")
    symbol: ClassVar[str] = ""
    """The word by which the text syntax calls it, for terms that are written as a function."""
    named: ClassVar[bool] = False
    """Whether a name stands before the parts."""
    children: tuple[Term, ...]

    def __new__(cls, *args: object) -> Self:
        """The term of these arguments: the one that there is, or a new one."""
        found = TERMS.get((cls, *args))
        if found is None:
            found = super().__new__(cls, *args)
            found.children = args[1:] if cls.named else () if issubclass(cls, Leaf) else args
            found = TERMS.setdefault((cls, *args), found)
        return found

    @property
    def shape(self) -> Shape:
        """(rows, columns). Raises ``ShapeError`` where the parts don't fit."""
        return cached_shape(self)

    def find_shape(self) -> Shape:
        """The shape, worked out from those of the parts."""
        return SCALAR

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        from .text import to_text

        return to_text(self)

    __str__ = __repr__


TERMS: WeakValueDictionary[tuple[object, ...], Term] = WeakValueDictionary()
"""All terms in use, by what they are made of."""


@lru_cache(maxsize=10_000)
def not_negative(value: object) -> Rational:
    """A constant's value.

    Raises:
        ValueError: It is negative.
    """
    number = Rational(value)
    if number < 0:
        raise ValueError(f"a constant is not negative, got {number}; write Negative(Constant(…))")
    return number


class Leaf(Term):
    """A term without parts: its arguments are its name, value or size."""

    __slots__ = ()


class Constant(Leaf):
    """A number ≥ 0; with a shape, a vector or matrix all of whose entries are that number."""

    __slots__ = ()

    def __new__(cls, value: object, *shape: Term) -> Constant:
        number = not_negative(value)
        if all(isinstance(size, Constant) and size.value == 1 for size in shape):
            return super().__new__(cls, number)
        return super().__new__(cls, number, *shape)

    @property
    def value(self) -> Rational:
        """The number."""
        return self.args[0]

    def find_shape(self) -> Shape:
        if len(self.args) == 1:
            return SCALAR
        for size in self.args[1:]:
            if size.shape != SCALAR:
                raise ShapeError(f"the size {size} should be a scalar, and is {show_shape(size.shape)}")
        return (self.args[1], self.args[2])


class Variable(Leaf):
    """A named symbol: a scalar, or with rows and columns a vector or matrix."""

    __slots__ = ()

    def __new__(cls, name: str | Str, *shape: Term) -> Variable:
        return super().__new__(cls, name if isinstance(name, Str) else Str(name), *shape)

    @property
    def name(self) -> str:
        """Its name in the text syntax."""
        return self.args[0].name

    def find_shape(self) -> Shape:
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
    named = True

    def __new__(cls, name: str | Str, argument: Term) -> FunctionSlot:
        return super().__new__(cls, name if isinstance(name, Str) else Str(name), argument)

    @property
    def name(self) -> str:
        """Its letter in the rule's statement."""
        return self.args[0].name


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

    def find_shape(self) -> Shape:
        rows, columns = self.base.shape
        if (rows, columns) == SCALAR:
            raise ShapeError(f"{self.base} is a scalar and has no entries")
        if len(self.indices) > 2:
            raise ShapeError(f"{self.base} takes at most two indices, got {len(self.indices)}")
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


def only_scalars(term: Term, *parts: Term) -> Shape:
    """The shape of a term that is a scalar and takes scalars.

    Raises:
        ShapeError: A part is a vector or a matrix.
    """
    for part in parts:
        if part.shape != SCALAR:
            raise ShapeError(f"{part} in {term} should be a scalar, and is {show_shape(part.shape)}")
    return SCALAR


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


class Elementwise(Term):
    """A function of one argument, applied to each entry."""

    __slots__ = ()

    @property
    def argument(self) -> Term:
        """What it is applied to."""
        return self.children[0]

    def find_shape(self) -> Shape:
        return self.argument.shape


ONE: Term = Constant(1)
ZERO: Term = Constant(0)
SCALAR: Shape = (ONE, ONE)


def walk(term: Term, path: Path = ()) -> Iterator[tuple[Path, Term]]:
    """Every sub-term with its place, outermost first, left to right."""
    yield path, term
    for number, child in enumerate(term.children):
        yield from walk(child, (*path, number))
