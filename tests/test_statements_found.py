"""How bounds of derivatives are found, and what is told about them, and where."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

import pytest
from flint import arb
from gathered import derived

from derivations.own import plot
from derivations.own.bounds import Bound, bound
from derivations.own.definition import Loss
from derivations.own.enclosure import Enclosure
from derivations.own.exactly import flat, on_box, plain_line, value
from derivations.own.overview import said, table_row
from derivations.own.result import Derived
from derivations.own.second import second
from derivations.own.shape import convex
from derivations.own.suprema import supremum


@cache
def shape_of(name: str) -> tuple[Loss, object, Mapping[str, object], Bound]:
    found = derived(name)
    context, results = found.plan.context, found._results
    return found.loss, context, results, bound(found.loss, context, results)


def made(expression: str, **more: object) -> Derived:
    return Derived(Loss("made", expression, **more))  # type: ignore[arg-type]


# How bounds are found.


def enclosed(text: str, **more: object) -> str:
    found = made(text, **more)
    return bound(found.loss, found.plan.context, found._results).most


@pytest.mark.parametrize(
    ("expression", "parameters", "most"),
    [
        ("c*softplus(z)", {"c": "(0, inf)"}, "c"),
        ("softplus(z/c)", {"c": "(0, inf)"}, "1/c"),
        ("c**2*log(1 + (z/c)**2)", {"c": "(0, inf)"}, "c"),
        ("c**2*(1 - exp(-(z/c)**2))", {"c": "(0, inf)"}, "0.858·c"),
        ("where(abs(z) <= c, z**2/2, c*(abs(z) - c/2))", {"c": "(0, inf)"}, "c"),
        ("a*softplus(z) + b*softplus(-z)", {"a": "(0, inf)", "b": "(0, inf)"}, "max(a, b)"),
        ("tanh(z)", {}, "1"),
    ],
)  # fmt: skip
def test_a_bound_holds_for_all_parameters(expression: str, parameters: dict[str, str], most: str) -> None:
    """c z/(1 + (z/c)²) ≤ c²/2·2/c and the like: the parameters stay as letters."""
    assert enclosed(expression, parameters=parameters) == most


def test_what_grows_is_not_bounded() -> None:
    """z² has none; |z|^1.5 has none, and that isn't claimed to be shown."""
    found = made("z**2")
    assert bound(found.loss, found.plan.context, found._results).endless.startswith(
        "the second derivative is at least 2"
    )
    found = made("abs(z)**(3/2)")
    stated = bound(found.loss, found.plan.context, found._results)
    assert not stated.most and (
        stated.endless or stated.text.startswith("no bound is known; the largest size found at")
    )


def test_subdivision_gives_no_less_than_the_truth() -> None:
    """sup z/(1 + z²) = 1/2, sup z e^(−z²) = 1/√(2e) = 0.42888…"""
    found = made("log(1 + z**2)/2")
    context = found.plan.context
    for line, slope, truth in (
        ("z/(1 + z**2)", "(1 - z**2)/(1 + z**2)**2", 0.5),
        ("z*exp(-z**2)", "exp(-z**2)*(1 - 2*z**2)", 0.4288819424803534),
    ):
        top = supremum(context.parse(line), context.parse(slope), "z", found.loss, context)
        assert top is not None and truth <= float(top) < truth * 1.001


def test_an_enclosure_can_be_told_from_a_wrong_one() -> None:
    """softplus(z) sigmoid(−z) ≤ 1/e needs the opposite sign: softplus(z) sigmoid(z) has no bound."""
    found = made("softplus(z)")
    how = Enclosure(found.loss, found.plan.context)
    parse_ = found.plan.context.parse
    assert float(how.of(parse_("softplus(z)*sigmoid(-z)"))[1]) == pytest.approx(0.36787944117144233)
    assert how.of(parse_("softplus(z)*sigmoid(z)"))[1].is_infinite
    assert how.of(parse_("softplus(z)*sigmoid(-z)**(1/2)"))[1].is_infinite


# What is told, and where.


def test_a_table_calls_nothing_a_bound_that_was_tried() -> None:
    """quality focal has a largest size found, and no bound: the table says that it isn't decided."""
    loss, context, results, stated = shape_of("quality_focal")
    assert stated.text.startswith("no bound is known; the largest size found at 302 points: ")
    row = derived("quality_focal")
    answer = convex(row.loss, row.plan.context, row._results)
    told = dict(said(answer, stated, second(row.loss, row.plan.context, row._results), "z"))
    assert told["Size of the derivative"] == stated.text and "≈" not in str(told)
    assert table_row_bounded(stated) == "not decided"
    assert table_row_bounded(Bound(endless="it grows")) == "no"
    assert table_row_bounded(Bound("1.13", "γ = 2")) == "≤ 1.13 for γ = 2"
    assert Bound("1.13", "γ = 2").text == "at most 1.13, for γ = 2, and all labels and predictions"


def table_row_bounded(stated: Bound) -> str:
    """The cell of the collection's table."""
    row = {
        "name": "made", "title": "Made", "loss": "z", "derivatives": ["1"], "labels": [], "convex": {"holds": True},
        "bounded": {"most": stated.most, "given": stated.given, "endless": stated.endless}, "curved": "", "error": "",
        "verdict": "proved",
    }  # fmt: skip
    return table_row(row)["bounded"]


def test_a_plot_holds_nothing_of_numpy_s_functions() -> None:
    """Its heights are the nearest tenths of exact values: of exp(z) at z = 1, e."""
    line = made("exp(z)")
    term = plain_line(line.loss, line.plan.context, line._results["simplify"])
    (height,) = plot.curve(term, [{"z": Fraction(1)}])
    assert height == 2.718281828459045


def test_a_box_holds_all_values() -> None:
    """|z| on [−1/2, 1/2] is [0, 1/2]; a choice that is open counts with both branches."""
    found = made("where(z < 0, -z, z**2)")
    term = plain_line(found.loss, found.plan.context, found.loss.term)
    there = on_box(term, {"z": arb(0, 0.5)})
    assert there is not None and there.contains(arb("0.5")) and there.contains(arb("0.25")) and there.contains(0)
    assert value(term, flat({"z": Fraction(-1, 2)})) == arb("0.5")
