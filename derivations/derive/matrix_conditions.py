"""Discharging the conditions on matrices, and those that are assumed. In: terms, a context. Out: the reason, or ''."""

from __future__ import annotations

from functools import lru_cache

from ..rules.rule import ConditionKind, read_condition
from ..terms.context import Context
from ..terms.core import (
    SCALAR,
    Diagonal,
    Elementwise,
    Identity,
    Inverse,
    KroneckerProduct,
    MatrixProduct,
    Plus,
    Quotient,
    Slot,
    Term,
    Times,
    Transposed,
    Variable,
)
from ..terms.places import same


@lru_cache(maxsize=256)
def assumptions(context: Context) -> tuple[tuple[ConditionKind, tuple[Term, ...]], ...]:
    """What a context assumes, read."""
    found = []
    names = {Slot(name): variable for name, variable in context.variables.items()}
    for text in context.assumptions:
        condition = read_condition(text)
        found.append((condition.kind, tuple(side.xreplace(names) for side in condition.parts)))
    return tuple(found)


def assumed(kind: ConditionKind, parts: tuple[Term, ...], context: Context) -> str:
    """Whether a condition is assumed, up to the order of sums and products."""
    for known, terms in assumptions(context):
        if known is kind and all(same(part, term) for part, term in zip(parts, terms, strict=True)):
            return "it is assumed"
    return ""


def domain(term: Term, context: Context) -> str:
    """The domain of a symbol; '' of anything else."""
    symbol = context.by_name.get(term.name) if isinstance(term, Variable) else None
    return symbol.domain if symbol else ""


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


def is_symmetric(parts: tuple[Term, ...], context: Context) -> str:  # noqa: D103
    (term,) = parts
    if term.shape[0] != term.shape[1]:
        return ""
    if "symmetric" in domain(term, context):
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
    if inner.shape == SCALAR or diagonal or "symmetric" in domain(inner, context):
        return mirrored(inner, context)

    def turned(part: Term) -> Term:
        return mirrored(Transposed(part), context)

    if isinstance(inner, MatrixProduct):
        return MatrixProduct(*map(turned, reversed(inner.children)))
    if isinstance(inner, Plus | Times | Inverse | Elementwise | KroneckerProduct | Quotient):
        return type(inner)(*(part if part.shape == SCALAR else turned(part) for part in inner.children))
    return term
