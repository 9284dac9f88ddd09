"""Places in a term. In: a term and a path (the number of the child to go down to, from the root). Out: terms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from . import core
from .core import Binder, Nary, Path, Term, Variable


class PlaceError(LookupError):
    """A path leads nowhere in this term."""


def at(term: Term, path: Path) -> Term:
    """The sub-term at a path."""
    for depth, number in enumerate(path):
        if not 0 <= number < len(term.children):
            raise PlaceError(f"no place {list(path[: depth + 1])}: {term} has {len(term.children)} parts")
        term = term.children[number]
    return term


def replace(term: Term, path: Path, new: Term) -> Term:
    """The term with the sub-term at a path replaced; flat terms stay flat."""
    if not path:
        return new
    children = list(term.children)
    if not 0 <= path[0] < len(children):
        raise PlaceError(f"no place {list(path)} in {term}")
    children[path[0]] = replace(children[path[0]], path[1:], new)
    return type(term)(*children)


@lru_cache(maxsize=50_000)
def free_names(term: Term) -> frozenset[str]:
    """The names of variables that occur free, bound indices of sums left out."""
    if isinstance(term, Variable):
        return frozenset({term.name})
    if isinstance(term, Binder):
        index, low, high, body = term.children
        return free_names(low) | free_names(high) | (free_names(body) - free_names(index))
    return frozenset().union(*(free_names(child) for child in term.children))


@lru_cache(maxsize=50_000)
def binders(term: Term) -> tuple[Binder, ...]:
    """The different sums and products over an index in a term, outermost first."""
    own = (term,) if isinstance(term, Binder) else ()
    return tuple(dict.fromkeys((*own, *(part for child in term.children for part in binders(child)))))


@lru_cache(maxsize=50_000)
def height(term: Term) -> int:
    """How many sums and products over an index stand in each other."""
    return max(map(height, term.children), default=0) + isinstance(term, Binder)


def by_height(term: Term, names: Mapping[Term, Term] = MappingProxyType({})) -> Term:
    """The term with its bound indices named by how many sums stand in theirs: equal sums are one and the same term.

    Args:
        term: Any term; none of its own names begins with ``_h``.
        names: The new names of indices that are bound around it.
    """
    if not height(term) and free_names(term).isdisjoint(old.name for old in names if isinstance(old, Variable)):
        return term
    if term in names:
        return names[term]
    if isinstance(term, Binder):
        index, low, high, body = term.children
        own = Variable(f"_h{height(body) + 1}")
        ends = by_height(low, names), by_height(high, names)
        return type(term)(own, *ends, by_height(body, {**names, index: own}))
    return type(term)(*(by_height(child, names) for child in term.children))


def substitute(term: Term, old: Term, new: Term) -> Term:
    """Replace a free index, or an entry of such indices, by a term, everywhere in ``term``.

    What a sum binds anew isn't free in its body: there ``y[i]`` is another one in a sum over i.

    Raises:
        ValueError: A sum inside would bind a name of ``new`` (capture).
    """
    if term == old:
        return new
    if isinstance(term, Binder):
        index, low, high, body = term.children
        if free_names(index) & free_names(old):
            return type(term)(index, substitute(low, old, new), substitute(high, old, new), body)
        if free_names(index) & free_names(new) and free_names(old) <= free_names(body):
            raise ValueError(f"{new} would be captured by the {term.symbol} over {index} in {term}")
    if not term.children:
        return term
    return type(term)(*(substitute(child, old, new) for child in term.children))


@lru_cache(maxsize=10_000)
def canonical(term: Term) -> str:
    """A key that is equal for terms that differ only in the order of sums and products and in bound names."""
    return key(term, ())


def key(term: Term, bound: tuple[Term, ...]) -> str:
    """The same inside binders, whose names are told by how far outside they are bound."""
    if term in bound:
        return f"bound {bound[::-1].index(term)}"
    kind, inner = type(term).__name__, term.children
    if not inner:
        return f"{kind}({', '.join(map(repr, term.args))})"
    if isinstance(term, Binder):
        index, low, high, body = inner
        keys = [key(low, bound), key(high, bound), key(body, (*bound, index))]
    elif bound:
        keys = [key(child, bound) for child in inner]
    else:
        keys = [canonical(child) for child in inner]
    if isinstance(term, Nary) and term.commutative:
        keys.sort()
    return f"{kind}({', '.join(keys)})"


def same(left: Term, right: Term) -> bool:
    """Whether two terms are one and the same up to the order of sums and products and bound names."""
    return left == right or canonical(left) == canonical(right)


def changed(before: Term, after: Term) -> tuple[Path, tuple[int, ...], tuple[int, ...]]:
    """Where two lines differ: the path to the node, and its differing children on either side (empty: all of it)."""
    path: Path = ()
    while type(before) is type(after) and before.children and after.children:
        if isinstance(before, Binder) and before.children[:3] != after.children[:3]:
            break
        ours, theirs = before.children, after.children
        head = 0
        while head < min(len(ours), len(theirs)) and ours[head] == theirs[head]:
            head += 1
        tail = 0
        while tail < min(len(ours), len(theirs)) - head and ours[-1 - tail] == theirs[-1 - tail]:
            tail += 1
        left, right = len(ours) - tail, len(theirs) - tail
        if left - head == 1 and right - head == 1:
            path, before, after = (*path, head), ours[head], theirs[head]
            continue
        if isinstance(before, Nary) and (left - head < len(ours)) and left > head and right > head:
            return path, tuple(range(head, left)), tuple(range(head, right))
        break
    return path, (), ()


def walk_paths(term: Term) -> list[Path]:
    """The paths of all sub-terms, outermost first."""
    return [path for path, _ in core.walk(term)]
