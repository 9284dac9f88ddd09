"""The page of a user's loss, which stands by itself. In: a checked derivation and its loss. Out: Markdown, or HTML.

Nothing mathematical is written here or in the templates: they arrange what the derivation holds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from ..render.environment import render
from ..render.pages import result_views
from ..render.steps import Linker, Pill, RuleLink, StageView, StepView, end_pill, stage_view
from ..render.words import WORDS, say
from ..rules.rule import Group, Rule
from ..terms.context import Kind, Symbol
from ..terms.domain import plain, to_latex
from ..verify.verdict import BY_DEFINITION, Checked, CheckedStage, Result, tallied
from .definition import Loss
from .families import FAMILIES
from .safe import dollars, entities, in_html, portable

Rows = Sequence[Mapping[str, str]]
"""A table: each row by column."""


class OwnLinker(Linker):
    """Links of a page that may lie anywhere: to its own stages, and to the rule book where that has an address.

    Args:
        checked: The loss.
        rules: The address of the rule book's folder; '' for none.
        language: Of the words.
    """

    marked = False

    def __init__(self, checked: Checked, rules: str = "", language: str = "en") -> None:
        super().__init__(checked, "page.md", language)
        self.address = rules
        self.stages = {stage.name: f"#{stage.name}" for stage in checked.loss.stages}

    def relative(self, target: str) -> str:
        """A place on this page."""
        return target

    def target(self, rule: Rule) -> str:
        """A rule's page, or the place of a result; '' where there is none."""
        if rule.group is Group.RESULT:
            return self.stages[rule.name.removeprefix("result:")]
        return f"{self.address}{rule.name}.md" if self.address and rule.group is not Group.DEFINITION else ""


def name_of_file(origin: str) -> str:
    """A file's name for a comment, which its signs can't end."""
    name = PurePath(origin).name
    return name if re.fullmatch(r"\w[\w.]*", name) else "a file" if name else "Python"


def rule_link(rule: RuleLink, text: Callable[[str], str]) -> dict[str, Any]:
    """A rule for a caption."""
    return {
        "title": text(rule.title), "target": rule.target, "before": text(rule.before), "after": text(rule.after),
        "conditions": [(text(condition), text(because)) for condition, because in rule.conditions],
    }  # fmt: skip


def step_data(step: StepView, formula: Callable[[str], str], text: Callable[[str], str]) -> dict[str, Any]:
    """A step for a template."""
    return {
        "formula": formula(step.formula),
        "rules": [rule_link(rule, text) for rule in step.rules],
        "tidied": [rule_link(rule, text) for rule in step.tidied],
        "words": text(step.words),
        "small": [step_data(inner, formula, text) for inner in step.small],
        "others": step.others,
        "verdict": verdict(step.pill),
    }


def stage_data(stage: StageView, formula: Callable[[str], str], text: Callable[[str], str]) -> dict[str, Any]:
    """A stage for a template."""
    return {
        "name": stage.name,
        "title": text(stage.title),
        "words": text(stage.words),
        "start": formula(stage.start),
        "steps": [step_data(step, formula, text) for step in stage.steps],
        "end_to_end": text(stage.end_to_end),
        "verdict": verdict(stage.end),
    }


def verdict(pill: Pill) -> str:
    """A verdict in words, with the reason why it isn't more."""
    return f"{pill.word} ({pill.reason})" if pill.reason else pill.word


def numbered(symbol: Symbol) -> str:
    """What a size or an index may be; '' for other symbols without a domain."""
    return symbol.domain if symbol.kind in (Kind.SIZE, Kind.INDEX) else ""


def symbol_row(symbol: Symbol, loss: Loss, language: str) -> dict[str, str]:
    """A line of the table of symbols."""
    domain = loss.domains.get(symbol.name)
    return {
        "latex": portable(symbol.latex),
        "meaning": say(symbol.meaning, language),
        "domain": f"${portable(to_latex(domain)).strip()}$" if domain else numbered(symbol),
        "default": plain(loss.defaults[symbol.name], "−") if symbol.name in loss.defaults else "",
        "text": symbol.name,
    }


def check_row(stage: CheckedStage, title: str, language: str) -> dict[str, object]:
    """A line of the table of verdicts."""
    atoms = [atom for step in stage.steps for atom in step.atoms]
    counts = tallied(atoms)
    return {
        "title": dollars(title),
        "lines": len(stage.steps),
        "steps": len(atoms),
        "defined": counts[BY_DEFINITION],
        "proved": counts[Result.PROVED.value],
        "consistent": counts[Result.CONSISTENT.value],
        "end": end_pill(stage, language).word,
    }


def page(
    checked: Checked,
    loss: Loss,
    rules: str = "",
    conventions: Rows = (),
    errors: Rows = (),
    usage: str = "",
    plot: str = "",
    shape: Sequence[tuple[str, str]] = (),
    gathered: bool = False,
    language: str = "en",
) -> str:
    """The page of a loss.

    Args:
        checked: Its derivation.
        loss: Its definition.
        rules: The address of the rule book's folder, with a slash at its end; '': rules are named, not linked.
        conventions: How other libraries define the same loss; left out where there is nothing.
        errors: How exact the code is; left out where there is nothing.
        usage: Python that uses the code; left out where there is none.
        plot: The figure, as HTML; left out where there is none.
        shape: What is told about the loss's shape: questions and answers.
        gathered: It is a page of the collection, and links the others.
        language: Of the words.

    Raises:
        TemplateError: The template is missing or broken.
    """
    linker = OwnLinker(checked, rules, language)
    results, where = result_views(checked, linker)
    plan = checked.loss
    text = render(
        f"page/own.{language}.md.j2",
        title=entities(loss.title),
        file=name_of_file(loss.origin),
        summary=entities(say(plan.summary, language)),
        about=entities(loss.about),
        family=say(FAMILIES[loss.family], language) if gathered and loss.family else "",
        anchor=loss.family,
        plot=plot,
        shape=[(question, entities(answer)) for question, answer in shape],
        results=[
            {"title": dollars(one.title), "target": one.target, "formula": portable(one.formula)} for one in results
        ],
        where=[portable(one) for one in where],
        symbols=[symbol_row(symbol, loss, language) for symbol in plan.context.symbols],
        conventions=list(conventions),
        errors=list(errors),
        usage=usage,
        sections=[
            {
                "title": dollars(say(section.title, language)),
                "words": dollars(linker.typeset(say(section.words, language))),
                "stages": [
                    stage_data(
                        stage_view(checked.stage(stage.name), linker.typeset(say(stage.words, language)), linker),
                        portable,
                        dollars,
                    )
                    for stage in section.stages
                ],
            }
            for section in plan.sections
        ],
        checks=[
            check_row(stage, linker.titles[stage.derivation.name], language) for stage in checked.stages
        ],
        sources=[entities(source) for source in loss.sources],
        words=WORDS[language],
    )  # fmt: skip
    return re.sub(r"\n{3,}", "\n\n", text)


def notebook(checked: Checked, loss: Loss, language: str = "en") -> str:
    """What a notebook shows of a loss: its results, and each stage folded; HTML with TeX between dollars."""

    def formula(text: str) -> str:
        return html.escape(portable(text), quote=False)

    linker = OwnLinker(checked, "", language)
    results, _ = result_views(checked, linker)
    return render(
        "page/own.html.j2",
        title=entities(loss.title),
        results=[{"title": in_html(one.title), "formula": formula(one.formula)} for one in results],
        stages=[stage_data(stage_view(stage, "", linker), formula, in_html) for stage in checked.stages],
    )
