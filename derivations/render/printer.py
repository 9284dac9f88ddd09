"""What the LaTeX and the terminal printer share: binding, brackets, marks, sums and products. In: a term. Out: text.

A printer writes a term in its own order and form. It has one writer for each class of term, in a table; a class
without a writer is an error. Brackets stand only where the form would otherwise be read differently.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from ..functions.notation import PowerOf
from ..terms import core
from ..terms.context import Context, Symbol
from ..terms.core import (
    SCALAR,
    Binder,
    Constant,
    Differential,
    Entry,
    MatrixProduct,
    Negative,
    Path,
    Power,
    ShapeError,
    Term,
    Variable,
)

PROPOSITION, SUM, SIGN, PRODUCT, FACTOR, SCRIPTED, ATOM = range(7)
"""How tightly a piece binds. A factor may stand in a product; what is scripted may be an argument without brackets,
but takes no exponent; an atom takes one."""

Key = Path | tuple[Path, tuple[int, ...]]
"""A place in a term, or some neighbouring children of one."""

Marks = Mapping[Key, str | tuple[str, ...]]
"""The classes by which places are marked."""


@dataclass(frozen=True)
class Piece:
    """The written form of a term.

    Args:
        text: The text.
        level: How tightly it binds.
        open: It takes in what would be written to its right (``log x``, ``Σ x``), so only the last factor may be such.
    """

    text: str
    level: int
    open: bool = False


class Unprintable(TypeError):
    """A class of terms has no written form in this printer."""


Writer = Callable[[Any, Any, Path], Piece]


class Printer(ABC):
    """The common part; a subclass gives the table of writers, the brackets and the signs.

    Args:
        context: Where the symbols are declared; None: the term has none.
        marks: Places to be marked.
        elementwise: Letters stand for vectors, so that products of letters are elementwise (the rules of matrices).
        language: Of the few words inside a formula.
    """

    forms: ClassVar[dict[type[Term], Writer]] = {}
    plus: ClassVar[str] = " + "
    minus: ClassVar[str] = " - "
    leading_minus: ClassVar[str] = "-"
    marked_minus: ClassVar[str] = " - "
    times: ClassVar[str] = " "
    dot: ClassVar[str] = r" \cdot "
    hadamard: ClassVar[str] = r" \odot "
    before_differential: ClassVar[str] = " "
    level_of_functions: ClassVar[int] = FACTOR
    """How tightly a name with brackets binds."""
    least_below: ClassVar[int] = ATOM
    """How tightly a subscript of a function's name must bind to need no brackets."""

    def __init__(
        self,
        context: Context | None = None,
        marks: Marks | None = None,
        elementwise: bool = False,
        language: str = "en",
    ) -> None:
        self.context, self.elementwise, self.language = context, elementwise, language
        self.marks: dict[Key, tuple[str, ...]] = {}
        for key, names in (marks or {}).items():
            self.marks[key] = (*self.marks.get(key, ()), *((names,) if isinstance(names, str) else names))
        self.placed: set[Key] = set()
        self.written: dict[Path, Piece] = {}
        self.holding: set[Path] = set()
        self.unmarked = written_before(type(self), context, elementwise, language)

    def write(self, term: Term) -> str:
        """The whole term. A mark whose place has no text of its own goes to the part around it."""
        while True:
            self.placed, self.written = set(), {}
            self.holding = {place for key in self.marks for place in around(key)}
            text = self.piece(term, ()).text
            lost = [key for key in self.marks if key not in self.placed]
            if not lost:
                return text
            for key in lost:
                names = self.marks.pop(key)
                above: Path = key[0] if is_run(key) else key[:-1]  # type: ignore[assignment]
                if key != ():
                    self.marks[above] = (*self.marks.get(above, ()), *names)

    def piece(self, term: Term, path: Path) -> Piece:
        """A part, with its mark. It is worked out once: at its place if a mark is in it, else wherever it stands."""
        if path not in self.holding:
            found = self.unmarked.get(term)
            if found is None:
                found = self.unmarked[term] = self.form(term, path)
            return found
        if path not in self.written:
            found, names = self.form(term, path), self.take(path)
            self.written[path] = Piece(self.wrap(found.text, names), found.level, found.open) if names else found
        return self.written[path]

    def form(self, term: Term, path: Path) -> Piece:
        """A part as its class is written."""
        writer = self.forms.get(type(term))
        if writer is None:
            raise Unprintable(f"{type(self).__name__} has no form for {type(term).__name__}; add it to its table")
        return writer(self, term, path)

    def take(self, key: Key) -> tuple[str, ...]:
        """The classes of a place, which is now written."""
        if key in self.marks:
            self.placed.add(key)
            return self.marks[key]
        return ()

    def child(self, term: Term, path: Path, number: int, least: int, closed: bool = False) -> str:
        """The text of a child, in brackets where it binds less than ``least`` (or is open where it must be closed)."""
        found = self.piece(term.children[number], (*path, number))
        return self.bracket(found.text) if found.level < least or (closed and found.open) else found.text

    def wrap(self, text: str, names: Sequence[str]) -> str:
        """The text, marked."""
        for name in names:
            text = self.mark(text, name)
        return text

    @abstractmethod
    def mark(self, text: str, name: str) -> str:
        """The text, marked by one class."""

    @abstractmethod
    def bracket(self, text: str, nested: int = 1) -> str:
        """The text in brackets; square ones where more than so many levels of round ones are in it."""

    @abstractmethod
    def enclosed(self, text: str) -> str:
        """A function's arguments in round brackets."""

    @abstractmethod
    def power_of(self, notation: PowerOf, term: Term, text: str) -> Piece:
        """A function that is a power, with the text of its exponent."""

    def symbol(self, term: Variable) -> Symbol:
        """The declaration of a symbol.

        Raises:
            Unprintable: It isn't declared.
        """
        found = self.context.by_name.get(term.name) if self.context else None
        if found is None:
            raise Unprintable(f"the symbol {term.name} is not declared, so nothing tells how it is written")
        return found

    def matrix_sign(self, left: str, right: str) -> str:
        """What stands between the factors of a matrix product."""
        return " "

    def is_vector(self, term: Term) -> bool:
        """Whether a factor is a vector or matrix, so that its product with another is the elementwise one."""
        if self.elementwise:
            return not isinstance(term, Constant | Entry | Binder)
        try:
            return term.shape != SCALAR
        except ShapeError:
            return False

    def runs(self, path: Path, count: int) -> list[tuple[int, int, str]]:
        """The marked runs of children at a place, so that any two are nested or apart; longest first."""
        asked = []
        for key in self.marks:
            if is_run(key) and key[0] == path and max(key[1]) < count:
                for name in self.take(key):
                    numbers: list[int] = sorted(key[1])
                    breaks = [n for n, (a, b) in enumerate(pairwise(numbers), 1) if b != a + 1]
                    for start, end in pairwise([0, *breaks, len(numbers)]):
                        asked.append((numbers[start], numbers[end - 1] + 1, name))
        found: list[tuple[int, int, str]] = []
        for start, end, name in sorted(asked, key=lambda run: run[0] - run[1]):
            cuts = {start, end, *(cut for a, b, _ in found for cut in (a, b) if start < cut < end)}
            found.extend((a, b, name) for a, b in pairwise(sorted(cuts)))
        return found

    def joined(self, path: Path, parts: Sequence[tuple[str, str]], extra: Sequence[tuple[int, int, str]] = ()) -> str:
        """The parts of a sum or product behind their signs, with marked runs; a minus sign goes into the mark."""
        runs = [*self.runs(path, len(parts)), *extra]
        text, waiting = "", []
        for number, (sign, part) in enumerate(parts):
            opening = [run for run in runs if run[0] == number]
            if opening and sign == self.minus:
                waiting.append((text, opening))
                text = self.marked_minus + part
            elif opening:
                waiting.append((text + sign, opening))
                text = part
            else:
                text += sign + part
            while waiting and any(run[1] == number + 1 for run in waiting[-1][1]):
                before, opened = waiting.pop()
                # Runs that begin together: the shortest, which ends here, is innermost.
                text = self.wrap(text, [name for _, end, name in opened if end == number + 1])
                left = [run for run in opened if run[1] != number + 1]
                if left:
                    waiting.append((before, left))
                    break
                text = before + text
        return text


KNOWN: WeakKeyDictionary[Context, dict[tuple[type[Printer], bool, str], dict[Term, Piece]]] = WeakKeyDictionary()
"""For each context what was written in it: one line stands on a page, in a trace and in the next step."""


def written_before(
    printer: type[Printer], context: Context | None, elementwise: bool, language: str
) -> dict[Term, Piece]:
    """The parts without marks that were written with this context."""
    if context is None:
        return {}
    return KNOWN.setdefault(context, {}).setdefault((printer, elementwise, language), {})


def around(key: Key) -> Iterator[Path]:
    """The places that a marked place is in, itself among them."""
    path: Path = key[0] if is_run(key) else key  # type: ignore[assignment]
    return (path[:length] for length in range(len(path) + 1))


def is_run(key: Key) -> bool:
    """Whether a key names neighbouring children of a place."""
    return len(key) == 2 and isinstance(key[0], tuple)


def starts_with_digit(term: Term) -> bool:
    """Whether a factor's text begins with a digit."""
    if isinstance(term, Power):
        return starts_with_digit(term.children[0])
    return isinstance(term, Constant) and term.shape == SCALAR


def write_plus(printer: Printer, term: Term, path: Path) -> Piece:
    """Terms with their signs: a + b − c."""
    parts, extra = [], []
    for number, child in enumerate(term.children):
        if number and isinstance(child, Negative):
            extra += [(number, number + 1, name) for name in printer.take((*path, number))]
            parts.append((printer.minus, printer.child(child, (*path, number), 0, PRODUCT)))
        else:
            sign = printer.plus if number else ""
            parts.append((sign, printer.child(term, path, number, PRODUCT if number else SIGN)))
    return Piece(printer.joined(path, parts, extra), SUM)


def write_negative(printer: Printer, term: Term, path: Path) -> Piece:
    """−a."""
    found = printer.piece(term.children[0], (*path, 0))
    text = found.text if found.level >= PRODUCT else printer.bracket(found.text, nested=0)
    return Piece(printer.leading_minus + text, SIGN)


def write_times(printer: Printer, term: Term, path: Path) -> Piece:
    """Factors side by side, with ⊙ between vectors; an inner matrix product needs no brackets beside scalars."""
    factors = term.children
    vectors = [printer.is_vector(factor) for factor in factors]
    elementwise = sum(vectors) > 1
    parts, last = [], len(factors) - 1
    for number, factor in enumerate(factors):
        least = PRODUCT if isinstance(factor, MatrixProduct) and not elementwise else FACTOR
        text = printer.child(term, path, number, least, closed=number < last)
        sign = printer.times if number else ""
        if number and vectors[number] and any(vectors[:number]):
            sign = printer.hadamard
        elif number and (starts_with_digit(factor) or factors[number - 1] in (core.ZERO, core.ONE)):
            sign = printer.dot
        elif number and isinstance(factor, Differential):
            sign = printer.before_differential
        parts.append((sign, text))
    return Piece(printer.joined(path, parts), PRODUCT, printer.piece(factors[-1], (*path, last)).open)


def write_matrix_product(printer: Printer, term: Term, path: Path) -> Piece:
    """A B."""
    last = len(term.children) - 1
    parts: list[tuple[str, str]] = []
    for number in range(len(term.children)):
        text = printer.child(term, path, number, FACTOR, closed=number < last)
        sign = printer.matrix_sign(parts[-1][1], text) if number else ""
        beside = number and any(isinstance(part, Differential) for part in term.children[number - 1 : number + 1])
        parts.append((printer.before_differential if beside else sign, text))
    return Piece(printer.joined(path, parts), PRODUCT, printer.piece(term.children[-1], (*path, last)).open)


def index_letter(name: str) -> tuple[str, str]:
    """A letter of a rule and its number: ``a_1`` → ``a``, ``1``."""
    letter, _, number = name.partition("_")
    return letter, number


def relation(sign: str) -> Writer:
    """A statement about two numbers."""

    def write(printer: Printer, term: Term, path: Path) -> Piece:
        return Piece(f"{printer.child(term, path, 0, SUM)} {sign} {printer.child(term, path, 1, SUM)}", PROPOSITION)

    return write


def repeated(term: Term) -> list[tuple[Term, int]]:
    """A derivative of a derivative of a symbol: the outermost by each symbol, and how often; nothing for any other."""
    found: list[tuple[Term, int]] = []
    while isinstance(term, core.Partial) and isinstance(term.children[0], core.Leaf | Entry):
        if found and found[-1][0].children[0] == term.children[0]:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((term, 1))
        term = term.children[1]
    simple = isinstance(term, Variable | core.Slot | Entry | core.FunctionSlot)
    return found if simple and sum(count for _, count in found) > 1 else []
