"""Losses of linear models, whose predictions are X θ. In: a kernel, a caller's arguments. Out: sums over the samples.

A dense X is read once, by blocks of rows that stay in the cache: the predictions of a block, what the kernel gives for
them, and what that adds to the gradient. Sparse matrices are taken as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import Arguments
from .checks import Array, Matrix, check_reduction, coefficients, dense, logits, matrix, scale_rows, vector
from .pointwise import BLOCK, Kernel

ENTRIES = 2**16
"""How many entries of X a block of rows has at most: 512 kB."""
LEAST = 256
"""How many rows a block has at least."""


@dataclass(frozen=True)
class Block:
    """Some rows of X, with all that belongs to them.

    Args:
        X: The rows.
        z: Their predictions.
        columns: Their variables.
        weights: What each counts.
    """

    X: Matrix
    z: Array
    columns: tuple[NDArray[Any], ...]
    weights: Array


@dataclass(frozen=True)
class Data:
    """The checked arguments.

    Args:
        kernel: What gives the results of single points.
        theta: The parameters of the model.
        X: The samples.
        columns: The variables.
        numbers: The parameters of the loss.
        weights: What each sample counts.
    """

    kernel: Kernel
    theta: ArrayLike
    X: Matrix
    columns: list[NDArray[Any]]
    numbers: list[Any]
    weights: Array

    def blocks(self) -> Iterator[Block]:
        """The samples, block by block.

        Raises:
            ValueError: θ or X holds nan or inf, or θ has another shape.
        """
        rows, p = self.X.shape
        step = max(LEAST, min(BLOCK, ENTRIES // p)) if isinstance(self.X, np.ndarray) else rows
        for start in range(0, rows, step):
            part = slice(start, start + step)
            X = self.X if step >= rows else self.X[part]
            columns = tuple(column[part] for column in self.columns)
            yield Block(X, logits(self.theta, X, start), columns, self.weights[part])

    def results(self, block: Block) -> tuple[Array, ...]:
        """What the kernel gives for a block."""
        with np.errstate(all="ignore"):
            found = self.kernel(block.z, *block.columns, *self.numbers)
        parts = found if isinstance(found, tuple) else (found,)
        return tuple(np.broadcast_to(part, block.z.shape) for part in parts)


def prepare(
    kernel: Kernel, arguments: Arguments, theta: ArrayLike, X: Matrix, variables: Sequence[ArrayLike],
    parameters: Sequence[ArrayLike], sample_weight: ArrayLike | None, reduction: str,
    reductions: tuple[str, ...] = ("mean", "sum"),
) -> Data:  # fmt: skip
    """Check the arguments.

    Raises:
        ValueError: One doesn't fit; the message names it, what was expected, and what came.
    """
    check_reduction(reduction, reductions)
    X = matrix(X)
    columns = arguments.columns(variables, X.shape[0])
    weights = coefficients(sample_weight, X.shape[0], reduction)
    return Data(kernel, theta, X, columns, arguments.numbers(parameters), weights)


def loss(
    kernel: Kernel, arguments: Arguments, theta: ArrayLike, X: Matrix, variables: Sequence[ArrayLike],
    parameters: Sequence[ArrayLike], sample_weight: ArrayLike | None, reduction: str,
) -> float | Array:  # fmt: skip
    """The loss of all samples; for "none" that of each, times its weight."""
    data = prepare(
        kernel, arguments, theta, X, variables, parameters, sample_weight, reduction, ("mean", "sum", "none")
    )
    found = [block.weights * data.results(block)[0] for block in data.blocks()]
    return np.concatenate(found) if reduction == "none" else math.fsum(float(np.sum(part)) for part in found)


def gradient(
    kernel: Kernel, arguments: Arguments, theta: ArrayLike, X: Matrix, variables: Sequence[ArrayLike],
    parameters: Sequence[ArrayLike], sample_weight: ArrayLike | None, reduction: str,
) -> Array:  # fmt: skip
    """The gradient with respect to θ, shape (p,)."""
    data = prepare(kernel, arguments, theta, X, variables, parameters, sample_weight, reduction)
    total = np.zeros(data.X.shape[1])
    for block in data.blocks():
        total += block.X.T @ (block.weights * data.results(block)[0])
    return total


def loss_and_gradient(
    kernel: Kernel, arguments: Arguments, theta: ArrayLike, X: Matrix, variables: Sequence[ArrayLike],
    parameters: Sequence[ArrayLike], sample_weight: ArrayLike | None, reduction: str,
) -> tuple[float, Array]:  # fmt: skip
    """The loss of all samples and its gradient with respect to θ."""
    data = prepare(kernel, arguments, theta, X, variables, parameters, sample_weight, reduction)
    total, sums = np.zeros(data.X.shape[1]), []
    for block in data.blocks():
        losses, slopes = data.results(block)
        sums.append(float(np.sum(block.weights * losses)))
        total += block.X.T @ (block.weights * slopes)
    return math.fsum(sums), total


def hessian(
    kernel: Kernel, arguments: Arguments, theta: ArrayLike, X: Matrix, variables: Sequence[ArrayLike],
    parameters: Sequence[ArrayLike], sample_weight: ArrayLike | None, reduction: str,
) -> Array:  # fmt: skip
    """The Hessian with respect to θ, shape (p, p), dense."""
    data = prepare(kernel, arguments, theta, X, variables, parameters, sample_weight, reduction)
    total = np.zeros((data.X.shape[1],) * 2)
    for block in data.blocks():
        total += dense(block.X.T @ scale_rows(block.weights * data.results(block)[0], block.X))
    return total


def hessian_vector_product(
    kernel: Kernel, arguments: Arguments, theta: ArrayLike, v: ArrayLike, X: Matrix, variables: Sequence[ArrayLike],
    parameters: Sequence[ArrayLike], sample_weight: ArrayLike | None, reduction: str,
) -> Array:  # fmt: skip
    """The Hessian times a vector, without the Hessian, shape (p,)."""
    data = prepare(kernel, arguments, theta, X, variables, parameters, sample_weight, reduction)
    direction = vector(v, data.X.shape[1], "v")
    total = np.zeros(data.X.shape[1])
    for block in data.blocks():
        total += block.X.T @ (block.weights * data.results(block)[0] * (block.X @ direction))
    return total


def predict(kernel: Kernel, theta: ArrayLike, X: Matrix) -> Array:
    """What a kernel makes of the predictions X θ, a value for each row of X.

    Raises:
        ValueError: θ or X holds nan or inf, or doesn't fit.
    """
    samples = matrix(X)
    data = Data(kernel, theta, samples, [], [], np.ones(samples.shape[0]))
    return np.concatenate([data.results(block)[0] for block in data.blocks()])
