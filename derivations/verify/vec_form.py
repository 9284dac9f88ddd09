"""Vectors and Jacobians by ``vec`` in index form: an index stands for two. In: two sides. Out: an entry of each.

``vec(A)`` has the entries A_ij; a Jacobian of a matrix by a matrix has the entries ∂F_ij/∂V_kl, and its product with
``vec(U)`` is Σ_kl ∂F_ij/∂V_kl U_kl.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..terms import core
from ..terms.core import ONE, Shape, Term
from .slopes import times

if TYPE_CHECKING:
    from .index_form import IndexForm

JACOBIANS = (core.Jacobian, core.JacobianOf)


def shapes(term: Term) -> tuple[Shape, ...]:
    """The shapes of the matrices whose entries a term's indices stand for; none where that isn't known."""
    if isinstance(term, JACOBIANS):
        return term.children[1].shape, term.children[0].shape
    if isinstance(term, core.Vectorised):
        return (term.children[0].shape,)
    if isinstance(term, core.MatrixProduct) and len(term.children) == 2:
        left, right = term.children
        if isinstance(left, JACOBIANS) and shapes(right) == shapes(left)[1:]:
            return shapes(left)[:1]
    return ()


def vec_entries(form: IndexForm, left: Term, right: Term) -> tuple[Term, Term] | None:
    """The same entry of two terms, whose indices stand for those of matrices; None where they don't."""
    wanted = shapes(left)
    if not wanted or wanted != shapes(right) or all(size[1] == ONE for size in wanted):
        return None
    indices = [form.indices(shape) for shape in wanted]
    return entry(form, left, *indices), entry(form, right, *indices)


def entry(form: IndexForm, term: Term, *indices: list[Term | None]) -> Term:
    """An entry: one pair of indices for a vector, two for a Jacobian."""
    if isinstance(term, core.Vectorised):
        return form.entry(term.children[0], *indices[0])
    if isinstance(term, JACOBIANS):
        variable, body = form.vector(term.children[0]), term.children[1]
        if isinstance(term, core.JacobianOf):
            return form.differentiate(form.entry(body, *indices[0]), form.moved(variable, *indices[1]))
        return form.differentiate(form.unfolded(body, *indices[0]), form.component(variable, *indices[1]))
    left, right = term.children
    inner = form.indices(shapes(left)[1])
    found = times(entry(form, left, indices[0], inner), entry(form, right, inner))
    for index in reversed([index for index in inner if index is not None]):
        found = form.collapse(index, *form.ranges[index], found)
    return found
