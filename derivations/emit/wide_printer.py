"""Terms → Python over numbers with twice the digits. In: a term. Out: an expression of templates/code/wide.py.

The numbers overload Python's operators, so that sums, products and signs are written as for float64.
"""

from __future__ import annotations

from collections.abc import Callable

from ..terms import core
from ..terms.core import Term
from .numpy_printer import PRODUCT, SIGN, SUM, NotEmitted, NumpyPrinter

FUNCTIONS: dict[type[Term], str] = {
    core.Exponential: "wide_exp",
    core.Logarithm: "wide_log",
    core.LogarithmOnePlus: "wide_log1p",
    core.ExponentialMinusOne: "wide_expm1",
    core.Absolute: "abs",
    core.Maximum: "wide_max",
    core.Minimum: "wide_min",
    core.SquareRoot: "wide_sqrt",
    core.Sign: "wide_sign",
    core.Sigmoid: "wide_sigmoid",
    core.Softplus: "wide_softplus",
    core.HyperbolicTangent: "wide_tanh",
    core.HyperbolicCosine: "wide_cosh",
    core.HyperbolicSine: "wide_sinh",
    core.ErrorFunction: "wide_erf",
    core.ComplementaryErrorFunction: "wide_erfc",
    core.ScaledErrorFunction: "wide_erfcx",
    core.NormalDistribution: "wide_normal_cdf",
    core.NormalDensity: "wide_normal_pdf",
    core.MillsExcess: "wide_mills_excess",
    core.LogGamma: "wide_lgamma",
    core.Digamma: "wide_digamma",
    core.Trigamma: "wide_trigamma",
    core.Choose: "choose",
    core.Extended: "",
}
"""Terms that are one call; an extended term is one already."""

HANDLERS: dict[type[Term], Callable[[NumpyPrinter, Term], str]] = {
    core.Constant: lambda p, t: wide_constant(t),
    core.CircleConstant: lambda p, t: "circle(number)",
    core.Plus: lambda p, t: total(p, t),
    core.Times: lambda p, t: " * ".join(p.part(c, PRODUCT if n == 0 else SIGN) for n, c in enumerate(t.children)),
    core.Negative: lambda p, t: f"-{p.part(t.children[0], SIGN)}",
    core.Quotient: lambda p, t: f"{p.part(t.children[0], PRODUCT)} / {p.part(t.children[1], SIGN)}",
    core.Power: lambda p, t: f"({p.print(t.children[0])}) ** {exponent(p, t.children[1])}",
    core.Indicator: lambda p, t: f"number.of(1.0 * ({p.print(t.children[0])}))",
    core.Less: lambda p, t: f"({p.part(t.children[0], SUM)}) < {p.part(t.children[1], SUM)}",
    core.LessEqual: lambda p, t: f"({p.part(t.children[0], SUM)}) <= {p.part(t.children[1], SUM)}",
    core.Equal: lambda p, t: f"({p.part(t.children[0], SUM)}).same({p.print(t.children[1])})",
    core.Unequal: lambda p, t: f"~({p.part(t.children[0], SUM)}).same({p.print(t.children[1])})",
}
"""The terms that are more than one call."""


def wide_constant(term: Term) -> str:
    """A number, exactly: as an object, so that no operation is done in float64."""
    value = term.value
    return f"number.ratio({value.p})" if value.q == 1 else f"number.ratio({value.p}, {value.q})"


def total(printer: NumpyPrinter, term: Term) -> str:
    """A sum; where three parts or more have both signs, by a function that sees what cancels exactly."""
    taken = [child.children[0] for child in term.children if isinstance(child, core.Negative)]
    added = [child for child in term.children if not isinstance(child, core.Negative)]
    if len(term.children) < 3 or not taken or not added:
        return printer.plus(term)
    groups = ["[" + ", ".join(map(printer.print, group)) + "]" for group in (added, taken)]
    return f"wide_sum({', '.join(groups)})"


def exponent(printer: NumpyPrinter, term: Term) -> str:
    """A whole number as such, so that the base may be negative."""
    inner, sign = (term.argument, "-") if isinstance(term, core.Negative) else (term, "")
    if isinstance(inner, core.Constant) and inner.value.q == 1:
        return f"{sign}{inner.value}"
    return f"({printer.print(term)})"


class WidePrinter(NumpyPrinter):
    """Prints terms for numbers with twice the digits."""

    def print(self, term: Term) -> str:
        """The expression of a term.

        Raises:
            NotEmitted: Some part has none.
        """
        if isinstance(term, core.Variable):
            return self.names.get(term.name, term.name)
        if type(term) in FUNCTIONS:
            return f"{FUNCTIONS[type(term)]}({', '.join(map(self.print, term.children))})"
        handler = HANDLERS.get(type(term))
        if handler is None:
            raise NotEmitted(f"{type(term).__name__} has no form with twice the digits, in {term}")
        return handler(self, term)
