"""What a rule is: a frozen record that matching, checking, rendering and proof all read.

In: text. Out: a statement as two patterns, its conditions, and the words for people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from ..terms.context import Text
from ..terms.core import Binder, Slot, Term, walk
from ..terms.parser import ParseError, parse_pattern


class Tier(Enum):
    """How much of a reader's attention a step deserves."""

    NAMED = "named"
    RING = "ring"
    HOUSEKEEPING = "housekeeping"


class Group(Enum):
    """The chapter of the rule book; a rule's tier follows from it."""

    LOGARITHM = "logarithm"
    EXPONENTIAL = "exponential"
    POWER = "power"
    FUNCTION = "function"
    ALGEBRA = "algebra"
    SUM = "sum"
    PROBABILITY = "probability"
    INEQUALITY = "inequality"
    DERIVATIVE = "derivative"
    MATRIX = "matrix"
    DIFFERENTIAL = "differential"
    STABILITY = "stability"
    HOUSEKEEPING = "housekeeping"
    DEFINITION = "definition"
    RESULT = "result"

    @property
    def tier(self) -> Tier:
        """The tier of the group's rules."""
        return {Group.ALGEBRA: Tier.RING, Group.HOUSEKEEPING: Tier.HOUSEKEEPING}.get(self, Tier.NAMED)


class Relation(Enum):
    """How a line relates to the one before."""

    EQUAL = "="
    DEFINED = ":="
    SAME_MAXIMISER = "same maximiser"
    AT_MOST = "<="
    AT_LEAST = ">="

    @property
    def turned(self) -> Relation:
        """The relation with the sides exchanged."""
        return {Relation.AT_MOST: Relation.AT_LEAST, Relation.AT_LEAST: Relation.AT_MOST}.get(self, self)


BOUNDS = (Relation.AT_MOST, Relation.AT_LEAST)
"""The relations of inequalities."""
SIGNS = {"=": Relation.EQUAL, "~": Relation.SAME_MAXIMISER, "<=": Relation.AT_MOST, ">=": Relation.AT_LEAST}
"""The signs of statements."""


class OppositeRelations(ValueError):
    """Lines that go down and lines that go up, or lines that keep only the maximiser, stand in one chain."""


def weakest(relations: Iterable[Relation]) -> Relation:
    """How the last line of a chain relates to its first.

    Raises:
        OppositeRelations: The lines tell nothing of that.
    """
    found = set(relations)
    weak = [relation for relation in (Relation.SAME_MAXIMISER, *BOUNDS) if relation in found]
    if len(weak) > 1:
        one, other = (repr(relation.value) for relation in weak[:2])
        raise OppositeRelations(f"lines with {one} and with {other} don't go together in one chain")
    return weak[0] if weak else Relation.DEFINED if Relation.DEFINED in found else Relation.EQUAL


def sign_of(statement: str) -> str:
    """The sign between the two sides of a statement: the first that stands in no bracket."""
    depth = 0
    for word in statement.split(" "):
        if not depth and word in SIGNS:
            return word
        depth += sum(map(word.count, "([")) - sum(map(word.count, ")]"))
    raise ValueError(f"no relation stands in {statement!r}")


class Role(Enum):
    """How the search uses a rule, in one direction.

    ALWAYS: wherever it applies. SHRINK: where it makes the line simpler. TRY: as one of several ways to go on.
    NAME: wherever it applies, once the line is as simple as it gets in elementary functions. SLOPE: to differentiate.
    MERGE: where a line is a mixture of its values for two labels. STABLE: for exact code, as the rules of the chapter on stability are.
    """

    ALWAYS = "always"
    SHRINK = "shrink"
    TRY = "try"
    NAME = "name"
    SLOPE = "slope"
    STABLE = "stable"
    MERGE = "merge"


class ConditionKind(Enum):
    """What a condition demands; each has one prover, in ``derive.conditions``."""

    POSITIVE = "positive"
    NOT_NEGATIVE = "not negative"
    NONZERO = "nonzero"
    FREE_OF = "free of"
    IN_RANGE = "in range"
    INDEXES = "indexes"
    LABEL = "label"
    DISTINCT = "distinct"
    ZERO = "zero"
    CONSTANT = "constant"
    COLUMN = "column"
    WHOLE = "whole"
    AWAY = "away"
    AFFINE = "affine"
    LINEAR = "linear"
    SIGN = "sign"
    SCALAR = "scalar"
    INVERTIBLE = "invertible"
    SYMMETRIC = "symmetric"
    ABOVE = "above"
    BELOW = "below"
    LIMIT = "limit"


@dataclass(frozen=True)
class Condition:
    """One demand on a rule's letters.

    Args:
        kind: What is demanded.
        parts: The terms that it speaks of, in the order of its text.
        text: As it is written in the statement.
        bound: The letters of the indices that sums in the rule bind; what holds of them outside says nothing here.
    """

    kind: ConditionKind
    parts: tuple[Term, ...]
    text: str
    bound: frozenset[str] = frozenset()


FORMS = (
    (" does not depend on ", ConditionKind.FREE_OF),
    (" lies in ", ConditionKind.IN_RANGE),
    (" has the indices ", ConditionKind.INDEXES),
    (" != ", ConditionKind.NONZERO),
    (" is 0", ConditionKind.ZERO),
    (" is a constant", ConditionKind.CONSTANT),
    (" is a column", ConditionKind.COLUMN),
    (" is a whole number", ConditionKind.WHOLE),
    (" is a scalar", ConditionKind.SCALAR),
    (" is invertible", ConditionKind.INVERTIBLE),
    (" is symmetric", ConditionKind.SYMMETRIC),
    (" in {0, 1}", ConditionKind.LABEL),
    (" in {-1, 1}", ConditionKind.SIGN),
    (" is affine in ", ConditionKind.AFFINE),
    (" is linear in ", ConditionKind.LINEAR),
)


SIDES = (
    (re.compile(r"(.+) is the limit of (.+) at (.+) == 0"), ConditionKind.LIMIT),
    (re.compile(r"(.+) is (.+) where 0 < (.+)"), ConditionKind.ABOVE),
    (re.compile(r"(.+) is (.+) where (.+) < 0"), ConditionKind.BELOW),
)
"""Conditions that tell what a term is beside a tie, or close to it."""


def read_condition(text: str) -> Condition:
    """Read a condition: ``0 < a``, ``0 <= a``, ``a != 0``, ``b != 1``, ``r is 0``, ``y in {0, 1}``, ``c does not depend on i``, and more.

    ``FORMS`` and ``SIDES`` have them all.

    Raises:
        ValueError: The text is none of these.
    """
    if text.startswith("away from "):
        return Condition(ConditionKind.AWAY, (parse_pattern(text[len("away from ") :]),), text)
    if text.startswith("0 < "):
        return Condition(ConditionKind.POSITIVE, (parse_pattern(text[4:]),), text)
    if text.startswith("0 <= "):
        return Condition(ConditionKind.NOT_NEGATIVE, (parse_pattern(text[5:]),), text)
    for form, kind in SIDES:
        parts = form.fullmatch(text)
        if parts:
            return Condition(kind, tuple(map(parse_pattern, parts.groups())), text)
    for mark, kind in FORMS:
        left, found, right = text.partition(mark)
        if not found:
            continue
        if not right:
            return Condition(kind, (parse_pattern(left),), text)
        if kind is ConditionKind.NONZERO and right != "0":
            return Condition(ConditionKind.DISTINCT, (parse_pattern(left), parse_pattern(right)), text)
        if kind is ConditionKind.NONZERO:
            return Condition(kind, (parse_pattern(left),), text)
        sides = [parse_pattern(side) for side in right.split(" .. ")]
        return Condition(kind, (parse_pattern(left), *sides), text)
    raise ValueError(f"unknown form of condition: {text!r}")


@dataclass(frozen=True)
class Counterexample:
    """Why a condition is needed: a case that breaks it, and in which the two sides are not the same.

    Args:
        values: A number for each letter.
        left: The left side in that case, as a term over the letters (empty: the rule's own).
        right: The right side (empty: the rule's own).
        words: The case for people, by language (empty: the values speak for themselves).
    """

    values: dict[str, str]
    left: str = ""
    right: str = ""
    words: Text = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Rule:
    """One entry of the rule book: ``before = after``, or an inequality, under conditions.

    Args:
        name: Its id, in words.
        statement: ``before = after``; ``before <= after`` for an inequality; ``before ~ after`` where only the
            maximiser stays. Every name in it stands for any term, ``f(a)`` for any elementwise function.
        group: Its chapter.
        title: Its name for people, by language.
        sentence: What it says, in one sentence, by language.
        number: The article's number, where it has one.
        conditions: For each condition, a text that ``read_condition`` reads, why it is needed.
        order: Where only the maximiser stays: whether the right side increases or decreases with the left.
        equality: Of an inequality: where both sides are equal, such as ``a = 1``; empty where that isn't said.
        sources: Where to read about it.
        sides: The patterns themselves, where they don't come from text (definitions, results).
        roles: How the search uses it from left to right.
        back: How the search uses it from right to left.
        beside: A sum that the search demands around a part before it tries the rule on its first letter.
        procedure: For a rule of any number of terms, which no pattern can state: the right side of a left one, or
            None; the statement is then an example.
    """

    name: str
    statement: str
    group: Group
    title: Text
    sentence: Text
    number: str = ""
    conditions: dict[str, Counterexample] = field(default_factory=dict)
    order: str = ""
    equality: str = ""
    sources: tuple[str, ...] = ()
    sides: tuple[Term, Term] | None = None
    roles: tuple[Role, ...] = ()
    back: tuple[Role, ...] = ()
    beside: str = ""
    procedure: Callable[[Term], Term | None] | None = None

    @property
    def relation(self) -> Relation:
        """How the two sides relate."""
        return SIGNS[self.sign]

    @cached_property
    def sign(self) -> str:
        """The sign between the two sides of the statement."""
        return sign_of(self.statement)

    @cached_property
    def patterns(self) -> tuple[Term, Term]:
        """The two sides as patterns."""
        if self.sides:
            return self.sides
        before, _, after = self.statement.partition(f" {self.sign} ")
        try:
            return parse_pattern(before), parse_pattern(after)
        except ParseError as error:
            raise ParseError(f"rule {self.name}: {error}") from error

    @cached_property
    def demands(self) -> tuple[Condition, ...]:
        """The conditions, read."""
        indices = [part.children[0] for side in self.patterns for _, part in walk(side) if isinstance(part, Binder)]
        bound = frozenset(index.name for index in indices if isinstance(index, Slot))
        return tuple(replace(read_condition(text), bound=bound) for text in self.conditions)

    @property
    def tier(self) -> Tier:
        """How much attention its steps deserve."""
        return self.group.tier
