"""The command follows no chain that a stranger hands over or that was altered, and writes over nothing but files."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from derivations import own_files
from derivations.output import OutputError
from derivations.own.result import Derived
from derivations.own.store import LARGEST
from tests.forged import TOML, changed, defining_all, doubled, measured, titled


@pytest.fixture(autouse=True)
def user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who has no secret yet."""
    home = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine.toml").write_text(TOML, encoding="utf-8")
    return tmp_path


def derived(folder: Path, out: str = "out") -> dict[str, str]:
    """What the command writes."""
    own_files.derive_file(folder / "mine.toml", folder / out)
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / out).iterdir())}


def test_everything_is_written_into_the_folder(folder: Path) -> None:
    """Beside the definition nothing is written."""
    found = derived(folder)
    assert set(found) == {"page.md", "trace.json", "chain.json", "mine.py"}
    assert {path.name for path in folder.iterdir()} == {"mine.toml", "out"}


def test_ones_own_chain_is_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """A chain that this user's run wrote = nothing is searched again."""
    first = derived(folder)
    request.getfixturevalue("no_search")
    assert derived(folder) == first


def test_the_chain_of_another_user_is_none(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: Any
) -> None:
    """A whole chain, of the right definition, from elsewhere: all is searched, and comes out as without it."""
    first = derived(folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("another")))
    found = changed(first["chain.json"], lambda f: f["stages"][-1].update(lines=f["stages"][-1]["lines"][:1]))
    (folder / "out/chain.json").write_text(found, encoding="utf-8")
    assert derived(folder) == first


def test_a_chain_beside_the_definition_is_not_read(folder: Path, honest: Derived) -> None:
    """What lies beside a definition = nothing."""
    forged = changed(honest.chain, lambda f: f["stages"][-1].update(lines=f["stages"][-1]["lines"][:1]))
    for name in ("mine.chain.json", "chain.json"):
        (folder / name).write_text(forged, encoding="utf-8")
    assert derived(folder) == honest.files() | {"mine.py": honest.code()}
    assert (folder / "mine.chain.json").read_text() == forged


ALTERED = (
    doubled,
    titled,
    measured,
    defining_all,
    lambda f: f["stages"].pop(),
    lambda f: f["stages"][-1]["lines"].pop(),
)


@pytest.mark.parametrize("change", ALTERED)
def test_a_chain_that_was_altered_in_the_folder_is_none(folder: Path, change: Callable[[Any], None]) -> None:
    """Out of one's own folder, too, an altered chain changes no byte of what is written."""
    first = derived(folder)
    (folder / "out/chain.json").write_text(changed(first["chain.json"], change), encoding="utf-8")
    own_files.derive_file(folder / "mine.toml", folder / "out")
    assert {path.name: path.read_text(encoding="utf-8") for path in (folder / "out").iterdir()} == first


def fifo(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (fifo, "no ordinary file"),
        (lambda path: path.mkdir(), "a folder stands where a file should be"),
        (lambda path: path.symlink_to("/dev/zero"), "is a link"),
        (lambda path: path.symlink_to(path.parent / "nowhere"), "is a link"),
    ],
    ids=["fifo", "folder", "device", "nowhere"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["chain.json", "page.md", "trace.json", "mine.py"])
def test_what_is_no_file_is_refused(folder: Path, make: Callable[[Path], None], told: str, name: str) -> None:
    """A FIFO, a folder, a device in place of a file: one line of what to do, at once."""
    (folder / "out").mkdir()
    make(folder / "out" / name)
    with pytest.raises(OutputError, match=told):
        own_files.derive_file(folder / "mine.toml", folder / "out", force=True)
    assert not (folder / "nowhere").exists()


@pytest.mark.parametrize("content", [b"[" * 100_000, b"\xff\xfe", b"\0" * 1000, b"{}", b""])
def test_a_chain_that_cannot_be_read_is_replaced(folder: Path, content: bytes, honest: Derived) -> None:
    """Anything else in its place = no chain; with --force it is replaced."""
    (folder / "out").mkdir()
    (folder / "out/chain.json").write_bytes(content)
    own_files.derive_file(folder / "mine.toml", folder / "out", force=True)
    assert (folder / "out/chain.json").read_text(encoding="utf-8") == honest.chain


def test_a_huge_chain_is_not_read(folder: Path, honest: Derived) -> None:
    """A file of a terabyte, that says that it is generated = no chain."""
    (folder / "out").mkdir()
    with open(folder / "out/chain.json", "wb") as file:
        file.write(b'{"schema": "derivations/chain"')
        file.truncate(2**40)
    own_files.derive_file(folder / "mine.toml", folder / "out")
    assert (folder / "out/chain.json").read_text(encoding="utf-8") == honest.chain
    assert len(honest.chain) < LARGEST


def test_a_chain_of_the_collection_tells_no_more(folder: Path, honest: Derived) -> None:
    """Beside a definition of the collection, a chain is followed; where it begins it doesn't tell either."""
    (folder / "mine.chain.json").write_text(honest.chain, encoding="utf-8")
    assert own_files.derived_from(folder / "mine.toml")._kept is not None
    (folder / "mine.chain.json").write_text(changed(honest.chain, doubled), encoding="utf-8")
    assert own_files.derived_from(folder / "mine.toml")._kept is None
    (folder / "mine.chain.json").unlink()
    os.mkfifo(folder / "mine.chain.json")
    assert own_files.derived_from(folder / "mine.toml")._kept is None
    shutil.rmtree(folder / "out", ignore_errors=True)
