"""What the names of a derivation mean. In: declarations. Out: a context that parses text and knows every symbol.

A term alone is form; its context tells what a symbol ranges over, which symbols are defined by which term, and over
which indices a size runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from . import core
from .core import Entry, Slot, Term, Variable
from .domain import Domain, read_domain
from .parser import parse
from .places import binders, free_names, substitute

Text = dict[str, str]
"""A text for people, by language: ``{"en": …, "zh": …}``."""


class Kind(Enum):
    """What a symbol is."""

    DATA = "data"
    LABEL = "label"
    PARAMETER = "parameter"
    INDEX = "index"
    SIZE = "size"
    DEFINED = "defined"
    BASE = "base"
    CONSTANT = "constant"


DECLARED = (Kind.DATA, Kind.LABEL, Kind.PARAMETER)
"""What takes each value of its domain; other domains are told for people, or follow from a definition."""


@dataclass(frozen=True)
class Symbol:
    """One symbol with one meaning.

    Args:
        name: In the text syntax.
        kind: What it is.
        domain: For people and for the sampler: ``{0, 1}``, ``real``, ``1 … m``.
        meaning: One sentence by language.
        latex: The symbol itself; ``entry`` and ``row`` are formats for ``v[i]``/``X[i, j]`` and ``X[i]``.
        unicode: The same for a terminal.
        shape: Sizes as texts: () a scalar, ("m",) a vector, ("m", "p + 1") a matrix.
        runs: For an index, or a vector of indices, the first and last value, as texts.
    """

    name: str
    kind: Kind
    domain: str
    meaning: Text
    latex: str
    unicode: str
    shape: tuple[str, ...] = ()
    entry: str = ""
    entry_unicode: str = ""
    row: str = ""
    row_unicode: str = ""
    runs: tuple[str, str] = ("", "")

    @property
    def positive(self) -> bool:
        """Whether its domain, which is a choice for all but defined symbols, has positive numbers only."""
        return self.kind in (Kind.SIZE, Kind.BASE) or (
            self.kind in (Kind.DATA, Kind.PARAMETER) and self.domain.startswith(("(0", "0 <"))
        )


class DefinitionKind(Enum):
    """Why an equation holds without a proof."""

    DEFINITION = "definition"
    MODEL = "model"
    DATA = "data"


@dataclass(frozen=True)
class Definition:
    """``left := right``: a definition, a modelling choice or a fact about the data. Index letters are any index."""

    name: str
    left: str
    right: str
    kind: DefinitionKind
    title: Text
    sentence: Text


@dataclass(frozen=True, eq=False)
class Context:
    """The symbols, the definitions and the index ranges of a derivation.

    Args:
        symbols: All names that its terms use.
        definitions: The equations that hold by choice.
        ranges: For each size, as text, its first and last index, as texts.
        assumptions: What is assumed beyond the domains: conditions as rules have them, as texts.
    """

    symbols: tuple[Symbol, ...]
    definitions: tuple[Definition, ...]
    ranges: tuple[tuple[str, str, str], ...]
    assumptions: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Symbol]:
        """The symbols by name."""
        return {symbol.name: symbol for symbol in self.symbols}

    @cached_property
    def variables(self) -> dict[str, Variable]:
        """The symbols as terms."""
        found: dict[str, Variable] = {}
        for symbol in sorted(self.symbols, key=lambda s: len(s.shape)):
            sizes = [parse(size, found.get) for size in symbol.shape]
            found[symbol.name] = Variable(symbol.name, *(sizes + [core.ONE] * (2 - len(sizes)) if sizes else []))
        return found

    def parse(self, text: str) -> Term:
        """Read a term whose names are this context's symbols.

        Raises:
            ParseError: The text is not of the language, or sums over something else than an index.
            ShapeError: The shapes of its parts don't fit.
        """
        if text not in self.read:
            self.read[text] = parse(text, self.variables.get, lambda term: self.kind(term.name) is Kind.INDEX)
        return self.read[text]

    @cached_property
    def read(self) -> dict[str, Term]:
        """The texts that were read, with what they are."""
        return {}

    def misplaced_binder(self, term: Term) -> Term | None:
        """A sum whose index is a declared letter with bounds other than the declared ones, if there is one.

        Elsewhere the letter's declared range is relied on. A sum without its first term is allowed.
        """
        for part in binders(term):
            runs, bounds = self.runs(part.children[0]), part.children[1:3]
            if runs and bounds != runs and not (runs[0] == core.ZERO and bounds == (core.ONE, runs[1])):
                return part
        return None

    @cached_property
    def equations(self) -> dict[str, tuple[Term, Term]]:
        """The definitions as pairs of patterns, by name: the indices of the left side become slots, bound ones too."""
        found = {}
        for definition in self.definitions:
            try:
                left, right = self.parse(definition.left), self.parse(definition.right)
            except ValueError as error:
                raise type(error)(f"definition {definition.name}: {error}") from error
            if left.shape != right.shape:
                raise core.ShapeError(f"definition {definition.name}: {left} and {right} differ in shape")
            bound = {part.children[0] for part in binders(left)}
            names = free_names(left) | {index.name for index in bound if isinstance(index, Variable)}
            slots = {self.variables[n]: Slot(n) for n in names if self.by_name[n].kind is Kind.INDEX}
            for index, slot in slots.items():
                right = right.xreplace({index: slot}) if index in bound else substitute(right, index, slot)
            found[definition.name] = (left.xreplace(slots), right)
        return found

    @cached_property
    def totals(self) -> dict[str, tuple[Term, Term, core.Constant]]:
        """The symbols whose entries are known to add up to a number, such as ``sum(k, 1, K, y[k]) = 1``.

        For each the bounds of the sum, which is over the last index, and the number.
        """
        found = {}
        for definition in self.definitions:
            left, right = self.parse(definition.left), self.parse(definition.right)
            if definition.kind is DefinitionKind.DATA and isinstance(left, core.Summation):
                index, low, high, body = left.children
                entry = isinstance(body, Entry) and isinstance(body.base, Variable) and body.indices[-1] == index
                if entry and isinstance(right, core.Constant):
                    found[body.base.name] = (low, high, right)
        return found

    def total(self, term: Term) -> tuple[Term, Term, Term, core.Constant] | None:
        """Of an entry of such a symbol: its last index, the bounds, and what the sum over it is."""
        if not isinstance(term, Entry) or not isinstance(term.base, Variable) or term.base.name not in self.totals:
            return None
        *others, last = term.indices
        if any(free_names(last) & free_names(other) for other in others):
            return None  # as in Y[k, k], a diagonal
        return (last, *self.totals[term.base.name])

    @cached_property
    def defining(self) -> dict[str, frozenset[str]]:
        """For each defined symbol, the names in its definitions; the letters of its own entries aren't among them."""
        found: dict[str, frozenset[str]] = {}
        for definition in self.definitions:
            left, right = self.parse(definition.left), self.parse(definition.right)
            base = left.base if isinstance(left, Entry) else left
            if isinstance(base, Variable) and self.by_name[base.name].kind in (Kind.DEFINED, Kind.CONSTANT):
                own = frozenset(n for n in free_names(left) if self.by_name[n].kind is Kind.INDEX)
                found[base.name] = found.get(base.name, frozenset()) | (free_names(right) - own)
        return found

    def is_positive(self, term: Term) -> bool:
        """Whether a symbol, or an entry of one, is positive by the domain that it is declared with."""
        base = term.base if isinstance(term, Entry) else term
        return isinstance(base, Variable) and base.name in self.by_name and self.by_name[base.name].positive

    def domain(self, term: Term) -> Domain | None:
        """The domain that a symbol, or an entry of one, is declared with; None where that is text, or a consequence."""
        base = term.base if isinstance(term, Entry) else term
        return self.domains.get(base.name) if isinstance(base, Variable) else None

    @cached_property
    def domains(self) -> dict[str, Domain | None]:
        """The domains of the symbols whose domain is declared."""
        return {symbol.name: read_domain(symbol.domain) for symbol in self.symbols if symbol.kind in DECLARED}

    def depends(self, term: Term) -> frozenset[str]:
        """The names that a term depends on, through the definitions of its symbols.

        The indices in a definition are letters for those that the term itself has.
        """
        seen: set[str] = set()
        waiting = list(free_names(term))
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(self.defining.get(name, ()))
        return frozenset(seen)

    def range_of(self, size: Term) -> tuple[Term, Term]:
        """First and last index of a size."""
        if size not in self.bounds:
            raise KeyError(f"no index range is declared for the size {size}")
        return self.bounds[size]

    @cached_property
    def bounds(self) -> dict[Term, tuple[Term, Term]]:
        """The index ranges as terms, by size."""
        return {self.parse(size): (self.parse(low), self.parse(high)) for size, low, high in self.ranges}

    def runs(self, index: Term) -> tuple[Term, Term] | None:
        """First and last value of an index, or of an entry of a vector of indices, where it is declared."""
        base = index.base if isinstance(index, Entry) else index
        symbol = self.by_name.get(getattr(base, "name", ""))
        if symbol is None or not symbol.runs[0]:
            return None
        return self.parse(symbol.runs[0]), self.parse(symbol.runs[1])

    def kind(self, name: str) -> Kind:
        """What the symbol of that name is."""
        return self.by_name[name].kind
