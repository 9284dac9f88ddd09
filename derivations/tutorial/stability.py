"""Chapter: forms that a computer can evaluate. In: nothing. Out: ``CHAPTER``."""

from __future__ import annotations

from ..losses.plan import back, by, line
from .lesson import Ask, Chapter, Exercise, Level, one, text

Z = ("z",)

EXAMPLES = (
    Exercise(
        "softplus-by-its-sign", text("Write the loss of a sample with the label 0 so that nothing overflows.", "写出标签为 0 的样本损失，使其不溢出。"),
        "log(1 + exp(z))", Z,
        one(by("softplus_without_overflow"), by("max_by_indicator"), back("log_one_plus_meaning")), level=Level.FEW,
        words=text("`exp(-abs(z))` is never larger than 1. The function log1p gives the logarithm of 1 plus a small number without rounding the small "
                   "number away.",
                   "`exp(-abs(z))` 从不超过 1。函数 log1p 计算 1 加小数的对数，不会把小数舍入掉。"),
    ),
)  # fmt: skip

EXERCISES = (
    Exercise(
        "which-stable", text("Which rule makes this line?", "这一行用的是哪条规则？"), "max(z, 0)", Z, one(by("max_by_indicator")), ask=Ask.RULE,
    ),
    Exercise(
        "sigmoid-without-overflow", text("Write the sigmoid so that only `exp(-abs(z))` occurs.", "把 sigmoid 写成只含 `exp(-abs(z))` 的形式。"),
        "1/(1 + exp(-z))", Z, one(by("guarded_sigmoid")),
        words=text("At `z = -800`, the form that you began with asks for `exp(800)`, which has no place in a float64.",
                   "在 `z = -800` 处，原式要算 `exp(800)`，float64 容纳不下。"),
    ),
    Exercise(
        "softplus-is-no-maximum", text("For large `z` the two are the same to 16 digits. What is wrong all the same?", "`z` 很大时两者前 16 位相同。但错在哪里？"),
        "log(1 + exp(z))", Z, ask=Ask.WRONG, claim="max(z, 0)", values={"z": "0"}, way=one(by("softplus_without_overflow")),
        words=text("What is missing is largest at `z = 0`. A rule is an equation of real numbers, never an approximation.",
                   "缺的那一项在 `z = 0` 处最大。规则是实数的等式，绝不是近似。"),
    ),
    Exercise(
        "variance-without-a-difference", text("The second derivative of the loss. Write it without the difference.", "损失的二阶导数。写成不含相减的形式。"),
        "(1/(1 + exp(-z)))*(1 - 1/(1 + exp(-z)))", Z, one(by("sigmoid_variance")),
        hint=text("For large `z`, the difference is nearly 0: all its digits are lost.", "`z` 很大时该差接近 0，有效位全部丢失。"),
    ),
    Exercise(
        "residual-without-overflow", text("The residual of a sample. Write it so that nothing overflows.", "一个样本的残差。写成不溢出的形式。"),
        "exp(z)/(1 + exp(z)) - y", ("z", "y: {0, 1}"), one(by("sigmoid_forms"), by("guarded_residual")), level=Level.FEW,
        words=text("The code of [Using the code](../using.md) computes this. [Stable forms](../losses/logistic-stability.md) goes on from here.",
                   "[生成的代码](../using.md)计算的就是它。[稳定形式](../losses/logistic-stability.md)由此继续。"),
    ),
    Exercise(
        "loss-without-overflow", text("The loss of a sample with the label 1. Bring it to a form without overflow.", "标签为 1 的样本损失。化成不溢出的形式。"),
        "-log(1/(1 + exp(-z)))", Z,
        (*one(by("log_quotient"), by("log_one"), by("softplus_without_overflow")), line(by("max_by_indicator")), line(back("log_one_plus_meaning"))),
        level=Level.MANY,
    ),
)  # fmt: skip

CHAPTER = Chapter(
    "stability",
    text("From formula to code", "从公式到代码"),
    (
        text("A derivation ends with a formula that is exact. A computer keeps 16 digits, and numbers up to about 10³⁰⁸. So two forms that are "
             "equal may differ in worth: one overflows or loses all its digits where the other is right to the last.",
             "推导终于一个精确的公式。而计算机只有约 16 位有效数字，数的上限约为 10³⁰⁸。因此相等的两种写法价值可能不同：一种溢出或丢光有效位，另一种直到最后一位都正确。"),
        text("The rules of this chapter are plain equations of real numbers, and are checked as all others. What they are good for is seen only "
             "in floating point. Two habits cover most of it: take exponentials of negative numbers only, and never subtract two numbers "
             "that are nearly equal.",
             "本章的规则都是实数的等式，与其他规则一样检查；其用处只在浮点运算中可见。两条习惯几乎够用：只对负数取指数；绝不让两个几乎相等的数相减。"),
    ),
    ("softplus_without_overflow", "max_by_indicator", "log_one_plus_meaning", "guarded_sigmoid", "sigmoid_variance", "guarded_residual"),
    EXAMPLES,
    EXERCISES,
)  # fmt: skip
