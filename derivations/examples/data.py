"""Scikit-learn's breast cancer data, as the examples use it; and numbers as text that is the same on every machine."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

WITHIN = 1e-8
# How far a result may be off, absolutely and relative to itself: fits end at slopes of 1e-9, and processors differ in
# the last bits of an exponential, a logarithm and a matrix product, which stay small over thousands of iterations.


class Uncertain(ArithmeticError):
    """What would be printed could be something else on another machine."""


def certain(value: float, decimals: int) -> str:
    """A number with some decimals, which every machine rounds to the same.

    Raises:
        Uncertain: It lies too close to where rounding goes the other way.
    """
    return _rounded(value, WITHIN * (1 + abs(value)), f".{decimals}f")


def certain_size(value: float, least: float) -> str:
    """A positive number by its power of ten, with one decimal; of one below ``least``, that it is.

    Raises:
        Uncertain: It lies too close to where rounding goes the other way, or to ``least``.
    """
    if certain_count([value], least, within=least / 10):
        return _rounded(value, least / 10, ".1e")
    return f"< {least:.0e}"


def certain_count(values: Array | list[float], limit: float, within: float = WITHIN) -> int:
    """How many numbers lie above a limit.

    Raises:
        Uncertain: One lies too close to it.
    """
    near = [value for value in values if abs(value - limit) <= within]
    if near:
        raise Uncertain(f"{near[0]!r} may lie above {limit!r} or below")
    return sum(value > limit for value in values)


def _rounded(value: float, margin: float, form: str) -> str:
    """The text of a number and of those that are less than a margin away."""
    texts = [format(shifted, form) for shifted in (value, value - margin, value + margin)]
    found = dict.fromkeys(text.removeprefix("-") if float(text) == 0 else text for text in texts)
    if len(found) > 1:
        raise Uncertain(f"{value!r} may be rounded to {' or '.join(found)}; print fewer digits")
    return next(iter(found))


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
