"""Which kinds of parts a term has. In: a term. Out: their classes, worked out once for equal terms."""

from __future__ import annotations

from functools import lru_cache

from ..terms import core
from ..terms.core import Term

DERIVATIVES: tuple[type[Term], ...] = (
    core.Partial, core.Differential, core.Gradient, core.GradientOf, core.Jacobian, core.JacobianOf,
)  # fmt: skip
"""Terms that are derivatives."""


@lru_cache(maxsize=20_000)
def kinds(term: Term) -> frozenset[type[Term]]:
    """The kinds of its parts."""
    own = (kind for kind in type(term).__mro__ if issubclass(kind, Term))
    return frozenset(own).union(*map(kinds, term.children))


def asks(term: Term, some: tuple[type[Term], ...]) -> bool:
    """Whether a part of it is of one of these kinds."""
    return not kinds(term).isdisjoint(some)
