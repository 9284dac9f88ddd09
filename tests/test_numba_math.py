"""The elementary and special functions of the Numba backend against Arb, at their edges, and on vectors."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np
import pytest
from flint import arb, ctx

from derivations.runtime.numba import Loop, kernel, special
from derivations.runtime.numba import math as own

INF, NAN = np.inf, np.nan
TINY = float(np.finfo(float).tiny)
NEAR_ONE = np.random.default_rng(1).uniform(-1, 1, 4000)
POWERS = 10.0 ** np.random.default_rng(2).uniform(-307, 0, 1000)
EXPONENTS = np.random.default_rng(3).uniform(-708.39, 709.78, 4000)
SIZES = 10.0 ** np.random.default_rng(4).uniform(-323, 308, 4000)

# Each function: its exact value, and where it is measured; its docstring says how large the error may be.
EXACT: dict[str, tuple[Callable[[arb], arb], np.ndarray]] = {
    "exp": (lambda x: x.exp(), np.r_[EXPONENTS, NEAR_ONE, -POWERS]),
    "expm1": (lambda x: x.expm1(), np.r_[EXPONENTS, NEAR_ONE, POWERS, -POWERS]),
    "log": (lambda x: x.log(), np.r_[SIZES, 1 + NEAR_ONE / 3, 1 + 1e-9 * NEAR_ONE]),
    "log1p": (lambda x: x.log1p(), np.r_[SIZES, NEAR_ONE, POWERS[POWERS > 1e-16] - 1, -POWERS[POWERS < 0.9]]),
    "log1p_of_fraction": (lambda x: x.log1p(), np.r_[np.abs(NEAR_ONE), POWERS]),
    "sigmoid": (lambda x: 1 / (1 + (-x).exp()), np.r_[EXPONENTS, 20 * NEAR_ONE]),
    "softplus": (lambda x: x.exp().log1p(), np.r_[EXPONENTS, 20 * NEAR_ONE]),
    "tanh": (lambda x: x.tanh(), np.r_[20 * NEAR_ONE, NEAR_ONE, POWERS]),
    "sinh": (lambda x: x.sinh(), np.r_[710.4 * NEAR_ONE, NEAR_ONE, POWERS]),
    "cosh": (lambda x: x.cosh(), np.r_[710.4 * NEAR_ONE, NEAR_ONE, POWERS]),
    "normal_pdf": (lambda x: (-x * x / 2).exp() / (2 * arb.pi()).sqrt(), 37 * NEAR_ONE),
    "trigamma": (lambda x: arb(2).zeta(x), 10.0 ** (5 * NEAR_ONE)),
    "log1mexp": (lambda x: (-(-x).expm1()).log(), np.r_[POWERS[POWERS > 1e-300], 30 * np.abs(NEAR_ONE)]),
    "exprel": (lambda x: x.expm1() / x, np.r_[NEAR_ONE, -POWERS, EXPONENTS]),
    "mills_excess": (
        lambda x: (-x * x / 2).exp() / (arb.pi() / 2).sqrt() / (-x / arb(2).sqrt()).erfc() + x,
        np.r_[20 * NEAR_ONE[:1000], NEAR_ONE[:1000]],
    ),
}

# SciPy's functions; their errors are beside 1 + the condition number.
FROM_SCIPY: dict[str, tuple[Callable[[arb], arb], np.ndarray]] = {
    "erf": (lambda x: x.erf(), 6 * NEAR_ONE[:1000]),
    "erfc": (lambda x: x.erfc(), 26 * NEAR_ONE[:1000]),
    "erfcx": (lambda x: (x * x).exp() * x.erfc(), 20 * NEAR_ONE[:1000]),
    "normal_cdf": (lambda x: (-x / arb(2).sqrt()).erfc() / 2, 37 * NEAR_ONE[:1000]),
    "log_ndtr": (lambda x: ((-x / arb(2).sqrt()).erfc() / 2).log(), 37 * NEAR_ONE[:1000]),
    "lgamma": (lambda x: x.lgamma(), 10.0 ** (5 * NEAR_ONE[:1000])),
    "digamma": (lambda x: x.digamma(), 10.0 ** (5 * NEAR_ONE[:1000])),
}

# What comes of inf, -inf and, for those with others of their own, a few more.
EDGES: dict[str, dict[float, float]] = {
    "exp": {INF: INF, -INF: 0.0, 0.0: 1.0, 709.79: INF, -708.4: 0.0, 1e308: INF, -1e308: 0.0},
    "expm1": {INF: INF, -INF: -1.0, 0.0: 0.0, 709.79: INF, -800.0: -1.0, 5e-324: 5e-324},
    "log": {INF: INF, -INF: NAN, 0.0: -INF, 1.0: 0.0, -1.0: NAN, -5e-324: NAN},
    "log1p": {INF: INF, -INF: NAN, 0.0: 0.0, -1.0: -INF, -1.5: NAN, 5e-324: 5e-324},
    "sigmoid": {INF: 1.0, -INF: 0.0, 0.0: 0.5},
    "softplus": {INF: INF, -INF: 0.0, 800.0: 800.0},
    "tanh": {INF: 1.0, -INF: -1.0, 0.0: 0.0},
    "sinh": {INF: INF, -INF: -INF, 0.0: 0.0, 711.0: INF},
    "cosh": {INF: INF, -INF: INF, 0.0: 1.0, 711.0: INF},
    "normal_pdf": {INF: 0.0, -INF: 0.0},
    "trigamma": {INF: 0.0, -INF: NAN, 0.0: INF, -0.5: NAN},
    "sign": {INF: 1.0, -INF: -1.0, 0.0: 0.0, -3.0: -1.0},
    "rint": {INF: INF, 0.5: 0.0, 1.5: 2.0, -2.5: -2.0},
    "floor": {-INF: -INF, -0.5: -1.0, 2.0: 2.0},
    "ceil": {INF: INF, 0.5: 1.0},
    "trunc": {-1.5: -1.0, 1.5: 1.0},
    "sqrt": {INF: INF, -1.0: NAN, 4.0: 2.0},
    "log2": {INF: INF, -INF: NAN, 0.0: -INF, 8.0: 3.0},
    "atan": {INF: math.pi / 2, -INF: -math.pi / 2},
    "erfc": {INF: 0.0, -INF: 2.0},
    "lgamma": {INF: INF, 1.0: 0.0},
}


def function(name: str) -> Callable[[float], float]:
    found: Callable[[float], float] = getattr(own, name, None) or getattr(special, name)
    return found


def applied(name: str, *arguments: np.ndarray) -> np.ndarray:
    """A function in the loop that emitted modules get of it."""
    result = np.empty_like(arguments[0])
    Loop(function(name), len(arguments) - 1, 0, 1)(arguments[0], arguments[1:], 0, np.empty(0), (result,))
    return result


def ulps(values: np.ndarray, points: np.ndarray, exact: Callable[[arb], arb]) -> np.ndarray:
    """The errors in units of the spacing at the correctly rounded results."""
    found = []
    with ctx.workprec(1400):
        for value, point in zip(values, points, strict=True):
            true = exact(arb(float(point)))
            unit = arb(math.ulp(float(true.mid())))
            found.append(float((abs(arb(float(value)) - true) / unit).mid()))
    return np.array(found)


@pytest.mark.parametrize("name", EXACT)
def test_errors_stay_within_what_is_stated(name) -> None:
    exact, points = EXACT[name]
    stated = re.search(r"within (\d+(?:\.\d+)?) ulp", function(name).py_func.__doc__)
    assert stated, f"{name}: its docstring does not say how exact it is"
    errors = ulps(applied(name, points), points, exact)
    worst = int(np.argmax(errors))
    assert errors[worst] <= float(stated[1]), f"{name}: {errors[worst]:.3f} ulp at {points[worst]!r}"


def test_powers_are_as_exact_as_is_stated() -> None:
    draw = np.random.default_rng(6)
    x, y = np.exp(draw.uniform(-15, 15, 3000)), draw.choice([0.25, -1.5, 2.0, 7.3, 40.1, 1e-3], 3000)
    with ctx.workprec(200):
        for base, exponent, value in zip(x, y, applied("power", x, y), strict=True):
            true = arb(float(base)) ** arb(float(exponent))
            apart = float(abs(arb(float(value)) - true) / true) * 2.0**53
            assert apart <= 4 + abs(exponent), f"power({base!r}, {exponent!r})"
    edges = [(0, 2, 0), (0, -1, INF), (0, 0, 1), (NAN, 0, 1), (1, NAN, 1), (-2, 3, -8), (-2, 0.5, NAN), (INF, 2, INF),
             (INF, -2, 0), (2, INF, INF), (0.5, INF, 0), (2, -INF, 0), (1, INF, 1), (5e-324, 1, 5e-324), (NAN, 1, NAN),
             (0.9999999, 1e10, 0), (-INF, 3, -INF), (1e308, 2, INF)]  # fmt: skip
    base, exponent, expected = np.array(edges, dtype=float).T
    np.testing.assert_array_equal(applied("power", base.copy(), exponent.copy()), expected)


@pytest.mark.parametrize("name", FROM_SCIPY)
def test_functions_of_scipy_are_as_exact_as_their_condition_lets_them(name) -> None:
    exact, points = FROM_SCIPY[name]
    values = applied(name, points)
    with ctx.workprec(1400):
        for value, point in zip(values, points, strict=True):
            x = arb(float(point))
            true = exact(x)
            step = arb(2) ** -120
            condition = abs(x * (exact(x + step) - exact(x - step)) / (2 * step) / true)
            assert abs(arb(float(value)) - true) <= abs(true) * (8 * arb(2) ** -53) * (1 + condition), (
                f"{name}({point!r})"
            )


@pytest.mark.parametrize("name", EDGES)
def test_values_at_the_edges(name) -> None:
    points = np.array([*EDGES[name], NAN])
    expected = np.array([*EDGES[name].values(), NAN])
    np.testing.assert_array_equal(applied(name, points), expected)


@pytest.mark.parametrize("name", ["expm1", "tanh", "sinh"])
def test_zero_keeps_its_sign(name) -> None:
    np.testing.assert_array_equal(np.signbit(applied(name, np.array([0.0, -0.0]))), [False, True])


def test_exp_ends_where_normal_numbers_end() -> None:
    points = np.array([own.SMALLEST_EXPONENT, np.nextafter(own.SMALLEST_EXPONENT, -INF)])
    smallest, below = applied("exp", points)
    assert TINY <= smallest <= TINY * (1 + 1e-12) and below == 0
    points = np.array([own.LARGEST_EXPONENT, np.nextafter(own.LARGEST_EXPONENT, INF)])
    largest, above = applied("exp", points)
    assert 1.7e308 < largest < INF and above == INF


@pytest.mark.parametrize("payload", [1, 0xFFF, 0x8000000000001, 0xFFFFFFFFFFFFF])
def test_every_nan_stays_nan(payload) -> None:
    """Bits of a nan are never taken for an exponent."""
    bits = np.array([0x7FF0000000000000 | payload], dtype=np.uint64)
    for name in ("exp", "expm1", "log", "log1p", "tanh", "sigmoid", "softplus"):
        assert np.isnan(applied(name, bits.view(np.float64)))[0], name
        assert np.isnan(applied(name, -bits.view(np.float64)))[0], name


def test_choices_and_powers_of_two() -> None:
    a = np.array([1.0, NAN, 2.0, -INF, NAN])
    b = np.array([2.0, 1.0, NAN, 3.0, NAN])
    np.testing.assert_array_equal(applied("minimum", a, b), np.minimum(a, b))
    np.testing.assert_array_equal(applied("maximum", a, b), np.maximum(a, b))
    np.testing.assert_array_equal(applied("fmin", a, b), np.fmin(a, b))
    np.testing.assert_array_equal(applied("fmax", a, b), np.fmax(a, b))
    np.testing.assert_array_equal(applied("copysign", b, a), np.copysign(b, a))
    x = np.array([1.5, -1.5, 3.0, 5e-324, 1e308, 1.0, 1.0, INF, NAN, 1.75])
    n = np.array([3.0, -3.0, 1023.0, 1074.0, -2000.0, 1024.0, -1075.0, -5000.0, 1.0, -1074.0])
    with np.errstate(over="ignore", under="ignore"):
        np.testing.assert_array_equal(applied("ldexp", x, n), np.ldexp(x, n.astype(int)))
    np.testing.assert_allclose(applied("power", np.abs(x), n / 100), np.abs(x) ** (n / 100), rtol=1e-13)


@pytest.mark.parametrize("name", ["exp", "expm1", "log", "log1p", "sigmoid", "softplus", "tanh", "trigamma"])
def test_loops_run_on_vectors(name) -> None:
    """LLVM makes vectors of the loop; a branch or an index that may be negative would keep it from that."""
    chosen = function(name)

    @kernel
    def apart(z: float, y: float) -> float:  # a function within another is not kept, so that its code can be seen
        return chosen(z) * y

    code = Loop(apart, 1, 0, 1)
    code.prepare()
    (text,) = code._compiled.inspect_llvm().values()
    assert re.search(r"fmul (contract )?<\d+ x double>", text)
