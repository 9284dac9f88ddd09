"""Matrix calculus as a specification: every identity is derived and verified, in one layout; what is wrong is caught.

Identities first: ``∂ det(X)/∂X = det(X) X⁻ᵀ``, ``∂ tr(AXB)/∂X = AᵀBᵀ``, ``∂ vec(AXB)/∂ vec(X) = Bᵀ ⊗ A``.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flint import arb, ctx

from derivations.derive.chain import Book
from derivations.derive.differentials import MOST_STEPS, Stuck, derive_goal
from derivations.identities.identity import JACOBIAN, Identity
from derivations.identities.matrix_cookbook import IDENTITIES, SECTIONS, SOURCE
from derivations.render.identities import HOME, identity_pages, page_of
from derivations.rules.book import RULES
from derivations.terms.core import ShapeError
from derivations.verify.balls import POINTS, point, sizes
from derivations.verify.evaluate import evaluate
from derivations.verify.identities import CheckedIdentity, check_identity
from derivations.verify.numbers import leading
from derivations.verify.side_by_side import side
from derivations.verify.verdict import Result, overall

SURE = (Result.PROVED, Result.CONSISTENT)
NAMES = [identity.name for identity in IDENTITIES]
BY_NAME = {identity.name: identity for identity in IDENTITIES}


def test_sixty_identities_bear_their_number() -> None:
    numbers = [identity.number for identity in IDENTITIES if identity.number]
    assert len(set(numbers)) >= 60
    assert all(49 <= int(number) <= 142 for number in numbers)
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_identity_is_derived_and_verified(name: str, identities: dict[str, CheckedIdentity]) -> None:
    checked = identities[name]
    assert checked.stage.derivation.start == checked.identity.goal
    for step in checked.stage.steps:
        for atom in step.atoms:
            assert atom.result in SURE, (atom.step.rule.name, atom.verdicts)
            assert RULES[atom.step.rule.name] is atom.step.rule, "a rule from elsewhere"
    assert checked.stage.result in SURE
    assert overall(checked.expected) in SURE, checked.expected
    assert [v.result for v in checked.expected if v.check == "balls"] == [Result.CONSISTENT] * 2
    assert checked.result in SURE


@pytest.mark.parametrize("name", NAMES)
def test_matrix_form_and_index_form_agree_line_by_line(name: str, identities: dict[str, CheckedIdentity]) -> None:
    sides = identities[name].sides
    assert [side.line for side in sides] == list(identities[name].stage.derivation.lines)
    for found in sides:
        if found.entry is None:
            assert re.search("has no index form|stands for two", found.because)
        else:
            assert found.agrees and found.agrees.result is Result.CONSISTENT, found


def test_most_lines_have_an_index_form(identities: dict[str, CheckedIdentity]) -> None:
    whole = [name for name, checked in identities.items() if all(side.entry for side in checked.sides)]
    assert len(whole) >= 60


def test_a_wrong_index_form_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    identity = BY_NAME["cookbook-70"]
    context = identity.context
    assert side(context.parse("a @ b'"), context).agrees.result is Result.CONSISTENT
    from derivations.verify import side_by_side

    swapped = side_by_side.Written.entry
    monkeypatch.setattr(side_by_side.Written, "entry", lambda self, term, i, j: swapped(self, term, j, i))
    square = BY_NAME["cookbook-122"]
    assert side(square.context.parse("A @ X"), square.context).agrees.result is Result.REFUTED


def test_the_expected_result_is_only_compared() -> None:
    identity = BY_NAME["cookbook-49"]
    wrong = replace(identity, expected="det(X)*inv(X)")
    right, other = check_identity(identity), check_identity(wrong)
    assert other.stage.derivation.result == right.stage.derivation.result
    assert other.stage.result in SURE
    assert overall(other.expected) is other.result is Result.REFUTED


@pytest.mark.parametrize(
    ("rule", "statement", "name"),
    [
        ("differential_of_inverse", "d(v, inv(a)) = inv(a) @ d(v, a) @ inv(a)", "cookbook-61"),
        ("differential_of_inverse", "d(v, inv(a)) = -(inv(a) @ inv(a) @ d(v, a))", "cookbook-64"),
        ("differential_of_determinant", "d(v, det(a)) = tr(inv(a) @ d(v, a))", "cookbook-49"),
        ("differential_of_matrix_product", "d(v, a @ b) = d(v, a) @ b - a @ d(v, b)", "cookbook-114"),
        ("differential_of_norm", "d(v, norm(a)) = tr(a' @ d(v, a))", "cookbook-129"),
        ("identify_gradient_by_trace", "gradient_of(v, tr(a @ d(v, v))) = a", "cookbook-106"),
        ("trace_of_kronecker", "tr(kron(a, b)) = tr(a) + tr(b)", "cookbook-105"),
        ("vec_of_right_product", "vec(x @ b) = kron(eye(n), b') @ vec(x)", "cookbook-74"),
        ("weights_in_trace", "tr(a @ (b*c)) = tr((a*b) @ c)", "identity-hadamard"),
    ],
)
def test_a_corrupted_rule_is_caught(rule: str, statement: str, name: str) -> None:
    rules = {**RULES, rule: replace(RULES[rule], statement=statement)}
    try:
        found = check_identity(BY_NAME[name], rules)
    except (Stuck, ShapeError):
        return
    wrong = [atom.step.rule.name for step in found.stage.steps for atom in step.atoms if atom.result not in SURE]
    assert found.result is Result.REFUTED
    assert rule in wrong, "the step itself is refuted, even where the last line comes out right"


@pytest.mark.parametrize("name", NAMES)
def test_the_layout(name: str, identities: dict[str, CheckedIdentity]) -> None:
    """A gradient has the shape of its variable; a Jacobian the rows of the function, the columns of the variable."""
    identity = identities[name].identity
    variable = identity.context.variables[identity.variable]
    if identity.kind == "gradient":
        assert identity.goal.shape == variable.shape
    result = identities[name].stage.derivation.result
    assert result.shape == identity.goal.shape == identity.derivative.shape


def test_vec_takes_a_matrix_column_by_column() -> None:
    identity = Identity("t", "", "X", "eye(m*n)", ("X n m",), kind=JACOBIAN)
    where = point(identity.context, 1, True)
    matrix, vector = (evaluate(identity.context.parse(text), where) for text in ("X", "vec(X)"))
    assert [row[0] for row in vector] == [matrix[r][c] for c in range(len(matrix[0])) for r in range(len(matrix))]


@pytest.mark.parametrize("text", ["inv(A) @ A - eye(n)", "tr(kron(A, B)) - tr(A)*tr(B)", "det(A @ B) - det(A)*det(B)",
                                  "norm(A)**2 - tr(A' @ A)", "det(inv(A)) - 1/det(A)",
                                  "kron(B', A) @ vec(X) - vec(A @ X @ B)"])  # fmt: skip
def test_values_obey_the_laws_of_linear_algebra(text: str) -> None:
    ctx.prec = 256
    identity = Identity("t", "", "X", "X", ("X n n", "A n n invertible", "B n n"))
    for seed in range(POINTS):
        found = evaluate(identity.context.parse(text), point(identity.context, seed, True))
        for cell in (cell for row in found for cell in row):
            assert leading(cell).contains(arb(0)) and leading(cell).rad() < 1e-30


def test_different_sizes_have_different_numbers() -> None:
    context = BY_NAME["cookbook-119"].context
    drawn = [tuple(sizes(context, seed).values()) for seed in range(POINTS)]
    assert len(set(drawn)) >= 5
    for one, other in ((a, b) for a in range(4) for b in range(a)):
        assert any(row[one] != row[other] for row in drawn)
    tall = BY_NAME["cookbook-53"].context
    assert all(sizes(tall, seed)["p"] <= sizes(tall, seed)["n"] for seed in range(POINTS))


def unknown(function: str, *symbols: str, **more: object) -> str:
    """What is said of a function that can't be differentiated."""
    identity = Identity("t", "", function, "0", symbols, **more)  # type: ignore[arg-type]
    with pytest.raises(Stuck) as found:
        derive_goal(identity.goal, identity.context, Book(identity.context), "t", {"en": "t"})
    return str(found.value)


def test_what_can_not_be_derived_is_told_with_the_form_reached() -> None:
    reached = "the form reached is gradient_of(x, d(x, max(x' @ a, x' @ x)))"
    assert reached in unknown("max(x' @ a, x' @ x)", "x n", "a n")
    assert "no rule takes d(X, inv(X))" in unknown("tr(inv(X))", "X n n")  # nothing says that it is invertible
    assert "no rule takes d(x, norm(x))" in unknown("norm(x)", "x n")  # at 0 it has no derivative
    assert "nothing can be read off" in unknown("X'", "X n m", kind=JACOBIAN)  # it takes a permutation


def test_derivations_are_short(identities: dict[str, CheckedIdentity]) -> None:
    steps = [sum(len(s.atoms) for s in one.stage.derivation.steps) for one in identities.values()]
    assert max(steps) < MOST_STEPS / 2


@pytest.mark.parametrize("text", ["tr(X)", "det(X)", "inv(X)", "tr(X @ a)", "kron(X, A) @ X", "eye(X)", "X @ A"])
def test_shapes_that_do_not_fit_are_refused(text: str) -> None:
    context = Identity("t", "", "X", "X", ("X n m", "A n n", "a m")).context
    with pytest.raises(ShapeError):
        _ = context.parse(text).shape


def test_the_pages_hold_every_identity_in_both_forms(identities: dict[str, CheckedIdentity]) -> None:
    found = [(section, [identities[one.name] for one in section.identities]) for section in SECTIONS]
    pages = identity_pages(found, SOURCE, "derivations generate")
    assert set(pages) == {HOME, *(page_of(section) for section in SECTIONS)}
    for section in SECTIONS:
        page = pages[page_of(section)]
        for one in section.identities:
            assert f"{page_of(section)}#{one.name})" in pages[HOME]
            assert f"{{ #{one.name} }}" in page
        assert page.count('<div class="side" markdown>') == 2 * sum(
            len(identities[one.name].sides) for one in section.identities
        )
        for target in re.findall(r"\]\(\.\./rules/(\w+)\.md\)", page):
            assert target in RULES
