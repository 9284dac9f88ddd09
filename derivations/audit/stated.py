"""Whether a peer is what it is stated to be. In: both sides' values. Out: the relation that was found."""

from __future__ import annotations

import math

import numpy as np

from ..outcome import Failure
from .case import OURS, TELLING, Case, Values
from .compare import Mask, at
from .relation import FACTOR, SAME, Found, relation

KNOWN = {64: 1e-8, 32: 2e-5}
"""How exactly a peer's values are known at ordinary points, relative to their size, by its bits."""
LIMITS = ("max(", "min(")
"""What a relation has that is another one beyond a limit."""


class Mismatch(Failure):
    """The peer's values don't have the stated relation to ours; the message tells peer, quantity and input."""


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
