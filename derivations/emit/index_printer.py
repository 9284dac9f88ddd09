"""Terms in index form → NumPy expressions. In: a term, its context. Out: a line of Python over whole arrays.

The samples are the last axis of every array, so that a number for each sample goes with every class by itself; a class
is the axis before. A letter for a class stands for the column ``classes`` of all their numbers, from 0.
"""

from __future__ import annotations

from collections.abc import Callable

from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import Entry, Term, Variable
from ..terms.places import free_names
from .numpy_printer import NotEmitted, NumpyPrinter, compared

CLASSES = "classes"
"""What a letter for a class is called in the code."""


class IndexPrinter(NumpyPrinter):
    """Prints terms whose letters are indices.

    Args:
        names: For each symbol its name in the code.
        context: What the names mean.
    """

    def __init__(self, names: dict[str, str], context: Context) -> None:
        super().__init__(names)
        self.context = context
        self.letters: tuple[str, ...] = ()

    def print(self, term: Term) -> str:
        """The Python expression of a term.

        Raises:
            NotEmitted: Some part has none.
        """
        if isinstance(term, Variable) and self.is_class(term):
            return self.spread(CLASSES, term)
        if isinstance(term, Entry):
            return self.entry(term)
        handler = HANDLERS.get(type(term))
        return handler(self, term) if handler else super().print(term)

    def whole(self, term: Term) -> str:
        """A line: of two letters for classes that are free in it, each has an axis of its own."""
        free = sorted(name for name in free_names(term) if self.is_class(self.context.variables[name]))
        self.letters = tuple(free)
        text = self.print(term)
        self.letters = ()
        return text

    def is_class(self, index: Term) -> bool:
        """Whether an index runs over something else than the samples."""
        name = getattr(index, "name", "")
        symbol = self.context.by_name.get(name)
        return symbol is not None and symbol.kind is Kind.INDEX and symbol.runs != self.samples

    @property
    def samples(self) -> tuple[str, str]:
        """First and last of the index that runs over the samples: the first size that is declared."""
        size = next((symbol.name for symbol in self.context.symbols if symbol.kind is Kind.SIZE), "")
        return next(((low, high) for name, low, high in self.context.ranges if name == size), ("", ""))

    def spread(self, text: str, index: Term) -> str:
        """An array whose axis of classes is that of a letter; of two letters, the first has the axis before."""
        if len(self.letters) > 2:
            raise NotEmitted(f"more than two classes at once, {', '.join(self.letters)}")
        first = len(self.letters) == 2 and getattr(index, "name", "") == self.letters[0]
        return f"{text}[:, np.newaxis]" if first else text

    def entry(self, term: Entry) -> str:
        """An entry stands for the array of all; one at a place that is worked out is picked from it."""
        text = self.print(term.base)
        last = term.indices[-1]
        if isinstance(last, Entry):
            return f"_classes.pick({text}, {self.print(last)})"
        return self.spread(text, last) if len(term.indices) > 1 else text


def over_classes(function: str) -> Callable[[IndexPrinter, Term], str]:
    """A function of all terms over the index of a class."""

    def write(printer: IndexPrinter, term: Term) -> str:
        index, _, _, body = term.children
        if not printer.is_class(index):
            raise NotEmitted(f"{term} runs over the samples")
        return f"{function}({printer.print(body)}, axis=0)"

    return write


HANDLERS: dict[type[Term], Callable[[IndexPrinter, Term], str]] = {
    core.Summation: over_classes("np.sum"),
    core.PlaceOfLargest: over_classes("np.argmax"),
    core.Kronecker: lambda p, t: compared(p, t, "==", "=="),
    core.Vectorised: lambda p, t: p.print(t.children[0]),
}
"""What is written over whole arrays; ``vec`` is left out, for arrays keep the shape of what they change."""
