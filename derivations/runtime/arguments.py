"""The arguments of a generated module's functions. In: what a caller passes. Out: checked arrays and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .checks import check_all, real
from .domains import Domain

Numbers = NDArray[Any]


@dataclass(frozen=True)
class Arguments:
    """What a loss takes.

    Args:
        predictions: The names of what a model outputs; any real numbers.
        variables: The names of the data beside, with the text of their domains.
        parameters: The names of the parameters, with the text of their domains.
        vectors: The arguments that are vectors, whose entries lie along the last axis.
        watched: The predictions and variables whose nan the formulas may drop, so that it is looked for.
    """

    predictions: tuple[str, ...]
    variables: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    vectors: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()

    @cached_property
    def points(self) -> tuple[str, ...]:
        """The names of the predictions and variables."""
        return (*self.predictions, *(name for name, _ in self.variables))

    def arrays(self, values: Sequence[ArrayLike]) -> list[Numbers]:
        """The predictions and variables as float64, or as float32 if all of them are.

        Raises:
            ValueError: One is not numeric.
        """
        if all(isinstance(value, np.ndarray | np.float32) and value.dtype == np.float32 for value in values):
            return [np.asarray(value) for value in values]
        return [real(value, name) for name, value in zip(self.points, values, strict=True)]

    def numbers(self, values: Sequence[ArrayLike]) -> list[Any]:
        """The parameters, each a float64 or, if it is a vector, an array.

        Raises:
            ValueError: One lies outside its domain, or has a wrong shape.
        """
        return [
            vector_parameter(name, Domain(domain), value)
            if name in self.vectors
            else number(name, Domain(domain), value)
            for (name, domain), value in zip(self.parameters, values, strict=True)
        ]

    def columns(self, values: Sequence[ArrayLike], rows: int) -> list[Numbers]:
        """The variables of a linear model's data, a value for each row of X.

        Raises:
            ValueError: One lies outside its domain, or has a wrong shape.
        """
        found = []
        for (name, text), value in zip(self.variables, values, strict=True):
            array, domain = real(value, name), Domain(text)
            if array.shape != (rows,):
                raise ValueError(f"{name}: expected shape ({rows},), a value for each row of X, got {array.shape}")
            check_all(domain.holds(array), array, name, domain.expected)
            found.append(array)
        return found


def number(name: str, domain: Domain, value: ArrayLike) -> np.float64:
    """A parameter.

    Raises:
        ValueError: It is no number, or lies outside its domain.
    """
    array = real(value, name)
    if array.ndim:
        raise ValueError(f"{name}: expected a number, got an array of shape {array.shape}")
    if not domain.holds(array):
        raise ValueError(f"{name}: expected {domain.expected}, got {array[()]}")
    return np.float64(array)


def vector_parameter(name: str, domain: Domain, value: ArrayLike) -> Numbers:
    """A parameter that is a vector.

    Raises:
        ValueError: It is none, or an entry lies outside its domain.
    """
    array = real(value, name)
    if array.ndim != 1:
        raise ValueError(f"{name}: expected a vector, got an array of shape {array.shape}")
    check_all(domain.holds(array), array, name, domain.expected)
    return array
