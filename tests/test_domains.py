"""Domains as data: read, written, sampled; and the points that the ball check draws from them."""

import random
import re
from fractions import Fraction

import pytest

from derivations.own.context import context_of
from derivations.own.definition import Loss
from derivations.terms.domain import (
    NONNEGATIVE,
    POSITIVE,
    REAL,
    DomainError,
    Finite,
    Interval,
    Whole,
    is_nonnegative,
    is_nonzero,
    is_positive,
    parse_domain,
    read_domain,
    to_latex,
    to_text,
    to_unicode,
)
from derivations.verify.balls import point
from derivations.verify.numbers import rational

F = Fraction
DOMAINS = [
    ("real", REAL, "real", r"\mathbb{R}"),
    ("(-inf, inf)", REAL, "real", r"\mathbb{R}"),
    ("[0, 1]", Interval(F(0), F(1), True, True), "[0, 1]", "[0, 1]"),
    ("(0,1)", Interval(F(0), F(1)), "(0, 1)", "(0, 1)"),
    ("[0, inf)", NONNEGATIVE, "[0, inf)", r"[0, \infty)"),
    ("(0, ∞)", POSITIVE, "(0, inf)", r"(0, \infty)"),
    ("positive", POSITIVE, "(0, inf)", r"(0, \infty)"),
    ("(−∞, 0)", Interval(None, F(0)), "(-inf, 0)", r"(-\infty, 0)"),
    ("[−1, 1]", Interval(F(-1), F(1), True, True), "[-1, 1]", "[-1, 1]"),
    ("(0, 1/4]", Interval(F(0), F(1, 4), False, True), "(0, 0.25]", "(0, 0.25]"),
    ("(0, 1/3]", Interval(F(0), F(1, 3), False, True), "(0, 1/3]", "(0, 1/3]"),
    ("[1e-3, 2.5]", Interval(F(1, 1000), F(5, 2), True, True), "[0.001, 2.5]", "[0.001, 2.5]"),
    ("{0, 1}", Finite((F(0), F(1))), "{0, 1}", r"\{0, 1\}"),
    ("{1,-1}", Finite((F(-1), F(1))), "{-1, 1}", r"\{-1, 1\}"),
    ("{0, 1, 2, ...}", Whole(0), "{0, 1, 2, ...}", r"\{0, 1, 2, \ldots\}"),
    ("{1, 2, …}", Whole(1), "{1, 2, 3, ...}", r"\{1, 2, 3, \ldots\}"),
]


@pytest.mark.parametrize(("text", "domain", "plain", "latex"), DOMAINS)
def test_a_domain_is_read_and_written(text: str, domain, plain: str, latex: str) -> None:
    assert parse_domain(text) == read_domain(text) == domain
    assert to_text(domain) == str(domain) == plain
    assert to_latex(domain) == latex
    assert parse_domain(to_text(domain)) == parse_domain(to_unicode(domain)) == domain


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the domain is empty text"),
        ("sometimes", "'sometimes' is no domain"),
        ("1 … m", "'1 ... m' is no domain"),
        ("0 < b, b ≠ 1", "is no domain"),
        ("diagonal", "is no domain"),
        ("[2, 1]", "no number lies between 2 and 1, so it is empty"),
        ("(1, 1)", "no number lies between 1 and 1, so it is empty"),
        ("[1, 1]", "it holds the one number 1; write that number instead"),
        ("[-inf, 0]", "an infinite end takes a round bracket, since it is no number"),
        ("(0, inf]", "an infinite end takes a round bracket, since it is no number"),
        ("(inf, 0)", "'inf' is no number"),
        ("[0, x]", "'x' is no number"),
        ("[0, ]", "a number is missing"),
        ("[0, 1e9999]", "'1e9999' is no number"),
        ("[0, 1/0]", "'1/0' is no finite number"),
        ("[0, 1e400]", "1e400 is beyond the numbers of a computer; write inf where there is no end"),
        ("[0, " + "1" * 50 + "]", "a number of more than 40 characters"),
        ("{}", "the set is empty"),
        ("{1, 1}", "a number stands in the set twice"),
        ("{...}", "whole numbers are expected that follow each other"),
        ("{0, 2, ...}", "whole numbers are expected that follow each other"),
        ("{0.5, 1.5, ...}", "whole numbers are expected that follow each other"),
    ],
)
def test_what_is_no_domain(text: str, reason: str) -> None:
    with pytest.raises(DomainError, match=re.escape(reason)):
        parse_domain(text)
    assert read_domain(text) is None


@pytest.mark.parametrize("domain", [domain for _, domain, _, _ in DOMAINS])
def test_samples_lie_inside_and_differ(domain) -> None:
    draw = random.Random(1)
    found = {domain.sample(draw) for _ in range(40)}
    assert all(domain.contains(number) for number in found)
    if isinstance(domain, Interval):
        assert not found & {domain.low, domain.high} and len(found) > 20
    else:
        assert len(found) >= 2
    assert domain.sample(random.Random(7)) == domain.sample(random.Random(7))
    assert all(domain.contains(edge) for edge in domain.edges())


def test_what_a_domain_contains() -> None:
    assert [parse_domain("[0, 1)").contains(x) for x in (0, 0.1, "1/3", 1, -1)] == [True, True, True, False, False]
    assert [parse_domain("{0, 1, 2, ...}").contains(x) for x in (0, 7, 0.5, -1)] == [True, True, False, False]
    assert [parse_domain("{-1, 1}").contains(x) for x in (-1, 0, 1.0)] == [True, False, True]
    for text, signs in {
        "(0, inf)": (True, True, True), "[0, inf)": (False, True, False), "real": (False, False, False),
        "{1, 2, ...}": (True, True, True), "{-1, 1}": (False, False, True), "(-inf, 0)": (False, False, True),
    }.items():  # fmt: skip
        domain = parse_domain(text)
        assert (is_positive(domain), is_nonnegative(domain), is_nonzero(domain)) == signs


def test_the_points_of_the_ball_check_follow_the_domains() -> None:
    variables = {"c": "{0, 1, 2, ...}", "s": "{-1, 1}", "t": "[0, 1]", "w": "(-inf, -3)", "y": "{0, 1}"}
    parameters = {"m": "(0, inf)", "p": "[0, 1)"}
    loss = Loss("f", "z*c*s*t*w*y*m*p", variables=variables, parameters=parameters)
    context = context_of(loss)
    seen: dict[str, set] = {}
    for seed in range(30):
        where = point(context, seed, False)
        assert not where.whole
        for name in loss.domains:
            seen.setdefault(name, set()).add(str(where.values[name][0][0]))
        for name, low, high in (("t", 0, 1), ("w", -100, -3), ("m", 0, 100), ("p", 0, 1)):
            value = where.values[name][0][0]
            assert value > rational(low) and value < rational(high)
    assert {len(seen["s"]), len(seen["y"])} == {2}
    assert min(len(seen[name]) for name in ("z", "t", "w", "m", "p")) > 20
