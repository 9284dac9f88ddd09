"""Functions that are read as others. In: a name and its arguments. Out: the term that it is short for.

Other languages and libraries have these; here there is one way to write each thing, and that is what the page shows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from .core import (
    ONE,
    ZERO,
    Choose,
    Constant,
    Equal,
    Exponential,
    Logarithm,
    Maximum,
    Minimum,
    Negative,
    Plus,
    Power,
    Quotient,
    Sigmoid,
    Term,
    Times,
)

MANY = 20
"""The most arguments of a function of any number of them."""


def clipped(x: Term, low: Term, high: Term) -> Term:
    """The nearest number between two bounds."""
    return Minimum(Maximum(x, low), high)


def log_sum(*terms: Term) -> Term:
    """The logarithm of a sum of exponentials."""
    return Logarithm(Plus.of(*map(Exponential, terms)))


def based(base: int) -> Callable[[Term], Term]:
    """A logarithm to a base."""
    return lambda x: Quotient(Logarithm(x), Logarithm(Constant(base)))


ABBREVIATIONS: dict[str, tuple[int, int, Callable[..., Term]]] = {
    "clip": (3, 3, clipped),
    "clamp": (3, 3, clipped),
    "relu": (1, 1, lambda x: Maximum(ZERO, x)),
    "square": (1, 1, lambda x: Power(x, Constant(2))),
    "pow": (2, 2, Power),
    "log2": (1, 1, based(2)),
    "log10": (1, 1, based(10)),
    "logit": (1, 1, lambda p: Logarithm(Quotient(p, Plus(ONE, Negative(p))))),
    "logsigmoid": (1, 1, lambda x: Logarithm(Sigmoid(x))),
    "log_sigmoid": (1, 1, lambda x: Logarithm(Sigmoid(x))),
    "log_expit": (1, 1, lambda x: Logarithm(Sigmoid(x))),
    "logaddexp": (2, 2, log_sum),
    "logsumexp": (2, MANY, log_sum),
    "xlogy": (2, 2, lambda x, y: Choose(Equal(x, ZERO), ZERO, Times(x, Logarithm(y)))),
    "max": (3, MANY, lambda *terms: reduce(Maximum, terms)),
    "maximum": (3, MANY, lambda *terms: reduce(Maximum, terms)),
    "min": (3, MANY, lambda *terms: reduce(Minimum, terms)),
    "minimum": (3, MANY, lambda *terms: reduce(Minimum, terms)),
}
"""For each name the least and greatest number of arguments with which it is short for something, and what for."""
