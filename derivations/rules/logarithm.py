"""The rules of the logarithm, ①②③ first. ``log`` is the natural logarithm."""

from __future__ import annotations

from .rule import Counterexample, Group, Role, Rule

ABRAMOWITZ = "Abramowitz and Stegun, Handbook of Mathematical Functions, section 4.1"

RULES = (
    Rule(
        "log_quotient",
        "log(a/b) = log(a) - log(b)",
        Group.LOGARITHM,
        {"en": "Logarithm of a quotient", "zh": "商的对数"},
        {
            "en": "The logarithm of a quotient is the difference of the logarithms.",
            "zh": "商的对数等于对数之差。",
        },
        number="①",
        roles=(Role.ALWAYS,),
        conditions={
            "0 < a": Counterexample({"a": "-1", "b": "-1"}),
            "0 < b": Counterexample({"a": "-2", "b": "-1"}),
        },
        sources=(ABRAMOWITZ,),
    ),
    Rule(
        "log_product",
        "log(a) + log(b) = log(a*b)",
        Group.LOGARITHM,
        {"en": "Sum of logarithms", "zh": "对数之和"},
        {
            "en": "The sum of two logarithms is the logarithm of the product.",
            "zh": "两个对数之和等于乘积的对数。",
        },
        number="②",
        roles=(Role.TRY,),
        back=(Role.TRY,),
        conditions={
            "0 < a": Counterexample({"a": "-1", "b": "-1"}),
            "0 < b": Counterexample({"a": "-2", "b": "-3"}),
        },
        sources=(ABRAMOWITZ,),
    ),
    Rule(
        "log_exp",
        "a = log(exp(a))",
        Group.LOGARITHM,
        {"en": "A number as a logarithm", "zh": "把数写成对数"},
        {
            "en": "The logarithm undoes the exponential, so every real number is the logarithm of its exponential.",
            "zh": "对数与指数互逆，任一实数都是其指数的对数。",
        },
        number="③",
        roles=(Role.TRY,),
        back=(Role.ALWAYS,),
        beside="a + log(b)",
        sources=(ABRAMOWITZ,),
    ),
    Rule(
        "log_one",
        "log(1) = 0",
        Group.LOGARITHM,
        {"en": "Logarithm of one", "zh": "1 的对数"},
        {"en": "The logarithm of 1 is 0.", "zh": "1 的对数是 0。"},
        sources=(ABRAMOWITZ,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "change_of_base",
        "log_base(b, a) = log(a)/log(b)",
        Group.LOGARITHM,
        {"en": "Change of base", "zh": "换底公式"},
        {
            "en": "A logarithm to another base is the natural logarithm divided by a constant.",
            "zh": "以其他数为底的对数等于自然对数除以一个常数。",
        },
        conditions={
            "0 < a": Counterexample({"a": "-1", "b": "2"}),
            "0 < b": Counterexample({"a": "2", "b": "-1"}),
            "b != 1": Counterexample({"a": "2", "b": "1"}),
        },
        sources=(ABRAMOWITZ,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "log_power",
        "log(a**b) = b*log(a)",
        Group.LOGARITHM,
        {"en": "Logarithm of a power", "zh": "幂的对数"},
        {"en": "The exponent comes before the logarithm.", "zh": "指数可以提到对数前面。"},
        conditions={"0 < a": Counterexample({"a": "-1", "b": "2"})},
        sources=(ABRAMOWITZ,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "log_root",
        "log(sqrt(a)) = log(a)/2",
        Group.LOGARITHM,
        {"en": "Logarithm of a root", "zh": "平方根的对数"},
        {"en": "The logarithm of a square root is half the logarithm.", "zh": "平方根的对数等于对数的一半。"},
        conditions={"0 < a": Counterexample({"a": "-1"})},
        sources=(ABRAMOWITZ,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "exp_log",
        "exp(log(a)) = a",
        Group.LOGARITHM,
        {"en": "Exponential of a logarithm", "zh": "对数的指数"},
        {"en": "The exponential undoes the logarithm.", "zh": "指数与对数互逆。"},
        conditions={"0 < a": Counterexample({"a": "-1"})},
        sources=(ABRAMOWITZ,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "exp_of_sum_with_log",
        "exp(a + log(b)) = exp(a)*b",
        Group.LOGARITHM,
        {"en": "Exponential of a sum with a logarithm", "zh": "含对数之和的指数"},
        {"en": "A logarithm in an exponent becomes a factor.", "zh": "指数中的对数变成一个因子。"},
        conditions={"0 < b": Counterexample({"a": "1", "b": "-1"})},
        sources=(ABRAMOWITZ,),
        roles=(Role.SHRINK,),
    ),
    Rule(
        "exp_of_multiple_of_log",
        "exp(b*log(a)) = a**b",
        Group.LOGARITHM,
        {"en": "Exponential of a multiple of a logarithm", "zh": "对数倍数的指数"},
        {"en": "A factor of a logarithm in an exponent becomes a power.", "zh": "指数中对数的系数变成幂次。"},
        conditions={"0 < a": Counterexample({"a": "-1", "b": "2"})},
        sources=(ABRAMOWITZ,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "log_monotone",
        "a ~ log(a)",
        Group.LOGARITHM,
        {"en": "The logarithm keeps the order", "zh": "对数保持大小顺序"},
        {
            "en": "The logarithm increases, so a positive quantity and its logarithm are largest at the same place.",
            "zh": "对数是增函数，因此正的量与其对数在同一处取得最大值。",
        },
        conditions={"0 < a": Counterexample({"a": "-1"})},
        order="increasing",
        sources=(ABRAMOWITZ,),
    ),
)
