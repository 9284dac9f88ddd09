r"""Terms → LaTeX. In: a term, its context, marked places. Out: LaTeX that KaTeX and LaTeX read.

Marked places are in ``\htmlClass``, which KaTeX knows. No ``|`` is written: formulas may stand in Markdown tables.
"""

from __future__ import annotations

import re

from ..functions import FUNCTIONS
from ..functions.notation import PowerOf
from ..terms import core
from ..terms.context import Context
from ..terms.core import Constant, Entry, Path, Term, Variable
from ..terms.text import number as decimal
from ..terms.text import to_text
from .functions import function, written
from .latex_calculus import coefficient, differential, fraction, gradient, jacobian, partial
from .latex_matrix import identity, inverse, kronecker_product, norm, transposed
from .printer import (
    ATOM,
    FACTOR,
    PRODUCT,
    SCRIPTED,
    SUM,
    Marks,
    Piece,
    Printer,
    Writer,
    index_letter,
    relation,
    write_matrix_product,
    write_negative,
    write_plus,
    write_times,
)

TALL = (r"\frac", r"\sum", r"\begin")
OTHERWISE = {"en": "otherwise", "zh": "其他"}
BEYOND_ONE_LINE = (core.Exponential, core.Quotient, core.Summation, core.Choose, core.Partial)
"""What makes an exponent too tall to be read: then exp(…) is written."""


class Latex(Printer):
    """The LaTeX printer."""

    marked_minus = "{} - "
    before_differential = r" \, "
    level_of_functions = FACTOR
    least_below = 0

    def mark(self, text: str, name: str) -> str:  # noqa: D102
        return rf"\htmlClass{{{name}}}{{{text}}}"

    def bracket(self, text: str, nested: int = 1) -> str:  # noqa: D102
        return enclose("[", text, "]") if depth(text) > nested else enclose("(", text, ")")

    def enclosed(self, text: str) -> str:  # noqa: D102
        return enclose("(", text, ")")

    def power_of(self, notation: PowerOf, term: Term, text: str) -> Piece:
        """A power of e; exp(a) where a is tall."""
        if any(isinstance(part, BEYOND_ONE_LINE) for _, part in core.walk(term.children[0])):
            return Piece(f"{notation.name}{self.enclosed(text)}", FACTOR)
        return Piece(f"{notation.base}^{{{text}}}", SCRIPTED)

    def grouped(self, term: Term, path: Path, number: int, least: int) -> str:
        """A child, in braces where it needs brackets and is long, as the article has it."""
        found = self.piece(term.children[number], (*path, number))
        if found.level >= least:
            return found.text
        return enclose(r"\{", found.text, r"\}") if r"\sum" in found.text else self.bracket(found.text)


def depth(text: str) -> int:
    """How deep round brackets are nested in a text; those of an upper index (i) don't count."""
    deepest = level = 0
    unmarked = re.sub(r"\\htmlClass\{[^}]*\}", "", text)
    for sign in re.sub(r"\^\{\(\{?\w+\}?\)\}", "", unmarked):
        level += (sign == "(") - (sign == ")")
        deepest = max(deepest, level)
    return deepest


def enclose(left: str, text: str, right: str) -> str:
    """The text in brackets, which grow where it is tall."""
    if any(command in text for command in TALL):
        return rf"\left{left} {text} \right{right}"
    return f"{left}{text}{right}"


def constant(printer: Latex, term: Constant, path: Path) -> Piece:
    r"""A number, or a bold one for a vector of equal numbers."""
    bold = len(term.args) == 3
    try:
        text, level = decimal(term.value), ATOM
    except ValueError:
        text, level = rf"\frac{{{term.value.p}}}{{{term.value.q}}}", SCRIPTED
    return Piece(rf"\mathbf{{{text}}}" if bold else text, level)


def variable(printer: Latex, term: Variable, path: Path) -> Piece:
    """A symbol, as its context writes it."""
    text = printer.symbol(term).latex
    return Piece(text, SCRIPTED if "^" in text or "(" in text else ATOM)


def slot(printer: Latex, term: core.Slot, path: Path) -> Piece:
    """A letter of a rule."""
    letter, below = index_letter(term.name)
    return Piece(f"{letter}_{{{below}}}" if below else letter, ATOM)


def function_slot(printer: Latex, term: core.FunctionSlot, path: Path) -> Piece:
    """f(a)."""
    return Piece(f"{term.name}{enclose('(', printer.child(term, path, 0, 0), ')')}", SCRIPTED)


def entry(printer: Latex, term: Entry, path: Path) -> Piece:
    """An entry, as the symbol's format says; of anything else, subscripts."""
    indices = [printer.child(term, path, n, 0) for n in range(1, len(term.children))]
    if isinstance(term.base, Variable):
        symbol = printer.symbol(term.base)
        form = symbol.row if symbol.row and len(indices) == 1 else symbol.entry
        if form:
            text = form.format(*indices)
            return Piece(text, SCRIPTED if "^" in text or "(" in text else ATOM)
    base = printer.child(term, path, 0, ATOM)
    if isinstance(term.base, Constant):
        base = rf"\mathbf{{{base}}}"
    short = all(isinstance(index, core.Leaf) and len(to_text(index)) == 1 for index in term.indices)
    separator = "" if short else ","
    return Piece(f"{base}_{{{separator.join(indices)}}}", ATOM)


def quotient(printer: Latex, term: Term, path: Path) -> Piece:
    """A fraction; its bar keeps away from marked parts."""
    above = printer.child(term, path, 0, 0)
    return Piece(fraction(above, printer.child(term, path, 1, 0)), SCRIPTED)


def power(printer: Latex, term: Term, path: Path) -> Piece:
    """A power."""
    return Piece(f"{printer.child(term, path, 0, ATOM)}^{{{printer.child(term, path, 1, SUM)}}}", SCRIPTED)


def choose(printer: Latex, term: Term, path: Path) -> Piece:
    """Two cases."""
    condition, yes, no = (printer.child(term, path, n, 0) for n in range(3))
    other = OTHERWISE[printer.language]
    return Piece(rf"\begin{{cases}} {yes} & {condition} \\ {no} & \text{{{other}}} \end{{cases}}", FACTOR, open=True)


def indicator(printer: Latex, term: Term, path: Path) -> Piece:
    """I{y = 1}."""
    return Piece(rf"I{enclose(chr(92) + '{', printer.child(term, path, 0, 0), chr(92) + '}')}", SCRIPTED)


def probability(printer: Latex, term: Term, path: Path) -> Piece:
    """P(event | given; parameters)."""
    parts = [printer.child(term, path, n, 0) for n in range(len(term.children))]
    text = parts[0] + (rf" \mid {parts[1]}" if len(parts) > 1 else "") + "".join(f"; {part}" for part in parts[2:])
    return Piece(f"P{enclose('(', text, ')')}", SCRIPTED)


def kronecker(printer: Latex, term: Term, path: Path) -> Piece:
    """The Kronecker delta."""
    return Piece(rf"\delta_{{{printer.child(term, path, 0, 0)}{printer.child(term, path, 1, 0)}}}", ATOM)


def summation(printer: Latex, term: Term, path: Path) -> Piece:
    """The sum over an index; its body in square brackets where that is a sum."""
    index, low, high = (printer.child(term, path, n, 0) for n in range(3))
    body = printer.piece(term.children[3], (*path, 3))
    text = body.text if body.level >= PRODUCT else printer.bracket(body.text)
    if body.level == SUM:
        text = rf"\left[ {body.text} \right]"
    return Piece(rf"\sum_{{{index}={low}}}^{{{high}}} {text}", FACTOR, open=True)


def indexed_product(printer: Latex, term: Term, path: Path) -> Piece:
    """The product over an index."""
    index, low, high = (printer.child(term, path, n, 0) for n in range(3))
    return Piece(rf"\prod_{{{index}={low}}}^{{{high}}} {printer.child(term, path, 3, FACTOR)}", FACTOR, open=True)


def largest(printer: Latex, term: Term, path: Path) -> Piece:
    """The largest value over an index."""
    index, low, high = (printer.child(term, path, n, 0) for n in range(3))
    body = printer.child(term, path, 3, FACTOR)
    return Piece(rf"\max_{{{low} \le {index} \le {high}}} {body}", FACTOR, open=True)


def sum_of_others(printer: Latex, term: Term, path: Path) -> Piece:
    """The sum over an index without its largest term."""
    index = printer.child(term, path, 0, 0)
    return Piece(rf"\sum_{{{index} \ne \max}} {printer.child(term, path, 3, FACTOR)}", FACTOR, open=True)


def place_of_largest(printer: Latex, term: Term, path: Path) -> Piece:
    """The index of the largest term."""
    index, low, high = (printer.child(term, path, n, 0) for n in range(3))
    body = printer.child(term, path, 3, FACTOR)
    return Piece(rf"\operatorname{{arg\,max}}_{{{index}={low}}}^{{{high}}} {body}", FACTOR, open=True)


def substituted(printer: Latex, term: Term, path: Path) -> Piece:
    """The term a with i = l."""
    body, index, value = (printer.child(term, path, n, ATOM if n == 0 else 0) for n in range(3))
    return Piece(rf"{body}\rvert_{{{index}={value}}}", SCRIPTED)


FORMS: dict[type[Term], Writer] = {
    Constant: constant,
    Variable: variable,
    core.Slot: slot,
    core.FunctionSlot: function_slot,
    Entry: entry,
    core.Plus: write_plus,
    core.Negative: write_negative,
    core.Times: write_times,
    core.MatrixProduct: write_matrix_product,
    core.Quotient: quotient,
    core.Power: power,
    core.Choose: choose,
    core.Equal: relation("="),
    core.Unequal: relation(r"\neq"),
    core.Less: relation("<"),
    core.LessEqual: relation(r"\le"),
    core.Indicator: indicator,
    core.Probability: probability,
    core.Kronecker: kronecker,
    core.Summation: summation,
    core.IndexedProduct: indexed_product,
    core.Largest: largest,
    core.SumOfOthers: sum_of_others,
    core.PlaceOfLargest: place_of_largest,
    core.LogSumExp: function(r"\operatorname{logsumexp}"),
    core.Softmax: function(r"\operatorname{softmax}"),
    core.CircleConstant: lambda printer, term, path: Piece(r"\pi", ATOM),
    core.Partial: partial,
    core.Transposed: transposed,
    core.Diagonal: function(r"\operatorname{diag}"),
    core.Trace: function(r"\operatorname{tr}"),
    core.Determinant: function(r"\det"),
    core.LargestEigenvalue: function(r"\lambda_{\max}"),
    core.Inverse: inverse,
    core.Norm: norm,
    core.KroneckerProduct: kronecker_product,
    core.Vectorised: function(r"\operatorname{vec}"),
    core.Identity: identity,
    core.Differential: differential,
    core.Gradient: gradient,
    core.GradientOf: coefficient(r"^{\top}"),
    core.Jacobian: jacobian,
    core.JacobianOf: coefficient(""),
    core.Substituted: substituted,
    **{record.term: written(record.latex) for record in FUNCTIONS},
}
"""How each term is written."""

Latex.forms = FORMS


def to_latex(
    term: Term,
    context: Context | None = None,
    marks: Marks | None = None,
    elementwise: bool = False,
    language: str = "en",
) -> str:
    r"""A term as LaTeX.

    Args:
        term: The term, or a rule's pattern.
        context: Where its symbols are declared.
        marks: CSS classes by place: a path, or a path and numbers of neighbouring children there.
        elementwise: In a pattern, letters stand for vectors.
        language: Of the word "otherwise".

    Raises:
        Unprintable: A class of terms has no form, or a symbol isn't declared.
    """
    return Latex(context, marks, elementwise, language).write(term)
