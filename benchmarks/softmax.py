"""How fast the generated softmax loss and gradient are, as ratios to scikit-learn's private loss module.

Every contestant is timed in turn, round after round, so that a busy machine slows all of them; medians are
compared. One thread. Nothing passes or fails here: figures vary from machine to machine, ratios less so.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

import numpy as np
import scipy.sparse
from logistic import PEER, Contestants, check, medians
from scipy.special import logsumexp
from sklearn._loss import HalfMultinomialLoss
from sklearn.linear_model._linear_loss import LinearModelLoss
from threadpoolctl import threadpool_limits

from derivations.generated import softmax


def plain(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What one writes by hand with SciPy: no overflow, but digits are lost."""
    total = logsumexp(z, axis=1)
    residuals = np.exp(z - total[:, np.newaxis])
    rows = np.arange(len(z))
    losses = total - z[rows, y]
    residuals[rows, y] -= 1
    return losses, residuals


def drawn(z: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Labels with the probabilities of the logits."""
    return (z + rng.gumbel(size=z.shape)).argmax(axis=1)


def pointwise_case(n: int, k: int) -> Contestants:
    rng = np.random.default_rng(0)
    z = rng.normal(scale=3, size=(n, k))
    y = drawn(z, rng)
    labels = y.astype(float)
    out = np.empty(n), np.empty((n, k))
    peer = HalfMultinomialLoss(n_classes=k)
    return {
        "generated": lambda: softmax.pointwise_loss_and_gradient(z, y),
        "generated, out=": lambda: softmax.pointwise_loss_and_gradient(z, y, out=out),
        PEER: lambda: peer.loss_gradient(labels, z, n_threads=1),
        "logsumexp": lambda: plain(z, y),
    }


def linear_case(X: np.ndarray | scipy.sparse.csr_matrix, k: int) -> Contestants:
    rng = np.random.default_rng(1)
    m, p = X.shape
    theta = rng.normal(size=(p, k)) / np.sqrt(p)
    y = drawn(X @ theta, rng)
    labels = y.astype(float)
    peer = LinearModelLoss(base_loss=HalfMultinomialLoss(n_classes=k), fit_intercept=False)
    # scikit-learn has a row for each class.
    turned = np.asfortranarray(theta.T)

    def by_peer() -> tuple[float, np.ndarray]:
        value, slope = peer.loss_gradient(turned, X, labels, n_threads=1)
        return value, slope.T

    def by_hand() -> tuple[float, np.ndarray]:
        losses, residuals = plain(X @ theta, y)
        return losses.mean(), X.T @ residuals / m

    return {
        "generated": lambda: softmax.loss_and_gradient(theta, X, y),
        PEER: by_peer,
        "logsumexp": by_hand,
    }


def cases() -> Iterator[tuple[str, Contestants]]:
    """Each case with its contestants, the peer among them."""
    rng = np.random.default_rng(2)
    yield "pointwise, n = 1e5, k = 10", pointwise_case(100_000, 10)
    yield "pointwise, n = 1e4, k = 100", pointwise_case(10_000, 100)
    yield "pointwise, n = 1e3, k = 1000", pointwise_case(1000, 1000)
    yield "theta, dense 1e4 x 65, k = 10", linear_case(rng.normal(size=(10_000, 65)), 10)
    sparse = scipy.sparse.random(20_000, 10_000, density=1e-3, format="csr", rng=rng)
    yield "theta, CSR 2e4 x 1e4, k = 10", linear_case(sparse, 10)


def table(rounds: int, show: Callable[[str], None] = print) -> None:
    """Time all contestants, and show their ratios to the peer."""
    for title, contestants in cases():
        check(contestants)
        times = medians(contestants, rounds)
        show(f"{title:<34}{'ms':>10}{'ratio to scikit-learn':>24}")
        for name, median in times.items():
            show(f"  {name:<32}{median * 1e3:>10.3f}{times[PEER] / median:>24.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=11, help="how often each contestant is timed (11)")
    arguments = parser.parse_args()
    with threadpool_limits(limits=1):
        table(arguments.rounds)


if __name__ == "__main__":
    main()
