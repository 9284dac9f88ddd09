"""The words of the pages by language, and terms inside sentences. In: a key, or a sentence. Out: text for people."""

from __future__ import annotations

import re

from ..rules.rule import ConditionKind, Group, Relation
from ..terms.context import Context, DefinitionKind, Kind, Text
from ..terms.core import ShapeError
from ..terms.parser import ParseError
from ..terms.places import free_names
from ..verify.verdict import Result
from .latex import to_latex

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "small steps": "small steps",
        "tidied": "Tidied up",
        "backwards": "from right to left",
        "shown above": "shown above",
        "shown elsewhere": "shown on another page",
        "where_condition": "where",
        "and": "and",
        "end to end": "Last line against first",
        "end after order": "Last line against the one after ↔",
        "end at most": "Last line no less than the first",
        "end at least": "Last line no more than the first",
        "equality": r"Both sides are equal where \({}\).",
        "others": "others",
        "by definition": "by definition",
        "holds by choice": "definition: it holds by choice",
        "label": "a label is 0 or 1",
        "new": "New here",
        "vector": "a vector of {} entries",
        "matrix": "a matrix of size {}",
        "row": "its rows, as columns: {}",
        "entry": "its entries: {}",
        "sources": "Sources",
        "rules": "Rule book",
        "conditions": "Conditions, and why they are needed",
        "used": "Where it is used",
        "unused": "No page has used it so far; it is there for losses of one’s own.",
        "example": "Example: {}",
        "tidies": "Where it tidies up",
        "taught": "Taught, with exercises, in",
        "definitions": "Definitions of the loss",
        "elementwise": "Letters stand for numbers, vectors or matrices whose shapes fit; ⊙ is the elementwise product.",
        "differential": "Here d is the differential when v changes, and nothing else.",
        "numbers": "Each letter stands for a number.",
        "letters": "Each letter stands for any term: a number or, elementwise, a vector.",
        "function": "f is any elementwise function.",
        "text form": "As text",
        "chapter": "Chapter",
        "name": "Name",
        "defined in": "defined in",
        "step": "step",
        "larger": "Where the left side is largest, the right side is largest too.",
        "smaller": "Where the left side is largest, the right side is smallest.",
    },
}
"""Single words and short sentences."""

SIGNS: dict[str, dict[str, str]] = {
    "en": {
        r"I\{": r"\(I\{\ldots\}\) is 1 where the statement in it is true, and 0 elsewhere",
        r"\partial": r"\(\frac{\partial f}{\partial \theta_j}\) is the partial derivative of \(f\) by \(\theta_j\)",
        r"\delta_{": r"\(\delta_{kj}\), with two indices, is 1 where \(k = j\), and 0 elsewhere",
        r"\mathbf{1}": r"\(\mathbf{1}\) is the vector all of whose entries are 1",
        r"\mathbf{0}": r"\(\mathbf{0}\) is the vector all of whose entries are 0",
        r"^{\top} \log": r"fractions, \(\log\) and \(e^{a}\) of a vector are taken entry by entry",
        r"\odot": r"\(a \odot b\) is the elementwise product: its entries are \(a_i b_i\)",
        r"\nabla": r"\(\nabla_{\theta} f\) is the gradient, the column of the partial derivatives of \(f\)",
        r"\nabla_{\theta}^{2}": r"\(\nabla_{\theta}^{2} f\) is the Hessian, the matrix of the "
        r"second partial derivatives",
        r"\mathrm{d}": r"\(\mathrm{d} f\) is the differential of \(f\): how it changes, to first order, when "
        r"\(\theta\) changes by \(\mathrm{d}\theta\)",
        r"\right]_{\mathrm{d}": r"\(\left[ w \right]_{\mathrm{d}\theta}\) is what stands before "
        r"\(\mathrm{d}\theta\) in \(w\): the matrix \(A\) with \(w = A \, \mathrm{d}\theta\)",
        r"\operatorname{diag}": r"\(\operatorname{diag}(a)\) is the matrix with \(a\) on its diagonal and 0 elsewhere",
    },
}
"""What a sign says, by a piece of LaTeX that it is told by."""

GROUPS: dict[str, dict[Group, str]] = {
    "en": {
        Group.LOGARITHM: "Logarithms",
        Group.EXPONENTIAL: "Exponentials",
        Group.POWER: "Powers and roots",
        Group.FUNCTION: "Functions",
        Group.ALGEBRA: "Algebra",
        Group.SUM: "Sums over an index",
        Group.PROBABILITY: "Indicators, probabilities, order",
        Group.INEQUALITY: "Inequalities",
        Group.DERIVATIVE: "Derivatives",
        Group.MATRIX: "Vectors and matrices",
        Group.DIFFERENTIAL: "Differentials",
        Group.STABILITY: "Numerical stability",
        Group.HOUSEKEEPING: "Housekeeping",
        Group.DEFINITION: "Definitions",
        Group.RESULT: "Results",
    },
}
"""The chapters of the rule book."""

CONDITIONS: dict[str, dict[ConditionKind, str]] = {
    "en": {
        ConditionKind.POSITIVE: r"\(0 < {0}\)",
        ConditionKind.NOT_NEGATIVE: r"\(0 \leq {0}\)",
        ConditionKind.NONZERO: r"\({0} \neq 0\)",
        ConditionKind.DISTINCT: r"\({0} \neq {1}\)",
        ConditionKind.FREE_OF: r"\({0}\) does not depend on \({1}\)",
        ConditionKind.IN_RANGE: r"\({0}\) is one of \({1}, \ldots, {2}\)",
        ConditionKind.INDEXES: r"the entries of \({0}\) are numbered \({1}, \ldots, {2}\)",
        ConditionKind.LABEL: r"\({0} \in \{{0, 1\}}\)",
        ConditionKind.ZERO: r"\({0} = 0\)",
        ConditionKind.CONSTANT: r"\({0}\) is a constant",
        ConditionKind.COLUMN: r"\({0}\) is a column",
        ConditionKind.WHOLE: r"\({0}\) is a whole number",
        ConditionKind.AFFINE: r"\({0}\) is affine in \({1}\)",
        ConditionKind.LINEAR: r"\({0}\) is linear in \({1}\)",
        ConditionKind.SIGN: r"\({0} \in \{{-1, 1\}}\)",
        ConditionKind.AWAY: r"away from \({0}\)",
        ConditionKind.SCALAR: r"\({0}\) is a number",
        ConditionKind.INVERTIBLE: r"\({0}\) is invertible",
        ConditionKind.SYMMETRIC: r"\({0}\) is symmetric",
    },
}
"""Conditions as sentences; the terms are put in."""

DEFINITIONS: dict[str, dict[DefinitionKind, str]] = {
    "en": {DefinitionKind.DEFINITION: "definition", DefinitionKind.MODEL: "model", DefinitionKind.DATA: "data"},
}
"""What kind of choice a definition is."""

KINDS: dict[str, dict[Kind, str]] = {
    "en": {
        Kind.DATA: "Data",
        Kind.LABEL: "Labels",
        Kind.PARAMETER: "Parameters",
        Kind.DEFINED: "Defined by others",
        Kind.CONSTANT: "Constants",
        Kind.SIZE: "Sizes",
        Kind.INDEX: "Indices",
        Kind.BASE: "Bases of logarithms",
    },
}
"""What kinds of symbols there are, in the order of the notation page."""

RESULTS: dict[str, dict[Result, str]] = {
    "en": {
        Result.PROVED: "proved",
        Result.CONSISTENT: "consistent",
        Result.REFUTED: "refuted",
        Result.UNKNOWN: "unknown",
    },
}
"""The verdicts."""

RELATIONS = {Relation.EQUAL: "=", Relation.DEFINED: ":=", Relation.AT_MOST: r"\le", Relation.AT_LEAST: r"\ge"}
ORDER = {
    "increasing": r"\overset{\max}{\longleftrightarrow}",
    "decreasing": r"\overset{\max,\,\min}{\longleftrightarrow}",
}
"""The signs between lines; of lines that only keep where the maximum is, by the rule's order."""


def say(text: Text, language: str) -> str:
    """A text in a language; in English where there is no other."""
    return text.get(language) or text.get("en", "")


RAISED = dict(zip("⁽⁾⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁱⁿᵀ", [*"()0123456789+-in", r"\top "], strict=True))
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖ", "0123456789ijk", strict=True))
GREEK = {
    "θ": r"\theta", "λ": r"\lambda", "δ": r"\delta", "ρ": r"\rho", "ε": r"\varepsilon", "ε̄": r"\bar\varepsilon",
    "η": r"\eta", "ℓ": r"\ell", "q\u0302": r"\hat q",
}  # fmt: skip
SCRIPTED = re.compile(
    rf"(?<![\w\\])(d?)((?:[A-Za-z]|[θλδρεηℓ]\u0304?|\d+(?=[{''.join(RAISED)}]))[\u0304\u0302]?)"
    rf"([{''.join(RAISED)}]*)([{''.join(LOWERED)}]*)(?!\w)"
)


def scripted(word: str) -> str:
    """A word that isn't a term: in it, Greek letters, and letters with indices written above or below, as formulas."""

    def formula(found: re.Match[str]) -> str:
        change, base, above, below = found.groups()
        if not (above or below or base in GREEK):
            return found[0]
        text = (r"\mathrm{d}" if change else "") + GREEK.get(base, base)
        for sign, part, table in (("^", above, RAISED), ("_", below, LOWERED)):
            text += f"{sign}{{{''.join(table[letter] for letter in part)}}}" if part else ""
        return rf"\({text}\)"

    return word if r"\(" in word else SCRIPTED.sub(formula, word)


AFTER_A_LETTER = frozenset(
    ("and", "or", "is", "are", "in", "has", "lies", "does", "occurs", "at", "by", "for", "as", "to", "with", "where")
)
"""Words before which "a" is a symbol."""


def is_article(words: list[str]) -> bool:
    """Whether words begin with the article "a", not with a symbol of that name."""
    following = words[1] if len(words) > 1 else ""
    return words[0] == "a" and bool(re.fullmatch("[a-z]{2,}[,;:]?", following)) and following not in AFTER_A_LETTER


class Typesetter:
    """Terms inside sentences, as formulas; words stay words.

    Args:
        context: Where the symbols are declared.
    """

    def __init__(self, context: Context, language: str = "en") -> None:
        self.context, self.language = context, language
        self.known: dict[str, str] = {}

    def sentence(self, sentence: str) -> str:
        """A sentence with each longest run of words that is a term as a formula."""
        words = sentence.split(" ")
        found: list[str] = []
        start = 0
        while start < len(words):
            for end in range(len(words), start, -1):
                text = " ".join(words[start:end])
                body = text.rstrip(",;:")
                latex = "" if is_article(words[start:]) and end == start + 1 else self.formula(body)
                if latex:
                    found.append(rf"\({latex}\){text[len(body) :]}")
                    start = end
                    break
            else:
                found.append(scripted(words[start]))
                start += 1
        return " ".join(found)

    def formula(self, text: str) -> str:
        """The LaTeX of a text that is a term with a symbol in it; '' of one that isn't, or may be an ordinary word."""
        if text not in self.known:
            self.known[text] = self._formula(text)
        return self.known[text]

    def _formula(self, text: str) -> str:
        if not re.search("[a-zA-Z]", text):
            return ""
        if re.fullmatch("[a-zA-Z]{2,}", text):
            symbol = self.context.by_name.get(text)
            return symbol.latex if symbol and symbol.latex == f"\\{text}" else ""
        try:
            term = self.context.parse(text)
            return to_latex(term, self.context) if free_names(term) else ""
        except (ParseError, ShapeError, ValueError):
            return ""
