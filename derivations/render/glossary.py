"""What a section shows for the first time. In: its lines, and what was shown before. Out: a sentence for each.

A symbol is explained where it first stands: its shape and meaning are the context's. So is each sign of ``SIGNS``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..terms.context import Context, Kind, Symbol
from ..terms.core import ONE, SCALAR, Entry, MatrixProduct, Plus, Term, Variable
from ..verify.verdict import CheckedStage
from .latex import to_latex
from .words import SIGNS, WORDS, Typesetter, say

EXPLAINED = frozenset({Kind.DATA, Kind.LABEL, Kind.PARAMETER, Kind.DEFINED, Kind.CONSTANT, Kind.BASE})
"""The kinds of symbols that are explained: not indices, nor sizes."""

Occurrence = tuple[str, int]
"""A symbol's name, and by how many indices it is written."""


def lines_of(stage: CheckedStage) -> Iterator[Term]:
    """A stage's lines, those of the small steps among them."""
    yield stage.derivation.start
    for step in stage.derivation.steps:
        for atom in step.atoms:
            yield atom.after


def occurrences(term: Term) -> Iterator[Occurrence]:
    """The symbols in a term, from left to right."""
    if isinstance(term, Entry) and isinstance(term.base, Variable):
        yield term.base.name, len(term.indices)
        for index in term.indices:
            yield from occurrences(index)
    elif isinstance(term, Variable):
        yield term.name, 0
    else:
        for child in term.children:
            yield from occurrences(child)


class Glossary:
    """What a reader has met.

    Args:
        context: Where the symbols are declared.
        language: Of the words.
    """

    def __init__(self, context: Context, language: str = "en") -> None:
        self.context, self.language = context, language
        self.typeset = Typesetter(context, language).sentence
        self.met: set[Occurrence] = set()
        self.signs: set[str] = set()

    def new(self, lines: Iterable[Term]) -> tuple[str, ...]:
        """What these lines show for the first time: a text for each symbol and each sign."""
        found: dict[str, set[int]] = {}
        signs: dict[str, str] = {}
        for line in lines:
            for name, count in occurrences(line):
                symbol = self.context.by_name[name]
                known = (name, count) in self.met or (count and (name, 0) in self.met)
                if symbol.kind in EXPLAINED and not known:
                    found.setdefault(name, set()).add(count)
                    self.met.add((name, count))
            text = to_latex(line, self.context)
            for mark, sentence in SIGNS[self.language].items():
                if mark in text and mark not in self.signs:
                    self.signs.add(mark)
                    signs[mark] = sentence
        texts = [self.explained(self.context.by_name[name], counts) for name, counts in found.items()]
        return (*texts, *signs.values())

    def explained(self, symbol: Symbol, counts: set[int]) -> str:
        """A symbol with its shape and its meaning."""
        words = WORDS[self.language]
        size = self.size(symbol)
        meaning = self.typeset(say(symbol.meaning, self.language))
        indices = "ij" if symbol.runs == ("", "") and len(symbol.shape) != 1 else self.index(symbol)
        whole = rf"\({symbol.latex}\){f', {size}' if size else ''}"
        parts = []
        if symbol.row and counts & {0, 1}:
            parts.append(words["row"].format(rf"\({symbol.row.format('i')}\)"))
        if symbol.entry and counts & {0, len(symbol.shape)}:
            parts.append(words["entry"].format(rf"\({symbol.entry.format(*indices)}\)"))
        told = f" ({', '.join(parts)})" if parts else ""
        return f"{whole}{told}: {meaning}"

    def index(self, symbol: Symbol) -> str:
        """The letter that numbers the entries of a vector: the first declared one that runs over its size."""
        (size,) = symbol.shape
        low, high = self.context.range_of(self.context.parse(size))
        for found in self.context.symbols:
            if found.runs[0] and self.context.runs(self.context.variables[found.name]) == (low, high):
                return found.latex
        return "i"

    def size(self, symbol: Symbol) -> str:
        """A symbol's shape in words; '' for a number."""
        words = WORDS[self.language]
        shape = self.context.variables[symbol.name].shape
        if shape == SCALAR:
            return ""
        rows = to_latex(shape[0], self.context)
        if shape[1] == ONE:
            return words["vector"].format(rf"\({rows}\)")
        sizes = [
            f"({text})" if isinstance(side, Plus | MatrixProduct) else text
            for side, text in ((side, to_latex(side, self.context)) for side in shape)
        ]
        return words["matrix"].format(rf"\({sizes[0]} \times {sizes[1]}\)")
