"""The pages of matrix calculus. In: checked identities. Out: Markdown, by path under docs/.

One page has the layout and the table of all identities; each section has a page with its derivations, every line in
matrix form and in index form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..identities.identity import Identity, Section
from ..terms.core import Term
from ..verify.identities import CheckedIdentity, title
from ..verify.side_by_side import Side, entry_of, with_letters
from ..verify.verdict import CheckedStage, Result, overall
from .environment import render
from .latex import to_latex
from .rulebook import PAGE
from .steps import Linker, Pill, RuleLink, anchor, caption_steps, line_marks, pill, said_by, sign, step_pill
from .words import WORDS, Typesetter, say

HOME = "matrix-calculus.md"


@dataclass(frozen=True)
class SideView:
    """A line: its matrix form, its index form or why there is none, the rules that lead to it."""

    anchor: str
    matrix: str
    index: str
    because: str
    agrees: Pill | None
    rules: tuple[RuleLink, ...]
    others: bool
    pill: Pill | None
    small: tuple[tuple[RuleLink, int], ...]


@dataclass(frozen=True)
class IdentityView:
    """An identity: its row in the table, and its derivation."""

    name: str
    number: str
    title: str
    left: str
    right: str
    known: str
    note: str
    symbols: str
    assumptions: tuple[str, ...]
    pill: Pill
    compared: Pill
    lines: tuple[SideView, ...]
    target: str


@dataclass(frozen=True)
class SectionView:
    """Identities under one heading."""

    name: str
    title: str
    page: str
    identities: tuple[IdentityView, ...]


class IdentityLinker(Linker):
    """Where everything is, for the steps of an identity.

    Args:
        identity: The identity.
        home: The page of its section, from docs/.
        page: The page on which the links stand, from docs/.
        language: Of the words.
    """

    def __init__(self, identity: Identity, home: str, page: str, language: str = "en") -> None:
        self.page, self.language = page, language
        self.context = identity.context
        self.typeset = Typesetter(identity.context).sentence
        self.stages = {identity.name: f"{home}#{identity.name}"}
        self.titles = {identity.name: say(title(identity), language)}
        self.kinds = {}

    def short(self, number: str) -> str:
        """The line's number: its small steps have no place of their own."""
        return number.partition(".")[0]


def page_of(section: Section) -> str:
    """The page of a section, from docs/."""
    return f"matrix-calculus/{section.name}.md"


def stages_of(
    sections: Sequence[tuple[Section, Sequence[CheckedIdentity]]], language: str = "en"
) -> list[tuple[CheckedStage, str, Linker]]:  # fmt: skip
    """The derivations with their headings, for the rule pages that tell where a rule is used."""
    return [
        (checked.stage, say(title(checked.identity), language),
         IdentityLinker(checked.identity, page_of(section), PAGE, language))
        for section, found in sections
        for checked in found
    ]  # fmt: skip


def index_form(side: Side, checked: CheckedIdentity, first: bool) -> str:
    """A line's index form as LaTeX; the first line says of which entry."""
    if side.entry is None:
        return ""
    context = with_letters(checked.identity.context)
    text = to_latex(side.entry, context)
    return f"{to_latex(entry_of(side.line, side.free), context)} = {text}" if first and side.free else text


def marked(before: Term | None, line: Term, after: Term | None, linker: Linker) -> str:
    """A line as LaTeX, with what changed and what is going to."""
    return to_latex(line, linker.context, line_marks(before, line, after), language=linker.language)


def line_views(checked: CheckedIdentity, linker: Linker) -> tuple[SideView, ...]:
    """The lines of a derivation, both forms of each."""
    derivation = checked.stage.derivation
    lines, name = derivation.lines, derivation.name
    found = []
    for number, side in enumerate(checked.sides):
        before = lines[number - 1] if number else None
        after = lines[number + 1] if number + 1 < len(lines) else None
        matrix = marked(before, side.line, after, linker)
        index = index_form(side, checked, first=not number)
        agrees = pill(side.agrees.result, [side.agrees], linker.language) if side.agrees else None
        if not number:
            found.append(
                SideView(anchor(f"{name}.0"), matrix, index, side.because, agrees, (), False, None, ())
            )  # fmt: skip
            continue
        step = checked.stage.steps[number - 1]
        captions, others = caption_steps(step.step)
        counts: dict[str, list[RuleLink]] = {}
        for atom in step.step.atoms if step.step.steps else ():
            counts.setdefault(atom.rule.name, []).append(linker.plain_rule(atom.rule))
        found.append(
            SideView(
                anchor(step.step.name), f"{sign(step.step, linker)} {matrix}", f"= {index}" if index else "",
                side.because, agrees, tuple(linker.rule(shown) for shown in captions), others,
                step_pill(step, linker.language),
                tuple((links[0], len(links)) for links in counts.values()),
            )
        )  # fmt: skip
    return tuple(found)


def shapes(identity: Identity) -> str:
    """The symbols with their shapes, and what is known of them."""
    parts = []
    for symbol in identity.context.symbols:
        if not symbol.shape:
            continue
        size = r" \times ".join(symbol.shape if len(symbol.shape) == 2 else (*symbol.shape, "1"))
        known = f", {symbol.domain}" if symbol.domain != "real" else ""
        parts.append(rf"\({symbol.latex}\) is \({size}\){known}")
    return "; ".join(parts)


def identity_view(checked: CheckedIdentity, section: Section, page: str, language: str) -> IdentityView:
    """An identity."""
    identity = checked.identity
    linker = IdentityLinker(identity, page_of(section), page, language)
    derivation = checked.stage.derivation
    by_steps = [verdict for step in checked.stage.steps for verdict in said_by(step)]
    return IdentityView(
        identity.name, identity.number, say(derivation.title, language),
        to_latex(derivation.start, identity.context), to_latex(derivation.result, identity.context),
        to_latex(identity.derivative, identity.context), linker.typeset(identity.note), shapes(identity),
        tuple(linker.typeset(text) for text in identity.assumptions),
        pill(checked.result, [*checked.stage.end, *checked.expected, *by_steps], language),
        pill(overall(checked.expected), checked.expected, language),
        line_views(checked, linker) if page != HOME else (),
        linker.relative(linker.stages[identity.name]),
    )  # fmt: skip


def section_view(section: Section, found: Sequence[CheckedIdentity], page: str, language: str) -> SectionView:
    """A section."""
    identities = tuple(identity_view(checked, section, page, language) for checked in found)
    return SectionView(section.name, say(section.title, language), page_of(section), identities)


def identity_pages(
    sections: Sequence[tuple[Section, Sequence[CheckedIdentity]]], source: str, command: str, language: str = "en"
) -> dict[str, str]:
    """The pages of matrix calculus, by path under docs/.

    Args:
        sections: The identities, derived and checked, by section.
        source: Where the numbers come from.
        command: What makes the pages again.
        language: Of the words.

    Raises:
        TemplateError: A template is missing or broken.
    """
    results = [checked.result for _, found in sections for checked in found]
    numbers = {checked.identity.number for _, found in sections for checked in found} - {""}
    file = "derivations/identities/matrix_cookbook.py"
    values: dict[str, Any] = {"words": WORDS[language], "command": command, "file": file}
    pages = {
        HOME: render(
            f"page/matrix-calculus.{language}.md.j2",
            sections=[section_view(section, found, HOME, language) for section, found in sections],
            counts={result.value: results.count(result) for result in Result}, numbers=len(numbers), source=source,
            **values,
        )
    }  # fmt: skip
    for section, found in sections:
        page = page_of(section)
        pages[page] = render(
            f"page/matrix-section.{language}.md.j2", section=section_view(section, found, page, language), **values
        )
    return pages
