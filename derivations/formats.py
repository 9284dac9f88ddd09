"""A derivation for other programs. In: a checked loss, perhaps one stage of it. Out: JSON, Markdown or LaTeX."""

from __future__ import annotations

import json
import re
import unicodedata

from .derive.step import Step
from .render.latex import to_latex
from .render.pages import Rows, loss_pages
from .render.trace import trace
from .rules.rule import Relation
from .verify.verdict import Checked, CheckedStage

SIGNS = {
    Relation.EQUAL: "=", Relation.DEFINED: r"\mathrel{:=}", Relation.SAME_MAXIMISER: r"\longleftrightarrow",
    Relation.AT_MOST: r"\le", Relation.AT_LEAST: r"\ge",
}  # fmt: skip
"""The relations, as LaTeX."""


def json_of(checked: Checked, stage: str | None = None) -> str:
    """The trace, or what it holds of one stage."""
    found = trace(checked)
    if stage:
        found["stages"] = [each for each in list_of(found["stages"]) if each["id"] == stage]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def list_of(stages: object) -> list[dict[str, object]]:
    """The trace's stages."""
    assert isinstance(stages, list)
    return stages


def markdown_of(checked: Checked, stage: str | None = None, conventions: Rows = ()) -> str:
    """The loss's pages, or what they hold of one stage."""
    text = "\n".join(loss_pages(checked, "en", conventions).values())
    if not stage:
        return text
    start = re.search(rf"^#+ .*\{{ #{re.escape(stage)} \}}$", text, re.MULTILINE)
    assert start, f"the pages have no heading for {stage}"
    end = re.search(r"^#{1,3} ", text[start.end() :], re.MULTILINE)
    return text[start.start() : start.end() + end.start() if end else None].rstrip() + "\n"


def latex_of(checked: Checked, stage: str | None = None, detail: bool = False) -> str:
    """Each stage as an ``align*`` of the package amsmath.

    Args:
        checked: The loss.
        stage: Only this one.
        detail: With the small steps.
    """
    stages = [checked.stage(stage)] if stage else checked.stages
    return "\n".join(align(each, checked, detail) for each in stages)


def align(stage: CheckedStage, checked: Checked, detail: bool) -> str:
    """One stage: its lines, with the numbers under the relation signs and the rules' names behind."""
    made, context = stage.derivation, checked.loss.context
    steps = [atom for step in made.steps for atom in (step.atoms if detail else (step,))]
    lines = [f"  & {to_latex(made.start, context)}"]
    for step in steps:
        rules = ", ".join(shown.rule.title["en"] for shown in step.shown).replace("−", "-")
        lines.append(f"  {sign(step)} {to_latex(step.after, context)} && \\text{{{rules}}}")
    body = " \\\\\n".join(lines)
    return f"% {made.name}: {made.title['en']}\n\\begin{{align*}}\n{body}\n\\end{{align*}}\n"


def sign(step: Step) -> str:
    """The relation, with the article's numbers under it."""
    numbers = [
        rf"\text{{\textcircled{{\tiny {unicodedata.digit(s.rule.number)}}}}}" for s in step.shown if s.rule.number
    ]
    text = SIGNS[step.relation]
    return f"&\\underset{{{' '.join(numbers)}}}{{{text}}}" if numbers else f"&{text}"
