"""The plots of a loss. In: the loss, its derived lines. Out: SVG, made by a template from their exact values.

Three panels: the loss, its first and its second derivative, over one prediction. The lines differ by their dashes, so
that they are told apart without colours, in light and dark, on paper. The values are narrow balls, of which the nearest
tenth of a point is drawn, so that the same lines give the same bytes on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ..render.environment import render
from ..terms.context import Context
from ..terms.core import Term
from .definition import Loss
from .exactly import flat, plain_line, value
from .names import all_shown
from .plan import labelled
from .samples import COUNT, Point, Value, curves, shown

Curve = list[float]
"""Values over the axis, nan where there is none."""

REACH, STEPS = 5, 20
"""How far the prediction goes to both sides, and how many points there are between whole numbers."""
WIDTH, HEIGHT = 340.0, 230.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 8.0, 26.0, 30.0
"""The margins of a panel, in which the words stand."""
DASHES = ("", "7 4", "2 3", "9 3 2 3")
"""The lines of the curves, first to last."""
MIDDLE = 0.5
"""Which part of the axis, counted from its middle, decides how high the panel goes where a curve shoots up."""
STEEP = 4.0
"""How much higher than there a curve may get before it is cut off."""

DRAWN_BITS = (64, 300, 1200)
"""The bits at which a value is worked out, one after the other until its first twelve digits are sure."""

PANELS = (("loss", "loss"), ("gradient", "derivative by {}"), ("hessian", "second derivative by {}"))
"""What is shown, and its title, with the prediction put in."""


@dataclass(frozen=True)
class Tick:
    """A number at an axis: where, and as text."""

    at: str
    text: str


@dataclass(frozen=True)
class Panel:
    """One picture: its title, the paths of its curves, its ticks, and where 0 is; all as text."""

    title: str
    paths: list[tuple[str, str]]
    across: list[Tick]
    up: list[Tick]
    zero: str


def plot(loss: Loss, context: Context, results: Mapping[str, Term]) -> str:
    """The figure of a loss, as HTML with SVG in it; of a vector its first entry runs, the others are 0."""
    chosen = curves(loss)
    looks = all_shown(loss.declared)
    first, *rest = loss.predictions
    steps = [Fraction(number, STEPS) for number in range(-REACH * STEPS, REACH * STEPS + 1)]
    wide = first in loss.sizes
    by = looks[first][1] + "₁" * wide
    panels = []
    for quantity, title in PANELS:
        line = drawn_line(loss, context, results, quantity)
        found = [curve(line, [{**at, **prediction(loss, step)} for step in steps]) for at in chosen]
        panels.append(panel(title.format(by), [float(step) for step in steps], found))
    moving = [name for name in chosen[0] if len({at[name] for at in chosen}) > 1]
    fixed = [name for name in chosen[0] if name not in moving]
    legend = [
        (dash, ", ".join(f"{looks[name][1]} = {shown(at[name])}" for name in moving))
        for dash, at in zip(DASHES, chosen, strict=False)
    ]
    held = [f"{looks[name][1]} = 0" for name in rest] + (["the other entries = 0"] if wide else [])
    held += [f"{looks[name][1]} = {shown(chosen[0][name])}" for name in fixed]
    return render(
        "page/plot.svg.j2", panels=panels, legend=legend if moving else [], by=by, held=held,
        width=number(WIDTH), height=number(HEIGHT), left=number(LEFT), top=number(TOP),
        inner_width=number(WIDTH - LEFT - RIGHT), inner_height=number(HEIGHT - TOP - BOTTOM),
        right=number(WIDTH - RIGHT), bottom=number(HEIGHT - BOTTOM),
    )  # fmt: skip


def drawn_line(loss: Loss, context: Context, results: Mapping[str, Term], quantity: str) -> Term:
    """The derived line of a quantity, in numbers alone: by the first prediction, of a vector by its first entry."""
    order = ("loss", "gradient", "hessian").index(quantity)
    first = loss.predictions[0]
    stage = labelled(quantity, loss.predictions, *[first] * order)[0] if order else "simplify"
    return plain_line(loss, context, results[stage], (1,) * order if first in loss.sizes else ())


def prediction(loss: Loss, step: Fraction) -> dict[str, Value]:
    """The predictions at a place of the axis: the first runs, all others are 0."""
    found: dict[str, Value] = {}
    for number, name in enumerate(loss.predictions):
        own = Fraction(0) if number else step
        found[name] = (own, *[Fraction(0)] * (COUNT - 1)) if name in loss.sizes else own
    return found


def curve(line: Term, points: Sequence[Point]) -> Curve:
    """The values of a line at points; nan where it has none."""
    found = [value(line, flat(point), DRAWN_BITS) for point in points]
    return [math.nan if own is None else float(own.mid()) for own in found]


def panel(title: str, xs: Curve, found: Sequence[Curve]) -> Panel:
    """One picture."""
    low, high = heights(xs, found)
    wide, tall = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def across(x: float) -> float:
        return (x + REACH) / (2 * REACH) * wide

    def down(y: float) -> float:
        return (high - y) / (high - low) * tall

    paths = [
        (path([across(x) for x in xs], [y if math.isnan(y) else min(max(down(y), -tall), 2 * tall) for y in ys]), dash)
        for ys, dash in zip(found, DASHES, strict=False)
    ]
    return Panel(
        title,
        paths,
        [Tick(number(LEFT + across(x)), text_of(x)) for x in ticks(-REACH, REACH)],
        [Tick(number(TOP + down(y)), text_of(y)) for y in ticks(low, high)],
        number(TOP + down(0.0)) if low <= 0 <= high else "",
    )


def heights(xs: Curve, found: Sequence[Curve]) -> tuple[float, float]:
    """From where to where a panel goes."""
    whole = [y for ys in found for y in ys]
    inner = [y for ys in found for x, y in zip(xs, ys, strict=True) if abs(x) <= REACH * MIDDLE]
    low, high = (_ends([y for y in part if math.isfinite(y)]) for part in (whole, inner))
    if low[1] - low[0] > STEEP * (high[1] - high[0]) > 0:
        low = high
    bottom, top = low
    if top - bottom < 1e-9:
        bottom, top = bottom - 1, top + 1
    room = (top - bottom) * 0.06
    return bottom - room, top + room


def _ends(numbers: Curve) -> tuple[float, float]:
    return (min(numbers), max(numbers)) if numbers else (0.0, 0.0)


def path(xs: Curve, ys: Curve) -> str:
    """A curve as an SVG path: broken where it has no value, and where it jumps."""
    steps = [abs(after - before) for before, after in pairwise(ys)]
    parts: list[str] = []
    drawing = False
    for n, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if not math.isfinite(y):
            drawing = False
            continue
        beside = [steps[m] for m in (n - 2, n) if 0 <= m < len(steps) and math.isfinite(steps[m])]
        if drawing and steps[n - 1] > 8 and steps[n - 1] > 6 * max(beside, default=0.0):
            drawing = False
        parts.append(f"{'L' if drawing else 'M'}{number(x)} {number(y)}")
        drawing = True
    return "".join(thinned(parts))


def thinned(parts: Sequence[str]) -> Iterator[str]:
    """The path without points at which the one before and the one after are the same height."""
    heights = [part.split(" ")[1] for part in parts]
    for n, part in enumerate(parts):
        flat = 0 < n < len(parts) - 1 and heights[n - 1] == heights[n] == heights[n + 1]
        if not (flat and part[0] == "L" and parts[n + 1][0] == "L"):
            yield part


def ticks(low: float, high: float) -> list[float]:
    """Round numbers between two numbers, four to eight or so."""
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough * 0.999)
    return [n * step for n in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def text_of(value: float) -> str:
    """A number at an axis."""
    return f"{value:.6g}".replace("-", "−")


def number(value: float) -> str:
    """A coordinate, to a tenth."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
