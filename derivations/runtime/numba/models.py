"""Losses of linear models X θ, called as those of the NumPy modules are. In: a kernel, a caller's arguments. Out: sums.

X is read once by compiled passes; see `linear`.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime import domains
from derivations.runtime.arguments import Arguments

from ..checks import Array, Matrix
from . import linear
from .arguments import Domain, zeros_and_ones
from .points import loop_of

Kernel = Callable[..., Any]
Values = Sequence[ArrayLike]


@cache
def domains_of(pairs: tuple[tuple[str, str], ...]) -> tuple[Domain, ...]:
    """Return what is expected of variables or parameters, from the texts of their domains."""
    found = []
    for name, text in pairs:
        domain = domains.Domain(text)
        faster = zeros_and_ones if domain.values == (0.0, 1.0) else None
        found.append(Domain(name, domain.expected, domain.holds, faster))
    return tuple(found)


def prepare(
    arguments: Arguments,
    theta: ArrayLike,
    X: Matrix,
    variables: Values,
    parameters: Values,
    sample_weight: ArrayLike | None,
    reduction: str,
    reductions: tuple[str, ...] = ("mean", "sum"),
) -> linear.Data:
    """Check the arguments.

    Raises:
        ValueError: one doesn't fit; the message names it, what was expected, and what came.
    """
    own = domains_of(arguments.parameters)
    columns = domains_of(arguments.variables)
    return linear.prepare(theta, X, columns, variables, sample_weight, reduction, reductions, own, parameters)


def loss(
    kernel: Kernel,
    arguments: Arguments,
    theta: ArrayLike,
    X: Matrix,
    variables: Values,
    parameters: Values,
    sample_weight: ArrayLike | None,
    reduction: str,
) -> float | Array:
    """Return the loss of all samples; for "none" that of each, times its weight."""
    reductions = ("mean", "sum", "none")
    data = prepare(arguments, theta, X, variables, parameters, sample_weight, reduction, reductions)
    loop = loop_of(kernel, arguments, (1,))
    return linear.losses(loop, data) if reduction == "none" else linear.loss(loop, data)


def gradient(
    kernel: Kernel,
    arguments: Arguments,
    theta: ArrayLike,
    X: Matrix,
    variables: Values,
    parameters: Values,
    sample_weight: ArrayLike | None,
    reduction: str,
) -> Array:
    """Return the gradient with respect to θ, shape (p,)."""
    data = prepare(arguments, theta, X, variables, parameters, sample_weight, reduction)
    return linear.gradient(loop_of(kernel, arguments, (1,)), data)


def loss_and_gradient(
    kernel: Kernel,
    arguments: Arguments,
    theta: ArrayLike,
    X: Matrix,
    variables: Values,
    parameters: Values,
    sample_weight: ArrayLike | None,
    reduction: str,
) -> tuple[float, Array]:
    """Return the loss of all samples and its gradient with respect to θ."""
    data = prepare(arguments, theta, X, variables, parameters, sample_weight, reduction)
    return linear.loss_and_gradient(loop_of(kernel, arguments, (1, 1)), data)


def hessian(
    kernel: Kernel,
    arguments: Arguments,
    theta: ArrayLike,
    X: Matrix,
    variables: Values,
    parameters: Values,
    sample_weight: ArrayLike | None,
    reduction: str,
) -> Array:
    """Return the Hessian with respect to θ, shape (p, p), dense."""
    data = prepare(arguments, theta, X, variables, parameters, sample_weight, reduction)
    return linear.hessian(loop_of(kernel, arguments, (1,)), data)


def hessian_vector_product(
    kernel: Kernel,
    arguments: Arguments,
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    variables: Values,
    parameters: Values,
    sample_weight: ArrayLike | None,
    reduction: str,
) -> Array:
    """Return the Hessian times a vector, without the Hessian, shape (p,)."""
    data = prepare(arguments, theta, X, variables, parameters, sample_weight, reduction)
    return linear.hessian_vector_product(loop_of(kernel, arguments, (1,)), data, v)


def predict(kernel: Kernel, theta: ArrayLike, X: Matrix) -> Array:
    """Return what a kernel makes of the predictions X θ, a value for each row of X."""
    return linear.predict(loop_of(kernel, Arguments(predictions=("z",)), (1,)), theta, X)
