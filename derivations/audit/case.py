"""A quantity of a peer, and both sides at points. In: a peer. Out: ``Case``, which gives ``Values``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..emit import exact as at_points
from ..emit.exact import beyond
from ..terms.core import CircleConstant, Term, Variable
from ..terms.parser import parse
from ..terms.places import free_names, substitute
from ..verify.one_sided import Exact
from . import ours as our_side
from . import points as sampling
from .compare import Array, Errors, Mask, at, errors
from .languages import LANGUAGES, Language
from .ours import Ours
from .peer import Peer
from .relation import Point

LITTLE = 1e-250
"""A number that is hardly 0."""
TELLING = 1e-3
"""By how much two values must differ, relative to themselves, to be seen as different functions."""
OURS = "ours"
"""What ours is called in a relation."""
LABORIOUS = 60
"""At how many points of a kind is measured what takes long."""


def exact(how: Exact, points: Sequence[Point]) -> Array:
    """The exact values at points, an array of four rows: rounded, what is left, bits, and at ties the other side's."""
    return np.array(at_points.exact(how, tuple(points)), dtype=np.float64).reshape(-1, 4).T


def reading(text: str) -> Term:
    """A term of any names."""
    return parse(text, lambda name: None if name == CircleConstant.symbol else Variable(name))


@dataclass(frozen=True, eq=False)
class Values:
    """Both sides at some points.

    Args:
        points: The peer's arguments.
        theirs: What the peer gives.
        high: What it should give: the exact value of the stated relation, rounded.
        low: What rounding took away.
        ours: The exact value of ours.
    """

    points: list[Point]
    theirs: Array
    high: Array
    low: Array
    ours: Array


@dataclass(frozen=True, eq=False)
class Case:
    """A quantity of a peer, with all that is needed to measure it."""

    peer: Peer
    quantity: str
    ours: Ours
    names: tuple[str, ...]

    @property
    def call(self) -> str:
        """The peer's call."""
        return self.peer.calls[self.quantity]

    @property
    def language(self) -> Language:
        """How it is run."""
        return LANGUAGES[self.peer.language]

    @property
    def predictions(self) -> tuple[str, ...]:
        """The symbols by which one differentiates."""
        return self.ours.loss.predictions

    @property
    def by(self) -> str:
        """The symbol by which the peer differentiates."""
        return self.quantity.rpartition("-")[2] if "-" in self.quantity else self.moving[0]

    @property
    def moving(self) -> tuple[str, ...]:
        """The peer's arguments by which one differentiates: our predictions, or the first of what it has for them."""
        replaced = [name for name in self.predictions if name in self.peer.meaning]
        return (*list(self.peer.inputs)[: len(replaced)], *(name for name in self.predictions if name not in replaced))

    @property
    def arguments(self) -> tuple[str, ...]:
        """The peer's arguments: our symbols, but for those that it has others for."""
        every = (*self.peer.inputs, *(name for name in self.names if name not in self.peer.meaning))
        return (*self.moving, *(name for name in every if name not in self.moving))

    @property
    def term(self) -> Term:
        """Our derived term, in the peer's arguments."""
        return self.put_in(self.ours.terms[self.quantity])

    @property
    def stated(self) -> Term:
        """What the peer should compute, in its arguments."""
        said = reading(self.peer.relation(self.quantity))
        return self.put_in(substitute(said, Variable(OURS), self.ours.terms[self.quantity]))

    def put_in(self, term: Term) -> Term:
        """A term of our symbols, in the peer's arguments."""
        for name, text in self.peer.meaning.items():
            term = substitute(term, Variable(name), reading(text))
        unknown = free_names(term) - {*self.arguments}
        if unknown:
            raise ValueError(f"{self.peer.name}, {self.quantity}: {', '.join(sorted(unknown))} isn't known")
        return term

    def columns(self, points: Sequence[Point], names: Sequence[str]) -> dict[str, Array]:
        """Points as an array for each symbol."""
        return {
            name: np.array(column, dtype=np.float64)
            for name, column in zip(names, zip(*points, strict=True), strict=True)
        }

    def taken(self, points: Sequence[Point]) -> list[Point]:
        """Those points that the peer can take; if each of them takes long, so many."""
        found = sampling.single(points) if self.language.bits == 32 else list(points)
        found = [point for point in found if all(abs(z) <= self.peer.within for z in point[: len(self.predictions)])]
        if self.language.bits == 32 and len(found) > LABORIOUS:
            found = [found[n] for n in np.linspace(0, len(found) - 1, LABORIOUS).astype(int).tolist()]
        return found

    def given(self, points: Sequence[Point]) -> list[Point]:
        """The peer's arguments for points of ours; where one that is made of ours overflows, there are none."""
        columns = self.columns(points, self.names)
        with np.errstate(all="ignore"):
            # The text stands in a record of audit/peers, in Python: code of this project, never of a user's file.
            made = {name: eval(text, {"np": np, **columns}) for name, text in self.peer.inputs.items()}
        chosen = [np.asarray(made.get(name, columns.get(name)), dtype=np.float64) for name in self.arguments]
        found = [tuple(row) for row in np.stack(chosen, axis=1).tolist()]
        places = [self.arguments.index(name) for name in made]
        found = [point for point in found if all(math.isfinite(point[n]) for n in places)]
        if self.peer.finite or self.language.finite:
            found = [point for point in found if all(map(math.isfinite, point))]
        return sampling.single(found) if self.language.bits == 32 else list(dict.fromkeys(found))

    def values(self, points: Sequence[Point]) -> Values:
        """Both sides at points of the peer's arguments; those without an exact value are left out."""
        kept = tuple(points)
        high, low, *_ = exact(Exact(self.stated, self.arguments), kept)
        ours = exact(Exact(self.term, self.arguments), kept)[0]
        there = ~np.isnan(high) & ~at_jumps((self.stated, self.term), self.arguments, kept)
        there &= (high == 0) | ~(np.abs(high) < self.peer.least)
        kept = tuple(point for point, ok in zip(kept, there.tolist(), strict=True) if ok)
        theirs = self.language.values(
            self.peer.setup, self.call, self.quantity, self.columns(kept, self.arguments), self.moving, self.by,
            self.peer.each,
        )  # fmt: skip
        return Values(list(kept), theirs, high[there], low[there], ours[there])

    def errors(self, values: Values) -> Errors:
        """The peer's errors."""
        return errors(values.high, values.low, values.theirs, self.language.bits)

    def own_values(self, points: Sequence[Point]) -> Values:
        """Our code at points of ours."""
        term = self.ours.terms[self.quantity]
        high, low, *_ = exact(Exact(term, self.names), tuple(points))
        there = ~np.isnan(high) & ~at_jumps((term,), self.names, points)
        kept = [point for point, ok in zip(points, there.tolist(), strict=True) if ok]
        got = self.ours.computed(self.quantity, self.columns(kept, self.names))
        return Values(kept, got, high[there], low[there], high[there])

    def script(self, point: Point) -> str:
        """A program that prints what the peer gives at a point."""
        return self.language.script(
            self.peer.setup, self.call, self.quantity, at(self.arguments, point), self.moving, self.by
        )


def at_jumps(terms: Sequence[Term], names: tuple[str, ...], points: Sequence[Point]) -> Mask:
    """Where a term jumps within the rounding of the inputs, or at an input that is 0: a value there is a convention."""
    found = np.zeros(len(points), dtype=bool)
    for term in terms:
        how = Exact(term, names)
        if how.jumps:
            found |= ~np.isnan([beyond(how, point) for point in points])
            found |= [jumps_at_zero(how, point) for point in points]
    return found


def jumps_at_zero(how: Exact, point: Point) -> bool:
    """Whether a term jumps where an input that is 0 here becomes positive or negative."""
    beside = [(*point[:n], side, *point[n + 1 :]) for n, x in enumerate(point) if x == 0 for side in (LITTLE, -LITTLE)]
    if not beside:
        return False
    here, *others = exact(how, (point, *beside))[0].tolist()
    return any(abs(other - here) > TELLING * (abs(other) + abs(here)) > LITTLE for other in others)


def case(peer: Peer, quantity: str) -> Case:
    """What is needed to measure a quantity of a peer."""
    found = our_side.derived(peer.loss)
    return Case(peer, quantity, found, our_side.symbols(found.loss))
