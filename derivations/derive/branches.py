"""What holds in a branch of a choice. In: a line, a place, a context. Out: the context there, or what chooses a branch.

Where ``where(0 < a, …, …)`` chooses its first branch, a is positive; so a condition may be met there and not elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..rules.rule import read_condition
from ..terms.context import Context
from ..terms.core import ZERO, Binder, Choose, Equal, Less, LessEqual, Negative, Path, Plus, Term, Unequal
from .assumed import NOT_NEGATIVE, body
from .interval import interval


def context_at(line: Term, place: Path, context: Context) -> Context:
    """The context at a place of a line; the same one where no branch around it tells anything."""
    for number in place:
        line, context, _ = list(seen_from(line, context))[number]
    return context


def seen_from(part: Term, context: Context, chosen: str = "") -> Iterator[tuple[Term, Context, str]]:
    """The children of a part, each with what holds there: in a branch of a choice, what chooses it.

    A sum binds its index anew: in its body nothing is known of the one outside.
    """
    for number, child in enumerate(part.children):
        if isinstance(part, Binder) and number == 3:
            yield child, body(part, context)[1], chosen
            continue
        if isinstance(part, Choose) and number and (inner := inside(context, part.children[0], number == 1)):
            yield child, inner, f"where({part.children[0]}, …, …) chooses it"
        else:
            yield child, context, chosen


@lru_cache(maxsize=1000)
def inside(context: Context, condition: Term, holds: bool) -> Context | None:
    """The context of a branch: there its condition holds, or it doesn't; None where nothing is gained by that."""
    left, right = condition.children
    less = Plus(right, Negative(left)) if left != ZERO else right
    more = Plus(left, Negative(right)) if right != ZERO else left
    if isinstance(condition, Less):
        texts = [f"0 < {less}" if holds else f"{NOT_NEGATIVE}{more}"]
    elif isinstance(condition, LessEqual):
        texts = [f"{NOT_NEGATIVE}{less}" if holds else f"0 < {more}"]
    elif isinstance(condition, Equal if not holds else Unequal):
        texts = (
            [f"{more} != 0", f"{less} != 0"]
            if ZERO not in (left, right)
            else [f"{left if left != ZERO else right} != 0"]
        )
        texts += [f"0 < {part}" for part in (more, less) if interval(part, context).not_negative]
    else:
        return None
    try:
        for text in texts:
            read_condition(text.replace(NOT_NEGATIVE, "0 < ", 1))
    except ValueError:  # longer than the parser reads
        return None
    return replace(context, assumptions=(*context.assumptions, *texts))
