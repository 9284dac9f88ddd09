"""What is 0 by its definitions, such as what rounding leaves. In: a term, a context. Out: the reason, or ''."""

from __future__ import annotations

from functools import lru_cache

from sympy import Symbol, cancel, together

from ..terms.context import Context
from ..terms.core import ZERO, Choose, Constant, Negative, Plus, Quotient, Term, Times
from ..terms.lower import NotLowered, lower
from ..terms.places import canonical
from .unfold import unfold
from .unguard import unguarded


@lru_cache(maxsize=5_000)
def is_zero(parts: tuple[Term, ...], context: Context) -> str:
    """Why a term is 0; '' where that isn't found."""
    term = parts[0]
    atoms: dict[object, Symbol] = {}

    def name(part: Term) -> Symbol | None:
        if isinstance(part, Constant | Plus | Times | Negative | Quotient):
            return None
        return atoms.setdefault(canonical(part), Symbol(f"A{len(atoms)}"))

    for _ in range(len(context.definitions) + 1):
        term = without_zeros(unguarded(term), context)
        try:
            zero = cancel(together(lower(term, name))) == 0
        except NotLowered:
            return ""
        if zero:
            return "with its definitions put in, all terms cancel"
        unfolded = unfold(term, context)
        if unfolded == term:
            return ""
        term = unfolded
    return ""


def without_zeros(term: Term, context: Context) -> Term:
    """The term with 0 for each choice between two terms that are 0."""
    if isinstance(term, Choose) and all(is_zero((branch,), context) for branch in term.children[1:]):
        return ZERO
    return type(term)(*(without_zeros(child, context) for child in term.children)) if term.children else term
