"""The texts of the generated files by their paths. In: what was derived and checked. Out: pages, traces and code.

What is slow to import is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from . import collection
from .collection import Made
from .emit.backends import BACKENDS
from .outcome import Failure

if TYPE_CHECKING:
    from .identities.identity import Section
    from .tutorial.lesson import Chapter
    from .verify.exercises import Solved
    from .verify.identities import CheckedIdentity
    from .verify.verdict import Checked


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
    from .own.overview import pages

    files = {path: text for one in made.values() for path, text in one.files.items()}
    files |= {
        f"docs/{path}": text for path, text in pages([one.row for one in made.values()], collection.COMMAND).items()
    }
    return files


def files_alone(losses: Sequence[Checked]) -> dict[str, str]:
    """What comes from some losses alone: without the rule book and the notation."""
    from .emit.accuracy import accuracy
    from .emit.module import module
    from .render.pages import own_pages

    files: dict[str, str] = {}
    for checked in losses:
        measured = accuracy(checked)
        pages = own_pages(checked, conventions=conventions(checked), accuracy=measured)
        files |= {f"docs/{path}": text for path, text in pages.items()}
        if checked.loss.kernels:
            files |= {one.path(checked.loss.name): module(checked, measured, one.name) for one in BACKENDS.values()}
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
