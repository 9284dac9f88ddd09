"""How fast the Numba backend is, as ratios to scikit-learn's private loss module and to reading memory once.

Every contestant is timed in turn, round after round; the shortest times are compared, as others may be busy on the same
machine. One thread. "reads and writes only" does no more than touch what a contestant must touch.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numba
import numpy as np
import scipy.sparse
from scipy.special import expit
from sklearn._loss import HalfBinomialLoss, HalfMultinomialLoss
from sklearn.linear_model._linear_loss import LinearModelLoss
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
import numba_logistic_example as logistic

from derivations.runtime.numba import softmax

PEER, OWN, FLOOR = "scikit-learn _loss", "Numba backend", "reads and writes only"
Contestants = dict[str, Callable[[], Any]]


@numba.njit(error_model="numpy")
def _copy(z: Any, y: Any, a: Any, b: Any) -> None:
    for i in range(z.size):
        a[i] = z[i]
        b[i] = y[i]


@numba.njit(error_model="numpy", fastmath={"reassoc", "nsz"})
def _sum(x: Any) -> float:
    total = 0.0
    for i in range(x.size):
        total += x[i]
    return total


def pointwise_case(n: int) -> Contestants:
    rng = np.random.default_rng(0)
    z = rng.normal(scale=3, size=n)
    y = (rng.uniform(size=n) < expit(z)).astype(float)
    a, b = out = np.empty(n), np.empty(n)
    peer = HalfBinomialLoss()
    return {
        PEER: lambda: peer.loss_gradient(y, z, loss_out=a, gradient_out=b, n_threads=1),
        OWN: lambda: logistic.pointwise_loss_and_gradient(z, y, out=out),
        FLOOR: lambda: _copy(z, y, a, b),
    }


def linear_case(X: Any) -> Contestants:
    rng = np.random.default_rng(1)
    m, p = X.shape
    theta = rng.normal(size=p) / np.sqrt(p)
    y = (rng.uniform(size=m) < expit(X @ theta)).astype(float)
    peer = LinearModelLoss(base_loss=HalfBinomialLoss(), fit_intercept=False)
    entries = X.ravel() if isinstance(X, np.ndarray) else X.data
    return {
        PEER: lambda: peer.loss_gradient(theta, X, y, n_threads=1),
        OWN: lambda: logistic.loss_and_gradient(theta, X, y),
        FLOOR: lambda: _sum(entries),
    }


def softmax_case(n: int, k: int) -> Contestants:
    rng = np.random.default_rng(0)
    z = rng.normal(scale=3, size=(n, k))
    y = (z + rng.gumbel(size=z.shape)).argmax(axis=1)
    labels = y.astype(float)
    a, b = out = np.empty(n), np.empty((n, k))
    peer = HalfMultinomialLoss(n_classes=k)
    return {
        PEER: lambda: peer.loss_gradient(labels, z, loss_out=a, gradient_out=b, n_threads=1),
        OWN: lambda: softmax.pointwise(z, y, out, ("loss", "gradient")),
        FLOOR: lambda: _copy(z.ravel(), z.ravel(), b.ravel(), b.ravel()),
    }


def softmax_linear_case(m: int, p: int, k: int) -> Contestants:
    rng = np.random.default_rng(1)
    X = rng.normal(size=(m, p))
    theta = rng.normal(size=(p, k)) / np.sqrt(p)
    y = (X @ theta + rng.gumbel(size=(m, k))).argmax(axis=1)
    labels = y.astype(float)
    peer = LinearModelLoss(base_loss=HalfMultinomialLoss(n_classes=k), fit_intercept=False)
    turned = np.asfortranarray(theta.T)
    return {
        PEER: lambda: peer.loss_gradient(turned, X, labels, n_threads=1),
        OWN: lambda: softmax.loss_and_gradient(softmax.prepare(theta, X, y, None, "mean")),
    }


def cases() -> Iterator[tuple[str, Callable[[], Contestants]]]:
    """Each case with what makes its contestants, the peer among them."""
    rng = np.random.default_rng(2)
    for n in (10_000, 100_000):
        yield f"logistic, pointwise, n = {n:.0e}", lambda n=n: pointwise_case(n)
    for shape in ((1_000_000, 20), (100_000, 200)):
        yield f"logistic, theta, dense {shape}", lambda shape=shape: linear_case(rng.normal(size=shape))
    for m, p, each in ((100_000, 10_000, 10), (1_000_000, 10_000, 10), (20_000, 5_000, 100)):
        yield (
            f"logistic, theta, CSR {(m, p)}, {each} a row",
            lambda m=m, p=p, each=each: linear_case(scipy.sparse.random(m, p, density=each / p, format="csr", rng=rng)),
        )
    for n, k in ((20_000, 3), (10_000, 10), (4_000, 32), (1_000, 100), (100, 1_000)):
        yield f"softmax, {n} samples, {k} classes", lambda n=n, k=k: softmax_case(n, k)
    yield "softmax, theta, (100000, 50), 10 classes", lambda: softmax_linear_case(100_000, 50, 10)


def shortest(contestants: Contestants, seconds: float) -> dict[str, float]:
    """The shortest time of each contestant over interleaved rounds, after a round to warm up."""
    found = dict.fromkeys(contestants, float("inf"))
    for function in contestants.values():
        function()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for name, function in contestants.items():
            start = time.perf_counter()
            function()
            found[name] = min(found[name], time.perf_counter() - start)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each case is timed (3)")
    parser.add_argument("--only", default="", help="the cases with this in their title (all)")
    arguments = parser.parse_args()
    with threadpool_limits(limits=1):
        for title, make in cases():
            if arguments.only not in title:
                continue
            contestants = make()
            times = shortest(contestants, arguments.seconds)
            print(f"{title:<44}{'ms':>10}{'ratio to scikit-learn':>24}")
            for name, least in times.items():
                print(f"  {name:<42}{least * 1e3:>10.3f}{times[PEER] / least:>24.2f}", flush=True)


if __name__ == "__main__":
    main()
