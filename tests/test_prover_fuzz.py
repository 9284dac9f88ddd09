"""Random terms against the provers: what one says is so at hundreds of points, ends of domains and ties among them.

A short run belongs to every test run; the full one is marked slow. Another run is had with FUZZ_SEED set to a number.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flint import arb, ctx
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from prover_terms import CONTEXT, INDICES, SCALARS, Draw, V, chosen, pick, points, term, terms, told, value

from derivations.derive.apply import RuleError, apply_rule
from derivations.derive.branches import inside
from derivations.derive.conditions import prove
from derivations.derive.interval import interval
from derivations.derive.match import Unbound, build
from derivations.rules.book import RULES
from derivations.rules.rule import ConditionKind, Group, Relation
from derivations.terms import core
from derivations.terms.context import Context
from derivations.terms.core import ShapeError, Slot, Term
from derivations.terms.domain import Finite, read_domain
from derivations.terms.parser import parse_pattern
from derivations.verify.balls import BITS, compare
from derivations.verify.check import normal_form
from derivations.verify.evaluate import Point
from derivations.verify.numbers import Undecided
from derivations.verify.point import HANDLERS
from derivations.verify.slopes import Outside
from derivations.verify.verdict import Result

SEED = os.environ.get("FUZZ_SEED")
ctx.prec = BITS
POINTS = list(points(200))
COUNTED: Counter[str] = Counter()


def run(check: Callable[[Any], None], strategy: st.SearchStrategy[Any], examples: int) -> None:
    """Check a property on so many examples."""
    test = given(strategy)(check)
    test = settings(
        max_examples=examples,
        derandomize=SEED is None,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )(test)
    (test if SEED is None else seed(int(SEED))(test))()


def ball(end: Any) -> arb:
    """An end of an interval as a number."""
    return arb(str(end)) if isinstance(end, float) else arb(end.numerator) / end.denominator


def exactly(one: arb, other: arb) -> bool:
    """Whether two balls are surely one number."""
    return bool(one == other)


def signs_hold(of: Term, context: Context, where: list[Point]) -> None:
    """The interval of a term, and each sign that is shown of it, at points."""
    lies = interval(of, context)
    shown = {kind: prove(kind, (of,), context) for kind in SIGNS}
    COUNTED["intervals"] += lies.low != -float("inf") or lies.high != float("inf")
    COUNTED["signs"] += any(shown.values())
    for point in where:
        found = value(of, point)
        if found is None:
            continue
        low, high = ball(lies.low), ball(lies.high)
        beyond = found < low or found > high or lies.low_open and found == low or lies.high_open and found == high
        assert not beyond, f"{of} is {found.str(8)}, not in {lies}, at {told(point)}"
        for kind, because in shown.items():
            assert not because or SIGNS[kind](found), f"{of}: {kind.value}, {because}; {found.str(8)} at {told(point)}"


SIGNS: dict[ConditionKind, Callable[[arb], bool]] = {
    ConditionKind.POSITIVE: lambda found: not found <= 0,
    ConditionKind.NOT_NEGATIVE: lambda found: not found < 0,
    ConditionKind.NONZERO: lambda found: not exactly(found, arb(0)),
}


def what_is_shown_of_a_term_is_so(of: Term) -> None:
    signs_hold(of, CONTEXT, POINTS)


def what_is_shown_in_a_branch_is_so(drawn: tuple[Term, bool, Term]) -> None:
    condition, holds, of = drawn
    context = inside(CONTEXT, condition, holds)
    if context is not None:
        signs_hold(of, context, [point for point in POINTS if decided(condition, point) is holds])


def decided(condition: Term, where: Point) -> bool | None:
    """Whether a comparison holds; None where that can't be told."""
    try:
        found = HANDLERS[core.Indicator](core.Indicator(condition), where.anew())[0][0]
    except (Outside, Undecided):
        return None
    sides = [value(side, where) for side in condition.children]
    return bool(found == 1) if None not in sides else None


@st.composite
def pairs(draw: Draw) -> tuple[Term, Term]:
    """Two terms that may be equal: a law's sides, a term at one value of a symbol, a term with a part changed."""
    kind = draw(st.integers(0, 5))
    if kind < 3:
        left, _, right = pick(draw, LAWS).partition(" = ")
        bound = {name: term(draw, draw(st.integers(0, 2))) for name in "abc"}
        bound["i"], bound["u"] = pick(draw, INDICES)
        bound["o"] = CONTEXT.parse(pick(draw, ("5 - m", "m - 1", "m", "K", "0", "2", "2 - K")))
        return build(parse_pattern(left), bound), build(parse_pattern(right), bound)
    old, of = pick(draw, SCALARS), term(draw, draw(st.integers(1, 3)))
    other = pick(draw, (core.ZERO, core.ONE, term(draw, 1)))
    return (of, of.xreplace({old: other})) if kind < 5 else (of, other)


LAWS = [
    "0**a = 0", "0**sqrt(a) = 0", "a**0 = 1", "sqrt(a)*sqrt(a) = a", "sqrt(a**2) = a", "sqrt(a**2) = abs(a)",
    "prod(i, 1, o, c) = c**o", "sum(i, 1, o, c) = c*o", "sum(i, 1, u, c) = u*c", "prod(i, 1, u, c) = c**u",
    "sum(i, 1, o, a) = a + sum(i, 2, o, a)", "indicator(0 < a) = 1", "indicator(0 <= a) = 1", "sign(a) = 1",
    "where(0 < a, b, c) = b", "where(a == 0, b, a*c) = a*c", "a*where(a == 0, b, c) = a*c", "max(a, b) = a",
    "abs(a) = a", "sign(a)*abs(a) = a", "(a*b)**c = a**c*b**c", "(a**b)**c = a**(b*c)", "a**b*a**c = a**(b + c)",
    "log(a*b) = log(a) + log(b)", "exp(log(a)*b) = a**b", "sign(sqrt(a)) = 1", "(a**2)**(1/2) = a",
    "0**(a**(1/2)) = 0", "0**(a*b) = 0", "0**abs(a) = 0", "sign(a**(1/2)*b) = sign(b)", "a**2 = a", "a**2 = 1",
    "a**2 = abs(a)", "where(0 < a, b, 0) = b",
    "sum(i, 1, u, where(0 < a, b, c)) = where(0 < a, sum(i, 1, u, b), sum(i, 1, u, c))", "max(a, 0) - max(-a, 0) = a",
    "largest(i, 1, u, a) = a", "largest(i, 1, u, c*a) = c*largest(i, 1, u, a)", "min(a, b) + max(a, b) = a + b",
    "abs(a*b) = abs(a)*abs(b)", "indicator(a <= b) + indicator(b <= a) = 1", "indicator(a < b) + indicator(b <= a) = 1",
    "sqrt(a*b) = sqrt(a)*sqrt(b)", "log(sqrt(a)) = log(a)/2", "where(a < b, a, b) = min(a, b)", "a/abs(a) = sign(a)",
]  # fmt: skip
"""What holds always, or for some values only."""


def what_is_proved_equal_is_equal(sides: tuple[Term, Term]) -> None:
    """Where both sides have a value: the normal form looks at fractions, which it shortens."""
    left, right = sides
    try:
        proof = normal_form(left, right, CONTEXT)
    except ShapeError:
        return
    if proof.result is not Result.PROVED:
        return
    COUNTED["proved"] += left != right
    for point in POINTS:
        ours, theirs = value(left, point), value(right, point)
        if ours is not None and theirs is not None:
            told_of = f"{left} = {right} is proved, {proof.because}; {ours.str(8)}, {theirs.str(8)} at {told(point)}"
            assert ours.overlaps(theirs), told_of


def what_is_shown_to_differ_differs(drawn: tuple[Term, Term]) -> None:
    left, right = drawn
    because = prove(ConditionKind.DISTINCT, (left, right), CONTEXT)
    for point in POINTS if because else ():
        ours, theirs = value(left, point), value(right, point)
        assert ours is None or theirs is None or not exactly(ours, theirs), (
            f"{left} != {right}: {because}; {told(point)}"
        )


LETTERS = {"i": V["i"], "j": V["j"], "k": V["k"], "l": core.ONE, "u": V["m"], "n": V["m"], "s": V["s"], "y": V["t"]}


@st.composite
def steps(draw: Draw) -> tuple[str, bool, Term, dict[str, Term]] | None:
    """A rule, a direction, an instance of that side, and its letters."""
    name = pick(draw, USED)
    rule, backwards = RULES[name], draw(st.booleans())
    labels = {
        part.name: V["t"] if demand.kind is ConditionKind.LABEL else V["s"]
        for demand in rule.demands
        if demand.kind in (ConditionKind.LABEL, ConditionKind.SIGN)
        for part in demand.parts
        if isinstance(part, Slot)
    }
    bound: dict[str, Term] = {}
    sums = any(isinstance(part, core.Binder) for side in rule.patterns for _, part in core.walk(side))
    for side in rule.patterns:
        for _, part in core.walk(side):
            if isinstance(part, core.FunctionSlot):
                bound.setdefault(part.name, pick(draw, (core.Exponential, core.Absolute, core.SquareRoot))(Slot("_")))
            elif isinstance(part, Slot) and part.name not in bound:
                fixed = labels.get(part.name) or (LETTERS.get(part.name) if sums else None)
                bound[part.name] = fixed or term(draw, draw(st.integers(0, 2)))
    try:
        return name, backwards, build(rule.patterns[1 if backwards else 0], bound), bound
    except (ShapeError, ValueError):
        return None


GROUPS = (Group.LOGARITHM, Group.EXPONENTIAL, Group.POWER, Group.FUNCTION, Group.ALGEBRA, Group.SUM, Group.PROBABILITY)
USED = sorted(
    rule.name
    for rule in RULES.values()
    if rule.group in GROUPS
    and rule.relation is Relation.EQUAL
    and not any(demand.kind is ConditionKind.AWAY for demand in rule.demands)
)


def what_a_rule_makes_is_not_refuted(drawn: tuple[str, bool, Term, dict[str, Term]] | None) -> None:
    """Both sides are equal where both have a value, and the refuter doesn't find them different there."""
    if drawn is None:
        return
    name, backwards, line, bound = drawn
    for letters in ({}, bound):
        try:
            after = apply_rule(RULES[name], line, CONTEXT, (), (), letters, backwards).after
        except (RuleError, ShapeError, ValueError, Unbound):
            continue
        COUNTED[f"rule {name}"] += 1
        for point in POINTS[:60]:
            ours, theirs = value(line, point), value(after, point)
            if ours is not None and theirs is not None:
                told_of = f"{name}: {line} -> {after}: {ours.str(8)}, {theirs.str(8)} at {told(point)}"
                assert ours.overlaps(theirs), told_of
        verdict = compare(line, after, CONTEXT)
        refuted = verdict.result is Result.REFUTED and "only one side" not in verdict.because
        assert not refuted, f"{name}: {line} -> {after}: {verdict.because}"


PROPERTIES: dict[str, tuple[Callable[[Any], None], st.SearchStrategy[Any], int, int]] = {
    "signs": (what_is_shown_of_a_term_is_so, terms(), 100, 3_000),
    "branches": (what_is_shown_in_a_branch_is_so, chosen(), 100, 3_000),
    "equal": (what_is_proved_equal_is_equal, pairs(), 150, 5_000),
    "distinct": (what_is_shown_to_differ_differs, st.tuples(terms(2), terms(2)), 50, 2_000),
    "rules": (what_a_rule_makes_is_not_refuted, steps(), 100, 4_000),
}
"""Each property with its examples, and how many of them in a short and in a full run."""


@pytest.mark.parametrize("name", PROPERTIES)
def test_what_a_prover_says_is_so(name: str) -> None:
    check, strategy, short, _ = PROPERTIES[name]
    run(check, strategy, short)


@pytest.mark.slow
@pytest.mark.parametrize("name", PROPERTIES)
def test_what_a_prover_says_is_so_of_very_many_terms(name: str) -> None:
    check, strategy, _, full = PROPERTIES[name]
    COUNTED.clear()
    run(check, strategy, full)
    print(dict(COUNTED))


def test_the_points_reach_every_end_and_tie() -> None:
    """Each closed end of each domain, each member of a finite set, sizes of 1, and pairs of equal numbers."""
    for symbol in CONTEXT.symbols:
        domain = read_domain(symbol.domain) if symbol.name in POINTS[0].values else None
        if domain is not None:
            seen = [cell for point in POINTS for row in point.values[symbol.name] for cell in row]
            wanted = domain.values if isinstance(domain, Finite) else domain.edges()
            assert all(any(cell == ball(end) for cell in seen) for end in wanted), symbol.name
    assert {point.whole["m"] for point in POINTS} >= {1, 2}
    assert any(point.values["x"][0][0] == point.values["q"][0][0] for point in POINTS)
