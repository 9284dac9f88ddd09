"""The code of a loss, imported, and called at numbers. In: a source, points. Out: a module, arrays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from derivations.own.definition import Loss
from derivations.own.samples import Point, Value


@lru_cache(maxsize=8)
def module_of(name: str, source: str) -> ModuleType:
    """A module from its source."""
    made = ModuleType(name)
    exec(compile(source, f"<{name}>", "exec"), made.__dict__)
    return made


def values(module: ModuleType, quantity: str, loss: Loss, predictions: Sequence[Any], at: Point) -> NDArray[np.float64]:
    """What the code gives for some predictions, with the other names at a point."""
    arguments = [*predictions, *(floats(at[name]) for name in loss.variables)]
    function = getattr(module, f"pointwise_{quantity}")
    keywords = dict(zip(argument_names(function, loss), (floats(at[name]) for name in loss.parameters), strict=True))
    return np.asarray(function(*arguments, **keywords), dtype=np.float64)


def floats(value: Value) -> Any:
    """A value as the code takes it."""
    return np.array([float(one) for one in value]) if isinstance(value, tuple) else float(value)


def argument_names(function: Any, loss: Loss) -> list[str]:
    """What the code calls the parameters: a name that it needs itself has an underscore."""
    code = function.__code__
    first = code.co_argcount
    return list(code.co_varnames[first : first + len(loss.parameters)])
