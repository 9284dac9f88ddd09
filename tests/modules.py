"""What tests of all generated modules need: the modules, their functions, ordinary arguments for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
from emitted import floats
from gathered import derived

from derivations import collection
from derivations.losses import registry
from derivations.own import samples

NAMES = collection.names()
GENERATED = [name for name in registry.names() if registry.load(name).kernels]
"""The losses of this package that have a module, beside the collection's."""
COUNT = 3


def of(name: str) -> ModuleType:
    """The generated module of a loss."""
    return import_module(f"derivations.generated.{name}")


def pointwise(name: str) -> Iterator[Callable[..., Any]]:
    """The pointwise functions of a module, whatever they differentiate by."""
    found = of(name)
    for function in found.__all__:
        if function.startswith("pointwise_"):
            yield getattr(found, function)


def arguments(name: str, shape: tuple[int, ...] = (COUNT,)) -> tuple[dict[str, Any], dict[str, Any]]:
    """Ordinary arguments of a loss's pointwise functions: arrays of some shape, and keywords."""
    if name in GENERATED:
        classes = (COUNT,) if registry.load(name).template == "classes.py.j2" else ()
        return {
            "z": np.full((*shape, *classes), 0.3),
            "y": np.full((*shape, *classes), 1 / COUNT if classes else 1.0),
        }, {}
    loss = derived(name).loss
    usual = {n: np.asarray(floats(samples.usual(loss, n))) for n in (*loss.variables, *loss.parameters)}
    entries = {n: (samples.COUNT,) if n in loss.sizes else () for n in loss.predictions}
    arrays = {n: np.full((*shape, *own), 0.3) for n, own in entries.items()}
    arrays |= {n: np.broadcast_to(usual[n], (*shape, *usual[n].shape)).copy() for n in loss.variables}
    return arrays, {n: usual[n] for n in loss.parameters}


def results(found: Any) -> tuple[np.ndarray, ...]:
    """What a function returns, as arrays."""
    return tuple(map(np.asarray, found if isinstance(found, tuple) else (found,)))
