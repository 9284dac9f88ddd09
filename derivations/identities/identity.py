"""What a known identity is. In: a function, its variable and its symbols, as texts. Out: a record with its context.

The expected derivative is never a goal: what was derived is compared with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

# The texts of an identity are read with the functions of the language.
from ..functions import FUNCTIONS as FUNCTIONS
from ..terms.context import Context, Kind, Symbol, Text
from ..terms.core import Gradient, Jacobian, Term

GRADIENT, JACOBIAN, HESSIAN = "gradient", "jacobian", "hessian"
COUNTING = "1, 2, 3, …"


@dataclass(frozen=True, eq=False)
class Identity:
    """A derivative that is known.

    Args:
        name: Its id, ``cookbook-49``.
        number: In the book's count; '' where the book doesn't have it.
        function: What is differentiated, as text.
        expected: Its derivative, as text, typed in from the mathematics.
        symbols: A text for each symbol, the variable first: name, sizes, and what is known (``X n n invertible``).
        kind: ``gradient``, ``jacobian`` or ``hessian``.
        assumptions: What is assumed beside, as conditions of rules.
        most: For a size the one that it doesn't exceed, as ``{"p": "n"}``.
        note: What is to be said about how it is stated here.
    """

    name: str
    number: str
    function: str
    expected: str
    symbols: tuple[str, ...]
    kind: str = GRADIENT
    assumptions: tuple[str, ...] = ()
    most: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def variable(self) -> str:
        """What is differentiated by."""
        return self.symbols[0].split()[0]

    @cached_property
    def context(self) -> Context:
        """Its symbols, each with the sizes that it is declared with."""
        found, sizes = [], []
        for declaration in self.symbols:
            name, *words = declaration.split()
            shape = tuple(word for word in words if len(word) == 1)
            known = ", ".join(word for word in words if len(word) > 1) or "real"
            kind = Kind.PARAMETER if name == self.variable else Kind.DATA
            sizes += [size for size in shape if size not in sizes]
            meaning = {"en": "the variable" if kind is Kind.PARAMETER else "given"}
            found.append(Symbol(name, kind, known, meaning, name, name, shape))
        bounds = dict(self.most)
        declared = [
            Symbol(size, Kind.SIZE, f"1 … {bounds[size]}" if size in bounds else COUNTING, {"en": "a size"}, size, size)
            for size in sizes
        ]
        return Context((*declared, *found), (), tuple((size, "1", size) for size in sizes), self.assumptions)

    @property
    def goal(self) -> Term:
        """The derivative that is asked for."""
        variable, function = self.context.variables[self.variable], self.context.parse(self.function)
        if self.kind == GRADIENT:
            return Gradient(variable, function)
        return Jacobian(variable, Gradient(variable, function) if self.kind == HESSIAN else function)

    @property
    def derivative(self) -> Term:
        """The derivative that is expected."""
        return self.context.parse(self.expected)


@dataclass(frozen=True)
class Section:
    """Identities under one heading.

    Args:
        name: Its page's name.
        title: The heading, by language.
        identities: In the order of the book.
    """

    name: str
    title: Text
    identities: tuple[Identity, ...]
