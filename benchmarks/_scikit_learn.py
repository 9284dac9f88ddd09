"""Logistic and softmax beside scikit-learn's compiled losses. In: how often. Out: ratios, scikit-learn's time by ours.

Loss and gradient, one thread, contestants timed in turn.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from importlib import import_module, util
from typing import Any

import numpy as np
import scipy.sparse
from collection import timed
from scipy.special import expit
from sklearn._loss import HalfBinomialLoss, HalfMultinomialLoss
from sklearn.linear_model._linear_loss import LinearModelLoss
from threadpoolctl import threadpool_limits

from derivations.emit.backends import BACKENDS

Call = Callable[[], Any]


def cases() -> Iterator[tuple[str, str, Callable[[Any], tuple[Call, Call]]]]:
    """Each case: what it is, the loss, and what makes the call of a generated module and that of scikit-learn."""
    yield "pointwise, 100,000 logits", "logistic", logistic_points
    yield "by θ, dense, 100,000 × 20", "logistic", lambda module: logistic_model(module, 20, 0)
    yield "by θ, CSR, 100,000 × 10,000, 10 a row", "logistic", lambda module: logistic_model(module, 10_000, 10)
    yield "pointwise, 10,000 × 10 classes", "softmax", lambda module: softmax_points(module, 10_000, 10)
    yield "pointwise, 100 × 1,000 classes", "softmax", lambda module: softmax_points(module, 100, 1_000)


def logistic_points(module: Any) -> tuple[Call, Call]:
    rng = np.random.default_rng(0)
    z = rng.normal(scale=3, size=100_000)
    y = (rng.uniform(size=z.size) < expit(z)).astype(float)
    out, other, peer = (np.empty_like(z), np.empty_like(z)), (np.empty_like(z), np.empty_like(z)), HalfBinomialLoss()
    return (
        lambda: module.pointwise_loss_and_gradient(z, y, out=out),
        lambda: peer.loss_gradient(y, z, loss_out=other[0], gradient_out=other[1], n_threads=1),
    )


def logistic_model(module: Any, features: int, a_row: int) -> tuple[Call, Call]:
    rng = np.random.default_rng(1)
    X = (
        scipy.sparse.random(100_000, features, density=a_row / features, format="csr", rng=rng)
        if a_row
        else rng.normal(size=(100_000, features))
    )
    theta = rng.normal(size=features) / np.sqrt(features)
    y = (rng.uniform(size=100_000) < expit(X @ theta)).astype(float)
    peer = LinearModelLoss(base_loss=HalfBinomialLoss(), fit_intercept=False)
    return lambda: module.loss_and_gradient(theta, X, y), lambda: peer.loss_gradient(theta, X, y, n_threads=1)


def softmax_points(module: Any, count: int, classes: int) -> tuple[Call, Call]:
    rng = np.random.default_rng(0)
    z = rng.normal(scale=3, size=(count, classes))
    y = (z + rng.gumbel(size=z.shape)).argmax(axis=1)
    labels, peer = y.astype(float), HalfMultinomialLoss(n_classes=classes)
    out, other = (np.empty(count), np.empty_like(z)), (np.empty(count), np.empty_like(z))
    return (
        lambda: module.pointwise_loss_and_gradient(z, y, out=out),
        lambda: peer.loss_gradient(labels, z, loss_out=other[0], gradient_out=other[1], n_threads=1),
    )


def measure(rounds: int, tell: Callable[[str], object]) -> list[dict[str, Any]]:
    """The rows: ``ratio`` is how many times as fast as scikit-learn the generated code is."""
    rows = []
    with threadpool_limits(limits=1):
        for title, loss, make in cases():
            for backend in BACKENDS.values():
                home = backend.package
                if util.find_spec(home) is None or util.find_spec(f"{home}.{loss}") is None:
                    continue
                mine, theirs = timed(make(import_module(f"{home}.{loss}")), rounds)
                ratio = statistics.median(other / own for own, other in zip(mine, theirs, strict=True))
                rows.append({"case": title, "loss": loss, "backend": backend.name, "ratio": float(f"{ratio:.3g}")})
                tell(f"{loss}, {title}, {backend.name}: {ratio:.2f} times as fast as scikit-learn")
    return rows
