"""Terms of scalars, which on vectors and matrices work entry by entry. In: terms. Out: terms."""

from __future__ import annotations

from typing import ClassVar

from sympy import Integer

from .base import SCALAR, Constant, Elementwise, Nary, Shape, ShapeError, Slot, Term, Variable, only_scalars, same_shape


class Plus(Nary):
    """a + b + …, all of one shape."""

    __slots__ = ()

    def find_shape(self) -> Shape:
        return same_shape(self, self.children)


class Times(Nary):
    """a · b · …: elementwise on terms of one shape, each of which a scalar may scale."""

    __slots__ = ()

    def find_shape(self) -> Shape:
        shaped = tuple(part for part in self.children if part.shape != SCALAR)
        return same_shape(self, shaped) if shaped else SCALAR


class Negative(Elementwise):
    """−a."""

    __slots__ = ()


class Quotient(Term):
    """a / b, elementwise; a scalar denominator divides every entry."""

    __slots__ = ()

    def find_shape(self) -> Shape:
        above, below = self.children
        return above.shape if below.shape == SCALAR else same_shape(self, self.children)


class Power(Term):
    """a ** b, elementwise."""

    __slots__ = ()

    def find_shape(self) -> Shape:
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

    def find_shape(self) -> Shape:
        return self.children[1].shape


class Maximum(Term):
    """The larger of two terms, elementwise."""

    __slots__ = ()
    symbol = "max"

    def find_shape(self) -> Shape:
        return same_shape(self, self.children)


class Minimum(Term):
    """The smaller of two terms, elementwise."""

    __slots__ = ()
    symbol = "min"

    def find_shape(self) -> Shape:
        return same_shape(self, self.children)


def only_statement(term: Term, part: Term) -> Shape:
    """The shape of a scalar whose first part is a comparison, or a letter of a rule for one.

    Raises:
        ShapeError: It is a number.
    """
    if not isinstance(part, Proposition | Slot):
        raise ShapeError(f"{part} in {term} should be a comparison, such as 0 < a")
    return only_scalars(term, part)


class Choose(Term):
    """``where(condition, a, b)``: a where the condition holds, b elsewhere."""

    __slots__ = ()
    symbol = "where"

    def find_shape(self) -> Shape:
        only_statement(self, self.children[0])
        return same_shape(self, self.children[1:])


class Proposition(Term):
    """A statement about two scalars, inside an indicator, a probability, a choice, or a condition."""

    __slots__ = ()
    relation: ClassVar[str] = ""

    def find_shape(self) -> Shape:
        return only_scalars(self, *self.children)


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

    def find_shape(self) -> Shape:
        return only_statement(self, self.children[0])


class Probability(Term):
    """``P(event, given, …)``: the probability of an event under the model, given data and parameters."""

    __slots__ = ()
    symbol = "P"


class Kronecker(Term):
    """1 where the two indices are equal, else 0."""

    __slots__ = ()
    symbol = "delta"

    def find_shape(self) -> Shape:
        return only_scalars(self, *self.children)


class Binder(Term):
    """``…(i, low, high, body)``: body for each value of the index i, which it binds, put together."""

    __slots__ = ()

    def find_shape(self) -> Shape:
        if not isinstance(self.children[0], Variable | Slot):
            raise ShapeError(f"{self} runs over {self.children[0]}, which is no index")
        only_scalars(self, *self.children[:3])
        return self.children[3].shape


class Summation(Binder):
    """``sum(i, low, high, body)``: the sum over an index."""

    __slots__ = ()
    symbol = "sum"


class IndexedProduct(Binder):
    """``prod(i, low, high, body)``: the product over an index."""

    __slots__ = ()
    symbol = "prod"


class Largest(Binder):
    """``largest(i, low, high, body)``: the largest value of a scalar over an index."""

    __slots__ = ()
    symbol = "largest"

    def find_shape(self) -> Shape:
        super().find_shape()
        return only_scalars(self, self.children[3])


class SumOfOthers(Binder):
    """``sum_of_others(i, low, high, body)``: a scalar's sum over an index without its largest term, one if several."""

    __slots__ = ()
    symbol = "sum_of_others"

    def find_shape(self) -> Shape:
        super().find_shape()
        return only_scalars(self, self.children[3])


class PlaceOfLargest(Binder):
    """``argmax(i, low, high, body)``: the value of the index for which body is largest, the first of several."""

    __slots__ = ()
    symbol = "argmax"

    def find_shape(self) -> Shape:
        super().find_shape()
        return only_scalars(self, self.children[3])


class Partial(Term):
    """``partial(v, body)``: the partial derivative by an entry v; with v = a and body = f(a), the derivative f'(a)."""

    __slots__ = ()
    symbol = "partial"

    def find_shape(self) -> Shape:
        return self.children[1].shape


class Substituted(Term):
    """``subst(body, i, value)``, in rules only: body with i replaced; a rule's right-hand side is built with it."""

    __slots__ = ()
    symbol = "subst"

    def find_shape(self) -> Shape:
        return self.children[0].shape


def integer(value: int) -> Term:
    """A whole number, negative ones as ``Negative``."""
    return Constant(Integer(value)) if value >= 0 else Negative(Constant(Integer(-value)))
