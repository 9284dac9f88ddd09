"""How far emitted code is from the exact value. In: a term, its symbols. Out: ``Accuracy``, measured at its points."""

from __future__ import annotations

import decimal
import keyword
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..terms.context import Context
from ..terms.core import Term
from ..verify.one_sided import BITS, Exact
from . import points as sampling
from . import rounded
from .decimals import worked_out
from .exact import beyond, exact, sign_at
from .lines import Body, body
from .numpy_printer import NotEmitted
from .points import Point
from .runtime import sources

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
SMALLEST = 2.0**-1022
ACROSS = 4.0
"""How close, in ulp, a result must be to the value beyond a jump to be taken for it."""
LABORIOUS = 12
"""At how many of the points code is tried at most of those where it may need many digits."""
LOST = 2.0**60
"""What counts as the error, in ulp, of a result that is not finite where it should be, or has no digit right."""


@dataclass(frozen=True)
class Accuracy:
    """The measured error of one function.

    Args:
        points: At how many points.
        worst_ulp: The largest error, in units of the spacing of float64 at the right result.
        mean_ulp: The mean of the errors that are finite.
        worst_relative: The largest relative error; below 2.2e-308, the smallest normal number, relative to that.
        wrong: How many results are infinite or nan where the right one isn't, or the other way round.
        where: The worst point: each input with its value.
        right: The right result there.
        got: What the code gave.
    """

    points: int
    worst_ulp: float
    mean_ulp: float
    worst_relative: float
    wrong: int
    where: tuple[tuple[str, float], ...]
    right: float
    got: float

    @property
    def place(self) -> str:
        """The worst point as text."""
        return ", ".join(f"{name} = {value!r}" for name, value in self.where)

    @property
    def text(self) -> str:
        """One line for people."""
        lost = f", {self.wrong} not finite or falsely so" if self.wrong else ""
        worst = "no digit right" if self.worst_ulp >= LOST else f"{show(self.worst_ulp)} ulp"
        return f"{worst}, {self.worst_relative:.1e} relative{lost}, worst at {self.place}"


def show(ulp: float) -> str:
    """An error in ulp, to two digits."""
    return "all lost" if ulp >= LOST else f"{ulp:.2g}" if ulp < 1000 else f"{ulp:.1e}"


@dataclass(frozen=True, eq=False)
class Sample:
    """The points of a term, and its exact values there.

    Args:
        inputs: The symbols, in the order of the code's arguments.
        points: The points.
        columns: The same as an array for each input.
        high: The exact values rounded.
        low: What rounding took away.
        other: At ties, the exact values on the other side; nan where there is only one.
        truth: What has these values: the definition, or a derivative of it.
        missing: The points at which no exact value was found.
        computed: What the code of terms gave there, for a term comes again and again in a search.
        beyond: The values beyond a jump that the rounding of the inputs passes, at points where it was asked for.
    """

    inputs: tuple[str, ...]
    points: tuple[Point, ...]
    columns: tuple[Array, ...]
    high: Array
    low: Array
    other: Array
    truth: Exact
    missing: tuple[Point, ...] = ()
    computed: dict[Term, Array] = field(default_factory=dict)
    beyond: dict[Point, float] = field(default_factory=dict)

    extends = True
    """Whether code may be given twice the digits at single points."""

    def compute(self, term: Term) -> Array:
        """What the emitted code of a term gives at the points."""
        return compiled(term, self.inputs)(*self.columns)

    def completed(self, term: Term) -> Sample:
        """The sample with those of the missing points at which an equal term lets an exact value be found.

        Of a derivative, only the definition has exact values, for the derived line may be wrong.
        """
        if not self.missing or self.truth.by:
            return self
        values = exact(Exact(term, self.inputs), self.missing)
        if np.isnan(values[0]).all():
            return self
        return replace(self, missing=()).joined(kept(self.inputs, list(self.missing), values, self.truth))

    def joined(self, more: Sample) -> Sample:
        """Both samples as one."""
        columns = tuple(np.concatenate(pair) for pair in zip(self.columns, more.columns, strict=True))
        high, low = np.concatenate([self.high, more.high]), np.concatenate([self.low, more.low])
        other = np.concatenate([self.other, more.other])
        missing, beyond = self.missing + more.missing, self.beyond | more.beyond
        return replace(
            self, points=self.points + more.points, columns=columns, high=high, low=low, other=other, missing=missing,
            computed={}, beyond=beyond,
        )  # fmt: skip

    def errors(self, computed: Array) -> tuple[Array, Array, Mask]:
        """Errors in ulp and relative; and where a result is wrong outright."""
        with np.errstate(all="ignore"):
            wrong: Mask = np.isfinite(computed) != np.isfinite(self.high)
            wrong |= ~np.isfinite(self.high) & (computed != self.high)
            gap = np.abs((computed - self.high) - self.low)
            ulp = gap / np.spacing(np.abs(self.high))
            relative = gap / np.maximum(np.abs(self.high), SMALLEST)
        # At a kink a subgradient, which is one of the values of the two sides or lies between them, is as good.
        sides = np.minimum(self.high, self.other), np.maximum(self.high, self.other)
        across: Mask = (sides[0] <= computed) & (computed <= sides[1])
        for n in np.flatnonzero((ulp > ACROSS) & np.isfinite(computed) & ~across) if self.truth.jumps else ():
            across[n] = self.is_beyond(self.points[n], float(computed[n]))
        wrong &= ~across
        same = (~np.isfinite(self.high) & ~wrong) | across
        ulp = np.where(same, 0.0, np.where(wrong, LOST, np.minimum(ulp, LOST)))
        return ulp, np.where(same, 0.0, np.where(wrong, math.inf, relative)), wrong

    def is_beyond(self, point: Point, value: float) -> bool:
        """Whether a value is the one beyond a jump that the rounding of the inputs passes."""
        if point not in self.beyond:
            self.beyond[point] = beyond(self.truth, point)
        return abs(value - self.beyond[point]) <= ACROSS * math.ulp(self.beyond[point])

    def accuracy(self, computed: Array) -> Accuracy:
        """The measured error."""
        ulp, relative, wrong = self.errors(computed)
        worst = int(np.argmax(ulp))
        where = tuple(zip(self.inputs, (float(x) for x in self.points[worst]), strict=True))
        finite = ulp[~wrong]
        return Accuracy(
            len(self.points), float(ulp[worst]), float(finite.mean()) if finite.size else LOST, float(relative.max()),
            int(wrong.sum()), where, float(self.high[worst]), float(computed[worst]),
        )  # fmt: skip


def sample(
    truths: Sequence[Exact], context: Context, predictions: tuple[str, ...], defaults: Mapping[str, float]
) -> Sample:
    """The points for a term: the grid, its ties, and what is close to the zeros of the exact value.

    Args:
        truths: What has the exact values: the definition or a derivative of it, then the same of equal terms, for
            points at which the definition as it stands can't be worked out.
        context: The symbols.
        predictions: Those of them that are unbounded outputs of a model.
        defaults: Values of parameters that matter most.

    Raises:
        ValueError: The term has no value at any of them.
    """
    truth, inputs = truths[0], truths[0].names
    chosen = places(inputs, predictions, context, tuple(defaults.items()))
    found = list(dict.fromkeys([*chosen, *sampling.at_ties(truth, context, defaults)]))
    values = first_known(truths, tuple(found))
    for name in predictions:
        more = sampling.crossings(
            found, values[0].tolist(), inputs.index(name), lambda point: first_sign(truths, point)
        )
        if more:
            found = found + more
            values = np.concatenate([values, first_known(truths, tuple(more))], axis=1)
    return kept(inputs, found, values, truth)


@lru_cache(maxsize=64)
def places(
    inputs: tuple[str, ...], predictions: tuple[str, ...], context: Context, defaults: tuple[tuple[str, float], ...],
    seed: int | None = None,
) -> tuple[Point, ...]:  # fmt: skip
    """The grid of some inputs, or with a seed the points that no search sees: a loss and its derivatives share them."""
    if seed is None:
        return tuple(sampling.grid(inputs, predictions, context, dict(defaults)))
    return tuple(sampling.unseen(inputs, predictions, context, dict(defaults), seed))


def first_known(truths: Sequence[Exact], points: tuple[Point, ...]) -> Array:
    """The exact values at points by the first of some terms that lets them be found with the fewest bits.

    Of a derivative, a line without derivatives comes after all that is differentiated itself.
    """
    own = [truth for truth in truths if truth.by == truths[0].by]
    ways: list[tuple[Exact, tuple[int, ...]]] = [(truth, (bits,)) for bits in BITS for truth in own]
    ways += [(truth, BITS) for truth in truths if truth.by != truths[0].by]
    values = np.full((4, len(points)), np.nan)
    for truth, bits in ways:
        left = np.flatnonzero(np.isnan(values[0]))
        if not left.size:
            break
        values[:, left] = exact(truth, tuple(points[n] for n in left.tolist()), bits)
    return values


def first_sign(truths: Sequence[Exact], point: Point) -> int:
    """The sign of the exact value at a point, found likewise."""
    for bits in BITS:
        for truth in truths:
            found = sign_at(truth, point, (bits,)) if truth.by == truths[0].by else 0
            if found:
                return found
    return 0


def other_sample(
    truths: Sequence[Exact],
    equal: Term,
    context: Context,
    predictions: tuple[str, ...],
    defaults: Mapping[str, float],
    seed: int,
) -> Sample | None:
    """Points that no search has seen, with their exact values; those of a loss by an equal term where it has none."""
    truth, inputs = truths[0], truths[0].names
    found = places(inputs, predictions, context, tuple(defaults.items()), seed)
    values = first_known(truths if truth.by else (*truths, Exact(equal, inputs)), found)
    return None if np.isnan(values[0]).all() else replace(kept(inputs, found, values, truth), missing=())


def kept(inputs: tuple[str, ...], found: Sequence[Point], values: Array, truth: Exact) -> Sample:
    """The points at which there is a value; of those where that takes many bits, and code long, some."""
    there = ~np.isnan(values[0])
    missing = ~there
    long = np.flatnonzero(there & (values[2] > BITS[0]))
    if len(long) > LABORIOUS:
        there[long] = False
        there[long[np.linspace(0, len(long) - 1, LABORIOUS).astype(int)]] = True
    if not there.any():
        raise ValueError(f"{truth.term} has no value at any point of its domain that was tried")
    columns = tuple(np.array(column)[there] for column in zip(*found, strict=True))
    chosen = tuple(point for point, ok in zip(found, there.tolist(), strict=True) if ok)
    left = tuple(point for point, ok in zip(found, missing.tolist(), strict=True) if ok)
    high, low, _, other = values
    return Sample(inputs, chosen, columns, high[there], low[there], other[there], truth, left)


def source(found: Body, name: str, inputs: tuple[str, ...], output: str) -> str:
    """The functions of a body as Python, without comments: what is measured is what is emitted."""
    arguments = ", ".join(inputs)
    functions = [(wide, f"number, {arguments}", lines, "result") for wide, lines in found.wide.items()]
    functions.append((name, arguments, found.lines, output))
    return "\n".join(
        f"def {own}({given}):\n" + "".join(f"    {line.text}\n" for line in lines) + f"    return {result}\n"
        for own, given, lines, result in functions
    )


@lru_cache(maxsize=1)
def library() -> dict[str, Any]:
    """The namespace in which emitted code is tried: all that it may call, elementary functions correctly rounded."""
    space = rounded.run("\n".join(sources().values()), {"Fraction": Fraction, "decimal": decimal})
    space["known"] = worked_out  # the same values, sooner
    return space


@lru_cache(maxsize=128)
def compiled(term: Term, inputs: tuple[str, ...]) -> Callable[..., Array]:
    """The emitted function of a term.

    Raises:
        NotEmitted: A part has no code.
    """
    names = safe_names(inputs)
    arguments = tuple(names.get(name, name) for name in inputs)
    text = source(body(term, "function", inputs, names, "value"), "function", arguments, "value")
    function = rounded.run(text, dict(library()))["function"]

    def run(*columns: Array) -> Array:
        try:
            with np.errstate(all="ignore"):
                return np.broadcast_to(np.asarray(function(*columns), dtype=np.float64), columns[0].shape)
        except (OverflowError, TypeError) as error:  # whole numbers beyond float64 are Python's own
            raise NotEmitted("a number in it is too large for float64") from error

    return run


RESERVED = frozenset({"np", "special", "math", "abs", "value", "result", "number"})
"""Names that a symbol can't have inside the code; those of public functions' arguments are the user's own."""
OUTPUT = re.compile(r"(loss|gradient|hessian)\d*")
"""What lines call their results."""


def safe_names(inputs: tuple[str, ...]) -> dict[str, str]:
    """The symbols that have another name inside the code."""

    def taken(name: str) -> bool:
        return bool(name in RESERVED or keyword.iskeyword(name) or name in sources() or OUTPUT.fullmatch(name))

    found: dict[str, str] = {}
    for name in filter(taken, inputs):
        other = f"{name}_"
        while other in inputs or other in found.values() or taken(other):
            other += "_"
        found[name] = other
    return found


def run(term: Term, data: Sample) -> Array:
    """What the emitted code of a term gives at the points."""
    if term not in data.computed:
        data.computed[term] = data.compute(term)
    return data.computed[term]
