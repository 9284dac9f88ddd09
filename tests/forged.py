"""What a stranger may hand over: chains made from an honest one by hand, with a checksum that fits."""

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from derivations.own.store import sum_of

Data = dict[str, Any]


def text_of(found: Data) -> str:
    """The file's text, its checksum made anew, as whoever forges it would."""
    return json.dumps({**found, "sum": sum_of(found)})


def changed(chain: str, change: Callable[[Data], None]) -> str:
    """A chain with one change."""
    found = json.loads(chain)
    change(found)
    return text_of(found)


def stages(found: Data) -> list[Data]:
    """All stages, those of the other conventions too."""
    return [*found["stages"], *(stage for ways in found["variants"].values() for stage in ways)]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of each value inside a value."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from places(inner, (*path, key))


def replaced(found: Data, path: tuple[Any, ...], new: Any) -> Data:
    """The data with the value at a place replaced."""
    whole = copy.deepcopy(found)
    inner: Any = whole
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return whole
