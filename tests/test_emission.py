"""The emitted code is the derived lines: each line cites the step that justifies it, and no such step is left out."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from derivations.emit import accuracy as emit_accuracy
from derivations.emit import correct, rounded
from derivations.emit.accuracy import accuracy
from derivations.emit.index_printer import IndexPrinter
from derivations.emit.kernel import CODE_NAMES, function
from derivations.emit.module import module
from derivations.emit.numpy_printer import NotEmitted, NumpyPrinter
from derivations.emit.of_plan import code_of, computed
from derivations.emit.quantities import program_of
from derivations.emit.stable import stabilise
from derivations.losses import softmax
from derivations.losses.logistic import PLAN
from derivations.losses.plan import Kernel
from derivations.rules import stability_sums
from derivations.rules.book import RULES
from derivations.rules.rule import Group, Relation
from derivations.terms.context import Context, Kind, Symbol
from derivations.terms.places import free_names
from derivations.tutorial.stability import CHAPTER
from derivations.verify.verdict import Checked

ROOT = Path(__file__).parents[1]
CODE = {
    name: (ROOT / f"derivations/generated/{name}.py").read_text(encoding="utf-8") for name in ("logistic", "softmax")
}
CITED = re.compile(r"  # ([a-z-]+\.\d+)$", re.MULTILINE)


@pytest.fixture(params=CODE)
def loss(request: pytest.FixtureRequest, checked: Checked, checked_softmax: Checked) -> Checked:
    """Each loss that has code, derived and checked."""
    return {"logistic": checked, "softmax": checked_softmax}[request.param]


def test_the_generated_file_is_current(loss: Checked) -> None:
    made = module(loss, accuracy(loss, CODE[loss.loss.name]))
    assert CODE[loss.loss.name] == made, "run: derivations generate"


def test_every_cited_step_exists(loss: Checked) -> None:
    steps = {step.step.name for stage in loss.stages for step in stage.steps}
    cited = set(CITED.findall(CODE[loss.loss.name]))
    assert cited and cited <= steps


def test_every_line_of_a_kernel_over_classes_states_its_step(checked_softmax: Checked) -> None:
    lines = {step.step.name: step.step for stage in checked_softmax.stages for step in stage.steps}
    for kernel in checked_softmax.loss.kernels:
        for line in function(kernel, checked_softmax).lines:
            assert line.step in lines, line


def is_call_of_own(statement: ast.Assign) -> bool:
    """Whether it only takes what another function of the module gives, whose lines cite their steps."""
    called = statement.value.func if isinstance(statement.value, ast.Call) else None
    return isinstance(called, ast.Name) and called.id.startswith("_pointwise")


@pytest.mark.parametrize("name", CODE)
def test_every_statement_in_a_kernel_cites_a_step(name: str) -> None:
    """In the functions that compute, each assignment has its step behind it."""
    source = CODE[name]
    lines = source.splitlines()
    count = 0
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_"):
            for statement in node.body:
                if isinstance(statement, ast.Assign) and not is_call_of_own(statement):
                    assert CITED.search(lines[statement.lineno - 1]), lines[statement.lineno - 1]
                    count += 1
    assert count >= {"logistic": 20, "softmax": 30}[name]


def test_no_stability_step_is_left_without_its_line(checked: Checked) -> None:
    """Each symbol that the section introduces is a value of the program, and the last step of each kernel is cited."""
    section = next(section for section in PLAN.sections if section.name == "stable-pointwise")
    names = {stage.name for stage in section.stages}
    code = code_of(checked, {})
    made = program_of(code)
    computed = [part for quantity in code.quantities for part in quantity.parts] + [code.probability]
    needed = made.program.needed(number for numbers in made.numbers.values() for number in numbers)
    known = {named.name: made.builder.output(named.term) for part in computed for named in part.named}
    for stage in checked.stages:
        for step in stage.derivation.steps:
            if stage.derivation.name in names and step.relation is Relation.DEFINED:
                for name in free_names(step.after) - free_names(step.before):
                    assert known[name] in needed, (step.name, name)
    cited = set(CITED.findall(CODE["logistic"]))
    for stage in section.stages:
        assert checked.stage(stage.name).derivation.steps[-1].name in cited


CONTEXT = Context(
    tuple(
        Symbol(name, kind, domain, {"en": name}, name, name)
        for name, kind, domain in (
            ("z", Kind.PARAMETER, "real"), ("y", Kind.DATA, "[0, 1]"), ("r", Kind.PARAMETER, "(0, inf)"),
        )
    ), (), (),
)  # fmt: skip
STABLE = [
    ("(y + r)*log(r + exp(z)) - y*z", "log_of_sum_with_exp"),
    ("1 - exp(z)", "one_minus_exp"),
    ("exp(z) - 1", "exp_minus_one"),
    ("1 - r**z", "one_minus_power"),
    ("normal_cdf(z + r) - normal_cdf(z)", "difference_of_normals"),
    ("exp(z)/(y + 1 + exp(z))", "ratio_of_exponentials"),
    ("(y*exp(z))/(1 + exp(z))**2", "multiple_share_of_variance"),
    ("exp(z)/(1 + exp(z))**2", "share_of_variance"),
    ("exp(z)/(1 + r*exp(z))", "rate_over_one_plus_multiple"),
    ("(y*exp(z))/(r + exp(z))**2", "rate_over_square_of_sum"),
    ("sigmoid(z) - sigmoid(-z)", "share_less_complement"),
    ("log(1 - exp(-(r + exp(z))))", "log_one_minus_exp"),
    ("log(exp(z) + exp(-r*z))", "log_of_two_exponentials"),
    ("exp(z)/(exp(z) + exp(r*z))", "ratio_of_two_exponentials"),
    ("y*normal_pdf(z)/normal_cdf(z)", "scaled_mills_ratio"),
    ("y*normal_pdf(z)/normal_cdf(-z)", "scaled_mills_ratio_mirrored"),
    ("normal_pdf(z)/normal_cdf(-z) - z", "mills_excess_mirrored"),
]
"""Terms that take a rule which neither the loss nor an example takes."""


@pytest.mark.parametrize(("text", "rule"), STABLE)
def test_a_stability_rule_is_found_where_it_helps(text: str, rule: str) -> None:
    term = CONTEXT.parse(text)
    inputs = tuple(name for name in ("z", "y", "r") if name in free_names(term))
    found = stabilise(term, CONTEXT, inputs)
    assert rule in {item.rule for item in found.path}
    assert found.after.broken < found.before.broken or found.after.cost < found.before.cost


def test_every_stability_rule_is_used(checked: Checked, checked_softmax: Checked) -> None:
    """By a loss, an example, the tutorial or a term above; those of sums by a test of vectors."""
    stages = (*checked.stages, *checked_softmax.stages)
    used = {a.step.rule.name for stage in stages for s in stage.steps for a in s.atoms}
    for path in (ROOT / "docs" / "examples").glob("*.chain.json"):
        stages = json.loads(path.read_text(encoding="utf-8"))["stages"]
        used |= {item["rule"] for stage in stages for line in stage["lines"] for item in line}
    used |= {rule for _, rule in STABLE} | set(CHAPTER.rules)
    used |= {rule.name for rule in stability_sums.RULES}
    assert sorted({name for name, rule in RULES.items() if rule.group is Group.STABILITY} - used) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("s[i] + r[i]*decay[i]", "s + r * decay"),
        ("1 - ell[i] + decay[i]", "1 - ell + decay"),
        ("z[i]/(y[i]/s[i])", "z / (y / s)"),
        ("z[i] - (y[i] - s[i])", "z - (y - s)"),
        ("indicator(0 < z[i]) - y[i]", "(z > 0) - y"),
        ("indicator(z[i] <= 0)", "z <= 0"),
        ("where(s[i] == 0, 0, z[i])", "np.where(s == 0, 0, z)"),
        ("c' @ ell", "np.sum(c * ell)"),
        ("X' @ diag(c*s) @ X", "X.T @ _support.scale_rows(c * s, X)"),
        ("X' @ (c*s*(X @ v))", "X.T @ (c * s * (X @ v))"),
        ("-(z[i] + y[i])*s[i]", "-((z + y) * s)"),
    ],
)
def test_terms_become_numpy_with_pythons_precedence(text: str, code: str) -> None:
    assert NumpyPrinter({}).print(PLAN.context.parse(text)) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Z[i, j] - Z[i, top[i]]", "z - _classes.pick(z, top)"),
        ("argmax(l, 1, K, Z[i, l])", "np.argmax(z, axis=0)"),
        ("where(j == top[i], 0, Z[i, j])", "np.where(classes == top, 0, z)"),
        ("sum(l, 1, K, (1 - delta(l, top[i]))*decay[i, l])", "np.sum((1 - (classes == top)) * e, axis=0)"),
        ("decay[i, a]*delta(a, b)*D[i, b]", "e[:, np.newaxis] * (classes[:, np.newaxis] == classes) * d"),
        ("decay[i, j]/total[i]", "e / t"),
        ("(X' @ diag(c) @ X)[k, n]", "X.T @ _support.scale_rows(c, X)"),
        ("vec(X' @ diag(c) @ U)", "X.T @ _support.scale_rows(c, U)"),
    ],
)
def test_terms_with_classes_become_numpy_over_arrays(text: str, code: str) -> None:
    assert IndexPrinter(CODE_NAMES, softmax.CONTEXT).whole(softmax.CONTEXT.parse(text)) == code


@pytest.mark.parametrize("text", ["sum(i, 1, m, ell[i])", "D[i, a]*D[i, b]*D[i, j]", "det(X' @ X)"])
def test_a_term_with_classes_that_has_no_form_is_refused(text: str) -> None:
    with pytest.raises(NotEmitted):
        IndexPrinter(CODE_NAMES, softmax.CONTEXT).whole(softmax.CONTEXT.parse(text))


def damaged(name: str, monkeypatch: pytest.MonkeyPatch, by: dict[str, Callable[[Any], Any]]) -> None:
    """Functions that all measuring uses, changed: those of programs, and those of modules that are run."""
    if name == "logistic":
        for word, function in by.items():
            monkeypatch.setitem(correct.FUNCTIONS, word, lambda x, f=function: float(f(x)))
    else:
        usual = rounded.modules()
        changed = rounded.replaced(usual["np"], **by)
        monkeypatch.setattr(rounded, "modules", lambda: {**usual, "np": changed})


def test_measured_errors_are_small_and_those_of_damaged_code_are_not(
    loss: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = CODE[loss.loss.name]
    rows = accuracy(loss, code)
    assert [row.function for row in rows] == ["pointwise_loss", "pointwise_gradient", "pointwise_hessian"]
    assert all(0 < row.worst < 4 for row in rows), rows
    damaged(loss.loss.name, monkeypatch, {"log1p": lambda x: np.log(1 + x)})
    found = accuracy(loss, code)[0]
    assert found.worst > 1e6 and found.limit == "1024 ulp or more"


def test_the_stability_page_measures_with_the_functions_that_all_code_is_measured_with(
    loss: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exp that is 1e-6 off shows as such an error."""
    damaged(loss.loss.name, monkeypatch, {"exp": lambda x: np.exp(x) * (1 + 1e-6)})
    assert all(row.worst > 1e6 for row in accuracy(loss, CODE[loss.loss.name]))


def test_the_points_of_the_stability_page_are_made_by_exact_arithmetic() -> None:
    """Sizes from 10⁻⁴ to several hundred, through each power of ten; the same bits on every machine."""
    sizes = [emit_accuracy.size(n) for n in range(emit_accuracy.COUNT)]
    assert sizes == sorted(sizes) and sizes[0] == 1e-4 and sizes[-1] == 550.0
    logits, labels = emit_accuracy.drawn(PLAN.context, "z")
    assert (float(logits[0]), float(logits[-1])) == (4.5360522086918835e-05, -126.6029129255926)
    assert set(labels.tolist()) == {0, 1}


def test_a_term_without_numpy_form_is_refused() -> None:
    with pytest.raises(NotEmitted, match="Summation has no NumPy form"):
        NumpyPrinter({}).print(PLAN.context.parse("sum(i, 1, m, y[i])"))


def test_a_kernel_whose_symbol_nothing_introduces_is_refused(checked: Checked) -> None:
    with pytest.raises(NotEmitted, match="neither given to the kernel nor defined"):
        function(Kernel("odd", "weighted-loss", ("c",), "J"), with_missing_definition(checked))
    with pytest.raises(NotEmitted, match="neither given to the code nor defined"):
        computed(Kernel("odd", "weighted-loss", ("c",), "J"), with_missing_definition(checked), None)


def with_missing_definition(checked: Checked) -> Checked:
    """The verified loss, its context without the definition of the sample losses."""
    from dataclasses import replace

    kept = tuple(d for d in PLAN.context.definitions if d.name != "sample_losses")
    return replace(checked, loss=replace(PLAN, context=replace(PLAN.context, definitions=kept)))
