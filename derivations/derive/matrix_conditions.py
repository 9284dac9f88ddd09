"""Discharging the conditions on matrices, and those that are assumed. In: terms, a context. Out: the reason, or ''."""

from __future__ import annotations

from ..rules.rule import ConditionKind
from ..terms.context import Context
from ..terms.core import (
    SCALAR,
    Diagonal,
    Elementwise,
    Identity,
    Inverse,
    KroneckerProduct,
    MatrixProduct,
    Negative,
    Plus,
    Quotient,
    Summation,
    Term,
    Times,
    Trace,
    Transposed,
    Variable,
    Vectorised,
    walk,
)
from ..terms.places import same
from .assumed import assumed, assumptions


def domain(term: Term, context: Context) -> str:
    """The domain of a symbol; '' of anything else."""
    symbol = context.by_name.get(term.name) if isinstance(term, Variable) else None
    return symbol.domain if symbol else ""


def by_domain(term: Term, context: Context) -> bool:
    """Whether a symbol is a symmetric matrix by its domain; a diagonal one is."""
    return any(word in domain(term, context) for word in ("symmetric", "diagonal"))


def is_scalar(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    return "it has one row and one column" if parts[0].shape == SCALAR else ""


def is_invertible(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    (term,) = parts
    if assumed(ConditionKind.INVERTIBLE, parts, context):
        return "it is assumed"
    if "invertible" in domain(term, context):
        return f"by its domain, {domain(term, context)}"
    if isinstance(term, Identity):
        return "the identity matrix is its own inverse"
    if isinstance(term, Inverse | Transposed) and is_invertible(term.children, context):
        word = "the inverse" if isinstance(term, Inverse) else "the transpose"
        return f"it is {word} of an invertible matrix"
    if isinstance(term, MatrixProduct | KroneckerProduct):
        square = all(part.shape[0] == part.shape[1] for part in term.children)
        if square and all(is_invertible((part,), context) for part in term.children):
            return "products of invertible matrices are invertible"
    if isinstance(term, Transposed) and assumed(ConditionKind.INVERTIBLE, term.children, context):
        return "it is the transpose of an invertible matrix"
    if isinstance(term, MatrixProduct) and any(
        kind is ConditionKind.INVERTIBLE and same(mirrored(sides[0], context), mirrored(Transposed(term), context))
        for kind, sides in assumptions(context)
    ):
        return "its transpose is assumed to be invertible"
    return ""


def is_linear(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    return f"each term has {parts[1]} in one factor" if linear(*parts) else ""


LINEAR = (Plus, Negative, Transposed, Trace, Vectorised, Diagonal)
"""Terms that are linear where all their parts are."""
PRODUCTS = (Times, MatrixProduct, KroneckerProduct)


def linear(term: Term, of: Term) -> bool:
    """Whether a term is a sum of products, each with another term in exactly one factor, to the first power."""
    if term == of:
        return True
    if isinstance(term, LINEAR):
        return all(linear(child, of) for child in term.children)
    if isinstance(term, PRODUCTS):
        having = [child for child in term.children if has(child, of)]
        return len(having) == 1 and linear(having[0], of)
    if isinstance(term, Quotient):
        return linear(term.children[0], of) and not has(term.children[1], of)
    return (
        isinstance(term, Summation) and linear(term.children[3], of) and not any(has(c, of) for c in term.children[:3])
    )


def has(term: Term, of: Term) -> bool:
    """Whether a term stands somewhere in another."""
    return any(part == of for _, part in walk(term))


def is_symmetric(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    (term,) = parts
    if term.shape[0] != term.shape[1]:
        return ""
    if by_domain(term, context):
        return f"by its domain, {domain(term, context)}"
    if isinstance(term, Identity | Diagonal):
        return "diagonal matrices are symmetric"
    if same(mirrored(Transposed(term), context), mirrored(term, context)):
        return "its transpose, worked out, is the matrix itself"
    return ""


def mirrored(term: Term, context: Context) -> Term:
    """The term with each transpose moved to the symbols, and taken away from symmetric ones."""
    if not isinstance(term, Transposed):
        return type(term)(*(mirrored(child, context) for child in term.children)) if term.children else term
    inner = term.children[0]
    if isinstance(inner, Transposed):
        return mirrored(inner.children[0], context)
    diagonal = isinstance(inner, Identity | Diagonal) or (
        isinstance(inner, Times) and any(isinstance(mirrored(part, context), Identity) for part in inner.children)
    )
    if inner.shape == SCALAR or diagonal or by_domain(inner, context):
        return mirrored(inner, context)

    def turned(part: Term) -> Term:
        return mirrored(Transposed(part), context)

    if isinstance(inner, MatrixProduct):
        return MatrixProduct(*map(turned, reversed(inner.children)))
    if isinstance(inner, Plus | Times | Inverse | Elementwise | KroneckerProduct | Quotient):
        return type(inner)(*(part if part.shape == SCALAR else turned(part) for part in inner.children))
    return term
