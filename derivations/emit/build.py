"""Terms → instructions of a kernel program. In: a term, its symbols. Out: the number of the instruction with its value.

Sums and products keep their order: it is the order in which floating point adds and multiplies. Every index has an
axis; those of the result come first, then those of sums, each sum taken along the last.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import lru_cache

from flint import arb, ctx
from sympy import Rational

from ..functions.registry import BY_CLASS
from ..terms import core
from ..terms.core import ONE, Binder, Entry, Term, Variable
from ..verify.one_sided import Exact
from .ir import EYE, INPUT, POSITION, SIZE, Instruction, Program
from .passes.fold import constant, expand, folded, is_shifted, shifted

MAXIMUM = Rational(sys.float_info.max)
Letters = tuple[str, ...]

OPERATIONS: dict[type[Term], str] = {
    core.Negative: "negative", core.Quotient: "divide", core.Power: "power", core.Choose: "select",
    core.Less: "less", core.LessEqual: "less_equal", core.Equal: "equal", core.Unequal: "unequal",
}  # fmt: skip
"""What isn't called like its word."""
CHAINS: dict[type[Term], str] = {core.Plus: "add", core.Times: "multiply", core.Maximum: "max", core.Minimum: "min"}
"""What takes two values at a time, from left to right."""
BINDERS: dict[type[Term], str] = {
    core.Summation: "sum", core.IndexedProduct: "product", core.Largest: "largest", core.SumOfOthers: "sum_of_others",
}  # fmt: skip
DERIVED = (core.Sigmoid, core.Softplus)
"""The functions that are written by their definitions: which form keeps the digits is a step of the derivation."""


class NotEmitted(ValueError):
    """A term has no code."""


@dataclass(frozen=True)
class Symbols:
    """What the symbols of a term are in code.

    Args:
        inputs: The arguments, in their order.
        samples: Those that have a value for each sample; others are parameters.
        vectors: Those that are vectors.
        indices: The letters that are indices.
        size: The name of the vectors' size; '' where there are none.
        shifted: The vectors from whose entries the largest is subtracted before anything else is done.
    """

    inputs: tuple[str, ...]
    samples: frozenset[str]
    vectors: frozenset[str] = frozenset()
    indices: frozenset[str] = frozenset()
    size: str = ""
    shifted: frozenset[str] = frozenset()


@dataclass
class Builder:
    """Adds terms to a program.

    Args:
        program: The program.
        symbols: What the terms' symbols are.
    """

    program: Program
    symbols: Symbols
    known: dict[tuple[Term, Letters], tuple[int, Letters]] = field(default_factory=dict)

    def output(self, term: Term, free: Letters = ()) -> int:
        """The value of a term, with an axis for each of its free indices in this order.

        Raises:
            NotEmitted: Some part has no code.
        """
        number, letters = self.value(term, free)
        return self.placed(number, letters, free)

    def value(self, term: Term, scope: Letters) -> tuple[int, Letters]:
        """The value of a term, and which of the indices in scope it has an axis for."""
        key = (term, tuple(name for name in scope if name in names_in(term)))
        if key not in self.known:
            self.known[key] = self.made(term, key[1])
        return self.known[key]

    def made(self, term: Term, scope: Letters) -> tuple[int, Letters]:
        """The same, worked out."""
        if not term.children and isinstance(term, Variable):
            return self.symbol(term, scope)
        if isinstance(term, Entry):
            return self.entry(term, scope)
        if isinstance(term, core.Constant) or not (names_in(term) or isinstance(term, core.Proposition)):
            return constant(self.program, number(term)), ()
        if isinstance(term, core.Kronecker):
            return self.delta(term, scope)
        if isinstance(term, core.Indicator):
            condition, letters = self.value(term.children[0], scope)
            return folded(self.program, "select", (condition, self.constant(1.0), self.constant(0.0))), letters
        if isinstance(term, Binder):
            return self.reduced(term, scope)
        if isinstance(term, core.Plus):
            return self.elementwise("add", signs_apart(term.children), scope)
        if type(term) in CHAINS:
            return self.elementwise(CHAINS[type(term)], term.children, scope)
        record = BY_CLASS.get(type(term))
        if record is None and type(term) not in OPERATIONS:
            raise NotEmitted(f"{type(term).symbol or type(term).__name__} has no code, in {term}")
        if isinstance(term, DERIVED) and record is not None:
            return self.value(record.put_in(*term.children), scope)
        if record is not None and record.numpy is None:
            return self.value(record.written_out(*term.children), scope)
        return self.elementwise(OPERATIONS.get(type(term)) or type(term).symbol, term.children, scope)

    def constant(self, value: float) -> int:
        """A number."""
        return constant(self.program, value)

    def elementwise(self, operation: str, children: tuple[Term, ...], scope: Letters) -> tuple[int, Letters]:
        """An operation on numbers, entry by entry; several values are taken from left to right."""
        values = [self.value(child, scope) for child in children]
        letters = tuple(name for name in scope if any(name in own for _, own in values))
        numbers = [self.placed(number, own, letters) for number, own in values]
        if operation in CHAINS.values():
            found = numbers[0]
            for other in numbers[1:]:
                found = folded(self.program, operation, (found, other))
            return found, letters
        return folded(self.program, operation, tuple(numbers)), letters

    def placed(self, number: int, own: Letters, letters: Letters) -> int:
        """A value with axes for its own letters, as one with axes for these."""
        if own == letters:
            return number
        return expand(self.program, number, tuple(letters.index(name) for name in own), len(letters))

    def symbol(self, term: Variable, scope: Letters) -> tuple[int, Letters]:
        """An argument that is a number, an index by its number, or the size."""
        if term.name in scope:
            return self.program.add(Instruction(POSITION, (), None, 1, False)), (term.name,)
        if term.name == self.symbols.size:
            return self.program.add(Instruction(SIZE, (), None, 0, False)), ()
        if term.name not in self.symbols.inputs or term.name in self.symbols.vectors:
            raise NotEmitted(f"{term.name} is no number among the arguments")
        varies = term.name in self.symbols.samples
        return self.program.add(Instruction(INPUT, (), term.name, 0, varies)), ()

    def entry(self, term: Entry, scope: Letters) -> tuple[int, Letters]:
        """An entry of a vector: the whole of it along the axis of its index, or its first."""
        base, index = term.base, term.indices[0]
        if not isinstance(base, Variable) or len(term.indices) != 1 or base.name not in self.symbols.inputs:
            raise NotEmitted(f"{term} is no entry of an argument")
        varies = base.name in self.symbols.samples
        whole = self.program.add(Instruction(INPUT, (), base.name, 1, varies))
        if base.name in self.symbols.shifted:
            whole = shifted(self.program, whole)
        if isinstance(index, Variable) and index.name in scope:
            return whole, (index.name,)
        if index == ONE:
            return self.program.add(Instruction("first", (whole,), None, 0, varies)), ()
        raise NotEmitted(f"{term}: only an index or 1 can stand there")

    def delta(self, term: core.Kronecker, scope: Letters) -> tuple[int, Letters]:
        """1 where two indices agree."""
        names = [index.name for index in term.children if isinstance(index, Variable) and index.name in scope]
        if len(names) == 2 and names[0] != names[1]:
            eye = self.program.add(Instruction(EYE, (), None, 2, False))
            return eye, tuple(name for name in scope if name in names)
        pair = core.Equal(*term.children)
        condition, letters = self.value(pair, scope)
        return folded(self.program, "select", (condition, self.constant(1.0), self.constant(0.0))), letters

    def reduced(self, term: Binder, scope: Letters) -> tuple[int, Letters]:
        """A sum, a product or a largest value, along a last axis."""
        index, _, _, body = term.children
        if type(term) not in BINDERS or index.name not in names_in(body):
            raise NotEmitted(f"{type(term).symbol} has no code, in {term}")
        inner = (*(name for name in scope if name != index.name), index.name)
        value, letters = self.value(body, inner)
        if not letters or letters[-1] != index.name:
            raise NotEmitted(f"{term}: nothing depends on {index.name}")
        one = self.program[value]
        operation = BINDERS[type(term)]
        if operation == "largest" and is_shifted(self.program, value):
            return self.constant(0.0), ()
        return self.program.add(Instruction(operation, (value,), None, one.rank - 1, one.varies)), letters[:-1]


def signs_apart(children: tuple[Term, ...]) -> tuple[Term, ...]:
    """The parts of a sum, one that isn't subtracted first where that costs nothing: −a + b is b − a, of two."""
    first = children[0]
    if len(children) == 2 and isinstance(first, core.Negative) and not isinstance(children[1], core.Negative):
        return children[1], first
    return children


@lru_cache(maxsize=100_000)
def names_in(term: Term) -> frozenset[str]:
    """All symbols that stand in a term, bound ones too."""
    if isinstance(term, Variable):
        return frozenset((term.name,))
    return frozenset().union(*map(names_in, term.children))


@lru_cache(maxsize=1000)
def number(term: Term) -> float:
    """The float64 next to a term without symbols.

    Raises:
        NotEmitted: It is too large for one, or has no value.
    """
    if isinstance(term, core.Constant) and abs(term.value) > MAXIMUM:
        raise NotEmitted("a number is larger than float64 can hold")
    if isinstance(term, core.Constant):
        return float(Rational(term.value))
    before, ctx.prec = ctx.prec, 200
    try:
        found = Exact(term, ()).run(())
    except (ArithmeticError, ValueError) as error:
        raise NotEmitted(f"{term} has no value") from error
    finally:
        ctx.prec = before
    if not found.is_finite() or abs(found) > arb(sys.float_info.max):
        raise NotEmitted(f"{term} is no number of float64")
    return float(found)
