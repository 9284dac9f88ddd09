"""Terms → index form: sums over indices of scalars, without matrices, derivatives or (if asked) definitions.

This is what a line means, worked out without the rule book: matrix products become sums, a derivative is computed by
a differentiator of its own, and a sum with a Kronecker delta is collapsed.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from operator import is_

from ..derive.unfold import meaning, unfold
from ..derive.unguard import without
from ..functions import BY_CLASS
from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import (
    ONE,
    SCALAR,
    ZERO,
    Constant,
    Entry,
    Plus,
    Quotient,
    Shape,
    Summation,
    Term,
    Times,
    Variable,
)
from ..terms.places import canonical, free_names
from .index_sums import IndexSums
from .kinds import asks
from .slopes import Outside, negative, plus, times
from .vec_form import vec_entries

MOST_PARTS = 100_000
"""How many parts one comparison may work out: definitions within definitions, and derivatives, multiply."""


class IndexForm(IndexSums):
    """The translation for one comparison.

    Args:
        context: The symbols.
        unfold: Replace defined symbols by their definitions; else they are letters like others.
        split: Write the first term of a sum that begins with 0 before it.
        opaque: Take an inverse, or a largest eigenvalue, for a letter of which nothing is known but its matrix.
        cancel: Leave out an inverse that stands beside its matrix, with the matrix.
    """

    def __init__(
        self, context: Context, unfold: bool, split: bool = False, opaque: bool = False, cancel: bool = False
    ) -> None:
        self.context, self.unfold, self.split, self.opaque, self.cancel = context, unfold, split, opaque, cancel
        self.unknowns: dict[Term, Term] = {}
        self.fresh = count(1)
        self.parts = count(1)
        self.ranges: dict[Term, tuple[Term, Term]] = {}

    def spend(self) -> None:
        """One part more.

        Raises:
            Outside: That makes too many.
        """
        if next(self.parts) > MOST_PARTS:
            raise Outside(f"it has more than {MOST_PARTS} parts when written out")

    def index(self, size: Term) -> Term:
        """A new index that runs over a size."""
        if size not in self.context.bounds:
            raise Outside(f"no index range is declared for the size {size}")
        index = Variable(f"_{next(self.fresh)}")
        self.ranges[index] = self.context.bounds[size]
        return index

    def indices(self, shape: Shape) -> list[Term | None]:
        """New indices that run over rows and columns; None for a size 1."""
        return [None if size == ONE else self.index(size) for size in shape]

    def runs(self, index: Term) -> tuple[Term, Term] | None:
        """First and last value of an index."""
        return self.ranges.get(index) or self.context.runs(index)

    def entries(self, left: Term, right: Term) -> tuple[Term, Term]:
        """Two terms of one shape as two scalars: the same entry, at new indices, of either."""
        found = vec_entries(self, left, right)
        if found is not None:
            return found
        rows, columns = left.shape
        i = None if rows == ONE else self.index(rows)
        j = None if columns == ONE else self.index(columns)
        return self.entry(left, i, j), self.entry(right, i, j)

    def scalar(self, term: Term) -> Term:
        """A scalar term in index form."""
        return self.entry(term, None, None)

    def defined(self, term: Term) -> Term | None:
        """What a defined symbol, or a modelled probability, stands for; one for a number or an index stays a letter."""
        if not self.unfold and not isinstance(term, core.Probability):
            return None
        found = meaning(term, self.context) if isinstance(term, Entry | Variable | core.Probability) else None
        number = isinstance(found, Constant) and not isinstance(term, Entry) or isinstance(found, core.PlaceOfLargest)
        return None if number else found

    def entry(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """Entry (i, j) of a term, in index form; None for an index of a size 1."""
        self.spend()
        if isinstance(term, core.Leaf):
            return self.leaf(term, i, j)
        if isinstance(term, Entry):
            return self.entry_of_entry(term, i)
        handler = HANDLERS.get(type(term))
        if handler:
            return handler(self, term, i, j)
        if isinstance(term, core.Probability):
            found = self.defined(term)
            if found is None:
                raise Outside(f"{term} isn't defined")
            return self.entry(found, i, j)
        if self.asks_a_label(term):
            return self.of_label(term)
        if isinstance(term, core.Indicator | core.Proposition | core.Kronecker):
            return term.func(*(self.entry(child, None, None) for child in term.children))
        function = BY_CLASS.get(type(term))
        if function is not None and function.definition and len(function.letters) > 1:
            return function.put_in(*map(self.scalar, term.children))
        if not isinstance(term, ENTRY_BY_ENTRY):
            raise Outside(f"{type(term).__name__} isn't worked out entry by entry")
        parts = [self.part(child, i, j) for child in term.children]
        if isinstance(term, core.Choose) or isinstance(term, Times) and any(isinstance(p, core.Choose) for p in parts):
            return without(type(term), parts)
        return term if all(map(is_, parts, term.children)) else term.func(*parts)

    def asks_a_label(self, term: Term) -> bool:
        """Whether a term is the indicator that a label has some value."""
        if not (isinstance(term, core.Indicator) and isinstance(term.children[0], core.Equal)):
            return False
        label, value = term.children[0].children
        base = label.base if isinstance(label, Entry) else label
        symbol = self.context.by_name.get(getattr(base, "name", ""))
        return symbol is not None and symbol.kind is Kind.LABEL and isinstance(value, Constant)

    def of_label(self, term: Term) -> Term:
        """A function f of a label a that is 0 or 1 is f(0) + (f(1) − f(0)) a."""
        label, value = term.children[0].children
        at_zero, at_one = (ONE if value == case else ZERO for case in (ZERO, ONE))
        return plus(at_zero, times(plus(at_one, negative(at_zero)), self.scalar(label)))

    def part(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """An entry of a part of an elementwise term; scalar parts are the same for every entry."""
        return (
            self.scalar(term) if isinstance(term, core.Proposition) or term.shape == SCALAR else self.entry(term, i, j)
        )

    def leaf(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """A number or a symbol."""
        if isinstance(term, Constant):
            return Constant(term.value) if term.shape != SCALAR else term
        indices = [index for index in (i, j) if index is not None]
        found = self.defined(term)
        if found is not None:
            return self.entry(found, i, j)
        return self.entry_of_entry(Entry(term, *indices), None) if indices else term

    def entry_of_entry(self, term: Entry, i: Term | None) -> Term:
        """``v[k]``, ``X[k]`` (a column) or the entry of an expression."""
        if i is not None:
            term = Entry(term.base, *term.indices, i)
        if isinstance(term.base, Variable):
            found = self.defined(term)
            if found is not None:
                return self.scalar(found)
            if (
                self.unfold
                and self.context.by_name.get(term.base.name)
                and self.context.kind(term.base.name) is Kind.DEFINED
            ):
                whole = meaning(term.base, self.context)
                if whole is not None:
                    return self.entry(whole, *(list(term.indices) + [None])[:2])
            return term
        return self.entry(term.base, *(list(term.indices) + [None])[:2])

    def matrix_product(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """Σ_k A_ik B_kj, from left to right; by definition an inverse beside its matrix is the identity."""
        factors = self.without_inverses(term.children) if self.cancel else term.children
        if len(factors) < 2:
            return self.entry(factors[0] if factors else core.Identity(term.shape[0]), i, j)
        left, right = factors[0], core.MatrixProduct.of(*factors[1:])
        inner = left.shape[1]
        if inner == ONE:
            return times(self.entry(left, i, None), self.entry(right, None, j))
        k = self.index(inner)
        low, high = self.ranges[k]
        return self.collapse(k, low, high, times(self.entry(left, i, k), self.entry(right, k, j)))

    def unfolded(self, body: Term, i: Term | None, j: Term | None) -> Term:
        """An entry of a body that is to be differentiated: its definitions put in."""
        inner = IndexForm(self.context, True, self.split, self.opaque, self.cancel)
        inner.fresh, inner.ranges, inner.parts, inner.unknowns = self.fresh, self.ranges, self.parts, self.unknowns
        return inner.entry(body, i, j)

    def trace(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """Σ_k A_kk."""
        body = term.children[0]
        if body.shape == SCALAR:
            return self.scalar(body)
        k = self.index(body.shape[0])
        return self.collapse(k, *self.ranges[k], self.entry(body, k, k))

    def norm(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """The root of Σ_kl A_kl²."""
        body = term.children[0]
        indices = [None if size == ONE else self.index(size) for size in body.shape]
        entry = self.entry(body, *indices)
        total = times(entry, entry)
        for index in reversed([index for index in indices if index is not None]):
            total = self.collapse(index, *self.ranges[index], total)
        return core.Power(total, Quotient(ONE, Constant(2)))

    def inverse(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """An entry of an inverse: a letter, the same wherever the same matrix is inverted."""
        body = term.children[0]
        if body.shape == SCALAR:
            return Quotient(ONE, self.scalar(body))
        meant = self.whole(body)
        numbers = [part for part in meant.children if part.shape == SCALAR] if isinstance(meant, Times) else []
        if numbers:
            meant = Times.of(*(part for part in meant.children if part.shape != SCALAR))
        letter = self.unknown("an inverse", "inverse", meant, term.shape, i, j)
        return Quotient(letter, times(*map(self.scalar, numbers))) if numbers else letter

    def largest_eigenvalue(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """A letter, the same for equal matrices."""
        return self.unknown("a largest eigenvalue", "eigenvalue", self.whole(term.children[0]), SCALAR, None, None)

    def unknown(self, what: str, name: str, meant: Term, shape: Shape, i: Term | None, j: Term | None) -> Term:
        """An entry of a letter for a function of a matrix.

        Raises:
            Outside: There are to be no such letters, or the matrix is another for each value of an index, or moves with
                a differential.
        """
        if not self.opaque:
            raise Outside(f"{what} has no index form here")
        if free_names(meant) & {index.name for index in self.ranges}:
            raise Outside(f"{what} that depends on an index of a sum has no index form here")
        if asks(meant, (core.Differential,)):
            raise Outside(f"{what} of a differential has no index form here")
        found = Variable(f"_{name} of {canonical(meant)}", *(shape if shape != SCALAR else ()))
        self.unknowns[found] = meant
        return self.component(found, i, j)

    def without_inverses(self, factors: tuple[Term, ...]) -> tuple[Term, ...]:
        """The factors of a product without inverses that stand beside their matrix."""
        for number, factor in enumerate(factors):
            if isinstance(factor, core.Inverse):
                inner = factor.children[0]
                inside = inner.children if isinstance(inner, core.MatrixProduct) else (inner,)
                before, after = number - len(inside), number + 1 + len(inside)
                if factors[number + 1 : after] == inside:
                    return self.without_inverses(factors[:number] + factors[after:])
                if before >= 0 and factors[before:number] == inside:
                    return self.without_inverses(factors[:before] + factors[number + 1 :])
        return factors

    def diagonal(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """δ_ij a_i, with the two indices in one order, since δ_ij a_i is δ_ij a_j."""
        if i == j:
            return self.entry(term.children[0], i, None)
        first, second = sorted((i, j), key=str)
        return times(core.Kronecker(first, second), self.entry(term.children[0], first, None))

    def whole(self, term: Term) -> Term:
        """The term with its definitions put in, if they are to be."""
        meant = unfold(term, self.context) if self.unfold else term
        return term if meant == term else self.whole(meant)

    def without(self, term: Term, i: Term | None, j: Term | None) -> Term:
        """What has no index form.

        Raises:
            Outside: Always.
        """
        raise Outside(f"{WITHOUT[type(term)]} has no index form here")


ENTRY_BY_ENTRY = (
    core.Elementwise, Plus, Times, Quotient, core.Power, core.Maximum, core.Minimum, core.Choose, core.Polygamma,
)  # fmt: skip
"""The terms whose entries come from the same entries of their parts."""
WITHOUT = {
    core.Determinant: "a determinant",
    core.KroneckerProduct: "a Kronecker product",
    core.Vectorised: "vec",
}
"""What has no index form: it is a sum over permutations, or an index of it stands for two."""

HANDLERS: dict[type[Term], Callable[..., Term]] = {
    core.LogSumExp: lambda form, term, i, j: core.Logarithm(form.exponentials(term.children[0])),
    core.Softmax: IndexForm.softmax,
    core.MatrixProduct: IndexForm.matrix_product,
    core.Transposed: lambda form, term, i, j: form.entry(term.children[0], j, i),
    core.Diagonal: IndexForm.diagonal,
    core.Trace: IndexForm.trace,
    core.Inverse: IndexForm.inverse,
    core.LargestEigenvalue: IndexForm.largest_eigenvalue,
    core.Norm: IndexForm.norm,
    core.Identity: lambda form, term, i, j: ONE if i == j else core.Kronecker(*sorted((i, j), key=str)),
    **dict.fromkeys(WITHOUT, IndexForm.without),
    Summation: IndexForm.summation,
    core.Largest: IndexForm.largest,
    core.SumOfOthers: IndexForm.sum_of_others,
    core.IndexedProduct: IndexForm.indexed_product,
    core.Partial: IndexForm.partial,
    core.Differential: IndexForm.differential,
    core.Gradient: IndexForm.gradient,
    core.GradientOf: IndexForm.gradient,
    core.Jacobian: IndexForm.jacobian,
    core.JacobianOf: IndexForm.jacobian,
}
"""How the terms that aren't elementwise are read."""
