"""LaTeX, terminal text, trace and pages: what is written reads back to the same term, and links lead somewhere."""

from __future__ import annotations

import itertools
import json
import posixpath
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from derivations.losses.logistic import PLAN
from derivations.render import latex, plain
from derivations.render.environment import TemplateError, environment, template_folder
from derivations.render.latex import to_latex
from derivations.render.latex_calculus import CEILING, STRUT
from derivations.render.pages import pages, result_views
from derivations.render.plain import to_plain
from derivations.render.printer import Unprintable
from derivations.render.rulebook import Clash
from derivations.render.show import show, verification_table
from derivations.render.steps import Linker
from derivations.render.trace import trace, trace_text
from derivations.render.words import Typesetter
from derivations.render.wrap import width, wrap
from derivations.rules.book import RULES
from derivations.terms import core
from derivations.terms.context import Context, Definition
from derivations.terms.core import Term
from derivations.terms.parser import parse_pattern
from derivations.verify.verdict import Checked

ROOT = Path(__file__).resolve().parent.parent
CONTEXT = PLAN.context
ABSTRACT = {core.Binder, core.Term, core.Leaf, core.Nary, core.Elementwise, core.Proposition}
CLASSES = {found for found in vars(core).values() if isinstance(found, type) and issubclass(found, Term)} - ABSTRACT

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
            assert step["relation"] in ("=", ":=", "same maximiser")
            assert all({"check", "result"} <= set(verdict) for verdict in step["verdicts"])
            assert all(set(condition) == {"text", "because"} for condition in step["conditions"])
    numbers = [step["number"] for stage in data["stages"] if stage["id"] == "simplify-loss" for step in stage["steps"]]
    assert [number for number in numbers if number] == ["③", "②"]


@pytest.fixture(scope="module")
def made(checked: Checked) -> dict[str, str]:
    return pages(checked)


def test_every_rule_and_definition_has_a_page(made: dict[str, str]) -> None:
    for name in [*RULES, *(definition.name for definition in CONTEXT.definitions)]:
        page = made[f"rules/{name}.md"]
        assert f"`{name}`" in page
        assert f"]({name}.md)" in made["rules/index.md"]
    for rule in RULES.values():
        assert made[f"rules/{rule.name}.md"].count("\n**") == len(rule.conditions), (
            "a counterexample for each condition"
        )


def test_the_pages_hold_every_line(checked: Checked, made: dict[str, str]) -> None:
    text = made["losses/logistic.md"] + made["losses/logistic-stability.md"]
    bare = without_struts(re.sub(r"\\htmlClass\{[a-z-]+\}", "", text)).replace("{", "").replace("}", "")
    for stage in checked.stages:
        for step in stage.derivation.steps:
            for atom in (step, *step.atoms):
                assert f'id="{atom.name.replace(".", "-")}"' in text
                assert to_latex(atom.after, CONTEXT).replace("{", "").replace("}", "") in bare


def anchors(text: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', text) + re.findall(r"\{ #(\S+) \}", text)


def test_every_link_leads_somewhere(made: dict[str, str]) -> None:
    known = {path: anchors(text) for path, text in made.items()}
    for path in (ROOT / "docs").glob("*.md"):
        known.setdefault(path.name, anchors(path.read_text(encoding="utf-8")))
    known["using.md"] = []
    for path, names in known.items():
        assert len(names) == len(set(names)), path
    for path, text in made.items():
        if not path.endswith(".md"):
            continue
        links = re.findall(r"\]\(([^)\s]+)\)", text)
        in_formulas = [target.replace(".html", ".md") for target in re.findall(r"\\href\{([^}]+)\}", text)]
        assert set(in_formulas) <= set(links), f"{path}: what a formula links to, the text links to as well"
        for link in links:
            file, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
            assert target in known, f"{path} links to {link}"
            assert not anchor or anchor in known[target], f"{path} links to {link}"


def test_pages_say_that_they_are_generated(made: dict[str, str]) -> None:
    for path, text in made.items():
        if path.endswith(".md"):
            line = re.search(r"^<!-- Generated by derivations generate from (\S+):.* -->$", text[:600], re.MULTILINE)
            assert line, path
            assert (ROOT / line[1]).exists(), path


def test_the_numbers_stand_under_the_articles_equals_signs(made: dict[str, str]) -> None:
    steps = re.findall(
        r'id="((?:simplify-loss|log-h|log-one-minus-h)-\d)" markdown>\s*\\\[ (.*?) \\\]', made["losses/logistic.md"]
    )
    numbers = {name: "".join(re.findall("[①②③]", formula)) for name, formula in steps}
    assert {name: number for name, number in numbers.items() if number} == {
        "log-h-2": "①",
        "log-one-minus-h-3": "①",
        "log-one-minus-h-4": "③",
        "simplify-loss-4": "③",
        "simplify-loss-5": "②",
    }


def test_counterexamples_are_computed(made: dict[str, str]) -> None:
    page = made["rules/log_quotient.md"]
    assert r"\(a = -1, \; b = -1\), the left side is \(\log \frac{a}{b} = 0\)" in page
    assert r"\log \frac{a}{b} \approx 0.69315" in page
    assert r"the right side is \(\log a - \log b\), which has no value" in page


def test_the_hand_written_pages_agree_with_the_derivation(checked: Checked) -> None:
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    results, _ = result_views(checked, Linker(checked, "index.md"))
    numbered = [result for result in results if result.tag]
    assert [result.tag for result in numbered] == ["1", "2"]
    for result in numbered:
        assert rf"\[ {result.formula} \tag{{{result.tag}}} \]" in index
    extending = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "derivations").glob("*/*.py"))
    excerpts = re.findall(r"```python\n(.*?)```", extending, re.DOTALL)
    assert len(excerpts) == 4
    for excerpt in excerpts:
        assert excerpt in sources, "an excerpt isn't in the code any more"
    for path in re.findall(r"`((?:derivations|templates|tests)/[\w/.]*)`", extending):
        assert (ROOT / path).exists(), path


def test_terms_in_sentences_become_formulas_and_words_stay() -> None:
    say = Typesetter(CONTEXT).sentence
    assert say("the index i runs from 1 to m") == r"the index \(i\) runs from 1 to \(m\)"
    assert say("a power of a positive number is positive") == "a power of a positive number is positive"
    assert say("it is exp(-z[i])/(1 + h[i]), and positive").startswith(r"it is \(\frac{")


def test_a_missing_template_is_told_in_one_line() -> None:
    with pytest.raises(
        TemplateError, match=r"^templates/page/lost\.md\.j2: there is no such template; .*git checkout"
    ) as error:
        environment().get_template("page/lost.md.j2")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"one\n<% if %>\n", r"templates/page/rule\.en\.md\.j2, line 2: "),
        (b"one\ntwo\n<< rule.nothing >>\n", r"templates/page/rule\.en\.md\.j2, line 3: .*nothing"),
        (b"<< unknown >>", r"templates/page/rule\.en\.md\.j2, line 1: 'unknown' is undefined"),
        (b"one\n<< 1/0 >>", r"templates/page/rule\.en\.md\.j2, line 2: ZeroDivisionError: "),
        (b"one\n<< 1 + rule >>", r"templates/page/rule\.en\.md\.j2, line 2: TypeError: "),
        (
            b"<% include 'page/lost.md.j2' %>",
            r"templates/page/rule\.en\.md\.j2, line 1: it needs templates/page/lost\.md\.j2, and there is no such ",
        ),
        (b"\xff\xfe", r"templates/page/rule\.en\.md\.j2: can't be read \(it isn't UTF-8\)"),
    ],
)
def test_a_broken_template_is_told_in_one_line(tmp_path: Path, text: bytes, message: str) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(template_folder(), folder)
    (folder / "page/rule.en.md.j2").write_bytes(text)
    with pytest.raises(TemplateError, match="^" + message) as error:
        environment("page", folder).get_template("page/rule.en.md.j2").render(rule=RULES["log_one"])
    assert "\n" not in str(error.value)


def test_an_unreadable_template_says_how_to_make_it_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    found = environment("page", template_folder())
    monkeypatch.setattr(found.loader, "load", refused)
    with pytest.raises(TemplateError, match=r"can't be read .*; run: chmod u\+r templates/page/rule\.en\.md\.j2$"):
        found.get_template("page/rule.en.md.j2")


def test_missing_templates_of_a_checkout_come_back_with_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("derivations.render.environment.PACKAGE", tmp_path / "derivations")
    with pytest.raises(TemplateError, match="install the package again$"):
        template_folder()
    (tmp_path / ".git").mkdir()
    with pytest.raises(TemplateError, match="git checkout -- templates$"):
        template_folder()


def second(checked: Checked, *definitions: Definition) -> Checked:
    """The same derivation as that of another loss, its definitions replaced by those of the same names."""
    replaced = {found.name: found for found in definitions}
    found = tuple(replaced.get(found.name, found) for found in CONTEXT.definitions)
    context = Context(CONTEXT.symbols, found, CONTEXT.ranges)
    return replace(checked, loss=replace(PLAN, name="logistic2", title={"en": "Another loss"}, context=context))


def test_two_losses_share_the_rule_book(checked: Checked, made: dict[str, str]) -> None:
    both = pages(checked, second(checked))
    own = {path for path in made if path.startswith(("losses/", "traces/"))}
    assert set(both) == set(made) | {path.replace("logistic", "logistic2") for path in own}
    assert all(both[path] == made[path] for path in own)
    for page in ("rules/log_quotient.md", "rules/hypothesis.md"):
        for loss in ("logistic", "logistic2"):
            assert f"](../losses/{loss}.md#log-h-" in both[page]
    assert both["rules/index.md"].count("## Definitions of the loss: ") == 2
    assert "from derivations/losses/logistic_context.py" in both["rules/hypothesis.md"]
    assert both["notation.md"].count("\n### Data") == 1


def test_two_losses_with_different_definitions_of_one_name_are_told(checked: Checked) -> None:
    residuals = next(found for found in CONTEXT.definitions if found.name == "residuals")
    with pytest.raises(Clash, match="logistic and logistic2 both have a definition residuals, but .*another name$"):
        pages(checked, second(checked, replace(residuals, right="y - h")))


def test_a_loss_with_symbols_of_its_own_has_a_table_of_its_own(checked: Checked) -> None:
    other = second(checked)
    symbols = tuple(replace(found, meaning={"en": "something else"}) for found in CONTEXT.symbols)
    context = Context(symbols, CONTEXT.definitions, CONTEXT.ranges)
    notation = pages(checked, replace(other, loss=replace(other.loss, context=context)))["notation.md"]
    assert notation.count("\n### Data (") == 2
    assert "## Symbols: Another loss" in notation


def test_a_section_explains_what_it_shows_first(made: dict[str, str]) -> None:
    page = made["losses/logistic.md"]
    part = page[page.index("{ #section-vector }") : page.index("{ #vector-log-h }")]
    for symbol in (r"\(X\)", r"\(L(\theta)\)", r"\(y\)", r"\(h\)", r"\(\mathbf{1}\)", r"\(a \odot b\)"):
        assert f"- {symbol}" in part
    for symbol in (r"\(\bar\varepsilon\)", r"\(\lambda_1\)", r"\(\delta\)", r"\(\rho\)"):
        assert f"- {symbol}" in made["losses/logistic-stability.md"]


def test_headings_and_ends_tell_what_they_are(made: dict[str, str]) -> None:
    text = made["losses/logistic.md"] + made["losses/logistic-stability.md"]
    headings = re.findall(r"^##+ (.*?)(?: \{.*)?$", text, re.MULTILINE)
    assert len(headings) == len(set(headings))
    assert "Shown above: [First logarithm](#log-h) and shown above: [Second logarithm](#" in text
    assert text.count("Last line against the one after ↔: ") == 3
    assert "yhat" not in text


def printed(checked: Checked, columns: int, **options: object) -> list[str]:
    console = Console(width=columns, record=True, file=None, force_terminal=False, quiet=False)
    with console.capture() as capture:
        show(checked, console, **options)  # type: ignore[arg-type]
    return capture.get().splitlines()


@pytest.mark.parametrize("columns", [0, 1, 20, 40])
def test_a_narrow_terminal_cuts_nothing(checked: Checked, columns: int) -> None:
    lines = printed(checked, columns, stage="gradient", detail=True)
    assert columns < 40 or max(map(width, lines)) <= columns
    text = " ".join(" ".join(lines).split()).replace("- ", "-")
    assert "Gradient from the differential" in text
    assert sum(line.endswith("✓") for line in lines) >= 20


@pytest.mark.parametrize("options", [{}, {"detail": True}, {"stage": "simplify-loss"}])
def test_a_derivation_fits_a_terminal_of_80_columns(checked: Checked, options: dict) -> None:
    lines = printed(checked, 80, **options)
    assert max(map(width, lines)) <= 80
    text = "\n".join(lines)
    assert "   =② −(1/m) Σᵢ₌₁ᵐ [yᵢ θᵀxᵢ − log(exp(θᵀxᵢ) (1 + exp(−θᵀxᵢ)))]" in text
    assert (RULES["commute_sum"].title["en"] in text) == ("detail" in options)
    assert not set(text) & set("\ue000\ue001\ue002")
    assert ("Setting and hypothesis" in text) == ("stage" not in options)


def test_wrapped_formulas_keep_their_text(checked: Checked) -> None:
    for stage in checked.stages:
        for line, columns in itertools.product(stage.derivation.lines, (30, 50, 72)):
            text = to_plain(line, CONTEXT)
            assert "".join("".join(wrap(text, columns)).split()) == "".join(text.split())


def test_the_table_of_verdicts(checked: Checked) -> None:
    console = Console(width=80)
    with console.capture() as capture:
        console.print(verification_table(checked))
    text = capture.get()
    assert max(map(len, text.splitlines())) <= 80
    for stage in checked.stages:
        assert stage.derivation.name in text
    assert text.count("✓") == len(checked.stages)
