"""The logarithm of the Bessel function I₀, and its slope I₁/I₀: what the von Mises distribution of angles needs.

In: nothing. Out: their terms and records.
"""

from __future__ import annotations

from math import inf

from flint import arb

from ..terms.core import Elementwise
from .notation import Head
from .ranges import ONE, ZERO, Interval
from .record import Family, Function, Monotone, SlopeRule, unknown_to_sympy
from .scalar import Scalar

LARGE = 50
"""Beyond this the Bessel functions are scaled by an exponential."""


class LogBessel(Elementwise):
    """log I₀(a), at least 0: the normalising constant of the von Mises distribution; next to a²/4 around 0."""

    __slots__ = ()
    symbol = "log_i0"


class BesselRatio(Elementwise):
    """I₁(a)/I₀(a), in (−1, 1): the mean of cos of an angle with a von Mises distribution, and the slope of log I₀."""

    __slots__ = ()
    symbol = "bessel_ratio"


def log_bessel(x: arb) -> arb:
    """Log I₀(x): by I₀ − 1 = ₁F₂(1; 2, 2; x²/4)·x²/4, by I₀ itself, or by I₀ without its exponential."""
    if abs(x) < 1:
        quarter = x * x / 4
        return (quarter * quarter.hypgeom([arb(1)], [arb(2), arb(2)])).log1p()
    if abs(x) > LARGE:
        return abs(x) + abs(x).bessel_i(0, scaled=True).log()
    return x.bessel_i(0).log()


def ratio(x: arb) -> arb:
    """I₁(x)/I₀(x)."""
    if abs(x) > LARGE:
        size = abs(x).bessel_i(1, scaled=True) / abs(x).bessel_i(0, scaled=True)
        return size if x > 0 else -size
    return x.bessel_i(1) / x.bessel_i(0)


LOG_I0 = Function(
    term=LogBessel,
    family=Family.BESSEL,
    title={"en": "Logarithm of the Bessel function I₀", "zh": "贝塞尔函数 I₀ 的对数"},
    letters=("a",),
    admitted=True,
    definition=None,
    domain=(),
    range=Interval(ZERO, inf),
    monotone=Monotone.NEITHER,
    even=True,
    convex=True,
    derivative=("bessel_ratio(a)",),
    rule=SlopeRule(
        "derivative_of_log_i0",
        {"en": "Derivative of the logarithm of I₀", "zh": "I₀ 的对数的导数"},
        {
            "en": "The slope of I₀ is I₁, so that of its logarithm is I₁/I₀.",
            "zh": "I₀ 的斜率是 I₁，故其对数的斜率是 I₁/I₀。",
        },
        sources=("NIST Digital Library of Mathematical Functions, section 10.29",),
    ),
    enclosure=log_bessel,
    sympy=unknown_to_sympy("log_i0"),
    latex=Head(r"\log I_0"),
    plain=Head("log I₀"),
    numpy="np.abs({0}) + np.log(special.i0e({0}))",
    numba="log_i0",
    scalar=Scalar(log_bessel, inf, inf, at={0.0: 0.0}),
    cost=55,
)

BESSEL_RATIO = Function(
    term=BesselRatio,
    family=Family.BESSEL,
    title={"en": "Ratio of Bessel functions", "zh": "贝塞尔函数之比"},
    letters=("a",),
    admitted=True,
    definition=None,
    domain=(),
    range=Interval(-ONE, ONE, True, True),
    monotone=Monotone.RISING,
    at_zero=ZERO,
    odd=True,
    derivative=("where(a == 0, 1/2, 1 - bessel_ratio(a)/a - bessel_ratio(a)**2)",),
    rule=SlopeRule(
        "derivative_of_bessel_ratio",
        {"en": "Derivative of the ratio of Bessel functions", "zh": "贝塞尔函数之比的导数"},
        {
            "en": "The slope of I₁/I₀ follows from the quotient rule, the slope of I₁ being I₀ − I₁/a; at 0 it is 1/2.",
            "zh": "由商法则与 I₁ 的斜率 I₀ − I₁/a 得 I₁/I₀ 的斜率；在 0 处为 1/2。",
        },
        sources=("NIST Digital Library of Mathematical Functions, section 10.29",),
    ),
    enclosure=ratio,
    sympy=unknown_to_sympy("bessel_ratio"),
    latex=Head(r"\tfrac{I_1}{I_0}"),
    plain=Head("I₁/I₀"),
    numpy="special.i1e({0})/special.i0e({0})",
    numba="bessel_ratio",
    scalar=Scalar(ratio, -1.0, 1.0, keeps_zero=True),
    cost=100,
)

FUNCTIONS = (LOG_I0, BESSEL_RATIO)
