"""A normal form that decides equality of two scalars in index form, for any number of samples and features.

In: two terms in index form. Out: equal, different, or ``Outside`` where the class ends. Terms become rational
functions over the rationals in letters: one for every symbol, for every exp of a monomial, for the log of every
irreducible factor, for every root of one, and for every sum of a product of letters that depend on its index.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import add, mul
from typing import Any

from sympy import factorint

from ..functions import BY_CLASS, Function
from ..terms import core
from ..terms.core import Term
from .factor_signs import NOTHING, FactorSigns, Known
from .rational import HIGHEST, Ratio, Ring, joined
from .slopes import Outside

LARGEST_PRIME = 100_000
"""The largest prime that is looked for in the argument of a logarithm; finding any may take for ever."""
HIGHEST_ROOT, DEEPEST_ROOT = 2 * HIGHEST, 32
"""The largest prime in the denominator of a power, and the highest power of it."""


@lru_cache(maxsize=1_000)
def primes(number: int) -> tuple[tuple[int, int], ...]:
    """The prime factors of a positive number with their powers; a large one may be left as it is."""
    return tuple(factorint(number, limit=LARGEST_PRIME).items())


class NormalForm(FactorSigns):
    """The letters of one comparison; both sides share them.

    Args:
        size: How many letters there may be.
        known: What is known of symbols.
        finest: What the denominators of exponents are brought to.
    """

    def __init__(self, size: int, known: Known = NOTHING, finest: int = 1) -> None:
        super().__init__(Ring(size))
        self.facts, self.finest, self.wanted = known, finest, finest
        self.terms: dict[Term, Ratio] = {}
        self.argument: dict[int, Ratio] = {}
        self.parts_of: dict[Ratio, list[int]] = {}
        self.roots: dict[Ratio, Ratio] = {}

    def of(self, term: Term) -> Ratio:
        """The rational function of a term, worked out once."""
        if term not in self.terms:
            self.terms[term] = self.work_out(term)
        return self.terms[term]

    def work_out(self, term: Term) -> Ratio:
        """The same, part by part."""
        if isinstance(term, core.Constant):
            return self.ring.number(int(term.value.p), int(term.value.q))
        if isinstance(term, core.Variable):
            return self.sure(self.letter(term, frozenset({term})), term)
        if isinstance(term, core.Entry | core.Kronecker):
            return self.sure(self.opaque(type(term), [self.of(child) for child in term.children]), term)
        if isinstance(term, core.Summation):
            return self.summation(*term.children)
        if isinstance(term, core.Largest):
            index, low, high, body = term.children
            return self.largest(index, low, high, self.of(body))
        if isinstance(term, core.IndexedProduct):
            return self.product_over(*term.children)
        function = BY_CLASS.get(type(term))
        if function is not None and function.definition is not None:
            return self.of(function.put_in(*term.children))
        parts = [self.of(child) for child in term.children]
        if isinstance(term, core.Plus):
            return joined(parts, add)
        if isinstance(term, core.Times):
            return joined(parts, mul)
        if isinstance(term, core.Negative):
            return -parts[0]
        if isinstance(term, core.Quotient):
            return parts[0] / parts[1]
        if isinstance(term, core.Power):
            return self.power(*parts)
        if type(term) in self.KNOWN:
            return self.KNOWN[type(term)](self, *parts)
        if function is not None:
            return self.of_function(function, parts)
        if isinstance(term, core.CircleConstant):
            letter = self.letter(term, frozenset())
            self.positive.add(letter)
            return self.ring.of(letter)
        if isinstance(term, core.Choose) and parts[1] == parts[2]:
            return parts[1]
        if isinstance(term, OPAQUE):
            return self.ring.of(self.opaque(type(term), parts))
        raise Outside(f"{type(term).__name__} has no normal form")

    def product_over(self, index: Term, low: Term, high: Term, body: Term) -> Ratio:
        """A product over an index, of positive factors, as the exponential of the sum of their logarithms.

        Raises:
            Outside: They may not be positive.
        """
        if not self.product_of_positives(self.of(body)):
            raise Outside("a product over an index whose factors may not be positive")
        return self.exp(self.summation(index, low, high, core.Logarithm(body)))

    def opaque(self, kind: Any, parts: list[Ratio]) -> int:
        """A letter for a function of some parts, of which nothing else is known."""
        return self.letter((kind, *parts), frozenset().union(*map(self.indices, parts)))

    def sure(self, letter: int, term: Term) -> Ratio:
        """The letter of a term, noted as positive where that is known."""
        if self.facts.positive(term):
            self.positive.add(letter)
        domain = self.facts.domain(term)
        if domain is not None and domain.low is not None and domain.high is not None:
            self.bound(letter, domain.low, domain.high, domain.low_closed or domain.high_closed)
        total = self.facts.total(term)
        if total is not None:
            index, *parts = total
            low, high, value = map(self.of, parts)
            self.totals[letter] = index, (low, high), value
        return self.ring.of(letter)

    def power(self, base: Ratio, exponent: Ratio) -> Ratio:
        """A power: a whole one; exp(b log a) where a is positive; else a letter, since b may be whole and a negative.

        A fraction is never whole, so that only positive numbers (and 0) have that power.
        """
        number = exponent.number
        if not base and (number > 0 if number is not None else self.product_of_positives(exponent)):
            return self.ring.zero
        if number is not None and number.denominator == 1:
            return base ** int(number)
        if self.product_of_positives(base):
            return self.exp(exponent * self.log(base))
        if number is not None:
            return self.where_defined(self.exp(exponent * self.log(base)))
        return self.ring.of(self.opaque(core.Power, [base, exponent]))

    def where_defined(self, power: Ratio) -> Ratio:
        """A power or root of what may be 0, whose letters are so no more than not negative."""
        self.may_vanish.update(n for n in power.letters if n not in self.positive)
        return power

    def exp(self, exponent: Ratio) -> Ratio:
        """A product of letters, one for each monomial; the exponential of a known logarithm is its argument."""
        factors = [self.ring.one]
        for number, monomial in exponent.terms():
            if abs(number) > HIGHEST:
                raise Outside("a power is too high to be worked out")
            single = monomial.single
            if single in self.argument:
                factors.append(self.fractional(self.argument[single], number))
            elif number:
                factors.append(self.exponential(number, monomial))
        return joined(factors, mul)

    def exponential(self, number: Fraction, monomial: Ratio) -> Ratio:
        """exp(p/q m): a power of the letter for exp(m/q), or for exp(m/n) where n is a multiple of q."""
        known = self.parts_of.setdefault(monomial, [])
        part = lcm(number.denominator, self.finest)
        if part not in known:
            part = next((other for other in known if other % part == 0), part)
        if part not in known:
            self.wanted = lcm(self.wanted, part, *known)
            known.append(part)
        exponent = monomial / part
        letter = self.letter(("exp", exponent), self.indices(exponent))
        self.exponent[letter] = exponent
        return self.ring.of(letter) ** int(number * part)

    def fractional(self, base: Ratio, power: Fraction) -> Ratio:
        """A power of an irreducible factor: the fraction is a whole number and digits d/ℓⁿ for primes ℓ."""
        rest, factors = power, [self.ring.one]
        for prime, depth in primes(power.denominator) if power.denominator > 1 else ():
            if prime > HIGHEST_ROOT or depth > DEEPEST_ROOT:
                raise Outside("a root is too high to be worked out")
            others = power.denominator // prime**depth
            digits = power.numerator * pow(others, -1, prime**depth) % prime**depth
            rest -= Fraction(digits, prime**depth)
            root = base
            for level in range(1, depth + 1):
                root = self.root_letter(root, base, prime, level)
                factors.append(root ** (digits // prime ** (depth - level) % prime))
        return joined([base ** int(rest), *factors], mul)

    def root_letter(self, radicand: Ratio, base: Ratio, prime: int, level: int) -> Ratio:
        """The letter whose power ℓ is a radicand, which is the power 1/ℓⁿ⁻¹ of a factor."""
        key = ("root", base, prime, level)
        if key not in self.letters:
            self.new_letter(key, self.indices(base), self.ring.root(radicand, prime))
        letter = self.letters[key]
        if letter not in self.exponent:
            self.exponent[letter] = self.ring.of(self.log_letter(base)) / prime**level
        return self.ring.of(letter)

    def log(self, argument: Ratio) -> Ratio:
        """The logarithm by its factors; where their signs aren't known, a letter of its own for this argument."""
        try:
            return self.log_of_factors(argument)
        except Outside:
            if argument.number is not None and argument.number <= 0:
                raise
            return self.ring.of(self.opaque(core.Logarithm, [argument]))

    def root(self, argument: Ratio) -> Ratio:
        """The square root: a power where that is known, else a letter of its own for this argument."""
        if not argument:
            return argument
        if argument not in self.roots:
            self.roots[argument] = self.find_root(argument)
        return self.roots[argument]

    def find_root(self, argument: Ratio) -> Ratio:
        """The same, worked out."""
        try:
            root = self.exp(self.log_of_factors(argument) / 2)
            return root if self.product_of_positives(argument) else self.where_defined(root)
        except Outside:
            if argument.number is not None and argument.number <= 0:
                raise
            return self.ring.of(self.opaque(core.SquareRoot, [argument]))

    def log_of_factors(self, argument: Ratio) -> Ratio:
        """Log Π f^c = Σ c log f, with log exp(a) = a and one letter for the log of each irreducible factor."""
        if not argument:
            raise Outside("the logarithm of 0")
        number, factors = self.turned(argument)
        if number < 0:
            odd = [n for n, (f, power) in enumerate(factors) if power % 2 and not self.surely_positive(f)]
            if len(odd) != 1:
                raise Outside("the logarithm of a product with a negative number")
            factors[odd[0]] = (-factors[odd[0]][0], factors[odd[0]][1])
        parts = [self.ring.zero]
        for size, sign in ((abs(number.numerator), 1), (number.denominator, -1)):
            for prime, power in primes(size) if size > 1 else ():
                parts.append(self.ring.of(self.log_letter(self.ring.number(prime))) * (sign * power))
        for factor, power in factors:
            known = self.exponent.get(factor.single) if factor.single is not None else None
            parts.append((self.ring.of(self.log_letter(factor)) if known is None else known) * power)
        unsure = [power for factor, power in factors if not self.surely_positive(factor)]
        if len(unsure) > 1 or any(power % 2 == 0 for power in unsure):
            raise Outside("the logarithm of a product whose factors may be negative")
        return joined(parts, add)

    def log_letter(self, factor: Ratio) -> int:
        """The letter for the logarithm of an irreducible factor."""
        letter = self.letter(("log", factor), self.indices(factor))
        self.argument[letter] = factor
        return letter

    def made_again(self, kind: Any, parts: list[Any]) -> Ratio:
        """The letter of a kind for parts in which an index has changed."""
        if kind == "exp":
            return self.exp(parts[0])
        if kind == "largest":
            return self.largest_letter(*parts)
        if kind == "log":
            return self.ring.of(self.log_letter(parts[0]))
        if kind == "root":
            base, prime, level = parts
            return self.fractional(base, Fraction(1, prime**level))
        if kind in BY_CLASS and kind not in self.KNOWN:
            return self.of_function(BY_CLASS[kind], parts)
        return self.ring.of(self.opaque(kind, parts))

    def of_function(self, function: Function, parts: list[Ratio]) -> Ratio:
        """A letter for a function of some parts, of which its record tells the parity, and where its values lie."""
        turned = False
        if function.odd or function.even:
            if not parts[0] and function.odd:
                return parts[0]
            turned = bool(parts[0]) and parts[0].above.leading_coefficient() < 0
        number = self.opaque(function.term, [-parts[0]] if turned else parts)
        lies = function.range
        if lies.positive:
            self.positive.add(number)
        if isinstance(lies.low, Fraction) and isinstance(lies.high, Fraction):
            self.bound(number, lies.low, lies.high, not (lies.low_open and lies.high_open))
        letter = self.ring.of(number)
        return -letter if turned and function.odd else letter

    KNOWN = {core.Exponential: exp, core.Logarithm: log, core.SquareRoot: root}
    """The functions whose letters have laws of their own; others are read by their definitions, or are letters."""


OPAQUE = (core.Proposition, core.Indicator, core.Choose)
"""What, beside functions, nothing is known of but that equal parts give equal values."""
