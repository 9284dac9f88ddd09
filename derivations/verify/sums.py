"""Sums over indices in the normal form. In: a sum of a rational function in letters. Out: one with sums as letters.

What doesn't depend on the index stands before the sum; sums in each other are one sum over several indices, whose order
and names are free.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from itertools import count, islice, permutations, product
from operator import add, mul
from typing import Any

from ..terms.core import Term, Variable
from .partial_fractions import partial_fractions
from .rational import Ratio, Ring, joined
from .slopes import Outside

MOST_SUMS = 5
"""Of more sums, one in the other, the order isn't tried out."""
Bounds = tuple[Ratio, Ratio]
Range = tuple[Term, Bounds]
Names = tuple[tuple[Term, Term], ...]
"""Indices, each with its new name; all are renamed at once."""


def str_of(bounds: Bounds) -> tuple[str, str]:
    """Bounds as text."""
    return str(bounds[0]), str(bounds[1])


class Sums(ABC):
    """Letters with the indices that they depend on, and sums of them.

    Args:
        ring: The fractions in these letters.
    """

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.letters: dict[object, int] = {}
        self.depends: list[frozenset[Term]] = []
        self.keys: list[Any] = []
        self.level: list[int] = []
        self.sums: dict[int, tuple[list[Range], Ratio]] = {}
        self.changed: dict[tuple[int, Names], Ratio] = {}
        self.roles: dict[tuple[int, frozenset[tuple[Term, str]]], str] = {}
        self.totals: dict[int, tuple[Term, Bounds, Ratio]] = {}

    @abstractmethod
    def of(self, term: Term) -> Ratio:
        """The rational function of a term."""

    @abstractmethod
    def product_of_positives(self, base: Ratio) -> bool:
        """Whether no factor of a fraction may be negative."""

    @abstractmethod
    def made_again(self, kind: Any, parts: list[Any]) -> Ratio:
        """The letter of a kind for parts in which an index has changed."""

    def letter(self, key: object, depends: frozenset[Term]) -> int:
        """The letter for a key; equal keys share one."""
        if key not in self.letters:
            self.new_letter(key, depends, self.ring.letter())
        return self.letters[key]

    def new_letter(self, key: object, depends: frozenset[Term], letter: int) -> None:
        """Note what a new letter stands for."""
        parts = [part for part in key if isinstance(part, Ratio)] if isinstance(key, tuple) else []
        self.letters[key] = letter
        self.depends.append(depends)
        self.keys.append(key)
        self.level.append(max((self.level[n] for part in parts for n in part.letters), default=0))

    def indices(self, ratio: Ratio) -> frozenset[Term]:
        """The indices that the letters of a fraction depend on."""
        return frozenset().union(*(self.depends[n] for n in ratio.letters))

    def summation(self, index: Term, low: Term, high: Term, body: Term) -> Ratio:
        """Σ of each monomial, factors without the index before it."""
        bounds = (self.of(low), self.of(high))
        return joined([self.sum_of(index, bounds, piece) for piece in self.pieces(self.of(body))], add)

    def pieces(self, whole: Ratio) -> list[Ratio]:
        """Partial fractions by the one exponential of the denominator, so that a sum can be taken piece by piece."""
        below = Ratio(self.ring, whole.below, self.ring.unit)
        exponentials = [n for n in below.letters if isinstance(self.keys[n], tuple) and self.keys[n][0] == "exp"]
        return partial_fractions(whole, exponentials[0]) if len(exponentials) == 1 else [whole]

    def sum_of(self, index: Term, bounds: Bounds, piece: Ratio) -> Ratio:
        """Σ of one fraction."""
        number, factors = self.ring.factors(piece.below)
        free_below, bound_below = [self.ring.number(number)], [self.ring.one]
        for factor, power in factors:
            (bound_below if index in self.indices(factor) else free_below).append(factor**power)
        below = joined(bound_below, mul)
        parts = [self.ring.zero]
        for coefficient, monomial in Ratio(self.ring, piece.above, self.ring.unit).terms():
            own = {n for n in monomial.letters if index in self.depends[n]}
            free, inside = monomial.divided(own)
            free = free * self.ring.number(coefficient.numerator)
            if not own and below == self.ring.one:
                parts.append(free * (bounds[1] - bounds[0] + 1))
            else:
                parts.append(free * self.total(index, bounds, inside / below))
        return joined(parts, add) / joined(free_below, mul)

    def total(self, index: Term, bounds: Bounds, body: Ratio) -> Ratio:
        """A sum over one index: a number where the body adds up to one, else a letter."""
        letter = body.single
        if letter is not None and letter in self.totals:
            own, known, value = self.totals[letter]
            if own == index and known == bounds:
                return value
        return self.sum_letter([(index, bounds)], body)

    def added_up(self, ranges: list[Range], inside: Ratio) -> Ratio | None:
        """Sums over several indices, one of which is known: all that has this index adds up to a number; else None."""
        for place, (index, bounds) in enumerate(ranges):
            own = [n for n in inside.letters if index in self.depends[n]]
            if len(own) != 1 or own[0] not in self.totals or self.totals[own[0]][:2] != (index, bounds):
                continue
            rest = inside / self.ring.of(own[0])
            others = ranges[:place] + ranges[place + 1 :]
            if index in self.indices(rest) or any(index in self.indices(end) for _, ends in others for end in ends):
                continue
            found = rest * self.totals[own[0]][2]
            for other, ends in others:
                found = self.sum_of(other, ends, found)
            return found
        return None

    def sum_letter(self, ranges: list[Range], inside: Ratio) -> Ratio:
        """The letter of a sum over one or several indices: sums inside are merged, the order of the indices is free.

        The indices are renamed by how deep the sum stands, in the order that gives the least bounds and then the least
        body.
        """
        powers = self.ring.degrees(inside.above)
        for letter in sorted(inside.letters & self.sums.keys()):
            known, body = self.sums[letter]
            if powers[letter] == 1 or powers[letter] == 2 and len(ranges) + 2 * len(known) <= MOST_SUMS:
                rest = inside / self.ring.of(letter)
                fresh, body = self.apart(known, body, self.indices(rest).union(index for index, _ in ranges))
                return self.sum_letter(ranges + fresh, rest * body)
        added_up = self.added_up(ranges, inside) if len(ranges) > 1 else None
        if added_up is not None:
            return added_up
        if len(ranges) > MOST_SUMS:
            raise Outside(f"{len(ranges)} sums, one in the other")
        level = max((self.level[n] for n in inside.letters), default=0)
        taken = self.indices(inside).difference(index for index, _ in ranges)
        free = (name for name in map(Variable, map("_s{}".format, count(level + 1))) if name not in taken)
        names: list[Term] = list(islice(free, len(ranges)))
        bounds = tuple(sorted((pair for _, pair in ranges), key=str_of))
        orders = self.orders(ranges, inside)
        body = min(
            (self.rename(inside, tuple(zip((index for index, _ in order), names, strict=True))) for order in orders),
            key=str,
        )
        outer = self.indices(body).union(*(self.indices(bound) for pair in bounds for bound in pair))
        letter = self.letter(("sum", bounds, body), outer - set(names))
        self.sums[letter] = (list(zip(names, bounds, strict=True)), body)
        self.level[letter] = level + len(ranges)
        return self.ring.of(letter)

    def apart(self, known: list[Range], body: Ratio, taken: frozenset[Term]) -> tuple[list[Range], Ratio]:
        """The ranges and the body of a sum, its indices renamed where their names are taken."""
        own = {index for index, _ in known}
        if own.isdisjoint(taken):
            return known, body
        used = taken | own | self.indices(body)
        unused = (name for name in map(Variable, map("_m{}".format, count(1))) if name not in used)
        names = tuple((index, next(unused)) for index, _ in known)
        return [(new, bounds) for (_, new), (_, bounds) in zip(names, known, strict=True)], self.rename(body, names)

    def orders(self, ranges: list[Range], inside: Ratio) -> list[list[Range]]:
        """The orders of indices among which the least body is looked for: by bounds, then by what each does in it."""
        marks: list[tuple[tuple[str, str], str]] = [(str_of(pair), "") for _, pair in ranges]
        if len(ranges) > 1:
            others = {index: "other" for index, _ in ranges}
            marks = [(str_of(pair), self.role(inside, {**others, index: "own"})) for index, pair in ranges]
        alike = [[r for r, own in zip(ranges, marks, strict=True) if own == mark] for mark in sorted(set(marks))]
        return [[one for part in chosen for one in part] for chosen in product(*map(permutations, alike))]

    def role(self, ratio: Ratio, words: Mapping[Term, str]) -> str:
        """A fraction as text, with words for some indices: the same however they are called, and whatever the order.

        Signs are left out: which of a fraction's two sides bears one depends on the names.
        """
        if self.indices(ratio).isdisjoint(words):
            return str(ratio)
        words_of = [(-1 - n, self.role_of_letter(n, words)) for n in ratio.letters]
        sides = []
        for side in (ratio.above, ratio.below):
            terms = []
            for exponents, number in side.terms():
                factors = sorted([f"{word}^{exponents[place]}" for place, word in words_of if exponents[place]])
                terms.append(f"{abs(int(number))} {' '.join(factors)}")
            sides.append(" + ".join(sorted(terms)))
        return f"({' / '.join(sides)})"

    def role_of_letter(self, letter: int, words: Mapping[Term, str]) -> str:
        """The same of a letter; indices of a sum in it have a word of their own."""
        depends = self.depends[letter]
        if depends.isdisjoint(words):
            return str(letter)
        asked = letter, frozenset((index, word) for index, word in words.items() if index in depends)
        if asked not in self.roles:
            self.roles[asked] = self.told_of_letter(letter, words)
        return self.roles[asked]

    def told_of_letter(self, letter: int, words: Mapping[Term, str]) -> str:
        """The same, worked out."""
        key = self.keys[letter]
        if not isinstance(key, tuple):
            return words[key]
        kind, *parts = key
        if letter in self.sums:
            ranges, body = self.sums[letter]
            inside = {**words, **{index: "bound" for index, _ in ranges}}
            return f"sum {[str_of(bounds) for _, bounds in ranges]} {self.role(body, inside)}"
        told = [kind if isinstance(kind, str) else kind.__name__]
        for part in parts:
            if isinstance(part, Ratio):
                told.append(self.role(part, words))
            else:
                told.append(str(str_of(part) if kind == "largest" else part))
        return f"({', '.join(told)})"

    def largest(self, index: Term, low: Term, high: Term, body: Ratio) -> Ratio:
        """The largest value over an index: what doesn't depend on the index is added to it."""
        bounds, free, moving = (self.of(low), self.of(high)), [self.ring.zero], [self.ring.zero]
        for number, monomial in body.terms():
            own = free if index not in self.indices(monomial) else moving
            own.append(monomial * self.ring.number(number.numerator, number.denominator))
        inside = joined(moving, add)
        if not inside:
            return joined(free, add)
        before = self.before(inside, index)
        inside = inside / before
        letter = self.largest_letter(bounds, self.rename(inside, ((index, self.named(inside)),)))
        return joined([*free, before * letter], add)

    def before(self, inside: Ratio, index: Term) -> Ratio:
        """A positive factor that all of a fraction has and that doesn't depend on an index: here, of its divisor."""
        number, factors = self.ring.factors(inside.below)
        found = [factor**power for factor, power in factors if index not in self.indices(factor)]
        divisor = joined([self.ring.number(number), *found], mul)
        return self.ring.one / divisor if self.product_of_positives(divisor) else self.ring.one

    def named(self, inside: Ratio) -> Term:
        """What the index is called in the letter of a largest value, by how deep it stands."""
        return Variable(f"_s{max((self.level[n] for n in inside.letters), default=0) + 1}")

    def largest_letter(self, bounds: Bounds, inside: Ratio) -> Ratio:
        """The letter of a largest value, whose index is named already."""
        name = self.named(inside)
        level = max((self.level[n] for n in inside.letters), default=0)
        letter = self.letter(("largest", bounds, inside), self.indices(inside) - {name})
        self.level[letter] = level + 1
        return self.ring.of(letter)

    def rename(self, ratio: Ratio, names: Names) -> Ratio:
        """The fraction with other names for some indices."""
        moved: dict[int, Ratio] = {}
        for n in ratio.letters:
            own = tuple((old, new) for old, new in names if old != new and old in self.depends[n])
            if own:
                moved[n] = self.renamed(n, own)
        return ratio.replaced(moved)

    def renamed(self, letter: int, names: Names) -> Ratio:
        """The letter whose key has other names for some indices that it depends on, found once."""
        change = (letter, names)
        if change not in self.changed:
            self.changed[change] = self.find_renamed(letter, names)
        return self.changed[change]

    def find_renamed(self, letter: int, names: Names) -> Ratio:
        """The same, worked out."""
        key, words = self.keys[letter], dict(names)
        if key in words:
            return self.ring.of(self.letter(words[key], frozenset({words[key]})))
        kind, *parts = key
        if kind == "sum":
            ranges, body = self.apart(*self.sums[letter], frozenset(words.values()))
            bounded = [(name, (self.rename(low, names), self.rename(high, names))) for name, (low, high) in ranges]
            return self.sum_letter(bounded, self.rename(body, names))
        changed = [self.rename(part, names) if isinstance(part, Ratio) else part for part in parts]
        made = self.made_again(kind, changed)
        if letter in self.totals and made.single is not None and self.depends[letter].isdisjoint(words.values()):
            own, (low, high), value = self.totals[letter]
            ends = (self.rename(low, names), self.rename(high, names))
            self.totals[made.single] = words.get(own, own), ends, self.rename(value, names)
        return made
