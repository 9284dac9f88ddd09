"""The exercises of the tutorial. In: an exercise. Out: its answer, derived and checked, or its false line, refuted.

The answer is a derivation as any other: rules at places, found by the search and by differentiation, or named by the
exercise. A false line is compared as the two sides of a step are, and must be refuted.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..derive.apply import RuleError, rewrite
from ..derive.chain import Book, derive_stage, in_lines
from ..derive.conditions import discharge
from ..derive.differentials import derive_goal
from ..derive.differentiate import differentiate
from ..derive.match import Bindings
from ..derive.search import search
from ..derive.step import Derivation
from ..losses.plan import Apply, Line, Stage
from ..rules.rule import Condition, Rule
from ..terms.core import Term
from ..terms.places import at, replace, same
from ..tutorial.lesson import Ask, Exercise, Move
from .check import check_stage, equality
from .given import Value, given_point, value_at
from .verdict import CheckedStage, Result, Verdict, overall, worst


class NoAnswer(RuleError):
    """An exercise has no answer, or a false line that isn't false; the message names it."""


@dataclass(frozen=True)
class FalseLine:
    """A line that isn't true, and what the checks say.

    Args:
        left: What stands before the equals sign.
        right: What stands after it.
        verdicts: The comparison of both.
        values: Both sides at the numbers that the exercise gives; None for a side that has no value there.
        rule: The rule that makes it if one of its conditions is ignored; None: no rule makes it.
        unmet: The conditions that aren't met, as the rule states them.
        bindings: What the rule's letters stand for.
    """

    left: Term
    right: Term
    verdicts: tuple[Verdict, ...]
    values: tuple[Value | None, Value | None]
    rule: Rule | None = None
    unmet: tuple[Condition, ...] = ()
    bindings: Bindings | None = None

    @property
    def refuted(self) -> bool:
        """Whether the checks refute it."""
        return overall(self.verdicts) is Result.REFUTED


@dataclass(frozen=True)
class Solved:
    """An exercise with its checked answer.

    Args:
        exercise: The exercise.
        stage: The derivation, checked; None where a false line has none.
        false: The false line of an exercise that has one.
    """

    exercise: Exercise
    stage: CheckedStage | None
    false: FalseLine | None

    @property
    def result(self) -> Result:
        """The answer as a whole: REFUTED also where a false line is true, UNKNOWN where that can't be told."""
        found = [self.stage.result] if self.stage else []
        if self.false and not self.false.refuted:
            told = overall(self.false.verdicts)
            found.append(Result.UNKNOWN if told is Result.UNKNOWN else Result.REFUTED)
        return worst(found or [Result.PROVED])


def solve(exercise: Exercise, rules: dict[str, Rule] | None = None) -> Solved:
    """Derive an exercise's answer and check it.

    Args:
        exercise: The exercise.
        rules: A rule book other than the project's own (for tests that break one).

    Raises:
        RuleError: A path doesn't apply, no rule leads on, the goal isn't reached, or there is nothing false.
    """
    book = Book(exercise.context, rules)
    false = false_line(exercise, book) if exercise.ask is Ask.WRONG else None
    if not exercise.way:
        if false is None:
            raise NoAnswer(f"{exercise.name} has no way to its answer")
        return Solved(exercise, None, false)
    derivation = derived(exercise, book)
    if exercise.goal and not same(derivation.result, exercise.context.parse(exercise.goal)):
        raise NoAnswer(f"{exercise.name} doesn't reach {exercise.goal}; the last line is {derivation.result}")
    return Solved(exercise, check_stage(derivation, exercise.context, book), false)


def derived(exercise: Exercise, book: Book) -> Derivation:
    """The answer of an exercise."""
    context, name, title = exercise.context, exercise.name, {"en": exercise.name}
    start = context.parse(exercise.start)
    if exercise.way == (Move.DIFFERENTIALS,):
        return derive_goal(start, context, book, name, title)
    goal = context.parse(exercise.goal) if exercise.goal else None
    lines: list[Line] = []
    found = Derivation(name, title, start)
    for number, move in enumerate(exercise.way, 1):
        lines += found_lines(move, found.result, goal if number == len(exercise.way) else None, book)
        found = derive_stage(Stage(name, title, exercise.start, tuple(lines)), book)
    if not found.steps:
        raise NoAnswer(f"{exercise.name}: nothing is found for {start}")
    return found


def found_lines(move: Line | Move, term: Term, goal: Term | None, book: Book) -> list[Line]:
    """The lines that a move leads to."""
    if isinstance(move, Line):
        return [move]
    if move is Move.DIFFERENTIATE:
        return [Line(tuple(wave)) for wave in differentiate(term, book.context)[1]]
    path = search(term, book.context, goal, naming=move is Move.NAME).path
    return [Line(tuple(items)) for items in in_lines(path, book)]


def false_line(exercise: Exercise, book: Book) -> FalseLine:
    """The line that the exercise calls false, with what the checks say of it."""
    context, used = exercise.context, None
    left = context.parse(exercise.start)
    if exercise.misused is None:
        right = context.parse(exercise.claim)
    else:
        right, *used = misuse(exercise.misused, left, book)
    where = given_point(context, exercise.values)
    values = value_at(left, where), value_at(right, where)
    return FalseLine(left, right, equality(left, right, context), values, *(used or ()))


def misuse(item: Apply, line: Term, book: Book) -> tuple[Term, Rule, tuple[Condition, ...], Bindings]:
    """What a rule would make of a line if its conditions didn't count, and which of them aren't met.

    Raises:
        NoAnswer: The rule doesn't fit there, or all its conditions are met.
    """
    rule, place = book.find(item.rule), item.at or ()
    given = {letter: book.context.parse(text) for letter, text in item.bind.items()}
    for new, bound in rewrite(rule, at(line, place), item.on, given, item.backwards):
        unmet = tuple(demand for demand in rule.demands if discharge(demand, bound, book.context) is None)
        if unmet:
            return replace(line, place, new), rule, unmet, bound
    raise NoAnswer(f"{rule.name} may be applied to {line}, or doesn't fit there: there is nothing wrong")
