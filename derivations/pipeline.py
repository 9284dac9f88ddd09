"""The whole flow. In: the names of losses. Out: their pages, code and traces, written or compared; the site.

    loss → derive and verify → render, emit → output

Each command of the command line is one function here. What is slow to import is imported where it is used, so that a
run that finds nothing changed ends at once.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module, util
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from . import output
from .losses import registry
from .output import Change, Stamp

if TYPE_CHECKING:
    from .losses.loss import Loss
    from .verify.verdict import Checked, CheckedStep, Verdict

Done = Callable[[str], None]
"""Called with the name of each part of the work when it is finished."""

INPUTS = ("derivations", "templates")
"""What the generated files are made from."""

SITE_INPUTS = ("docs", "mkdocs.yml", "derivations/render/katex")
"""What the site is made from."""

PACKAGES = ("derivations", "jinja2", "mpmath", "numpy", "python-flint", "scikit-learn", "scipy", "sympy")
SITE_PACKAGES = ("markdown", "mkdocs", "mkdocs-material", "pygments", "pymdown-extensions", "quickjs-ng")


class Failure(Exception):
    """A command can't do its work; the message tells why, and what to do."""


@dataclass(frozen=True)
class Outcome:
    """What generating found.

    Args:
        changes: The files that were, or with ``check`` would be, changed.
        count: How many files are generated in all.
    """

    changes: list[Change]
    count: int


def nothing(name: str) -> None:
    """Tell nobody about progress."""


def find_loss(name: str) -> Loss:
    """The loss of that name.

    Raises:
        UnknownName: There is none; the message tells the nearest.
    """
    if name not in registry.names():
        from .rules.book import nearest

        raise nearest("loss", name, list(registry.names()))
    return registry.load(name)


def verified(name: str, done: Done = nothing) -> Checked:
    """A loss, derived and checked, whatever the verdicts are.

    Raises:
        UnknownName: There is no such loss.
        PathError: A rule doesn't apply where the loss says.
    """
    from .verify.check import verify

    return verify(find_loss(name), done=done)


def published(name: str, done: Done = nothing) -> Checked:
    """A loss whose every step holds.

    Raises:
        Failure: A check refutes a step, or can't decide it.
    """
    checked = verified(name, done)
    if not checked.publishable:
        raise Failure(f"{name} isn't published; {first_fault(checked)}; see: derivations verify {name}")
    return checked


def files_of(checked: Checked) -> dict[str, str]:
    """All that is generated from one loss: the texts by their paths from the project's root."""
    from .emit.module import module
    from .render.pages import pages

    files = {f"docs/{path}": text for path, text in pages(checked).items()}
    files[f"derivations/generated/{checked.loss.name}.py"] = module(checked)
    return files


def generate(root: Path, names: Sequence[str] = (), check: bool = False, done: Done = nothing) -> Outcome:
    """Make the generated files, and write those that changed.

    Args:
        root: The project's root.
        names: Of which losses; none: everything, and what nothing generates any more is deleted.
        check: Only compare.
        done: Told about progress.

    Raises:
        UnknownName: There is no such loss.
        Failure: A loss isn't publishable.
        OutputError: A file can't be written.
    """
    stamp = Stamp(root, "generate", output.digest(root, INPUTS, PACKAGES))
    made = stamp.outputs()
    if made and stamp.holds() and not output.orphans(root, made):
        for name in names:
            find_loss(name)
        return Outcome([], len(made))

    files: dict[str, str] = {}
    for name in names or registry.names():
        files |= files_of(published(name, done))
    if not names:
        files |= using_page(files, done)

    found = output.changes(root, files, whole=not names)
    if not check:
        output.update(root, found)
    if not names and not (check and found):
        stamp.keep(files)
    return Outcome(found, len(files))


def using_page(files: dict[str, str], done: Done = nothing) -> dict[str, str]:
    """The page on the use of the generated code, with what the example prints when it runs with that code.

    Args:
        files: What is generated in this run.
        done: Told about progress.

    Raises:
        Failure: scikit-learn is missing, or the example's fits don't agree.
    """
    from .render.environment import environment

    code = files["derivations/generated/logistic.py"]
    with generated_module("logistic", code):
        sys.modules.pop(EXAMPLE, None)
        example = import_module(EXAMPLE)
        try:
            results = example.run()
        except ImportError as error:
            raise Failure(f"the example needs a package ({error}); run: {pip_command('dev')}") from error
    if results.difference > 1e-6:
        raise Failure(f"the example's fit is {results.difference:.1e} off scikit-learn's; see: python -m {EXAMPLE}")
    done("example")
    text = environment().get_template("page/using.md.j2").render(report=example.report(results), example=EXAMPLE)
    return {"docs/using.md": text}


EXAMPLE = "derivations.examples.breast_cancer"


@contextmanager
def generated_module(name: str, code: str) -> Iterator[ModuleType]:
    """Let ``from derivations.generated import NAME`` give this code, which may be on no disk yet."""
    from . import generated

    full = f"{generated.__name__}.{name}"
    spec = util.spec_from_loader(full, loader=None)
    assert spec is not None
    module = util.module_from_spec(spec)
    exec(compile(code, f"<{full}, as generated now>", "exec"), module.__dict__)
    before = sys.modules.get(full), getattr(generated, name, None)
    sys.modules[full] = module
    setattr(generated, name, module)
    try:
        yield module
    finally:
        del sys.modules[full]
        delattr(generated, name)
        if before[0]:
            sys.modules[full] = before[0]
        if before[1]:
            setattr(generated, name, before[1])
