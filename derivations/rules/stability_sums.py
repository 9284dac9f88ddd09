"""The rules that keep sums of exponentials exact: log-sum-exp, softmax, and what is near 0 of them."""

from __future__ import annotations

from .rule import Counterexample, Rule
from .stability import HIGHAM, stable

BLANCHARD = (
    "Blanchard, Higham and Higham, Accurately Computing the Log-Sum-Exp and Softmax Functions, IMA Journal of Numerical "
    "Analysis 41 (2021)"
)
LARGEST = "largest(k, l, u, a)"
MOST = "largest(i, m, n, a)"
CHOSEN = "largest(k, l, u, where(c, a, -largest(k, l, u, -a)))"
"""The largest exponent of those that a condition chooses; where it chooses none, the least of all."""

SHARE = "exp(c)/sum(k, l, u, exp(a))"
WHOLE = f"sum(k, l, u, exp(a - {LARGEST}))"
"""What the shares are divided by, the largest exponent taken out."""
REST = f"where(c == {LARGEST}, sum_of_others(k, l, u, exp(a - {LARGEST})), {WHOLE} - exp(c - {LARGEST}))"
"""The whole without e to the c: nothing is subtracted where c is the largest exponent."""


def gap(name: str, statement: str, **more: Counterexample) -> Rule:
    """A rule for the gap between the largest value and a mean."""
    return stable(
        name, statement, "Gap to a mean", "与均值之差",
        "The gap between the largest and a mean is the mean of the gaps: what is equal cancels exactly.",
        "最大值与均值之差等于各差的均值：相等者恰好抵消。", HIGHAM,
        free=Counterexample({"a_1": "1", "a_2": "2", "y_1": "1", "y_2": "0", "b_1": "0", "b_2": "0"}, "a_2", "a_1*y_1",
                            {"en": "a is 1, then 2; only the first counts in the sum", "zh": "a 依次为 1、2；求和中只有第一个起作用"}),
        total=Counterexample({"a": "1", "y": "2", "b": "0"}, "a - y*b", "y*(a - b)",
                             {"en": "one term with the weight 2", "zh": "只有一项，权重为 2"}),
        **more,
    )  # fmt: skip


RULES = (
    stable("log_sum_by_largest",
           f"log(sum(k, l, u, exp(a))) = {LARGEST} + log1p(sum_of_others(k, l, u, exp(a - {LARGEST})))",
           "Log-sum-exp by the largest exponent", "以最大指数表示 log-sum-exp",
           "With the largest exponent taken out no exponential overflows, and the largest of them is 1.",
           "提出最大的指数后，指数函数不再溢出，其中最大者为 1。", BLANCHARD),
    stable("log_sum_of_chosen",
           f"log(sum(k, l, u, indicator(c)*exp(a))) = {CHOSEN} + log(sum(k, l, u, indicator(c)*exp(a - {CHOSEN})))",
           "Log-sum-exp of some terms", "部分项的 log-sum-exp",
           "With the largest of the exponents that are added up taken out, no exponential overflows.",
           "提出参与求和的最大指数后，指数函数不再溢出。", BLANCHARD),
    stable("share_of_chosen",
           f"exp(b)/sum(k, l, u, indicator(c)*exp(a)) = exp(b - {CHOSEN})/sum(k, l, u, indicator(c)*exp(a - {CHOSEN}))",
           "A share of some terms", "在部分项中的份额",
           "With the largest of the exponents that are added up taken out of both, neither overflows.",
           "分子分母同时提出参与求和的最大指数后，二者都不溢出。", BLANCHARD),
    stable("chosen_or_nothing", "indicator(c)*a = where(c, a, 0)",
           "A choice for an indicator", "以分段代替示性函数",
           "What an indicator leaves out doesn't matter, not even where it is infinite.", "示性函数排除的项无关紧要，即使是无穷大。", HIGHAM),
    stable("delta_by_choice", "delta(i, j)*a = where(i == j, a, 0)",
           "A choice for a Kronecker delta", "以分段代替克罗内克 δ",
           "Where the two indices differ the factor doesn't matter, not even where it is infinite.",
           "两指标不等时该因子无关紧要，即使是无穷大。", HIGHAM),
    stable("share_by_largest",
           "exp(c)/sum(k, l, u, exp(a)) = exp(c - largest(k, l, u, a))/sum(k, l, u, exp(a - largest(k, l, u, a)))",
           "A share by the largest exponent", "以最大指数表示份额",
           "With the largest exponent taken out of both no exponential overflows, and the divisor is at least 1.",
           "分子分母同时提出最大的指数后，指数函数不再溢出，分母至少为 1。", BLANCHARD),
    stable("log_of_share", f"log({SHARE}) = c - {LARGEST} - log1p(sum_of_others(k, l, u, exp(a - {LARGEST})))",
           "Logarithm of a share", "份额的对数",
           "A share may be too small for a number; its logarithm isn't.", "份额可能小到无法表示，其对数则不会。", BLANCHARD),
    stable("log_of_scaled_share",
           f"log(b*({SHARE})) = log(b) + (c - {LARGEST} - log1p(sum_of_others(k, l, u, exp(a - {LARGEST}))))",
           "Logarithm of a scaled share", "份额倍数的对数",
           "A share may be too small for a number; its logarithm isn't.", "份额可能小到无法表示，其对数则不会。", BLANCHARD,
           positive=Counterexample({"b": "-1", "c": "0", "a": "0"}, "log(b*1)", "log(b) + 0")),
    stable("complement_of_share", f"1 - {SHARE} = {REST}/{WHOLE}",
           "What a share leaves", "份额之余",
           "What the others have is added up, not subtracted from 1.", "其余各项直接相加，而不是从 1 中减去。", BLANCHARD),
    stable("share_less_one", f"{SHARE} - 1 = -{REST}/{WHOLE}",
           "A share less 1", "份额减 1",
           "What the others have is added up, not subtracted from 1.", "其余各项直接相加，而不是从 1 中减去。", BLANCHARD),
    stable("delta_less_share",
           f"delta(i, j) - {SHARE} = (delta(i, j)*{REST} - (1 - delta(i, j))*exp(c - {LARGEST}))/{WHOLE}",
           "A Kronecker delta less a share", "克罗内克 δ 减份额",
           "On the diagonal what the others have is added up, not subtracted from 1.", "在对角线上其余各项直接相加，而不是从 1 中减去。", BLANCHARD),
    stable("own_share_apart",
           "exp(c)/d*(b - sum(k, l, u, a)) = exp(c)/d*(b*(1 - exp(c)/d) - (sum(k, l, u, a) - exp(c)/d*b))",
           "The own share of a mean apart", "分出均值中自身的份额",
           "What a number is more than a mean: its own share of the mean is looked at apart from the others'.",
           "一个数超出均值的部分：均值中自身的份额与其余份额分开计算。", HIGHAM),
    stable("own_part_added", "b + exp(c)/d*sum(k, l, u, a) = b*(1 - exp(c)/d) + exp(c)/d*(sum(k, l, u, a) + b)",
           "The own part added to a sum", "并入求和中自身的部分",
           "A number and its share of a sum that has its negative: what both leave is added.",
           "一个数与含其相反数的和中的份额：各自剩余的部分相加。", HIGHAM),
    stable("share_from_bracket", "1 - exp(c)/d*(1 + b) = 1 - exp(c)/d - exp(c)/d*b",
           "A share out of a bracket", "从括号中取出份额",
           "What a share leaves of 1 is taken first.", "先求 1 减份额之余。", HIGHAM),
    gap("mean_gap_over", f"{MOST} - sum(k, l, u, y*b)/c = sum(k, l, u, y*({MOST} - b/c))",
        divisor=Counterexample({"a": "1", "b": "1", "y": "1", "c": "0"}, "a - y*b/c", "y*(a - b/c)")),
    stable("gap_over", "exp(a/c - largest(k, l, u, b/c)) = exp((a - largest(k, l, u, b))/c)",
           "Gap before the division", "先求差再除",
           "Where both are divided by one number, the gap is taken first: what is close cancels exactly.",
           "两者除以同一个数时先求差：相近者恰好抵消。", HIGHAM,
           divisor_positive=Counterexample({"b_1": "1", "b_2": "2", "a": "0", "c": "-1"}, "exp(a/c - b_1/c)", "exp((a - b_2)/c)",
                                           {"en": "the largest of 1/(−1) and 2/(−1) is −1, and 2/(−1) is −2", "zh": "1/(−1) 与 2/(−1) 的最大者为 −1，而 2/(−1) 为 −2"}),
           divisor_free=Counterexample({"a": "0", "b": "1", "c_1": "2", "c_2": "1"}, "exp(a/c_1 - b/c_2)", "exp((a - b)/c_1)",
                                       {"en": "one divisor for each entry: 2 and 1; the first entry", "zh": "每个分量有各自的除数 2 与 1；取第一个分量"})),
    stable("mean_of_gaps_over", "largest(k, l, u, b/c) - a/c = (largest(k, l, u, b) - a)/c",
           "Gap to the largest before the division", "先求与最大值之差再除",
           "Where both are divided by one number, the gap is taken first: what is close cancels exactly.",
           "两者除以同一个数时先求差：相近者恰好抵消。", HIGHAM,
           divisor_positive=Counterexample({"b_1": "1", "b_2": "2", "c": "-1"}, "-1", "-2",
                                           {"en": "the largest of 1/(−1) and 2/(−1) is −1, and 2/(−1) is −2", "zh": "1/(−1) 与 2/(−1) 的最大者为 −1，而 2/(−1) 为 −2"}),
           divisor_free=Counterexample({"b_1": "1", "b_2": "1", "c_1": "1", "c_2": "2"}, "1", "1/2",
                                       {"en": "one divisor for each entry", "zh": "每个分量有各自的除数"})),
)  # fmt: skip
