"""What the expressions of a user's loss may hold. In: text, a term or a SymPy expression. Out: a term, all names known.

Nothing is evaluated: text is read by the parser of terms, which admits its own language and nothing else.
"""

from __future__ import annotations

import difflib
import keyword
import re
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ..functions import FUNCTIONS
from ..terms import core
from ..terms.core import Proposition, Term, Variable, walk
from ..terms.lift import lift
from ..terms.parser import DEEPEST, ParseError, parse, tokens, where

ADMITTED = (*(record.word for record in FUNCTIONS if record.admitted), "where", "indicator", "sum", "prod")
"""The functions of numbers, and sums and products over an index; the rest of the language speaks of whole vectors."""

ALIASES = {alias: name for alias, name in core.ALIASES.items() if name in ADMITTED}
STRUCTURE = (
    core.Plus, core.Times, core.Negative, core.Quotient, core.Power, core.Constant, core.CircleConstant, Variable,
    Proposition, core.Entry,
)  # fmt: skip
CHOOSERS = (core.Choose, core.Indicator)
"""The terms whose first part is a comparison."""

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
LONGEST_NAME = 40
MOST_NODES = 4_000
"""How large the loss may be with its definitions put in."""

LETTERS = {"e": "write exp(1) for the number e, and exp(x) for its powers", "inf": "the language holds no infinity",
           "nan": "the language holds no such number", "infinity": "the language holds no infinity"}  # fmt: skip
"""Names that people take for constants."""


INSTALLED = ("derivations", "numpy", "scipy")
"""Modules beside Python's own that a loss's module must not hide."""


class LossError(ValueError):
    """A loss's definition can't be used; the message tells where, why, and what to do."""


def listed(names: Iterable[str]) -> str:
    """Some names in a sentence."""
    *first, last = [repr(name) for name in names]
    return f"{', '.join(first)} and {last}" if first else last


def near(name: str, known: Iterable[str]) -> str:
    """``did you mean 'p'?`` where a known name is near; else ''."""
    close = difflib.get_close_matches(name, list(known), 1, 0.6)
    return f"did you mean {close[0]!r}?" if close else ""


def check_name(name: object, place: str, symbol: bool = True) -> str:
    """A name that a symbol can bear, or else a module of Python.

    Raises:
        LossError: It can't.
    """
    if not isinstance(name, str):
        raise LossError(f"{place}: a name is text, not {name!r}; put it in quotes")
    if not NAME.fullmatch(name):
        raise LossError(f"{place}: {name[:60]!r} is no name; begin with a letter a-z, then letters, digits and _")
    if len(name) > LONGEST_NAME:
        raise LossError(f"{place}: the name {name[:12]!r}… is longer than {LONGEST_NAME} letters; choose a shorter one")
    if symbol and (name in ADMITTED or name in ALIASES or name in ("pi", "ones", "zeros")):
        what = "the number π" if name == "pi" else "a function"
        raise LossError(f"{place}: {name!r} is {what} of the language; choose another name, such as {name + '_'!r}")
    if not symbol and (name in sys.stdlib_module_names or name in INSTALLED):
        raise LossError(f"{place}: {name!r} is a module that the code needs, or of Python; write {name + '_loss'!r}")
    if keyword.iskeyword(name):
        raise LossError(f"{place}: {name!r} is a word of Python, in which code is made; write {name + '_'!r}")
    return name


def from_sympy(expression: Any, place: str) -> Term:
    """A SymPy expression as a term; its symbols become names.

    Raises:
        LossError: Some part of it has no term.
    """
    for symbol in sorted(getattr(expression, "free_symbols", ()), key=str):
        check_name(str(symbol), place)
    try:
        return lift(expression)
    except ValueError as error:
        raise LossError(f"{place}: {error}; write the expression as text") from error


def read_term(source: object, names: Mapping[str, Variable], place: str, later: Sequence[str] = ()) -> Term:
    """An expression as a term.

    Args:
        source: Text, a term, or a SymPy expression.
        names: The names that it may use, as terms.
        place: Where it stands, for messages.
        later: Of a definition, its own name and those that are defined after it.

    Raises:
        LossError: It isn't of the language, or uses another name.
    """
    if isinstance(source, str):
        term = read_text(source, names, place, later)
    elif isinstance(source, Term):
        term = source
    elif hasattr(source, "free_symbols") and hasattr(source, "args"):
        term = from_sympy(source, place)
    elif isinstance(source, int) and not isinstance(source, bool):
        return read_term(str(source), names, place, later)
    else:
        raise LossError(f"{place}: an expression is text, not {kind_of(source)}; put it in quotes")
    unknown = dict.fromkeys(p.name for _, p in walk(term) if isinstance(p, Variable) and p.name not in names)
    if unknown:
        raise LossError(f"{place}: {undeclared(list(unknown), names, later)}")
    check_parts(term, place)
    return term


def read_text(text: str, names: Mapping[str, Variable], place: str, later: Sequence[str] = ()) -> Term:
    """The term of a text."""
    if not text.strip():
        raise LossError(f"{place}: the expression is empty; write one")
    unknown: list[str] = []

    def known(name: str) -> Term | None:
        if name == core.CircleConstant.symbol:
            return None
        if name not in names and name not in unknown:
            unknown.append(name)
        return names.get(name) or Variable(name)

    try:
        term = parse(text, known)
    except ParseError as error:
        raise LossError(f"{place}: {hinted(str(error), names)}") from error
    except ValueError as error:
        scalar = re.match(r"(\w+) is a scalar and has no entries", str(error))
        cure = f'declare it as a vector, with size = "K"; a prediction as "{scalar[1]}[K]"' if scalar else MADE_OF
        raise LossError(f"{place}: {error}; {cure}") from error
    if unknown:
        check_parts(term, place)
        first = next(word for word in tokens(text) if word.kind == "name" and word.text in unknown)
        raise LossError(f"{place}: {where(text, first.offset)}: {undeclared(unknown, names, later)}")
    return term


def hinted(message: str, names: Collection[str]) -> str:
    """A parser's message with what to do."""
    function = re.search(r"unknown function '(\w+)'", message)
    if function and function[1] in names:
        return f"{message.partition(';')[0]}; {function[1]} is a symbol: write * between it and the bracket"
    return message if ";" in message else f"{message}; mend the expression"


def undeclared(unknown: Sequence[str], names: Collection[str], later: Sequence[str] = ()) -> str:
    """What is wrong with names that nobody declared before, and what to do."""
    if later and later[0] in unknown:
        return f"{later[0]!r} is defined by itself; a definition may use only those above it"
    below = [name for name in unknown if name in later]
    if below:
        verb = "is" if len(below) == 1 else "are"
        return f"{listed(below)} {verb} defined only further down; a definition may use only those above it"
    cure = "declare data under [variables], constants under [parameters], abbreviations under [definitions]"
    hint = next((f"{LETTERS[name]}; else " for name in unknown if name in LETTERS), "")
    if not hint and len(unknown) == 1 and near(unknown[0], names):
        hint = f"{near(unknown[0], names)} Else "
    return f"{listed(unknown)} {'is' if len(unknown) == 1 else 'are'} not declared; {hint}{cure}"


def check_parts(term: Term, place: str) -> None:
    """Refuse what isn't a number made of numbers.

    Raises:
        LossError: Some part is.
    """
    if isinstance(term, Proposition):
        raise LossError(f"{place}: {term} is a comparison, not a number; put it into where(…, …, …) or indicator(…)")
    for _, part in walk(term):
        try:
            shape = part.shape
        except ValueError as error:
            raise LossError(f"{place}: {error}; {MADE_OF}") from error
        if shape != core.SCALAR and isinstance(part, Variable) and part is not term:
            continue  # a vector, of which an entry is taken: all else that is made of it is no single number
        if shape != core.SCALAR:
            vector = next((p for _, p in walk(part) if isinstance(p, Variable) and p.shape != core.SCALAR), None)
            cure = f"take entries, such as {vector}[k]" if vector else "write the loss of one sample"
            raise LossError(f"{place}: {part} is no single number; {cure}")
        if isinstance(part, STRUCTURE):
            pass
        elif part.symbol not in ADMITTED:
            said = part.symbol or {core.MatrixProduct: "@", core.Transposed: "'"}.get(type(part), type(part).__name__)
            raise LossError(
                f"{place}: {said!r} can't stand in a loss; write the loss of one sample, with functions of numbers"
            )
        for number, child in enumerate(part.children):
            expected = isinstance(part, CHOOSERS) and number == 0
            if isinstance(child, Proposition) != expected:
                found = "a comparison" if expected else "a number"
                raise LossError(f"{place}: in {part}, {found} is expected where {child} stands; mend the expression")


def check_size(terms: Mapping[str, Term], place: str) -> None:
    """Refuse a loss that is too large with its definitions put in.

    Args:
        terms: The definitions in order, then the loss, by name.
        place: For messages.

    Raises:
        LossError: It is.
    """
    sizes: dict[str, tuple[int, int]] = {}
    for name, term in terms.items():
        count = depth = 0
        for path, part in walk(term):
            inner, deep = sizes.get(part.name, (1, 1)) if isinstance(part, Variable) else (1, 1)
            count, depth = count + inner, max(depth, len(path) + deep)
        if count > MOST_NODES or depth > DEEPEST:
            raise LossError(
                f"{place}: with its definitions put in, {name or 'the loss'} has {count} parts, {depth} deep; "
                f"at most {MOST_NODES}, {DEEPEST} deep, are worked on: simplify it"
            )
        sizes[name] = count, depth


MADE_OF = "a loss is made of numbers"


def kind_of(value: object) -> str:
    """What a value is, for messages: in TOML's words."""
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}
    return kinds.get(type(value), type(value).__name__)
