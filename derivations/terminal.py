"""How a command speaks: results, progress, and errors of one line. In: a command. Out: an exit code.

0: done; 1: it failed, or a check found something; 2: the words can't be understood; 130: interrupted. What a
person can mend is one line on the standard error, ``error: what is wrong; what to do``; only a fault of the
program shows a traceback.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from .output import printable, remedy

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status
    from rich.table import Table

EXPECTED = (
    ("derivations.outcome", "Failure", 1, ""),
    ("derivations.output", "OutputError", 1, ""),
    ("derivations.own.language", "LossError", 1, ""),
    ("derivations.own.plan", "GoalNotReached", 1, ""),
    ("derivations.derive.chain", "PathError", 1, "; mend the path in the loss's file, or the rule"),
    ("derivations.terms.parser", "ParseError", 1, "; mend that text in the loss's file, or in the rule's"),
    ("derivations.terms.core", "ShapeError", 1, "; mend that text in the loss's file, or in the rule's"),
    ("derivations.emit.numpy_printer", "NotEmitted", 1, "; mend the loss's kernel, or lead its stage further"),
    ("derivations.render.environment", "TemplateError", 1, ""),
    ("derivations.rules.book", "UnknownName", 2, ""),
)
"""The errors that a person can mend: exit codes, and what to do where the message doesn't say it.

They are given by name, since most of their modules are slow to import.
"""

NARROWEST = 20
"""For how many columns results are laid out at least, whatever the terminal says."""

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
    for module, name, code, cure in EXPECTED:
        kind = getattr(sys.modules.get(module), name, None)
        if kind and isinstance(error, kind):
            return f"{error}{cure}", code
    if isinstance(error, OSError):
        return f"{error.filename or 'the system'}: {error.strerror or error}; {remedy(error)}", 1
    raise error


def complain(message: str, code: int) -> int:
    """Tell an error in one line."""
    click.echo(f"error: {printable(' '.join(message.split()))}", err=True)
    return code


def console(markup: bool = False, stderr: bool = False) -> Console:
    """Where results are printed, or progress; its colours follow NO_COLOR and whether it is a terminal."""
    from rich.console import Console

    made = Console(highlight=False, emoji=False, markup=markup, stderr=stderr)
    made.width = max(made.width, NARROWEST)
    return made


def print_table(table: Table, to: Console, least: int | None = None) -> None:
    """Print a table; where there is no room for it, each row as a paragraph.

    Args:
        table: The table.
        to: Where to print.
        least: In how many columns the table fits without broken words; None: it needs its whole width.
    """
    from rich.padding import Padding
    from rich.text import Text

    wide = to.measure(table, options=to.options.update(max_width=10_000)).maximum
    if to.width >= (wide if least is None else min(wide, least)):
        to.print(table)
        return
    if table.title:
        to.print(table.title, style="bold")
    headings = [re.sub(r"-?\n", lambda end: "" if "-" in end[0] else " ", str(each.header)) for each in table.columns]
    for row in zip(*(column.cells for column in table.columns), strict=True):
        texts = [cell if isinstance(cell, Text) else Text(str(cell)) for cell in row]
        to.print(texts[0], overflow="fold")
        parts = [Text(f"{head} " if head else "") + text for head, text in zip(headings, texts, strict=True) if text]
        if parts[1:]:
            to.print(Padding(Text("; ").join(parts[1:]), (0, 0, 0, 2)))


def make_printable() -> None:
    """What the streams can't encode is printed as a question mark; into a closed one nothing is printed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


class Progress:
    """On a terminal, for what takes longer than ``PATIENCE``: a line that tells what was last finished.

    Args:
        work: What is being done.
    """

    def __init__(self, work: str) -> None:
        self.work = printable(work)
        self.text = self.work + " …"
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
        with self.lock:
            if not self.timer.finished.is_set():
                self.line = console(stderr=True).status(self.text)
                self.line.start()

    def __exit__(self, *error: object) -> None:
        self.timer.cancel()
        with self.lock:
            if self.line:
                self.line.stop()


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
