"""LaTeX, terminal text and trace: what is written tells terms apart, and reads back to the same term."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from derivations.functions import FUNCTIONS
from derivations.losses.logistic import PLAN
from derivations.render import latex, plain
from derivations.render.latex import to_latex
from derivations.render.latex_calculus import CEILING, STRUT
from derivations.render.plain import to_plain
from derivations.render.printer import Unprintable
from derivations.render.trace import trace, trace_text
from derivations.rules.book import RULES
from derivations.terms import core
from derivations.terms.core import Term
from derivations.terms.parser import parse_pattern
from derivations.verify.verdict import Checked

ROOT = Path(__file__).resolve().parent.parent
CONTEXT = PLAN.context
ABSTRACT = {core.Binder, core.Term, core.Leaf, core.Nary, core.Elementwise, core.Proposition}
CLASSES = {found for found in vars(core).values() if isinstance(found, type) and issubclass(found, Term)} - ABSTRACT
CLASSES |= {record.term for record in FUNCTIONS}

# Each line: a term, its LaTeX, its form on a terminal.
FORMS = [
    ("theta' @ X[i]", r"\theta^{\top} x^{(i)}", "θᵀxᵢ"),
    ("X[i, j]", "x_{j}^{(i)}", "xᵢ,ⱼ"),
    ("y[i]**2", r"(y^{(i)})^{2}", "yᵢ²"),
    ("X[i]'", r"(x^{(i)})^{\top}", "xᵢᵀ"),
    ("theta[j]**2", r"\theta_{j}^{2}", "θⱼ²"),
    ("X'[j, i]", r"(X^{\top})_{ji}", "(Xᵀ)ⱼ,ᵢ"),
    ("exp(-(theta' @ X[i]))", r"e^{-\theta^{\top} x^{(i)}}", "exp(−θᵀxᵢ)"),
    ("log(exp(z))", r"\log e^{z}", "log eᶻ"),
    ("y[i]*log(b)", r"y^{(i)} \log b", "yᵢ log b"),
    ("log(b)*y[i]", r"(\log b) y^{(i)}", "(log b) yᵢ"),
    ("-(1/m)*J", r"-\frac{1}{m} J(\theta)", "−(1/m) J(θ)"),
    ("sum(i, 1, m, y[i] + z[i])", r"\sum_{i=1}^{m} \left[ y^{(i)} + z^{(i)} \right]", "Σᵢ₌₁ᵐ [yᵢ + zᵢ]"),
    ("sum(i, 1, m, z[i])*b", r"\left( \sum_{i=1}^{m} z^{(i)} \right) b", "(Σᵢ₌₁ᵐ zᵢ) b"),
    ("ones(m)' @ zeros(m)", r"\mathbf{1}^{\top} \mathbf{0}", "𝟏ᵀ𝟎"),
    ("h*(ones(m) - h)", r"h \odot (\mathbf{1} - h)", "h ⊙ (𝟏 − h)"),
    ("b*h", "b h", "b h"),
    ("X' @ (h - y)", r"X^{\top} (h - y)", "Xᵀ(h − y)"),
    ("h*(X @ theta)", r"h \odot (X \theta)", "h ⊙ (Xθ)"),
    ("2*3", r"2 \cdot 3", "2·3"),
    ("2**(-p)", "2^{-p}", "2⁻ᵖ"),
    ("indicator(y[i] == 1)", r"I\{y^{(i)} = 1\}", "I{yᵢ = 1}"),
    ("P(yhat[i] == 1, X[i], theta)", r"P(\hat y^{(i)} = 1 \mid x^{(i)}; \theta)", "P(ŷᵢ = 1 | xᵢ; θ)"),
    ("partial(theta[j], J)", r"\frac{\partial J(\theta)}{\partial \theta_{j}}", "∂J(θ)/∂θⱼ"),
    ("partial(theta[j], b*J)", r"\frac{\partial}{\partial \theta_{j}} (b J(\theta))", "∂/∂θⱼ (b J(θ))"),
    ("gradient(theta, L)", r"\nabla_{\theta} L(\theta)", "∇L(θ)"),
    ("jacobian(theta, gradient(theta, L))", r"\nabla_{\theta}^{2} L(\theta)", "∇²L(θ)"),
    (
        "partial(theta[j], partial(theta[j], J))",
        r"\frac{\partial^{2} J(\theta)}{\partial \theta_{j}^{2}}",
        "∂²J(θ)/∂θⱼ²",
    ),
    (
        "partial(b, partial(theta[j], partial(theta[j], J)))",
        r"\frac{\partial^{3} J(\theta)}{\partial b \, \partial \theta_{j}^{2}}",
        "∂³J(θ)/(∂b∂θⱼ²)",
    ),
    ("jacobian(theta, h)", r"\frac{\partial h}{\partial \theta^{\top}}", "∂h/∂θᵀ"),
    ("X @ d(theta, theta)", r"X \, \mathrm{d} \theta", "X dθ"),
    (
        "gradient_of(theta, d(theta, L))",
        r"\left[ \mathrm{d} L(\theta) \right]_{\mathrm{d}\theta}^{\top}",
        "[d L(θ)]_dθᵀ",
    ),
    ("delta(k, j)", r"\delta_{kj}", "δₖⱼ"),
    ("log_base(b, m)", r"\log_{b} m", "log_b m"),
    ("max(b, 0)", r"\max(b, 0)", "max(b, 0)"),
    ("abs(b)", r"\left\lvert b \right\rvert", "|b|"),
    ("expm1(b)", r"\operatorname{expm1}(b)", "expm1(b)"),
    (
        "where(b == 0, 0, m)",
        r"\begin{cases} 0 & b = 0 \\ m & \text{otherwise} \end{cases}",
        "(0 where b = 0, else m)",
    ),
    ("0.5*b", "0.5 b", "0.5 b"),
]


@pytest.mark.parametrize(("text", "tex", "unicode"), FORMS)
def test_a_term_is_written_as_people_write_it(text: str, tex: str, unicode: str) -> None:
    term = CONTEXT.parse(text)
    assert to_latex(term, CONTEXT) == tex
    assert to_plain(term, CONTEXT) == unicode


# Where brackets are needed: leaving any of them out would say something else.
BRACKETS = [
    ("a - (b + c)", "a - (b + c)"),
    ("a - b + c", "a - b + c"),
    ("-(a + b)", "-(a + b)"),
    ("-a + b", "-a + b"),
    ("a*(b + c)", "a (b + c)"),
    ("a*(-b)", "a (-b)"),
    ("(-a)*b", "(-a) b"),
    ("-(-a)", "-(-a)"),
    ("a - (-b)", "a - (-b)"),
    ("(a + b)**2", "(a + b)^{2}"),
    ("(a**b)**c", "(a^{b})^{c}"),
    ("a**(b + c)", "a^{b + c}"),
    ("(a*b)**2", "(a b)^{2}"),
    ("log(a)**2", r"(\log a)^{2}"),
    ("log(a**2)", r"\log a^{2}"),
    ("log(a*b)", r"\log(a b)"),
    ("log(a)*b", r"(\log a) b"),
    ("log(log(a))", r"\log(\log a)"),
    ("exp(a)**2", "(e^{a})^{2}"),
    ("(a/b)**2", r"\left( \frac{a}{b} \right)^{2}"),
    ("(a @ b)'", r"(a b)^{\top}"),
    ("a @ b'", r"a b^{\top}"),
    ("a''", r"(a^{\top})^{\top}"),
    ("(a + b)[i]", "(a + b)_{i}"),
    ("f(a)[i]", "(f(a))_{i}"),
    ("subst(a + b, i, l)", r"(a + b)\rvert_{i=l}"),
    ("sum(i, l, u, -a)", r"\sum_{i=l}^{u} (-a)"),
    ("sum(i, l, u, a) + b", r"\sum_{i=l}^{u} a + b"),
    ("sum(i, l, u, a + b)", r"\sum_{i=l}^{u} \left[ a + b \right]"),
    ("partial(v, a + b)", r"\frac{\partial}{\partial v} (a + b)"),
    ("partial(v, a) + b", r"\frac{\partial a}{\partial v} + b"),
    ("partial(a + b, f(a + b))", r"\frac{\partial f(a + b)}{\partial (a + b)}"),
    ("d(v, a*b)", r"\mathrm{d}(a b)"),
]


@pytest.mark.parametrize(("text", "tex"), BRACKETS)
def test_brackets_stand_where_they_change_the_meaning(text: str, tex: str) -> None:
    assert to_latex(parse_pattern(text)) == tex


def small_terms() -> list[Term]:
    """All terms of two levels over three letters and the common operations."""
    a, b, c = (parse_pattern(letter) for letter in "abc")
    pairs = (core.Plus, core.Times, core.Quotient, core.Power)
    singles = (core.Negative, core.Logarithm, core.Exponential, core.Absolute, core.Transposed)
    one = [
        *(cls(a, b) for cls in pairs),
        *(cls(a) for cls in singles),
        core.Summation(b, core.ONE, c, a),
        core.Partial(b, a),
    ]
    two = [cls(x, c) for cls in pairs for x in one] + [cls(c, x) for cls in pairs for x in one]
    return [*one, *two, *(cls(x) for cls in singles for x in one), *(core.Summation(b, core.ONE, c, x) for x in one)]


@pytest.mark.parametrize("write", [to_latex, to_plain])
def test_different_terms_are_written_differently(write: object) -> None:
    written: dict[str, Term] = {}
    for term in dict.fromkeys(small_terms()):
        text = write(term)  # type: ignore[operator]
        assert text not in written, f"{term} and {written[text]} are both written {text}"
        written[text] = term


@pytest.mark.parametrize("forms", [latex.FORMS, plain.FORMS], ids=["latex", "plain"])
def test_every_class_of_terms_has_a_form(forms: dict[type[Term], object]) -> None:
    assert set(forms) == CLASSES


def test_a_class_without_a_form_is_an_error() -> None:
    class Unknown(Term):
        __slots__ = ()

    for write in (to_latex, to_plain):
        with pytest.raises(Unprintable, match="Unknown"):
            write(Unknown())
        with pytest.raises(Unprintable, match="theta is not declared"):
            write(CONTEXT.parse("theta"))


# A minus sign goes with its term; a place without a text of its own marks the part around it.
MARKED = [
    ("a + b*c", {(1, 0): "x"}, r"a + \htmlClass{x}{b} c"),
    ("a - b + c", {((), (1, 2)): "x"}, r"a\htmlClass{x}{{} - b + c}"),
    ("a + b - c", {(2,): "x"}, r"a + b\htmlClass{x}{{} - c}"),
    ("a - b", {(1, 0): "x"}, r"a - \htmlClass{x}{b}"),
    ("a*b*c", {((), (0, 1)): "x"}, r"\htmlClass{x}{a b} c"),
    ("a*b*c", {((), (0, 1)): "x", ((), (1, 2)): "y"}, r"\htmlClass{x}{a \htmlClass{y}{b}} \htmlClass{y}{c}"),
    ("log(a)", {(0,): "x", (): "y"}, r"\htmlClass{y}{\log \htmlClass{x}{a}}"),
    ("jacobian(v, gradient(v, f))", {(1,): "x"}, r"\htmlClass{x}{\nabla_{v}^{2} f}"),
]


@pytest.mark.parametrize(("text", "marks", "tex"), MARKED)
def test_marked_places(text: str, marks: dict, tex: str) -> None:
    assert to_latex(parse_pattern(text), marks=marks) == tex


def without_struts(text: str) -> str:
    return text.replace(STRUT, "").replace(CEILING, "")


def test_a_fractions_bar_keeps_away_from_marks() -> None:
    assert to_latex(parse_pattern("a/b"), marks={(0,): "x"}) == rf"\frac{{\htmlClass{{x}}{{a}}{STRUT}}}{{b}}"
    assert to_latex(parse_pattern("a/b"), marks={(1,): "x"}) == rf"\frac{{a}}{{{CEILING}\htmlClass{{x}}{{b}}}}"
    inner = to_latex(parse_pattern("partial(v, partial(v, f))"), marks={(1,): "x"})
    assert inner == r"\htmlClass{x}{\frac{\partial^{2} f}{\partial v^{2}}}"
    assert to_latex(parse_pattern("partial(v, f)"), marks={(1,): "x"}).startswith(
        rf"\frac{{\partial \htmlClass{{x}}{{f}}{STRUT}}}"
    )


def test_marks_change_nothing_else(checked: Checked) -> None:
    for stage in checked.stages:
        for line in stage.derivation.lines:
            bare = to_latex(line, CONTEXT)
            for path, _ in core.walk(line):
                marked = to_latex(line, CONTEXT, {path: "part-after"})
                stripped = without_struts(re.sub(r"\\htmlClass\{part-after\}", "", marked)).replace("{{} - ", "{ - ")
                assert stripped.replace("{", "").replace("}", "") == bare.replace("{", "").replace("}", "")


def test_no_formula_ends_a_table_cell(checked: Checked) -> None:
    lines = [line for stage in checked.stages for line in stage.derivation.lines]
    assert not [line for line in lines if "|" in to_latex(line, CONTEXT)]
    assert not [rule for rule in RULES.values() for side in rule.patterns if "|" in to_latex(side)]


def test_text_reads_back_to_the_same_term(checked: Checked) -> None:
    for stage in trace(checked)["stages"]:  # type: ignore[attr-defined]
        derivation = checked.stage(stage["id"]).derivation
        assert CONTEXT.parse(stage["start"]) == derivation.start
        for step, data in zip(derivation.steps, stage["steps"], strict=True):
            assert CONTEXT.parse(data["before"]) == step.before
            assert CONTEXT.parse(data["after"]) == step.after
            inner = [CONTEXT.parse(found["after"]) for found in data["steps"]]
            assert inner == [found.after for found in step.steps]
            assert not inner or inner[-1] == step.after


def test_the_trace_has_its_schema(checked: Checked) -> None:
    data = json.loads(trace_text(checked))
    assert (data["schema"], data["version"], data["loss"]) == ("derivations/trace", 1, "logistic")
    assert trace_text(checked) == trace_text(checked)
    keys = {"id", "relation", "rule", "number", "tier", "before", "after", "latex", "place", "bindings", "conditions"}
    for stage in data["stages"]:
        assert {"id", "title", "steps"} <= set(stage)
        for step in stage["steps"]:
            assert keys | {"verdicts", "steps"} <= set(step)
            assert step["relation"] in ("=", ":=", "same maximiser", "<=", ">=")
            assert all({"check", "result"} <= set(verdict) for verdict in step["verdicts"])
            assert all(set(condition) == {"text", "because"} for condition in step["conditions"])
    numbers = [step["number"] for stage in data["stages"] if stage["id"] == "simplify-loss" for step in stage["steps"]]
    assert [number for number in numbers if number] == ["③", "②"]


def test_a_line_in_a_line_is_written_alike() -> None:
    """What is kept of a part without marks has no marks, and the other way round."""
    part = CONTEXT.parse("log(1 + exp(z[i]))")
    whole = CONTEXT.parse("y[i]*log(1 + exp(z[i]))")
    bare = to_latex(whole, CONTEXT)
    marked = to_latex(whole, CONTEXT, {(1, 0): "part-after"})
    assert marked != bare and re.sub(r"\\htmlClass\{part-after\}\{(.*?\})\}", r"\1", marked) == bare
    assert to_latex(whole, CONTEXT) == bare and to_latex(part, CONTEXT) in bare
