"""At which labels and parameters a loss is looked at. In: a loss. Out: a few points."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from ..terms.domain import Domain, Finite, Interval, Whole, plain
from .definition import Loss

Value = Fraction | tuple[Fraction, ...]
Point = Mapping[str, Value]

THIRD, HALF = Fraction(1, 4), Fraction(1, 2)
COUNT = 3
"""How many entries a vector has here."""


def numbers(loss: Loss, name: str) -> tuple[Value, ...]:
    """A few usual values of a variable: numbers, or vectors of them; one whose entries add up to 1 is a label.

    Where 0 and 1 don't belong to its domain, it is a distribution.
    """
    if name not in loss.sizes:
        return some(loss.domains[name])
    if name in {total.children[3].base.name for total, _ in loss.totals}:
        if not all(loss.domains[name].contains(end) for end in (0, 1)):
            quarter = HALF / 2
            return (HALF, quarter, quarter), (quarter, HALF, quarter)
        hot = [tuple(Fraction(int(n == place)) for n in range(COUNT)) for place in range(2)]
        return (*hot, (HALF, HALF, Fraction(0))) if loss.domains[name].contains(HALF) else tuple(hot)
    found = some(loss.domains[name])
    turned = [tuple(found[(n + first) % len(found)] for n in range(COUNT)) for first in range(len(found))]
    return tuple(dict.fromkeys(turned))


def shown(value: Value) -> str:
    """A value as text."""
    if isinstance(value, tuple):
        return f"({', '.join(plain(number, '−') for number in value)})"
    return plain(value, "−")


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


def usual(loss: Loss, name: str) -> Value:
    """What a variable or a parameter is where nothing else is said."""
    if name in loss.defaults:
        return loss.defaults[name]
    if name in loss.sizes:
        if name in loss.parameters:
            return (Fraction(1),) * COUNT if loss.domains[name].contains(1) else (middle(loss, name),) * COUNT
        return numbers(loss, name)[0]
    return middle(loss, name)


def middle(loss: Loss, name: str) -> Fraction:
    """A usual number of a domain."""
    found = some(loss.domains[name])
    return found[-1] if isinstance(loss.domains[name], Finite) else found[len(found) // 2]


def around(loss: Loss, name: str) -> tuple[Fraction, ...]:
    """A parameter's usual number with one below and one above, as far as the domain goes."""
    value, domain = loss.defaults[name] if name in loss.defaults else middle(loss, name), loss.domains[name]
    high = domain.high if isinstance(domain, Interval) else None
    above = value * 2 if high is None else (value + high) / 2
    near = (value / 2, value, above) if value else (value, value + HALF, value + 1)
    return tuple(number for number in dict.fromkeys(near) if domain.contains(number))


def near(loss: Loss, name: str) -> tuple[Value, ...]:
    """What a parameter is mostly: its usual value, of a number those around it too."""
    return (usual(loss, name),) if name in loss.sizes else around(loss, name)


def curves(loss: Loss) -> list[dict[str, Value]]:
    """The labels and parameters of the curves of a plot: one of them runs through some numbers, the others are usual.

    It is the last label that has only some values, else the first variable that has several, else a parameter.
    """
    fixed = {name: usual(loss, name) for name in (*loss.variables, *loss.parameters)}
    few = [name for name in loss.variables if isinstance(loss.domains[name], Finite)]
    runs = [(name, numbers(loss, name)) for name in (*reversed(few), *loss.variables)]
    runs += [(name, around(loss, name)) for name in loss.parameters if name not in loss.sizes]
    for name, own in runs:
        if len(own) > 1:
            return [{**fixed, name: value} for value in own]
    return [fixed]


def places(loss: Loss, most: int = 64) -> list[dict[str, Value]]:
    """Labels and parameters at which a loss is tried: all combinations of a few numbers."""
    names = (*loss.variables, *loss.parameters)
    values = [numbers(loss, name) if name in loss.variables else near(loss, name) for name in names]
    found = [dict(zip(names, chosen, strict=True)) for chosen in product(*values)]
    return found[:: -(-len(found) // most)] if len(found) > most else found
