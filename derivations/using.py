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
from .outcome import Done, Failure, at_once, nothing, pip_command

RUNS = {
    "breast_cancer": ("derivations.examples.breast_cancer", "logistic"),
    "digits": ("derivations.examples.digits", "softmax"),
    "curvature": ("derivations.examples.curvature", "logistic"),
}
"""The examples that run when the page on the use of the code is made, each with the loss whose code it uses."""


def using_page(codes: Mapping[str, str], done: Done = nothing, root: Path | None = None) -> dict[str, str]:
    """The page on the use of the generated code, with what the examples print when they run with that code.

    Args:
        codes: The generated modules by loss, which may be on no disk yet.
        done: Told about progress.
        root: The project's root, in whose cache reports are remembered; None: they are made anew.

    Raises:
        Failure: A package that an example needs is missing, or its fits don't agree.
    """
    from .render.environment import render

    runs = ((name, codes[loss]) for name, (_, loss) in RUNS.items())
    made: Iterator[str] = (example_report(*run, done) for run in runs)
    if root:
        made = at_once(partial(remembered_report, root), list(runs))
    reports = dict(zip(RUNS, made, strict=True))
    done("examples")
    examples = {name: module for name, (module, _) in RUNS.items()}
    return {"docs/using.md": render("page/using.md.j2", reports=reports, examples=examples)}


def remembered_report(root: Path, run: tuple[str, str]) -> str:
    """What an example prints with some code, from the cache where it ran with that before.

    Raises:
        Failure: A package that it needs is missing, or its fits don't agree.
    """
    name, code = run
    key = cache.digest(root, ("derivations/examples", "derivations/generated/_support.py"), PACKAGES)
    key = cache.with_text(key, code)
    kept = cache.recall(root, f"example-{name}.txt", key).decode()
    if not kept:
        kept = example_report(name, code)
        cache.keep(root, f"example-{name}.txt", key, kept.encode())
    return kept


def example_report(name: str, code: str, done: Done = nothing) -> str:
    """What an example prints when it runs with this code.

    Raises:
        Failure: A package that it needs is missing, or its fits don't agree.
    """
    example = example_with(name, code)
    try:
        results = example.run()
    except ImportError as error:
        raise Failure(f"the example needs a package that is missing ({error}); run: {pip_command('dev')}") from error
    done(f"example {name}")
    if results.difference > example.TOLERANCE:
        raise Failure(f"the example is {results.difference:.1e} off scikit-learn's fit; see: python -m {RUNS[name][0]}")
    text: str = example.report(results)
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
