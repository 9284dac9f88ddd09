"""What a chapter of the tutorial is. In: first terms, symbols and rules, as texts. Out: records with their contexts.

No line of an answer is written here: an exercise names its first term and how the answer is found. A line that is
false is written down, since no rule makes it; the checks have to refute it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from ..losses.plan import Apply, Line, line
from ..terms.context import Context, Kind, Symbol, Text

COUNTING = "1, 2, 3, …"
SAMPLES = "m"
"""The size that counts samples: an index that runs over it is written above, in brackets."""

GREEK = {"theta": (r"\theta", "θ"), "lambda": (r"\lambda", "λ"), "eta": (r"\eta", "η")}


def text(en: str, zh: str) -> Text:
    """A text in both languages."""
    return {"en": en, "zh": zh}


def one(*items: Apply) -> tuple[Line, ...]:
    """A way of several lines, each by one rule."""
    return tuple(line(item) for item in items)


class Ask(Enum):
    """What an exercise asks for: the way from a term, the way to a stated end, the rule, or what is wrong."""

    FIND = "find"
    SHOW = "show"
    RULE = "rule"
    WRONG = "wrong"


class Level(Enum):
    """How much an answer takes."""

    ONE = 1
    FEW = 2
    MANY = 3


LEVELS: dict[Level, Text] = {
    Level.ONE: {"en": "one rule", "zh": "一条规则"},
    Level.FEW: {"en": "a few rules", "zh": "几条规则"},
    Level.MANY: {"en": "many rules", "zh": "多条规则"},
}
"""The levels for people."""

FALSE_LINE: Text = {"en": "a false line", "zh": "错误的一行"}
"""The same for an exercise that asks what is wrong."""

FEW = 4
"""An answer on the second level takes at most so many single steps."""


class Move(Enum):
    """A part of the way that the engine finds by itself.

    SIMPLIFY: the search, to the goal where there is one. NAME: the same, with the names of functions. DIFFERENTIATE: the
    rules of differentiation, wave by wave. DIFFERENTIALS: a gradient or Jacobian by differentials, whole.
    """

    SIMPLIFY = "simplify"
    NAME = "name"
    DIFFERENTIATE = "differentiate"
    DIFFERENTIALS = "differentials"


@dataclass(frozen=True, eq=False)
class Exercise:
    """A question with an answer that is derived, or a worked example.

    Args:
        name: Its id.
        task: What is to be done, by language; a term between backquotes becomes a formula.
        start: The first term; of a false line the left side.
        symbols: A text for each symbol, the variable first (``declared``).
        way: How the answer goes: lines of a path, and moves that the engine finds. A false line may have none; else it is
            the way to what is true.
        ask: What is asked for.
        level: How much it takes.
        goal: The last line, up to the order of sums and products; '' for what is found.
        claim: The right side of a false line; '' where ``misused`` makes it.
        misused: A rule that is applied although one of its conditions isn't met, which makes the false line.
        values: For each letter of a false line a number, a vector ``1 2`` or a matrix ``1 0; 0 1``, at which its sides differ;
            ``d_theta`` is the differential of ``theta``.
        hint: By language; empty for none.
        words: What is said after the answer, by language; empty for nothing.
        assumptions: What is assumed beside the domains, as conditions of rules.
        setting: What its names mean where that is more than ``symbols`` can tell.
    """

    name: str
    task: Text
    start: str
    symbols: tuple[str, ...] = ()
    way: tuple[Line | Move, ...] = ()
    ask: Ask = Ask.FIND
    level: Level = Level.ONE
    goal: str = ""
    claim: str = ""
    misused: Apply | None = None
    values: dict[str, str] = field(default_factory=dict)
    hint: Text = field(default_factory=dict)
    words: Text = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    setting: Context | None = None

    @cached_property
    def context(self) -> Context:
        """What its names mean."""
        return self.setting or declared(self.symbols, self.assumptions)


@dataclass(frozen=True, eq=False)
class Chapter:
    """A part of the tutorial.

    Args:
        name: Its page's name.
        title: The heading, by language.
        words: Its paragraphs, by language; a term between backquotes becomes a formula, ``[[rule]]`` a link to that rule.
        rules: The rules that it teaches, by name.
        examples: Worked examples.
        exercises: In rising order.
        symbols: What the names in ``words`` mean; none: each is a letter that stands for any term.
    """

    name: str
    title: Text
    words: tuple[Text, ...]
    rules: tuple[str, ...]
    examples: tuple[Exercise, ...]
    exercises: tuple[Exercise, ...]
    symbols: tuple[str, ...] = ()

    @cached_property
    def context(self) -> Context | None:
        """What the names in its paragraphs mean; None where they are letters of rules."""
        return declared(self.symbols) if self.symbols else None

    @property
    def all(self) -> tuple[Exercise, ...]:
        """Examples and exercises."""
        return (*self.examples, *self.exercises)


DECLARATION = re.compile(r"(\w+)(?:\[([^\]]*)\])?(?:: (.+))?")


def declared(symbols: tuple[str, ...], assumptions: tuple[str, ...] = ()) -> Context:
    """A context from texts: ``z``, ``a: (0, ∞)``, ``y: {0, 1}``, ``x[n]``, ``A[n, n]: invertible``, ``i: 1 .. m``.

    The first symbol is the variable; sizes need no text of their own. Entries are numbered from 1; of a size ``p + 1``
    from 0, which is the bias.

    Raises:
        ValueError: A text isn't of this form.
    """
    found: list[Symbol] = []
    sizes: list[str] = []
    ranges: dict[str, tuple[str, str, str]] = {}
    for text in symbols:
        read = DECLARATION.fullmatch(text)
        if read is None:
            raise ValueError(f"{text!r} declares no symbol")
        name, inside, domain = read.groups()
        shape = tuple(size.strip() for size in inside.split(",")) if inside else ()
        runs = tuple((domain or "").split(" .. "))
        for size in (*shape, *(runs if len(runs) == 2 else ())):
            sizes += [letter for letter in names_in(size) if letter not in sizes]
        for size in shape:
            ranges[size] = (size, "0", size.removesuffix(" + 1")) if size.endswith(" + 1") else (size, "1", size)
        found.append(index(name, *runs) if len(runs) == 2 else symbol(name, shape, domain or "real", not found))
    counted = [Symbol(size, Kind.SIZE, COUNTING, {"en": "a size", "zh": "大小"}, size, size) for size in sizes]
    return Context((*counted, *found), (), tuple(ranges.values()), assumptions)


def names_in(size: str) -> list[str]:
    """The letters of a size, such as ``p + 1``."""
    return re.findall(r"[a-z]\w*", size)


def index(name: str, low: str, high: str) -> Symbol:
    """An index with its first and last value."""
    return Symbol(name, Kind.INDEX, f"{low} … {high}", {"en": "an index", "zh": "指标"}, name, name, runs=(low, high))


def symbol(name: str, shape: tuple[str, ...], domain: str, variable: bool) -> Symbol:
    """A number, a vector or a matrix; the variable is what derivatives are taken by."""
    latex, unicode = GREEK.get(name, (name, name))
    kind = Kind.LABEL if domain == "{0, 1}" else Kind.PARAMETER if variable else Kind.DATA
    low = latex.lower() if len(name) == 1 else latex
    entry = row = ""
    if len(shape) == 1:
        entry = latex + ("^{{({0})}}" if shape[0] == SAMPLES else "_{{{0}}}")
    elif len(shape) == 2:
        entry, row = low + "_{{{0}{1}}}", low + "_{{{0}}}"
        if shape[0] == SAMPLES:
            entry, row = low + "_{{{1}}}^{{({0})}}", low + "^{{({0})}}"
    meaning = {"en": "the variable", "zh": "变量"} if variable else {"en": "given", "zh": "给定"}
    return Symbol(name, kind, domain, meaning, latex, unicode, shape, entry=entry, row=row)
