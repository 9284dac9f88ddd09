"""The emitted code is the derived lines: each line cites the step that justifies it, and no such step is left out."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from derivations.emit.kernel import function
from derivations.emit.module import module
from derivations.emit.numpy_printer import NotEmitted, NumpyPrinter
from derivations.emit.stable import stabilise
from derivations.losses.logistic import PLAN
from derivations.losses.plan import Kernel
from derivations.rules.book import RULES
from derivations.rules.rule import Group, Relation
from derivations.terms.context import Context, Kind, Symbol
from derivations.terms.places import free_names
from derivations.verify.verdict import Checked

ROOT = Path(__file__).parents[1]
GENERATED = ROOT / "derivations" / "generated" / "logistic.py"
CITED = re.compile(r"  # ([a-z-]+\.\d+)$", re.MULTILINE)


def test_the_generated_file_is_current(checked: Checked) -> None:
    assert GENERATED.read_text(encoding="utf-8") == module(checked), "run: derivations generate"


def test_every_cited_step_exists_and_states_the_line(checked: Checked) -> None:
    lines = {step.step.name: step.step for stage in checked.stages for step in stage.steps}
    for kernel in PLAN.kernels:
        for line in function(kernel, checked).lines:
            assert line.step in lines, line


def test_every_statement_in_a_kernel_cites_a_step() -> None:
    """In the functions that compute, each assignment has its step behind it."""
    source = GENERATED.read_text(encoding="utf-8")
    lines = source.splitlines()
    count = 0
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_"):
            for statement in node.body:
                if isinstance(statement, ast.Assign):
                    assert CITED.search(lines[statement.lineno - 1]), lines[statement.lineno - 1]
                    count += 1
    assert count >= 30


def test_no_stability_step_is_left_without_its_line(checked: Checked) -> None:
    """Every symbol that the code sections introduce is computed by a line, and every kernel's last line is cited."""
    cited = set(CITED.findall(GENERATED.read_text(encoding="utf-8")))
    names = {stage.name for section in PLAN.sections if section.page == "stability" for stage in section.stages}
    code = GENERATED.read_text(encoding="utf-8")
    for stage in checked.stages:
        if stage.derivation.name not in names:
            continue
        for step in stage.derivation.steps:
            if step.relation is Relation.DEFINED:
                for name in free_names(step.after) - free_names(step.before):
                    assert f"{name}[i] = " in code or f"{name} = " in code, (step.name, name)
    for kernel in PLAN.kernels:
        assert checked.stage(kernel.stage).derivation.steps[-1].name in cited


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
    ("sigmoid(z) - y", "sigmoid_from_above"),
    ("log(exp(z) + exp(-r*z))", "log_of_two_exponentials"),
    ("exp(z)/(exp(z) + exp(r*z))", "ratio_of_two_exponentials"),
    ("y*normal_pdf(z)/normal_cdf(z)", "scaled_mills_ratio"),
    ("y*normal_pdf(z)/normal_cdf(-z)", "scaled_mills_ratio_mirrored"),
]
"""Terms that take a rule which neither the loss nor an example takes."""


@pytest.mark.parametrize(("text", "rule"), STABLE)
def test_a_stability_rule_is_found_where_it_helps(text: str, rule: str) -> None:
    term = CONTEXT.parse(text)
    inputs = tuple(name for name in ("z", "y", "r") if name in free_names(term))
    found = stabilise(term, CONTEXT, inputs)
    assert rule in {item.rule for item in found.path}
    assert found.after.worst_relative < 1e-13 < found.before.worst_relative


def test_every_stability_rule_is_used(checked: Checked) -> None:
    """By the loss, by an example's chain, or by a term above."""
    used = {a.step.rule.name for stage in checked.stages for s in stage.steps for a in s.atoms}
    for path in (ROOT / "docs" / "examples").glob("*.chain.json"):
        stages = json.loads(path.read_text(encoding="utf-8"))["stages"]
        used |= {item["rule"] for stage in stages for line in stage["lines"] for item in line}
    used |= {rule for _, rule in STABLE}
    assert sorted({name for name, rule in RULES.items() if rule.group is Group.STABILITY} - used) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("gap[i] + other_gap[i]*decay[i]", "gap + other_gap * decay"),
        ("1 - total[i] + decay[i]", "1 - total + decay"),
        ("z[i]/(y[i]/q[i])", "z / (y / q)"),
        ("z[i] - (y[i] - q[i])", "z - (y - q)"),
        ("2**(-power[i])*(1 + q[i])", "np.ldexp(1 + q, -power)"),
        ("indicator(0 < z[i]) - y[i]", "(z > 0) - y"),
        ("indicator(z[i] <= 0)", "z <= 0"),
        ("where(gap[i] == 0, 0, z[i])", "np.where(gap == 0, 0, z)"),
        ("c' @ ell", "np.sum(c * ell)"),
        ("X' @ diag(c*s) @ X", "X.T @ _support.scale_rows(c * s, X)"),
        ("X' @ (c*s*(X @ v))", "X.T @ (c * s * (X @ v))"),
        ("-(z[i] + y[i])*q[i]", "-((z + y) * q)"),
    ],
)
def test_terms_become_numpy_with_pythons_precedence(text: str, code: str) -> None:
    assert NumpyPrinter({}).print(PLAN.context.parse(text)) == code


def test_a_term_without_numpy_form_is_refused() -> None:
    with pytest.raises(NotEmitted, match="Summation has no NumPy form"):
        NumpyPrinter({}).print(PLAN.context.parse("sum(i, 1, m, y[i])"))


def test_a_kernel_whose_symbol_nothing_introduces_is_refused(checked: Checked) -> None:
    with pytest.raises(NotEmitted, match="neither given to the kernel nor defined"):
        function(Kernel("odd", "weighted-loss", ("c",), "J"), with_missing_definition(checked))


def with_missing_definition(checked: Checked) -> Checked:
    """The verified loss, its context without the definition of the sample losses."""
    from dataclasses import replace

    kept = tuple(d for d in PLAN.context.definitions if d.name != "sample_losses")
    return replace(checked, loss=replace(PLAN, context=replace(PLAN.context, definitions=kept)))
