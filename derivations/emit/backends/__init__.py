"""The languages that kernel programs are printed in: a folder each, with its spelling and what arranges a module.

Listing them needs nothing that is slow to import.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..quantities import LossCode


@dataclass(frozen=True)
class Backend:
    """A language.

    Args:
        name: The name of its folder.
        title: For people.
        package: Where its modules lie.
    """

    name: str
    title: str
    package: str

    @property
    def folder(self) -> str:
        """The package as a folder of the project."""
        return self.package.replace(".", "/")

    def path(self, loss: str) -> str:
        """The file of a loss's module, from the project's root."""
        return f"{self.folder}/{loss}.py"

    @property
    def module(self) -> Callable[[LossCode, str], str]:
        """What gives the source of a loss's module, from its quantities and the package that it lies in."""
        found: Callable[[LossCode, str], str] = import_module(f".{self.name}.module", __name__).module
        return found


BACKENDS = {
    backend.name: backend
    for backend in (
        Backend("numpy", "NumPy", "derivations.generated"),
        Backend("numba", "Numba", "derivations.generated.numba"),
    )
}
"""The backends by their names. Every loss with code has a module of the first; of the others some have none."""
