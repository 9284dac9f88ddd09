"""Intervals, and what becomes of them in sums, products and functions. In: intervals. Out: intervals, never too small.

Ends are rational numbers or ±∞; functions are rounded outwards to simple numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import inf

End = Fraction | float


@dataclass(frozen=True)
class Interval:
    """Numbers between two ends; an end that is ``open`` is not reached, an infinite one never is."""

    low: End
    high: End
    low_open: bool = False
    high_open: bool = False

    @property
    def positive(self) -> bool:
        """Whether it holds positive numbers only."""
        return self.low > 0 or (self.low == 0 and self.low_open)

    @property
    def negative(self) -> bool:
        """Whether it holds negative numbers only."""
        return self.high < 0 or (self.high == 0 and self.high_open)

    @property
    def not_negative(self) -> bool:
        """Whether it holds no negative number."""
        return self.low >= 0

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    def __str__(self) -> str:
        left = "(" if self.low_open or self.low == -inf else "["
        right = ")" if self.high_open or self.high == inf else "]"
        return f"{left}{self.low}, {self.high}{right}"


REAL = Interval(-inf, inf)
POSITIVE = Interval(Fraction(0), inf, low_open=True)
UNIT = Interval(Fraction(0), Fraction(1), True, True)
ZERO, HALF, ONE, TWO = Fraction(0), Fraction(1, 2), Fraction(1), Fraction(2)


def add(left: Interval, right: Interval) -> Interval:
    """Sums of their numbers."""
    return Interval(
        left.low + right.low, left.high + right.high,
        left.low_open or right.low_open, left.high_open or right.high_open,
    )  # fmt: skip


def multiply(left: Interval, right: Interval) -> Interval:
    """Products of their numbers: the extremes are at corners; 0·∞ is 0, which is never passed."""
    if left is REAL and right is REAL:
        return REAL
    low = high = None
    low_open = high_open = True
    for a, a_open in ((left.low, left.low_open), (left.high, left.high_open)):
        for b, b_open in ((right.low, right.low_open), (right.high, right.high_open)):
            if not a or not b:
                value: End = ZERO
                shut = (not a and not a_open) or (not b and not b_open)
            else:
                value, shut = a * b, False
            is_open = (a_open or b_open) and not shut
            if low is None or value < low:
                low, low_open = value, is_open
            elif value == low:
                low_open = low_open and is_open
            if high is None or value > high:
                high, high_open = value, is_open
            elif value == high:
                high_open = high_open and is_open
    assert low is not None and high is not None
    return Interval(low, high, low_open, high_open)


def reciprocal(of: Interval) -> Interval:
    """1/x; anything where x may be 0, or where there is no x."""
    if of.low > of.high or of.low == of.high == 0:
        return REAL
    if of.negative:
        return -reciprocal(-of)
    if not of.positive:
        return REAL
    low = ZERO if of.high == inf else 1 / of.high
    high = inf if of.low == 0 else 1 / of.low
    return Interval(low, high, of.high_open or of.high == inf, of.low_open)


def power(base: Interval, exponent: Interval, even: bool) -> Interval:
    """a**b."""
    if base.positive:
        if base.high <= 1 and exponent.not_negative:
            return Interval(ZERO, ONE, True, base.high_open and exponent.positive)
        return Interval(ONE, inf) if base.low >= 1 and exponent.not_negative else POSITIVE
    return Interval(ZERO, inf) if even or base.not_negative else REAL


def rising(low: End, high: End, at_zero: End) -> Callable[[Interval], Interval]:
    """A strictly increasing function by its limits and its value at 0."""

    def image(of: Interval) -> Interval:
        start = (at_zero, of.low == 0 and of.low_open or of.low > 0) if of.low >= 0 else (low, True)
        end = (at_zero, of.high == 0 and of.high_open or of.high < 0) if of.high <= 0 else (high, True)
        return Interval(start[0], end[0], start[1], end[1])

    return image


def logarithm(of: Interval) -> Interval:
    """Its sign follows from the side of 1."""
    if of.low >= 1:
        return Interval(ZERO, inf, of.low > 1 or of.low_open)
    if of.positive and of.high <= 1:
        return Interval(-inf, ZERO, False, of.high < 1 or of.high_open)
    return REAL


def root(of: Interval) -> Interval:
    """Between √low and √high."""
    high: End = inf if of.high == inf else ONE if of.high <= 1 else of.high
    low: End = ONE if of.low >= 1 else ZERO
    return Interval(low, high, of.positive and low == 0)


def absolute(of: Interval) -> Interval:
    """|x|."""
    if of.low >= 0:
        return of
    if of.high <= 0:
        return -of
    high = max(-of.low, of.high)
    return Interval(ZERO, high, False, (of.low_open or -of.low < high) and (of.high_open or of.high < high))


def larger(left: Interval, right: Interval) -> Interval:
    """The larger of two numbers: at least as large as either."""
    first = max((left, right), key=lambda i: (i.low, i.low_open))
    last = max((left, right), key=lambda i: (i.high, not i.high_open))
    return Interval(first.low, last.high, first.low_open, last.high_open)


def whole_power(of: Interval, exponent: int) -> Interval:
    """x**n: an odd one rises, an even one is that of the absolute value; a negative one is a reciprocal."""
    if exponent < 0:
        inner = whole_power(of, -exponent)
        return reciprocal(Interval(inner.low, inner.high, inner.low == 0 or inner.low_open, inner.high_open))
    inner = absolute(of) if exponent % 2 == 0 else of
    return Interval(inner.low**exponent, inner.high**exponent, inner.low_open, inner.high_open)


def both(left: Interval, right: Interval) -> Interval:
    """The numbers that lie in both."""
    first = max((left, right), key=lambda i: (i.low, i.low_open))
    last = min((left, right), key=lambda i: (i.high, not i.high_open))
    return Interval(first.low, last.high, first.low_open, last.high_open)


def hull(left: Interval, right: Interval) -> Interval:
    """The least interval that holds both."""
    first = min((left, right), key=lambda i: (i.low, i.low_open))
    last = max((left, right), key=lambda i: (i.high, not i.high_open))
    return Interval(first.low, last.high, first.low_open, last.high_open)
