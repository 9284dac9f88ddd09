"""docs/engine.md names every file of the engine once, and no other; the sizes that it tells are about right."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "derivations"
PAGE = (ROOT / "docs/engine.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (● )?((?:`[\w/]+\.py` ?)+) \|", PAGE, re.MULTILINE)
FOLDERS = ("terms", "functions", "rules", "derive", "verify", "own", "truth", "emit")
FOREIGN = ("losses/plan.py", "losses/registry.py")
"""What of the losses the engine needs; the rest of that folder are losses."""


def named(rows: list[tuple[str, str]]) -> list[str]:
    return [name for _, names in rows for name in re.findall(r"`([^`]+)`", names)]


def engine() -> set[str]:
    found = {path.relative_to(PACKAGE).as_posix() for folder in FOLDERS for path in (PACKAGE / folder).rglob("*.py")}
    return {path for path in found if not path.endswith("__init__.py")} | set(FOREIGN)


def told() -> list[tuple[str, int, set[str]]]:
    """Each size that the page tells: of what, how many lines, and of which files."""
    sections = re.split(r"^###? ", PAGE, flags=re.MULTILINE)[1:]
    found = [("tour", {*named([row for row in ROWS if row[0]])})]
    for section in sections:
        if size := re.match(r"[^|]*data-lines=\"(\w+)\"", section):
            found.append((size[1], {name for name in named(ROWS) if f"`{name}`" in section}))
    sizes = dict(re.findall(r'data-lines="(\w+)">([\d,]+)<', PAGE))
    assert set(sizes) == {name for name, _ in found}
    return [(name, int(sizes[name].replace(",", "")), files) for name, files in found]


def test_every_file_is_named_once_and_exists() -> None:
    names = named(ROWS)
    assert len(names) == len(set(names))
    assert set(names) == engine(), "docs/engine.md goes through every file of the engine, and no other"


def test_paths_in_the_text_exist() -> None:
    for name in re.findall(r"(?:`|<code>)([\w/]+(?:\.py|/))(?:`|</code>)", PAGE):
        assert (PACKAGE / name).exists() or (ROOT / name).exists(), name


@pytest.mark.parametrize(("name", "lines", "files"), told(), ids=[name for name, _, _ in told()])
def test_sizes_are_about_right(name: str, lines: int, files: set[str]) -> None:
    counted = sum(len((PACKAGE / file).read_text(encoding="utf-8").splitlines()) for file in files)
    assert abs(counted - lines) <= max(150, lines / 10), f"{name} has {counted} lines now"


def test_roles_and_budget_are_all_told() -> None:
    from derivations.rules.rule import Role

    assert set(re.findall(r"^\| `([A-Z]+)` \|", PAGE, re.MULTILINE)) == {role.name for role in Role}
