"""What tests of the command line share: ways to run it, and copies of the project that a test may spoil."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from derivations import cli

ROOT = Path(__file__).resolve().parent.parent
PLAIN = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def run(*words: str, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as a person runs it."""
    command = [sys.executable, "-m", "derivations", *words]
    environment = {**os.environ, **PLAIN, **variables}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", timeout=300)


@pytest.fixture(name="invoke")
def fixture_invoke(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in this process."""
    monkeypatch.chdir(ROOT)
    return lambda *words: CliRunner(env=PLAIN).invoke(cli.commands, words, prog_name="derivations")


def one_line(text: str) -> str:
    """An error's line, checked to be one, and to say something after a semicolon."""
    assert re.fullmatch(r"error: [^\n]+; [^\n]+\n", text), text
    assert "Traceback" not in text
    return text


@pytest.fixture(scope="session", name="base")
def fixture_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, generated once, so that its cache is warm; it begins with what is remembered here."""
    folder = tmp_path_factory.mktemp("base") / "project"
    folder.mkdir()
    for part in ("derivations", "templates", "docs", ".cache"):
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / part, folder / part)
    (folder / "benchmarks").mkdir()
    shutil.copy(ROOT / "benchmarks/results.json", folder / "benchmarks/results.json")
    assert run("generate", cwd=folder).returncode == 0
    return folder


@pytest.fixture(name="project")
def fixture_project(base: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(base, tmp_path / "project"))


@pytest.fixture(scope="session", name="installed")
def fixture_installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a wheel holds it, away from any checkout."""
    folder = tmp_path_factory.mktemp("installed")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "derivations", folder / "derivations", ignore=ignore)
    shutil.copytree(ROOT / "templates", folder / "derivations/templates", ignore=ignore)
    pages = shutil.ignore_patterns("*.md")
    shutil.copytree(ROOT / "docs/examples", folder / "derivations/definitions", ignore=pages)
    return folder
