"""At which labels and parameters a loss is looked at. In: a loss, its code. Out: a few points, and values there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import product
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..terms.domain import Domain, Finite, Whole
from .definition import Loss

Array = NDArray[np.float64]
Point = Mapping[str, Fraction]

THIRD, HALF = Fraction(1, 4), Fraction(1, 2)


def some(domain: Domain) -> tuple[Fraction, ...]:
    """A few usual numbers of a domain."""
    if isinstance(domain, Finite):
        return tuple(sorted(domain.values))[:4]
    if isinstance(domain, Whole):
        return tuple(Fraction(domain.first + step) for step in (0, 2, 5))
    if domain.low is None and domain.high is None:
        return (Fraction(0),)
    if domain.low is not None and domain.high is not None:
        parts = [Fraction(0) if domain.low_closed else THIRD, HALF, Fraction(1) if domain.high_closed else 1 - THIRD]
        return tuple(domain.low + (domain.high - domain.low) * part for part in parts)
    steps = (Fraction(0), Fraction(1), Fraction(3)) if domain.low_closed else (HALF, Fraction(1), Fraction(3))
    if domain.low is None:
        assert domain.high is not None
        return tuple(domain.high - step for step in steps)
    return tuple(domain.low + step for step in steps)


def usual(loss: Loss, name: str) -> Fraction:
    """The number that a variable or a parameter has where nothing else is said."""
    if name in loss.defaults:
        return loss.defaults[name]
    found = some(loss.domains[name])
    return found[-1] if isinstance(loss.domains[name], Finite) else found[len(found) // 2]


def around(loss: Loss, name: str) -> tuple[Fraction, ...]:
    """A parameter's usual number, with half and twice as much, as far as the domain goes; of 0 its neighbours."""
    value = usual(loss, name)
    near = (value / 2, value, value * 2) if value else (value, value + HALF, value + 1)
    return tuple(number for number in near if loss.domains[name].contains(number))


def curves(loss: Loss) -> list[dict[str, Fraction]]:
    """The labels and parameters of the curves of a plot: one of them runs through some numbers, the others are usual.

    It is the last label that has only some values, else the first variable that has several, else a parameter.
    """
    fixed = {name: usual(loss, name) for name in (*loss.variables, *loss.parameters)}
    few = [name for name in loss.variables if isinstance(loss.domains[name], Finite)]
    runs = [(name, some(loss.domains[name])) for name in (*reversed(few), *loss.variables)]
    runs += [(name, around(loss, name)) for name in loss.parameters]
    for name, numbers in runs:
        if len(numbers) > 1:
            return [{**fixed, name: number} for number in numbers]
    return [fixed]


def places(loss: Loss, most: int = 64) -> list[dict[str, Fraction]]:
    """Labels and parameters at which a loss is tried: all combinations of a few numbers."""
    names = (*loss.variables, *loss.parameters)
    values = [some(loss.domains[name]) if name in loss.variables else around(loss, name) for name in names]
    found = [dict(zip(names, chosen, strict=True)) for chosen in product(*values)]
    return found[:: -(-len(found) // most)] if len(found) > most else found


@lru_cache(maxsize=8)
def module_of(name: str, source: str) -> ModuleType:
    """A module from its source."""
    made = ModuleType(name)
    exec(compile(source, f"<{name}>", "exec"), made.__dict__)
    return made


def values(module: ModuleType, quantity: str, loss: Loss, predictions: Sequence[Any], at: Point) -> Array:
    """What the code gives for some predictions, with the other names at a point."""
    arguments = [*predictions, *(float(at[name]) for name in loss.variables)]
    function = getattr(module, f"pointwise_{quantity}")
    keywords = dict(zip(argument_names(function, loss), (float(at[name]) for name in loss.parameters), strict=True))
    return np.asarray(function(*arguments, **keywords), dtype=np.float64)


def argument_names(function: Any, loss: Loss) -> list[str]:
    """What the code calls the parameters: a name that it needs itself has an underscore."""
    code = function.__code__
    first = code.co_argcount
    return list(code.co_varnames[first : first + len(loss.parameters)])
