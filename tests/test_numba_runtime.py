"""Loops and passes of the Numba backend, by the logistic loss: errors, layouts, messages, the cache on disk."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse
from flint import arb, ctx

from derivations.generated import logistic
from derivations.generated.numba import logistic as fast
from derivations.runtime.arguments import Arguments
from derivations.runtime.numba import Loop, compiling, kernel, linear
from derivations.runtime.numba import math as own
from derivations.runtime.numba.points import pointwise

ROOT = Path(__file__).resolve().parent.parent
INF, NAN = np.inf, np.nan
M, P = 700, 21
POINTWISE = {
    "pointwise_loss": ("loss",),
    "pointwise_gradient": ("gradient",),
    "pointwise_hessian": ("hessian",),
    "pointwise_loss_and_gradient": ("loss", "gradient"),
    "pointwise_loss_gradient_hessian": ("loss", "gradient", "hessian"),
}


def by_numpy(name: str, z, y) -> tuple[np.ndarray, ...]:
    """What the NumPy module gives, a tuple."""
    return tuple(np.asarray(getattr(logistic, f"pointwise_{one}")(z, y)) for one in POINTWISE[name])


def tuple_of(result) -> tuple:
    return result if isinstance(result, tuple) else (result,)


# Each logit


def logits() -> np.ndarray:
    rng = np.random.default_rng(0)
    sizes = 10.0 ** rng.uniform(-300, 2.85, 2000)
    return np.concatenate([rng.uniform(-40, 40, 3000), rng.uniform(-2, 2, 3000), sizes, -sizes])


@pytest.mark.parametrize("name", POINTWISE)
def test_errors_on_labels_stay_within_the_bounds(name) -> None:
    """1.5, 2 and 3 ulp for loss, gradient and Hessian, where they are normal numbers."""
    bounds = {"loss": 1.5, "gradient": 2.0, "hessian": 3.0}
    z = logits()
    for y in (0.0, 1.0):
        results = tuple_of(getattr(fast, name)(z, y))
        with ctx.workprec(1400):
            for n, point in enumerate(z):
                x = arb(float(point))
                h = 1 / (1 + (-x).exp())
                other = 1 / (1 + x.exp())
                exact = {"loss": (x.exp() if y == 0 else (-x).exp()).log1p()}
                exact |= {"gradient": h if y == 0 else -other, "hessian": h * other}
                for kind, result in zip(POINTWISE[name], results, strict=True):
                    true = exact[kind]
                    if abs(true) < 2.3e-308:
                        continue
                    error = abs(arb(float(result[n])) - true) / arb(math.ulp(float(true.mid())))
                    assert error <= bounds[kind], f"{kind}: {float(error.mid()):.3f} ulp at z={point!r}, y={y}"


@pytest.mark.parametrize("name", POINTWISE)
def test_limits_at_infinite_logits_and_nan_only_for_nan(name) -> None:
    z, y = (a.ravel() for a in np.meshgrid([INF, -INF, NAN, 0.0, -0.0, 800.0, -800.0, 5e-324], [0.0, 1.0, 0.5, NAN]))
    for result, expected in zip(tuple_of(getattr(fast, name)(z, y)), by_numpy(name, z, y), strict=True):
        np.testing.assert_allclose(result, expected, rtol=1e-15, atol=1e-300)


ARGUMENTS = {
    "float64": lambda z, y: (z, y),
    "scalars": lambda z, y: (1.5, 1),
    "one label": lambda z, y: (z, 1),
    "one logit": lambda z, y: (0.5, y),
    "two axes": lambda z, y: (z.reshape(-1, 7), y[:7]),
    "columns": lambda z, y: (z[:40, None], y[:30]),
    "strided": lambda z, y: (z[::3], y[::3]),
    "backwards": lambda z, y: (z[::-1], y),
    "transposed": lambda z, y: (z.reshape(-1, 7).T, y.reshape(-1, 7).T),
    "float32": lambda z, y: (z.astype(np.float32), y.astype(np.float32)),
    "whole labels": lambda z, y: (z, y.astype(np.int64)),
    "booleans": lambda z, y: (z, y.astype(bool)),
    "lists": lambda z, y: (z.tolist(), y.tolist()),
    "other byte order": lambda z, y: (z.astype(">f8"), y),
    "none": lambda z, y: (z[:0], y[:0]),
    "read-only": lambda z, y: (np.broadcast_to(z, (3, z.size)), y),
    "not aligned": lambda z, y: (np.frombuffer(b"?" + z.tobytes(), dtype=np.uint8)[1:].view(np.float64), y),
}


@pytest.mark.parametrize("kind", ARGUMENTS)
@pytest.mark.parametrize("name", POINTWISE)
def test_arrays_of_every_kind(name, kind) -> None:
    """Shapes, layouts and types give what the NumPy module gives, of the same shape and type."""
    rng = np.random.default_rng(1)
    z, y = ARGUMENTS[kind](rng.normal(scale=9, size=7 * 700), rng.integers(0, 2, 7 * 700).astype(float))
    for result, expected in zip(tuple_of(getattr(fast, name)(z, y)), by_numpy(name, z, y), strict=True):
        assert np.shape(result) == expected.shape
        assert result.dtype == (np.float32 if kind == "float32" else np.float64)
        assert isinstance(result, np.float64 if kind == "scalars" else np.ndarray)
        np.testing.assert_allclose(result, expected, rtol=1e-6 if kind == "float32" else 1e-14, atol=1e-300)


@pytest.mark.parametrize("kind", ["new", "strided", "float32", "the logits", "the labels", "over the logits"])
def test_arrays_to_write_to(kind) -> None:
    rng = np.random.default_rng(2)
    room = rng.normal(size=1001)
    z, y = room[:1000], rng.integers(0, 2, 1000).astype(float)
    expected = by_numpy("pointwise_loss_and_gradient", z.copy(), y.copy())
    outs = {
        "new": (np.empty(1000), np.empty(1000)),
        "strided": (np.empty(2000)[::2], np.empty((1000, 3))[:, 1]),
        "float32": (np.empty(1000, np.float32), np.empty(1000)),
        "the logits": (z, np.empty(1000)),
        "the labels": (np.empty(1000), y),
        "over the logits": (room[1:], np.empty(1000)),
    }
    out = outs[kind]
    results = fast.pointwise_loss_and_gradient(z, y, out=out)
    for result, target, value in zip(results, out, expected, strict=True):
        assert result is target
        np.testing.assert_allclose(result, value, rtol=1e-6 if kind == "float32" else 1e-14)


BAD_POINTWISE = [
    (("a", 1), {}),
    (([[1], [1, 2]], 1), {}),
    ((np.ones(3), np.ones(4)), {}),
    ((1j, 1), {}),
    ((np.ones(3), 1), {"out": np.empty(2)}),
    ((np.ones(3), 1), {"out": np.empty(3, int)}),
    ((np.ones(3), 1), {"out": [1, 2, 3]}),
    ((np.ma.masked_array([1.0, 2.0], [0, 1]), 1), {}),
]


@pytest.mark.parametrize("arguments", BAD_POINTWISE)
def test_wrong_arguments_are_refused(arguments) -> None:
    positional, named = arguments
    with pytest.raises(ValueError, match="^(z|y|out): expected") as own_error:
        fast.pointwise_loss(*positional, **named)
    with pytest.raises(ValueError) as numpy_error:
        logistic.pointwise_loss(*positional, **named)
    assert str(own_error.value).split(":")[0] == str(numpy_error.value).split(":")[0]


@kernel
def combination(z: float, a: float, b: float, s: float, t: float) -> tuple[float, float]:
    """No loss, but a kernel with two variables and two parameters."""
    return z + s * a + t * b, z * a * b


def test_parameters_and_several_variables_reach_the_kernel() -> None:
    z, a, b = np.arange(6.0).reshape(2, 3), np.array([1.0, 2.0, 3.0]), np.float32(0.5)
    given = Arguments(
        predictions=("z",), variables=(("a", "real"), ("b", "real")), parameters=(("s", "real"), ("t", "real"))
    )
    call = partial(pointwise, combination, given, (z, a, b), out=None, names=("total", "product"), ranks=(0, 0))
    total, product = call(parameters=(2, 3.0))
    np.testing.assert_array_equal(total, z + 2 * a + 3 * b)
    np.testing.assert_array_equal(product, z * a * b)
    with pytest.raises(ValueError, match="t: expected finite numbers, got inf"):
        call(parameters=(2, INF))


# A linear model


@pytest.fixture
def data() -> tuple[np.ndarray, ...]:
    """theta, v, X (two thirds of it 0), y and weights."""
    rng = np.random.default_rng(11)
    X = rng.normal(size=(M, P)) * (rng.uniform(size=(M, P)) > 2 / 3)
    theta, v = rng.normal(size=(2, P))
    return theta, v, X, rng.integers(0, 2, M), rng.integers(0, 4, M).astype(float)


LAYOUTS = {
    "C": lambda X: X,
    "F": np.asfortranarray,
    "strided": lambda X: np.repeat(X, 2, axis=1)[:, ::2],
    "every other row": lambda X: np.repeat(X, 2, axis=0)[::2],
    "float32": lambda X: X.astype(np.float32),
    "read-only": lambda X: np.frombuffer(X.tobytes()).reshape(X.shape),
    "a list": lambda X: X.tolist(),
    "CSR": scipy.sparse.csr_matrix,
    "CSR array": scipy.sparse.csr_array,
    "CSC": scipy.sparse.csc_matrix,
    "COO": scipy.sparse.coo_array,
    "CSR of float32": lambda X: scipy.sparse.csr_matrix(X.astype(np.float32)),
    "few rows": lambda X: X[:3],
    "one column": lambda X: X[:, :1],
    "wide": lambda X: np.tile(X[:50], (1, 60)),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_matrices_of_every_layout(data, layout) -> None:
    """Loss, gradient, Hessian and product as the NumPy module gives them."""
    theta, v, X, y, w = data
    X = LAYOUTS[layout](X)
    m, p = np.shape(X)
    theta, v = np.resize(theta, p) / p, np.resize(v, p)
    y, w = y[:m], w[:m]
    whole = X.astype(np.float64) if hasattr(X, "astype") else X
    for options in ({}, {"sample_weight": w}, {"reduction": "sum"}, {"sample_weight": w, "reduction": "sum"}):
        for name in ("loss", "gradient", "hessian"):
            found = getattr(fast, name)(theta, X, y, **options)
            expected = getattr(logistic, name)(theta, whole, y, **options)
            np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-13 * np.max(np.abs(expected)), err_msg=name)
        value, slope = fast.loss_and_gradient(theta, X, y, **options)
        assert type(value) is float and value == pytest.approx(fast.loss(theta, X, y, **options), rel=1e-14)
        np.testing.assert_allclose(
            slope, fast.gradient(theta, X, y, **options), rtol=1e-11, atol=1e-14 * abs(slope).max()
        )
        product = fast.hessian_vector_product(theta, v, X, y, **options)
        expected = logistic.hessian_vector_product(theta, v, whole, y, **options)
        np.testing.assert_allclose(product, expected, rtol=1e-11, atol=1e-13 * np.max(np.abs(expected)))
    expected = logistic.predict_probability(theta, whole)
    np.testing.assert_allclose(fast.predict_probability(theta, X), expected, rtol=1e-12)
    found = fast.loss(theta, X, y, sample_weight=w, reduction="none")
    np.testing.assert_allclose(found, logistic.loss(theta, whole, y, sample_weight=w, reduction="none"), rtol=1e-12)


@pytest.mark.parametrize("kind", ["dense", "CSR"])
def test_sums_of_many_rows_keep_their_digits(kind) -> None:
    """Only within a block of 512 rows do roundings add up, which here are the same in each."""
    m = 200_000
    X = np.full((m, 2), 0.1)
    X[::2, 1] = -0.1
    y = np.zeros(m)
    theta = np.array([3.0, 1.0])
    z = X[:2] @ theta
    value, slope = fast.loss_and_gradient(
        theta, X if kind == "dense" else scipy.sparse.csr_matrix(X), y, reduction="sum"
    )
    terms = logistic.pointwise_loss(z, 0.0)
    residuals = logistic.pointwise_gradient(z, 0.0)
    ulp = 2.0**-53
    assert abs(value - math.fsum(np.repeat(terms, m // 2))) <= 64 * ulp * value
    for j in (0, 1):
        exact = math.fsum(np.repeat(X[:2, j] * residuals, m // 2))
        size = m / 2 * np.abs(X[:2, j] * residuals).sum()
        assert abs(slope[j] - exact) <= 64 * ulp * size


def test_several_threads_give_the_same(data, monkeypatch) -> None:
    theta, _, X, y, w = data
    alone = fast.loss_and_gradient(theta, X, y, sample_weight=w)
    monkeypatch.setattr(linear, "ROWS_FOR_THREADS", 10)
    monkeypatch.setattr(linear, "_threads", 1)
    linear.use_threads(3)
    for matrix in (X, scipy.sparse.csr_matrix(X), np.asfortranarray(X)):
        value, slope = fast.loss_and_gradient(theta, matrix, y, sample_weight=w)
        assert value == pytest.approx(alone[0], rel=1e-14)
        np.testing.assert_allclose(slope, alone[1], rtol=1e-11, atol=1e-15)
    with pytest.raises(ValueError, match="count: expected at least 1, got 0"):
        linear.use_threads(0)


def wrong(data) -> dict[str, tuple[tuple, dict]]:
    theta, _, X, y, w = data
    lost, gone = X.copy(), X.copy()
    lost[5, 3], gone[6, 2] = NAN, INF
    idle = theta.copy()
    idle[2] = 0
    return {
        "nan in X": ((theta, lost, y), {}),
        "inf in X": ((theta, gone, y), {}),
        "inf in a column whose parameter is 0": ((idle, gone, y), {}),
        "inf in CSR": ((theta, scipy.sparse.csr_matrix(gone), y), {}),
        "overflow": ((np.full_like(theta, 1e300), X * 1e10, y), {}),
        "a label": ((theta, X, y + 1), {}),
        "a lost label": ((theta, X, np.where(y == 1, NAN, y)), {}),
        "shape of y": ((theta, X, y[1:]), {}),
        "shape of theta": ((theta[1:], X, y), {}),
        "nan in theta": ((theta * NAN, X, y), {}),
        "reduction": ((theta, X, y), {"reduction": "none"}),
        "a negative weight": ((theta, X, y), {"sample_weight": -w}),
        "no weight": ((theta, X, y), {"sample_weight": 0 * w}),
        "axes of X": ((theta, X[0], y), {}),
        "no rows": ((theta, X[:0], y[:0]), {}),
        "text": ((theta, X.astype(str), y), {}),
    }


@pytest.mark.parametrize("case", wrong((np.ones(P), None, np.ones((M, P)), np.ones(M), np.ones(M))))
def test_messages_are_those_of_the_numpy_module(data, case) -> None:
    positional, named = wrong(data)[case]
    with pytest.raises(ValueError) as expected:
        logistic.gradient(*positional, **named)
    with pytest.raises(ValueError) as found:
        fast.loss_and_gradient(*positional, **named)
    assert str(found.value) == str(expected.value)


# The cache on disk, and what is missing


MODULE = """
from derivations.runtime.numba import Loop, kernel
from derivations.runtime.numba.math import exp

@kernel
def twice(z: float, y: float) -> float:
    return FACTOR * exp(z) + y

LOOP = Loop(twice, variables=1, parameters=0, results=1)
"""

PROGRAM = """
import sys
import numpy as np
import made
from derivations.generated.numba import logistic as fast
from derivations.runtime.numba import passes
from derivations.runtime.numba.points import loop_of
result = np.empty(2)
made.LOOP(np.zeros(2), (np.ones(2),), 0, np.empty(0), (result,))
fast.loss_and_gradient(np.ones(3), np.ones((4, 3)), np.ones(4))
functions = (made.LOOP._compiled, loop_of(fast._loss_and_gradient, fast.ARGUMENTS, (1, 1))._compiled, passes.dense)
print(result[0], *(sum(f.stats.cache_misses.values()) for f in functions))
print(*(sum(f.stats.cache_hits.values()) for f in functions))
"""


def run(folder: Path, factor: float) -> list[float]:
    """What another process prints: the result, then how many functions it compiled, and how many it found on disk."""
    (folder / "made.py").write_text(MODULE.replace("FACTOR", repr(factor)), encoding="utf-8")
    search = os.pathsep.join([str(folder), str(ROOT), str(ROOT / "tests")])
    environment = os.environ | {"PYTHONPATH": search, "NUMBA_CACHE_DIR": str(folder / "cache")}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


def test_a_second_process_compiles_nothing_and_a_changed_kernel_is_compiled_again(tmp_path) -> None:
    assert run(tmp_path, 2.0) == [3, 1, 1, 1, 0, 0, 0]
    assert run(tmp_path, 2.0) == [3, 0, 0, 0, 1, 1, 1]
    assert run(tmp_path, 3.0) == [4, 1, 0, 0, 0, 1, 1]


def test_kernels_within_a_function_are_told_apart() -> None:
    """They are not kept on disk, where only their names would tell one from the other."""

    def times(factor: float) -> Loop:
        @kernel
        def scaled(z: float) -> float:
            return factor * own.exp(z)

        return Loop(scaled, 0, 0, 1)

    results = []
    for factor in (2.0, 3.0):
        result = np.empty(1)
        times(factor)(np.zeros(1), (), 0, np.empty(0), (result,))
        results.append(result[0])
    assert results == [2.0, 3.0]


def test_where_nothing_can_be_written_functions_are_compiled_all_the_same(monkeypatch) -> None:
    def refuse(*arguments) -> None:
        raise RuntimeError("cannot cache function: no locator available")

    monkeypatch.setattr("numba.core.dispatcher.Dispatcher.enable_caching", refuse)

    def twice(x):
        return 2 * x

    assert compiling.compiled()(twice)(3) == 6


def test_without_numba_the_message_says_how_to_install_it() -> None:
    program = "import sys; sys.modules['numba'] = None; import derivations.runtime.numba"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert 'pip install "derivations[fast]"' in done.stderr.splitlines()[-1]
