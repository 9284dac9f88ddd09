"""The roads to cross-entropy: where each begins and ends, that it ends at the loss (1), and that damage is caught."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from derivations.catalogue import status
from derivations.derive.chain import derive
from derivations.files import files_of
from derivations.losses import registry
from derivations.losses.plan import Plan
from derivations.render.pages import own_pages
from derivations.render.rulebook import definition_views
from derivations.rules.book import RULES
from derivations.rules.rule import BOUNDS, Relation
from derivations.terms.core import ONE, Plus
from derivations.terms.places import same
from derivations.verify.balls import compare
from derivations.verify.check import check_step, equality, verify
from derivations.verify.verdict import Checked, CheckedStep, Result, overall

ROADS = tuple(name for name in registry.names() if registry.load(name).leads_to)
BODY = "y[i]*log(h[i]) + (1 - y[i])*log(1 - h[i])"
LOSS = f"-(1/m)*sum(i, 1, m, {BODY})"
BERNOULLI = "h[i]**y[i]*(1 - h[i])**(1 - y[i])"


@cache
def road(name: str) -> Checked:
    """A road, derived and checked."""
    return verify(registry.load(name))


def test_the_roads_are_there() -> None:
    assert {"maximum_likelihood", "coding", "kl_divergence", "exponential_family"} <= set(ROADS)
    assert {registry.load(name).leads_to for name in ROADS} == {"logistic"}


STAGES = [
    # the road, a stage, its first line, its relation, its last line
    ("maximum_likelihood", "one-sample", "P(yhat[i] == y[i], X[i], theta)", "=", BERNOULLI),
    ("maximum_likelihood", "likelihood-of-samples", "prod(i, 1, m, P(yhat[i] == y[i], X[i], theta))", "=",
     "likelihood"),
    ("maximum_likelihood", "log-likelihood", "log(likelihood)", "=", "-(m*J)"),
    ("maximum_likelihood", "maximum", "likelihood", "same maximiser", "J"),
    ("maximum_likelihood", "class-log-likelihood", "-log(class_likelihood)", "=",
     "-sum(i, 1, m, sum(k, 1, K, Y[i, k]*log(Q[i, k])))"),
    ("maximum_likelihood", "class-maximum", "class_likelihood", "same maximiser",
     "-(1/m)*sum(i, 1, m, sum(k, 1, K, Y[i, k]*log(Q[i, k])))"),
    ("coding", "kraft", "sum(k, 1, K, q[k]*log(2**(-length[k])/q[k]))", "<=", "0"),
    ("coding", "entropy-bound", "H_bits", "<=", "L_bits"),
    ("coding", "ideal-lengths", "sum(k, 1, K, 2**(-ideal[k]))", "=", "1"),
    ("coding", "wrong-code", "log(2)*sum(k, 1, K, q[k]*ideal[k])", "=", "H_q"),
    ("kl_divergence", "cross-entropy-as-sum", "H + D", "=", "H_q"),
    ("kl_divergence", "gibbs-inequality", "D", ">=", "0"),
    ("kl_divergence", "entropy-is-less", "H_q", ">=", "H"),
    ("kl_divergence", "same-derivative", "partial(s[k], H_q)", "=", "partial(s[k], D)"),
    ("exponential_family", "log-odds-of-h", "log(h[i]/(1 - h[i]))", "=", "z[i]"),
    ("exponential_family", "from-log-odds", "h[i]", "=", "1/(1 + exp(-z[i]))"),
    ("exponential_family", "bernoulli-form", BERNOULLI, "=", "exp(y[i]*z[i] - log(1 + exp(z[i])))"),
    ("exponential_family", "bernoulli-loss", f"-log({BERNOULLI})", "=", "log(1 + exp(z[i])) - y[i]*z[i]"),
    ("exponential_family", "mean-loss", f"(1/m)*sum(i, 1, m, -log({BERNOULLI}))", "=", "J"),
    ("exponential_family", "partial-of-loss", "partial(theta[j], J)", "=", "(1/m)*sum(i, 1, m, (h[i] - y[i])*X[i, j])"),
    ("exponential_family", "poisson-gradient",
     "partial(theta[j], exp(theta' @ X[i]) - (theta' @ X[i])*count[i] + lgamma(count[i] + 1))", "=",
     "(rate[i] - count[i])*X[i, j]"),
    ("exponential_family", "gauss-gradient",
     "partial(theta[j], (theta' @ X[i])**2/2 - (theta' @ X[i])*response[i] + response[i]**2/2 + log(sqrt(2*pi)))", "=",
     "(z[i] - response[i])*X[i, j]"),
    *((name, "two-classes", "-(1/m)*sum(i, 1, m, sum(a, 1, 2, T[i, a]*log(R[i, a])))", "=", "J")
      for name in ("maximum_likelihood", "coding", "kl_divergence")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "stage", "start", "relation", "end"), STAGES)
def test_a_stage_begins_and_ends_where_it_should(name: str, stage: str, start: str, relation: str, end: str) -> None:
    derivation = road(name).stage(stage).derivation
    parse = registry.load(name).context.parse
    assert derivation.start == parse(start)
    assert same(derivation.result, parse(end)), str(derivation.result)
    assert derivation.relation.value == relation


@pytest.mark.parametrize("name", ROADS)
def test_every_step_is_proved(name: str) -> None:
    """Each stage as a whole, too, but for those that the normal form has nothing to say of."""
    for stage in road(name).stages:
        for step in stage.steps:
            assert [atom.result for atom in step.atoms] == [Result.PROVED] * len(step.atoms)
        bounds = stage.derivation.relation in BOUNDS
        open_ends = bounds or stage.derivation.name == "likelihood-of-samples"
        assert stage.result is (Result.CONSISTENT if open_ends else Result.PROVED), stage.derivation.name


@pytest.mark.parametrize("name", ROADS)
def test_a_road_reaches_the_loss_of_the_article(name: str) -> None:
    """The symbol J of the road is the loss (1), by the definition of logistic regression, and a stage ends at it."""
    plan, logistic = registry.load(name), registry.load("logistic").context
    (own,) = (found for found in plan.context.definitions if found.name == "cross_entropy")
    assert own in logistic.definitions
    assert plan.context.parse(own.right) == plan.context.parse(LOSS)
    loss = plan.context.parse("J")
    ends = [
        found.derivation for found in road(name).stages if found.derivation.result == loss and found.derivation.equal
    ]
    assert ends
    for derivation in ends:
        assert overall(equality(derivation.start, plan.context.parse(LOSS), plan.context)) is Result.PROVED


@pytest.mark.parametrize(("name", "stage"), [(name, stage) for name, stage, *_ in STAGES])
def test_no_stage_holds_for_another_last_line(name: str, stage: str) -> None:
    """Twice the last line plus 1 is refuted at a point, whatever the relation, but for bounds that stay bounds."""
    derivation, context = road(name).stage(stage).derivation, registry.load(name).context
    first = derivation.start if derivation.relation is not Relation.SAME_MAXIMISER else derivation.lines[-2]
    result = derivation.result if derivation.relation is not Relation.SAME_MAXIMISER else derivation.lines[-2]
    relation = derivation.relation if derivation.relation in BOUNDS else Relation.EQUAL
    shift = "- 30" if relation is Relation.AT_MOST else "+ 30"
    other = context.parse(f"{result} {shift}")
    assert compare(first, other, context, relation).result is Result.REFUTED


def atoms(checked: Checked) -> list[CheckedStep]:
    """All single steps."""
    return [atom for stage in checked.stages for step in stage.steps for atom in step.atoms]


@pytest.mark.parametrize("name", ROADS)
def test_a_damaged_line_is_refuted(name: str) -> None:
    checked = road(name)
    for atom in atoms(checked):
        wrong = replace(atom.step, after=Plus(atom.step.after, ONE))
        found = check_step(wrong, checked.loss.context, checked.book)
        assert found.result is Result.REFUTED, (atom.step.name, str(atom.step.after))


@pytest.mark.parametrize("name", ["coding", "kl_divergence"])
def test_a_reversed_inequality_is_refuted(name: str) -> None:
    checked = road(name)
    turned = [atom.step for atom in atoms(checked) if atom.step.relation in BOUNDS]
    assert turned
    for step in turned:
        wrong = replace(step, relation=step.relation.turned)
        assert check_step(wrong, checked.loss.context, checked.book).result is Result.REFUTED, step.name


def test_without_krafts_inequality_the_bound_is_not_derived() -> None:
    plan = registry.load("coding")
    free = replace(plan, context=replace(plan.context, assumptions=()))
    with pytest.raises(ValueError, match=r"kraft\.4: at_most can't be applied .*the condition 0 <= b - a isn't met"):
        derive(free)


def test_with_another_rule_the_end_is_another_or_the_path_stops() -> None:
    wrong = {**RULES, "log_at_most": replace(RULES["log_at_most"], statement="log(a) <= a - 2")}
    with pytest.raises(ValueError, match="gibbs-inequality"):
        derive(registry.load("kl_divergence"), wrong)


def test_roads_have_pages_and_no_code() -> None:
    checked = road("kl_divergence")
    pages = own_pages(checked)
    page = pages["losses/kl_divergence.md"]
    assert r"\[ D(q \,\Vert\, \hat q) \ge 0 \]" in page and r"\[ \ge \sum_{k=1}^{K}" in page
    assert "[Cross-entropy of logistic regression](logistic.md)" in page
    assert not registry.has_code("kl_divergence") and registry.has_code("logistic")
    assert status("kl_divergence", None) == "no code"
    assert not [path for path in files_of(checked) if "generated" in path]


def test_a_definition_that_losses_share_is_the_loss_s_own(checked: Checked) -> None:
    views = definition_views([checked, *map(road, ROADS)])
    files = {view.name: view.file for found in views.values() for view in found}
    assert files["cross_entropy"] == files["hypothesis"] == "derivations/losses/logistic_context.py"
    assert files["two_labels"] == "derivations/losses/two_classes.py"
    assert files["true_total"] == "derivations/losses/kl_divergence.py"
    assert files["expected_length"] == "derivations/losses/coding.py"


@pytest.mark.parametrize("name", ROADS)
def test_words_come_in_english_and_chinese(name: str) -> None:
    plan: Plan = registry.load(name)
    texts = [plan.title, plan.summary, *(title for _, title in plan.results)]
    for section in plan.sections:
        texts += [section.title, section.words]
        for stage in section.stages:
            texts += [stage.title, *([stage.words] if stage.words else [])]
            texts += [line.words for line in stage.lines if line.words]
    texts += [text for definition in plan.context.definitions for text in (definition.title, definition.sentence)]
    assert all({"en", "zh"} <= set(text) and all(text.values()) for text in texts)
