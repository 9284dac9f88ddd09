"""How traces, inverses, norms and the like are written in LaTeX. In: a term. Out: its written form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..terms import core
from ..terms.core import Path, Term
from .printer import ATOM, FACTOR, PRODUCT, SCRIPTED, Piece

if TYPE_CHECKING:
    from .latex import Latex


def inverse(printer: Latex, term: Term, path: Path) -> Piece:
    """The inverse, as a power."""
    return Piece(rf"{printer.child(term, path, 0, ATOM)}^{{-1}}", SCRIPTED)


def transposed(printer: Latex, term: Term, path: Path) -> Piece:
    """The transpose; of an inverse, both in one exponent."""
    inner = term.children[0]
    if isinstance(inner, core.Inverse):
        return Piece(rf"{printer.child(inner, (*path, 0), 0, ATOM)}^{{-\top}}", SCRIPTED)
    return Piece(rf"{printer.child(term, path, 0, ATOM)}^{{\top}}", SCRIPTED)


def norm(printer: Latex, term: Term, path: Path) -> Piece:
    """The norm, in double bars."""
    return Piece(rf"\left\lVert {printer.child(term, path, 0, 0)} \right\rVert", ATOM)


def kronecker_product(printer: Latex, term: Term, path: Path) -> Piece:
    """The Kronecker product."""
    left, right = (printer.child(term, path, n, FACTOR, closed=n == 0) for n in range(2))
    return Piece(rf"{left} \otimes {right}", PRODUCT)


def identity(printer: Latex, term: Term, path: Path) -> Piece:
    """The identity matrix, with its size."""
    return Piece(rf"I_{{{printer.child(term, path, 0, 0)}}}", ATOM)
