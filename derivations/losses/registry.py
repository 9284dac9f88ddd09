"""The losses by name. In: the modules of this folder. Out: names and titles, unimported; ``PLAN`` itself.

A module of this folder that assigns ``PLAN`` is a loss, and bears the loss's name: to add one, add its file.
"""

from __future__ import annotations

import ast
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .plan import Plan

KERNELS = 8
"""Which argument of a plan holds its kernels."""


@cache
def names() -> tuple[str, ...]:
    """The names of all losses, in alphabetical order."""
    return tuple(sorted(_assignments()))


def load(name: str) -> Plan:
    """Import a loss.

    Args:
        name: One of ``names()``.

    Raises:
        LookupError: There is no such loss.
        ValueError: The loss bears another name than its module.
    """
    if name not in names():
        raise LookupError(f"there is no loss {name!r}")
    loss: Plan = import_module(f"{__package__}.{name}").PLAN
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


def has_code(name: str) -> bool:
    """Whether a loss has functions of generated code; read from the source, as the title is."""
    value = _assignments().get(name)
    if not isinstance(value, ast.Call):
        return bool(load(name).kernels)
    given = [keyword.value for keyword in value.keywords if keyword.arg == "kernels"] or value.args[KERNELS:]
    return not (isinstance(given[0], ast.Tuple) and not given[0].elts) if given else bool(load(name).kernels)


@cache
def _assignments() -> dict[str, ast.expr]:
    """For each module that assigns ``PLAN``, what it assigns."""
    found: dict[str, ast.expr] = {}
    for path in Path(__file__).parent.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "\nPLAN" not in source:
            continue
        for node in ast.parse(source).body:
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id="PLAN")], value=value)
                    | ast.AnnAssign(target=ast.Name(id="PLAN"), value=ast.expr() as value)
                ):
                    found[path.stem] = value
    return found
