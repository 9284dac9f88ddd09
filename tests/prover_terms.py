"""Terms over domains of every kind, and points at their ends and ties, for the fuzz test of the provers.

Unlike those of ``fuzz_terms``, these terms needn't have a value: a prover must not say more than is true where they do.
The points are drawn here a second time, so that the test doesn't share a blind spot with the refuter.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from flint import arb
from fuzz_terms import symbol
from hypothesis import strategies as st
from sympy import Rational

from derivations.functions import FUNCTIONS as RECORDS
from derivations.terms import core
from derivations.terms.context import Context, Definition, DefinitionKind, Kind
from derivations.terms.core import Constant, Entry, Negative, Plus, Power, Quotient, Term, Times
from derivations.terms.domain import Finite, Whole, parse_domain
from derivations.verify.evaluate import Point, evaluate
from derivations.verify.numbers import Undecided, rational
from derivations.verify.slopes import Outside

WORDS = {"en": "", "zh": ""}
CONTEXT = Context(
    (
        symbol("i", Kind.INDEX, "1 … m", runs=("1", "m")),
        symbol("j", Kind.INDEX, "1 … m", runs=("1", "m")),
        symbol("k", Kind.INDEX, "1 … K", runs=("1", "K")),
        symbol("m", Kind.SIZE, "1, 2, …"),
        symbol("K", Kind.SIZE, "1, 2, …"),
        symbol("x", Kind.PARAMETER, "real"),
        symbol("w", Kind.PARAMETER, "real"),
        symbol("c", Kind.PARAMETER, "(0, ∞)"),
        symbol("g", Kind.PARAMETER, "[0, ∞)"),
        symbol("h", Kind.PARAMETER, "(−∞, 0]"),
        symbol("p", Kind.DATA, "(0, 1)"),
        symbol("q", Kind.DATA, "[0, 1]"),
        symbol("r", Kind.DATA, "[−1, 2)"),
        symbol("n", Kind.DATA, "{0, 1, 2, …}"),
        symbol("f", Kind.DATA, "{−1, 0, 2}"),
        symbol("s", Kind.DATA, "{−1, 1}"),
        symbol("t", Kind.LABEL, "{0, 1}"),
        symbol("v", Kind.PARAMETER, "real", "m"),
        symbol("u", Kind.DATA, "[0, ∞)", "m"),
        symbol("e", Kind.DATA, "[0, 1]", "K"),
        symbol("S", Kind.DEFINED, "real", "m"),
        symbol("ell", Kind.DEFINED, "real"),
    ),
    (
        Definition("S", "S[i]", "sum(j, 1, m, u[i]*abs(v[j]))", DefinitionKind.DEFINITION, WORDS, WORDS),
        Definition("ell", "ell", "q*g + sum(i, 1, m, v[i]**2)", DefinitionKind.DEFINITION, WORDS, WORDS),
    ),
    (("m", "1", "m"), ("K", "1", "K")),
)
V = CONTEXT.variables
ONE = core.ONE
SCALARS = [V[name] for name in "xwcghpqrnfst"]
INDICES = [(V["i"], V["m"]), (V["j"], V["m"]), (V["k"], V["K"])]
VECTORS = {"m": [V["v"], V["u"], V["S"]], "K": [V["e"]]}
FUNCTIONS: list[type[Term]] = [
    core.Negative, core.SquareRoot, core.Absolute, core.Logarithm,
    *(record.term for record in RECORDS if len(record.letters) == 1 and record.admitted),
]  # fmt: skip
COMPARED = [core.Less, core.LessEqual, core.Equal, core.Unequal]
BOUNDS = ["m", "K", "m - 1", "3 - m", "K + 1", "5 - m", "0", "2"]
Draw = Callable[[st.SearchStrategy[Any]], Any]


def pick(draw: Draw, options: Any) -> Any:
    """One of several."""
    return draw(st.sampled_from(options))


def leaf(draw: Draw, inside: tuple[tuple[Term, Term], ...]) -> Term:
    """A number, a symbol, or an entry at an index."""
    kind = draw(st.integers(0, 9))
    if kind < 5:
        return pick(draw, SCALARS)
    if kind < 7:
        return Constant(pick(draw, (0, 1, 2, 3, Rational(1, 2), 1)))
    index, size = pick(draw, inside or INDICES)
    if kind == 7:
        return pick(draw, (V["m"], V["K"], V["ell"], index))
    return Entry(pick(draw, VECTORS[size.name]), index)


def term(draw: Draw, depth: int, inside: tuple[tuple[Term, Term], ...] = ()) -> Term:
    """A scalar of any kind; ``inside`` are the indices of the sums around it."""
    if depth <= 0:
        return leaf(draw, inside)

    def part() -> Term:
        return term(draw, depth - draw(st.integers(1, 2)), inside)

    kind = draw(st.integers(0, 19))
    if kind < 3:
        return Plus(part(), part())
    if kind < 5:
        return Times(part(), part())
    if kind == 5:
        return Plus(part(), Negative(part()))
    if kind == 6:
        return Quotient(part(), part())
    if kind == 7:
        return Power(
            part(),
            pick(draw, (Constant(2), Constant(3), Negative(ONE), Constant(Rational(1, 2)), Negative(Constant(2)))),
        )
    if kind == 8:
        return Power(part(), part())
    if kind < 12:
        return pick(draw, FUNCTIONS)(part())
    if kind == 12:
        return pick(draw, (core.Maximum, core.Minimum))(part(), part())
    if kind < 15:
        return core.Choose(statement(draw, depth - 2, inside), part(), part())
    if kind == 15:
        return core.Indicator(statement(draw, depth - 2, inside))
    if kind < 19:
        return indexed(draw, depth - 1, inside)
    return leaf(draw, inside)


def statement(draw: Draw, depth: int, inside: tuple[tuple[Term, Term], ...] = ()) -> Term:
    """A comparison, often with 0."""
    other = core.ZERO if draw(st.booleans()) else term(draw, depth, inside)
    sides = [other, term(draw, depth, inside)]
    return pick(draw, COMPARED)(*(sides if draw(st.booleans()) else sides[::-1]))


def indexed(draw: Draw, depth: int, inside: tuple[tuple[Term, Term], ...]) -> Term:
    """A sum or product, whose index may be that of a sum around it, and which may be empty."""
    index, size = pick(draw, INDICES)
    kind = pick(draw, (core.Summation, core.Summation, core.Summation, core.IndexedProduct, core.Largest))
    high = size if kind is core.Largest or draw(st.integers(0, 3)) else CONTEXT.parse(pick(draw, BOUNDS))
    around = (*((i, s) for i, s in inside if i != index), (index, size)) if high == size else inside
    return kind(index, ONE, high, term(draw, depth, around))


@st.composite
def terms(draw: Draw, depth: int = 4) -> Term:
    """A scalar."""
    return term(draw, draw(st.integers(1, depth)))


@st.composite
def chosen(draw: Draw) -> tuple[Term, bool, Term]:
    """A comparison, whether it holds, and a term in a branch that it chooses."""
    return statement(draw, draw(st.integers(0, 1))), draw(st.booleans()), term(draw, draw(st.integers(1, 3)))


def number(draw: random.Random, text: str, before: list[Fraction]) -> Fraction:
    """A number of a domain: inside, at an end, a whole one, or equal to one that was drawn before."""
    domain = parse_domain(text)
    fitting = [other for other in before if domain.contains(other)]
    role = draw.randrange(5)
    if role == 0 and fitting:
        return draw.choice(fitting)
    if role == 1:
        simple = [value for value in (*domain.edges(), *map(Fraction, (0, 0, 1, -1, 2))) if domain.contains(value)]
        if simple:
            return draw.choice(simple)
    if isinstance(domain, Finite | Whole):
        return domain.sample(draw)
    low = domain.low if domain.low is not None else (domain.high if domain.high is not None else Fraction(2)) - 4
    high = domain.high if domain.high is not None else low + 4
    return low + (high - low) * Fraction(draw.randint(1, 63), 64)


def points(count: int, seed: int = 0) -> Iterator[Point]:
    """Points of the context: sizes of 1 among them, ends, ties, and numbers that balls hold exactly."""
    draw = random.Random(seed)
    for _ in range(count):
        sizes = {"m": draw.choice((1, 1, 2, 3, 6)), "K": draw.choice((1, 1, 2, 4))}
        whole = {
            **sizes,
            "i": draw.randint(1, sizes["m"]),
            "j": draw.randint(1, sizes["m"]),
            "k": draw.randint(1, sizes["K"]),
        }
        before: list[Fraction] = []
        values = {}
        for each in CONTEXT.symbols:
            if each.kind in (Kind.DATA, Kind.PARAMETER, Kind.LABEL):
                rows = []
                for _ in range(sizes[each.shape[0]] if each.shape else 1):
                    before.append(number(draw, each.domain, before))
                    rows.append([rational(before[-1].numerator, before[-1].denominator)])
                values[each.name] = rows
        yield Point(CONTEXT, whole, values)


def value(of: Term, where: Point) -> arb | None:
    """The value of a scalar there; None where it has none, or one that isn't told well."""
    try:
        found = evaluate(of, where.anew())[0][0]
    except (Outside, Undecided):
        return None
    return found if found.is_finite() and found.rad() < arb("1e-20") * (abs(found) + 1) else None


def told(where: Point) -> str:
    """A point for people."""
    cells = {name: ", ".join(f"{float(row[0]):.4g}" for row in rows) for name, rows in where.values.items()}
    return f"{where.whole} {cells}"
