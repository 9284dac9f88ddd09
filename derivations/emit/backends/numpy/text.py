"""Pieces of Python source, formatted as ruff formats them. In: names, arguments, results. Out: text."""

from __future__ import annotations

from collections.abc import Sequence

from ...quantities import Argument

WIDTH = 120


def returned(results: Sequence[str]) -> list[str]:
    """The lines that return results, no line too long."""
    text = f"    return {', '.join(results)}"
    if len(text) <= WIDTH:
        return [text]
    return ["    return (", *(f"        {result}," for result in results), "    )"]


def signature(name: str, arguments: Sequence[str], returns: str) -> str:
    """The head of a function, broken as ruff breaks it."""
    text = f"def {name}({', '.join(arguments)}) -> {returns}:"
    if len(text) <= WIDTH:
        return text
    inside = f"    {', '.join(arguments)}"
    if len(inside) <= WIDTH:
        return f"def {name}(\n{inside}\n) -> {returns}:"
    lines = "\n".join(f"    {argument}," for argument in arguments)
    return f"def {name}(\n{lines}\n) -> {returns}:"


def call(head: str, arguments: Sequence[str], indent: int = 4) -> str:
    """A statement that ends with a call, broken likewise."""
    space = " " * indent
    text = f"{space}{head}({', '.join(arguments)})"
    if len(text) <= WIDTH:
        return text
    inside = f"{space}    {', '.join(arguments)}"
    if len(inside) <= WIDTH:
        return f"{space}{head}(\n{inside}\n{space})"
    lines = "\n".join(f"{space}    {argument}," for argument in arguments)
    return f"{space}{head}(\n{lines}\n{space})"


def tuple_of(items: Sequence[str]) -> str:
    """A tuple as Python writes it."""
    return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"


def strings(items: Sequence[str]) -> str:
    """A tuple of texts."""
    return tuple_of([f'"{item}"' for item in items])


def pairs(arguments: Sequence[Argument]) -> str:
    """Names and domains."""
    return tuple_of([f'("{a.name}", "{a.domain}")' for a in arguments])


def quoted(text: str) -> str:
    """A user's words, so that they end no docstring."""
    return " ".join(text.replace("\\", "/").replace('"', "'").split())
