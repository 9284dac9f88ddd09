"""The command line. In: words typed by a person. Out: a command's result, and an exit code.

0: done; 1: it failed, or a check found something; 2: the words can't be understood; 130: interrupted. What a
person can mend is one line on the standard error, ``error: what is wrong; what to do``; only a fault of the
program shows a traceback.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from . import output, pipeline
from .losses import registry

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status

EXPECTED = (
    ("derivations.pipeline", "Failure", 1),
    ("derivations.output", "OutputError", 1),
    ("derivations.derive.chain", "PathError", 1),
    ("derivations.render.environment", "TemplateError", 1),
    ("derivations.rules.book", "UnknownName", 2),
)
"""The errors that a person can mend, with exit codes; by name, since most modules are slow to import."""

PATIENCE = 1.0
"""After how many seconds a command that is still at work says so."""


class Commands(click.Group):
    """The commands, with errors told in one line."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Run a command, and end the process with its exit code."""
        extra["standalone_mode"] = False
        try:
            code = super().main(args, prog_name, **extra)
            sys.stdout.flush()
        except (click.Abort, KeyboardInterrupt):
            code = 130
        except click.ClickException as error:
            code = complain(in_a_line(error), error.exit_code)
        except BrokenPipeError:
            code = 1
        except Exception as error:
            code = complain(*expected(error))
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an interrupt ends it quietly."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(130)


def in_a_line(error: click.ClickException) -> str:
    """What click finds wrong with the words."""
    text = re.sub(r"\. \(?(\w)([^)]*)\)?$", lambda found: f"; {found[1].lower()}{found[2]}", error.format_message())
    text = text[:1].lower() + text[1:].rstrip(".")
    ctx = getattr(error, "ctx", None)
    return text if ";" in text or ctx is None else f"{text}; see: {ctx.command_path} --help"


def expected(error: Exception) -> tuple[str, int]:
    """The message and the exit code of an error that a person can mend; another is raised again."""
    for module, name, code in EXPECTED:
        kind = getattr(sys.modules.get(module), name, None)
        if kind and isinstance(error, kind):
            return str(error), code
    if isinstance(error, OSError):
        return f"{error.filename or 'the system'}: {error.strerror or error}; {output.remedy(error)}", 1
    raise error


def complain(message: str, code: int) -> int:
    """Tell an error in one line."""
    click.echo(f"error: {' '.join(message.split())}", err=True)
    return code


def fail(message: str) -> NoReturn:
    """End with an error that isn't the program's."""
    raise pipeline.Failure(message)


def console(markup: bool = False) -> Console:
    """Where results are printed; its colours follow NO_COLOR and whether it is a terminal."""
    from rich.console import Console

    return Console(highlight=False, emoji=False, markup=markup)


def checkout() -> Path | None:
    """The project's root, or nothing outside a checkout."""
    with suppress(pipeline.Failure):
        return pipeline.project_root()
    return None


class Progress:
    """On a terminal, for what takes longer than ``PATIENCE``: a line that tells what was last finished.

    Args:
        work: What is being done.
    """

    def __init__(self, work: str) -> None:
        self.text = work + " …"
        self.work = work
        self.line: Status | None = None
        self.lock = threading.Lock()
        self.timer = threading.Timer(PATIENCE, self.start)
        self.timer.daemon = True

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self.timer.start()
        return self

    def __call__(self, part: str) -> None:
        """A part is finished."""
        with self.lock:
            self.text = f"{self.work}: {part}"
            if self.line:
                self.line.update(self.text)

    def start(self) -> None:
        """Show the line from now on."""
        from rich.console import Console

        with self.lock:
            if not self.timer.finished.is_set():
                self.line = Console(stderr=True, highlight=False).status(self.text)
                self.line.start()

    def __exit__(self, *error: object) -> None:
        self.timer.cancel()
        with self.lock:
            if self.line:
                self.line.stop()


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="derivations", prog_name="derivations", message="%(prog)s %(version)s")
@click.pass_context
def commands(ctx: click.Context) -> None:
    """Loss functions derived step by step, each step named by its rule and checked."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@commands.command("list")
@click.option("--rules", is_flag=True, help="The rules of the rule book instead.")
def list_(rules: bool) -> None:
    """List the losses and how current their files are."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    if rules:
        from .rules.book import RULES

        table.add_column("rule", no_wrap=True)
        table.add_column("", no_wrap=True)
        table.add_column("statement", overflow="fold")
        table.add_column("if", overflow="fold")
        for rule in RULES.values():
            table.add_row(rule.name, rule.number, rule.statement, ", ".join(rule.conditions))
    else:
        root = checkout()
        for heading in ("loss", "title", "status"):
            table.add_column(heading, overflow="fold")
        for name in registry.names():
            table.add_row(name, registry.title(name), pipeline.status(name, root))
    console().print(table)


@commands.command()
@click.argument("loss")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "latex", "markdown", "json"]),
    default="text",
    show_default=True,
)
@click.option("--stage", help="Only this stage.")
@click.option("--detail", is_flag=True, help="With the small steps, which a page folds.")
def show(loss: str, form: str, stage: str | None, detail: bool) -> None:
    """Show a derivation; as json, it is the trace."""
    known = [found.name for found in pipeline.find_loss(loss).stages]
    if stage is not None and stage not in known:
        from .rules.book import nearest

        raise nearest("stage", stage, known)
    with Progress(f"deriving and checking {loss}") as done:
        checked = pipeline.recalled(checkout(), loss, done)
    from . import formats

    if form == "json":
        click.echo(formats.json_of(checked, stage), nl=False)
    elif form == "markdown":
        click.echo(formats.markdown_of(checked, stage), nl=False)
    elif form == "latex":
        click.echo(formats.latex_of(checked, stage, detail), nl=False)
    else:
        from .render.show import show as show_text

        show_text(checked, console(markup=True), stage=stage, detail=detail)


@commands.command()
@click.argument("losses", nargs=-1)
@click.option(
    "--check", is_flag=True, help="Write nothing; print what would change, and exit with 1 if anything would."
)
def generate(losses: Sequence[str], check: bool) -> None:
    """Make the pages, code and traces of some losses, or all."""
    with Progress("generating") as done:
        outcome = pipeline.generate(pipeline.project_root(), losses, check, done)
    found = outcome.changes
    if not found:
        click.echo(f"generated files are current ({outcome.count} files)")
    elif check:
        for change in found:
            for line in change.diff():
                click.echo(line)
        count = "1 generated file is" if len(found) == 1 else f"{len(found)} generated files are"
        fail(f"{count} not current; run: derivations generate")
    else:
        for change in found:
            click.echo(f"{'deleted' if change.new is None else 'wrote'} {change.path}")


@commands.command()
@click.argument("losses", nargs=-1)
def verify(losses: Sequence[str]) -> None:
    """Check every step of some losses, or of all."""
    from .render.show import verification_table

    faults = []
    for name in losses or registry.names():
        with Progress(f"checking {name}") as done:
            checked = pipeline.verified(name, done)
        console(markup=True).print(verification_table(checked))
        if not checked.publishable:
            faults.append(f"{name}: {pipeline.first_fault(checked)}")
    if faults:
        fail("; ".join(faults) + "; mend the rule, or the path in the loss's file")


@commands.command()
def build() -> None:
    """Generate everything, then the site into site/."""
    from . import website

    root = pipeline.project_root()
    with Progress("generating") as done:
        outcome = pipeline.generate(root, done=done)
    click.echo(f"{len(outcome.changes)} of {outcome.count} generated files changed")
    with Progress("building the site"):
        built = website.build(root)
    click.echo(f"{'built' if built else 'nothing changed in'} {root / 'site' / 'index.html'}")


@commands.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(port: int) -> None:
    """Serve the site, and follow every change to its sources."""
    from . import website

    root = pipeline.project_root()
    website.check_server(port)
    with Progress("generating") as done:
        pipeline.generate(root, done=done)
    website.serve(root, port)


@commands.command()
@click.argument("names", nargs=-1)
def bench(names: Sequence[str]) -> None:
    """Run some measurements of benchmarks/, or all."""
    folder = pipeline.project_root() / "benchmarks"
    scripts = {path.stem: path for path in sorted(folder.glob("[!_]*.py"))}
    if not scripts:
        fail(f"there is no measurement in {folder}; restore it with git")
    for name in names:
        if name not in scripts:
            from .rules.book import nearest

            raise nearest("measurement", name, list(scripts))
    for name in names or scripts:
        click.echo(f"{name}:")
        if subprocess.run([sys.executable, str(scripts[name])], cwd=folder.parent).returncode:
            fail(f"the measurement {name} failed, for the reason above; run it alone: derivations bench {name}")


def main() -> None:
    """The entry point."""
    with terminable():
        commands(prog_name="derivations")


@contextmanager
def terminable() -> Iterator[None]:
    """Let a polite request to end (SIGTERM) clean up as an error does; nothing is left half-written."""

    def end(number: int, frame: object) -> NoReturn:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
