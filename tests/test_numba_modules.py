"""The generated Numba modules do what those for NumPy do: values, limits, shapes, types, messages."""

from __future__ import annotations

import doctest
import inspect
import itertools
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import scipy.sparse

from derivations import collection
from derivations.emit.backends.numba.lines import ScalarPrinter
from derivations.emit.backends.numba.spelling import MATH, SPECIAL
from derivations.emit.build import NotEmitted
from derivations.emit.ir import Instruction, Program
from derivations.runtime.domains import INTERVAL, Domain, end
from derivations.runtime.numba import math, special

HOME = Path(__file__).resolve().parent.parent / "derivations/generated/numba"
NAMES = sorted(path.stem for path in HOME.glob("*.py") if path.stem != "__init__")
FEW = ("focal", "poisson", "dpo")
"""What the fast tests try: a power, a special function, two predictions."""
SOME = [*FEW, *(pytest.param(name, marks=pytest.mark.slow) for name in NAMES[::4] if name not in (*FEW, "softmax"))]
"""A quarter of them are compiled by the slow tests: a module takes some seconds."""

PREDICTIONS = (0.0, 1e-9, -0.3, 0.7, -1.0, 2.5, -6.0, 17.0, -38.0, 120.0, -800.0, 1e6, -1e6, np.inf, -np.inf, np.nan)
U = 2.0**-53
STEP = 2.0**-36
NEAR = 20.0
"""Up to where arguments are near, and digits that the lines lose few."""


def both(name: str) -> tuple[ModuleType, ModuleType]:
    """The module for NumPy and that for Numba."""
    return import_module(f"derivations.generated.{name}"), import_module(f"derivations.generated.numba.{name}")


def values_in(text: str) -> list[float]:
    """Some numbers of a domain, its ends among them."""
    domain = Domain(text)
    if domain.values:
        return list(domain.values)
    if domain.counts:
        return [float(n) for n in (0, 1, 3, 40) if domain.holds(np.array(float(n)))]
    found = INTERVAL.match(text)
    low, high = (end(found[2]), end(found[3])) if found else (-np.inf, np.inf)
    if np.isfinite(low) and np.isfinite(high):
        inside = [low, high, low + 0.3 * (high - low), low + 0.9 * (high - low)]
    elif np.isfinite(low):
        inside = [low, low + 0.4, low + 1.0, low + 7.3]
    else:
        inside = [0.0, -0.3, 1.7, -12.0]
    return [value for value in inside if domain.holds(np.array(value))]


def points(module: ModuleType) -> list[np.ndarray]:
    """Points of a module: predictions near and far, with variables of their domains and without."""
    arguments = module.ARGUMENTS
    many = len(arguments.predictions) + len(arguments.variables) > 2
    predictions = PREDICTIONS[::2] + PREDICTIONS[-3:] if many else PREDICTIONS
    columns: list[tuple[float, ...]] = [predictions] * len(arguments.predictions)
    columns += [(*values_in(text)[: 3 if many else 9], np.nan) for _, text in arguments.variables]
    return [np.array(column) for column in zip(*itertools.product(*columns), strict=True)]


def parameters(module: ModuleType) -> list[dict[str, float]]:
    """Values of the parameters: the defaults, or others of the domains."""
    defaults = inspect.signature(module.pointwise_loss).parameters
    given = {
        name: [d] if (d := defaults[name].default) is not inspect.Parameter.empty else []
        for name, _ in module.ARGUMENTS.parameters
    }
    chosen = {name: given[name] + values_in(text)[-1:] for name, text in module.ARGUMENTS.parameters}
    return [dict(zip(chosen, own, strict=True)) for own in zip(*chosen.values(), strict=False)] if chosen else [{}]


def beyond(module: ModuleType) -> list[str]:
    """The quantities of which a module says that some points are beyond what is promised."""
    return re.findall(r"(\w+): more than 16 u", module.__doc__ or "")


def tupled(found: Any) -> tuple[Any, ...]:
    return found if isinstance(found, tuple) else (found,)


def allowed(function: Any, given: list[np.ndarray], keywords: dict[str, float]) -> list[np.ndarray]:
    """What results may differ by: what is promised of each, 16 u (1 + κ), κ from results at points nearby."""
    middle = tupled(function(*given, **keywords))
    found = [np.abs(one) for one in middle]
    for n in range(len(given)):
        near = [a * (1 + STEP) if k == n else a for k, a in enumerate(given)]
        for one, there, total in zip(middle, tupled(function(*near, **keywords)), found, strict=True):
            total += np.abs(there - one) / STEP
    for name, value in keywords.items():
        there_too = tupled(function(*given, **{**keywords, name: value * (1 - STEP)}))
        for one, there, total in zip(middle, there_too, found, strict=True):
            total += np.abs(there - one) / STEP
    return [np.nan_to_num(32 * U * total, nan=0.0) + 1e-300 for total in found]


@pytest.mark.parametrize("name", SOME)
def test_values_are_those_of_the_numpy_module(name: str) -> None:
    by_numpy, by_numba = both(name)
    given = points(by_numpy)
    whole = ("pointwise_loss_and_gradient", "pointwise_loss_gradient_hessian")
    with np.errstate(all="ignore"):
        for keywords in parameters(by_numpy):
            for f in whole:
                expected = tupled(getattr(by_numpy, f)(*given, **keywords))
                found = tupled(getattr(by_numba, f)(*given, **keywords))
                apart = allowed(getattr(by_numpy, f), given, keywords)
                names = [quantity for quantity in ("loss", "gradient", "hessian") if quantity in f]
                for quantity, one, other, most in zip(names, expected, found, apart, strict=True):
                    assert one.shape == other.shape and one.dtype == other.dtype
                    close = (one == other) | (np.isnan(one) & np.isnan(other)) | (np.abs(one - other) <= most)
                    if quantity in beyond(by_numpy):  # where the lines lose digits, in both modules
                        near = np.max(np.abs(given), axis=0) <= NEAR
                        close |= ~near.reshape(near.shape + (1,) * (one.ndim - 1)) | (np.abs(one - other) <= 1e-9)
                    wrong = np.argwhere(~close)[:3]
                    told = [([a[w[0]] for a in given], one[tuple(w)], other[tuple(w)]) for w in wrong]
                    assert not told, f"{name}.{f}{keywords}: {told}"


@pytest.mark.parametrize("name", FEW)
def test_the_example_of_a_module_is_true(name: str) -> None:
    found = doctest.testmod(both(name)[1])
    assert found.attempted == 3 and not found.failed


def test_losses_without_a_module_are_those_over_vectors() -> None:
    for name in collection.names():
        assert (name in NAMES) != bool(import_module(f"derivations.generated.{name}").ARGUMENTS.vectors), name


def test_what_has_no_compiled_function_says_so() -> None:
    program = Program()
    x = program.add(Instruction("input", detail="x"))
    found = program.add(Instruction("polygamma", (x, x)))
    with pytest.raises(NotEmitted, match="there is no compiled polygamma"):
        ScalarPrinter(program, {found: "value"}, {}).lines([found])


def test_the_runtime_has_what_the_emitter_calls() -> None:
    assert all(callable(getattr(math, name)) for name in MATH)
    assert all(callable(getattr(special, name)) for name in SPECIAL)


def bare(signature: inspect.Signature) -> list[inspect.Parameter]:
    """The parameters without their types."""
    return [one.replace(annotation=inspect.Parameter.empty) for one in signature.parameters.values()]


@pytest.mark.parametrize("name", NAMES)
def test_the_functions_are_the_same(name: str) -> None:
    by_numpy, by_numba = both(name)
    assert by_numpy.__all__ == by_numba.__all__
    for function in by_numpy.__all__:
        told = [inspect.signature(getattr(module, function)) for module in (by_numpy, by_numba)]
        if name == "softmax":  # whose module for NumPy has narrower types
            assert bare(told[0]) == bare(told[1])
        else:
            assert told[0] == told[1]


@pytest.mark.parametrize("name", ["focal", "dpo"])
def test_shapes_types_and_targets_are_those_of_the_numpy_module(name: str) -> None:
    by_numpy, by_numba = both(name)
    count = len(by_numpy.ARGUMENTS.points)
    ordinary = np.random.default_rng(1).uniform(0, 1, (count, 7, 6))
    cases: list[list[Any]] = [
        [a.T for a in ordinary], [a[:, ::2] for a in ordinary], [ordinary[0], *(a[0] for a in ordinary[1:])],
        [*ordinary[:-1], 1.0], [0.5] * count, [a[:0] for a in ordinary], [a.astype(np.float32) for a in ordinary],
        [a.astype(">f8") for a in ordinary], [ordinary[0].astype(np.float32), *ordinary[1:]], [1] * count,
    ]  # fmt: skip
    for given in cases:
        expected = by_numpy.pointwise_loss_gradient_hessian(*given)
        found = by_numba.pointwise_loss_gradient_hessian(*given)
        targets = tuple(np.full(one.shape, 9.0, one.dtype) for one in map(np.asarray, expected))
        for one, other in zip(expected, found, strict=True):
            assert type(one) is type(other) and one.dtype == other.dtype
            np.testing.assert_allclose(other, one, 1e-4 if one.dtype == np.float32 else 1e-12)
        written = by_numba.pointwise_loss_gradient_hessian(*given, out=targets)
        for one, other, target in zip(written, found, targets, strict=True):
            assert one is target
            np.testing.assert_array_equal(one, other)


def test_results_may_be_written_over_arguments() -> None:
    _, focal = both("focal")
    z, y = np.linspace(-3, 3, 9), np.linspace(0, 1, 9)
    expected = focal.pointwise_loss_and_gradient(z, y)
    found = focal.pointwise_loss_and_gradient(z, y, out=(y, z))
    np.testing.assert_array_equal(found[0], expected[0])
    np.testing.assert_array_equal(found[1], expected[1])


def test_linear_models_are_those_of_the_numpy_module() -> None:
    by_numpy, by_numba = both("focal")
    draw = np.random.default_rng(2)
    X, theta, v = draw.normal(size=(50, 4)), draw.normal(size=4), draw.normal(size=4)
    y, w = draw.integers(0, 2, 50).astype(float), draw.uniform(size=50)
    for data, weight, reduction in itertools.product((X, scipy.sparse.csr_array(X)), (None, w), ("mean", "sum")):
        for function in ("loss", "gradient", "loss_and_gradient", "hessian", "hessian_vector_product"):
            given = (theta, v, data, y) if function == "hessian_vector_product" else (theta, data, y)
            keywords = {"sample_weight": weight, "reduction": reduction, "gamma": 1.5}
            expected, found = (tupled(getattr(m, function)(*given, **keywords)) for m in (by_numpy, by_numba))
            for one, other in zip(expected, found, strict=True):
                np.testing.assert_allclose(other, one, 1e-12, 1e-14)
    every = [m.loss(theta, X, y, sample_weight=w, reduction="none") for m in (by_numpy, by_numba)]
    np.testing.assert_allclose(every[1], every[0], 1e-12)


@pytest.mark.parametrize(
    ("function", "given", "keywords"),
    [
        ("pointwise_loss", (["a"], 1.0), {}),
        ("pointwise_loss", ([1j], 1.0), {}),
        ("pointwise_loss", ([1.0, 2.0], [1.0, 0.0, 1.0]), {}),
        ("pointwise_loss", (1.0, 1.0), {"gamma": -1.0}),
        ("pointwise_loss", (1.0, 1.0), {"gamma": [1.0]}),
        ("pointwise_loss", ([1.0], [1.0]), {"out": np.empty(2)}),
        ("pointwise_loss_and_gradient", ([1.0], [1.0]), {"out": np.empty(1)}),
        ("loss", ([1.0], [[1.0]], [2.0]), {}),
        ("loss", ([1.0], [[1.0]], [1.0, 0.0]), {}),
        ("loss", ([1.0, 2.0], [[1.0]], [1.0]), {}),
        ("loss", ([1.0], [[np.nan]], [1.0]), {}),
        ("loss", ([1.0], [[1.0]], [1.0]), {"reduction": "all"}),
        ("gradient", ([1.0], [[1.0]], [1.0]), {"reduction": "none"}),
        ("gradient", ([1.0], [[1.0]], [1.0]), {"sample_weight": [-1.0]}),
        ("hessian", ([1.0], [[1.0]], [1.0]), {"gamma": np.nan}),
        ("hessian_vector_product", ([1.0], [1.0, 2.0], [[1.0]], [1.0]), {}),
    ],
)
def test_messages_are_those_of_the_numpy_module(
    function: str, given: tuple[Any, ...], keywords: dict[str, Any]
) -> None:
    told = []
    for module in both("focal"):
        with pytest.raises(ValueError) as error:
            getattr(module, function)(*given, **keywords)
        told.append(str(error.value))
    assert told[0] == told[1]
