"""Terms: they never evaluate, they have shapes, their text reads back to them, and their language is all there is."""

from __future__ import annotations

import pickle
import random
import time
from contextlib import suppress

import pytest
import sympy

from derivations.functions import FUNCTIONS
from derivations.losses.logistic import PLAN
from derivations.render.latex import to_latex
from derivations.render.plain import to_plain
from derivations.terms import core
from derivations.terms.core import (
    ONE,
    Constant,
    Entry,
    Exponential,
    Logarithm,
    MatrixProduct,
    Negative,
    Plus,
    Power,
    Quotient,
    ShapeError,
    Summation,
    Term,
    Times,
    Transposed,
    Variable,
)
from derivations.terms.lower import NotLowered, lower
from derivations.terms.parser import DEEPEST, LONGEST, ParseError, Parser
from derivations.terms.places import PlaceError, at, canonical, changed, free_names, replace, same, substitute
from derivations.terms.text import to_text
from derivations.verify.check import equality
from derivations.verify.verdict import Checked

CONTEXT = PLAN.context
a, b, c = Variable("a"), Variable("b"), Variable("c")


def read(text: str) -> Term:
    """A term over any names, its shapes not looked at."""
    return Parser(text, Variable).whole()


def test_log_of_exp_is_kept() -> None:
    assert Logarithm(Exponential(a)) != a
    assert str(Logarithm(Exponential(a))) == "log(exp(a))"


def test_a_minus_before_a_sum_is_kept() -> None:
    assert str(Negative(Plus(a, b))) == "-(a + b)"


def test_order_is_part_of_the_form() -> None:
    assert Plus(a, b) != Plus(b, a)
    assert same(Plus(a, b), Plus(b, a))
    assert not same(MatrixProduct(a, b), MatrixProduct(b, a))


def test_sums_and_products_are_flat() -> None:
    assert Plus(a, Plus(b, c)) == Plus(a, b, c)
    assert Times(Times(a, b), c) == Times(a, b, c)
    with pytest.raises(ValueError, match="at least two"):
        Plus(a)


def test_sympys_tree_tools_keep_the_form(checked: Checked) -> None:
    for stage in checked.stages:
        for line in stage.derivation.lines:
            assert line.func(*line.args) == line
            assert pickle.loads(pickle.dumps(line)) == line
            assert line.xreplace({}) == line


def test_arithmetic_on_a_term_is_refused_instead_of_evaluating() -> None:
    with pytest.raises(TypeError):
        Logarithm(a) - b  # type: ignore[operator]


def test_the_text_of_every_line_reads_back_to_the_same_term(checked: Checked) -> None:
    for stage in checked.stages:
        for line in stage.derivation.lines:
            assert CONTEXT.parse(to_text(line)) == line


def random_term(draw: random.Random, depth: int) -> Term:
    """Any scalar term."""
    if depth == 0 or draw.random() < 0.2:
        choice = draw.randrange(4)
        if choice == 0:
            return Constant(sympy.Rational(draw.randrange(100), draw.choice([1, 1, 2, 5, 8])))
        return Entry(Variable("x"), Variable("i")) if choice == 1 else Variable(draw.choice("abcy"))
    kinds = [Plus, Times, Quotient, Power, Negative, Logarithm, Exponential, core.Absolute, core.Maximum, Summation]
    kind = draw.choice([*kinds, core.Choose, core.Indicator, Transposed, MatrixProduct])

    def part() -> Term:
        return random_term(draw, depth - 1)

    if kind is Summation:
        return Summation(Variable("i"), ONE, Variable("m"), part())
    if kind is core.Choose:
        return core.Choose(core.Less(part(), part()), part(), part())
    if kind is core.Indicator:
        return core.Indicator(draw.choice([core.Equal, core.LessEqual, core.Unequal])(part(), part()))
    if kind in (Plus, Times, MatrixProduct):
        return kind(*(part() for _ in range(draw.randrange(2, 4))))
    return kind(part()) if issubclass(kind, core.Elementwise | Transposed) else kind(part(), part())


def test_the_text_of_random_terms_reads_back_to_the_same_term() -> None:
    draw = random.Random(7)
    for _ in range(3000):
        term = random_term(draw, 5)
        assert read(to_text(term)) == term, to_text(term)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("-a*b", Negative(Times(a, b))),
        ("-a**2", Negative(Power(a, Constant(2)))),
        ("a - b - c", Plus(a, Negative(b), Negative(c))),
        ("a/b/c", Quotient(Quotient(a, b), c)),
        ("a/b*c", Times(Quotient(a, b), c)),
        ("a**b**c", Power(a, Power(b, c))),
        ("a*-b", Times(a, Negative(b))),
        ("2**-a", Power(Constant(2), Negative(a))),
        ("a'[b]", Entry(Transposed(a), b)),
        ("0.25", Constant(sympy.Rational(1, 4))),
        (".5", Constant(sympy.Rational(1, 2))),
        ("1e-3", Constant(sympy.Rational(1, 1000))),
        ("2.5E+2", Constant(250)),
        ("a > b", core.Less(b, a)),
        ("a >= b", core.LessEqual(b, a)),
    ],
)
def test_ordinary_precedence(text: str, form: Term) -> None:
    assert read(text) == form


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a +", "line 1, column 4: expected a term at the end"),
        ("a b", "line 1, column 3: unexpected 'b'"),
        ("log(a", r"line 1, column 6: expected '\)' at the end"),
        ("a.b", "line 1, column 2: unexpected '.'"),
        ("a +\n %b", "line 2, column 2: unexpected '%'"),
        ("frobnicate(a)", "line 1, column 1: unknown function 'frobnicate'"),
        ("__import__('os')", "line 1, column 1: unknown function '__import__'"),
        ("sum(i, 1, m)", "line 1, column 1: sum takes 4 arguments, got 3"),
        ("log(a, b)", "line 1, column 9: more than 1 arguments"),
        ("1" * 50, "line 1, column 1: a number of more than 40 digits"),
        ("1e99999999999999999999", "line 1, column 1: a power of ten beyond 400"),
        ("a*2x", "line 1, column 4: unexpected 'x'; a product is written with"),
        ("2(a)", "line 1, column 2: unexpected '\\('; a product is written with"),
        ("a^2", "line 1, column 2: unexpected '\\^'; powers are written \\*\\*"),
        ("a − b", "line 1, column 3: unexpected '−'; write -"),
        ("ａ + b", "line 1, column 1: unexpected 'ａ'; it looks like 'a', which is another character"),
        ("٣", "line 1, column 1: unexpected"),
        ("a\0b", "line 1, column 2: unexpected"),
        ("a.__class__", "line 1, column 2: unexpected '.'; a number is written 0.5"),
        ("__class__", "line 1, column 1: '__class__' is no name of this language"),
        ("subst(a, b, c)", "line 1, column 1: subst is for rules only"),
        ("sum(1, 1, m, a)", "line 1, column 1: sum runs over an index, not over 1"),
        ("+".join("a" * 101), "line 1, column 202: a sum or product of more than 100 terms"),
        ("*".join("a" * 101), "line 1, column 202: a sum or product of more than 100 terms"),
        ("1" + "/1" * 60, f"line 1, column 122: nested deeper than {DEEPEST} levels"),
        ("a" + "'" * 60, f"nested deeper than {DEEPEST} levels"),
        ("a" + "**a" * 70, f"nested deeper than {DEEPEST} levels"),
        ("log(" * 70, f"nested deeper than {DEEPEST} levels"),
        ("a[" * 70, f"nested deeper than {DEEPEST} levels"),
        ("(" * 20 + "a" + "/a/a/a)" * 20, f"nested deeper than {DEEPEST} levels"),
        ("(" * 1000, f"nested deeper than {DEEPEST} levels"),
        ("-" * 1000 + "a", f"nested deeper than {DEEPEST} levels"),
        ("a" * (LONGEST + 1), f"at most {LONGEST} are read"),
        ("", "expected a term at the end"),
    ],
)
def test_what_is_not_of_the_language_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ParseError, match=message):
        read(text)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("max(a, b, c)", "max(max(a, b), c)"),
        ("minimum(a, b, c)", "min(min(a, b), c)"),
        ("clip(a, 0, 1)", "min(max(a, 0), 1)"),
        ("relu(a)", "max(0, a)"),
        ("logsumexp(a, b, c)", "log(exp(a) + exp(b) + exp(c))"),
        ("logit(a)", "log(a/(1 - a))"),
        ("xlogy(a, b)", "where(a == 0, 0, a*log(b))"),
        ("log2(square(a))", "log(a**2)/log(2)"),
    ],
)
def test_what_is_short_for_something(short: str, long: str) -> None:
    assert read(short) == read(long)


def test_what_is_short_for_something_counts_in_full() -> None:
    with pytest.raises(ParseError, match="nested deeper"):
        read("logit(" * 40 + "a" + ")" * 40)


def test_what_is_refused_is_refused_in_bounded_time() -> None:
    """Each takes some 0.1 s; 20 s allow for a busy machine, and not for what grows with the square of the text."""
    texts = ["a+" * 9_999, "(" * LONGEST, "a" * 10**7, "9**" * 6_000 + "9", "a*" * 9_999, "'" * LONGEST, "-" * LONGEST]
    for text in [*texts, "sum(" * 5_000, "x" * LONGEST + "(", "\0" * LONGEST, "a[" * 9_000, "(a)/" * 4_000]:
        start = time.monotonic()
        with pytest.raises(ParseError, match=r"line \d+, column \d+: "):
            read(text)
        assert time.monotonic() - start < 20


def test_numbers_of_any_size_read_back() -> None:
    for text in ("1e300", "1e-300", "123456789012345678901234567890e-60", "7e-40", "0.000001", "12e200"):
        assert read(to_text(read(text))) == read(text)


def test_the_deepest_terms_are_within_pythons_limit() -> None:
    """Whatever the parser accepts can be printed, pickled, lowered, compared and evaluated."""
    for before, after in (
        ("log(", ")"),
        ("exp(", ")"),
        ("1/(1+", ")"),
        ("(", ")/theta[0]"),
        ("(", ")**2"),
        ("-(", ")"),
    ):
        levels = 59
        while True:
            try:
                term = CONTEXT.parse(before * levels + "theta[0]" + after * levels)
                break
            except ParseError:
                levels -= 1
        assert levels > 15
        assert CONTEXT.parse(to_text(term)) == term == pickle.loads(pickle.dumps(term))
        assert canonical(term) and to_latex(term, CONTEXT) and to_plain(term, CONTEXT) and free_names(term)
        with suppress(NotLowered):
            lower(term)
        assert all(verdict.result for verdict in equality(term, term, CONTEXT))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("log(0 < theta[0])", "is no number"),
        ("(0 < m) + 1", "is no number"),
        ("indicator(m)", "should be a comparison"),
        ("where(m, 1, 2)", "should be a comparison"),
        ("ones(y)", "should be a scalar"),
    ],
)
def test_comparisons_are_no_numbers_and_numbers_no_comparisons(text: str, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        CONTEXT.parse(text)


def test_an_unknown_name_is_refused_with_its_place() -> None:
    with pytest.raises(ParseError, match="line 1, column 5: unknown name 'w'"):
        CONTEXT.parse("y + w")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("X @ y", "inner sizes differ"),
        ("y + theta", "shapes differ"),
        ("y + 1", "shapes differ"),
        ("m[i]", "is a scalar and has no entries"),
        ("y[i, j]", "is a vector and takes one index"),
        ("diag(X)", "diag takes a vector"),
    ],
)
def test_shapes_that_do_not_fit_are_refused(text: str, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        CONTEXT.parse(text)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("theta' @ X[i]", ("1", "1")),
        ("X @ theta", ("m", "1")),
        ("X' @ (h - y)", ("p + 1", "1")),
        ("X' @ S @ X", ("p + 1", "p + 1")),
        ("jacobian(theta, gradient(theta, L))", ("p + 1", "p + 1")),
        ("d(theta, h)", ("m", "1")),
        ("(1/m)*y", ("m", "1")),
    ],
)
def test_shapes(text: str, shape: tuple[str, str]) -> None:
    assert tuple(str(size) for size in CONTEXT.parse(text).shape) == shape


def test_a_negative_number_is_a_negative() -> None:
    with pytest.raises(ValueError, match="not negative"):
        Constant(-1)
    assert core.integer(-3) == Negative(Constant(3))


def test_places() -> None:
    term = read("a*(b + log(c))")
    assert at(term, (1, 1, 0)) == c
    assert replace(term, (1, 1), a) == read("a*(b + a)")
    with pytest.raises(PlaceError, match=r"no place \[1, 5\]"):
        at(term, (1, 5))


def test_where_two_lines_differ() -> None:
    assert changed(read("a*(b + log(c))"), read("a*(b + c)")) == ((1, 1), (), ())
    assert changed(read("a + b - b + c"), read("a + 0 + c")) == ((), (1, 2), (1,))


def test_substitution_does_not_capture() -> None:
    term = read("sum(k, 1, m, x[k]*y)")
    assert substitute(term, Variable("k"), a) == term
    with pytest.raises(ValueError, match="captured"):
        substitute(term, Variable("y"), Variable("k"))
    assert free_names(term) == {"x", "m", "y"}


def test_lowering_gives_the_value() -> None:
    assert lower(read("log(exp(a)) + 2*b/4")) == sympy.Symbol("a", real=True) + sympy.Symbol("b", real=True) / 2
    with pytest.raises(NotLowered):
        lower(read("sum(i, 1, m, a)"))


def test_every_term_with_a_word_is_in_the_language() -> None:
    words = {record.word for record in FUNCTIONS} | {
        cls.symbol for cls in vars(core).values() if isinstance(cls, type) and issubclass(cls, Term) and cls.symbol
    }
    assert words == {*core.FUNCTIONS, core.CircleConstant.symbol}
    assert set(core.ALIASES.values()) <= set(core.FUNCTIONS)
    assert not set(core.ALIASES) & set(core.FUNCTIONS)
