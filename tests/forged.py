"""What a stranger may hand over: chains made from an honest one by hand, with a checksum that fits."""

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from derivations.own.store import sum_of

Data = dict[str, Any]

TOML = """
name = "mine"
title = "Mine"
[variables]
y = "{0, 1}"
[definitions]
p = "1/(1+exp(-z))"
[loss]
expression = "-(y*log(p) + (1-y)*log(1-p))"
"""
"""The definition whose chain is forged."""


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


def doubled(found: Data) -> None:
    for stage in stages(found):
        stage["start"] = "2*partial(z, ell)" if stage["name"] == "gradient" else "2*ell"


def titled(found: Data) -> None:
    for stage in stages(found):
        stage["title"] = {"en": "<script>alert(1)</script>", "zh": '"""\nimport os'}


def measured(found: Data) -> None:
    where = [["z\n    '''\"\"\"\nimport os", "0"]]
    zero = {"points": 1, "worst": "0.0", "broken": 0, "seen": 0, "relative": "0.0", "where": where, "right": "0.0",
            "got": "0.0", "cost": "0.0"}  # fmt: skip
    found["errors"] = {name: {"before": zero, "after": zero} for name in ("loss", "gradient", "hessian")}


def defining_all(found: Data) -> None:
    for stage in stages(found):
        for line in stage["lines"]:
            for item in line:
                item["defines"] = True
