"""The whole flow. In: the names of losses. Out: their pages, code and traces, written or compared.

    loss → derive and verify → render, emit → output

What is slow to import is imported where it is used, so that a run that finds nothing changed ends at once.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from . import cache, output
from .cache import Stamp
from .losses import registry
from .outcome import Done, Failure, Outcome, at_once, first_fault, nothing
from .own_files import EXAMPLES, example

if TYPE_CHECKING:
    from .identities.identity import Section
    from .losses.plan import Plan
    from .verify.identities import CheckedIdentity
    from .verify.verdict import Checked

CHECKS = tuple(f"derivations/{layer}" for layer in ("terms", "rules", "losses", "identities", "derive", "verify"))
"""What a loss or an identity is verified from, beside the packages."""

INPUTS = ("derivations", "templates", "docs/examples")
"""What the generated files are made from, beside the packages, whose versions count."""

PACKAGES = ("derivations", "jinja2", "mpmath", "numpy", "python-flint", "scikit-learn", "scipy", "sympy")

EXAMPLES_RUN = ("derivations.examples.breast_cancer", "derivations.examples.curvature")
"""What the page on the use of the code shows the output of."""


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
    what = f'--editable "{here}[{extra}]"' if (here / "pyproject.toml").is_file() else f'"derivations[{extra}]"'
    return f"{sys.executable} -m pip install {what}"


def find_loss(name: str) -> Plan:
    """The loss of that name.

    Raises:
        UnknownName: There is none; the message tells the nearest.
    """
    known(name)
    return registry.load(name)


def known(name: str) -> None:
    """Refuse the name of no loss.

    Raises:
        UnknownName: There is none; the message tells the nearest.
    """
    if name not in registry.names():
        from .rules.book import nearest

        raise nearest("loss", name, list(registry.names()))


def status(name: str, root: Path | None) -> str:
    """Whether a loss's files were generated, and from what it is now, as far as a stamp tells."""
    made = [Path(__file__).parent / "generated" / f"{name}.py"] if registry.has_code(name) else []
    made += [root / "docs/losses" / f"{name}.md"] if root else []
    if not all(path.is_file() for path in made):
        return "not generated"
    if root is None:
        return "generated"
    stamp = Stamp(root, "generate", cache.digest(root, INPUTS, PACKAGES))
    return "current" if stamp.holds() else "changed" if stamp.path.exists() else "generated"


def verified(name: str, done: Done = nothing) -> Checked:
    """A loss, derived and checked, whatever the verdicts are.

    Raises:
        UnknownName: There is no such loss.
        PathError: A rule doesn't apply where the loss says.
    """
    from .verify.check import verify

    return verify(find_loss(name), done=done)


def recalled(root: Path | None, name: str, done: Done = nothing) -> Checked:
    """The same, from the cache where it was verified before with the same definitions, rules, checks and packages.

    Raises:
        UnknownName: There is no such loss.
        PathError: A rule doesn't apply where the loss says.
    """
    if root is None:
        return verified(name, done)
    key = cache.digest(root, CHECKS, PACKAGES)
    kept = cache.recall(root, f"{name}.pickle", key)
    with suppress(Exception):  # a damaged pickle may raise anything
        found: Checked = pickle.loads(kept)
        return found
    found = verified(name, done)
    cache.keep(root, f"{name}.pickle", key, pickle.dumps(found))
    return found


def published(root: Path, name: str, done: Done = nothing) -> Checked:
    """A loss whose every step holds.

    Raises:
        Failure: A check refutes a step, or can't decide it.
    """
    checked = recalled(root, name, done)
    if not checked.publishable:
        raise Failure(f"{name} isn't published; {first_fault(checked)}; see: derivations verify {name}")
    return checked


def identities(root: Path | None, done: Done = nothing) -> list[tuple[Section, list[CheckedIdentity]]]:
    """The identities of matrix calculus by section, derived and checked, or from the cache.

    Raises:
        Stuck: One can't be derived.
        Failure: A check refutes one, or can't decide it.
    """
    from .identities.matrix_cookbook import SECTIONS
    from .verify.identities import check_identity
    from .verify.verdict import Result

    key = cache.digest(root, CHECKS, PACKAGES) if root else ""
    found: dict[str, CheckedIdentity] = {}
    if root:
        with suppress(Exception):  # a damaged pickle may raise anything
            found = pickle.loads(cache.recall(root, "identities.pickle", key))
    if not found:
        every = [one for section in SECTIONS for one in section.identities]
        found = {checked.identity.name: checked for checked in at_once(check_identity, every)}
        if root:
            cache.keep(root, "identities.pickle", key, pickle.dumps(found))
    for name, checked in found.items():
        if checked.result not in (Result.PROVED, Result.CONSISTENT):
            raise Failure(f"{name} isn't published; it is {checked.result.value}")
    done("identities")
    return [(section, [found[one.name] for one in section.identities]) for section in SECTIONS]


def files_of(
    *losses: Checked,
    others: Sequence[Checked] = (),
    identities: Sequence[tuple[Section, Sequence[CheckedIdentity]]] = (),
    examples: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """All that is generated from losses: the texts by their paths from the project's root.

    Args:
        losses: Those whose pages, code and traces are made.
        others: Those that the rule book and the notation speak of beside them.
        identities: Those of matrix calculus, by section.
        examples: The files of the examples.

    Raises:
        Failure: Two losses can't share the rule book.
    """
    from .emit.module import module
    from .render.pages import book_pages, own_pages
    from .render.rulebook import Clash

    try:
        shown = {path.removeprefix("docs/"): text for path, text in (examples or {}).items() if path.endswith(".md")}
        every = sorted((*losses, *others), key=lambda found: found.loss.name)
        pages = book_pages(every, identities=identities, examples=shown)
    except Clash as error:
        raise Failure(str(error)) from error
    files = {}
    for checked in losses:
        pages |= own_pages(checked, conventions=conventions(checked))
        if checked.loss.kernels:
            files[f"derivations/generated/{checked.loss.name}.py"] = module(checked)
    return {f"docs/{path}": text for path, text in pages.items()} | files


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
    stamp = Stamp(root, "generate", cache.digest(root, INPUTS, PACKAGES))
    made = stamp.outputs()
    if made and stamp.holds() and not output.orphans(root, made):
        for name in names:
            known(name)
        return Outcome([], len(made))

    for name in names:
        known(name)
    losses = {name: published(root, name, done) for name in registry.names()}
    wanted = [checked for name, checked in losses.items() if not names or name in names]
    others = [checked for checked in losses.values() if checked not in wanted]
    examples = example_files(root, done)
    files = files_of(*wanted, others=others, identities=identities(root, done), examples=examples)
    done("pages")
    if not names:
        files |= examples
        files |= using_page(files["derivations/generated/logistic.py"], done)

    found = output.changes(root, files, whole=not names)
    if not check:
        output.update(root, found)
        if not names:
            stamp.keep(files)
    return Outcome(found, len(files))


def conventions(checked: Checked) -> list[dict[str, str]]:
    """The table of a loss's conventions, derived from the loss of one sample; nothing where the loss has none."""
    from .own.definition import Loss
    from .own.result import Derived
    from .own.tables import convention_rows

    if not checked.loss.sample:
        return []
    derived = Derived(Loss(checked.loss.name, **checked.loss.sample))
    return convention_rows(derived.verify(), derived.variants)


def example_files(root: Path, done: Done = nothing) -> dict[str, str]:
    """The pages and chains of the examples; several are worked on at once.

    Raises:
        LossError: A definition can't be used.
        Failure: Some step of one doesn't hold.
    """
    paths = sorted((root / EXAMPLES).glob("*.toml"))
    key = cache.digest(root, INPUTS, PACKAGES)
    files: dict[str, str] = {}
    with suppress(ValueError):
        files = json.loads(cache.recall(root, "examples.json", key))
    if files:
        return files
    for path, made in zip(paths, at_once(example, paths), strict=True):
        files |= {(EXAMPLES / name).as_posix(): text for name, text in made.items()}
        done(path.stem)
    cache.keep(root, "examples.json", key, json.dumps(files).encode())
    return files


def using_page(code: str, done: Done = nothing) -> dict[str, str]:
    """The page on the use of the generated code, with what the example prints when it runs with that code.

    Args:
        code: The generated module, which may be on no disk yet.
        done: Told about progress.

    Raises:
        Failure: A package that the example needs is missing, or its fits don't agree.
    """
    from .render.environment import render

    reports = []
    for name in EXAMPLES_RUN:
        example = example_with(code, name)
        try:
            results = example.run()
        except ImportError as error:
            cure = f"run: {pip_command('dev')}"
            raise Failure(f"the example needs a package that is missing ({error}); {cure}") from error
        done("example")
        if results.difference > 1e-6:
            raise Failure(f"the example is {results.difference:.1e} off scikit-learn's fit; see: python -m {name}")
        reports.append((name, example.report(results)))
    return {"docs/using.md": render("page/using.md.j2", reports=reports)}


def example_with(code: str, example_name: str) -> ModuleType:
    """A copy of an example, for which ``derivations.generated.logistic`` is this code."""
    from . import generated

    name = f"{generated.__name__}.logistic"
    module = ModuleType(name)
    exec(compile(code, f"<{name}, as generated now>", "exec"), module.__dict__)
    spec = util.find_spec(example_name)
    assert spec and spec.loader
    example = util.module_from_spec(spec)
    before = sys.modules.get(name), getattr(generated, "logistic", None)
    sys.modules[name] = generated.logistic = module  # type: ignore[attr-defined]
    try:
        spec.loader.exec_module(example)
    finally:
        del sys.modules[name], generated.logistic  # type: ignore[attr-defined]
        if before[0]:
            sys.modules[name] = before[0]
        if before[1]:
            generated.logistic = before[1]  # type: ignore[attr-defined]
    return example
