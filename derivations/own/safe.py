"""Texts that anybody may have written, and formulas, for Markdown and HTML. In: text. Out: text that stays itself.

A page stands by itself: in a notebook, on a code host, in the site. So formulas use no sign that Markdown or HTML takes
for its own, and in a user's text such signs are written as entities. Dollars and backslashes stand in elements of their
own, so that nothing takes them for a formula.
"""

from __future__ import annotations

import html
import re

SPECIAL = re.compile(r"[&<>\"'`*_{}\[\]#|~!]")
FORMULA = re.compile(r"[$\\]")
BEGINS = re.compile(r"[-+?=:/.^@%]|\d+(?=[.)])")
"""What begins a list, a box or another block where it begins a line."""

PORTABLE = (
    ("\\\\", r"\cr "), (r"\{", r"\lbrace "), (r"\}", r"\rbrace "), (r"\,", r"\thinspace "), (r"\;", r"\thickspace "),
    (r"\!", r"\negthinspace "), ("<", r"\lt "), (">", r"\gt "), ("…", r"\ldots "),
)  # fmt: skip
COMMAND = re.compile("|".join(re.escape(sign) for sign, _ in PORTABLE))
MEANING = dict(PORTABLE)


def entities(text: str) -> str:
    """A user's text inside Markdown or HTML: no sign of it is markup."""
    begun = BEGINS.match(text)
    first = "".join(f"&#{ord(sign)};" for sign in begun[0]) if begun else ""
    text = first + SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", text[begun.end() if begun else 0 :])
    return FORMULA.sub(lambda sign: f"<span>&#{ord(sign[0])};</span>", text)


def portable(formula: str) -> str:
    """A formula without signs that Markdown or HTML would change."""
    return COMMAND.sub(lambda sign: MEANING[sign[0]], formula).rstrip()  # a space before a dollar: no formula


def dollars(sentence: str) -> str:
    r"""A sentence of ours whose formulas stand between ``\(`` and ``\)``, with dollars instead."""
    parts = re.split(r"\\\((.*?)\\\)", sentence)
    return "".join(f"${portable(part).strip()}$" if number % 2 else part for number, part in enumerate(parts))


def in_html(sentence: str) -> str:
    """The same for HTML."""
    return html.escape(dollars(sentence), quote=False)


def plain_line(text: str) -> str:
    """A text for a comment or docstring of Python: one line, without quotes and backslashes."""
    return " ".join(text.replace("\\", "/").replace('"', "'").split())
