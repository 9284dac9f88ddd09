"""Every rule of the book, from the registry: it is well formed, it is true, its conditions are needed, it is used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest
from corpus import APPLIED, CONTEXT, FOUND, corpus, made
from flint import ctx
from rule_case_table import BY_WORDS, TOLD
from rule_cases import BROKEN, NOTHING, Value, breaks, own_case, same, shows, sides

from derivations import collection
from derivations.derive.apply import apply_rule
from derivations.derive.chain import Book
from derivations.derive.differentials import derive_goal
from derivations.identities.matrix_cookbook import IDENTITIES
from derivations.rules import book
from derivations.rules.book import RULES, UnknownName, find
from derivations.rules.rule import BOUNDS, ConditionKind, Group, Relation, Rule, Tier
from derivations.terms.context import Context
from derivations.terms.core import Binder, Choose, Entry, FunctionSlot, Indicator, Kronecker, Slot, Term, Variable, walk
from derivations.terms.parser import parse
from derivations.terms.places import free_names
from derivations.verify.check import check_stage
from derivations.verify.evaluate import Point, evaluate
from derivations.verify.identities import title
from derivations.verify.numbers import rational
from derivations.verify.verdict import Checked, CheckedStage, Result

NAMES = sorted(RULES)


def letters(term: Term) -> set[str]:
    """The letters of a pattern."""
    return {part.name for _, part in walk(term) if isinstance(part, Slot | FunctionSlot)}


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_is_well_formed(name: str) -> None:
    rule = RULES[name]
    before, after = rule.patterns
    assert before != after
    assert all(letters(part) <= letters(before) | letters(after) for d in rule.demands for part in d.parts)
    assert {"en", "zh"} <= set(rule.title) & set(rule.sentence)
    assert rule.sentence["en"].endswith(".")
    assert rule.sources or rule.group in (Group.ALGEBRA, Group.HOUSEKEEPING)
    assert (rule.relation is Relation.SAME_MAXIMISER) == bool(rule.order)
    assert (rule.relation in BOUNDS) == (rule.group is Group.INEQUALITY)
    assert rule.relation is Relation.EQUAL or not (rule.roles or rule.back), "the search is for equations"


def test_the_article_s_three_rules_have_its_numbers() -> None:
    assert {r.number: r.statement for r in RULES.values() if r.number} == {
        "①": "log(a/b) = log(a) - log(b)",
        "②": "log(a) + log(b) = log(a*b)",
        "③": "a = log(exp(a))",
    }


def value(text: str, values: dict[str, str]) -> tuple[bool, object]:
    """Whether a scalar term has a finite value with these letters, and which."""
    ctx.prec = 128
    numbers = {}
    for name, number in values.items():
        above, _, below = number.partition("/")
        places = len(above.partition(".")[2])
        numbers[name] = [[rational(int(above.replace(".", "")), int(below or 1) * 10**places)]]
    term = parse(text, lambda name: Variable(name) if name in values else None)
    try:
        found = evaluate(term, Point(Context((), (), ()), {}, numbers))[0][0]
    except ZeroDivisionError:
        return False, None
    return bool(found.is_finite()), found


CASES = [(name, text) for name in NAMES for text in RULES[name].conditions]


@pytest.mark.parametrize(("name", "text"), CASES)
def test_a_condition_is_needed_as_its_counterexample_shows(name: str, text: str) -> None:
    """With the condition dropped the rule's own sides differ, or one of them has no value; and the case breaks it."""
    rule = RULES[name]
    case = rule.conditions[text]
    left, right = shown_sides(rule, text)
    if rule.order:
        assert NOTHING in (left, right) or (left > right) == (rule.order == "increasing") or case.words
    elif rule.relation in BOUNDS:
        wrong = left == NOTHING or right == NOTHING or differs_as_a_bound(rule, left, right)
        assert wrong, (left, right)
    else:
        assert (left, right) == (NOTHING, NOTHING) or not same(left, right), (left, right)
    if case.left or case.right:
        reason = BY_WORDS.get((name, text), "")
        assert bool(shows(rule, text, (left, right))) != bool(reason), "these aren't the rule's own sides"
        assert case.words or not reason
        return
    own = own_case(rule, case)
    assert own is not None, "a letter of the rule has no number"
    assert breaks(rule, text, own)
    kept = [other.text for other in rule.demands if other.text != text and breaks(rule, other.text, own)]
    assert kept == ALSO_BROKEN.get((name, text), []), "another condition is broken too"
    found = sides(rule, own)
    assert found is None or (same(found[0], left) and same(found[1], right))


ALSO_BROKEN = {
    (name, f"0 < {one}"): [f"0 < {other}"]
    for name in ("power_of_product", "power_of_quotient", "log_product", "log_quotient")
    for one, other in (("a", "b"), ("b", "a"))
}
"""Where one of two numbers alone is negative, neither side has a value; where both are, the sides differ."""


def shown_sides(rule: Rule, text: str) -> tuple[Value, Value]:
    """The values of the sides that a counterexample shows."""
    case = rule.conditions[text]
    own = rule.statement.partition(f" {rule.sign} ")
    found = [value(side, case.values) for side in (case.left or own[0], case.right or own[2])]
    left, right = (number if finite else NOTHING for finite, number in found)
    return left, right  # type: ignore[return-value]


def differs_as_a_bound(rule: Rule, left: Value, right: Value) -> bool:
    """Whether two values can't be in the order that an inequality tells."""
    assert not isinstance(left, str) and not isinstance(right, str)
    return bool(left > right if rule.relation is Relation.AT_MOST else left < right)


def test_every_kind_of_condition_is_known_to_the_test() -> None:
    """A kind that is added asks for what breaks it; none is let through."""
    assert set(BROKEN) == set(ConditionKind)
    assert {demand.kind for rule in RULES.values() for demand in rule.demands} <= set(BROKEN)


def test_cases_and_reasons_are_of_rules_that_there_are() -> None:
    """Nothing is excused that has gone."""
    assert set(BY_WORDS) | set(TOLD) | set(ALSO_BROKEN) <= set(CASES)
    assert not set(BY_WORDS) & set(TOLD)


def test_a_counterexample_of_another_rule_is_caught() -> None:
    """d(c/a) = −c da/a² isn't refuted by d(v²) = 2v dv, which is of the product rule."""
    rule = RULES["differential_of_reciprocal"]
    text = "c does not depend on v"
    assert shows(rule, text, shown_sides(rule, text)) == "same sides"
    product = RULES["differential_of_product"].conditions[text]
    wrong = replace(rule, conditions={**rule.conditions, text: product})
    assert not shows(wrong, text, shown_sides(wrong, text))


def rules_of(stages: Iterable[CheckedStage]) -> set[str]:
    """The rules that stages use; each of their steps holds, and so does each stage from its first line to its last."""
    used: set[str] = set()
    for stage in stages:
        assert stage.result in HOLDS, stage.derivation.name
        for atom in (atom for step in stage.steps for atom in step.atoms):
            assert atom.result in HOLDS, (atom.step.rule.name, str(atom.step.before))
            used.add(atom.step.rule.name)
            used.update(tidying.rule.name for tidying in atom.step.housekeeping)
    return used


HOLDS = (Result.PROVED, Result.CONSISTENT)


@pytest.mark.parametrize("loss", ["checked", "checked_softmax"])
def test_every_step_of_the_loss_is_proved_and_every_definition_used(loss: str, request: pytest.FixtureRequest) -> None:
    checked: Checked = request.getfixturevalue(loss)
    for stage in checked.stages:
        for step in stage.steps:
            assert all(atom.result is Result.PROVED for atom in step.atoms)
    context = checked.loss.context
    named = {name for stage in checked.stages for line in stage.derivation.lines for name in free_names(line)}
    named |= {name for symbol in named for name in context.depends(context.variables[symbol])}
    used = rules_of(checked.stages) | {d.name for d in context.definitions if d.left.split("[")[0] in named}
    assert {d.name for d in context.definitions} - used == set(), "definitions that nothing uses"


def test_every_rule_is_used_and_its_use_holds(checked: Checked, checked_softmax: Checked) -> None:
    """By a loss, the corpus of small terms, or the identities of matrices; exact code has tests of its own."""
    used = rules_of(checked.stages) | rules_of(checked_softmax.stages) | rules_of(corpus())
    for name in (
        "cox",
        "info_nce",
        "multi_class_brier",
        "plackett_luce",
        "smoothed_softmax",
    ):  # sums over an index, found by the search
        used |= rules_of(collection.derived(name).verify().stages)
    for identity in IDENTITIES:
        book = Book(identity.context)
        derivation = derive_goal(identity.goal, identity.context, book, identity.name, title(identity))
        if {atom.rule.name for step in derivation.steps for atom in step.atoms} - used:
            used |= rules_of([check_stage(derivation, identity.context, book)])
    exact = {name for name in NAMES if RULES[name].group is Group.STABILITY}
    assert sorted(set(NAMES) - exact - used) == [], "rules that nothing uses"


@pytest.mark.parametrize(("text", "simplest"), FOUND)
def test_a_term_of_the_corpus_becomes_what_it_should(text: str, simplest: str) -> None:
    assert made(text).result == CONTEXT.parse(simplest)


@pytest.mark.parametrize(("text", "rule", "bind", "result"), APPLIED)
def test_a_rule_of_the_corpus_makes_what_it_should(text: str, rule: str, bind: dict[str, str], result: str) -> None:
    given = {letter: CONTEXT.parse(value) for letter, value in bind.items()}
    assert apply_rule(find(rule), CONTEXT.parse(text), CONTEXT, (), given=given).after == CONTEXT.parse(result)


SCALAR_CHAPTERS = {Group.LOGARITHM, Group.EXPONENTIAL, Group.ALGEBRA, Group.STABILITY, Group.HOUSEKEEPING}


def of_numbers(rule: Rule) -> bool:
    """Whether all letters are numbers; rules of sums, entries and statements are tested where losses use them."""
    parts = [part for side in rule.patterns for _, part in walk(side)]
    stated = any(isinstance(part, Indicator | Choose) and isinstance(part.children[0], Slot) for part in parts)
    return not stated and not any(isinstance(part, Binder | Kronecker | Entry) for part in parts)


@pytest.mark.parametrize(
    "name",
    [n for n in NAMES if RULES[n].group in SCALAR_CHAPTERS and not RULES[n].order and of_numbers(RULES[n])],
)
def test_a_scalar_rule_holds_for_its_letters_as_variables(name: str) -> None:
    """The statement itself, at positive numbers: both sides have one value to 128 bits (a remainder is 0)."""
    rule = RULES[name]
    left, _, right = rule.statement.partition(" = ")
    for seed in range(1, 6):
        values = {
            letter: f"{7 * seed + 3 * n + 1}/{5 + n}" if letter != "n" else str(seed)
            for n, letter in enumerate(sorted(letters(rule.patterns[0]) | letters(rule.patterns[1])))
        }
        if any(d.kind is ConditionKind.ZERO for d in rule.demands):
            values["r"] = "0"
        if "d - 2*a is 0" in rule.conditions:
            values["d"] = str(2 * Fraction(values["a"]))
        if "y in {0, 1}" in rule.conditions:
            values["y"] = str(seed % 2)
        ours, theirs = value(left, values), value(right, values)
        assert ours[0] and theirs[0] and ours[1].overlaps(theirs[1]), values


def test_tiers_follow_from_groups() -> None:
    assert find("log_quotient").tier is Tier.NAMED
    assert find("distribute").tier is Tier.RING
    assert find("one_times").tier is Tier.HOUSEKEEPING


def test_an_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="unknown rule 'log_quotint'; did you mean 'log_quotient'"):
        find("log_quotint")


def test_no_two_rules_share_a_name() -> None:
    assert len(RULES) == sum(len(chapter.RULES) for chapter in book.CHAPTERS)
