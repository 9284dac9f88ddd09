"""From a loss file's stages to derivations. In: a loss. Out: one ``Derivation`` a stage, made by its rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy

from ..losses import registry
from ..losses.plan import Apply, Line, Plan, Stage
from ..rules.book import RULES, nearest
from ..rules.rule import Group, OppositeRelations, Relation, Role, Rule, Tier, weakest
from ..terms.context import Context, Kind
from ..terms.core import Path, Slot, Term, Variable
from ..terms.places import free_names, substitute
from .apply import Applied, RuleError, apply_at, apply_rule
from .branches import context_at
from .match import Bindings
from .step import Derivation, Step


class PathError(RuleError):
    """A path doesn't apply; the message tells the loss, the line and the rule."""


class Book:
    """The rules that a loss may use: the rule book, its definitions, and the results of its earlier stages.

    ``settled`` holds, for a result that is checked already, the worst verdict of its steps.
    """

    def __init__(self, context: Context, rules: dict[str, Rule] | None = None) -> None:
        self.context = context
        self.settled: dict[str, str] = {}
        self.rules: dict[str, Rule] = dict(RULES if rules is None else rules)
        for definition in context.definitions:
            self.add(
                Rule(
                    definition.name,
                    f"{definition.left} = {definition.right}",
                    Group.DEFINITION,
                    definition.title,
                    definition.sentence,
                    sides=context.equations[definition.name],
                )
            )

    @classmethod
    def of(cls, context: Context, settled: dict[str, str], own: Mapping[str, Rule]) -> Book:
        """The rule book with some rules of its own, as it was made before.

        Args:
            context: The symbols and definitions.
            settled: The results that are checked already.
            own: The rules of definitions and results.
        """
        book = cls.__new__(cls)
        book.context, book.settled, book.rules = context, settled, {**RULES, **own}
        return book

    def branch(self) -> Book:
        """A book with the same rules, which takes in others by itself."""
        other = copy(self)
        other.rules = dict(self.rules)
        return other

    def add(self, rule: Rule) -> None:
        """Take in a definition or a result."""
        if rule.name in self.rules:
            raise ValueError(f"two rules are named {rule.name}")
        self.rules[rule.name] = rule

    def add_result(self, derivation: Derivation, roles: tuple[Role, ...] = ()) -> None:
        """Take in what a stage has proved, with its free indices as letters: an equation, or an inequality.

        ``roles`` tell how a search uses it.

        An index that the definition of a symbol speaks of stays what it is: another can't be put into the symbol.
        """
        if derivation.relation is Relation.SAME_MAXIMISER or derivation.start == derivation.result:
            return
        names = names_in(derivation)
        meant = {other for name in names for other in self.context.depends(self.context.variables[name]) - {name}}
        slots = {
            self.context.variables[name]: Slot(name)
            for name in names
            if self.context.kind(name) is Kind.INDEX and name not in meant
        }
        title = {language: text for language, text in derivation.title.items()}
        self.add(
            Rule(
                f"result:{derivation.name}",
                f"{derivation.start} {derivation.relation.value} {derivation.result}",
                Group.RESULT,
                title,
                {"en": "Shown above.", "zh": "前面已证。"},
                sides=(with_slots(derivation.start, slots), with_slots(derivation.result, slots)),
                roles=roles,
            )
        )

    def find(self, name: str) -> Rule:
        """The rule of that name.

        Raises:
            UnknownName: There is none.
        """
        if name not in self.rules:
            raise nearest("rule", name, sorted(self.rules))
        return self.rules[name]


def with_slots(line: Term, slots: Mapping[Variable, Slot]) -> Term:
    """A line with letters for its free indices; those that its sums bind stay."""
    for index, slot in slots.items():
        line = substitute(line, index, slot)
    return line


def names_in(derivation: Derivation) -> frozenset[str]:
    """The names that a derivation's first and last line speak of."""
    return free_names(derivation.start) | free_names(derivation.result)


def apply_path_item(item: Apply, before: Term, within: Path, book: Book) -> Applied:
    """One rule of a path on a line."""
    given = {letter: book.context.parse(text) for letter, text in item.bind.items()}
    rule = book.find(item.rule)
    if item.at is None:
        return apply_rule(rule, before, book.context, item.at, item.on, given, item.backwards, within, item.tidy)
    return apply_inside(rule, before, within + item.at, item.on, given, item.backwards, book.context, item.tidy)


def apply_inside(
    rule: Rule, line: Term, place: Path, on: tuple[int, ...], given: Bindings, backwards: bool, context: Context,
    tidied: bool = True,
) -> Applied:  # fmt: skip
    """Apply a rule at a place; a condition that isn't met everywhere may be met in the branch of a choice around it.

    Raises:
        RuleError: It doesn't match there, or a condition isn't met.
    """
    try:
        return apply_at(rule, line, place, on, given, backwards, context, tidied)
    except RuleError:
        there = context_at(line, place, context)
        if there is context:
            raise
        return apply_at(rule, line, place, on, given, backwards, there, tidied, context)


def single(applied: Applied, before: Term, name: str, line: Line, opens: bool) -> Step:
    """The step of one application; ``opens``: a stage begins with what is defined, and here stands as what."""
    relation = Relation.DEFINED if opens else applied.relation
    return Step(
        name, relation, before, applied.after, applied.rule, applied.backwards, applied.place, applied.on,
        applied.bindings, applied.conditions, applied.housekeeping, (), line.words, applied.monotone,
    )  # fmt: skip


def combined(steps: Sequence[Step]) -> Relation:
    """The relation of several steps: the weakest of theirs.

    Raises:
        OppositeRelations: Some go up, and others down.
    """
    return weakest(step.relation for step in steps)


def fold(steps: list[Step], line: Line, name: str) -> Step:
    """Several steps under one equals sign, shown by one of their rules."""
    head = next((s for s in steps if s.rule.name == line.shown_by), None)
    if line.shown_by and head is None:
        raise PathError(f"{name}: no step uses {line.shown_by!r}, by which the line is to be shown")
    head = head or next((s for s in steps if s.rule.number), None)
    head = head or next((s for s in reversed(steps) if s.tier is Tier.NAMED), steps[-1])
    return Step(
        name, combined(steps), steps[0].before, steps[-1].after, head.rule,
        head.backwards, head.place, head.on, head.bindings, head.conditions, (), tuple(steps), line.words,
        head.monotone,
    )  # fmt: skip


def in_lines(path: Sequence[Apply], book: Book) -> list[list[Apply]]:
    """A path cut into lines: a named rule begins one, algebra that only tidies up belongs to the line before."""
    lines: list[list[Apply]] = []
    for item in path:
        rule = book.find(item.rule)
        head = lines[-1][0].rule if lines else ""
        quiet = rule.tier is Tier.RING and bool(lines)
        if lines and (item.rule == head or quiet):
            lines[-1].append(item)
        else:
            lines.append([item])
    return lines


def derive_stage(stage: Stage, book: Book) -> Derivation:
    """Follow a stage's path from its first term.

    Raises:
        PathError: A rule doesn't apply where the path says.
    """
    try:
        term = start = book.context.parse(stage.start)
    except ValueError as error:
        raise PathError(f"{stage.name}, its first term: {error}") from error
    found: list[Step] = []
    relation = Relation.EQUAL
    for number, line in enumerate(stage.lines, 1):
        name = f"{stage.name}.{number}"
        inner: list[Step] = []
        for part, item in enumerate(line.path, 1):
            label = f"{name}.{part}" if len(line.path) > 1 else name
            try:
                applied = apply_path_item(item, term, line.within, book)
            except (LookupError, ValueError) as error:
                raise PathError(f"{label}: {error}") from error
            if item.defines and applied.rule.group is not Group.DEFINITION:
                raise PathError(f"{label}: {applied.rule.name} is no definition")
            opens = item.defines and number == 1 and len(line.path) == 1 and not applied.place and not applied.backwards
            inner.append(single(applied, term, label, line, opens))
            term = applied.after
            try:
                relation = weakest([relation, inner[-1].relation])
            except OppositeRelations as error:
                raise PathError(f"{label}: {error}") from error
        found.append(inner[0] if len(inner) == 1 else fold(inner, line, name))
    return Derivation(stage.name, stage.title, start, tuple(found))


def derive_with_book(
    loss: Plan, rules: dict[str, Rule] | None = None, done: Callable[[str], None] = lambda name: None
) -> tuple[Book, list[Derivation]]:
    """All stages of a loss, and the book of rules, definitions and results that they use.

    Args:
        loss: The loss file's content.
        rules: A rule book other than the project's own (for tests that break one).
        done: Called with a stage's name when it is finished.

    Raises:
        PathError: A path doesn't apply, and where.
    """
    book = Book(loss.context, rules)
    for name in loss.builds_on:
        for derivation in derive_with_book(registry.load(name), rules)[1]:
            if names_in(derivation) <= loss.context.by_name.keys():
                book.add_result(derivation)
    found = []
    for stage in loss.stages:
        derivation = derive_stage(stage, book)
        book.add_result(derivation)
        found.append(derivation)
        done(stage.name)
    return book, found


def derive(loss: Plan, rules: dict[str, Rule] | None = None) -> list[Derivation]:
    """All stages of a loss, in order; each may use the results of those before."""
    return derive_with_book(loss, rules)[1]
