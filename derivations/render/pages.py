"""The pages. In: checked losses. Out: Markdown, and the trace, by path under docs/.

Nothing mathematical is written here or in a template: templates arrange what the derivation and the rule book hold.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ..derive.step import Derivation
from ..identities.identity import Section as IdentitySection
from ..identities.matrix_cookbook import SOURCE
from ..losses import registry
from ..losses.plan import Plan, Section
from ..rules.rule import BOUNDS, Group, Relation
from ..terms.context import Context, Kind, Symbol
from ..terms.core import ONE, SCALAR, Entry, Term, Times, Variable
from ..terms.text import to_text
from ..verify.identities import CheckedIdentity
from ..verify.verdict import Checked, tallied
from .environment import render
from .glossary import Glossary, lines_of
from .identities import identity_pages, stages_of
from .latex import Latex, to_latex
from .printer import FACTOR
from .rulebook import RuleView, definition_file, definition_views, rule_views
from .steps import Linker, StageView, page_of, stage_view
from .trace import trace_text
from .tutorial import Lessons, taught, tutorial_pages
from .words import GROUPS, KINDS, RELATIONS, WORDS, say

COMMAND = "derivations generate"

Sections = Sequence[tuple[IdentitySection, Sequence[CheckedIdentity]]]
"""Checked identities by section."""


@dataclass(frozen=True)
class SectionView:
    """A heading and its stages."""

    name: str
    title: str
    words: str
    stages: tuple[StageView, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class ResultView:
    """A formula at the top of the page, and where it is derived."""

    title: str
    tag: str
    formula: str
    target: str


@dataclass(frozen=True)
class SymbolView:
    """A line of the notation table."""

    latex: str
    entry: str
    text: str
    shape: str
    domain: str
    meaning: str


@dataclass(frozen=True)
class NotationView:
    """The symbols by kind, and the sizes with their index ranges."""

    symbols: dict[str, list[SymbolView]]
    ranges: list[tuple[str, ...]]


def result_sides(derivation: Derivation) -> tuple[Term, Term]:
    """What a stage has shown: its first line and its last; where it only keeps the maximum, what its last symbol is."""
    if derivation.relation is Relation.SAME_MAXIMISER and isinstance(derivation.result, Variable):
        return derivation.result, derivation.steps[-1].before
    return derivation.start, derivation.result


def result_relation(derivation: Derivation) -> Relation:
    """How the two sides of what a stage has shown relate; a definition, and what keeps the maximiser, are equations."""
    return derivation.relation if derivation.relation in BOUNDS else Relation.EQUAL


def result_views(checked: Checked, linker: Linker) -> tuple[list[ResultView], list[str]]:
    """The loss's results, and what the symbols in them are, but for those that a result defines."""
    found, where = [], {}
    told = {result_sides(checked.stage(name).derivation)[0] for name, _ in checked.loss.results}
    for name, title in checked.loss.results:
        derivation = checked.stage(name).derivation
        left, right = result_sides(derivation)
        sign = RELATIONS[result_relation(derivation)]
        words = say(title, linker.language)
        number = re.search(r"\s*\((\d+)\)$", words)
        found.append(
            ResultView(
                words[: number.start()] if number else words,
                number[1] if number else "",
                f"{to_latex(left, linker.context)} {sign} {to_latex(right, linker.context)}",
                linker.relative(linker.stages[name]),
            )
        )
        for side in (left, right):
            if not isinstance(side, Variable):
                where.update(definitions_in(side, linker.context, told))
    return found, list(where.values())


def definitions_in(term: Term, context: Context, told: Container[Term] = ()) -> dict[str, str]:
    """The definitions of the defined symbols in a term, as LaTeX by name: of entries where entries stand there.

    Those symbols that are told already are left out.
    """
    found: dict[str, str] = {}
    parts: list[Term] = [term]
    while parts:
        part = parts.pop(0)
        base = part.base if isinstance(part, Entry) else part
        if isinstance(base, Variable) and context.kind(base.name) is Kind.DEFINED and base not in told:
            for definition in context.definitions:
                left = context.parse(definition.left)
                if type(left) is type(part) and (left.base if isinstance(left, Entry) else left) == base:
                    right = to_latex(context.parse(definition.right), context)
                    found[definition.name] = f"{to_latex(left, context)} = {right}"
        parts.extend(part.indices if isinstance(part, Entry) and isinstance(base, Variable) else part.children)
    return found


def section_view(section: Section, checked: Checked, linker: Linker, glossary: Glossary) -> SectionView:
    """A section of a page."""
    language = linker.language
    return SectionView(
        f"section-{section.name}",
        say(section.title, language),
        linker.typeset(say(section.words, language)),
        tuple(
            stage_view(checked.stage(stage.name), linker.typeset(say(stage.words, language)), linker)
            for stage in section.stages
        ),
        glossary.new(line for stage in section.stages for line in lines_of(checked.stage(stage.name))),
    )


def leads_to(loss: Plan, linker: Linker) -> dict[str, str]:
    """The loss that a road leads to: its title, and its page seen from the road's."""
    if not loss.leads_to:
        return {}
    target = linker.relative(page_of(loss.leads_to, "main"))
    return {"title": say(registry.load(loss.leads_to).title, linker.language), "target": target}


Rows = Sequence[Mapping[str, str]]
"""A table: each row by its column."""


def loss_pages(checked: Checked, language: str, conventions: Rows = (), accuracy: Sequence[Any] = ()) -> dict[str, str]:
    """The loss's page, and one more for each other part that its sections name."""
    loss = checked.loss
    main = "road" if loss.leads_to else "loss"
    found = {}
    glossary = Glossary(loss.context, language)
    for part in dict.fromkeys(section.page for section in loss.sections):
        page = page_of(loss.name, part)
        linker = Linker(checked, page, language)
        results, where = result_views(checked, linker) if part == "main" else ([], [])
        sections = [section for section in loss.sections if section.page == part]
        steps = [step for s in sections for t in s.stages for step in checked.stage(t.name).steps]
        found[page] = render(
            f"page/{main if part == 'main' else part}.{language}.md.j2",
            loss=loss,
            title=say(loss.title, language),
            summary=say(loss.summary, language),
            results=results,
            where=where,
            conventions=list(conventions) if part == "main" else [],
            accuracy=list(accuracy),
            sections=[section_view(section, checked, linker, glossary) for section in sections],
            counts=tallied(steps),
            assumptions=[linker.typeset(text) for text in loss.assumptions],
            sources=loss.sources,
            leads_to=leads_to(loss, linker),
            bounds=any(stage.derivation.relation in BOUNDS for stage in checked.stages),
            pages={other: linker.relative(page_of(loss.name, other)) for other in {s.page for s in loss.sections}},
            words=WORDS[language],
            file=f"derivations/losses/{loss.name}.py",
            command=COMMAND,
        )
    return found


def rule_pages(
    losses: Sequence[Checked], language: str, identities: Sections, examples: Mapping[str, str], lessons: Lessons
) -> dict[str, str]:
    """The rule book: its index, and a page for each rule and definition."""
    rules = rule_views(losses, language, stages_of(identities, language), examples, taught(lessons, language))
    definitions = definition_views(losses, language)
    words = WORDS[language]
    chapters: dict[str, list[RuleView]] = {
        name: [rule for rule in rules if rule.chapter == name]
        for group, name in GROUPS[language].items()
        if group not in (Group.DEFINITION, Group.RESULT)
    }
    found = {
        "rules/index.md": render(
            f"page/rules.{language}.md.j2", chapters=chapters, words=words, command=COMMAND,
            definitions=[(say(one.loss.title, language), definitions[one.loss.name]) for one in losses],
        )
    }  # fmt: skip
    for rule in [*rules, *(view for views in definitions.values() for view in views)]:
        found[f"rules/{rule.name}.md"] = render(f"page/rule.{language}.md.j2", rule=rule, words=words, command=COMMAND)
    return found


def symbol_view(symbol: Symbol, context: Context, language: str) -> SymbolView:
    """A line of the notation table."""
    term = context.variables[symbol.name]
    if term.shape[1] == ONE:
        shape = "" if term.shape == SCALAR else to_latex(term.shape[0], context)
    else:
        factors = Times(*term.shape)
        shape = r" \times ".join(Latex(context).child(factors, (), number, FACTOR) for number in range(2))
    indices = ["i"] if len(symbol.shape) == 1 else ["i", "j"]
    entry = symbol.entry.format(*indices) if symbol.entry else ""
    if symbol.shape == ("p + 1",):
        entry = symbol.entry.format("j")
    return SymbolView(
        symbol.latex, entry, to_text(term), rf"\({shape}\)" if shape else "", symbol.domain,
        say(symbol.meaning, language),
    )  # fmt: skip


def notation_table(context: Context, language: str) -> NotationView:
    """The symbols and index ranges of a context."""
    symbols = {
        name: [symbol_view(symbol, context, language) for symbol in context.symbols if symbol.kind is kind]
        for kind, name in KINDS[language].items()
    }
    ranges = [tuple(to_latex(context.parse(text), context) for text in line) for line in context.ranges]
    return NotationView(symbols, ranges)


def notation_page(losses: Sequence[Checked], language: str) -> dict[str, str]:
    """The notation page: a table for each loss, one for those whose symbols are the same."""
    tables: list[tuple[list[Checked], NotationView]] = []
    for checked in losses:
        table = notation_table(checked.loss.context, language)
        for sharing, known in tables:
            if known == table:
                sharing.append(checked)
                break
        else:
            tables.append(([checked], table))
    text = render(
        f"page/notation.{language}.md.j2", words=WORDS[language], command=COMMAND,
        tables=[([say(one.loss.title, language) for one in sharing], table) for sharing, table in tables],
        ranges=list(dict.fromkeys(line for _, table in tables for line in table.ranges)),
        file=definition_file(losses[0]) if len(tables) == 1 else "derivations/losses/",
    )  # fmt: skip
    return {"notation.md": text}


def own_pages(
    checked: Checked, language: str = "en", conventions: Rows = (), accuracy: Sequence[Any] = ()
) -> dict[str, str]:
    """What under docs/ comes from one loss alone: its pages and its trace, by path under docs/.

    Args:
        checked: The loss.
        language: Of the words.
        conventions: The table of its conventions, row by row.
        accuracy: The measured errors of its code, a row for each function, as ``emit.accuracy`` has them.

    Raises:
        TemplateError: A template is missing or broken.
    """
    return {
        **loss_pages(checked, language, conventions, accuracy),
        f"traces/{checked.loss.name}.json": trace_text(checked),
    }


def book_pages(
    losses: Sequence[Checked],
    language: str = "en",
    identities: Sections = (),
    examples: Mapping[str, str] = MappingProxyType({}),
    lessons: Lessons = (),
) -> dict[str, str]:
    """What under docs/ all losses share: the rule book, the notation, the tutorial, by path under docs/.

    Args:
        losses: All losses, derived and checked.
        language: Of the words.
        identities: The identities that use the rules too, by section; their pages are added.
        examples: The pages of examples, which link the rules that they use, by path under docs/.
        lessons: The chapters of the tutorial; their pages are added.

    Raises:
        TemplateError: A template is missing or broken.
        Clash: Two losses define something different under one name.
    """
    found = {**rule_pages(losses, language, identities, examples, lessons), **notation_page(losses, language)}
    if identities:
        found |= identity_pages(identities, SOURCE, COMMAND, language)
    if lessons:
        found |= tutorial_pages(lessons, losses, COMMAND, language)
    return found


def pages(*losses: Checked, language: str = "en") -> dict[str, str]:
    """Everything under docs/ that comes from losses.

    Args:
        losses: All losses, derived and checked.
        language: Of the words.

    Returns:
        Texts by path under docs/: the losses' pages, the rule book, the notation, and the traces.

    Raises:
        TemplateError: A template is missing or broken.
        Clash: Two losses define something different under one name.
    """
    found = book_pages(losses, language)
    for checked in losses:
        found |= own_pages(checked, language)
    return found
