"""The arguments of a reference, as those of generated code. In: a definition, a call. Out: the points, or an error."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Any

from ..terms.domain import Domain, Finite, Interval
from .arrays import Array, Shape, array, broadcast, spread
from .definition import Defined, Sizes


@dataclass(frozen=True)
class Points:
    """The points of a call.

    Args:
        shape: The shape of the samples.
        sizes: The value of each size.
        rows: For each sample the numbers of its point, in the order of ``Defined.flat``.
    """

    shape: Shape
    sizes: Sizes
    rows: tuple[tuple[float, ...], ...]


def signature(defined: Defined) -> Signature:
    """The arguments of the functions: predictions and variables; then, by keyword, the parameters."""
    found = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in defined.points]
    for name in defined.parameters:
        default = float(defined.defaults[name]) if name in defined.defaults else Parameter.empty
        found.append(Parameter(name, Parameter.KEYWORD_ONLY, default=default))
    return Signature(found)


def points_of(defined: Defined, given: tuple[Any, ...], named: Mapping[str, Any]) -> Points:
    """The points that a call asks for.

    Raises:
        TypeError: An argument is missing, or there is none of that name.
        ValueError: An argument isn't numeric, a parameter lies outside its domain, or shapes don't go together.
    """
    bound = signature(defined).bind(*given, **named)
    bound.apply_defaults()
    values = {name: array(value, name) for name, value in bound.arguments.items()}
    if defined.classes:
        values[defined.classes] = classes(values, defined)
    for name in defined.parameters:
        check_parameter(defined, name, values[name])
    sizes = sizes_of(defined, values)
    samples = {name: own.shape[:-1] if name in defined.sizes else own.shape for name, own in values.items()}
    shape = broadcast([samples[name] for name in defined.points])
    if shape is None:
        shown = ", ".join(f"{name} {values[name].shape}" for name in defined.points)
        raise ValueError(f"{defined.points[-1]}: expected shapes that broadcast together, got {shown}")
    widths = {name: sizes[defined.sizes[name]] if name in defined.sizes else 0 for name in defined.names}
    columns = [spread(values[name], shape, widths[name]) for name in defined.names]
    rows = tuple(tuple(number for part in row for number in part) for row in zip(*columns, strict=True))
    return Points(shape, sizes, rows)


def sizes_of(defined: Defined, values: Mapping[str, Array]) -> dict[str, int]:
    """The values of the sizes.

    Raises:
        ValueError: A vector has no axis or no entries, or two of one size have different lengths.
    """
    lengths: dict[str, dict[str, int]] = {}
    for name, size in defined.sizes.items():
        shape = values[name].shape
        if not shape or not shape[-1]:
            raise ValueError(f"{name}: expected vectors along the last axis, got shape {shape}")
        lengths.setdefault(size, {})[name] = shape[-1]
    for own in lengths.values():
        if len(set(own.values())) > 1:
            shown = ", ".join(f"{name} {length}" for name, length in own.items())
            raise ValueError(f"{list(own)[-1]}: expected vectors of one length, got {shown}")
    return {size: next(iter(own.values())) for size, own in lengths.items()}


def check_parameter(defined: Defined, name: str, value: Array) -> None:
    """Refuse a parameter that is no number, or no vector, of its domain.

    Raises:
        ValueError: It is such a one.
    """
    rank = 1 if name in defined.sizes else 0
    if len(value.shape) != rank:
        raise ValueError(f"{name}: expected a {'vector' if rank else 'number'}, got an array of shape {value.shape}")
    domain = defined.domains[name]
    for place, number in enumerate(value.flat):
        if not math.isfinite(number) or not inside(domain, number):
            where = f" at index {place}" if rank else ""
            raise ValueError(f"{name}: expected numbers in {domain}, got {number}{where}")


def inside(domain: Domain, number: float) -> bool:
    """Whether a double lies in a domain, whose ends count as the doubles next to them, as in generated code."""
    if isinstance(domain, Finite):
        return number in {float(value) for value in domain.values}
    if not isinstance(domain, Interval):
        return number >= domain.first and number == math.floor(number)
    low, high = (None if end is None else float(end) for end in (domain.low, domain.high))
    above = low is None or number > low or (domain.low_closed and number == low)
    return above and (high is None or number < high or (domain.high_closed and number == high))


def classes(values: Mapping[str, Array], defined: Defined) -> Array:
    """Labels as rows: where they have an axis less than the logits, they are numbers of classes from 0 on.

    Raises:
        ValueError: They have another shape, or one is no class.
    """
    name, logits = defined.classes, values[defined.predictions[0]]
    labels = values[name]
    if not logits.shape or not logits.shape[-1]:
        raise ValueError(
            f"{defined.predictions[0]}: expected at least one class along the last axis, got {logits.shape}"
        )
    *samples, count = logits.shape
    if labels.shape == logits.shape:
        return labels
    if labels.shape != tuple(samples):
        raise ValueError(
            f"{name}: expected shape {tuple(samples)}, a class for each sample, or {logits.shape}, rows that add up to "
            f"1, got {labels.shape}"
        )
    for label in labels.flat:
        if not (0 <= label < count and label == math.floor(label)):
            raise ValueError(f"{name}: expected classes 0 to {count - 1}, got {label}")
    return Array(logits.shape, tuple(unit_rows(labels, count)))


def unit_rows(labels: Array, count: int) -> Iterator[float]:
    """For each label the row that is 1 at its class."""
    for label in labels.flat:
        yield from (float(number == label) for number in range(count))
