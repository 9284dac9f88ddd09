"""Definitions put in, once. In: a term, a context. Out: the term with what its defined symbols stand for."""

from __future__ import annotations

from functools import lru_cache

from ..rules.book import find
from ..terms.context import Context
from ..terms.core import Entry, Probability, Summation, Term, Variable
from .match import build, match


@lru_cache(maxsize=20_000)
def unfold(term: Term, context: Context) -> Term:
    """The term with its defined symbols, modelled probabilities and known sums replaced by what they are."""
    found = meaning(term, context) if isinstance(term, Entry | Variable | Probability | Summation) else None
    if found is not None:
        return found
    if not term.children:
        return term
    return type(term)(*(unfold(child, context) for child in term.children))


def meaning(term: Term, context: Context) -> Term | None:
    """What the term itself, not a part of it, is defined as; None where no definition speaks of it."""
    for left, right in (*context.equations.values(), find("complement").patterns):
        for bound in match(left, term, {}):
            return build(right, bound)
    return None
