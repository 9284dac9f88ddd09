"""The rules of inequalities. A line may be replaced by a larger one, and so may a part with which the line rises."""

from __future__ import annotations

from .rule import Counterexample, Group, Rule

ABRAMOWITZ = "Abramowitz and Stegun, Handbook of Mathematical Functions, section 4.1"
GALLAGER = "Gallager, Information Theory and Reliable Communication (1968), section 2.3"
SPIVAK = "Spivak, Calculus (1994), chapter 1"

RULES = (
    Rule(
        "log_at_most",
        "log(a) <= a - 1",
        Group.INEQUALITY,
        {"en": "The logarithm lies below its tangent", "zh": "对数不超过其切线"},
        {
            "en": "The logarithm is at most the line that touches it at 1.",
            "zh": "对数不超过它在 1 处的切线。",
        },
        conditions={"0 < a": Counterexample({"a": "-1"})},
        equality="a = 1",
        sources=(ABRAMOWITZ, GALLAGER),
    ),
    Rule(
        "at_most",
        "a <= b",
        Group.INEQUALITY,
        {"en": "A number that is no less", "zh": "换成不小于它的数"},
        {
            "en": "A number may be replaced by one that is known to be no less.",
            "zh": "可以把一个数换成已知不小于它的数。",
        },
        conditions={"0 <= b - a": Counterexample({"a": "2", "b": "1"})},
        sources=(SPIVAK,),
    ),
)
