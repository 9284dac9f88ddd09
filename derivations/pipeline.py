"""The whole flow. In: the names of losses. Out: their pages, code and traces, written or compared.

    loss → derive and verify → render, emit → output

What is slow to import is imported where it is used, so that a run that finds nothing changed ends at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from . import cache, collection, output
from .benchmarks import benchmarks_page
from .cache import PACKAGES, Stamp
from .catalogue import INPUTS, engine, known
from .emit.backends import BACKENDS
from .files import audit_page, files_alone, files_in_common, files_of_collection
from .losses import registry
from .outcome import Done, Outcome, at_once, nothing, one_pool
from .using import RUNS, run_examples, using_page
from .verification import identities, lessons, published

if TYPE_CHECKING:
    from .verify.verdict import Checked


def generate(root: Path, chosen: Sequence[str] = (), check: bool = False, done: Done = nothing) -> Outcome:
    """Make the generated files, and write those that changed.

    Args:
        root: The project's root.
        chosen: Of which losses, without what all of them share; none: everything, and what nothing generates any more
            is deleted.
        check: Only compare.
        done: Told about progress.

    Raises:
        UnknownName: There is no such loss.
        LossError: A definition can't be used.
        Failure: A loss isn't publishable.
        OutputError: A file can't be written.
    """
    for name in chosen:
        known(name)
    stamp = Stamp(root, "generate", cache.digest(root, INPUTS, PACKAGES))
    made = stamp.outputs()
    if made and stamp.holds() and not output.orphans(root, made):
        return Outcome([], len(made))

    engine.cache_clear()
    mine = [name for name in registry.names() if not chosen or name in chosen]
    mine.sort(key=lambda name: -len(registry.load(name).stages))  # what takes longest first
    theirs = [name for name in collection.names() if not chosen or name in chosen]
    with one_pool():
        begun = at_once(partial(published_with_files, root), mine)
        cookbook = iter(()) if chosen else identities(root, done)
        ready = sorted(begun, key=lambda found: found[0].loss.name)
        files = {path: text for _, own in ready for path, text in own.items()}
        codes = {} if chosen else {loss: files[BACKENDS["numpy"].path(loss)] for _, loss in RUNS.values()}
        printed = iter(()) if chosen else run_examples(codes, root)
        gathered = collection.every(root, engine(root), theirs, done) if theirs else iter(())
        exercises = iter(()) if chosen else lessons(root, done)
        made_of = {made.name: made for made in gathered}
        if chosen:
            files |= {path: text for one in made_of.values() for path, text in one.files.items()}
        else:
            losses, examples = [checked for checked, _ in ready], files_of_collection(made_of)
            files |= examples | files_in_common(losses, list(cookbook), examples, list(exercises))
            files |= using_page(dict(printed)) | audit_page() | benchmarks_page(root)
            done("pages")

    found = output.changes(root, files, whole=not chosen)
    if not check:
        output.update(root, found)
        if not chosen:
            stamp.keep(files)
    return Outcome(found, len(files))


def published_with_files(root: Path, name: str) -> tuple[Checked, dict[str, str]]:
    """A loss whose every step holds, with the files that come from it alone."""
    checked = published(root, name)
    return checked, files_alone([checked])
