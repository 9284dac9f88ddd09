"""The search for a chain of rules. In: a first term, perhaps a goal. Out: a path that a plan can store and replay.

Best first: of all lines found so far the simplest is looked at next (``moves.measure``); of equally simple ones, the
one found first, so that the same definition always gives the same chain. Rules that always help are applied at once.
The search ends when nothing is left, when nothing better was found for a while, or when its effort is spent. Without a
goal, a line of which it can't be shown any more that all its parts have values is no answer, however simple it is.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import count

from ..losses.plan import Apply
from ..rules.rule import Role, Rule
from ..terms.context import Context
from ..terms.core import Term, walk
from ..terms.places import canonical, same
from .defined import undefined_parts
from .moves import measure, moves_of

EFFORT = 6000
"""How much is made at most: the measures of all lines that are made, added up."""

PATIENCE = 40
"""How many lines are looked at without finding a simpler one."""

SLACK = 12
"""By how much a line may be less simple than the simplest, to be looked at."""


@dataclass(frozen=True)
class Found:
    """What a search found.

    Args:
        path: The rules, from the first term to ``result``.
        result: The goal, or the simplest form, or where the goal wasn't reached the closest.
        reached: Whether the goal was reached; without one, whether everything within reach was looked at.
        explored: How many lines were made.
    """

    path: tuple[Apply, ...]
    result: Term
    reached: bool
    explored: int


def search(
    start: Term,
    context: Context,
    goal: Term | None = None,
    naming: bool = False,
    effort: int = EFFORT,
    known: tuple[Rule, ...] = (),
) -> Found:
    """Find the simplest form of a term, or a stated one.

    Args:
        start: The first line.
        context: The symbols, their definitions and domains.
        goal: A form to reach; None: the simplest.
        naming: Use the names of functions (sigmoid, softplus …) for what they stand for.
        effort: How much is made at most.
        known: Results that are shown already, with their roles.
    """
    moves = moves_of(context, (Role.ALWAYS, Role.NAME) if naming else (Role.ALWAYS,), known)
    order = count()
    line, path = moves.settle(start)
    best = closest = (measure(line), line, tuple(path))
    sure = has_values(line, context)
    if goal is not None and same(start, goal):
        return Found((), start, True, 0)
    frontier = [(measure(line), next(order), line, tuple(path))]
    seen = {canonical(line)}
    made = waited = spent = 0
    cut = effort <= 0
    while frontier and spent < effort and waited < PATIENCE:
        size, _, line, so_far = heapq.heappop(frontier)
        if goal is not None and same(line, goal):
            return Found(so_far, line, True, made)
        if size > best[0] + SLACK and goal is None:
            break
        waited += 1
        for move in moves.tries(line):
            after, more = moves.settle(move.line, move.made)
            key = canonical(after)
            if key in seen:
                continue
            seen.add(key)
            made += 1
            size = measure(after)
            spent += size
            found = (*so_far, move.item, *more)
            if size < best[0] and (not sure or has_values(after, context)):
                best, waited = (size, after, found), 0
            if goal is not None and distance(after, goal) < distance(closest[1], goal):
                closest = (size, after, found)
            if size <= best[0] + SLACK or goal is not None:
                heapq.heappush(frontier, (size, next(order), after, found))
            if spent >= effort:
                cut = True
                break
    if goal is not None:
        return Found(closest[2], closest[1], same(closest[1], goal), made)
    return Found(best[2], best[1], not frontier and not cut, made)


def has_values(line: Term, context: Context) -> bool:
    """Whether every logarithm, quotient and root of a line can be shown to have a value."""
    return not any(isinstance(shown, str) for shown in undefined_parts(line, context))


def distance(line: Term, goal: Term) -> int:
    """How far a line is from a goal: the parts that only one of them has."""
    ours = {canonical(part) for _, part in walk(line)}
    theirs = {canonical(part) for _, part in walk(goal)}
    return len(ours ^ theirs)
