"""The search for stable code: its chain replays, every step is true, and the code is right to 1e-13."""

from __future__ import annotations

import ast
import random
from types import ModuleType

import numpy as np
import pytest
from stability_cases import QUANTITIES, TEN, UNSEEN, Case

from derivations.derive.apply import apply_at
from derivations.emit import points as sampling
from derivations.emit.exact import exact
from derivations.emit.lines import body
from derivations.emit.measure import Sample, kept, run, sample
from derivations.emit.own import Argument, Computed, OwnLoss, module, statement
from derivations.emit.runtime import needed, sources, top_level
from derivations.emit.stable import HARD, Stable, directed, stabilise
from derivations.emit.wide_printer import FUNCTIONS as WIDE_FUNCTIONS
from derivations.render.environment import template_folder
from derivations.rules.book import RULES
from derivations.rules.rule import Group, Rule
from derivations.terms import core
from derivations.terms.context import Context, Kind, Symbol
from derivations.terms.core import Term
from derivations.terms.places import at
from derivations.verify.balls import compare
from derivations.verify.check import normal_form
from derivations.verify.one_sided import Exact
from derivations.verify.verdict import Result

BOUND = 1e-13
LOSSES = {**TEN, **UNSEEN}
LINES = [(name, number) for name in LOSSES for number in range(3)]
found: dict[tuple[str, int], Stable] = {}


def stable(name: str, number: int) -> Stable:
    """The stable form of a line, searched for once."""
    if (name, number) not in found:
        case = LOSSES[name]
        term = case.context.parse(case.lines[number])
        found[name, number] = stabilise(term, case.context, case.inputs, case.predictions, case.defaults)
    return found[name, number]


def other_points(case: Case, term: Term, seed: int) -> list[tuple[float, ...]]:
    """Points that the search didn't see: every size of the prediction, values inside the other domains."""
    draw = random.Random(seed)
    result = []
    for _ in range(120):
        point = []
        for name, domain in case.symbols.items():
            values = sampling.REAL if domain == "real" else sampling.domain_values(domain)
            value = draw.choice(values)
            if name == case.predictions[0]:
                value = draw.choice((1, -1)) * 10 ** draw.uniform(-8, 3.2) if draw.random() < 0.7 else draw.gauss(0, 4)
            elif draw.random() < 0.4 and domain.startswith(("(", "[")) and value not in (0, 1):
                value *= draw.uniform(0.9, 1)
            point.append(value)
        result.append(tuple(point))
    return result


@pytest.mark.parametrize(("name", "number"), LINES, ids=lambda value: str(value))
def test_the_code_is_right_to_1e_13(name: str, number: int) -> None:
    case, form = LOSSES[name], stable(name, number)
    assert form.after.wrong == 0 and form.after.worst_relative < BOUND, form.after.text
    assert form.after.worst_ulp <= max(form.before.worst_ulp, 4)
    term = case.context.parse(case.lines[number])
    points = other_points(case, term, number)
    truth = Exact(term, case.inputs)
    data = kept(case.inputs, points, exact(truth, tuple(points)), truth)
    accuracy = data.accuracy(run(form.result, data))
    assert accuracy.wrong == 0 and accuracy.worst_relative < BOUND, accuracy.text


@pytest.mark.parametrize(("name", "number"), LINES, ids=lambda value: str(value))
def test_the_chain_replays_and_each_step_is_true(name: str, number: int) -> None:
    case = LOSSES[name]
    context, form = case.context, stable(name, number)
    line = context.parse(case.lines[number])
    for item in form.path:
        bound = {letter: context.parse(text) for letter, text in item.bind.items()}
        after = apply_at(
            RULES[item.rule], line, item.at or (), item.on, bound, item.backwards, context, item.tidy
        ).after
        verdict = compare(line, after, context)
        assert verdict.result in (Result.CONSISTENT, Result.UNKNOWN), (item, verdict.because)
        # A sum inside a sum becomes flat: then the place above holds all that changed.
        places = [item.at or (), (item.at or ())[:-1]]
        proofs = [normal_form(at(line, place), at(after, place), context) for place in places]
        assert Result.PROVED in [proof.result for proof in proofs], (item, proofs[0].because)
        line = after
    assert line == form.result
    assert compare(context.parse(case.lines[number]), form.result, context).result is not Result.REFUTED


@pytest.mark.parametrize("name", LOSSES)
def test_nan_gives_nan_and_nothing_else_does_at_the_ends(name: str) -> None:
    case = LOSSES[name]
    usual = {"real": 0.5, "{-1, 1}": 1.0}
    for number in range(3):
        for value in (np.nan, np.inf, -np.inf):
            point = [usual.get(domain, 1.0) if domain != "(1, 2)" else 1.5 for domain in case.symbols.values()]
            point[0] = value
            points = (tuple(point),)
            term = case.context.parse(case.lines[number])
            data = Sample(
                case.inputs,
                points,
                tuple(np.array([x]) for x in point),
                np.zeros(1),
                np.zeros(1),
                np.full(1, np.nan),
                Exact(term, case.inputs),
            )
            assert np.isnan(run(stable(name, number).result, data)).all() == np.isnan(value)


def test_the_search_always_finds_the_same() -> None:
    case = TEN["DPO"]
    term = case.context.parse(case.lines[0])
    again = stabilise(term, case.context, case.inputs, case.predictions, case.defaults)
    assert again == stable("DPO", 0)


def with_rule(name: str, statement_: str) -> dict[str, Rule]:
    """The rule book with one more rule of stability."""
    words = {"en": "Wrong.", "zh": "错误。"}
    return {name: Rule(name, statement_, Group.STABILITY, words, words), **RULES}


@pytest.mark.parametrize("wrong", ["1 - sigmoid(a) = sigmoid(a)", "softplus(a) = max(a, 0)", "sigmoid(a) = 1"])
def test_a_wrong_rule_is_not_taken(wrong: str) -> None:
    """What it makes is measured against the exact value of the first line, so it only makes the error larger."""
    case = TEN["label smoothing"]
    for number in range(3):
        term = case.context.parse(case.lines[number])
        form = stabilise(term, case.context, case.inputs, case.predictions, case.defaults, with_rule("wrong", wrong))
        assert "wrong" not in {item.rule for item in form.path}
        assert form.after.worst_relative < BOUND


def test_the_measure_sees_a_small_error() -> None:
    case = TEN["gamma"]
    term = case.context.parse(case.lines[2])
    data = sample([Exact(term, case.inputs)], case.context, case.predictions, case.defaults)
    computed = np.array(run(stable("gamma", 2).result, data))
    assert data.accuracy(computed).worst_relative < BOUND
    computed[5] *= 1 + 1e-12
    assert data.accuracy(computed).worst_relative > 5e-13
    computed[7] = np.nan
    assert data.accuracy(computed).wrong == 1


def test_points_go_to_the_ends_of_float64() -> None:
    """Also where the first line has no exact value that balls could find, for an equal line has."""
    case = TEN["probit"]
    term = case.context.parse(case.lines[0])
    first = sample([Exact(term, case.inputs)], case.context, case.predictions, case.defaults)
    assert first.missing
    assert stable("probit", 0).after.points > len(first.points)


def test_each_rule_that_is_tried_tells_its_right_side() -> None:
    names = {rule.name for rule in directed(RULES)}
    assert {"sigmoid_complement", "softplus_by_decay", "guarded_product"} <= names
    assert not names & {"compensate", "split_constant", "extended_where_needed"}


ELEMENTWISE = sorted(
    (cls for cls in WIDE_FUNCTIONS if issubclass(cls, core.Elementwise) and cls is not core.Extended),
    key=lambda c: c.symbol,
)


@pytest.mark.parametrize("cls", ELEMENTWISE, ids=lambda cls: cls.symbol)
def test_twice_the_digits_give_the_nearest_float(cls: type[Term]) -> None:
    """Each function, over wide numbers and over digits, next to the exact value."""
    x = core.Variable("x")
    positive = cls in (core.Logarithm, core.SquareRoot, core.LogGamma, core.Digamma, core.Trigamma)
    values = [1e-300, 1e-17, 0.01, 0.3, 0.5, 0.9, 1.0 + 2**-40, 1.7, 3.1, 8.0, 25.0, 37.0, 300.0, 1e5]
    values = values if positive else [*values, *(-value for value in values if cls is not core.LogarithmOnePlus)]
    points = tuple((value,) for value in values)
    truth = Exact(cls(x), ("x",))
    data = kept(("x",), list(points), exact(truth, points), truth)
    accuracy = data.accuracy(run(core.Extended(cls(x)), data))
    assert accuracy.wrong == 0 and accuracy.worst_ulp <= 0.51, accuracy.text


def test_the_runtime_is_copied_with_all_that_it_calls() -> None:
    everything = needed("where_safe(wide_erf, wide_trigamma)")
    assert {"Wide", "Digits", "wide_erfcx", "digits_gamma", "BERNOULLI", "STIRLING"} <= set(everything)
    assert needed("np.exp(z)") == []
    compile("\n".join(sources()[name] for name in everything), "runtime", "exec")


def test_the_runtime_is_cut_into_what_it_defines() -> None:
    for path in sorted((template_folder() / "code").glob("[dwpo]*.py")):
        text = path.read_text(encoding="utf-8")
        pieces, whole = top_level(text), ast.parse(text).body
        assert [ast.dump(ast.parse(piece).body[0]) for piece in pieces.values()] == [ast.dump(node) for node in whole]


def test_a_part_that_is_used_twice_has_a_name() -> None:
    case = TEN["focal"]
    lines = body(case.context.parse("exp(-abs(z))/(1 + exp(-abs(-z)))"), "f", ("z",), {}, "value").lines
    assert [line.text for line in lines] == ["exp1 = np.exp(-np.abs(z))", "value = exp1 / (1 + exp1)"]


def generated(name: str) -> ModuleType:
    """The module of a loss, imported from its text."""
    case = LOSSES[name]
    computed = [
        Computed(
            stable(name, n).result, f"stable-{QUANTITIES[n]}.1", statement(QUANTITIES[n], case.context.parse(line))
        )
        for n, line in enumerate(case.lines)
    ]
    arguments = {s: Argument(s, domain, "", case.defaults.get(s)) for s, domain in case.symbols.items()}
    predictions = tuple(arguments[s] for s in case.predictions)
    variables = tuple(a for s, a in arguments.items() if s == "y" and s not in case.predictions)
    parameters = tuple(a for s, a in arguments.items() if s != "y" and s not in case.predictions)
    gradient, hessian = (computed[1],), ((computed[2],),)
    if len(predictions) == 2:
        minus = [Computed(core.Negative(c.term), c.step, c.statement) for c in computed]
        gradient, hessian = (computed[1], minus[1]), ((computed[2], minus[2]), (minus[2], computed[2]))
    own = OwnLoss(
        name, case.lines[0], "own.toml", "derivations derive own.toml", predictions, variables, parameters,
        computed[0], gradient, hessian,
    )  # fmt: skip
    made = ModuleType("own")
    text = module(own)
    assert "derivations import" not in text and "from derivations" not in text
    exec(compile(text, "own.py", "exec"), made.__dict__)
    return made


def test_the_module_of_a_loss_with_a_parameter() -> None:
    own = generated("focal")
    assert isinstance(own.pointwise_loss(0.3, 1), np.float64)
    np.testing.assert_allclose(
        own.pointwise_loss(0.3, 1), 0.5**0 * (1 - 1 / (1 + np.exp(-0.3))) ** 2 * np.log1p(np.exp(-0.3))
    )
    np.testing.assert_array_equal(own.pointwise_loss([np.inf, -np.inf, np.nan], 1), [0, np.inf, np.nan])
    z, y = np.linspace(-3, 3, 7), np.array([0, 1, 1, 0, 1, 0, 1.0])
    step = 1e-6
    slope = (own.pointwise_loss(z + step, y, gamma=1.5) - own.pointwise_loss(z - step, y, gamma=1.5)) / (2 * step)
    np.testing.assert_allclose(own.pointwise_gradient(z, y, gamma=1.5), slope, rtol=1e-7)
    out = np.empty(7)
    assert own.pointwise_hessian(z, y, out=out) is out
    pair = own.pointwise_loss_and_gradient(z, y)
    np.testing.assert_array_equal(pair[0], own.pointwise_loss(z, y))
    np.testing.assert_array_equal(pair[1], own.pointwise_gradient(z, y))


def test_the_linear_model_of_a_loss() -> None:
    sparse = pytest.importorskip("scipy.sparse")
    own = generated("focal")
    draw = np.random.default_rng(3)
    X, y, theta, v = draw.normal(size=(40, 3)), draw.integers(0, 2, 40), draw.normal(size=3), draw.normal(size=3)
    step = 1e-6 * np.eye(3)
    slope = [(own.loss(theta + e, X, y) - own.loss(theta - e, X, y)) / 2e-6 for e in step]
    np.testing.assert_allclose(own.gradient(theta, X, y), slope, rtol=1e-6)
    H = own.hessian(theta, sparse.csr_matrix(X), y, reduction="sum", sample_weight=np.full(40, 2.0))
    product = own.hessian_vector_product(theta, v, X, y, reduction="sum", sample_weight=np.full(40, 2.0))
    np.testing.assert_allclose(H @ v, product)
    assert own.loss(theta, X, y, reduction="none").shape == (40,)
    assert own.loss_and_gradient(theta, X, y)[0] == own.loss(theta, X, y)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda own: own.pointwise_loss("a", 1), "z: expected real numbers, got dtype"),
        (
            lambda own: own.pointwise_loss([1, 2], [1, 2, 3]),
            r"y: expected shapes that broadcast together, got z \(2,\), y \(3,\)",
        ),
        (lambda own: own.pointwise_loss(1, 1, gamma=-1), r"gamma: expected numbers in \[0, inf\), got -1"),
        (lambda own: own.pointwise_loss(1, 1, gamma=[1, 2]), r"gamma: expected a number, got an array of shape \(2,\)"),
        (lambda own: own.pointwise_loss([1, 2], 1, out=np.zeros(3)), r"out: expected shape \(2,\), got \(3,\)"),
        (lambda own: own.loss([1.0], [[1.0], [2.0]], [2, 0]), r"y: expected numbers in \[0, 1\], got 2.0 at index 0"),
        (
            lambda own: own.loss([1.0], [[1.0]], [1], reduction="all"),
            "reduction: expected 'mean', 'sum' or 'none', got 'all'",
        ),
        (lambda own: own.gradient([1.0, 2.0], [[1.0]], [1]), r"theta: expected shape \(1,\)"),
    ],
)
def test_a_wrong_argument_is_named(call, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call(generated("focal"))


def test_two_predictions_have_a_gradient_with_two_entries() -> None:
    own = generated("DPO")
    assert own.pointwise_gradient([1.0, 2.0], 0.5, beta=0.1).shape == (2, 2)
    assert own.pointwise_hessian(1.0, 0.5).shape == (2, 2)
    assert not hasattr(own, "hessian_vector_product")
    loss, gradient = own.pointwise_loss_and_gradient([1.0, 2.0, 3.0], 0.5)
    assert loss.shape == (3,) and gradient.shape == (3, 2)


def test_special_functions_come_from_scipy_where_they_are_used() -> None:
    own = generated("probit")
    np.testing.assert_allclose(
        own.pointwise_loss([-40.0, 0.0, 40.0], [1, 1, 1]), [804.6084420137538, np.log(2), 0], rtol=1e-13
    )
    assert "NumPy alone" in str(generated("gamma").__doc__)


def test_the_bound_is_one_that_a_milder_error_passes() -> None:
    assert HARD * 2.0**-52 < BOUND


def test_points_that_the_search_has_not_seen_judge_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all parameters are large and sigmoid(z) is below the normal numbers, no usual point of the grid lies."""
    monkeypatch.setattr("derivations.emit.points.far", lambda *given: [])
    words = {"en": "a symbol", "zh": "符号"}
    domains = {"z": "real", "a": "(0, inf)", "b": "(0, inf)", "c": "(0, inf)"}
    kinds = {name: Kind.DATA if name == "z" else Kind.PARAMETER for name in domains}
    context = Context(tuple(Symbol(n, kinds[n], domains[n], words, n, n) for n in domains), (), ())
    inputs, term = tuple(domains), context.parse("sigmoid(z)*(a + b*c*sigmoid(-z))")
    points = [(-700.0 - n, a, 1000.0, 900.0) for n in range(50) for a in (1.0, 700.0)]
    data = kept(inputs, points, exact(Exact(term, inputs), tuple(points)), Exact(term, inputs))

    def error() -> float:
        return data.accuracy(run(stabilise(term, context, inputs).result, data)).worst_relative

    assert error() < BOUND
    monkeypatch.setattr("derivations.emit.stable.SAMPLES", 1)
    assert error() > BOUND


def test_a_power_with_a_huge_exponent_ends_no_program() -> None:
    """python-flint gives up the whole process where a number of 2**(2**64) is asked for as a whole one."""
    symbols = tuple(Symbol(n, Kind.PARAMETER, d, {"en": n, "zh": n}, n, n) for n, d in (("z", "real"), ("u", "(0, 1)")))
    how = Exact(Context(symbols, (), ()).parse("u**exp(z)"), ("z", "u"))
    assert exact(how, ((1e300, 0.5), (0.0, 0.5)))[0][1] == 0.5
