"""Which values a symbol may take. In: text such as ``[0, inf)``. Out: the domain as data.

A domain is an interval with rational ends, a finite set of rationals, or the whole numbers from one on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from random import Random

GRID = 997
"""Sample points are multiples of its inverse: a prime, so that they are no numbers that a formula favours."""

DIGITS = 40
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3}|/\d+)?", re.IGNORECASE)
INTERVAL = re.compile(r"([\[(])([^,\[\](){}]*),([^,\[\](){}]*)([\])])")
SET = re.compile(r"\{([^{}]*)\}")
SIGNS = str.maketrans({"−": "-", "∞": "inf", "…": "..."})


class DomainError(ValueError):
    """The text is no domain; the message tells why."""


@dataclass(frozen=True)
class Interval:
    """The numbers between two ends; an end that is None is infinite, and no part of it.

    Args:
        low: The lower end.
        high: The upper end.
        low_closed: Whether the lower end belongs to it.
        high_closed: Whether the upper end does.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_closed: bool = False
    high_closed: bool = False

    def contains(self, value: object) -> bool:
        """Whether a number lies in it."""
        number = rational(value)
        above = self.low is None or number > self.low or (number == self.low and self.low_closed)
        return above and (self.high is None or number < self.high or (number == self.high and self.high_closed))

    def sample(self, draw: Random, wide: int = 1) -> Fraction:
        """A number inside, away from its ends; where it has none, one of moderate size, ``wide`` times so."""
        if self.low is None and self.high is None:
            return Fraction(draw.randint(-2 * wide * GRID, 2 * wide * GRID), GRID)
        if self.low is not None and self.high is not None:
            return self.low + (self.high - self.low) * Fraction(draw.randint(1, GRID - 1), GRID)
        number = draw.randint(1000, 20000)
        size = Fraction(number, GRID) if draw.random() < 0.5 else Fraction(GRID, number)
        return self.low + size if self.low is not None else (self.high or Fraction(0)) - size

    def edges(self) -> tuple[Fraction, ...]:
        """The ends that belong to it."""
        ends = ((self.low, self.low_closed), (self.high, self.high_closed))
        return tuple(end for end, closed in ends if end is not None and closed)

    def text(self, endless: str = "inf", minus: str = "-") -> str:
        """Its usual text."""
        if self == REAL:
            return "real"
        low = f"{minus}{endless}" if self.low is None else plain(self.low, minus)
        high = endless if self.high is None else plain(self.high, minus)
        return f"{'[' if self.low_closed else '('}{low}, {high}{']' if self.high_closed else ')'}"

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True)
class Finite:
    """Some numbers, in ascending order."""

    values: tuple[Fraction, ...]

    @property
    def low(self) -> Fraction:
        """The least."""
        return self.values[0]

    @property
    def high(self) -> Fraction:
        """The greatest."""
        return self.values[-1]

    low_closed = high_closed = True

    def contains(self, value: object) -> bool:
        """Whether a number is one of them."""
        return rational(value) in self.values

    def sample(self, draw: Random, wide: int = 1) -> Fraction:
        """One of them."""
        return draw.choice(self.values)

    def edges(self) -> tuple[Fraction, ...]:
        """The least and the greatest."""
        return tuple(dict.fromkeys((self.low, self.high)))

    def text(self, endless: str = "inf", minus: str = "-") -> str:
        """Its usual text."""
        return f"{{{', '.join(plain(value, minus) for value in self.values)}}}"

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True)
class Whole:
    """The whole numbers from one on, the first of which is ``first``."""

    first: int = 0

    @property
    def low(self) -> Fraction:
        """The least."""
        return Fraction(self.first)

    high = None
    low_closed, high_closed = True, False

    def contains(self, value: object) -> bool:
        """Whether a number is one of them."""
        number = rational(value)
        return number.denominator == 1 and number >= self.first

    def sample(self, draw: Random, wide: int = 1) -> Fraction:
        """One of the first dozen."""
        return Fraction(self.first + draw.randint(0, 12))

    def edges(self) -> tuple[Fraction, ...]:
        """The least."""
        return (self.low,)

    def text(self, endless: str = "inf", minus: str = "-") -> str:
        """Its usual text."""
        dots = "..." if endless == "inf" else "…"
        first = ", ".join(plain(Fraction(self.first + number), minus) for number in range(3))
        return f"{{{first}, {dots}}}"

    def __str__(self) -> str:
        return self.text()


Domain = Interval | Finite | Whole

REAL = Interval()
POSITIVE = Interval(Fraction(0))
NONNEGATIVE = Interval(Fraction(0), None, True)

WORDS: dict[str, Domain] = {
    "real": REAL, "reals": REAL, "positive": POSITIVE, "nonnegative": NONNEGATIVE, "non-negative": NONNEGATIVE,
    "negative": Interval(None, Fraction(0)), "probability": Interval(Fraction(0), Fraction(1), True, True),
    "binary": Finite((Fraction(0), Fraction(1))), "count": Whole(), "counts": Whole(), "whole": Whole(),
}  # fmt: skip
"""Words for domains."""

EXAMPLES = 'such as "real", "[0, 1]", "(0, inf)", "{0, 1}" or "{0, 1, 2, ...}"'


def rational(value: object) -> Fraction:
    """A number as a fraction; a float as the shortest decimal that it is written with.

    Raises:
        DomainError: It is none, or not a finite one.
    """
    if isinstance(value, float):
        value = repr(value)
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise DomainError(f"{value!r} is no finite number") from error


def plain(value: Fraction, minus: str = "-") -> str:
    """A fraction as text: whole, or a short decimal, or a quotient."""
    sign, size = (minus if value < 0 else ""), abs(value)
    if size.denominator == 1:
        return f"{sign}{size.numerator}"
    for places in range(1, 7):
        if (size * 10**places).denominator == 1:
            whole, rest = divmod(int(size * 10**places), 10**places)
            return f"{sign}{whole}.{rest:0{places}d}"
    return f"{sign}{size.numerator}/{size.denominator}"


def number(text: str) -> Fraction:
    """An end of an interval, or a member of a set."""
    text = text.strip()
    if not text:
        raise DomainError("a number is missing")
    if not NUMBER.fullmatch(text):
        raise DomainError(f"{text!r} is no number")
    if len(text) > DIGITS:
        raise DomainError(f"a number of more than {DIGITS} characters")
    found = rational(text)
    if abs(found) >= 2**1024:
        raise DomainError(f"{text} is beyond the numbers of a computer; write inf where there is no end")
    return found


def end(text: str, endless: tuple[str, ...]) -> Fraction | None:
    """An end of an interval; None: infinite, as these words say."""
    return None if text.strip().lower() in endless else number(text)


def parse_domain(text: str) -> Domain:
    """Read a domain.

    Raises:
        DomainError: The text is none, or the domain is empty.
    """
    text = text.translate(SIGNS).strip()
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    if not text:
        raise DomainError("the domain is empty text")
    if found := INTERVAL.fullmatch(text):
        return interval(*found.groups())
    if found := SET.fullmatch(text):
        return members([part.strip() for part in found[1].split(",")])
    raise DomainError(f"{text[:60]!r} is no domain")


def interval(left: str, low: str, high: str, right: str) -> Interval:
    """An interval from its parts."""
    least, most = end(low, ("-inf", "-infinity")), end(high, ("inf", "+inf", "infinity"))
    closed = (left == "[", right == "]")
    if (least is None and closed[0]) or (most is None and closed[1]):
        raise DomainError("an infinite end takes a round bracket, since it is no number")
    if least is not None and most is not None and least >= most:
        if least == most and all(closed):
            raise DomainError(f"it holds the one number {plain(least)}; write that number instead")
        raise DomainError(f"no number lies between {plain(least)} and {plain(most)}, so it is empty")
    return Interval(least, most, *closed)


def members(parts: list[str]) -> Finite | Whole:
    """A set from its members; three dots at the end stand for all further whole numbers."""
    if parts == [""]:
        raise DomainError("the set is empty")
    endless = parts[-1] == "..."
    values = [number(part) for part in (parts[:-1] if endless else parts)]
    if not endless:
        if len(set(values)) < len(values):
            raise DomainError("a number stands in the set twice")
        return Finite(tuple(sorted(values)))
    if len(values) < 2 or any(value != values[0] + n or value.denominator != 1 for n, value in enumerate(values)):
        raise DomainError("before the three dots, whole numbers are expected that follow each other: {0, 1, 2, ...}")
    return Whole(int(values[0]))


def read_domain(text: str) -> Domain | None:
    """Read a domain; None where the text is for people alone."""
    try:
        return parse_domain(text)
    except DomainError:
        return None


def to_text(domain: Domain) -> str:
    """The domain as text that ``parse_domain`` reads."""
    return domain.text()


def to_unicode(domain: Domain) -> str:
    """The domain for people, which ``parse_domain`` reads too."""
    return domain.text("∞", "−")


def to_latex(domain: Domain) -> str:
    """The domain as a formula."""
    if domain == REAL:
        return r"\mathbb{R}"
    text = domain.text(r"\infty").replace("…", r"\ldots")
    return text.replace("{", r"\{").replace("}", r"\}")


def is_positive(domain: Domain | None) -> bool:
    """Whether all its numbers are greater than 0."""
    if domain is None or domain.low is None:
        return False
    return domain.low > 0 or (domain.low == 0 and not domain.low_closed)


def is_nonnegative(domain: Domain | None) -> bool:
    """Whether all its numbers are 0 or more."""
    return domain is not None and domain.low is not None and domain.low >= 0


def is_nonzero(domain: Domain | None) -> bool:
    """Whether 0 is none of its numbers."""
    return domain is not None and not domain.contains(0)
