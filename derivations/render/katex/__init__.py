r"""A page's HTML with TeX in it in, the page with mathematics in its place out: MkDocs calls this as a hook.

The Markdown extension Arithmatex (`generic: true`) leaves `<span class="arithmatex">\(…\)</span>` and
`<div class="arithmatex">\[…\]</div>`; `mkdocs.yml` names this file under `hooks`.
"""

import html
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from derivations.cache import prepare
from derivations.output import OutputError
from derivations.render.katex.renderer import FormulaError, remember, render

_MARK, _KEPT_OUT = 'class="arithmatex"', 'class="arithmatex" data-search-exclude'
_FORMULA = re.compile(
    rf"<span (?:{_KEPT_OUT}|{_MARK})>\\\((?P<inline>.*?)\\\)</span>(?P<mark>[,.;:!?)]*)"
    rf"|<div (?:{_KEPT_OUT}|{_MARK})>\s*\\\[(?P<display>.*?)\\\]\s*</div>",
    re.DOTALL,
)
_SHORT = 40
"""The length of TeX that is kept on one line with the punctuation mark after it."""
_FORMULA_IN_TITLE = re.compile(r"\\\((?P<inline>.*?)\\\)", re.DOTALL)


def on_config(config: Any) -> None:
    """Begin a build: renderings of earlier builds are remembered."""
    with suppress(OSError, OutputError):
        remember(prepare(Path(config.config_file_path).parent, "formulas.sqlite"))


def on_post_build(config: Any) -> None:
    """End a build: what it has rendered is kept."""
    remember(None)


def on_page_content(content: str, /, *, page: Any, config: Any, files: Any) -> str:
    """Keep formulas out of the search index, and render those of the headings in the table of contents.

    The index is made next. It would read a formula letter by letter; and where it is rendered already, a formula is
    much text to pass over, which takes most of a build.

    Args:
        content: The page's HTML, made from its Markdown.
        page: The page; its table of contents is changed in place.
        config: The site's configuration, not used.
        files: The site's files, not used.

    Returns:
        The page's HTML, with its TeX marked for the index to pass over.

    Raises:
        PluginError: A formula cannot be rendered; the message names page and formula.
    """
    where = page.file.src_uri
    if _FORMULA_IN_TITLE.search(page.title or ""):
        # The title also goes where only text can: the window's name, the navigation, the search.
        raise PluginError(f"{where}: a formula in the title; give the page a plain `title:` at its top")
    _render_titles(page.toc, where)
    return content.replace(_MARK, _KEPT_OUT)


def on_post_page(output: str, /, *, page: Any, config: Any) -> str:
    """Render every formula of a page.

    Args:
        output: The whole page.
        page: The page, for its name.
        config: The site's configuration, not used.

    Returns:
        The page without any TeX to be rendered.

    Raises:
        PluginError: A formula cannot be rendered; the message names page and formula.
    """
    return render_formulas(output, page.file.src_uri)


def render_formulas(content: str, where: str) -> str:
    """Replace every formula that Arithmatex marked by its rendering.

    Args:
        content: HTML.
        where: The page's name, for the message of an error.

    Returns:
        The HTML with every formula rendered; one on a line of its own is a `<div class="formula">`, a short one before
        a punctuation mark stands with it in a `<span class="unbroken">`.

    Raises:
        PluginError: A formula cannot be rendered; the message names page and formula.
    """
    return _FORMULA.sub(lambda found: _rendered(found, where), content)


def _render_titles(items: Iterable[Any], where: str) -> None:
    for item in items:
        item.title = _FORMULA_IN_TITLE.sub(lambda found: _rendered(found, where), item.title)
        _render_titles(item.children, where)


def _rendered(found: re.Match[str], where: str) -> str:
    groups = found.groupdict()
    display = groups.get("display") is not None
    tex = html.unescape(groups["display"] if display else groups["inline"]).strip()
    try:
        rendered = render(tex, display=display)
    except FormulaError as error:
        raise PluginError(f"{where}: {error}\nin the formula\n{tex}") from error
    if display:
        return f'<div class="formula">{rendered}</div>'
    # A browser may break the line after a formula, and would let a comma begin the next one.
    mark = groups.get("mark") or ""
    return f'<span class="unbroken">{rendered}{mark}</span>' if mark and len(tex) <= _SHORT else rendered + mark
