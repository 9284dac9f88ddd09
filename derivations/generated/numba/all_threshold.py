"""All-threshold loss: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from all_threshold.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = softplus(s_1*(t_1 - z)) + softplus(s_2*(t_2 - z))
    gradient = -(s_1*sigmoid(s_1*(t_1 - z)) + s_2*sigmoid(s_2*(t_2 - z)))
    hessian = sigmoid(s_2*(t_2 - z))*sigmoid(s_2*(z - t_2)) + sigmoid(s_1*(t_1 - z))*sigmoid(s_1*(z - t_1))

Args:
    z: an array or a number, any real number.
    s_1: an array or a number, in {-1, 1}.
    s_2: an array or a number, in {-1, 1}.
    t_1: a number, any real number; default -1.0.
    t_2: a number, any real number; default 1.0.

The lines are those of `derivations.generated.all_threshold`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import all_threshold
    >>> loss, gradient, hessian = all_threshold.pointwise_loss_gradient_hessian([-1.5, 0.5], [1.0, 1.0], [1.0, 1.0])
    >>> loss.round(6).tolist()
    [3.552967, 1.17549]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.numba import models as linear
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import exp, log1p_of_fraction, maximum, select
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

ARGUMENTS = Arguments(
    predictions=("z",),
    variables=(("s_1", "{-1, 1}"), ("s_2", "{-1, 1}")),
    parameters=(("t_1", "real"), ("t_2", "real")),
)


def pointwise_loss(
    z: ArrayLike, s_1: ArrayLike, s_2: ArrayLike, *, t_1: ArrayLike = -1.0, t_2: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, s_1, s_2), (t_1, t_2), out, ("loss",), (0,))


def pointwise_gradient(
    z: ArrayLike, s_1: ArrayLike, s_2: ArrayLike, *, t_1: ArrayLike = -1.0, t_2: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, s_1, s_2), (t_1, t_2), out, ("gradient",), (0,))


def pointwise_hessian(
    z: ArrayLike, s_1: ArrayLike, s_2: ArrayLike, *, t_1: ArrayLike = -1.0, t_2: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, s_1, s_2), (t_1, t_2), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(
    z: ArrayLike, s_1: ArrayLike, s_2: ArrayLike, *, t_1: ArrayLike = -1.0, t_2: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, s_1, s_2), (t_1, t_2), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    z: ArrayLike, s_1: ArrayLike, s_2: ArrayLike, *, t_1: ArrayLike = -1.0, t_2: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, s_1, s_2), (t_1, t_2), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    s_1: ArrayLike,
    s_2: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t_1: ArrayLike = -1.0,
    t_2: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        s_1: shape (m,), in {-1, 1}.
        s_2: shape (m,), in {-1, 1}.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        t_1: any real number.
        t_2: any real number.

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (s_1, s_2), (t_1, t_2), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    s_1: ArrayLike,
    s_2: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t_1: ArrayLike = -1.0,
    t_2: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (s_1, s_2), (t_1, t_2), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    s_1: ArrayLike,
    s_2: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t_1: ArrayLike = -1.0,
    t_2: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(
        _loss_and_gradient, ARGUMENTS, theta, X, (s_1, s_2), (t_1, t_2), sample_weight, reduction
    )


def hessian(
    theta: ArrayLike,
    X: Matrix,
    s_1: ArrayLike,
    s_2: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t_1: ArrayLike = -1.0,
    t_2: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (s_1, s_2), (t_1, t_2), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    s_1: ArrayLike,
    s_2: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    t_1: ArrayLike = -1.0,
    t_2: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(
        _hessian, ARGUMENTS, theta, v, X, (s_1, s_2), (t_1, t_2), sample_weight, reduction
    )


@kernel
def _loss(z: float, s_1: float, s_2: float, t_1: float, t_2: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(z, s_1, s_2, t_1, t_2)[0]


@kernel
def _gradient(z: float, s_1: float, s_2: float, t_1: float, t_2: float) -> float:
    """Gradient of a point."""
    return _loss_gradient_hessian(z, s_1, s_2, t_1, t_2)[1]


@kernel
def _hessian(z: float, s_1: float, s_2: float, t_1: float, t_2: float) -> float:
    """Hessian of a point."""
    return _loss_gradient_hessian(z, s_1, s_2, t_1, t_2)[2]


@kernel
def _loss_and_gradient(z: float, s_1: float, s_2: float, t_1: float, t_2: float) -> tuple[float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(z, s_1, s_2, t_1, t_2)[:2]


@kernel
def _loss_gradient_hessian(z: float, s_1: float, s_2: float, t_1: float, t_2: float) -> tuple[float, float, float]:
    """Loss, gradient and Hessian of a point."""
    s_1_t_1_minus_z = s_1 * (t_1 - z)  # stable-loss.2
    exponential = exp(-abs(s_1_t_1_minus_z))  # stable-loss.2
    s_2_t_2_minus_z = s_2 * (t_2 - z)  # stable-loss.2
    exponential_2 = exp(-abs(s_2_t_2_minus_z))  # stable-loss.2
    total = maximum(s_1_t_1_minus_z, 0.0) + log1p_of_fraction(exponential)  # stable-loss.2
    total_2 = total + maximum(s_2_t_2_minus_z, 0.0)  # stable-loss.2
    loss = total_2 + log1p_of_fraction(exponential_2)  # stable-loss.2
    ratio = select(s_1_t_1_minus_z > 0, 1.0, exponential) / (1 + exponential)  # stable-gradient.2
    chosen = select(s_2_t_2_minus_z > 0, 1.0, exponential_2)  # stable-gradient.2
    ratio_2 = chosen / (1 + exponential_2)  # stable-gradient.2
    gradient = -(s_1 * ratio + s_2 * ratio_2)  # stable-gradient.2
    s_2_z_minus_t_2 = s_2 * (z - t_2)  # stable-hessian.2
    exponential_3 = exp(-abs(s_2_z_minus_t_2))  # stable-hessian.2
    chosen_2 = select(s_2_z_minus_t_2 > 0, 1.0, exponential_3)  # stable-hessian.2
    s_1_z_minus_t_1 = s_1 * (z - t_1)  # stable-hessian.2
    exponential_4 = exp(-abs(s_1_z_minus_t_1))  # stable-hessian.2
    chosen_3 = select(s_1_z_minus_t_1 > 0, 1.0, exponential_4)  # stable-hessian.2
    product = ratio_2 * (chosen_2 / (1 + exponential_3))  # stable-hessian.2
    hessian = product + ratio * (chosen_3 / (1 + exponential_4))  # stable-hessian.2
    return loss, gradient, hessian
