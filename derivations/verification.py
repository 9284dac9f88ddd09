"""What is derived and checked, or remembered from before. In: losses, identities, exercises. Out: their verdicts.

What is slow to import is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from . import cache, collection
from .cache import PACKAGES
from .catalogue import find_loss
from .losses import registry
from .outcome import Done, Failure, as_finished, at_once, first_fault, nothing

if TYPE_CHECKING:
    from .identities.identity import Section
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
