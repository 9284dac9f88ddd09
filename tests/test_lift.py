"""SymPy expressions become terms: in a readable form, of the same value, or they are refused by name."""

from __future__ import annotations

import pytest
import sympy
from sympy import E, Float, Heaviside, Max, Min, Piecewise, Rational, Sum, exp, log, pi, sqrt, symbols

from derivations.terms.core import Constant, Term, Variable
from derivations.terms.lift import NotLifted, lift
from derivations.terms.parser import Parser

x, y, n = symbols("x y n", real=True)
i, m = symbols("i m", integer=True)
X, v = sympy.IndexedBase("X"), sympy.IndexedBase("v")


def read(text: str) -> Term:
    """A term over any names."""
    return Parser(text, lambda name: None if name == "pi" else Variable(name)).whole()


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (x - y, "x - y"),
        (-(x + y), "-x - y"),
        (1 / x, "1/x"),
        (-x / (2 * y), "-x/(2*y)"),
        (exp(-x), "exp(-x)"),
        (exp(-x) / x, "exp(-x)/x"),
        (E, "exp(1)"),
        (log(1 + exp(x)), "log(exp(x) + 1)"),
        (sqrt(x), "sqrt(x)"),
        (1 / sqrt(x), "1/sqrt(x)"),
        (x**-3, "1/x**3"),
        (x**-y, "1/x**y"),
        (2 * x / 3, "(2*x)/3"),
        (Rational(-2, 3), "-(2/3)"),
        (Float(0.5) * x, "0.5*x"),
        (Max(x, 0), "max(x, 0)"),
        (Min(x, 0), "min(x, 0)"),
        (abs(x) * sympy.sign(y), "abs(x)*sign(y)"),
        (Piecewise((x, x > 0), (y, True)), "where(0 < x, x, y)"),
        (Sum(v[i] * x, (i, 1, m)), "sum(i, 1, m, x*v[i])"),
        (sympy.Product(X[i, 1], (i, 1, m)), "prod(i, 1, m, X[i, 1])"),
        (Heaviside(x, 0), "indicator(0 < x)"),
        (Heaviside(x), "(1 + sign(x))/2"),
        (pi * x, "pi*x"),
        (sympy.polygamma(0, x) + sympy.polygamma(1, x), "digamma(x) + trigamma(x)"),
        (sympy.polygamma(2, x), "polygamma(2, x)"),
        (sympy.cosh(y - x), "cosh(x - y)"),
        (sympy.loggamma(x) * sympy.erfc(y), "erfc(y)*lgamma(x)"),
        (sympy.tanh(x) + sympy.cosh(x) + sympy.sinh(x) + sympy.erf(x), "sinh(x) + cosh(x) + tanh(x) + erf(x)"),
        (sympy.sin(x) + sympy.cos(y - x) + sympy.atan(x), "sin(x) + cos(x - y) + atan(x)"),
        (-sympy.digamma(1), "-digamma(1)"),
    ],
)
def test_the_form_is_readable(expression: sympy.Expr, text: str) -> None:
    assert lift(expression) == lift(expression)
    assert lift(expression) == read(text)


def test_floating_point_numbers_are_taken_exactly() -> None:
    assert lift(Float(0.1)) == read("0.1")  # what its writer meant, and what gives that float
    assert lift(Float("0.25")) == Constant(Rational(1, 4))


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (sympy.tan(x), "tan"),
        (sympy.I * x, "I"),
        (sympy.oo, "oo"),
        (sympy.nan, "nan"),
        (sympy.polygamma(y, x), "polygamma"),
        (sympy.Function("f")(x), "f"),
        (sympy.Integer(10) ** 50, "too many digits"),
        (Piecewise((x, x > 0), (y, x < -1), (n, True)), "two branches"),
        (sympy.Integral(sympy.Function("f")(x), x), "Integral"),
        ("x", "str"),
        (3, "int"),
        (sympy.Matrix([1]), "Matrix"),
    ],
)
def test_what_has_no_term_is_named(expression: object, message: str) -> None:
    with pytest.raises(NotLifted, match=message):
        lift(expression)  # type: ignore[arg-type]


def test_an_unknown_name_and_a_deep_expression_are_refused() -> None:
    with pytest.raises(NotLifted, match="x .* is unknown"):
        lift(x + 1, {}.get)
    deep: sympy.Expr = x
    for _ in range(70):
        deep = sympy.tanh(deep + 1)
    with pytest.raises(NotLifted, match="levels"):
        lift(deep)


@pytest.mark.parametrize("function", [sympy.Abs, sympy.cosh])
def test_the_sign_that_sympy_picks_for_an_even_function_is_not_seen(function: type[sympy.Function]) -> None:
    """SymPy writes |a - b| with either sign, as its own order has it."""
    for inner in (x - y, 2 * x - n * y, x + y - 1):
        one, other = (function(side, evaluate=False) for side in (inner, sympy.expand_mul(-inner)))
        assert one != other and lift(one) == lift(other)
