"""Sums, products and largest values over an index, in index form. In: such a term. Out: an entry of it.

A sum with a Kronecker delta is collapsed; one between two numbers is written out.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from ..terms import core
from ..terms.core import ONE, ZERO, Constant, Quotient, Summation, Term, Variable
from ..terms.places import substitute
from .index_derivatives import IndexDerivatives
from .kinds import asks
from .slopes import Outside, negative, plus, put, times

MOST_WRITTEN = 8
"""How many terms a sum between two numbers may have to be written out."""


def written(low: Term, high: Term) -> range:
    """The numbers that a sum runs over, if it is to be written out: between two numbers, and short; else none."""
    if isinstance(low, Constant) and isinstance(high, Constant) and 0 <= high.value - low.value < MOST_WRITTEN:
        return range(int(low.value), int(high.value) + 1)
    return range(0)


class IndexSums(IndexDerivatives):
    """What reads sums; ``split`` writes the first term of one that begins with 0 before it."""

    split: bool
    fresh: Iterator[int]

    @abstractmethod
    def scalar(self, term: Term) -> Term:
        """A scalar term in index form."""

    @abstractmethod
    def runs(self, index: Term) -> tuple[Term, Term] | None:
        """First and last value of an index."""

    def summation(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """A sum, its index renamed so that no two sums share one."""
        index, low, high, body = term.children
        self.refuse_empty("sum", low, high)
        fresh = Variable(f"_{next(self.fresh)}")
        self.ranges[fresh] = (low, high)
        return self.collapse(fresh, low, high, self.entry(substitute(body, index, fresh), i, j))

    def indexed_product(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """A product over an index, which is renamed; a short one between two numbers is written out."""
        index, low, high, body = term.children
        if numbers := written(low, high):
            return times(*(self.entry(substitute(body, index, core.integer(number)), i, j) for number in numbers))
        self.refuse_empty("product", low, high)
        fresh = Variable(f"_{next(self.fresh)}")
        self.ranges[fresh] = (low, high)
        return core.IndexedProduct(fresh, low, high, self.entry(substitute(body, index, fresh), i, j))

    def refuse_empty(self, what: str, low: Term, high: Term) -> None:
        """Only sums and products that have a first term are read: n equal terms are n times one where n isn't negative.

        Raises:
            Outside: It may have none.
        """
        bounds = self.context.bounds.values()
        if not written(low, high) and (low, high) not in bounds and not (low == ONE and (ZERO, high) in bounds):
            raise Outside(f"the {what} over {low} … {high} may be empty")

    def collapse(self, index: Term, low: Term, high: Term, body: Term) -> Term:
        """Σ body, with each Kronecker delta of the index worked out: it is 0 or 1, so body = b₀ + δ (b₁ − b₀)."""
        if numbers := written(low, high):
            return plus(*(self.scalar(substitute(body, index, core.integer(number))) for number in numbers))
        deltas = (
            (p for _, p in core.walk(body) if isinstance(p, core.Kronecker)) if asks(body, (core.Kronecker,)) else ()
        )
        delta = next((p for p in deltas if index in p.children), None)
        if delta is None and body != ZERO and self.split and low == ZERO:
            return plus(self.scalar(substitute(body, index, ZERO)), Summation(index, ONE, high, body))
        if delta is None:
            return ZERO if body == ZERO else Summation(index, low, high, body)
        other = delta.children[1] if delta.children[0] == index else delta.children[0]
        if other == index:
            return self.collapse(index, low, high, put(body, delta, ONE))
        if self.runs(other) != (low, high):
            name = "an index" if str(other).startswith("_") else other
            raise Outside(f"it isn't known that {name} lies between {low} and {high}")
        without, within = put(body, delta, ZERO), put(body, delta, ONE)
        picked = plus(substitute(within, index, other), negative(substitute(without, index, other)))
        return plus(self.collapse(index, low, high, without), picked)

    def largest(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """The largest value over an index; of exponentials, the exponential of the largest exponent."""
        index, low, high, body = term.children
        if (low, high) not in self.context.bounds.values():
            raise Outside(f"nothing may lie between {low} and {high}")
        fresh = Variable(f"_{next(self.fresh)}")
        self.ranges[fresh] = (low, high)
        inner = self.scalar(substitute(body, index, fresh))
        if isinstance(inner, core.Exponential):
            return core.Exponential(core.Largest(fresh, low, high, inner.argument))
        return core.Largest(fresh, low, high, inner)

    def sum_of_others(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """The sum over an index less its largest term."""
        return plus(
            self.summation(core.Summation(*term.children), i, j),
            negative(self.largest(core.Largest(*term.children), i, j)),
        )

    def exponentials(self, term: Term) -> Term:
        """Σ_k exp(a_k) of a vector a."""
        k = self.index(term.shape[0])
        low, high = self.ranges[k]
        return self.collapse(k, low, high, core.Exponential(self.entry(term, k, None)))

    def softmax(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """exp(a_i)/Σ_k exp(a_k)."""
        vector = term.children[0]
        return Quotient(core.Exponential(self.entry(vector, i, None)), self.exponentials(vector))
