"""How a loss bends, by how it is made. In: its simplest form. Out: convex, concave, affine, or unknown.

Sums, maxima, log-sum-exp, softplus and the like of affine parts are convex, for vectors of every size.
"""

from __future__ import annotations

from enum import Enum

from ..derive.conditions import not_negative
from ..derive.unfold import unfold
from ..functions import BY_CLASS, FUNCTIONS
from ..functions.record import Monotone
from ..terms import core
from ..terms.context import Context
from ..terms.core import Negative, Plus, Quotient, Summation, Term, Times
from ..terms.ring import whole
from .definition import Loss


class Curvature(Enum):
    """How a term bends as the predictions move."""

    CONSTANT = "doesn't depend on the prediction"
    AFFINE = "affine"
    CONVEX = "convex"
    CONCAVE = "concave"
    UNKNOWN = "unknown"


FLAT = (Curvature.CONSTANT, Curvature.AFFINE)
TURNED = {Curvature.CONVEX: Curvature.CONCAVE, Curvature.CONCAVE: Curvature.CONVEX}
CONVEX = tuple(record.term for record in FUNCTIONS if record.convex and not record.domain and len(record.letters) == 1)
"""Convex functions of one number, all of which have a value: of an affine part they are convex."""
RISING = tuple(cls for cls in CONVEX if BY_CLASS[cls].monotone is Monotone.RISING)
"""Those that increase: of a convex part they are convex."""


def curvature(term: Term, loss: Loss, context: Context) -> Curvature:
    """How a term bends, by how it is made (disciplined convex programming)."""
    if not context.depends(term) & set(loss.predictions):
        return Curvature.CONSTANT
    if isinstance(term, core.Variable | core.Entry):
        meant = unfold(term, context)
        return Curvature.AFFINE if meant == term else curvature(meant, loss, context)
    if isinstance(term, Plus):
        return together([curvature(part, loss, context) for part in term.children])
    if isinstance(term, Negative):
        own = curvature(term.argument, loss, context)
        return TURNED.get(own, own)
    if isinstance(term, Summation):
        return curvature(term.children[3], loss, context)
    if isinstance(term, Quotient):
        own = curvature(term.children[1], loss, context)
        return scaled(term.children[0], [term.children[1]], loss, context) if own is Curvature.CONSTANT else own.UNKNOWN
    if isinstance(term, Times):
        moving = [part for part in term.children if curvature(part, loss, context) is not Curvature.CONSTANT]
        others = [part for part in term.children if part not in moving]
        return scaled(moving[0], others, loss, context) if len(moving) == 1 else Curvature.UNKNOWN
    if isinstance(term, core.Maximum):
        parts = [curvature(part, loss, context) for part in term.children]
        return Curvature.CONVEX if all(own in (*FLAT, Curvature.CONVEX) for own in parts) else Curvature.UNKNOWN
    if isinstance(term, core.Logarithm) and is_sum_of_exponentials(term.argument, loss, context):
        return Curvature.CONVEX
    inner = curvature(term.children[0], loss, context)
    if isinstance(term, RISING) and inner in (*FLAT, Curvature.CONVEX):
        return Curvature.CONVEX
    if inner in FLAT and (isinstance(term, CONVEX) or isinstance(term, core.Power) and whole(term.children[1]) == 2):
        return Curvature.CONVEX
    return Curvature.UNKNOWN


def together(parts: list[Curvature]) -> Curvature:
    """How a sum bends."""
    found = {own for own in parts if own is not Curvature.CONSTANT} - {Curvature.AFFINE}
    if not found:
        return Curvature.AFFINE if Curvature.AFFINE in parts else Curvature.CONSTANT
    return found.pop() if len(found) == 1 else Curvature.UNKNOWN


def scaled(term: Term, factors: list[Term], loss: Loss, context: Context) -> Curvature:
    """How a term times constants bends."""
    own = curvature(term, loss, context)
    if own in FLAT or all(not_negative(factor, context) for factor in factors):
        return own
    return Curvature.UNKNOWN


def is_sum_of_exponentials(term: Term, loss: Loss, context: Context) -> bool:
    """Whether a term is a sum of exponentials of convex parts, each with a factor that isn't negative."""
    body = term.children[3] if isinstance(term, Summation) else term
    if isinstance(term, Plus):
        return all(is_sum_of_exponentials(part, loss, context) for part in term.children)
    factors = body.children if isinstance(body, Times) else (body,)
    exponents = [factor.argument for factor in factors if isinstance(factor, core.Exponential)]
    others = [factor for factor in factors if not isinstance(factor, core.Exponential)]
    fixed = all(
        curvature(other, loss, context) is Curvature.CONSTANT and not_negative(other, context) for other in others
    )
    if not exponents:
        return fixed
    bends = together([curvature(exponent, loss, context) for exponent in exponents])
    return fixed and bends in (*FLAT, Curvature.CONVEX)
