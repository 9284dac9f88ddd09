"""The pages of the tutorial. In: chapters with their checked exercises. Out: Markdown, by path under docs/.

A chapter's page has its words, its rules as the rule book states them, worked examples, and exercises whose answers
unfold. Formulas, conditions, witnesses and verdicts come from the rule book and the checks.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..derive.match import build
from ..losses.plan import Section
from ..rules.book import RULES, find
from ..rules.rule import Rule, Tier
from ..terms.context import Context, Kind, Symbol, Text
from ..terms.core import ShapeError, Term, Variable, walk
from ..terms.domain import Interval, read_domain
from ..terms.parser import ParseError, parse_pattern
from ..tutorial.lesson import FALSE_LINE, LEVELS, Ask, Chapter, Exercise
from ..verify.exercises import FalseLine, Solved
from ..verify.given import Value, rows_of
from ..verify.verdict import Checked, Result, Verdict, overall
from .environment import render
from .latex import to_latex
from .rulebook import CaseView, SideView, atoms, case, statement
from .steps import Linker, Pill, RuleLink, StageView, pill, stage_view
from .words import CONDITIONS, DEFINITIONS, ORDER, WORDS, Typesetter, say

HOME = "tutorial/index.md"

Lessons = Sequence[tuple[Chapter, Sequence[Solved]]]
"""Chapters, each with its examples and exercises, checked, in order."""


@dataclass(frozen=True)
class TaughtRule:
    """A rule as a chapter teaches it."""

    name: str
    title: str
    number: str
    statement: str
    sentence: str
    target: str
    cases: tuple[CaseView, ...]


@dataclass(frozen=True)
class Unmet:
    """A condition that isn't met: with the terms put in, and why the rule has it."""

    condition: str
    case: CaseView


@dataclass(frozen=True)
class WrongView:
    """What is said of a false line."""

    pill: Pill
    witness: str
    values: str
    left: SideView
    right: SideView
    rule: RuleLink | None
    unmet: tuple[Unmet, ...]


@dataclass(frozen=True)
class ExerciseView:
    """An exercise or a worked example."""

    name: str
    number: str
    level: str
    task: str
    formula: str
    given: str
    hint: str
    words: str
    wrong: WrongView | None
    stage: StageView | None
    unproved: str
    lines: int
    asks: str


@dataclass(frozen=True)
class ChapterView:
    """A chapter: its page, and its line in the table of all."""

    name: str
    number: int
    title: str
    target: str
    words: tuple[str, ...]
    cards: tuple[TaughtRule, ...]
    table: tuple[TaughtRule, ...]
    also: tuple[RuleLink, ...]
    examples: tuple[ExerciseView, ...]
    exercises: tuple[ExerciseView, ...]


class ExerciseLinker(Linker):
    """Where everything is, for the steps of an answer.

    Args:
        exercise: The exercise.
        page: The page on which it stands, from docs/.
        language: Of the words.
    """

    def __init__(self, exercise: Exercise, page: str, language: str = "en") -> None:
        self.page, self.language, self.context = page, language, exercise.context
        self.typeset = Typesetter(exercise.context, language).sentence
        self.stages = {exercise.name: f"{page}#{exercise.name}"}
        self.titles = {exercise.name: exercise.name}
        self.kinds = {found.name: DEFINITIONS[language][found.kind] for found in self.context.definitions}


def page_of(chapter: Chapter) -> str:
    """The page of a chapter, from docs/."""
    return f"tutorial/{chapter.name}.md"


def rule_anchor(rule: str) -> str:
    """The place of a rule on the page that teaches it."""
    return f"rule-{rule}"


def taught(lessons: Lessons, language: str = "en") -> dict[str, tuple[str, str]]:
    """For each rule that is taught, the chapter that teaches it first: its title, and the place, from docs/."""
    found: dict[str, tuple[str, str]] = {}
    for number, (chapter, _) in enumerate(lessons, 1):
        for rule in chapter.rules:
            title = f"{number}. {say(chapter.title, language)}"
            found.setdefault(rule, (title, f"{page_of(chapter)}#{rule_anchor(rule)}"))
    return found


QUOTED = re.compile(r"`([^`]+)`")
NAMED = re.compile(r"\[\[(\w+)(?:\|([^\]]+))?\]\]")
RELATION = re.compile(r" (=|<|>|<=|!=) ")
SIGNS = {"<=": r"\leq", "!=": r"\neq"}


def prose(text: str, context: Context | None, language: str) -> str:
    """A text with its terms as formulas, and its rules as links.

    Raises:
        ParseError: What stands between backquotes is no term.
        UnknownName: There is no such rule.
    """

    def formula(found: re.Match[str]) -> str:
        parts = RELATION.split(found[1])
        for number in range(0, len(parts), 2):
            parts[number] = to_latex(read(parts[number], context), context, language=language)
        return rf"\({' '.join(SIGNS.get(part, part) for part in parts)}\)"

    def link(found: re.Match[str]) -> str:
        rule = find(found[1])
        return f"[{found[2] or say(rule.title, language)}](../rules/{rule.name}.md)"

    return NAMED.sub(link, QUOTED.sub(formula, text))


def read(text: str, context: Context | None) -> Term:
    """A term in words for people: of a context, or over letters."""
    if context is None:
        return parse_pattern(text)
    try:
        return context.parse(text)
    except (ParseError, ShapeError) as error:
        raise type(error)(f"{text!r}: {error}") from error


def given(context: Context, term: Term) -> str:
    """The shapes and domains of a term's symbols that aren't plain numbers, as a list of short statements."""
    parts = []
    names = {part.name for _, part in walk(term) if isinstance(part, Variable)}
    for symbol in context.symbols:
        if symbol.name not in names:
            continue
        if symbol.shape:
            size = r" \times ".join(f"({n})" if " " in n else n for n in (*symbol.shape, "1")[:2])
            known = f" and {symbol.domain}" if symbol.domain in KNOWN else ""
            parts.append(rf"\({symbol.latex}\) is \({size}\){known}")
        elif symbol.kind in (Kind.DATA, Kind.PARAMETER, Kind.LABEL) and symbol.domain != "real":
            parts.append(rf"\({within(symbol)}\)")
    return ", ".join(parts)


def within(symbol: Symbol) -> str:
    """In which set a symbol's values lie, as LaTeX: ``0 < a``, ``0 < p < 1``, one of a set."""
    domain = read_domain(symbol.domain)
    if not isinstance(domain, Interval):
        return rf"{symbol.latex} \in {symbol.domain.translate(BRACES)}"
    low = f"{domain.low} {'<' if not domain.low_closed else LEAST} " if domain.low is not None else ""
    high = f" {'<' if not domain.high_closed else LEAST} {domain.high}" if domain.high is not None else ""
    return f"{low}{symbol.latex}{high}"


LEAST = r"\leq"
KNOWN = ("invertible", "symmetric")
"""What may be known of a matrix."""

BRACES = str.maketrans({"{": r"\{", "}": r"\}", "∞": r"\infty"})


def rule_view(rule: Rule, page: str, language: str) -> TaughtRule:
    """A rule as a chapter teaches it."""
    cases = tuple(
        case(demand, example, rule, language)
        for demand, example in zip(rule.demands, rule.conditions.values(), strict=True)
    )
    return TaughtRule(
        rule.name, say(rule.title, language), rule.number, statement(rule, language), say(rule.sentence, language),
        f"../rules/{rule.name}.md", cases,
    )  # fmt: skip


def wrong_view(solved: Solved, false: FalseLine, linker: ExerciseLinker) -> WrongView:
    """What is said of a false line."""
    numbers, language = solved.exercise.values, linker.language
    terms = (false.left, false.right)
    left, right = (number_view(*pair, linker.context) for pair in zip(terms, false.values, strict=True))
    unmet = []
    if false.rule:
        for demand in false.unmet:
            parts = [to_latex(build(part, false.bindings or {}), linker.context) for part in demand.parts]
            example = false.rule.conditions[demand.text]
            condition = CONDITIONS[language][demand.kind].format(*parts)
            unmet.append(Unmet(condition, case(demand, example, false.rule, language)))
    return WrongView(
        pill(overall(false.verdicts), false.verdicts, language), witness(false.verdicts, linker.typeset),
        ", \\; ".join(f"{symbol(name, linker.context)} = {tabled(rows_of(text))}" for name, text in numbers.items()),
        left, right, linker.plain_rule(false.rule) if false.rule else None, tuple(unmet),
    )  # fmt: skip


def number_view(term: Term, found: Value | None, context: Context) -> SideView:
    """One side of a false line, with its value at some numbers."""
    text = to_latex(term, context)
    if found is None:
        return SideView(text, False)
    return SideView(f"{text} {'=' if found.exact else APPROXIMATELY} {tabled(found.rows)}", True)


APPROXIMATELY = r"\approx"


def tabled(rows: Sequence[Sequence[object]]) -> str:
    """Numbers as LaTeX: one by itself, several as a column or a matrix."""
    if len(rows) == len(rows[0]) == 1:
        return str(rows[0][0])
    lines = r" \\ ".join(" & ".join(map(str, row)) for row in rows)
    return rf"\begin{{pmatrix}} {lines} \end{{pmatrix}}"


def symbol(name: str, context: Context) -> str:
    """A symbol, or the differential of one, as LaTeX."""
    found = context.by_name[name.removeprefix("d_")].latex
    return rf"\mathrm{{d}}{found}" if name.startswith("d_") else found


def witness(verdicts: Sequence[Verdict], typeset: Callable[[str], str]) -> str:
    """Where the checks found both sides to differ."""
    return next((typeset(v.because) for v in verdicts if v.result is Result.REFUTED), "")


def question(solved: Solved, context: Context) -> str:
    """The formula that an exercise asks about."""
    exercise = solved.exercise
    start = to_latex(context.parse(exercise.start), context)
    if solved.false:
        return f"{start} = {to_latex(solved.false.right, context)}"
    if exercise.ask in (Ask.SHOW, Ask.RULE):
        assert solved.stage
        derivation = solved.stage.derivation
        relation = "=" if derivation.equal else ORDER[derivation.steps[0].rule.order]
        return f"{start} {relation} {to_latex(derivation.result, context)}"
    return start


def exercise_view(solved: Solved, number: str, page: str, language: str) -> ExerciseView:
    """An exercise or a worked example."""
    exercise = solved.exercise
    linker = ExerciseLinker(exercise, page, language)
    context = exercise.context

    def set_text(text: Text) -> str:
        return prose(say(text, language), context, language)

    asked = context.parse(exercise.start)
    stage = stage_view(solved.stage, "", linker) if solved.stage else None
    return ExerciseView(
        exercise.name, number, say(FALSE_LINE if solved.false else LEVELS[exercise.level], language),
        set_text(exercise.task),
        question(solved, context),
        ", ".join(part for part in (given(context, asked), *map(linker.typeset, exercise.assumptions)) if part),
        set_text(exercise.hint), set_text(exercise.words),
        wrong_view(solved, solved.false, linker) if solved.false else None, stage, unproved(solved),
        len(solved.stage.steps) if solved.stage else 0, exercise.ask.value,
    )  # fmt: skip


def unproved(solved: Solved) -> str:
    """Why an answer is consistent and not proved, as the normal form says it; '' for one that is proved."""
    if solved.stage is None or solved.stage.result is not Result.CONSISTENT:
        return ""
    steps = [atom for step in solved.stage.steps for atom in step.atoms if atom.result is Result.CONSISTENT]
    verdicts = [verdict for step in steps for verdict in step.verdicts] + list(solved.stage.end)
    return next(v.because for v in verdicts if v.check == "normal form" and v.result is Result.UNKNOWN)


def used_rules(found: Sequence[Solved]) -> dict[str, Rule]:
    """The rules of the book that answers use, housekeeping left out."""
    steps = [step for solved in found if solved.stage for step in atoms(solved.stage.steps)]
    return {step.rule.name: step.rule for step in steps if step.rule.name in RULES}


def chapter_view(
    number: int, chapter: Chapter, found: Sequence[Solved], known: Mapping[str, tuple[str, str]], language: str
) -> ChapterView:
    """A chapter; ``known`` tells where each rule is taught."""
    page = page_of(chapter)
    here = posixpath.dirname(page)
    also = [
        RuleLink(
            say(rule.title, language), posixpath.relpath(known[name][1] if name in known else f"rules/{name}.md", here)
        )
        for name, rule in used_rules(found).items()
        if name not in chapter.rules
    ]
    rules = [(rule, rule_view(rule, page, language)) for rule in map(find, chapter.rules)]
    views = [
        exercise_view(solved, label(number, place, len(chapter.examples)), page, language)
        for place, solved in enumerate(found)
    ]
    return ChapterView(
        chapter.name, number, say(chapter.title, language), f"{chapter.name}.md",
        tuple(prose(say(text, language), chapter.context, language) for text in chapter.words),
        tuple(view for rule, view in rules if rule.tier is Tier.NAMED),
        tuple(view for rule, view in rules if rule.tier is not Tier.NAMED), tuple(also),
        tuple(views[: len(chapter.examples)]), tuple(views[len(chapter.examples) :]),
    )  # fmt: skip


def label(chapter: int, place: int, examples: int) -> str:
    """The number of an exercise, ``2.1``, or of an example, a letter."""
    return f"{chapter}.{'abcdefgh'[place]}" if place < examples else f"{chapter}.{place - examples + 1}"


@dataclass(frozen=True)
class Need:
    """A section of a loss's page, and the chapters that teach its rules first."""

    title: str
    target: str
    chapters: tuple[ChapterView, ...]


def all_taught(checked: Checked, known: Collection[str]) -> bool:
    """Whether every rule of a loss's main page is taught."""
    return all(
        rules_of(section, checked) <= set(known) for section in checked.loss.sections if section.page == "main"
    )  # fmt: skip


def needs(checked: Checked, lessons: Lessons, chapters: Sequence[ChapterView], language: str) -> tuple[Need, ...]:
    """For each section of a loss's main page the chapters that it asks for."""
    linker, known = Linker(checked, HOME, language), taught(lessons, language)
    found = []
    for section in checked.loss.sections:
        if section.page != "main":
            continue
        homes = {known[rule][1].partition("#")[0] for rule in rules_of(section, checked) if rule in known}
        wanted = tuple(view for view in chapters if f"tutorial/{view.target}" in homes)
        target = linker.relative(f"losses/{checked.loss.name}.md#section-{section.name}")
        found.append(Need(say(section.title, language), target, wanted))
    return tuple(found)


def rules_of(section: Section, checked: Checked) -> set[str]:
    """The rules of the book that a section uses, housekeeping left out."""
    stages = [checked.stage(stage.name) for stage in section.stages]
    return {step.rule.name for stage in stages for step in atoms(stage.steps) if step.rule.name in RULES}


def tutorial_pages(lessons: Lessons, losses: Sequence[Checked], command: str, language: str = "en") -> dict[str, str]:
    """The pages of the tutorial, by path under docs/.

    Args:
        lessons: The chapters with their exercises, checked.
        losses: Those of them whose every rule is taught, which a reader can follow in the end, are named.
        command: What makes the pages again.
        language: Of the words.

    Raises:
        TemplateError: A template is missing or broken.
        ParseError: Between backquotes stands no term.
    """
    known = taught(lessons, language)
    views = [chapter_view(n, chapter, found, known, language) for n, (chapter, found) in enumerate(lessons, 1)]
    values: dict[str, Any] = {"words": WORDS[language], "command": command}
    every = [solved for _, found in lessons for solved in found]
    results = [solved.stage.result for solved in every if solved.stage]
    pages = {
        HOME: render(
            f"page/tutorial.{language}.md.j2", chapters=views, file="derivations/tutorial/",
            needs=[
                (say(loss.loss.title, language), needs(loss, lessons, views, language))
                for loss in losses
                if all_taught(loss, known)
            ],
            counts={result.value: results.count(result) for result in Result},
            refuted=sum(1 for solved in every if solved.false), **values,
        )
    }  # fmt: skip
    for view, (chapter, _) in zip(views, lessons, strict=True):
        pages[page_of(chapter)] = render(
            f"page/chapter.{language}.md.j2", chapter=view, file=f"derivations/tutorial/{chapter.name}.py", **values
        )
    return pages
