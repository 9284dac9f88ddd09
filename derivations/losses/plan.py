"""What a loss file holds: a context, and for each stage the path of rules and the words around it.

No line of a derivation is written here: a stage names its first term, and rules with their places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# The texts of a loss are read with the functions of the language.
from ..functions import FUNCTIONS as FUNCTIONS
from ..terms.context import Context, Text
from ..terms.core import Path


@dataclass(frozen=True)
class Apply:
    """One rule at one place.

    Args:
        rule: Its name: of the rule book, a definition of the context, or ``result:`` and an earlier stage.
        at: The place, below the line's ``within``; None: the only place where it applies.
        on: The chosen children of a sum or product at that place; empty: all of it.
        bind: Texts for letters that the line itself doesn't tell, or to tell apart several matches.
        backwards: Read the rule from right to left.
        defines: This step introduces the definition, it doesn't use it: at the beginning of a stage, ``:=``.
        tidy: Do the housekeeping after it; False where the next rule needs the form that housekeeping would undo.
    """

    rule: str
    at: Path | None = None
    on: tuple[int, ...] = ()
    bind: dict[str, str] = field(default_factory=dict)
    backwards: bool = False
    defines: bool = False
    tidy: bool = True


def by(rule: str, at: Path | None = None, on: tuple[int, ...] = (), **bind: str) -> Apply:
    """The rule, read from left to right."""
    return Apply(rule, at, on, bind)


def back(rule: str, at: Path | None = None, on: tuple[int, ...] = (), **bind: str) -> Apply:
    """The rule, read from right to left."""
    return Apply(rule, at, on, bind, backwards=True)


def untidied(rule: str, at: Path | None = None, on: tuple[int, ...] = (), **bind: str) -> Apply:
    """The rule, read from left to right, without housekeeping after it."""
    return Apply(rule, at, on, bind, tidy=False)


def introduce(name: str, at: Path | None = None, on: tuple[int, ...] = ()) -> Apply:
    """Give a part of the line a name: a definition, read from right to left, that is introduced here."""
    return Apply(name, at, on, backwards=True, defines=True)


def define(name: str) -> Apply:
    """Introduce a definition, a modelling choice or a fact about the data."""
    return Apply(name, defines=True)


@dataclass(frozen=True)
class Line:
    """One line of the page: the rules that lead to it from the line before.

    Args:
        path: The rules; several are folded under one equals sign.
        within: A place that the places of the path are counted from.
        words: What is said about it, by language.
        shown_by: The rule that a folded line is shown by; '': the last one with a number, or of the named tier.
    """

    path: tuple[Apply, ...]
    within: Path = ()
    words: Text = field(default_factory=dict)
    shown_by: str = ""


def line(*path: Apply, within: Path = (), shown_by: str = "", en: str = "", zh: str = "") -> Line:
    """A line that these rules lead to."""
    return Line(path, within, {"en": en, "zh": zh} if en else {}, shown_by)


@dataclass(frozen=True)
class Stage:
    """One goal: a first term and the way from it.

    Args:
        name: Its id.
        title: For people, by language.
        start: The first term, as text.
        lines: The way.
        words: What is said before it, by language.
    """

    name: str
    title: Text
    start: str
    lines: tuple[Line, ...]
    words: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """A heading and its stages; ``page`` tells whether it stands on the loss's page or on that of its stable code."""

    name: str
    title: Text
    words: Text
    stages: tuple[Stage, ...]
    page: str = "main"


@dataclass(frozen=True)
class Kernel:
    """A function of the generated code: which stage's last line it computes.

    Args:
        name: Its name in the generated module.
        stage: The stage whose last line it is.
        inputs: The symbols that it is given; all others are computed from their definitions.
        output: What its result is called in the code.
    """

    name: str
    stage: str
    inputs: tuple[str, ...]
    output: str


@dataclass(frozen=True)
class Plan:
    """How a loss is derived: its symbols and definitions, its stages, its words.

    Args:
        name: Its id, and the name of its generated module.
        title: For people, by language.
        summary: One or two sentences, by language.
        context: Symbols, definitions, index ranges.
        sections: The derivation, in order.
        results: The stages whose last lines are shown first, with words by language.
        assumptions: What is assumed throughout, as texts.
        sources: Where it comes from.
        kernels: The functions of its generated code.
        sample: The loss of one sample as a user would define it, from which its other conventions are derived:
            ``expression``, ``variables``, ``definitions`` … as texts; empty for none.
        leads_to: The loss to which this is another road, whose definitions it takes over; '' for a loss. A road has no
            code of its own.
        template: The template of its generated module, in templates/code; '': the module is made from the kernel program.
        builds_on: Other losses, by name, whose results its stages may use as ``result:`` and a stage's name.
    """

    name: str
    title: Text
    summary: Text
    context: Context
    sections: tuple[Section, ...]
    results: tuple[tuple[str, Text], ...]
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]
    kernels: tuple[Kernel, ...]
    sample: Mapping[str, Any] = field(default_factory=dict, hash=False)
    leads_to: str = ""
    template: str = ""
    builds_on: tuple[str, ...] = ()

    @property
    def stages(self) -> tuple[Stage, ...]:
        """All stages, in order."""
        return tuple(stage for section in self.sections for stage in section.stages)
