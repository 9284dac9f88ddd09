"""Generated code where a user's data ends: nan, names, masks; of every module there is."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from gathered import INEXACT, SCALAR, derived
from modules import COUNT, GENERATED, NAMES, arguments, of, pointwise, results

from derivations.emit.backends.numpy.module import module
from derivations.emit.build import Builder, Symbols
from derivations.emit.ir import Program
from derivations.emit.passes.missing import lost
from derivations.emit.quantities import Argument, Computed, LossCode, Quantity
from derivations.own import samples
from derivations.own.definition import Loss
from derivations.terms.core import Variable
from derivations.terms.parser import parse

# nan


@pytest.mark.parametrize("name", [*NAMES, *GENERATED])
def test_nan_in_any_array_is_nan_in_every_result_of_that_sample_and_in_no_other(name: str) -> None:
    for function in pointwise(name):
        arrays, keywords = arguments(name)
        for argument, array in arrays.items():
            for entry in range(array[0].size):
                bad = array.copy()
                bad[1].flat[entry] = np.nan
                if bad.ndim == 1:
                    bad[1] = np.nan
                for result in results(function(**(arrays | {argument: bad}), **keywords)):
                    assert np.isnan(result[1]).all(), (function.__name__, argument)
                    assert not np.isnan(result[[0, 2]]).any(), (function.__name__, argument)


@pytest.mark.parametrize("name", [*NAMES, *GENERATED])
def test_a_single_nan_is_nan_too(name: str) -> None:
    for function in pointwise(name):
        arrays, keywords = arguments(name, ())
        for argument, array in arrays.items():
            bad = array.copy()
            bad[...] = np.nan
            for result in results(function(**(arrays | {argument: bad}), **keywords)):
                assert np.isnan(result).all(), (function.__name__, argument)


@pytest.mark.parametrize("name", [*NAMES, *GENERATED])
def test_a_nan_reaches_the_array_to_write_to(name: str) -> None:
    for function in pointwise(name):
        arrays, keywords = arguments(name)
        first = next(iter(arrays))
        arrays[first][2] = np.nan
        fresh = results(function(**arrays, **keywords))
        out = tuple(np.zeros_like(each) for each in fresh)
        own = next(n for n in inspect.signature(function).parameters if n.startswith("out"))
        function(**arrays, **keywords, **{own: out if len(out) > 1 else out[0]})
        for each, target in zip(fresh, out, strict=True):
            np.testing.assert_array_equal(each, target)
            assert np.isnan(target[2]).all()


def term_of(text: str, vectors: frozenset[str] = frozenset()) -> Any:
    """A term of any names; those of vectors have entries."""
    size = Variable("K")
    return parse(text, lambda name: Variable(name, (size, Variable("1"))) if name in vectors else Variable(name))


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("z - y", "yz"),
        ("7", ""),
        ("exp(z)*y", "yz"),
        ("indicator(0 < z)*y", ""),  # what isn't chosen takes no part
        ("indicator(0 < z)", ""),
        ("max(0, z)", "z"),
        ("min(0, z)", "z"),
        ("where(0 < z, z, 1)", ""),  # a comparison with nan is false
        ("where(0 < z, 1, z)", "z"),
        ("where(0 == z, 1, z)", "z"),
        ("where(z != 0, z, 1)", "z"),
        ("where(0 < y, z, z**2)", "z"),
        ("where(0 < y, z, y)", "y"),
        ("sign(z)", "z"),
        ("z**2", "z"),
        ("z**(-1)", "z"),
        ("z**y", ""),  # nan**0 is 1, and so is 1**nan
        ("3**z", "z"),
        ("1**z", ""),
        ("2**z*y", "yz"),
        ("digamma(z) + trigamma(y)", "yz"),
    ],
)
def test_what_a_term_is_sure_to_pass_on(text: str, sure: str) -> None:
    """A comparison and a power may drop nan; all else passes it on."""
    program = Program()
    number = Builder(program, Symbols(("y", "z"), frozenset("yz"))).output(term_of(text))
    assert set(lost(program, [number], ("y", "z"))) == set("yz") - set(sure)


def test_code_that_passes_nan_on_by_itself_is_not_slowed_down() -> None:
    """The arguments that a module looks at for nan: none for a softplus, all where one of its results is constant."""
    assert "watched" not in module(own_loss("softplus(z) - y*z", "sigmoid(z) - y", "z - y"))
    assert 'watched=("z", "y")' in module(own_loss("softplus(z) - y*z", "sigmoid(z) - y", "3"))


# Names


def own_loss(
    loss: str, gradient: str, hessian: str, parameters: tuple[str, ...] = (), prediction: str = "z", label: str = "y"
) -> LossCode:
    """A loss to emit, which nothing derived."""
    computed = [Computed(term_of(text), "a.1", text) for text in (loss, gradient, hessian)]
    quantities = zip(("loss", "gradient", "hessian"), computed, strict=True)
    return LossCode(
        "Own", "own", loss, "own.toml", "make it", (Argument(prediction, "real"),), (Argument(label, "real"),),
        tuple(Argument(name, "(0, inf)", "", 2.0) for name in parameters),
        tuple(Quantity(name, (one,)) for name, one in quantities),
        example={prediction: [0.5], label: [0.0], **{name: [2.0] for name in parameters}},
    )  # fmt: skip


def run(source: str) -> ModuleType:
    """A module from its source."""
    made = ModuleType("own")
    exec(compile(source, "<own>", "exec"), made.__dict__)
    return made


TAKEN = (
    "c", "l", "v", "r_", "X", "theta", "out", "number", "numbers", "value", "result", "np", "special", "math",
    "columns", "sample_weight", "reduction", "loss", "gradient", "gradient1", "hessian", "own", "float", "tuple", "zip",
    "where_safe", "Wide", "real", "matrix", "vector", "dense", "logits", "sum1", "exp1", "kernel", "decimal",
    "Fraction", "classes",
    "a", "pointwise_loss", "c_", "np_", "print", "int", "len",
)  # fmt: skip
"""Names that the code has uses of its own for, or had."""


@pytest.mark.parametrize("name", TAKEN)
def test_a_parameter_has_the_user_s_own_name(name: str) -> None:
    """``c=3.0`` works where a parameter is called ``c``, in every function, and the results are right."""
    loss, gradient, hessian = f"{name}*exp({name})*(z - y)**2", f"2*{name}*exp({name})*(z - y)", f"2*{name}*exp({name})"
    made = run(module(own_loss(loss, gradient, hessian, (name,))))
    own, z, y = 3.0 * np.exp(3.0), np.array([0.5, -1.0]), np.array([1.0, 1.0])
    keyword = {name: 3.0}
    np.testing.assert_allclose(made.pointwise_loss(z, y, **keyword), own * (z - y) ** 2)
    np.testing.assert_allclose(made.pointwise_gradient(z, y, **keyword), 2 * own * (z - y))
    np.testing.assert_allclose(made.pointwise_hessian(z, y, **keyword), [2 * own, 2 * own])
    both = made.pointwise_loss_and_gradient(z, y, **keyword)
    np.testing.assert_allclose(both[1], 2 * own * (z - y))
    X = np.eye(2)
    assert made.loss(z, X, y, **keyword) == pytest.approx(np.mean(own * (z - y) ** 2))
    np.testing.assert_allclose(made.gradient(z, X, y, **keyword), own * (z - y))
    np.testing.assert_allclose(made.loss_and_gradient(z, X, y, **keyword)[1], own * (z - y))
    np.testing.assert_allclose(made.hessian(z, X, y, **keyword), own * np.eye(2))
    np.testing.assert_allclose(made.hessian_vector_product(z, [1, 0], X, y, **keyword), [own, 0])
    assert made.pointwise_loss(1.0, 0.0) == pytest.approx(2 * np.exp(2.0)), "the default"
    with pytest.raises(ValueError, match=rf"^{name}: expected numbers in \(0, inf\), got -1.0$"):
        made.pointwise_loss(z, y, **{name: -1.0})


@pytest.mark.parametrize("name", TAKEN)
def test_predictions_and_variables_have_the_user_s_own_names(name: str) -> None:
    label = "y" if name != "y" else "t"
    for prediction, data in ((name, label), (label, name)):
        loss = own_loss(f"exp({prediction} - {data})", f"exp({prediction} - {data})", "1", (), prediction, data)
        made = run(module(loss))
        found = made.pointwise_loss(**{prediction: [2.0, np.nan], data: 1.0})
        np.testing.assert_allclose(found, [np.e, np.nan])
        np.testing.assert_allclose(made.pointwise_hessian(**{prediction: [2.0, np.nan], data: 1.0}), [1.0, np.nan])
        np.testing.assert_allclose(made.gradient([2.0], [[1.0]], **{data: [1.0]}), [np.e])


def test_a_power_of_two_takes_any_exponent() -> None:
    """``2**y`` times something is no scaling by a whole power unless y is one."""
    made = run(module(own_loss("2**y*z", "2**y", "0")))
    np.testing.assert_allclose(made.pointwise_loss([3.0, 3.0], [0.5, -1.0]), [3 * 2**0.5, 1.5])


@pytest.mark.parametrize("name", ["out", "theta", "X", "v", "sample_weight", "reduction"])
def test_an_argument_of_the_module_makes_room_for_the_user_s(name: str) -> None:
    """The module's own argument of that name has an underscore, and its docstring says so."""
    made = run(module(own_loss(f"{name}*(z - y)", name, "0", (name,))))
    function = made.pointwise_loss if name == "out" else made.hessian_vector_product
    signature = inspect.signature(function).parameters
    assert signature[name].default == 2.0 and f"{name}_" in signature
    if name == "out":
        target = np.zeros(2)
        assert made.pointwise_loss([1.0, 2.0], 0.0, out=3.0, out_=target) is target
        np.testing.assert_array_equal(target, [3.0, 6.0])
    if name == "sample_weight":
        weighted = made.loss([1.0, 2.0], np.eye(2), [0.0, 0.0], sample_weight=1.0, sample_weight_=[1.0, 3.0])
        assert weighted == pytest.approx(7 / 4)


@pytest.mark.parametrize("name", NAMES)
def test_every_signature_has_the_names_of_the_definition(name: str) -> None:
    loss = derived(name).loss
    for function in pointwise(name):
        given = list(inspect.signature(function).parameters)
        assert given[:-1] == [*loss.predictions, *loss.variables, *loss.parameters]


def test_a_word_of_python_is_refused_as_a_name() -> None:
    with pytest.raises(ValueError, match=r"'lambda' is a word of Python"):
        Loss("own", "lambda*z", parameters={"lambda": "(0, inf)"})


# Masks


MASKED = np.ma.masked_array([0.3, 0.3, 0.3], [False, True, False])
REFUSED = "expected an array without masked entries, got some; fill them"


@pytest.mark.parametrize("name", [*NAMES, *GENERATED])
def test_masked_entries_are_refused_in_every_argument(name: str) -> None:
    for function in pointwise(name):
        arrays, keywords = arguments(name)
        for argument, array in (arrays | keywords).items():
            mask = np.zeros(np.shape(array), dtype=bool)
            mask.flat[-1] = True
            masked = np.ma.masked_array(array, mask)
            for bad in (masked, [masked], (np.ma.masked,)):
                with pytest.raises(ValueError, match=f"^{argument}: {REFUSED}"):
                    function(**(arrays | keywords | {argument: bad}))
            whole = np.ma.masked_array(array)
            expected = results(function(**arrays, **keywords))
            for one, other in zip(expected, results(function(**(arrays | keywords | {argument: whole}))), strict=True):
                np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("name", [name for name in (*NAMES, *GENERATED) if "loss" in of(name).__all__])
def test_masked_entries_of_linear_models_are_refused(name: str) -> None:
    found, (arrays, keywords) = of(name), arguments(name)
    _, *data = arrays.items()
    several = name == "softmax"
    theta, v = (np.zeros((COUNT, 3)) if several else np.zeros(COUNT) for _ in range(2))
    given = {"theta": theta, "X": np.eye(COUNT), **dict(data), **keywords, "sample_weight": np.ones(COUNT)}
    for argument, value in given.items():
        mask = np.zeros(np.shape(value), dtype=bool)
        mask.flat[0] = True
        bad = given | {argument: np.ma.masked_array(value, mask)}
        for function in (found.loss, found.gradient, found.loss_and_gradient, found.hessian):
            with pytest.raises(ValueError, match=f"^{argument}: {REFUSED}"):
                function(**bad)
        with pytest.raises(ValueError, match=f"^{argument}: {REFUSED}"):
            found.hessian_vector_product(v=v, **bad)
    with pytest.raises(ValueError, match=f"^v: {REFUSED}"):
        found.hessian_vector_product(v=np.ma.masked_array(v, v == 0), **given)


@pytest.mark.parametrize("name", [*NAMES, *GENERATED])
def test_a_masked_array_to_write_to_is_refused(name: str) -> None:
    for function in pointwise(name):
        arrays, keywords = arguments(name)
        out = tuple(np.ma.zeros(each.shape) for each in results(function(**arrays, **keywords)))
        with pytest.raises(ValueError, match=r"^out: expected an array of shape .*, got MaskedArray$"):
            function(**arrays, **keywords, out=out if len(out) > 1 else out[0])


# Infinite and extreme predictions


@pytest.mark.parametrize("name", [name for name in SCALAR if len(derived(name).loss.predictions) == 1])
def test_an_infinite_prediction_gives_what_ever_larger_ones_lead_to(name: str) -> None:
    """The limit, where there is one: no nan, and no number that belongs to nothing."""
    loss, found = derived(name).loss, of(name)
    for quantity in {"loss", "gradient", "hessian"} - INEXACT.get(name, set()):
        function = getattr(found, f"pointwise_{quantity}")
        for at in samples.places(loss, 3):
            data = [float(at[each]) for each in loss.variables]  # type: ignore[arg-type]
            keywords = {each: float(at[each]) for each in loss.parameters}  # type: ignore[arg-type]
            for end in (np.inf, -np.inf):
                near, far, limit = (function(np.copysign(x, end), *data, **keywords) for x in (1e150, 1e300, np.inf))
                growing = np.isinf(limit) and abs(far) > abs(near) and np.sign(far) == np.sign(limit)
                growing |= limit == far
                assert growing or limit == pytest.approx(far, rel=1e-9, abs=1e-100), (quantity, end, at)
