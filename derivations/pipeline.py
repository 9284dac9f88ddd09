"""The whole flow. In: the names of losses. Out: their pages, code and traces, written or compared.

    loss → derive and verify → render, emit → output

What is slow to import is imported where it is used, so that a run that finds nothing changed ends at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from . import output
from .losses import registry
from .output import Change, Stamp

if TYPE_CHECKING:
    from .losses.loss import Loss
    from .verify.verdict import Checked, CheckedStep

Done = Callable[[str], None]
"""Called with the name of each part of the work when it is finished."""

INPUTS = ("derivations", "templates")
"""What the generated files are made from, beside the packages, whose versions count."""

PACKAGES = ("derivations", "jinja2", "mpmath", "numpy", "python-flint", "scikit-learn", "scipy", "sympy")

EXAMPLE = "derivations.examples.breast_cancer"


class Failure(Exception):
    """A command can't do its work; the message tells why, and what to do."""


@dataclass(frozen=True)
class Outcome:
    """What generating found.

    Args:
        changes: The files that were changed, or with ``check`` would be.
        count: How many files are generated in all.
    """

    changes: list[Change]
    count: int


def nothing(name: str) -> None:
    """Tell nobody about progress."""


def project_root() -> Path:
    """The folder of the project, which holds what is generated: here or above, else where the package lies.

    Raises:
        Failure: There is none, or it isn't the one that this package belongs to.
    """
    package = Path(__file__).resolve().parent
    here = Path.cwd().resolve()
    for folder in (here, *here.parents, package.parent):
        if (folder / "mkdocs.yml").is_file() and (folder / "derivations").is_dir():
            if folder / "derivations" != package:
                raise Failure(
                    f"this is the package in {package}, not the one of the checkout {folder}; "
                    "there, run: python -m pip install --editable ."
                )
            return folder
    raise Failure("this needs a checkout of the project; clone its repository, and run this command inside")


def pip_command(extra: str) -> str:
    """What to type to get an extra: in a checkout the checkout's, else the published one."""
    here = Path(__file__).resolve().parent.parent
    what = (
        f'--editable "{here}[{extra}]"' if (here / "pyproject.toml").is_file() else f'"derivations[{extra}]"'
    )
    return f"{sys.executable} -m pip install {what}"


def find_loss(name: str) -> Loss:
    """The loss of that name.

    Raises:
        UnknownName: There is none; the message tells the nearest.
    """
    if name not in registry.names():
        from .rules.book import nearest

        raise nearest("loss", name, list(registry.names()))
    return registry.load(name)


def status(name: str, root: Path | None) -> str:
    """Whether a loss's files were generated, and from what it is now, as far as a stamp tells."""
    if not (Path(__file__).parent / "generated" / f"{name}.py").is_file():
        return "not generated"
    if root is None:
        return "generated"
    stamp = Stamp(root, "generate", output.digest(root, INPUTS, PACKAGES))
    return "current" if stamp.holds() else "outdated" if stamp.path.exists() else "generated"


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


def first_fault(checked: Checked) -> str:
    """The first step that isn't proved or consistent, and what the check says."""
    for stage in checked.stages:
        faults = [
            (step.step.name, verdict)
            for outer in stage.steps
            for step in nested(outer)
            for verdict in step.verdicts
        ]
        for name, verdict in [
            *faults,
            *((f"{stage.derivation.name}, end to end", verdict) for verdict in stage.end),
        ]:
            if verdict.result.name in ("REFUTED", "UNKNOWN"):
                return f"{name} is {verdict.result.name} by {verdict.check}: {verdict.because}"
    return "no step is at fault"


def nested(step: CheckedStep) -> Iterator[CheckedStep]:
    """A step and all inside it."""
    yield step
    for inner in step.steps:
        yield from nested(inner)


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
        if not names:
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
        raise Failure(
            f"the example's fit is {results.difference:.1e} off scikit-learn's; see: python -m {EXAMPLE}"
        )
    done("example")
    text = (
        environment().get_template("page/using.md.j2").render(report=example.report(results), example=EXAMPLE)
    )
    return {"docs/using.md": text}


@contextmanager
def generated_module(name: str, code: str) -> Iterator[ModuleType]:
    """Let ``from derivations.generated import NAME`` give this code, which may be on no disk yet."""
    from . import generated

    full = f"{generated.__name__}.{name}"
    module = ModuleType(full)
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
