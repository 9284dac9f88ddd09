"""Random points for the refuter: in the domains, as the context assumes, and some of them at ends and ties.

In: a context, a seed. Out: a point, the same for the same seed.
"""

from __future__ import annotations

import random
from fractions import Fraction
from functools import lru_cache

from flint import arb

from ..derive.assumed import assumptions, signs
from ..rules.rule import ConditionKind
from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import Term
from ..terms.domain import POSITIVE, REAL, WORDS, Domain, Finite, Interval, read_domain
from .evaluate import Matrix, Point, evaluate
from .numbers import Dual, Number, Undecided, leading, rational, sign
from .point import direction
from .slopes import Outside

WIDE_FROM = 4
"""From this seed on, numbers lie further out."""
REDRAWN, SEEDS_APART = 60, 1000
"""How often a point is drawn anew that assumptions don't speak of, and by how much its seed grows."""
PROBABILITY, BINARY_LABELS = WORDS["probability"], WORDS["binary"]
"""What labels are drawn from."""
BINARY = 4096
"""The denominator of random numbers: a ball holds them exactly, so that a number less itself is 0."""
SIZES = ((2, 2, 3, 4), (4, 2, 3, 1), (3, 1, 2, 4), (1, 2, 3, 2), (7, 3, 2, 4), (3, 4, 2, 1))
"""The sizes of a context at the points, in their order (m and p, m different from p + 1), so that nothing holds by
their being equal."""
FEW = (0, 2, 3)
"""Which of these, all small, are the sizes at ends and ties: there it is the numbers that matter."""


def sizes(context: Context, seed: int) -> dict[str, int]:
    """The declared sizes as numbers; one whose domain is ``1 … n`` is no larger than the size n."""
    names = [symbol for symbol in context.symbols if symbol.kind is Kind.SIZE]
    row = SIZES[seed % len(SIZES)]
    found = {symbol.name: row[n % len(row)] for n, symbol in enumerate(names)}
    for symbol in names:
        most = symbol.domain.removeprefix("1 … ")
        if most in found:
            found[symbol.name] = min(found[symbol.name], found[most])
    return found


class Drawn:
    """Numbers of domains, one after the other, with ends and ties among them if that is asked for.

    Args:
        seed: The same seed draws the same numbers.
        wide: How far out numbers without bounds lie.
        special: Whether a third of the numbers are ends of their domains, 0 or 1, and another third are equal to one
            drawn before: random ones are never equal. Which these are, and where they lie, changes with the seed.
    """

    def __init__(self, seed: int, wide: int, special: bool = False) -> None:
        self.draw, self.seed, self.wide = random.Random(seed), seed, wide
        self.special = special
        self.before: list[Fraction] = []

    def between(self, low: int, high: int) -> arb:
        """Any number between two."""
        return rational(self.draw.randint(low * 997, high * 997), 997)

    def number(self, domain: Domain, ordinary: bool = False) -> arb:
        """A number of a domain."""
        number = domain.sample(self.draw, self.wide)
        rounded = Fraction(round(number * BINARY), BINARY)
        if domain.contains(rounded):
            number = rounded
        if self.special and not ordinary:
            number = self.placed(number, domain)
            self.before.append(number)
        return rational(number.numerator, number.denominator)

    def placed(self, number: Fraction, domain: Domain) -> Fraction:
        """The number, or an end of its domain, or one that was drawn before."""
        place, turn = len(self.before), self.seed // 3
        role = (place % 3 * (1 + turn % 2) + place // 3 + self.seed) % 3
        if role == 0:
            ends = dict.fromkeys((Fraction(0), *domain.edges(), Fraction(1), Fraction(-1)))
            favoured = [end for end in ends if domain.contains(end)]
            return favoured[turn % len(favoured)] if favoured else number
        fitting = [other for other in self.before if domain.contains(other)] if role == 1 else []
        general = [other for other in fitting if other.denominator > 1]  # equal, and not also 0
        chosen = general or (fitting if isinstance(domain, Finite) else [])
        return self.draw.choice(chosen) if chosen else number


@lru_cache(maxsize=256)
def point(context: Context, seed: int, real_labels: bool, special: bool | frozenset[str] = False) -> Point:
    """A random point: every free symbol a random rational of its domain. The same seed gives the same point.

    Labels are 0 or 1; ``real_labels`` makes them any number between, which tells apart more lines. A domain that is for
    people alone is taken as the positive numbers where it begins like them, else as all. A ``special`` point has ends
    of domains and equal numbers, for all symbols or for these. What is assumed to be positive is, where that is a
    symbol or a difference of two.
    """
    drawn = Drawn(seed, 4 if seed >= WIDE_FROM else 1, bool(special))
    chosen = special if isinstance(special, frozenset) else None
    like = FEW[seed % len(FEW)] + seed // SEEDS_APART * SEEDS_APART * len(SIZES) if special else seed
    found = point(context, like, real_labels) if chosen else Point(context, sizes(context, like), {})
    for symbol in context.symbols:
        if chosen and symbol.name not in chosen:
            continue
        if symbol.kind is Kind.INDEX:
            low = found.size(context.parse(symbol.runs[0]))
            high = found.size(context.parse(symbol.runs[1]))
            number = drawn.draw.randint(low, high)
            found = found.with_index(symbol.name, (low, high)[seed % 2] if special else number)
        if symbol.kind not in (Kind.DATA, Kind.PARAMETER, Kind.LABEL, Kind.BASE):
            continue
        rows, columns = (found.size(size) for size in context.variables[symbol.name].shape)
        text = read_domain(symbol.domain)
        plain = text is None
        domain = text or (POSITIVE if symbol.domain.startswith("0 <") else REAL)
        value: Matrix = []
        for _ in range(rows):
            if symbol.kind is not Kind.LABEL:
                value.append([drawn.number(domain, plain) for _ in range(columns)])
            elif special:
                value.append([drawn.number(PROBABILITY if real_labels else BINARY_LABELS, plain)])
            else:
                value.append([drawn.between(0, 1) if real_labels else rational(drawn.draw.randint(0, 1))])
        if "symmetric" in symbol.domain:
            value = [[value[max(a, b)][min(a, b)] for b in range(columns)] for a in range(rows)]
        found = found.with_value(symbol.name, known_entries(context, symbol.name, value, found))
        if symbol.kind is Kind.PARAMETER:
            moved = [[drawn.between(-2, 2) for _ in range(columns)] for _ in range(rows)]
            found = found.with_value(direction(symbol.name, context), moved)
    return turned(found, context) if context.assumptions else found


def turned(where: Point, context: Context) -> Point:
    """The point with entries turned round, or exchanged, so that assumptions on symbols and their differences hold."""
    for term, _ in signs(context):
        minus = isinstance(term, core.Negative)
        symbol = term.children[0] if minus else term
        if isinstance(symbol, core.Variable) and symbol.name in where.values and mirrored(context.domain(symbol)):
            cells = [[-abs(cell) if minus else abs(cell) for cell in row] for row in where.values[symbol.name]]
            where = where.with_value(symbol.name, cells)
        pair = difference(term)
        if pair is None or not all(part.name in where.values for part in pair):
            continue
        more, less = (where.values[part.name] for part in pair)
        if pair[0].shape == pair[1].shape and context.domain(pair[0]) == context.domain(pair[1]) is not None:
            rows = [
                [(max(a, b), min(a, b)) for a, b in zip(r, s, strict=True)] for r, s in zip(more, less, strict=True)
            ]
            for part, side in zip(pair, (0, 1), strict=True):
                where = where.with_value(part.name, [[cells[side] for cells in row] for row in rows])
    return where


def mirrored(domain: Domain | None) -> bool:
    """Whether a domain has with each number its opposite."""
    if isinstance(domain, Finite):
        return {-value for value in domain.values} == set(domain.values)
    return isinstance(domain, Interval) and (
        domain.low is None is domain.high
        or None not in (domain.low, domain.high)
        and (domain.low, domain.low_closed) == (-(domain.high or 0), domain.high_closed)
    )


def difference(term: Term) -> tuple[core.Variable, core.Variable] | None:
    """The two symbols of which a term is the difference."""
    if not isinstance(term, core.Plus) or len(term.children) != 2:
        return None
    more, less = sorted(term.children, key=lambda part: isinstance(part, core.Negative))
    if not isinstance(more, core.Variable) or not isinstance(less, core.Negative):
        return None
    return (more, less.children[0]) if isinstance(less.children[0], core.Variable) else None


def known_entries(context: Context, name: str, value: Matrix, where: Point) -> Matrix:
    """Data as the context states them: a column of a matrix (``X[i, 0] = 1``), or what entries add up to."""
    for left, right in context.equations.values():
        if not isinstance(left, core.Entry) or not isinstance(right, core.Constant) or left.base.name != name:
            continue
        if isinstance(left.indices[-1], core.Constant) and len(left.indices) == 2:
            column = int(left.indices[-1].value) - where.first(left.base.shape[1])
            fact = evaluate(right, where)[0][0]
            value = [[fact if n == column else cell for n, cell in enumerate(row)] for row in value]
    if name not in context.totals:
        return value
    total = evaluate(context.totals[name][2], where)[0][0]
    if context.variables[name].shape[1] == core.ONE:
        return [list(cells) for cells in zip(*adding_up([[row[0] for row in value]], total), strict=True)]
    return adding_up(value, total)


def adding_up(rows: Matrix, total: arb) -> Matrix:
    """The rows, each scaled to a sum; one of whole numbers has the sum at its first entry that isn't 0, or its last."""
    found: Matrix = []
    for row in rows:
        if all(cell.is_integer() for cell in row):
            place = next((n for n, cell in enumerate(row) if cell != 0), len(row) - 1)
            found.append([total if n == place else arb(0) for n in range(len(row))])
        else:
            whole = sum(row, arb(0))
            zero = whole.contains(0)
            found.append([total if n == 0 else arb(0) for n in range(len(row))] if zero else
                         [cell * total / whole for cell in row])  # fmt: skip
    return found


def finite(cell: Number) -> bool:
    """Whether a number, and its derivatives, are finite."""
    if isinstance(cell, Dual):
        return finite(cell.value) and finite(cell.slope)
    return bool(cell.is_finite())


@lru_cache(maxsize=256)
def allowed(context: Context, seed: int, real_labels: bool, special: bool | frozenset[str]) -> bool:
    """Whether a point is one of those that the context's domains and assumptions speak of."""
    return fits(point(context, seed, real_labels, special), context)


def fits(where: Point, context: Context) -> bool:
    """The same of any point: all entries of what is assumed to be positive are."""
    for name in context.totals:
        domain = context.domain(context.variables[name])
        if domain is not None and not all(lies_in(cell, domain) for row in where.values[name] for cell in row):
            return False
    wanted: list[tuple[Term, tuple[int, ...]]]
    wanted = [(terms[0], (1, -1)) for kind, terms in assumptions(context) if kind is ConditionKind.NONZERO]
    wanted += [(term, (1,) if strict else (1, 0)) for term, strict in signs(context)]
    inverses = [core.Inverse(terms[0]) for kind, terms in assumptions(context) if kind is ConditionKind.INVERTIBLE]
    for inverse in inverses:
        if not all(finite(leading(cell)) for row in evaluate(inverse, where.anew()) for cell in row):
            return False
    for term, orders in wanted:
        try:
            if any(sign(cell) not in orders for row in evaluate(term, where) for cell in row):
                return False
        except (Outside, Undecided):
            return False
    return True


def lies_in(cell: arb, domain: Domain) -> bool:
    """Whether a number may be one of a domain."""
    if isinstance(domain, Finite):
        return any(cell.overlaps(rational(value.numerator, value.denominator)) for value in domain.values)
    for end, closed, order in ((domain.low, domain.low_closed, 1), (domain.high, domain.high_closed, -1)):
        beyond = arb(1) if end is None else (cell - rational(end.numerator, end.denominator)) * order
        if beyond < 0 or beyond == 0 and not closed:
            return False
    return True


@lru_cache(maxsize=256)
def drawn_point(context: Context, seed: int, real_labels: bool, special: bool | frozenset[str]) -> Point | None:
    """The point of a seed, or the next one that the context's assumptions speak of; None where none is found soon."""
    for turn in range(REDRAWN if context.assumptions or context.totals else 1):
        if allowed(context, seed + turn * SEEDS_APART, real_labels, special):
            return point(context, seed + turn * SEEDS_APART, real_labels, special)
    return None
