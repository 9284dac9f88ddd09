"""Whole derivations in which a prover could go wrong: what is false is not published, what is true is not refuted."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz_terms import symbol
from prover_terms import CONTEXT, WORDS

from derivations.derive.apply import apply_rule
from derivations.derive.branches import context_at
from derivations.derive.chain import Book, derive_stage
from derivations.derive.conditions import positive
from derivations.derive.defined import undefined_parts
from derivations.losses.plan import Apply, Line, Stage
from derivations.own.file import read
from derivations.own.result import Derived
from derivations.terms.context import Context, Definition, DefinitionKind, Kind
from derivations.terms.core import Term
from derivations.terms.places import at, walk_paths
from derivations.verify.check import equality, normal_form
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


# Whole derivations


def derived(folder: Path, expression: str, *more: str, prediction: str = "z") -> Derived:
    """A loss, derived."""
    file = folder / "loss.toml"
    lines = ['name = "case"', 'title = "A case"', f'prediction = "{prediction}"', *more, "[loss]"]
    file.write_text("\n".join([*lines, f'expression = "{expression}"']), encoding="utf-8")
    return Derived(read(file))


def test_a_loss_whose_sum_reuses_an_index_is_not_published(tmp_path: Path) -> None:
    """Σ_k where(0 < y_k, Σ_k log y_k, 0) is −∞ or nothing where one y_k is positive and another isn't."""
    text = "sum(k, 1, K, where(0 < y[k], sum(k, 1, K, log(y[k])), 0)) + sum(k, 1, K, z[k]**2)"
    variables = ("[variables]", 'y = { domain = "real", size = "K" }')
    assert not derived(tmp_path, text, *variables, prediction="z[K]").verify().publishable
    text = "sum(k, 1, K, where(0 < y[k], z[k]*log(y[k]), 0)) + sum(k, 1, K, z[k]**2)"
    assert derived(tmp_path, text, *variables, prediction="z[K]").verify().publishable


D_SIGN = 'd_s = { domain = "{-1, 1}", default = 1 }'


@pytest.mark.parametrize(
    ("expression", "more"),
    [
        ("s*d_s**2*z**2", ("[parameters]", D_SIGN, 's = { domain = "real", default = 2 }')),
        ("where(z == 0, 0, s**2*z)", ("[variables]", 's = { domain = "{-1, 1}" }')),
        ("where(z == 1, abs(s), s*s*z)", ("[variables]", 's = { domain = "{-1, 1}" }')),
        ("s**2*z**2 + where(s == 1, z, s**2*z)", ('[variables]\ns = { domain = "{-1, 1}" }',)),
        ("(z - n)**2 + where(n == 0, z, z)", ('[variables]\nn = { domain = "{1, 2, 3, ...}" }',)),
        ("q*log(1 + exp(-z)) + (1 - q)*log(1 + exp(z))", ('[variables]\nq = { domain = "[0, 1]" }',)),
        ("g**2*log(g + exp(z))/(1 + g)", ('[parameters]\ng = { domain = "[0, inf)", default = 1 }',)),
        ("where(z == q, 0, (z - q)**2)", ('[variables]\nq = { domain = "[0, 1]" }',)),
    ],
)  # fmt: skip
def test_a_right_derivation_is_not_refuted(tmp_path: Path, expression: str, more: tuple[str, ...]) -> None:
    """Labels −1 and 1, whole numbers, closed intervals, a parameter called d_s."""
    assert derived(tmp_path, expression, *more).verify().publishable


def test_places_of_every_kind_have_a_context() -> None:
    """The context at each place of a line is found, and knows no more of a bound index than the sum itself."""
    line = parse("where(0 < v[i], x + sum(i, 1, m, where(0 < x, log(v[i]), largest(j, 1, m, v[j]))), v[i])")
    for path in walk_paths(line):
        there = context_at(line, path, CONTEXT)
        if str(at(line, path)) == "log(v[i])":
            assert there.assumptions == ("0 < x",)


def test_a_result_s_free_index_isn_t_the_one_that_its_sum_binds() -> None:
    """Shown of a_j + Σ_j a_j, it is used of a_i + Σ_j a_j."""
    stage = Stage("shown", WORDS, "v[j] + sum(j, 1, m, v[j])", (Line((Apply("commute_sum", (), bind={}),)),))
    book = Book(CONTEXT)
    book.add_result(derive_stage(stage, book))
    rule = book.find("result:shown")
    assert apply_rule(rule, parse("v[i] + sum(j, 1, m, v[j])"), CONTEXT, ()).after == parse("sum(j, 1, m, v[j]) + v[i]")
    assert apply_rule(rule, parse("v[1] + sum(j, 1, m, v[j])"), CONTEXT, ()).after == parse("sum(j, 1, m, v[j]) + v[1]")


def test_a_size_may_be_called_like_a_letter_of_a_proof() -> None:
    """Exp(x) − E0 isn't positive, whatever the exponential is called in the proof."""
    context = Context(
        (symbol("E0", Kind.SIZE, "1, 2, …"), symbol("x", Kind.PARAMETER, "real")), (), (("E0", "1", "E0"),)
    )
    for text in ("exp(x) - E0 + exp(x)*0", "exp(x)*exp(x) - E0*exp(x) + exp(x)"):
        assert not positive(context.parse(text), context)


@pytest.mark.parametrize("exponent", ["-2", "1 - 3", "-1 - 1"])
def test_a_negative_power_needs_a_base_that_isn_t_0(exponent: str) -> None:
    """However a negative whole number is written: x**(1 − 3) has no value at 0."""
    assert [str(shown) for shown in undefined_parts(parse(f"x**({exponent})"), CONTEXT)] == ["x != 0"]
    assert not undefined_parts(parse("x**(3 - 1)"), CONTEXT)
