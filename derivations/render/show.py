"""A derivation on a terminal. In: a checked loss. Out: lines on a rich console, and the table of verdicts."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.rule import Rule as Ruler
from rich.table import Table
from rich.text import Text

from ..derive.step import Step
from ..rules.rule import Group, Relation
from ..terms.context import Context
from ..terms.core import Term
from ..verify.verdict import BY_DEFINITION, Checked, CheckedStage, CheckedStep, Result, Verdict, overall, tallied
from .pages import result_relation, result_sides
from .plain import END, MARKS, to_plain
from .steps import caption_steps, end_to_end, line_marks, stage_titles
from .words import WORDS, say
from .wrap import width, wrap

MARK = {
    Result.PROVED: Text("✓", "green"),
    Result.CONSISTENT: Text("≈", "blue"),
    Result.REFUTED: Text("✗", "bold red"),
    Result.UNKNOWN: Text("?", "bold yellow"),
}
DEFINED = Text("·", "green")
"""The mark of what holds by choice."""
STYLE = {
    Result.PROVED: "green", Result.CONSISTENT: "blue", Result.REFUTED: "bold red", Result.UNKNOWN: "bold yellow",
}  # fmt: skip
LEGEND = {
    "✓": "proved",
    "·": "by definition: it holds by choice",
    "≈": "consistent: equal at all points tried",
    "✗": "refuted",
    "?": "unknown",
    "↔": "largest where the other is largest, or smallest; not equal",
    ":=": "brought in here: a definition, the model, or a fact about the data",
    "≤": "no less than the line before",
    "≥": "no more than the line before",
}
SIGNS = {
    Relation.EQUAL: "=", Relation.DEFINED: ":=", Relation.SAME_MAXIMISER: "↔", Relation.AT_MOST: "≤",
    Relation.AT_LEAST: "≥",
}  # fmt: skip
"""The relations between lines."""
SIGN = 6
"""How wide the column of relation signs is."""
ORDERS = ("order", "inequality", "definition")
"""The checks of what isn't an equation."""
Titles = Mapping[str, str]
"""The stages' titles by name, each telling which stage it is."""
NARROWEST = 20
"""Nothing can be shown in less."""
WIDEST = 110
"""Longer lines are hard to read, however wide the terminal is."""


def show(
    checked: Checked, console: Console, stage: str | None = None, detail: bool = False, language: str = "en"
) -> None:
    """Print a derivation.

    Args:
        checked: The loss, derived and checked.
        console: Where to print.
        stage: Only this stage.
        detail: With the small steps that a line stands for.
        language: Of the words.
    """
    loss, columns = checked.loss, max(NARROWEST, min(console.width, WIDEST))
    console.width = max(console.width, NARROWEST)
    titles = stage_titles(loss, language)
    if stage is None:
        console.print(Text(say(loss.title, language), "bold"))
        console.print(Text(say(loss.summary, language)), width=columns)
        console.print()
        print_results(checked, console, columns, language)
    for section in loss.sections:
        wanted = [found for found in section.stages if stage in (None, found.name)]
        if not wanted:
            continue
        if stage is None:
            console.print(Ruler(Text(say(section.title, language), "bold"), align="left", style="dim"), width=columns)
            console.print(Text(say(section.words, language), "italic"), width=columns)
            console.print()
        for found in wanted:
            print_stage(checked.stage(found.name), titles, loss.context, console, columns, detail, language)
    print_legend(checked, console, stage)


def print_results(checked: Checked, console: Console, columns: int, language: str) -> None:
    """The results, each under its title."""
    for name, title in checked.loss.results:
        derivation = checked.stage(name).derivation
        left, right = (to_plain(side, checked.loss.context) for side in result_sides(derivation))
        sign = SIGNS[result_relation(derivation)]
        console.print(Text(say(title, language), "dim"))
        for line in wrap(f"{left} {sign} {right}", columns - 4, 8):
            console.print(Text("    " + line))
    console.print()


def print_stage(
    stage: CheckedStage, titles: Titles, context: Context, console: Console, columns: int, detail: bool, language: str
) -> None:
    """One stage: its first line, then a line for each step."""
    derivation = stage.derivation
    heading = Text(titles[derivation.name], "bold")
    heading.append(f"  {derivation.name}", "dim")
    console.print(heading, width=columns)
    lines: list[Term | None] = [*derivation.lines, None]
    print_line(
        "", derivation.start, line_marks(None, derivation.start, lines[1]), "", Text(), context, console, columns
    )
    for step, after in zip(stage.steps, lines[2:], strict=True):
        print_step(step, after, titles, context, console, columns, language)
        if detail and step.steps:
            for number, inner in enumerate(step.steps, 1):
                print_small(inner, number, titles, context, console, columns, language)
    compared = end_to_end(derivation, language)
    word = stage.word.lower()
    for part in wrapped(f"{compared[0].lower()}{compared[1:]} {word}", columns - SIGN):
        text = Text(" " * SIGN + part, "dim")
        text.highlight_words([word], STYLE[overall(stage.end)])
        console.print(text)
    console.print()


def print_step(
    step: CheckedStep,
    after: Term | None,
    titles: Titles,
    context: Context,
    console: Console,
    columns: int,
    language: str,
) -> None:
    """A line with its relation, its rule and its verdict."""
    made = step.step
    names = rule_names(made, titles, language)
    if step.steps:
        names += f" ({len(step.steps)} small steps)"
    numbers = "".join(shown.rule.number for shown in made.shown)
    marks = line_marks(made.before, made.after, after)
    print_line(sign(made) + numbers, made.after, marks, names, mark_of(step), context, console, columns)


def print_small(
    step: CheckedStep, number: int, titles: Titles, context: Context, console: Console, columns: int, language: str
) -> None:
    """A small step, dimmed."""
    text = f"{sign(step.step)} {to_plain(step.step.after, context)}"
    indent = SIGN + 2 if columns >= 2 * NARROWEST else 0
    names = wrapped(f"{number}. {rule_names(step.step, titles, language)}", columns - indent - 2)
    for place, part in enumerate(names):
        last = mark_of(step) if place == len(names) - 1 else Text()
        console.print(Text(f"{'':{indent}}{part} ", "dim") + last, no_wrap=True, crop=False)
    for line in wrap(text, columns - SIGN - 6):
        console.print(Text(" " * (SIGN + 5) + line, "dim"))


def print_line(
    sign: str, term: Term, marks: object, names: str, mark: Text, context: Context, console: Console, columns: int
) -> None:
    """A formula behind its sign; the rule's name to the right of it, or below where there is no room."""
    room = columns - SIGN - 3
    lines = wrap(to_plain(term, context, marks), room)  # type: ignore[arg-type]
    last = SIGN + width(lines[-1])
    beside = last + 2 + len(names) + 2 <= columns
    stack: list[str] = []
    for number, line in enumerate(lines):
        text = Text(f"{sign if number == 0 else '':>{SIGN - 1}} ") + coloured(line, stack)
        if number == len(lines) - 1 and names and beside:
            text.append(" " * (columns - last - len(names) - 2) + names + " ", "dim")
            text += mark
        console.print(text, no_wrap=True, crop=False)
    if names and not beside:
        parts = wrapped(names, columns - 2)
        for number, part in enumerate(parts):
            end = mark if number == len(parts) - 1 else Text()
            console.print(Text(f"{part:>{columns - 2}} ", "dim") + end, no_wrap=True, crop=False)


def wrapped(names: str, columns: int) -> list[str]:
    """Rules' names in lines, so that none is cut."""
    return textwrap.wrap(names, columns, break_long_words=False) or [""]


def coloured(line: str, stack: list[str]) -> Text:
    """A line whose signs of private use become styles; the stack goes on from line to line."""
    styles = {MARKS["part-before"]: "", MARKS["part-after"]: "bold"}
    text = Text()
    for letter in line:
        if letter in styles:
            stack.append(styles[letter])
        elif letter == END:
            stack.pop()
        else:
            text.append(letter, " ".join(filter(None, stack)))
    return text


def rule_names(step: Step, titles: Titles, language: str) -> str:
    """The names of the rules that a line is shown by."""
    found = []
    captions, others = caption_steps(step)
    for shown in captions:
        name = titles.get(shown.rule.name.removeprefix("result:"), "") if shown.rule.group is Group.RESULT else ""
        if shown.rule.group is Group.RESULT:
            where = "shown above" if name else "shown elsewhere"
            name = f"{name or say(shown.rule.title, language)}, {WORDS[language][where]}"
        name = name or say(shown.rule.title, language)
        if shown.backwards and shown.rule.group is not Group.DEFINITION:
            name += f", {WORDS[language]['backwards']}"
        found.append(name)
    if others:
        found.append(WORDS[language]["others"])
    *first, last = found
    return f" {WORDS[language]['and']} ".join([", ".join(first), last]) if first else last


def mark_of(checked: CheckedStep) -> Text:
    """The mark of a step's verdict."""
    return DEFINED if checked.defined else MARK[checked.result]


def sign(step: Step) -> str:
    """The relation."""
    return SIGNS[step.relation]


def print_legend(checked: Checked, console: Console, stage: str | None) -> None:
    """What the signs mean that occur."""
    stages = [found for found in checked.stages if stage in (None, found.derivation.name)]
    steps = [step for found in stages for step in found.steps]
    seen = {mark_of(step).plain for step in steps} | {sign(step.step) for step in steps}
    for mark, words in LEGEND.items():
        if mark in seen:
            console.print(Text(f"{mark:>{SIGN - 1}} {words}", "dim"))
    used = {shown.rule.number: shown.rule for step in steps for shown in step.step.shown if shown.rule.number}
    if used:
        rules = [
            f"{number} {f' {SIGNS[rule.relation]} '.join(map(to_plain, rule.patterns))}"
            for number, rule in sorted(used.items())
        ]
        console.print(Text(" " * SIGN + "   ".join(rules), "dim"))


def verification_table(checked: Checked) -> Table:
    """For each stage: how many steps each check settles, its end-to-end verdict, and the stage as a whole."""
    table = Table(
        title=f"{checked.loss.name}: {total(checked)}", title_justify="left", title_style="bold", box=None,
        pad_edge=False, padding=(0, 1, 0, 0),
    )  # fmt: skip
    table.add_column("stage", overflow="fold")
    for heading in ("steps", "replay", "condi-\ntions", "normal\nform", "order", "balls"):
        table.add_column(heading, justify="right")
    table.add_column("end to\nend")
    table.add_column("")
    for stage in checked.stages:
        atoms = [atom for step in stage.steps for atom in step.atoms]
        cells = [
            tally(found for atom in atoms for found in atom.verdicts if found.check in names)
            for names in (("replay",), ("conditions",), ("normal form",), ORDERS, ("balls",))
        ]
        end = overall(stage.end)
        word = "chosen" if stage.word == BY_DEFINITION else end.value.lower()
        table.add_row(
            stage.derivation.name, str(len(atoms)), *cells, Text(word, STYLE[end]),
            MARK[stage.result],
        )  # fmt: skip
    return table


def tally(verdicts: Iterable[Verdict]) -> Text:
    """How often a check says what; what is good is counted together."""
    counts = Counter(verdict.result for verdict in verdicts)
    good = counts[Result.PROVED] + counts[Result.CONSISTENT]
    text = Text(str(good)) if good or not counts else Text()
    for result in (Result.REFUTED, Result.UNKNOWN):
        if counts[result]:
            text.append(f"{' ' if text else ''}{counts[result]}{MARK[result].plain}", STYLE[result])
    return text


def counts(checked: Checked) -> dict[str, int]:
    """How many single steps have which verdict, or hold by definition."""
    found = tallied(atom for stage in checked.stages for step in stage.steps for atom in step.atoms)
    return {word: number for word, number in found.items() if number}


def total(checked: Checked) -> str:
    """All steps in one sentence."""
    found = counts(checked)
    said = ", ".join(f"{number} {word.lower()}" for word, number in found.items())
    return f"{sum(found.values())} steps, {said}"


def summary_table(summaries: Sequence[tuple[str, Mapping[str, int], str]]) -> Table:
    """A row for each loss: how many steps have which verdict; the last column tells what is at fault.

    Args:
        summaries: For each loss its name, its counts, and the first step that is at fault.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("loss", no_wrap=True)
    words = tallied(())
    shown = [word for word in words if any(found.get(word) for _, found, _ in summaries)]
    for heading in ("steps", *map(str.lower, shown)):
        table.add_column(heading, justify="right")
    table.add_column("", overflow="fold")
    for name, found, fault in summaries:
        numbers = [str(found.get(word, 0)) for word in shown]
        last = Text(fault, "bold red") if fault else MARK[Result.PROVED]
        table.add_row(name, str(sum(found.values())), *numbers, last)
    return table
