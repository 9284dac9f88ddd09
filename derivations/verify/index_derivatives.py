"""Derivatives in index form, by a differentiator of its own, without the rule book.

In: a partial derivative, a differential, a gradient or a Jacobian. Out: an entry of it, as sums over indices.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import ONE, SCALAR, ZERO, Constant, Entry, Negative, Plus, Quotient, Summation, Term, Times, Variable
from ..terms.places import free_names
from .point import direction
from .slopes import Outside, derivative_of, negative, plus, shaped, times


class IndexDerivatives(ABC):
    """What differentiates; ``unknowns`` are letters for functions of matrices, each with what it stands for."""

    context: Context
    unknowns: dict[Term, Term]
    ranges: dict[Term, tuple[Term, Term]]

    @abstractmethod
    def spend(self) -> None:
        """One part more is worked out.

        Raises:
            Outside: That makes too many.
        """

    @abstractmethod
    def collapse(self, index: Term, low: Term, high: Term, body: Term) -> Term:
        """The sum over an index, its Kronecker deltas worked out."""

    @abstractmethod
    def index(self, size: Term) -> Term:
        """A new index that runs over a size."""

    @abstractmethod
    def entry(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """Entry (i, j) of a term, in index form; None for an index of a size 1."""

    @abstractmethod
    def unfolded(self, body: Term, i: Term | None, j: Term | None) -> Term:
        """An entry of a body that is to be differentiated: its definitions put in."""

    def partial(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """∂ body / ∂ v, or f'(v) where v is the argument of the body."""
        variable, body = term.children
        if isinstance(body, core.Elementwise) and body.argument == variable and free_names(variable):
            return self.entry(derivative_of(body) if body.shape == SCALAR else shaped(derivative_of(body), body), i, j)
        base = variable.base if isinstance(variable, Entry) else variable
        if variable.shape != SCALAR or not self.independent(base):
            raise Outside(f"{term}: {variable} is neither an independent symbol nor the argument of the function")
        return self.differentiate(self.unfolded(body, i, j), variable)

    def independent(self, variable: Term) -> bool:
        """Whether a term is a symbol that no definition ties to others, so that one can differentiate by it."""
        symbol = self.context.by_name.get(getattr(variable, "name", ""))
        return isinstance(variable, Variable) and (symbol is None or symbol.kind in (Kind.PARAMETER, Kind.DATA))

    def vector(self, variable: Term) -> Variable:
        """The variable of a differential.

        Raises:
            Outside: It isn't an independent vector or matrix.
        """
        if isinstance(variable, Variable) and self.independent(variable) and variable.shape != SCALAR:
            return variable
        raise Outside(f"{variable} is no independent vector or matrix")

    def moved(self, variable: Term, *indices: Term | None) -> Term:
        """An entry of the differential dv of a variable."""
        return self.component(Variable(direction(variable.name, self.context), *variable.shape), *indices)

    def differential(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """Σ_kl ∂ body/∂v_kl dv_kl."""
        variable, body = self.vector(term.children[0]), term.children[1]
        if body == variable:
            return self.moved(variable, i, j)
        indices = [None if size == ONE else self.index(size) for size in variable.shape]
        slope = self.differentiate(self.unfolded(body, i, j), self.component(variable, *indices))
        found = times(slope, self.moved(variable, *indices))
        for index in reversed([index for index in indices if index is not None]):
            found = self.collapse(index, *self.ranges[index], found)
        return found

    def gradient(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """∂f/∂v_ij; for ``gradient_of`` the coefficient of dv_ij."""
        variable, body = self.vector(term.children[0]), term.children[1]
        if isinstance(term, core.GradientOf):
            return self.differentiate(self.entry(body, None, None), self.moved(variable, i, j))
        return self.differentiate(self.unfolded(body, None, None), self.component(variable, i, j))

    def jacobian(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """∂f_i/∂v_j; for ``jacobian_of`` the coefficient of dv_j in entry i."""
        variable, body = self.vector(term.children[0]), term.children[1]
        if variable.shape[1] != ONE or body.shape[1] != ONE:
            raise Outside("the index of a Jacobian by vec stands for two, so this has no index form here")
        if isinstance(term, core.JacobianOf):
            return self.differentiate(self.entry(body, i, None), self.moved(variable, j))
        return self.differentiate(self.unfolded(body, i, None), self.component(variable, j))

    def component(self, variable: Term, *indices: Term | None) -> Term:
        """An entry of a variable; the variable itself where it is a scalar."""
        known = [index for index in indices if index is not None]
        return Entry(variable, *known) if known else variable

    def differentiate(self, term: Term, by: Term) -> Term:
        """The derivative of a term in index form by an entry: an own differentiator, without the rule book."""
        self.spend()
        if not self.names(term) & free_names(by.base if isinstance(by, Entry) else by):
            return ZERO
        if isinstance(term, Entry | Variable):
            return self.slope(term, by)
        if isinstance(term, Plus):
            return plus(*(self.differentiate(part, by) for part in term.children))
        if isinstance(term, Times):
            parts = term.children
            return plus(
                *(times(*parts[:n], self.differentiate(part, by), *parts[n + 1 :]) for n, part in enumerate(parts))
            )
        if isinstance(term, Quotient):
            above, below = term.children
            first = times(self.differentiate(above, by), Quotient(ONE, below))
            second = times(above, self.differentiate(below, by), Quotient(ONE, times(below, below)))
            return plus(first, negative(second))
        if isinstance(term, core.Power):
            base, exponent = term.children
            inner, outer = self.differentiate(base, by), self.differentiate(exponent, by)
            first = times(exponent, core.Power(base, plus(exponent, Negative(ONE))), inner)
            return plus(first, times(term, core.Logarithm(base), outer))
        if isinstance(term, core.Maximum | core.Minimum):
            left, right = term.children
            if isinstance(term, core.Minimum):
                pairs = ((left, core.LessEqual(left, right)), (right, core.Less(right, left)))
            else:
                pairs = ((left, core.LessEqual(right, left)), (right, core.Less(left, right)))
            return plus(*(times(core.Indicator(when), self.differentiate(part, by)) for part, when in pairs))
        if isinstance(term, core.Choose):
            condition, yes, no = term.children
            if isinstance(condition, core.Equal | core.Unequal):
                return self.beside_point(condition, yes, no, by)
            first, second = self.differentiate(yes, by), self.differentiate(no, by)
            return ZERO if first == second == ZERO else core.Choose(condition, first, second)
        if isinstance(term, core.Polygamma):
            order, argument = term.children
            return times(core.Polygamma(plus(order, ONE), argument), self.differentiate(argument, by))
        if isinstance(term, core.IndexedProduct):
            index, low, high, body = term.children
            return times(term, self.collapse(index, low, high, Quotient(self.differentiate(body, by), body)))
        if isinstance(term, core.Indicator):
            return ZERO
        if isinstance(term, Summation):
            index, low, high, body = term.children
            return self.collapse(index, low, high, self.differentiate(body, by))
        if isinstance(term, core.Elementwise):
            return times(derivative_of(term), self.differentiate(term.argument, by))
        raise Outside(f"no derivative is known for {term}")

    def beside_point(self, condition: Term, yes: Term, no: Term, by: Term) -> Term:
        """The derivative of a choice by an equality: one that moves holds at single points, which count for nothing.

        Raises:
            Outside: It may hold at more than single points, or it isn't seen how it moves.
        """
        left, right = condition.children
        slope = self.differentiate(plus(left, negative(right)), by)
        if slope == ZERO:
            first, second = self.differentiate(yes, by), self.differentiate(no, by)
            return ZERO if first == second == ZERO else core.Choose(condition, first, second)
        if not isinstance(slope.argument if isinstance(slope, Negative) else slope, Constant):
            raise Outside(f"it isn't shown that {condition} holds at single points only")
        return self.differentiate(no if isinstance(condition, core.Equal) else yes, by)

    def names(self, term: Term) -> frozenset[str]:
        """The names that stand in a term in index form, or in what its letters for functions of matrices stand for."""
        found = free_names(term)
        inverted = (meant for letter, meant in self.unknowns.items() if letter.name in found)
        return found.union(*map(self.context.depends, inverted))

    def slope(self, term: Term, by: Term) -> Term:
        """∂t_j/∂t_k: 1, 0, or a Kronecker delta for each index."""
        if term == by:
            return ONE
        base = term.base if isinstance(term, Entry) else term
        if base in self.unknowns:
            raise Outside(f"the derivative of a function of {self.unknowns[base]} isn't worked out here")
        if not (isinstance(term, Entry) and isinstance(by, Entry) and term.base == by.base):
            return ZERO
        pairs = zip(term.indices, by.indices, strict=True)
        deltas = [core.Kronecker(a, b) for a, b in pairs if a != b]
        if any(isinstance(d.children[0], Constant) and isinstance(d.children[1], Constant) for d in deltas):
            return ZERO
        return times(*deltas) if deltas else ONE
