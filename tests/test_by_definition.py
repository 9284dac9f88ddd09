"""A definition holds by choice: it is called so, and := stands only where a stage begins with what is defined."""

from __future__ import annotations

from gathered import derived

from derivations.render.show import counts, total
from derivations.render.steps import end_pill, step_pill
from derivations.rules.rule import Relation
from derivations.verify.verdict import BY_DEFINITION, Checked, Result, tallied


def test_only_the_first_line_of_a_stage_defines(checked: Checked, checked_softmax: Checked) -> None:
    """ell := …; a definition that is put in, or a name that is given, further down has an equals sign."""
    for found in (checked, checked_softmax, derived("focal").verify()):
        defining = 0
        for stage in found.stages:
            for number, step in enumerate(stage.derivation.steps):
                if step.relation is Relation.DEFINED:
                    assert number == 0 and not step.backwards and step.place == () and not step.steps
                    defining += 1
        assert defining


def test_a_definition_is_counted_apart(checked: Checked) -> None:
    """It is no proof, in no table; what the trace calls its checks stays."""
    found = counts(checked)
    atoms = [atom for stage in checked.stages for step in stage.steps for atom in step.atoms]
    assert found[BY_DEFINITION] == sum(atom.step.relation is Relation.DEFINED for atom in atoms) > 0
    assert sum(found.values()) == len(atoms)
    assert f"{found[BY_DEFINITION]} by definition" in total(checked)
    assert tallied(atoms)[Result.PROVED.value] == len(atoms) - found[BY_DEFINITION]


def test_a_page_says_by_definition(checked: Checked) -> None:
    """Of the line, and of a stage that is nothing but a definition; other stages are proved as before."""
    stage = checked.stage("hypothesis")
    assert step_pill(stage.steps[0], "en").word == end_pill(stage, "en").word == "by definition"
    assert "proved" not in step_pill(stage.steps[0], "en").word
    model = checked.stage("model")
    assert step_pill(model.steps[0], "en").css == "verdict-defined"
    assert end_pill(model, "en").word == step_pill(model.steps[-1], "en").word == "proved"


def test_what_no_digit_is_right_of_is_called_lost() -> None:
    """A cell of the column of errors says that all digits are lost, not that they are all there."""
    from derivations.emit.promise import LOST, show

    assert show(LOST) == "all lost" and show(0.5) == "0.5"
