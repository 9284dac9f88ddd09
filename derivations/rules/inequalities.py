"""The rules of inequalities. A line may be replaced by a larger one, and so may a part with which the line rises."""

from __future__ import annotations

from .rule import Counterexample, Group, Rule

ABRAMOWITZ = "Abramowitz and Stegun, Handbook of Mathematical Functions, section 4.1"
GALLAGER = "Gallager, Information Theory and Reliable Communication (1968), section 2.3"
HORN = "Horn and Johnson, Matrix Analysis (2013), section 4.2"
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
    Rule(
        "at_least_zero",
        "a >= 0",
        Group.INEQUALITY,
        {"en": "A number that isn't negative", "zh": "不为负的数"},
        {"en": "What isn't negative is at least 0.", "zh": "不为负的数至少为 0。"},
        conditions={"0 <= a": Counterexample({"a": "-1"})},
        sources=(SPIVAK,),
    ),
    Rule(
        "drop_subtracted",
        "a - b <= a",
        Group.INEQUALITY,
        {"en": "Leaving out what is taken off", "zh": "略去被减的项"},
        {
            "en": "Where something that isn't negative is no longer taken off, the number is no less.",
            "zh": "不再减去不为负的项，数不会变小。",
        },
        conditions={"0 <= b": Counterexample({"a": "1", "b": "-1"})},
        sources=(SPIVAK,),
    ),
    Rule(
        "drop_added",
        "a + b >= a",
        Group.INEQUALITY,
        {"en": "Leaving out what is added", "zh": "略去所加的项"},
        {
            "en": "Where something that isn't negative is no longer added, the number is no more.",
            "zh": "不再加上不为负的项，数不会变大。",
        },
        conditions={"0 <= b": Counterexample({"a": "1", "b": "-1"})},
        sources=(SPIVAK,),
    ),
    Rule(
        "rayleigh",
        "v' @ a @ v <= eigmax(a)*norm(v)**2",
        Group.INEQUALITY,
        {"en": "Rayleigh's quotient", "zh": "瑞利商"},
        {
            "en": "A quadratic form is at most the largest eigenvalue of its matrix times the square of the vector's norm.",
            "zh": "二次型不超过矩阵的最大特征值乘以向量范数的平方。",
        },
        conditions={
            "a is symmetric": Counterexample(
                {"x": "2"},
                "x + x",
                "0*(1 + 1)",
                {
                    "en": "a has the rows (0, 4) and (0, 0), v the entries 1 and 1: the form is 4, the only eigenvalue 0",
                    "zh": "a 的两行为 (0, 4) 与 (0, 0)，v 的分量为 1、1：二次型为 4，唯一的特征值为 0",
                },
            )
        },
        sources=(HORN,),
    ),
)
