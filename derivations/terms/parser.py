"""Text → terms. In: mathematics in its ordinary syntax. Out: the term, in the form in which it was written.

The parser admits this language and nothing else; it never evaluates its input::

    relation   sum [("==" | "!=" | "<" | "<=" | ">" | ">=") sum]     a > b is read as b < a
    sum        product (("+" | "-") product)*
    product    signed (("*" | "/" | "@") signed)*        "*" elementwise or scaling, "@" the matrix product
    signed     "-" product-without-sign | power
    power      postfix ["**" signed]
    postfix    atom ("'" | "[" sum ("," sum)* "]")*       A' is the transpose, X[i, j] an entry
    atom       number | name | function "(" relation ("," relation)* ")" | "(" relation ")"
    number     digits ["." digits] | "." digits, each with an exponent such as e-3 if wanted; always exact

Time and memory are bounded: by the length of the text, the digits of its numbers, and the depth of the term.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sympy import Integer, Rational

from . import core
from .abbreviations import ABBREVIATIONS
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
    ShapeError,
    Slot,
    Term,
    Times,
    Transposed,
    Unequal,
)
from .vocabulary import ready

LONGEST = 20_000
"""The longest text that is read, in characters."""
DEEPEST = 60
"""The deepest nesting, of the text and of the term: what walks a term by recursion stays far from Python's limit."""
WIDEST = 100
"""The most terms of one sum or product: rules try its pairs and triples, so that wide ones take cubic time."""
DIGITS = 40
"""The most characters of a number, its exponent not counted."""
LARGEST_EXPONENT = 400
"""The largest power of ten in a number; all numbers of double precision are within."""

TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<mark>\*\*|==|!=|<=|>=|[-+*/@'()\[\],<>])|(?P<end>\Z))",
    re.ASCII,
)
STATED = (core.Choose, core.Indicator, core.Probability)
"""The terms whose first part is a comparison."""
RELATIONS: dict[str, type[Term]] = {"==": Equal, "!=": Unequal, "<=": LessEqual, "<": Less}
TURNED = {">": "<", ">=": "<="}
"""Marks that are read from right to left: there is one way to write a comparison."""
HINTS = {
    "^": "powers are written **", "=": "equality is written ==",
    "≤": "write <=", "≥": "write >=", "≠": "write !=", "×": "write *", "·": "write *",
    "÷": "write /", "−": "write -", "–": "write -", "⋅": "write *", "∗": "write *", "’": "a transpose is written '",
    "′": "a transpose is written '", ".": "a number is written 0.5 or .5, and terms have no attributes",
    "²": "write **2", "³": "write **3", "√": "write sqrt(a)", "∑": "write sum(k, 1, K, a)",
    "{": "write (", "}": "write )", "&": "conditions aren't joined", "|": "an absolute value is written abs(a)",
}  # fmt: skip
"""What people write in other languages, and how it is written here."""


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
    found: list[Token] = []
    offset = 0
    while not found or found[-1].kind != "end":
        match = TOKEN.match(text, offset)
        if match is None:
            start = next(n for n in range(offset, len(text)) if text[n] not in " \t\n\r\f\v")
            raise ParseError(f"{where(text, start)}: unexpected {text[start]!r}{hint_for(text[start])}")
        kind = match.lastgroup or ""
        found.append(Token(kind, match[kind], match.start(kind)))
        offset = match.end()
    return found


def hint_for(character: str) -> str:
    """How to write what a character that isn't of the language may have meant; '' where nobody knows."""
    if character in HINTS:
        return f"; {HINTS[character]}"
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and plain.isascii() and plain.isprintable():
        return f"; it looks like {plain!r}, which is another character"
    return "; names are written in plain letters: theta, lambda_1" if character.isalpha() else ""


def where(text: str, offset: int) -> str:
    """``line 1, column 5`` of an offset."""
    return f"line {text.count(chr(10), 0, offset) + 1}, column {offset - text.rfind(chr(10), 0, offset)}"


class Parser:
    """Recursive descent over the words of one text.

    Args:
        text: What is read.
        name: What a name stands for; None where it is unknown.
        index: Whether a sum may run over this name.
    """

    def __init__(
        self, text: str, name: Callable[[str], Term | None], index: Callable[[Term], bool] = lambda term: True
    ) -> None:
        ready()
        if len(text) > LONGEST:
            raise ParseError(f"{where(text, LONGEST)}: the text has {len(text)} characters; at most {LONGEST} are read")
        self.text, self.name, self.index = text, name, index
        self.words, self.at, self.depth = tokens(text), 0, 0
        self.levels: dict[int, int] = {}
        self.kept: list[Term] = []

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

    def made(self, term: Term) -> Term:
        """A new term, refused where it is too deep; a chain nests as deeply as brackets do."""
        level = 1 + max((self.levels.get(id(child), 1) for child in term.children), default=0)
        if level > DEEPEST:
            raise self.fail(f"nested deeper than {DEEPEST} levels")
        if isinstance(term, core.Nary) and len(term.children) > WIDEST:
            raise self.fail(f"a sum or product of more than {WIDEST} terms; sum(i, 1, n, …) has any number")
        self.levels[id(term)] = level
        self.kept.append(term)  # so that no other term gets its id
        return term

    def adopted(self, term: Term) -> Term:
        """A term that was made of read ones, with the parts between."""
        for child in term.children:
            if child.children and id(child) not in self.levels:
                self.adopted(child)
        return self.made(term)

    def whole(self) -> Term:
        """The whole text as one term."""
        term = self.relation()
        word = self.words[self.at]
        if word.kind != "end":
            touching = word.kind in ("name", "number") or word.text == "("
            raise self.fail(f"unexpected {word.text!r}{'; a product is written with *' if touching else ''}")
        return term

    def relation(self) -> Term:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fail(f"nested deeper than {DEEPEST} levels")
        left = self.sum()
        mark = self.accept("==", "!=", "<=", "<", ">=", ">")
        if mark:
            sides = (left, self.sum()) if mark not in TURNED else (self.sum(), left)
            left = self.made(RELATIONS[TURNED.get(mark, mark)](*sides))
        self.depth -= 1
        return left

    def sum(self) -> Term:
        parts = [self.product()]
        while mark := self.accept("+", "-"):
            part = self.product()
            parts.append(part if mark == "+" else self.made(Negative(part)))
        return parts[0] if len(parts) == 1 else self.made(Plus(*parts))

    def product(self) -> Term:
        if self.accept("-"):
            return self.made(Negative(self.nested(self.product)))
        parts, before = [self.power()], ""
        while mark := self.accept("*", "/", "@"):
            if mark != before:
                parts = [self.joined(before, parts)]
            right = self.made(Negative(self.power())) if self.accept("-") else self.power()
            before = mark
            parts.append(right)
            if mark == "/":
                parts = [self.joined(mark, parts)]
        return self.joined(before, parts)

    def joined(self, mark: str, parts: list[Term]) -> Term:
        """The product of several factors at once, or a quotient: one by one a long product would take square time."""
        return parts[0] if len(parts) == 1 else self.made({"*": Times, "/": Quotient, "@": MatrixProduct}[mark](*parts))

    def power(self) -> Term:
        base = self.postfix()
        if not self.accept("**"):
            return base
        if self.accept("-"):
            return self.made(Power(base, self.made(Negative(self.nested(self.power)))))
        return self.made(Power(base, self.nested(self.power)))

    def nested(self, reader: Callable[[], Term]) -> Term:
        """Read with one level of nesting more."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fail(f"nested deeper than {DEEPEST} levels")
        term = reader()
        self.depth -= 1
        return term

    def postfix(self) -> Term:
        term = self.atom()
        while mark := self.accept("'", "["):
            if mark == "[" and isinstance(term, Entry) and len(term.indices) > 1:
                raise self.fail("a third index")
            term = self.made(Transposed(term) if mark == "'" else Entry(term, *self.arguments("]", 2)))
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
            return self.number(word)
        if word.kind == "name":
            return self.call(word) if self.accept("(") else self.named(word)
        self.at -= 1
        raise self.fail(f"expected a term, found {word.text!r}" if word.text else "expected a term at the end")

    def number(self, word: Token) -> Term:
        """A number, exactly."""
        digits, _, exponent = word.text.lower().partition("e")
        if len(digits) > DIGITS:
            raise self.fail(f"a number of more than {DIGITS} digits", word)
        if len(exponent) > 9 or abs(int(exponent or 0)) > LARGEST_EXPONENT:
            raise self.fail(f"a power of ten beyond {LARGEST_EXPONENT}", word)
        return Constant(Rational(digits) * Integer(10) ** int(exponent or 0))

    def named(self, word: Token) -> Term:
        """The term that a name stands for."""
        if "__" in word.text:
            raise self.fail(f"{word.text!r} is no name of this language", word)
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
            return self.made(Constant(value, sizes[0], sizes[1] if len(sizes) == 2 else core.ONE))
        name = core.ALIASES.get(word.text, word.text)
        if name not in FUNCTIONS and self.name is Slot:
            return self.made(FunctionSlot(name, *self.arguments(")", 1)))
        if name not in FUNCTIONS and word.text not in ABBREVIATIONS:
            close = difflib.get_close_matches(name, [*FUNCTIONS, *core.ALIASES, *ABBREVIATIONS], 1, 0.6)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            raise self.fail(f"unknown function {word.text!r}{hint}", word)
        cls = FUNCTIONS.get(name)
        least, most = ARITY[cls] if cls else ABBREVIATIONS[word.text][:2]
        fewest, longest, short_for = ABBREVIATIONS.get(word.text, (0, 0, core.Plus))
        given = self.arguments(")", max(most, longest))
        if len(given) < least:
            raise self.fail(f"{word.text} takes {least} arguments, got {len(given)}", word)
        if cls is None or fewest <= len(given) <= longest:
            return self.adopted(short_for(*given))
        if issubclass(cls, core.Binder) and not (isinstance(given[0], core.Variable | Slot) and self.index(given[0])):
            raise self.fail(f"{word.text} runs over an index, not over {given[0]}", word)
        if cls is core.Substituted and self.name is not Slot:
            raise self.fail(f"{word.text} is for rules only", word)
        return self.made(cls(*given))


def parse(text: str, name: Callable[[str], Term | None], index: Callable[[Term], bool] = lambda term: True) -> Term:
    """Read a term; ``name`` tells what a name stands for (None: it is unknown), ``index`` whether sums run over it.

    Raises:
        ParseError: The text is not of the language, or too long, or too deep.
        ShapeError: The shapes of its parts don't fit.
    """
    term = Parser(text, name, index).whole()
    for _, part in core.walk(term):
        _ = part.shape
        for number, child in enumerate(part.children):
            if isinstance(child, core.Proposition) and not (number == 0 and isinstance(part, STATED)):
                raise ShapeError(f"the comparison {child} is no number, as {part} would have it")
    return term


@lru_cache(maxsize=2_000)
def parse_pattern(text: str) -> Term:
    """Read a rule's side: every name is a slot, which stands for any term."""
    return Parser(text, Slot).whole()
