"""A term → the lines of a function. In: a term, its symbols. Out: lines, each naming a part that is used twice or more.

``where(safe, a, extended(a))`` becomes a call that works out ``extended(a)`` only where it isn't safe, by a second
function over numbers with twice the digits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..terms import core
from ..terms.core import Term
from ..terms.text import to_text
from .numpy_printer import NumpyPrinter
from .wide_printer import WidePrinter

WORDS: dict[type[Term], str] = {
    core.Plus: "sum", core.Times: "product", core.Quotient: "ratio", core.Power: "power", core.Negative: "minus",
    core.Absolute: "size", core.Choose: "choice", core.Exponential: "exp", core.Logarithm: "log",
}  # fmt: skip
"""What a named part is called; other functions by their own word."""


@dataclass(frozen=True)
class Line:
    """``name = code``, and the term that it computes."""

    name: str
    code: str
    term: Term

    @property
    def text(self) -> str:
        """The line as Python."""
        return f"{self.name} = {self.code}"

    @property
    def statement(self) -> str:
        """What it computes, in the text syntax."""
        return to_text(self.term)


@dataclass
class Body:
    """The lines of one function, and of those over wide numbers that it calls."""

    lines: list[Line] = field(default_factory=list)
    wide: dict[str, list[Line]] = field(default_factory=dict)


class Named:
    """A printer that knows names for parts: mixed into the two printers."""

    known: dict[Term, str]

    def print(self, term: Term) -> str:
        """The name of a part that has one, or its expression."""
        return self.known.get(term) or super().print(term)  # type: ignore[misc]

    def part(self, term: Term, least: int) -> str:
        """A part; a name needs no brackets."""
        return self.known.get(term) or super().part(term, least)  # type: ignore[misc]


class PlainLines(Named, NumpyPrinter):
    """Float64; it collects the functions over wide numbers.

    Args:
        names: For each symbol its name in the code.
        function: The name of the function, which those over wide numbers are named after.
        inputs: The names of its arguments.
    """

    scales = False

    def __init__(self, names: dict[str, str], function: str, inputs: tuple[str, ...]) -> None:
        super().__init__(names)
        self.known = {}
        self.function, self.inputs = function, inputs
        self.wide: dict[Term, str] = {}

    def print(self, term: Term) -> str:
        """An expression; one with an extended part is a call."""
        if term in self.known:
            return self.known[term]
        if isinstance(term, core.Choose) and isinstance(term.children[2], core.Extended):
            safe, simple, extended = term.children
            return f"where_safe({self.condition(safe)}, {super().print(simple)}, {self.call(extended)})"
        if isinstance(term, core.Extended):
            return f"where_safe(False, 0.0, {self.call(term)})"
        if isinstance(term, core.Indicator):
            return f"np.where({super().print(term.children[0])}, 1.0, 0.0)"
        if isinstance(term, core.Rounded):
            return f"np.rint({super().print(term.children[0])})"
        return super().print(term)

    def call(self, extended: Term) -> str:
        """The function over wide numbers, and its arguments."""
        count = str(len(self.wide) + 1) if self.wide else ""
        name = self.wide.setdefault(extended.children[0], f"_{self.function}_extended{count}")
        return ", ".join([name, *self.inputs])

    def condition(self, term: Term) -> str:
        """Whether all indicators of a product hold."""
        if isinstance(term, core.Less) and term.children[0] == core.ZERO:
            factors = term.children[1].children if isinstance(term.children[1], core.Times) else term.children[1:]
            if all(isinstance(factor, core.Indicator) for factor in factors):
                texts = [f"({super(Named, self).print(factor.children[0])})" for factor in factors]
                return " & ".join(texts)
        return super().print(term)


class WideLines(Named, WidePrinter):
    """Wide numbers."""

    def __init__(self, names: dict[str, str]) -> None:
        super().__init__(names)
        self.known = {}


def same_bits(term: Term) -> Term:
    """The term without signs that change no bit of a result: |−a| is |a|, −(−a) is a."""
    if not term.children:
        return term
    children = [same_bits(child) for child in term.children]
    first = children[0]
    if isinstance(first, core.Negative) and isinstance(term, core.Absolute | core.Negative):
        return core.Absolute(first.argument) if isinstance(term, core.Absolute) else first.argument
    return type(term)(*children)


def parts(term: Term) -> tuple[Term, ...]:
    """The parts that float64 code computes: not what is extended."""
    return tuple(child for child in term.children if not isinstance(child, core.Extended))


def cheap(term: Term) -> bool:
    """Whether a part isn't worth a name."""
    if isinstance(term, core.Leaf | core.Proposition | core.Indicator):
        return True
    return isinstance(term, core.Negative) and isinstance(term.argument, core.Leaf)


def shared(term: Term, inside: bool) -> list[Term]:
    """The parts that occur twice or more, inner ones first; a part inside a shared part is counted once."""
    count: Counter[Term] = Counter()
    order: list[Term] = []

    def visit(part: Term) -> None:
        count[part] += 1
        if count[part] == 1:
            for child in part.children if inside else parts(part):
                visit(child)
            order.append(part)

    visit(term)
    return [part for part in order if count[part] > 1 and not cheap(part) and part.shape == core.SCALAR]


def name_for(part: Term, taken: set[str]) -> str:
    """A free name: the word of its kind and a number."""
    word = WORDS.get(type(part)) or type(part).symbol
    number = next(n for n in range(1, 10_000) if f"{word}{n}" not in taken)
    return f"{word}{number}"


def body(
    term: Term,
    function: str,
    inputs: tuple[str, ...],
    names: dict[str, str],
    output: str,
    taken: set[str] | None = None,
) -> Body:
    """The lines that compute a term.

    Args:
        term: What is computed.
        function: The function's name.
        inputs: The symbols that are its arguments.
        names: For each symbol its name in the code, where that is another.
        output: The name of the result.
        taken: Names that lines before have; those of these lines are added.

    Raises:
        NotEmitted: A part has no code.
    """
    arguments = tuple(names.get(name, name) for name in inputs)
    term = same_bits(term)
    printer = PlainLines(names, function, arguments)
    used = set() if taken is None else taken
    used |= {*arguments, output}
    found = Body(written(term, printer, used, output, False))
    for inner, name in printer.wide.items():
        found.wide[name] = written(inner, WideLines(names), {*arguments, "result"}, "result", True)
    return found


def written(term: Term, printer: PlainLines | WideLines, taken: set[str], output: str, inside: bool) -> list[Line]:
    """A line for each shared part, and one for the whole."""
    lines = []
    for part in shared(term, inside):
        if part == term:
            continue
        name = name_for(part, taken)
        taken.add(name)
        lines.append(Line(name, printer.print(part), part))
        printer.known[part] = name
    return [*lines, Line(output, printer.print(term), term)]
