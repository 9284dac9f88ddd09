"""The chapters of the tutorial, in their order. In: nothing. Out: ``CHAPTERS``."""

from __future__ import annotations

from . import differentiation, gradients, labels, logarithms, matrices, sigmoid, stability, sums, vectors
from .lesson import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    logarithms.CHAPTER,
    sigmoid.CHAPTER,
    labels.CHAPTER,
    differentiation.CHAPTER,
    sums.CHAPTER,
    vectors.CHAPTER,
    gradients.CHAPTER,
    matrices.CHAPTER,
    stability.CHAPTER,
)
