"""Student's t likelihood: loss, gradient and Hessian, made from their derivation.

Not to be edited by hand. It is made from student_t.toml by `derivations generate`.
A comment behind a line names the step of the derivation that it comes from. Where an argument is nan the result is nan;
at infinite arguments it is the limit.

    loss = ((nu + 1)*log(1 + ((z - y)/sigma)**2/nu) + log(pi*nu))/2 + log(sigma) + lgamma(nu/2) - lgamma((nu + 1)/2)
    gradient = ((nu + 1)*(z - y))/(nu*sigma**2 + (z - y)**2)
    hessian = ((nu + 1)*(nu*sigma**2 - (z - y)**2))/(nu*sigma**2 + (z - y)**2)**2

Args:
    z: an array or a number, any real number.
    y: an array or a number, any real number.
    nu: a number, in (0, inf); default 4.0.
    sigma: a number, in (0, inf); default 1.0.

The lines are those of `derivations.generated.student_t`, which tells what error was measured; that of a compiled function
stands in the runtime. A kernel is compiled when it is first called, and kept on disk.

Example:
    >>> from derivations.generated.numba import student_t
    >>> loss, gradient, hessian = student_t.pointwise_loss_gradient_hessian([-1.5, 0.5], [0.5, 0.5])
    >>> loss.round(6).tolist()
    [2.713697, 0.980829]
"""

from typing import Any

from numpy.typing import ArrayLike

from derivations.runtime.arguments import Arguments
from derivations.runtime.checks import Array, Matrix, Weights
from derivations.runtime.numba import models as linear
from derivations.runtime.numba.compiling import kernel
from derivations.runtime.numba.math import log
from derivations.runtime.numba.points import pointwise
from derivations.runtime.numba.special import lgamma
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
    predictions=("z",), variables=(("y", "real"),), parameters=(("nu", "(0, inf)"), ("sigma", "(0, inf)"))
)


def pointwise_loss(
    z: ArrayLike, y: ArrayLike, *, nu: ArrayLike = 4.0, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss of each point; written to ``out`` if that is given."""
    return pointwise(_loss, ARGUMENTS, (z, y), (nu, sigma), out, ("loss",), (0,))


def pointwise_gradient(
    z: ArrayLike, y: ArrayLike, *, nu: ArrayLike = 4.0, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Gradient of each point; written to ``out`` if that is given."""
    return pointwise(_gradient, ARGUMENTS, (z, y), (nu, sigma), out, ("gradient",), (0,))


def pointwise_hessian(
    z: ArrayLike, y: ArrayLike, *, nu: ArrayLike = 4.0, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Hessian of each point; written to ``out`` if that is given."""
    return pointwise(_hessian, ARGUMENTS, (z, y), (nu, sigma), out, ("hessian",), (0,))


def pointwise_loss_and_gradient(
    z: ArrayLike, y: ArrayLike, *, nu: ArrayLike = 4.0, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss and gradient of each point; ``out`` takes a tuple of arrays."""
    return pointwise(_loss_and_gradient, ARGUMENTS, (z, y), (nu, sigma), out, ("loss", "gradient"), (0, 0))


def pointwise_loss_gradient_hessian(
    z: ArrayLike, y: ArrayLike, *, nu: ArrayLike = 4.0, sigma: ArrayLike = 1.0, out: Any = None
) -> Results:
    """Loss, gradient and Hessian of each point; ``out`` takes a tuple of arrays."""
    return pointwise(
        _loss_gradient_hessian, ARGUMENTS, (z, y), (nu, sigma), out, ("loss", "gradient", "hessian"), (0, 0, 0)
    )


def loss(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    nu: ArrayLike = 4.0,
    sigma: ArrayLike = 1.0,
) -> float | Array:
    """Loss of a linear model, whose predictions are X theta.

    Args:
        theta: parameters of the model, shape (p,); finite.
        X: samples, shape (m, p), dense or SciPy CSR; finite.
        y: shape (m,), any real number.
        sample_weight: None, or a non-negative weight for each sample, shape (m,).
        reduction: "mean", which with weights divides by their sum; "sum"; here also "none", a value a sample.
        nu: in (0, inf).
        sigma: in (0, inf).

    Raises:
        ValueError: an argument doesn't fit; the message names it, what was expected and what came.
    """
    return linear.loss(_loss, ARGUMENTS, theta, X, (y,), (nu, sigma), sample_weight, reduction)


def gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    nu: ArrayLike = 4.0,
    sigma: ArrayLike = 1.0,
) -> Array:
    """Gradient with respect to theta, shape (p,)."""
    return linear.gradient(_gradient, ARGUMENTS, theta, X, (y,), (nu, sigma), sample_weight, reduction)


def loss_and_gradient(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    nu: ArrayLike = 4.0,
    sigma: ArrayLike = 1.0,
) -> tuple[float, Array]:
    """Loss and gradient, in one pass over X."""
    return linear.loss_and_gradient(
        _loss_and_gradient, ARGUMENTS, theta, X, (y,), (nu, sigma), sample_weight, reduction
    )


def hessian(
    theta: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    nu: ArrayLike = 4.0,
    sigma: ArrayLike = 1.0,
) -> Array:
    """Hessian with respect to theta, shape (p, p), dense."""
    return linear.hessian(_hessian, ARGUMENTS, theta, X, (y,), (nu, sigma), sample_weight, reduction)


def hessian_vector_product(
    theta: ArrayLike,
    v: ArrayLike,
    X: Matrix,
    y: ArrayLike,
    *,
    sample_weight: Weights = None,
    reduction: str = "mean",
    nu: ArrayLike = 4.0,
    sigma: ArrayLike = 1.0,
) -> Array:
    """The Hessian times a vector v, shape (p,), without the Hessian."""
    return linear.hessian_vector_product(_hessian, ARGUMENTS, theta, v, X, (y,), (nu, sigma), sample_weight, reduction)


@kernel
def _loss(z: float, y: float, nu: float, sigma: float) -> float:
    """Loss of a point."""
    return _loss_gradient_hessian(z, y, nu, sigma)[0]


@kernel
def _gradient(z: float, y: float, nu: float, sigma: float) -> float:
    """Gradient of a point."""
    return _loss_gradient_hessian(z, y, nu, sigma)[1]


@kernel
def _hessian(z: float, y: float, nu: float, sigma: float) -> float:
    """Hessian of a point."""
    return _loss_gradient_hessian(z, y, nu, sigma)[2]


@kernel
def _loss_and_gradient(z: float, y: float, nu: float, sigma: float) -> tuple[float, float]:
    """Loss and gradient of a point."""
    return _loss_gradient_hessian(z, y, nu, sigma)[:2]


@kernel
def _loss_gradient_hessian(z: float, y: float, nu: float, sigma: float) -> tuple[float, float, float]:
    """Loss, gradient and Hessian of a point."""
    nu_plus_one = nu + 1  # stable-loss.1
    residual = z - y  # stable-loss.1
    residual_over_sigma = residual / sigma  # stable-loss.1
    logarithm = log(1 + residual_over_sigma * residual_over_sigma / nu)  # stable-loss.1
    ratio = (nu_plus_one * logarithm + log(3.141592653589793 * nu)) / 2  # stable-loss.1
    loss = ratio + log(sigma) + lgamma(nu / 2) - lgamma(nu_plus_one / 2)  # stable-loss.1
    sigma_squared = sigma * sigma  # stable-gradient.1
    total = nu * sigma_squared + residual * residual  # stable-gradient.1
    gradient = nu_plus_one * residual / total  # stable-gradient.1
    hessian = nu_plus_one * ((2 * nu * sigma_squared / total - 1) / total)  # stable-hessian.3
    return loss, gradient, hessian
