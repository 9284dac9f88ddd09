"""The pages of the tutorial. In: chapters with their checked exercises. Out: Markdown, by path under docs/.

A chapter's page has its words, its rules as the rule book states them, worked examples, and exercises whose answers
unfold. Formulas, conditions, witnesses and verdicts come from the rule book and the checks.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..losses.plan import Section
from ..rules.book import RULES, find
from ..rules.rule import Rule, Tier
from ..tutorial.lesson import Chapter
from ..verify.exercises import Solved
from ..verify.verdict import Checked, Result
from .environment import render
from .exercises import ExerciseView, exercise_view, prose
from .rulebook import CaseView, atoms, case, statement
from .steps import Linker, RuleLink
from .words import WORDS, say

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
