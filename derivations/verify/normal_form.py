"""A normal form that decides equality of two scalars in index form, for any number of samples and features.

In: two terms in index form. Out: equal, different, or ``Outside`` where the class ends. Terms become rational
functions over the rationals in letters: one for every symbol, for every exp of a monomial, for the log of every
irreducible factor, and for every sum of a product of letters that depend on its index.
"""

from __future__ import annotations

from itertools import count, permutations
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
    reduced,
    sqrt,
    together,
)

from ..terms import core
from ..terms.core import Term, Variable
from .case_split import cases
from .index_form import Outside


def ratio(expression: Expr) -> Expr:
    """A rational function with its common factors cancelled; a polynomial is only expanded, which is quicker."""
    if any(not power.exp.is_Integer or power.exp.is_negative for power in expression.atoms(Pow)):
        return cancel(expression)
    return expand(expression)


HIGHEST, HIGHEST_OF_SUM = 64, 12
"""The highest power that is worked out, of a letter and of a sum."""


class NormalForm:
    """The letters of one comparison; both sides share them."""

    def __init__(self) -> None:
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
        """The rational function of a term."""
        if isinstance(term, core.Constant):
            return term.value
        if isinstance(term, core.Variable):
            return self.letter(term, frozenset({term}))
        if isinstance(term, core.Entry | core.Kronecker):
            parts = [expand(self.of(child)) for child in term.children]
            return self.letter((type(term), *parts), frozenset().union(*map(self.indices, parts)))
        if isinstance(term, core.Summation):
            return self.summation(*term.children)
        parts = [self.of(child) for child in term.children]
        if isinstance(term, core.Power):
            return self.power(*parts)
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

    def power(self, base: Expr, exponent: Expr) -> Expr:
        """A whole power, or a number to the power of a term."""
        if exponent.is_Integer:
            if abs(exponent) > HIGHEST or (abs(exponent) > HIGHEST_OF_SUM and base.is_Add):
                raise Outside(f"the power {exponent} is too high to be worked out")
            return Pow(base, exponent)
        return self.exp(exponent * self.log(base))

    def exp(self, exponent: Expr) -> Expr:
        """A product of letters, one for each monomial; the exponential of a known logarithm is its argument."""
        result: Expr = Integer(1)
        for part in Add.make_args(expand(ratio(exponent))):
            factor, monomial = part.as_coeff_Mul()
            if factor == 0:
                continue
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
            return self.letter((core.Logarithm, whole), self.indices(whole))

    def root(self, argument: Expr) -> Expr:
        """The square root: a power where that is known, else a letter of its own for this argument."""
        try:
            return self.exp(Rational(1, 2) * self.log_of_factors(argument))
        except Outside:
            whole = ratio(argument)
            return self.letter((core.SquareRoot, whole), self.indices(whole))

    def log_of_factors(self, argument: Expr) -> Expr:
        """Log Π f^c = Σ c log f, with log exp(a) = a and one letter for the log of each irreducible factor."""
        above, below = fraction(ratio(argument))
        result: Expr = Integer(0)
        unsure: list[tuple[Expr, int]] = []
        for side, sign in ((above, 1), (below, -1)):
            number, factors = factor_list(side)
            if number.is_negative:
                odd = [n for n, (f, power) in enumerate(factors) if power % 2 and f not in self.exponent]
                if len(odd) != 1:
                    raise Outside("the logarithm of a product with a negative number")
                factors[odd[0]] = (-factors[odd[0]][0], factors[odd[0]][1])
                number = -number
            if not number.is_Rational:
                raise Outside(f"the logarithm of a product with the number {number}")
            for whole, turn in ((number.p, sign), (number.q, -sign)):
                for prime, power in factorint(whole).items():
                    result += turn * power * self.log_letter(Integer(prime))
            unsure += [(factor, power) for factor, power in factors if not self.surely_positive(factor)]
            for factor, power in factors:
                known = self.exponent.get(factor)
                result += sign * power * (self.log_letter(factor) if known is None else known)
        if len(unsure) > 1 or any(power % 2 == 0 for _, power in unsure):
            raise Outside("the logarithm of a product whose factors may be negative")
        return result

    def surely_positive(self, factor: Expr) -> bool:
        """Whether a polynomial is positive because it is one in exponentials with positive coefficients."""
        if not factor.free_symbols <= set(self.exponent):
            return False
        return all(c.is_positive for c in Poly(factor, *factor.free_symbols).coeffs())

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
        number, factors = factor_list(below)
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
    core.Quotient: lambda a, b: a / b,
}


def equal(left: Term, right: Term) -> tuple[bool, str]:
    """Whether two scalars in index form are the same function, and in which cases that was looked at.

    Raises:
        Outside: They are not of the class that this decides.
    """
    labels = []
    for label, a, b, zeros in cases(left, right):
        form = NormalForm()
        difference = fraction(ratio(form.of(a) - form.of(b)))[0]
        moduli = [fraction(ratio(form.of(zero)))[0] for zero in zeros]
        if difference != 0 and not (moduli and reduced(difference, moduli)[1] == 0):
            return False, label
        labels.append(label)
    return True, "; ".join(label for label in labels if label)
