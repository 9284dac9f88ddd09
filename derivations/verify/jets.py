"""Values with their derivatives, as Arb balls: what a definition is at a point, without any derived formula.

In: numbers with slopes in two directions. Out: numbers with slopes. A number that doesn't move is a plain ball.

Where a comparison, an absolute value or a maximum is decided by a number that is 0 here and moves, there is no single
formula around the point, and ``AtTie`` is raised; ``one_sided`` then looks at both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flint import arb

from .numbers import Undecided

Slope = arb | None
"""A slope; None for 0, which costs nothing."""


class NoValue(ValueError):
    """The term has no finite value here."""


class AtTie(ArithmeticError):
    """What decides between formulas is 0 here, and moves."""


class Jet:
    """A number, its slopes in two directions, and the slope of the slope.

    Args:
        value: The number.
        first: Its derivative in the first direction.
        second: Its derivative in the second direction; the same object where both directions are one.
        both: Its derivative in the first and then the second.
    """

    __slots__ = ("both", "first", "second", "value")

    def __init__(self, value: arb, first: Slope = None, second: Slope = None, both: Slope = None) -> None:
        self.value, self.first, self.second, self.both = value, first, second, both


Number = Any
"""A ``Jet``, or an ``arb`` that doesn't move."""


def plus(a: Slope, b: Slope) -> Slope:
    """The sum of two slopes."""
    if a is None:
        return b
    return a if b is None else a + b


def scaled(a: Slope, factor: arb) -> Slope:
    """A multiple of a slope."""
    return None if a is None else a * factor


def minus(a: Slope) -> Slope:
    """Less a slope."""
    return None if a is None else -a


def product_of(a: Slope, b: Slope) -> Slope:
    """The product of two slopes."""
    return None if a is None or b is None else a * b


def add(a: Number, b: Number) -> Number:
    """The sum of two numbers."""
    if not isinstance(a, Jet):
        return Jet(a + b.value, b.first, b.second, b.both) if isinstance(b, Jet) else a + b
    if not isinstance(b, Jet):
        return Jet(a.value + b, a.first, a.second, a.both)
    first = plus(a.first, b.first)
    second = first if a.first is a.second and b.first is b.second else plus(a.second, b.second)
    return Jet(a.value + b.value, first, second, plus(a.both, b.both))


def multiply(a: Number, b: Number) -> Number:
    """The product of two numbers."""
    if not isinstance(a, Jet):
        if not isinstance(b, Jet):
            return a * b
        return times(b, a)
    if not isinstance(b, Jet):
        return times(a, b)
    x, y = a.value, b.value
    first = plus(scaled(a.first, y), scaled(b.first, x))
    same = a.first is a.second and b.first is b.second
    second = first if same else plus(scaled(a.second, y), scaled(b.second, x))
    across = product_of(a.first, b.second)
    crossed = plus(across, across if same else product_of(a.second, b.first))
    return Jet(x * y, first, second, plus(plus(scaled(a.both, y), scaled(b.both, x)), crossed))


def times(a: Jet, factor: arb) -> Jet:
    """The product of a number and one that doesn't move."""
    first = scaled(a.first, factor)
    second = first if a.first is a.second else scaled(a.second, factor)
    return Jet(a.value * factor, first, second, scaled(a.both, factor))


def negative(a: Number) -> Number:
    """−a."""
    if not isinstance(a, Jet):
        return -a
    first = minus(a.first)
    second = first if a.first is a.second else minus(a.second)
    return Jet(-a.value, first, second, minus(a.both))


def total(*parts: Number) -> Number:
    """The sum."""
    result = parts[0]
    for part in parts[1:]:
        result = add(result, part)
    return result


def product(*parts: Number) -> Number:
    """The product."""
    result = parts[0]
    for part in parts[1:]:
        result = multiply(result, part)
    return result


def composed(a: Jet, value: arb, slope: arb, bend: Callable[[], arb]) -> Jet:
    """A function of a number, from its value and its first two derivatives there; the last is asked for if needed."""
    both = scaled(a.both, slope)
    if a.first is not None and a.second is not None:
        both = plus(both, a.first * a.second * bend())
    first = scaled(a.first, slope)
    return Jet(value, first, first if a.first is a.second else scaled(a.second, slope), both)


Derivatives = tuple[Callable[[arb], arb], Callable[[arb, arb], arb], Callable[[arb, arb, arb], arb]]
"""A function; its derivative, from the argument and the value; its second one, from these and the first."""


def function(value: Callable[[arb], arb], slope: Callable[..., arb], bend: Callable[..., arb]) -> Callable[..., Number]:
    """A function of numbers by its value and its first two derivatives."""

    def apply(a: Number) -> Number:
        if not isinstance(a, Jet):
            return value(a)
        x = a.value
        found = value(x)
        first = slope(x, found)
        return composed(a, found, first, lambda: bend(x, found, first))

    return apply


def leading(a: Number) -> arb:
    """The value of a number."""
    return a.value if isinstance(a, Jet) else a


_beside: list[bool] = []


@contextmanager
def beside_ties() -> Iterator[None]:
    """Here the point lies beside a tie: a number that is 0, as its slopes are, is 0 around the point too."""
    _beside.append(True)
    try:
        yield
    finally:
        _beside.pop()


def moves(a: Number) -> bool:
    """Whether a number that is 0 here has a slope.

    Raises:
        NoValue: It has one, although the point lies beside the tie: it was moved in a direction that doesn't matter.
    """
    if not isinstance(a, Jet):
        return False
    slopes = [part for part in (a.first, a.second, a.both) if part is not None]
    if _beside and any(part != 0 for part in slopes):
        raise NoValue("a tie in another direction")
    return bool(slopes) and not _beside


def sign(a: Number) -> int:
    """−1, 0 or 1.

    Raises:
        Undecided: The ball can't tell.
        AtTie: It is 0 here, and moves.
    """
    value = leading(a)
    if value > 0:
        return 1
    if value < 0:
        return -1
    if value == 0:
        if moves(a):
            raise AtTie
        return 0
    raise Undecided(str(value))


def positive(x: arb) -> arb:
    """The number itself.

    Raises:
        NoValue: It isn't positive.
        Undecided: The ball can't tell.
    """
    if x > 0:
        return x
    if x <= 0:
        raise NoValue("not positive")
    raise Undecided(str(x))


def quotient(a: Number, b: Number) -> Number:
    """a/b.

    Raises:
        NoValue: b is 0.
    """
    below = leading(b)
    if below == 0:
        raise NoValue("0")
    if not isinstance(b, Jet):
        return multiply(1 / b, a)
    inverse = 1 / below
    square = -inverse * inverse
    return multiply(a, composed(b, inverse, square, lambda: -2 * square * inverse))
