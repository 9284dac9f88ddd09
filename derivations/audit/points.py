"""Where is measured. In: a loss, what a peer takes. Out: ordinary points, and extreme ones.

Ordinary is what a user meets: predictions up to 8, data and parameters of the order of 1. Extreme is all else that
float64 can hold: predictions of any size and infinity, labels at the edges of their domain and far out, and points
close to where the exact value changes its sign.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ..emit import points as sampling
from ..emit.points import FAR_DATA, LOGITS, Point, domain_values
from ..own.definition import Loss
from ..terms.context import Context
from ..terms.domain import Whole

SIZES = (
    5e-324, 1e-300, 1e-100, 1e-20, 1e-9, 1e-4, 0.01, 0.1, 0.5, 1.0, 1.7, 2.5, 4.0, 6.0, 8.0, 11.0, 17.0, 19.0, 25.0,
    30.0, 36.5, 37.5, 38.5, 40.0, 60.0, 100.0, 200.0, 350.0, 500.0, 600.0, 690.0, 700.0, 709.0, 710.5, 720.0, 740.0,
    746.0, 800.0, 1e4, 1e10, 1e100, 1e300, math.inf,
)  # fmt: skip
"""Magnitudes of a prediction at extreme points: what was measured at them is kept, so they stay."""
USUAL = (0.1, 0.5, 1.0, 1.7, 2.5, 4.0, 6.0, 8.0)
DRAWN = 16
SINGLE = (88.0, 89.0, 103.0, 104.0)
"""Where float32 reaches its ends."""
LEAST, MOST = 0.1, 10.0
"""Ordinary sizes of data and parameters."""
SEVERAL = 4
"""How many ordinary values of a symbol are tried."""
PAIRS = 60
MANY_COUNTS = (1e6, 1e15)
"""Counts beyond those that a domain's values have."""


def ordinary(loss: Loss, context: Context, fixed: Mapping[str, Sequence[float]]) -> list[Point]:
    """Ordinary points: a grid, the prediction running fastest."""
    draw = random.Random(4)
    one = [0.0, *(size * sign for size in USUAL for sign in (1, -1)), *(draw.gauss(0, 2) for _ in range(DRAWN))]
    several = [tuple(draw.gauss(0, 2) for _ in loss.predictions) for _ in range(PAIRS)]
    moving = [(z,) for z in one] if len(loss.predictions) == 1 else several
    values = []
    for name in (*loss.variables, *loss.parameters):
        usual = [v for v in domain_values(context.by_name[name].domain) if v == 0 or LEAST <= abs(v) <= MOST]
        first = [float(loss.defaults[name])] if name in loss.defaults else []
        values.append(fixed.get(name) or list(dict.fromkeys([*first, *usual]))[:SEVERAL])
    rest = combinations(values, draw)
    return [(*z, *other) for other in rest for z in moving if allowed(loss, z, fixed)]


def extreme(loss: Loss, context: Context, fixed: Mapping[str, Sequence[float]]) -> list[Point]:
    """Extreme points: one prediction of any size at a time, with the edges of the others' domains."""
    draw = random.Random(5)
    one = [size * sign for size in sorted({*SIZES, *SINGLE}) for sign in (1, -1)]
    moving: list[tuple[float, ...]] = [(z,) for z in one]
    if len(loss.predictions) > 1:
        moving = [tuple(z if n == m else 0.5 for m in range(len(loss.predictions)))
                  for n in range(len(loss.predictions)) for z in one]  # fmt: skip
        moving += [tuple(draw.choice((1, -1)) * draw.choice(LOGITS) for _ in loss.predictions) for _ in range(PAIRS)]
    values = []
    for name in (*loss.variables, *loss.parameters):
        own = list(domain_values(context.by_name[name].domain))
        if name in loss.parameters:
            own = [float(loss.defaults[name]) if name in loss.defaults else own[0]]
        elif isinstance(loss.domains[name], Whole):
            own += MANY_COUNTS
        elif sampling.POSITIVE[0] in own and sampling.POSITIVE[-1] in own:
            own += FAR_DATA
        values.append(fixed.get(name) or own)
    rest = combinations(values, draw, most=16)
    return [(*z, *other) for other in rest for z in moving if allowed(loss, z, fixed)]


def allowed(loss: Loss, moving: Sequence[float], fixed: Mapping[str, Sequence[float]]) -> bool:
    """Whether predictions are among those that a peer takes."""
    return all(z in fixed.get(name, (z,)) for name, z in zip(loss.predictions, moving, strict=True))


def combinations(values: Sequence[Sequence[float]], draw: random.Random, most: int = 12) -> list[Point]:
    """All combinations, or so many, the first values among them."""
    every = list(itertools.islice(itertools.product(*values), 5000))
    if len(every) <= most:
        return every
    single = [tuple(v if n == m else other[0] for m, other in enumerate(values))
              for n, own in enumerate(values) for v in own]  # fmt: skip
    return list(dict.fromkeys([every[0], *single, *draw.sample(every, most)]))[: max(most, len(single))]


def near_zeros(
    points: Sequence[Point], values: Sequence[float], places: Sequence[int], sign: Callable[[Point], int]
) -> list[Point]:
    """Points close to where the exact value changes its sign."""
    found = [point for place in places for point in sampling.crossings(points, values, place, sign)]
    return list(dict.fromkeys(found))


def single(points: Sequence[Point]) -> list[Point]:
    """The points that float32 can hold, those that are nearest."""
    with np.errstate(over="ignore"):
        rounded = [tuple(float(np.float32(x)) for x in point) for point in points]
    kept = [
        new
        for new, old in zip(rounded, points, strict=True)
        if all((math.isfinite(x) or math.isinf(y)) and (x or not y) for x, y in zip(new, old, strict=True))
    ]
    return list(dict.fromkeys(kept))
