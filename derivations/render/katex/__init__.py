r"""A page's HTML with TeX in it in, the page with mathematics in its place out: MkDocs calls this as a hook.

The Markdown extension Arithmatex (`generic: true`) leaves `<span class="arithmatex">\(…\)</span>` and
`<div class="arithmatex">\[…\]</div>`; `mkdocs.yml` names this file under `hooks`.
"""

import html
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from derivations.render.katex.renderer import FormulaError, remember, render

_FORMULA = re.compile(
    r'<span class="arithmatex">\\\((?P<inline>.*?)\\\)</span>'
    r'|<div class="arithmatex">\s*\\\[(?P<display>.*?)\\\]\s*</div>',
    re.DOTALL,
)
_FORMULA_IN_TITLE = re.compile(r"\\\((?P<inline>.*?)\\\)", re.DOTALL)


def on_config(config: Any) -> None:
    """Begin a build: renderings of earlier builds are remembered."""
    remember(Path(config.config_file_path).parent / ".cache" / "derivations" / "formulas.sqlite")


def on_post_build(config: Any) -> None:
    """End a build: what it has rendered is kept."""
    remember(None)


def on_page_content(content: str, /, *, page: Any, config: Any, files: Any) -> str:
    """Render every formula of a page, and those of its headings in the table of contents.

    Args:
        content: The page's HTML, made from its Markdown.
        page: The page; its table of contents is changed in place.
        config: The site's configuration, not used.
        files: The site's files, not used.

    Returns:
        The page's HTML without any TeX to be rendered.

    Raises:
        PluginError: A formula cannot be rendered; the message names page and formula.
    """
    where = page.file.src_uri
    if _FORMULA_IN_TITLE.search(page.title or ""):
        # The title also goes where only text can: the window's name, the navigation, the search.
        raise PluginError(f"{where}: a formula in the title; give the page a plain `title:` at its top")
    _render_titles(page.toc, where)
    return render_formulas(content, where)


def render_formulas(content: str, where: str) -> str:
    """Replace every formula that Arithmatex marked by its rendering.

    Args:
        content: HTML.
        where: The page's name, for the message of an error.

    Returns:
        The HTML with every formula rendered; one on a line of its own is a `<div class="formula">`.

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
    # Kept out of the search index, where a formula would be read letter by letter. The wrapper's tag must not
    # occur within it: Material's index ends the exclusion at the first end of any element of that name.
    tag, attributes = ("div", ' class="formula"') if display else ("inline-formula", "")
    return f"<{tag}{attributes} data-search-exclude>{rendered}</{tag}>"
