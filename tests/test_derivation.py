"""The derivation is the article's, line by line, and it is derived: alter a rule and the lines after it change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from derivations.derive.chain import PathError, derive
from derivations.derive.step import Derivation, Step
from derivations.losses.logistic import PLAN
from derivations.losses.plan import Plan
from derivations.rules.book import RULES
from derivations.rules.rule import Relation, Tier
from derivations.terms.core import Term
from derivations.terms.places import same
from derivations.verify.verdict import Checked

E = "exp(-(theta' @ X[i]))"
LOG = f"log(1 + {E})"
VE = "exp(-(X @ theta))"
VLOG = f"log(ones(m) + {VE})"
UP = "exp(X @ theta)"
BODY = "y[i]*log(h[i]) + (1 - y[i])*log(1 - h[i])"

ARTICLE: dict[str, list[tuple[str, str]]] = {
    # A. Where the loss comes from
    "model": [("", "theta' @ X[i]"), ("", "theta[0] + sum(k, 1, p, theta[k]*X[i, k])")],
    "hypothesis": [("", f"1/(1 + {E})")],
    "probability-of-one": [("", "h[i]")],
    "probability-of-zero": [("", "1 - h[i]")],
    "log-probability-of-one": [("", "log(h[i])"), ("", f"log(1/(1 + {E}))")],
    "log-probability-of-zero": [("", "log(1 - h[i])"), ("", f"log({E}/(1 + {E}))")],
    "indicator-form": [
        ("", "y[i]*log(P(yhat[i] == 1, X[i], theta)) + (1 - y[i])*log(P(yhat[i] == 0, X[i], theta))"),
        ("", BODY),
    ],
    "log-likelihood": [("", f"sum(i, 1, m, {BODY})")],
    "loss": [("", f"-(1/m)*sum(i, 1, m, {BODY})")],
    # C. The loss, simplified
    "log-h": [("", f"log(1/(1 + {E}))"), ("①", f"log(1) - {LOG}"), ("", f"-{LOG}")],
    "log-one-minus-h": [
        ("", f"log(1 - 1/(1 + {E}))"),
        ("", f"log({E}/(1 + {E}))"),
        ("①", f"log({E}) - {LOG}"),
        ("③", f"-(theta' @ X[i]) - {LOG}"),
    ],
    "simplify-loss": [
        ("", f"-(1/m)*sum(i, 1, m, -y[i]*{LOG} + (1 - y[i])*(-(theta' @ X[i]) - {LOG}))"),
        ("", f"-(1/m)*sum(i, 1, m, y[i]*(theta' @ X[i]) - theta' @ X[i] - {LOG})"),
        ("③", f"-(1/m)*sum(i, 1, m, y[i]*(theta' @ X[i]) - (log(exp(theta' @ X[i])) + {LOG}))"),
        ("②", f"-(1/m)*sum(i, 1, m, y[i]*(theta' @ X[i]) - log(exp(theta' @ X[i])*(1 + {E})))"),
        ("", "-(1/m)*sum(i, 1, m, y[i]*(theta' @ X[i]) - log(1 + exp(theta' @ X[i])))"),
    ],
    # D. The partial derivative
    "partial-loss": [
        ("", "partial(theta[j], (1/m)*sum(i, 1, m, log(1 + exp(theta' @ X[i])) - y[i]*(theta' @ X[i])))"),
        (
            "",
            "(1/m)*sum(i, 1, m, partial(theta[j], log(1 + exp(theta' @ X[i])))"
            " - partial(theta[j], y[i]*(theta' @ X[i])))",
        ),
        ("", "(1/m)*sum(i, 1, m, X[i, j]*exp(theta' @ X[i])/(1 + exp(theta' @ X[i])) - y[i]*X[i, j])"),
        ("", "(1/m)*sum(i, 1, m, (h[i] - y[i])*X[i, j])"),
    ],
    # E. The vector form
    "vector-loss": [
        ("", "-(y' @ log(h) + (ones(m) - y)' @ log(ones(m) - h))"),
        ("", f"-(y' @ (-{VLOG}) + (ones(m) - y)' @ (-(X @ theta) - {VLOG}))"),
        ("", f"-(y' @ X @ theta - ones(m)' @ (X @ theta + {VLOG}))"),
        ("③", f"-(y' @ X @ theta - ones(m)' @ (log({UP}) + {VLOG}))"),
        ("②", f"-(y' @ X @ theta - ones(m)' @ log(ones(m) + {UP}))"),
    ],
    "gradient": [("", f"-(X' @ y - X' @ ({UP}/(ones(m) + {UP})))"), ("", "X' @ (h - y)")],
    "hessian": [("", "X' @ S @ X")],
}
"""Every line of sections A, C, D and E of the article, by stage: the number under its equals sign, and the term."""


@pytest.mark.parametrize("name", ARTICLE)
def test_the_lines_of_the_article_come_in_its_order_with_its_numbers(name: str, checked: Checked) -> None:
    derivation = checked.stage(name).derivation
    at = 0
    for number, text in ARTICLE[name]:
        wanted = PLAN.context.parse(text)
        found = next((n for n in range(at, len(derivation.steps)) if derivation.steps[n].after == wanted), None)
        assert found is not None, f"{text} isn't a line of {name} after line {at}: {[str(x) for x in derivation.lines]}"
        assert "".join(step.rule.number for step in derivation.steps[found].shown) == number, text
        at = found + 1


def test_the_results_are_those_that_everybody_prints(checked: Checked) -> None:
    results = {name: str(checked.stage(name).derivation.result) for name, _ in PLAN.results}
    assert results["partial-loss"] == "(1/m)*sum(i, 1, m, (h[i] - y[i])*X[i, j])"
    assert results["gradient"] == "X' @ (h - y)"
    assert results["hessian"] == "X' @ S @ X"
    assert str(checked.stage("base").derivation.result) == "(1/log(b))*J"
    assert str(checked.stage("loss-agrees").derivation.result) == "J"


def steps(derivations: list[Derivation]) -> list[Step]:
    """All single steps."""
    return [atom for derivation in derivations for step in derivation.steps for atom in step.atoms]


def test_every_line_is_made_from_the_line_before(checked: Checked) -> None:
    for stage in checked.stages:
        line = stage.derivation.start
        for step in stage.derivation.steps:
            for atom in step.atoms:
                assert atom.before == line
                line = atom.after
        assert line == stage.derivation.result


PLAIN = derive(PLAN)
USED = sorted({step.rule.name for step in steps(PLAIN) if step.rule.name in RULES})


def altered(name: str) -> dict[str, object]:
    """The rule book with one rule's right side altered: 2 added to it, or its factor 2."""
    rule = RULES[name]
    mark = f" {rule.sign} "
    before, _, after = rule.statement.partition(mark)
    return {**RULES, name: replace(rule, statement=f"{before}{mark}{'1' if after == '0' else f'2*({after})'}")}


@pytest.mark.parametrize("name", USED)
def test_with_a_rules_right_side_altered_the_lines_after_it_change_or_the_path_stops_and_says_where(name: str) -> None:
    plain = {d.name: d.lines for d in PLAIN}
    try:
        changed = {d.name: d.lines for d in derive(PLAN, altered(name))}
    except PathError as error:
        stage, _, _ = str(error).partition(".")
        assert stage in plain, error
        return
    first = next(s for s in steps(PLAIN) if s.rule.name == name)
    stage = first.name.partition(".")[0]
    assert changed[stage] != plain[stage]


def test_nothing_is_called_simplify() -> None:
    assert not [name for name in RULES if "simplif" in name]


def test_only_true_equalities_are_called_equal(checked: Checked) -> None:
    for stage in checked.stages:
        for step in stage.derivation.steps:
            for atom in step.atoms:
                assert (atom.relation is Relation.SAME_MAXIMISER) == bool(atom.rule.order)


def test_housekeeping_is_never_a_step_of_its_own(checked: Checked) -> None:
    for step in steps([stage.derivation for stage in checked.stages]):
        assert step.tier is not Tier.HOUSEKEEPING
        assert all(tidying.rule.tier is Tier.HOUSEKEEPING for tidying in step.housekeeping)


def test_a_path_that_does_not_apply_says_where_and_why() -> None:
    with pytest.raises(PathError, match=r"^log-h\.2: log_product applies nowhere, in log\(1/\(1 \+ exp"):
        derive(with_rule("log-h", 1, "log_product"))
    with pytest.raises(PathError, match=r"^log-h\.2: unknown rule 'log_quotent'; did you mean 'log_quotient'"):
        derive(with_rule("log-h", 1, "log_quotent"))


def test_a_rule_that_fits_in_two_places_asks_which() -> None:
    with pytest.raises(PathError, match=r"simplify-loss\.4.*applies at .* places, so tell which: at="):
        derive(with_rule("simplify-loss", 3, "log_exp"))


def with_rule(stage: str, line: int, rule: str) -> Plan:
    """The loss with one line of one stage's path replaced by a single rule."""
    from derivations.losses.plan import by
    from derivations.losses.plan import line as one_line

    def changed(section: object) -> object:
        stages = []
        for old in section.stages:  # type: ignore[attr-defined]
            lines = list(old.lines)
            if old.name == stage:
                lines[line] = one_line(by(rule))
            stages.append(replace(old, lines=tuple(lines)))
        return replace(section, stages=tuple(stages))  # type: ignore[type-var]

    return replace(PLAN, sections=tuple(changed(section) for section in PLAN.sections))


def test_a_second_derivation_is_the_same_to_the_letter() -> None:
    first, second = derive(PLAN), derive(PLAN)
    assert [d.lines for d in first] == [d.lines for d in second]
    assert [s.place for s in steps(first)] == [s.place for s in steps(second)]


def test_words_come_in_english_and_chinese() -> None:
    for section in PLAN.sections:
        assert {"en", "zh"} <= set(section.title) & set(section.words)
        for stage in section.stages:
            assert {"en", "zh"} <= set(stage.title)


def test_sums_with_renamed_indices_are_the_same_form() -> None:
    def of(text: str) -> Term:
        return PLAN.context.parse(text)

    assert same(of("sum(i, 1, m, y[i])"), of("sum(k, 1, m, y[k])"))
    assert not same(of("sum(i, 1, m, y[i])"), of("sum(i, 1, m, y[j])"))
