"""TeX in, the HTML that shows it out: KaTeX run at build time, so that pages need no script for mathematics.

KaTeX is JavaScript. QuickJS, an interpreter inside the Python process, runs it; one context serves a build.
"""

import functools
import hashlib
import json
import re
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import quickjs

from ... import secret

_SCRIPT = Path(__file__).with_name("katex.min.js")

# Formulas nest: the interpreter's default of 256 KiB ends at some 150 levels of braces.
_STACK_BYTES = 4 * 1024 * 1024

# `trust` throws where it refuses: were it to answer false, KaTeX would only print the command in its error
# colour. It does just that with some odd links, unasked: hence an error colour that nothing else can have.
# A link may not hold a colon, so it has no scheme; nor start with a slash, which file:// takes for the disk.
# The answer goes through JSON because the wrapper cannot hand over a string that QuickJS keeps in pieces.
_RENDER = r"""
(function () {
  const refused = "refused";
  const trust = (context) => {
    if (context.command === "\\href") {
      if (/^[^\/:\\\s\x00-\x1f][^:\\\s\x00-\x1f]*$/.test(context.url)) return true;
      throw new Error("refused \\href{" + context.url + "}: only relative links and #anchors are allowed");
    }
    if (context.command === "\\htmlId" || context.command === "\\htmlClass") return true;
    throw new Error("refused " + context.command + ": only \\href, \\htmlId and \\htmlClass are allowed");
  };
  const options = {
    output: "htmlAndMathml", throwOnError: true, strict: "ignore", errorColor: refused, trust: trust,
  };
  return (tex, displayMode) => {
    const html = katex.renderToString(tex, { ...options, displayMode });
    if (html.includes('mathcolor="' + refused + '"')) throw new Error("refused a link with an odd scheme");
    return JSON.stringify(html);
  };
})()
"""

_MATHML_LINK = re.compile(r'(<m[a-z]+)((?: [a-z]+="[^"]*")*?) href="[^"]*"')


class FormulaError(ValueError):
    """A formula that KaTeX does not understand, or that asks for something refused."""


@functools.cache
def _katex() -> Callable[[str, bool], str]:
    context = quickjs.Context()
    context.set_max_stack_size(_STACK_BYTES)
    # Only the two scripts of this folder are evaluated; a formula is an argument of the function that they make.
    context.eval(_SCRIPT.read_text(encoding="utf-8") + "; undefined")
    function: Callable[[str, bool], str] = context.eval(_RENDER)
    return function


@functools.cache
def render(tex: str, *, display: bool = False) -> str:
    r"""Render one formula to HTML that needs only KaTeX's style sheet.

    The mathematics is there twice: as HTML for the eye, hidden from screen readers, and as MathML for them.
    A link (`\href`) is in the former only, and out of the keyboard's way: whoever writes `\href` puts the
    same link into the text beside the formula.

    Args:
        tex: The formula without its delimiters.
        display: Whether it stands on a line of its own.

    Returns:
        One `<span>`.

    Raises:
        FormulaError: KaTeX does not understand the formula, or a command or link in it is refused.
    """
    key = hashlib.sha256(f"{_digest()} {display} {tex}".encode()).hexdigest()
    with suppress(sqlite3.Error, zlib.error):
        for (known,) in _store.execute("SELECT html FROM formulas WHERE key = ?", (key,)) if _store else ():
            told, _, packed = known.partition(b" ") if isinstance(known, bytes) else (b"", b"", b"")
            if secret.same(told.decode("ascii", "replace"), secret.tag(key.encode(), packed)):
                return zlib.decompress(packed).decode()
    try:
        html: str = json.loads(_katex()(tex, display))
    except quickjs.JSException as error:
        raise FormulaError(str(error).splitlines()[0]) from None
    mathml, visible = html.split("</math>", 1)
    made = _MATHML_LINK.sub(r"\1\2", mathml) + "</math>" + visible.replace("<a ", '<a tabindex="-1" ')
    with suppress(sqlite3.Error):
        if _store:
            packed = zlib.compress(made.encode(), 1)
            told = secret.tag(key.encode(), packed).encode()
            if told:
                _store.execute("INSERT OR REPLACE INTO formulas VALUES (?, ?)", (key, told + b" " + packed))
    return made


_store: sqlite3.Connection | None = None


@functools.cache
def _digest() -> str:
    """What a rendering depends on beside its formula: KaTeX, and what is done here."""
    return hashlib.sha256(_SCRIPT.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def remember(path: Path | None) -> None:
    """Look renderings up in a file, and keep new ones there; None: keep what is new, and close the file.

    Each bears a tag that only this user's runs can make; others are as none. Where the file can't be used, every
    formula is rendered anew.
    """
    global _store
    with suppress(sqlite3.Error, OSError):
        if _store:
            _store.commit()
            _store.close()
    _store = None
    with suppress(sqlite3.Error, OSError):
        if path:
            opened = sqlite3.connect(path, check_same_thread=False)
            opened.execute("PRAGMA trusted_schema = OFF")
            opened.execute("CREATE TABLE IF NOT EXISTS formulas (key TEXT PRIMARY KEY, html BLOB)")
            _store = opened
