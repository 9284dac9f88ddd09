"""A peer, measured. In: a peer. Out: a record: which relation its values have to ours, how exact they are.

Raises where the values don't have the relation that the peer states: a wrong statement isn't recorded.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..emit.exact import beyond, exact, jumps, sign_at
from ..outcome import Failure
from ..terms.core import CircleConstant, Term, Variable
from ..terms.parser import parse
from ..terms.places import free_names, substitute
from . import ours as our_side
from . import points as sampling
from .compare import Array, Errors, Mask, at, errors
from .languages import LANGUAGES, Language
from .ours import Ours
from .peer import Peer
from .relation import FACTOR, SAME, Found, Point, relation

KNOWN = {64: 1e-8, 32: 2e-5}
"""How exactly a peer's values are known at ordinary points, relative to their size, by its bits."""
TELLING = 1e-3
"""By how much a stated relation must depart from the found one to be seen at a point."""
AGAIN = 1e-14
"""How exactly a value must come again: arrays of other lengths may be computed by other instructions."""
LITTLE = 1e-250
"""A number that is hardly 0."""
OURS = "ours"
LIMITS = ("max(", "min(")
"""What a relation has that is another one beyond a limit."""
PLAIN = (OURS, f"-{OURS}")
"""Relations that need no point to show them."""
LABORIOUS = 60
"""At how many points of a kind is measured what takes long."""
MANY = 100.0
"""From how many ulp on an error is shown."""


def reading(text: str) -> Term:
    """A term of any names."""
    return parse(text, lambda name: None if name == CircleConstant.symbol else Variable(name))


class Mismatch(Failure):
    """The peer's values don't have the stated relation to ours; the message tells peer, quantity and input."""


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
        high, low, _ = exact(self.stated, self.arguments, kept)
        ours = exact(self.term, self.arguments, kept)[0]
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
        high, low, _ = exact(term, self.names, tuple(points))
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
        if jumps(term):
            found |= ~np.isnan([beyond(term, names, point) for point in points])
            found |= [jumps_at_zero(term, names, point) for point in points]
    return found


def jumps_at_zero(term: Term, names: tuple[str, ...], point: Point) -> bool:
    """Whether a term jumps where an input that is 0 here becomes positive or negative."""
    beside = [(*point[:n], side, *point[n + 1 :]) for n, x in enumerate(point) if x == 0 for side in (LITTLE, -LITTLE)]
    if not beside:
        return False
    here, *others = exact(term, names, (point, *beside))[0].tolist()
    return any(abs(other - here) > TELLING * (abs(other) + abs(here)) > LITTLE for other in others)


def case(peer: Peer, quantity: str) -> Case:
    """What is needed to measure a quantity of a peer."""
    found = our_side.derived(peer.loss)
    return Case(peer, quantity, found, our_side.symbols(found.loss))


def digest(peer: Peer, quantity: str) -> str:
    """A text that changes when what was measured is no longer what is stated."""
    loss = our_side.defined(peer.loss)
    said = (
        str(loss.term), sorted((name, str(term)) for name, term in loss.definition_terms.items()),
        sorted((name, str(domain)) for name, domain in loss.domains.items()), peer.calls[quantity], peer.setup,
        replace(LANGUAGES[peer.language], words=""), peer.relation(quantity), sorted(peer.fixed.items()),
        sorted(peer.inputs.items()), sorted(peer.meaning.items()), peer.finite, peer.within, peer.each, peer.least,
    )  # fmt: skip
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


PARTS = ("ordinary", "extreme", "zeros")
"""The kinds of points."""


def measured(peer: Peer, quantity: str) -> dict[str, Any]:
    """The record of one quantity of a peer.

    Raises:
        ImportError: Its package is missing.
        Mismatch: Its values don't have the stated relation to ours.
    """
    own = case(peer, quantity)
    context = our_side.context(peer.loss)
    usual = sampling.ordinary(own.ours.loss, context, peer.fixed)
    far = sampling.extreme(own.ours.loss, context, peer.fixed)
    places = dict(zip(PARTS, (usual, far, zeros(own, usual)), strict=True))
    places = {part: own.taken(points) for part, points in places.items()}
    values = {part: own.values(own.given(points)) for part, points in places.items() if points}
    values = {part: both for part, both in values.items() if both.points}
    found = verified(own, values["ordinary"], values["extreme"])
    record: dict[str, Any] = {
        "peer": peer.name, "loss": peer.loss, "quantity": quantity, "digest": digest(peer, quantity),
        "bits": own.language.bits, "found": found.as_json(),
    }  # fmt: skip
    record["shows"] = shows_relation(own, found, values["ordinary"], values["extreme"])
    record["own"] = []
    for part, both in values.items():
        mine = own.own_values(places[part])
        theirs, ours = own.errors(both), errors(mine.high, mine.low, mine.theirs)
        record[part] = {"theirs": theirs.agreement.as_json(), "ours": ours.agreement.as_json()}
        for one in telling(part, both, theirs):
            script = own.script(both.points[one["n"]])
            record["shows"].append(shown(own.arguments, both, one["n"], {**one, "script": script}))
        record["own"] += [shown(own.names, mine, one["n"], one) for one in telling(part, mine, ours)]
    return record


def zeros(own: Case, points: Sequence[Point]) -> list[Point]:
    """Points close to where our exact value changes its sign."""
    term = own.ours.terms[own.quantity]
    values = exact(term, own.names, tuple(points))[0].tolist()
    places = range(len(own.predictions))
    return sampling.near_zeros(points, values, places, lambda point: sign_at(term, own.names, point))


def verified(own: Case, ordinary: Values, extreme: Values) -> Found:
    """The relation that the peer's values have to ours.

    Raises:
        Mismatch: It isn't the stated one.
    """
    peer, tolerance = own.peer, KNOWN[own.language.bits]
    moving = len(own.moving)
    name = f"{peer.name}, {own.quantity}"
    found = relation(ordinary.points, moving, ordinary.ours, ordinary.theirs, tolerance)
    stated = relation(ordinary.points, moving, ordinary.ours, ordinary.high, tolerance)
    size = float(np.median(np.abs(ordinary.high)))
    with np.errstate(all="ignore"):
        off = np.abs(ordinary.theirs - ordinary.high) > tolerance * (np.abs(ordinary.high) + size)
    off |= ~np.isfinite(ordinary.theirs)
    if off.any():
        n = int(np.argmax(off))
        raise Mismatch(
            f"{name}: {peer.relation(own.quantity)!r} is stated, which is {ordinary.high[n]!r} at "
            f"{at(own.arguments, ordinary.points[n])}, not {ordinary.theirs[n]!r}; found: {found}"
        )
    if not found.like(stated, math.sqrt(tolerance)):
        raise Mismatch(f"{name}: {peer.relation(own.quantity)!r} would be {stated}, found: {found}")
    if not ordinary.points:
        raise Mismatch(f"{name}: no ordinary point")
    if peer.relation(own.quantity) != OURS and found.kind in (SAME, FACTOR):
        departing(own, found, ordinary, extreme)
    return found


def departs_at(values: Values, found: Found | None = None) -> Mask:
    """Where what is stated differs from ours, or from the factor times ours that was found."""
    base = values.ours * (found.factors[0] if found else 1.0)
    with np.errstate(all="ignore"):
        departs = np.abs(values.high - base) > TELLING * np.maximum(np.abs(values.high), np.abs(base))
    return np.asarray(departs & np.isfinite(values.high) & np.isfinite(base))


def departing(own: Case, found: Found, *parts: Values) -> None:
    """Check a relation that is ours, or a factor times ours, at ordinary points only: it departs, and the peer with it.

    Raises:
        Mismatch: It doesn't.
    """
    said = own.peer.relation(own.quantity)
    if found.kind == FACTOR and (found.factors[0] != found.factors[1] or not any(word in said for word in LIMITS)):
        return
    seen = 0
    for values in parts:
        departs = departs_at(values, found)
        with np.errstate(all="ignore"):
            wrong = ~(np.abs(values.theirs - values.high) <= TELLING * np.abs(values.high))
        seen += int(departs.sum())
        if (departs & wrong).any():
            n = int(np.argmax(departs & wrong))
            raise Mismatch(
                f"{own.peer.name}, {own.quantity}: {said!r} is stated, which is {values.high[n]!r} at "
                f"{at(own.arguments, values.points[n])}, not {values.theirs[n]!r}"
            )
    if not seen:
        raise Mismatch(f"{own.peer.name}, {own.quantity}: {said!r} is {found.factors[0]:g} times ours all over")


def shows_relation(own: Case, found: Found, ordinary: Values, extreme: Values) -> list[dict[str, Any]]:
    """A point at which a relation shows that isn't plain: an ordinary one, or one beyond its limit."""
    if own.peer.relation(own.quantity) in PLAIN:
        return []
    limited = found.kind in (SAME, FACTOR) and found.factors[0] == found.factors[1]
    places = np.flatnonzero(departs_at(extreme, found)).tolist() if limited else []
    values = extreme if places else ordinary
    places = places or np.flatnonzero(departs_at(ordinary)).tolist() or [0]
    n = int(min(places, key=lambda n: abs(abs(values.points[n][0]) - 1.0)))
    told = {"kind": "relation", "ours": repr(float(values.ours[n])), "script": own.script(values.points[n])}
    return [shown(own.arguments, values, n, told)]


def telling(part: str, values: Values, found: Errors) -> list[dict[str, Any]]:
    """Points that show the errors of a part, one of each kind that there is."""
    chosen = []
    size = np.array([max(abs(x) for x in point) for point in values.points])
    for kind, mask in (("unlike", found.unlike), ("lost", found.lost)):
        if mask.any():
            n = int(min(np.flatnonzero(mask), key=lambda n: (size[n], values.points[n])))
            chosen.append((kind, n, int(mask.sum())))
    rest = np.where(found.unlike | found.lost, 0.0, found.ulp)
    n = int(np.argmax(rest))
    if rest[n] >= MANY and not found.lost.any():
        chosen.append(("digits", n, int((rest >= MANY).sum())))
    return [{"part": part, "kind": kind, "n": n, "count": count, "ulp": repr(float(found.ulp[n]))}
            for kind, n, count in chosen]  # fmt: skip


def shown(names: Sequence[str], values: Values, n: int, told: Mapping[str, Any]) -> dict[str, Any]:
    """A point, what was computed there, and what is exact."""
    where = {name: repr(x) for name, x in at(names, values.points[n]).items()}
    found = {"at": where, "got": repr(float(values.theirs[n])), "exact": repr(float(values.high[n]))}
    return {name: value for name, value in {**found, **told}.items() if name != "n"}


def reproduced(records: Sequence[Mapping[str, Any]], run: Callable[[str], list[str]]) -> None:
    """Run the programs of the points that are shown, in a fresh process.

    Raises:
        Mismatch: One prints something else.
    """
    points = [(record["peer"], one) for record in records for one in record["shows"]]
    printed = run("\n".join(one["script"] for _, one in points)) if points else []
    for text, (name, one) in zip(printed, points, strict=True):
        got, wanted = float(text), float(one["got"])
        same = got == wanted or (math.isnan(got) and math.isnan(wanted))
        if not same and not math.isclose(got, wanted, rel_tol=AGAIN):
            raise Mismatch(f"{name}: a fresh process prints {got!r}, not {wanted!r}:\n{one['script']}")
