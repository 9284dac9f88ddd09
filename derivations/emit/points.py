"""Where code is measured. In: the symbols of a term. Out: points of their whole domains and edges, always the same.

A prediction runs through magnitudes of every size, both signs, and infinity; the other symbols take values of their
domains in turn. Where the exact value changes its sign, points close to the crossing are added.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from ..terms.context import Context, Kind
from ..terms.domain import Domain, Interval, read_domain
from ..verify.one_sided import Exact
from ..verify.ties import tie_points
from .correct import bell, log, power_of_ten

Point = tuple[float, ...]

SIZES = (
    5e-324, 1e-300, 1e-100, 1e-20, 1e-9, 1e-4, 0.01, 0.1, 0.5, 1.0, 1.7, 2.5, 4.0, 6.0, 11.0, 17.0, 30.0, 36.5, 37.5,
    40.0, 100.0, 350.0, 500.0, 690.0, 709.0, 710.5, 740.0, 746.0, 800.0, 1e4, 1e10, 1e100, 1e300, math.inf,
)  # fmt: skip
"""Magnitudes of a prediction: those at which exp, 1 + exp and their squares reach the ends of float64 among them."""

UNIT = (0.0, 1.0, 0.5, 0.1, 0.9, 1e-6, 0.999, 0.3)
POSITIVE = (1.0, 2.0, 0.5, 3.7, 0.1, 10.0, 1e-3, 100.0, 1000.0)
REAL = (0.0, 1.0, -1.0, 0.3, -5.0, 40.0, -300.0, 1e-5, 1e4)
COUNTS = (0.0, 1.0, 2.0, 5.0, 40.0, 1000.0)
FAR = (1e-20, 1e20)
"""What is tiny or huge for a variable or parameter that may be any positive number."""
FAR_DATA = (*FAR, 1e-300)
"""The same for a variable: data come in any unit, parameters are chosen."""
ENDS = (1.0, -1.0, 690.0, -690.0, 720.0, -720.0, 744.5, -744.5)
"""Predictions beside such: usual, and where their exponential nears the ends of float64 or passes them."""
RANDOM = 10
COMBINATIONS = 7
CROSSINGS = 10
SCATTERED = 140
UNSEEN = 64
TOGETHER = 96
LOGITS = (0.0, 3.0, 10.0, 20.0, 40.0, 300.0, 1e4)
"""Magnitudes of several predictions at once: their exponentials beside each other, and each other's equals."""
NEAR = (0.0, 2.3e-16, -2.3e-16, 1e-14, -1e-11, 1e-8, -1e-6, 1e-4, -1e-3, 1e-2)

CLOSE_TO_ENDS = (1e-9, -1e-9, 1e-5, -1e-5)
"""How close to an end of its domain, or to 0, a variable or parameter is looked at."""
BESIDE_ENDS = (0.5, -3.0, 30.0)
"""The predictions there."""
CLOSE_TO_TIES = (1e-9, -1e-6)
"""How close to a tie."""
ANYWHERE = read_domain("real")

SET = re.compile(r"^\{(.+)\}$")
INTERVAL = re.compile(r"^([\[(])\s*([^,]+?)\s*,\s*([^,]+?)\s*([\])])$")


def end(text: str) -> float:
    """The end of an interval."""
    text = text.replace("−", "-").replace("∞", "inf")
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)


def domain_values(domain: str) -> tuple[float, ...]:
    """Values of a domain, its edges first: ``{0, 1}``, ``[0, 1]``, ``(0, inf)``, ``0, 1, 2, …``, ``real``."""
    found = SET.match(domain)
    if found and "…" not in domain and "..." not in domain:
        return tuple(end(part.strip()) for part in found[1].split(","))
    if "…" in domain or "..." in domain:
        first = 1.0 if domain.lstrip("{ ").startswith("1") else 0.0
        return tuple(value for value in COUNTS if value >= first)
    found = INTERVAL.match(domain)
    if not found:
        return POSITIVE if domain.startswith("0 <") else REAL
    low, high = end(found[2]), end(found[3])
    if math.isinf(low):
        return REAL if math.isinf(high) else tuple(high - value for value in inside(found[4] == "]"))
    if math.isinf(high):
        return tuple(low + value for value in inside(found[1] == "["))
    kept = [low + (high - low) * value for value in UNIT]
    return tuple(v for v in kept if (v != low or found[1] == "[") and (v != high or found[4] == "]"))


def inside(closed: bool) -> tuple[float, ...]:
    """Distances from the end of a half-line."""
    return (*POSITIVE[:2], 0.0, *POSITIVE[2:]) if closed else POSITIVE


def turns(values: Sequence[Sequence[float]], draw: random.Random) -> list[Point]:
    """Combinations: first each symbol's first value, then each at its edges, then values drawn at random."""
    if not values:
        return [()]
    found: dict[Point, None] = {tuple(v[0] for v in values): None}
    for number, own in enumerate(values):
        for value in own[1:3]:
            found[tuple(value if n == number else v[0] for n, v in enumerate(values))] = None
    size = math.prod(map(len, values))
    for _ in range(40):
        if len(found) >= min(COMBINATIONS, size):
            break
        found[tuple(draw.choice(v) for v in values)] = None
    return list(found)[:COMBINATIONS]


def grid(
    inputs: Sequence[str], predictions: Sequence[str], context: Context, defaults: Mapping[str, float]
) -> list[Point]:
    """The points before crossings are known; the first prediction runs fastest."""
    draw = random.Random(20)
    symbols = context.by_name
    others: list[tuple[float, ...]] = []
    first = predictions[0] if predictions else inputs[0]
    for name in inputs:
        if name == first:
            continue
        values = REAL if name in predictions else domain_values(symbols[name].domain)
        if name in defaults:
            values = (defaults[name], *(value for value in values if value != defaults[name]))
        others.append(values)
    within = domain_values(symbols[first].domain) if symbols[first].domain != "real" else ()
    place = list(inputs).index(first)
    found: dict[Point, None] = {}
    for combination in turns(others, draw):
        sizes = [s for s in SIZES] + [power_of_ten(draw.uniform(-3, 3)) for _ in range(RANDOM // 2)]
        own = [0.0, -0.0, *(s * t for s in sizes for t in (1.0, -1.0)), *(bell(draw, 4.0) for _ in range(RANDOM))]
        own += [other * (1 + step) for other in combination for step in (0.0, 1e-9, -1e-3) if other and not within]
        scales = [other for other in combination if 1e-2 < abs(other) < 1e2]
        own += [s * draw.uniform(0.3, 1.0) / other for other in scales for s in (745.0, -745.0)]
        for value in within or own:
            found[(*combination[:place], value, *combination[place:])] = None
    for _ in range(SCATTERED if len(inputs) > 1 and not within else 0):
        combination = tuple(drawn(draw.choice(values), values, draw) for values in others)
        value = draw.choice((1, -1)) * power_of_ten(draw.uniform(-8, 3)) if draw.random() < 0.6 else bell(draw, 4.0)
        found[(*combination[:place], value, *combination[place:])] = None
    if len(predictions) > 1:
        found |= dict.fromkeys(together(inputs, predictions, context, defaults, draw))
    found |= dict.fromkeys(far(inputs, predictions, context, defaults))
    found |= dict.fromkeys(near_ends(inputs, predictions, context, defaults))
    return within_domains(found, inputs, predictions, context)


def within_domains(
    points: Iterable[Point], inputs: Sequence[str], predictions: Sequence[str], context: Context
) -> list[Point]:
    """The points whose numbers lie in the declared domains; a prediction may be anything, a model computes it."""
    domains = [
        None if name in predictions else read_domain(context.by_name[name].domain) if name in context.by_name else None
        for name in inputs
    ]
    found = list(points)
    for n, domain in enumerate(domains):
        if domain is not None and domain != ANYWHERE:
            inside = {number for number in {point[n] for point in found} if lies_in(number, domain)}
            found = [point for point in found if point[n] in inside]
    return found


def lies_in(number: float, domain: Domain) -> bool:
    """Whether a float64 lies in a domain, exactly."""
    return math.isfinite(number) and domain.contains(Fraction(number))


def near_ends(
    inputs: Sequence[str], predictions: Sequence[str], context: Context, defaults: Mapping[str, float]
) -> list[Point]:
    """Points at which a variable or parameter is close to an end of its domain, or, where it may be 0, close to 0."""
    usual = {name: 0.5 if name in predictions else domain_values(context.by_name[name].domain)[0] for name in inputs}
    found: list[Point] = []
    for name in inputs:
        domain = None if name in predictions else read_domain(context.by_name[name].domain)
        if isinstance(domain, Interval):
            ends = [float(end) for end in (domain.low, domain.high) if end is not None]
            for end in dict.fromkeys([*ends, 0.0]):
                for step in CLOSE_TO_ENDS:
                    for size in BESIDE_ENDS:
                        own = {**usual, **defaults, **dict.fromkeys(predictions, size), name: end + step}
                        found.append(tuple(own[other] for other in inputs))
    return found


def at_ties(truth: Exact, context: Context, defaults: Mapping[str, float]) -> list[Point]:
    """The ties of a definition, and points close to them, in the symbols by which it is differentiated and others."""
    names = truth.names
    domains = tuple(read_domain(context.by_name[name].domain) if name in context.by_name else None for name in names)
    given = tuple(Fraction(defaults[name]) if name in defaults else None for name in names)
    found: list[Point] = []
    for tie in tie_points(truth.term, names, domains, given):
        point = tuple(float(x) for x in tie)
        found.append(point)
        for n, x in enumerate(point):
            if truth.by and n not in truth.by:
                continue
            found += [(*point[:n], x + step * max(abs(x), 1.0), *point[n + 1 :]) for step in CLOSE_TO_TIES]
    return within_domains(dict.fromkeys(found), names, (), context)


def far(
    inputs: Sequence[str], predictions: Sequence[str], context: Context, defaults: Mapping[str, float]
) -> list[Point]:
    """Points at which an unbounded variable or parameter is tiny or huge, with predictions of all sizes."""
    usual = {name: 0.0 if name in predictions else domain_values(context.by_name[name].domain)[0] for name in inputs}
    found: list[Point] = []
    for name in inputs:
        values = () if name in predictions else domain_values(context.by_name[name].domain)
        if POSITIVE[0] not in values or POSITIVE[-1] not in values:
            continue
        for extreme in FAR if context.kind(name) is Kind.PARAMETER else FAR_DATA:
            for size in ENDS:
                own = {**usual, **defaults, **dict.fromkeys(predictions, size), name: extreme}
                found.append(tuple(own[other] for other in inputs))
    return found


def together(
    inputs: Sequence[str], predictions: Sequence[str], context: Context, defaults: Mapping[str, float],
    draw: random.Random,
) -> list[Point]:  # fmt: skip
    """Points at which several predictions are large, each by itself, or next to each other's equals."""
    found: list[Point] = []
    for number in range(TOGETHER):
        level = draw.choice((1, -1)) * draw.choice(LOGITS[2:])
        own: dict[str, float] = {}
        for name in inputs:
            if name not in predictions:
                values = domain_values(context.by_name[name].domain)
                own[name] = defaults[name] if name in defaults and draw.random() < 0.5 else draw.choice(values)
            elif number % 3:
                share = draw.choice((1.0, draw.uniform(0.5, 1.5), power_of_ten(draw.uniform(-2, 0))))
                own[name] = draw.choice((1, -1)) * draw.choice(LOGITS) * share
            else:
                own[name] = level * (1 + draw.choice((0.0, 0.0, 1e-9, -1e-3)))
        found.append(tuple(own[name] for name in inputs))
    return found


def unseen(
    inputs: Sequence[str], predictions: Sequence[str], context: Context, defaults: Mapping[str, float], seed: int
) -> list[Point]:
    """Points that no grid has: each symbol by itself, a prediction at any size or close to another symbol's value.

    They judge a form that other points led to.
    """
    draw = random.Random(1000 + seed)
    found: dict[Point, None] = {}
    for _ in range(UNSEEN):
        own: dict[str, float] = {}
        for name in sorted(inputs, key=lambda name: name in predictions):
            domain = context.by_name[name].domain
            if domain == "real":
                own[name] = any_size(tuple(own.values()), draw)
                continue
            values = domain_values(domain)
            own[name] = drawn(draw.choice(values), values, draw)
            if name in defaults and draw.random() < 0.3:
                own[name] = defaults[name]
        found[tuple(own[name] for name in inputs)] = None
    return within_domains(found, inputs, predictions, context)


def any_size(others: Sequence[float], draw: random.Random) -> float:
    """A real number: usual, of any size, close to another symbol's value, or where exp reaches the end of float64."""
    sign = draw.choice((1.0, -1.0))
    kind = draw.random()
    if kind < 0.35:
        return bell(draw, 4.0)
    if kind < 0.6:
        return sign * power_of_ten(draw.uniform(-4, 4))
    if kind < 0.8:
        return sign * draw.uniform(*draw.choice(((0, 800), (690, 760))))
    if kind < 0.9 and others:
        near = draw.choice(others)
        return draw.choice((near, -near, float(log(abs(near) or 1.0)))) * (
            1 + sign * power_of_ten(draw.uniform(-16, -1))
        )
    return sign * power_of_ten(draw.uniform(-320, 16))


def drawn(value: float, values: Sequence[float], draw: random.Random) -> float:
    """A value of a domain, or one between two of them; ``inside`` leaves out what isn't of the domain."""
    other = draw.choice(values)
    whole = all(v == int(v) for v in values)
    share = draw.random()
    return value if whole or draw.random() < 0.5 else value + (other - value) * (share * share)


def crossings(
    points: Sequence[Point], values: Sequence[float], place: int, sign: Callable[[Point], int]
) -> list[Point]:
    """Points close to where the exact value changes its sign as the input at ``place`` moves.

    Args:
        points: The points of the grid.
        values: The exact values there.
        place: Which input moves.
        sign: The sign of the exact value at a point.
    """
    groups: dict[Point, list[tuple[float, float]]] = {}
    for point, value in zip(points, values, strict=True):
        if math.isfinite(point[place]) and abs(point[place]) < 1e5 and math.isfinite(value) and value != 0:
            groups.setdefault((*point[:place], *point[place + 1 :]), []).append((point[place], value))
    found: list[Point] = []
    count = 0
    for rest, own in groups.items():
        own.sort()
        taken = 0
        for (low, below), (high, above) in pairwise(own):
            if (below < 0) == (above < 0) or count >= CROSSINGS or taken >= 2:
                continue
            count, taken = count + 1, taken + 1
            whole = lambda x, rest=rest: (*rest[:place], x, *rest[place:])  # noqa: E731
            for _ in range(64):
                middle = (low + high) / 2
                if not low < middle < high:
                    break
                if sign(whole(middle)) == (1 if below > 0 else -1):
                    low = middle
                else:
                    high = middle
            found += [whole(low), whole(high), *(whole(low + step * max(abs(low), 1e-3)) for step in NEAR)]
    return list(dict.fromkeys(found))
