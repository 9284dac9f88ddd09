"""Long formulas in lines. In: one line of text and a width. Out: lines, broken where a reader would break them."""

from __future__ import annotations


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(1 for sign in text if not "\ue000" <= sign <= "\ue002" and sign != "\u0304")


def wrap(text: str, columns: int, indent: int = 4) -> list[str]:
    """Break a formula before plus and minus signs, the outermost ones first; lines after the first hang.

    Args:
        text: The formula.
        columns: How wide a line may be.
        indent: By how much the lines after the first are indented.
    """
    lines: list[str] = []
    while width(text) > columns:
        cut = best_break(text, columns)
        if not cut:
            break
        lines.append(text[:cut].rstrip())
        text = " " * indent + text[cut:].lstrip()
    return [*lines, text]


def best_break(text: str, columns: int) -> int:
    """Where to break: the outermost sign that fits, the last of them; else the last space outside; 0: nowhere."""
    signs: list[tuple[int, int]] = []
    spaces: list[tuple[int, int]] = []
    depth = 0
    start = len(text) - len(text.lstrip())
    for offset, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if width(text[:offset]) > columns:
            break
        if sign == " " and offset > max(start, 8):
            (signs if text[offset + 1 : offset + 2] in ("+", "−", "⊙") else spaces).append((depth, offset))
    for found in (signs, spaces):
        if found:
            least = min(level for level, _ in found)
            return max(offset for level, offset in found if level == least)
    return 0
