"""A derivation of a derivative while it is being made. In: a goal. Out: lines, each made by rules of the book."""

from __future__ import annotations

from dataclasses import replace as changed

from ..losses.plan import Line
from ..terms import core
from ..terms.context import Context, Text
from ..terms.core import MatrixProduct, Path, ShapeError, Term, walk
from ..terms.places import at
from .apply import RuleError, apply_at
from .chain import Book, fold
from .step import Derivation, Step

MOST_STEPS = 200
"""More steps than these no derivation of this kind needs; one that reaches them has lost its way."""


class Stuck(RuleError):
    """No rule leads on; the message tells the form that was reached."""


def moves(term: Term, by: Term) -> bool:
    """Whether the differential of a variable occurs in a term."""
    return any(isinstance(part, core.Differential) and part.children[0] == by for _, part in walk(term))


def factors_of(term: Term) -> tuple[Term, ...]:
    """The factors of a matrix product; of anything else, itself."""
    return term.children if isinstance(term, MatrixProduct) else (term,)


class Work:
    """One derivation while it is being made.

    Args:
        goal: The first line.
        context: The symbols.
        book: The rules.
    """

    def __init__(self, goal: Term, context: Context, book: Book) -> None:
        self.line, self.context, self.book = goal, context, book
        self.small: list[Step] = []
        self.lines: list[list[Step]] = []
        self.count = 0

    def apply(
        self, name: str, place: Path, on: tuple[int, ...] = (), backwards: bool = False, **given: Term
    ) -> bool:  # fmt: skip
        """Apply a rule, if it can be applied there and changes the line."""
        rule = self.book.find(name)
        try:
            found = apply_at(rule, self.line, place, on, dict(given), backwards, self.context)
        except (RuleError, ShapeError):
            return False
        if found.after == self.line:
            return False
        self.count += 1
        if self.count > MOST_STEPS:
            raise Stuck(f"after {MOST_STEPS} steps no result; the form reached is {self.line}")
        self.small.append(
            Step("", found.relation, self.line, found.after, rule, backwards, place, on, found.bindings,
                 found.conditions, found.housekeeping, monotone=found.monotone)
        )  # fmt: skip
        self.line = found.after
        return True

    def must(self, name: str, place: Path, on: tuple[int, ...] = (), backwards: bool = False, **given: Term) -> None:
        """Apply a rule without which there is no way on.

        Raises:
            Stuck: It can't be applied.
        """
        if not self.apply(name, place, on, backwards, **given):
            raise Stuck(f"{name} can't be applied to {at(self.line, place)}; the form reached is {self.line}")

    def close(self) -> None:
        """What was done since the last line makes the next one."""
        if self.small:
            self.lines.append(self.small)
            self.small = []

    def first(self, place: Path, cls: type[Term] | tuple[type[Term], ...]) -> Path | None:
        """The outermost place, at or below this one, of a kind of term."""
        return next((place + path for path, part in walk(at(self.line, place)) if isinstance(part, cls)), None)

    def finished(self, name: str, title: Text, start: Term) -> Derivation:
        """The derivation, its small steps folded into lines."""
        found = []
        for number, small in enumerate(self.lines, 1):
            line = f"{name}.{number}"
            if len(small) == 1:
                found.append(changed(small[0], name=line))
            else:
                named = [changed(step, name=f"{line}.{part}") for part, step in enumerate(small, 1)]
                found.append(fold(named, Line(()), line))
        return Derivation(name, title, start, tuple(found))
