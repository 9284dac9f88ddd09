"""A stage in the making. In: a first line, a book of rules. Out: the stage, whose path is what was applied to the line.

The rules are applied as they are found, so that the path that is kept is one that has been followed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace

from ..derive.apply import RuleError, apply_at, find_places
from ..derive.chain import Book, apply_inside, derive_stage, in_lines
from ..derive.differentiate import differentiate
from ..derive.moves import measure
from ..derive.search import EFFORT, Found, search
from ..derive.step import Derivation
from ..losses.plan import Apply, Line, Stage
from ..rules.rule import Role
from ..terms.context import Context, Text
from ..terms.core import ShapeError, Term


@dataclass
class Chain:
    """A stage in the making: its line as it stands, and the lines of its path.

    Args:
        book: The rules, definitions and results that may be used.
        start: The first line; ``term`` is the line as it stands.
        lines: The path so far, line by line.
    """

    book: Book
    start: Term
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.term = self.start

    @property
    def context(self) -> Context:
        """The symbols."""
        return self.book.context

    def apply(self, *items: Apply) -> None:
        """Take a line's rules."""
        for item in items:
            given = {letter: self.context.parse(text) for letter, text in item.bind.items()}
            rule, place = self.book.find(item.rule), item.at or ()
            applied = apply_inside(rule, self.term, place, item.on, given, item.backwards, self.context, item.tidy)
            self.term = applied.after
        self.lines.append(Line(items))

    def try_apply(self, item: Apply) -> bool:
        """Take a rule as a line of its own if it can be applied; whether it could."""
        try:
            self.apply(item)
        except (RuleError, ShapeError):
            return False
        return True

    def everywhere(self, name: str, defines: bool = False, backwards: bool = False) -> None:
        """One rule wherever it applies, as one line."""
        rule = self.book.find(name)
        items: list[Apply] = []
        term = self.term
        while places := find_places(rule, term, (), {}, backwards, self.context, True):
            items.append(Apply(name, *places[0], defines=defines, backwards=backwards))
            term = apply_at(rule, term, *places[0], {}, backwards, self.context).after
        if items:
            self.apply(*items)

    def follow(self, path: Sequence[Apply]) -> None:
        """A path that was found, cut into lines."""
        for items in in_lines(path, self.book):
            self.apply(*items)

    def differentiate(self) -> None:
        """Work out all derivatives of the line, a wave of rules a line."""
        for wave in differentiate(self.term, self.context)[1]:
            self.apply(*wave)

    def merge(self) -> None:
        """Take the first rule that merges the two values of a label, if one applies to the whole line."""
        for rule in self.book.rules.values():
            if Role.MERGE in rule.roles and self.try_apply(Apply(rule.name, ())):
                return

    def simplify(self, effort: int = EFFORT) -> None:
        """The simplest form that the search finds, functions by their names."""
        self.follow(search(self.term, self.context, naming=True, effort=effort).path)


def shortest(start: Term, context: Context) -> tuple[Found, ...]:
    """The searches whose paths, one after the other, lead to the simplest form.

    Once by elementary functions, as one does on paper, then by their names; or by names from the start, where that
    ends in a simpler form.
    """
    elementary = search(start, context)
    named = search(elementary.result, context, naming=True)
    direct = search(start, context, naming=True)
    return (direct,) if measure(direct.result) < measure(named.result) else (elementary, named)


class Workbench:
    """The stages of a plan, made one after the other; each is derived at once, so that the next can use its result.

    Args:
        context: The symbols.
        kept: Stages that were found before, in order; they are replayed and not made again.
    """

    def __init__(self, context: Context, kept: Sequence[Stage] = ()) -> None:
        self.context = context
        self.book = Book(context)
        self.stages: list[Stage] = []
        self.derivations: list[Derivation] = []
        self.results: dict[str, Term] = {}
        self.waiting = list(kept)

    def branch(self) -> Workbench:
        """A workbench that goes on from here by itself."""
        other = copy(self)
        other.book = self.book.branch()
        other.stages, other.derivations, other.waiting = [*self.stages], [*self.derivations], [*self.waiting]
        other.results = dict(self.results)
        return other

    def chain(self, start: Term) -> Chain:
        """A chain that begins with a term."""
        return Chain(self.book, start)

    def stage(self, name: str, title: Text, make: Callable[[], Chain]) -> Stage:
        """The stage of that name: one that was kept, with those before it, or a new one.

        Raises:
            PathError: A kept stage no longer applies.
        """
        if any(stage.name == name for stage in self.waiting):
            while self.waiting[0].name != name:
                self.take(self.waiting.pop(0))
            return self.take(replace(self.waiting.pop(0), title=title))
        chain = make()
        return self.take(Stage(name, title, str(chain.start), tuple(chain.lines)))

    def take(self, stage: Stage) -> Stage:
        """Take in a stage, and its result into the book."""
        derivation = derive_stage(stage, self.book)
        self.book.add_result(derivation)
        self.derivations.append(derivation)
        self.results[stage.name] = derivation.result
        self.stages.append(stage)
        return stage
