"""Where a loss isn't convex. In: a derived loss. Out: a point that shows it, as text; '' where none is found.

Points are looked for on the derived line; what is told is then worked out from the definition. All of it are balls at
rational points, so that a sign is a proof and the text is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from random import Random

from flint import arb

from ..terms.context import Context
from ..terms.core import Term
from ..terms.domain import plain
from .definition import Loss
from .exactly import BITS, defined_value, derivative_at, digits, flat, plain_line, value, working_at
from .names import all_shown
from .plan import labelled
from .samples import COUNT, Point, Value, places, shown

STEPS = tuple(Fraction(number, 4) for number in range(-48, 49))
"""Where one prediction is tried."""
FEW = tuple(Fraction(number, 2) for number in (-8, -3, -1, 0, 1, 3, 8))
"""Where each of several is tried."""
TRIED = 24
"""How many vectors are tried for each label."""
MOST = 24
"""At how many labels and parameters a loss is looked at."""
DIRECTIONS = tuple(v for v in product((0, 1, -1, 2, -2), repeat=COUNT) if any(v))
"""The directions in which a matrix is looked at."""


@dataclass(frozen=True)
class Witness:
    """A point that shows that a loss isn't convex.

    Args:
        at: The point: predictions, labels, parameters.
        number: What is negative there.
        direction: In which direction of the predictions; empty for one prediction.
        other: The other end of a chord above which the loss lies in the middle; None for a second derivative.
    """

    at: Point
    number: arb
    direction: tuple[int, ...] = ()
    other: Fraction | None = None

    def text(self, loss: Loss) -> str:
        """What it is, and where."""
        where = point_text(self.at, loss)
        if self.other is not None:
            name, start = loss.predictions[0], self.at[loss.predictions[0]]
            rest = point_text({own: given for own, given in self.at.items() if own != name}, loss)
            ends = f"{name} = {shown(start)} and {plain(self.other, '−')}"
            return f"between {ends} it lies above its chord{'; ' if rest else ''}{rest}"
        what = "the second derivative"
        if self.direction:
            what += f" in the direction ({', '.join(str(one).replace('-', '−') for one in self.direction)})"
        return f"{what} is {digits(self.number)} at {where}"


def counterexample(loss: Loss, context: Context, results: Mapping[str, Term]) -> Witness | None:
    """A point at which the second derivative is negative in some direction, or the loss lies above a chord."""
    single = len(loss.predictions) == 1 and not loss.sizes
    lines = hessian_lines(loss, context, results)
    found = [least_at(lines, point) for point in tried(loss)]
    order = sorted((one for one in found if one is not None), key=lambda one: float(one.number.mid()))
    for witness in order[:3]:
        shown_there = from_definition(loss, context, witness)
        if shown_there is not None:
            return shown_there
    return chord(loss, context) if single else None


def tried(loss: Loss) -> Iterator[Point]:
    """Points at which a loss is looked at."""
    draw = Random(7)
    for at in places(loss, MOST):
        for given in predictions(loss, draw):
            yield {**given, **at}


def predictions(loss: Loss, draw: Random) -> Iterator[dict[str, Value]]:
    """Predictions that are tried."""
    names = loss.predictions
    if not loss.sizes:
        grid = product(STEPS if len(names) == 1 else FEW, repeat=len(names))
        for given in grid:
            yield dict(zip(names, given, strict=True))
        return
    for number in range(TRIED + 1):
        yield {
            name: tuple(Fraction(number and draw.randint(-12, 12), 4) for _ in range(COUNT))
            if name in loss.sizes
            else Fraction(number and draw.randint(-12, 12), 4)
            for name in names
        }


def moved_by(loss: Loss) -> list[str | tuple[str, int]]:
    """All numbers that are predicted."""
    return [
        one
        for name in loss.predictions
        for one in ([(name, number) for number in range(1, COUNT + 1)] if name in loss.sizes else [name])
    ]


def hessian_lines(loss: Loss, context: Context, results: Mapping[str, Term]) -> list[list[Term]]:
    """The derived second derivatives, in numbers alone."""
    numbers = moved_by(loss)
    found: dict[tuple[int, int], Term] = {}
    for a, one in enumerate(numbers):
        for b, other in enumerate(numbers[a:], a):
            cell = (one[1], other[1]) if isinstance(one, tuple) and isinstance(other, tuple) else ()
            by = [name if isinstance(name, str) else name[0] for name in (one, other)]
            stage = labelled("hessian", loss.predictions, *by)[0]
            found[a, b] = found[b, a] = plain_line(loss, context, results[stage], cell)
    return [[found[a, b] for b in range(len(numbers))] for a in range(len(numbers))]


def least_at(lines: Sequence[Sequence[Term]], at: Point) -> Witness | None:
    """The direction of those tried in which the second derivative is least, if it is negative."""
    numbers = flat(at)
    size = len(lines)
    cells = {(a, b): value(lines[a][b], numbers, BITS[:1]) for a in range(size) for b in range(a, size)}
    matrix = [[cells[min(a, b), max(a, b)] for b in range(size)] for a in range(size)]
    return least_direction([[cell for cell in row if cell is not None] for row in matrix], at)


def least_direction(matrix: Sequence[Sequence[arb]], at: Point) -> Witness | None:
    """The same of a matrix of balls; None where an entry is missing."""
    size = len(matrix)
    if any(len(row) < size for row in matrix):
        return None
    if size == 1:
        return Witness(at, matrix[0][0]) if matrix[0][0] < 0 else None
    best: tuple[float, tuple[int, ...], arb] | None = None
    for direction in dict.fromkeys(own[:size] for own in DIRECTIONS if any(own[:size])):
        form = quadratic(matrix, direction)
        if form < 0:
            steep = float(form.mid()) / sum(one * one for one in direction)
            if best is None or steep < best[0]:
                best = steep, direction, form
    return Witness(at, best[2], best[1]) if best else None


def quadratic(matrix: Sequence[Sequence[arb]], direction: Sequence[int]) -> arb:
    """The value of vᵀHv."""
    with working_at(BITS[0]):
        pairs = [(a, b) for a, own in enumerate(direction) if own for b, other in enumerate(direction) if other]
        return sum((matrix[a][b] * (direction[a] * direction[b]) for a, b in pairs), arb(0))


def from_definition(loss: Loss, context: Context, witness: Witness) -> Witness | None:
    """The same point, with the number that the definition gives; None where that isn't negative."""
    numbers = moved_by(loss)
    matrix = [
        [own for other in numbers if (own := derivative_at(loss, context, witness.at, one, other)) is not None]
        for one in numbers
    ]
    if any(len(row) < len(numbers) for row in matrix):
        return None
    number = quadratic(matrix, witness.direction) if witness.direction else matrix[0][0]
    return Witness(witness.at, number, witness.direction) if number < 0 else None


def chord(loss: Loss, context: Context) -> Witness | None:
    """Two points between which the loss, as it is defined, lies above its chord."""
    (name,) = loss.predictions
    for at in places(loss, MOST):
        found = [defined_value(loss, context, loss.term, {name: step, **at}) for step in STEPS]
        for start, middle, end, left in zip(found, found[1:], found[2:], range(len(STEPS)), strict=False):
            if start is not None and middle is not None and end is not None and 2 * middle > start + end:
                return Witness({name: STEPS[left], **at}, start + end - 2 * middle, other=STEPS[left + 2])
    return None


def point_text(at: Point, loss: Loss) -> str:
    """A point as text."""
    looks = all_shown(loss.declared)
    return ", ".join(f"{looks[name][1] if name in looks else name} = {shown(own)}" for name, own in at.items())
