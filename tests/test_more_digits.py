"""Numbers with more digits than float64: what they say of their own error holds, next to mpmath."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest

from derivations.emit.measure import library

SPACE = library()
Digits, Wide = SPACE["Digits"], SPACE["Wide"]
DIGITS = 50
draw = np.random.default_rng(4)
REAL = np.concatenate(
    [draw.normal(0, 4, 60), draw.choice([1, -1], 120) * 10 ** draw.uniform(-300, 2.8, 120), [0.0, 1.0]]
)

EXPRESSIONS: list[tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any], Callable[[Any], Any]]] = [
    (lambda x, f: (x + 1) - 1, lambda x, f: x, lambda x: True),
    (lambda x, f: f["wide_exp"](x) - 1, lambda x, f: mpmath.expm1(x), lambda x: True),
    (lambda x, f: f["wide_expm1"](x) - x, lambda x, f: mpmath.expm1(x) - x, lambda x: True),
    (lambda x, f: f["wide_log1p"](x) / (x * x + 2), lambda x, f: mpmath.log1p(x) / (x * x + 2), lambda x: x > -1),
    (lambda x, f: f["wide_log"](x * x + 1), lambda x, f: mpmath.log1p(x * x), lambda x: True),
    (lambda x, f: (x / 3) ** 3 - x, lambda x, f: (x / 3) ** 3 - x, lambda x: True),
    (lambda x, f: f["wide_sqrt"](1 + x) - 1, lambda x, f: x / (mpmath.sqrt(1 + x) + 1), lambda x: x > -1),
    (lambda x, f: f["wide_erfcx"](x * x), lambda x, f: scaled_erfc(x * x), lambda x: abs(x) < 100),
    (lambda x, f: f["wide_tanh"](x) - x, lambda x, f: mpmath.tanh(x) - x, lambda x: True),
    (lambda x, f: f["wide_lgamma"](x) + x, lambda x, f: mpmath.loggamma(x) + x, lambda x: 1e-9 < x < 1e4),
]


def scaled_erfc(x: Any) -> Any:
    """exp(x²) erfc(x)."""
    return mpmath.exp(x * x) * mpmath.erfc(x) if x < 100 else mpmath.hyperu(0.5, 0.5, x * x) / mpmath.sqrt(mpmath.pi)


@pytest.mark.parametrize("number", range(len(EXPRESSIONS)))
def test_an_error_is_bounded_by_what_the_digits_say(number: int) -> None:
    ours, theirs, there = EXPRESSIONS[number]
    with decimal.localcontext() as context, mpmath.workdps(1500 if number < 7 else 900):
        context.prec, context.Emax, context.Emin = DIGITS, decimal.MAX_EMAX, decimal.MIN_EMIN
        for signal in context.traps:
            context.traps[signal] = False
        useful = 0
        for x in REAL if number < 7 else REAL[::5]:
            if there(x):
                found, right = ours(Digits(x), SPACE), theirs(mpmath.mpf(float(x)), SPACE)
                gap = abs(mpmath.mpf(str(found.value)) - right)
                assert gap <= mpmath.mpf(str(found.error)) * 1.0001, (x, found.value, found.error)
                useful += found.error < abs(found.value) * SPACE["ENOUGH"]
    assert useful >= 5


@pytest.mark.parametrize("number", [number for number in range(len(EXPRESSIONS)) if number not in (7, 9)])
def test_an_error_is_bounded_by_the_noise(number: int) -> None:
    ours, theirs, there = EXPRESSIONS[number]
    points = np.array([x for x in REAL if there(x) and abs(x) < 300])
    with np.errstate(all="ignore"):
        found = ours(Wide.of(points), SPACE)
    parts = np.broadcast_arrays(found.high, found.low, found.power, found.noise)
    with mpmath.workdps(1500):
        for x, high, low, power, noise in zip(points, *parts, strict=True):
            right = theirs(mpmath.mpf(float(x)), SPACE)
            got = (mpmath.mpf(float(high)) + mpmath.mpf(float(low))) * mpmath.mpf(2) ** int(max(power, -10_000))
            assert abs(got - right) <= (
                abs(got) * float(noise) / mpmath.mpf(2) ** 100 if noise < np.inf else mpmath.inf
            ), x


def test_what_is_added_and_taken_away_is_left_out() -> None:
    """A number less itself is exactly 0, though its digits are not exact; a number that only looks the same is not."""
    with decimal.localcontext() as context:
        context.prec = DIGITS
        third, tiny = Digits.ratio(1, 3), Digits.of(1e-200)
        found = SPACE["wide_sum"]([tiny, third], [third])
        assert found.value == tiny.value and found.error == tiny.error
        other = SPACE["wide_sum"]([tiny, third], [Digits.ratio(1, 3)])
        assert other.error > abs(other.value)


def test_log_gamma_of_one_is_exactly_nothing() -> None:
    with decimal.localcontext() as context:
        context.prec = DIGITS
        one, almost = (SPACE["wide_lgamma"](Digits(x)) for x in (1.0, 1.0 + 2**-52))
        assert not one.value and not one.error
        assert almost.value and almost.error


def test_digits_are_as_many_as_are_needed() -> None:
    """The value of 1 + x - 1 for ever smaller x, in which ever more digits cancel."""
    for x in (1e-3, 1e-20, 1e-100, 3e-308, 5e-324):
        assert SPACE["with_digits"](lambda number, a: (a + 1) - 1, (x,), np.nan) == x


def test_more_digits_are_tried_where_a_divisor_may_be_nothing() -> None:
    """To few digits 1 - exp(-x) is 0, give or take; its powers and what it divides are then unknown, not infinite."""

    def gap(a: Any) -> Any:
        return 1 - SPACE["wide_exp"](-a)

    for x in (1e-40, 1e-100, 1e-300):
        found = [
            SPACE["with_digits"](code, (x,), np.nan)
            for code in (
                lambda number, a: a * a / gap(a) ** 2,
                lambda number, a: a / gap(a),
                lambda number, a: gap(a) ** number.ratio(-1, 2) * SPACE["wide_sqrt"](a),
                lambda number, a: number.ratio(0) * gap(a) ** -1 + a,
            )
        ]
        assert found == [1.0, 1.0, 1.0, x]


def test_an_exponential_next_to_one_is_not_exact() -> None:
    """Its exponent may be too small for float64, and is not 0 for that."""
    with np.errstate(all="ignore"):
        small = SPACE["wide_exp"](Wide.of(np.array([-800.0])))
        assert SPACE["wide_exp"](small).noise > 0
        assert (SPACE["wide_exp"](small) - 1).noise == np.inf
        assert SPACE["wide_exp"](Wide.of(np.array([0.0]))).noise == 0
