"""Softmax regression is derived, with every line proved; with two classes it is logistic regression."""

from __future__ import annotations

from dataclasses import replace

import pytest

from derivations.derive.chain import Book, PathError, derive, derive_stage, derive_with_book
from derivations.derive.conditions import prove
from derivations.losses import logistic, softmax
from derivations.losses.plan import Section, Stage, by, line
from derivations.rules.book import RULES, find
from derivations.rules.rule import ConditionKind
from derivations.terms.context import Context, DefinitionKind
from derivations.terms.core import Slot, Term, walk
from derivations.terms.places import same
from derivations.verify.check import check_stage, check_step, equality
from derivations.verify.verdict import Checked, Result

CONTEXT = softmax.CONTEXT

RESULTS = {
    "simplify-loss": "(1/m)*sum(i, 1, m, log(sum(l, 1, K, exp(Z[i, l]))) - sum(j, 1, K, Y[i, j]*Z[i, j]))",
    "partial-loss": "(1/m)*sum(i, 1, m, (P[i, a] - Y[i, a])*X[i, k])",
    "second-partial": "(1/m)*sum(i, 1, m, X[i, k]*X[i, n]*P[i, a]*(delta(a, b) - P[i, b]))",
    "matrix-gradient": "X' @ (P - Y)",
    "weighted-gradient": "X' @ diag(c) @ R",
    "weighted-hessian": "(X' @ diag(c*block) @ X)[k, n]",
    "weighted-hessian-vector-product": "vec(X' @ diag(c) @ U)",
    "total-probability": "1",
    "residual-total": "0",
    "shifted-probability": "P[i, j]",
    "shifted-loss": "ell[i]",
    "indicator-row": "log(P(yhat[i] == g, X[i], W))",
    "first-of-two": "h",
    "second-of-two": "1 - h",
    "two-class-logit": "sum(q, 0, p, X[i, q]*(W[q, 1] - W[q, 2]))",
    "tempered-partial": "(Q[a] - Y[i, a])*(1/T)",
    "tempered-slope": "(sum(j, 1, K, Y[i, j]*f[j]) - sum(l, 1, K, Q[l]*f[l]))/T**2",
}


@pytest.mark.parametrize("name", RESULTS)
def test_the_results_are_those_that_everybody_prints(name: str, checked_softmax: Checked) -> None:
    assert checked_softmax.stage(name).derivation.result == CONTEXT.parse(RESULTS[name])


def test_every_stage_is_proved_from_its_first_line_to_its_last(checked_softmax: Checked) -> None:
    assert {s.derivation.name: s.result.value for s in checked_softmax.stages if s.result is not Result.PROVED} == {}


def test_the_article_s_rules_are_used_by_number(checked_softmax: Checked) -> None:
    numbers = [step.rule.number for step in checked_softmax.stage("log-p").derivation.steps]
    assert numbers == ["", "①", "③"]
    numbers = [step.rule.number for step in checked_softmax.stage("stable-log-sum").derivation.steps]
    assert numbers == ["", "②", "③", ""]


# The same function as logistic regression's.


def together() -> Context:
    """Both losses' symbols; softmax regression's alone where both have one."""
    own = {symbol.name for symbol in CONTEXT.symbols}
    others = tuple(symbol for symbol in logistic.CONTEXT.symbols if symbol.name not in own)
    return Context((*CONTEXT.symbols, *others), CONTEXT.definitions, CONTEXT.ranges)


def assert_equal(left: Term, right: Term, context: Context) -> None:
    """The engine proves that two terms are the same function."""
    assert equality(left, right, context)[0].result is Result.PROVED


def sample_loss(checked: Checked, hypothesis: str, logit: str) -> tuple[str, str]:
    """Logistic regression's loss of one sample, as defined and simplified, with other words for h and the logit."""
    body = str(checked.stage("loss").derivation.steps[0].after.children[0].children[1].children[3])
    simple = str(checked.stage("simplify-loss").derivation.result.children[0].children[1].children[3])
    for old, new in (("h[i]", f"({hypothesis})"), ("y[i]", "y"), ("theta' @ X[i]", logit)):
        body, simple = body.replace(old, new), simple.replace(old, new)
    return f"-({body})", f"-({simple})"


def test_the_loss_of_two_classes_is_logistic_regression_s(checked: Checked, checked_softmax: Checked) -> None:
    """Its last line is, with z₁ − z₂ for θᵀx, the function that logistic regression begins and ends with."""
    ours = checked_softmax.stage("two-class-loss").derivation
    for text in sample_loss(checked, "1/(1 + exp(-(z[1] - z[2])))", "(z[1] - z[2])"):
        for term in (ours.start, ours.result):
            assert_equal(term, CONTEXT.parse(text), CONTEXT)


def test_the_loss_with_a_class_pinned_is_logistic_regression_s(checked: Checked, checked_softmax: Checked) -> None:
    ours = checked_softmax.stage("pinned-loss").derivation
    for text in sample_loss(checked, "1/(1 + exp(-t))", "t"):
        for term in (ours.start, ours.result):
            assert_equal(term, CONTEXT.parse(text), CONTEXT)
    assert equality(ours.result, CONTEXT.parse("log(1 + exp(-t)) - y*t"), CONTEXT)[1].result is Result.REFUTED


def test_the_hypotheses_are_one(checked: Checked, checked_softmax: Checked) -> None:
    h = str(checked.stage("hypothesis").derivation.result)
    pinned = checked_softmax.stage("pinned").derivation.result
    assert str(pinned) == h.replace("theta' @ X[i]", "t").replace("(t)", "t")


# Two definitions of one symbol agree; labels are used only through their total.


BOTH = sorted({d.left.split("[")[0] for d in CONTEXT.definitions if "[" in d.left} & set(CONTEXT.variables))
PAIRS = [name for name in BOTH if any(d.left == name for d in CONTEXT.definitions)]


@pytest.mark.parametrize("name", PAIRS)
def test_the_definition_of_a_matrix_is_that_of_its_entries(name: str) -> None:
    whole = next(d for d in CONTEXT.definitions if d.left == name)
    entry = next(d for d in CONTEXT.definitions if d.left.startswith(f"{name}["))
    letters = entry.left.removeprefix(name)
    assert_equal(CONTEXT.parse(f"({whole.right}){letters}"), CONTEXT.parse(entry.right), CONTEXT)


def test_the_pairs_are_looked_at() -> None:
    assert PAIRS == ["P", "R", "U", "Z", "ell"]


def test_without_the_total_of_the_labels_the_loss_isn_t_simplified() -> None:
    """The fact is needed: without it, its step can't be made, and the shorter line is another function."""
    facts = [d for d in CONTEXT.definitions if d.kind is not DefinitionKind.DATA]
    context = replace(CONTEXT, definitions=tuple(facts))
    start, short = (CONTEXT.parse(text) for text in ("J", RESULTS["simplify-loss"]))
    assert equality(start, short, CONTEXT)[0].result is Result.PROVED
    assert equality(start, short, context)[1].result is Result.REFUTED


def test_a_diagonal_doesn_t_add_up_to_one() -> None:
    """Σ_j y_jj is no row: that rows add up to 1 says nothing of it."""
    kept = [symbol for symbol in CONTEXT.symbols if symbol.name in ("Y", "K", "j", "l")]
    square = tuple(replace(symbol, shape=("K", "K")) if symbol.name == "Y" else symbol for symbol in kept)
    fact = next(d for d in CONTEXT.definitions if d.name == "label_total")
    context = Context(square, (replace(fact, left="sum(j, 1, K, Y[l, j])"),), (("K", "1", "K"),))
    row, diagonal, one = (context.parse(text) for text in ("sum(j, 1, K, Y[l, j])", "sum(j, 1, K, Y[j, j])", "1"))
    assert equality(row, one, context)[0].result is Result.PROVED
    assert equality(diagonal, one, context)[0].result is not Result.PROVED


# It can fail.


def altered(rule: str, statement: str) -> dict:
    """The rule book with one rule wrong."""
    return RULES | {rule: replace(find(rule), statement=statement)}


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("sum_set_apart", "sum(i, l, u, a) = subst(a, i, j) + sum(i, l, u, (1 + delta(i, j))*a)"),
        ("row_division", "((1/a) @ ones(n)')*b = b*(a @ ones(n)')"),
        ("partial_of_matrix_entry", "partial(t[j, k], t[a, b]) = delta(a, k)*delta(b, j)"),
        ("residual_by_complement", "p - y = p*(1 - y) + y*(1 - p)"),
        ("entry_of_diagonal_product", "(diag(a) @ b)[i, j] = a[i]*b[j, i]"),
    ],
)
def test_a_wrong_rule_is_found_out(rule: str, wrong: str) -> None:
    """Its steps are refuted, or the path no longer applies."""
    try:
        book, derivations = derive_with_book(softmax.PLAN, altered(rule, wrong))
    except (PathError, ValueError):
        return
    atoms = [atom for derivation in derivations for step in derivation.steps for atom in step.atoms]
    used = [check_step(atom, CONTEXT, book) for atom in atoms if atom.rule.name == rule]
    assert used and all(step.result is Result.REFUTED for step in used)


def test_a_direction_replaces_every_differential_or_none() -> None:
    """While a differential isn't worked out, the Jacobian's product with a direction can't be read off."""
    stage = Stage("early", {"en": "early"}, "jacobian(W, gradient(W, C)) @ vec(V)", (
        line(by("jacobian_by_differential")), line(by("jacobian_times_direction")),
    ))  # fmt: skip
    with pytest.raises(PathError, match="jacobian_times_direction applies nowhere"):
        derive(replace(softmax.PLAN, sections=(Section("s", {"en": "s"}, {"en": "s"}, (stage,)),)))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("X @ d(W, W)", True),
        ("-(X @ d(W, W)) + P*(X @ d(W, W))", True),
        ("X @ d(W, W) + X @ V", False),
        ("(X @ d(W, W))*(X @ d(W, W))", False),
        ("exp(X @ d(W, W))", False),
        ("P/(X @ d(W, W))", False),
        ("(X @ d(W, W))/P", True),
        ("sum(i, 1, m, c[i]*(d(W, W)' @ X[i]))", True),
        ("X @ V", False),
    ],
)
def test_what_is_linear_in_a_differential_is_told(text: str, holds: bool) -> None:
    term, moved = CONTEXT.parse(text), CONTEXT.parse("d(W, W)")
    assert bool(prove(ConditionKind.LINEAR, (term, moved), CONTEXT)) == holds


@pytest.mark.parametrize(
    ("left", "right", "holds"),
    [
        ("jacobian(W, X @ W) @ vec(V)", "vec(X @ V)", True),
        ("jacobian(W, X @ W) @ vec(V)", "vec(X @ V + X @ V)", False),
        ("jacobian(W, exp(X @ W)) @ vec(V)", "vec(exp(X @ W)*(X @ V))", True),
        ("jacobian(W, exp(X @ W)) @ vec(V)", "vec(exp(X @ V)*(X @ W))", False),
        ("jacobian(W, X @ W)", "kron(eye(K), X)", None),
    ],
)
def test_jacobians_by_vec_are_compared_entry_by_entry(left: str, right: str, holds: bool | None) -> None:
    form, balls = equality(CONTEXT.parse(left), CONTEXT.parse(right), CONTEXT)
    if holds is None:
        assert (form.result, balls.result) == (Result.UNKNOWN, Result.CONSISTENT)
    else:
        assert form.result is (Result.PROVED if holds else Result.UNKNOWN)
        assert balls.result is (Result.CONSISTENT if holds else Result.REFUTED)


@pytest.mark.parametrize(
    ("left", "right", "holds"),
    [
        ("sum(l, 1, K, (1 - delta(l, top[i]))*Z[i, l]) + Z[i, top[i]]", "sum(l, 1, K, Z[i, l])", True),
        ("sum(l, 1, K, (1 - delta(l, top[i]))*Z[i, l])", "sum(l, 1, K, Z[i, l])", False),
        ("where(j == top[i], 0, Z[i, j] - Z[i, top[i]])", "Z[i, j] - Z[i, top[i]]", True),
        ("sum(j, 1, K, where(j == top[i], 0, Z[i, j] - Z[i, top[i]]))", "sum(j, 1, K, Z[i, j] - Z[i, top[i]])", True),
        ("where(j == top[i], 1, Z[i, j] - Z[i, top[i]])", "Z[i, j] - Z[i, top[i]]", False),
        ("sum(r, 1, 2, z[r])", "z[1] + z[2]", True),
        ("sum(r, 1, 2, z[r])", "z[1] - z[2]", False),
        ("ones(K)' @ Y' @ c", "sum(i, 1, m, c[i])", True),
        ("ones(K)' @ Y' @ c", "2*sum(i, 1, m, c[i])", False),
    ],
)
def test_the_engine_decides(left: str, right: str, holds: bool) -> None:
    verdicts = equality(CONTEXT.parse(left), CONTEXT.parse(right), CONTEXT)
    assert (verdicts[0].result is Result.PROVED) == holds
    assert (verdicts[1].result is Result.REFUTED) != holds


def test_an_index_that_a_symbol_stands_for_is_no_letter_of_a_result(checked_softmax: Checked) -> None:
    """s is what a sample adds to the block (a, b): the formula for it isn't one for other classes."""
    before, after = checked_softmax.book.find("result:stable-hessian").patterns
    assert {slot.name for side in (before, after) for _, slot in walk(side) if isinstance(slot, Slot)} == {"i"}
    before, _ = checked_softmax.book.find("result:partial-p").patterns
    assert {slot.name for _, slot in walk(before) if isinstance(slot, Slot)} == {"a", "b", "i", "n"}


def test_the_place_of_the_largest_is_the_first_of_several() -> None:
    stage = Stage("top", {"en": "top"}, "Z[i, top[i]] - largest[i]", (line(by("largest")), line(by("cancel"))))
    book = Book(CONTEXT)
    found = derive_stage(stage, book)
    assert str(found.result) == "0"
    assert check_stage(found, CONTEXT, book).result is Result.PROVED
    assert same(CONTEXT.parse("argmax(l, 1, K, Z[i, l])"), CONTEXT.parse("argmax(j, 1, K, Z[i, j])"))
