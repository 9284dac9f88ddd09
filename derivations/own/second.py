"""The sign of the second derivative, for those who divide by it. In: a derived loss. Out: what is shown of it.

Boosting divides the gradient by it: where it is 0 or negative over a whole stretch of predictions, a step has no size
or goes the wrong way. A stretch is shown by a ball that holds the values of the derived line in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import arb

from ..derive.conditions import positive
from ..terms.context import Context
from ..terms.core import ZERO, Term
from ..terms.domain import plain
from .counterexamples import MOST, STEPS, moved_by, point_text, tried
from .definition import Loss
from .exactly import BITS, Flat, ball, flat, on_box, plain_line, value
from .names import all_shown
from .plan import labelled
from .samples import Point, places, usual

AROUND = (Fraction(1, 4), Fraction(1, 16), Fraction(1, 256), Fraction(1, 2**16))
"""How far a stretch goes to both sides of its point, the first that works."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of predictions in which the second derivative is 0, or negative.

    Args:
        name: The prediction by which is differentiated, or an entry of it.
        at: Its middle, with all else.
        where: The same as text.
        moving: What else it holds for.
        around: How far it goes to both sides.
    """

    name: str
    at: Point
    where: str
    moving: str
    around: Fraction

    @property
    def by(self) -> str:
        """By which of several predictions."""
        return f"by {self.name}: " if self.moving == "predictions" else ""

    @property
    def text(self) -> str:
        """Where it is."""
        return f"{self.where}, and for all {self.moving} within {plain(self.around)} of that"


@dataclass(frozen=True)
class Second:
    """What is shown of the second derivative by each prediction alone.

    Args:
        positive: It is positive wherever the loss has one.
        nothing: It is 0 wherever the loss has one.
        zero: A stretch where it is 0.
        negative: A stretch where it is negative.
    """

    positive: bool = False
    nothing: bool = False
    zero: Stretch | None = None
    negative: Stretch | None = None

    @property
    def text(self) -> str:
        """What a page tells; '' for nothing."""
        if self.positive:
            return "positive wherever the loss has one"
        if self.nothing:
            return "0 wherever the loss has one"
        found = [("negative", self.negative), ("0", self.zero)]
        return "; ".join(f"{own.by}{what} at {own.text}" for what, own in found if own)

    @property
    def short(self) -> str:
        """What a table tells."""
        if self.positive or self.nothing:
            return "> 0" if self.positive else "0"
        found = [what for what, stretch in (("< 0", self.negative), ("0", self.zero)) if stretch]
        return " and ".join(found) + " in places" if found else ""


def second(loss: Loss, context: Context, results: Mapping[str, Term]) -> Second:
    """What is shown of the second derivative of a loss by each of its predictions."""
    stages = {name: labelled("hessian", loss.predictions, name, name)[0] for name in loss.predictions}
    if all(results[stage] == ZERO for stage in stages.values()):
        return Second(nothing=True)
    lines = {}
    for one in moved_by(loss):
        name, number = one if isinstance(one, tuple) else (one, 0)
        lines[f"{name}[{number}]" if number else name] = plain_line(
            loss, context, results[stages[name]], (number, number) if number else ()
        )
    if not loss.sizes and all(positive(results[stage], context) for stage in stages.values()):
        return Second(positive=True)
    points = list(near_first(loss))
    found = [
        next((own for name, line in lines.items() for own in stretches(loss, line, name, points, sign)), None)
        for sign in (0, -1)
    ]
    return Second(zero=found[0], negative=found[1])


def near_first(loss: Loss) -> Iterator[Point]:
    """Points at which a loss is looked at: usual parameters before others, small predictions before large ones."""
    fixed = {name: usual(loss, name) for name in loss.parameters}
    if loss.sizes or len(loss.predictions) > 1:
        yield from sorted(tried(loss), key=lambda at: any(at[name] != own for name, own in fixed.items()))
        return
    (name,) = loss.predictions
    ats = sorted(places(loss, MOST), key=lambda at: any(at[own] != given for own, given in fixed.items()))
    for at in ats:
        yield from ({name: step, **at} for step in sorted(STEPS, key=lambda step: (abs(step), step < 0)))


def stretches(loss: Loss, line: Term, name: str, points: Sequence[Point], sign: int) -> Iterator[Stretch]:
    """The stretches of a line with a sign, around points."""
    several = len(loss.predictions) > 1 or name not in loss.predictions
    moving = "predictions" if several else all_shown(loss.declared)[name][1]
    for point in points:
        numbers = flat(point)
        here = value(line, numbers, BITS[:1])
        if here is None or not has_sign(here, sign):
            continue
        for around in AROUND:
            there = on_box(line, box(numbers, flat({own: point[own] for own in loss.predictions}), around))
            if there is not None and has_sign(there, sign):
                yield Stretch(name, point, point_text(point, loss), moving, around)
                break


def box(numbers: Flat, moving: Collection[str], around: Fraction) -> dict[str, arb]:
    """A point with some of its numbers running."""
    found = {own: ball(number) for own, number in numbers.items()}
    return found | {name: arb(found[name].mid(), ball(around)) for name in moving}


def has_sign(number: arb, sign: int) -> bool:
    """Whether all of a ball is 0, or negative."""
    return bool(number < 0) if sign else bool(number == 0)
