"""The rules that keep code exact at extreme logits. Each is a plain identity of real numbers.

In floating point the two sides differ: the right one doesn't overflow, doesn't multiply 0 by infinity, and keeps in
a remainder what rounding took away.
"""

from __future__ import annotations

from .rule import Counterexample, Group, Rule

HIGHAM = "Higham, Accuracy and Stability of Numerical Algorithms (2002), sections 1.14 and 4.3"
MAECHLER = "Mächler, Accurately Computing log(1 − exp(−|a|)), R package Rmpfr (2012)"
DEKKER = "Dekker, A Floating-Point Technique for Extending the Available Precision, Numerische Mathematik 18 (1971)"


def stable(
    name: str, statement: str, en: str, zh: str, sentence: str, satz: str, source: str, **conditions: Counterexample
) -> Rule:
    """A stability rule; the keys of ``texts`` are its possible conditions."""
    texts = {
        "zero": "r is 0", "nonzero": "b != 0", "positive": "0 < b", "free": "largest(i, m, n, a) does not depend on k",
        "total": "sum(k, l, u, y) - 1 is 0", "divisor": "c != 0", "divisor_positive": "0 < c", "divisor_free": "c does not depend on k",
        "exponent_positive": "0 < d", "exponent_free": "d does not depend on k",
        "doubled": "d - 2*a is 0", "label": "y in {0, 1}",
    }  # fmt: skip
    return Rule(
        name, statement, Group.STABILITY, {"en": en, "zh": zh}, {"en": sentence, "zh": satz},
        conditions={texts[key]: case for key, case in conditions.items()}, sources=(source,),
    )  # fmt: skip


RULES = (
    stable("softplus_without_overflow", "log(1 + exp(a)) = max(a, 0) + log(1 + exp(-abs(a)))",
           "Softplus without overflow", "不溢出的 softplus",
           "The exponential is taken of −|a|, which never overflows.", "只对 −|a| 取指数，从不溢出。", MAECHLER),
    stable("max_by_indicator", "max(a, 0) = indicator(0 < a)*a",
           "Maximum with zero by an indicator", "用示性函数表示与零的最大值",
           "The larger of a and 0 is a where a is positive, and 0 elsewhere.", "a 与 0 的较大者：a 为正时是 a，否则是 0。", HIGHAM),
    stable("guarded_product", "b*a = b*where(b == 0, 0, a)",
           "Guarded product", "受保护的乘积",
           "Where one factor is 0 the other doesn't matter, not even when it is infinite.", "一个因子为 0 时另一个无关紧要，即使是无穷大。", HIGHAM),
    stable("guarded_residual",
           "1/(1 + exp(-a)) - y = (indicator(0 < a) - y + (indicator(a <= 0) - y)*exp(-abs(a)))/(1 + exp(-abs(a)))",
           "Guarded residual", "受保护的残差",
           "The residual of the sigmoid with e to the −|a|: the differences of labels are exact.",
           "用 e 的 −|a| 次幂写出 sigmoid 残差：标签之差是精确的。", HIGHAM),
    stable("residual_by_complement", "p - y = p*(1 - y) - y*(1 - p)",
           "Residual by complements", "用余量表示残差",
           "Where y is 0 or 1 one of the products is 0, and the other is no difference of numbers next to each other.",
           "y 为 0 或 1 时，其中一个积为 0，另一个不是相近两数之差。", HIGHAM),
    stable("guarded_sigmoid", "1/(1 + exp(-a)) = where(0 < a, 1, exp(-abs(a)))/(1 + exp(-abs(a)))",
           "Guarded sigmoid", "受保护的 sigmoid",
           "The sigmoid with e to the −|a| in both branches.", "两个分支都只用 e 的 −|a| 次幂的 sigmoid。", HIGHAM),
    stable("sigmoid_by_rarer_label",
           "1/(1 + exp(-a)) = indicator(0 < a) + (1 - 2*indicator(0 < a))*(exp(-abs(a))/(1 + exp(-abs(a))))",
           "Sigmoid by the rarer label", "用较小概率表示 sigmoid",
           "The sigmoid is the smaller of the two probabilities, or 1 less it.", "sigmoid 等于两个概率中的较小者，或 1 减去它。", HIGHAM),
    stable("share_as_difference", "b/(1 + b) = b - b*b/(1 + b)",
           "Share as a difference", "份额写成差",
           "For a small b most of the digits are those of b itself, and only what is taken from it is rounded twice.",
           "b 很小时，绝大部分有效位来自 b 本身，只有减去的部分经过两次舍入。", HIGHAM),
    stable("sigmoid_variance", "(1/(1 + exp(-a)))*(1 - 1/(1 + exp(-a))) = exp(-abs(a))/(1 + exp(-abs(a)))**2",
           "Variance of the sigmoid", "sigmoid 的方差",
           "h(1 − h) without the difference 1 − h, which loses all digits for large a.", "不作 1 − h 的减法，避免大 a 时丢失有效位。", HIGHAM),
    stable("square_of_one_plus", "(1 + a)**2 = 2*a + a*a + 1",
           "Square of one plus a", "1 + a 的平方",
           "The small terms are added first, so less is rounded away.", "先加小项，舍入损失更小。", HIGHAM),
    stable("compensate", "a = a + r",
           "Adding a remainder that is zero", "加上为零的余项",
           "In exact arithmetic the remainder is 0; in floating point it holds what rounding took away.",
           "精确运算中余项为 0；浮点运算中它保存被舍去的部分。", DEKKER, zero=Counterexample({"a": "1", "r": "1"})),
)  # fmt: skip
