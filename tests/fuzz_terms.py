"""Random terms for the fuzz tests: a context with every kind of symbol, and Hypothesis strategies over it.

Terms respect domains well enough that most of them have a value: what stands below a fraction bar or in a logarithm is
drawn positive.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from sympy import Rational

from derivations.functions import FUNCTIONS
from derivations.terms import core
from derivations.terms.context import Context, Kind, Symbol
from derivations.terms.core import Constant, Entry, Negative, Plus, Power, Quotient, Term, Times


def symbol(name: str, kind: Kind, domain: str, *shape: str, runs: tuple[str, str] = ("", "")) -> Symbol:
    """A symbol that is shown as it is written."""
    return Symbol(name, kind, domain, {"en": name, "zh": name}, name, name, shape, runs=runs)


CONTEXT = Context(
    (
        symbol("i", Kind.INDEX, "1 … m", runs=("1", "m")),
        symbol("k", Kind.INDEX, "1 … p", runs=("1", "p")),
        symbol("j", Kind.INDEX, "1 … p", runs=("1", "p")),
        symbol("m", Kind.SIZE, "1, 2, …"),
        symbol("p", Kind.SIZE, "1, 2, …"),
        symbol("x", Kind.PARAMETER, "real"),
        symbol("w", Kind.PARAMETER, "real"),
        symbol("c", Kind.PARAMETER, "(0, ∞)"),
        symbol("y", Kind.DATA, "real"),
        symbol("a", Kind.DATA, "(0, ∞)"),
        symbol("b", Kind.BASE, "0 < b, b ≠ 1"),
        symbol("t", Kind.LABEL, "{0, 1}"),
        symbol("u", Kind.DATA, "real", "m"),
        symbol("r", Kind.DATA, "(0, ∞)", "m"),
        symbol("v", Kind.PARAMETER, "real", "p"),
        symbol("A", Kind.DATA, "real", "m", "p"),
    ),
    (),
    (("m", "1", "m"), ("p", "1", "p")),
)
V = CONTEXT.variables
ONE = core.ONE

REAL = [V["x"], V["w"], V["y"], V["t"], V["x"]]
POSITIVE = [V["a"], V["c"], V["b"], V["m"]]
OF_ONE = [record for record in FUNCTIONS if len(record.letters) == 1]
OF_REAL: list[type[Term]] = [
    core.Negative, *(record.term for record in OF_ONE if not record.domain and not record.range.positive),
]  # fmt: skip
OF_POSITIVE: list[type[Term]] = [record.term for record in OF_ONE if record.domain]
TO_POSITIVE: list[type[Term]] = [record.term for record in OF_ONE if not record.domain and record.range.positive]
COMPARED = [core.Less, core.LessEqual, core.Equal, core.Unequal]
Draw = Callable[[st.SearchStrategy[Any]], Any]


def pick(draw: Draw, options: Any) -> Any:
    """One of several."""
    return draw(st.sampled_from(options))


def constant(draw: Draw) -> Term:
    """A number that isn't negative, whole or decimal."""
    above = draw(st.integers(0, 40))
    return Constant(Rational(above, pick(draw, (1, 1, 1, 2, 5, 8, 10**12))))


def real(draw: Draw, depth: int) -> Term:
    """A scalar of any sign."""
    if depth <= 0:
        kind = draw(st.integers(0, 9))
        if kind < 6:
            return pick(draw, REAL)
        return [constant(draw), Entry(V["u"], V["i"]), Entry(V["v"], V["k"]), pick(draw, POSITIVE)][kind - 6]
    down = depth - 1
    kind = draw(st.integers(0, 19))
    if kind < 3:
        return Plus(*(real(draw, down) for _ in range(draw(st.integers(2, 3)))))
    if kind < 6:
        return Times(*(real(draw, down) for _ in range(draw(st.integers(2, 3)))))
    if kind < 8:
        return Negative(real(draw, down))
    if kind == 8:
        return Quotient(real(draw, down), positive(draw, down))
    if kind == 9:
        return Power(real(draw, down), Constant(draw(st.integers(0, 4))))
    if kind < 12:
        return pick(draw, OF_REAL)(real(draw, down))
    if kind < 15:
        return pick(draw, OF_POSITIVE)(positive(draw, down))
    if kind == 15:
        return pick(draw, (core.Maximum, core.Minimum))(real(draw, down), real(draw, down))
    if kind == 16:
        compared = pick(draw, COMPARED)(real(draw, down), real(draw, down))
        return core.Choose(compared, real(draw, down), real(draw, down))
    if kind == 17:
        return core.Indicator(pick(draw, COMPARED)(real(draw, down), real(draw, down)))
    if kind == 18:
        return indexed(draw, down)
    return positive(draw, down)


def positive(draw: Draw, depth: int) -> Term:
    """A scalar that is positive."""
    if depth <= 0:
        return pick(draw, [*POSITIVE, Constant(1), Constant(2), Constant(Rational(1, 2)), Constant(7), V["a"]])
    down = depth - 1
    kind = draw(st.integers(0, 11))
    if kind < 2:
        return Plus(positive(draw, down), positive(draw, down))
    if kind < 4:
        return Times(positive(draw, down), positive(draw, down))
    if kind == 4:
        return Quotient(positive(draw, down), positive(draw, down))
    if kind < 8:
        return pick(draw, TO_POSITIVE)(real(draw, down))
    if kind == 8:
        return Power(positive(draw, down), real(draw, min(down, 1)))
    if kind == 9:
        return pick(draw, (core.SquareRoot, core.Trigamma))(positive(draw, down))
    if kind == 10:
        return Plus(ONE, Power(real(draw, down), Constant(2)))
    return pick(draw, (core.CircleConstant(), V["a"], Constant(3)))


def indexed(draw: Draw, depth: int) -> Term:
    """A sum, a product, or a scalar made of vectors."""
    kind = draw(st.integers(0, 5))
    if kind < 2:
        return core.Summation(V["i"], ONE, V["m"], Times(Entry(V["u"], V["i"]), real(draw, depth)))
    if kind == 2:
        return core.Summation(V["k"], ONE, V["p"], Plus(Entry(V["v"], V["k"]), real(draw, depth)))
    if kind == 3:
        return core.IndexedProduct(V["i"], ONE, V["m"], Plus(Entry(V["r"], V["i"]), positive(draw, depth)))
    if kind == 4:
        return core.LogSumExp(vector(draw, depth))
    return core.MatrixProduct(core.Transposed(vector(draw, depth)), vector(draw, depth))


def vector(draw: Draw, depth: int) -> Term:
    """A vector of the samples' size."""
    if depth <= 0:
        return pick(draw, [V["u"], V["r"], core.MatrixProduct(V["A"], V["v"]), Constant(1, V["m"], ONE)])
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return Plus(vector(draw, depth - 1), vector(draw, depth - 1))
    if kind == 1:
        return Times(vector(draw, depth - 1), vector(draw, depth - 1))
    if kind == 2:
        return Times(real(draw, depth - 1), vector(draw, depth - 1))
    if kind == 3:
        return pick(draw, (core.Exponential, core.Sigmoid, core.Negative, core.HyperbolicTangent))(
            vector(draw, depth - 1)
        )
    return core.Softmax(vector(draw, depth - 1))


@st.composite
def real_terms(draw: Draw, depth: int = 4) -> Term:
    """A scalar of any sign."""
    return real(draw, draw(st.integers(1, depth)))


@st.composite
def any_terms(draw: Draw) -> Term:
    """Any term of the language, a comparison too."""
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return vector(draw, 3)
    if kind == 1:
        return core.Gradient(V["v"], real(draw, 3))
    if kind == 2:
        return core.Partial(pick(draw, (V["x"], Entry(V["v"], V["k"]))), real(draw, 3))
    if kind == 3:
        return pick(draw, COMPARED)(real(draw, 2), real(draw, 2))
    if kind == 4:
        return core.Diagonal(vector(draw, 2))
    return real(draw, draw(st.integers(1, 5)))
