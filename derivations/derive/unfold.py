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
    if isinstance(term, Entry | Variable | Probability | Summation):
        for left, right in (*context.equations.values(), find("complement").patterns):
            for bound in match(left, term, {}):
                return build(right, bound)
    if not term.children:
        return term
    return type(term)(*(unfold(child, context) for child in term.children))
