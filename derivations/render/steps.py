"""Steps as a template needs them: formulas, links, conditions, verdicts. In: a checked stage. Out: plain records."""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..derive.match import build
from ..derive.monotone import Needed
from ..derive.step import Derivation, Step
from ..losses import registry
from ..losses.plan import Plan
from ..rules.rule import Condition, Group, Relation, Rule, Tier
from ..terms.context import Context
from ..terms.core import Binder, Path, Term
from ..terms.places import at, changed
from ..verify.verdict import BY_DEFINITION, PROOFS, Checked, CheckedStage, CheckedStep, Result, Verdict, overall, worst
from .latex import to_latex
from .printer import Key, is_run
from .words import CONDITIONS, DEFINITIONS, ORDER, RELATIONS, RESULTS, WORDS, Typesetter, say

ENDS = {
    Relation.EQUAL: "end to end", Relation.SAME_MAXIMISER: "end after order", Relation.AT_MOST: "end at most",
    Relation.AT_LEAST: "end at least",
}  # fmt: skip
"""The words for what the last line of a stage was compared with."""
MOST_NAMES = 3
"""A line that stands for steps by more rules than these is captioned by so many of them, and "others"."""
MOST_MARKS = 4
"""In more places than these, the part around them is marked instead."""
STRUT = r"\rule{0pt}{2ex}"
"""Keeps a number away from the sign above it."""


@dataclass(frozen=True)
class RuleLink:
    """A rule as a caption names it.

    Args:
        title: Its name.
        target: Its page or place, from the page that links to it, in Markdown.
        before: The article's number, or what kind of definition it is; '' for neither.
        after: How it is read, where not from left to right; else ''.
        conditions: Its conditions here, each with the reason why it holds.
    """

    title: str
    target: str
    before: str = ""
    after: str = ""
    conditions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Pill:
    """A verdict: its CSS class, its word, what each check said, and why it isn't more than consistent."""

    css: str
    word: str
    checks: str
    reason: str = ""


@dataclass(frozen=True)
class StepView:
    """One line of the page."""

    anchor: str
    formula: str
    rules: tuple[RuleLink, ...]
    pill: Pill
    tidied: tuple[RuleLink, ...]
    words: str
    small: tuple[StepView, ...]
    others: bool = False

    @property
    def summary(self) -> str:
        """The names of the small steps, each once."""
        return " · ".join(dict.fromkeys(step.rules[0].title for step in self.small))


@dataclass(frozen=True)
class StageView:
    """A stage: its first line, its steps, and the check from its first to its last."""

    name: str
    title: str
    words: str
    start: str
    steps: tuple[StepView, ...]
    end: Pill
    end_to_end: str


class Linker:
    """Where everything is, seen from one page.

    Args:
        checked: The loss.
        page: The page on which the links stand, from docs/.
        language: Of the words.
    """

    marked = True
    """Whether what a step changes is marked in the formulas; not every reader of TeX knows the marks."""

    def __init__(self, checked: Checked, page: str, language: str = "en") -> None:
        self.checked, self.page, self.language = checked, page, language
        self.context: Context = checked.loss.context
        self.typeset = Typesetter(self.context).sentence
        self.stages: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        for loss in (*builds_on(checked.loss), checked.loss):
            self.stages |= stage_places(loss)
            self.titles |= stage_titles(loss, language)
        self.kinds = {found.name: DEFINITIONS[language][found.kind] for found in self.context.definitions}

    def short(self, number: str) -> str:
        """A step's number as a link to it shows it."""
        return number

    def relative(self, target: str) -> str:
        """A target under docs/, from this page."""
        file, mark, anchor = target.partition("#")
        here = posixpath.dirname(self.page) or "."
        return ("" if file == self.page else posixpath.relpath(file, here)) + mark + anchor

    def target(self, rule: Rule) -> str:
        """A rule's page, or the place of a result."""
        if rule.group is Group.RESULT:
            return self.relative(self.stages[rule.name.removeprefix("result:")])
        return self.relative(f"rules/{rule.name}.md")

    def rule(self, step: Step) -> RuleLink:
        """A step's rule with its conditions there."""
        rule = step.rule
        words = WORDS[self.language]
        kind = self.kinds.get(rule.name, "")
        if rule.group is Group.RESULT:
            here = any(rule.name == f"result:{stage.name}" for stage in self.checked.loss.stages)
            kind = words["shown above" if here else "shown elsewhere"]
        before = rule.number or (f"{kind[0].upper()}{kind[1:]}:" if kind else "")
        conditions = tuple(
            (self.condition(demand, step), self.reason(found.because))
            for demand, found in zip(rule.demands, step.conditions, strict=True)
        )
        conditions += tuple((self.needed(found), self.reason(found.because)) for found in step.monotone)
        after = words["backwards"] if step.backwards and rule.group is not Group.DEFINITION else ""
        return RuleLink(self.title(rule), self.target(rule), before, after, conditions)

    def plain_rule(self, rule: Rule) -> RuleLink:
        """A rule by itself."""
        return RuleLink(self.title(rule), self.target(rule), rule.number)

    def title(self, rule: Rule) -> str:
        """A rule's name; of a result, which of those with that name it is."""
        return self.titles.get(rule.name.removeprefix("result:"), "") or say(rule.title, self.language)

    def reason(self, because: str) -> str:
        """Why a condition holds, for people."""
        because = re.sub(r"^\w+ is a label, \{0, 1\}$", WORDS[self.language]["label"], because)
        return self.typeset(because)

    def needed(self, found: Needed) -> str:
        """A sign that an inequality takes at its place."""
        return CONDITIONS[self.language][found.kind].format(to_latex(found.term, self.context))

    def condition(self, demand: Condition, step: Step) -> str:
        """A condition with the step's terms put in."""
        parts = [to_latex(build(part, step.bindings), self.context) for part in demand.parts]
        return CONDITIONS[self.language][demand.kind].format(*parts)


def builds_on(loss: Plan) -> Iterator[Plan]:
    """The losses whose results a loss may use, those that they build on first."""
    for name in loss.builds_on:
        base = registry.load(name)
        yield from (*builds_on(base), base)


def stage_places(loss: Plan) -> dict[str, str]:
    """Where each stage of a loss stands, from docs/."""
    return {
        stage.name: f"{page_of(loss.name, section.page)}#{stage.name}"
        for section in loss.sections
        for stage in section.stages
    }


def stage_titles(loss: Plan, language: str) -> dict[str, str]:
    """The stages' titles by name; a title that several bear is followed by its section's."""
    found = {stage.name: say(stage.title, language) for stage in loss.stages}
    times = Counter([*found.values(), *(say(section.title, language) for section in loss.sections)])
    for section in loss.sections:
        within = say(section.title, language).removeprefix("The ")
        for stage in section.stages:
            if times[found[stage.name]] > 1 and found[stage.name] != say(section.title, language):
                found[stage.name] += f" ({within[:1].lower()}{within[1:]})"
    return found


def caption_steps(step: Step) -> tuple[tuple[Step, ...], bool]:
    """The steps by whose rules a line is captioned, each rule once, and whether there are others as important.

    Those with a number; else the named rules, definitions and results; else the rule that the line is shown by.
    """
    numbered = {atom.rule.name: atom for atom in step.atoms if atom.rule.number}
    if numbered:
        return tuple(numbered.values()), False
    named: dict[str, Step] = {}
    for atom in step.atoms:
        if atom.rule.tier is Tier.NAMED:
            named.setdefault(atom.rule.name, atom)
    if not named:
        return step.shown, False
    first = [name for name in (step.rule.name,) if name in named]
    chosen = [*first, *(name for name in named if name not in first)][:MOST_NAMES]
    return tuple(atom for name, atom in named.items() if name in chosen), len(named) > MOST_NAMES


def end_to_end(derivation: Derivation, language: str) -> str:
    """What the last line was compared with: the first, or the one after the last line that only keeps the maximiser."""
    return WORDS[language][ENDS[derivation.relation]]


def page_of(loss: str, part: str) -> str:
    """The page of a section, from docs/."""
    return f"losses/{loss}.md" if part == "main" else f"losses/{loss}-{part}.md"


def anchor(name: str) -> str:
    """A step's id on its page."""
    return name.replace(".", "-")


def step_pill(checked: CheckedStep, language: str) -> Pill:
    """A step's verdict; what holds by choice isn't called proved."""
    found = pill(checked.result, said_by(checked), language)
    if not checked.defined:
        return found
    checks = found.checks.replace("definition: proved", WORDS[language]["holds by choice"])
    return Pill("verdict-defined", WORDS[language]["by definition"], checks)


def end_pill(checked: CheckedStage, language: str) -> Pill:
    """What is said of a stage's last line against its first."""
    found = pill(overall(checked.end), checked.end, language)
    if checked.word != BY_DEFINITION:
        return found
    return Pill("verdict-defined", WORDS[language]["by definition"], found.checks)


def pill(result: Result, verdicts: Iterable[Verdict], language: str) -> Pill:
    """A verdict with what each check said, each check once, at its worst."""
    words, every = RESULTS[language], list(verdicts)
    said: dict[str, list[Result]] = {}
    for verdict in every:
        said.setdefault(verdict.check, []).append(verdict.result)
    checks = "; ".join(f"{check}: {words[worst(found)]}" for check, found in said.items())
    reason = ""
    if result is Result.CONSISTENT:
        short = [v for v in every if v.check in PROOFS and v.result is Result.UNKNOWN]
        short += [v for v in every if v.check == "conditions" and v.result is Result.CONSISTENT]
        reason = short[0].because if short else ""
    return Pill(f"verdict-{result.value.lower()}", words[result], html.escape(checks, quote=True), plain_text(reason))


def plain_text(text: str) -> str:
    """A text in which Markdown finds no marks."""
    return re.sub(r"[\\`*_\[\]<>|$&]", lambda found: f"&#{ord(found[0])};", text)


def said_by(checked: CheckedStep) -> list[Verdict]:
    """What the checks say of a step and of those that it stands for."""
    return [*checked.verdicts, *(verdict for inner in checked.steps for verdict in said_by(inner))]


def places(before: Term, after: Term, inside: Path = ()) -> list[tuple[Key, Key]]:
    """Where two lines differ, on either side: the smallest parts, several where they are apart and few."""
    path, ours, theirs = changed(before, after)
    whole = inside + path
    if ours or theirs:
        return [((whole, ours), (whole, theirs))]
    left, right = at(before, path), at(after, path)
    pairs = list(zip(left.children, right.children, strict=False))
    differing = [n for n, (one, other) in enumerate(pairs) if one != other]
    bound = isinstance(left, Binder) and left.children[:3] != right.children[:3]
    if type(left) is type(right) and len(left.children) == len(right.children) and len(differing) > 1 and not bound:
        found = [pair for n in differing for pair in places(*pairs[n], (*whole, n))]
        if len(found) <= MOST_MARKS and any(is_run(key) or len(key) > len(whole) + 1 for key, _ in found):
            return found
    return [(whole, whole)]


def line_marks(before: Term | None, line: Term, after: Term | None) -> dict[Key, tuple[str, ...]]:
    """What the last step made and what the next one changes, unless that is the whole line."""
    found: dict[Key, tuple[str, ...]] = {}
    for key, _ in places(line, after) if after is not None else ():
        found[key] = ("part-before",)
    for _, key in places(before, line) if before is not None else ():
        found[key] = (*found.get(key, ()), "part-after")
    found.pop((), None)
    return found


def sign(step: Step, linker: Linker) -> str:
    """The relation sign, with the article's numbers under it, each linked to its rule's page."""
    text = RELATIONS.get(step.relation)
    if text is None:
        order = next(atom.rule.order for atom in step.atoms if atom.rule.order)
        text = ORDER[order]
    elif step.relation is Relation.DEFINED:
        text = rf"\mathrel{{{text}}}"
    numbers = [number(shown.rule, linker) for shown in step.shown if shown.rule.number]
    return rf"\underset{{{STRUT}{' '.join(numbers)}}}{{{text}}}" if numbers else text


def number(rule: Rule, linker: Linker) -> str:
    """A rule's number, linked to the rule's page where there is one."""
    target = linker.target(rule).replace(".md", ".html")
    text = rf"\text{{{rule.number}}}"
    return rf"\href{{{target}}}{{{text}}}" if target else text


def step_view(checked: CheckedStep, after: Term | None, linker: Linker) -> StepView:
    """A step; ``after`` is the line that follows it, if any."""
    step = checked.step
    marks = line_marks(step.before, step.after, after) if linker.marked else {}
    formula = to_latex(step.after, linker.context, marks, language=linker.language)
    following = [*(inner.step.after for inner in checked.steps[1:]), None]
    small = tuple(step_view(inner, then, linker) for inner, then in zip(checked.steps, following, strict=False))
    captions, others = caption_steps(step)
    return StepView(
        anchor(step.name),
        f"{sign(step, linker)} {formula}",
        tuple(linker.rule(shown) for shown in captions),
        step_pill(checked, linker.language),
        tuple({t.rule.name: linker.plain_rule(t.rule) for t in step.housekeeping}.values()),
        linker.typeset(say(step.words, linker.language)),
        small,
        others,
    )


def stage_view(checked: CheckedStage, words: str, linker: Linker) -> StageView:
    """A stage."""
    derivation = checked.derivation
    lines = [*derivation.lines, None]
    marks = line_marks(None, derivation.start, lines[1]) if linker.marked else {}
    start = to_latex(derivation.start, linker.context, marks, language=linker.language)
    return StageView(
        derivation.name,
        linker.titles[derivation.name],
        words,
        start,
        tuple(step_view(step, then, linker) for step, then in zip(checked.steps, lines[2:], strict=True)),
        end_pill(checked, linker.language),
        end_to_end(derivation, linker.language),
    )
