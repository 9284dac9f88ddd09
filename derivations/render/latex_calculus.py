"""How derivatives, gradients and differentials are written in LaTeX. In: a term. Out: its written form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..terms import core
from ..terms.core import Entry, Path, Term, Variable
from ..terms.places import at
from .printer import ATOM, FACTOR, SCRIPTED, Piece, Writer, repeated

if TYPE_CHECKING:
    from .latex import Latex


STRUT = r"\rule[-0.6em]{0pt}{0.6em}"
CEILING = r"\rule[-0.6em]{0pt}{1.75em}"
"""What keeps a fraction's bar away from the mark of a part above, and of one below."""


def fraction(above: str, below: str) -> str:
    """A fraction, whose bar a marked part doesn't hide."""
    marked = r"\htmlClass"
    return rf"\frac{{{above}{STRUT if marked in above else ''}}}{{{CEILING if marked in below else ''}{below}}}"


def derivative(above: str, below: str, after: str = "") -> Writer:
    """∂f/∂v, or ∂/∂v before a longer f."""

    def write(printer: Latex, term: Term, path: Path) -> Piece:
        by, body = term.children
        simple = isinstance(by, core.Leaf | Entry)
        under = below + (printer.child(term, path, 0, 0) if simple else printer.child(term, path, 0, SCRIPTED)) + after
        if isinstance(body, Variable | core.Slot | Entry | core.FunctionSlot) or not simple:
            return Piece(fraction(f"{above} {printer.child(term, path, 1, FACTOR)}", under), SCRIPTED)
        return Piece(rf"{fraction(above, under)} {printer.grouped(term, path, 1, FACTOR)}", FACTOR, open=True)

    return write


def partial(printer: Latex, term: Term, path: Path) -> Piece:
    """A derivative; those of a symbol by symbols as one fraction, ∂²f/∂v∂w."""
    orders = repeated(term)
    if not orders:
        return once(printer, term, path)
    deepest = (*path, *(1,) * (sum(count for _, count in orders) - 1))
    under, place = [], path
    for part, count in orders:
        raised = f"^{{{count}}}" if count > 1 else ""
        under.append(rf"\partial {printer.child(part, place, 0, 0)}{raised}")
        place = (*place, *(1,) * count)
    above = printer.child(at(term, deepest[len(path) :]), deepest, 1, FACTOR)
    return Piece(fraction(rf"\partial^{{{len(deepest) - len(path) + 1}}} {above}", r" \, ".join(under)), SCRIPTED)


once = derivative(r"\partial", r"\partial ")
slope = derivative(r"\partial", r"\partial ", r"^{\top}")


def jacobian(printer: Latex, term: Term, path: Path) -> Piece:
    """∂f/∂vᵀ; the Jacobian of a gradient is the Hessian ∇²f."""
    by, body = term.children
    if isinstance(body, core.Gradient) and body.children[0] == by and isinstance(by, core.Leaf):
        text = printer.grouped(body, (*path, 1), 1, FACTOR)
        return Piece(rf"\nabla_{{{printer.child(term, path, 0, 0)}}}^{{2}} {text}", FACTOR, open=True)
    if not isinstance(by, core.Slot) and (by.shape[1] != core.ONE or body.shape[1] != core.ONE):
        above = printer.child(term, path, 1, 0)
        return Piece(
            fraction(rf"\partial \operatorname{{vec}}({above})",
                     rf"\partial \operatorname{{vec}}({printer.child(term, path, 0, 0)})^{{\top}}"),
            SCRIPTED,
        )  # fmt: skip
    return slope(printer, term, path)


def gradient(printer: Latex, term: Term, path: Path) -> Piece:
    """∇f."""
    text = printer.grouped(term, path, 1, FACTOR)
    return Piece(rf"\nabla_{{{printer.child(term, path, 0, 0)}}} {text}", FACTOR, open=True)


def coefficient(after: str) -> Writer:
    """What stands before dv in a differential."""

    def write(printer: Latex, term: Term, path: Path) -> Piece:
        by, body = printer.child(term, path, 0, ATOM), printer.child(term, path, 1, 0)
        return Piece(rf"\left[ {body} \right]_{{\mathrm{{d}}{by}}}{after}", SCRIPTED)

    return write


def differential(printer: Latex, term: Term, path: Path) -> Piece:
    """The differential da."""
    found = printer.piece(term.children[1], (*path, 1))
    if found.level < FACTOR:
        return Piece(rf"\mathrm{{d}}{printer.bracket(found.text)}", FACTOR)
    return Piece(rf"\mathrm{{d}} {found.text}", FACTOR, found.open)
