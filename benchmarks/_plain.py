"""The plain float64 evaluation of the lines that a loss was derived to. In: a loss. Out: a NumPy function, arguments.

It is emitted from the lines before the stage that makes them stable, and computes whole arrays at one go, without
blocks and without checks of arguments: what one would write down from the page.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from _points import CLASSES, SEED, Array
from numpy.random import Generator

from derivations import Derived, collection
from derivations.own.code import usual_value
from derivations.terms.domain import Domain, Finite, Interval, Whole

KERNEL = "_loss_gradient_hessian"


def plain_function(derived: Derived) -> Callable[..., tuple[Any, ...]]:
    """Loss, gradient and Hessian of points, by the lines as they were derived."""
    scope: dict[str, Any] = {"__name__": f"{derived.loss.name}_plain"}
    # This process has just printed the code itself, from a definition of this checkout: the parser lets nothing but
    # terms into it, and all other words of the definition are quoted.
    exec(compile(derived.plain_code(), f"<plain {derived.loss.name}>", "exec"), scope)
    kernel: Callable[..., tuple[Any, ...]] = scope[KERNEL]
    return kernel


def of_collection(name: str) -> Derived | None:
    """A loss of the collection, derived by the chain that is kept; None where the path was written by hand."""
    return collection.derived(name) if name in collection.names() else None


def drawn(derived: Derived, count: int) -> tuple[Array, ...]:
    """Ordinary values of the predictions and variables, as their domains say; so many logits in all."""
    loss = derived.loss
    rng = np.random.default_rng(SEED)
    shape = (max(1, count // CLASSES), CLASSES) if loss.sizes else (count,)
    summed = {total.children[3].base.name for total, _ in loss.totals}
    found = []
    for name in (*loss.predictions, *loss.variables):
        own = shape if name in loss.sizes or not loss.sizes else shape[:1]
        if name in summed:
            one_of_them = loss.domains[name].contains(1)
            classes = np.eye(CLASSES)[rng.integers(CLASSES, size=own[0])]
            found.append(classes if one_of_them else rng.dirichlet(np.ones(CLASSES), size=own[0]))
        elif name in loss.predictions:
            found.append(rng.normal(scale=1.5, size=own))
        else:
            found.append(values(loss.domains[name], own, rng))
    return tuple(found)


def values(domain: Domain, shape: tuple[int, ...], rng: Generator) -> Array:
    """Values of a domain."""
    if isinstance(domain, Whole):
        return rng.poisson(2.0, size=shape).astype(float)
    if isinstance(domain, Finite):
        numbers = [float(text) for text in domain.text().strip("{}").split(",")]
        return rng.choice(numbers, size=shape)
    if isinstance(domain, Interval) and domain.low is not None and domain.high is not None:
        return float(domain.low) + float(domain.high - domain.low) * rng.beta(2, 2, size=shape)
    if isinstance(domain, Interval) and domain.low is not None:
        return float(domain.low) + rng.gamma(2.0, 0.5, size=shape)
    return rng.normal(scale=1.5, size=shape)


def parameters(derived: Derived) -> dict[str, Any]:
    """The values of all parameters: the defaults, else usual ones."""
    loss = derived.loss
    return {
        name: np.full(CLASSES, usual_value(loss, name)) if name in loss.sizes else usual_value(loss, name)
        for name in loss.parameters
    }


def missing(derived: Derived) -> dict[str, Any]:
    """The values of the parameters that have no default."""
    return {name: value for name, value in parameters(derived).items() if name not in derived.loss.defaults}


def finite(call: Callable[..., tuple[Any, ...]], arguments: tuple[Array, ...], given: dict[str, Any]) -> Array:
    """At which points a function gives nothing but finite numbers."""
    with np.errstate(all="ignore"):
        results = [np.asarray(result) for result in call(*arguments, **given)]
    count = len(arguments[0])
    fine = np.ones(count, bool)
    for result in results:
        if result.ndim and len(result) == count:
            fine &= np.isfinite(result).reshape(count, -1).all(axis=1)
    return fine
