"""Label by label value: what takes only a few values is replaced by each of them. In: two sides. Out: are they equal?

A number that takes the values 0 and 1 only makes two sides equal if they are equal for 0 and for 1. The sides are in
index form, so that all derivatives have been taken before a value is put in.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from sympy import Rational

from ..terms import core
from ..terms.core import SCALAR, Constant, Negative, Term
from ..terms.domain import Finite
from ..terms.places import binders, free_names
from .comparison import MOST_CASES, equal
from .factor_signs import NOTHING, Known
from .slopes import put

MOST_VALUES = 4
"""How many values such a number may take."""

Values = dict[Term, tuple[Fraction, ...]]


def equal_by_values(left: Term, right: Term, known: Known = NOTHING) -> tuple[bool, str]:
    """Whether two scalars in index form are equal for every value of labels, and what was put in.

    Raises:
        Outside: They are not of the class that the normal form decides.
    """
    for labels in choices(few_valued(left, right, known)):
        found = by_values(left, right, labels, known)
        if found:
            return True, found
    return False, ""


def choices(labels: Values) -> Iterator[Values]:
    """Each label alone, then as many together as the number of cases allows."""
    if len(labels) > 1:
        yield from ({label: values} for label, values in labels.items())
    together, count = {}, 1
    for label, values in labels.items():
        if count * len(values) <= MOST_CASES:
            together[label] = values
            count *= len(values)
    if together:
        yield together


def few_valued(left: Term, right: Term, known: Known) -> Values:
    """The numbers that take a few values: symbols, and entries of one whose index no sum runs over.

    Entries under a sum are numbers of their own, each with its own value; they stay letters, which may be anything.
    """
    bound = {name for side in (left, right) for part in binders(side) for name in free_names(part.children[0])}
    found: Values = {}
    for side in (left, right):
        for _, part in core.walk(side):
            if not isinstance(part, core.Variable | core.Entry) or part.shape != SCALAR or free_names(part) & bound:
                continue
            domain = known.domain(part)
            if isinstance(domain, Finite) and len(domain.values) <= MOST_VALUES:
                found[part] = domain.values
    return found


def by_values(left: Term, right: Term, labels: Values, known: Known) -> str:
    """What was put in, if the sides are equal for all values of these labels; else ''."""
    told = []
    for values in product(*labels.values()):
        a, b, named = left, right, []
        for label, value in zip(labels, values, strict=True):
            number = written(value)
            a, b = put(a, label, number), put(b, label, number)
            named.append(f"{label} = {number}")
        same, cases = equal(a, b, known)
        if not same:
            return ""
        told.append(f"for {', '.join(named)}" + (f" ({cases})" if cases else ""))
    return "; ".join(told)


def written(value: Fraction) -> Term:
    """A number as a term."""
    number = Constant(Rational(abs(value.numerator), value.denominator))
    return Negative(number) if value < 0 else number
