"""Terms that are looked up again and again. In: a term. Out: the one object for all equal ones; what kinds of parts."""

from __future__ import annotations

from functools import lru_cache
from operator import is_

from ..terms.core import Term


@lru_cache(maxsize=20_000)
def kept(term: Term) -> Term:
    """The one object for all terms that are equal to this: to look it up is quick, since it needn't be compared."""
    parts = [kept(child) for child in term.children]
    return term if all(map(is_, parts, term.children)) else type(term)(*parts)


@lru_cache(maxsize=20_000)
def kinds(term: Term) -> frozenset[type[Term]]:
    """The kinds of its parts."""
    own = (kind for kind in type(term).__mro__ if issubclass(kind, Term))
    return frozenset(own).union(*map(kinds, term.children))


def asks(term: Term, some: tuple[type[Term], ...]) -> bool:
    """Whether a part of it is of one of these kinds."""
    return not kinds(term).isdisjoint(some)
