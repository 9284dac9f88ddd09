"""From scikit-learn's handwritten digits to a fitted model of ten classes, with the generated softmax loss.

`python -m derivations.examples.digits` fits by SciPy with an L2 penalty, to be compared with scikit-learn's own
LogisticRegression. The Hessian, of 650 rows, is never made: the fit asks for its product with a vector.
"""

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from derivations.examples.data import certain, certain_count
from derivations.generated import softmax

Array = NDArray[np.float64]

# What scikit-learn calls C: the loss, summed over the samples, counts so many times as much as the penalty.
C = 1.0
# How far the coefficients of the two fits may be apart.
TOLERANCE = 1e-5
# The largest grey value.
WHITE = 16


@dataclass(frozen=True)
class Data:
    """Images as rows of grey values in [0, 1] with a column of ones first, and the digits that they show."""

    X: Array
    y: NDArray[np.int64]


@dataclass(frozen=True)
class Results:
    """What both fits gave."""

    data: Data
    theta: Array  # by SciPy with the generated code
    reference: Array  # by scikit-learn
    penalised_loss: float
    slope: float  # the largest entry of the penalised gradient there, in absolute value

    @property
    def difference(self) -> float:
        """The largest difference between the two fits' coefficients."""
        return float(np.abs(self.theta - self.reference).max())


def load() -> Data:
    """Read the data that comes with scikit-learn.

    Returns:
        1797 images of 8 x 8 pixels, after the column of ones.

    Raises:
        ImportError: scikit-learn is not installed.
    """
    from sklearn.datasets import load_digits

    bunch: Any = load_digits()
    return Data(np.column_stack([np.ones(len(bunch.data)), bunch.data / WHITE]), bunch.target)


def minimise(data: Data) -> tuple[Array, float, float]:
    """Minimise C Σ loss + 1/2 Σ_{k≥1} w_kj² by a Newton method of SciPy; the biases w_0j are not penalised.

    The same number added to all biases changes nothing, so they are shifted to the mean 0.

    Returns:
        The coefficients, the penalised loss there, and the largest entry of its gradient.

    Raises:
        ImportError: SciPy is not installed.
    """
    from scipy.optimize import minimize

    X, y = data.X, data.y
    shape = (X.shape[1], int(y.max()) + 1)
    penalised = np.ones(shape)
    penalised[0] = 0

    def value_and_slope(flat: Array) -> tuple[float, Array]:
        theta = flat.reshape(shape)
        value, slope = softmax.loss_and_gradient(theta, X, y, reduction="sum")
        return C * value + float((penalised * theta**2).sum()) / 2, (C * slope + penalised * theta).ravel()

    def curvature(flat: Array, direction: Array) -> Array:
        v = direction.reshape(shape)
        product = softmax.hessian_vector_product(flat.reshape(shape), v, X, y, reduction="sum")
        return (C * product + penalised * v).ravel()

    found = minimize(
        value_and_slope, np.zeros(shape).ravel(), jac=True, hessp=curvature, method="trust-ncg", options={"gtol": 1e-6}
    )
    theta = found.x.reshape(shape)
    theta[0] -= theta[0].mean()
    return theta, float(found.fun), float(np.abs(found.jac).max())


def peer(data: Data) -> Array:
    """Fit scikit-learn's LogisticRegression with the same penalty.

    Returns:
        Its coefficients, the biases first and shifted to the mean 0.

    Raises:
        ImportError: scikit-learn is not installed.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=C, solver="newton-cg", tol=1e-10, max_iter=1000)
    model.fit(data.X[:, 1:], data.y)
    return np.vstack([model.intercept_ - model.intercept_.mean(), model.coef_.T])


def run() -> Results:
    """Fit the data both ways.

    Raises:
        ImportError: scikit-learn is not installed.
    """
    data = load()
    theta, penalised_loss, slope = minimise(data)
    return Results(data, theta, peer(data), penalised_loss, slope)


def report(results: Results) -> str:
    """Set out the results as text of at most 80 columns, rounded so that every machine prints the same.

    Raises:
        Uncertain: A digit of it may be another on another machine.
    """
    X, y = results.data.X, results.data.y
    m, columns = X.shape
    p = softmax.predict_probability(results.theta, X)
    others = np.where(np.arange(p.shape[1]) == y[:, np.newaxis], 0.0, p).max(axis=1)
    mistakes = certain_count(others - p[np.arange(m), y], 0.0)
    lines = [
        f"Digits: {m} images of {columns - 1} pixels, ten classes.",
        "",
        f"scipy.optimize, J summed plus an L2 penalty (C = {C}): {certain(results.penalised_loss, 3)}",
        f"Mean loss J {certain(float(softmax.loss(results.theta, X, y)), 6)}, {mistakes} mistakes",
        "",
        f"  {'digit':<8}{'images':>8}{'mean p of it':>14}{'bias, generated code':>24}{'scikit-learn':>16}",
    ]
    for digit in range(p.shape[1]):
        own = y == digit
        lines.append(
            f"  {digit:<8}{int(own.sum()):>8}{certain(float(p[own, digit].mean()), 5):>14}"
            f"{certain(results.theta[0, digit], 5):>24}{certain(results.reference[0, digit], 5):>16}"
        )
    verdict = "yes" if results.difference <= TOLERANCE else f"no, {results.difference:.1e}"
    return "\n".join([*lines, "", f"All {results.theta.size} coefficients agree to {TOLERANCE:.0e}: {verdict}"])


def main() -> int:
    """Print the report.

    Returns:
        The exit code: 1 where scikit-learn is missing or the two fits don't agree.
    """
    try:
        results = run()
    except ImportError:
        print("digits: needs scikit-learn; install it with: python -m pip install scikit-learn", file=sys.stderr)
        return 1
    print(report(results))
    return 0 if results.difference <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())
