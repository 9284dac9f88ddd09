"""The templates. In: a template's name. Out: the text that it makes, or one line that tells what is wrong with it.

Templates arrange, Python decides. Those that write LaTeX have their own delimiters, ``<< … >>``, ``<% … %>`` and
``<# … #>``, since LaTeX is full of Jinja's; those that write code keep Jinja's own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import jinja2

PACKAGE = Path(__file__).resolve().parent.parent

DELIMITERS: dict[str, dict[str, Any]] = {
    "page": {
        "variable_start_string": "<<", "variable_end_string": ">>",
        "block_start_string": "<%", "block_end_string": "%>",
        "comment_start_string": "<#", "comment_end_string": "#>",
    },
    "code": {},
}  # fmt: skip
"""The delimiters of the templates in each folder."""


class TemplateError(ValueError):
    """A template is missing, unreadable or broken; the message names it, the line, and what to do."""

    missing: str = ""
    """The template that there isn't."""


class Environment(jinja2.Environment):
    """Jinja's environment, whose every error is a ``TemplateError``."""

    folder: Path

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Turn an error of a template into one line."""
        try:
            super().handle_exception(source)
        except jinja2.TemplateSyntaxError as error:
            raise self.told(error.filename or error.name or "a template", error.lineno, error.message) from error
        except TemplateError as error:
            # A template that another one includes or imports: say which, unless it is named already.
            file, line = where(error, self.folder)
            if error.missing and file != "a template":
                raise self.told(file, line, f"it needs {error.missing}, and there is no such template") from error
            raise
        except jinja2.UndefinedError as error:
            file, line = where(error, self.folder)
            raise self.told(file, line, error.message) from error
        except Exception as error:
            file, line = where(error, self.folder)
            if file == "a template":  # the program's own fault, or the system's
                raise
            raise self.told(file, line, f"{type(error).__name__}: {error}") from error

    def name_of(self, file: str) -> str:
        """A template's path from the project's root."""
        name = Path(file).name if Path(file).is_absolute() else file
        if Path(file).is_relative_to(self.folder):
            name = Path(file).relative_to(self.folder).as_posix()
        return name if name == "a template" else f"{self.folder.name}/{name}"

    def told(self, file: str, line: int | None, reason: str | None) -> TemplateError:
        """The error for a file."""
        name = self.name_of(file)
        place, why = f"{name}, line {line}" if line else name, " ".join(str(reason).split())
        return TemplateError(f"{place}: {why}; correct it, or restore it with: git checkout -- {name}")

    def get_template(self, name: str | jinja2.Template, *args: object, **kwargs: object) -> jinja2.Template:
        """The template of that name, as ``page/loss.md.j2``."""
        try:
            return super().get_template(name, *args, **kwargs)  # type: ignore[arg-type]
        except jinja2.TemplateNotFound as error:
            missing = self.told(str(error.name), None, "there is no such template")
            missing.missing = self.name_of(str(error.name))
            raise missing from error
        except PermissionError as error:
            place = self.name_of(str(name))
            raise TemplateError(f"{place}: can't be read ({error.strerror}); run: chmod u+r {place}") from error
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it isn't UTF-8"
            raise self.told(str(name), None, f"can't be read ({reason})") from error


def where(error: BaseException, folder: Path) -> tuple[str, int | None]:
    """The template and the line in which an error was raised."""
    found: tuple[str, int | None] = ("a template", None)
    trace = error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if Path(file).is_relative_to(folder):
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    return found


def template_folder() -> Path:
    """Where the templates are: inside an installed package, or beside it in a checkout.

    Raises:
        TemplateError: In neither place.
    """
    for folder in (PACKAGE / "templates", PACKAGE.parent / "templates"):
        if folder.is_dir():
            return folder
    cure = "restore it with: git checkout -- templates"
    if not (PACKAGE.parent / ".git").exists():
        cure = "install the package again"
    raise TemplateError(f"templates: no such folder in {PACKAGE} or beside it; {cure}")


@cache
def environment(kind: str = "page", folder: Path | None = None) -> Environment:
    """The environment for the templates of one kind, ``page`` or ``code``.

    Args:
        kind: Which delimiters the templates have.
        folder: The folder of all templates; None: the project's.

    Raises:
        TemplateError: There is no folder of templates.
    """
    root = folder or template_folder()
    found = Environment(
        loader=jinja2.FileSystemLoader(root), undefined=jinja2.StrictUndefined, autoescape=False, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, **DELIMITERS[kind],
    )  # fmt: skip
    found.folder = root
    return found


def render(name: str, kind: str = "page", **values: object) -> str:
    """A template's text.

    Raises:
        TemplateError: It is missing, unreadable or broken, or asks for a value that it isn't given.
    """
    return environment(kind).get_template(name).render(**values)
