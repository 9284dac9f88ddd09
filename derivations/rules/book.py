"""The rule book: every rule by its name. In: the chapters. Out: look-up, with a good error for a wrong name."""

from __future__ import annotations

import difflib

from . import (
    algebra,
    calculus,
    choices,
    differential,
    exponential,
    functions,
    housekeeping,
    inequalities,
    labels,
    logarithm,
    matrix,
    matrix_algebra,
    powers,
    probability,
    quadratic,
    ring,
    slopes,
    stability,
    stability_forms,
    stability_functions,
    stability_sums,
    sums,
)
from .rule import Rule

CHAPTERS = (
    logarithm, exponential, powers, functions, choices, labels, algebra, ring, sums, probability, inequalities, calculus,
    slopes, matrix, matrix_algebra, quadratic, differential, stability, stability_functions, stability_forms, stability_sums, housekeeping,
)  # fmt: skip

RULES: dict[str, Rule] = {}
for _chapter in CHAPTERS:
    for _rule in _chapter.RULES:
        if _rule.name in RULES:
            raise ValueError(f"two rules are named {_rule.name}")
        RULES[_rule.name] = _rule


class UnknownName(LookupError):
    """No rule, loss or stage has this name; the message tells the nearest one."""


def nearest(kind: str, name: str, known: list[str]) -> UnknownName:
    """The error for an unknown name."""
    close = difflib.get_close_matches(name, known, 1, 0.4)
    hint = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}"
    return UnknownName(f"unknown {kind} {name!r}; {hint}")


def find(name: str) -> Rule:
    """The rule of that name.

    Raises:
        UnknownName: There is none.
    """
    if name not in RULES:
        raise nearest("rule", name, sorted(RULES))
    return RULES[name]
