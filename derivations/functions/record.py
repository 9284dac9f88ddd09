"""What is said of a function of the language: one frozen record. In: the fields. Out: a record that is complete.

Everything that depends on a function is a view of these records: the parser's words, the printers' forms, intervals,
monotonicity, SymPy's forms, code. A field that is missing is an error when the record is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from functools import cached_property
from math import inf

from flint import arb, fmpq
from sympy import Expr

from ..terms.context import Text
from ..terms.core import Slot, Term
from ..terms.lower import NotLowered
from ..terms.parser import parse_pattern
from .notation import Notation
from .ranges import End, Interval, rising

LANGUAGES = ("en", "zh")


class Family(IntEnum):
    """What a function is a relative of; records, and the rules of their derivatives, come in this order."""

    ELEMENTARY = 1
    LOGISTIC = 2
    HYPERBOLIC = 3
    ROOT = 4
    ERROR = 5
    NORMAL = 6
    GAMMA = 7
    TRIGONOMETRIC = 8
    BESSEL = 9
    PIECEWISE = 10
    """Made of other formulas on both sides of a point: it may jump there, or have a kink."""


class Monotone(Enum):
    """How a function goes with its argument, all over its domain."""

    RISING = "rises strictly"
    FALLING = "falls strictly"
    NOT_FALLING = "never falls"
    NEITHER = "rises and falls"


class Incomplete(ValueError):
    """A record lacks something, or contradicts itself; the message names the function and the field."""


def unknown_to_sympy(word: str) -> Callable[..., Expr]:
    """The SymPy form of a function that has none from which it comes back."""

    def refuse(*arguments: Expr) -> Expr:
        raise NotLowered(f"{word} has no plain SymPy form")

    return refuse


@dataclass(frozen=True)
class Case:
    """A case that shows why a condition is needed; see ``Counterexample`` of the rules.

    Args:
        values: A number for each letter.
        left: What the left side is there; empty: the rule's own.
        right: The right side.
        words: In words.
    """

    values: Mapping[str, str]
    left: str = ""
    right: str = ""
    words: Text = field(default_factory=dict)


@dataclass(frozen=True)
class SlopeRule:
    """The rule of a derivative, in words; its two sides come from the function's record.

    Args:
        name: The rule's name.
        title: Its title.
        sentence: What it says.
        conditions: Where it holds, each condition with a case that breaks it.
        sources: Where it is to be found; none: in the textbooks that ``rules/slopes.py`` names.
    """

    name: str
    title: Text
    sentence: Text
    conditions: Mapping[str, Case] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Function:
    """A function of the language.

    Texts such as ``1/(1 + exp(-a))`` are in the syntax of the parser, in the function's letters.

    Args:
        term: The class of its terms; its ``symbol`` is the word.
        family: What it is a relative of.
        title: What people call it.
        letters: A letter for each argument.
        admitted: Whether a user's loss may hold it.
        aliases: Other words for it, which are read and not written.
        definition: What it is in simpler functions; None: it has no such form.
        domain: Conditions under which it has a value; none for all numbers.
        range: Where its values lie.
        monotone: How it goes with its last argument.
        at_zero: Its value at 0, where that is rational and known; then intervals on one side of 0 are told apart.
        image: Where its values lie for arguments in intervals; None: as range, direction and ``at_zero`` tell.
        even: Whether it doesn't see the sign of its argument.
        odd: Whether its sign turns with that of its argument, so that it is 0 at 0.
        convex: Whether it bends upwards all over its domain.
        derivative: For each argument the partial derivative; None: there is none in this language.
        rule: The rule of the derivative, which the rule book takes over; None: another rule has it, or none.
        enclosure: A ball that holds its values on balls; not finite where it has none.
        rational: Its value at rational numbers where that is rational, and None where it isn't; None: it rarely is.
        sympy: What it is in SymPy; None: by its definition.
        lifted: For each function of SymPy that means it, the term of that function's arguments; it may give None.
        latex: How a page writes it.
        plain: How a terminal writes it.
        numpy: NumPy's or SciPy's name for it, such as ``np.log1p`` or ``special.ndtr``, or a call with ``{0}`` for the
            first argument; a bare name is a function of the runtime; None: there is none.
        numba: Its name in the runtime's module of compiled functions.
        expansion: What code works out instead where there is no such name, in simpler functions; it keeps its digits.
        scalar: The function on float64, correctly rounded.
        cost: What a value costs in vectorised NumPy, in multiplications of float64. It is a model: measured once, and
            rounded to what holds of processors with and without wide vectors, so that forms are compared alike on
            every machine.
    """

    term: type[Term]
    family: Family
    title: Text
    letters: tuple[str, ...]
    admitted: bool
    aliases: tuple[str, ...] = ()
    definition: str | None
    domain: tuple[str, ...]
    range: Interval
    monotone: Monotone
    at_zero: End | None = None
    image: Callable[..., Interval] | None = None
    even: bool = False
    odd: bool = False
    convex: bool = False
    derivative: tuple[str | None, ...]
    rule: SlopeRule | None
    enclosure: Callable[..., arb]
    rational: Callable[..., fmpq | None] | None = None
    sympy: Callable[..., Expr] | None
    lifted: Mapping[type, Callable[..., Term | None]] = field(default_factory=dict)
    latex: Notation
    plain: Notation
    numpy: str | None
    numba: str
    expansion: str | None = None
    scalar: Callable[..., float]
    cost: float

    def __post_init__(self) -> None:
        """Make sure that nothing is missing.

        Raises:
            Incomplete: Something is.
        """
        if not (isinstance(self.term, type) and issubclass(self.term, Term) and self.term.symbol):
            raise Incomplete(f"{self.term!r} is no class of terms with a word")
        needed = {
            "title": all(self.title.get(language) for language in LANGUAGES),
            "letters": bool(self.letters) and len(set(self.letters)) == len(self.letters),
            "derivative": len(self.derivative) == len(self.letters),
            "rule": self.rule is None or (len(self.letters) == 1 and None not in self.derivative),
            "enclosure": callable(self.enclosure),
            "scalar": callable(self.scalar),
            "sympy": self.sympy is not None or self.definition is not None,
            "range": self.range.low < self.range.high,
            "image": self.image is not None or len(self.letters) == 1,
            "latex": isinstance(self.latex, Notation),
            "plain": isinstance(self.plain, Notation),
            "numpy": bool(self.numpy or self.expansion or self.definition),
            "numba": self.numba.isidentifier(),
            "cost": 0 < self.cost < inf,
        }
        for name, holds in needed.items():
            if not holds:
                raise Incomplete(f"the record of {self.word!r} lacks {name!r}, or it contradicts another field")
        if self.rule:
            for language in LANGUAGES:
                if not self.rule.title.get(language) or not self.rule.sentence.get(language):
                    raise Incomplete(f"the rule {self.rule.name!r} of {self.word!r} has no words in {language!r}")

    @property
    def word(self) -> str:
        """The word for it in texts."""
        return self.term.symbol

    @property
    def statement(self) -> str:
        """Itself, at its letters."""
        return f"{self.word}({', '.join(self.letters)})"

    def put_in(self, *arguments: Term) -> Term:
        """Its definition with arguments put in.

        Raises:
            Incomplete: It has none.
        """
        if self._definition is None:
            raise Incomplete(f"{self.word!r} has no definition in simpler functions")
        return self._put_in(self._definition, arguments)

    def written_out(self, *arguments: Term) -> Term:
        """What code works out instead where there is no name for it: its expansion, or its definition.

        Raises:
            Incomplete: It has neither.
        """
        if self.expansion is None:
            return self.put_in(*arguments)
        return self._put_in(parse_pattern(self.expansion), arguments)

    def slope(self, number: int, *arguments: Term) -> Term | None:
        """Its partial derivative by one of its arguments; None where the language has none."""
        found = self._derivatives[number]
        return None if found is None else self._put_in(found, arguments)

    def check(self) -> None:
        """Make sure that its texts are of the language, which then has all functions.

        Raises:
            Incomplete: One isn't, or holds another letter.
        """
        texts = (self.definition, self.expansion, *self.derivative)
        for text in (*filter(None, texts), *self.domain):
            found = parse_pattern(text)
            strange = {slot.name for slot in found.atoms(Slot)} - set(self.letters)
            if strange:
                raise Incomplete(f"{text!r}, in the record of {self.word!r}, speaks of {sorted(strange)}")

    def image_of(self, *arguments: Interval) -> Interval:
        """Where its values lie for arguments in intervals."""
        if self.image is not None:
            return self.image(*arguments)
        if self.at_zero is not None and self.monotone is Monotone.RISING:
            return rising(self.range.low, self.range.high, self.at_zero)(*arguments)
        if self.at_zero is not None and self.monotone is Monotone.FALLING:
            return -rising(-self.range.high, -self.range.low, -self.at_zero)(*arguments)
        return self.range

    @cached_property
    def _definition(self) -> Term | None:
        return None if self.definition is None else parse_pattern(self.definition)

    @cached_property
    def _derivatives(self) -> tuple[Term | None, ...]:
        return tuple(None if text is None else parse_pattern(text) for text in self.derivative)

    def _put_in(self, pattern: Term, arguments: tuple[Term, ...]) -> Term:
        found: Term = pattern.xreplace(dict(zip(map(Slot, self.letters), arguments, strict=True)))
        return found
