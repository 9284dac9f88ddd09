"""What several tests need: what was verified of logistic regression, matrix calculus and the tutorial, made once."""

from __future__ import annotations

import pytest

import derivations.own.chain
import derivations.own.plan
import derivations.own.stable
from derivations.identities.matrix_cookbook import IDENTITIES
from derivations.losses import softmax
from derivations.losses.logistic import PLAN
from derivations.own.file import read
from derivations.own.result import Derived
from derivations.tutorial.chapters import CHAPTERS
from derivations.tutorial.lesson import Chapter
from derivations.verify.check import verify
from derivations.verify.exercises import Solved, solve
from derivations.verify.identities import CheckedIdentity, check_identity
from derivations.verify.verdict import Checked
from tests.forged import TOML

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


@pytest.fixture(scope="session")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Derived:
    """A loss with the chain that others are forged from, and all that is made of it."""
    path = tmp_path_factory.mktemp("honest") / "mine.toml"
    path.write_text(TOML, encoding="utf-8")
    found = Derived(read(path))
    assert found.verify().publishable and found.files()  # and so all is found, which is otherwise done when asked for
    return found


@pytest.fixture
def no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever searches fails."""

    def fail(*arguments: object, **more: object) -> None:
        raise AssertionError("it is searched")

    for module in (derivations.own.chain, derivations.own.plan):
        monkeypatch.setattr(module, "search", fail)
    monkeypatch.setattr(derivations.own.stable, "stabilise", fail)
