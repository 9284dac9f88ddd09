"""Where code over vectors is measured, and how far it is from the exact value. In: a term with indices. Out: a sample.

The exact value is that of the same term written out for vectors of a few entries, each sum term by term.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..terms import core
from ..terms.context import Context, Kind
from ..terms.core import Binder, Constant, Entry, Maximum, Negative, Plus, Term, Times, Variable
from ..terms.places import substitute
from ..verify.one_sided import Exact
from .build import Symbols
from .correct import bell
from .exact import Row
from .measure import Sample, first_known, moving_places
from .points import LOGITS, Point, domain_values

COUNT = 3
"""How many entries the vectors have at the points."""
POINTS = 160
GAPS = (0.0, 1e-9, 1e-3, 0.5, 3.0, 20.0, 36.0, 40.0, 300.0, 710.0, 746.0, 1e5)
"""By how much an entry is less than the largest."""
SHARES = ((1.0, 0.0, 0.0), (0.5, 0.5, 0.0), (0.25, 0.5, 0.25), (0.75, 0.0, 0.25))
"""Entries that add up to 1, exactly."""
INNER = ((0.25, 0.5, 0.25), (0.5, 0.4375, 0.0625), (0.984375, 0.0078125, 0.0078125))
"""The same where neither 0 nor 1 is allowed."""


@dataclass(frozen=True)
class Shapes:
    """The arguments of code over vectors.

    Args:
        inputs: The symbols, in the order of the arguments.
        vectors: Those of them that are vectors.
        free: The free indices of the result, in the order of its axes.
        size: The size of the vectors.
        context: The symbols.
        parameters: The arguments that are the same for all samples.
        shifted: The vectors from which their largest entry is subtracted first.
    """

    inputs: tuple[str, ...]
    vectors: tuple[str, ...]
    free: tuple[str, ...]
    size: str
    context: Context
    parameters: tuple[str, ...] = ()
    shifted: frozenset[str] = frozenset()

    @property
    def indices(self) -> frozenset[str]:
        """The letters that are indices."""
        return frozenset(symbol.name for symbol in self.context.symbols if symbol.kind is Kind.INDEX)

    @property
    def symbols(self) -> Symbols:
        """What the symbols are in code; a parameter that is a vector has no value for each sample."""
        samples = frozenset(self.inputs) - frozenset(self.parameters)
        return Symbols(self.inputs, samples, frozenset(self.vectors), self.indices, self.size, self.shifted)

    @property
    def flat(self) -> tuple[str, ...]:
        """The numbers of a point: each entry of a vector by itself."""
        return tuple(one for name in self.inputs for one in (entries(name) if name in self.vectors else (name,)))


def entries(name: str) -> tuple[str, ...]:
    """The names of a vector's entries."""
    return tuple(f"{name}[{number}]" for number in range(1, COUNT + 1))


def written_out(term: Term, size: str, count: int = COUNT) -> Term:
    """A term without free indices, for vectors of a few entries: every sum term by term."""
    if isinstance(term, Variable):
        return Constant(count) if term.name == size else term
    if isinstance(term, Entry):
        return Variable(f"{term.base.name}[{term.indices[0]}]")
    if isinstance(term, core.Kronecker):
        return Constant(int(term.children[0] == term.children[1]))
    if isinstance(term, Binder):
        index, _, _, body = term.children
        parts = [written_out(substitute(body, index, Constant(n)), size, count) for n in range(1, count + 1)]
        if isinstance(term, core.IndexedProduct):
            return Times(*parts)
        if isinstance(term, core.Summation):
            return Plus(*parts)
        most = parts[0]
        for part in parts[1:]:
            most = Maximum(most, part)
        return most if isinstance(term, core.Largest) else Plus(*parts, Negative(most))
    return type(term)(*(written_out(child, size, count) for child in term.children)) if term.children else term


def drawn_points(
    shapes: Shapes, predictions: tuple[str, ...], defaults: Mapping[str, float], seed: int
) -> list[tuple[float, ...]]:
    """Points: predictions of every size, close to each other and far apart, other symbols within their domains."""
    draw = random.Random(seed)
    found = []
    for number in range(POINTS):
        values: list[float] = []
        for name in shapes.inputs:
            if name not in shapes.vectors:
                own = domain_values(shapes.context.by_name[name].domain)
                values.append(defaults[name] if name in defaults and draw.random() < 0.6 else draw.choice(own))
            elif name in predictions:
                values += logits(draw, number)
            elif name in shapes.context.totals:
                own = domain_values(shapes.context.by_name[name].domain)
                shares = SHARES if {0.0, 1.0} <= {*own} else INNER
                share = list(shares[number % len(shares)] if draw.random() < 0.5 else shares[0])
                draw.shuffle(share)
                values += share
            else:
                own = domain_values(shapes.context.by_name[name].domain)
                values += [draw.choice(own) for _ in range(COUNT)]
        found.append(tuple(values))
    return found


def logits(draw: random.Random, number: int) -> list[float]:
    """The entries of a prediction."""
    level = draw.choice((1, -1)) * draw.choice(LOGITS) if number % 4 else 0.0
    if number % 3 == 0:
        scale = draw.choice((1e-3, 0.3, 1.0, 4.0, 30.0, 300.0))
        return [level + bell(draw, scale) for _ in range(COUNT)]
    row = [level - draw.choice(GAPS) * draw.choice((1.0, draw.uniform(0.5, 1.5))) for _ in range(COUNT)]
    row[draw.randrange(COUNT)] = level
    return row


Truths = Callable[[Mapping[str, int]], Sequence[Exact]]
"""What has the exact values of an entry of a result, from the numbers of its free indices, counted from 1."""


def entry_of(term: Term, shapes: Shapes, numbers: Mapping[str, int]) -> Term:
    """An entry of a term over vectors, written out for vectors of a few entries."""
    for name, number in numbers.items():
        term = substitute(term, shapes.context.variables[name], Constant(number))
    return written_out(term, shapes.size)


def vector_sample(
    truths: Truths, shapes: Shapes, predictions: tuple[str, ...], defaults: Mapping[str, float], seed: int = 0
) -> Sample:
    """The points for a term over vectors, with its exact values.

    Args:
        truths: What has them.
        shapes: The arguments of the code.
        predictions: The unbounded outputs of a model.
        defaults: Values of parameters that matter most.
        seed: Another number gives other points.

    Raises:
        ValueError: There is no value at any of them.
    """
    points = drawn_points(shapes, predictions, defaults, seed)
    cells = sorted({tuple(0 for _ in shapes.free), tuple(range(len(shapes.free)))})
    found: list[tuple[Point, int, Row, tuple[Exact, ...]]] = []
    width = COUNT ** len(shapes.free)
    for cell in cells:
        own = tuple(truths({name: number + 1 for name, number in zip(shapes.free, cell, strict=True)}))
        offset = sum(number * COUNT ** (len(cell) - 1 - n) for n, number in enumerate(cell))
        for n, row in enumerate(first_known(own, tuple(points))):
            if row[0] == row[0]:
                found.append((points[n], n * width + offset, row, own))
    if not found:
        raise ValueError("it has no value at any point of its domain that was tried")
    columns: dict[str, list[float]] = {}
    at = 0
    for name in shapes.inputs:
        many = COUNT if name in shapes.vectors else 1
        columns[name] = [value for point in points for value in point[at : at + many]]
        at += many
    names, places, rows, exacts = zip(*found, strict=True)
    moving = moving_places(shapes.flat, shapes.context)
    return Sample(
        shapes.symbols, shapes.flat, columns, len(points), COUNT, shapes.free, names, places, rows, exacts, (), moving
    )
