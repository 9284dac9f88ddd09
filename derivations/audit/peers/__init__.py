"""The peers by package. In: the modules of this folder, one a package. Out: all of them; to add a peer, add it there.

None of the packages is imported here: a peer's calls are text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from ..peer import Peer


@dataclass(frozen=True)
class Package:
    """A package with its peers.

    Args:
        name: The distribution, as pip knows it.
        module: As Python imports it.
        title: As people write it.
        peers: Its functions.
        others: Further distributions whose versions count.
    """

    name: str
    module: str
    title: str
    peers: tuple[Peer, ...]
    others: tuple[str, ...] = ()

    def quantities(self) -> Iterator[tuple[Peer, str]]:
        """Every quantity of every peer."""
        for peer in self.peers:
            for quantity in peer.calls:
                yield peer, quantity


@cache
def packages() -> dict[str, Package]:
    """The packages by name, in the alphabetical order of their titles."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    found = [import_module(f"{__package__}.{name}").PACKAGE for name in names]
    return {package.name: package for package in sorted(found, key=lambda package: package.title.lower())}


def every() -> Iterator[tuple[Package, Peer, str]]:
    """Every quantity of every peer."""
    for package in packages().values():
        for peer, quantity in package.quantities():
            yield package, peer, quantity
