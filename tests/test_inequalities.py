"""Inequalities: log a ≤ a − 1 at a place that rises or falls; what is turned round, not monotone or mixed is caught."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path as File

import jsonschema
import pytest
from rich.console import Console

from derivations.derive.apply import RuleError, apply_at
from derivations.derive.chain import Book, PathError, derive_stage
from derivations.derive.step import Derivation, Step
from derivations.formats import json_of, latex_of
from derivations.losses.plan import Line, Plan, Section, Stage, back, by, line
from derivations.render.pages import loss_pages
from derivations.render.rulebook import rule_views
from derivations.render.show import show
from derivations.rules.book import RULES, find
from derivations.rules.rule import BOUNDS, OppositeRelations, Relation, Rule, sign_of, weakest
from derivations.terms.context import Context, Kind, Symbol
from derivations.terms.core import Path
from derivations.verify.balls import compare
from derivations.verify.check import check_stage, check_step, verify
from derivations.verify.inequality import proof
from derivations.verify.verdict import CheckedStage, Result

ROOT = File(__file__).resolve().parent.parent
AT_MOST, AT_LEAST = BOUNDS


def symbol(name: str, kind: Kind, domain: str, *shape: str, runs: tuple[str, str] = ("", "")) -> Symbol:
    """A symbol that is shown as it is written."""
    return Symbol(name, kind, domain, {"en": name, "zh": name}, name, name, shape, runs=runs)


CONTEXT = Context(
    (
        symbol("i", Kind.INDEX, "1 … m", runs=("1", "m")),
        symbol("m", Kind.SIZE, "1, 2, …"),
        symbol("q", Kind.DATA, "(0, 1)", "m"),
        symbol("p", Kind.DATA, "(0, 1)", "m"),
        symbol("l", Kind.DATA, "[1, ∞)", "m"),
        symbol("c", Kind.PARAMETER, "(0, ∞)"),
        symbol("x", Kind.PARAMETER, "real"),
        symbol("w", Kind.PARAMETER, "real"),
    ),
    (),
    (("m", "1", "m"),),
    ("0 <= 1 - sum(i, 1, m, 2**(-l[i]))",),
)
LOG = find("log_at_most")
GIBBS = "-sum(i, 1, m, q[i]*log(p[i]/q[i]))"


def derived(start: str, *lines: Line) -> Derivation:
    """A stage."""
    return derive_stage(Stage("bound", {"en": "A bound", "zh": "界"}, start, lines), Book(CONTEXT))


def checked(start: str, *lines: Line) -> CheckedStage:
    """The same, checked."""
    return check_stage(derived(start, *lines), CONTEXT, Book(CONTEXT))


QUOTED = {"rayleigh"}
"""Theorems that are quoted: their steps are consistent, not proved."""


@pytest.mark.parametrize("name", [name for name in sorted(RULES) if RULES[name].relation in BOUNDS])
def test_an_inequality_of_the_book_is_proved_and_its_opposite_is_not(name: str) -> None:
    rule = RULES[name]
    assert bool(proof(rule)) is (name not in QUOTED)
    other = {"<=": ">=", ">=": "<="}[rule.sign]
    assert not proof(replace(rule, statement=rule.statement.replace(f" {rule.sign} ", f" {other} ")))


@pytest.mark.parametrize(
    ("statement", "equality"),
    [
        ("log(a) <= a - 2", "a = 1"), ("log(a) <= a", "a = 1"), ("log(a) <= a/2 - 1/2", "a = 1"),
        ("log(a) <= 2*a - 2", "a = 1"), ("log(a) <= a - 1", ""), ("log(a) <= a - 1", "a = 2"), ("a <= a**2", ""),
    ],
)  # fmt: skip
def test_what_is_false_or_not_told_is_not_proved(statement: str, equality: str) -> None:
    assert not proof(replace(LOG, statement=statement, equality=equality))


@pytest.mark.parametrize(
    ("statement", "conditions"),
    [("a*(1 - a) <= 1/4", ()), ("a*b <= (a**2 + b**2)/2", ()), ("2*a <= a + a**3/a**2 + a**2", ("0 < a",))],
)
def test_squares_and_positive_parts_are_seen(statement: str, conditions: tuple[str, ...]) -> None:
    case = LOG.conditions["0 < a"]
    assert proof(replace(LOG, statement=statement, equality="", conditions=dict.fromkeys(conditions, case)))


PLACES = [
    # the line, where log(a) stands, the relation, the signs that it takes
    ("log(c)", (), AT_MOST, []),
    ("x + log(c)", (1,), AT_MOST, []),
    ("x - log(c)", (1, 0), AT_LEAST, []),
    ("2*log(c)", (1,), AT_MOST, []),
    ("c*log(c)", (1,), AT_MOST, ["0 <= c"]),
    ("(-c)*log(c)", (1,), AT_LEAST, ["0 <= c"]),
    ("log(c)/c", (0,), AT_MOST, ["0 < c"]),
    ("log(c)/(-c)", (0,), AT_LEAST, ["0 < c"]),
    ("exp(log(c))", (0,), AT_MOST, []),
    ("log(1 + exp(-log(c)))", (0, 1, 0, 0), AT_LEAST, ["0 < 1 + exp(-log(c))", "0 < 1 + exp(-(c - 1))"]),
    ("1/(1 + exp(-log(c)))", (1, 1, 0, 0), AT_MOST,
     ["0 < 1 + exp(-log(c))", "0 < 1 + exp(-(c - 1))", "0 <= 1"]),
    ("exp(log(c))**c", (0, 0), AT_MOST, ["0 < exp(log(c))", "0 < exp(c - 1)", "0 <= c"]),
    ("(1 + c)**log(c)", (1,), AT_MOST, ["0 < 1 + c", "0 <= 1 + c - 1"]),
    ("(1/2)**log(c)", (1,), AT_LEAST, ["0 < 1/2", "0 <= 1 - 1/2"]),
    ("max(x, log(c))", (1,), AT_MOST, []),
    ("where(x < w, log(c), 0)", (1,), AT_MOST, []),
    ("erfc(log(c))", (0,), AT_LEAST, []),
    ("sum(i, 1, m, q[i]*log(p[i]))", (3, 1), AT_MOST, ["0 <= q[i]"]),
    ("prod(i, 1, m, exp(log(p[i])))", (3, 0), AT_MOST, ["0 <= exp(log(p[i]))", "0 <= exp(p[i] - 1)"]),
    ("sqrt(exp(log(c)))", (0, 0), AT_MOST, ["0 <= exp(log(c))", "0 <= exp(c - 1)"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "relation", "signs"), PLACES)
def test_the_line_rises_or_falls_with_the_part(text: str, place: Path, relation: Relation, signs: list[str]) -> None:
    stage = checked(text, line(by("log_at_most", at=place)))
    (step,) = stage.steps
    assert step.step.relation is relation
    assert [needed.text for needed in step.step.monotone] == signs
    assert (step.result, stage.result) == (Result.PROVED, Result.CONSISTENT)
    assert {verdict.check for verdict in step.verdicts} == {"replay", "conditions", "inequality", "balls"}
    refuted = compare(step.step.before, step.step.after, CONTEXT, relation.turned)
    assert refuted.result is Result.REFUTED and " at " in refuted.because


@pytest.mark.parametrize(
    ("text", "place", "around"),
    [
        ("x*log(c)", (1,), r"x\*log\(c\)"),
        ("log(c)/x", (0,), r"log\(c\)/x"),
        ("x/log(c)", (1,), r"x/log\(c\)"),
        ("abs(log(c))", (0,), r"abs\(log\(c\)\)"),
        ("log(c)**2", (0,), r"log\(c\)\*\*2"),
        ("x**log(c)", (1,), r"x\*\*log\(c\)"),
        ("log(2 + log(c))", (0, 1), r"log\(2 \+ log\(c\)\)"),
        ("prod(i, 1, m, log(p[i]))", (3,), r"prod"),
        ("cosh(log(c))", (0,), r"cosh\(log\(c\)\)"),
        ("partial(c, log(c))", (1,), r"partial\(c, log\(c\)\)"),
        ("where(log(c) < x, 1, 0)", (0, 0), r"log\(c\) < x"),
        ("q' @ log(exp(p))", (1,), r"log\(exp\(p\)\) is no number"),
        ("exp(-(2 + x*log(c)))", (0, 0, 1, 1), r"x\*log\(c\) isn't shown to rise or fall with log\(c\)"),
    ],
)
def test_a_place_that_isnt_monotone_is_refused_with_the_term_that_isnt(text: str, place: Path, around: str) -> None:
    with pytest.raises(RuleError, match=rf"log_at_most: an inequality can't be used at .*{around}"):
        apply_at(LOG, CONTEXT.parse(text), place, (), {}, False, CONTEXT)


def test_the_condition_of_the_inequality_is_kept() -> None:
    with pytest.raises(RuleError, match="the condition 0 < a isn't met with a = x"):
        apply_at(LOG, CONTEXT.parse("log(x)"), (), (), {}, False, CONTEXT)


def test_what_chooses_a_branch_is_known_inside_it_and_not_around_it() -> None:
    found = checked("where(0 < x, x*log(x), 0)", line(by("log_at_most", at=(1, 1))))
    assert (found.steps[0].result, found.derivation.relation) == (Result.PROVED, AT_MOST)
    found = checked("where(0 < x, 0, x*log(c))", line(by("log_at_most", at=(2, 1))))
    assert (found.steps[0].result, found.derivation.relation) == (Result.PROVED, AT_LEAST)
    with pytest.raises(PathError, match=r"x\*where\(0 < x, log\(x\), 0\) isn't shown to rise or fall with"):
        derived("x*where(0 < x, log(x), 0)", line(by("log_at_most", at=(1, 1))))


def test_parts_of_a_sum_and_of_a_product() -> None:
    of_sum = derived("x + sigmoid(x) + w", line(by("at_most", at=(), on=(1,), b="1")))
    assert (str(of_sum.result), of_sum.relation) == ("x + 1 + w", AT_MOST)
    of_product = derived("c*sigmoid(x)", line(by("at_most", at=(), on=(1,), b="1")))
    assert (str(of_product.result), of_product.relation) == ("c", AT_MOST)
    with pytest.raises(PathError, match="isn't shown to rise or fall with its parts sigmoid"):
        derived("w*sigmoid(x)", line(by("at_most", at=(), on=(1,), b="1")))


def test_what_is_assumed_bounds_a_line() -> None:
    stage = checked("sum(i, 1, m, 2**(-l[i])) - 1", line(by("at_most", at=(), on=(0,), b="1"), by("cancel")))
    atom = stage.steps[0].atoms[0]
    assert [found.because for found in atom.step.conditions] == ["it is assumed"]
    assert (str(stage.derivation.result), stage.derivation.relation) == ("0", AT_MOST)
    assert stage.steps[0].result is Result.PROVED


def test_from_right_to_left_the_inequality_is_turned() -> None:
    found = derived("c - 1", line(back("log_at_most", at=())))
    assert (str(found.result), found.relation, found.equal) == ("log(c)", AT_LEAST, False)
    assert checked("x - (c - 1)", line(back("log_at_most", at=(1, 0)))).derivation.relation is AT_MOST


def test_equations_may_stand_between_inequalities_of_one_direction() -> None:
    found = derived(
        "log(c) + log(c)*2",
        line(by("log_at_most", at=(0,)), by("log_at_most", at=(2, 0))),
        line(by("expand", at=())),
    )
    assert found.relation is AT_MOST and [step.relation for step in found.steps] == [AT_MOST, Relation.EQUAL]


def test_opposite_inequalities_make_no_chain() -> None:
    lines = [line(by("log_at_most", at=(0,))), line(back("log_at_most", at=()))]
    with pytest.raises(PathError, match=r"bound\.2: lines with '<=' and with '>=' don't go together in one chain"):
        derived("log(c) - 0", *lines)
    with pytest.raises(PathError, match=r"bound\.2: lines with 'same maximiser' and with '<=' don't go together"):
        derived("c", line(by("log_monotone", at=())), line(by("log_at_most", at=())))
    with pytest.raises(OppositeRelations):
        weakest([AT_MOST, Relation.EQUAL, AT_LEAST])
    assert weakest([AT_LEAST, Relation.DEFINED, AT_LEAST]) is AT_LEAST


GOOD = checked(GIBBS, line(by("log_at_most")))
STEP = GOOD.steps[0].step


def refuted(step: Step) -> set[str]:
    """The checks that refute a step."""
    found = check_step(step, CONTEXT, Book(CONTEXT))
    assert found.result is Result.REFUTED
    return {verdict.check for verdict in found.verdicts if verdict.result is Result.REFUTED}


def test_the_good_step_holds() -> None:
    assert (STEP.relation, GOOD.steps[0].result) == (AT_LEAST, Result.PROVED)


def test_a_reversed_relation_is_caught_by_two_checks() -> None:
    assert refuted(replace(STEP, relation=AT_MOST)) == {"conditions", "balls"}


def test_an_inequality_is_not_called_equal_nor_a_definition() -> None:
    assert "replay" in refuted(replace(STEP, relation=Relation.EQUAL))
    assert "replay" in refuted(replace(STEP, relation=Relation.DEFINED))
    same = derived("log(c**2)", line(by("log_power", at=()))).steps[0]
    assert "replay" in refuted(replace(same, relation=AT_MOST))


def test_a_sign_that_was_dropped_or_made_up_is_caught() -> None:
    assert refuted(replace(STEP, monotone=())) == {"conditions"}
    assert refuted(replace(STEP, monotone=(*STEP.monotone, *STEP.monotone))) == {"conditions"}
    same = derived("log(c**2)", line(by("log_power", at=()))).steps[0]
    assert refuted(replace(same, monotone=STEP.monotone)) == {"conditions"}


def test_a_step_at_a_place_that_isnt_monotone_is_caught() -> None:
    """The same rule, forged at a place where the factor's sign isn't known: the balls find a point as well."""
    before, after = CONTEXT.parse("x*log(c)"), CONTEXT.parse("x*(c - 1)")
    good = derived("c*log(c)", line(by("log_at_most", at=(1,)))).steps[0]
    for relation in BOUNDS:
        assert refuted(replace(good, before=before, after=after, relation=relation)) == {"conditions", "balls"}


def test_a_line_that_is_too_small_is_caught() -> None:
    after = CONTEXT.parse("-sum(i, 1, m, q[i]*(p[i]/q[i] - 1)) + 3")
    assert refuted(replace(STEP, after=after)) == {"replay", "balls"}


def test_a_false_inequality_is_refuted_with_a_witness_and_a_true_one_never_proved_by_points() -> None:
    left, right = CONTEXT.parse("log(c)"), CONTEXT.parse("c - 1")
    assert compare(left, right, CONTEXT, AT_MOST).result is Result.CONSISTENT
    wrong = compare(left, right, CONTEXT, AT_LEAST)
    assert wrong.result is Result.REFUTED and "against" in wrong.because and " at c = " in wrong.because
    assert compare(left, CONTEXT.parse("c - 5"), CONTEXT, AT_MOST).result is Result.REFUTED
    assert compare(left, CONTEXT.parse("log(x)"), CONTEXT, AT_MOST).result is Result.REFUTED, (
        "no value for a negative x"
    )


def test_a_rule_that_no_method_proves_makes_consistent_steps_and_a_false_one_refuted_ones() -> None:
    for statement, result in (("log(a) <= a", Result.CONSISTENT), ("log(a) <= a - 2", Result.REFUTED)):
        rule = replace(LOG, statement=statement)
        book = Book(CONTEXT, {**RULES, "log_at_most": rule})
        made = derive_stage(Stage("bound", {"en": "", "zh": ""}, "log(c)", (line(by("log_at_most")),)), book)
        assert check_stage(made, CONTEXT, book).steps[0].result is result


def plan(*stages: Stage) -> Plan:
    """A loss of these stages alone."""
    text = {"en": "Bounds", "zh": "界"}
    return Plan("bounds", text, text, CONTEXT, (Section("bounds", text, text, stages),), (), (), (), ())


def test_the_result_of_a_stage_may_be_an_inequality() -> None:
    first = Stage("tangent", {"en": "The tangent", "zh": "切线"}, "log(c) + 1", (line(by("log_at_most")),))
    second = Stage("use", {"en": "Its use", "zh": "应用"}, "x - 2*(log(c) + 1)", (line(by("result:tangent")),))
    found = verify(plan(first, second))
    (step,) = found.stage("use").steps
    assert (step.step.relation, step.result) == (AT_LEAST, Result.PROVED)
    assert found.book.find("result:tangent").relation is AT_MOST
    unproved = verify(plan(first, second), {**RULES, "log_at_most": replace(LOG, equality="")})
    assert [unproved.stage(name).steps[0].result for name in ("tangent", "use")] == [Result.CONSISTENT] * 2


@pytest.mark.parametrize(
    ("statement", "sign"),
    [
        ("log(a) <= a - 1", "<="), ("a ~ log(a)", "~"), ("a + b >= c", ">="),
        ("where(a <= b, a, b) = min(a, b)", "="), ("indicator(a == b) = v[a = b]", "="),
    ],
)  # fmt: skip
def test_the_sign_of_a_statement_stands_in_no_bracket(statement: str, sign: str) -> None:
    assert sign_of(statement) == sign
    with pytest.raises(ValueError, match="no relation stands in"):
        sign_of("log(a <= b)")


def test_pages_trace_and_terminal_say_which_way() -> None:
    """The sign, the rule below it with its conditions and signs, the words for the end, and the trace by its schema."""
    found = verify(plan(Stage("gibbs", {"en": "Gibbs", "zh": "吉布斯"}, GIBBS, (line(by("log_at_most")),))))
    found = replace(found, loss=replace(found.loss, results=(("gibbs", {"en": "Gibbs", "zh": "吉布斯"}),)))
    page = loss_pages(found, "en")["losses/bounds.md"]
    assert r"\[ \ge -\sum_{i=1}^{m} q_{i}" in page and r"\log \frac{p_{i}}{q_{i}} \ge -\sum" in page
    assert r"[The logarithm lies below its tangent](../rules/log_at_most.md), where \(0 < " in page
    assert r"\(0 \leq q_{i}\)" in page and "Last line no more than the first" in page
    assert r"&\ge -\sum" in latex_of(found)
    data = json.loads(json_of(found))
    jsonschema.validate(data, json.loads((ROOT / "docs/trace.schema.json").read_text(encoding="utf-8")))
    (step,) = data["stages"][0]["steps"]
    assert step["relation"] == ">="
    assert [condition["text"] for condition in step["conditions"]] == ["0 < p[i]/q[i]", "0 <= q[i]"]
    console = Console(width=100, record=True, file=io.StringIO())
    show(found, console)
    text = console.export_text()
    assert "≥ −" in text and "no more than the line before" in text
    rule = next(view for view in rule_views([found]) if view.name == "log_at_most")
    assert r"\log a \le a - 1" in rule.statement and "Both sides are equal where" in rule.notes[-1]


def test_a_rule_without_an_inequality_takes_no_signs() -> None:
    rule: Rule = find("log_power")
    found = apply_at(rule, CONTEXT.parse("x*log(c**2)"), (1,), (), {}, False, CONTEXT)
    assert (found.relation, found.monotone) == (Relation.EQUAL, ())
