"""A stage in the making. In: a first line, a book of rules. Out: the stage, whose path is what was applied to the line.

The rules are applied as they are found, so that the path that is kept is one that has been followed. Of a kept stage
only the path is taken: where it begins, what it is called, and what its last line must be like, its maker tells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace

from ..derive.apply import RuleError, apply_at, find_places
from ..derive.chain import Book, PathError, apply_inside, derive_stage, in_lines
from ..derive.differentiate import differentiate
from ..derive.moves import measure
from ..derive.search import EFFORT, Found, search
from ..derive.step import Derivation
from ..losses.plan import Apply, Line, Stage
from ..rules.rule import Group, Role
from ..terms.context import Context, Text
from ..terms.core import Partial, ShapeError, Term, walk


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
        known = [rule for rule in self.book.rules.values() if rule.group is Group.RESULT and Role.SLOPE in rule.roles]
        for wave in differentiate(self.term, self.context, known)[1]:
            self.apply(*wave)

    def merge(self) -> None:
        """Take the first rule that merges the two values of a label, if one applies to the whole line."""
        for rule in self.book.rules.values():
            if Role.MERGE in rule.roles and self.try_apply(Apply(rule.name, ())):
                return

    def simplify(self, effort: int = EFFORT) -> None:
        """The simplest form that the search finds, functions by their names."""
        known = [rule for rule in self.book.rules.values() if rule.group is Group.RESULT and Role.ALWAYS in rule.roles]
        self.follow(search(self.term, self.context, naming=True, effort=effort, known=tuple(known)).path)


def shortest(start: Term, context: Context) -> tuple[Found, ...]:
    """The searches whose paths, one after the other, lead to the simplest form.

    Once by elementary functions, as one does on paper, then by their names; or by names from the start, where that
    ends in a simpler form.
    """
    elementary = search(start, context)
    named = search(elementary.result, context, naming=True)
    direct = search(start, context, naming=True)
    return (direct,) if measure(direct.result) < measure(named.result) else (elementary, named)


@dataclass(frozen=True)
class Way:
    """The way that a stage took: all that is believed of a stage that somebody kept.

    Args:
        name: The stage.
        lines: The rules at their places, line by line.
    """

    name: str
    lines: tuple[Line, ...]


def anything(result: Term) -> bool:
    """Any last line will do."""
    return True


def worked_out(result: Term) -> bool:
    """Whether no derivative is left to be worked out."""
    return not any(isinstance(part, Partial) for _, part in walk(result))


class Workbench:
    """The stages of a plan, made one after the other; each is derived at once, so that the next can use its result.

    Args:
        context: The symbols.
        kept: The ways of stages that were found before, in order; they are followed, and nothing is searched.
    """

    def __init__(self, context: Context, kept: Sequence[Way] = ()) -> None:
        self.context = context
        self.book = Book(context)
        self.stages: list[Stage] = []
        self.derivations: list[Derivation] = []
        self.results: dict[str, Term] = {}
        self.replays = bool(kept)
        self.waiting = list(kept)

    def branch(self, *names: str) -> Workbench:
        """A workbench that goes on from here by itself; of the kept ways it has those of the stages of these names."""
        other = copy(self)
        other.book = self.book.branch()
        other.stages, other.derivations = [*self.stages], [*self.derivations]
        other.waiting = [way for way in self.waiting if way.name in names]
        other.replays = bool(other.waiting)
        other.results = dict(self.results)
        return other

    def chain(self, start: Term) -> Chain:
        """A chain that begins with a term."""
        return Chain(self.book, start)

    def expects(self, name: str) -> bool:
        """Whether the next kept way is that of this stage."""
        return bool(self.waiting) and self.waiting[0].name == name

    def stage(
        self,
        name: str,
        title: Text,
        start: Term,
        make: Callable[[Chain], Chain],
        fits: Callable[[Term], bool] = anything,
        head: tuple[Line, ...] = (),
        role: Role | None = None,
    ) -> Stage:
        """The stage of that name, by the way that was kept, or by a new one.

        Args:
            name: Its name.
            title: For people.
            start: Its first line.
            make: Gives the chain, of one that has begun.
            fits: Whether a last line is what the stage is for; a kept way may be true and lead elsewhere.
            head: The lines with which it begins in any case.
            role: How later stages use its result by themselves.

        Raises:
            PathError: A kept way isn't that of this stage, doesn't apply, or leads elsewhere.
        """
        if not self.replays:
            return self.take(Stage(name, title, str(start), tuple(make(self.chain(start)).lines)), role)
        if not self.expects(name):
            raise PathError(f"the kept chain has no stage {name} here")
        lines = self.waiting.pop(0).lines
        if tuple(map(undefining, head)) != lines[: len(head)]:
            raise PathError(f"{name}: the kept chain begins otherwise")
        stage = self.take(Stage(name, title, str(start), head + lines[len(head) :]), role)
        if not fits(self.results[name]):
            raise PathError(f"{name}: the kept chain leads to {self.results[name]}, which isn't what it is for")
        return stage

    def take(self, stage: Stage, role: Role | None = None) -> Stage:
        """Take in a stage, and its result into the book; the role tells how those after it use the result."""
        derivation = derive_stage(stage, self.book)
        self.book.add_result(derivation, (role,) if role else ())
        self.derivations.append(derivation)
        self.results[stage.name] = derivation.result
        self.stages.append(stage)
        return stage

    def finish(self) -> None:
        """Refuse kept ways that belong to no stage.

        Raises:
            PathError: There are such.
        """
        if self.waiting:
            raise PathError(f"the kept chain has a stage {self.waiting[0].name} for which there is no place")


def undefining(line: Line) -> Line:
    """The line as it is kept: what its steps define, the plan alone tells."""
    return replace(line, path=tuple(replace(item, defines=False) for item in line.path))
