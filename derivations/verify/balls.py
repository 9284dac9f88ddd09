"""The refuter: both sides at random points, as Arb balls. In: two terms of one shape. Out: a verdict, never a proof."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import lru_cache
from itertools import count

from flint import arb, ctx

from ..derive.assumed import assumptions, signs
from ..rules.rule import BOUNDS, ConditionKind, Relation
from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import Term, show_shape
from ..terms.domain import POSITIVE, REAL, read_domain
from ..terms.places import free_names
from .evaluate import Matrix, Point, evaluate
from .kinds import asks
from .numbers import Dual, Number, Undecided, leading, rational, sign
from .slopes import Outside
from .verdict import Result, Verdict

BITS = 256
RADIUS = arb("1e-40")
POINTS = 12
"""How many points must agree; one more doubles what it takes to agree by chance where a term has branches."""
POINTS_OF_SIZES = 6
"""The same where there are sizes: every entry of a vector counts as a point of its own there."""
TRIED = 24
"""How many points are tried, since both sides may have no value at some."""
LEAST = 4
BINARY = 4096
"""The denominator of random numbers where there are vectors."""
SIZES = ((2, 2, 3, 4), (4, 2, 3, 1), (3, 1, 2, 4), (1, 2, 3, 2), (7, 3, 2, 4), (3, 4, 2, 1))
"""The sizes of a context at the points, in their order (m and p, m different from p + 1), so that nothing holds by
their being equal."""


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


@lru_cache(maxsize=64)
def point(context: Context, seed: int, real_labels: bool, special: bool = False) -> Point:
    """A random point: every free symbol a random rational of its domain. The same seed gives the same point.

    Labels are 0 or 1; ``real_labels`` makes them any number between, which tells apart more lines. A domain that is for
    people alone is taken as the positive numbers where it begins like them, else as all. ``special`` makes each third
    of the real numbers 0 or 1, another third at another seed: random ones are never equal.
    """
    draw, drawn = random.Random(seed), count()

    wide = 4 if seed >= LEAST else 1

    def between(low: int, high: int) -> arb:
        return rational(draw.randint(low * 997, high * 997), 997)

    def inside(text: str) -> arb:
        domain = read_domain(text) or (POSITIVE if text.startswith("0 <") else REAL)
        if special and domain.contains(-1) and next(drawn) % 3 == seed // 2 % 3:
            return rational(0 if seed % 12 < 6 else 1)
        number = domain.sample(draw, wide)
        binary = Fraction(round(number * BINARY), BINARY)
        if context.bounds and domain.contains(binary):
            number = binary  # exactly what a ball holds, so that an entry less itself is 0
        return rational(number.numerator, number.denominator)

    found = Point(context, sizes(context, seed), {})
    for symbol in context.symbols:
        if symbol.kind is Kind.INDEX:
            low = found.size(context.parse(symbol.runs[0]))
            high = found.size(context.parse(symbol.runs[1]))
            found = found.with_index(symbol.name, draw.randint(low, high))
        if symbol.kind not in (Kind.DATA, Kind.PARAMETER, Kind.LABEL, Kind.BASE):
            continue
        rows, columns = (found.size(size) for size in context.variables[symbol.name].shape)
        value: Matrix = []
        for _ in range(rows):
            if symbol.kind is Kind.LABEL:
                value.append([between(0, 1) if real_labels else rational(draw.randint(0, 1))])
            else:
                value.append([inside(symbol.domain) for _ in range(columns)])
        if "symmetric" in symbol.domain:
            value = [[value[max(a, b)][min(a, b)] for b in range(columns)] for a in range(rows)]
        found = found.with_value(symbol.name, known_entries(context, symbol.name, value, found))
        if symbol.kind is Kind.PARAMETER:
            moved = [[between(-2, 2) for _ in range(columns)] for _ in range(rows)]
            found = found.with_value(f"d_{symbol.name}", moved)
    return found


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
            found.append([cell * total / whole for cell in row])
    return found


def asks_for_labels(*terms: Term) -> bool:
    """Whether a term needs labels that are 0 or 1."""
    return any(asks(term, (core.Indicator, core.Probability, core.Equal)) for term in terms)


def asks_for_equality(*terms: Term) -> bool:
    """Whether a term is another one where two numbers are equal, which random numbers never are."""
    return any(asks(term, (core.Equal, core.Unequal)) for term in terms)


def finite(cell: Number) -> bool:
    """Whether a number, and its derivatives, are finite."""
    if isinstance(cell, Dual):
        return finite(cell.value) and finite(cell.slope)
    return bool(cell.is_finite())


@lru_cache(maxsize=256)
def allowed(context: Context, seed: int, real_labels: bool, special: bool) -> bool:
    """Whether a point is one of those that the context's assumptions speak of."""
    where = point(context, seed, real_labels, special)
    wanted: list[tuple[Term, tuple[int, ...]]]
    wanted = [(terms[0], (1, -1)) for kind, terms in assumptions(context) if kind is ConditionKind.NONZERO]
    wanted += [(term, (1,) if strict else (1, 0)) for term, strict in signs(context)]
    inverses = [core.Inverse(terms[0]) for kind, terms in assumptions(context) if kind is ConditionKind.INVERTIBLE]
    for inverse in inverses:
        if not all(finite(leading(cell)) for row in evaluate(inverse, where.anew()) for cell in row):
            return False
    for term, orders in wanted:
        try:
            if sign(evaluate(term, where)[0][0]) not in orders:
                return False
        except (Outside, Undecided):
            return False
    return True


def compare(left: Term, right: Term, context: Context, relation: Relation = Relation.EQUAL) -> Verdict:
    """Both sides at random points: REFUTED with a witness, or CONSISTENT at so many points.

    The relation is equality, or that the left side is at most, or at least, the right one.

    Traps that are guarded against: a ball that is not finite contains 0; a wide ball contains 0; a point where only one
    side has a value is a witness too.
    """
    ctx.prec = BITS
    if left.shape != right.shape:
        text = f"{show_shape(left.shape)} against {show_shape(right.shape)} at every point"
        return Verdict("balls", Result.REFUTED, f"the shapes differ: {text}")
    if asks_for_labels(left, right):
        return at_points(left, right, context, False, relation)
    found = at_points(left, right, context, True, relation)
    if found.result is Result.REFUTED and has_labels(left, right, context):
        return at_points(left, right, context, False, relation)
    return found


def differs(difference: arb, relation: Relation) -> bool:
    """Whether the difference of the left side and the right one can't be what the relation says."""
    if relation in BOUNDS:
        return bool(difference > 0 if relation is Relation.AT_MOST else difference < 0)
    return not difference.contains(0)


def has_labels(left: Term, right: Term, context: Context) -> bool:
    """Whether labels take part, of which a number between 0 and 1 is no value and refutes nothing."""
    names = context.depends(left) | context.depends(right)
    return any(context.kind(name) is Kind.LABEL for name in names if name in context.by_name)


def at_points(
    left: Term, right: Term, context: Context, real_labels: bool, relation: Relation = Relation.EQUAL
) -> Verdict:
    """The comparison, with labels that are any number between 0 and 1, or 0 or 1 alone."""
    special = asks_for_equality(left, right)
    agreed, widest = 0, arb(0)
    enough = POINTS_OF_SIZES if context.bounds and not special else POINTS
    for seed in range(TRIED):
        if agreed == enough:
            break
        some = special and seed % 2 == 1
        where = point(context, seed, real_labels, some)
        if not allowed(context, seed, real_labels, some):
            continue
        try:
            ours, theirs = evaluate(left, where.anew()), evaluate(right, where.anew())
        except Undecided:
            continue
        except (Outside, KeyError) as error:
            return Verdict("balls", Result.UNKNOWN, f"{error}")
        cells = [(a, b) for r, s in zip(ours, theirs, strict=True) for a, b in zip(r, s, strict=True)]
        for a, b in cells:
            a, b = leading(a), leading(b)
            if finite(a) != finite(b):
                return Verdict("balls", Result.REFUTED, f"only one side has a value at {witness(where, left, right)}")
            if not finite(a):
                break
            difference = a - b
            if differs(difference, relation):
                text = f"{a.str(8, radius=False)} against {b.str(8, radius=False)} at {witness(where, left, right)}"
                return Verdict("balls", Result.REFUTED, text)
            if difference.rad() > RADIUS:
                break
            widest = max(widest, difference.rad(), key=float)
        else:
            agreed += 1
    if agreed < LEAST:
        return Verdict("balls", Result.UNKNOWN, f"only {agreed} of {TRIED} points could be compared")
    return Verdict("balls", Result.CONSISTENT, f"{agreed} points, {BITS} bits, balls narrower than 1e-40")


def witness(where: Point, left: Term, right: Term) -> str:
    """The values of the symbols that the two sides name, but for the indices of their sums."""
    names = free_names(left) | free_names(right)
    shown = []
    for name in sorted(names):
        if name in where.whole:
            shown.append(f"{name} = {where.whole[name]}")
        elif name in where.values:
            cells = [f"{float(leading(cell)):.3g}" for row in where.values[name] for cell in row]
            shown.append(f"{name} = {cells[0] if len(cells) == 1 else '(' + ', '.join(cells) + ')'}")
    return ", ".join(shown) or "every point"
