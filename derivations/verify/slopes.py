"""The derivative of each elementwise function, and how the index form puts terms together. In: terms. Out: terms."""

from __future__ import annotations

from collections.abc import Callable

from ..functions.bessel import BesselRatio, LogBessel
from ..functions.tails import LogNormalDistribution, LogOneMinusExponential
from ..functions.trigonometric import Arctangent, Cosine, Sine
from ..terms import core
from ..terms.core import ONE, ZERO, Constant, Negative, Plus, Quotient, Term, Times


class Outside(ValueError):
    """The term is not of the class that this check decides; the message says what stands in the way."""


def plus(*parts: Term) -> Term:
    """A sum without zeros."""
    kept = [part for part in parts if part != ZERO]
    return Plus.of(*kept) if kept else ZERO


def times(*parts: Term) -> Term:
    """A product without ones; 0 where a factor is 0."""
    if ZERO in parts:
        return ZERO
    kept = [part for part in parts if part != ONE]
    return Times.of(*kept) if kept else ONE


def negative(part: Term) -> Term:
    """−a, 0 for 0."""
    return ZERO if part == ZERO else Negative(part)


def derivative_of(term: Term) -> Term:
    """f'(u) for a term f(u), u being its argument.

    Raises:
        Outside: None is known.
    """
    found = SLOPES.get(type(term))
    if found is None:
        raise Outside(f"no derivative is known for {term}")
    return found(term.children[-1])


def minus(left: Term, right: Term) -> Term:
    """Left − right."""
    return Plus(left, Negative(right))


TWO = Constant(2)
BELL = core.Power(core.CircleConstant(), Quotient(Negative(ONE), TWO))
SLOPES: dict[type[Term], Callable[[Term], Term]] = {
    core.Exponential: core.Exponential,
    core.Logarithm: lambda u: Quotient(ONE, u),
    core.Negative: lambda u: Negative(ONE),
    core.LogarithmOnePlus: lambda u: Quotient(ONE, Plus(ONE, u)),
    core.ExponentialMinusOne: core.Exponential,
    core.Absolute: core.Sign,
    core.Sign: lambda u: ZERO,
    core.SquareRoot: lambda u: Quotient(ONE, Times(TWO, core.SquareRoot(u))),
    core.Sigmoid: lambda u: Times(core.Sigmoid(u), minus(ONE, core.Sigmoid(u))),
    core.Softplus: core.Sigmoid,
    core.HyperbolicTangent: lambda u: minus(ONE, Times(core.HyperbolicTangent(u), core.HyperbolicTangent(u))),
    core.HyperbolicCosine: core.HyperbolicSine,
    core.HyperbolicSine: core.HyperbolicCosine,
    core.ErrorFunction: lambda u: Times(TWO, BELL, core.Exponential(Negative(Times(u, u)))),
    core.ComplementaryErrorFunction: lambda u: Negative(Times(TWO, BELL, core.Exponential(Negative(Times(u, u))))),
    core.ScaledErrorFunction: lambda u: minus(Times(TWO, u, core.ScaledErrorFunction(u)), Times(TWO, BELL)),
    core.NormalDistribution: core.NormalDensity,
    core.NormalDensity: lambda u: Negative(Times(u, core.NormalDensity(u))),
    core.LogGamma: core.Digamma,
    core.Digamma: core.Trigamma,
    core.Trigamma: lambda u: core.Polygamma(TWO, u),
    Sine: Cosine,
    Cosine: lambda u: Negative(Sine(u)),
    Arctangent: lambda u: Quotient(ONE, Plus(Times(u, u), ONE)),
    LogNormalDistribution: lambda u: Quotient(core.NormalDensity(u), core.NormalDistribution(u)),
    LogOneMinusExponential: lambda u: Quotient(
        core.Exponential(Negative(u)), minus(ONE, core.Exponential(Negative(u)))
    ),
    LogBessel: BesselRatio,
    BesselRatio: lambda u: core.Choose(
        core.Equal(u, ZERO),
        Quotient(ONE, TWO),
        minus(ONE, Plus(Times(BesselRatio(u), BesselRatio(u)), Quotient(BesselRatio(u), u))),
    ),
}
"""The derivative of each elementwise function, written down here a second time, so that it checks the rule book."""


def shaped(term: Term, like: Term) -> Term:
    """A derivative of an elementwise function, its number 1 in the function's shape."""
    ones = Constant(1, *like.shape)
    if isinstance(term, Quotient):
        above, below = term.children
        return Quotient(ones, below if not isinstance(below, Plus) else Plus(ones, *below.children[1:]))
    return Negative(ones) if term == Negative(ONE) else term


def put(term: Term, old: Term, new: Term) -> Term:
    """Replace a part everywhere, and clear away zeros and ones."""
    if term == old:
        return new
    if not term.children:
        return term
    parts = tuple(put(child, old, new) for child in term.children)
    if isinstance(term, Plus):
        return plus(*parts)
    if isinstance(term, Times):
        return times(*parts)
    if isinstance(term, Negative):
        return negative(parts[0])
    if isinstance(term, Quotient) and parts[0] == ZERO:
        return ZERO
    return type(term)(*parts)
