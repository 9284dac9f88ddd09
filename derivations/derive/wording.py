"""A condition in the syntax of terms. In: its kind, the terms that it is about. Out: text."""

from __future__ import annotations

from ..rules.rule import ConditionKind
from ..terms.core import Term


def wording(kind: ConditionKind, parts: tuple[Term, ...]) -> str:
    """The condition with the terms put in."""
    return {
        ConditionKind.POSITIVE: "0 < {0}",
        ConditionKind.NOT_NEGATIVE: "0 <= {0}",
        ConditionKind.NONZERO: "{0} != 0",
        ConditionKind.DISTINCT: "{0} != {1}",
        ConditionKind.FREE_OF: "{0} does not depend on {1}",
        ConditionKind.IN_RANGE: "{0} lies in {1} .. {2}",
        ConditionKind.INDEXES: "{0} has the indices {1} .. {2}",
        ConditionKind.LABEL: "{0} in {{0, 1}}",
        ConditionKind.ZERO: "{0} is 0",
        ConditionKind.CONSTANT: "{0} is a constant",
        ConditionKind.COLUMN: "{0} is a column",
        ConditionKind.WHOLE: "{0} is a whole number",
        ConditionKind.AWAY: "away from {0}",
        ConditionKind.AFFINE: "{0} is affine in {1}",
        ConditionKind.LINEAR: "{0} is linear in {1}",
        ConditionKind.SIGN: "{0} in {{-1, 1}}",
        ConditionKind.SCALAR: "{0} is a scalar",
        ConditionKind.INVERTIBLE: "{0} is invertible",
        ConditionKind.SYMMETRIC: "{0} is symmetric",
        ConditionKind.ABOVE: "{0} is {1} where 0 < {2}",
        ConditionKind.BELOW: "{0} is {1} where {2} < 0",
        ConditionKind.LIMIT: "{0} is the limit of {1} at {2} == 0",
    }[kind].format(*parts)
