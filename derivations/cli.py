"""The command line. In: words typed by a person. Out: a command of the pipeline, and its result told."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from . import catalogue, collection, files, output, own_files, pipeline, verification
from .outcome import Failure, first_fault
from .terminal import Commands, Progress, console, make_printable, print_table, terminable


def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The losses whose names begin so, for the shell."""
    return [name for name in catalogue.names() if name.startswith(incomplete)]


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
    fault = ""
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
        for name in catalogue.names():
            try:
                status = catalogue.status(name, root)
            except output.OutputError as error:
                status, fault = "unknown", str(error)
            table.add_row(output.printable(name), catalogue.title(name), status)
    print_table(table, console(), 64)
    if fault:
        fail(fault)


@commands.command()
@click.argument("loss", shell_complete=complete)
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
    known = [found.name for found in catalogue.find_loss(loss).stages]
    if stage is not None and stage not in known:
        from .rules.book import nearest

        raise nearest("stage", stage, known)
    with Progress(f"deriving and checking {loss}") as done:
        checked = verification.recalled(checkout(), loss, done)
    from . import formats

    if form == "json":
        click.echo(formats.json_of(checked, stage), nl=False)
    elif form == "markdown" and stage is None and loss in collection.names():
        click.echo(collection.derived(loss).to_markdown(), nl=False)
    elif form == "markdown":
        click.echo(formats.markdown_of(checked, stage, () if stage else files.conventions(checked)), nl=False)
    elif form == "latex":
        click.echo(formats.latex_of(checked, stage, detail), nl=False)
    else:
        from .render.show import show as show_text

        show_text(checked, console(markup=True), stage=stage, detail=detail)


@commands.command()
@click.argument("losses", nargs=-1, shell_complete=complete)
@click.option(
    "--check", is_flag=True, help="Write nothing; print what would change, and exit with 1 if anything would."
)
def generate(losses: Sequence[str], check: bool) -> None:
    """Make the pages, code and traces of some losses, or all."""
    with Progress("generating") as done:
        root = catalogue.project_root()
        if not check:
            output.sweep(root)
        outcome = pipeline.generate(root, losses, check, done)
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
        if losses:
            click.echo("for the pages that losses share, run: derivations generate")


@commands.command()
@click.argument("losses", nargs=-1, shell_complete=complete)
def verify(losses: Sequence[str]) -> None:
    """Check every step of some losses, or of all and the tutorial.

    One loss is shown by stages, several in a line each.
    """
    from .render.show import summary_table, verification_table

    for name in losses:
        catalogue.known(name)
    faults = []
    if len(losses) == 1:
        with Progress(f"checking {losses[0]}") as done:
            checked = verification.verified(losses[0], done)
        print_table(verification_table(checked), console(markup=True))
        if not checked.publishable:
            faults.append(f"{losses[0]}: {first_fault(checked)}")
    else:
        with Progress("checking") as done:
            found = verification.summaries(losses or catalogue.names(), done)
        print_table(summary_table(found), console(markup=True))
        faults = [f"{name}: {fault}" for name, _, fault in found if fault]
    if faults:
        fail("; ".join(faults) + "; mend the rule, or the path in the loss's file")
    if not losses:
        with Progress("checking the tutorial") as done:
            lessons = list(verification.lessons(None, done))
        solved = [one for _, found in lessons for one in found]
        false = sum(1 for one in solved if one.false)
        console().print(f"tutorial: {len(solved)} answers hold; {false} false lines are refuted")


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder to write into.")
@click.option("--force", is_flag=True, help="Replace files that this command didn't make.")
@click.option("--standalone", is_flag=True, help="Code that stands by itself, without importing derivations.runtime.")
def derive(file: Path, out: Path, force: bool, standalone: bool) -> None:
    """Derive a loss of one's own, defined in a TOML file."""
    from .render.show import total

    with Progress(f"deriving {file.name}") as done:
        checked, outcome = own_files.derive_file(file, out, force, done, standalone)
    for warning in outcome.warnings:
        click.echo(f"warning: {output.printable(warning)}", err=True)
    click.echo(f"{checked.loss.name}: {total(checked)}")
    for change in outcome.changes:
        click.echo(f"wrote {change.path}")
    if not outcome.changes:
        click.echo(f"the files in {out} are current ({outcome.count} files)")


@commands.command()
def build() -> None:
    """Generate everything, then the site into site/."""
    from . import website

    root = catalogue.project_root()
    with Progress("generating") as done:
        outcome = pipeline.generate(root, done=done)
    click.echo(f"generated files: {len(outcome.changes)} of {outcome.count} changed")
    with Progress("building the site"):
        built = website.build(root)
    page = os.path.relpath(root / "site" / "index.html")
    click.echo(f"{'built' if built else 'nothing to build; open'} {page}")


@commands.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(port: int) -> None:
    """Serve the site, and follow every change to its sources."""
    from . import website

    root = catalogue.project_root()
    website.check_server(port)
    with Progress("generating") as done:
        pipeline.generate(root, done=done)
    website.serve(root, port)


@commands.command()
@click.argument("names", nargs=-1)
@click.option("--write", is_flag=True, help="Keep the results of the collection, from which the page is made.")
def bench(names: Sequence[str], write: bool) -> None:
    """Measure how fast the generated code is.

    Without names, that of the collection; a name is another measurement of benchmarks/.
    """
    folder = catalogue.project_root() / "benchmarks"
    scripts = {path.stem: path for path in sorted(folder.glob("[!_]*.py"))}
    if not scripts:
        fail(f"there is no measurement in {folder}; restore it with git")
    for name in names:
        if name not in scripts:
            from .rules.book import nearest

            raise nearest("measurement", name, list(scripts))
    if write and names and set(names) != {WHOLE}:
        fail(f"only the results of the {WHOLE} are kept; run: derivations bench --write")
    for name in names or (WHOLE,):
        click.echo(f"{name}:")
        words = [sys.executable, str(scripts[name]), *(["--write"] if write else [])]
        if subprocess.run(words, cwd=folder.parent).returncode:
            fail(f"the measurement {name} failed, for the reason above; run it alone: derivations bench {name}")


WHOLE = "collection"
"""The measurement of all losses, whose results are kept."""


@commands.command()
@click.argument("packages", nargs=-1)
def audit(packages: Sequence[str]) -> None:
    """Measure other packages' losses against the derived ones."""
    from .audit import peers, store

    known = peers.packages()
    for name in packages:
        if name not in known:
            from .rules.book import nearest

            raise nearest("package", name, list(known))
    root = catalogue.project_root()
    with Progress("measuring") as done:
        found = store.audit(packages, done=done)
    click.echo(
        f"wrote {store.FILE.relative_to(root)}: {len(found['records'])} quantities; now run: derivations generate"
    )


def fail(message: str) -> NoReturn:
    """End with an error that isn't the program's."""
    raise Failure(message)


def checkout() -> Path | None:
    """The project's root, or nothing outside a checkout."""
    with suppress(Failure):
        return catalogue.project_root()
    return None


def main() -> None:
    """The entry point."""
    # Terms are many, and few die in circles: to look for those after every 700 new ones takes a fifth of the time.
    gc.set_threshold(200_000, 20, 50)
    make_printable()
    with terminable():
        commands(prog_name="derivations")
