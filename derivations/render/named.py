"""A guarded line with names for its long parts. In: ``where(safe, a, extended(a))``. Out: its conditions, a, the names.

Such a line holds ``a`` twice, and parts of it in the conditions; written out it would fill a page. A part that is long
and occurs twice or more gets a letter that the context doesn't use.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..terms import core
from ..terms.context import Context
from ..terms.core import Term
from .printer import ATOM, Piece, Printer

LETTERS = "ABCDEFGHKLMNPQRSTUVW"
SHORT = 6
"""A part of so many nodes is written out, a part with a letter counting as one."""


@dataclass(frozen=True)
class Guarded:
    """``body`` where all ``conditions`` hold, the same with more digits elsewhere.

    Args:
        conditions: Propositions.
        body: What is computed.
        letters: A letter for the body and for each of its long parts, outer ones first.
    """

    conditions: tuple[Term, ...]
    body: Term
    letters: dict[Term, str]


def guarded(term: Term, context: Context | None) -> Guarded | None:
    """The parts of a guarded line; None for any other, and for a short one."""
    if not isinstance(term, core.Choose) or term.children[2] != core.Extended(term.children[1]):
        return None
    safe, body, _ = term.children
    if nodes(body, set()) <= SHORT:
        return None
    conditions = conditions_of(safe)
    taken = {text for symbol in (context.symbols if context else ()) for text in (symbol.name, symbol.latex)}
    free = [letter for letter in LETTERS if letter not in taken]
    named = [body, *repeated(conditions, body)]
    return Guarded(conditions, body, dict(zip(named, free, strict=False)))


def conditions_of(safe: Term) -> tuple[Term, ...]:
    """The propositions that a product of indicators stands for, where it is such a one."""
    if isinstance(safe, core.Less) and safe.children[0] == core.ZERO:
        factors = safe.children[1].children if isinstance(safe.children[1], core.Times) else safe.children[1:]
        if all(isinstance(factor, core.Indicator) for factor in factors):
            return tuple(factor.children[0] for factor in factors)
    return (safe,)


def repeated(conditions: tuple[Term, ...], body: Term) -> list[Term]:
    """The long parts that occur more than once, a part inside such a part being counted once; outer ones first."""
    count: Counter[Term] = Counter()
    order: list[Term] = []

    def visit(part: Term) -> None:
        count[part] += 1
        if count[part] == 1:
            order.append(part)
            for child in part.children:
                visit(child)

    for whole in (body, *conditions):
        visit(whole)
    chosen: set[Term] = set()
    often = [part for part in order if part != body and count[part] > 1 and is_number(part)]
    for part in sorted(often, key=lambda part: sum(1 for _ in core.walk(part))):
        if nodes(part, chosen) > SHORT:
            chosen.add(part)
    return [part for part in order if part in chosen]


def nodes(term: Term, chosen: set[Term]) -> int:
    """How many nodes a term has, what has a letter counting as one."""
    return 1 + sum(1 if child in chosen else nodes(child, chosen) for child in term.children)


def is_number(term: Term) -> bool:
    """Whether a part may have a letter: a number, and no number's negative, whose sign belongs to what is around it."""
    return not isinstance(term, core.Proposition | core.Negative | core.Absolute) and term.shape == core.SCALAR


def lines(found: Guarded, new: type[Printer], context: Context | None, language: str) -> tuple[list[str], list[str]]:
    """The conditions, and the equations of the letters, each with the letters in it."""

    def written(part: Term, known: dict[Term, str]) -> str:
        printer = new(context, language=language)
        printer.unmarked = {named: Piece(letter, ATOM) for named, letter in known.items()}
        return printer.write(part)

    conditions = [written(condition, found.letters) for condition in found.conditions]
    equations = [
        f"{letter} = {written(part, {p: other for p, other in found.letters.items() if p != part})}"
        for part, letter in found.letters.items()
    ]
    return conditions, equations
