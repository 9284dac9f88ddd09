"""Which of a loss's variables is a label. In: a loss. Out: its name."""

from __future__ import annotations

from fractions import Fraction

from ..terms.domain import Finite, Interval
from .definition import Loss

LABELS = (Finite((Fraction(0), Fraction(1))), Interval(Fraction(0), Fraction(1), True, True))
"""The domains of a label 0 or 1, and of one softened."""


def label_of(loss: Loss) -> str:
    """The loss's only label 0 or 1; '' where it has none, or several."""
    found = [name for name in loss.variables if loss.domains[name] in LABELS]
    return found[0] if len(found) == 1 else ""
