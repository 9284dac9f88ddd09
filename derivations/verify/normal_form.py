"""A normal form that decides equality of two scalars in index form, for any number of samples and features.

In: two terms in index form. Out: equal, different, or ``Outside`` where the class ends. Terms become rational
functions over the rationals in letters: one for every symbol, for every exp of a monomial, for the log of every
irreducible factor, and for every sum of a product of letters that depend on its index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import count, permutations
from math import comb
from typing import Any

from sympy import (
    Add,
    Expr,
    Integer,
    Mul,
    Poly,
    Pow,
    Rational,
    Symbol,
    apart,
    cancel,
    expand,
    factor_list,
    factorint,
    fraction,
    nan,
    reduced,
    sqrt,
    together,
    zoo,
)
from sympy.polys.polyerrors import BasePolynomialError

from ..terms import core
from ..terms.core import Term, Variable
from .case_split import cases
from .index_form import Outside

HIGHEST, HIGHEST_OF_SUM = 64, 12
"""The highest power that is worked out, of a letter and of a sum."""
LARGEST = 500_000
"""The most terms to which an expression may be multiplied out."""
LONGEST_NUMBER = 5_000
"""The most bits of a number."""
LARGEST_PRIME = 100_000
"""The largest prime that is looked for in the argument of a logarithm; finding any may take for ever."""
MOST_CASES = 64


@lru_cache(maxsize=20_000)
def ratio(expression: Expr) -> Expr:
    """A rational function with its common factors cancelled; a polynomial is only expanded, which is quicker.

    Raises:
        Outside: It is too large to be multiplied out, or has no value anywhere.
    """
    if expression.has(zoo, nan):
        raise Outside("a denominator is 0")
    if any(power.exp.is_Rational and abs(power.exp) > HIGHEST for power in expression.atoms(Pow)):
        raise Outside("a power is too high to be worked out")
    if longest(expression) > LONGEST_NUMBER:
        raise Outside("a number has too many digits")
    below: set[Expr] = set()
    if expanded_size(expression, below) * product(expanded_size(part, set()) for part in below) > LARGEST:
        raise Outside(f"it has more than {LARGEST} terms when multiplied out")
    if any(not power.exp.is_Integer or power.exp.is_negative for power in expression.atoms(Pow)):
        return cancel(expression)
    return expand(expression)


@lru_cache(maxsize=20_000)
def factored(expression: Expr) -> tuple[Expr, tuple[tuple[Expr, int], ...]]:
    """A polynomial's number and its irreducible factors."""
    number, factors = factor_list(expression)
    return number, tuple(factors)


def longest(expression: Expr) -> int:
    """The bits of the longest number in an expression."""
    return max((max(abs(n.p), n.q).bit_length() for n in expression.atoms(Rational) if abs(n) != 1), default=0)


def product(sizes: Iterable[int]) -> int:
    """The product, but no more than is too large in any case."""
    result = 1
    for size in sizes:
        result = min(result * size, LARGEST + 1)
    return result


def expanded_size(expression: Expr, below: set[Expr]) -> int:
    """How many terms a numerator has at most when it is multiplied out; its denominators go into ``below``."""
    if isinstance(expression, Add):
        return min(sum(expanded_size(part, below) for part in expression.args), LARGEST + 1)
    if isinstance(expression, Mul):
        return product(expanded_size(part, below) for part in expression.args)
    if isinstance(expression, Pow) and expression.exp.is_Rational:
        size, whole = expanded_size(expression.base, below), int(abs(expression.exp))
        if expression.exp.is_negative:
            below.add(expression.base**-expression.exp)
            return 1
        return min(comb(whole + size - 1, whole), LARGEST + 1)
    return 1


MOST_SUMS = 4
"""Of more sums, one in the other, the order isn't tried out."""


class NormalForm:
    """The letters of one comparison; both sides share them.

    Args:
        positive: Whether a symbol, or an entry of one, is known to be positive.
    """

    def __init__(self, positive: Callable[[Term], bool] = lambda term: False) -> None:
        self.known_positive = positive
        self.positive: set[Symbol] = set()
        self.terms: dict[Term, Expr] = {}
        self.letters: dict[object, Symbol] = {}
        self.exponent: dict[Symbol, Expr] = {}
        self.argument: dict[Symbol, Expr] = {}
        self.depends: dict[Symbol, frozenset[Term]] = {}
        self.keys: dict[Symbol, Any] = {}
        self.sums: dict[Symbol, tuple[list, Expr]] = {}
        self.level: dict[Symbol, int] = {}
        self.fresh = count(1)

    def letter(self, key: object, depends: frozenset[Term]) -> Symbol:
        """The letter for a key; equal keys share one."""
        if key not in self.letters:
            symbol = self.letters[key] = Symbol(f"A{len(self.letters)}")
            self.depends[symbol] = depends
            self.keys[symbol] = key
            self.level[symbol] = self.deepest(key)
        return self.letters[key]

    def deepest(self, key: object) -> int:
        """How deep the sums stand in a key's parts."""
        parts = [part for part in key if isinstance(part, Expr)] if isinstance(key, tuple) else []
        return max((self.level[s] for part in parts for s in part.free_symbols), default=0)

    def indices(self, expression: Expr) -> frozenset[Term]:
        """The indices that an expression's letters depend on."""
        return frozenset().union(*(self.depends[s] for s in expression.free_symbols))

    def of(self, term: Term) -> Expr:
        """The rational function of a term, worked out once."""
        if term not in self.terms:
            self.terms[term] = self.work_out(term)
        return self.terms[term]

    def work_out(self, term: Term) -> Expr:
        """The same, part by part."""
        if isinstance(term, core.Constant):
            return term.value
        if isinstance(term, core.Variable):
            return self.sure(self.letter(term, frozenset({term})), term)
        if isinstance(term, core.Entry | core.Kronecker):
            parts = [ratio(self.of(child)) for child in term.children]
            return self.sure(self.letter((type(term), *parts), frozenset().union(*map(self.indices, parts))), term)
        if isinstance(term, core.Summation):
            return self.summation(*term.children)
        parts = [self.of(child) for child in term.children]
        if isinstance(term, core.Power):
            return self.power(*parts)
        if isinstance(term, core.Quotient):
            return self.divided(*parts)
        if type(term) in RATIONAL:
            return RATIONAL[type(term)](*parts)
        if type(term) in self.TRANSCENDENTAL:
            return self.TRANSCENDENTAL[type(term)](self, *parts)
        if isinstance(term, core.CircleConstant):
            return self.letter(term, frozenset())
        if isinstance(term, OPAQUE):
            parts = [ratio(part) for part in parts]
            return self.letter((type(term), *parts), frozenset().union(*map(self.indices, parts)))
        raise Outside(f"{type(term).__name__} has no normal form")

    def sure(self, symbol: Symbol, term: Term) -> Symbol:
        """The letter of a term, noted as positive where that is known."""
        if self.known_positive(term):
            self.positive.add(symbol)
        return symbol

    def power(self, base: Expr, exponent: Expr) -> Expr:
        """A power: a whole one; exp(b log a) where a is positive; else a letter, since b may be whole and a negative.

        A fraction is never whole, so that only positive numbers (and 0) have that power.
        """
        exponent = ratio(exponent)
        if exponent.is_Integer:
            if abs(exponent) > HIGHEST or (abs(exponent) > HIGHEST_OF_SUM and base.is_Add):
                raise Outside(f"the power {exponent} is too high to be worked out")
            if longest(base) * abs(exponent) > LONGEST_NUMBER:
                raise Outside("a number has too many digits")
            return self.divided(Integer(1), Pow(base, -exponent)) if exponent.is_negative else Pow(base, exponent)
        base = ratio(base)
        if exponent.is_Rational or self.product_of_positives(base):
            return self.exp(exponent * self.log(base))
        return self.letter((core.Power, base, exponent), self.indices(base) | self.indices(exponent))

    def divided(self, above: Expr, below: Expr) -> Expr:
        """A quotient.

        Raises:
            Outside: The denominator is 0.
        """
        if below == 0:
            raise Outside("a denominator is 0")
        return above / below

    def product_of_positives(self, base: Expr) -> bool:
        """Whether every factor of a rational function is surely positive."""
        for side in fraction(base):
            number, factors = factored(side)
            if not number.is_positive or not all(self.surely_positive(factor) for factor, _ in factors):
                return False
        return True

    def exp(self, exponent: Expr) -> Expr:
        """A product of letters, one for each monomial; the exponential of a known logarithm is its argument."""
        result: Expr = Integer(1)
        for part in Add.make_args(expand(ratio(exponent))):
            factor, monomial = part.as_coeff_Mul()
            if factor == 0:
                continue
            if abs(factor) > HIGHEST:
                raise Outside("a power is too high to be worked out")
            if monomial in self.argument:
                result *= self.argument[monomial] ** factor
                continue
            if not factor.is_Integer:
                monomial, factor = monomial / factor.q, factor.p
            if monomial.could_extract_minus_sign():
                factor, monomial = -factor, -monomial
            symbol = self.letter(("exp", monomial), self.indices(monomial))
            self.exponent[symbol] = monomial
            result *= symbol**factor
        return result

    def log(self, argument: Expr) -> Expr:
        """The logarithm by its factors; where their signs aren't known, a letter of its own for this argument."""
        try:
            return self.log_of_factors(argument)
        except Outside:
            whole = ratio(argument)
            if whole.is_number and not whole.is_positive:
                raise
            return self.letter((core.Logarithm, whole), self.indices(whole))

    def root(self, argument: Expr) -> Expr:
        """The square root: a power where that is known, else a letter of its own for this argument."""
        try:
            return self.exp(Rational(1, 2) * self.log_of_factors(argument))
        except Outside:
            whole = ratio(argument)
            if whole.is_number and not whole.is_positive:
                raise
            return self.letter((core.SquareRoot, whole), self.indices(whole))

    def log_of_factors(self, argument: Expr) -> Expr:
        """Log Π f^c = Σ c log f, with log exp(a) = a and one letter for the log of each irreducible factor."""
        above, below = fraction(ratio(argument))
        if above == 0:
            raise Outside("the logarithm of 0")
        result: Expr = Integer(0)
        unsure: list[tuple[Expr, int]] = []
        for side, sign in ((above, 1), (below, -1)):
            number, found = factored(side)
            factors = list(found)
            if number.is_negative:
                odd = [n for n, (f, power) in enumerate(factors) if power % 2 and f not in self.exponent]
                if len(odd) != 1:
                    raise Outside("the logarithm of a product with a negative number")
                factors[odd[0]] = (-factors[odd[0]][0], factors[odd[0]][1])
                number = -number
            if not number.is_Rational:
                raise Outside(f"the logarithm of a product with the number {number}")
            for whole, turn in ((number.p, sign), (number.q, -sign)):
                for prime, power in factorint(whole, limit=LARGEST_PRIME).items():
                    result += turn * power * self.log_letter(Integer(prime))
            unsure += [(factor, power) for factor, power in factors if not self.surely_positive(factor)]
            for factor, power in factors:
                known = self.exponent.get(factor)
                result += sign * power * (self.log_letter(factor) if known is None else known)
        if len(unsure) > 1 or any(power % 2 == 0 for _, power in unsure):
            raise Outside("the logarithm of a product whose factors may be negative")
        return result

    def surely_positive(self, factor: Expr) -> bool:
        """Whether a polynomial is positive because it is one in positive letters with positive coefficients."""
        letters = factor.free_symbols
        if not letters or not all(s in self.exponent or s in self.positive for s in letters):
            return False
        return bool(factor.is_polynomial(*letters) and all(c.is_positive for c in Poly(factor, *letters).coeffs()))

    def log_letter(self, factor: Expr) -> Symbol:
        """The letter for the logarithm of an irreducible factor."""
        symbol = self.letter(("log", factor), self.indices(factor))
        self.argument[symbol] = factor
        return symbol

    def erf(self, argument: Expr) -> Expr:
        """A letter for the error function of an argument, which is odd."""
        argument = ratio(argument)
        turned = argument.could_extract_minus_sign()
        symbol = self.letter((core.ErrorFunction, -argument if turned else argument), self.indices(argument))
        return -symbol if turned else symbol

    def distribution(self, argument: Expr) -> Expr:
        """Φ by the error function."""
        return (1 + self.erf(argument / sqrt(Integer(2)))) / 2

    def density(self, argument: Expr) -> Expr:
        """φ by the exponential."""
        return self.exp(-argument * argument / 2) / sqrt(2 * self.of(core.CircleConstant()))

    def summation(self, index: Term, low: Term, high: Term, body: Term) -> Expr:
        """Σ of each monomial, factors without the index before it."""
        bounds = (expand(self.of(low)), expand(self.of(high)))
        whole = ratio(self.of(body))
        return Add(*(self.sum_of(index, bounds, piece) for piece in self.pieces(whole)))

    def pieces(self, whole: Expr) -> tuple[Expr, ...]:
        """Partial fractions by the one exponential of the denominator, so that a sum can be taken piece by piece."""
        below = fraction(whole)[1]
        exponentials = [symbol for symbol in below.free_symbols if symbol in self.exponent]
        return Add.make_args(apart(whole, exponentials[0])) if len(exponentials) == 1 else (whole,)

    def sum_of(self, index: Term, bounds: tuple[Expr, Expr], piece: Expr) -> Expr:
        """Σ of one fraction."""
        above, below = fraction(together(piece))
        number, factors = factored(below)
        free_below, bound_below = Mul(number), Mul(1)
        for factor, power in factors:
            if index in self.indices(factor):
                bound_below *= factor**power
            else:
                free_below *= factor**power
        result: Expr = Integer(0)
        for part in Add.make_args(expand(above)):
            own = [s for s in part.free_symbols if index in self.depends[s]]
            free, inside = part.as_independent(*own, as_Add=False) if own else (part, Integer(1))
            if inside == 1 and bound_below == 1:
                result += free * (bounds[1] - bounds[0] + 1)
            else:
                result += free * self.sum_letter([(index, bounds)], inside / bound_below)
        return result / free_below

    def sum_letter(self, ranges: list[tuple[Term, tuple[Expr, Expr]]], inside: Expr) -> Symbol:
        """The letter of a sum over one or several indices: sums inside are merged, the order of the indices is free.

        The indices are renamed by how deep the sum stands, in the order that gives the least key.
        """
        for factor in Mul.make_args(inside):
            known = self.sums.get(factor)
            if known:
                fresh = [(Variable(f"_m{next(self.fresh)}"), bounds) for _, bounds in known[0]]
                body = known[1]
                for (old, _), (new, _) in zip(known[0], fresh, strict=True):
                    body = self.rename(body, old, new)
                return self.sum_letter(ranges + fresh, inside / factor * body)
        if len(ranges) > MOST_SUMS:
            raise Outside(f"{len(ranges)} sums, one in the other")
        level = max((self.level.get(s, 0) for s in inside.free_symbols), default=0)
        names = [Variable(f"_s{level + n}") for n in range(1, len(ranges) + 1)]
        best = None
        for order in permutations(ranges):
            renamed = inside
            for (old, _), new in zip(order, names, strict=True):
                renamed = self.rename(renamed, old, new)
            key = ("sum", tuple(bounds for _, bounds in order), renamed)
            if best is None or str(key) < str(best[0]):
                best = (key, list(zip(names, (bounds for _, bounds in order), strict=True)))
        assert best is not None
        key, canonical = best
        outer = self.indices(key[2]).union(*(self.indices(bound) for _, pair in canonical for bound in pair))
        symbol = self.letter(key, outer - set(names))
        self.sums[symbol] = (canonical, key[2])
        self.level[symbol] = level + len(ranges)
        return symbol

    def rename(self, expression: Expr, old: Term, new: Term) -> Expr:
        """The expression with one index for another."""
        return expression.xreplace(
            {s: self.renamed(s, old, new) for s in expression.free_symbols if old in self.depends[s]}
        )

    def renamed(self, symbol: Symbol, old: Term, new: Term) -> Expr:
        """The letter whose key has one index for another."""
        key = self.keys[symbol]
        if key == old:
            return self.letter(new, frozenset({new}))
        kind, *parts = key
        if kind == "sum":
            return self.sum_letter(
                [(name, tuple(self.rename(bound, old, new) for bound in pair)) for name, pair in self.sums[symbol][0]],
                self.rename(parts[1], old, new),
            )
        if kind == "exp":
            return self.exp(self.rename(parts[0], old, new))
        if kind == "log":
            return self.log_letter(self.rename(parts[0], old, new))
        changed = [self.rename(part, old, new) for part in parts]
        return self.letter((kind, *changed), frozenset().union(*map(self.indices, changed)))

    TRANSCENDENTAL = {
        core.Exponential: exp,
        core.Logarithm: log,
        core.ExponentialMinusOne: lambda self, a: self.exp(a) - 1,
        core.LogarithmOnePlus: lambda self, a: self.log(1 + a),
        core.SquareRoot: root,
        core.Sigmoid: lambda self, a: 1 / (1 + self.exp(-a)),
        core.Softplus: lambda self, a: self.log(1 + self.exp(a)),
        core.HyperbolicTangent: lambda self, a: 1 - 2 / (self.exp(2 * a) + 1),
        core.HyperbolicCosine: lambda self, a: (self.exp(a) + self.exp(-a)) / 2,
        core.HyperbolicSine: lambda self, a: (self.exp(a) - self.exp(-a)) / 2,
        core.ErrorFunction: lambda self, a: self.erf(a),
        core.ComplementaryErrorFunction: lambda self, a: 1 - self.erf(a),
        core.ScaledErrorFunction: lambda self, a: self.exp(a * a) * (1 - self.erf(a)),
        core.NormalDistribution: lambda self, a: (1 + self.erf(a / sqrt(Integer(2)))) / 2,
        core.MillsExcess: lambda self, a: self.density(a) / self.distribution(a) + a,
        core.Extended: lambda self, a: a,
        core.NormalDensity: lambda self, a: self.exp(-a * a / 2) / sqrt(2 * self.of(core.CircleConstant())),
    }


OPAQUE = (
    core.Rounded, core.Minimum, core.Proposition, core.Indicator, core.Choose, core.Sign,
    core.LogGamma, core.Digamma, core.Trigamma,
)  # fmt: skip
"""Functions of which nothing is known but that equal arguments give equal values."""

RATIONAL = {
    core.Plus: Add,
    core.Times: Mul,
    core.Negative: lambda a: -a,
}


def equal(left: Term, right: Term, positive: Callable[[Term], bool] = lambda term: False) -> tuple[bool, str]:
    """Whether two scalars in index form are the same function, and in which cases that was looked at.

    ``positive`` tells which symbols, or entries of symbols, are positive by their domain.

    Raises:
        Outside: They are not of the class that this decides.
    """
    labels = []
    for label, a, b, zeros in cases(left, right):
        form = NormalForm(positive)
        try:
            difference = fraction(ratio(form.of(a) - form.of(b)))[0]
            moduli = [fraction(ratio(form.of(zero)))[0] for zero in zeros]
            same = difference == 0 or bool(moduli and reduced(difference, moduli)[1] == 0)
        except BasePolynomialError as error:
            raise Outside(f"it isn't a rational function in its letters: {error}") from error
        if not same:
            return False, label
        labels.append(label)
        if len(labels) > MOST_CASES:
            raise Outside(f"there are more than {MOST_CASES} cases")
    return True, "; ".join(label for label in labels if label)
