"""Where a stability rule applies in a term. In: a rule, a term. Out: the term after it, and how it was applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..derive.apply import Applied, RuleError, apply_at, letters, rewrite
from ..derive.conditions import discharge
from ..derive.match import Unbound, possible
from ..losses.plan import Apply
from ..rules.rule import Group, Role, Rule
from ..terms import core
from ..terms.context import Context
from ..terms.core import Path, ShapeError, Slot, Term, walk
from ..terms.places import at


def directed(rules: Mapping[str, Rule]) -> list[Rule]:
    """The stability rules that tell all of their right side, the most specific first."""
    found = []
    for rule in rules.values():
        if rule.group is Group.STABILITY or Role.STABLE in rule.roles:
            before, after = rule.patterns
            if letters(after) <= letters(before) and not isinstance(before, Slot):
                found.append(rule)
    # The more a pattern says, the earlier it is tried.
    said = {rule.name: sum(not isinstance(part, Slot) for _, part in walk(rule.patterns[0])) for rule in found}
    return sorted(found, key=lambda rule: -said[rule.name])


def sweep(rule: Rule, term: Term, context: Context) -> tuple[Term, tuple[Apply, ...]]:
    """The rule at every place where it applies, innermost first; never inside what it made itself."""
    path: list[Apply] = []
    for place in places_of(term).get(type(rule.patterns[0]), ()):
        # A choice takes in the terms of a long sum one after the other.
        for _ in at(term, place).children if isinstance(rule.patterns[1], core.Choose) else (None,):
            found = applied_at(rule, term, place, context)
            if found is None or found.after == term:
                break
            term = found.after
            path.append(Apply(rule.name, place, found.on, tidy=False))
    return term, tuple(path)


def singly(rule: Rule, term: Term, context: Context) -> Iterator[tuple[Term, Apply]]:
    """The rule at one place, for each place where it applies, and for each choice of parts there."""
    for place in places_of(term).get(type(rule.patterns[0]), ()):
        node = at(term, place)
        for on in choices(rule.patterns[0], node):
            found = applied_on(rule, term, place, on, context)
            if found is not None and found.after != term:
                yield found.after, Apply(rule.name, place, found.on, tidy=False)


@lru_cache(maxsize=64)
def places_of(term: Term) -> dict[type[Term], list[Path]]:
    """The places of each class of terms, innermost first."""
    found: dict[type[Term], list[Path]] = {}
    for place, part in walk(term):
        found.setdefault(type(part), []).append(place)
    return {kind: sorted(places, key=lambda p: (-len(p), p)) for kind, places in found.items()}


def applied_at(rule: Rule, term: Term, place: Path, context: Context) -> Applied | None:
    """The rule at a place, on all of a sum or product or on some of its parts."""
    node = term
    for number in place:
        if number >= len(node.children):
            return None
        node = node.children[number]
    for on in choices(rule.patterns[0], node):
        found = applied_on(rule, term, place, on, context)
        if found is not None:
            return found
    return None


def applied_on(rule: Rule, term: Term, place: Path, on: tuple[int, ...], context: Context) -> Applied | None:
    """The rule at a place, on some of its parts; None where it doesn't apply."""
    try:
        if applies(rule, at(term, place), on, context):
            found = apply_at(rule, term, place, on, {}, False, context, False)
            return None if settled(at(found.after, place)) else found
    except (RuleError, ShapeError, Unbound, ValueError):
        pass
    return None


def settled(term: Term) -> bool:
    """Whether a part of a term has nothing but numbers: a choice by 2 == 0, a difference 1 - 1."""
    parts = [term, *term.children, *(part for child in term.children for part in child.children)]
    conditions = [part.children[0] for part in parts[: 1 + len(term.children)] if isinstance(part, core.Choose)]
    if any(all(isinstance(side, core.Constant) for side in condition.children) for condition in conditions):
        return True
    sums = [[leaf for _, leaf in walk(part) if not leaf.children] for part in parts if isinstance(part, core.Plus)]
    return any(all(isinstance(leaf, core.Constant) for leaf in leaves) for leaves in sums)


def applies(rule: Rule, node: Term, on: tuple[int, ...], context: Context) -> bool:
    """Whether a rule matches and its conditions hold; that most don't is found without telling why."""
    found = rewrite(rule, node, on, {}, False)
    return any(all(discharge(demand, bound, context) for demand in rule.demands) for _, bound in found)


def choices(pattern: Term, node: Term) -> Iterator[tuple[int, ...]]:
    """All of a node; of a longer sum or product, each choice of as many parts as the pattern has."""
    if type(node) is not type(pattern) or not possible(pattern, node):
        return
    yield ()
    if isinstance(node, core.Nary) and len(node.children) > len(pattern.children) == 2:
        count = range(len(node.children))
        yield from ((a, b) for a in count for b in count if a < b)


def general(rule: Rule) -> bool:
    """Whether a rule applies to every sum, product or quotient: such rules are tried where the others don't suffice."""
    before = rule.patterns[0]
    return isinstance(before, core.Nary) and all(isinstance(child, Slot) for child in before.children)
