"""Case by case: absolute values, signs, maxima, indicators and choices are worked out under each possible sign.

In: the two sides of an equality. Out: for each case the two sides without them, and what is assumed there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from sympy import Rational

from ..terms import core
from ..terms.core import ZERO, Constant, Negative, Plus, Term, Times, Variable
from ..terms.decided import FALL, PROPOSITIONS, RISE, ZERO_SIGN, Signs, decisive, direction, outcome
from ..terms.places import free_names
from ..terms.ring import Monomial, multiplied
from .kinds import asks
from .slopes import put

WORDS: dict[Signs, str] = {
    RISE: "0 < {}", FALL: "{} < 0", ZERO_SIGN: "{} = 0",
    RISE | ZERO_SIGN: "0 <= {}", FALL | ZERO_SIGN: "{} <= 0", RISE | FALL: "{} != 0",
}  # fmt: skip

ASKING = (core.Absolute, core.Sign, core.Maximum, core.Minimum, core.Indicator, core.Choose)
"""What may be another term from case to case."""


@dataclass(frozen=True)
class Case:
    """What is assumed, and the two sides then.

    Args:
        label: The assumptions in words.
        left: The one side.
        right: The other.
        signs: Terms, and the signs that they are assumed to have.
    """

    label: str
    left: Term
    right: Term
    signs: tuple[tuple[Term, Signs], ...] = ()

    @property
    def zeros(self) -> tuple[Term, ...]:
        """The terms that are assumed to be 0."""
        return tuple(term for term, signs in self.signs if signs == ZERO_SIGN)

    def finer(self) -> Iterator[Case]:
        """The same case by single signs."""
        for choice in product(*(sorted(signs) for _, signs in self.signs)):
            left, right = self.left, self.right
            for (term, _), sign in zip(self.signs, choice, strict=True):
                if sign == 0:
                    left, right = put_zero(left, term), put_zero(right, term)
            yield Case(
                self.label, left, right,
                tuple((term, frozenset({sign})) for (term, _), sign in zip(self.signs, choice, strict=True)),
            )  # fmt: skip


def cases(left: Term, right: Term) -> Iterator[Case]:
    """The two sides without absolute values, maxima, indicators and choices, case by case.

    What a sum's index changes may be another case for each term of the sum: it stays as it is.
    """
    parts = [(part, decisive(part), bound) for part, bound in (*with_bound(left), *with_bound(right))]
    free = (u for _, u, bound in parts if u is not None and not free_names(u) & bound)
    u = next(free, None)
    if u is None:
        yield Case("", left, right)
        return
    key, turned = direction(u)
    for signs in splits(key, [(part, own) for part, own, _ in parts if own is not None]):
        sign = max(signs, key=abs)
        own = frozenset(turned * each for each in signs)
        label = WORDS[own].format(u) if key != frozenset() else ""
        a, b = decide(left, key, sign), decide(right, key, sign)
        for factor in factors(u) if signs == ZERO_SIGN else (None,):
            for case in cases(put_zero(a, factor), put_zero(b, factor)):
                label_of_both = ", ".join(text for text in (label, case.label) if text)
                assumed = ((u if factor is None else factor, own),) if label else ()
                yield Case(label_of_both, case.left, case.right, (*assumed, *case.signs))


def with_bound(term: Term, bound: frozenset[str] = frozenset()) -> Iterator[tuple[Term, frozenset[str]]]:
    """Every sub-term that may differ from case to case, with the indices that sums around it bind."""
    if not asks(term, ASKING):
        return
    yield term, bound
    for number, child in enumerate(term.children):
        inside = isinstance(term, core.Binder) and number == 3
        yield from with_bound(child, bound | free_names(term.children[0]) if inside else bound)


def splits(key: object, parts: list[tuple[Term, Term]]) -> list[Signs]:
    """The cases for the sign of what a key stands for: as few as the parts that ask for it tell apart."""
    if key == frozenset():
        return [RISE]  # of a number; the sign is put in by ``decide``
    with_zero, only_equal = {1, -1}, True
    for part, u in parts:
        own, turned = direction(u)
        if own == key:
            alike = like_zero(part)
            with_zero &= {turned * sign for sign in alike}
            only_equal = only_equal and not alike and not isinstance(part, core.Sign)
    if only_equal:
        return [ZERO_SIGN, RISE | FALL]
    if -1 in with_zero:
        return [RISE, FALL | ZERO_SIGN]
    return [RISE | ZERO_SIGN, FALL] if with_zero else [RISE, ZERO_SIGN, FALL]


def like_zero(part: Term) -> Signs:
    """The signs for which a part is the same term as where what decides it is 0."""
    if isinstance(part, core.Absolute | core.Maximum | core.Minimum):
        return RISE | FALL
    holds = PROPOSITIONS.get(type(part.children[0]), frozenset())
    return frozenset(sign for sign in (1, -1) if holds and (sign in holds) == (0 in holds))


def decide(term: Term, key: object, sign: int) -> Term:
    """The term where the sign of what a key stands for is known."""
    if not asks(term, ASKING):
        return term
    u = decisive(term)
    if u is not None:
        own, turned = direction(u)
        if own == key:
            return decide(outcome(term, sign * turned), key, sign)
    return type(term)(*(decide(child, key, sign) for child in term.children))


def factors(u: Term) -> tuple[Term, ...]:
    """The factors of a product, of which one is 0 where the product is."""
    if isinstance(u, Negative):
        return factors(u.argument)
    if isinstance(u, core.Quotient):
        return factors(u.children[0])
    if isinstance(u, Times):
        return tuple(each for child in u.children if not isinstance(child, Constant) for each in factors(child)) or (u,)
    return (u,)


def put_zero(term: Term, u: Term | None) -> Term:
    """The term where u is 0: one of u's letters is replaced by the others, if it can be told by them."""
    found = solved(u) if u is not None else None
    return put(term, *found) if found else term


@lru_cache(maxsize=1_000)
def solved(u: Term) -> tuple[Variable, Term] | None:
    """A letter and what it is where u is 0, if u is linear in one with a number before it."""
    try:
        monomials = multiplied(u)
    except OverflowError:
        return None
    for number, each in enumerate(monomials):
        if len(each.factors) != 1 or not each.number:
            continue
        letter, power = each.factors[0]
        others = monomials[:number] + monomials[number + 1 :]
        names = {name for other in others for base, _ in other.factors for name in free_names(base)}
        if power == 1 and isinstance(letter, Variable) and letter.name not in names and letter.name[0] != "_":
            return letter, Plus.of(*(written(other, -each.number) for other in others)) if others else ZERO
    return None


def written(monomial: Monomial, divisor: Rational) -> Term:
    """A monomial over a number, as a term."""
    factors = [core.Power(base, constant(Rational(power))) for base, power in monomial.factors]
    return Times.of(constant(monomial.number / divisor), *factors)


def constant(number: Rational) -> Term:
    """A number as a term."""
    return Constant(number) if number >= 0 else Negative(Constant(-number))
