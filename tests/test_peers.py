"""The peers of the benchmarks are right: what generated code is measured against computes the same thing."""

import importlib
import inspect
import sys
from pathlib import Path

import numpy as np
import pytest

import derivations

BENCHMARKS = str(Path(__file__).resolve().parent.parent / "benchmarks")


def benchmark(name: str):
    """A module of the benchmarks, whose folder is no package."""
    sys.path.insert(0, BENCHMARKS)
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(BENCHMARKS)


PEERS = benchmark("peers").PEERS
COUNT = 40
OTHER = {
    "focal": {"gamma": 5.0},
    "asymmetric_focal": {"gamma_1": 2.0, "gamma_0": 0.5},
    "quality_focal": {"beta": 3.5},
    "student_t": {"nu": 7.0, "sigma": 0.5},
    "tweedie": {"p": 1.2},
    "negative_binomial": {"alpha": 0.3},
    "gamma": {"k": 2.5},
    "kto": {"beta": 0.7, "w_1": 2.0, "w_0": 0.5},
    "quantile": {"tau": 0.9},
    "expectile": {"tau": 0.2},
}
"""Parameters beside the defaults."""


def test_there_are_enough() -> None:
    assert len(PEERS) >= 20
    assert set(benchmark("_points").DRAWS) == set(PEERS)


@pytest.mark.parametrize(("name", "parameters"), [*((name, {}) for name in PEERS), *OTHER.items()])
def test_a_peer_is_right(name: str, parameters: dict[str, float]) -> None:
    arguments = benchmark("_points").points(name, COUNT)
    found = PEERS[name](*arguments, **parameters)
    expected = derivations.reference(name).loss_gradient_hessian(*arguments, **parameters)
    for quantity, own, right in zip(("loss", "gradient", "hessian"), found, expected, strict=True):
        assert own.shape == right.shape
        np.testing.assert_allclose(own, right, rtol=1e-10, atol=1e-13, err_msg=quantity)


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_has_the_arguments_of_its_loss(name: str) -> None:
    own, right = inspect.signature(PEERS[name]).parameters, derivations.reference(name).signature.parameters
    assert [(each.name, each.default) for each in own.values()] == [
        (each.name, each.default) for each in right.values()
    ]
    assert PEERS[name].__doc__


def test_a_wrong_peer_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PEERS, "huber", lambda z, y: (*PEERS["squared_error"](z, y)[:2], np.ones_like(z)))
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        test_a_peer_is_right("huber", {})


def test_ratios_are_measured_of_ordinary_points() -> None:
    collection = benchmark("collection")
    rows = collection.measure_collection(["focal", "softmax"], rounds=2, count=1000)
    assert {(row.loss, *row.parameters.items(), row.points) for row in rows if row.backend == "numpy"} == {
        ("focal", 1000), ("focal", ("gamma", 5.0), 1000), ("softmax", 100),
    }  # fmt: skip
    for found in (beside for row in rows for beside in (row.peer, row.plain) if beside):
        assert 0 < found.low <= found.ratio <= found.high and found.seconds > 0
    assert all(row.generated > 0 and row.peer for row in rows)
    assert [row.loss for row in rows if row.plain is None] == ["softmax"] * sum(row.loss == "softmax" for row in rows)
    with pytest.raises(ValueError, match="names: expected losses with code, .*; got 'none'"):
        collection.measure_collection(["none"])


@pytest.mark.parametrize("name", ["absolute_error", "cox", "listnet", "ordinal_logit"])
def test_a_loss_without_a_peer_is_measured_beside_its_plain_evaluation(name: str) -> None:
    rows = benchmark("collection").measure_collection([name], rounds=2, count=200)
    assert rows and all(row.peer is None and row.plain and row.plain.ratio > 0 for row in rows)


def test_the_plain_evaluation_is_measured_where_it_is_finite() -> None:
    plain = benchmark("_plain")
    derived = plain.of_collection("poisson")
    z, y = np.array([0.0, 1000.0, -2.0]), np.ones(3)
    assert plain.finite(plain.plain_function(derived), (z, y), {}).tolist() == [True, False, True]


def test_what_computes_something_else_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PEERS, "brier", PEERS["logistic"])
    with pytest.raises(ValueError, match="brier: the loss of generated code and peer differ by"):
        benchmark("collection").measure_collection(["brier"], rounds=2, count=100)
