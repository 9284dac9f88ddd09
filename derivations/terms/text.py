"""Terms → text. In: a term. Out: text that the parser reads back to the same term."""

from __future__ import annotations

from functools import lru_cache

from sympy import Rational

from . import core
from .core import (
    Constant,
    Entry,
    FunctionSlot,
    MatrixProduct,
    Negative,
    Plus,
    Power,
    Proposition,
    Quotient,
    Slot,
    Term,
    Times,
    Transposed,
    Variable,
)

PROPOSITION, SUM, SIGN, PRODUCT, FACTOR, POWER, ATOM = range(7)
"""How tightly a term binds; a part that binds less than its place needs gets parentheses."""


def binding(term: Term) -> int:
    """How tightly a term's text binds."""
    if isinstance(term, Proposition):
        return PROPOSITION
    if isinstance(term, Plus):
        return SUM
    if isinstance(term, Negative):
        return SIGN
    if isinstance(term, Times | MatrixProduct | Quotient):
        return PRODUCT
    if isinstance(term, Power):
        return POWER
    return ATOM


def part(term: Term, least: int) -> str:
    """The text of a part, in parentheses where it binds less than ``least``."""
    text = to_text(term)
    return text if binding(term) >= least else f"({text})"


LONGEST_NUMBER = 40
"""A number that takes more characters is written with a power of ten."""


def number(value: Rational) -> str:
    """A constant: digits, with a decimal point where it is not whole, or a power of ten where that is shorter."""
    above, below = str(value.p), int(value.q)
    if below == 1:
        digits = above.rstrip("0")
        return above if len(above) <= LONGEST_NUMBER else f"{digits}e{len(above) - len(digits)}"
    twos = fives = 0
    rest = below
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        raise ValueError(f"{value} has no finite decimal form; write it as a quotient")
    places = max(twos, fives)
    digits = str(int(above) * 10**places // below)
    if max(len(digits), places) + 2 > LONGEST_NUMBER:
        return f"{digits}e-{places}"
    digits = digits.rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


@lru_cache(maxsize=10_000)
def to_text(term: Term) -> str:
    """The term in the parser's syntax: ``parse(to_text(t)) == t``."""
    if isinstance(term, Constant):
        if term.shape == core.SCALAR:
            return number(term.value)
        rows, columns = term.shape
        sizes = to_text(rows) if columns == core.ONE else f"{to_text(rows)}, {to_text(columns)}"
        name = {0: "zeros", 1: "ones"}.get(term.value)
        if name is None:
            raise ValueError(f"no text for a constant {term.value} of shape {rows}×{columns}")
        return f"{name}({sizes})"
    if isinstance(term, Variable | Slot):
        return term.name
    if isinstance(term, core.CircleConstant):
        return term.symbol
    if isinstance(term, FunctionSlot):
        return f"{term.name}({to_text(term.children[0])})"
    if isinstance(term, Entry):
        return f"{part(term.base, ATOM)}[{', '.join(map(to_text, term.indices))}]"
    if isinstance(term, Plus):
        text = part(term.children[0], SIGN)
        for child in term.children[1:]:
            negative = isinstance(child, Negative)
            text += f" - {part(child.children[0], PRODUCT)}" if negative else f" + {part(child, PRODUCT)}"
        return text
    if isinstance(term, Negative):
        return f"-{part(term.argument, PRODUCT)}"
    if isinstance(term, Times | MatrixProduct):
        return (" @ " if isinstance(term, MatrixProduct) else "*").join(part(c, FACTOR) for c in term.children)
    if isinstance(term, Quotient):
        above, below = term.children
        return f"{part(above, FACTOR)}/{part(below, FACTOR)}"
    if isinstance(term, Power):
        base, exponent = term.children
        return f"{part(base, ATOM)}**{part(exponent, POWER)}"
    if isinstance(term, Transposed):
        return f"{part(term.children[0], ATOM)}'"
    if isinstance(term, Proposition):
        left, right = term.children
        return f"{part(left, SUM)} {term.relation} {part(right, SUM)}"
    return f"{term.symbol}({', '.join(map(to_text, term.children))})"
