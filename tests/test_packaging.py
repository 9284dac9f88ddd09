"""What is handed out: the wheel holds all that the commands need, and what the documents name is there."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ["README.md", "CONTRIBUTING.md"]


def run(*command: str | Path, cwd: Path = ROOT, **variables: str) -> str:
    done = subprocess.run(command, cwd=cwd, env=os.environ | variables, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout.strip()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", folder, wheel)
    return folder


def test_the_wheel_holds_the_package_its_templates_definitions_and_katex(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    source = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "derivations").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    templates = {
        f"derivations/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "templates").rglob("*") if path.is_file()
    }
    definitions = {f"derivations/definitions/{path.name}" for path in (ROOT / "docs/examples").glob("*.[tj]*")}
    assert "derivations/render/katex/katex.min.js" in source
    assert templates
    assert {"derivations/definitions/focal.toml", "derivations/definitions/focal.chain.json"} <= definitions
    packed = {name for name in names if ".dist-info/" not in name}
    assert packed == source | templates | definitions


def test_the_wheel_says_what_the_project_says(wheel: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    information = f"{project['name']}-{project['version']}.dist-info"
    with zipfile.ZipFile(wheel) as packed:
        metadata = packed.read(f"{information}/METADATA").decode()
        assert "derivations = derivations.__main__:main" in packed.read(f"{information}/entry_points.txt").decode()
        assert f"{information}/licenses/LICENSE" in packed.namelist()
    assert f"Requires-Python: {project['requires-python']}\n" in metadata


def test_the_installed_package_works_away_from_the_repository(installed: Path, tmp_path: Path) -> None:
    script = (
        "import derivations; from derivations.render.environment import template_folder;"
        "print(derivations.__file__); print(template_folder())"
    )
    variables = {"PYTHONPATH": str(installed)}
    package, templates = run(sys.executable, "-c", script, cwd=tmp_path, **variables).splitlines()
    assert Path(package).is_relative_to(installed)
    assert Path(templates).is_relative_to(installed)
    assert any(path.is_file() for path in Path(templates).rglob("*"))
    listed = run(sys.executable, "-m", "derivations", "list", cwd=tmp_path, **variables)
    assert re.search(r"^hinge +Hinge loss +generated$", listed, re.MULTILINE)
    shown = run(sys.executable, "-m", "derivations", "show", "hinge", cwd=tmp_path, **variables)
    assert "proved" in shown


def test_the_lock_pins_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([a-z0-9-]+)==[0-9a-z.]+(?: ;|$)", lock, re.MULTILINE))
    assert len(pinned) == len([line for line in lock.splitlines() if not line.startswith("#")])
    assert "://" not in lock
    # The audit's packages are heavy, and only measuring needs them: they aren't in the lock.
    extras = [name for extra, own in project["optional-dependencies"].items() if extra != "audit" for name in own]
    wanted = {re.split(r"[^a-z0-9-]", requirement)[0] for requirement in project["dependencies"] + extras}
    assert wanted - {"derivations"} <= pinned


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_document_names_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    # In back-quotes a path is what has a slash and ends in one, or has a dot somewhere: not `1/m`.
    quoted = [name for name in re.findall(r"`([\w.-]+(?:/[\w.-]*)+)`", text) if "." in name or name.endswith("/")]
    linked = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    built = {entry.strip("/").split("/")[0] for entry in ignored}
    named = {name for name in quoted + linked if name and name.split("/")[0] not in built}
    assert not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize("document", [*DOCUMENTS, ".ci/run"])
def test_make_knows_every_task_a_document_names(document: str) -> None:
    tasks = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = (ROOT / document).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^\s*|`|\$ )make ([a-z]+)", text, re.MULTILINE))
    assert named and named <= tasks
