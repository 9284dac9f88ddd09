"""A module that stands by itself. In: its source. Out: the same with what it takes from the runtime written in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

RUNTIME = Path(__file__).resolve().parent.parent / "runtime"
"""Where the runtime's files lie."""
ORDER = ("checks", "domains", "arguments", "pointwise", "linear", "numeric")
"""Its files, each after those that it takes from."""
LINEAR = ("loss_and_gradient", "hessian_vector_product", "loss", "gradient", "hessian")
"""Functions of ``linear`` that are called like those of the module itself."""
RECORD = re.compile(r"^ARGUMENTS = Arguments\((?:.*\)|\n(?: .*\n)+\))\n", re.MULTILINE)
"""The statement that makes the record of the arguments, which needs what follows."""
IMPORT = re.compile(r"^from derivations\.runtime\S* import .*\n", re.MULTILINE)


def standalone(source: str) -> str:
    """The source of a module that imports nothing of this package.

    Args:
        source: A module that imports ``derivations.runtime``.
    """
    used = [name for name in ORDER if name != "numeric" or "runtime.numeric" in source]
    used = [name for name in used if name != "linear" or "import linear" in source]
    texts = {name: (RUNTIME / f"{name}.py").read_text(encoding="utf-8") for name in used}
    parts = [body(text) for text in texts.values()]
    for name in LINEAR:
        parts = [re.sub(rf"^def {name}\(", f"def linear_{name}(", part, flags=re.MULTILINE) for part in parts]
        source = source.replace(f"linear.{name}(", f"linear_{name}(")
    head, rest = apart(IMPORT.sub("", source))
    imports = dict.fromkeys([*imported(head), *(line for text in texts.values() for line in imported(text))])
    lines = "\n".join(sorted(imports, key=lambda line: (line.split()[1].split(".")[0] in ("numpy", "scipy"), line)))
    record = RECORD.search(rest)
    assert record is not None, "every module has a record of its arguments"
    functions = rest[: record.start()] + rest[record.end() :]
    pieces = [
        f"{docstring(head)}\n\nfrom __future__ import annotations\n\n{lines}\n\n{functions.strip()}",
        "# What follows is the runtime of derivations, and the record that it reads.",
        *(part.strip() for part in parts),
        record[0].strip(),
    ]
    return "\n\n\n".join(pieces) + "\n"


def imported(text: str) -> Iterator[str]:
    """The lines that import other packages."""
    for node in ast.parse(text).body:
        own = isinstance(node, ast.ImportFrom) and str(node.module).startswith(("derivations", "__future__"))
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not node.level and not own):
            yield ast.unparse(node)


def apart(text: str) -> tuple[str, str]:
    """A module's docstring and imports, and what follows them."""
    lines = text.splitlines(keepends=True)
    last = 0
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import | ast.ImportFrom) or (isinstance(node, ast.Expr) and not last):
            last = node.end_lineno or last
        else:
            break
    return "".join(lines[:last]), "".join(lines[last:])


def docstring(text: str) -> str:
    """A module's docstring as it stands there."""
    node = ast.parse(text).body[0]
    return "".join(text.splitlines(keepends=True)[: node.end_lineno]).rstrip()


def body(text: str) -> str:
    """A module without its docstring and imports."""
    return apart(text)[1]
