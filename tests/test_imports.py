"""The order of imports, the docstrings, the public names; and what generated code doesn't import."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import derivations

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "derivations"

# What each part of the package may import, beside itself: runtime < generated, and terms < functions < rules, losses,
# identities, tutorial < derive < verify < render, emit, prove < own < codec, own_files < collection < audit, using <
# catalogue < truth, verification, files < pipeline < cli. The modules at the top come in the order of the flow.
MATHEMATICS = ["terms", "functions", "rules", "losses", "identities", "tutorial", "derive", "verify"]
FILES = ["outcome", "own_files", "collection"]
FLOW = ["catalogue", "verification", "files"]
MAY_IMPORT = {
    "terms": [],
    "functions": ["terms"],
    "rules": ["terms", "functions"],
    "losses": ["terms", "functions"],
    "identities": ["terms", "functions"],
    "tutorial": ["terms", "functions", "losses"],
    "derive": MATHEMATICS[:5],
    "verify": MATHEMATICS[:7],
    "render": [*MATHEMATICS, "output", "cache", "secret"],
    "emit": [*MATHEMATICS, "render.environment"],
    "prove": [*MATHEMATICS, "render.environment"],
    "runtime": [],
    "generated": ["runtime"],
    "examples": ["generated", "runtime"],
    "output": [],
    "secret": [],
    "cache": ["output", "secret"],
    "codec": MATHEMATICS,
    "formats": [*MATHEMATICS, "render"],
    "own": [*MATHEMATICS, "render", "emit", "formats"],
    "outcome": ["verify", "output"],
    "own_files": ["verify", "own", "output", "secret", "outcome"],
    "collection": ["emit", "own", "output", "cache", "outcome", "own_files"],
    "audit": [*MATHEMATICS, "render", "emit", "own", "output", *FILES],
    "benchmarks": ["render", "emit.backends", "outcome", "collection"],
    "using": ["render", "generated", "cache", "outcome"],
    "catalogue": ["losses", "rules", "output", "cache", *FILES],
    "truth": [*MATHEMATICS, "own", "collection", "catalogue"],
    "verification": [*MATHEMATICS, "render", "cache", "codec", *FILES, "catalogue"],
    "files": [*MATHEMATICS, "render", "emit", "prove", "own", *FILES, "audit"],
    "pipeline": ["losses", "verify", "emit.backends", "output", "cache", *FILES, "using", "benchmarks", *FLOW],
    "website": ["output", "cache", "outcome", "catalogue"],
    "terminal": ["output"],
    "cli": [*MATHEMATICS, "render", "formats", "output", *FILES, "audit", *FLOW, "pipeline", "website", "terminal"],
    "__main__": ["cli"],
}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "templates" not in path.parts)


def name_of(path: Path) -> str:
    """`terms.core` for derivations/terms/core.py, `terms` for derivations/terms/__init__.py, '' for the package."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """What a module imports from the package, wherever in it, with the line."""
    parts = ["derivations", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = parts[: len(parts) - node.level + 1] if node.level else []
            home = ".".join([*base, *([node.module] if node.module else [])])
            found = [f"{home}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in found:
            if name.startswith("derivations."):
                yield name.removeprefix("derivations."), node.lineno


def allowed(importer: str, imported: str) -> bool:
    own = importer.split(".")[0]
    return any(f"{imported}.".startswith(f"{part}.") for part in [own, *MAY_IMPORT[own]])


# The package itself imports what is asked for, when it is.
@pytest.mark.parametrize("path", list(filter(name_of, modules())), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    name = name_of(path)
    assert name.split(".")[0] in MAY_IMPORT, "a new part of the package: put it into its place in the order"
    wrong = [f"line {line}: {imported}" for imported, line in imports(path) if not allowed(name, imported)]
    assert not wrong


def test_the_order_has_no_circle() -> None:
    for part, others in MAY_IMPORT.items():
        assert not [other for other in others if part in MAY_IMPORT[other.split(".")[0]]]


def test_a_wrong_import_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    path = tmp_path / "terms" / "core.py"
    path.parent.mkdir()
    path.write_text(
        "from __future__ import annotations\nimport derivations.cli\nfrom ..rules import book\nfrom . import text\n"
        "def f():\n    from ..rules.book import RULES\n"
    )
    found = list(imports(path))
    assert found == [("cli", 2), ("rules.book", 3), ("terms.text", 4), ("rules.book.RULES", 6)]
    assert [allowed("terms.core", name) for name, _ in found] == [False, False, True, False]
    assert allowed("emit.module", "render.environment.render")
    assert not allowed("emit.module", "render.pages") and not allowed("emit.module", "render")


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_every_public_name_is_there() -> None:
    assert set(derivations.__all__) <= set(dir(derivations))
    for name in derivations.__all__:
        assert getattr(derivations, name)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        derivations.nothing  # noqa: B018


def test_public_names_are_where_type_checkers_look() -> None:
    """What is imported for type checkers is what is imported when asked for."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    found = {}
    for node in block.body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                home = f"{node.module}:{alias.name}" if alias.asname else node.module
                found[alias.asname or alias.name] = home
    assert found == derivations._HOMES


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh Python has after this code."""
    script = f"import sys\n{code}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        ("import derivations", {"sympy", "click", "rich", "jinja2", "numpy", "numba"}),
        (
            "from derivations.generated import logistic",
            {"sympy", "click", "rich", "jinja2", "flint", "scipy", "mkdocs"},
        ),
        ("import derivations.examples.breast_cancer", {"sympy", "click", "rich", "jinja2", "flint"}),
        ("import derivations.examples.curvature", {"sympy", "click", "rich", "jinja2", "flint"}),
        ("import derivations.cli", {"sympy", "jinja2", "numpy", "flint", "mkdocs", "rich"}),
        ("import derivations.pipeline", {"sympy", "jinja2", "numpy", "flint", "mkdocs", "rich", "click"}),
        ("from derivations.losses import registry; registry.title('logistic')", {"sympy", "numpy", "click"}),
        ("from derivations import collection; collection.title('hinge')", {"sympy", "numpy", "click", "jinja2"}),
        ("import derivations; derivations.reference('focal').loss", {"numpy", "scipy", "jinja2", "rich"}),
        (
            "from derivations.generated import hinge",
            {"sympy", "click", "rich", "jinja2", "flint", "scipy", "mkdocs", "numba"},
        ),
    ],
)
def test_what_is_not_needed_is_not_imported(code: str, unwanted: set[str]) -> None:
    assert not loaded_by(code) & unwanted
