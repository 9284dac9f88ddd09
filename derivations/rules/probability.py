"""The rules of labels, indicators and probabilities."""

from __future__ import annotations

from .rule import Counterexample, Group, Role, Rule

BISHOP = "Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.2"

RULES = (
    Rule(
        "by_label",
        "a = (1 - y)*subst(a, y, 0) + y*subst(a, y, 1)",
        Group.PROBABILITY,
        {"en": "By the two labels", "zh": "按两种标签拆分"},
        {
            "en": "What is affine in a label is a mixture of its values at the labels 0 and 1.",
            "zh": "对标签为仿射的式子，是标签取 0 与 1 时两个值的混合。",
        },
        conditions={
            "a is affine in y": Counterexample(
                {"y": "1/2"},
                "y*y",
                "y",
                {
                    "en": "a = y²: at y = 1/2 it is 1/4, the mixture of 0 and 1 is 1/2",
                    "zh": "a = y²：y = 1/2 时为 1/4，而 0 与 1 的混合为 1/2",
                },
            )
        },
        sources=(BISHOP,),
    ),
    Rule(
        "by_sign",
        "a = (1 - s)/2*subst(a, s, -1) + (1 + s)/2*subst(a, s, 1)",
        Group.PROBABILITY,
        {"en": "By the two signs", "zh": "按两种符号拆分"},
        {
            "en": "A function of a label −1 or 1 is a mixture of its two values.",
            "zh": "标签取 −1 或 1 的函数是其两个值的混合。",
        },
        conditions={
            "s in {-1, 1}": Counterexample(
                {"s": "0"},
                "s*s",
                "(1 - s)/2 + (1 + s)/2",
                {"en": "a = s² at s = 0", "zh": "a = s²，s = 0"},
            )
        },
        sources=(BISHOP,),
    ),
    Rule(
        "sign_into_function",
        "(1 - s)/2*f(a) + (1 + s)/2*f(-a) = f(-(s*a))",
        Group.PROBABILITY,
        {"en": "A sign into a function", "zh": "把符号移入函数"},
        {
            "en": "Of two values at opposite arguments a label −1 or 1 picks one.",
            "zh": "标签 −1 或 1 在相反自变量的两个值中选取一个。",
        },
        conditions={
            "s in {-1, 1}": Counterexample(
                {"s": "0", "a": "1"},
                "(1 - s)/2*exp(a) + (1 + s)/2*exp(-a)",
                "exp(-(s*a))",
                {"en": "f = exp, s = 0", "zh": "f = exp，s = 0"},
            )
        },
        sources=(BISHOP,),
        roles=(Role.MERGE,),
    ),
    Rule(
        "sign_out_of_functions",
        "(1 - s)/2*f(a) - (1 + s)/2*f(-a) = -(s*f(-(s*a)))",
        Group.PROBABILITY,
        {"en": "A sign before a function", "zh": "把符号移到函数前"},
        {
            "en": "Of two values of opposite sign at opposite arguments a label −1 or 1 picks one with its sign.",
            "zh": "标签 −1 或 1 在相反自变量、相反符号的两个值中连同符号选取一个。",
        },
        conditions={
            "s in {-1, 1}": Counterexample(
                {"s": "0", "a": "1"},
                "(1 - s)/2*exp(a) - (1 + s)/2*exp(-a)",
                "-(s*exp(-(s*a)))",
                {"en": "f = exp, s = 0", "zh": "f = exp，s = 0"},
            )
        },
        sources=(BISHOP,),
        roles=(Role.MERGE,),
    ),
    Rule(
        "square_of_sign",
        "a**2 = 1",
        Group.PROBABILITY,
        {"en": "Square of a sign", "zh": "符号的平方"},
        {"en": "The square of a label −1 or 1 is 1.", "zh": "标签 −1 或 1 的平方是 1。"},
        conditions={"a in {-1, 1}": Counterexample({"a": "2"})},
        sources=(BISHOP,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "indicator_of_one",
        "indicator(a == 1) = a",
        Group.PROBABILITY,
        {"en": "Indicator of label one", "zh": "标签为 1 的示性函数"},
        {"en": "A label 0 or 1 is its own indicator.", "zh": "取 0 或 1 的标签就是自身的示性函数。"},
        conditions={"a in {0, 1}": Counterexample({"a": "2"})},
        sources=(BISHOP,),
    ),
    Rule(
        "indicator_of_zero",
        "indicator(a == 0) = 1 - a",
        Group.PROBABILITY,
        {"en": "Indicator of label zero", "zh": "标签为 0 的示性函数"},
        {
            "en": "One minus a label 0 or 1 indicates the label 0.",
            "zh": "1 减去取 0 或 1 的标签即为标签 0 的示性函数。",
        },
        conditions={"a in {0, 1}": Counterexample({"a": "2"})},
        sources=(BISHOP,),
    ),
    Rule(
        "complement",
        "P(a == 0, x, t) = 1 - P(a == 1, x, t)",
        Group.PROBABILITY,
        {"en": "Probability of the complement", "zh": "对立事件的概率"},
        {
            "en": "Where a label is 0 or 1, the probabilities of the two labels add up to 1.",
            "zh": "标签只取 0 或 1 时，两者的概率之和为 1。",
        },
        conditions={
            "a in {0, 1}": Counterexample(
                {"p_0": "0.5", "p_1": "0.25", "p_2": "0.25"},
                "p_0",
                "1 - p_1",
                {"en": "three labels with probabilities 1/2, 1/4, 1/4", "zh": "三个标签，概率为 1/2、1/4、1/4"},
            )
        },
        sources=("Feller, An Introduction to Probability Theory and Its Applications, volume 1 (1968), section I.4",),
    ),
    Rule(
        "negate_and_average",
        "a ~ -(1/n)*a",
        Group.PROBABILITY,
        {"en": "Negate and average", "zh": "取负并求平均"},
        {
            "en": "Multiplying by a negative constant turns the largest value into the smallest.",
            "zh": "乘以负常数把最大值变成最小值。",
        },
        conditions={
            "0 < n": Counterexample(
                {"a": "1", "n": "-1"},
                "a",
                "-(1/n)*(a + 1)",
                {"en": "n = −1: the larger a gives the larger result", "zh": "n = −1：a 越大，结果越大"},
            ),
            "n is a constant": Counterexample(
                {"a": "1", "n": "2"},
                "a",
                "-(1/n)*a",
                {
                    "en": "n that changes with the parameters: a = 1, n = 2 gives −1/2, a = 2, n = 8 gives −1/4, so the "
                    "larger a has the larger result",
                    "zh": "n 随参数变化：a = 1、n = 2 得 −1/2，a = 2、n = 8 得 −1/4，a 越大结果越大",
                },
            ),
        },
        order="decreasing",
        sources=("Boyd and Vandenberghe, Convex Optimization (2004), section 4.1.3",),
    ),
)
