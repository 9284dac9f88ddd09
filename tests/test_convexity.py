"""Convexity, step size, Newton's method, regularisers: what is derived, that it is checked, and what it predicts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flint import arb, ctx

from derivations.derive.apply import RuleError, apply_rule
from derivations.derive.chain import PathError, derive_with_book
from derivations.derive.conditions import not_negative, positive, prove
from derivations.files import files_alone
from derivations.losses import registry
from derivations.losses.convexity_context import CONTEXT as CONVEXITY
from derivations.losses.newton_context import CONTEXT as NEWTON
from derivations.losses.plan import Plan, Section, Stage, by, line
from derivations.losses.regularisers_context import CONTEXT as REGULARISERS
from derivations.losses.step_size_context import CONTEXT as STEP_SIZE
from derivations.render.pages import loss_pages
from derivations.render.rulebook import definition_views
from derivations.rules.book import RULES, find
from derivations.rules.rule import ConditionKind, Relation
from derivations.terms.context import Context
from derivations.terms.core import ONE, SCALAR, Constant, Plus, Term
from derivations.verify.balls import BITS, allowed, compare, point
from derivations.verify.check import check_step, equality, normal_form, verify
from derivations.verify.evaluate import evaluate
from derivations.verify.evaluate_matrix import largest_eigenvalue
from derivations.verify.numbers import Dual
from derivations.verify.slopes import Outside
from derivations.verify.verdict import Checked, Result

NAMES = ("convexity", "step_size", "newton", "regularisers")


@pytest.fixture(scope="module")
def losses() -> dict[str, Checked]:
    return {name: verify(registry.load(name)) for name in NAMES}


RESULTS = {
    ("convexity", "hessian-of-j"): "(1/m)*(X' @ S @ X)",
    ("convexity", "curvature"): "(1/m)*sum(i, 1, m, h[i]*(1 - h[i])*(X[i]' @ v)**2)",
    ("convexity", "convex"): "0",
    ("convexity", "hessian-of-f"): "diag(q) - q @ q'",
    ("convexity", "curvature-of-f"): "sum(a, 1, K, q[a]*(w[a] - mean)**2)",
    ("convexity", "convex-f"): "0",
    ("step_size", "quarter"): "1/4",
    ("step_size", "bound"): "beta*norm(v)**2",
    ("step_size", "descent"): "J - norm(gradient(theta, J))**2/(2*beta)",
    ("newton", "newton"): "theta - inv(X' @ S @ X) @ X' @ (h - y)",
    ("newton", "irls"): "inv(X' @ S @ X) @ X' @ S @ z_adjusted",
    ("newton", "gradient-of-q"): "-(X' @ S @ (t - X @ varphi))",
    ("newton", "solution"): "zeros(p + 1)",
    ("regularisers", "gradient-of-ridge"): "gradient(theta, J) + lambda*theta",
    ("regularisers", "hessian-of-ridge"): "jacobian(theta, gradient(theta, J)) + lambda*eye(p + 1)",
    ("regularisers", "curvature-of-ridge"): "lambda*norm(v)**2",
    ("regularisers", "partial-of-lasso"): "(1/m)*sum(i, 1, m, (h[i] - y[i])*X[i, j]) + lambda*sign(theta[j])",
    ("regularisers", "partial-of-net"): "(1/m)*sum(i, 1, m, (h[i] - y[i])*X[i, j])"
    " + lambda*(rho*sign(theta[j]) + (1 - rho)*theta[j])",
}
BOUNDS = {
    ("convexity", "convex"): Relation.AT_LEAST,
    ("convexity", "convex-f"): Relation.AT_LEAST,
    ("step_size", "quarter"): Relation.AT_MOST,
    ("step_size", "bound"): Relation.AT_MOST,
    ("step_size", "descent"): Relation.AT_MOST,
    ("regularisers", "curvature-of-ridge"): Relation.AT_LEAST,
}
QUOTED = {"rayleigh"}


@pytest.mark.parametrize(("name", "stage"), RESULTS)
def test_each_stage_ends_as_it_should(name: str, stage: str, losses: dict[str, Checked]) -> None:
    found = losses[name].stage(stage).derivation
    assert found.result == losses[name].loss.context.parse(RESULTS[name, stage])
    assert found.relation is BOUNDS.get((name, stage), Relation.EQUAL)


@pytest.mark.parametrize("name", NAMES)
def test_every_step_is_proved_but_the_quoted_theorem(name: str, losses: dict[str, Checked]) -> None:
    assert losses[name].publishable
    for stage in losses[name].stages:
        for atom in (atom for step in stage.steps for atom in step.atoms):
            wanted = Result.CONSISTENT if atom.step.rule.name in QUOTED else Result.PROVED
            assert atom.result is wanted, (atom.step.name, atom.verdicts)


def test_the_kink_is_a_condition(losses: dict[str, Checked]) -> None:
    stage = losses["regularisers"].stage("partial-of-absolute")
    told = {found.text for step in stage.steps for atom in step.atoms for found in atom.step.conditions}
    assert "away from theta[k] == 0" in told


def test_newton_asks_for_an_inverse(losses: dict[str, Checked]) -> None:
    stage = losses["newton"].stage("irls")
    reasons = {
        found.text: found.because for step in stage.steps for atom in step.atoms for found in atom.step.conditions
    }
    assert reasons["X' @ S @ X is invertible"] == "it is assumed"
    assert reasons["S is invertible"].startswith("it is diagonal, and no entry")


# What is wrong is caught.

ALTERED = {
    "entry_by_row": ("(a @ b)[i] = a[i]' @ b", "(a @ b)[i] = 2*(a[i]' @ b)"),
    "sum_of_negative": ("sum(i, l, u, -a) = -sum(i, l, u, a)", "sum(i, l, u, -a) = sum(i, l, u, a)"),
    "at_least_zero": ("a >= 0", "a >= 1"),
    "diagonal_product": ("a*b = diag(a) @ b", "a*b = 2*(diag(a) @ b)"),
    "drop_subtracted": ("a - b <= a", "a - b <= a - 1"),
    "rayleigh": ("v' @ a @ v <= eigmax(a)*norm(v)**2", "v' @ a @ v <= eigmax(a)*norm(v)**2/9"),
    "norm_of_scaled": ("norm(c*a) = abs(c)*norm(a)", "norm(c*a) = c**2*norm(a)"),
    "norm_of_negative": ("norm(-a) = norm(a)", "norm(-a) = -norm(a)"),
    "inverse_of_scaled": ("inv(c*a) = (1/c)*inv(a)", "inv(c*a) = c*inv(a)"),
    "inverse_left": ("inv(a) @ a = eye(n)", "inv(a) @ a = 2*eye(n)"),
    "matrix_left_difference": ("a @ (b - c) = a @ b - a @ c", "a @ (b - c) = a @ b + a @ c"),
    "drop_added": ("a + b >= a", "a + b >= a + 1"),
    "derivative_of_abs": ("partial(a, abs(a)) = sign(a)", "partial(a, abs(a)) = 1"),
    "identify_jacobian_of_itself": ("jacobian_of(v, d(v, v)) = eye(n)", "jacobian_of(v, d(v, v)) = 2*eye(n)"),
}
USES = {
    "convexity": ("entry_by_row", "sum_of_negative", "at_least_zero", "diagonal_product"),
    "step_size": ("drop_subtracted", "rayleigh", "norm_of_scaled", "norm_of_negative"),
    "newton": ("inverse_of_scaled", "inverse_left", "matrix_left_difference"),
    "regularisers": ("drop_added", "derivative_of_abs", "identify_jacobian_of_itself"),
}


@pytest.mark.parametrize("rule", ALTERED)
def test_a_wrong_rule_is_caught(rule: str) -> None:
    """A line that it makes is refuted; or the path ends, since no rule fits any more."""
    right, wrong = ALTERED[rule]
    assert RULES[rule].statement == right
    book = {**RULES, rule: replace(RULES[rule], statement=wrong)}
    plan = registry.load(next(name for name in NAMES if rule in USES[name]))
    try:
        _, derivations = derive_with_book(plan, book)
    except PathError:
        return
    wanted = [d for d in derivations if any(atom.rule.name == rule for step in d.steps for atom in step.atoms)]
    assert wanted
    results = [
        check_step(atom, plan.context).result
        for d in wanted
        for step in d.steps
        for atom in step.atoms
        if atom.rule.name == rule
    ]
    assert Result.REFUTED in results, results


def damaged(term: Term) -> Term:
    """Something near a term that it isn't equal to."""
    return Plus(term, ONE) if term.shape == SCALAR else Plus(term, Constant(1, *term.shape))


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_line_is_refuted_whatever_rule_it_claims(name: str, losses: dict[str, Checked]) -> None:
    """By the balls, which don't look at the rule."""
    checked = losses[name]
    for stage in checked.stages:
        step = next(step for step in reversed(stage.derivation.steps) if step.relation is Relation.EQUAL)
        for verdict in equality(step.before, damaged(step.after), checked.loss.context):
            assert verdict.result is (Result.REFUTED if verdict.check == "balls" else Result.UNKNOWN), step.name


# Provers.


def holds(context: Context, text: str, strict: bool) -> bool:
    return bool((positive if strict else not_negative)(context.parse(text), context))


def test_what_is_not_negative() -> None:
    assert holds(CONVEXITY, "(1/m)*sum(i, 1, m, h[i]*(1 - h[i])*(X[i]' @ v)**2)", strict=False)
    assert holds(CONVEXITY, "sum(a, 1, K, q[a]*(w[a] - mean)**2)", strict=False)
    assert not holds(CONVEXITY, "sum(a, 1, K, q[a]*(w[a] - mean))", strict=False)
    assert not holds(CONVEXITY, "sum(i, 1, m, (h[i] - 1)*(X[i]' @ v)**2)", strict=False)
    assert not holds(CONVEXITY, "norm(v) - 1", strict=False)
    assert holds(CONVEXITY, "norm(v)", strict=False)
    assert not holds(CONVEXITY, "norm(v)", strict=True)


def test_what_is_positive() -> None:
    assert holds(CONVEXITY, "sum(b, 1, K, exp(u[b]))", strict=True)
    assert holds(CONVEXITY, "ones(K)' @ exp(u)", strict=True)
    assert not holds(CONVEXITY, "sum(b, 1, K, u[b]**2)", strict=True)
    assert not holds(CONVEXITY, "ones(K)' @ u", strict=True)


def test_the_constant_is_positive_because_a_column_is_known() -> None:
    assert holds(STEP_SIZE, "eigmax(X' @ X)", strict=True)
    assert not holds(STEP_SIZE, "eigmax(X @ X')", strict=True)
    bare = replace(STEP_SIZE, definitions=tuple(d for d in STEP_SIZE.definitions if d.name != "bias"))
    assert not holds(bare, "eigmax(X' @ X)", strict=True)


def test_which_matrices_are_invertible() -> None:
    def invertible(text: str) -> str:
        return prove(ConditionKind.INVERTIBLE, (NEWTON.parse(text),), NEWTON)

    assert invertible("S") and invertible("diag(h*(ones(m) - h))") and invertible("X' @ S @ X")
    assert not invertible("diag(h - y)") and not invertible("X' @ X") and not invertible("diag(t)")


def test_rayleigh_asks_for_a_symmetric_matrix() -> None:
    line_ = REGULARISERS.parse("v' @ (theta @ v') @ v")
    with pytest.raises(RuleError, match="is symmetric isn't met"):
        apply_rule(find("rayleigh"), line_, REGULARISERS, (), given={"a": REGULARISERS.parse("theta @ v'")})


# The normal form with inverses.


def proved(left: str, right: str, context: Context = NEWTON) -> bool:
    return normal_form(context.parse(left), context.parse(right), context).result is Result.PROVED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("inv(S) @ (h - y)", "inv(S) @ h - inv(S) @ y"),
        ("S @ inv(S) @ t", "t"),
        ("inv(X' @ S @ X) @ X' @ S @ X @ varphi", "varphi"),
        ("X @ inv(X' @ S @ X) @ X' @ S @ X @ varphi", "X @ varphi"),
        ("inv(2*S) @ t", "(1/2)*(inv(S) @ t)"),
        ("(t' @ inv(S))'", "inv(S)' @ t"),
        ("eigmax(X' @ X)/2 + eigmax(X' @ X)/2", "eigmax(X' @ X)"),
    ],
)
def test_algebra_around_a_function_of_a_matrix_is_proved(left: str, right: str) -> None:
    assert proved(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("inv(S) @ t", "S @ t"),
        ("inv(X @ X') @ t", "inv(X @ X')' @ y"),
        ("inv(X @ X')", "inv(S)"),
        ("X @ inv(X' @ S @ X) @ X' @ t", "t"),
        ("inv(2*S) @ t", "2*(inv(S) @ t)"),
        ("eigmax(X' @ X)", "eigmax(2*(X' @ X))"),
        ("eigmax(X' @ X)", "eigmax(X @ X')"),
        ("jacobian(theta, inv(S) @ t)", "jacobian(theta, zeros(m))"),
        ("d(theta, t' @ inv(S) @ t)", "0"),
        ("gradient_of(theta, t' @ inv(S + t @ d(theta, theta)' @ X') @ t)", "zeros(p + 1)"),
        ("gradient(theta, varphi' @ inv(X' @ S @ X + varphi @ varphi') @ varphi)", "zeros(p + 1)"),
    ],
)
def test_what_is_not_equal_isn_t_proved(left: str, right: str) -> None:
    assert not proved(left, right)


def test_an_inverse_that_changes_within_a_sum_is_no_letter() -> None:
    """As one it would stand before the sum, and Σ_i a_i (t_i - Σ_k t_k/m) would be 0 for any a_i."""
    inverse = "inv(S + t[i]*(S @ S))"
    left = f"sum(i, 1, m, (t' @ {inverse} @ t)*(t[i] - (ones(m)' @ t)/m))"
    verdict = normal_form(NEWTON.parse(left), NEWTON.parse("0"), NEWTON)
    assert verdict.result is Result.UNKNOWN
    assert proved("sum(i, 1, m, (t' @ inv(S) @ t)*(t[i] - (ones(m)' @ t)/m))", "0")


def test_a_diagonal_matrix_is_its_own_transpose() -> None:
    assert proved("diag(h)'", "diag(h)") and proved("eye(m)'", "eye(m)")
    assert not proved("X @ X'", "diag(h)")


def test_squares_of_sums_are_compared_with_double_sums() -> None:
    assert proved("v' @ X' @ X @ v", "sum(i, 1, m, (X[i]' @ v)**2)", CONVEXITY)
    assert not proved("v' @ X' @ X @ v", "sum(i, 1, m, X[i]' @ v)**2", CONVEXITY)


# Balls.


def test_the_second_derivative_of_a_norm() -> None:
    """The dual number of a root is of the level of what is under it; else the second derivative was 0."""
    wrong = REGULARISERS.parse("0*eye(p + 1)")
    second = REGULARISERS.parse("jacobian(theta, gradient(theta, norm(theta)**2))")
    assert compare(second, REGULARISERS.parse("2*eye(p + 1)"), REGULARISERS).result is Result.CONSISTENT
    assert compare(second, wrong, REGULARISERS).result is Result.REFUTED


def test_the_largest_eigenvalue() -> None:
    ctx.prec = BITS
    number = largest_eigenvalue([[arb(2), arb(1)], [arb(1), arb(2)]])
    assert number.overlaps(arb(3)) and number.rad() < arb("1e-60")
    assert largest_eigenvalue([[arb(2), arb(0)], [arb(0), arb(2)]]).overlaps(arb(2))
    assert largest_eigenvalue([[arb(-7)]]).overlaps(arb(-7))
    with pytest.raises(Outside, match="symmetric"):
        largest_eigenvalue([[arb(0), arb(1)], [arb(0), arb(0)]])
    with pytest.raises(Outside, match="derivative"):
        largest_eigenvalue([[Dual(arb(1), arb(1))]])
    assert not largest_eigenvalue([[arb("nan")]]).is_finite()


def test_points_at_which_an_assumed_inverse_has_no_value_are_left_out() -> None:
    ctx.prec = BITS
    chosen = [seed for seed in range(6) if allowed(NEWTON, seed, False, False)]
    assert 0 < len(chosen) < 6
    for seed in chosen:
        where = point(NEWTON, seed, False)
        assert where.whole["m"] >= where.whole["p"] + 1
        assert all(cell.is_finite() for row in evaluate(NEWTON.parse("inv(X' @ S @ X)"), where) for cell in row)


# A loss that builds on others.


def test_results_of_another_loss_are_used_and_linked(losses: dict[str, Checked]) -> None:
    stage = losses["convexity"].stage("hessian-of-j")
    assert "result:hessian" in {atom.step.rule.name for step in stage.steps for atom in step.atoms}
    page = loss_pages(losses["convexity"], "en")["losses/convexity.md"]
    assert "Shown on another page: [The Hessian of the loss](logistic.md#hessian)" in page
    assert "(#hessian-of-j)" in page


def test_what_another_loss_says_of_unknown_symbols_is_left_out() -> None:
    book, _ = derive_with_book(registry.load("convexity"))
    assert "result:hessian" in book.rules
    assert "result:stable-decay" not in book.rules
    alone = replace(registry.load("convexity"), builds_on=())
    with pytest.raises(PathError, match="unknown rule 'result:"):
        derive_with_book(alone)


def test_a_result_is_checked_where_it_is_used() -> None:
    """The other loss's definition of J isn't this one's: the step that uses its result is refuted."""
    plan = registry.load("convexity")
    other = tuple(
        replace(d, right="(2/m)*sum(i, 1, m, h[i])") if d.name == "cross_entropy" else d
        for d in plan.context.definitions
    )
    context = replace(plan.context, definitions=other)
    checked = verify(replace(plan, context=context, sections=plan.sections[:1]))
    assert checked.stage("gradient-of-j").result is Result.REFUTED


def test_a_stage_that_bears_the_name_of_another_loss_s_result_is_refused() -> None:
    plan = registry.load("convexity")
    words = {"en": "x", "zh": "x"}
    clash = Section("x", words, words, (Stage("hessian", words, "h[i]", (line(by("hypothesis")),)),))
    with pytest.raises(ValueError, match="two rules are named result:hessian"):
        derive_with_book(replace(plan, sections=(clash,)))


def test_a_loss_without_kernels_has_pages_and_no_code(losses: dict[str, Checked]) -> None:
    made = files_alone([losses["convexity"]])
    assert set(made) == {"docs/losses/convexity.md", "docs/traces/convexity.json"}
    assert not registry.has_code("convexity") and registry.has_code("logistic")


def test_a_definition_that_is_taken_over_is_the_first_loss_s(losses: dict[str, Checked], checked: Checked) -> None:
    made = definition_views([losses["convexity"], checked])
    files = {view.name: view.file for view in made["convexity"]}
    assert files["hypothesis"] == "derivations/losses/logistic_context.py"
    assert files["weighted_mean"] == "derivations/losses/convexity_context.py"


def test_has_code_is_told_as_the_plans_have_it() -> None:
    for name in registry.names():
        plan: Plan = registry.load(name)
        assert registry.has_code(name) is bool(plan.kernels)


def test_words_come_in_english_and_chinese() -> None:
    for name in NAMES:
        plan = registry.load(name)
        texts = [plan.title, plan.summary, *(words for _, words in plan.results)]
        for section in plan.sections:
            texts += [section.title, section.words, *(stage.title for stage in section.stages)]
            texts += [each.words for stage in section.stages for each in stage.lines if each.words]
        assert all(text["en"] and text["zh"] for text in texts)
