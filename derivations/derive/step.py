"""What a derivation is: steps, one rule each, nested where one line of the page stands for several."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..rules.rule import Relation, Rule, Tier, weakest
from ..terms.context import Text
from ..terms.core import Path, Term
from .conditions import Discharged
from .match import Bindings
from .monotone import Needed


@dataclass(frozen=True)
class Tidying:
    """One housekeeping rule at a place, after a step."""

    rule: Rule
    place: Path
    on: tuple[int, ...]


@dataclass(frozen=True)
class Step:
    """``before`` → ``after`` by a rule at a place; or, with ``steps``, by several that are shown as one.

    Args:
        name: Stage and number, ``simplify-loss.4``.
        relation: ``=``, ``:=``, ``<=``, ``>=`` or "same maximiser".
        before: The line before.
        after: The line after, housekeeping done.
        rule: The rule; of a step that stands for several, the one that it is shown by.
        backwards: The rule is read from right to left.
        place: Where in ``before``.
        on: The chosen children of a sum or product there; empty: the whole node.
        bindings: What the rule's letters stand for.
        conditions: The rule's conditions, discharged.
        housekeeping: What was tidied after.
        steps: The steps that it stands for.
        words: What is said about it, by language.
        monotone: Of an inequality of a part: the signs by which the line rises or falls with it.
    """

    name: str
    relation: Relation
    before: Term
    after: Term
    rule: Rule
    backwards: bool
    place: Path
    on: tuple[int, ...]
    bindings: Bindings = field(hash=False)
    conditions: tuple[Discharged, ...] = ()
    housekeeping: tuple[Tidying, ...] = ()
    steps: tuple[Step, ...] = ()
    words: Text = field(default_factory=dict, hash=False)
    monotone: tuple[Needed, ...] = ()

    @property
    def tier(self) -> Tier:
        """The tier of its rule."""
        return self.rule.tier

    @property
    def atoms(self) -> tuple[Step, ...]:
        """The single applications of a rule that it consists of."""
        return tuple(a for step in self.steps for a in step.atoms) if self.steps else (self,)

    @property
    def shown(self) -> tuple[Step, ...]:
        """The steps whose rules are written under its equals sign: those with a number, or else the step's own rule."""
        numbered = {step.rule.name: step for step in self.atoms if step.rule.number}
        if numbered:
            return tuple(numbered.values())
        return tuple(step for step in self.atoms if step.rule is self.rule)[:1]


@dataclass(frozen=True)
class Derivation:
    """A goal's chain of lines. Its result is the last line of the replay.

    Args:
        name: The stage's id.
        title: For people, by language.
        start: The first line.
        steps: From line to line.
    """

    name: str
    title: Text = field(hash=False)
    start: Term = field()
    steps: tuple[Step, ...] = ()

    @property
    def result(self) -> Term:
        """The last line."""
        return self.steps[-1].after if self.steps else self.start

    @property
    def lines(self) -> tuple[Term, ...]:
        """All lines, the first included."""
        return (self.start, *(step.after for step in self.steps))

    @property
    def equal(self) -> bool:
        """Whether every line equals the first (no inequality, no line that only keeps the maximiser)."""
        return self.relation is Relation.EQUAL

    @property
    def relation(self) -> Relation:
        """How the last line relates to the first; a definition makes them equal."""
        found = weakest(step.relation for step in self.steps)
        return Relation.EQUAL if found is Relation.DEFINED else found
