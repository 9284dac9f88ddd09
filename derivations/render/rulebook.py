"""The rule book's pages as templates need them. In: the checked losses. Out: a record for each rule and definition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ..derive.step import Step
from ..rules import book
from ..rules.rule import Condition, Counterexample, Group, Relation, Rule
from ..terms.context import Definition
from ..terms.core import Differential, FunctionSlot, Gradient, Jacobian, Term, Variable, walk
from ..terms.parser import parse_pattern
from ..terms.text import to_text
from ..verify.verdict import Checked, CheckedStage, CheckedStep
from .cases import shown
from .latex import to_latex
from .steps import Linker, anchor
from .words import CONDITIONS, DEFINITIONS, GROUPS, ORDER, RELATIONS, WORDS, say

PAGE = "rules/x.md"
"""Some page of the rule book, from which its links are counted."""

VECTORIAL = (Group.MATRIX, Group.DIFFERENTIAL)
"""The chapters in whose rules letters stand for vectors and matrices."""


LOSSES = Path(__file__).resolve().parent.parent / "losses"


class Clash(ValueError):
    """Two losses give one name to different definitions, so that they can't share a page."""


@dataclass(frozen=True)
class SideView:
    """One side of a rule at a counterexample, with its value where it has one."""

    formula: str
    has_value: bool


@dataclass(frozen=True)
class CaseView:
    """A condition, and the case that shows why it is needed."""

    condition: str
    words: str
    values: str
    left: SideView
    right: SideView


@dataclass(frozen=True)
class UseView:
    """The steps of one stage that use a rule: each its number and its place."""

    title: str
    target: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RuleView:
    """One page of the rule book."""

    name: str
    title: str
    number: str
    chapter: str
    sentence: str
    statement: str
    text: str
    notes: tuple[str, ...]
    cases: tuple[CaseView, ...]
    used: tuple[UseView, ...]
    tidies: tuple[UseView, ...]
    sources: tuple[str, ...]
    file: str
    taught: tuple[tuple[str, str], ...] = ()


def chapter_files() -> dict[str, str]:
    """For each rule, the file that defines it."""
    return {
        rule.name: f"derivations/rules/{chapter.__name__.rpartition('.')[2]}.py"
        for chapter in book.CHAPTERS
        for rule in chapter.RULES
    }


def definition_file(checked: Checked, name: str = "") -> str:
    """The file that defines the loss's symbols: one of its own, or the loss's; of a definition, the one that has it."""
    own = f"{checked.loss.name}_context.py"
    files = [own] if (LOSSES / own).is_file() else [f"{checked.loss.name}.py"]
    if name and checked.loss.leads_to:
        files += sorted(path.name for path in LOSSES.glob("*.py") if path.name not in files)
        files = [file for file in files if (LOSSES / file).is_file() and names(file, name)] or files
    return f"derivations/losses/{files[0]}"


@cache
def names(file: str, name: str) -> bool:
    """Whether a file of the losses has a definition of that name."""
    return f'definition("{name}"' in (LOSSES / file).read_text(encoding="utf-8")


def statement(rule: Rule, language: str) -> str:
    """A rule of the book as LaTeX."""
    left, right = (to_latex(side, None, None, rule.group in VECTORIAL, language) for side in rule.patterns)
    return f"{left} {ORDER[rule.order] if rule.order else RELATIONS[rule.relation]} {right}"


def case(demand: Condition, example: Counterexample, rule: Rule, language: str) -> CaseView:
    """A condition with its counterexample, both sides computed."""
    elementwise = rule.group in VECTORIAL
    left = parse_pattern(example.left) if example.left else rule.patterns[0]
    right = parse_pattern(example.right) if example.right else rule.patterns[1]
    parts = [to_latex(part, None, None, elementwise, language) for part in demand.parts]
    values = ", \\; ".join(f"{to_latex(parse_pattern(name))} = {value}" for name, value in example.values.items())
    return CaseView(
        CONDITIONS[language][demand.kind].format(*parts), say(example.words, language), values,
        side(left, example), side(right, example),
    )  # fmt: skip


def side(term: Term, example: Counterexample) -> SideView:
    """One side at a counterexample."""
    text, found = to_latex(term), shown(term, example.values)
    return SideView(text if found is None or found == f"= {text}" else f"{text} {found}", found is not None)


def notes(rule: Rule, language: str) -> tuple[str, ...]:
    """What is to be known about the letters."""
    words = WORDS[language]
    parts = [part for side in rule.patterns for _, part in walk(side)]
    found = [
        words["elementwise" if rule.group in VECTORIAL else "letters" if rule.relation is Relation.EQUAL else "numbers"]
    ]
    if any(isinstance(part, FunctionSlot) for part in parts):
        found.append(words["function"])
    if any(isinstance(part, Differential | Gradient | Jacobian) for part in parts):
        found.append(words["differential"])
    if rule.order:
        found.append(words["larger" if rule.order == "increasing" else "smaller"])
    if rule.equality:
        found.append(words["equality"].format(rule.equality))
    return tuple(found)


def atoms(steps: tuple[CheckedStep, ...]) -> list[Step]:
    """All single applications of rules."""
    return [atom for checked in steps for atom in checked.step.atoms]


LINK = re.compile(r"\]\(\.\./rules/(\w+)\.md")
"""How the page of an example names a rule."""


class Uses:
    """Which steps use which rule, and which are tidied by it, in all losses and identities."""

    def __init__(
        self,
        losses: Sequence[Checked],
        language: str,
        stages: Sequence[tuple[CheckedStage, str, Linker]] = (),
        examples: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.used: dict[str, list[UseView]] = {}
        self.tidied: dict[str, list[UseView]] = {}
        for checked in losses:
            before = f"{say(checked.loss.title, language)}: " if len(losses) > 1 else ""
            self.add(checked, Linker(checked, PAGE, language), before)
        for stage, heading, linker in stages:
            self.add_stage(stage, heading, linker)
        for path, text in examples.items():
            heading = WORDS[language]["example"].format(text[2 : text.index("\n")])
            for rule in sorted(set(LINK.findall(text))):
                self.used.setdefault(rule, []).append(UseView(heading, f"../{path}", ()))

    def add(self, checked: Checked, linker: Linker, before: str) -> None:
        """Those of one loss, their headings after these words."""
        for stage in checked.stages:
            name = stage.derivation.name
            section = next(s for s in checked.loss.sections if any(inner.name == name for inner in s.stages))
            title = say(stage.derivation.title, linker.language)
            self.add_stage(stage, f"{before}{say(section.title, linker.language)}: {title}", linker)

    def add_stage(self, stage: CheckedStage, heading: str, linker: Linker) -> None:
        """Those of one stage, under its heading."""
        steps = atoms(stage.steps)
        name = stage.derivation.name
        place = linker.stages[name]
        page = place.partition("#")[0]
        for found, pairs in (
            (self.used, [(step.rule.name, step) for step in steps]),
            (self.tidied, [(t.rule.name, step) for step in steps for t in step.housekeeping]),
        ):
            by_rule: dict[str, dict[str, str]] = {}
            for rule, step in pairs:
                short = linker.short(step.name.removeprefix(f"{name}."))
                target = linker.relative(f"{page}#{anchor(f'{name}.{short}')}")
                by_rule.setdefault(rule, {})[short] = target
            for rule, steps_by_number in by_rule.items():
                view = UseView(heading, linker.relative(place), tuple(steps_by_number.items()))
                found.setdefault(rule, []).append(view)


def rule_views(
    losses: Sequence[Checked],
    language: str = "en",
    stages: Sequence[tuple[CheckedStage, str, Linker]] = (),
    examples: Mapping[str, str] = MappingProxyType({}),
    taught: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> list[RuleView]:
    """A record for each rule of the book, in its order.

    ``stages`` and ``examples`` use them beside the losses; ``taught`` tells the chapter of the tutorial for some: its
    title, and the place, from docs/.
    """
    uses, files = Uses(losses, language, stages, examples), chapter_files()
    return [
        RuleView(
            rule.name, say(rule.title, language), rule.number, GROUPS[language][rule.group],
            say(rule.sentence, language),
            statement(rule, language), rule.statement, notes(rule, language),
            tuple(
                case(demand, example, rule, language)
                for demand, example in zip(rule.demands, rule.conditions.values(), strict=True)
            ),
            tuple(uses.used.get(rule.name, ())), tuple(uses.tidied.get(rule.name, ())), rule.sources, files[rule.name],
            tuple((title, f"../{place}") for title, place in [taught[rule.name]]) if rule.name in taught else (),
        )
        for rule in book.RULES.values()
    ]  # fmt: skip


def definition_views(losses: Sequence[Checked], language: str = "en") -> dict[str, list[RuleView]]:
    """A record for each definition, by the loss's name; those that losses share are of the first that has them.

    Losses that build on others come after those that don't.

    Raises:
        Clash: Two losses define something different under one name.
    """
    uses = Uses(losses, language)
    first: dict[str, tuple[RuleView, str]] = {}
    found: dict[str, list[RuleView]] = {}
    for checked in sorted(losses, key=lambda one: bool(one.loss.builds_on)):
        name = checked.loss.name
        views = [
            definition_view(definition, checked, uses, language) for definition in checked.loss.context.definitions
        ]
        for view in views:
            shared, other = first.setdefault(view.name, (view, name))
            if (shared.text, shared.statement) != (view.text, view.statement):
                raise Clash(
                    f"the losses {other} and {name} both have a definition {view.name}, but {shared.text} in "
                    f"{shared.file} and {view.text} in {view.file}; give one of them another name"
                )
        found[name] = [first[view.name][0] for view in views]
    return found


def definition_view(definition: Definition, checked: Checked, uses: Uses, language: str) -> RuleView:
    """A record for a definition of a loss."""
    context = checked.loss.context
    left, right = context.parse(definition.left), context.parse(definition.right)
    return RuleView(
        definition.name, say(definition.title, language), "",
        DEFINITIONS[language][definition.kind], say(definition.sentence, language),
        rf"{to_latex(left, context)} \mathrel{{:=}} {to_latex(right, context, language=language)}",
        f"{to_text(left)} := {to_text(right)}", meanings(definition, checked, language), (),
        tuple(uses.used.get(definition.name, ())), (), (), definition_file(checked, definition.name),
    )  # fmt: skip


def meanings(definition: Definition, checked: Checked, language: str) -> tuple[str, ...]:
    """What each symbol of a definition means."""
    context = checked.loss.context
    terms: list[Term] = [context.parse(definition.left), context.parse(definition.right)]
    names = dict.fromkeys(part.name for term in terms for _, part in walk(term) if isinstance(part, Variable))
    symbols = [context.by_name[name] for name in names]
    return tuple(rf"\({symbol.latex}\): {say(symbol.meaning, language)}." for symbol in symbols)
