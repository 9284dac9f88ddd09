"""The whole flow. In: the names of losses. Out: their pages, code and traces, written or compared.

    loss → derive and verify → render, emit → output

What is slow to import is imported where it is used, so that a run that finds nothing changed ends at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from . import cache, collection, output
from .cache import PACKAGES, Stamp
from .collection import Made
from .losses import registry
from .outcome import Done, Failure, Outcome, as_finished, at_once, first_fault, nothing, one_pool
from .using import RUNS, run_examples, using_page

if TYPE_CHECKING:
    from .identities.identity import Section
    from .losses.plan import Plan
    from .tutorial.lesson import Chapter
    from .verify.exercises import Solved
    from .verify.identities import CheckedIdentity
    from .verify.verdict import Checked

Found = TypeVar("Found")
Group = TypeVar("Group")
Kept = TypeVar("Kept")

LAYERS = ("terms", "rules", "losses", "identities", "derive", "verify")
CHECKS = (*(f"derivations/{layer}" for layer in LAYERS), "derivations/codec.py")
"""What a loss or an identity is verified from, beside the packages."""

INPUTS = ("derivations", "templates", "docs/examples")
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


def verified(name: str, done: Done = nothing) -> Checked:
    """A loss, derived and checked, whatever the verdicts are.

    Raises:
        UnknownName: There is no such loss.
        PathError: A rule doesn't apply where the loss says.
    """
    from .verify.check import verify

    if name in collection.names() and name not in registry.names():
        return collection.derived(name, done).verify()
    return verify(find_loss(name), done=done)


def summary_of(name: str) -> tuple[str, dict[str, int], str]:
    """A loss's name, how many of its steps have which verdict, and the first that is at fault; '' for none."""
    from .render.show import counts

    checked = verified(name)
    return name, counts(checked), "" if checked.publishable else first_fault(checked)


def summaries(names: Sequence[str], done: Done = nothing) -> list[tuple[str, dict[str, int], str]]:
    """The same for several losses, each derived and checked anew; all cores work on them."""
    found = {}
    left = sorted(names, key=lambda name: collection.effort(name) if name in collection.names() else (-(10**9), name))
    for number, (_, summary) in enumerate(as_finished(summary_of, left), 1):
        found[summary[0]] = summary
        done(f"{summary[0]}, {number} of {len(left)}")
    return [found[name] for name in names]


def recalled(root: Path | None, name: str, done: Done = nothing) -> Checked:
    """The same, from the cache where it was verified before with the same definitions, rules, checks and packages.

    Raises:
        UnknownName: There is no such loss.
        PathError: A rule doesn't apply where the loss says.
    """
    if root is None:
        return verified(name, done)
    from .verify.verdict import Checked

    key = cache.digest(root, CHECKS, PACKAGES)
    if name in collection.names():
        key = cache.joined(key, collection.paths()[name])
    kept = recalled_as(Checked, root, f"checked/{name}.json", key)
    if kept is None:
        kept = verified(name, done)
        keep_encoded(root, f"checked/{name}.json", key, kept)
    return kept


def recalled_as(kind: type[Kept], root: Path, name: str, key: str) -> Kept | None:
    """What was kept under this name and key, if it is of this kind; None if there is no such thing."""
    from .codec import Unknown, decode

    content = cache.recall(root, name, key)
    with suppress(Unknown):
        found = decode(content) if content else None
        return found if isinstance(found, kind) else None
    return None


def keep_encoded(root: Path, name: str, key: str, value: object) -> None:
    """Remember what was derived and checked."""
    from .codec import encode

    cache.keep(root, name, key, encode(value))


def published(root: Path, name: str) -> Checked:
    """A loss whose every step holds.

    Raises:
        Failure: A check refutes a step, or can't decide it.
    """
    checked = recalled(root, name)
    if not checked.publishable:
        raise Failure(f"{name} isn't published; {first_fault(checked)}; see: derivations verify {name}")
    return checked


def published_with_files(root: Path, name: str) -> tuple[Checked, dict[str, str]]:
    """The same, with the files that come from it alone."""
    checked = published(root, name)
    return checked, files_alone([checked])


def identities(root: Path | None, done: Done = nothing) -> Iterator[tuple[Section, list[CheckedIdentity]]]:
    """The identities of matrix calculus by section, derived and checked, or from the cache.

    They are begun at once, and had when they are asked for.

    Raises:
        Stuck: One can't be derived.
        Failure: A check refutes one, or can't decide it.
    """
    from .identities.matrix_cookbook import SECTIONS
    from .verify.identities import check_identity

    every = [one for section in SECTIONS for one in section.identities]
    every.sort(key=lambda one: -len(one.expected))  # what takes longest first
    found = remembered(root, "identities", CHECKS, check_identity, every)
    return grouped(found, [(section, section.identities) for section in SECTIONS], partial(done, "identities"))


def lessons(root: Path | None, done: Done = nothing) -> Iterator[tuple[Chapter, list[Solved]]]:
    """The chapters of the tutorial, with their exercises derived and checked, or from the cache; begun likewise.

    Raises:
        RuleError: An answer can't be derived.
        Failure: A check refutes an answer, or can't decide it, or doesn't refute a false line.
    """
    from .tutorial.chapters import CHAPTERS
    from .verify.exercises import solve

    every = [one for chapter in CHAPTERS for one in chapter.all]
    found = remembered(root, "tutorial", (*CHECKS, "derivations/tutorial"), solve, every)
    return grouped(found, [(chapter, chapter.all) for chapter in CHAPTERS], partial(done, "tutorial"))


def remembered(
    root: Path | None, name: str, inputs: Sequence[str], work: Callable[[Any], Found], items: Sequence[Any]
) -> Callable[[], dict[str, Found]]:
    """What a piece of work makes of each item, by the item's name: from the cache, or begun now and kept there."""
    key = cache.digest(root, inputs, PACKAGES) if root else ""
    if root:
        kept = recalled_as(dict, root, f"{name}.json", key)
        if kept is not None and kept.keys() == {item.name for item in items}:
            return lambda: kept
    begun = at_once(work, items)

    def finished() -> dict[str, Found]:
        found = dict(zip((item.name for item in items), begun, strict=True))
        if root:
            keep_encoded(root, f"{name}.json", key, found)
        return found

    return finished


def grouped(
    found: Callable[[], dict[str, Any]], groups: Sequence[tuple[Group, Sequence[Any]]], done: Callable[[], None]
) -> Iterator[tuple[Group, list[Any]]]:
    """What was found of the items of each group, once all of it is there.

    Raises:
        Failure: Something may not be published.
    """
    from .verify.verdict import Result

    by_name = found()
    for name, checked in by_name.items():
        if checked.result not in (Result.PROVED, Result.CONSISTENT):
            raise Failure(f"{name} isn't published; it is {checked.result.value}")
    done()
    yield from ((group, [by_name[one.name] for one in inside]) for group, inside in groups)


def files_of(
    *losses: Checked,
    identities: Sequence[tuple[Section, Sequence[CheckedIdentity]]] = (),
    examples: Mapping[str, str] | None = None,
    lessons: Sequence[tuple[Chapter, Sequence[Solved]]] = (),
) -> dict[str, str]:
    """All that is generated from losses: the texts by their paths from the project's root.

    Args:
        losses: The losses.
        identities: Those of matrix calculus, by section.
        examples: The files of the collection.
        lessons: The chapters of the tutorial, with their exercises.

    Raises:
        Failure: Two losses can't share the rule book.
    """
    return files_alone(losses) | files_in_common(losses, identities, examples or {}, lessons)


def files_in_common(
    losses: Sequence[Checked],
    identities: Sequence[tuple[Section, Sequence[CheckedIdentity]]],
    examples: Mapping[str, str],
    lessons: Sequence[tuple[Chapter, Sequence[Solved]]],
) -> dict[str, str]:
    """What losses share, the rule book and the notation; what the identities and the collection use is told there."""
    from .render.pages import book_pages
    from .render.rulebook import Clash

    try:
        shown = {path.removeprefix("docs/"): text for path, text in examples.items() if path.endswith(".md")}
        every = sorted(losses, key=lambda found: (bool(found.loss.leads_to), found.loss.name))
        pages = book_pages(every, identities=identities, examples=shown, lessons=lessons)
    except Clash as error:
        raise Failure(str(error)) from error
    return {f"docs/{path}": text for path, text in pages.items()}


def files_of_collection(made: Mapping[str, Made]) -> dict[str, str]:
    """The files of the collection, with those that its losses share: the overview, and what their code calls."""
    from .emit.own import shared_module
    from .own.overview import pages

    files = {path: text for one in made.values() for path, text in one.files.items()}
    files |= {
        f"docs/{path}": text for path, text in pages([one.row for one in made.values()], collection.COMMAND).items()
    }
    return files | {f"{collection.GENERATED}/_shared.py": shared_module(collection.COMMAND)}


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
        codes = {} if chosen else {loss: files[f"derivations/generated/{loss}.py"] for _, loss in RUNS.values()}
        printed = iter(()) if chosen else run_examples(codes, root)
        gathered = collection.every(root, engine(root), theirs, done) if theirs else iter(())
        exercises = iter(()) if chosen else lessons(root, done)
        made_of = {made.name: made for made in gathered}
        if chosen:
            files |= {path: text for one in made_of.values() for path, text in one.files.items()}
        else:
            losses, examples = [checked for checked, _ in ready], files_of_collection(made_of)
            files |= examples | files_in_common(losses, list(cookbook), examples, list(exercises))
            files |= using_page(dict(printed)) | audit_page()
            done("pages")

    found = output.changes(root, files, whole=not chosen)
    if not check:
        output.update(root, found)
        if not chosen:
            stamp.keep(files)
    return Outcome(found, len(files))


def files_alone(losses: Sequence[Checked]) -> dict[str, str]:
    """What comes from some losses alone: without the rule book and the notation."""
    from .emit.accuracy import accuracy
    from .emit.module import module
    from .render.pages import own_pages

    files: dict[str, str] = {}
    for checked in losses:
        code = module(checked) if checked.loss.kernels else ""
        measured = accuracy(checked, code) if code else ()
        pages = own_pages(checked, conventions=conventions(checked), accuracy=measured)
        files |= {f"docs/{path}": text for path, text in pages.items()}
        if code:
            files[f"derivations/generated/{checked.loss.name}.py"] = code
    return files


def conventions(checked: Checked) -> list[dict[str, str]]:
    """The table of a loss's conventions, derived from the loss of one sample; nothing where the loss has none."""
    from .own.definition import Loss
    from .own.result import Derived
    from .own.tables import convention_rows

    if not checked.loss.sample:
        return []
    derived = Derived(Loss(checked.loss.name, **checked.loss.sample))
    return convention_rows(derived.verify(), derived.variants)


def audit_page() -> dict[str, str]:
    """The page on other packages' losses, from what was measured.

    Raises:
        Failure: What was measured can't be read.
    """
    from .audit.page import page

    return {"docs/audit.md": page()}
