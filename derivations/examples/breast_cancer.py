"""From scikit-learn's breast cancer data to a fitted model, with the generated logistic loss.

`python -m derivations.examples.breast_cancer` fits twice: by gradient descent with formula (2), as the
article has it, and by SciPy with an L2 penalty, to be compared with scikit-learn's own LogisticRegression.
"""

import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from derivations.examples.data import Data, certain, certain_count, load
from derivations.generated import logistic

Array = NDArray[np.float64]

LEARNING_RATE = 0.5
ITERATIONS = (0, 1, 2, 5, 10, 100, 1000, 10000)
# What scikit-learn calls C: the loss, summed over the samples, counts so many times as much as the penalty.
C = 1.0
# Coefficients to print: the largest.
SHOWN = 8
# How far the coefficients of the two fits may be apart.
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Progress:
    """Where gradient descent stands after some iterations."""

    iteration: int
    loss: float
    slope: float  # the largest entry of the gradient, in absolute value
    mistakes: int  # samples whose label is not the more probable one


@dataclass(frozen=True)
class Results:
    """What both fits gave."""

    data: Data
    descent: tuple[Progress, ...]
    theta: Array  # by SciPy with the generated code
    reference: Array  # by scikit-learn
    penalised_loss: float

    @property
    def difference(self) -> float:
        """The largest difference between the two fits' coefficients."""
        return float(np.abs(self.theta - self.reference).max())


def descend(data: Data) -> tuple[Progress, ...]:
    """Minimise the mean loss by θ := θ - α ∂J/∂θ, the update that formula (2) serves.

    Returns:
        The progress after each number of iterations in ITERATIONS.
    """
    theta = np.zeros(data.X.shape[1])
    progress = []
    for iteration in range(max(ITERATIONS) + 1):
        slope = logistic.gradient(theta, data.X, data.y)
        if iteration in ITERATIONS:
            value = float(logistic.loss(theta, data.X, data.y))
            progress.append(Progress(iteration, value, float(np.abs(slope).max()), mistakes(theta, data)))
        theta -= LEARNING_RATE * slope
    return tuple(progress)


def mistakes(theta: Array, data: Data) -> int:
    """How many labels are not the more probable one; where both are equally probable, 1 is predicted.

    Raises:
        Uncertain: A logit is so close to 0, without being 0, that another machine may see the other label.
    """
    logits = data.X @ theta
    sides = np.where(data.y == 1, -logits, logits)
    return certain_count(sides[logits != 0], 0.0) + int((data.y[logits == 0] == 0).sum())


def minimise(data: Data) -> tuple[Array, float]:
    """Minimise C Σ loss + 1/2 Σ_{j≥1} θ_j² by a Newton method of SciPy; the bias θ_0 is not penalised.

    Returns:
        The coefficients and the penalised loss there.

    Raises:
        ImportError: SciPy is not installed.
    """
    from scipy.optimize import minimize

    p = data.X.shape[1]
    penalised = np.r_[0.0, np.ones(p - 1)]

    def value_and_slope(theta: Array) -> tuple[float, Array]:
        value, slope = logistic.loss_and_gradient(theta, data.X, data.y, reduction="sum")
        return C * value + penalised @ theta**2 / 2, C * slope + penalised * theta

    def curvature(theta: Array) -> Array:
        return C * logistic.hessian(theta, data.X, data.y, reduction="sum") + np.diag(penalised)

    found = minimize(
        value_and_slope, np.zeros(p), jac=True, hess=curvature, method="trust-exact", options={"gtol": 1e-9}
    )
    return found.x, float(found.fun)


def peer(data: Data) -> Array:
    """Fit scikit-learn's LogisticRegression with the same penalty.

    Returns:
        Its coefficients, the bias first.

    Raises:
        ImportError: scikit-learn is not installed.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=C, solver="newton-cholesky", tol=1e-10)
    model.fit(data.X[:, 1:], data.y)
    return np.r_[model.intercept_, model.coef_[0]]


def run() -> Results:
    """Fit the data both ways.

    Raises:
        ImportError: scikit-learn is not installed.
    """
    data = load()
    theta, penalised_loss = minimise(data)
    return Results(data, descend(data), theta, peer(data), penalised_loss)


def report(results: Results) -> str:
    """Set out the results as text of at most 80 columns, rounded so that every machine prints the same.

    Raises:
        Uncertain: A digit of it may be another on another machine.
    """
    m, columns = results.data.X.shape
    lines = [
        f"Breast cancer: {m} samples, {columns - 1} measurements, standardised; label 1 is benign.",
        "",
        f"Gradient descent with formula (2), learning rate {LEARNING_RATE}",
        "",
        f"{'iteration':>11}{'loss J':>12}{'largest |∂J/∂θ|':>19}{'mistakes':>12}",
    ]
    lines += [
        f"{row.iteration:>11}{certain(row.loss, 6):>12}{certain(row.slope, 6):>19}{row.mistakes:>12}"
        for row in results.descent
    ]
    lines += [
        "",
        f"scipy.optimize, J summed plus an L2 penalty (C = {C}): {certain(results.penalised_loss, 5)}",
        "",
        f"  {'coefficient':<26}{'generated code':>16}{'scikit-learn':>16}",
    ]
    sizes = np.abs(results.theta)
    order = np.argsort(-sizes, kind="stable")
    for j, below in zip(order[:SHOWN], order[1:], strict=False):
        certain_count([sizes[j]], sizes[below])  # else the order isn't sure
        fits = (f"{certain(theta[j], 5):>16}" for theta in (results.theta, results.reference))
        lines.append(f"  {results.data.names[j]:<26}{''.join(fits)}")
    verdict = "yes" if results.difference <= TOLERANCE else f"no, {results.difference:.1e}"
    lines += [
        f"  and {columns - SHOWN} smaller ones",
        "",
        f"All {columns} coefficients agree to 1e-6: {verdict}",
    ]
    return "\n".join(lines)


def main() -> int:
    """Print the report.

    Returns:
        The exit code: 1 where scikit-learn is missing or the two fits don't agree.
    """
    try:
        results = run()
    except ImportError:
        print(
            "breast_cancer: needs scikit-learn; install it with: python -m pip install scikit-learn",
            file=sys.stderr,
        )
        return 1
    print(report(results))
    return 0 if results.difference <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())
