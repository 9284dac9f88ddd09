"""A term as instructions, to be evaluated at many points. In: a term, what each class means. Out: a ``Program``.

Each part is worked out once a point, from numbers in a list; of ``where`` only the branch that is chosen, for the other
may have no value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..terms import core
from ..terms.core import Term

Meaning = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Instruction:
    """A place in the list gets what a function makes of other places.

    Args:
        target: The place.
        meaning: The function.
        sources: The places of its arguments.
    """

    target: int
    meaning: Meaning
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Branching:
    """A place gets what stands in one of two others, whose instructions are followed only then.

    Args:
        target: The place.
        condition: The place that tells which.
        branches: For yes and for no: instructions, and the place of the result.
    """

    target: int
    condition: int
    branches: tuple[tuple[tuple[Instruction | Branching, ...], int], ...]


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
    for one in instructions:
        if type(one) is Instruction:
            sources = one.sources
            if len(sources) == 1:
                known[one.target] = one.meaning(known[sources[0]])
            elif len(sources) == 2:
                known[one.target] = one.meaning(known[sources[0]], known[sources[1]])
            else:
                known[one.target] = one.meaning(*[known[place] for place in sources])
        elif isinstance(one, Branching):
            inner, result = one.branches[0 if known[one.condition] else 1]
            follow(inner, known)
            known[one.target] = known[result]


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
                condition = place_of(part.children[0])
                branches = tuple(block(child, places) for child in part.children[1:])
                found.append(Branching(new(), condition, branches))
            else:
                sources = tuple(place_of(child) for child in part.children)
                own = meaning[type(part)]
                found.append(Instruction(new(), own(part) if isinstance(part, core.Constant) else own, sources))
            places[part] = found[-1].target
            return places[part]

        result = place_of(whole)
        return tuple(found), result

    instructions, result = block(term, {core.Variable(name): place for place, name in enumerate(inputs)})
    return Program(inputs, instructions, result, size)
