"""The page on the use of the code. In: generated code. Out: the page, with what the examples print with that code."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import partial
from importlib import util
from pathlib import Path
from types import ModuleType

from . import cache
from .cache import PACKAGES
from .outcome import Failure, at_once, pip_command

RUNS = {
    "breast_cancer": ("derivations.examples.breast_cancer", "logistic"),
    "digits": ("derivations.examples.digits", "softmax"),
    "curvature": ("derivations.examples.curvature", "logistic"),
}
"""The examples that run when the page on the use of the code is made, each with the loss whose code it uses."""


def run_examples(codes: Mapping[str, str], root: Path | None = None) -> Iterator[tuple[str, str]]:
    """What each example prints when it runs with some code; begun at once, and had when it is asked for.

    Args:
        codes: The generated modules by loss, which may be on no disk yet.
        root: The project's root, in whose cache reports are remembered; None: they are made anew, one by one.

    Raises:
        Failure: A package that an example needs is missing, or its fits don't agree.
    """
    if root:
        runs = [(name, codes[loss]) for name, (_, loss) in RUNS.items()]
        return zip(RUNS, at_once(partial(remembered_report, root), runs), strict=True)
    return ((name, example_report(name, codes[loss])) for name, (_, loss) in RUNS.items())


def using_page(reports: Mapping[str, str]) -> dict[str, str]:
    """The page on the use of the generated code, with what the examples print."""
    from .render.environment import render

    examples = {name: module for name, (module, _) in RUNS.items()}
    return {"docs/using.md": render("page/using.md.j2", reports=reports, examples=examples)}


def remembered_report(root: Path, run: tuple[str, str]) -> str:
    """What an example prints with some code, from the cache where it ran with that before.

    Raises:
        Failure: A package that it needs is missing, or its fits don't agree.
    """
    name, code = run
    key = cache.digest(root, ("derivations/examples", "derivations/runtime"), PACKAGES)
    key = cache.with_text(key, code)
    kept = cache.recall(root, f"example-{name}.txt", key).decode()
    if not kept:
        kept = example_report(name, code)
        cache.keep(root, f"example-{name}.txt", key, kept.encode())
    return kept


def example_report(name: str, code: str) -> str:
    """What an example prints when it runs with this code.

    Raises:
        Failure: A package that it needs is missing, its fits don't agree, or a digit isn't the same on every machine.
    """
    example = example_with(name, code)
    try:
        results = example.run()
    except ImportError as error:
        raise Failure(f"the example needs a package that is missing ({error}); run: {pip_command('dev')}") from error
    if results.difference > example.TOLERANCE:
        raise Failure(f"the example is {results.difference:.1e} off scikit-learn's fit; see: python -m {RUNS[name][0]}")
    try:
        text: str = example.report(results)
    except ArithmeticError as error:  # the example's own Uncertain
        raise Failure(f"{RUNS[name][0]} would print what another machine may not: {error}") from error
    return text


def example_with(name: str, code: str) -> ModuleType:
    """A copy of an example, for which the generated module of its loss is this code."""
    from . import generated

    file, loss = RUNS[name]
    name = f"{generated.__name__}.{loss}"
    module = ModuleType(name)
    exec(compile(code, f"<{name}, as generated now>", "exec"), module.__dict__)
    spec = util.find_spec(file)
    assert spec and spec.loader
    example = util.module_from_spec(spec)
    before = sys.modules.get(name), getattr(generated, loss, None)
    sys.modules[name] = module
    setattr(generated, loss, module)
    try:
        spec.loader.exec_module(example)
    finally:
        del sys.modules[name]
        delattr(generated, loss)
        if before[0]:
            sys.modules[name] = before[0]
        if before[1]:
            setattr(generated, loss, before[1])
    return example
