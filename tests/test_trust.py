"""A chain that a stranger hands over changes no statement: it tells rules and places, nothing else is believed."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from derivations.derive.apply import RuleError
from derivations.losses.plan import Apply
from derivations.own.definition import Loss
from derivations.own.plan import plan
from derivations.own.result import Derived
from derivations.own.store import Stale, from_text, sum_of
from derivations.rules.rule import Relation
from derivations.terms.core import Partial, walk
from derivations.terms.places import free_names
from tests.forged import changed, defining_all, doubled, measured, places, replaced, stages, text_of, titled


@pytest.fixture(autouse=True)
def user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who has no secret yet."""
    home = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    return home


def statements(derived: Derived) -> dict[str, Any]:
    """What is stated of a loss: where each stage begins, what it is called, what is measured."""
    every = {"": derived.verify(), **{found.variant.plan.name: found.checked for found in derived.variants}}
    found = {
        (name, stage.derivation.name): (str(stage.derivation.start), dict(stage.derivation.title))
        for name, checked in every.items()
        for stage in checked.stages
    }
    return {"stages": found, "code": derived.has_code, "measured": list(derived.errors)}


def holds_up(forged: str, honest: Derived) -> Derived:
    """A derivation with a forged chain states what the honest one does, and each line holds."""
    found = Derived(honest.loss, chain=forged)
    assert found.verify().publishable and all(variant.checked.publishable for variant in found.variants)
    assert {key: stage for key, stage in statements(found)["stages"].items() if "-label-" not in key[1]} == {
        key: stage for key, stage in statements(honest)["stages"].items() if "-label-" not in key[1]
    }
    for stage in found.stages:
        partials = any(isinstance(part, Partial) for _, part in walk(stage.result))
        assert not partials, f"{stage.name} leads to {stage.result}"
        for step in stage.steps:
            assert (step.relation is Relation.DEFINED) == (step.name == "simplify.1")
    return found


def test_a_chain_holds_ways_and_nothing_else(honest: Derived, no_search: None) -> None:
    """A kept chain = rules at places; with it, nothing is searched, and all is as without."""
    found = json.loads(honest.chain)
    assert set(found) == {"schema", "version", "definition", "stages", "variants", "sum"}
    assert all(set(stage) == {"name", "lines"} for stage in stages(found))
    items = [item for stage in stages(found) for line in stage["lines"] for item in line]
    assert set().union(*items) <= {"rule", "at", "on", "bind", "backwards", "tidy"}
    again = Derived(honest.loss, chain=honest.chain)
    assert again.files() == honest.files() and again._kept is not None


def named(name: str) -> Callable[[dict[str, Any]], None]:
    def change(found: dict[str, Any]) -> None:
        found["stages"][2]["name"] = name

    return change


TOLD = {
    "where it begins": doubled, "titles": titled, "errors": measured, "no code": lambda f: f.update(unstable="<b>"),
    "definitions": defining_all, "an unknown stage": named("third"), "markup": named("<script>"),
    "a stage's name": named("gradient"), "reversed": lambda f: f["stages"].reverse(),
    "two stages changed": lambda f: f["stages"].insert(1, f["stages"].pop(2)),
    "twice": lambda f: f["stages"].insert(2, f["stages"][1]),
    "twice at the end": lambda f: f["stages"].append(f["stages"][-1]),
    "left over": lambda f: f["stages"].append({**f["stages"][-1], "name": "stable-derivative-y"}),
    "no first": lambda f: f["stages"].pop(0), "no last": lambda f: f["stages"].pop(),
    "no cases": lambda f: f.update(stages=[s for s in f["stages"] if "-label-" not in s["name"]]),
    "first alone": lambda f: f.update(stages=f["stages"][:1]), "none": lambda f: f.update(stages=[]),
    "other conventions": lambda f: f["variants"].update(more=[]),
    "hessian empty": lambda f: f["stages"][2].update(lines=[]),
    "gradient stops": lambda f: f["stages"][1]["lines"].__delitem__(slice(1, None)),
    "loss undefined": lambda f: f["stages"][0].update(lines=[]),
    "older form": lambda f: f.update(version=1),
}  # fmt: skip


@pytest.mark.parametrize("what", TOLD)
def test_what_a_chain_tells_beside_its_ways_makes_it_stale(honest: Derived, what: str) -> None:
    """A chain that tells more or less than its stages' ways = no chain."""
    forged = changed(honest.chain, TOLD[what])
    found = holds_up(forged, honest)
    assert found.files() == honest.files()


@pytest.mark.parametrize("convention", ["labels", "weights", "by-probability"])
@pytest.mark.parametrize(
    "change",
    [
        lambda ways: ways.reverse(),
        lambda ways: ways.pop(),
        lambda ways: ways.append(ways[0]),
    ],
    ids=["order", "one less", "one more"],
)
def test_a_convention_is_searched_anew_where_its_ways_are_not_its_own(
    honest: Derived, convention: str, change: Callable[[list[Any]], None]
) -> None:
    """Other stages in a convention = none."""
    forged = changed(honest.chain, lambda found: change(found["variants"][convention]))
    assert holds_up(forged, honest).files() == honest.files()


def test_the_label_is_put_in_or_the_way_is_none(honest: Derived) -> None:
    """With labels -1 and 1, no line ends with a label 0 or 1."""
    forged = changed(honest.chain, lambda found: [stage.update(lines=[]) for stage in found["variants"]["labels"]])
    labels = next(one for one in holds_up(forged, honest).variants if one.variant.plan.name == "labels")
    assert not any("y" in free_names(labels.checked.stage(name).derivation.result) for name in labels.variant.rows)


def test_a_way_that_stops_early_is_true_and_its_errors_are_measured(honest: Derived) -> None:
    """A shorter way states no other errors than its own line's."""
    forged = changed(honest.chain, lambda found: found["stages"][-1].update(lines=found["stages"][-1]["lines"][:1]))
    found = holds_up(forged, honest)
    name = found.stages[-1].name.removeprefix("stable-")
    assert str(found.stages[-1].result) != str(honest.stages[-1].result)
    assert found.errors[name].after != honest.errors[name].after


def test_a_goal_is_reached_or_the_way_is_none() -> None:
    """With a goal, the first stage ends with it."""
    loss = Loss("aimed", "log(1 + exp(-z))", goal="softplus(-z)")
    honest = Derived(loss)
    forged = changed(honest.chain, lambda found: found["stages"][0].update(lines=found["stages"][0]["lines"][:1]))
    assert str(Derived(loss, chain=forged).stages[0].result) == "softplus(-z)"


@pytest.mark.parametrize(
    "text", ["__import__('os').system('true')", "1/0", "9**9**9**9", "", "z\n", "$x$", "ell", "\0"]
)
def test_what_a_letter_stands_for_is_of_the_language(honest: Derived, text: str) -> None:
    """A bound text is a term, or the way is none."""

    def bind(found: dict[str, Any]) -> None:
        for stage in stages(found):
            for line in stage["lines"]:
                for item in line:
                    if "bind" in item:
                        item["bind"] = dict.fromkeys(item["bind"], text)

    assert holds_up(changed(honest.chain, bind), honest).files() == honest.files()


OTHERS = (None, True, 0, -1, 10**30, 0.5, "", "z", "ell", "'''\"\"\"<b>", [], [0], {}, {"a": 1}, [[]])


def test_values_of_other_types_make_a_chain_stale(honest: Derived) -> None:
    """Each value of the file replaced by others: a chain of the right form, or a clean refusal."""
    found, read_back = json.loads(honest.chain), []
    for path in places(found):
        for other in OTHERS if path and path[-1] != "sum" else ():
            forged = text_of(replaced(found, path, other))
            try:
                kept = from_text(honest.loss, forged)
            except Stale:
                continue
            items = [
                i
                for ways in (kept.stages, *kept.variants.values())
                for w in ways
                for line in w.lines
                for i in line.path
            ]
            assert all(isinstance(item, Apply) and not item.defines for item in items)
            read_back.append(forged)
    assert read_back
    for forged in random.Random(1).sample(read_back, 12):
        holds_up(forged, honest)


@pytest.mark.parametrize("text", ["", "[]", "null", "1", '"x"', "{}", "{", "[" * 200_000, '{"a":' * 100_000, "\ufeff{}",
                                  "9" * 10_000, '{"version": ' + "9" * 5000 + "}", "\0", "NaN"])  # fmt: skip
def test_what_is_no_chain_is_stale(honest: Derived, text: str) -> None:
    """Any other text = no chain."""
    with pytest.raises(Stale):
        from_text(honest.loss, text)


def test_the_checksum_is_that_of_the_content(honest: Derived) -> None:
    """Damage is noticed, as ever."""
    found = json.loads(honest.chain)
    assert found["sum"] == sum_of(found)
    found["stages"][-1]["lines"].pop()
    with pytest.raises(Stale, match="damaged"):
        from_text(honest.loss, json.dumps(found))


@pytest.mark.parametrize("convention", ["weights", "by-probability"])
def test_a_derivative_of_a_convention_is_worked_out_or_the_way_is_none(honest: Derived, convention: str) -> None:
    """A last stage without any step ends with a derivative, and so is none."""
    forged = changed(honest.chain, lambda found: found["variants"][convention][-1].update(lines=[]))
    assert holds_up(forged, honest).files() == honest.files()


def test_ways_are_those_of_the_stages_that_are_asked_for(honest: Derived) -> None:
    """What is left over, is missing, or leads elsewhere is refused by the plan itself."""
    kept = from_text(honest.loss, honest.chain)
    for ways in (kept.stages + kept.stages[-1:], kept.stages[:-1], kept.stages[::-1]):
        with pytest.raises(RuleError, match="the kept chain"):
            plan(honest.loss, replace(kept, stages=ways))
    assert plan(honest.loss, kept).plan.stages == honest.plan.stages
