"""The largest size of a line of one number, by subdivision. In: a line. Out: a bound that is shown, or nothing.

Between −R and R the line is evaluated on intervals, each halved until its ball tells enough; beyond, the line lies
between the ends that intervals give, or it falls towards 0, as the sign of its derivative tells.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from math import isfinite

import sympy
from flint import arb

from ..derive.interval import interval
from ..derive.moves import measure
from ..terms.context import Context, Kind, Symbol
from ..terms.core import (
    ONE,
    ZERO,
    Absolute,
    Choose,
    Exponential,
    Indicator,
    Less,
    LessEqual,
    Maximum,
    Negative,
    Plus,
    SquareRoot,
    Term,
    Times,
    Unequal,
    Variable,
    walk,
)
from ..terms.domain import REAL
from ..terms.lift import lift
from ..terms.lower import NotLowered
from ..terms.places import free_names, substitute
from ..verify.check import equality
from ..verify.verdict import Result
from .definition import Loss
from .exactly import ball, on_box
from .kinks import lowered, substituted, symbol

REACH = 32
"""R, from which on a line is looked at as a whole."""
BOXES = 4000
"""Into how many intervals the rest is divided at most."""
CLOSE = Fraction(1, 20_000)
"""How close, relative to it, a bound is brought to the largest value found."""
MOST_BITS = 60
"""The largest power of 2 that an exponential is compared with."""
LARGEST = 120
"""The largest measure of a term that is looked at in other forms."""
DEEP = 40
"""How often an interval is halved."""


def supremum(line: Term, slope: Term, name: str, loss: Loss, context: Context) -> Fraction | None:
    """A bound of the size of a line that depends on one prediction alone, close to the best one; None for none.

    Args:
        line: The line.
        slope: Its derivative.
        name: The prediction.
        loss: The loss.
        context: Its symbols.
    """
    written = [tuple(forms(own, loss, context)) for own in (line, slope)]
    ends = [tail(written[0], written[1], name, side, context) for side in (1, -1)]
    if None in ends:
        return None
    middle = inside(line, slope, name)
    return None if middle is None else max(middle, *(end for end in ends if end is not None))


def inside(line: Term, slope: Term, name: str) -> Fraction | None:
    """A bound between −R and R."""
    waiting: list[tuple[Fraction, int, Fraction, Fraction]] = []
    most = Fraction(0)

    def push(low: Fraction, high: Fraction, depth: int) -> bool:
        nonlocal most
        middle = on_box(line, {name: ball((low + high) / 2)})
        if middle is not None:
            most = max(most, below(middle))
        found = on_box(line, {name: wide(low, high)})
        steep = on_box(slope, {name: wide(low, high)})
        tops = [above(found)] if found is not None else []
        if steep is not None and middle is not None:
            tops.append(above(middle + steep * wide(-(high - low) / 2, (high - low) / 2)))
        if not tops and depth >= DEEP:
            return False
        heapq.heappush(waiting, (-min(tops) if tops else Fraction(-(2**60)), depth, low, high))
        return True

    push(Fraction(-REACH), Fraction(REACH), 0)
    for _ in range(BOXES):
        top, depth, low, high = waiting[0]
        if -top <= most * (1 + CLOSE):
            break
        heapq.heappop(waiting)
        middle = (low + high) / 2
        if not (push(low, middle, depth + 1) and push(middle, high, depth + 1)):
            return None
    top = -waiting[0][0]
    return top if top < 2**60 else None


def wide(low: Fraction, high: Fraction) -> arb:
    """A ball around an interval."""
    return arb(ball((low + high) / 2).mid(), ball((high - low) / 2).mid()) if low < high else ball(low)


def above(found: arb) -> Fraction:
    """No less than the sizes in a ball."""
    return fraction(abs(found).upper())


def below(found: arb) -> Fraction:
    """No more than the sizes in a ball."""
    return max(Fraction(0), fraction(abs(found).lower()))


def fraction(end: arb) -> Fraction:
    """An exact ball as a fraction."""
    mantissa, exponent = end.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def tail(lines: Sequence[Term], slopes: Sequence[Term], name: str, side: int, context: Context) -> Fraction | None:
    """A bound beyond R on one side, from the forms of a line and of its derivative."""
    there = on_ray(context, name, side)
    best = None
    edge = on_box(lines[0], {name: ball(Fraction(side * REACH))})
    for form in lines:
        lies = interval(*with_letters(decided(form, there), there))
        most = max(-lies.low, lies.high)
        if isfinite(most):
            best = min(Fraction(most), best) if best is not None else Fraction(most)
        if lies.low < 0 < lies.high:
            continue
        sign = 1 if lies.low >= 0 else -1
        for change in slopes:
            moves = interval(*with_letters(decided(change, there), there))
            away = (moves.low, moves.high) if side * sign > 0 else (-moves.high, -moves.low)
            if away[1] <= 0 and edge is not None:
                best = min(above(edge), best) if best is not None else above(edge)
    return best


def with_letters(line: Term, context: Context) -> tuple[Term, Context]:
    """A line with a letter for each exponential, and where it lies: closer than the sign of its exponent tells."""
    symbols: list[Symbol] = []
    for part in dict.fromkeys(own for _, own in walk(line) if isinstance(own, Exponential)):
        lies = interval(part.children[0], context)
        if lies.low >= 1:
            domain = f"[{2 ** min(int(lies.low), MOST_BITS)}, inf)"
        elif lies.high <= -1:
            domain = f"(0, 1/{2 ** min(int(-lies.high), MOST_BITS)}]"
        else:
            continue
        letter = Variable(f"_exp{len(symbols)}")
        symbols.append(Symbol(letter.name, Kind.DATA, domain, {}, letter.name, letter.name))
        line = line.xreplace({part: letter})
    return line, replace(context, symbols=(*context.symbols, *symbols))


def on_ray(context: Context, name: str, side: int, start: int = REACH) -> Context:
    """The context in which a prediction lies beyond a number."""
    domain = f"[{start}, inf)" if side > 0 else f"(-inf, {-start}]"
    symbols = tuple(replace(own, domain=domain) if own.name == name else own for own in context.symbols)
    return replace(context, symbols=symbols)


def scaled(line: Term, slope: Term, name: str, loss: Loss, context: Context) -> tuple[sympy.Expr, Term, Term] | None:
    """A line as a factor of its parameters, times a line of one number; None where it isn't.

    The prediction z is counted from a label y, in units that the parameters give: z = y + c t.

    Returns:
        The factor; the line at parameters 1 and y = 0; the same of its derivative.
    """
    letters = free_names(line) | free_names(slope)
    labels = [own for own in loss.variables if own in letters and loss.domains[own] == REAL]
    parameters = [own for own in loss.parameters if own in letters]
    if not labels and not parameters:
        return sympy.Integer(1), line, slope
    if not all(loss.domains[own].contains(1) for own in parameters) or len(labels) > 1:
        return None
    numbers = {own: Fraction(1) for own in parameters} | {own: Fraction(0) for own in labels}
    base, bend = substituted(line, numbers), substituted(slope, numbers)
    if (free_names(base) | free_names(bend)) - {name}:
        return None
    for unit in units(parameters):
        moved = substitute(line, Variable(name), Plus.of(*map(Variable, labels), Times(unit, Variable(name))))
        with suppress(NotLowered, ValueError):
            ratio = quotient(moved, base, {symbol(own, loss) for own in (name, *labels)}, loss, context)
            if ratio is not None:
                return ratio, base, bend
    return None


def quotient(moved: Term, base: Term, running: set[sympy.Symbol], loss: Loss, context: Context) -> sympy.Expr | None:
    """The positive factor of parameters by which one line is the other; None where there is none, or it isn't shown.

    Of choices, both sides of what is compared have such a factor too.
    """
    if isinstance(moved, Absolute) and isinstance(base, Absolute):
        moved, base = moved.children[0], base.children[0]
    if isinstance(moved, Choose) and isinstance(base, Choose):
        conditions = moved.children[0], base.children[0]
        if type(conditions[0]) is not type(conditions[1]):
            return None
        for parts in (conditions, (moved, base)):
            pairs = zip(parts[0].children[-2:], parts[1].children[-2:], strict=True)
            ratios = {quotient(*pair, running, loss, context) for pair in pairs if pair != (ZERO, ZERO)}
            if len(ratios) != 1 or None in ratios:
                return None
        return ratios.pop()
    ratio = sympy.simplify(lowered(moved, loss) / lowered(base, loss))
    if ratio.free_symbols & running or not ratio.is_positive:
        return None
    same = equality(moved, Times(lift(ratio), base), context)[0].result is Result.PROVED
    return ratio if same else None


def units(parameters: list[str]) -> Iterator[Term]:
    """In what a prediction may be counted: parameters, and products of two, one of them under a root."""
    yield ONE
    for own in parameters:
        yield Variable(own)
    for own in parameters:
        yield from (Times(Variable(own), SquareRoot(Variable(other))) for other in parameters if other != own)


def forms(line: Term, loss: Loss, context: Context) -> Iterator[Term]:
    """The line, and others that are shown to be equal to it."""
    yield line
    if measure(line) > LARGEST:
        return
    with suppress(NotLowered, ValueError):
        expression = lowered(line, loss)
        if expression.has(sympy.Piecewise):
            return
        for other in dict.fromkeys((sympy.factor(expression), sympy.simplify(expression))):
            found = lift(other)
            if found != line and equality(line, found, context)[0].result is Result.PROVED:
                yield found


def decided(term: Term, context: Context) -> Term:
    """A line without the branches that the domains of its names rule out."""
    if not term.children:
        return term
    if isinstance(term, Choose | Indicator):
        answer = holds(term.children[0], context)
        if answer is not None:
            branches = term.children[1:] or (ONE, ZERO)
            return decided(branches[0 if answer else 1], context)
    if isinstance(term, Maximum):
        answer = holds(LessEqual(*term.children), context)
        if answer is not None:
            return decided(term.children[1 if answer else 0], context)
    return type(term)(*(decided(child, context) for child in term.children))


def holds(condition: Term, context: Context) -> bool | None:
    """Whether a comparison holds throughout, or nowhere; None where neither is shown."""
    left, right = condition.children
    gap = interval(Plus(right, Negative(left)), context)
    if isinstance(condition, Less):
        return True if gap.positive else False if gap.high <= 0 else None
    if isinstance(condition, LessEqual):
        return True if gap.not_negative else False if gap.negative else None
    if gap.positive or gap.negative:
        return isinstance(condition, Unequal)
    return None
