"""Differentiation, rule by rule. In: a line with derivatives in it. Out: waves of rules, until no derivative is left.

In each wave one rule is applied to every derivative of the line: the first of the rule book's whose pattern and
conditions fit. Which rules there are is the rule book's business (``Role.SLOPE``), and their order is its order; a
rule for any function comes after those for a single one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from ..losses.plan import Apply
from ..rules.book import RULES
from ..rules.rule import Role, Rule
from ..terms.context import Context
from ..terms.core import FunctionSlot, Partial, Path, Term, walk
from ..terms.places import at
from .apply import RuleError
from .chain import apply_inside

WAVES = 200
"""How many waves are made at most; each goes one function deeper."""


class NoDerivative(RuleError):
    """No rule differentiates some part; the message names it."""


@cache
def slopes() -> tuple[Rule, ...]:
    """The rules of differentiation, those for any function last."""
    found = [rule for rule in RULES.values() if Role.SLOPE in rule.roles]
    return tuple(sorted(found, key=lambda r: any(isinstance(p, FunctionSlot) for _, p in walk(r.patterns[0]))))


@lru_cache(maxsize=20_000)
def derivatives(line: Term) -> tuple[Path, ...]:
    """The places of the innermost derivatives, from the left."""
    inner = tuple((n, *path) for n, child in enumerate(line.children) for path in derivatives(child))
    return inner or ((),) if isinstance(line, Partial) else inner


def differentiate(line: Term, context: Context, known: Sequence[Rule] = ()) -> tuple[Term, list[list[Apply]]]:
    """Differentiate all that a line asks for.

    Args:
        line: The line.
        context: Its symbols.
        known: Derivatives that are shown already; they are tried first.

    Returns:
        The line without derivatives, and the rules, wave by wave.

    Raises:
        NoDerivative: No rule fits some part.
    """
    waves: list[list[Apply]] = []
    while derivatives(line):
        if len(waves) == WAVES:
            raise NoDerivative(f"{line} still holds derivatives after {WAVES} waves of rules")
        wave: list[Apply] = []
        for part in [at(line, place) for place in derivatives(line)]:
            place = next((p for p in derivatives(line) if at(line, p) == part), None)
            if place is not None:
                item, line = one(line, place, context, known)
                wave.append(item)
        waves.append(wave)
    return line, waves


def one(line: Term, place: Path, context: Context, known: Sequence[Rule] = ()) -> tuple[Apply, Term]:
    """The first rule that differentiates the part at a place; one that leaves that very derivative is passed over."""
    part = at(line, place)
    for rule in (*known, *slopes()):
        if not isinstance(part, type(rule.patterns[0])):
            continue
        try:
            applied = apply_inside(rule, line, place, (), {}, False, context)
        except (RuleError, ValueError):
            continue
        if occurrences(part, applied.after) < occurrences(part, line):
            return Apply(rule.name, place), applied.after
    variable, body = part.children
    raise NoDerivative(f"no rule differentiates {body} by {variable} with its conditions met")


@lru_cache(maxsize=20_000)
def occurrences(part: Term, line: Term) -> int:
    """How often a part stands in a line."""
    return (line == part) + sum(occurrences(part, child) for child in line.children)
