"""What generated modules share: blocks, layouts, types, limits, domains; that they are formatted, typed, and true."""

from __future__ import annotations

import ast
import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from gathered import derived

from derivations import collection
from derivations.emit.standalone import standalone
from derivations.generated import focal, gamma, pseudo_huber, softmax_cross_entropy
from derivations.runtime.arguments import Arguments
from derivations.runtime.domains import Domain
from derivations.runtime.pointwise import BLOCK, pointwise

ROOT = Path(__file__).resolve().parent.parent
NAMES = collection.names()


def text_of(name: str) -> str:
    return (ROOT / f"derivations/generated/{name}.py").read_text(encoding="utf-8")


# Modules


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_a_module_is_true(name: str) -> None:
    found = doctest.testmod(import_module(f"derivations.generated.{name}"))
    assert found.attempted == 3 and not found.failed


def test_modules_are_formatted_and_have_nothing_to_excuse() -> None:
    files = [f"derivations/generated/{name}.py" for name in NAMES]
    for command in (("format", "--check", "-q"), ("check", "-q")):
        ended = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *files], cwd=ROOT, capture_output=True, text=True
        )
        assert ended.returncode == 0, ended.stdout
    for name in NAMES:
        assert not {"noqa", "fmt: off", "type: ignore"} & {
            mark for mark in ("noqa", "fmt: off", "type: ignore") if mark in text_of(name)
        }


@pytest.mark.parametrize("name", NAMES)
def test_functions_of_a_module_are_typed_and_documented(name: str) -> None:
    for node in ast.parse(text_of(name)).body:
        if isinstance(node, ast.FunctionDef):
            every = [*node.args.args, *node.args.kwonlyargs]
            assert node.returns is not None and all(one.annotation for one in every), node.name
            assert ast.get_docstring(node), node.name


@pytest.mark.parametrize("name", NAMES)
def test_each_line_of_a_kernel_names_its_step(name: str) -> None:
    steps = {step.name for stage in derived(name).stages for step in stage.steps}
    lines = [line for line in text_of(name).splitlines() if "  # " in line]
    assert lines and {line.rpartition("# ")[2] for line in lines} <= steps


@pytest.mark.parametrize("name", ["focal", "softmax_cross_entropy", "probit", "hurdle_poisson"])
def test_a_module_that_stands_by_itself_gives_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = standalone(text_of(name))
    assert not [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("derivations")
    ]
    alone, usual = ModuleType(f"{name}_alone"), import_module(f"derivations.generated.{name}")
    monkeypatch.setitem(sys.modules, alone.__name__, alone)
    exec(compile(text, name, "exec", dont_inherit=True), alone.__dict__)
    several = 3 if name == "softmax_cross_entropy" else 1
    z = np.linspace(-30, 30, 12).reshape((-1, several)) if several > 1 else np.linspace(-30, 30, 12)
    y = np.tile([1.0, 0.0, 0.0], (4, 1)) if several > 1 else np.tile([0.0, 1.0], 6)
    given = (z, -z / 3, y) if name == "hurdle_poisson" else (z, y)
    for one, other in zip(
        alone.pointwise_loss_gradient_hessian(*given), usual.pointwise_loss_gradient_hessian(*given), strict=True
    ):
        np.testing.assert_array_equal(one, other)
    if "loss" in usual.__all__:
        X = np.random.default_rng(0).normal(size=(12, 2))
        assert alone.loss([0.3, -0.2], X, y) == usual.loss([0.3, -0.2], X, y)
        np.testing.assert_array_equal(alone.hessian([0.3, -0.2], X, y), usual.hessian([0.3, -0.2], X, y))


def test_loss_gradient_and_hessian_together_are_those_of_the_single_functions() -> None:
    z, y = np.linspace(-40, 40, 1001), np.tile([0.0, 1.0, 0.3], 334)[:1001]
    together = focal.pointwise_loss_gradient_hessian(z, y)
    for one, name in zip(together, ("loss", "gradient", "hessian"), strict=True):
        np.testing.assert_allclose(one, getattr(focal, f"pointwise_{name}")(z, y), rtol=1e-13, atol=1e-300)


# Blocks, layouts, types


def test_blocks_strides_and_shapes_give_the_same() -> None:
    draw = np.random.default_rng(5)
    z, y = draw.normal(size=(3, BLOCK // 2 + 7)) * 5, draw.uniform(size=(3, BLOCK // 2 + 7))
    whole = focal.pointwise_loss_gradient_hessian(z, y)
    for n, expected in enumerate(whole):
        assert expected.shape == z.shape
        for other in (
            focal.pointwise_loss_gradient_hessian(np.asfortranarray(z), y)[n],
            focal.pointwise_loss_gradient_hessian(np.repeat(z, 2, axis=1)[:, ::2], y[::1])[n],
            np.stack([focal.pointwise_loss_gradient_hessian(a, b)[n] for a, b in zip(z, y, strict=True)]),
        ):
            np.testing.assert_array_equal(other, expected)
    column = focal.pointwise_loss(z[0][:, None], [0.0, 1.0])
    assert column.shape == (z.shape[1], 2)
    np.testing.assert_array_equal(column[:, 1], focal.pointwise_loss(z[0], 1.0))
    assert focal.pointwise_loss(np.zeros((0, 4)), 1.0).shape == (0, 4)


def test_results_may_be_written_over_arguments_and_into_other_layouts() -> None:
    z, y = np.linspace(-5, 5, 2 * BLOCK + 3), np.tile([0.0, 1.0, 0.5], BLOCK)[: 2 * BLOCK + 3]
    loss, gradient = focal.pointwise_loss_and_gradient(z, y)
    own = z.copy()
    assert focal.pointwise_gradient(own, y, out=own) is own
    np.testing.assert_array_equal(own, gradient)
    wide = np.empty((len(z), 2))
    found = focal.pointwise_loss_and_gradient(z, y, out=(wide[:, 0], wide[:, 1]))
    np.testing.assert_array_equal(wide, np.stack([loss, gradient], axis=1))
    assert found[0].base is wide


def test_float32_stays_float32() -> None:
    z = np.linspace(-20, 20, 101, dtype=np.float32)
    y = np.tile(np.array([0, 1], dtype=np.float32), 51)[:101]
    for one in focal.pointwise_loss_gradient_hessian(z, y):
        assert one.dtype == np.float32
    np.testing.assert_allclose(
        focal.pointwise_loss(z, y), focal.pointwise_loss(z.astype(float), y.astype(float)), rtol=2e-5
    )
    assert focal.pointwise_loss(z, y.astype(float)).dtype == np.float64
    assert focal.pointwise_loss(z, y, out=np.empty(101)).dtype == np.float64


def test_values_at_infinite_arguments_are_limits() -> None:
    assert pseudo_huber.pointwise_loss([np.inf, -np.inf], 0.0).tolist() == [np.inf, np.inf]
    assert pseudo_huber.pointwise_gradient([np.inf, -np.inf], 0.0, delta=2.0).tolist() == [2.0, -2.0]
    assert gamma.pointwise_gradient([np.inf, -np.inf], 1.0).tolist() == [1.0, -np.inf]
    assert np.isnan(pseudo_huber.pointwise_loss([np.nan, 1.0], [1.0, np.nan])).all()


def test_no_loss_over_vectors_overflows() -> None:
    z, y = np.array([[1e4, -1e4, 0.0], [1e4, 1e4, 9990.0], [-1e4, -1e4, -1e4]]), np.array([0.2, 0.3, 0.5])
    for name in NAMES:
        loss = derived(name).loss
        if loss.sizes and tuple(loss.variables) == ("y",) and all(name in loss.defaults for name in loss.parameters):
            for one in import_module(f"derivations.generated.{name}").pointwise_loss_gradient_hessian(z, y):
                assert np.isfinite(one).all(), name
    assert softmax_cross_entropy.pointwise_loss([1e4, -1e4, 0.0], [1.0, 0.0, 0.0]) == 0


def test_a_kernel_gets_blocks_that_stay_in_the_cache() -> None:
    sizes = []

    def kernel(z: np.ndarray, y: np.ndarray) -> np.ndarray:
        sizes.append((len(z), len(y)))
        return z * y

    found = pointwise(
        kernel, Arguments(("z",), (("y", "real"),)), (np.ones(2 * BLOCK + 1), 2.0), (), None, ("loss",), (0,)
    )
    assert sizes == [(BLOCK, 1), (BLOCK, 1), (1, 1)] and (found == 2).all()


# Domains


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("real", [0.0, -1e300], [np.inf, np.nan]),
        ("[0, 1]", [0.0, 1.0, 0.5], [-1e-9, 1.1, np.nan]),
        ("(0, 1)", [1e-300, 0.5], [0.0, 1.0]),
        ("(0, inf)", [1e-300, 1e300], [0.0, np.inf, np.nan]),
        ("(-inf, 3]", [3.0, -1e300], [3.1, -np.inf]),
        ("(1/3, 2/3)", [0.5], [1 / 3, 0.7]),
        ("{-1, 1}", [-1.0, 1.0], [0.0, 0.5]),
        ("{0, 1, 2, ...}", [0.0, 7.0], [-1.0, 0.5, np.inf]),
        ("{1, 2, ...}", [1.0, 7.0], [0.0]),
    ],
)
def test_a_domain_is_what_its_text_says(text: str, inside: list[float], outside: list[float]) -> None:
    assert Domain(text).holds(np.array(inside)).all()
    assert not Domain(text).holds(np.array(outside)).any()
