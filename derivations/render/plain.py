"""Terms → one line of Unicode for a terminal. In: a term, its context. Out: text, and its lines of a given width."""

from __future__ import annotations

import re

from ..functions import FUNCTIONS
from ..functions.notation import PowerOf
from ..terms import core
from ..terms.context import Context
from ..terms.core import Constant, Entry, Path, Term, Variable
from ..terms.places import at
from ..terms.text import number as decimal
from .functions import function, written
from .printer import (
    ATOM,
    FACTOR,
    PRODUCT,
    SCRIPTED,
    Marks,
    Piece,
    Printer,
    Writer,
    index_letter,
    relation,
    repeated,
    write_matrix_product,
    write_negative,
    write_plus,
    write_times,
)

BELOW = dict(zip("0123456789+-−=()aehijklmnoprstuvx, ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ, ", strict=True))
ABOVE = dict(
    zip("0123456789+-−=()abcdefghijklmnoprstuvwxyz ", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ ", strict=True)
)
WORD = re.compile("[\ue000\ue001]*[a-z]{2}")
MARKS = {"part-before": "\ue000", "part-after": "\ue001"}
END = "\ue002"
"""Signs of private use, which enclose a marked part; they have no width and ``show`` turns them into colours."""


class Plain(Printer):
    """The terminal printer."""

    minus = " − "
    marked_minus = " − "
    leading_minus = "−"
    dot = "·"
    hadamard = " ⊙ "
    level_of_functions = SCRIPTED
    least_below = ATOM

    def matrix_sign(self, left: str, right: str) -> str:
        """Nothing, but a space beside a function's name."""
        return " " if WORD.match(right) or left.startswith("diag") else ""

    def mark(self, text: str, name: str) -> str:  # noqa: D102
        return f"{MARKS[name]}{text}{END}"

    def bracket(self, text: str, nested: int = 1) -> str:  # noqa: D102
        return f"({text})"

    def enclosed(self, text: str) -> str:  # noqa: D102
        return f"({text})"

    def power_of(self, notation: PowerOf, term: Term, text: str) -> Piece:
        """A power such as eᶻ; exp(…) where the exponent is long."""
        small = scripted(text, ABOVE, 2)
        return Piece(f"{notation.base}{small}" if small else f"{notation.name}({text})", SCRIPTED)


def scripted(text: str, letters: dict[str, str], longest: int) -> str:
    """The text in small letters, where there are such and it is short; else ''."""
    if len(text) > longest or not all(letter in letters for letter in text):
        return ""
    return "".join(letters[letter] for letter in text)


def below(text: str) -> str:
    """A subscript."""
    return scripted(text.replace(" ", ""), BELOW, 7) or f"[{text}]"


def constant(printer: Plain, term: Constant, path: Path) -> Piece:
    """A number; bold digits for a vector of equal numbers."""
    try:
        text, level = decimal(term.value), ATOM
    except ValueError:
        text, level = str(term.value), PRODUCT
    if len(term.args) == 3:
        text = "".join({"0": "𝟎", "1": "𝟏"}.get(digit, digit) for digit in text)
    return Piece(text, level)


def variable(printer: Plain, term: Variable, path: Path) -> Piece:
    """A symbol, as its context writes it."""
    return Piece(printer.symbol(term).unicode, ATOM)


def slot(printer: Plain, term: core.Slot, path: Path) -> Piece:
    """A letter of a rule."""
    letter, index = index_letter(term.name)
    return Piece(letter + (below(index) if index else ""), ATOM)


def function_slot(printer: Plain, term: core.FunctionSlot, path: Path) -> Piece:
    """f(a)."""
    return Piece(f"{term.name}({printer.child(term, path, 0, 0)})", ATOM)


def entry(printer: Plain, term: Entry, path: Path) -> Piece:
    """An entry, with subscripts."""
    indices = [printer.child(term, path, n, 0) for n in range(1, len(term.children))]
    if isinstance(term.base, Variable):
        symbol = printer.symbol(term.base)
        form = symbol.row_unicode if symbol.row_unicode and len(indices) == 1 else symbol.entry_unicode
        if form:
            return Piece(form.format(*(below(index) for index in indices)), ATOM)
    return Piece(f"{printer.child(term, path, 0, ATOM)}{below(','.join(indices))}", ATOM)


def quotient(printer: Plain, term: Term, path: Path) -> Piece:
    """a/b."""
    return Piece(f"{printer.child(term, path, 0, FACTOR, True)}/{printer.child(term, path, 1, FACTOR, True)}", PRODUCT)


def power(printer: Plain, term: Term, path: Path) -> Piece:
    """a²; a^(…) where the exponent is long."""
    base, exponent = printer.child(term, path, 0, ATOM), printer.child(term, path, 1, 0)
    small = scripted(exponent, ABOVE, 3)
    return Piece(f"{base}{small}" if small else f"{base}^({exponent})", SCRIPTED)


def choose(printer: Plain, term: Term, path: Path) -> Piece:
    """(a where c, else b)."""
    condition, yes, no = (printer.child(term, path, n, 0) for n in range(3))
    return Piece(f"({yes} where {condition}, else {no})", ATOM)


def indicator(printer: Plain, term: Term, path: Path) -> Piece:
    """I{y = 1}."""
    return Piece(f"I{{{printer.child(term, path, 0, 0)}}}", SCRIPTED)


def probability(printer: Plain, term: Term, path: Path) -> Piece:
    """P(event | given; parameters)."""
    parts = [printer.child(term, path, n, 0) for n in range(len(term.children))]
    text = parts[0] + (f" | {parts[1]}" if len(parts) > 1 else "") + "".join(f"; {part}" for part in parts[2:])
    return Piece(f"P({text})", SCRIPTED)


def kronecker(printer: Plain, term: Term, path: Path) -> Piece:
    """The Kronecker delta."""
    return Piece(f"δ{below(printer.child(term, path, 0, 0) + printer.child(term, path, 1, 0))}", ATOM)


SIGNS: dict[type[Term], str] = {
    core.Summation: "Σ", core.IndexedProduct: "Π", core.Largest: "max", core.SumOfOthers: "Σ≠max",
    core.PlaceOfLargest: "argmax",
}  # fmt: skip
"""What stands before a body and its index."""


def summation(printer: Plain, term: Term, path: Path) -> Piece:
    """The sum over an index."""
    index, low, high = (printer.child(term, path, n, 0) for n in range(3))
    body = printer.piece(term.children[3], (*path, 3))
    text = body.text if body.level >= PRODUCT else f"[{body.text}]"
    start, end = scripted(f"{index}={low}".replace(" ", ""), BELOW, 9), scripted(high, ABOVE, 5)
    sign = SIGNS[type(term)]
    return Piece(
        f"{sign}{start}{end} {text}" if start and end else f"{sign}[{index} = {low} … {high}] {text}", FACTOR, open=True
    )


def derivative(after: str) -> Writer:
    """∂f/∂v, or ∂/∂v before a longer f."""

    def write(printer: Plain, term: Term, path: Path) -> Piece:
        by, body = term.children
        under = f"∂{printer.child(term, path, 0, ATOM)}{after}"
        if isinstance(body, Variable | core.Slot | Entry | core.FunctionSlot) or not isinstance(by, core.Leaf | Entry):
            return Piece(f"∂{printer.child(term, path, 1, FACTOR)}/{under}", PRODUCT)
        return Piece(f"∂/{under} {grouped(printer, term, path, 1)}", FACTOR, open=True)

    return write


once = derivative("")


def partial(printer: Plain, term: Term, path: Path) -> Piece:
    """A derivative; those of a symbol by symbols as one, ∂²f/∂v∂w."""
    orders = repeated(term)
    if not orders:
        return once(printer, term, path)
    order, under, place = sum(count for _, count in orders), "", path
    for part, count in orders:
        under += f"∂{printer.child(part, place, 0, ATOM)}{raised(count)}"
        place = (*place, *(1,) * count)
    deepest = (*path, *(1,) * (order - 1))
    above = printer.child(at(term, deepest[len(path) :]), deepest, 1, FACTOR)
    return Piece(f"∂{raised(order)}{above}/{under if len(orders) == 1 else f'({under})'}", PRODUCT)


def raised(count: int) -> str:
    """An exponent, none for 1."""
    return "".join(ABOVE[digit] for digit in str(count)) if count > 1 else ""


def grouped(printer: Plain, term: Term, path: Path, number: int) -> str:
    """A child, in braces where it needs brackets and holds a sum."""
    found = printer.piece(term.children[number], (*path, number))
    if found.level >= FACTOR:
        return found.text
    return f"{{{found.text}}}" if "Σ" in found.text else f"({found.text})"


slope = derivative("ᵀ")


def jacobian(printer: Plain, term: Term, path: Path) -> Piece:
    """∂f/∂vᵀ; the Jacobian of a gradient is the Hessian ∇²f."""
    by, body = term.children
    if isinstance(body, core.Gradient) and body.children[0] == by and isinstance(by, core.Leaf):
        return Piece(f"∇²{grouped(printer, body, (*path, 1), 1)}", FACTOR, open=True)
    return slope(printer, term, path)


def gradient(printer: Plain, term: Term, path: Path) -> Piece:
    """∇f."""
    return Piece(f"∇{grouped(printer, term, path, 1)}", FACTOR, open=True)


def coefficient(after: str) -> Writer:
    """What stands before dv in a differential."""

    def write(printer: Plain, term: Term, path: Path) -> Piece:
        return Piece(f"[{printer.child(term, path, 1, 0)}]_d{printer.child(term, path, 0, ATOM)}{after}", SCRIPTED)

    return write


def transposed(printer: Plain, term: Term, path: Path) -> Piece:
    """The transpose."""
    return Piece(f"{printer.child(term, path, 0, ATOM)}ᵀ", SCRIPTED)


def inverse(printer: Plain, term: Term, path: Path) -> Piece:
    """The inverse."""
    return Piece(f"{printer.child(term, path, 0, ATOM)}⁻¹", SCRIPTED)


def norm(printer: Plain, term: Term, path: Path) -> Piece:
    """The norm."""
    return Piece(f"‖{printer.child(term, path, 0, 0)}‖", ATOM)


def kronecker_product(printer: Plain, term: Term, path: Path) -> Piece:
    """The Kronecker product."""
    left, right = (printer.child(term, path, n, FACTOR, closed=n == 0) for n in range(2))
    return Piece(f"{left} ⊗ {right}", PRODUCT)


def identity(printer: Plain, term: Term, path: Path) -> Piece:
    """The identity matrix, with its size."""
    return Piece(f"I{below(printer.child(term, path, 0, 0))}", ATOM)


def differential(printer: Plain, term: Term, path: Path) -> Piece:
    """The differential da."""
    found = printer.piece(term.children[1], (*path, 1))
    if found.level < FACTOR:
        return Piece(f"d({found.text})", FACTOR)
    return Piece(f"d{' ' if len(found.text) > 2 else ''}{found.text}", FACTOR, found.open)


def substituted(printer: Plain, term: Term, path: Path) -> Piece:
    """The term a with i = l."""
    body, index, value = (printer.child(term, path, n, ATOM if n == 0 else 0) for n in range(3))
    return Piece(f"{body}|[{index} = {value}]", SCRIPTED)


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
    core.Unequal: relation("≠"),
    core.Less: relation("<"),
    core.LessEqual: relation("≤"),
    core.Indicator: indicator,
    core.Probability: probability,
    core.Kronecker: kronecker,
    core.Summation: summation,
    core.IndexedProduct: summation,
    core.Largest: summation,
    core.SumOfOthers: summation,
    core.PlaceOfLargest: summation,
    core.LogSumExp: function("logsumexp"),
    core.Softmax: function("softmax"),
    core.CircleConstant: lambda printer, term, path: Piece("π", ATOM),
    core.Partial: partial,
    core.Transposed: transposed,
    core.Diagonal: function("diag"),
    core.Trace: function("tr"),
    core.Determinant: function("det"),
    core.LargestEigenvalue: function("λmax"),
    core.Inverse: inverse,
    core.Norm: norm,
    core.KroneckerProduct: kronecker_product,
    core.Vectorised: function("vec"),
    core.Identity: identity,
    core.Differential: differential,
    core.Gradient: gradient,
    core.GradientOf: coefficient("ᵀ"),
    core.Jacobian: jacobian,
    core.JacobianOf: coefficient(""),
    core.Substituted: substituted,
    **{record.term: written(record.plain) for record in FUNCTIONS},
}
"""How each term is written."""

Plain.forms = FORMS


def to_plain(term: Term, context: Context | None = None, marks: Marks | None = None, elementwise: bool = False) -> str:
    """A term as one line of Unicode.

    Args:
        term: The term, or a rule's pattern.
        context: Where its symbols are declared.
        marks: Classes by place; the marked text stands between signs of private use.
        elementwise: In a pattern, letters stand for vectors.

    Raises:
        Unprintable: A class of terms has no form, or a symbol isn't declared.
    """
    return Plain(context, marks, elementwise).write(term)
