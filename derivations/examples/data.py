"""Scikit-learn's breast cancer data, as the examples use it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Data:
    """Standardised samples with a column of ones first, their labels, and the names of the columns."""

    X: Array
    y: Array
    names: tuple[str, ...]


def load() -> Data:
    """Read the data that comes with scikit-learn.

    Returns:
        569 samples of 30 measurements, each with mean 0 and standard deviation 1, after the column of ones;
        label 1 is benign, 0 malignant.

    Raises:
        ImportError: scikit-learn is not installed.
    """
    from sklearn.datasets import load_breast_cancer

    bunch: Any = load_breast_cancer()
    measured = (bunch.data - bunch.data.mean(axis=0)) / bunch.data.std(axis=0)
    X = np.column_stack([np.ones(len(measured)), measured])
    return Data(X, bunch.target.astype(np.float64), ("(bias)", *map(str, bunch.feature_names)))
