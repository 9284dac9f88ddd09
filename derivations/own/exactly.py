"""Values of a loss's lines by Arb balls. In: lines, rational points. Out: balls, which are the same on every machine.

What pages say, show and draw is read off here: nothing of it depends on a processor's exp or log. A box of points gives
a ball that holds all values in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from flint import arb, fmpq

from ..derive.unfold import unfold
from ..emit.vector_sample import written_out
from ..functions import FUNCTIONS
from ..functions.balls import working_at
from ..functions.record import Family
from ..terms import core
from ..terms.context import Context
from ..terms.core import Constant, Entry, Partial, Term, Variable
from ..terms.places import substitute
from ..verify.evaluate import Point as Place
from ..verify.evaluate import evaluate
from ..verify.jet_functions import MEANING
from ..verify.jets import NoValue
from ..verify.numbers import Undecided, whole_power
from ..verify.program import Program, program
from ..verify.slopes import Outside
from .definition import Loss
from .samples import COUNT, Point, Value

BITS = (100, 400, 1600)
"""The bits at which a value is worked out, one after the other until the ball is narrow."""
NARROW = 40
"""How many bits of a value are wanted."""
Flat = Mapping[str, Fraction]
"""A point by the names of its numbers: an entry of a vector is ``z[1]``."""


def ball(number: Fraction) -> arb:
    """A rational as a ball."""
    return arb(fmpq(number.numerator, number.denominator))


def flat(point: Point) -> dict[str, Fraction]:
    """A point with the entries of vectors by themselves."""
    found: dict[str, Fraction] = {}
    for name, value in point.items():
        if isinstance(value, tuple):
            found |= {f"{name}[{number}]": entry for number, entry in enumerate(value, 1)}
        else:
            found[name] = value
    return found


def plain_line(loss: Loss, context: Context, term: Term, cell: tuple[int, ...] = (), count: int = COUNT) -> Term:
    """A line in numbers alone: definitions put in, sums written out for vectors of a few entries.

    Args:
        loss: The loss.
        context: Its symbols.
        term: The line.
        cell: The entry that is looked at, of a derivative by vectors: its indices, counted from 1.
        count: How many entries a vector has.
    """
    term = unfold(term, context)
    if not loss.sizes:
        return term
    for letter, number in zip(loss.moving if cell else (), cell, strict=False):
        term = substitute(term, Variable(letter), Constant(number))
    for size in loss.size_names[1:]:
        term = substitute(term, Variable(size), Constant(count))
    return written_out(term, loss.size_names[0], count)


@lru_cache(maxsize=512)
def prepared(term: Term, names: tuple[str, ...]) -> Program | None:
    """What works a line out; None where a part of it has no value here."""
    try:
        return program(term, names, MEANING)
    except KeyError:
        return None


def value(term: Term, at: Flat, bits: Sequence[int] = BITS) -> arb | None:
    """The value of a line of numbers at a point, as a narrow ball; None where it has none, or that can't be told."""
    names = tuple(at)
    how = prepared(term, names)
    for own in bits if how else ():
        assert how is not None
        with working_at(own):
            try:
                found = how.run([ball(at[name]) for name in names])
            except Undecided:
                continue
            except NoValue:
                return None
            if found.is_finite() and (found.rel_accuracy_bits() >= NARROW or found == 0):
                return found
    return None


def on_box(term: Term, box: Mapping[str, arb], bits: int = BITS[0]) -> arb | None:
    """A ball that holds every value of a line in a box; None where a part may have none there.

    Where a comparison is open, both of its branches count.
    """
    with working_at(bits):
        try:
            found = of_box(term, box, {})
        except (Undecided, NoValue, KeyError):
            return None
    return found if found.is_finite() else None


def of_box(term: Term, box: Mapping[str, arb], known: dict[Term, arb]) -> arb:
    """The same, with what is known of parts.

    Raises:
        NoValue: A part may have no value.
        Undecided: That can't be told.
        KeyError: Nothing tells what a part means.
    """
    if term in known:
        return known[term]
    if isinstance(term, Variable):
        return box[term.name]
    if isinstance(term, core.Constant):
        found = MEANING[core.Constant](term)()
    elif isinstance(term, core.Choose | core.Indicator):
        branches = term.children[1:] or (core.ONE, core.ZERO)
        chosen = open_branches(term.children[0], branches, box, known)
        found = of_box(chosen[0], box, dict(known))
        for other in chosen[1:]:
            found = found.union(of_box(other, box, dict(known)))
    else:
        parts = [of_box(child, box, known) for child in term.children]
        found = WIDE.get(type(term), MEANING[type(term)])(*parts)
    known[term] = found
    return found


def open_branches(
    condition: Term, branches: Sequence[Term], box: Mapping[str, arb], known: dict[Term, arb]
) -> Sequence[Term]:
    """The branch that is chosen in a box, or both."""
    try:
        sides = [of_box(side, box, known) for side in condition.children]
        return branches[:1] if MEANING[type(condition)](*sides) else branches[1:]
    except Undecided:
        return branches


def wide_power(a: arb, b: arb) -> arb:
    """A power; of a ball around 0 Arb gives none, so that it is multiplied out."""
    whole = b.unique_fmpz() if b.is_exact() and 0 < b < 100 else None
    return whole_power(a, int(whole)) if whole is not None else MEANING[core.Power](a, b)


WIDE: dict[type[Term], Callable[..., arb]] = {
    core.Power: wide_power,
    **{record.term: record.enclosure for record in FUNCTIONS if record.family is Family.PIECEWISE},
}
"""What terms mean of balls that may hold 0, or overlap."""


def derivative_at(loss: Loss, context: Context, at: Point, *by: str | tuple[str, int]) -> arb | None:
    """A derivative of the loss as it is defined, at a point; None where it has none there, or that can't be told.

    Args:
        loss: The loss.
        context: Its symbols.
        at: The point.
        by: What one differentiates by, in turn: a name, or a vector's name with the number of an entry.
    """
    term = loss.term
    for one in by:
        name, number = one if isinstance(one, tuple) else (one, 0)
        variable = context.variables[name]
        term = Partial(Entry(variable, Constant(number)) if number else variable, term)
    return defined_value(loss, context, term, at)


def defined_value(loss: Loss, context: Context, term: Term, at: Point) -> arb | None:
    """What a term in the loss's own names is at a point, by the evaluation that the checks use."""
    count = next((len(own) for own in at.values() if isinstance(own, tuple)), COUNT)
    for bits in BITS:
        with working_at(bits):
            place = Place(context, dict.fromkeys(loss.size_names, count), {n: column(own) for n, own in at.items()})
            try:
                found = evaluate(term, place)[0][0]
            except Undecided:
                continue
            except (Outside, ZeroDivisionError):
                return None
            if isinstance(found, arb) and found.is_finite() and (found.rel_accuracy_bits() >= NARROW or found == 0):
                return found
    return None


def column(own: Value) -> list[list[arb]]:
    """A value as the checks take it: a column."""
    return [[ball(entry)] for entry in (own if isinstance(own, tuple) else (own,))]


def digits(number: arb, places: int = 2) -> str:
    """A narrow ball as text, to so many digits."""
    return f"{float(number.mid()):.{places}g}".replace("-", "−")
