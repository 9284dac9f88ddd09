"""The logistic loss as a generated Numba module will be: the pattern for the emitter, and what the tests of it call."""

from __future__ import annotations

from derivations.runtime.numba import Domain, Loop, kernel, linear, pointwise, zeros_and_ones
from derivations.runtime.numba.math import NAN, absolute, exp, isnan, log1p_of_fraction, select

_POINTS = ("z", "y")
_VARIABLES = (Domain("y", "labels 0 or 1", lambda a: (a == 0) | (a == 1), zeros_and_ones),)


def pointwise_loss(z, y, *, out=None):
    return pointwise(_LOSS, _POINTS, (z, y), out, ("loss",))


def pointwise_gradient(z, y, *, out=None):
    return pointwise(_GRADIENT, _POINTS, (z, y), out, ("gradient",))


def pointwise_hessian(z, y, *, out=None):
    return pointwise(_HESSIAN, _POINTS, (z, y), out, ("hessian",))


def pointwise_loss_and_gradient(z, y, *, out=None):
    return pointwise(_LOSS_AND_GRADIENT, _POINTS, (z, y), out, ("loss", "gradient"))


def pointwise_loss_gradient_hessian(z, y, *, out=None):
    return pointwise(_LOSS_GRADIENT_HESSIAN, _POINTS, (z, y), out, ("loss", "gradient", "hessian"))


def loss(theta, X, y, *, sample_weight=None, reduction="mean"):
    data = linear.prepare(theta, X, _VARIABLES, (y,), sample_weight, reduction, ("mean", "sum", "none"))
    return linear.losses(_LOSS, data) if reduction == "none" else linear.loss(_LOSS, data)


def gradient(theta, X, y, *, sample_weight=None, reduction="mean"):
    return linear.gradient(_GRADIENT, linear.prepare(theta, X, _VARIABLES, (y,), sample_weight, reduction))


def loss_and_gradient(theta, X, y, *, sample_weight=None, reduction="mean"):
    data = linear.prepare(theta, X, _VARIABLES, (y,), sample_weight, reduction)
    return linear.loss_and_gradient(_LOSS_AND_GRADIENT, data)


def hessian(theta, X, y, *, sample_weight=None, reduction="mean"):
    return linear.hessian(_HESSIAN, linear.prepare(theta, X, _VARIABLES, (y,), sample_weight, reduction))


def hessian_vector_product(theta, v, X, y, *, sample_weight=None, reduction="mean"):
    data = linear.prepare(theta, X, _VARIABLES, (y,), sample_weight, reduction)
    return linear.hessian_vector_product(_HESSIAN, data, v)


def predict_probability(theta, X):
    return linear.predict(_PROBABILITY, theta, X)


@kernel
def _pointwise_loss(z: float, y: float) -> float:
    a = absolute(z)
    e = exp(-a)
    w = select(z > 0, 1 - y, y)
    return log1p_of_fraction(e) + select(w == 0, 0.0, a * w)


@kernel
def _pointwise_gradient(z: float, y: float) -> float:
    e = exp(-absolute(z))
    w = select(z > 0, 1 - y, y)
    o = select(z > 0, y, 1 - y)
    g = (w - o * e) / (1 + e)
    return select(z > 0, g, -g)


@kernel
def _pointwise_hessian(z: float, y: float) -> float:
    e = exp(-absolute(z))
    t = 1 + e
    h = e / (t * t)
    # What 1 + e rounds off counts twice in its square.
    h = h - 2 * h * ((1 - t) + e)
    return select(isnan(y), NAN, h)


@kernel
def _pointwise_loss_and_gradient(z: float, y: float) -> tuple[float, float]:
    a = absolute(z)
    e = exp(-a)
    w = select(z > 0, 1 - y, y)
    o = select(z > 0, y, 1 - y)
    loss = log1p_of_fraction(e) + select(w == 0, 0.0, a * w)
    g = (w - o * e) / (1 + e)
    gradient = select(z > 0, g, -g)
    return loss, gradient


@kernel
def _pointwise_loss_gradient_hessian(z: float, y: float) -> tuple[float, float, float]:
    a = absolute(z)
    e = exp(-a)
    t = 1 + e
    w = select(z > 0, 1 - y, y)
    o = select(z > 0, y, 1 - y)
    loss = log1p_of_fraction(e) + select(w == 0, 0.0, a * w)
    g = (w - o * e) / t
    gradient = select(z > 0, g, -g)
    h = e / (t * t)
    h = h - 2 * h * ((1 - t) + e)
    hessian = select(isnan(y), NAN, h)
    return loss, gradient, hessian


@kernel
def _predict_probability(z: float) -> float:
    e = exp(-absolute(z))
    return select(z > 0, 1.0, e) / (1 + e)


_LOSS = Loop(_pointwise_loss, variables=1, parameters=0, results=1)
_GRADIENT = Loop(_pointwise_gradient, variables=1, parameters=0, results=1)
_HESSIAN = Loop(_pointwise_hessian, variables=1, parameters=0, results=1)
_PROBABILITY = Loop(_predict_probability, variables=0, parameters=0, results=1)
_LOSS_AND_GRADIENT = Loop(_pointwise_loss_and_gradient, variables=1, parameters=0, results=2)
_LOSS_GRADIENT_HESSIAN = Loop(_pointwise_loss_gradient_hessian, variables=1, parameters=0, results=3)


@kernel
def combination(z: float, a: float, b: float, s: float, t: float) -> tuple[float, float]:
    """No loss, but a kernel with two variables and two parameters."""
    return z + s * a + t * b, z * a * b
