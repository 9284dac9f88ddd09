"""Arb balls, where a value may not exist or not be told. In: balls. Out: balls.

What isn't finite has no value. A ball that is too wide to tell whether there is one raises ``Undecided``, so that more
digits are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flint import arb, ctx, fmpq

NAN = arb("nan")
HALF = arb(fmpq(1, 2))


class Undecided(ArithmeticError):
    """A ball is too wide to tell a sign or a nearest whole number, or a number too large to be written."""


@contextmanager
def working_at(bits: int) -> Iterator[None]:
    """So many bits for a while."""
    before, ctx.prec = ctx.prec, bits
    try:
        yield
    finally:
        ctx.prec = before


def sign(x: arb) -> int:
    """−1, 0 or 1.

    Raises:
        Undecided: The ball holds 0 and other numbers.
    """
    if x > 0:
        return 1
    if x < 0:
        return -1
    if x == 0:
        return 0
    raise Undecided(f"the sign of {x}")


def exp(x: arb) -> arb:
    """E to the x.

    Raises:
        Undecided: It has a value, and one too large to be written.
    """
    found = x.exp()
    if x > 0 and x.is_finite() and (not found.is_finite() or found.contains(0)):
        raise Undecided(f"e to the power of {x.str(8)} is too large")
    return found


def everywhere(value: Callable[[arb], arb]) -> Callable[[arb], arb]:
    """A function that has a value for every number: where none can be written, it is too large."""

    def told(x: arb) -> arb:
        found = value(x)
        if x.is_finite() and not found.is_finite():
            raise Undecided(f"a value at {x.str(8)} is too large")
        return found

    return told


def positive(value: Callable[[arb], arb]) -> Callable[[arb], arb]:
    """A function that has a value for positive arguments only."""
    return lambda x: value(x) if x.is_finite() and sign(x) > 0 else NAN


log = positive(lambda x: x.log())


def sqrt(x: arb) -> arb:
    """√x, for 0 ≤ x."""
    return x.sqrt() if x.is_finite() and sign(x) >= 0 else NAN


def nearest(x: arb) -> arb:
    """The nearest whole number.

    Raises:
        Undecided: The ball touches a half.
    """
    shifted = x + HALF
    number = shifted.floor().unique_fmpz() if abs(shifted) < 2**64 else None
    if number is None:
        raise Undecided(f"the whole number next to {x}")
    return arb(number)


def whole(x: arb) -> int | None:
    """The whole number that a ball is; None for any other."""
    found = x.unique_fmpz() if x.is_exact() and abs(x) < 2**64 else None
    return None if found is None else int(found)
