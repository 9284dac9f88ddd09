"""What emitted code calls, as text. In: names that code uses. Out: the source of those functions and of all they use.

The functions stand in templates/code/*.py, ordinary Python that is copied into a module as it is needed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ..render.environment import template_folder

FILES = ("plain.py", "digits.py", "pairs.py", "wide.py", "wide_functions.py", "wide_special.py")
OWN = "own_support.py"
CHECKS = Path(__file__).resolve().parent.parent / "generated" / "_support.py"
"""Checks of arguments, written once for all generated modules."""
BEGIN = re.compile(r"^(?=[^\W\d]|[@#\"'])(.*)$", re.MULTILINE)
NAMED = re.compile(r"(?:def|class) (\w+)|(\w+)(?:: [^=]+)? = ")
WORD = re.compile(r"[A-Za-z_]\w*")


def top_level(text: str) -> dict[str, str]:
    """The source of each function, class and constant of a text by its name; what begins a line begins a new one."""
    pieces = BEGIN.split(text)[1:]
    found = {}
    for head, rest in zip(pieces[::2], pieces[1::2], strict=True):
        name = NAMED.match(head)
        if name:
            found[name[1] or name[2]] = (head + rest).rstrip()
    return found


@lru_cache(maxsize=2)
def sources(checks: bool = False) -> dict[str, str]:
    """The source of each function, class and constant by its name; with ``checks`` those for whole modules too."""
    folder = template_folder() / "code"
    found = {}
    if checks:
        found = top_level(CHECKS.read_text(encoding="utf-8")) | top_level((folder / OWN).read_text(encoding="utf-8"))
    for file in FILES:
        found |= top_level((folder / file).read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=2)
def uses(checks: bool = False) -> dict[str, frozenset[str]]:
    """Which of the names each source uses."""
    known = sources(checks)
    return {name: words(text) & frozenset(known) for name, text in known.items()}


def words(text: str) -> frozenset[str]:
    """The names in code, those in docstrings and comments left out."""
    text = re.sub(r'"""[\s\S]*?"""|#.*', "", text)
    return frozenset(WORD.findall(text))


def needed(code: str, checks: bool = False) -> list[str]:
    """The sources that a text uses, directly or through others, in the order of the files."""
    waiting = list(words(code) & frozenset(sources(checks)))
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(uses(checks)[name])
    return [name for name in sources(checks) if name in seen]


SHARED = "_shared"
"""The module in ``derivations/generated`` that holds the functions which several modules there call."""


def is_shared(name: str) -> bool:
    """Whether modules may import a source instead of holding it: it needs NumPy alone."""
    return not any("special." in sources(True)[inner] for inner in needed(name, True))


@lru_cache(maxsize=1)
def shared_names() -> dict[str, tuple[str, ...]]:
    """The names that modules may import, by the module beside them that has them."""
    checks = top_level(CHECKS.read_text(encoding="utf-8"))
    return {
        "_support": tuple(checks),
        SHARED: tuple(name for name in sources(True) if name not in checks and is_shared(name)),
    }
