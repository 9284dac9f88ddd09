"""Losses that nobody derived by hand: simplified, differentiated and checked; their values are those of mpmath.

The examples and losses that the rules were not written for. What is searched for here is the mathematics; the code of a
loss is tested elsewhere.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

import mpmath
import pytest
from commands import ROOT

from derivations.derive.chain import Book, derive_stage
from derivations.own.chain import Workbench
from derivations.own.context import context_of
from derivations.own.definition import Loss
from derivations.own.file import read
from derivations.own.language import LossError
from derivations.own.plan import beside, derivatives, simplify
from derivations.own.variants import by_probability, by_sign, by_weights, through_probability
from derivations.terms.core import Term
from derivations.verify.check import check_stage, equality
from derivations.verify.verdict import CheckedStage, Result

HOLDS = (Result.PROVED, Result.CONSISTENT)
REAL, SIGN, LABEL, POSITIVE = {"y": "real"}, {"y": "{-1, 1}"}, {"y": "{0, 1}"}, "(0, inf)"

UNSEEN = (
    Loss("huber", "where(abs(z - y) <= delta, (z - y)**2/2, delta*(abs(z - y) - delta/2))", variables=REAL,
         parameters={"delta": POSITIVE}),
    Loss("hinge", "max(0, 1 - y*z)", variables=SIGN),
    Loss("squared_hinge", "max(0, 1 - y*z)**2", variables=SIGN),
    Loss("quantile", "max(tau*(y - z), (tau - 1)*(y - z))", variables=REAL, parameters={"tau": "(0, 1)"}),
    Loss("tweedie", "-y*exp((1 - rho)*z)/(1 - rho) + exp((2 - rho)*z)/(2 - rho)", variables={"y": "[0, inf)"},
         parameters={"rho": "(1, 2)"}),
    Loss("gauss", "(y - z)**2/(2*exp(2*s)) + s + log(2*pi)/2", prediction=("z", "s"), variables=REAL),
    Loss("cauchy", "log(1 + ((y - z)/c)**2)", variables=REAL, parameters={"c": POSITIVE}),
    Loss("student", "(nu + 1)/2*log(1 + (y - z)**2/(nu*sigma**2)) + log(sigma)", variables=REAL,
         parameters={"nu": POSITIVE, "sigma": POSITIVE}),
    Loss("brier", "(p - y)**2", variables=LABEL, definitions={"p": "1/(1 + exp(-z))"}),
    Loss("pseudo_huber", "delta**2*(sqrt(1 + ((z - y)/delta)**2) - 1)", variables=REAL, parameters={"delta": POSITIVE}),
    Loss("two_logits", "log(exp(a) + exp(b)) - y*a - (1 - y)*b", prediction=("a", "b"), variables=LABEL),
    Loss("exponential", "exp(-y*z)", variables=SIGN),
    Loss("generalised_cross_entropy", "y*(1 - p**q)/q + (1 - y)*(1 - (1 - p)**q)/q", variables=LABEL,
         parameters={"q": "(0, 1]"}, definitions={"p": "sigmoid(z)"}),
    Loss("zero_inflated", "where(y == 0, -log(p + (1 - p)*exp(-exp(z))), exp(z) - y*z - log(1 - p))",
         variables={"y": "{0, 1, 2, ...}"}, parameters={"p": "(0, 1)"}),
    Loss("beta", "lgamma(a) + lgamma(b) - lgamma(a + b) - (a - 1)*log(y) - (b - 1)*log(1 - y)",
         variables={"y": "(0, 1)"}, parameters={"phi": POSITIVE},
         definitions={"mu": "sigmoid(z)", "a": "mu*phi", "b": "(1 - mu)*phi"}),
)  # fmt: skip
NAMED = (
    "class_weighted_cross_entropy", "complementary_log_log", "dpo", "focal", "gamma", "label_smoothed_cross_entropy",
    "log_cosh", "negative_binomial", "poisson", "probit",
)  # fmt: skip
EXAMPLES = tuple(read(ROOT / f"docs/examples/{name}.toml") for name in NAMED)
"""Some of the collection; the whole of it is searched through by a slow test of its own."""
LOSSES = {loss.name: loss for loss in (*EXAMPLES, *UNSEEN)}

RESULTS = {
    "dpo": ("softplus(beta*(b - a))", "-beta*sigmoid(beta*(b - a))"),
    "log_cosh": ("log(cosh(z - y))", "tanh(z - y)", "1/cosh(z - y)**2"),
    "poisson": ("exp(z) - y*z + lgamma(y + 1)", "exp(z) - y", "exp(z)"),
    "gamma": ("k*(y/exp(z) + z - log(k*y)) + log(y) + lgamma(k)", "k*(1 - y/exp(z))", "k*y/exp(z)"),
    "label_smoothed_cross_entropy": ("softplus(z) - y_s*z", "sigmoid(z) - y_s", "sigmoid(z)*sigmoid(-z)"),
    "hinge": ("max(0, 1 - y*z)", "-y*indicator(0 < 1 - y*z)", "0"),
    "squared_hinge": ("max(0, 1 - y*z)**2", "-2*y*max(0, 1 - y*z)", "2*indicator(0 < 1 - y*z)"),
    "exponential": ("exp(-y*z)", "-y*exp(-y*z)", "exp(-y*z)"),
    "brier": ("(sigmoid(z) - y)**2", "2*(sigmoid(z) - y)*sigmoid(z)*sigmoid(-z)"),
    "two_logits": ("softplus(a - b) + y*(b - a)", "sigmoid(a - b) - y"),
    "pseudo_huber": ("delta**2*(sqrt(1 + ((z - y)/delta)**2) - 1)", "(z - y)/sqrt(1 + ((z - y)/delta)**2)"),
}
"""What some of them become, as a person would write it: the loss, and its first derivatives in order."""


@cache
def worked(name: str) -> tuple[CheckedStage, ...]:
    """The loss's stages, checked."""
    loss = LOSSES[name]
    context = context_of(loss)
    bench = Workbench(context)
    simplify(bench, loss, frozenset(loss.predictions))
    derivatives(bench, loss, loss.predictions)
    return checked(bench)


def checked(bench: Workbench) -> tuple[CheckedStage, ...]:
    """The stages of a bench, replayed by a fresh book and checked."""
    book, found = Book(bench.context), []
    for stage in bench.stages:
        derivation = derive_stage(stage, book)
        book.add_result(derivation)
        found.append(check_stage(derivation, bench.context, book))
    return tuple(found)


def results(name: str) -> dict[str, Term]:
    return {stage.derivation.name: stage.derivation.result for stage in worked(name)}


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_is_derived_and_every_step_holds(name: str) -> None:
    for stage in worked(name):
        assert stage.result in HOLDS, stage.end
        for atom in (atom for step in stage.steps for atom in step.atoms):
            assert atom.result in HOLDS, (atom.step.rule.name, str(atom.step.before), atom.verdicts)


@pytest.mark.parametrize("name", RESULTS)
def test_a_loss_becomes_what_a_person_would_write(name: str) -> None:
    context = context_of(LOSSES[name])
    found = [str(stage.derivation.result) for stage in worked(name)]
    assert found[: len(RESULTS[name])] == [str(context.parse(text)) for text in RESULTS[name]]


FOCAL = "-(y*(1 - p)**gamma*log(p) + (1 - y)*p**gamma*log(1 - p))"


def test_one_may_ask_for_derivatives_by_parameters_and_variables(tmp_path: Path) -> None:
    path = tmp_path / "focal.toml"
    path.write_text(
        'name = "focal"\nderivatives = ["gamma", "y"]\n[variables]\ny = "[0, 1]"\n[parameters]\ngamma = "(0, inf)"\n'
        f'[definitions]\np = "sigmoid(z)"\n[loss]\nexpression = "{FOCAL}"\n'
    )
    loss = read(path)
    bench = Workbench(context_of(loss))
    simplify(bench, loss, frozenset((*loss.predictions, *loss.derivatives)))
    for name in loss.derivatives:
        beside(bench, loss, name)
    found = {stage.derivation.name: stage for stage in checked(bench)}
    assert list(found)[1:] == ["derivative-gamma", "second-derivative-gamma", "derivative-y", "second-derivative-y"]
    assert all(stage.result in HOLDS for stage in found.values())
    assert str(found["second-derivative-y"].derivation.result) == "0"
    assert str(found["derivative-y"].derivation.result) == str(
        bench.context.parse("sigmoid(-z)**gamma*softplus(-z) - sigmoid(z)**gamma*softplus(z)")
    )


@pytest.mark.parametrize(
    ("names", "told"),
    [("gamma", "expected a list"), (["w"], "'w' is no variable and no parameter"), (["y"], "'y' can't move"),
     (["c", "c"], "stands there twice"), (["unused"], "doesn't depend on 'unused'"), (["z"], "'z' is no variable")],
)  # fmt: skip
def test_a_name_by_which_one_cannot_differentiate_is_told(names: object, told: str) -> None:
    given = {"variables": LABEL, "parameters": {"c": POSITIVE, "unused": POSITIVE}}
    with pytest.raises(LossError, match=told):
        Loss("any", "c*softplus(z) - y*z", derivatives=names, **given)


# Another evaluator: mpmath, from the text.

FUNCTIONS = {
    "log": mpmath.log, "exp": mpmath.exp, "sqrt": mpmath.sqrt, "abs": abs, "sign": mpmath.sign, "max": max, "min": min,
    "tanh": mpmath.tanh, "cosh": mpmath.cosh, "sinh": mpmath.sinh, "lgamma": mpmath.loggamma,
    "digamma": mpmath.digamma, "trigamma": lambda x: mpmath.polygamma(1, x), "pi": mpmath.pi,
    "sigmoid": lambda x: 1/(1 + mpmath.exp(-x)), "softplus": lambda x: mpmath.log(1 + mpmath.exp(x)),
    "normal_cdf": mpmath.ncdf, "normal_pdf": mpmath.npdf, "where": lambda c, a, b: a if c else b,
    "indicator": lambda c: mpmath.mpf(bool(c)), "mpf": mpmath.mpf,
}  # fmt: skip
DRAWN = {
    "y": ("0.75", "1", "0", "3"), "z": ("0.4", "-1.3"), "a": ("0.3", "-1.1"), "b": ("-0.6", "0.9"),
    "s": ("0.2", "-0.7"), "delta": ("0.8",), "tau": ("0.3",), "rho": ("1.4",), "c": ("1.7",), "nu": ("3.5",),
    "sigma": ("0.9",), "q": ("0.7",), "p": ("0.35",),
    "phi": ("2.5",), "gamma": ("1.6",), "alpha": ("0.45",), "k": ("1.9",),
    "beta": ("0.3",),
    "epsilon": ("0.15",), "w_0": ("0.7",), "w_1": ("2.2",),
}  # fmt: skip


def value(text: str, given: dict[str, mpmath.mpf], loss: Loss) -> mpmath.mpf:
    """The value of a text of this file's own losses; whole numbers in it become exact ones."""
    names = dict(given)
    for name, expression in loss.definitions.items():
        names[name] = evaluated(str(expression), names)
    return evaluated(text, names)


def evaluated(text: str, names: dict[str, mpmath.mpf]) -> mpmath.mpf:
    """The texts are those of this file and of docs/examples, and what was derived from them."""
    code = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"mpf('\1')", text.replace("\n", " ").strip())
    return mpmath.mpf(eval(code, {"__builtins__": {}}, {**FUNCTIONS, **names}))  # noqa: S307


@pytest.mark.parametrize("name", LOSSES)
def test_the_derivatives_are_those_that_mpmath_finds(name: str) -> None:
    """To 30 digits: difference quotients of the definition itself, worked out with 120."""
    loss, found = LOSSES[name], {stage.derivation.name: str(stage.derivation.result) for stage in worked(name)}
    compared = 0
    with mpmath.workdps(120):
        for pick in range(4):
            given = {
                n: mpmath.mpf(DRAWN[n][pick % len(DRAWN[n])])
                for n, part in loss.declared.items()
                if part != "definitions"
            }
            if any(not domain.contains(fraction(given[n])) for n, domain in loss.domains.items()):
                continue
            compared += 1
            for stage, text in found.items():
                kind, *by = stage.split("-")
                by = by or list(loss.predictions) * {"simplify": 0, "gradient": 1, "hessian": 2}[kind]
                orders = tuple(by.count(p) for p in loss.predictions)
                point = tuple(given[p] for p in loss.predictions)

                def at(*values: mpmath.mpf, given: dict = given) -> mpmath.mpf:
                    return value(
                        str(loss.expression), {**given, **dict(zip(loss.predictions, values, strict=True))}, loss
                    )

                expected = mpmath.diff(at, point, orders) if any(orders) else at(*point)
                assert abs(value(text, given, loss) - expected) <= mpmath.mpf(10) ** -30 * (1 + abs(expected)), (
                    stage,
                    given,
                )
    assert compared


def fraction(number: mpmath.mpf) -> Fraction:
    return Fraction(mpmath.nstr(number, 20))


# The conventions in which a loss is met.

PLAIN = Loss("logistic", "-(y*log(p) + (1 - y)*log(1 - p))", variables=LABEL, definitions={"p": "1/(1 + exp(-z))"})
LOSSES[PLAIN.name] = PLAIN
BY_HAND = {
    "by-probability": {
        "gradient": "(p - y)/(p*(1 - p))",
    },
    "labels": {"simplify": "softplus(-s*z)", "gradient": "-s*sigmoid(-s*z)"},
    "weights": {
        "gradient-sum": "sum(i, 1, m, X[i, j]*(sigmoid(z[i]) - y[i]))",
        "gradient-mean": "(1/m)*sum(i, 1, m, X[i, j]*(sigmoid(z[i]) - y[i]))",
    },
}
MAKERS = {"by-probability": by_probability, "labels": by_sign, "weights": by_weights}


@pytest.mark.parametrize("convention", BY_HAND)
def test_the_conventions_of_the_logistic_loss_are_those_of_the_books(convention: str) -> None:
    variant = MAKERS[convention](PLAIN, context_of(PLAIN), results(PLAIN.name), ())
    bench = Workbench(variant.plan.context, variant.plan.stages)
    for stage in variant.plan.stages:
        bench.take(stage)
    found = {stage.derivation.name: stage for stage in checked(bench)}
    assert all(stage.result in HOLDS for stage in found.values())
    shown = {name: str(found[name].derivation.result) for name in BY_HAND[convention]}
    assert shown == {name: str(variant.plan.context.parse(text)) for name, text in BY_HAND[convention].items()}


def test_the_chain_rule_leads_from_the_probability_to_the_prediction() -> None:
    context = context_of(PLAIN)
    variant = by_probability(PLAIN, context, results(PLAIN.name), ())
    verdicts = equality(through_probability(PLAIN, context, variant), results(PLAIN.name)["gradient"], context)
    assert verdicts[0].result is Result.PROVED


@pytest.mark.parametrize("name", ["focal", "probit", "brier", "class_weighted_cross_entropy", "gamma", "huber"])
def test_the_conventions_of_other_losses_hold(name: str) -> None:
    loss, context = LOSSES[name], context_of(LOSSES[name])
    for maker in MAKERS.values():
        variant = maker(loss, context, results(name), ())
        if variant is None:
            continue
        bench = Workbench(variant.plan.context)
        for stage in variant.plan.stages:
            bench.take(stage)
        for stage in checked(bench):
            assert stage.result in HOLDS, (maker.__name__, stage.derivation.name, stage.end)
