"""The losses by their names: titles, plans, whether their files are current. In: a name. Out: what is told about it.

What is slow to import is imported where it is used.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from . import cache, collection, output
from .cache import PACKAGES, Stamp
from .losses import registry
from .outcome import Failure

if TYPE_CHECKING:
    from .losses.plan import Plan

INPUTS = (
    "derivations", "templates", "docs/examples", "benchmarks/results.json", "docs/assets/images/benchmarks.svg",
)  # fmt: skip
"""What the generated files are made from, beside the packages, whose versions count."""


def project_root() -> Path:
    """The folder of the project, which holds what is generated: here or above, else where the package lies.

    Raises:
        Failure: There is none, or it isn't the one that this package belongs to.
    """
    package = Path(__file__).resolve().parent
    here = Path.cwd().resolve()
    for folder in (here, *here.parents, package.parent):
        if (folder / "mkdocs.yml").is_file() and (folder / "derivations").is_dir():
            if folder / "derivations" != package:
                raise Failure(
                    f"this is the package in {package}, not the one of the checkout {folder}; "
                    "there, run: python -m pip install --editable ."
                )
            return folder
    raise Failure("this needs a checkout of the project; clone its repository, and run this command inside")


def names() -> tuple[str, ...]:
    """The names of all losses: those whose derivations are written by hand, then the collection."""
    return (*registry.names(), *collection.names())


def title(name: str) -> str:
    """A loss's title."""
    return registry.title(name) if name in registry.names() else collection.title(name)


def find_loss(name: str) -> Plan:
    """The loss of that name.

    Raises:
        UnknownName: There is none; the message tells the nearest.
        LossError: Its definition can't be used.
    """
    known(name)
    return registry.load(name) if name in registry.names() else collection.derived(name).plan


def known(name: str) -> None:
    """Refuse the name of no loss.

    Raises:
        UnknownName: There is none; the message tells the nearest.
    """
    if name not in names():
        from .rules.book import nearest

        raise nearest("loss", name, list(names()))


def status(name: str, root: Path | None) -> str:
    """Whether a loss's files were generated, and from what it is now, as far as what is remembered tells."""
    own, module = registry.names(), Path(__file__).parent / "generated" / f"{name}.py"
    if name not in own:
        file = module if root is None else collection.folder() / f"{name}.md"
    elif registry.has_code(name):
        file = module
    elif root:
        file = root / f"docs/losses/{name}.md"
    else:
        return "no code"
    if not file.is_file():
        return "not generated"
    if root is None:
        return "generated"
    if name in own:
        stamp = Stamp(root, "generate", cache.digest(root, INPUTS, PACKAGES))
        return "current" if stamp.holds() else "changed" if stamp.path.exists() else "generated"
    if not (root / cache.FOLDER / collection.place(name)).is_file():
        return "generated"
    made = collection.recalled(root, name, engine(root))
    held = made and all(output.read(root, path) == text.encode() for path, text in made.files.items())
    return "current" if held else "changed"


@lru_cache(maxsize=1)
def engine(root: Path) -> str:
    """The digest of what all losses of the collection are made from."""
    return cache.digest(root, collection.ENGINE, PACKAGES)
