"""Where provers had said too much, or the refuter: sums in sums, empty ranges, closed ends, points outside domains.

Each case is one of a kind; ``test_prover_fuzz`` looks for more of them.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from fuzz_terms import symbol
from prover_terms import CONTEXT, WORDS

from derivations.derive.apply import RuleError, apply_at, apply_rule
from derivations.derive.branches import context_at, inside
from derivations.derive.conditions import not_negative, positive, prove
from derivations.derive.defined import undefined_parts
from derivations.derive.interval import interval
from derivations.derive.monotone import direction
from derivations.derive.unfold import unfold
from derivations.rules.book import RULES
from derivations.rules.rule import ConditionKind
from derivations.terms.context import Context, Definition, DefinitionKind, Kind
from derivations.terms.core import Term
from derivations.terms.domain import read_domain
from derivations.terms.places import substitute
from derivations.verify.balls import compare
from derivations.verify.check import equality, normal_form
from derivations.verify.draw import drawn_point, lies_in
from derivations.verify.evaluate import evaluate
from derivations.verify.verdict import Result, overall

SURE = (Result.PROVED, Result.CONSISTENT)


def parse(text: str) -> Term:
    """A term over domains of every kind."""
    return CONTEXT.parse(text)


def verdict(left: str, right: str, context: Context = CONTEXT) -> Result:
    """What normal form and balls say together."""
    return overall(equality(context.parse(left), context.parse(right), context))


def proved(left: str, right: str, context: Context = CONTEXT) -> bool:
    """Whether the normal form alone has both sides equal."""
    return normal_form(context.parse(left), context.parse(right), context).result is Result.PROVED


# Sums in sums: what holds of an index outside says nothing of one that a sum inside binds


def in_branch(text: str) -> Context:
    """What holds where a comparison does."""
    found = inside(CONTEXT, CONTEXT.parse(text), True)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    [
        "sum(i, 1, m, where(0 < v[i], sum(i, 1, m, log(v[i])), 0))",
        "sum(i, 1, m, where(v[i] != 0, sum(i, 1, m, 1/v[i]), 0))",
        "sum(i, 1, m, where(0 <= v[i], sum(i, 1, m, sqrt(v[i])), 0))",
        "where(0 < v[i], log(prod(i, 1, m, v[i])), 0)",
        "where(0 < v[i], log(sum(i, 1, m, v[i])), 0)",
        "where(0 < v[i], log(largest(i, 1, m, v[i])), 0)",
        "where(0 < v[i], sum(j, 1, m, sum(i, 1, m, log(v[i]))), 0)",
        "where(v[i] < x, sum(i, 1, m, log(x - v[i])), 0)",
        "where(0 < v[i], 1/prod(i, 1, m, v[i]), 0)",
    ],
)
def test_a_branch_tells_nothing_of_an_index_bound_anew(text: str) -> None:
    """0 < v_i outside isn't 0 < v_i for every i inside: some part isn't shown to have a value."""
    assert any(isinstance(shown, str) for shown in undefined_parts(parse(text), CONTEXT))


@pytest.mark.parametrize(
    "text",
    [
        "sum(i, 1, m, where(0 < v[i], log(v[i]), 0))",
        "where(0 < v[i], sum(j, 1, m, log(v[i])), 0)",
        "where(0 < x, sum(i, 1, m, log(x)), 0)",
        "sum(i, 1, m, where(0 < v[i], sum(j, 1, m, 1/v[i]), 0))",
    ],
)
def test_a_branch_tells_of_what_no_sum_inside_binds(text: str) -> None:
    """0 < v_i holds in the branch itself, and in a sum over another index."""
    assert not any(isinstance(shown, str) for shown in undefined_parts(parse(text), CONTEXT))


@pytest.mark.parametrize("text", ["sum(i, 1, m, v[i])", "prod(i, 1, m, v[i])", "largest(i, 1, m, v[i])"])
def test_signs_and_intervals_of_sums_leave_an_outer_index_aside(text: str) -> None:
    """With 0 < v_i for one i, neither Σ v_i nor Π v_i nor the largest v_i is shown to be positive."""
    context, term = in_branch("0 < v[i]"), parse(text)
    assert positive(parse("v[i]"), context)
    assert not positive(term, context) and not not_negative(term, context)
    assert not interval(term, context).not_negative


def test_a_share_of_a_sum_leaves_an_outer_index_aside() -> None:
    """v_i/Σ v_j is between 0 and 1 where all are positive, not where one is."""
    assert not interval(parse("v[i]/sum(j, 1, m, v[j])"), in_branch("0 < v[i]")).high <= 1
    assert interval(parse("u[j]/sum(i, 1, m, u[i])"), CONTEXT).high == 1


def test_a_condition_on_the_body_of_a_sum_leaves_an_outer_index_aside() -> None:
    """log Π v_i = Σ log v_i needs every v_i positive; where(0 < v_i, …, …) around it tells of one."""
    line, rule = parse("where(0 < v[i], log(prod(i, 1, m, v[i])), 0)"), RULES["log_of_indexed_product"]
    with pytest.raises(RuleError, match="0 < a"):
        apply_at(rule, line, (1,), (), {}, False, context_at(line, (1,), CONTEXT))
    assert apply_rule(rule, parse("log(prod(i, 1, m, exp(v[i])))"), CONTEXT, ())


def test_a_product_rises_with_its_factors_only_where_all_are_positive() -> None:
    """Π v_i rises with its factors where none is negative, and 0 < v_i outside doesn't say that."""
    line = parse("where(0 < v[i], prod(i, 1, m, v[i]), 0)")
    found = direction(line, (1, 3), (), parse("v[i]**3"), CONTEXT)
    assert isinstance(found, str) and "isn't shown to rise or fall" in found


@pytest.mark.parametrize("text", ["where(0 < v[i], sum(i, 1, m, v[i]), 0)", "where(0 < v[i], prod(i, 1, m, x), 0)"])
def test_the_context_at_a_place_under_a_sum(text: str) -> None:
    """Under a sum that binds i the branch is as good as not there, above it isn't."""
    line = parse(text)
    assert context_at(line, (1,), CONTEXT).assumptions
    assert not context_at(line, (1, 3), CONTEXT).assumptions


INNER = Context(
    (
        symbol("i", Kind.INDEX, "1 … m", runs=("1", "m")),
        symbol("j", Kind.INDEX, "1 … m", runs=("1", "m")),
        symbol("m", Kind.SIZE, "1, 2, …"),
        symbol("X", Kind.DATA, "real", "m", "m"),
        symbol("a", Kind.PARAMETER, "real", "m"),
        symbol("z", Kind.DEFINED, "real", "m"),
        symbol("w", Kind.DEFINED, "real", "m"),
    ),
    (
        Definition("z", "z[i]", "sum(j, 1, m, X[i, j]*a[j])", DefinitionKind.DEFINITION, WORDS, WORDS),
        Definition("w", "w[i]", "sum(i, 1, m, a[i]) + a[i]", DefinitionKind.DEFINITION, WORDS, WORDS),
    ),
    (("m", "1", "m"),),
)


def test_a_definition_with_a_sum_is_put_in_without_capture() -> None:
    """Z_i := Σ_j X_ij a_j: z_j is Σ_k X_jk a_k, not Σ_j X_jj a_j."""
    assert verdict("z[j]", "sum(i, 1, m, X[j, i]*a[i])", INNER) is Result.PROVED
    assert verdict("z[j]", "sum(j, 1, m, X[j, j]*a[j])", INNER) is Result.REFUTED
    assert verdict("sum(j, 1, m, z[j])", "sum(j, 1, m, sum(i, 1, m, X[j, i]*a[i]))", INNER) is Result.PROVED


def test_a_definition_may_bind_its_own_letter_anew() -> None:
    """W_i := Σ_i a_i + a_i, the sum over all i."""
    assert verdict("w[j]", "sum(i, 1, m, a[i]) + a[j]", INNER) is Result.PROVED
    assert str(unfold(INNER.parse("w[j]"), INNER)) == "sum(i, 1, m, a[i]) + a[j]"


def test_an_entry_in_a_sum_over_its_index_is_another_one() -> None:
    """With v_i put to 0, v_i + Σ_i v_i is Σ_i v_i."""
    assert substitute(parse("v[i] + sum(i, 1, m, v[i])"), parse("v[i]"), parse("0")) == parse("0 + sum(i, 1, m, v[i])")
    assert substitute(parse("sum(j, 1, m, v[i])"), parse("v[i]"), parse("x")) == parse("sum(j, 1, m, x)")


# Ranges that may be empty


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("prod(i, 1, 5 - m, 2)", "2**(5 - m)"),
        ("sum(i, 1, 5 - m, c)", "(5 - m)*c"),
        ("sum(i, 2, K - 2, c)", "(K - 3)*c"),
        ("prod(i, 1, m - 4, c)", "c**(m - 4)"),
        ("sum(i, 3, m, c)", "(m - 2)*c"),
        ("prod(i, 3, 1, c)", "1/c"),
        ("sum(k, 1, 0 - K, x)", "-K*x"),
    ],
)
def test_an_empty_range_has_no_negative_count(left: str, right: str) -> None:
    """Σ_{i=1}^{n} c is n c where n ≥ 0 only; with n < 0 it is 0, and Π is 1."""
    assert not proved(left, right)
    assert verdict(left, right) is Result.REFUTED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("prod(i, 1, m, c)", "c**m"),
        ("sum(i, 1, m, x)", "m*x"),
        ("prod(i, 1, 3, x)", "x**3"),
        ("prod(k, 1, K, c*e[k]) + x", "x + prod(k, 1, K, e[k]*c)"),
    ],
)
def test_a_range_over_a_size_has_a_first_term(left: str, right: str) -> None:
    """Sizes are 1 or more, so that n equal terms are n times one."""
    assert verdict(left, right) in SURE


def test_the_rule_for_equal_terms_asks_how_many_there_are() -> None:
    """Σ_{i=1}^{n} c = n c needs 0 ≤ n."""
    rule = RULES["sum_of_constant"]
    assert apply_rule(rule, parse("sum(i, 1, m, c)"), CONTEXT, ()).after == parse("m*c")
    assert apply_rule(rule, parse("sum(i, 1, m - 1, c)"), CONTEXT, (), tidied=False).conditions
    with pytest.raises(RuleError, match="0 <= n"):
        apply_rule(rule, parse("sum(i, 1, 5 - m, c)"), CONTEXT, ())


@pytest.mark.parametrize("text", ["1 - exp(x)/sum(k, 1, K, exp(x))", "sum(k, 1, K, exp(e[k])) - exp(e[k])"])
def test_one_class_alone_has_all(text: str) -> None:
    """With K = 1 the share of the only class is 1, and nothing is left for others: neither is shown to be positive."""
    assert not positive(parse(text), CONTEXT)
    assert not prove(ConditionKind.NONZERO, (parse(text),), CONTEXT)


# Closed ends: what isn't negative may be 0


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("0**sqrt(g)", "0"),
        ("0**(g**(1/2))", "0"),
        ("0**((x**2)**0.5)", "0"),
        ("0**g", "0"),
        ("0**abs(x)", "0"),
        ("0**(sqrt(g)*c)", "0"),
        ("sign(sqrt(g))", "1"),
        ("sign(sqrt(x))", "1"),
        ("indicator(0 < sqrt(g))", "1"),
        ("indicator(0 < q)", "1"),
        ("where(sqrt(g) == 0, 2, 1)", "1"),
        ("abs(sign(q*g**0.5))", "1"),
        ("x*where(x == 0, 5, 1/x)", "1"),
        ("g*where(g == 0, 1, 1/sqrt(g))", "sqrt(g) + indicator(g == 0)"),
        ("log(where(x < g, c, 1))", "log(c)"),
        ("max(x, w)", "where(x == w, 0, max(x, w))"),
        ("indicator(q == t)", "0"),
    ],
)
def test_ends_and_ties_are_points_like_others(left: str, right: str) -> None:
    """Equal but for an end of a domain, or where two numbers are equal: not proved, and refuted there."""
    assert not proved(left, right)
    assert verdict(left, right) is Result.REFUTED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("sqrt(g)*sqrt(g)", "g"),
        ("sqrt(c)**x*sqrt(c)**w", "sqrt(c)**(x + w)"),
        ("0**sqrt(c)", "0"),
        ("max(0, sqrt(g))", "sqrt(g)"),
        ("sqrt(g*c)", "sqrt(g)*sqrt(c)"),
        ("s**2", "1"),
        ("t**2", "t"),
        ("f**3", "4*f - 3*f*indicator(f == -1)"),
        ("abs(x)*sign(x)", "x"),
        ("where(x == 0, 0, x*w)", "x*w"),
        ("x*where(x == 0, 5, w)", "x*w"),
    ],
)
def test_what_holds_at_ends_and_ties_isn_t_refuted(left: str, right: str) -> None:
    """True for all values of the domains, the ends among them."""
    assert verdict(left, right) in SURE


@pytest.mark.parametrize("text", ["0 < c", "c <= 0"])
def test_a_branch_that_is_never_chosen_has_intervals_too(text: str) -> None:
    """Where c ≤ 0 and 0 < c nothing lies, and 1/c is asked for all the same."""
    context = inside(CONTEXT, parse(text), text == "c <= 0")
    assert context is not None
    assert interval(parse("(x + x)/c"), context)
    assert interval(parse("largest(i, 1, m, x - x)**(-1)"), CONTEXT)
    never = inside(CONTEXT, parse("0 <= ell"), False)
    assert never is not None and interval(parse("x/ell"), never)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("q/(2*2)", 0, "1/4"), ("1/(1*1)", 1, 1), ("3/(3*3*c)", 0, float("inf"))]
)
def test_a_number_that_stands_twice_divides_twice(text: str, low: int, high: object) -> None:
    """q/(2·2) is at most 1/4, not 1/2, nor nothing."""
    found = interval(parse(text), CONTEXT)
    assert (found.low, found.high) == (low, Fraction(high) if isinstance(high, str) else high)


def test_terms_that_are_0_have_no_common_factor() -> None:
    """x·0·x + x·0 isn't 0·(…)."""
    with pytest.raises(RuleError):
        apply_rule(RULES["factor"], parse("x*0*x + x*0"), CONTEXT, ())


def test_a_logarithm_of_one_plus_a_needs_more_than_minus_one() -> None:
    """log1p(a) and log_base(b, a) have a value for some arguments only."""
    assert [str(shown) for shown in undefined_parts(parse("log1p(x)"), CONTEXT)] == ["0 < 1 + x"]
    assert not any(isinstance(shown, str) for shown in undefined_parts(parse("log1p(g)"), CONTEXT))
    assert "0 < x" in undefined_parts(parse("log_base(2, x)"), CONTEXT)


# Points: in the domains, as is assumed, at ends and ties


def points(context: Context, special: bool, count: int = 12) -> list[dict[str, list]]:
    """The values of the symbols at the refuter's points."""
    found = [drawn_point(context, seed, False, special) for seed in range(count)]
    return [where.values for where in found if where is not None]


@pytest.mark.parametrize("special", [False, True])
def test_every_point_lies_in_the_domains(special: bool) -> None:
    """{−1, 1} never becomes 0, a whole number never a fraction, an open end is never reached."""
    for values in points(CONTEXT, special):
        for each in CONTEXT.symbols:
            domain = read_domain(each.domain) if each.name in values else None
            if domain is not None:
                assert all(lies_in(cell, domain) for row in values[each.name] for cell in row), each.name
    assert all(cell.is_integer() for values in points(CONTEXT, special) for cell in values["n"][0])


def test_points_are_drawn_at_closed_ends_and_ties() -> None:
    """Both ends of [0, 1], 0 for [0, ∞), and numbers that are equal to others."""
    drawn = points(CONTEXT, True)
    cells = [{name: rows[0][0] for name, rows in values.items()} for values in drawn]
    assert any(cell["q"] == 0 for cell in cells) and any(cell["q"] == 1 for cell in cells)
    assert any(cell["g"] == 0 for cell in cells)
    assert any(cell["x"] == cell["w"] != 0 for cell in cells)


def summing(domain: str) -> Context:
    """Numbers of a domain that add up to 1."""
    shares = (symbol("k", Kind.INDEX, "1 … K", runs=("1", "K")), symbol("K", Kind.SIZE, "1, 2, …"))
    total = Definition("total", "sum(k, 1, K, y[k])", "1", DefinitionKind.DATA, WORDS, WORDS)
    return Context((*shares, symbol("y", Kind.DATA, domain, "K")), (total,), (("K", "1", "K"),))


@pytest.mark.parametrize("domain", ["[0, 1]", "{0, 1}", "[0, ∞)", "[0, 2)", "{0, 1, 2, …}"])
@pytest.mark.parametrize("special", [False, True])
def test_numbers_that_add_up_keep_their_domain_and_their_sum(domain: str, special: bool) -> None:
    """Σ y_k = 1 with each y_k in its domain, also where all were drawn 0."""
    drawn = points(summing(domain.replace("…", "...")), special)
    assert len(drawn) >= 8
    for values in drawn:
        total = sum(row[0] for row in values["y"])
        assert abs(total - 1) < 1e-30
        assert all(cell >= 0 for row in values["y"] for cell in row)


@pytest.mark.parametrize(
    "assumption",
    ["0 < v", "0 < -v", "0 < u - v", "0 < x - w", "0 < x", "v[i] != 0", "0 < c - 5", "0 < x - w - 1", "0 <= v"],
)
def test_what_is_assumed_holds_at_the_points(assumption: str) -> None:
    """Of vectors every entry; and there are points enough."""
    context = replace(CONTEXT, assumptions=(assumption,))
    drawn = [where for seed in range(12) for where in [drawn_point(context, seed, False, False)] if where is not None]
    assert len(drawn) >= 8
    left, sign, right = assumption.partition(" != ") if "!=" in assumption else assumption.partition(" ")[::1]
    term = context.parse(left if "!=" in assumption else assumption.partition("< " if "< " in assumption else "<= ")[2])
    for where in drawn:
        cells = [cell for row in evaluate(term, where) for cell in row]
        assert all(cell != 0 if "!=" in assumption else cell >= 0 for cell in cells)


def test_an_assumption_on_a_vector_is_used() -> None:
    """With 0 < v, Σ |v_i| is Σ v_i, and log v has a value."""
    context = replace(CONTEXT, assumptions=("0 < v",))
    left, right = context.parse("sum(i, 1, m, abs(v[i]))"), context.parse("sum(i, 1, m, v[i])")
    assert compare(left, right, context).result is Result.CONSISTENT
    assert compare(left, right, CONTEXT).result is Result.REFUTED
    assert compare(context.parse("log(v)"), context.parse("2*log(sqrt(v))"), context).result is Result.CONSISTENT


def test_a_symbol_may_be_called_like_a_differential() -> None:
    """A parameter d_s beside s keeps its domain, and the differential of s is another number."""
    names = (symbol("s", Kind.PARAMETER, "real"), symbol("d_s", Kind.PARAMETER, "{−1, 1}"))
    for both in (names, names[::-1]):
        context = Context(both, (), ())
        assert verdict("d_s**2", "1", context) is Result.PROVED
        assert verdict("partial(s, s*d_s)", "d_s", context) in SURE
        sides = context.parse("d(s, s**2)"), context.parse("2*s*d_s")
        assert compare(*sides, context).result is Result.REFUTED
