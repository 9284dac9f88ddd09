"""Verification: every check on every step, and each stage end to end. In: a loss. Out: ``Checked``."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import product

from ..derive.branches import context_at
from ..derive.chain import Book, derive_with_book
from ..derive.match import build
from ..derive.step import Derivation, Step
from ..losses.plan import Plan
from ..rules.rule import BOUNDS, ConditionKind, Group, OppositeRelations, Relation, Rule
from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import SCALAR, Path, Term
from ..terms.places import at, changed
from .at_ties import at_ties
from .balls import compare
from .comparison import equal
from .factor_signs import Known
from .index_form import IndexForm
from .inequality import inequality
from .kinds import DERIVATIVES, asks
from .label_values import equal_by_values
from .order import order
from .reference import reference
from .replay import chain, conditions, replay
from .slopes import Outside
from .verdict import Checked, CheckedStage, CheckedStep, Result, Verdict, worst


def normal_form(left: Term, right: Term, context: Context) -> Verdict:
    """Equality by normal form: first with defined symbols as letters, then with their definitions put in.

    Where the sides differ so, they are compared once more for each value of labels.
    """
    known = Known(context.is_positive, context.domain, context.total)
    reason = "the normal forms differ"
    written: dict[tuple[Term, Term], str] = {}
    ways = ((False, False), (True, False), (True, True))[: None if context.definitions else 1]
    cancels = (False, True) if asks(left, (core.Inverse,)) or asks(right, (core.Inverse,)) else (False,)
    for cancel, (unfold, split) in product(cancels, ways):
        form = IndexForm(context, unfold, split, True, cancel)
        try:
            sides = form.entries(left, right) if left.shape != SCALAR else (form.scalar(left), form.scalar(right))
            if sides in written:
                continue
            written[sides] = "with the definitions put in" if unfold else "as they stand"
            same, cases = equal(*sides, known, hard=False)
        except (Outside, ValueError) as error:
            reason = str(error)
            continue
        if same:
            return proved(written[sides], cases and f"case by case: {cases}")
    for compared in (equal, equal_by_values):
        for sides, how in written.items():
            try:
                same, cases = compared(*sides, known)
            except (Outside, ValueError):
                continue
            if same:
                return proved(how, cases and f"case by case: {cases}" if compared is equal else cases)
    return Verdict("normal form", Result.UNKNOWN, reason)


def proved(how: str, where: str) -> Verdict:
    """Equality is shown: with or without definitions, and in which cases."""
    because = f"both sides have one normal form, {how}" + (f", {where}" if where else "")
    return Verdict("normal form", Result.PROVED, because)


@lru_cache(maxsize=2_000)
def equality(left: Term, right: Term, context: Context, away: tuple[Term, ...] = ()) -> tuple[Verdict, ...]:
    """Normal form and balls; what the balls refute is refuted, whatever the normal form can't tell.

    What a stage has shown from its first line to its last is asked again by each step that uses its result: it is
    looked at once. Without ``ties`` the two need not be equal where a part of them has a kink.
    """
    balls = compare(left, right, context, away=away)
    if balls.result is Result.REFUTED:
        return (Verdict("normal form", Result.UNKNOWN, "refuted by the balls"), balls)
    return (normal_form(left, right, context), balls)


@lru_cache(maxsize=2_000)
def bound(left: Term, right: Term, relation: Relation, context: Context) -> Verdict:
    """An inequality of two lines at points; a normal form has nothing to say of it."""
    return compare(left, right, context, relation)


def equality_at(
    before: Term, after: Term, path: Path, context: Context, away: tuple[Term, ...] = ()
) -> tuple[Verdict, ...]:
    """Equality of two lines at a place; in the branch of a choice they need be equal only where it is chosen."""
    found = equality(at(before, path), at(after, path), context, away)
    there = context_at(before, path, context)
    if there is context or Result.REFUTED not in [verdict.result for verdict in found]:
        return found
    return equality(at(before, path), at(after, path), there, away)


def atoms_of(step: Step) -> tuple[Step, ...]:
    """The single applications of a rule that a step consists of."""
    return step.atoms if step.steps else (step,)


def away_from(step: Step) -> tuple[Term, ...]:
    """What isn't 0 where a step holds, by the conditions of its rule: beside a tie, not at it."""
    ties = [build(d.parts[0], dict(step.bindings)) for d in step.rule.demands if d.kind is ConditionKind.AWAY]
    return tuple(core.Plus(tie.children[0], core.Negative(tie.children[1])) for tie in ties)


def shared(one: Path, other: Path) -> Path:
    """The place above two places."""
    length = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]


def outside_derivatives(line: Term, path: Path, context: Context) -> Path:
    """The place, or the one above it where equal parts may be replaced by each other.

    In the variable of a derivative they may not, nor below a derivative by something that isn't a parameter.
    """
    for depth, number in enumerate(path):
        node = at(line, path[:depth])
        if isinstance(node, DERIVATIVES):
            by = node.children[0]
            base = by.base if isinstance(by, core.Entry) else by
            symbol = context.by_name.get(getattr(base, "name", ""))
            if number == 0 or symbol is None or symbol.kind is not Kind.PARAMETER:
                return path[:depth]
    return path


def links(derivation: Derivation) -> Verdict:
    """Every step must start where the one before ends, the first at the stage's first line."""
    line = derivation.start
    for step in derivation.steps:
        if step.before != line:
            return Verdict("replay", Result.REFUTED, f"{step.name} doesn't start where the step before ends")
        line = step.after
    return Verdict("replay", Result.PROVED, "every step starts where the one before ends")


def check_step(step: Step, context: Context, book: Book | None = None) -> CheckedStep:
    """All checks of a step."""
    if step.steps:
        inner = tuple(check_step(part, context, book) for part in step.steps)
        return CheckedStep(step, (chain(step),), inner)
    verdicts = [replay(step, book), conditions(step, context)]
    if step.relation is Relation.SAME_MAXIMISER:
        verdicts.append(order(step, context))
    elif step.relation in BOUNDS:
        verdicts += [inequality(step.rule, book), bound(step.before, step.after, step.relation, context)]
    else:
        path = outside_derivatives(step.before, shared(changed(step.before, step.after)[0], step.place), context)
        verdicts.extend(equality_at(step.before, step.after, path, context, away_from(step)))
        if step.relation is Relation.DEFINED and step.rule.group is Group.DEFINITION:
            verdicts.append(Verdict("definition", Result.PROVED, "it holds by choice"))
    return CheckedStep(step, tuple(verdicts))


def check_stage(derivation: Derivation, context: Context, book: Book | None = None) -> CheckedStage:
    """All steps of a stage, and its last line against its first."""
    steps = tuple(check_step(step, context, book) for step in derivation.steps)
    first = derivation.start
    for step in derivation.steps:
        if step.relation is Relation.SAME_MAXIMISER:
            first = step.after
    try:
        relation = derivation.relation
    except OppositeRelations as error:
        return CheckedStage(derivation, steps, (Verdict("replay", Result.REFUTED, str(error)),))
    if relation in BOUNDS:
        alone = Verdict(
            "inequality", Result.UNKNOWN, "from first to last it is only tried; each line has its own verdict"
        )
        tried = bound(first, derivation.result, relation, context)
        return CheckedStage(derivation, steps, (links(derivation), alone, tried))
    away = dict.fromkeys(tie for step in derivation.steps for atom in atoms_of(step) for tie in away_from(atom))
    end = (links(derivation), *equality(first, derivation.result, context, tuple(away)))
    more = (check(first, derivation.result, context) for check in (reference, at_ties))
    return CheckedStage(derivation, steps, (*end, *(found for found in more if found)))


def verify(
    loss: Plan, rules: dict[str, Rule] | None = None, done: Callable[[str], None] = lambda name: None
) -> Checked:
    """Derive a loss and check every step of it.

    Args:
        loss: The loss file's content.
        rules: A rule book other than the project's own (for tests that break one).
        done: Called with a stage's name when it is checked.

    Raises:
        PathError: A path doesn't apply, and where.
    """
    book, derivations = derive_with_book(loss, rules)
    stages = []
    for derivation in derivations:
        stages.append(check_stage(derivation, loss.context, book))
        book.settled[f"result:{derivation.name}"] = worst([step.result for step in stages[-1].steps]).value
        done(derivation.name)
    return Checked(loss, book, tuple(stages))
