"""What each class of terms means for wide numbers with slopes. In: a term. Out: a program that evaluates it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flint import arb

from ..terms import core
from ..terms.core import Term
from ..verify.jet_functions import MEANING, MOST_ORDER, constant, larger, polygamma, scaled_erfc, smaller
from ..verify.jets import Jet, NoValue, Number, function, positive
from ..verify.program import Program, program
from ..verify.special import mills_excess
from .wide import Wide, plain, wide


def ball(x: Any) -> arb:
    """A number as a ball."""
    return x.ball() if isinstance(x, Wide) else x


def by_ball(own: Callable[[arb], arb]) -> Callable[[Any], Any]:
    """A function of balls as one of wide numbers."""
    return lambda x: plain(own(ball(x)))


def gamma_function(order: int) -> Callable[[Number], Number]:
    """Log Γ, which is order −1, or one of its derivatives."""

    def derivative(n: int) -> Callable[[Any], Any]:
        return by_ball((lambda x: positive(x).lgamma()) if n < 0 else (lambda x: polygamma(n, x)))

    slope, bend = derivative(order + 1), derivative(order + 2)
    return function(derivative(order), lambda x, f: slope(x), lambda x, f, g: bend(x))


def polygamma_of(order: Number, a: Number) -> Number:
    """The derivative of ψ whose order is a number.

    Raises:
        NoValue: There is no such order.
    """
    whole = None if isinstance(order, Jet) or not abs(ball(order)) < MOST_ORDER else ball(order).unique_fmpz()
    if whole is None or whole < 1:
        raise NoValue("no such order")
    return gamma_function(int(whole))(a)


def erfcx() -> Callable[[Number], Number]:
    """exp(x²) erfc x."""
    factor = 2 / arb.pi().sqrt()
    return function(by_ball(scaled_erfc), lambda x, f: 2 * x * f - factor, lambda x, f, g: 2 * f + 2 * x * g)


def with_wide(own: Callable[..., Any]) -> Callable[..., Any]:
    """A function of numbers that aren't wide yet."""
    return lambda *given: own(*(x if isinstance(x, Jet) else wide(x) for x in given))


WIDE: dict[type[Term], Callable[..., Any]] = {
    **MEANING,
    core.Constant: lambda term: with_wide_result(constant(term)),
    core.Maximum: with_wide(larger),
    core.Minimum: with_wide(smaller),
    core.LogGamma: gamma_function(-1),
    core.Digamma: gamma_function(0),
    core.Trigamma: gamma_function(1),
    core.Polygamma: polygamma_of,
    core.MillsExcess: lambda a: plain(mills_excess(ball(a.value if isinstance(a, Jet) else a))),
    core.ScaledErrorFunction: lambda a: erfcx()(a),
}
"""The meaning of terms for wide numbers: that for balls, where a function asks for one."""


def with_wide_result(own: Callable[[], arb]) -> Callable[[], Wide]:
    """What gives a number, as a wide one."""
    return lambda: wide(own())


@lru_cache(maxsize=64)
def wide_program(term: Term, names: tuple[str, ...]) -> Program | None:
    """What evaluates a term with wide numbers; None where a part has no value at any point."""
    try:
        return program(term, names, WIDE)
    except KeyError:
        return None
