"""How far code is from the exact value, beside what is promised. In: a term, points. Out: errors there."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from ..terms.context import Context
from ..terms.core import Term
from ..terms.domain import Finite, read_domain
from ..verify.one_sided import BITS, Exact
from . import points as sampling
from .build import Builder, Symbols
from .cost import cost
from .exact import Row, beyond, exact, sign_at, turning
from .interpret import FAR, NEAR, Interpreter, Values, limit
from .ir import Program
from .points import Point
from .promise import ACROSS, LARGEST, LOST, PROMISE, SMALLEST, UNIT, Accuracy

LineOfCode = tuple[Term, tuple[str, ...]]
"""A line that code is made of, with its free indices."""

LABORIOUS = 12
"""At how many of the points code is tried at most of those where the exact value takes many bits."""
TINY, HUGE = 1e-6, 1e6
"""Between which sizes numbers are usual."""


@dataclass(frozen=True, eq=False)
class Sample:
    """The points of a term, and its exact values there.

    Args:
        symbols: What the symbols are in code.
        names: The numbers of a point: each entry of a vector by itself.
        inputs: For each argument its values, for a vector the entries of each sample after each other.
        count: How many samples there are.
        size: How many entries vectors have.
        free: The free indices of the result.
        points: The point of each number of a result that is looked at.
        places: Its place among the values of the code.
        rows: Its exact values: rounded, what is left, the bits that it took, and at ties that of the other side.
        truths: What has the exact values, for each number: the definition, or a derivative of it, and equal terms.
        missing: The points at which no exact value was found.
        moving: The places of the numbers of a point that may be any within their domain.
    """

    symbols: Symbols
    names: tuple[str, ...]
    inputs: Mapping[str, Values]
    count: int
    size: int
    free: tuple[str, ...]
    points: tuple[Point, ...]
    places: tuple[int, ...]
    rows: tuple[Row, ...]
    truths: tuple[tuple[Exact, ...], ...]
    missing: tuple[Point, ...] = ()
    moving: tuple[int, ...] = ()
    turns: dict[int, float] = field(default_factory=dict)
    jumped: dict[int, float] = field(default_factory=dict)

    @cached_property
    def program(self) -> Program:
        """The program that all terms which are tried are added to."""
        return Program()

    @cached_property
    def builder(self) -> Builder:
        """What adds them."""
        return Builder(self.program, self.symbols)

    @cached_property
    def interpreter(self) -> Interpreter:
        """What works their values out."""
        return Interpreter(self.program, self.inputs, self.count, self.size)

    def computed(self, term: Term) -> Values:
        """What the code of a term gives, in all entries of the result.

        Raises:
            NotEmitted: A part has no code.
        """
        number = self.builder.output(term, self.free)
        cells = self.size ** len(self.free)
        times = cells if self.program[number].rank < len(self.free) else 1  # the same for every entry
        values = [value for value in self.interpreter.values(number) for _ in range(times)]
        if not self.infinite:
            return values
        near, far = ([value for value in own.values(number) for _ in range(times)] for own in self.beside)
        for n, sample in enumerate(self.infinite):
            for cell in range(cells):
                if values[sample * cells + cell] != values[sample * cells + cell]:
                    values[sample * cells + cell] = limit(near[n * cells + cell], far[n * cells + cell])
        return values

    @cached_property
    def infinite(self) -> tuple[int, ...]:
        """The samples with an infinite input."""
        found = {
            n * self.count // len(values)
            for values in self.inputs.values()
            for n, value in enumerate(values)
            if math.isinf(value)
        }
        return tuple(sorted(found))

    @cached_property
    def beside(self) -> tuple[Interpreter, Interpreter]:
        """What works the values out at large numbers instead of infinity."""
        found = []
        for infinity in (NEAR, FAR):
            inputs = {}
            for name, values in self.inputs.items():
                width = len(values) // self.count
                own = [value for n in self.infinite for value in values[n * width : (n + 1) * width]]
                inputs[name] = [math.copysign(infinity, x) if math.isinf(x) else x for x in own]
            found.append(Interpreter(self.program, inputs, len(self.infinite), self.size))
        return found[0], found[1]

    def cost(self, term: Term, beside: Sequence[LineOfCode] = ()) -> float:
        """What the code of a term costs beside that of other lines, with which it shares what both need."""
        others = [self.builder.output(line, free) for line, free in beside]
        whole = cost(self.program, (*others, self.builder.output(term, self.free)))
        return whole - cost(self.program, others)

    def joined(self, more: Sample) -> Sample:
        """Both samples as one."""
        cells = self.size ** len(self.free)
        places = (*self.places, *(self.count * cells + place for place in more.places))
        inputs = {name: [*values, *more.inputs[name]] for name, values in self.inputs.items()}
        offset = len(self.points)
        return replace(
            self, inputs=inputs, count=self.count + more.count, points=self.points + more.points, places=places,
            rows=self.rows + more.rows, truths=self.truths + more.truths, missing=self.missing + more.missing,
            turns=self.turns | {offset + n: value for n, value in more.turns.items()},
            jumped=self.jumped | {offset + n: value for n, value in more.jumped.items()},
        )  # fmt: skip

    def completed(self, term: Term) -> Sample:
        """The sample with those of the missing points at which an equal term lets an exact value be found.

        Of a derivative, only the definition has exact values, for the derived line may be wrong.
        """
        if not self.missing or self.free or any(truth.by for truths in self.truths[:1] for truth in truths[:1]):
            return self
        truth = Exact(term, self.names)
        rows = exact(truth, self.missing)
        if all(row[0] != row[0] for row in rows):
            return self
        more = scalar_sample(self.symbols, self.missing, rows, (*self.truths[0], truth), self.moving)
        return replace(self, missing=()).joined(replace(more, missing=()))

    def errors(self, computed: Values) -> list[float]:
        """The error of each number, as a share of what is promised: more than 1 breaks the promise."""
        cells = self.size ** len(self.free)
        found = []
        for n, (place, (high, low, _, _), least) in enumerate(zip(self.places, self.rows, self.least, strict=True)):
            got = computed[place]
            gap = abs((got - high) - low)
            if gap <= least:  # most are, and no more is asked of them
                found.append(gap / least if gap else 0.0)
            else:
                start = place - place % cells
                scale = max(map(abs, computed[start : start + cells])) if cells > 1 else 0.0
                found.append(self.error(n, got, scale if math.isfinite(scale) else 0.0))
        return found

    @cached_property
    def least(self) -> tuple[float, ...]:
        """What is promised of each number at least, for any κ; -1 where it isn't finite."""
        sizes = [abs(row[0]) for row in self.rows]
        return tuple(
            PROMISE * UNIT * size + (SMALLEST if size < SMALLEST else 0.0) if math.isfinite(size) else -1.0
            for size in sizes
        )

    def seen(self, errors: Sequence[float]) -> int:
        """At how many points the promise is broken and a user may see it."""
        return sum(
            error > 1 and (usual or (error == LOST and abs(row[0]) < FAR))
            for error, usual, row in zip(errors, self.usual, self.rows, strict=True)
        )

    @cached_property
    def usual(self) -> tuple[bool, ...]:
        """Which numbers are at points that a user may meet, and no results next to the ends of float64."""
        return tuple(
            all(x == 0 or TINY <= abs(x) <= HUGE for x in point) and (row[0] == 0 or 1 / FAR < abs(row[0]) < FAR)
            for point, row in zip(self.points, self.rows, strict=True)
        )

    def error(self, n: int, got: float, scale: float) -> float:
        """The error of one number that isn't right for any κ."""
        high, low, _, other = self.rows[n]
        if not math.isfinite(high):
            return 0.0 if got in (high, other) else LOST
        if other == other and min(high, other) <= got <= max(high, other):
            return 0.0  # at a kink a subgradient is as good, which is one of the two sides' values or between
        size = max(abs(high), scale)
        if not math.isfinite(got):
            near = abs(high) > LARGEST / 2 and got * high > 0
            promised = PROMISE * UNIT * (size + self.turn(n)) if near else 0.0
            return 0.0 if abs(high) + promised > LARGEST else self.jump(n, got, LOST)
        gap = abs((got - high) - low)
        promised = PROMISE * UNIT * (size + self.turn(n)) + (SMALLEST if abs(high) < SMALLEST else 0.0)
        error = min(gap / promised, LOST)
        return self.jump(n, got, error) if error > 1 else error

    def jump(self, n: int, got: float, error: float) -> float:
        """0 if a result is the value beyond a jump that the rounding of the inputs passes, else the error."""
        if not self.truths[n][0].jumps:
            return error
        if n not in self.jumped:
            self.jumped[n] = beyond(self.truths[n][0], self.points[n])
        there = self.jumped[n]
        return 0.0 if abs(got - there) <= ACROSS * abs(there) else error

    def turn(self, n: int) -> float:
        """How much the exact value changes as the inputs do, worked out where it matters."""
        if n not in self.turns:
            self.turns[n] = max(
                (turning(truth, self.points[n], self.moving) for truth in self.truths[n][:2]), default=0.0
            )
        return self.turns[n]

    def accuracy(self, term: Term) -> Accuracy:
        """The measured error of a term's code.

        Raises:
            NotEmitted: It has none.
        """
        computed = self.computed(term)
        errors = self.errors(computed)
        self.settle(errors, computed)
        worst = max(range(len(errors)), key=errors.__getitem__)
        where = tuple(zip(self.names, self.points[worst], strict=True))
        kept = [
            abs((computed[self.places[n]] - high) - low) / abs(high)
            for n, (high, low, _, _) in enumerate(self.rows)
            if errors[n] <= 1 and SMALLEST <= abs(high) < math.inf
        ]
        broken = sum(error > 1 for error in errors)
        return Accuracy(
            len(errors), min(PROMISE * errors[worst], LOST), broken, self.seen(errors), max(kept, default=0.0), where,
            self.rows[worst][0], computed[self.places[worst]], self.cost(term),
        )  # fmt: skip

    def settle(self, errors: list[float], computed: Values) -> None:
        """Make the largest error one that κ has been worked out for, which ``errors`` leaves out where all is well."""
        looked: set[int] = set()
        while True:
            worst = max(range(len(errors)), key=errors.__getitem__)
            if worst in looked or errors[worst] > 1 or not errors[worst]:
                return
            looked.add(worst)
            errors[worst] = min(errors[worst], self.error(worst, computed[self.places[worst]], 0.0))


def moving_places(names: Sequence[str], context: Context) -> tuple[int, ...]:
    """The places of the numbers that may be any within their domain: not those of a domain of single values."""
    found = []
    for place, name in enumerate(names):
        symbol = context.by_name.get(name.partition("[")[0])
        if symbol is None or not isinstance(read_domain(symbol.domain), Finite):
            found.append(place)
    return tuple(found)


def sample(
    truths: Sequence[Exact], context: Context, predictions: tuple[str, ...], defaults: Mapping[str, float],
    symbols: Symbols,
) -> Sample:  # fmt: skip
    """The points for a term: the grid, its ties, and what is close to the zeros of the exact value.

    Args:
        truths: What has the exact values: the definition or a derivative of it, then the same of equal terms, for
            points at which the definition as it stands can't be worked out.
        context: The symbols.
        predictions: Those of them that are unbounded outputs of a model.
        defaults: Values of parameters that matter most.
        symbols: What they are in code.

    Raises:
        ValueError: The term has no value at any of them.
    """
    truth, inputs = truths[0], truths[0].names
    chosen = places(inputs, predictions, context, tuple(defaults.items()))
    found = list(dict.fromkeys([*chosen, *sampling.at_ties(truth, context, defaults)]))
    rows = first_known(truths, tuple(found))
    for name in predictions:
        values = [row[0] for row in rows]
        more = sampling.crossings(found, values, inputs.index(name), lambda point: first_sign(truths, point))
        if more:
            found = found + more
            rows = rows + first_known(truths, tuple(more))
    return scalar_sample(symbols, found, rows, tuple(truths), moving_places(inputs, context))


@lru_cache(maxsize=64)
def places(
    inputs: tuple[str, ...], predictions: tuple[str, ...], context: Context, defaults: tuple[tuple[str, float], ...],
    seed: int | None = None,
) -> tuple[Point, ...]:  # fmt: skip
    """The grid of some inputs, or with a seed the points that no search sees: a loss and its derivatives share them."""
    if seed is None:
        return tuple(sampling.grid(inputs, predictions, context, dict(defaults)))
    return tuple(sampling.unseen(inputs, predictions, context, dict(defaults), seed))


def first_known(truths: Sequence[Exact], points: tuple[Point, ...]) -> list[Row]:
    """The exact values at points by the first of some terms that lets them be found with the fewest bits.

    Of a derivative, a line without derivatives comes after all that is differentiated itself.
    """
    own = [truth for truth in truths if truth.by == truths[0].by]
    ways: list[tuple[Exact, tuple[int, ...]]] = [(truth, (bits,)) for bits in BITS for truth in own]
    ways += [(truth, BITS) for truth in truths if truth.by != truths[0].by]
    rows: list[Row] = [(math.nan, 0.0, 0.0, math.nan)] * len(points)
    for truth, bits in ways:
        left = [n for n, row in enumerate(rows) if row[0] != row[0]]
        if not left:
            break
        for n, row in zip(left, exact(truth, tuple(points[n] for n in left), bits), strict=True):
            rows[n] = row
    return rows


def first_sign(truths: Sequence[Exact], point: Point) -> int:
    """The sign of the exact value at a point, found likewise."""
    for bits in BITS:
        for truth in truths:
            found = sign_at(truth, point, (bits,)) if truth.by == truths[0].by else 0
            if found:
                return found
    return 0


def other_sample(
    truths: Sequence[Exact], equal: Term, context: Context, predictions: tuple[str, ...],
    defaults: Mapping[str, float], symbols: Symbols, seed: int,
) -> Sample | None:  # fmt: skip
    """Points that no search has seen, with their exact values; those of a loss by an equal term where it has none."""
    truth, inputs = truths[0], truths[0].names
    found = places(inputs, predictions, context, tuple(defaults.items()), seed)
    rows = first_known(truths if truth.by else (*truths, Exact(equal, inputs)), found)
    if all(row[0] != row[0] for row in rows):
        return None
    return replace(scalar_sample(symbols, found, rows, tuple(truths), moving_places(inputs, context)), missing=())


def scalar_sample(
    symbols: Symbols, found: Sequence[Point], rows: Sequence[Row], truths: tuple[Exact, ...], moving: tuple[int, ...]
) -> Sample:
    """The points at which there is a value; of those where that takes many bits, some.

    Raises:
        ValueError: There is none at any of them.
    """
    there = [n for n, row in enumerate(rows) if row[0] == row[0]]
    missing = tuple(point for point, row in zip(found, rows, strict=True) if row[0] != row[0])
    long = [n for n in there if rows[n][2] > BITS[0]]
    if len(long) > LABORIOUS:
        kept = {long[n * (len(long) - 1) // (LABORIOUS - 1)] for n in range(LABORIOUS)}
        there = [n for n in there if rows[n][2] <= BITS[0] or n in kept]
    if not there:
        raise ValueError(f"{truths[0].term} has no value at any point of its domain that was tried")
    chosen = tuple(found[n] for n in there)
    names = truths[0].names
    columns = {name: [point[place] for point in chosen] for place, name in enumerate(names)}
    own = tuple(rows[n] for n in there)
    count = len(chosen)
    return Sample(
        symbols, names, columns, count, 1, (), chosen, tuple(range(count)), own, (truths,) * count, missing, moving
    )
