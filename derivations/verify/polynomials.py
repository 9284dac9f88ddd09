"""Polynomials with whole coefficients, which python-flint computes. In: polynomials. Out: polynomials, or ``Outside``.

What would take too long or too much memory is refused before it is worked out.
"""

from __future__ import annotations

from flint import fmpz_mpoly

from .slopes import Outside

HIGHEST, HIGHEST_OF_SUM = 64, 12
"""The highest power that is worked out, of a letter and of a sum."""
HIGHEST_DEGREE = 4 * HIGHEST
"""The highest power of a letter that may come about by multiplication."""
LARGEST = 500_000
"""The most terms to which an expression may be multiplied out."""
LARGEST_FACTORED = 100_000
"""The most terms, times their degree, of a polynomial that is to be factored."""
LARGEST_PAIR = 5_000_000
"""The most pairs of terms of two polynomials whose common factor is to be found."""
LONGEST_NUMBER = 5_000
"""The most bits of a number."""


def times(one: fmpz_mpoly, two: fmpz_mpoly) -> fmpz_mpoly:
    """The product of polynomials.

    Raises:
        Outside: It may be too large.
    """
    if one.is_one():
        return two
    if two.is_one():
        return one
    if len(one) * len(two) > LARGEST:
        raise Outside(f"it has more than {LARGEST} terms when multiplied out")
    found = one * two
    if found.total_degree() > HIGHEST_DEGREE and max(found.degrees()) > HIGHEST_DEGREE:
        raise Outside("a power is too high to be worked out")
    return found


def common_factor(one: fmpz_mpoly, two: fmpz_mpoly) -> fmpz_mpoly:
    """The greatest common divisor.

    Raises:
        Outside: They are too large for it to be found in a short time.
    """
    if len(one) * len(two) > LARGEST_PAIR:
        raise Outside("two polynomials are too large for their common factor to be found")
    return one.gcd(two)


def bits(polynomial: fmpz_mpoly) -> int:
    """The bits of the longest number in a polynomial."""
    return int(max(map(abs, polynomial.coeffs())).bit_length()) if polynomial else 0


def raised(polynomial: fmpz_mpoly, power: int) -> fmpz_mpoly:
    """A power of a polynomial.

    Raises:
        Outside: It has too high a degree.
    """
    if polynomial.total_degree() * power > HIGHEST_DEGREE and max(polynomial.degrees()) * power > HIGHEST_DEGREE:
        raise Outside("a power is too high to be worked out")
    return polynomial**power


def factored(polynomial: fmpz_mpoly) -> tuple[int, list[tuple[fmpz_mpoly, int]]]:
    """The number and the irreducible factors of a polynomial; their leading coefficients are positive.

    What is linear in some letter isn't left to the library, which takes longer.

    Raises:
        Outside: It is too large to be factored.
    """
    content = polynomial.term_content()
    gens = polynomial.context().gens()
    found = [(gen, int(power)) for gen, power in zip(gens, content.degrees(), strict=True) if power]
    rest, number = polynomial / content, int(content.leading_coefficient())
    if rest.leading_coefficient() < 0:
        rest, number = -rest, -number
    if surely_irreducible(rest):
        found.append((rest, 1))
    elif not rest.is_one():
        if len(rest) * sum(rest.degrees()) > LARGEST_FACTORED:
            raise Outside("a polynomial is too large to be factored")
        unit, factors = rest.factor()
        number *= int(unit)
        for factor, power in factors:
            if factor.leading_coefficient() < 0:
                factor, number = -factor, number * (-1) ** int(power)
            found.append((factor, int(power)))
    return number, found


def surely_irreducible(polynomial: fmpz_mpoly) -> bool:
    """Whether a polynomial without common factors of its terms is a v + b, where a and b have none in common."""
    degrees = polynomial.degrees()
    if 1 not in degrees:
        return False
    place = degrees.index(1)
    slope = polynomial.derivative(place)
    if slope.is_constant():
        return True
    return bool(common_factor(slope, polynomial - slope * polynomial.context().gen(place)).is_one())


def swapped(polynomial: fmpz_mpoly, places: list[tuple[int, int]]) -> fmpz_mpoly:
    """A polynomial with other letters for letters, by their places in the order of the letters."""
    if polynomial.is_constant():
        return polynomial
    found: dict[tuple[int, ...], int] = {}
    for exponents, number in polynomial.terms():
        powers = list(exponents)
        for old, _ in places:
            powers[old] = 0
        for old, new in places:
            powers[new] += exponents[old]
        key = tuple(powers)
        found[key] = found.get(key, 0) + int(number)
    return polynomial.context().from_dict(found)
