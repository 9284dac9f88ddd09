"""How functions are written, by their records. In: a notation. Out: what writes terms in it, for both printers."""

from __future__ import annotations

from ..functions.notation import Around, Head, Notation, PowerOf, Prefix
from ..terms.core import Path, Term
from .printer import ATOM, FACTOR, SCRIPTED, SUM, Piece, Printer, Writer


def written(notation: Notation) -> Writer:
    """What writes a function in a notation."""
    if isinstance(notation, PowerOf):
        return lambda printer, term, path: printer.power_of(notation, term, printer.child(term, path, 0, 0))
    if isinstance(notation, Around):
        return lambda printer, term, path: Piece(notation.form.format(printer.child(term, path, 0, 0)), ATOM)
    return prefix(notation) if isinstance(notation, Prefix) else head(notation)


def named_by(notation: Head, printer: Printer, term: Term, path: Path) -> tuple[str, tuple[int, ...]]:
    """A name with the arguments that stand in it, and the numbers of the others."""
    count = len(term.children)
    inside = notation.inside(count)
    if len(inside) == count:
        return notation.name, inside
    least = printer.least_below if isinstance(notation, Prefix) else 0
    return notation.name.format(*(printer.child(term, path, n, least) for n in range(count))), inside


def prefix(notation: Prefix) -> Writer:
    """A name before the argument: log a, log(a + b)."""

    def write(printer: Printer, term: Term, path: Path) -> Piece:
        name, (number,) = named_by(notation, printer, term, path)
        found = printer.piece(term.children[number], (*path, number))
        if found.level >= SCRIPTED and not found.open:
            return Piece(f"{name} {found.text}", FACTOR, open=True)
        return Piece(f"{name}{printer.enclosed(found.text)}", FACTOR)

    return write


def head(notation: Head) -> Writer:
    """A name with its arguments in brackets, but for those that stand in the name."""

    def write(printer: Printer, term: Term, path: Path) -> Piece:
        name, inside = named_by(notation, printer, term, path)
        arguments = ", ".join(printer.child(term, path, n, SUM) for n in inside)
        return Piece(f"{name}{printer.enclosed(arguments)}", printer.level_of_functions)

    return write


def function(name: str) -> Writer:
    """A function by its name, with its arguments in brackets."""
    return head(Head(name))
