"""Vectors in a user's loss. In: names and texts as they are written. Out: sizes, indices, and what entries add up to.

``z[K]`` declares z as a vector of K numbers, and ``sum(k, 1, K, …)`` runs over its entries ``z[k]``. What K is tells
the data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..terms import core
from ..terms.core import ONE, Binder, Entry, Term, Variable, walk
from ..terms.parser import ParseError, tokens
from ..terms.places import binders
from .language import LossError, listed

if TYPE_CHECKING:
    from .definition import Loss

SIZED = re.compile(r"\s*(\w+)\s*\[\s*(\w+)\s*\]\s*")
SUMS = {cls.symbol for cls in (core.Summation, core.IndexedProduct)}
LETTERS = ("j", "l", "r", "s", "q", "t", "u", "v")
"""What an index of a derivative may be called: the first that the loss doesn't use."""


def sized(name: object) -> tuple[object, str]:
    """A name and its size, or the letter of its entries: ``z[K]`` is z and K; the size is '' where none is given."""
    found = SIZED.fullmatch(name) if isinstance(name, str) else None
    return (found[1], found[2]) if found else (name, "")


def index_letters(text: object) -> dict[str, str]:
    """The letters that sums of a text run over, each with the size up to which, as far as the text tells."""
    found: dict[str, str] = {}
    if not isinstance(text, str):
        return found
    try:
        words = [word.text for word in tokens(text)]
    except ParseError:
        return found
    for n, word in enumerate(words[:-6]):
        if word in SUMS and words[n + 1] == "(" and words[n + 3] == ",":
            found[words[n + 2]] = words[n + 6]
    return found


def entry_letters(text: object) -> dict[str, list[str]]:
    """The letters of entries in a text, each with the vectors whose entries they are."""
    found: dict[str, list[str]] = {}
    if isinstance(text, str):
        try:
            words = [word.text for word in tokens(text)]
        except ParseError:
            return found
        for n in range(len(words) - 3):
            if words[n + 1] == "[" and words[n + 3] == "]":
                found.setdefault(words[n + 2], []).append(words[n])
    return found


def shaped(name: str, sizes: Mapping[str, str]) -> Variable:
    """A symbol as a term: a vector where it has a size."""
    return Variable(name, Variable(sizes[name]), ONE) if name in sizes else Variable(name)


def check_sums(term: Term, loss: Loss, place: str, own: str = "") -> None:
    """Refuse sums that don't run over a size, and entries of what is no vector.

    Args:
        term: An expression of the loss.
        loss: The loss.
        place: Where it stands, for messages.
        own: The index of the definition that it is.

    Raises:
        LossError: There is one.
    """
    for part in binders(term):
        index, low, high, _ = part.children
        if low != ONE or not isinstance(high, Variable) or high.name not in loss.size_names:
            sizes = f"one of {listed(loss.size_names)}" if loss.size_names else 'a size, as "z[K]" declares one'
            raise LossError(f"{place}: in {part}, the index runs from {low} to {high}; let it run from 1 to {sizes}")
        if loss.indices[index.name] != high.name:
            raise LossError(
                f"{place}: the index {index.name!r} runs to {loss.indices[index.name]} in one sum and to {high} in "
                "another; use two letters"
            )
    for letter in sorted(loose(term, frozenset({own}), loss)):
        raise LossError(f"{place}: the index {letter!r} stands outside its sum; write sum({letter}, 1, …, …) around it")
    for _, part in walk(term):
        if isinstance(part, Entry):
            check_entry(part, loss, place)


def check_entry(part: Entry, loss: Loss, place: str) -> None:
    """Refuse an entry whose index isn't one of the vector's.

    Raises:
        LossError: It is such a one.
    """
    if not isinstance(part.base, Variable):
        raise LossError(f"{place}: {part} is an entry of {part.base}, which is no symbol; write the entry's formula")
    size, index = loss.sizes[part.base.name], part.indices[0]
    runs = loss.indices.get(getattr(index, "name", ""), "")
    if runs != size and index != ONE:
        other = f"which runs to {runs}" if runs else "which is no index of a sum"
        raise LossError(
            f"{place}: {part} has the index {index}, {other}; {part.base} has {size} entries, so write "
            f"{part.base}[1], or an index that runs from 1 to {size}"
        )


def loose(term: Term, bound: frozenset[str], loss: Loss) -> set[str]:
    """The indices that stand outside of their sums."""
    if isinstance(term, Variable):
        return {term.name} & set(loss.indices) - bound
    if isinstance(term, Binder):
        inner = bound | {term.children[0].name}
        return loose(term.children[3], inner, loss) | loose(term.children[2], bound, loss)
    return set().union(*(loose(child, bound, loss) for child in term.children))


def moving_indices(loss: Loss) -> tuple[str, str]:
    """The letters for the entries by which one differentiates, once and twice."""
    taken = {*loss.declared, *loss.size_names, *loss.indices}
    free = [letter for letter in LETTERS if letter not in taken]
    if len(free) < 2:
        raise LossError(f"{loss.place('names')}: no letter is left for an index; rename some of {listed(LETTERS)}")
    return free[0], free[1]
