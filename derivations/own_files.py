"""A loss of one's own, from file to files. In: a TOML file. Out: its page, code and trace, and the chain beside it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from . import output
from .outcome import Done, Failure, Outcome, first_fault, nothing

if TYPE_CHECKING:
    from .own.result import Derived
    from .verify.verdict import Checked

EXAMPLES = Path("docs") / "examples"
"""Where the losses of one's own lie that have a page: a definition in TOML, beside it its page and its chain."""

CHAIN = ".chain.json"
"""What the file with a loss's chain is called, after its definition's name."""


def derived_from(path: Path, done: Done = nothing, cores: int = 1) -> Derived:
    """A loss of one's own from its file, with the chain that is kept beside it.

    Raises:
        LossError: The file can't be used.
    """
    from .own.file import read
    from .own.result import Derived

    loss, chain = read(path), ""
    with suppress(OSError, UnicodeDecodeError):
        chain = path.with_name(path.stem + CHAIN).read_text(encoding="utf-8")
    return Derived(loss, done, chain, cores)


def derive_file(path: Path, out: Path, force: bool = False, done: Done = nothing) -> tuple[Checked, Outcome]:
    """Derive a loss of one's own, check it, and write its page, its code and its trace.

    Args:
        path: The TOML file that defines it.
        out: The folder to write into; it is made where there is none.
        force: Replace files that weren't generated.
        done: Told about progress.

    Returns:
        The checked loss, and the files that were changed.

    Raises:
        LossError: The file can't be used.
        Failure: Some step doesn't hold, or a file would be lost.
        OutputError: A file can't be written.
    """
    derived = derived_from(path, done, cores=2)
    root = Path(out.anchor or ".")
    output.foreign(root, [(out / "page.md").as_posix()])  # a folder that can't be read is told before the search
    checked = derived.verify()
    if not checked.publishable:
        fault = first_fault(checked)
        cure = "give a name a narrower domain, such as (0, 1] for [0, 1], or change the loss"
        if " by conditions: " not in fault:
            cure = "change the loss, or its goal"
        raise Failure(f"{path}: nothing is written, since {fault}; {cure}")
    files = {(out / name).as_posix(): text for name, text in derived.files().items()}
    lost = output.foreign(root, files)
    if lost and not force:
        raise Failure(f"{lost[0]} is there and wasn't made by this command; choose another --out, or add --force")
    found = output.changes(root, files, whole=False)
    output.update(root, found)
    told = [] if derived.has_code else [f"no code is made: {derived.unstable}"]
    warnings = [*derived.loss.warnings, *derived.inexact, *told, *keep_chain(path, derived.chain)]
    return checked, Outcome(found, len(files), tuple(warnings))


def keep_chain(path: Path, chain: str) -> list[str]:
    """Keep a chain beside its definition; why not, where that can't be done."""
    beside = path.with_name(path.stem + CHAIN)
    here = Path(beside.anchor or ".")
    try:
        if output.foreign(here, [beside.as_posix()]):
            return [f"{beside} wasn't made by this command, so the chain that was found isn't kept"]
        output.update(here, output.changes(here, {beside.as_posix(): chain}, whole=False))
    except output.OutputError as error:
        return [f"the chain that was found isn't kept: {error}"]
    return []
