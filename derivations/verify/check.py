"""Verification: every check on every step, and each stage end to end. In: a loss. Out: ``Checked``."""

from __future__ import annotations

from collections.abc import Callable

from ..derive.chain import derive_with_book
from ..derive.step import Derivation, Step
from ..losses.loss import Loss
from ..rules.rule import Relation, Rule
from ..terms.context import Context
from ..terms.core import SCALAR, Path, Term
from ..terms.places import at, changed
from .balls import compare
from .index_form import IndexForm, Outside
from .normal_form import equal
from .order import order
from .reference import reference
from .replay import chain, conditions, replay
from .verdict import Checked, CheckedStage, CheckedStep, Result, Verdict


def normal_form(left: Term, right: Term, context: Context) -> Verdict:
    """Equality by normal form: first with defined symbols as letters, then with their definitions put in."""
    reason = "the normal forms differ"
    for unfold, split in ((False, False), (True, False), (True, True)):
        form = IndexForm(context, unfold, split)
        try:
            sides = form.entries(left, right) if left.shape != SCALAR else (form.scalar(left), form.scalar(right))
            same, cases = equal(*sides)
        except (Outside, ValueError) as error:
            reason = str(error)
            continue
        if same:
            how = "with the definitions put in" if unfold else "as they stand"
            where = f", case by case: {cases}" if cases else ""
            return Verdict("normal form", Result.PROVED, f"both sides have one normal form, {how}{where}")
    return Verdict("normal form", Result.UNKNOWN, reason)


def equality(left: Term, right: Term, context: Context) -> tuple[Verdict, ...]:
    """Normal form and balls; what the balls refute is refuted, whatever the normal form can't tell."""
    balls = compare(left, right, context)
    if balls.result is Result.REFUTED:
        return (Verdict("normal form", Result.UNKNOWN, "refuted by the balls"), balls)
    form = normal_form(left, right, context)
    if form.result is Result.PROVED and balls.result is Result.UNKNOWN:
        balls = Verdict("balls", Result.CONSISTENT, f"not needed: {balls.because}")
    return (form, balls)


def shared(one: Path, other: Path) -> Path:
    """The place above two places."""
    length = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]


def check_step(step: Step, context: Context) -> CheckedStep:
    """All checks of a step."""
    if step.steps:
        inner = tuple(check_step(part, context) for part in step.steps)
        return CheckedStep(step, (chain(step),), inner)
    verdicts = [replay(step), conditions(step, context)]
    if step.relation is Relation.SAME_MAXIMISER:
        verdicts.append(order(step, context))
    else:
        path = shared(changed(step.before, step.after)[0], step.place)
        verdicts.extend(equality(at(step.before, path), at(step.after, path), context))
        if step.relation is Relation.DEFINED:
            verdicts.append(Verdict("definition", Result.PROVED, "it holds by choice"))
    return CheckedStep(step, tuple(verdicts))


def check_stage(derivation: Derivation, context: Context) -> CheckedStage:
    """All steps of a stage, and its last line against its first."""
    steps = tuple(check_step(step, context) for step in derivation.steps)
    first = derivation.start
    for step in derivation.steps:
        if step.relation is Relation.SAME_MAXIMISER:
            first = step.after
    end = equality(first, derivation.result, context)
    found = reference(first, derivation.result, context)
    return CheckedStage(derivation, steps, (*end, found) if found else end)


def verify(
    loss: Loss, rules: dict[str, Rule] | None = None, done: Callable[[str], None] = lambda name: None
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
        stages.append(check_stage(derivation, loss.context))
        done(derivation.name)
    return Checked(loss, book, tuple(stages))
