"""Cross-entropy with smoothed labels: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from label_smoothed_cross_entropy.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = softplus(z) - y_s*z
    gradient = sigmoid(z) - y_s
    hessian = sigmoid(z)*sigmoid(-z)

Args:
    z: an array or a number, any real number.
    y: an array or a number, in {0, 1}.
    epsilon: a number, in [0, 1); default 0.1.

The lines are those of `derivations.generated.label_smoothed_cross_entropy`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import label_smoothed_cross_entropy
    >>> loss, gradient, hessian = label_smoothed_cross_entropy.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0,
    ... 1.0])
    >>> loss.round(6).tolist()
    [1.626413, 0.499077]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.numba import models as linear
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import NAN, exp, isnan, log1p_of_fraction, maximum, select
from derivations.runtime.numba.points import pointwise
from derivations.runtime.pointwise import Results

__all__ = [
    "gradient",
    "hessian",
    "hessian_vector_product",
    "loss",
    "loss_and_gradient",
    "pointwise_gradient",
    "pointwise_hessian",
    "pointwise_loss",
    "pointwise_loss_and_gradient",
    "pointwise_loss_gradient_hessian",
]

ARGUMENTS = Arguments(predictions=("z",), variables=(("y", "{0, 1}"),), parameters=(("epsilon", "[0, 1)"),))


def pointwise_loss(z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (epsilon,), out, ("loss",), (0,))


def pointwise_gradient(z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (epsilon,), out, ("gradient",), (0,))


def pointwise_hessian(z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (epsilon,), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (epsilon,), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    z: ArrayLike, y: ArrayLike, *, epsilon: ArrayLike = 0.1, out: Any = None
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (epsilon,), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    epsilon: ArrayLike = 0.1,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), in {0, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        epsilon: in [0, 1).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (epsilon,), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    epsilon: ArrayLike = 0.1,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (epsilon,), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    epsilon: ArrayLike = 0.1,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(_loss_and_gradient, ARGUMENTS, theta, X, (y,), (epsilon,), sample_weight, reduction)


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    epsilon: ArrayLike = 0.1,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (epsilon,), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    epsilon: ArrayLike = 0.1,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (epsilon,), sample_weight, reduction)


@kernel
def _loss(z: float, y: float, epsilon: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(z, y, epsilon)[0]


@kernel
def _gradient(z: float, y: float, epsilon: float) -> float:
    """Gradient of a point."""
    return _loss_gradient_hessian(z, y, epsilon)[1]


@kernel
def _hessian(z: float, y: float, epsilon: float) -> float:
    """Hessian of a point."""
    return _loss_gradient_hessian(z, y, epsilon)[2]


@kernel
def _loss_and_gradient(z: float, y: float, epsilon: float) -> tuple[float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(z, y, epsilon)[:2]


@kernel
def _loss_gradient_hessian(z: float, y: float, epsilon: float) -> tuple[float, float, float]:
    """Loss, gradient and Hessian of a point."""
    one_minus_y = 1 - y  # stable-loss.7
    decay = exp(-abs(z))  # stable-loss.7
    log1p_decay = log1p_of_fraction(decay)  # stable-loss.7
    epsilon_over_two = epsilon / 2  # stable-loss.7
    z_epsilon_over_two = z * epsilon_over_two  # stable-loss.7
    product = one_minus_y * (maximum(z, 0.0) + log1p_decay - z_epsilon_over_two)  # stable-loss.7
    product_2 = y * (maximum(-z, 0.0) + log1p_decay + z_epsilon_over_two)  # stable-loss.7
    loss = product + product_2  # stable-loss.7
    one_plus_decay = 1 + decay  # stable-gradient.6
    p = select(z > 0, 1.0, decay) / one_plus_decay  # stable-gradient.6
    q = select(z < 0, 1.0, decay) / one_plus_decay  # stable-gradient.6
    gradient = one_minus_y * (p - epsilon_over_two) + y * (epsilon_over_two - q)  # stable-gradient.6
    hessian = p * q  # stable-hessian.2
    return loss, gradient, select(isnan(y), NAN, hessian)
