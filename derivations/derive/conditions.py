"""Discharging a rule's conditions. In: a condition, what its letters are bound to, a context. Out: the reason, or None.

Each kind of condition has one prover; a prover that can't tell says None, never "probably".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ..functions import BY_CLASS
from ..functions.record import Monotone
from ..rules.rule import Condition, ConditionKind
from ..terms.context import Context, Kind
from ..terms.core import (
    ONE,
    SCALAR,
    ZERO,
    Absolute,
    Choose,
    Constant,
    Determinant,
    Diagonal,
    Differential,
    Entry,
    Equal,
    Exponential,
    IndexedProduct,
    LargestEigenvalue,
    Logarithm,
    MatrixProduct,
    Maximum,
    Negative,
    Norm,
    Plus,
    Power,
    Quotient,
    SquareRoot,
    Summation,
    Term,
    Times,
    Transposed,
    Unequal,
    Variable,
    walk,
)
from ..terms.domain import Finite, read_domain
from ..terms.domain import is_nonzero as excludes_zero
from ..terms.places import free_names, same
from ..terms.ring import multiplied
from .assumed import assumed, body, signs, within
from .branches import seen_from
from .coefficients import rational_positive
from .interval import always, instances, interval, is_size, nonempty
from .match import Bindings, build
from .matrix_conditions import is_invertible, is_linear, is_scalar, is_symmetric
from .opposites import without_opposites
from .sides import is_limit, is_on_side
from .unfold import unfold as unfold
from .wording import wording
from .zero import is_zero

WORDS_OF_PARTS: dict[type[Term], str] = {
    Plus: "a sum", Times: "a product", Quotient: "a quotient", MatrixProduct: "a product", Transposed: "a transpose",
}  # fmt: skip
"""The terms that have the sign of their parts, and how they are called."""


@dataclass(frozen=True)
class Discharged:
    """A condition that holds here.

    Args:
        text: The condition with the terms put in.
        because: Why it holds.
    """

    text: str
    because: str


def discharge(condition: Condition, bound: Bindings, context: Context) -> Discharged | None:
    """Prove a condition for these bindings; None where that can't be done.

    Of an index that a sum in the rule binds nothing is known from outside.
    """
    own = frozenset().union(*(free_names(bound[name]) for name in condition.bound if name in bound))
    context = within(context, own) if own else context
    parts = tuple(build(part, bound) for part in condition.parts)
    because = prove(condition.kind, parts, context)
    return Discharged(wording(condition.kind, parts), because) if because else None


@lru_cache(maxsize=20_000)
def prove(kind: ConditionKind, parts: tuple[Term, ...], context: Context) -> str:
    """Why a condition holds, by its prover or because it is assumed; '' where neither tells."""
    return PROVERS[kind](parts, context) or assumed(kind, parts, context)


@lru_cache(maxsize=20_000)
def positive(term: Term, context: Context, assumed: frozenset[Term] = frozenset()) -> str:
    """Why a term is positive in every entry; '' where that isn't found. Terms of ``assumed`` are taken as positive."""
    if isinstance(term, Absolute) and prove(ConditionKind.NONZERO, term.children, context):
        return "the absolute value of what isn't 0 is positive"
    if term in assumed or taken_as_positive(term, context):
        return "it is assumed"
    if isinstance(term, Exponential):
        return "an exponential is positive"
    if isinstance(term, Constant):
        return f"{term.value} is positive" if term.value > 0 else ""
    if (
        isinstance(term, Variable)
        and term.name in context.by_name
        and context.kind(term.name) in (Kind.SIZE, Kind.BASE)
    ):
        return f"{term} is positive by its domain, {context.by_name[term.name].domain}"
    if type(term) in WORDS_OF_PARTS and all(positive(part, context, assumed) for part in term.children):
        return f"{WORDS_OF_PARTS[type(term)]} of positive terms is positive"
    if isinstance(term, LargestEigenvalue) and is_filled_gram(term.children[0], context):
        return "its eigenvalues add up to a sum of squares, one of which is positive"
    if isinstance(term, Power | SquareRoot) and positive(term.children[0], context, assumed):
        return f"a {'power' if isinstance(term, Power) else 'root'} of a positive number is positive"
    if isinstance(term, Entry) and not isinstance(term.base, Variable):
        return positive(term.base, context)
    if isinstance(term, Maximum) and any(positive(part, context, assumed) for part in term.children):
        return "the larger of two numbers, one of which is positive, is positive"
    if isinstance(term, Choose) and all(positive(part, inner, assumed) for part, inner, _ in branches(term, context)):
        return "either branch is positive where it is chosen"
    if isinstance(term, Summation | IndexedProduct):
        inner, inside = body(term, context)
        others = frozenset(known for known in assumed if free_names(known).isdisjoint(free_names(term.children[0])))
        each = positive(inner, inside, others)
        if isinstance(term, IndexedProduct) and each:
            return "a product of positive factors is positive"
        if isinstance(term, Summation) and nonempty(term, context):
            if each:
                return "a sum of positive terms is positive"
            own = next((one for one in instances(term, context) if positive(one, context, assumed)), None)
            if own is not None and not_negative(inner, inside):
                return f"none of its terms is negative, and one, {own}, is positive"
    if isinstance(term, Plus) and rises(term, context):
        return "an increasing function is larger for a larger argument"
    lies = interval(term, context)
    if lies.positive:
        return f"it lies in {lies}"
    if isinstance(term, Plus) and term.shape == SCALAR:
        shorter = without_opposites(term)
        if len(shorter.children) < len(term.children) or isinstance(shorter, Quotient):
            return f"it is {shorter}, and that is positive" if positive(shorter, context, assumed) else ""
    unfolded = unfold(term, context)
    if unfolded != term:
        return f"by definition it is {unfolded}, and that is positive" if positive(unfolded, context, assumed) else ""
    return rational_positive(term, context)


def taken_as_positive(term: Term, context: Context) -> bool:
    """Whether a term is positive by what the context assumes, or a branch of a choice."""
    return bool(context.assumptions) and bool(assumed(ConditionKind.POSITIVE, (term,), context))


def rises(term: Plus, context: Context) -> bool:
    """Whether a sum is f(a) − f(b) of an increasing function with b < a."""
    if len(term.children) != 2:
        return False
    first, second = sorted(term.children, key=lambda part: isinstance(part, Negative))
    function = BY_CLASS.get(type(first))
    if function is None or function.monotone is not Monotone.RISING or len(function.letters) > 1:
        return False
    if not isinstance(second, Negative) or type(first) is not type(second.argument):
        return False
    return bool(positive(Plus(first.argument, Negative(second.argument.children[0])), context))


def branches(choice: Choose, context: Context) -> list[tuple[Term, Context, str]]:
    """The branches of a choice that can be chosen, each with what holds there."""
    condition = choice.children[0]
    if always(condition):
        return [(choice.children[1], context, "")]
    never = isinstance(condition, Equal | Unequal) and is_distinct(condition.children, context)
    wanted = (2 if isinstance(condition, Equal) else 1,) if never else (1, 2)
    return [seen for number, seen in enumerate(seen_from(choice, context)) if number in wanted]


def is_filled_gram(term: Term, context: Context) -> bool:
    """Whether a matrix is MᵀM for a symbol M of which an entry is known that isn't 0; then its trace is positive."""
    if (
        not isinstance(term, MatrixProduct)
        or len(term.children) != 2
        or term.children[0] != Transposed(term.children[1])
    ):
        return False
    return any(
        isinstance(left, Entry) and left.base == term.children[1] and isinstance(right, Constant) and right.value != 0
        for left, right in context.equations.values()
    )


@lru_cache(maxsize=20_000)
def not_negative(term: Term, context: Context) -> str:
    """Why a term is nowhere negative; '' where that isn't found."""
    lies = interval(unfold(term, context), context)
    if lies.not_negative:
        return f"it lies in {lies}"
    if isinstance(term, Norm):
        return "a norm isn't negative"
    if isinstance(term, Summation) and not_negative(*body(term, context)):
        return "a sum of terms that aren't negative isn't negative"
    if type(term) in WORDS_OF_PARTS and all(not_negative(part, context) for part in term.children):
        divisor = term.children[1:] if isinstance(term, Quotient) else ()
        if all(positive(part, context) for part in divisor):
            return f"{WORDS_OF_PARTS[type(term)]} of terms that aren't negative isn't negative"
    return positive(term, context)


def is_positive(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    return positive(parts[0], context)


def is_not_negative(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    if any(same(parts[0], term) for term, _ in signs(context)):
        return "it is assumed"
    return not_negative(parts[0], context)


def is_nonzero(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    term = parts[0].argument if isinstance(parts[0], Negative) else parts[0]
    if isinstance(term, Logarithm) and is_distinct((term.argument, ONE), context):
        return f"{term.argument} is not 1, {is_distinct((term.argument, ONE), context)}, so its logarithm isn't 0"
    if isinstance(term, Absolute | Times | Power):
        factors = term.children[:1] if isinstance(term, Power) else term.children
        if all(prove(ConditionKind.NONZERO, (factor,), context) for factor in factors):
            return "none of its factors is 0"
    if isinstance(term, Determinant):
        because = prove(ConditionKind.INVERTIBLE, term.children, context)
        return f"{term.children[0]} is invertible: {because}" if because else ""
    base = term.base if isinstance(term, Entry) else term
    symbol = context.by_name.get(getattr(base, "name", ""))
    if symbol and symbol.kind in (Kind.DATA, Kind.PARAMETER) and excludes_zero(read_domain(symbol.domain)):
        return f"by its domain, {symbol.domain}"
    because = positive(term, context) or assumed(ConditionKind.POSITIVE, (term,), context)
    if not because and any(assumed(ConditionKind.POSITIVE, (size,), context) for size in sizes(term)):
        because = "its size is assumed to be positive"
    if not because and term.shape == SCALAR:
        lies = interval(unfold(term, context), context)
        because = f"it lies in {lies}" if lies.negative else ""
    return f"{because}, so it isn't 0" if because else ""


def sizes(term: Term) -> tuple[Term, ...]:
    """What is positive where a number isn't 0."""
    return () if term.shape != SCALAR else (Absolute(term), Power(term, Constant(2)))


def is_distinct(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    left, right = parts
    symbol = context.by_name.get(left.name) if isinstance(left, Variable) else None
    if symbol and symbol.kind is Kind.BASE and right == ONE:
        return f"by its domain, {symbol.domain}"
    if isinstance(left, Constant) and isinstance(right, Constant):
        return "they are different numbers" if left.value != right.value else ""
    if left.shape == right.shape == SCALAR:
        lies = interval(unfold(Plus(left, Negative(right)), context), context)
        return f"their difference lies in {lies}" if lies.positive or lies.negative else ""
    return ""


def is_free(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    term, of = parts
    if isinstance(of, Differential):
        moved = [
            part for _, part in walk(term) if isinstance(part, Differential) and part.children[0] == of.children[0]
        ]
        return "" if moved else f"{of} doesn't occur in it"
    names = {of.base.name} if isinstance(of, Entry) and isinstance(of.base, Variable) else free_names(of)
    if not names or any(symbol.kind is Kind.DEFINED for symbol in map(context.by_name.get, names) if symbol):
        return ""
    if context.depends(term) & names:
        return ""
    return f"{', '.join(sorted(names))} doesn't occur in it, nor in what defines its symbols"


def is_in_range(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    index, low, high = parts
    if index == low and low in (ZERO, ONE) and is_size(high, context):
        return f"{high} is at least 1"
    if context.runs(index) == (low, high):
        return f"the index {index} runs from {low} to {high}"
    return ""


def is_indexed(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    term, low, high = parts
    if context.bounds.get(term.shape[0]) == (low, high):
        return f"it has {term.shape[0]} entries, numbered from {low} to {high}"
    return ""


def is_label(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    base = parts[0].base if isinstance(parts[0], Entry) else parts[0]
    symbol = context.by_name.get(getattr(base, "name", ""))
    if symbol and symbol.kind is Kind.LABEL and read_domain(symbol.domain) == Finite((Fraction(0), Fraction(1))):
        return f"{base} is a label, {symbol.domain}"
    return ""


def is_constant(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    kinds = {context.kind(name) for name in free_names(parts[0])}
    return "it holds no data, label or parameter" if kinds <= {Kind.SIZE, Kind.BASE, Kind.CONSTANT} else ""


def is_column(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    return f"it has {parts[0].shape[0]} rows and one column" if parts[0].shape[1] == ONE else ""


def is_whole(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    found = multiplied(parts[0]) if not free_names(parts[0]) else []
    whole = bool(found) and all(each.number.is_Integer and not each.factors for each in found)
    return f"{parts[0]} is whole" if whole else ""


def is_away(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    return f"where {parts[0]} changes there may be a kink or a jump, and the line is for the points beside it"


def is_affine(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    term, variable = parts
    try:
        monomials = multiplied(term)
    except OverflowError:
        return ""
    for found in monomials:
        for base, power in found.factors:
            if context.depends(variable) & context.depends(base) and (base != variable or power != 1):
                return ""
    return f"multiplied out, {variable} stands in it to the first power only, and in no function"


def is_sign(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    symbol = context.by_name.get(getattr(parts[0], "name", ""))
    found = read_domain(symbol.domain) if symbol else None
    return f"{parts[0]} is a label, -1 or 1" if found == Finite((Fraction(-1), Fraction(1))) else ""


def is_filled(parts: tuple[Term, ...], context: Context) -> str:
    """Why a diagonal matrix is invertible: no entry of its diagonal is 0."""
    meant = unfold(parts[0], context)
    because = positive(meant.children[0], context) if isinstance(meant, Diagonal) else ""
    return f"it is diagonal, and no entry of its diagonal is 0: {because}" if because else ""


PROVERS: dict[ConditionKind, Callable[[tuple[Term, ...], Context], str]] = {
    ConditionKind.POSITIVE: is_positive,
    ConditionKind.NOT_NEGATIVE: is_not_negative,
    ConditionKind.NONZERO: is_nonzero,
    ConditionKind.DISTINCT: is_distinct,
    ConditionKind.FREE_OF: is_free,
    ConditionKind.IN_RANGE: is_in_range,
    ConditionKind.INDEXES: is_indexed,
    ConditionKind.LABEL: is_label,
    ConditionKind.ZERO: is_zero,
    ConditionKind.CONSTANT: is_constant,
    ConditionKind.COLUMN: is_column,
    ConditionKind.WHOLE: is_whole,
    ConditionKind.AWAY: is_away,
    ConditionKind.AFFINE: is_affine,
    ConditionKind.LINEAR: is_linear,
    ConditionKind.SIGN: is_sign,
    ConditionKind.SCALAR: is_scalar,
    ConditionKind.INVERTIBLE: lambda parts, context: is_invertible(parts, context) or is_filled(parts, context),
    ConditionKind.SYMMETRIC: is_symmetric,
    ConditionKind.ABOVE: lambda parts, context: is_on_side(parts, 1),
    ConditionKind.BELOW: lambda parts, context: is_on_side(parts, -1),
    ConditionKind.LIMIT: is_limit,
}
