"""Terms → NumPy expressions. In: a term and the code's names for its symbols. Out: a line of Python.

Sums and products keep their order: it is the order in which floating point adds and multiplies.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from sympy import Rational

from ..terms import core
from ..terms.core import SCALAR, Term
from ..terms.lower import lower
from .build import NotEmitted

PROPOSITION, SUM, PRODUCT, SIGN, POWER, ATOM = range(6)
"""How tightly Python's operators bind."""

BINDING: dict[type[Term], int] = {
    core.Less: PROPOSITION,
    core.LessEqual: PROPOSITION,
    core.Equal: PROPOSITION,
    core.Unequal: PROPOSITION,
    core.Indicator: PROPOSITION,
    core.Kronecker: PROPOSITION,
    core.Plus: SUM,
    core.Times: PRODUCT,
    core.Quotient: PRODUCT,
    core.MatrixProduct: PRODUCT,
    core.Negative: SIGN,
    core.Power: POWER,
    core.Sigmoid: PRODUCT,
    core.NormalDensity: PRODUCT,
}

FUNCTIONS: dict[type[Term], str] = {
    core.Exponential: "np.exp",
    core.Logarithm: "np.log",
    core.LogarithmOnePlus: "np.log1p",
    core.ExponentialMinusOne: "np.expm1",
    core.Absolute: "np.abs",
    core.Maximum: "np.maximum",
    core.Minimum: "np.fmin",
    core.Choose: "np.where",
    core.SquareRoot: "np.sqrt",
    core.Sign: "np.sign",
    core.HyperbolicTangent: "np.tanh",
    core.HyperbolicCosine: "np.cosh",
    core.HyperbolicSine: "np.sinh",
    core.ErrorFunction: "special.erf",
    core.ComplementaryErrorFunction: "special.erfc",
    core.ScaledErrorFunction: "special.erfcx",
    core.NormalDistribution: "special.ndtr",
    core.LogGamma: "special.gammaln",
    core.Digamma: "special.digamma",
    core.MillsExcess: "mills_excess",
}
"""Terms that are one call; ``fmin`` drops nan, which comes back through the other terms."""


MAXIMUM = Rational(sys.float_info.max)
EXACT = 2**53
"""Whole numbers below this are float64 numbers all."""


class NumpyPrinter:
    """Prints terms.

    Args:
        names: For each symbol, by its name in the text syntax, its name in the code.
    """

    scales = True
    """Whether exponents of 2 are whole numbers in the code: such a power times something is an exact scaling."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def print(self, term: Term) -> str:
        """The Python expression of a term.

        Raises:
            NotEmitted: Some part has none.
        """
        if isinstance(term, core.Variable):
            return self.names.get(term.name, term.name)
        if isinstance(term, core.Entry) and isinstance(term.base, core.Variable):
            return self.print(term.base)
        if type(term) in FUNCTIONS:
            return f"{FUNCTIONS[type(term)]}({', '.join(map(self.print, term.children))})"
        handler = HANDLERS.get(type(term))
        if handler is None:
            raise NotEmitted(f"{type(term).__name__} has no NumPy form, in {term}")
        return handler(self, term)

    def part(self, term: Term, least: int) -> str:
        """A part, in parentheses where it binds less than ``least``."""
        text = self.print(term)
        return text if BINDING.get(type(term), ATOM) >= least else f"({text})"

    def constant(self, term: core.Constant) -> str:
        """A whole number, or the nearest float.

        Raises:
            NotEmitted: It is too large for one.
        """
        if term.value > MAXIMUM:
            raise NotEmitted("a number is larger than float64 can hold")
        small = term.value.is_Integer and term.value < EXACT
        return str(int(term.value)) if small else repr(float(term.value))

    def plus(self, term: core.Plus) -> str:
        """From left to right, as floating point adds."""
        text = self.part(term.children[0], SUM)
        for child in term.children[1:]:
            sign, part = ("-", child.children[0]) if isinstance(child, core.Negative) else ("+", child)
            text += f" {sign} {self.part(part, PRODUCT)}"
        return text

    def times(self, term: core.Times) -> str:
        """A product; with ``scales`` a power of two times the rest, by ``ldexp``."""
        first, *rest = term.children
        if self.scales and isinstance(first, core.Power) and first.children[0] == core.Constant(2):
            return f"np.ldexp({self.print(core.Times.of(*rest))}, {self.print(first.children[1])})"
        return " * ".join(self.part(child, PRODUCT if n == 0 else SIGN) for n, child in enumerate(term.children))

    def matrix_product(self, term: core.MatrixProduct) -> str:
        """From the right; an inner product adds in pairs, a diagonal matrix scales rows."""
        left, right = term.children[0], core.MatrixProduct.of(*term.children[1:])
        if term.shape == SCALAR and isinstance(left, core.Transposed):
            return f"np.sum({self.part(left.children[0], SIGN)} * {self.part(right, SIGN)})"
        if isinstance(left, core.Diagonal):
            return f"_support.scale_rows({self.print(left.children[0])}, {self.print(right)})"
        scaled = isinstance(right, core.MatrixProduct) and isinstance(right.children[0], core.Diagonal)
        return f"{self.part(left, PRODUCT)} @ {self.print(right) if scaled else self.part(right, SIGN)}"


HANDLERS: dict[type[Term], Callable[[NumpyPrinter, Term], str]] = {
    core.Constant: NumpyPrinter.constant,
    core.Plus: NumpyPrinter.plus,
    core.Times: NumpyPrinter.times,
    core.MatrixProduct: NumpyPrinter.matrix_product,
    core.Negative: lambda p, t: f"-{p.part(t.children[0], SIGN)}",
    core.Quotient: lambda p, t: f"{p.part(t.children[0], PRODUCT)} / {p.part(t.children[1], SIGN)}",
    core.Power: lambda p, t: f"{p.part(t.children[0], ATOM)} ** {p.part(t.children[1], SIGN)}",
    core.Transposed: lambda p, t: f"{p.part(t.children[0], ATOM)}.T",
    core.Rounded: lambda p, t: f"np.rint({p.print(t.children[0])}).astype(np.int32)",
    core.Indicator: lambda p, t: p.print(t.children[0]),
    core.Less: lambda p, t: compared(p, t, "<", ">"),
    core.LessEqual: lambda p, t: compared(p, t, "<=", ">="),
    core.Equal: lambda p, t: f"{p.part(t.children[0], SUM)} == {p.part(t.children[1], SUM)}",
    core.Unequal: lambda p, t: f"{p.part(t.children[0], SUM)} != {p.part(t.children[1], SUM)}",
    core.CircleConstant: lambda p, t: "np.pi",
    core.Sigmoid: lambda p, t: f"1 / (1 + np.exp(-{p.part(t.children[0], SIGN)}))",
    core.Softplus: lambda p, t: f"np.log(1 + np.exp({p.print(t.children[0])}))",
    core.NormalDensity: lambda p, t: f"0.3989422804014327 * np.exp(-0.5 * np.square({p.print(t.children[0])}))",
    core.Trigamma: lambda p, t: f"special.zeta(2, {p.print(t.children[0])})",
}
"""The terms that are more than one call."""


def compared(printer: NumpyPrinter, term: Term, mark: str, turned: str) -> str:
    """A < b; with a number on the left, b > a."""
    left, right = (printer.part(child, SUM) for child in term.children)
    return f"{right} {turned} {left}" if isinstance(term.children[0], core.Constant) else f"{left} {mark} {right}"


def nearest_float(term: Term) -> str:
    """The float next to a term without symbols, as Python writes it: SymPy's value to 60 digits, rounded once."""
    return repr(float(str(lower(term).evalf(60))))
