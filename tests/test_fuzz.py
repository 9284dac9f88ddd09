"""Random terms and random text: texts read back, lowering and lifting keep the value, rules and derivatives are right.

A short run belongs to every test run; the full one is marked slow. Both are the same each time; another run is had with
the environment variable FUZZ_SEED set to a number.
"""

from __future__ import annotations

import os
import pickle
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
import sympy
from flint import arb, ctx, fmpq
from fuzz_terms import CONTEXT, ONE, V, any_terms, positive, real, real_terms, vector
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from derivations.derive.apply import RuleError, apply_rule
from derivations.derive.match import Unbound, build
from derivations.render.latex import to_latex
from derivations.render.plain import to_plain
from derivations.rules.book import RULES
from derivations.rules.rule import ConditionKind, Group, Relation, Rule
from derivations.terms import core
from derivations.terms.core import FunctionSlot, ShapeError, Slot, Term
from derivations.terms.lift import NotLifted, lift
from derivations.terms.lower import NotLowered, lower
from derivations.terms.parser import ParseError, parse_pattern
from derivations.terms.places import canonical, free_names
from derivations.terms.text import to_text
from derivations.verify.balls import BITS, asks_for_labels, compare, point
from derivations.verify.check import normal_form
from derivations.verify.evaluate import Point, evaluate
from derivations.verify.index_form import IndexForm
from derivations.verify.numbers import Undecided
from derivations.verify.slopes import Outside
from derivations.verify.verdict import Result

SEED = os.environ.get("FUZZ_SEED")
FULL = 10_000


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


def value(term: Term, where: Point) -> arb | None:
    """The value of a scalar; None where it has none that can be told."""
    try:
        found = evaluate(term, where.anew())[0][0]
    except (Outside, Undecided):
        return None
    return found if isinstance(found, arb) and found.is_finite() and found.rad() < abs(found) + 1 else None


def agree(one: arb, other: arb, term: Term) -> None:
    """Two balls that must be of one number."""
    assert one.overlaps(other), f"{term}: {one.str(20)} and {other.str(20)}"


def text_reads_back(term: Term) -> None:
    text = to_text(term)
    assert CONTEXT.parse(text) == term, text
    assert pickle.loads(pickle.dumps(term)) == term
    assert canonical(term)
    assert to_latex(term, CONTEXT) and to_plain(term, CONTEXT)


FUNCTIONS: dict[type, Callable[..., arb]] = {
    sympy.exp: lambda a: a.exp(),
    sympy.log: lambda a: a.log(),
    sympy.Abs: abs,
    sympy.sign: lambda a: arb(1) if a > 0 else arb(-1) if a < 0 else arb(0) if a == 0 else arb("nan"),
    sympy.tanh: lambda a: a.tanh(),
    sympy.cosh: lambda a: a.cosh(),
    sympy.sinh: lambda a: a.sinh(),
    sympy.sin: lambda a: a.sin(),
    sympy.cos: lambda a: a.cos(),
    sympy.atan: lambda a: a.atan(),
    sympy.erf: lambda a: a.erf(),
    sympy.erfc: lambda a: a.erfc(),
    sympy.loggamma: lambda a: a.lgamma(),
    sympy.polygamma: lambda n, a: a.digamma() if n == 0 else arb(2).zeta(a),
    sympy.zeta: lambda s, a=1: s.zeta(arb(a)),
    sympy.Max: lambda *parts: larger(parts, 1),
    sympy.Min: lambda *parts: larger(parts, -1),
    sympy.Pow: lambda a, b: a ** int(str(b.unique_fmpz())) if b.is_exact() and b.is_integer() else a**b,
    type(sympy.pi): lambda: arb.pi(),
    type(sympy.E): lambda: arb(1).exp(),
    type(sympy.EulerGamma): lambda: arb.const_euler(),
    type(sympy.Catalan): lambda: arb.const_catalan(),
}


def larger(parts: tuple[arb, ...], sign: int) -> arb:
    """The largest (or smallest) of several."""
    result = parts[0]
    for part in parts[1:]:
        result = result.max(part) if sign > 0 else result.min(part)
    return result


def plain_value(expression: sympy.Basic, where: Point) -> arb:
    """The value of plain SymPy, worked out here a second time."""
    if isinstance(expression, sympy.Rational):
        return arb(fmpq(int(expression.p), int(expression.q)))
    if isinstance(expression, sympy.Symbol):
        found = value(CONTEXT.parse(expression.name), where)
        assert found is not None
        return found
    parts = [plain_value(part, where) for part in expression.args]
    if isinstance(expression, sympy.Add | sympy.Mul):
        result = parts[0]
        for part in parts[1:]:
            result = result + part if isinstance(expression, sympy.Add) else result * part
        return result
    return FUNCTIONS[type(expression)](*parts)


def points(term: Term, count: int = 2) -> list[Point]:
    """Some points at which the balls look."""
    ctx.prec = BITS
    return [point(CONTEXT, number, not asks_for_labels(term)) for number in range(count)]


def lowering_and_lifting_keep_the_value(term: Term) -> None:
    try:
        expression = lower(term)
    except NotLowered:
        return
    try:
        lifted = lift(expression, lambda name: CONTEXT.parse(name))
    except NotLifted:
        lifted = None
    for where in points(term):
        ours = value(term, where)
        if ours is None:
            continue
        with suppress(KeyError):
            agree(ours, plain_value(expression, where), term)
        theirs = None if lifted is None else value(lifted, where)
        if theirs is not None:
            agree(ours, theirs, term)


def exact(where: Point) -> Point:
    """The point with balls of radius 0, so that more bits can be had."""
    return replace(
        where, values={name: [[c.mid() for c in row] for row in rows] for name, rows in where.values.items()}
    )


def derivatives_agree(term: Term) -> None:
    """The differentiator of the index form, dual numbers, and a difference quotient to 60 digits."""
    x = V["x"]
    try:
        form = IndexForm(CONTEXT, True)
        slope = form.differentiate(form.scalar(term), x)
    except Outside:
        return
    where = exact(points(term, 1)[0])
    ctx.prec = 1200
    try:
        dual = value(core.Partial(x, term), where)
        if dual is None:
            return
        own = value(slope, where)
        if own is not None:
            agree(own, dual, term)
        step = arb(10) ** -80
        middle = where.values["x"][0][0]
        ends = [value(term, where.with_value("x", [[middle + step * sign]])) for sign in (1, -1)]
        if None in ends or step / 2 < max(end.rad() for end in ends if end is not None):
            return
        quotient = (ends[0] - ends[1]) / (2 * step)
        assert abs(quotient - dual) < (abs(dual) + 1) * arb(10) ** -40, f"{term}: {dual.str(20)}, {quotient.str(20)}"
    finally:
        ctx.prec = BITS


MARKS = list("+-*/@'()[],<=!.^%0123456789 \n\t\0é−λ_xyaw") + ["**", "log(", "sum(i,1,m,", "__class__", "1e9", "where("]


@st.composite
def texts(draw: Any) -> str:
    """Bytes, or a right text with some characters put in, taken away or doubled."""
    if draw(st.booleans()):
        return bytes(draw(st.binary(max_size=60))).decode(draw(st.sampled_from(("latin-1", "utf-8"))), "replace")
    text = to_text(real(draw, 2))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(["", *MARKS])) + text[at + draw(st.integers(0, 3)) :]
    return text


def any_text_is_read_or_refused(text: str) -> None:
    try:
        term = CONTEXT.parse(text)
    except ParseError as error:
        assert re.match(r"line \d+, column \d+: ", str(error)), error
    except ShapeError:
        pass
    else:
        assert CONTEXT.parse(to_text(term)) == term


NAMED = {"v": V["x"], "i": V["k"], "k": V["k"], "l": ONE, "u": V["p"], "j": V["j"], "n": V["m"], "t": V["v"]}
"""What letters mostly stand for where a rule speaks of sums, indices and derivatives."""
OVER_SAMPLES = {**NAMED, "i": V["i"], "u": V["m"], "j": V["i"]}
MET = {
    ConditionKind.DISTINCT: V["b"],
    ConditionKind.LABEL: V["t"],
    ConditionKind.ZERO: core.Plus(V["x"], core.Negative(V["x"])),
}
"""What meets a condition that random terms hardly meet."""
COUNTED: Counter[str] = Counter()
SHAPED = (Group.MATRIX, Group.DIFFERENTIAL)


def instance(draw: Any, rule: Rule, backwards: bool) -> tuple[Term, dict[str, Term]]:
    """A rule's side with random terms for its letters."""
    side = rule.patterns[1 if backwards else 0]
    vectors = rule.group in SHAPED or draw(st.integers(0, 5)) == 0
    signs = {
        part.name
        for demand in rule.demands
        if demand.kind in (ConditionKind.POSITIVE, ConditionKind.NONZERO)
        for part in demand.parts
        if isinstance(part, Slot)
    }
    indices = {
        part.children[0].name for p in rule.patterns for _, part in core.walk(p) if isinstance(part, core.Binder)
    }
    derived = rule.group in (Group.DERIVATIVE, Group.SUM) or bool(indices) or rule.group in SHAPED
    met = [(demand.parts[0], MET[demand.kind]) for demand in rule.demands if demand.kind in MET]
    bound: dict[str, Term] = {letter.name: term for letter, term in met if isinstance(letter, Slot)}
    named = draw(st.sampled_from((NAMED, OVER_SAMPLES)))
    for pattern in rule.patterns:
        for _, part in core.walk(pattern):
            if isinstance(part, FunctionSlot):
                cls = draw(st.sampled_from([core.Exponential, core.HyperbolicTangent, core.Negative, core.Softplus]))
                bound.setdefault(part.name, cls(Slot("_")))
            elif isinstance(part, Slot) and part.name not in bound:
                if derived and part.name in named and draw(st.integers(0, 9)):
                    bound[part.name] = (
                        V["v"] if rule.group is Group.DIFFERENTIAL and part.name == "v" else named[part.name]
                    )
                elif vectors and draw(st.integers(0, 3)):
                    bound[part.name] = matrix(draw)
                elif part.name in signs and draw(st.integers(0, 5)):
                    bound[part.name] = positive(draw, 2)
                else:
                    bound[part.name] = real(draw, 2)
    return build(side, bound), bound


def matrix(draw: Any) -> Term:
    """A vector, a matrix, or the transpose of one."""
    kind = draw(st.integers(0, 4))
    if kind < 2:
        return vector(draw, 1)
    return [V["A"], core.Transposed(V["A"]), V["v"]][kind - 2]


@st.composite
def steps(draw: Any) -> tuple[str, bool, Term, dict[str, Term]] | None:
    """A rule, a direction, an instance of that side, and its letters."""
    rule = RULES[draw(st.sampled_from(sorted(RULES)))]
    backwards = draw(st.booleans())
    try:
        line, bound = instance(draw, rule, backwards)
        _ = [part.shape for _, part in core.walk(line)]
    except (ValueError, LookupError):
        return None
    return rule.name, backwards, line, bound


def every_rule_passes_the_balls(drawn: tuple[str, bool, Term, dict[str, Term]] | None) -> None:
    if drawn is None:
        return
    name, backwards, line, bound = drawn
    rule = RULES[name]
    if rule.relation is Relation.SAME_MAXIMISER:
        return
    if any(d.kind is ConditionKind.AWAY for d in rule.demands):
        return  # they leave out kinks, at which a random term may well stand; test_differentiation has them
    for given_letters in ({}, bound):
        try:
            applied = apply_rule(rule, line, CONTEXT, (), (), given_letters, backwards)
        except (RuleError, ShapeError, ValueError, Unbound):
            continue
        verdict = compare(line, applied.after, CONTEXT, applied.relation)
        assert verdict.result is not Result.REFUTED, f"{name}: {line} -> {applied.after}: {verdict.because}"
        COUNTED[name] += verdict.result is Result.CONSISTENT


FALSE = [
    "sqrt(a**2) = a", "sqrt(a*b) = sqrt(a)*sqrt(b)", "log(a*b) = log(a) + log(b)", "log(a/b) = log(a) - log(b)",
    "(a**b)**c = a**(b*c)", "(a*b)**c = a**c*b**c", "a**b*a**c = a**(b + c)", "log(a**b) = b*log(a)",
    "log(a**2) = 2*log(a)", "abs(a) = a", "max(a, b) = a", "exp(log(a**2)/2) = a", "log(a + b) = log(a) + log(b)",
    "sign(a) = 1", "a/b = b/a", "sqrt(a**2 + b**2) = a + b", "erf(-a) = erf(a)", "where(a < b, a, b) = a",
    "exp(a)*exp(b) = exp(a*b)", "(a**2)**0.5 = a", "a**(1/2)*b**(1/2) = (a*b)**(1/2)", "0**a = 0", "round(a) = a",
]  # fmt: skip
"""What is false for some real numbers."""


@st.composite
def statements(draw: Any) -> tuple[Term, Term] | None:
    """Two terms that may be equal or not: a false law's two sides, or a term with a part changed."""
    if draw(st.integers(0, 3)):
        left, _, right = draw(st.sampled_from(FALSE)).partition(" = ")
        bound = {name: (real if draw(st.booleans()) else positive)(draw, draw(st.integers(0, 2))) for name in "abc"}
        return build(parse_pattern(left), bound), build(parse_pattern(right), bound)
    term, old = real(draw, 3), draw(st.sampled_from([V["x"], V["w"], V["y"], V["a"]]))
    return (term, term.xreplace({old: real(draw, 1)})) if old.name in free_names(term) else None


def nothing_false_is_proved(sides: tuple[Term, Term] | None) -> None:
    """Where the balls find two different values, the normal form must not find one."""
    if sides is None:
        return
    left, right = sides
    verdict = compare(left, right, CONTEXT)
    if verdict.result is Result.REFUTED and "only one side" not in verdict.because:
        proof = normal_form(left, right, CONTEXT)
        assert proof.result is not Result.PROVED, f"{left} = {right} was proved; {verdict.because}"


PROPERTIES: dict[str, tuple[Callable[[Any], None], st.SearchStrategy[Any], int, int]] = {
    "text": (text_reads_back, any_terms(), 400, FULL),
    "lowering": (lowering_and_lifting_keep_the_value, real_terms(), 250, FULL),
    "derivatives": (derivatives_agree, real_terms(3), 150, FULL),
    "bytes": (any_text_is_read_or_refused, texts(), 1000, FULL),
    "rules": (every_rule_passes_the_balls, steps(), 400, FULL),
    "proofs": (nothing_false_is_proved, statements(), 200, FULL // 4),
}
"""Each property with its examples, and how many of them in a short and in a full run."""


@pytest.mark.parametrize("name", PROPERTIES)
def test_random_examples(name: str) -> None:
    check, strategy, short, _ = PROPERTIES[name]
    run(check, strategy, short)


@pytest.mark.slow
@pytest.mark.parametrize("name", PROPERTIES)
def test_very_many_random_examples(name: str) -> None:
    check, strategy, _, full = PROPERTIES[name]
    COUNTED.clear()
    run(check, strategy, full)
    if name == "rules":
        print({name: COUNTED[name] for name in sorted(RULES)})
