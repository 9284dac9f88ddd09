"""Replay: the rule applied again at the recorded place must give the recorded line. In: a step. Out: verdicts."""

from __future__ import annotations

from ..derive.apply import RuleError, relation_at, rewrite
from ..derive.branches import context_at
from ..derive.chain import Book, combined
from ..derive.conditions import discharge
from ..derive.defined import undefined_parts
from ..derive.match import Unbound
from ..derive.step import Step
from ..rules import housekeeping
from ..rules.rule import BOUNDS, Group, OppositeRelations, Relation
from ..terms.context import Context
from ..terms.core import ShapeError
from ..terms.places import PlaceError, at, changed, replace
from .verdict import Result, Verdict


def replay(step: Step, book: Book | None = None) -> Verdict:
    """The rule, at the place, with the bindings, then the housekeeping, one by one, must give ``after``."""
    given = BOUNDS if step.rule.relation in BOUNDS else (step.rule.relation,)
    if step.relation not in (Relation.DEFINED, *given):
        return Verdict("replay", Result.REFUTED, f"{step.rule.name} doesn't give the relation {step.relation.value!r}")
    if step.relation is Relation.DEFINED and step.rule.group is not Group.DEFINITION:
        return Verdict("replay", Result.REFUTED, f"{step.rule.name} is no definition, so nothing holds by choice")
    if book is not None and book.rules.get(step.rule.name) is not step.rule:
        return Verdict("replay", Result.REFUTED, f"{step.rule.name} isn't the rule of that name in the rule book")
    try:
        node = at(step.before, step.place)
        results = rewrite(step.rule, node, step.on, dict(step.bindings), step.backwards)
        new = next((new for new, bound in results if bound == step.bindings), None)
        if new is None:
            return Verdict("replay", Result.REFUTED, f"{step.rule.name} doesn't match {node} with the recorded letters")
        line = replace(step.before, step.place, new)
        for tidying in step.housekeeping:
            if not any(tidying.rule is rule for rule in housekeeping.RULES):
                return Verdict("replay", Result.REFUTED, f"{tidying.rule.name} is no housekeeping rule")
            node = at(line, tidying.place)
            tidy = next((t for t, _ in rewrite(tidying.rule, node, tidying.on, {}, False, ordered=True)), None)
            if tidy is None:
                return Verdict("replay", Result.REFUTED, f"the housekeeping {tidying.rule.name} doesn't apply")
            line = replace(line, tidying.place, tidy)
    except (PlaceError, RuleError, ShapeError, LookupError, ValueError) as error:
        return Verdict("replay", Result.REFUTED, str(error))
    if line != step.after:
        return Verdict("replay", Result.REFUTED, f"{step.rule.name} gives {line}")
    return Verdict("replay", Result.PROVED, f"{step.rule.name} at {list(step.place)} gives this line")


def chain(step: Step) -> Verdict:
    """The steps that a folded step stands for must lead from its first line to its last."""
    line = step.before
    for inner in step.steps:
        if inner.before != line:
            return Verdict("replay", Result.REFUTED, f"{inner.name} doesn't start where the step before ends")
        line = inner.after
    if line != step.after:
        return Verdict("replay", Result.REFUTED, f"the steps inside lead to {line}")
    try:
        relation = combined(step.atoms)
    except OppositeRelations as error:
        return Verdict("replay", Result.REFUTED, str(error))
    if step.relation is not relation:
        return Verdict("replay", Result.REFUTED, f"the steps inside don't give the relation {step.relation.value!r}")
    if not any(shown_by(step, inner) for inner in step.atoms):
        return Verdict("replay", Result.REFUTED, f"no step inside uses {step.rule.name} in this way")
    return Verdict("replay", Result.PROVED, f"{len(step.steps)} steps lead from line to line")


def shown_by(step: Step, inner: Step) -> bool:
    """Whether a folded step's rule, place and conditions are those of a step inside."""
    return (step.rule, step.backwards, step.place, step.on, step.bindings, step.conditions, step.monotone) == (
        inner.rule, inner.backwards, inner.place, inner.on, inner.bindings, inner.conditions, inner.monotone,
    )  # fmt: skip


def conditions(step: Step, context: Context) -> Verdict:
    """Every condition of the rule is met again, none was dropped, and the new part has a value everywhere."""
    texts = []
    there = context_at(step.before, step.place, context)
    for demand in step.rule.demands:
        try:
            found = discharge(demand, step.bindings, context) or discharge(demand, step.bindings, there)
        except (Unbound, ShapeError) as error:
            return Verdict("conditions", Result.REFUTED, f"the condition {demand.text} can't be read: {error}")
        if found is None:
            return Verdict("conditions", Result.REFUTED, f"the condition {demand.text} isn't met")
        if found not in step.conditions:
            return Verdict("conditions", Result.REFUTED, f"the condition {found.text} was dropped")
        texts.append(found.text)
    if len(step.conditions) != len(step.rule.demands):
        return Verdict("conditions", Result.REFUTED, "a condition is recorded that the rule doesn't have")
    if (step.rule.relation in BOUNDS) or step.monotone:
        wrong = turned_wrongly(step, context)
        if wrong:
            return Verdict("conditions", Result.REFUTED, wrong)
        texts += [found.text for found in step.monotone]
    path, _, _ = changed(step.before, step.after)
    for shown in undefined_parts(step.after, context, path):
        if isinstance(shown, str):
            return Verdict("conditions", Result.UNKNOWN, f"it isn't shown that {shown}")
    return Verdict(
        "conditions", Result.PROVED, "; ".join(texts) or "the rule has none; every logarithm and quotient has a value"
    )


def turned_wrongly(step: Step, context: Context) -> str:
    """What is wrong with the direction of an inequality, or with the signs that it takes; '' where nothing is."""
    try:
        node = at(step.before, step.place)
        results = rewrite(step.rule, node, step.on, dict(step.bindings), step.backwards)
        new = next(new for new, bound in results if bound == step.bindings)
        relation, needed = relation_at(step.rule, step.before, step.place, step.on, new, step.backwards, context)
    except (PlaceError, RuleError, ShapeError, LookupError, ValueError, StopIteration) as error:
        return str(error) or "the rule doesn't match"
    if relation is not step.relation:
        return f"{step.rule.name} gives {relation.value!r} at this place, not {step.relation.value!r}"
    missing = [found.text for found in needed if found not in step.monotone]
    if missing or len(needed) != len(step.monotone):
        return f"the condition {missing[0]} was dropped" if missing else "a condition is recorded that isn't needed"
    return ""
