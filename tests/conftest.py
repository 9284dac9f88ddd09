"""What several tests need: what was verified of logistic regression, matrix calculus and the tutorial, made once."""

from __future__ import annotations

import pytest

from derivations.identities.matrix_cookbook import IDENTITIES
from derivations.losses import softmax
from derivations.losses.logistic import PLAN
from derivations.tutorial.chapters import CHAPTERS
from derivations.tutorial.lesson import Chapter
from derivations.verify.check import verify
from derivations.verify.exercises import Solved, solve
from derivations.verify.identities import CheckedIdentity, check_identity
from derivations.verify.verdict import Checked

FIRST = ("generate", "matrix_calculus", "collection", "site", "sensible_losses", "cli", "own", "rules", "convexity")
"""The files that take longest. Where several cores share the tests, file by file, they begin with these."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first."""
    names = [f"test_{name}" for name in FIRST]
    items.sort(key=lambda item: names.index(item.path.stem) if item.path.stem in names else len(names))


@pytest.fixture(scope="session")
def checked() -> Checked:
    """The cross-entropy loss of logistic regression, derived and checked."""
    return verify(PLAN)


@pytest.fixture(scope="session")
def checked_softmax() -> Checked:
    """The cross-entropy loss of softmax regression, derived and checked."""
    return verify(softmax.PLAN)


@pytest.fixture(scope="session")
def identities() -> dict[str, CheckedIdentity]:
    """The identities of matrix calculus, derived and checked, by name."""
    return {identity.name: check_identity(identity) for identity in IDENTITIES}


@pytest.fixture(scope="session")
def lessons() -> list[tuple[Chapter, list[Solved]]]:
    """The chapters of the tutorial with their examples and exercises, derived and checked."""
    return [(chapter, [solve(one) for one in chapter.all]) for chapter in CHAPTERS]
