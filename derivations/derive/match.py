"""Matching a rule's pattern against a term, and building the other side. In: patterns. Out: bindings, terms.

The order of matches is fixed, so that the same definition always gives the same files. A pattern of k terms matches
a longer sum or product when one of its letters can take the rest: associativity is notation.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import count

from ..terms.core import (
    SCALAR,
    Binder,
    Constant,
    Elementwise,
    FunctionSlot,
    Nary,
    Plus,
    Quotient,
    Shape,
    Slot,
    Substituted,
    Term,
    Variable,
    walk,
)
from ..terms.places import free_names, same, substitute

Bindings = dict[str, Term]
HOLE = Slot("_")
"""What a bound function is applied to: ``f`` is bound to ``log(_)``."""


def match(pattern: Term, term: Term, bound: Bindings, ordered: bool = False) -> Iterator[Bindings]:
    """All ways in which the pattern becomes the term; ``ordered`` forbids reordering of sums and products."""
    if isinstance(pattern, Slot):
        known = bound.get(pattern.name)
        if known is None:
            yield {**bound, pattern.name: term}
        elif known == term or same(known, term):
            yield bound
    elif isinstance(pattern, Constant):
        if isinstance(term, Constant) and term.value == pattern.value:
            yield from match_sizes(pattern, term, bound, ordered)
    elif isinstance(pattern, FunctionSlot):
        if isinstance(term, Elementwise):
            shape = type(term)(HOLE)
            if bound.get(pattern.name, shape) == shape:
                yield from match(pattern.children[0], term.argument, {**bound, pattern.name: shape}, ordered)
    elif type(pattern) is not type(term):
        return
    elif isinstance(pattern, Nary):
        yield from match_parts(pattern, term, bound, ordered or not pattern.commutative)
    elif not pattern.children:
        if pattern == term:
            yield bound
    elif len(pattern.children) == len(term.children):
        yield from match_all(pattern.children, term.children, bound, ordered)


def match_sizes(pattern: Constant, term: Constant, bound: Bindings, ordered: bool) -> Iterator[Bindings]:
    """The sizes of ``ones(n)`` are bound; a plain number stands for one of any shape."""
    if len(pattern.args) == 1:
        yield bound
    elif len(term.args) == 3:
        yield from match_all(pattern.args[1:], term.args[1:], bound, ordered)


def possible(pattern: Term, term: Term) -> bool:
    """Whether a pattern may match a term, by the classes of its parts: what is told without binding a letter."""
    kind = type(pattern)
    if kind is type(term):
        return pattern is term or possible_parts(pattern, term)
    if kind is Slot:
        return True
    return kind is FunctionSlot and isinstance(term, Elementwise) and possible(pattern.children[0], term.argument)


@lru_cache(maxsize=50_000)
def possible_parts(pattern: Term, term: Term) -> bool:
    """The same for two terms of one class."""
    if isinstance(pattern, Slot):
        return True
    if isinstance(pattern, Constant):
        return isinstance(term, Constant) and bool(term.value == pattern.value)
    if isinstance(pattern, Nary):
        return all(any(possible(part, child) for child in term.children) for part in hard(pattern))
    if not pattern.children:
        return pattern == term
    parts = zip(pattern.children, term.children, strict=False)
    return len(pattern.children) == len(term.children) and all(possible(part, child) for part, child in parts)


@lru_cache(maxsize=5_000)
def hard(pattern: Term) -> tuple[Term, ...]:
    """The parts of a pattern that aren't letters, so that not every term is one."""
    return tuple(part for part in pattern.children if not isinstance(part, Slot))


def match_all(
    patterns: tuple[Term, ...], terms: tuple[Term, ...], bound: Bindings, ordered: bool
) -> Iterator[Bindings]:
    """Match pairwise."""
    if not patterns:
        yield bound
        return
    for more in match(patterns[0], terms[0], bound, ordered):
        yield from match_all(patterns[1:], terms[1:], more, ordered)


def match_parts(pattern: Term, term: Term, bound: Bindings, ordered: bool) -> Iterator[Bindings]:
    """Match the parts of a sum or product; in order, or in any order. A bound letter stands for its parts."""
    cls = type(term)
    patterns: list[Term] = []
    for part in pattern.children:
        known = bound.get(part.name) if isinstance(part, Slot) else None
        patterns.extend(known.children if type(known) is cls else (part,))
    if len(patterns) > len(term.children):
        return
    if ordered:
        yield from in_order(tuple(patterns), term.children, cls, bound)
    else:
        yield from in_any_order(tuple(patterns), term.children, cls, bound)


def in_order(
    patterns: tuple[Term, ...], terms: tuple[Term, ...], cls: type[Term], bound: Bindings
) -> Iterator[Bindings]:
    """Each pattern takes a run of neighbours; only letters take more than one."""
    if not patterns:
        if not terms:
            yield bound
        return
    spare = len(terms) - len(patterns)
    longest = spare + 1 if isinstance(patterns[0], Slot) else 1
    lengths = range(1, longest + 1) if len(patterns) > 1 else range(len(terms), len(terms) + 1)
    for length in lengths:
        if length > longest:
            continue
        piece = terms[0] if length == 1 else cls(*terms[:length])
        for more in match(patterns[0], piece, bound, True):
            yield from in_order(patterns[1:], terms[length:], cls, more)


def in_any_order(
    patterns: tuple[Term, ...], terms: tuple[Term, ...], cls: type[Term], bound: Bindings
) -> Iterator[Bindings]:
    """Each pattern takes one term; the last unbound letter takes what is left."""
    rest = None
    if len(terms) > len(patterns):
        free = [n for n, p in enumerate(patterns) if isinstance(p, Slot) and p.name not in bound]
        if not free:
            return
        rest = free[-1]
    order = [n for n in range(len(patterns)) if n != rest]
    yield from assign(patterns, order, rest, terms, tuple(range(len(terms))), cls, bound)


def assign(
    patterns: tuple[Term, ...],
    order: list[int],
    rest: int | None,
    terms: tuple[Term, ...],
    left: tuple[int, ...],
    cls: type[Term],
    bound: Bindings,
) -> Iterator[Bindings]:
    """Give each pattern in ``order`` one of the terms that are left; the ``rest`` pattern gets all others."""
    if not order:
        if rest is None:
            yield bound
        else:
            pieces = [terms[n] for n in left]
            yield from match(patterns[rest], pieces[0] if len(pieces) == 1 else cls(*pieces), bound)
        return
    for number in left:
        others = tuple(n for n in left if n != number)
        for more in match(patterns[order[0]], terms[number], bound):
            yield from assign(patterns, order[1:], rest, terms, others, cls, more)


class Unbound(LookupError):
    """The other side has a letter that the matched side doesn't tell."""


def build(pattern: Term, bound: Bindings) -> Term:
    """The pattern with its letters replaced; numbers take the shape that their neighbours have.

    Raises:
        Unbound: A letter is bound to nothing.
    """
    if isinstance(pattern, Slot):
        if pattern.name not in bound:
            raise Unbound(pattern.name)
        return bound[pattern.name]
    if isinstance(pattern, FunctionSlot):
        return bound[pattern.name].func(build(pattern.children[0], bound))
    if isinstance(pattern, Constant) and len(pattern.args) == 3:
        return Constant(pattern.value, *(build(size, bound) for size in pattern.args[1:]))
    if not pattern.children:
        return pattern
    if isinstance(pattern, Binder) and isinstance(pattern.children[0], Variable):
        pattern = apart(pattern, bound)
    parts = tuple(build(child, bound) for child in pattern.children)
    if isinstance(pattern, Substituted):
        return substitute(*parts)
    if isinstance(pattern, Plus | Quotient):
        shapes = [part.shape for part in parts if part.shape != SCALAR]
        if shapes and isinstance(pattern, Plus):
            parts = tuple(fit(part, shapes[0]) for part in parts)
        elif shapes:
            parts = (fit(parts[0], shapes[0]), parts[1])
    return type(pattern)(*parts)


def apart(pattern: Binder, bound: Bindings) -> Binder:
    """The pattern of a sum over an index of its own, renamed where that is free in what is put into its body."""
    index, low, high, body = pattern.children
    assert isinstance(index, Variable)
    letters = {part.name for _, part in walk(body) if isinstance(part, Slot)}
    taken = frozenset().union(*(free_names(bound[name]) for name in letters if name in bound))
    if index.name not in taken:
        return pattern
    name = next(name for name in map("_b{}".format, count(1)) if name not in taken | free_names(body))
    return type(pattern)(Variable(name), low, high, substitute(body, index, Variable(name)))


def fit(term: Term, shape: Shape) -> Term:
    """Give a plain number the shape of its surroundings; other terms stay."""
    if isinstance(term, Constant) and term.shape == SCALAR and shape != SCALAR:
        return Constant(term.value, *shape)
    if isinstance(term, Elementwise):
        return type(term)(fit(term.argument, shape))
    return term
