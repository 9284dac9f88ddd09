"""Step size and Newton's method on scikit-learn's breast cancer data, with the generated logistic loss.

`python -m derivations.examples.curvature` walks with the step size 1/β, and with one that is too large; then it fits by
iteratively reweighted least squares, to be compared with scikit-learn's own LogisticRegression.
"""

import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from derivations.examples.data import certain, certain_count, certain_size, load
from derivations.generated import logistic

Array = NDArray[np.float64]

FACTORS = (1.0, 2.5)
# The step sizes, as multiples of 1/β.
ITERATIONS = (0, 1, 2, 3, 5, 10, 100)
MEASUREMENTS = 10
# How many measurements the unpenalised fit takes. All 30 may tell the labels without a mistake; then J has no minimum.
CLOSE = 1e-11
# Newton's method ends where no entry of the gradient is larger.
MOST_STEPS = 50
TOLERANCE = 1e-8


@dataclass(frozen=True)
class Walk:
    """Gradient descent with one step size: the loss after each step."""

    factor: float
    losses: tuple[float, ...]

    @property
    def first_rise(self) -> int | None:
        """The first step after which the loss is larger than before; None where there is none.

        Raises:
            Uncertain: A loss is so close to the one before that another machine may see the other order.
        """
        pairs = zip(self.losses, self.losses[1:], strict=False)
        rises = (certain_count([after], before) for before, after in pairs)
        return next((number for number, rise in enumerate(rises, 1) if rise), None)


@dataclass(frozen=True)
class Fit:
    """Iteratively reweighted least squares: the loss and the largest slope before each step, and where they end."""

    losses: tuple[float, ...]
    slopes: tuple[float, ...]
    theta: Array
    reference: Array  # by scikit-learn

    @property
    def difference(self) -> float:
        """The largest difference between the two fits' coefficients."""
        return float(np.abs(self.theta - self.reference).max())


@dataclass(frozen=True)
class Results:
    """What the example found."""

    smoothness: float
    walks: tuple[Walk, ...]
    fit: Fit

    @property
    def difference(self) -> float:
        """How far the fit is off scikit-learn's."""
        return self.fit.difference


def smoothness(X: Array) -> float:
    """β = λmax(XᵀX)/(4m), a Lipschitz constant of the gradient of J."""
    return float(np.linalg.eigvalsh(X.T @ X)[-1]) / (4 * len(X))


def walk(X: Array, y: Array, factor: float, steps: int = max(ITERATIONS)) -> Walk:
    """Gradient descent from 0 with the step size factor/β."""
    theta = np.zeros(X.shape[1])
    losses = [float(logistic.loss(theta, X, y))]
    size = factor / smoothness(X)
    for _ in range(steps):
        theta = theta - size * logistic.gradient(theta, X, y)
        losses.append(float(logistic.loss(theta, X, y)))
    return Walk(factor, tuple(losses))


def reweighted(X: Array, y: Array) -> tuple[Array, tuple[float, ...], tuple[float, ...]]:
    """Minimise J by θ := (Xᵀ S X)⁻¹ Xᵀ S z̃ with the adjusted responses z̃ = Xθ - S⁻¹(h - y).

    Returns:
        The coefficients; the loss and the largest slope before each step and after the last.
    """
    theta = np.zeros(X.shape[1])
    losses, slopes = [], []
    for _ in range(MOST_STEPS):
        losses.append(float(logistic.loss(theta, X, y)))
        slopes.append(float(np.abs(logistic.gradient(theta, X, y)).max()))
        if slopes[-1] <= CLOSE:
            break
        z = X @ theta
        weights = logistic.pointwise_hessian(z, y)
        adjusted = z - logistic.pointwise_gradient(z, y) / weights
        root = np.sqrt(weights)
        theta = np.linalg.lstsq(root[:, None] * X, root * adjusted, rcond=None)[0]
    return theta, tuple(losses), tuple(slopes)


def peer(X: Array, y: Array) -> Array:
    """Fit scikit-learn's LogisticRegression without a penalty.

    Returns:
        Its coefficients, the bias first.

    Raises:
        ImportError: scikit-learn is not installed.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12)
    model.fit(X[:, 1:], y)
    return np.r_[model.intercept_, model.coef_[0]]


def run() -> Results:
    """Walk and fit.

    Raises:
        ImportError: scikit-learn is not installed.
    """
    data = load()
    alternating: Array = np.arange(len(data.y), dtype=np.float64) % 2
    walks = (walk(data.X, data.y, FACTORS[0]), *(walk(data.X, alternating, factor) for factor in FACTORS))
    some = data.X[:, : MEASUREMENTS + 1]
    theta, losses, slopes = reweighted(some, data.y)
    return Results(smoothness(data.X), walks, Fit(losses, slopes, theta, peer(some, data.y)))


def report(results: Results) -> str:
    """Set out the results as text of at most 80 columns, rounded so that every machine prints the same.

    Raises:
        Uncertain: A digit of it may be another on another machine.
    """
    labels = ("the data's", *("alternating" for _ in FACTORS))
    bound, size = certain(results.smoothness, 6), certain(1 / results.smoothness, 6)
    lines = [
        f"β = λmax(XᵀX)/(4m) = {bound}, the step size 1/β = {size}",
        "",
        "Gradient descent: the loss J",
        "",
        f"{'labels':>12}" + "".join(f"{label:>14}" for label in labels),
        f"{'step size':>12}" + "".join(f"{f'{found.factor:g}/β':>14}" for found in results.walks),
        *(
            f"{number:>12}" + "".join(f"{certain(found.losses[number], 6):>14}" for found in results.walks)
            for number in ITERATIONS
        ),
        f"{'first rise':>12}" + "".join(f"{found.first_rise or 'never':>14}" for found in results.walks),
        "",
        f"Iteratively reweighted least squares, {MEASUREMENTS} measurements, no penalty",
        "",
        f"{'step':>12}{'loss J':>14}{'largest |∂J/∂θ|':>19}",
    ]
    found = results.fit
    pairs = enumerate(zip(found.losses, found.slopes, strict=True))
    lines += [f"{number:>12}{certain(loss, 6):>14}{certain_size(slope, CLOSE):>19}" for number, (loss, slope) in pairs]
    verdict = "yes" if found.difference <= TOLERANCE else f"no, {found.difference:.1e}"
    lines += ["", f"All {len(found.theta)} coefficients agree with scikit-learn's to {TOLERANCE:.0e}: {verdict}"]
    return "\n".join(lines)


def main() -> int:
    """Print the report.

    Returns:
        The exit code: 1 where scikit-learn is missing or the two fits don't agree.
    """
    try:
        results = run()
    except ImportError:
        print("curvature: needs scikit-learn; install it with: python -m pip install scikit-learn", file=sys.stderr)
        return 1
    print(report(results))
    return 0 if results.difference <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())
