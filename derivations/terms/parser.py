"""Text → terms. In: mathematics in its ordinary syntax. Out: the term, in the form in which it was written.

The parser admits this language and nothing else; it never evaluates its input::

    relation   sum [("==" | "!=" | "<" | "<=") sum]
    sum        product (("+" | "-") product)*
    product    signed (("*" | "/" | "@") signed)*        "*" elementwise or scaling, "@" the matrix product
    signed     "-" product-without-sign | power
    power      postfix ["**" signed]
    postfix    atom ("'" | "[" sum ("," sum)* "]")*       A' is the transpose, X[i, j] an entry
    atom       number | name | function "(" relation ("," relation)* ")" | "(" relation ")"
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass

from sympy import Rational

from . import core
from .core import (
    ARITY,
    FUNCTIONS,
    Constant,
    Entry,
    Equal,
    FunctionSlot,
    Less,
    LessEqual,
    MatrixProduct,
    Negative,
    Plus,
    Power,
    Quotient,
    Slot,
    Term,
    Times,
    Transposed,
    Unequal,
)

LONGEST = 20_000
DEEPEST = 60
DIGITS = 40

TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<mark>\*\*|==|!=|<=|[-+*/@'()\[\],<]))")


class ParseError(ValueError):
    """The text is not of the language. The message gives line and column."""


@dataclass(frozen=True)
class Token:
    """A word of the text: its kind (number, name, mark, end), its text, its offset."""

    kind: str
    text: str
    offset: int


def tokens(text: str) -> list[Token]:
    """The words of a text, with an ``end`` after the last."""
    found, offset = [], 0
    while text[offset:].strip():
        match = TOKEN.match(text, offset)
        if match is None:
            start = offset + len(text[offset:]) - len(text[offset:].lstrip())
            raise ParseError(f"{where(text, start)}: unexpected {text[start]!r}")
        kind = match.lastgroup or ""
        found.append(Token(kind, match[kind], match.start(kind)))
        offset = match.end()
    return [*found, Token("end", "", len(text))]


def where(text: str, offset: int) -> str:
    """``line 1, column 5`` of an offset."""
    return f"line {text.count(chr(10), 0, offset) + 1}, column {offset - text.rfind(chr(10), 0, offset)}"


class Parser:
    """Recursive descent over the words of one text."""

    def __init__(self, text: str, name: Callable[[str], Term | None]) -> None:
        if len(text) > LONGEST:
            raise ParseError(f"the text has {len(text)} characters; at most {LONGEST} are read")
        self.text, self.name, self.words, self.at, self.depth = text, name, tokens(text), 0, 0

    def fail(self, message: str, word: Token | None = None) -> ParseError:
        """An error at a word (the present one unless told)."""
        return ParseError(f"{where(self.text, (word or self.words[self.at]).offset)}: {message}")

    def accept(self, *marks: str) -> str:
        """The present word's text if it is one of the marks, which is then read; else ''."""
        word = self.words[self.at]
        if word.kind == "mark" and word.text in marks:
            self.at += 1
            return word.text
        return ""

    def expect(self, mark: str) -> None:
        """Read this mark, or fail."""
        if not self.accept(mark):
            word = self.words[self.at]
            raise self.fail(f"expected {mark!r}, found {word.text!r}" if word.text else f"expected {mark!r} at the end")

    def whole(self) -> Term:
        """The whole text as one term."""
        term = self.relation()
        if self.words[self.at].kind != "end":
            raise self.fail(f"unexpected {self.words[self.at].text!r}")
        return term

    def relation(self) -> Term:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fail(f"nested deeper than {DEEPEST} levels")
        left = self.sum()
        mark = self.accept("==", "!=", "<=", "<")
        if mark:
            left = {"==": Equal, "!=": Unequal, "<=": LessEqual, "<": Less}[mark](left, self.sum())
        self.depth -= 1
        return left

    def sum(self) -> Term:
        parts = [self.product()]
        while mark := self.accept("+", "-"):
            part = self.product()
            parts.append(part if mark == "+" else Negative(part))
        return Plus.of(*parts)

    def product(self) -> Term:
        if self.accept("-"):
            return Negative(self.nested(self.product))
        left, before, turns = self.power(), "", 0
        while mark := self.accept("*", "/", "@"):
            turns += mark == "/" or mark != before
            before = mark
            self.limit(turns)
            right = Negative(self.power()) if self.accept("-") else self.power()
            left = {"*": Times, "/": Quotient, "@": MatrixProduct}[mark](left, right)
        return left

    def power(self) -> Term:
        base = self.postfix()
        if not self.accept("**"):
            return base
        if self.accept("-"):
            return Power(base, Negative(self.nested(self.power)))
        return Power(base, self.nested(self.power))

    def nested(self, reader: Callable[[], Term]) -> Term:
        """Read with one level of nesting more."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fail(f"nested deeper than {DEEPEST} levels")
        term = reader()
        self.depth -= 1
        return term

    def limit(self, levels: int) -> None:
        """Refuse a chain that would nest the term too deeply."""
        if self.depth + levels > DEEPEST:
            raise self.fail(f"nested deeper than {DEEPEST} levels")

    def postfix(self) -> Term:
        term, turns = self.atom(), 0
        while mark := self.accept("'", "["):
            turns += 1
            self.limit(turns)
            term = Transposed(term) if mark == "'" else Entry(term, *self.arguments("]", 2))
        return term

    def arguments(self, close: str, most: int) -> list[Term]:
        """Terms separated by commas, up to the closing mark."""
        found = [self.relation()]
        while self.accept(","):
            found.append(self.relation())
            if len(found) > most:
                raise self.fail(f"more than {most} arguments")
        self.expect(close)
        return found

    def atom(self) -> Term:
        word = self.words[self.at]
        if self.accept("("):
            term = self.relation()
            self.expect(")")
            return term
        self.at += 1
        if word.kind == "number":
            if len(word.text) > DIGITS:
                raise self.fail(f"a number of more than {DIGITS} digits", word)
            return Constant(Rational(word.text))
        if word.kind == "name":
            return self.call(word) if self.accept("(") else self.named(word)
        self.at -= 1
        raise self.fail(f"expected a term, found {word.text!r}" if word.text else "expected a term at the end")

    def named(self, word: Token) -> Term:
        """The term that a name stands for."""
        term = self.name(word.text)
        if word.text == core.CircleConstant.symbol and (term is None or isinstance(term, Slot)):
            return core.CircleConstant()
        if term is None:
            raise self.fail(f"unknown name {word.text!r}", word)
        return term

    def call(self, word: Token) -> Term:
        """A function with its arguments, the opening parenthesis being read."""
        if word.text in ("ones", "zeros"):
            value = 1 if word.text == "ones" else 0
            sizes = self.arguments(")", 2)
            return Constant(value, sizes[0], sizes[1] if len(sizes) == 2 else core.ONE)
        name = core.ALIASES.get(word.text, word.text)
        if name not in FUNCTIONS and self.name is Slot:
            return FunctionSlot(name, *self.arguments(")", 1))
        if name not in FUNCTIONS:
            close = difflib.get_close_matches(name, [*FUNCTIONS, *core.ALIASES], 1, 0.6)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            raise self.fail(f"unknown function {word.text!r}{hint}", word)
        cls = FUNCTIONS[name]
        least, most = ARITY[cls]
        given = self.arguments(")", most)
        if len(given) < least:
            raise self.fail(f"{word.text} takes {least} arguments, got {len(given)}", word)
        return cls(*given)


def parse(text: str, name: Callable[[str], Term | None]) -> Term:
    """Read a term; ``name`` tells what a name stands for (None: it is unknown).

    Raises:
        ParseError: The text is not of the language, or too long, or too deep.
        ShapeError: The shapes of its parts don't fit.
    """
    term = Parser(text, name).whole()
    for _, part in core.walk(term):
        _ = part.shape
        if isinstance(part, core.Binder) and not isinstance(part.children[0], core.Variable):
            raise ParseError(f"{part.symbol} runs over an index, not over {part.children[0]}")
    return term


def parse_pattern(text: str) -> Term:
    """Read a rule's side: every name is a slot, which stands for any term."""
    return Parser(text, Slot).whole()
