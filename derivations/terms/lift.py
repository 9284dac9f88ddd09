"""Plain SymPy → terms. In: a SymPy expression. Out: a term of the same value, in a readable form.

SymPy evaluates as it builds: it has put its sums and products in an order of its own, and knows neither differences
nor quotients. Here they come back: negative terms as such, negative powers below a fraction bar. The order is that in
which SymPy prints. A text is never read: what isn't a SymPy expression is refused.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy

from . import core
from .core import Constant, Entry, Negative, Plus, Power, Quotient, Slot, Term, Times, Variable
from .text import number
from .vocabulary import in_sympy

MOST_PARTS = 20_000
DEEPEST = 60
LARGEST = 10**40
"""Numbers beyond this have no text that the parser reads."""


class NotLifted(ValueError):
    """Some part of the SymPy expression has no term; the message names it."""


def not_lifted(expression: object, why: str = "has no term") -> NotLifted:
    """The error that names a part."""
    text = type(expression).__name__ if isinstance(expression, str) else str(expression)
    return NotLifted(f"{text[:200]} ({type(expression).__name__}) {why}")


def lift(expression: sympy.Basic, name: Callable[[str], Term | None] = Variable) -> Term:
    """The term of a SymPy expression; ``name`` tells what a symbol's name stands for.

    Raises:
        NotLifted: Some part has no term, or the expression is too large.
    """
    if not isinstance(expression, sympy.Basic) or isinstance(expression, Term):
        raise not_lifted(expression, "is no SymPy expression")
    waiting, parts = [(expression, 1)], 0
    while waiting:
        part, depth = waiting.pop()
        parts += 1
        if parts > MOST_PARTS or depth > DEEPEST:
            raise NotLifted(f"it has more than {MOST_PARTS} parts or {DEEPEST} levels")
        waiting.extend((child, depth + 1) for child in part.args)
    return Lifting(name).term(expression)


class Lifting:
    """One expression's translation."""

    def __init__(self, name: Callable[[str], Term | None]) -> None:
        self.name = name

    def term(self, expression: sympy.Basic) -> Term:
        """The term of a part."""
        if isinstance(expression, sympy.Rational | sympy.Float):
            return self.number(expression)
        for kinds, reader in READERS:
            if isinstance(expression, kinds):
                return reader(self, expression)
        for kind, made, even in in_sympy():
            if isinstance(expression, kind):
                return self.even(expression, made) if even else self.function(expression, made)
        raise not_lifted(expression)

    def function(self, expression: sympy.Function, made: Callable[..., Term | None]) -> Term:
        """A function of the language."""
        found = made(*map(self.term, expression.args))
        if found is None:
            raise not_lifted(expression)
        return found

    def number(self, value: sympy.Rational | sympy.Float) -> Term:
        """A number: a float as the shortest decimal that gives it, so that 0.1 is 1/10; others exactly."""
        if not value.is_finite:
            raise not_lifted(value, "is no number")
        exact = sympy.Rational(value)
        if isinstance(value, sympy.Float) and float(value) == value:
            exact = sympy.Rational(repr(float(value)))
        if exact < 0:
            return Negative(self.number(-exact))
        if exact.p >= LARGEST or exact.q >= LARGEST:
            raise not_lifted(value, "has too many digits")
        if exact.q == 1 or (isinstance(value, sympy.Float) and short(exact)):
            return Constant(exact)
        return Quotient(Constant(exact.p), Constant(exact.q))

    def symbol(self, expression: sympy.Symbol | sympy.Idx | sympy.IndexedBase) -> Term:
        """What a name stands for."""
        found = self.name(str(getattr(expression, "label", expression)))
        if found is None:
            raise not_lifted(expression, "is unknown")
        return found

    def index(self, expression: sympy.Basic) -> Term:
        """The name over which a sum runs."""
        found = self.symbol(expression) if isinstance(expression, sympy.Symbol | sympy.Idx) else None
        if not isinstance(found, Variable | Slot):
            raise not_lifted(expression, "is no index")
        return found

    def entry(self, expression: sympy.Indexed) -> Term:
        """``v[i]`` or ``X[i, j]``."""
        if len(expression.indices) > 2:
            raise not_lifted(expression, "has more than two indices")
        return Entry(self.symbol(expression.base), *map(self.term, expression.indices))

    def plus(self, expression: sympy.Add) -> Term:
        """A sum, its terms in the order in which SymPy prints them."""
        return Plus(*map(self.term, expression.as_ordered_terms()))

    def times(self, expression: sympy.Mul) -> Term:
        """A product; factors with a negative power stand below a fraction bar, a sign before it all."""
        coefficient, _ = expression.as_coeff_Mul()
        if coefficient.is_negative:
            return Negative(self.term(-expression))
        above: list[Term] = []
        below: list[Term] = []
        for factor in expression.as_ordered_factors():
            base, exponent = factor.as_base_exp()
            if isinstance(factor, sympy.Rational) and not isinstance(factor, sympy.Integer):
                above += [self.number(sympy.Integer(factor.p))] if factor.p != 1 else []
                below.append(self.number(sympy.Integer(factor.q)))
            elif base != sympy.E and is_negative(exponent):
                below.append(self.power(sympy.Pow(base, -exponent, evaluate=False)))
            else:
                above.append(self.term(factor))
        top = Times.of(*above) if above else core.ONE
        return Quotient(top, Times.of(*below)) if below else top

    def power(self, expression: sympy.Pow) -> Term:
        """A power, a root, an exponential, or one over such."""
        base, exponent = expression.args
        if base == sympy.E:
            return core.Exponential(self.term(exponent))
        if is_negative(exponent):
            return Quotient(core.ONE, self.power(sympy.Pow(base, -exponent, evaluate=False)))
        if exponent == 1:
            return self.term(base)
        if exponent == sympy.Rational(1, 2):
            return core.SquareRoot(self.term(base))
        return Power(self.term(base), self.term(exponent))

    def several(self, expression: sympy.Max | sympy.Min) -> Term:
        """The largest or smallest of several, two by two; SymPy keeps them in no order, so they are sorted."""
        made = next(made for kind, made, _ in in_sympy() if isinstance(expression, kind))
        first, *others = sorted(expression.args, key=sympy.default_sort_key, reverse=True)
        result: Term | None = self.term(first)
        for other in others:
            result = made(result, self.term(other))
        if result is None:
            raise not_lifted(expression)
        return result

    def even(self, expression: sympy.Function, made: Callable[..., Term | None]) -> Term:
        """A function that doesn't see the sign; SymPy picks one for sums, so of both the one whose text comes first."""
        (inner,) = expression.args
        sides = [inner, sympy.expand_mul(-inner)] if inner.is_Add else [inner]
        terms = [self.term(side) for side in sides]
        found = made(min(terms, key=lambda term: (isinstance(next(iter(term.children), term), Negative), str(term))))
        if found is None:
            raise not_lifted(expression)
        return found

    def piecewise(self, expression: sympy.Piecewise) -> Term:
        """Two branches."""
        if len(expression.args) != 2 or expression.args[1].cond is not sympy.true:
            raise not_lifted(expression, "has other than two branches")
        (yes, condition), (no, _) = expression.args
        return core.Choose(self.comparison(condition), self.term(yes), self.term(no))

    def comparison(self, condition: sympy.Basic) -> Term:
        """``a < b`` and its like."""
        for kind, cls, turned in COMPARISONS:
            if isinstance(condition, kind):
                left, right = map(self.term, condition.args)
                return cls(right, left) if turned else cls(left, right)
        raise not_lifted(condition, "is no comparison of two numbers")

    def step(self, expression: sympy.Heaviside) -> Term:
        """1 for positive, 0 for negative arguments; at 0 SymPy's value, which is 1/2 unless told."""
        argument, at_zero = self.term(expression.args[0]), expression.args[1]
        if at_zero == 0:
            return core.Indicator(core.Less(core.ZERO, argument))
        if at_zero == 1:
            return core.Indicator(core.LessEqual(core.ZERO, argument))
        if at_zero == sympy.Rational(1, 2):
            return Quotient(Plus(core.ONE, core.Sign(argument)), Constant(2))
        raise not_lifted(expression)

    def binder(self, expression: sympy.Sum | sympy.Product) -> Term:
        """A sum or product over indices, the last limit outermost."""
        cls = core.Summation if isinstance(expression, sympy.Sum) else core.IndexedProduct
        body = self.term(expression.function)
        for limit in expression.limits:
            if len(limit) != 3:
                raise not_lifted(expression, "has no bounds")
            body = cls(self.index(limit[0]), self.term(limit[1]), self.term(limit[2]), body)
        return body


def is_negative(exponent: sympy.Expr) -> bool:
    """Whether an exponent is written with a minus sign."""
    return bool(exponent.is_Rational and exponent.is_negative) or (
        exponent.is_Mul and bool(exponent.as_coeff_Mul()[0].is_negative)
    )


def short(value: sympy.Rational) -> bool:
    """Whether a number has a short decimal form."""
    try:
        return len(number(value)) <= 20
    except ValueError:
        return False


READERS: tuple[tuple[tuple[type, ...], Callable[..., Term]], ...] = (
    ((sympy.Symbol, sympy.Idx), Lifting.symbol),
    ((sympy.Indexed,), Lifting.entry),
    ((sympy.Add,), Lifting.plus),
    ((sympy.Mul,), Lifting.times),
    ((sympy.Pow,), Lifting.power),
    ((sympy.Max, sympy.Min), Lifting.several),
    ((sympy.Piecewise,), Lifting.piecewise),
    ((sympy.Heaviside,), Lifting.step),
    ((sympy.Sum, sympy.Product), Lifting.binder),
    ((type(sympy.pi),), lambda self, e: core.CircleConstant()),
    ((type(sympy.E),), lambda self, e: core.Exponential(core.ONE)),
    ((type(sympy.EulerGamma),), lambda self, e: Negative(core.Digamma(core.ONE))),
)
"""How the parts are read that aren't a function of the same name."""

COMPARISONS = (
    (sympy.StrictLessThan, core.Less, False), (sympy.LessThan, core.LessEqual, False),
    (sympy.StrictGreaterThan, core.Less, True), (sympy.GreaterThan, core.LessEqual, True),
    (sympy.Eq, core.Equal, False), (sympy.Ne, core.Unequal, False),
)  # fmt: skip
