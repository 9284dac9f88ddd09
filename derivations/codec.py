"""What was derived and checked, as data. In: a checked loss, identity or exercise. Out: JSON; or the same, from JSON.

Only what is listed here is written or read: terms, records, enumerations, numbers, texts. Reading makes these and calls
nothing else, so no text of a file can run code. What is used several times is written once: the text is a list of
nodes, each of which names the nodes before it that it is made of, and the last one is the whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sympy import Rational
from sympy.core.symbol import Str

from .derive import conditions, monotone, step
from .derive.chain import Book
from .identities import identity
from .losses import plan
from .rules import rule
from .rules.book import RULES
from .rules.rule import Rule
from .terms import base, context, functions, matrix, scalar
from .terms.base import Term
from .tutorial import lesson
from .verify import exercises, given, identities, side_by_side, verdict

RECORDS = (
    conditions.Discharged, context.Context, context.Definition, context.Symbol, exercises.FalseLine, exercises.Solved,
    given.Value, identities.CheckedIdentity, identity.Identity, lesson.Exercise,
    monotone.Needed, plan.Apply, plan.Kernel, plan.Line, plan.Plan, plan.Section, plan.Stage, rule.Condition,
    rule.Counterexample, rule.Rule, side_by_side.Side, step.Derivation, step.Step, step.Tidying, verdict.Checked,
    verdict.CheckedStage, verdict.CheckedStep, verdict.Verdict,
)  # fmt: skip
"""The records that may stand in what is kept; they hold what they are made of, and nothing else."""

ENUMS = (
    context.DefinitionKind, context.Kind, lesson.Ask, lesson.Level, lesson.Move, rule.ConditionKind, rule.Group,
    rule.Relation, rule.Role, rule.Tier, verdict.Result,
)  # fmt: skip

KINDS: Mapping[str, Callable[[list[Any]], Any]] = {
    "tuple": tuple, "list": list, "set": set, "frozenset": frozenset,
    "dict": lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
}  # fmt: skip
"""What several nodes make."""


class Unknown(ValueError):
    """Something can't be written as data, or what is read isn't such data."""


@lru_cache(maxsize=1)
def terms() -> Mapping[str, type[Term]]:
    """The classes of terms by their names."""
    found = {}
    for module in (base, scalar, functions, matrix):
        for name, value in vars(module).items():
            if isinstance(value, type) and issubclass(value, Term) and value.__module__ == module.__name__:
                found[name] = value
    return MappingProxyType(found)


RECORD: Mapping[str, type] = {record.__name__: record for record in RECORDS}
ENUM: Mapping[str, type[Enum]] = {enum.__name__: enum for enum in ENUMS}
FIELDS: Mapping[type, tuple[str, ...]] = {record: tuple(f.name for f in fields(record)) for record in RECORDS}


def of_book(rule: Rule) -> bool:
    """Whether a rule is one of the rule book, or a copy of it that came from another process."""
    known = RULES.get(rule.name)
    return known is rule or (known is not None and all(getattr(known, f) == getattr(rule, f) for f in FIELDS[Rule]))


def encode(value: object) -> bytes:
    """The data of a value.

    Raises:
        Unknown: A part of it is none of what is listed.
    """
    writer = Writer()
    writer.write(value)
    try:
        return json.dumps(writer.nodes, separators=(",", ":"), ensure_ascii=False).encode()
    except ValueError as error:
        raise Unknown(str(error)) from error


class Writer:
    """The nodes that were written so far, and what they stand for."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.texts: dict[str, int] = {}
        self.known: dict[int, int] = {}
        self.held: list[object] = []
        """What was written, so that no other object gets its number."""

    def write(self, value: Any) -> int:
        """The number of a value's node."""
        if type(value) is str:
            found = self.texts.get(value)
            if found is None:
                found = self.texts[value] = self.add(value)
            return found
        found = self.known.get(id(value))
        if found is None:
            node = self.node(value)
            found = self.known[id(value)] = self.add(node)
            self.held.append(value)
        return found

    def add(self, node: Any) -> int:
        """Take in a node."""
        self.nodes.append(node)
        return len(self.nodes) - 1

    def node(self, value: Any) -> Any:
        """The node of a value, those of its parts written before."""
        kind, write = type(value), self.write
        if value is None or kind is bool:
            return value
        if isinstance(value, Term):
            if terms().get(kind.__name__) is not kind:
                raise Unknown(f"{kind.__name__} is no class of terms")
            return ["term", kind.__name__, *map(write, value.args)]
        if isinstance(value, Rule) and of_book(value):
            return ["rule", value.name]
        if kind in FIELDS:
            return ["record", kind.__name__, *(write(getattr(value, name)) for name in FIELDS[kind])]
        if kind in (tuple, list, set, frozenset):
            return [kind.__name__, *map(write, value)]
        if kind in (dict, MappingProxyType):
            return ["dict", *(write(part) for pair in value.items() for part in pair)]
        return self.leaf(value, kind)

    def leaf(self, value: Any, kind: type) -> list[Any]:
        """The node of what is less frequent."""
        if kind is int:
            return ["int", str(value)]
        if kind is float:
            return ["float", value.hex()]
        if isinstance(value, Enum) and ENUM.get(kind.__name__) is kind:
            return ["enum", kind.__name__, value.name]
        if isinstance(value, Rational):
            return ["number", str(value.p), str(value.q)]
        if kind is Str:
            return ["name", value.name]
        if kind is Book:
            own = {name: rule for name, rule in value.rules.items() if not of_book(rule)}
            if len(value.rules) != len(RULES | own):
                raise Unknown("a book lacks rules of the rule book")
            return ["book", self.write(value.context), self.write(value.settled), self.write(own)]
        raise Unknown(f"{kind.__name__} can't be kept")


def decode(content: bytes) -> Any:
    """The value of some data.

    Raises:
        Unknown: It isn't such data.
    """
    try:
        values: list[Any] = []
        nodes = json.loads(content)
        if not isinstance(nodes, list):
            raise Unknown("it is no list of nodes")
        for node in nodes:
            if not (node is None or isinstance(node, (list, str, bool))):
                raise Unknown(f"{node!r} is no node")
            values.append(made(node, values) if isinstance(node, list) else node)
        return values[-1]
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Unknown(f"it isn't what was kept: {error}") from error


def made(node: list[Any], values: list[Any]) -> Any:
    """What a node stands for."""
    kind = node[0]
    if kind == "term":
        return terms()[node[1]](*(values[number] for number in node[2:]))
    if kind == "record":
        record = RECORD[node[1]]
        return record(**dict(zip(FIELDS[record], (values[number] for number in node[2:]), strict=True)))
    if kind in KINDS:
        return KINDS[kind]([values[number] for number in node[1:]])
    return made_leaf(node, values)


def made_leaf(node: list[Any], values: list[Any]) -> Any:
    """What a node of the less frequent kinds stands for."""
    kind, *told = node
    if kind == "int":
        return int(told[0])
    if kind == "float":
        return float.fromhex(told[0])
    if kind == "enum":
        return ENUM[told[0]][told[1]]
    if kind == "number":
        if int(told[1]) < 1:
            raise Unknown("a number is divided by nothing")
        return Rational(int(told[0]), int(told[1]))
    if kind == "name":
        return Str(told[0])
    if kind == "rule":
        return RULES[told[0]]
    if kind == "book":
        return Book.of(*(values[number] for number in told))
    raise Unknown(f"there is no {kind}")
