"""The collection: losses that are a definition each. In: the TOML files of a folder. Out: names; what each becomes.

A file of that folder is a loss, and bears its name: to add one, add its file. Listing them needs no SymPy.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import cache as kept
from .emit.backends import BACKENDS
from .outcome import Done, Failure, as_finished, first_fault, nothing
from .output import printable, read_plain
from .own_files import CHAIN, EXAMPLES, derived_from

if TYPE_CHECKING:
    from .own.result import Derived

PACKAGE = Path(__file__).resolve().parent

INSTALLED = PACKAGE / "definitions"
"""Where the definitions lie in an installed package, with their chains."""

LAYERS = ("terms", "functions", "rules", "losses", "derive", "verify", "render", "emit", "own")
ENGINE = (
    *(f"derivations/{layer}" for layer in LAYERS), "derivations/collection.py", "derivations/formats.py",
    "derivations/runtime", "derivations/own_files.py", "templates/code", "templates/page/own.en.md.j2",
    "templates/page/plot.svg.j2",
)  # fmt: skip
"""What the files of a loss are made from, beside its definition and the packages, whose versions count."""

COMMAND = "derivations generate"

LARGEST = 1_000_000
"""How many bytes of a definition are read for a list."""
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Made:
    """What a loss of the collection has become.

    Args:
        name: The loss.
        files: The texts of its files by their paths from the project's root.
        row: What the overview tells about it.
    """

    name: str
    files: dict[str, str]
    row: dict[str, Any]


def folder() -> Path:
    """Where the definitions are: inside an installed package, or beside it in a checkout."""
    return INSTALLED if INSTALLED.is_dir() else PACKAGE.parent / EXAMPLES


@cache
def paths() -> dict[str, Path]:
    """The file of each loss by the loss's name, in alphabetical order."""
    return {path.stem: path for path in sorted(folder().glob("*.toml"))}


def names() -> tuple[str, ...]:
    """The names of all losses of the collection."""
    return tuple(paths())


def title(name: str) -> str:
    """A loss's title, read from its file as it stands there."""
    return printable(str(told(name).get("title", name)))[:LONGEST_TITLE]


def family(name: str) -> str:
    """The family of a loss, read from its file as it stands there."""
    return str(told(name).get("family", ""))


@cache
def told(name: str) -> dict[str, Any]:
    """What a loss's file says.

    Raises:
        LossError: It can't be read.
    """
    try:
        return tomllib.loads((read_plain(paths()[name], LARGEST) or b"").decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        from .own.file import read

        read(paths()[name])  # which tells what is wrong
        raise


def derived(name: str, done: Done = nothing, cores: int = 1) -> Derived:
    """A loss of the collection, with the chain that is kept beside it.

    Raises:
        LossError: Its file can't be used, or lacks what the collection asks for.
    """
    from .own.language import LossError

    found = derived_from(paths()[name], done, cores)
    loss, path = found.loss, paths()[name]
    if loss.name != name:
        told = f"the file is called {name!r} and the loss {loss.name!r}; rename one of them"
        raise LossError(f"{printable(str(path))}: name: {told}")
    for key in ("family", "about"):
        if not getattr(loss, key):
            raise LossError(f"{path}: {key!r} is missing, which a loss of the collection has; see docs/own.md")
    return found


def make(name: str) -> Made:
    """The page, the chain and the code of a loss, and what the overview tells about it.

    Raises:
        LossError: Its file can't be used.
        Failure: Some step doesn't hold, or the code is too dear.
    """
    from .emit.build import NotEmitted
    from .own.costs import TooDear, check
    from .own.overview import row_of

    found = derived(name)
    if not found.verify().publishable:
        raise Failure(f"{name} isn't published; {first_fault(found.verify())}; see: derivations verify {name}")
    first, *others = BACKENDS.values()
    page, chain, *_ = files_of(name)
    files = {page: found.to_markdown("../rules/", first.package), chain: found.chain}
    if found.has_code:
        try:
            check(name, found.costs)
        except TooDear as error:
            raise Failure(str(error)) from error
        files[first.path(name)] = found.code(COMMAND, first.package, backend=first.name)
        for backend in others:
            with suppress(NotEmitted):  # such as losses over vectors, which aren't compiled
                files[backend.path(name)] = found.code(COMMAND, backend.package, backend=backend.name)
    return Made(name, files, row_of(found))


def make_and_keep(root: Path, engine: str, name: str) -> Made:
    """The same, and it is remembered at once, so that a run which ends early has not made it in vain."""
    made = make(name)
    kept.keep(root, place(name), key_of(name, engine), json.dumps(asdict(made)).encode())
    return made


def place(name: str) -> str:
    """Where in the cache a loss's files are kept."""
    return f"collection/{name}.json"


def key_of(name: str, engine: str) -> str:
    """One number for all that a loss's files are made from; ``engine`` is that of what all losses share."""
    return kept.joined(engine, paths()[name])


def recalled(root: Path, name: str, engine: str) -> Made | None:
    """What was made before from the same; None if there is no such thing."""
    with suppress(ValueError, TypeError, AttributeError):
        found = Made(**json.loads(kept.recall(root, place(name), key_of(name, engine))))
        texts = isinstance(found.row, dict) and all(isinstance(text, str) for text in found.files.values())
        if found.name == name and texts and found.files.keys() <= set(files_of(name)):
            return found
    return None


def files_of(name: str) -> tuple[str, ...]:
    """The files that a loss may have, page, chain and a module of each backend: their paths from the project's root."""
    return (
        f"{EXAMPLES.as_posix()}/{name}.md",
        f"{EXAMPLES.as_posix()}/{name}{CHAIN}",
        *(backend.path(name) for backend in BACKENDS.values()),
    )


def every(root: Path, engine: str, wanted: Sequence[str] = (), done: Done = nothing) -> Iterator[Made]:
    """What the losses have become: from the cache, or made anew, several at once, those with long chains first.

    It is begun at once, and had when it is asked for.

    Args:
        root: The project's root.
        engine: The digest of what all losses are made from.
        wanted: Their names; none: all.
        done: Told about each that is finished.

    Raises:
        LossError: A definition can't be used.
        Failure: Some step of one doesn't hold.
    """
    chosen = wanted or names()
    found = {name: made for name in chosen if (made := recalled(root, name, engine))}
    left = sorted((name for name in chosen if name not in found), key=effort)
    begun = as_finished(partial(make_and_keep, root, engine), left)

    def finished() -> Iterator[Made]:
        for number, (_, made) in enumerate(begun, 1):
            found[made.name] = made
            done(f"{made.name}, {number} of {len(left)}")
        yield from (found[name] for name in chosen)

    return finished()


def effort(name: str) -> tuple[int, str]:
    """A number that sorts losses by how long they take: the length of their chains, those without one first."""
    beside = paths()[name].with_name(f"{name}{CHAIN}")
    return (-beside.stat().st_size if beside.is_file() else -(10**9), name)
