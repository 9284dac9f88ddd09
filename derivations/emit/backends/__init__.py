"""The languages that kernel programs are printed in: a folder each, with its spelling and what arranges a module."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from ..quantities import LossCode


@dataclass(frozen=True)
class Backend:
    """A language.

    Args:
        name: The name of its folder.
        package: Where its modules lie.
    """

    name: str
    package: str

    @property
    def folder(self) -> str:
        """The package as a folder of the project."""
        return self.package.replace(".", "/")

    @property
    def module(self) -> Callable[[LossCode, str], str]:
        """What gives the source of a loss's module, from its quantities and the package that it lies in."""
        found: Callable[[LossCode, str], str] = import_module(f".{self.name}.module", __name__).module
        return found


BACKENDS = {
    backend.name: backend
    for backend in (Backend("numpy", "derivations.generated"), Backend("numba", "derivations.generated.numba"))
}
"""The backends by their names; the first is what a loss of one's own has."""
