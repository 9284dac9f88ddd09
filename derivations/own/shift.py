"""Losses that don't see where all predictions of a vector stand. In: a loss's term. Out: whether it is one.

Softmax and all that is made of it are the same when every entry of the vector grows by one number. Then the code may
subtract the largest entry first, and no exponential overflows, whatever the loss is called.
"""

from __future__ import annotations

from ..terms.context import Context, Kind, Symbol
from ..terms.core import Entry, Plus, Term, Variable
from ..verify.check import normal_form
from ..verify.verdict import Result

BY = "shift_of_all"
"""The number that all entries grow by; no name of a user's looks like it."""


def unmoved(term: Term, vector: str, context: Context) -> bool:
    """Whether a term, with its definitions put in, is proved to be the same when all entries of a vector grow alike."""
    number = Symbol(BY, Kind.DATA, "real", {"en": "a number"}, BY, BY)
    wider = Context((*context.symbols, number), context.definitions, context.ranges, context.assumptions)
    return normal_form(moved(term, vector), term, wider).result is Result.PROVED


def moved(term: Term, vector: str) -> Term:
    """A term whose vector has grown."""
    if isinstance(term, Entry) and term.base == Variable(vector, *term.base.shape):
        return Plus(term, Variable(BY))
    return type(term)(*(moved(child, vector) for child in term.children)) if term.children else term
