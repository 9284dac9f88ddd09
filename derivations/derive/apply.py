"""Applying one rule at one place. In: a line, a rule, a place. Out: the next line, tidied, with all that was used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from ..rules import housekeeping
from ..rules.rule import BOUNDS, Relation, Rule
from ..terms.context import Context
from ..terms.core import FunctionSlot, Nary, Path, ShapeError, Slot, Term, walk
from ..terms.places import PlaceError, at, binders, free_names, replace, walk_paths
from .conditions import Discharged, discharge
from .match import Bindings, Unbound, build, fit, match, possible
from .monotone import Needed, direction
from .step import Tidying


class RuleError(ValueError):
    """The rule can't be applied as asked; the message tells rule, place and reason."""


@dataclass(frozen=True)
class Applied:
    """A rule's application: what it made and what it used.

    ``monotone`` are the signs by which the line rises or falls with the part, where the rule is an inequality.
    """

    rule: Rule
    backwards: bool
    place: Path
    on: tuple[int, ...]
    bindings: Bindings
    conditions: tuple[Discharged, ...]
    after: Term
    housekeeping: tuple[Tidying, ...]
    relation: Relation = Relation.EQUAL
    monotone: tuple[Needed, ...] = ()


def rewrite(
    rule: Rule, node: Term, on: tuple[int, ...], given: Bindings, backwards: bool, ordered: bool = False
) -> Iterator[tuple[Term, Bindings]]:
    """All results of a rule at a node, or on some of its children, in a fixed order."""
    before, after = rule.patterns[::-1] if backwards else rule.patterns
    target = node
    if on:
        if not isinstance(node, Nary) or max(on) >= len(node.children) or len(set(on)) != len(on):
            raise RuleError(f"{rule.name}: no children {list(on)} in {node}")
        target = type(node).of(*(node.children[n] for n in on))
    if rule.procedure:
        made = None if backwards or given else rule.procedure(target)
        if made is not None and made != target:
            yield placed(node, on, made), {}
        return
    told = letters(after) - letters(before)
    for bound in match(before, target, given, ordered):
        refuse_capture(rule, after, bound, letters(before))
        new = fit(build(after, bound), target.shape)
        if new.shape != target.shape:
            raise ShapeError(f"{rule.name}: turns {target} of shape {target.shape} into {new} of shape {new.shape}")
        known = (before, after, *(bound[name] for name in told if name in bound))
        if not free_names(new) <= free_names(target).union(*map(free_names, known)):
            raise RuleError(f"{rule.name}: {new} has a name that is not bound in {target}")
        yield placed(node, on, new), bound


def placed(node: Term, on: tuple[int, ...], new: Term) -> Term:
    """A sum or product with its chosen children replaced by one; without a choice, the new term itself."""
    if not on:
        return new
    parts = [c for n, c in enumerate(node.children) if n not in on]
    parts.insert(sum(1 for n in range(min(on)) if n not in on), new)
    return type(node).of(*parts)


@lru_cache(maxsize=10_000)
def letters(pattern: Term) -> frozenset[str]:
    """The letters of a pattern."""
    return frozenset(part.name for _, part in walk(pattern) if isinstance(part, Slot | FunctionSlot))


def refuse_capture(rule: Rule, after: Term, bound: Bindings, matched: frozenset[str]) -> None:
    """A sum that the rule brings in must not bind a name that is free in what is put into it.

    Raises:
        RuleError: It would.
    """
    for part in binders(after):
        index = part.children[0]
        if isinstance(index, Slot) and index.name in matched:
            continue
        names = free_names(bound.get(index.name, index) if isinstance(index, Slot) else index)
        inside = letters(part.children[3]) - ({index.name} if isinstance(index, Slot) else set())
        for name in sorted(inside):
            if name in bound and names & free_names(bound[name]):
                raise RuleError(f"{rule.name}: the sum over {', '.join(names)} would capture {name} = {bound[name]}")


def tidy(line: Term, path: Path) -> tuple[Term, tuple[Tidying, ...]]:
    """Housekeeping where a line changed: below the path and its parent (a sum may have merged), then above."""
    done: list[Tidying] = []
    for depth in range(len(path), -1, -1):
        place = path[:depth]
        try:
            at(line, place)
        except PlaceError:
            continue
        while True:
            node = at(line, place)
            below = untidy(node) if depth >= len(path) - 1 else () if tidy_once(node) else None
            if below is None:
                break
            where = (*place, *below)
            step = tidy_once(at(line, where))
            assert step is not None
            new, rule, on = step
            line = replace(line, where, new)
            done.append(Tidying(rule, where, on))
    return line, tuple(done)


@lru_cache(maxsize=50_000)
def untidy(term: Term) -> Path | None:
    """The first place, outermost first, where a housekeeping rule applies."""
    if tidy_once(term):
        return ()
    for number, child in enumerate(term.children):
        below = untidy(child)
        if below is not None:
            return (number, *below)
    return None


@lru_cache(maxsize=20_000)
def tidy_once(node: Term) -> tuple[Term, Rule, tuple[int, ...]] | None:
    """The first housekeeping rule that applies at a node, or to neighbours in it: result, rule, neighbours."""
    pairs: list[tuple[int, ...]] = [(n, n + 1) for n in range(len(node.children) - 1)] if isinstance(node, Nary) else []
    for rule in housekeeping.RULES:
        if not possible(rule.patterns[0], node):
            continue
        for on in pairs or [()]:
            for new, _ in rewrite(rule, node, on, {}, False, ordered=True):
                return new, rule, on
    return None


def apply_at(
    rule: Rule, line: Term, place: Path, on: tuple[int, ...], given: Bindings, backwards: bool, context: Context,
    tidied: bool = True, around: Context | None = None,
) -> Applied:  # fmt: skip
    """Apply a rule at a place; the first match whose conditions hold is taken.

    ``around`` is the context of the whole line, where that of the place knows more.

    Raises:
        RuleError: It doesn't match there, or a condition isn't met.
    """
    node = at(line, place)
    reason = f"doesn't match {node}"
    try:
        for new, bound in rewrite(rule, node, on, given, backwards):
            found = [discharge(condition, bound, context) for condition in rule.demands]
            missing = [d.text for d, ok in zip(rule.demands, found, strict=True) if ok is None]
            if missing:
                letters = ", ".join(f"{name} = {term}" for name, term in bound.items())
                reason = f"the condition {missing[0]} isn't met with {letters}"
                continue
            relation, needed = relation_at(rule, line, place, on, new, backwards, around or context)
            after: Term = replace(line, place, new)
            done: tuple[Tidying, ...] = ()
            if tidied:
                after, done = tidy(after, place)
            misplaced = context.misplaced_binder(after)
            if misplaced is not None:
                raise RuleError(f"{rule.name}: {misplaced} runs over other values than those declared for its index")
            return Applied(
                rule, backwards, place, on, bound, tuple(d for d in found if d), after, done, relation, needed
            )
    except Unbound as error:
        reason = f"the letter {error} must be told"
    direction = " backwards" if backwards else ""
    raise RuleError(f"{rule.name}{direction} can't be applied at {list(place)}: {reason}")


def relation_at(
    rule: Rule, line: Term, place: Path, on: tuple[int, ...], new: Term, backwards: bool, context: Context
) -> tuple[Relation, tuple[Needed, ...]]:
    """How the line after a rule relates to the one before, and the signs that this takes.

    An inequality of a part is one of the line where the line rises with the part; where it falls, it is turned round.

    Raises:
        RuleError: The rule is an inequality, and the line isn't shown to rise or fall with the part.
    """
    if rule.relation not in BOUNDS:
        return rule.relation, ()
    found = direction(line, place, on, new, context)
    if isinstance(found, str):
        raise RuleError(f"{rule.name}: an inequality can't be used at {list(place)}: {found}")
    return rule.relation if found.rises is not backwards else rule.relation.turned, found.needed


def find_places(
    rule: Rule, line: Term, within: Path, given: Bindings, backwards: bool, context: Context, tidied: bool
) -> list[tuple[Path, tuple[int, ...]]]:
    """Every place (and choice of children) at or below ``within`` where the rule changes the line."""
    pattern = rule.patterns[1 if backwards else 0]
    found = []
    for below in walk_paths(at(line, within)):
        place = within + below
        node = at(line, place)
        if not rule.procedure and not possible(pattern, node):
            continue
        choices: list[tuple[int, ...]] = [()]
        if isinstance(pattern, Nary) and type(node) is type(pattern):
            size = len(pattern.children)
            if len(node.children) > size:
                choices += list(combinations(range(len(node.children)), size))
        for on in choices:
            try:
                if apply_at(rule, line, place, on, given, backwards, context, tidied).after != line:
                    found.append((place, on))
                    if not on:
                        break
            except (RuleError, ShapeError):
                continue
    return found


def apply_rule(
    rule: Rule,
    line: Term,
    context: Context,
    place: Path | None = None,
    on: tuple[int, ...] = (),
    given: Bindings | None = None,
    backwards: bool = False,
    within: Path = (),
    tidied: bool = True,
) -> Applied:
    """Apply a rule at the place told, or at the only place where it can be applied.

    Raises:
        RuleError: It can't be applied there, or nowhere, or at several places.
    """
    given = given or {}
    if place is not None:
        return apply_at(rule, line, within + place, on, given, backwards, context, tidied)
    places = find_places(rule, line, within, given, backwards, context, tidied)
    if len(places) != 1:
        direction = " backwards" if backwards else ""
        inside = at(line, within)
        where = "; ".join(f"at={place[len(within) :]} on={on}: {at(line, place)}" for place, on in places)
        problem = f"at {len(places)} places, so tell which: {where}" if places else "nowhere"
        raise RuleError(f"{rule.name}{direction} applies {problem}, in {inside}")
    return apply_at(rule, line, places[0][0], places[0][1], given, backwards, context, tidied)
