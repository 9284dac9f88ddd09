"""How fast the generated logistic loss and gradient are, as ratios to scikit-learn's private loss module.

Every contestant is timed in turn, round after round, so that a busy machine slows all of them; medians are
compared. One thread. Nothing passes or fails here: figures vary from machine to machine, ratios less so.
"""

import argparse
import json
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import scipy
import scipy.sparse
import sklearn
from scipy.special import expit
from sklearn._loss import HalfBinomialLoss
from sklearn.linear_model._linear_loss import LinearModelLoss
from threadpoolctl import threadpool_limits

from derivations.generated import logistic

PEER = "scikit-learn _loss"
Contestants = dict[str, Callable[[], tuple[Any, Any]]]


def plain(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What one writes by hand with SciPy: no overflow, but digits are lost."""
    return np.logaddexp(0, z) - y * z, expit(z) - y


def textbook(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Formula (1) as it stands."""
    h = 1 / (1 + np.exp(-z))
    return -(y * np.log(h) + (1 - y) * np.log(1 - h)), h - y


def pointwise_case(n: int) -> Contestants:
    rng = np.random.default_rng(0)
    z = rng.normal(scale=3, size=n)
    y = (rng.uniform(size=n) < expit(z)).astype(float)
    out = np.empty(n), np.empty(n)
    peer = HalfBinomialLoss()
    return {
        "generated": lambda: logistic.pointwise_loss_and_gradient(z, y),
        "generated, out=": lambda: logistic.pointwise_loss_and_gradient(z, y, out=out),
        PEER: lambda: peer.loss_gradient(y, z, n_threads=1),
        PEER + ", out=": lambda: peer.loss_gradient(y, z, loss_out=out[0], gradient_out=out[1], n_threads=1),
        "logaddexp, expit": lambda: plain(z, y),
        "textbook (1)": lambda: textbook(z, y),
    }


def linear_case(X: np.ndarray | scipy.sparse.csr_matrix) -> Contestants:
    rng = np.random.default_rng(1)
    m, p = X.shape
    theta = rng.normal(size=p) / np.sqrt(p)
    y = (rng.uniform(size=m) < expit(X @ theta)).astype(float)
    peer = LinearModelLoss(base_loss=HalfBinomialLoss(), fit_intercept=False)

    def by_hand(function: Callable[..., tuple[np.ndarray, np.ndarray]]) -> tuple[float, np.ndarray]:
        losses, residuals = function(X @ theta, y)
        return losses.mean(), X.T @ residuals / m

    return {
        "generated": lambda: logistic.loss_and_gradient(theta, X, y),
        PEER: lambda: peer.loss_gradient(theta, X, y, n_threads=1),
        "logaddexp, expit": lambda: by_hand(plain),
        "textbook (1)": lambda: by_hand(textbook),
    }


def cases() -> Iterator[tuple[str, Contestants]]:
    """Each case with its contestants, the peer among them."""
    rng = np.random.default_rng(2)
    yield "pointwise, n = 1e5", pointwise_case(100_000)
    yield "pointwise, n = 1e6", pointwise_case(1_000_000)
    yield "theta, dense 1e5 x 20", linear_case(rng.normal(size=(100_000, 20)))
    yield "theta, dense 1e5 x 100", linear_case(rng.normal(size=(100_000, 100)))
    sparse = scipy.sparse.random(100_000, 10_000, density=1e-3, format="csr", rng=rng)
    yield "theta, CSR 1e5 x 1e4, 10 a row", linear_case(sparse)


def medians(contestants: Contestants, rounds: int) -> dict[str, float]:
    """Median seconds of each contestant over interleaved rounds, after a round to warm up."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for lap in range(rounds + 1):
        for name, function in contestants.items():
            start = time.perf_counter()
            function()
            if lap:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in seconds.items()}


def check(contestants: Contestants) -> None:
    """Raise if two contestants don't compute the same thing."""
    expected = contestants["generated"]()
    for name, function in contestants.items():
        for result, reference in zip(function(), expected, strict=True):
            np.testing.assert_allclose(result, reference, rtol=1e-6, atol=1e-9, err_msg=name)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=21, help="how often each contestant is timed (21)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    arguments = parser.parse_args()
    measured = []
    with threadpool_limits(limits=1):
        for title, contestants in cases():
            check(contestants)
            times = medians(contestants, arguments.rounds)
            print(f"{title:<34}{'ms':>10}{'ratio to scikit-learn':>24}")
            for name, median in times.items():
                ratio = times[PEER] / median
                print(f"  {name:<32}{median * 1e3:>10.3f}{ratio:>24.2f}")
                measured.append({"case": title, "contestant": name, "seconds": median, "ratio": ratio})
    if arguments.json:
        versions = {module.__name__: module.__version__ for module in (np, scipy, sklearn)}
        report = {
            "machine": platform.machine(),
            "python": platform.python_version(),
            "rounds": arguments.rounds,
            **versions,
            "figures": measured,
        }
        arguments.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
