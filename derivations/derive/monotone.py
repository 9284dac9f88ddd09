"""Does a line rise or fall with a part of it? In: a line, a place, what will stand there. Out: the direction, and why.

From the place up to the whole line, each term must rise or fall with the part below it, whatever the other parts are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..functions import BY_CLASS, Function
from ..functions.record import Monotone
from ..rules.rule import ConditionKind
from ..terms import core
from ..terms.context import Context
from ..terms.core import ONE, SCALAR, Constant, Negative, Path, Plus, Term
from ..terms.places import at, free_names, replace
from .assumed import within
from .branches import context_at
from .conditions import prove
from .wording import wording


@dataclass(frozen=True)
class Needed:
    """A sign that is needed so that a term rises or falls with a part, and that holds.

    Args:
        kind: That the term is positive, or not negative.
        term: The term.
        because: Why it holds.
    """

    kind: ConditionKind
    term: Term
    because: str

    @property
    def text(self) -> str:
        """The condition with the term put in."""
        return wording(self.kind, (self.term,))


@dataclass(frozen=True)
class Direction:
    """Whether a line rises with a part, or falls; and the signs that this takes."""

    rises: bool
    needed: tuple[Needed, ...] = ()


RISES, FALLS = Direction(True), Direction(False)
WAYS = {Monotone.RISING: True, Monotone.NOT_FALLING: True, Monotone.FALLING: False}
"""Whether a function that goes one way rises."""
DOMAINS = {"0 < a": ConditionKind.POSITIVE, "0 <= a": ConditionKind.NOT_NEGATIVE}
"""The conditions on a function's argument that are shown here."""


def direction(line: Term, place: Path, on: tuple[int, ...], after: Term, context: Context) -> Direction | str:
    """Whether a line rises or falls with a part of it; as text, the first term around it of which neither is shown.

    Args:
        line: The line.
        place: Where the part stands.
        on: The chosen children of a sum or product there; empty: all of it.
        after: What will stand at the place, the other children included.
        context: The symbols.
    """
    before = at(line, place)
    if before.shape != SCALAR:
        return f"{before} is no number"
    rises, needed = True, []
    if on:
        found = of_part(before, on, before, after, context_at(line, place, context))
        if found is None:
            return (
                f"{before} isn't shown to rise or fall with its parts {', '.join(str(before.children[n]) for n in on)}"
            )
        rises, needed = found.rises, [*found.needed]
    for depth in range(len(place) - 1, -1, -1):
        node, number = at(line, place[:depth]), place[depth]
        found = of_part(node, (number,), before, after, context_at(line, place[:depth], context))
        if found is None:
            return f"{node} isn't shown to rise or fall with {before}"
        rises = rises is found.rises
        needed += found.needed
        before, after = node, replace(node, (number,), after)
    return Direction(rises, tuple(dict.fromkeys(needed)))


def of_part(node: Term, numbers: tuple[int, ...], before: Term, after: Term, context: Context) -> Direction | None:
    """The same for a term and some children of it, which together are ``before`` and become ``after``."""
    if node.shape != SCALAR:
        return None
    if isinstance(node, Plus):
        return RISES
    if isinstance(node, core.Maximum | core.Minimum) or (isinstance(node, core.Choose) and numbers[0] > 0):
        return RISES
    if isinstance(node, Negative):
        return FALLS
    if isinstance(node, core.Times):
        others = [child for n, child in enumerate(node.children) if n not in numbers]
        return with_factors([factor for factor in others if not isinstance(factor, Constant)], context)
    handler = HANDLERS.get(type(node))
    if handler:
        return handler(node, numbers[0], before, after, context)
    function = BY_CLASS.get(type(node))
    return of_function(function, before, after, context) if function else None


def of_function(function: Function, before: Term, after: Term, context: Context) -> Direction | None:
    """A function that goes one way where it has a value: its argument is in its domain before and after."""
    if function.monotone not in WAYS or len(function.letters) > 1:
        return None
    needed: tuple[Needed, ...] = ()
    for text in function.domain:
        kind = DOMAINS.get(text)
        signs = both(kind, before, after, context) if kind else ()
        if not signs:
            return None
        needed += signs
    return Direction(WAYS[function.monotone], needed)


def with_factors(factors: list[Term], context: Context) -> Direction | None:
    """A product with one changing factor: the signs of the others."""
    rises, needed = True, []
    for factor in factors:
        sign = known_sign(factor, ConditionKind.NOT_NEGATIVE, context)
        if sign is None:
            return None
        rises = rises is (sign.term == factor)
        needed.append(sign)
    return Direction(rises, tuple(needed))


def known_sign(term: Term, kind: ConditionKind, context: Context) -> Needed | None:
    """That a term, or else its negative, is positive (or not negative)."""
    for side in (term, term.argument if isinstance(term, Negative) else Negative(term)):
        found = shown(kind, side, context)
        if found:
            return found[0]
    return None


def shown(kind: ConditionKind, term: Term, context: Context) -> tuple[Needed, ...]:
    """That a term is positive (or not negative); empty where that isn't found."""
    because = prove(kind, (term,), context)
    return (Needed(kind, term, because),) if because else ()


def both(kind: ConditionKind, before: Term, after: Term, context: Context) -> tuple[Needed, ...]:
    """That a part is positive (or not negative) before and after; empty where one isn't."""
    one, other = shown(kind, before, context), shown(kind, after, context)
    return one + other if one and other else ()


def of_quotient(node: Term, number: int, before: Term, after: Term, context: Context) -> Direction | None:
    """A quotient rises with its dividend over a positive divisor, and falls with a positive divisor."""
    above, below = node.children
    if number == 0:
        sign = known_sign(below, ConditionKind.POSITIVE, context)
        return Direction(sign.term == below, (sign,)) if sign else None
    signs = both(ConditionKind.POSITIVE, before, after, context)
    sign = known_sign(above, ConditionKind.NOT_NEGATIVE, context)
    return Direction(sign.term != above, (*signs, sign)) if signs and sign else None


def of_power(node: Term, number: int, before: Term, after: Term, context: Context) -> Direction | None:
    """A power rises with a positive base if its exponent isn't negative; with its exponent if the base is 1 or more."""
    base, exponent = node.children
    if number == 1:
        for rises, margin in ((True, Plus(base, Negative(ONE))), (False, Plus(ONE, Negative(base)))):
            signs = shown(ConditionKind.POSITIVE, base, context) + shown(ConditionKind.NOT_NEGATIVE, margin, context)
            if len(signs) == 2:
                return Direction(rises, signs)
        return None
    sign = known_sign(exponent, ConditionKind.NOT_NEGATIVE, context)
    signs = both(ConditionKind.POSITIVE, before, after, context)
    return Direction(sign.term == exponent, (*signs, sign)) if sign and signs else None


def over_index(kind: ConditionKind | None) -> Handler:
    """A sum over an index rises with its body; a product, where that isn't negative."""

    def handler(node: Term, number: int, before: Term, after: Term, context: Context) -> Direction | None:
        if number != 3:
            return None
        inside = within(context, free_names(node.children[0]))
        signs = both(kind, before, after, inside) if kind else ()
        return Direction(True, signs) if signs or not kind else None

    return handler


Handler = Callable[[Term, int, Term, Term, Context], Direction | None]
HANDLERS: dict[type[Term], Handler] = {
    core.Quotient: of_quotient,
    core.Power: of_power,
    core.Summation: over_index(None),
    core.IndexedProduct: over_index(ConditionKind.NOT_NEGATIVE),
}
"""The terms that rise or fall only for some values of their parts."""
