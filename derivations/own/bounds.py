"""How large the derivative of a loss can get. In: a derived loss. Out: a bound that is shown, or what was tried.

A bound holds for all predictions and labels, vectors of every size, and all parameters in their domains, which stand in
it as letters where it depends on them. It comes from the ends between which a line lies; or, of a line of one number,
from a subdivision. That there is none is shown too, or it is told what was tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import ceil, floor, log10

import sympy
from flint import arb

from ..derive.interval import interval
from ..derive.unfold import unfold
from ..functions.ranges import Interval as Range
from ..terms import core
from ..terms.context import Context
from ..terms.core import Constant, Negative, Plus, Term, Variable, walk
from ..terms.domain import Finite, Interval, Whole, plain
from ..terms.places import free_names
from ..terms.ring import multiplied
from .counterexamples import STEPS, moved_by, point_text
from .counterexamples import predictions as tried_predictions
from .definition import Loss
from .enclosure import Enclosure, size
from .exactly import digits, flat, plain_line, value
from .kinks import substituted
from .names import all_shown
from .plan import labelled
from .samples import Point, Value, places, usual
from .shape import nowhere_negative
from .suprema import CLOSE, decided, forms, on_ray, scaled, supremum

FAR = (Fraction(100), Fraction(10_000))
"""Sizes of a prediction at which it is looked at too."""
CASES = 16
"""Into how many cases of labels a line is divided at most."""
FEW = 8
"""In how many cases other forms of the second derivative are looked at."""
SIMPLE = 8
"""The largest divisor of a number that is called simple."""
LOOSE = 1.1
"""From how many times the largest value found on a bound is told together with it."""


@dataclass(frozen=True)
class Bound:
    """How large the derivative gets.

    Args:
        most: The bound, as text; '' where none is known. It is shown, for all labels, parameters and sizes.
        given: Of which parameters' values it speaks only; '' for all.
        endless: Why there is none; '' where that isn't shown.
        found: The largest size that was found, and where.
        count: At how many points it was looked for.
        scope: For what it holds.
    """

    most: str = ""
    given: str = ""
    endless: str = ""
    found: str = ""
    count: int = 0
    scope: str = "for all predictions"

    @property
    def text(self) -> str:
        """What a page tells."""
        tried = f"the largest size found at {self.count} points: {self.found}" if self.found else ""
        if self.endless:
            return f"unbounded: {self.endless}"
        if not self.most:
            return f"no bound is known; {tried}" if tried else "no bound is known"
        for_what = f"for {self.given}, and all labels and predictions" if self.given else self.scope
        return f"at most {self.most}, {for_what}" + (f"; {tried}" if tried else "")


def everything(loss: Loss) -> str:
    """For what a bound holds: all that a loss has."""
    *first, last = [
        "predictions",
        *(["labels"] if loss.variables else []),
        *(["parameters"] if loss.parameters else []),
        *(["sizes"] if loss.sizes else []),
    ]
    return f"for all {', '.join(first)} and {last}" if first else f"for all {last}"


def bound(loss: Loss, context: Context, results: Mapping[str, Term]) -> Bound:
    """How large the first derivatives by the predictions get, each by itself."""
    lines = {name: results[labelled("gradient", loss.predictions, name)[0]] for name in loss.predictions}
    found, count, largest = observed(loss, context, lines)
    most = sympy.Max(*(enclosed(line, loss, context) for line in lines.values()))
    if not most.has(sympy.oo):
        loose = most.is_number and float(most) > LOOSE * largest
        closer = by_subdivision(loss, context, results, lines, {}) if loose else None
        if closer is not None and closer.is_number and closer < most:
            return Bound(shown_expression(closer, loss), scope=everything(loss))
        return Bound(shown_expression(most, loss), found=found if loose else "", count=count, scope=everything(loss))
    why = endless(loss, context, results, lines)
    if why:
        return Bound(endless=why)
    for given in ({}, {own: usual(loss, own) for own in loss.parameters}):
        top = by_subdivision(loss, context, results, lines, given)
        if top is not None:
            return Bound(shown_expression(top, loss), shown_point(given, loss), scope=everything(loss))
    return Bound(found=found, count=count)


# Ends.


def enclosed(line: Term, loss: Loss, context: Context) -> sympy.Expr:
    """A bound of the size of a line; infinite where none is found."""
    line = unfold(line, context)
    how = Enclosure(loss, context)
    ends = [size(how.of(substituted(line, case))) for case in label_cases(line, loss)]
    most = sympy.Max(*ends)
    return most if most.has(sympy.oo) else sympy.simplify(sympy.simplify(most).xreplace(how.letters))


def label_cases(line: Term, loss: Loss) -> list[dict[str, Fraction]]:
    """The values of its labels; of one in an interval, in which the line is affine, both ends.

    The size of what is affine is largest at an end.
    """
    choices: dict[str, tuple[Fraction, ...]] = {}
    for name in loss.variables:
        domain = loss.domains[name]
        if name in loss.sizes or name not in free_names(line):
            continue
        if isinstance(domain, Finite):
            choices[name] = domain.values
        elif isinstance(domain, Interval) and domain.low is not None and domain.high is not None and affine(line, name):
            choices[name] = (domain.low, domain.high)
    cases = list(product(*choices.values()))
    return [dict(zip(choices, case, strict=True)) for case in cases] if len(cases) <= CASES else [{}]


def affine(line: Term, name: str) -> bool:
    """Whether a line is a + b y in one of its names, where neither a nor b depends on it."""
    try:
        monomials = multiplied(line)
    except (OverflowError, ValueError):
        return False
    for monomial in monomials:
        held = [(base, power) for base, power in monomial.factors if name in free_names(base)]
        if held not in ([], [(Variable(name), 1)]):
            return False
    return True


# Subdivision.


def by_subdivision(
    loss: Loss, context: Context, results: Mapping[str, Term], lines: Mapping[str, Term], given: Mapping[str, Value]
) -> sympy.Expr | None:
    """A bound of the derivative of a loss with one prediction, a number; None where none is found."""
    if len(lines) > 1 or loss.sizes:
        return None
    ((name, line),) = lines.items()
    return subdivided(line, results[labelled("hessian", loss.predictions, name, name)[0]], name, given, loss, context)


def subdivided(
    line: Term, curve: Term, name: str, given: Mapping[str, Value], loss: Loss, context: Context
) -> sympy.Expr | None:
    """A bound of a line that depends on one number, once its labels have values; None where none is found.

    Args:
        line: The line.
        curve: Its derivative.
        name: The prediction.
        given: Parameters that have values; the others are letters.
        loss: The loss.
        context: Its symbols.
    """
    numbers = {own: number for own, number in given.items() if isinstance(number, Fraction)}
    line, curve = (substituted(unfold(own, context), numbers) for own in (line, curve))
    tops = []
    for case in label_cases(line, loss):
        found = scaled(substituted(line, case), substituted(curve, case), name, loss, context)
        if found is None or (free_names(found[1]) | free_names(found[2])) - {name}:
            return None
        factor, own, bend = found
        top = supremum(own, bend, name, loss, context)
        if top is None:
            return None
        tops.append(factor * sympy.Rational(*short(top, own, loss, context).as_integer_ratio()))
    return sympy.Max(*tops)


def short(top: Fraction, line: Term, loss: Loss, context: Context) -> Fraction:
    """A bound close to one that is shown: a simple number a little below it, if that is shown too; else rounded up."""
    simple = top.limit_denominator(SIMPLE)
    if simple == top or abs(simple - top) > top * 2 * CLOSE:
        return rounded_up(top)
    below = [Plus(fraction_term(simple), own) for own in (line, Negative(line))]
    return simple if all(nowhere_negative(own, loss, context, hard=True) for own in below) else rounded_up(top)


def fraction_term(number: Fraction) -> Term:
    """A positive number as a term."""
    return Constant(sympy.Rational(number.numerator, number.denominator))


def rounded_up(number: Fraction) -> Fraction:
    """A number to three digits, no less than it; itself where it has no more."""
    if not number:
        return number
    unit = Fraction(10) ** (floor(log10(number)) - 2)
    return ceil(number / unit) * unit


# No bound.


def endless(loss: Loss, context: Context, results: Mapping[str, Term], lines: Mapping[str, Term]) -> str:
    """Why the derivative has no bound; '' where that isn't shown."""
    if any(isinstance(part, core.Rounded) for line in lines.values() for _, part in walk(line)):
        return ""
    for name, line in lines.items():
        cell = (1,) if name in loss.sizes else ()
        why = by_label(plain_line(loss, context, line, cell), loss, context)
        if why:
            return why
    return "" if loss.sizes else by_curvature(loss, context, results)


def by_curvature(loss: Loss, context: Context, results: Mapping[str, Term]) -> str:
    """From some prediction on the second derivative is no less than a positive number; a formula has few pieces."""
    rays = list(product(loss.predictions, places(loss, CASES), (1, -1), (0, 1)[: len(loss.predictions)]))
    for hard in (False, True):  # other forms take long, and are looked at in a few cases only
        for name, at, side, still in rays[:FEW] if hard else rays:
            numbers = {own: Fraction(still) for own in loss.predictions if own != name} | flat(at)
            curve = results[labelled("hessian", loss.predictions, name, name)[0]]
            there = on_ray(context, name, side)
            line = decided(substituted(unfold(curve, context), numbers), there)
            for form in forms(line, loss, context) if hard else (line,):
                told = steep(interval(form, there))
                if told:
                    edge = "≥ 32" if side > 0 else "≤ −32"
                    where = point_text(numbers, loss)
                    told = f"the second derivative is {told} for all {name} {edge}"
                    return told + (f" at {where}" if where else "")
    return ""


def steep(lies: Range) -> str:
    """How far from 0 an interval stays; '' where it doesn't."""
    if lies.low > 0:
        return f"at least {least_text(lies.low)}"
    return f"at most minus {least_text(-lies.high)}" if lies.high < 0 else ""


def least_text(least: Fraction | float) -> str:
    """A lower end as text, no more than it."""
    number = min(Fraction(least), Fraction(1000)) if least != float("inf") else Fraction(1000)
    unit = Fraction(10) ** (floor(log10(number)) - 2)
    return plain(floor(number / unit) * unit, "−")


def by_label(line: Term, loss: Loss, context: Context) -> str:
    """The derivative is affine in a label without a bound, and depends on it."""
    for name in loss.variables:
        domain = loss.domains[name]
        if not (isinstance(domain, Whole) or isinstance(domain, Interval) and None in (domain.low, domain.high)):
            continue
        if any(total.children[3].base.name == name for total, _ in loss.totals):
            continue
        entry = f"{name}[1]" if name in loss.sizes else name
        side = -1 if isinstance(domain, Interval) and domain.high is not None else 1
        far = decided(line, on_ray(named_entries(context, loss), entry, side))
        if entry not in free_names(far) or not affine(far, entry):
            continue
        for at in places(loss, CASES):
            numbers = flat({**{own: zero(loss, own) for own in loss.predictions}, **at})
            ends = [value(far, {**numbers, entry: Fraction(side * number)}) for number in (64, 128)]
            if ends[0] is not None and ends[1] is not None and not ends[0].overlaps(ends[1]):
                del numbers[entry]
                shown_name = all_shown(loss.declared)[name][1]
                fixed = point_text(numbers, loss)
                return f"it is affine in {shown_name}, which has no bound, with a slope other than 0, as at {fixed}"
    return ""


def zero(loss: Loss, name: str) -> Value:
    """A prediction of nothing but 0."""
    return (Fraction(0),) * 3 if name in loss.sizes else Fraction(0)


def named_entries(context: Context, loss: Loss) -> Context:
    """The context with symbols for the entries of vectors, as lines written out have them."""
    symbols = [
        replace(own, name=f"{own.name}[{number}]", shape=(), entry="", entry_unicode="")
        for own in context.symbols
        if own.name in loss.sizes and own.name in loss.domains
        for number in (1, 2, 3)
    ]
    return replace(context, symbols=(*context.symbols, *symbols))


# What was tried.


def observed(loss: Loss, context: Context, lines: Mapping[str, Term]) -> tuple[str, int, float]:
    """The largest size of the derivatives at some points, as text with the point; at how many; and the size."""
    plain_lines = []
    for number in moved_by(loss):
        name, cell = number if isinstance(number, tuple) else (number, 0)
        plain_lines.append(plain_line(loss, context, lines[name], (cell,) if cell else ()))
    most, told, count = None, "", 0
    for point in observed_points(loss):
        numbers = flat(point)
        sizes = [abs(own) for line in plain_lines if (own := value(line, numbers)) is not None]
        count += bool(sizes)
        for own in sizes:
            if most is None or own > most:
                most, told = own, f"{digits(own, 3)} at {point_text(point, loss)}"
    return told, count, float(most.mid()) if isinstance(most, arb) else 0.0


def observed_points(loss: Loss) -> Iterator[Point]:
    """Predictions of all sizes, with some labels; parameters have their usual values."""
    fixed = {name: usual(loss, name) for name in loss.parameters}
    ats = list({tuple(at[name] for name in loss.variables): at for at in places(loss)}.values())
    for at in ats[:CASES]:
        here = {**at, **fixed}
        for given in observed_predictions(loss):
            yield {**given, **here}


def observed_predictions(loss: Loss) -> Iterator[dict[str, Value]]:
    """The predictions of these points."""
    if loss.sizes or len(loss.predictions) > 1:
        from random import Random

        for given in tried_predictions(loss, Random(7)):
            yield given
            yield {name: tuple(100 * one for one in own) if isinstance(own, tuple) else 100 * own
                   for name, own in given.items()}  # fmt: skip
        return
    (name,) = loss.predictions
    for step in (*STEPS, *FAR, *(-far for far in FAR)):
        yield {name: step}


# Text.


def shown_expression(most: sympy.Expr, loss: Loss) -> str:
    """A bound as text; a number is rounded up."""
    if most.is_number:
        exact = sympy.nsimplify(most) if most.is_Rational else None
        if exact is not None:
            return plain(rounded_up(Fraction(int(exact.p), int(exact.q))), "−")
        high = Fraction(str(most.evalf(25))) + Fraction(1, 10**20)
        return plain(rounded_up(high), "−")
    looks = all_shown(loss.declared)
    letters = {own: sympy.Symbol(letter_text(str(own), looks)) for own in most.free_symbols}
    written = most.replace(sympy.exp, lambda power: sympy.Symbol("e") ** power).xreplace(letters)
    written = written.replace(
        lambda part: part.is_Mul and part.args[0].is_Rational and part.args[0].q > SIMPLE,
        lambda part: sympy.Symbol(plain(Fraction(part.args[0].p, part.args[0].q))) * sympy.Mul(*part.args[1:]),
    )
    return sympy.sstr(written).replace("**", "^").replace("*", "·").replace("Max", "max").replace("Abs", "abs")


def letter_text(name: str, looks: Mapping[str, tuple[str, str]]) -> str:
    """A parameter, or an entry of one, as people write it."""
    base, _, index = name.partition("[")
    own = looks[base][1] if base in looks else base
    return f"{own}[{index}" if index else own


def shown_point(given: Mapping[str, Value], loss: Loss) -> str:
    """Parameters with their values."""
    return point_text(given, loss)
