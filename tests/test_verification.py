"""Verification as a specification: right steps are proved, wrong ones are caught, and each check is able to fail.

Identities first: ``log h = −log(1 + e^{−θᵀx})``, ``∂J/∂θ_j = 1/m Σ (h − y) x_j``, ``∇L = Xᵀ(h − y)``, ``H = Xᵀ S X``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from derivations.derive.step import Step
from derivations.losses.logistic import PLAN
from derivations.rules.book import RULES
from derivations.terms.context import Context, Kind, Symbol
from derivations.terms.core import Constant, Entry, Negative, Path, Term, Times, Variable, walk
from derivations.terms.places import at, changed, free_names
from derivations.terms.places import replace as put
from derivations.verify.balls import compare
from derivations.verify.check import check_stage, check_step, equality, normal_form
from derivations.verify.order import order
from derivations.verify.replay import chain
from derivations.verify.verdict import Checked, CheckedStep, Result

CONTEXT = PLAN.context


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("log(h[i])", "-log(1 + exp(-(theta' @ X[i])))"),
        ("h[i]", "exp(theta' @ X[i])/(1 + exp(theta' @ X[i]))"),
        ("partial(theta[j], J)", "(1/m)*sum(i, 1, m, (h[i] - y[i])*X[i, j])"),
        ("gradient(theta, L)", "X' @ (h - y)"),
        ("jacobian(theta, gradient(theta, L))", "X' @ S @ X"),
        ("(1/m)*L", "J"),
        ("y' @ X @ theta", "sum(k, 0, p, theta[k]*sum(i, 1, m, X[i, k]*y[i]))"),
        ("log(1 + exp(z[i]))", "max(z[i], 0) + log(1 + exp(-abs(z[i])))"),
    ],
)
def test_identities_are_proved_for_any_number_of_samples(left: str, right: str) -> None:
    a, b = CONTEXT.parse(left), CONTEXT.parse(right)
    assert normal_form(a, b, CONTEXT).result is Result.PROVED
    assert compare(a, b, CONTEXT).result is Result.CONSISTENT


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("log(h[i])", "-log(1 + exp(theta' @ X[i]))"),
        ("partial(theta[j], J)", "(1/m)*sum(i, 1, m, (y[i] - h[i])*X[i, j])"),
        ("partial(theta[j], J)", "sum(i, 1, m, (h[i] - y[i])*X[i, j])"),
        ("gradient(theta, L)", "X' @ (y - h)"),
        ("jacobian(theta, gradient(theta, L))", "X' @ X"),
        ("L", "J"),
        ("log(exp(z[i])) + log(1 + exp(z[i]))", "log(exp(z[i]) + 1 + exp(z[i]))"),
        ("z[i]", "z[i] + 1/1000000000000000000000000000000"),
    ],
)
def test_wrong_identities_are_refuted_with_a_witness(left: str, right: str) -> None:
    a, b = CONTEXT.parse(left), CONTEXT.parse(right)
    assert normal_form(a, b, CONTEXT).result is Result.UNKNOWN
    found = compare(a, b, CONTEXT)
    assert found.result is Result.REFUTED
    assert " at " in found.because


def test_a_point_where_only_one_side_has_a_value_is_a_witness() -> None:
    found = compare(CONTEXT.parse("log(z[i]*z[i])"), CONTEXT.parse("2*log(z[i])"), CONTEXT)
    assert found.result is Result.REFUTED
    assert "only one side has a value" in found.because


@pytest.mark.parametrize("function", ["exp", "expm1", "exprel", "sinh", "cosh"])
def test_a_value_too_large_to_be_written_refutes_nothing(function: str) -> None:
    """A ball has no room for what grows like an exponential of 10¹³⁰."""
    wide = Context((Symbol("b", Kind.DATA, "real", {"en": "b"}, "b", "b"),), (), ())
    huge = f"{function}(exp(b*b + 300))"
    assert compare(wide.parse(f"b + {huge} - {huge}"), wide.parse("b"), wide).result is Result.UNKNOWN


def test_a_delta_of_one_number_is_1_though_a_ball_has_a_width() -> None:
    wide = Context((Symbol("b", Kind.DATA, "real", {"en": "b"}, "b", "b"),), (), ())
    assert compare(wide.parse("delta(log(pi), log(pi))*b"), wide.parse("b"), wide).result is not Result.REFUTED
    assert compare(wide.parse("delta(2, 3)*b"), wide.parse("b"), wide).result is Result.REFUTED


def test_sides_that_have_no_value_anywhere_are_unknown() -> None:
    nowhere = CONTEXT.parse("log(-exp(z[i]))")
    assert compare(nowhere, nowhere, CONTEXT).result is Result.UNKNOWN


def test_every_step_and_every_stage_is_proved(checked: Checked) -> None:
    for stage in checked.stages:
        for step in stage.steps:
            for atom in step.atoms:
                assert atom.result is Result.PROVED, (atom.step.name, atom.verdicts)
        assert stage.result is Result.PROVED, (stage.derivation.name, stage.end)
    assert checked.publishable


def test_derivatives_are_compared_with_those_of_sympy(checked: Checked) -> None:
    compared = {s.derivation.name for s in checked.stages if any(v.check == "reference" for v in s.end)}
    assert {"partial-loss", "gradient", "hessian", "weighted-gradient", "weighted-hessian"} <= compared


def atoms(checked: Checked) -> list[CheckedStep]:
    """All single steps of the derivation."""
    return [atom for stage in checked.stages for step in stage.steps for atom in step.atoms]


def altered(step: Step, change: object) -> Step | None:
    """The step with the changed part of its line altered; None where the alteration alters nothing."""
    path, _, _ = changed(step.before, step.after)
    part = at(step.after, path)
    new = change(part)  # type: ignore[operator]
    if new is None or new == part:
        return None
    return replace(step, after=put(step.after, path, new))


def other_index(part: Term) -> Term | None:
    """The part with one entry's index replaced by another letter."""
    for path, inner in walk(part):
        if isinstance(inner, Entry) and isinstance(inner.indices[-1], Variable):
            letter = next(n for n in "ijk" if n != inner.indices[-1].name)
            return put(part, (*path, len(inner.indices)), Variable(letter))
    return None


def other_rule(step: Step) -> Step | None:
    """The step with the tag of another rule."""
    names = sorted(RULES)
    name = names[(names.index(step.rule.name) + 1) % len(names)] if step.rule.name in names else names[0]
    return replace(step, rule=RULES[name])


def other_place(step: Step) -> Step | None:
    """The step said to happen somewhere else."""
    places = [path for path, _ in walk(step.before) if path != step.place]
    return replace(step, place=places[-1], on=()) if places else None


def dropped_condition(step: Step) -> Step | None:
    """The step without its first condition."""
    return replace(step, conditions=step.conditions[1:]) if step.conditions else None


CORRUPTIONS = {
    "sign": lambda step: altered(step, lambda part: Negative(part)),
    "factor": lambda step: altered(step, lambda part: Times(Constant(2), part)),
    "index": lambda step: altered(step, other_index),
    "rule": other_rule,
    "place": other_place,
    "dropped condition": dropped_condition,
}
"""How a right step is made wrong."""


def test_corrupted_steps_are_caught_every_one(checked: Checked, capsys: pytest.CaptureFixture[str]) -> None:
    caught: Counter[tuple[str, str]] = Counter()
    missed = []
    for atom in atoms(checked):
        for kind, corrupt in CORRUPTIONS.items():
            wrong = corrupt(atom.step)
            if wrong is None:
                continue
            found = check_step(wrong, CONTEXT)
            checks = {v.check for v in found.verdicts if v.result in (Result.REFUTED, Result.UNKNOWN)}
            if found.result in (Result.PROVED, Result.CONSISTENT):
                missed.append((kind, atom.step.name, atom.step.rule.name))
            for check in checks:
                caught[kind, check] += 1
            caught[kind, "any"] += 1
    with capsys.disabled():
        print("\ncorrupted steps, and by which check each kind was caught:")
        for kind in CORRUPTIONS:
            print(f"  {kind:18}", {check: n for (k, check), n in sorted(caught.items()) if k == kind})
    assert not missed
    assert sum(n for (_, check), n in caught.items() if check == "any") >= 200


def test_a_wrong_line_is_caught_by_the_equality_checks_alone(checked: Checked) -> None:
    """Without the replay: the balls refute a wrong sign and a wrong factor wherever the part isn't zero."""
    count = 0
    for atom in atoms(checked):
        for kind in ("sign", "factor"):
            wrong = CORRUPTIONS[kind](atom.step)
            path, _, _ = changed(atom.step.before, atom.step.after)
            if wrong is None or is_zero(at(atom.step.after, path)):
                continue
            verdicts = equality(at(wrong.before, common(path, wrong)), at(wrong.after, common(path, wrong)), CONTEXT)
            assert any(v.result is Result.REFUTED for v in verdicts), (kind, atom.step.name, verdicts)
            count += 1
    assert count >= 200


def common(path: Path, step: Step) -> Path:
    """The place above the change and the rule's place."""
    from derivations.verify.check import shared

    return shared(path, step.place)


def is_zero(term: Term) -> bool:
    """Whether a term is zero by its form: negating or doubling it is no error."""
    zero = compare(term, Times(Constant(2), term), CONTEXT)
    return zero.result is not Result.REFUTED


def test_a_gap_in_a_folded_step_is_caught(checked: Checked) -> None:
    folded = next(s.step for stage in checked.stages for s in stage.steps if len(s.step.steps) > 2)
    assert chain(folded).result is Result.PROVED
    assert chain(replace(folded, steps=folded.steps[1:])).result is Result.REFUTED
    assert chain(replace(folded, steps=folded.steps[:-1])).result is Result.REFUTED
    assert chain(replace(folded, rule=RULES["complement"])).result is Result.REFUTED


def test_a_rule_that_reverses_the_order_is_not_called_increasing(checked: Checked) -> None:
    step = next(a.step for a in atoms(checked) if a.step.rule.name == "negate_and_average")
    assert order(step, CONTEXT).result is Result.PROVED
    assert order(replace(step, rule=replace_rule(step.rule, order="increasing")), CONTEXT).result is Result.UNKNOWN


def replace_rule(rule: object, **changes: object) -> object:
    """A rule with some fields changed."""
    return replace(rule, **changes)  # type: ignore[type-var]


def test_a_wrong_stage_is_caught_end_to_end(checked: Checked) -> None:
    derivation = checked.stage("partial-loss").derivation
    last = derivation.steps[-1]
    wrong = replace(last, after=Times(Constant(2), last.after))
    found = check_stage(replace(derivation, steps=(*derivation.steps[:-1], wrong)), CONTEXT)
    assert found.result is Result.REFUTED
    assert {v.check for v in found.end if v.result is Result.REFUTED} >= {"balls", "reference"}


def test_lines_name_no_unknown_symbol(checked: Checked) -> None:
    for stage in checked.stages:
        for line in stage.derivation.lines:
            assert free_names(line) <= set(CONTEXT.by_name)
