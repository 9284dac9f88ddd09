"""Fractions in letters: against SymPy on random expressions, roots with their relations, partial fractions, limits."""

from __future__ import annotations

import random
import time

import pytest
import sympy
from fuzz_terms import CONTEXT

from derivations.verify.check import normal_form
from derivations.verify.partial_fractions import partial_fractions
from derivations.verify.rational import Full, Ratio, Ring
from derivations.verify.slopes import Outside

PLAIN = [sympy.Rational(3, 7), sympy.Rational(5, 3), sympy.Rational(11, 13)]
"""The values of three letters; two roots follow, of the sum of the first two and of 2."""
VALUES = [*PLAIN, sympy.sqrt(PLAIN[0] + PLAIN[1]), sympy.sqrt(2)]


def ring() -> Ring:
    found = Ring(8)
    letters = [found.of(found.letter()) for _ in PLAIN]
    found.root(letters[0] + letters[1], 2)
    found.root(found.number(2), 2)
    return found


def value(ratio: Ratio) -> sympy.Expr:
    sides = []
    for side in (ratio.above, ratio.below):
        terms = [
            sympy.Mul(int(number), *(VALUES[n] ** int(power) for n, power in enumerate(exponents[::-1]) if power))
            for exponents, number in side.terms()
        ]
        sides.append(sympy.Add(*terms))
    return sides[0] / sides[1]


def drawn(letters: Ring, draw: random.Random, depth: int) -> tuple[Ratio, sympy.Expr]:
    if not depth:
        number = draw.randrange(len(VALUES) + 1)
        if number == len(VALUES):
            return letters.number(-3, 4), sympy.Rational(-3, 4)
        return letters.of(number), VALUES[number]
    one, first = drawn(letters, draw, depth - 1)
    two, second = drawn(letters, draw, draw.randrange(depth))
    operation = draw.choice("+-*/^")
    if operation == "^":
        return one**2, first**2
    if operation == "/":
        return (one / two, first / second) if two else (one, first)
    return {"+": (one + two, first + second), "-": (one - two, first - second), "*": (one * two, first * second)}[
        operation
    ]


@pytest.mark.parametrize("seed", range(60))
def test_fractions_are_what_sympy_says_and_in_lowest_terms(seed: int) -> None:
    found, expected = drawn(ring(), random.Random(seed), 4)
    assert abs(sympy.N(value(found) - expected, 30)) < 1e-20
    assert found.above.gcd(found.below).is_one() or not found
    assert found.below.leading_coefficient() > 0


def test_a_root_is_reduced_and_leaves_the_denominator() -> None:
    letters = ring()
    root = letters.of(4)
    assert root * root == letters.number(2)
    assert 1 / root == root / 2
    assert (1 + root) * (1 - root) == letters.number(-1)
    assert letters.of(3) ** 3 == letters.of(3) * (letters.of(0) + letters.of(1))


@pytest.mark.parametrize("seed", range(20))
def test_partial_fractions_add_up(seed: int) -> None:
    draw = random.Random(seed)
    letters = Ring(4)
    a, b, c = (letters.of(letters.letter()) for _ in range(3))
    factors = [draw.choice([a + 1, a * b + c, a * a + b, a - 3, b + c]) ** draw.randint(1, 3) for _ in range(3)]
    whole = (a ** draw.randint(0, 5) * c + b) / (factors[0] * factors[1] * factors[2])
    total = letters.zero
    for piece in partial_fractions(whole, 0):
        total = total + piece
    assert total == whole


def test_what_has_no_value_or_is_too_large_is_refused() -> None:
    letters = Ring(3)
    a, b = (letters.of(letters.letter()) for _ in range(2))
    with pytest.raises(Outside, match="denominator is 0"):
        a / ((a + b) ** 2 - a * a - 2 * a * b - b * b)
    with pytest.raises(Outside, match="too high"):
        (a + b) ** 13
    with pytest.raises(Outside, match="digits"):
        letters.number(2**3000) * a * letters.number(2**3000)
    letters.letter()
    with pytest.raises(Full):
        letters.letter()


@pytest.mark.parametrize(
    "text",
    [
        "1/((x + y + a + c)**12 + 1) + 1/((x - y + a - c)**12 + 2) + 1/((x + y*a + c)**12 + 3)",
        "log((x**64 + y**63*a + c**60)**2*(x*y + a**50 + c**40 + 1))",
        "(sqrt(a) + sqrt(c) + sqrt(a + c) + sqrt(a + 1))**12/(1 + sqrt(1 + sqrt(1 + sqrt(a + sqrt(c)))))",
        "a**0.123456789*c**0.987654321/(1 + a**0.111) + 2**0.3333333333333",
        "a**(1/9999999967)",
        "sum(i, 1, m, (u[i] + x)/(1 + exp(u[i]))**6/(1 + a*exp(u[i]))**5)",
    ],
)
def test_a_large_expression_is_worked_out_or_refused_in_a_short_time(text: str) -> None:
    start = time.monotonic()
    normal_form(CONTEXT.parse(text), CONTEXT.parse("1"), CONTEXT)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("a**(1/6)*a**(1/3)", "sqrt(a)"),
        ("a**0.37*a**0.63", "a"),
        ("1/sqrt(2)", "sqrt(2)/2"),
        ("erf(x/sqrt(2))", "erf(x*sqrt(2)/2)"),
        ("sqrt(6)", "sqrt(2)*sqrt(3)"),
        ("exp(x/2)**2", "exp(x)"),
        ("(1 + sqrt(a))*(1 - sqrt(a))", "1 - a"),
        ("sqrt(1 + a)**3/(1 + a)", "sqrt(1 + a)"),
    ],
)
def test_roots_are_proved(left: str, right: str) -> None:
    assert normal_form(CONTEXT.parse(left), CONTEXT.parse(right), CONTEXT).result.value == "PROVED"
