"""Positive by the signs of coefficients. In: a term, a context. Out: the reason, or ''."""

from __future__ import annotations

from typing import Any

from sympy import Poly, Symbol, cancel, fraction, together

from ..terms.context import Context, Kind
from ..terms.core import Exponential, ExponentialMinusOne, Term, Variable
from ..terms.lower import NotLowered, lower
from ..terms.places import canonical


def rational_positive(term: Term, context: Context) -> str:
    """Positive because, as a fraction in exponentials and sizes, all its coefficients are."""
    atoms: dict[object, Symbol] = {}

    def name(part: Term) -> Any:
        if isinstance(part, Exponential):
            name_of = f"E{len(atoms)}"
            own = f"{name_of}'" if name_of in context.by_name else name_of  # no size of that name is meant
            return atoms.setdefault(canonical(part), Symbol(own, positive=True))
        if isinstance(part, ExponentialMinusOne):
            return name(Exponential(part.argument)) - 1
        if (
            isinstance(part, Variable)
            and part.name in context.by_name
            and context.kind(part.name) in (Kind.SIZE, Kind.BASE)
        ):
            return atoms.setdefault(part, Symbol(part.name, positive=True))
        return None

    try:
        above, below = fraction(cancel(together(lower(term, name))))
    except NotLowered:
        return ""
    if (above.free_symbols | below.free_symbols) - set(atoms.values()):
        return ""
    for side in (above, below):
        symbols = sorted(side.free_symbols, key=str)
        if not side.is_polynomial(*symbols):
            return ""
        coefficients = Poly(side, *symbols).coeffs() if symbols else [side]
        if not all(c.is_positive for c in coefficients):
            return ""
    return f"brought to one denominator it is ({above})/({below}) where all letters are positive"
