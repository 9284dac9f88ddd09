"""When float64 is enough. In: a term, its errors at points. Out: a condition, a product of indicators, or None.

Digits are lost where the parts of a sum cancel, where an exponential has a large argument, where a result leaves the
range of float64, and at the ends of an input's domain. Of such conditions those are taken that tell all bad points
from the good ones, and let as many good ones pass as can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sympy import Rational

from ..terms import core
from ..terms.core import Absolute, Constant, Exponential, Indicator, Less, Negative, Plus, Term, Times, Variable
from . import rounded
from .measure import Array, Sample, run
from .numpy_printer import NotEmitted

Mask = NDArray[np.bool_]
MOST, MOST_HARD = 6, 12
"""The largest number of conditions, and that where an error is left that must not stay."""
HARD = 150.0
"""An error in ulp that must not stay (1e-13 is 450 to 900 ulp)."""
DEAR = 40.0
"""How many good points a milder error may cost for each bad one."""
CANCELLED = (8, 64)
ARGUMENTS = (8, 32, 128)
BOXES = ("4", "16", "36", "128", "300", "600")
LEAST = ("0.001", "0.1", "1")
FAR = 600
BOX = 0.25
"""What a condition on an input is worth beside one that speaks of the cause."""
USUAL = 12.0
"""Inputs up to this size are what a model sees most; points of that kind count tenfold."""


Branch = tuple[tuple[Term, bool], ...]
"""What chose a part: conditions, each with whether it holds."""


@dataclass(frozen=True)
class Condition:
    """Indicators that all hold where float64 is enough, and where that is.

    ``causal`` ones speak of what loses the digits; the others only of where the inputs lie. An ``end`` shuts out
    results close to the ends of float64, where time matters little. ``branch`` tells what chose their part.
    """

    indicators: tuple[Term, ...]
    safe: Mask
    causal: bool = True
    end: bool = False
    branch: Branch = ()


class Values:
    """The values of parts of a term at the points, by its own code."""

    def __init__(self, data: Sample) -> None:
        self.data = data
        self.known: dict[Term, Array | None] = {}

    def of(self, part: Term) -> Array | None:
        """The values; None where the part has no code."""
        if part not in self.known:
            try:
                self.known[part] = np.abs(run(part, self.data))
            except (NotEmitted, KeyError):
                self.known[part] = None
        return self.known[part]


def plain(part: Term) -> Term:
    """A part without its sign."""
    while isinstance(part, Negative | Absolute):
        part = part.argument
    return part


def inner(term: Term) -> Iterator[tuple[Term, Branch]]:
    """The parts that float64 code computes, each once, with what chose it there."""
    seen: set[Term] = set()
    waiting: list[tuple[Term, Branch]] = [(term, ())]
    while waiting:
        part, branch = waiting.pop()
        if part in seen or isinstance(part, core.Extended):
            continue
        seen.add(part)
        if not isinstance(part, core.Proposition):
            yield part, branch
        for number in range(len(part.children) - 1, -1, -1):
            chosen = ((part.children[0], number == 1),) if isinstance(part, core.Choose) and number else ()
            waiting.append((part.children[number], branch + chosen))


def less(low: Term, high: Term) -> Term:
    """The indicator of an order."""
    return Indicator(Less(low, high))


def candidates(term: Term, data: Sample, values: Values) -> Iterator[Condition]:
    """Conditions that may tell where digits are lost."""
    for part, branch in inner(term):
        for condition in causes(part, values):
            yield replace(condition, branch=branch)
    whole = values.of(term)
    if whole is not None:
        low, high = Exponential(Negative(Constant(FAR))), Exponential(Constant(FAR))
        yield Condition((less(low, Absolute(term)),), rounded.exp(-FAR) < whole, end=True)
        yield Condition((less(Absolute(term), high),), whole < rounded.exp(FAR), end=True)
    for name, column in zip(data.inputs, data.columns, strict=True):
        size = np.abs(column)
        if len(np.unique(size)) < 4:
            continue
        for most in BOXES:
            yield Condition((less(Absolute(Variable(name)), Constant(most)),), size < float(most), False)
        for least in LEAST:
            yield Condition((less(Constant(least), Absolute(Variable(name))),), float(least) < size, False)


def chosen_only(condition: Condition, values: Values) -> Condition:
    """A condition that speaks only where its part is chosen; elsewhere the part may have no value."""
    indicators, safe = condition.indicators, condition.safe
    for chooses, holds in reversed(condition.branch):
        indicators = tuple(
            core.Choose(chooses, one, core.ONE) if holds else core.Choose(chooses, core.ONE, one) for one in indicators
        )
        there = values.of(Indicator(chooses))
        safe = safe | ((there != 1.0) == holds) if there is not None else safe & False
    return replace(condition, indicators=indicators, safe=safe, branch=())


def causes(part: Term, values: Values) -> Iterator[Condition]:
    """Conditions under which a part loses no digits."""
    if isinstance(part, Plus):
        if len(part.children) > 2 or not all(isinstance(plain(child), core.Leaf) for child in part.children):
            yield from cancelled(part, values)
    elif isinstance(part, core.Logarithm):
        size = values.of(part)
        if size is not None:
            yield Condition((less(Constant(Rational(1, 8)), Absolute(part)),), np.greater(size, 0.125))
    elif isinstance(part, Exponential) and not isinstance(plain(part.argument), Variable):
        size = values.of(plain(part.argument))
        if size is not None:
            for limit in ARGUMENTS:
                yield Condition((less(Absolute(plain(part.argument)), Constant(limit)),), np.less(size, limit))


def cancelled(part: Term, values: Values) -> Iterator[Condition]:
    """No part of a sum is many times the sum. Of two parts one is enough to look at."""
    whole = values.of(part)
    sizes = [(plain(child), values.of(plain(child))) for child in part.children]
    sizes = sorted(sizes, key=lambda pair: isinstance(pair[0], core.Leaf), reverse=True)[: len(sizes) - 1]
    if whole is None:
        return
    for times in CANCELLED:
        with np.errstate(all="ignore"):
            safe = np.ones(len(whole), dtype=bool)
            for _, size in sizes:
                safe &= (size < times * whole) if size is not None else False
        bound = Times(Constant(times), Absolute(part))
        yield Condition(tuple(less(Absolute(child), bound) for child, _ in sizes), safe)


def guard(
    term: Term,
    data: Sample,
    ulp: Array,
    helped: Mask,
    goal: float,
    defined: Callable[[Term], bool] = lambda shown: True,
) -> Term | None:
    """The condition under which float64 is enough; None where no conditions tell the bad points.

    Args:
        term: What is computed.
        data: The points.
        ulp: The errors there.
        helped: Where more digits are needed.
        goal: The error that is aimed at.
        defined: Whether all parts of a term have values as far as those of the whole do.
    """
    values = Values(data)
    tried = list(candidates(term, data, values))
    good = ulp <= goal
    usual = np.logical_and.reduce([np.abs(column) <= USUAL for column in data.columns])
    size = np.abs(data.high)
    extreme = (size < rounded.exp(-FAR)) | (size > rounded.exp(FAR))
    weight = np.where(usual, 10.0, 1.0)
    weights = {False: weight, True: np.where(extreme & ~usual, 0.2, weight)}
    chosen: list[Condition] = []
    for left, dear, most in ((helped & (ulp > HARD), np.inf, MOST_HARD), (helped.copy(), DEAR, MOST)):
        for condition in chosen:
            left &= condition.safe
        while left.any() and len(chosen) < most:
            passed = np.logical_and.reduce([good, *(condition.safe for condition in chosen)])
            gains = [(float((left & ~c.safe).sum()), float(weights[c.end][passed & ~c.safe].sum())) for c in tried]
            worth = [
                gain**2 * (1.0 if condition.causal else BOX) / (2 + lost) if lost <= dear * gain else 0.0
                for (gain, lost), condition in zip(gains, tried, strict=True)
            ]
            best = int(np.argmax(worth))
            if not worth[best]:
                break
            if tried[best].branch and not all(map(defined, tried[best].indicators)):
                tried[best] = chosen_only(tried[best], values)
                continue
            chosen.append(tried[best])
            left = left & tried[best].safe
    chosen = without_idle(chosen, helped & ~np.logical_and.reduce([c.safe for c in chosen])) if chosen else []
    return Times.of(*dict.fromkeys(i for c in chosen for i in c.indicators)) if chosen else None


def without_idle(chosen: list[Condition], caught: Mask) -> list[Condition]:
    """The conditions without those that catch nothing that the others don't."""
    kept = list(chosen)
    for condition in chosen:
        others = [c for c in kept if c is not condition]
        if others and not (caught & np.logical_and.reduce([c.safe for c in others])).any():
            kept = others
    return kept
