"""What emitted code calls, as text. In: names that code uses. Out: the source of those functions and of all they use.

The functions stand in templates/code/*.py, ordinary Python that is copied into a module as it is needed.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from ..render.environment import template_folder

FILES = ("plain.py", "digits.py", "wide.py", "wide_special.py")
WORD = re.compile(r"[A-Za-z_]\w*")


@lru_cache(maxsize=1)
def sources() -> dict[str, str]:
    """The source of each function, class and constant by its name, in the order of the files."""
    found = {}
    for file in FILES:
        text = (template_folder() / "code" / file).read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.parse(text).body:
            name = node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
            end = node.end_lineno or node.lineno
            source = "\n".join(lines[node.lineno - 1 : end])
            found[name] = source + (
                "  # fmt: skip" if lines[end - 1].endswith("# fmt: skip") and "fmt" not in source else ""
            )
    return found


@lru_cache(maxsize=1)
def uses() -> dict[str, frozenset[str]]:
    """Which of the names each source uses."""
    known = sources()
    return {name: frozenset(WORD.findall(text)) & frozenset(known) for name, text in known.items()}


def needed(code: str) -> list[str]:
    """The sources that a text uses, directly or through others, in the order of the files."""
    waiting = [name for name in sources() if name in set(WORD.findall(code))]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(uses()[name])
    return [name for name in sources() if name in seen]
