"""Partial fractions by one letter. In: a rational function and a letter. Out: fractions whose sum it is.

A polynomial in the letter is a list of its coefficients, lowest first, which are fractions in the other letters.
"""

from __future__ import annotations

from itertools import zip_longest

from .rational import Ratio

Polynomial = list[Ratio]


def partial_fractions(whole: Ratio, letter: int) -> list[Ratio]:
    """A polynomial in the letter, and for each power of an irreducible factor of the denominator a fraction.

    Raises:
        Outside: A part is too large to be worked out.
    """
    ring = whole.ring
    number, factors = ring.factors(whole.below)
    outside = ring.number(number)
    rest = coefficients(Ratio(ring, whole.above, ring.unit), letter)
    bases: list[tuple[Ratio, int]] = []
    for factor, power in factors:
        if letter in factor.letters:
            bases.append((factor, power))
        else:
            outside = outside * factor**power
    below = [ring.one]
    for factor, power in bases:
        below = times(below, powered(coefficients(factor, letter), power))
    polynomial, rest = divided(rest, below)
    pieces = [value(polynomial, letter, ring.zero)]
    for factor, power in bases:
        base = coefficients(factor, letter)
        full = powered(base, power)
        others = divided(below, full)[0]
        rest_here = divided(times(rest, inverse(others, full)), full)[1]
        for exponent in range(power, 0, -1):
            rest_here, digit = divided(rest_here, base)
            pieces.append(value(digit, letter, ring.zero) / factor**exponent)
    return [piece / outside for piece in pieces if piece] or [ring.zero]


def coefficients(polynomial: Ratio, letter: int) -> Polynomial:
    """The coefficients of a polynomial in a letter."""
    ring = polynomial.ring
    found: dict[int, dict[tuple[int, ...], int]] = {}
    place = ring.size - 1 - letter
    for exponents, number in polynomial.above.terms():
        others = (*exponents[:place], 0, *exponents[place + 1 :])
        found.setdefault(exponents[place], {})[others] = int(number)
    return [Ratio(ring, ring.context.from_dict(found.get(n, {})), ring.unit) for n in range(max(found, default=-1) + 1)]


def value(polynomial: Polynomial, letter: int, zero: Ratio) -> Ratio:
    """The polynomial as a fraction."""
    result = zero
    for number in reversed(polynomial):
        result = result * zero.ring.of(letter) + number
    return result


def trimmed(polynomial: Polynomial) -> Polynomial:
    """It without zeros at its end."""
    while polynomial and not polynomial[-1]:
        polynomial = polynomial[:-1]
    return polynomial


def minus(one: Polynomial, two: Polynomial) -> Polynomial:
    """The difference."""
    if not one or not two:
        return one or [-number for number in two]
    return trimmed([a - b for a, b in zip_longest(one, two, fillvalue=one[0].ring.zero)])


def times(one: Polynomial, two: Polynomial) -> Polynomial:
    """The product."""
    if not one or not two:
        return []
    found = [one[0].ring.zero] * (len(one) + len(two) - 1)
    for n, a in enumerate(one):
        for m, b in enumerate(two):
            found[n + m] = found[n + m] + a * b
    return trimmed(found)


def powered(polynomial: Polynomial, power: int) -> Polynomial:
    """A power that is at least 1."""
    found = polynomial
    for _ in range(power - 1):
        found = times(found, polynomial)
    return found


def divided(above: Polynomial, below: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Quotient and remainder."""
    quotient: Polynomial = [below[0].ring.zero] * max(len(above) - len(below) + 1, 0)
    rest = trimmed(above)
    while len(rest) >= len(below):
        factor, shift = rest[-1] / below[-1], len(rest) - len(below)
        quotient[shift] = factor
        rest = trimmed([*rest[:shift], *(a - factor * b for a, b in zip(rest[shift:-1], below[:-1], strict=True))])
    return trimmed(quotient), rest


def inverse(polynomial: Polynomial, modulus: Polynomial) -> Polynomial:
    """What the polynomial is to be multiplied with to leave the remainder 1; the two have no factor in common."""
    one, two = modulus, divided(polynomial, modulus)[1]
    before: Polynomial = []
    now: Polynomial = [modulus[0].ring.one]
    while len(two) > 1:
        quotient, rest = divided(one, two)
        one, two = two, rest
        before, now = now, minus(before, times(quotient, now))
    return [number / two[0] for number in divided(now, modulus)[1]]
