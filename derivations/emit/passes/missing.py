"""Where nan gets lost. In: a program, its results. Out: the arguments whose nan may leave a result a number.

Comparisons with nan are false, so that a choice or a constant may drop it. What isn't sure is looked for by the module.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..ir import CONSTANT, EXPAND, INPUT, REDUCTIONS, Program

Reached = frozenset[tuple[str, int | None]]
"""Arguments whose nan is sure to reach a value: all of it, or what lies along an axis at the same entry."""
NOTHING: Reached = frozenset()


def lost(program: Program, outputs: Iterable[int], arguments: tuple[str, ...]) -> tuple[str, ...]:
    """The arguments of which a nan, in any entry of theirs, may leave one of the results a number."""
    results = list(outputs)
    known: dict[int, Reached] = {}
    for number in program.needed(results):
        known[number] = reached(program, number, known)
    return tuple(name for name in arguments if not all((name, None) in known[number] for number in results))


def reached(program: Program, number: int, known: dict[int, Reached]) -> Reached:
    """The arguments whose nan is sure to reach a value, from those that reach its parts."""
    one = program[number]
    if one.operation == INPUT:
        return frozenset({(str(one.detail), 0 if one.rank else None)})
    parts = [known[argument] for argument in one.arguments]
    if one.operation == "select":
        return chosen(program, one.arguments[0], *parts)
    if one.operation == "power":
        return raised(program, one.arguments, *parts)
    if one.operation == EXPAND:
        places: tuple[int, ...] = one.detail  # type: ignore[assignment]
        return frozenset((name, axis if axis is None else places[axis]) for name, axis in parts[0])
    if one.operation == "sum_of_others" or one.operation == "first":
        return frozenset(pair for pair in parts[0] if pair[1] != one.rank)
    if one.operation in REDUCTIONS:
        return frozenset((name, None if axis == one.rank else axis) for name, axis in parts[0])
    return NOTHING.union(*parts)


def chosen(program: Program, condition: int, seen: Reached, first: Reached, second: Reached) -> Reached:
    """What both branches pass on; or what the condition sees, if the branch passes it on that a false one leads to."""
    own = program[condition]
    sides = seen if own.truth else NOTHING
    return (first & second) | (sides & (first if own.operation == "unequal" else second))


def raised(program: Program, arguments: tuple[int, ...], base: Reached, exponent: Reached) -> Reached:
    """Of a power: nan**0 and 1**nan are 1."""
    below, above = (program[number] for number in arguments)
    found = base if above.operation == CONSTANT and above.detail != 0 else NOTHING
    return found | exponent if below.operation == CONSTANT and below.detail != 1 else found
