"""A peer, measured. In: a peer. Out: a record: which relation its values have to ours, how exact they are.

Raises where the values don't have the relation that the peer states: a wrong statement isn't recorded.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..emit.exact import sign_at
from ..verify.one_sided import Exact
from . import ours as our_side
from . import points as sampling
from .case import OURS, Case, Values, case, exact
from .compare import Errors, at, errors
from .languages import LANGUAGES
from .peer import Peer
from .relation import FACTOR, SAME, Found, Point
from .stated import Mismatch, departs_at, verified

AGAIN = 1e-14
"""How exactly a value must come again: arrays of other lengths may be computed by other instructions."""
PLAIN = (OURS, f"-{OURS}")
"""Relations that need no point to show them."""
MANY = 100.0
"""From how many ulp on an error is shown."""
PARTS = ("ordinary", "extreme", "zeros")
"""The kinds of points."""


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
    how = Exact(term, own.names)
    values = exact(how, tuple(points))[0].tolist()
    places = range(len(own.predictions))
    return sampling.near_zeros(points, values, places, lambda point: sign_at(how, point))


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
