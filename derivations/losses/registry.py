"""The losses by name. In: the modules of this folder. Out: names and titles, unimported; ``LOSS`` itself.

A module of this folder that assigns ``LOSS`` is a loss, and bears the loss's name: to add one, add its file.
"""

from __future__ import annotations

import ast
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .loss import Loss


@cache
def names() -> tuple[str, ...]:
    """The names of all losses, in alphabetical order."""
    return tuple(sorted(_assignments()))


def load(name: str) -> Loss:
    """Import a loss.

    Args:
        name: One of ``names()``.

    Raises:
        LookupError: There is no such loss.
        ValueError: The loss bears another name than its module.
    """
    if name not in names():
        raise LookupError(f"there is no loss {name!r}")
    loss: Loss = import_module(f"{__package__}.{name}").LOSS
    if loss.name != name:
        raise ValueError(f"the loss of derivations/losses/{name}.py is named {loss.name!r}; name it {name!r}")
    return loss


def title(name: str) -> str:
    """A loss's English title.

    It is read from the source, if it stands there as a plain text: listing the losses needs no SymPy.

    Raises:
        LookupError: There is no such loss.
    """
    value = _assignments().get(name)
    if isinstance(value, ast.Call):
        named = [keyword.value for keyword in value.keywords if keyword.arg == "title"]
        for node in [*named, *value.args[1:2]]:
            try:
                return str(ast.literal_eval(node)["en"])
            except (ValueError, TypeError, KeyError):
                break
    return load(name).title["en"]


@cache
def _assignments() -> dict[str, ast.expr]:
    """For each module that assigns ``LOSS``, what it assigns."""
    found: dict[str, ast.expr] = {}
    for path in Path(__file__).parent.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "\nLOSS" not in source:
            continue
        for node in ast.parse(source).body:
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id="LOSS")], value=value)
                    | ast.AnnAssign(target=ast.Name(id="LOSS"), value=ast.expr() as value)
                ):
                    found[path.stem] = value
    return found
