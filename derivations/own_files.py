"""A loss of one's own, from file to files. In: a TOML file. Out: a folder with its page, code, trace and chain."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from . import output, secret
from .outcome import Done, Failure, Outcome, first_fault, nothing

if TYPE_CHECKING:
    from .own.result import Derived
    from .verify.verdict import Checked

EXAMPLES = Path("docs") / "examples"
"""Where the losses of one's own lie that have a page: a definition in TOML, beside it its page and its chain."""

CHAIN = ".chain.json"
"""What the file with a loss's chain is called in the collection, after its definition's name."""


def derived_from(path: Path, done: Done = nothing, cores: int = 1) -> Derived:
    """A loss of the collection from its file, with the chain that is kept beside it.

    The chain is a checkout's, and may be anybody's: it only tells the rules and places, whose lines are made anew.

    Raises:
        LossError: The file can't be used.
    """
    from .own.file import read
    from .own.result import Derived

    return Derived(read(path), done, kept_chain(path.with_name(path.stem + CHAIN)), cores)


def kept_chain(path: Path) -> str:
    """The text of a chain; empty: there is none that can be read."""
    from .own.store import LARGEST

    with suppress(OSError, UnicodeDecodeError):
        content = output.read_plain(path, LARGEST + 1) or b""
        return content.decode("utf-8") if len(content) <= LARGEST else ""
    return ""


def own_chain(path: Path) -> str:
    """The text of a chain that this user's runs have written there; empty: there is none."""
    text = kept_chain(path)
    return text if text and secret.remembers(text.encode()) else ""


def derive_file(
    path: Path, out: Path, force: bool = False, done: Done = nothing, standalone: bool = False
) -> tuple[Checked, Outcome]:
    """Derive a loss of one's own, check it, and write its page, its code, its trace and its chain.

    A chain that is in the folder already is followed if this user's runs wrote it; another's is none.

    Args:
        path: The TOML file that defines it.
        out: The folder to write into; it is made where there is none.
        force: Replace files that weren't generated.
        done: Told about progress.
        standalone: Its code imports nothing of this package; else it takes ``derivations.runtime``.

    Returns:
        The checked loss, and the files that were changed.

    Raises:
        LossError: The file can't be used.
        Failure: Some step doesn't hold, or a file would be lost.
        OutputError: A file can't be written.
    """
    from .own.file import read
    from .own.result import CHAIN_FILE, Derived

    loss, root, inside = read(path), Path(out.anchor or "."), out.as_posix()
    # A folder that can't be read is told before the search.
    output.foreign(root, [(out / name).as_posix() for name in ("page.md", CHAIN_FILE)], inside)
    derived = Derived(loss, done, own_chain(out / CHAIN_FILE), cores=2)
    checked = derived.verify()
    if not checked.publishable:
        fault = first_fault(checked)
        cure = "give a name a narrower domain, such as (0, 1] for [0, 1], or change the loss"
        if " by conditions: " not in fault:
            cure = "change the loss, or its goal"
        raise Failure(f"{path}: nothing is written, since {fault}; {cure}")
    files = {(out / name).as_posix(): text for name, text in derived.files(standalone).items()}
    lost = output.foreign(root, files, inside)
    if lost and not force:
        raise Failure(f"{lost[0]} is there and wasn't made by this command; choose another --out, or add --force")
    found = output.changes(root, files, whole=False, inside=inside)
    output.update(root, found, inside)
    secret.remember(derived.chain.encode())
    told = [] if derived.has_code else [f"no code is made: {derived.unstable}"]
    warnings = [*derived.loss.warnings, *derived.inexact, *told]
    return checked, Outcome(found, len(files), tuple(warnings))
