"""The tutorial: every answer is derived and verified, every false line refuted; what is wrong in either is caught."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from derivations import website
from derivations.derive.apply import RuleError, apply_at, find_places
from derivations.losses.logistic import PLAN
from derivations.losses.plan import by
from derivations.render.exercises import prose
from derivations.render.rulebook import rule_views
from derivations.render.tutorial import HOME, page_of, rule_anchor, taught, tutorial_pages
from derivations.rules.book import RULES, UnknownName
from derivations.rules.rule import Tier
from derivations.terms import core
from derivations.terms.context import Kind
from derivations.terms.parser import ParseError
from derivations.terms.places import same
from derivations.tutorial.chapters import CHAPTERS
from derivations.tutorial.lesson import FALSE_LINE, FEW, LEVELS, Ask, Exercise, Level, Move, declared, one
from derivations.verify.check import check_step
from derivations.verify.exercises import NoAnswer, Solved, solve
from derivations.verify.given import Value, given_point, value_at
from derivations.verify.verdict import Checked, Result

SURE = (Result.PROVED, Result.CONSISTENT)
EVERY = {exercise.name: exercise for chapter in CHAPTERS for exercise in chapter.all}
FALSE = [name for name, exercise in EVERY.items() if exercise.ask is Ask.WRONG]
DERIVED = [name for name, exercise in EVERY.items() if exercise.way]


@pytest.fixture(scope="module")
def solved(lessons) -> dict[str, Solved]:
    return {found.exercise.name: found for _, every in lessons for found in every}


@pytest.fixture(scope="module")
def pages(lessons, checked: Checked) -> dict[str, str]:
    return tutorial_pages(lessons, [checked], "derivations generate")


def texts(exercise: Exercise) -> list[dict[str, str]]:
    return [exercise.task, *(found for found in (exercise.hint, exercise.words) if found)]


def test_names_are_unique_and_fit_an_address() -> None:
    assert len(EVERY) == sum(len(chapter.all) for chapter in CHAPTERS)
    names = [chapter.name for chapter in CHAPTERS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", name) for name in [*EVERY, *names])


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_a_chapter_has_what_it_needs(chapter) -> None:
    assert 5 <= len(chapter.exercises) <= 8
    assert chapter.examples and all(example.ask is not Ask.WRONG for example in chapter.examples)
    assert {Ask.RULE, Ask.WRONG} <= {exercise.ask for exercise in chapter.exercises}
    levels = [exercise.level.value for exercise in chapter.exercises]
    assert levels == sorted(levels), "exercises rise"
    every = [chapter.title, *chapter.words, *(found for exercise in chapter.all for found in texts(exercise))]
    assert all(found["en"].strip() and found["zh"].strip() for found in [*every, *LEVELS.values(), FALSE_LINE])
    assert set(LEVELS) == set(Level)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_a_chapter_uses_the_rules_that_it_teaches(chapter, solved: dict[str, Solved]) -> None:
    assert len(set(chapter.rules)) == len(chapter.rules)
    assert set(chapter.rules) <= set(RULES)
    used = set()
    for found in (solved[exercise.name] for exercise in chapter.all):
        used |= {atom.step.rule.name for step in (found.stage.steps if found.stage else ()) for atom in step.atoms}
        used |= {found.false.rule.name} if found.false and found.false.rule else set()
    assert set(chapter.rules) <= used


@pytest.mark.parametrize("name", DERIVED)
def test_an_answer_is_derived_and_verified(name: str, solved: dict[str, Solved]) -> None:
    exercise, stage = EVERY[name], solved[name].stage
    assert stage and solved[name].result in SURE
    known = {**RULES, **{found.name: None for found in exercise.context.definitions}}
    for atom in (atom for step in stage.steps for atom in step.atoms):
        assert atom.result in SURE, (atom.step.rule.name, atom.verdicts)
        assert known[atom.step.rule.name] in (None, atom.step.rule), "a rule from elsewhere"
    assert stage.result in SURE
    assert stage.derivation.start == exercise.context.parse(exercise.start)
    if exercise.goal:
        assert same(stage.derivation.result, exercise.context.parse(exercise.goal))
    elif exercise.ask is Ask.SHOW:
        pytest.fail("what is to be shown isn't said")


@pytest.mark.parametrize("name", DERIVED)
def test_the_level_is_that_of_the_answer(name: str, solved: dict[str, Solved]) -> None:
    if EVERY[name].ask is not Ask.WRONG:
        steps = sum(len(step.atoms) for step in solved[name].stage.steps)
        assert EVERY[name].level is (Level.ONE if steps == 1 else Level.FEW if steps <= FEW else Level.MANY), steps


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted_with_a_witness(name: str, solved: dict[str, Solved]) -> None:
    false = solved[name].false
    assert false and false.refuted
    (balls,) = (verdict for verdict in false.verdicts if verdict.check == "balls")
    assert balls.result is Result.REFUTED
    assert re.search(r"\d|only one side has a value", balls.because)
    assert bool(false.unmet) == bool(EVERY[name].misused)


@pytest.mark.parametrize("name", FALSE)
def test_both_sides_differ_at_the_numbers_shown(name: str, solved: dict[str, Solved]) -> None:
    left, right = solved[name].false.values
    assert EVERY[name].values and left != right
    if left and right:
        assert left.rows != right.rows


@pytest.mark.parametrize(
    ("text", "values", "rows", "exact"),
    [
        ("A @ x", {"A": "1 2; 3 4", "x": "1 1/2"}, (("2",), ("5",)), True),
        ("log(a)", {"a": "2"}, (("0.69315",),), False),
        ("exp(a)", {"a": "0"}, (("1",),), True),
        ("a/3", {"a": "1"}, (("0.33333",),), False),
        ("sum(k, 1, n, x[k])", {"x": "1 2 3/2"}, (("4.5",),), True),
        ("d(a, a**2)", {"a": "3", "d_a": "2"}, (("12",),), True),
    ],
)
def test_values_at_given_numbers(text: str, values: dict[str, str], rows: tuple, exact: bool) -> None:
    context = declared(("a", "x[n]", "A[n, n]", "k: 1 .. n"))
    assert value_at(context.parse(text), given_point(context, values)) == Value(rows, exact)


def test_what_has_no_value_has_none() -> None:
    context = declared(("a",))
    where = given_point(context, {"a": "-1"})
    assert [value_at(context.parse(text), where) for text in ("log(a)", "1/(1 + a)")] == [None, None]
    with pytest.raises(ValueError, match="no number is given for b"):
        solve(replace(EVERY["log-of-a-sum"], values={"a": "1"}))


@pytest.mark.parametrize("name", DERIVED)
def test_a_damaged_answer_is_caught(name: str, solved: dict[str, Solved]) -> None:
    exercise = EVERY[name]
    for step in solved[name].stage.derivation.steps:
        for atom in step.atoms:
            after = core.Plus.of(atom.after, atom.after) if atom.after != core.ZERO else core.ONE
            found = check_step(replace(atom, after=after), exercise.context)
            assert found.result not in SURE, (atom.name, after)


@pytest.mark.parametrize(
    ("rule", "statement", "name"),
    [
        ("log_quotient", "log(a/b) = log(a) + log(b)", "log-of-a-quotient"),
        ("exp_product", "exp(a)*exp(b) = 2*exp(a + b)", "exp-times-its-reciprocal"),
        ("sigmoid_complement", "1 - sigmoid(a) = sigmoid(a)", "which-complement"),
        ("indicator_of_zero", "indicator(a == 0) = a", "which-indicator"),
        ("product_rule", "partial(v, a*b) = partial(v, a)*partial(v, b)", "product-of-slopes"),
        ("kronecker_collapse", "sum(k, l, u, a*delta(k, j)) = sum(k, l, u, a)", "delta-picks"),
        ("transpose_of_product", "(a @ b)' = a' @ b'", "order-under-transpose"),
        ("identify_gradient", "gradient_of(v, g' @ d(v, v)) = -g", "gradient-of-an-inner-product"),
        ("trace_cyclic", "tr(a @ b) = -tr(b @ a)", "which-trace"),
        ("guarded_sigmoid", "1/(1 + exp(-a)) = exp(-abs(a))/(1 + exp(-abs(a)))", "sigmoid-without-overflow"),
    ],
)
def test_a_corrupted_rule_is_caught(rule: str, statement: str, name: str) -> None:
    exercise = replace(EVERY[name], goal="", ask=Ask.FIND)
    if Move.DIFFERENTIATE in exercise.way:  # differentiation takes the rules from the book itself
        exercise = replace(exercise, way=one(by(rule)))
    found = solve(exercise, {**RULES, rule: replace(RULES[rule], statement=statement)})
    assert found.result is Result.REFUTED
    assert rule in [atom.step.rule.name for s in found.stage.steps for atom in s.atoms if atom.result not in SURE]


def test_what_is_true_is_not_called_false() -> None:
    true = replace(EVERY["log-of-a-sum"], start="log(a*b)")
    assert solve(true).result is Result.REFUTED
    met = replace(EVERY["square-of-any-number"], symbols=("x: (0, ∞)",))
    with pytest.raises(NoAnswer, match="there is nothing wrong"):
        solve(met)


def test_an_exercise_without_an_answer_is_told() -> None:
    exercise = EVERY["exp-of-logs"]
    for wrong, told in (
        (replace(exercise, goal="a + b"), "doesn't reach a [+] b; the last line is a[*]b"),
        (replace(exercise, way=()), "has no way"),
        (replace(exercise, start="a", goal="", way=(Move.SIMPLIFY,)), "nothing is found for a"),
        (replace(exercise, way=one(by("log_quotient"))), "log_quotient applies nowhere"),
        (replace(exercise, symbols=("a", "b")), "log_product applies nowhere"),
    ):
        with pytest.raises(RuleError, match=told):
            solve(wrong)


@pytest.mark.parametrize("name", [name for name in EVERY if EVERY[name].ask is Ask.RULE])
def test_only_one_rule_makes_the_line_that_is_asked_about(name: str, solved: dict[str, Solved]) -> None:
    derivation, context = solved[name].stage.derivation, EVERY[name].context
    found = set()
    for rule in RULES.values():
        for backwards in (False, True):
            try:
                places = find_places(rule, derivation.start, (), {}, backwards, context, True)
            except core.ShapeError:
                continue
            for place, on in places:
                after = apply_at(rule, derivation.start, place, on, {}, backwards, context).after
                found |= {rule.name} if after == derivation.result else set()
    assert found == {derivation.steps[0].rule.name}


def test_who_has_read_the_tutorial_knows_each_rule_of_the_derivation(checked: Checked) -> None:
    """Every rule of the main page, housekeeping left out, is taught in a chapter."""
    known = {rule for chapter in CHAPTERS for rule in chapter.rules}
    for section in (section for section in PLAN.sections if section.page == "main"):
        for stage in section.stages:
            for step in checked.stage(stage.name).steps:
                for atom in step.atoms:
                    rule = RULES.get(atom.step.rule.name)
                    assert rule is None or rule.tier is Tier.HOUSEKEEPING or rule.name in known, rule.name


def test_the_pages_hold_every_exercise(pages: dict[str, str], lessons) -> None:
    assert set(pages) == {HOME, *(page_of(chapter) for chapter in CHAPTERS)}
    assert f"## What you need for: {PLAN.title['en']}" in pages[HOME]
    for number, chapter in enumerate(CHAPTERS, 1):
        page = pages[page_of(chapter)]
        assert page.startswith(f"# {number}. {chapter.title['en']}\n")
        assert f"]({chapter.name}.md)" in pages[HOME]
        ids = re.findall(r'\bid="([^"]+)"', page) + re.findall(r"\{ #(\S+) \}", page)
        assert len(ids) == len(set(ids))
        assert {exercise.name for exercise in chapter.all} | set(map(rule_anchor, chapter.rules)) <= set(ids)
        assert page.count('<details class="answer"') == len(chapter.exercises)
        for rule in re.findall(r"\]\(\.\./rules/(\w+)\.md\)", page):
            assert rule in RULES or rule in {found.name for found in PLAN.context.definitions}
        for target, anchor in re.findall(r"\]\((\w+\.md)#rule-(\w+)\)", page):
            assert anchor in next(other.rules for other in CHAPTERS if f"{other.name}.md" == target)


def test_a_derivation_with_a_rule_that_is_not_taught_is_not_promised(checked: Checked, lessons) -> None:
    fewer = [(replace(chapter, rules=chapter.rules[1:]), found) for chapter, found in lessons]
    assert "What you need for" not in tutorial_pages(fewer, [checked], "derivations generate")[HOME]


def sections(page: str) -> dict[str, str]:
    """What stands under each heading with an anchor."""
    parts = re.split(r"^###? .*?(?:\{ #(\S+) \})?$", page, flags=re.MULTILINE)
    return {name: text for name, text in zip(parts[1::2], parts[2::2], strict=True) if name}


def test_an_answer_is_folded_away(pages: dict[str, str], solved: dict[str, Solved]) -> None:
    for chapter in CHAPTERS:
        found = sections(pages[page_of(chapter)])
        for exercise in chapter.exercises:
            asked, _, answer = found[exercise.name].partition('<details class="answer"')
            assert "/rules/" not in re.sub(r"<details class=\"steps\".*?</details>", "", asked, flags=re.DOTALL) or (
                "[[" in exercise.task["en"]
            )
            assert "verdict-" not in asked and "verdict-" in answer
            if exercise.ask is Ask.WRONG:
                (balls,) = (v for v in solved[exercise.name].false.verdicts if v.check == "balls")
                assert "verdict-refuted" in answer
                assert re.sub(r"^(\S+ against \S+|only one side).*", r"\1", balls.because) in answer
            else:
                assert "verdict-refuted" not in answer and "verdict-unknown" not in answer


def test_rules_lead_back_to_the_chapter(checked: Checked, lessons) -> None:
    places = taught(lessons)
    assert places["log_quotient"] == ("1. Logarithms and exponentials", "tutorial/logarithms.md#rule-log_quotient")
    for view in rule_views([checked], taught=places):
        assert bool(view.taught) == any(view.name in chapter.rules for chapter in CHAPTERS)


def test_words_are_read_strictly() -> None:
    assert prose("so `log(a*b) != a`, by [[log_product|②]]", None, "en") == (
        r"so \(\log(a b) \neq a\), by [②](../rules/log_product.md)"
    )
    with pytest.raises(UnknownName, match="log_product"):
        prose("[[log_prodct]]", None, "en")
    with pytest.raises(ParseError):
        prose("`log(a`", None, "en")
    with pytest.raises(ParseError, match="b"):
        prose("`a + b`", declared(("a",)), "en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_can_be_set_in_each_language(language: str) -> None:
    for chapter in CHAPTERS:
        for found in chapter.words:
            assert prose(found[language], chapter.context, language)
        for exercise in chapter.all:
            for found in texts(exercise):
                assert "`" not in prose(found[language], exercise.context, language)


@pytest.mark.parametrize("symbols", [("a b",), ("",), ("a: (0, ∞) ", "b]")])
def test_a_declaration_that_can_not_be_read_is_refused(symbols: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="declares no symbol|domain"):
        context = declared(symbols)
        context.domains  # noqa: B018


def test_declarations() -> None:
    context = declared(("theta[p + 1]", "X[m, p]", "y[m]: {0, 1}", "a: (0, ∞)", "i: 1 .. m"))
    assert context.is_positive(context.parse("a"))
    assert (context.kind("theta"), context.kind("y")) == (Kind.PARAMETER, Kind.LABEL)
    assert [str(bound) for bound in context.range_of(context.parse("p + 1"))] == ["0", "p"]
    assert [str(bound) for bound in context.runs(context.parse("i"))] == ["1", "m"]
    assert context.parse("y[i]*a").shape == core.SCALAR


def test_chapters_stand_in_their_order_in_the_navigation(tmp_path: Path) -> None:
    for name, heading in (("a", "10. Last"), ("b", "2. Second"), ("c", "1. First"), ("index", "All")):
        (tmp_path / f"{name}.md").write_text(f"# {heading}\n", encoding="utf-8")
    assert [path.stem for path in sorted(tmp_path.glob("*.md"), key=website.order)] == ["index", "c", "b", "a"]
