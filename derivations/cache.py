"""What a run may remember for the next one. In: a root, what a run is made from. Out: what such a run made before.

The cache may be lost, damaged or read-only at any time: then the work is done again. It lies in the checkout, which a
stranger may have handed over: so each entry bears a tag that only this user's runs can make, under its name and key,
and another is as none. Nothing is written through a link.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path, PurePosixPath

from . import secret
from .output import GENERATED_FOLDERS, OutputError, is_marked, read, read_plain, refuse_links, walk, write_beside

GENERATED = ("derivations/generated/", "docs/examples/")
"""Folders that hold inputs and, marked as such, what is generated from them."""

PACKAGES = ("derivations", "jinja2", "mpmath", "numpy", "python-flint", "scikit-learn", "scipy", "sympy")
"""The packages from which, beside its own files, a run makes what it makes: their versions count."""

FOLDER = Path(".cache") / "derivations"


def digest(root: Path, inputs: Sequence[str], packages: Iterable[str], generated: bool = False) -> str:
    """One number for all that a run is made from.

    Args:
        root: The project's root.
        inputs: Files and folders.
        packages: Distributions whose versions count, as Python's does.
        generated: Whether what is generated from files that lie beside it is an input, too.
    """
    total = hashlib.sha256(sys.version.encode())
    for name in packages:
        version = ""
        with suppress(metadata.PackageNotFoundError):
            version = metadata.version(name)
        total.update(f"{name} {version}\n".encode())
    for path in walk(root, inputs):
        content = read(root, path) or b""
        if generated or not (path.startswith(GENERATED) and is_marked(path, content)):
            total.update(f"{path} {len(content)}\n".encode() + content)
    return total.hexdigest()


def joined(key: str, path: Path) -> str:
    """One number for a key and a file's content.

    Raises:
        OutputError: It can't be read.
    """
    return hashlib.sha256(key.encode() + (read(path.parent, path.name) or b"")).hexdigest()


def with_text(key: str, text: str) -> str:
    """One number for a key and a text."""
    return hashlib.sha256(key.encode() + text.encode()).hexdigest()


def keep(root: Path, name: str, key: str, content: bytes) -> None:
    """Remember; where nothing can be written, or told to be one's own, nothing is."""
    path, first = root / FOLDER / name, header(name, key, content)
    if not first:
        return
    with suppress(OSError, OutputError):
        prepare(root, name)
        os.replace(write_beside(path, first + b"\n" + content), path)


def prepare(root: Path, name: str) -> Path:
    """A file of the cache, in whose folder one can write.

    Raises:
        OSError: Nothing can be written there.
        OutputError: Some part of the way to it is a link.
    """
    refuse_links(root, (FOLDER / name).as_posix())
    path, ignoring = root / FOLDER / name, root / FOLDER / ".gitignore"
    path.parent.mkdir(parents=True, exist_ok=True)
    if read_plain(ignoring) != b"*\n":
        os.replace(write_beside(ignoring, b"*\n"), ignoring)
    return path


def recall(root: Path, name: str, key: str) -> bytes:
    """What was kept under this name and key; nothing if there is no such thing, or if it isn't as it was kept."""
    with suppress(OSError, OutputError):
        refuse_links(root, (FOLDER / name).as_posix())
        found, _, content = (read_plain(root / FOLDER / name) or b"").partition(b"\n")
        if secret.same(found.decode("ascii", "replace"), header(name, key, content).decode()):
            return content
    return b""


def header(name: str, key: str, content: bytes) -> bytes:
    """The first line of what is kept, its tag; empty: it can't be told whose it is."""
    return secret.tag(name.encode(), key.encode(), content).encode()


class Stamp:
    """What the last whole run of a task was made from, and what it made.

    Args:
        root: The project's root.
        task: The task's name.
        inputs: The digest of all that the task is made from now.
    """

    def __init__(self, root: Path, task: str, inputs: str) -> None:
        self.root, self.name, self.inputs = root, f"{task}.stamp", inputs
        self.path = root / FOLDER / self.name

    def outputs(self) -> dict[str, str]:
        """The paths that the last run made from the same inputs, with digests; none if there was none."""
        with suppress(ValueError, TypeError, AttributeError):
            kept = json.loads(recall(self.root, self.name, self.inputs))
            if all(isinstance(value, str) and is_output(path) for path, value in kept.items()):
                return dict(kept)
        return {}

    def holds(self) -> bool:
        """Whether the last run was made from the same, and each file that it made is still what it made."""
        outputs = self.outputs()
        return bool(outputs) and all(value and sum_of(self.root / path) == value for path, value in outputs.items())

    def keep(self, paths: Iterable[str]) -> None:
        """Remember a whole, successful run that made these files."""
        sums = {path: sum_of(self.root / path) for path in paths}
        keep(self.root, self.name, self.inputs, json.dumps(sums).encode())


def is_output(path: str) -> bool:
    """Whether a path lies in one of the folders into which a task writes."""
    parts = PurePosixPath(path).parts
    return ".." not in parts and path.startswith(tuple(f"{folder}/" for folder in (*GENERATED_FOLDERS, "site")))


def sum_of(path: Path) -> str:
    """The digest of a file's content; empty: it can't be read."""
    with suppress(OSError):
        content = read_plain(path)
        return "" if content is None else hashlib.sha256(content).hexdigest()
    return ""
