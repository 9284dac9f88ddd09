"""The kernel program: what is built from terms, what it computes, what it costs, and how it is printed."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest

from derivations.emit.backends.kernels import Lazily
from derivations.emit.backends.numpy.lines import Printer
from derivations.emit.build import Builder, NotEmitted, Symbols
from derivations.emit.correct import FUNCTIONS, scalar_power
from derivations.emit.cost import COSTS, cost
from derivations.emit.interpret import Interpreter, limit
from derivations.emit.ir import Program
from derivations.emit.passes.bounds import Bounds
from derivations.emit.passes.names import Names, ordinary, recognised
from derivations.functions import FUNCTIONS as RECORDS
from derivations.runtime.numeric import mills_excess, sum_of_others
from derivations.terms.core import ONE, Term, Variable
from derivations.terms.parser import parse

K = Variable("K")
VECTORS = frozenset(("a", "b"))
SYMBOLS = Symbols(("z", "y", "t", "a", "b"), frozenset("zyab"), VECTORS, frozenset("kj"), "K")
INPUTS = {"z": [0.5, -2.0], "y": [1.0, 0.25], "t": [3.0, 3.0], "a": [1.0, 2.0, 4.0, 0.0, -1.0, 5.0],
          "b": [0.5, 0.5, 1.0, -1.0, 2.0, 3.0]}  # fmt: skip


def term(text: str) -> Term:
    """A term; a and b are vectors of K entries, t is the same for all samples."""
    return parse(text, lambda name: Variable(name, K, ONE) if name in VECTORS else Variable(name))


def built(text: str, free: tuple[str, ...] = ()) -> tuple[Program, int]:
    """A program with one term, and the number of its value."""
    program = Program()
    return program, Builder(program, SYMBOLS).output(term(text), free)


def values(text: str, free: tuple[str, ...] = ()) -> np.ndarray:
    """What a term's program computes, at two samples with vectors of three entries."""
    program, number = built(text, free)
    found = Interpreter(program, INPUTS, 2, 3).values(number)
    return np.array(found).reshape((2, *(3 for _ in free)))


def printed(text: str, free: tuple[str, ...] = ()) -> list[str]:
    """The lines of a term's function, and what it returns."""
    program, number = built(text, free)
    names = Names(program, {number: "value"}, {"z", "y", "t", "a", "b"})
    lines, results = Printer(program, Lazily(names), {}, "a").lines([number])
    return [*(line.text for line in lines), *results]


Z, Y, A, B = (
    np.array(INPUTS["z"]),
    np.array(INPUTS["y"]),
    np.reshape(INPUTS["a"], (2, 3)),
    np.reshape(INPUTS["b"], (2, 3)),
)
CASES: list[tuple[str, tuple[str, ...], Any]] = [
    ("z - y*t/2", (), Z - Y * 1.5),
    ("(1 + exp(-z))**3 - sqrt(y)", (), (1 + np.exp(-Z)) ** 3 - np.sqrt(Y)),
    ("z**(-2) + 2**y + t**(1/2)", (), 1 / Z**2 + 2**Y + np.sqrt(3)),
    ("where(0 < -z, z, -y) + indicator(z == y)*exp(z)", (), np.where(Z < 0, Z, -Y)),
    ("max(z, 0, y) - min(z, y) + abs(-z) + sign(z)", (), np.maximum(Z, Y) - np.minimum(Z, Y) + abs(Z) + np.sign(Z)),
    ("sum(k, 1, K, a[k]*b[k])*z", (), (A * B).sum(1) * Z),
    ("a[k]*z - sum(j, 1, K, a[j])", ("k",), A * Z[:, None] - A.sum(1)[:, None]),
    ("a[k]*b[j] + delta(k, j)*t", ("k", "j"), A[:, :, None] * B[:, None, :] + 3 * np.eye(3)),
    ("a[k]*b[j]", ("j", "k"), A[:, None, :] * B[:, :, None]),
    ("largest(k, 1, K, a[k]) + sum_of_others(j, 1, K, b[j])", (), A.max(1) + B.sum(1) - B.max(1)),
    ("prod(k, 1, K, b[k])/K + a[1]", (), B.prod(1) / 3 + A[:, 0]),
    ("sum(k, 1, K, indicator(a[j] <= a[k])*k)", ("j",), ((A[:, :, None] <= A[:, None, :]) * [1, 2, 3]).sum(2)),
    ("where(k == 2, a[k], z)", ("k",), np.where(np.arange(1, 4) == 2, A, Z[:, None])),
]  # fmt: skip


@pytest.mark.parametrize(("text", "free", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_program_computes_what_its_term_says(text: str, free: tuple[str, ...], expected: Any) -> None:
    np.testing.assert_allclose(values(text, free), expected, rtol=1e-15, atol=1e-15)


@pytest.mark.parametrize(("text", "free", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_printed_code_computes_the_same(text: str, free: tuple[str, ...], expected: Any) -> None:
    *lines, result = printed(text, free)
    space: dict[str, Any] = {"np": np, "sum_of_others": sum_of_others, "z": Z, "y": Y, "t": 3.0, "a": A, "b": B}
    exec("\n".join(lines), space)
    found = np.broadcast_to(eval(result, space), (2, *(3 for _ in free)))
    np.testing.assert_allclose(found, expected, rtol=1e-15, atol=1e-15)


def test_what_is_equal_is_there_once_whatever_its_index_is_called() -> None:
    program = Program()
    builder = Builder(program, SYMBOLS)
    first, second = builder.output(term("exp(a[k])"), ("k",)), builder.output(term("exp(a[j])"), ("j",))
    assert first == second
    both = builder.output(term("sum(k, 1, K, exp(a[k])) + sum(j, 1, K, exp(a[j]))"))
    assert [one.operation for one in program.instructions].count("sum") == 1
    assert program[both].arguments[0] == program[both].arguments[1]


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("z - (-y)", "z + y"), ("-(z - y)", "y - z"), ("-y + z", "z - y"), ("(-z)*(-y)", "z*y"), ("1*z", "z"),
        ("abs(-z)", "abs(z)"), ("z/1", "z"), ("z**1", "z"), ("z**2", "z*z"), ("where(z < y, t, t)", "t"),
        ("0 + z", "z"), ("z - log(2)*0", "z - 0"),
        ("where(z < y, exp(z), exp(-z))", "exp(where(z < y, z, -z))"),
        ("where(z < y, -erfcx(z), erfcx(-z))", "where(z < y, -1, 1)*erfcx(where(z < y, z, -z))"),
    ],
)  # fmt: skip
def test_instructions_are_folded(text: str, simple: str) -> None:
    program = Program()
    builder = Builder(program, SYMBOLS)
    assert builder.output(term(text)) == builder.output(term(simple))


def test_choices_between_choices_end() -> None:
    program = Program()
    builder = Builder(program, SYMBOLS)
    chosen = builder.output(term("where(z < y, where(0 < t, exp(z), exp(y)), where(0 < t, exp(y), exp(z)))"))
    assert chosen == builder.output(term("exp(where(z < y, where(0 < t, z, y), where(0 < t, y, z)))"))


def test_a_choice_between_cheap_values_stays_one() -> None:
    program, number = built("where(z < y, z + 1, y + 2)")
    assert program[number].operation == "select"


def test_what_has_no_code_is_refused() -> None:
    for text, said in (
        ("polygamma(2, P)", "P is no number"),
        ("10**400*z", "10\\*\\*400 is no number"),
        ("log(0 - 1)", "no value"),
    ):
        with pytest.raises(NotEmitted, match=said):
            built(text)


def test_every_function_of_the_language_has_a_cost_and_exact_values() -> None:
    for record in RECORDS:
        assert COSTS[record.word] > 0 and record.word in FUNCTIONS
    program, number = built("exp(z) + exp(z)*t + exp(t)")
    assert cost(program, [number]) == COSTS["exp"] + 3, (
        "what is shared, or the same for all samples, costs nothing more"
    )


def test_ieee_754_at_its_ends() -> None:
    assert math.isnan(values("log(z)")[1]) and values("z/(z - z)")[0] == math.inf
    assert (
        scalar_power(0.0, -1.0) == math.inf and scalar_power(-2.0, 3.0) == -8.0 and scalar_power(math.nan, 0.0) == 1.0
    )
    assert limit(500.0, 1000.0) == math.inf and limit(2.0, 2.0) == 2.0 and limit(1e-150, 1e-300) == 0.0
    assert math.isnan(limit(1.0, math.nan))


# Names


def test_values_are_called_as_definitions_and_the_field_call_them() -> None:
    program = Program()
    builder = Builder(program, SYMBOLS)
    share = builder.output(term("where(0 < z, 1, exp(-abs(z)))/(1 + exp(-abs(z)))"))
    gap = builder.output(term("z - y"))
    inputs = ordinary(SYMBOLS.inputs, {"y": (0.0, 1.0)}, 3, VECTORS)
    vocabulary = (("p", term("1/(1 + exp(-z))")), ("residual", term("z - y")), ("decay", term("exp(-abs(z))")))
    known = recognised(program, builder, vocabulary, inputs, 3)
    assert (known[share], known[gap]) == ("p", "residual")
    names = Names(program, known, {"z", "y"})
    called = {names.of(number) for number in range(len(program.instructions))}
    assert {"p", "residual", "decay", "one_plus_decay"} <= called
    assert all(name.isidentifier() for name in called)


def test_long_lines_are_broken_and_what_is_used_twice_has_a_name() -> None:
    assert printed("exp(-abs(z))/(1 + exp(-abs(-z)))") == [
        "exp_minus_abs_z = np.exp(-np.abs(z))", "value = exp_minus_abs_z / (1 + exp_minus_abs_z)", "value",
    ]  # fmt: skip
    text = " + ".join(f"exp(z*{n} + y)*log(t + {n} + z*z)" for n in range(2, 12))
    assert all(len(line) <= 110 for line in printed(text))


# Functions of the runtime


def test_the_excess_of_the_mills_ratio_has_its_digits_everywhere() -> None:
    draw = random.Random(3)
    points = [draw.uniform(-12, 12) for _ in range(400)] + [-(10.0 ** draw.uniform(0, 300)) for _ in range(200)]
    exact = FUNCTIONS["mills_excess"]
    for x, got in zip(points, mills_excess(np.array(points)).tolist(), strict=True):
        assert abs(got - exact(x)) <= 12 * 2.0**-53 * exact(x), x
    with np.errstate(all="ignore"):
        assert mills_excess(np.array([-np.inf, np.inf])).tolist() == [0.0, np.inf]


def test_the_sum_of_others_leaves_out_one_of_several_largest() -> None:
    assert sum_of_others(np.array([[1.0, 2.0, 2.0], [1.0, 1e-30, 1e-20]])).tolist() == [3.0, 1e-20 + 1e-30]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("exp(-abs(z))", 0, 1), ("exp(-abs(z))/(1 + exp(-abs(z)))", 0, 1), ("1 + exp(-abs(z))", 1, 2),
        ("z*z", 0, math.inf), ("where(z < y, 1, -1)", -1, 1), ("exp(z)", 0, math.inf), ("z - y", -math.inf, math.inf),
        ("-exp(-z*z)", -1, 0), ("max(z, 0)", 0, math.inf), ("normal_cdf(z)", 0, 1),
    ],
)  # fmt: skip
def test_bounds_hold_what_values_there_are(text: str, low: float, high: float) -> None:
    program, number = built(text)
    found = Bounds(program).of(number)
    assert (found.low, found.high) == (low, high)
    inputs = {name: [-800.0, -1.5, -1e-9, 0.0, 0.3, 2.0, 40.0] for name in SYMBOLS.inputs}
    assert all(low <= value <= high for value in Interpreter(program, inputs, 7).values(number))
