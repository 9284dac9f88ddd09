"""Wide numbers are what balls are where both can tell, and go on where balls can't."""

import math
import random
from collections.abc import Iterator

import mpmath as mp
import pytest
from flint import arb, ctx

from derivations.truth.powers import Power, exponential
from derivations.truth.rounding import decided
from derivations.truth.wide import Wide, plain, wide
from derivations.verify.numbers import Undecided


@pytest.fixture(autouse=True)
def bits() -> Iterator[None]:
    before, ctx.prec = ctx.prec, 320
    yield
    ctx.prec = before


ONE = ("exp", "expm1", "cosh", "sinh", "tanh", "erf", "erfc")
POSITIVE = ("log", "log1p", "sqrt", "lgamma", "digamma")
SIZES = (1e-300, 1e-20, 1e-3, 0.5, 1.0, 1.5, 3.0, 19.5, 20.5, 40.0, 700.0)


@pytest.mark.parametrize("name", [*ONE, *POSITIVE])
def test_functions_are_those_of_balls(name: str) -> None:
    for size in SIZES:
        for x in (size, -size) if name in ONE else (size,):
            ctx.prec = 3200
            right = getattr(arb(x), name)()
            found = getattr(wide(x), name)().ball()
            assert found.overlaps(right), (name, x)
            assert decided(found) == decided(right), (name, x)


def test_arithmetic_is_that_of_balls() -> None:
    draw = random.Random(3)
    for _ in range(300):
        numbers = [math.ldexp(draw.uniform(-1, 1), draw.randint(-200, 200)) for _ in range(4)]
        a, b, c, d = map(arb, numbers)
        u, v, w, x = map(wide, numbers)
        for right, found in (
            ((a + b) * c - d / b, (u + v) * w - x / v),
            ((a - b) ** 3 / c, (u - v) ** 3 / w),
            (2 / (1 + abs(a)) - 1, 2 / (1 + abs(u)) - 1),
            (a.max(b) - a.min(b), u.max(v) - u.min(v)),
            ((1 + abs(a)) ** -2, (1 + abs(u)) ** -2),
        ):
            assert found.ball().overlaps(right)
            assert (a < b, a > b, a <= b, a >= b, a == b) == (u < v, u > v, u <= v, u >= v, u == v)


@pytest.mark.parametrize("z", [50.0, 1e4, 1e9, 1e15, 1e100, 1e300])
def test_what_is_next_to_one_keeps_its_distance(z: float) -> None:
    p = 1 / (1 + (-wide(z)).exp())
    assert p.base == 1 and 0 < 1 - p < 1e-20
    assert decided((1 - p).log().ball()) == -z, "log(1 − p) is −softplus(z)"
    assert decided((p.log() / (1 - p)).ball()) == -1
    below = 1 - wide(z).tanh()
    assert decided((below.log() / (-2 * wide(z) + wide(2).log())).ball()) == 1


def test_exponentials_of_exponentials() -> None:
    for z in (10.0, 100.0, 1e4, 1e15, 1e300):
        p = 1 - (-wide(z).exp()).exp()
        loss = -(1 - p).log()
        assert decided((loss.log()).ball()) == z, "−log(1 − p) is exp(z)"


def test_the_tail_of_the_normal_distribution() -> None:
    with mp.workdps(50):
        for z in (30.0, 40.0):
            tail = (wide(z) / arb(2).sqrt()).erfc() / 2
            assert decided(tail.log().ball()) == float(mp.log(mp.ncdf(-z)))
    assert decided(((wide(2.0**600) / arb(2).sqrt()).erfc().log() / arb(2) ** 1199).ball()) == -1


def test_powers_cancel_however_inexact_they_are() -> None:
    huge = (wide(1e6).exp() + wide(3).sqrt()).exp()
    assert huge / huge == 1 and decided((huge * huge / huge).log().log().ball()) == 1e6
    power = huge.power
    assert isinstance(power, Power) and not power - power and power + power == power.scaled(2)
    assert exponential(arb(2) ** 200) == arb("inf") and decided(exponential(-(arb(2) ** 200))) == 0.0


def test_what_is_not_known_is_not_guessed() -> None:
    unknown = wide(arb(0, 1))
    assert unknown.side() is None and not unknown > 0 and not unknown <= 0
    with pytest.raises(Undecided):
        (unknown * 2.0**200).exp()
    with pytest.raises(Undecided):
        unknown.max(wide(0))
    nothing = plain(arb("inf") - arb("inf"))
    assert nothing.side() is None and not nothing.is_finite()
    assert isinstance(wide(unknown), Wide) and decided(unknown.ball()) is None
