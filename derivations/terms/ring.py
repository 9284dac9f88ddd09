"""Sums and products as polynomials in whatever stands in them. In: a term. Out: the same, multiplied out or collected.

Everything that is not a sum, a product, a sign, a quotient or a whole power is a letter here. The order of the terms
is that in which they first occur, so that the result looks like what it was made from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from math import gcd

from sympy import Rational

from .core import (
    ONE,
    SCALAR,
    ZERO,
    CircleConstant,
    Constant,
    Entry,
    Exponential,
    Negative,
    Plus,
    Power,
    Quotient,
    Summation,
    Term,
    Times,
    Variable,
)
from .places import canonical, free_names

HIGHEST = 4
"""The highest power of a sum that is multiplied out."""

MOST = 64
"""How many terms a sum may get."""

UNIT = Rational(1)


@dataclass(frozen=True)
class Monomial:
    """A number times whole powers of letters, in the order in which they were written."""

    number: Rational
    factors: tuple[tuple[Term, int], ...] = ()

    @cached_property
    def key(self) -> frozenset[tuple[str, int]]:
        """Equal for monomials that differ only in their number and in the order of their factors."""
        return frozenset((canonical(base), power) for base, power in self.factors)

    def __mul__(self, other: Monomial) -> Monomial:
        powers: dict[str, list] = {}
        for base, power in (*self.factors, *other.factors):
            powers.setdefault(canonical(base), [base, 0])[1] += power
        kept = tuple((base, power) for base, power in powers.values() if power)
        return Monomial(self.number * other.number, kept)

    def __pow__(self, power: int) -> Monomial:
        return Monomial(self.number**power, tuple((base, own * power) for base, own in self.factors))


def whole(exponent: Term) -> int | None:
    """A whole number that an exponent is; None for others."""
    inner, sign = (exponent.argument, -1) if isinstance(exponent, Negative) else (exponent, 1)
    if isinstance(inner, Constant) and inner.value.is_Integer and inner.value <= 64:
        return sign * int(inner.value)
    return None


@lru_cache(maxsize=20_000)
def monomial(term: Term) -> Monomial:
    """A product as one monomial; sums in it are letters."""
    if isinstance(term, Constant):
        return Monomial(term.value)
    if isinstance(term, Negative):
        inner = monomial(term.argument)
        return Monomial(-inner.number, inner.factors)
    if isinstance(term, Times):
        result = Monomial(UNIT)
        for child in term.children:
            result = result * monomial(child)
        return result
    if isinstance(term, Quotient):
        below = monomial(term.children[1])
        if below.number != 0:
            return monomial(term.children[0]) * below**-1
    if isinstance(term, Power):
        power = whole(term.children[1])
        if power is not None:
            inner = monomial(term.children[0])
            if inner.number != 0 or power > 0:
                return inner**power
    return Monomial(UNIT, ((term, 1),))


def multiplied(term: Term) -> list[Monomial]:
    """A term as a sum of monomials without brackets.

    Raises:
        OverflowError: It would have too many terms.
    """
    if isinstance(term, Plus):
        return limited(m for child in term.children for m in multiplied(child))
    if isinstance(term, Negative):
        return [Monomial(-m.number, m.factors) for m in multiplied(term.argument)]
    if isinstance(term, Times):
        parts = [multiplied(child) for child in term.children]
        return limited(_product(choice) for choice in product(*parts))
    if isinstance(term, Quotient):
        below = monomial(term.children[1])
        if below.number != 0:
            return [m * below**-1 for m in multiplied(term.children[0])]
    if isinstance(term, Power):
        power = whole(term.children[1])
        if power is not None and 1 < power <= HIGHEST and isinstance(term.children[0], Plus):
            return limited(_product(choice) for choice in product(*[multiplied(term.children[0])] * power))
    return [monomial(term)]


def limited(monomials: Iterable[Monomial]) -> list[Monomial]:
    """The monomials, unless there are too many."""
    found = []
    for each in monomials:
        found.append(each)
        if len(found) > MOST:
            raise OverflowError(f"more than {MOST} terms")
    return found


def _product(parts: Iterable[Monomial]) -> Monomial:
    result = Monomial(UNIT)
    for part in parts:
        result = result * part
    return result


def number_term(value: Rational) -> Term:
    """A number ≥ 0; a fraction as a quotient."""
    return Constant(value) if value.q == 1 else Quotient(Constant(value.p), Constant(value.q))


def rebuilt(found: Monomial) -> Term:
    """A monomial as a term, its number first."""
    above = [power_of(base, power) for base, power in found.factors if power > 0]
    below = [power_of(base, -power) for base, power in found.factors if power < 0]
    number = abs(found.number)
    if number == 0:
        return ZERO
    if number.p != 1 or not above:
        above.insert(0, Constant(number.p))
    if number.q != 1:
        below.insert(0, Constant(number.q))
    term = Times.of(*above)
    if below:
        term = Quotient(term, Times.of(*below))
    return Negative(term) if found.number < 0 else term


def power_of(base: Term, power: int) -> Term:
    """A positive whole power."""
    return base if power == 1 else Power(base, Constant(power))


def added(monomials: Iterable[Monomial]) -> Term:
    """The sum, like terms added up, in the order in which they first occur, one without a minus sign first."""
    sums: dict[frozenset, list] = {}
    for each in monomials:
        sums.setdefault(each.key, [each, Rational(0)])[1] += each.number
    kept = [rebuilt(Monomial(number, first.factors)) for first, number in sums.values() if number]
    if not kept:
        return ZERO
    leading = next((n for n, term in enumerate(kept) if not isinstance(term, Negative)), 0)
    return Plus.of(kept.pop(leading), *kept)


PLAIN = (Constant, Variable, Entry, CircleConstant)
"""What isn't made of parts."""


def rank(factor: Term) -> int:
    """Where a factor is written: numbers first, then symbols, then sums of them, then all else."""
    if isinstance(factor, PLAIN):
        return 0 if isinstance(factor, Constant) else 1
    return 2 if isinstance(factor, Plus) and made_of_symbols(factor) else 3


@lru_cache(maxsize=20_000)
def made_of_symbols(term: Term) -> bool:
    """Whether no function stands in a term, nor a power that isn't whole."""
    if isinstance(term, Power) and whole(term.children[1]) is None:
        return False
    parts = isinstance(term, Plus | Times | Negative | Quotient | Power) and all(map(made_of_symbols, term.children))
    return isinstance(term, PLAIN) or parts


def arrange(term: Term) -> Term | None:
    """A product with symbols before functions, equal symbols as a power; a sum led by a term without a sign."""
    if isinstance(term, Plus) and scalar_parts(term) and isinstance(term.children[0], Negative):
        leading = next((n for n, child in enumerate(term.children) if not isinstance(child, Negative)), 0)
        return Plus(term.children[leading], *term.children[:leading], *term.children[leading + 1 :])
    if not isinstance(term, Times) or not all(child.shape == SCALAR for child in term.children):
        return None
    powers: dict[Term, int] = {}
    arranged: list[Term] = []
    for factor in sorted(term.children, key=rank):
        if rank(factor) == 1:
            powers[factor] = powers.get(factor, 0) + 1
        if powers.get(factor, 1) == 1:
            arranged.append(factor)
    return Times.of(*(power_of(factor, powers.get(factor, 1)) for factor in arranged))


def scalar_parts(term: Term) -> bool:
    """Whether a term's ring structure is one of scalars."""
    return term.shape == SCALAR


def collect(term: Term) -> Term | None:
    """Like terms of a sum added up, equal factors of a product joined or cancelled; brackets stay."""
    if not isinstance(term, Plus | Times | Quotient | Power) or not scalar_parts(term):
        return None
    if isinstance(term, Plus):
        return added(monomial(child) for child in term.children)
    return rebuilt(monomial(term))


def expand(term: Term) -> Term | None:
    """Brackets multiplied out, then like terms added up."""
    if not isinstance(term, Plus | Times | Quotient | Negative | Power) or not scalar_parts(term):
        return None
    try:
        return added(multiplied(term))
    except OverflowError:
        return None


def factor(term: Term) -> Term | None:
    """The factors that all terms of a sum share, taken out of it."""
    if not isinstance(term, Plus) or not scalar_parts(term):
        return None
    parts = [monomial(child) for child in term.children]
    shared = []
    powers = [{canonical(base): power for base, power in part.factors} for part in parts]
    for base, _ in parts[0].factors:
        key = canonical(base)
        found = [each.get(key, 0) for each in powers]
        if min(found) > 0 or max(found) < 0:
            shared.append((base, min(found) if min(found) > 0 else max(found)))
    number = Rational(gcd(*(abs(part.number.p) for part in parts)), gcd(*(part.number.q for part in parts)))
    if all(part.number < 0 for part in parts):
        number = -number
    if not shared and number == 1 or number == 0:
        return None
    common = Monomial(number, tuple(shared))
    rest = [rebuilt(part * common**-1) for part in parts]
    if number == -1 and not shared:
        return Negative(Plus(*rest))
    outside = rebuilt(Monomial(abs(number), common.factors))
    if outside == ONE:
        return Negative(Plus(*rest))
    if isinstance(outside, Quotient):
        above, below = outside.children
        inside: Term = Plus(*rest) if above == ONE else Times(above, Plus(*rest))
        result: Term = Quotient(inside, below)
    else:
        result = Times(outside, Plus(*rest))
    return Negative(result) if number < 0 else result


def share(term: Term) -> Term | None:
    """A fraction with a sum of exponentials below: what each exponential above is of the sum, then the rest."""
    if not isinstance(term, Times | Quotient) or not scalar_parts(term):
        return None
    powers = {base: power for base, power in monomial(term).factors}
    totals = [base for base, power in powers.items() if power < 0 and is_total(base)]
    taken: list[Term] = []
    for total in totals:
        for base in [base for base in powers if isinstance(base, Exponential)]:
            root, times = root_of(base)
            count = min(times * powers[base], -powers[total])
            if powers[base] > 0 and (times == 1 or count == times * powers[base]):
                taken += [Quotient(root, total)] * count
                powers[base] -= count // times
                powers[total] += count
        for base in [base for base, power in powers.items() if power == 1 and is_total(base)]:
            index, low, high, body = base.children
            if powers[total] < 0 and not free_names(index) & free_names(total):
                taken.append(Summation(index, low, high, Quotient(body, total)))
                powers[base], powers[total] = 0, powers[total] + 1
    left = Monomial(monomial(term).number, tuple((base, power) for base, power in powers.items() if power))
    if not taken or len(taken) == 1 and not left.factors and left.number == 1 and isinstance(taken[0], Quotient):
        return None
    rest = rebuilt(left)
    minus = isinstance(rest, Negative)
    rest = rest.children[0] if minus else rest
    found = Times.of(*taken) if rest == ONE else Times.of(*taken, rest)
    return Negative(found) if minus else found


def is_total(term: Term) -> bool:
    """Whether a term is a sum over an index of exponentials, perhaps with factors."""
    return isinstance(term, Summation) and any(
        isinstance(base, Exponential) for base, _ in monomial(term.children[3]).factors
    )


def root_of(exponential: Term) -> tuple[Term, int]:
    """exp(n a) as the power n of exp(a)."""
    inner = exponential.children[0]
    times = whole(inner.children[0]) if isinstance(inner, Times) else None
    if times is None or times < 2:
        return exponential, 1
    return Exponential(Times.of(*inner.children[1:])), times
