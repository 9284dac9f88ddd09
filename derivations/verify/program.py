"""A term as instructions, to be evaluated at many points. In: a term, what each class means. Out: a ``Program``.

Each part is worked out once a point, from numbers in a list; of ``where`` only the branch that is chosen, for the other
may have no value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flint import arb

from ..terms import core
from ..terms.core import Term
from .numbers import Undecided

Meaning = Callable[..., Any]


class Instruction(NamedTuple):
    """A place in the list gets what a function makes of other places.

    Args:
        arity: How many arguments the function has, where they are one or two; else 0, and all places stand in ``more``.
        target: The place.
        meaning: The function.
        first: The place of its first argument.
        second: That of its second one.
        more: The places of all.
    """

    arity: int
    target: int
    meaning: Any
    first: int
    second: int
    more: tuple[int, ...]


class Branching(NamedTuple):
    """A place gets what stands in one of two others, whose instructions are followed only then.

    Args:
        arity: −1, which tells it from an instruction.
        target: The place.
        branches: For yes and for no: instructions, and the place of the result.
        condition: The place that tells which; the first of what the comparison compares, where there is one.
        second: The other one.
        more: Holds the comparison, where there is one.
    """

    arity: int
    target: int
    branches: Any
    condition: int
    second: int = 0
    more: tuple[Any, ...] = ()


Instructions = tuple[Instruction | Branching, ...]


@dataclass(frozen=True)
class Program:
    """What evaluates a term.

    Args:
        inputs: The symbols, whose numbers stand first in the list.
        instructions: All that is done.
        result: The place of the result.
        size: How long the list is.
    """

    inputs: tuple[str, ...]
    instructions: Instructions
    result: int
    size: int

    def run(self, numbers: Sequence[Any]) -> Any:
        """The value for numbers of the inputs, in their order."""
        known = [*numbers, *[None] * (self.size - len(numbers))]
        follow(self.instructions, known)
        return known[self.result]


def follow(instructions: Instructions, known: list[Any]) -> None:
    """Fill the places of a list."""
    for arity, target, meaning, first, second, more in instructions:
        if arity == 2:
            known[target] = meaning(known[first], known[second])
        elif arity == 1:
            known[target] = meaning(known[first])
        elif arity == 0:
            known[target] = meaning(*[known[place] for place in more])
        else:
            known[target] = chosen(meaning, known, first, second, *more)


def chosen(branches: Any, known: list[Any], first: int, second: int, compare: Meaning | None = None) -> Any:
    """What a choice gives; where the bits can't tell which branch it is, a ball that holds both.

    Raises:
        Undecided: They can't, and a branch is no ball.
    """
    try:
        holds = compare(known[first], known[second]) if compare else known[first]
    except Undecided:
        both = []
        for inner, result in branches:
            follow(inner, known)
            both.append(known[result])
        if not all(isinstance(one, arb) for one in both):
            raise
        return both[0].union(both[1])
    inner, result = branches[0 if holds else 1]
    follow(inner, known)
    return known[result]


def instruction(target: int, meaning: Meaning, sources: tuple[int, ...]) -> Instruction:
    """That a place gets what a function makes of others."""
    arity = len(sources) if len(sources) in (1, 2) else 0
    first, second = (*sources, 0, 0)[:2]
    return Instruction(arity, target, meaning, first, second, sources)


def program(term: Term, inputs: tuple[str, ...], meaning: Mapping[type[Term], Meaning]) -> Program:
    """The instructions for a term.

    Args:
        term: What is evaluated.
        inputs: Its symbols.
        meaning: What each class of terms means; that of constants makes a function of each.

    Raises:
        KeyError: A class has no meaning, or a symbol isn't an input.
    """
    size = len(inputs)

    def new() -> int:
        nonlocal size
        size += 1
        return size - 1

    def block(whole: Term, outer: Mapping[Term, int]) -> tuple[Instructions, int]:
        places = dict(outer)
        found: list[Instruction | Branching] = []

        def place_of(part: Term) -> int:
            if part in places:
                return places[part]
            if isinstance(part, core.Choose):
                condition = part.children[0]
                compares = condition not in places and len(condition.children) == 2
                first, *rest = (place_of(child) for child in (condition.children if compares else (condition,)))
                branches = tuple(block(child, places) for child in part.children[1:])
                compare = (meaning[type(condition)],) if compares else ()
                found.append(Branching(-1, new(), branches, first, rest[0] if rest else 0, compare))
            else:
                sources = tuple(place_of(child) for child in part.children)
                own = meaning[type(part)]
                found.append(instruction(new(), own(part) if isinstance(part, core.Constant) else own, sources))
            places[part] = found[-1].target
            return places[part]

        result = place_of(whole)
        return tuple(found), result

    instructions, result = block(term, {core.Variable(name): place for place, name in enumerate(inputs)})
    return Program(inputs, instructions, result, size)
