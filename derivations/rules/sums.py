"""The rules of sums and products over an index."""

from __future__ import annotations

from .rule import Counterexample, Group, Role, Rule

KNUTH = "Graham, Knuth and Patashnik, Concrete Mathematics (1994), section 2.3"

RULES = (
    Rule(
        "sum_of_sum",
        "sum(i, l, u, a + b) = sum(i, l, u, a) + sum(i, l, u, b)",
        Group.SUM,
        {"en": "Sum of sums", "zh": "和的求和"},
        {"en": "A sum over an index may be taken term by term.", "zh": "对指标求和可以逐项进行。"},
        sources=(KNUTH,),
    ),
    Rule(
        "sum_constant_factor",
        "sum(i, l, u, c*a) = c*sum(i, l, u, a)",
        Group.SUM,
        {"en": "Constant factor before a sum", "zh": "常因子提到求和号外"},
        {"en": "A factor without the index may stand before the sum.", "zh": "不含指标的因子可以提到求和号外。"},
        conditions={
            "c does not depend on i": Counterexample(
                {"c_1": "1", "c_2": "2", "a_1": "1", "a_2": "1"},
                "c_1*a_1 + c_2*a_2",
                "c_1*(a_1 + a_2)",
                {"en": "two terms with the factors 1 and 2", "zh": "两项的因子分别为 1 和 2"},
            )
        },
        sources=(KNUTH,),
    ),
    Rule(
        "sum_of_negative",
        "sum(i, l, u, -a) = -sum(i, l, u, a)",
        Group.SUM,
        {"en": "Sum of negatives", "zh": "负项的求和"},
        {"en": "A minus sign that every term has may stand before the sum.", "zh": "各项共有的负号可以提到求和号外。"},
        sources=(KNUTH,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "sum_of_constant",
        "sum(i, 1, n, c) = n*c",
        Group.SUM,
        {"en": "Sum of a constant", "zh": "常数的求和"},
        {"en": "A sum of n equal terms is n times the term.", "zh": "n 个相同项之和为该项的 n 倍。"},
        conditions={
            "c does not depend on i": Counterexample(
                {"c_1": "1", "c_2": "2"},
                "c_1 + c_2",
                "2*c_1",
                {"en": "two terms, 1 and 2", "zh": "两项分别为 1 和 2"},
            ),
            "0 <= n": Counterexample(
                {"c": "1", "n": "-1"},
                "0",
                "n*c",
                {"en": "the empty sum from 1 to −1, with c = 1", "zh": "从 1 到 −1 的空和，c = 1"},
            ),
        },
        sources=(KNUTH,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "negative_into_sum",
        "-(c*sum(i, l, u, a)) = c*sum(i, l, u, -a)",
        Group.SUM,
        {"en": "Minus sign into a sum", "zh": "负号移入求和"},
        {"en": "A minus sign before a sum goes to every term.", "zh": "求和号前的负号移到每一项。"},
        sources=(KNUTH,),
    ),
    Rule(
        "sum_first_term",
        "sum(i, l, u, a) = subst(a, i, l) + sum(i, l + 1, u, a)",
        Group.SUM,
        {"en": "First term of a sum", "zh": "分出首项"},
        {"en": "The first term of a sum may be written before it.", "zh": "求和的首项可以单独写在前面。"},
        conditions={
            "l lies in l .. u": Counterexample(
                {"a_1": "1"},
                "0",
                "a_1 + 0",
                {"en": "the empty sum from 1 to 0, whose first term is 1", "zh": "从 1 到 0 的空和，首项为 1"},
            )
        },
        sources=(KNUTH,),
    ),
    Rule(
        "log_of_indexed_product",
        "log(prod(i, l, u, a)) = sum(i, l, u, log(a))",
        Group.SUM,
        {"en": "Logarithm of a product over an index", "zh": "连乘积的对数"},
        {
            "en": "The logarithm of a product of any number of factors is the sum of their logarithms.",
            "zh": "任意多个因子之积的对数等于各因子对数之和。",
        },
        conditions={
            "0 < a": Counterexample(
                {"a": "-1"},
                "log(a*a)",
                "log(a) + log(a)",
                {"en": "two factors, both −1", "zh": "两个因子均为 −1"},
            )
        },
        sources=(KNUTH,),
    ),
    Rule(
        "sum_set_apart",
        "sum(i, l, u, a) = subst(a, i, j) + sum(i, l, u, (1 - delta(i, j))*a)",
        Group.SUM,
        {"en": "One term of a sum set apart", "zh": "分出一项"},
        {
            "en": "Any one term of a sum may be written before it; the sum then leaves it out.",
            "zh": "求和的任一项可以单独写在前面，求和中则略去该项。",
        },
        conditions={
            "j does not depend on i": Counterexample(
                {"a_1": "1", "a_2": "1"},
                "a_1 + a_2",
                "a_1 + 0",
                {"en": "a sum over 1 and 2 with the index itself as j", "zh": "对 1、2 求和而 j 就是求和指标"},
            ),
            "j lies in l .. u": Counterexample(
                {"a_1": "1", "a_2": "1", "a_3": "1"},
                "a_1 + a_2",
                "a_3 + (a_1 + a_2)",
                {"en": "a sum over 1 and 2 with j = 3", "zh": "对 1、2 求和而 j = 3"},
            ),
        },
        sources=(KNUTH,),
    ),
    Rule(
        "sum_renamed",
        "sum(i, l, u, a) = sum(j, l, u, subst(a, i, j))",
        Group.SUM,
        {"en": "Another letter for the index", "zh": "更换指标字母"},
        {"en": "A sum doesn't depend on the letter that its index has.", "zh": "求和与指标所用的字母无关。"},
        conditions={
            "a does not depend on j": Counterexample(
                {"a_1": "1", "a_2": "2"},
                "a_1 + a_1",
                "a_1 + a_2",
                {"en": "two terms that are both a_1 = a_j, at j = 1", "zh": "两项均为 a_1 = a_j（j = 1）"},
            )
        },
        sources=(KNUTH,),
    ),
    Rule(
        "sum_of_two",
        "sum(i, 1, 2, a) = subst(a, i, 1) + subst(a, i, 2)",
        Group.SUM,
        {"en": "Sum of two terms", "zh": "两项之和"},
        {"en": "A sum over 1 and 2 has two terms.", "zh": "对 1 与 2 的求和只有两项。"},
        sources=(KNUTH,),
    ),
    Rule(
        "kronecker_collapse",
        "sum(k, l, u, a*delta(k, j)) = subst(a, k, j)",
        Group.SUM,
        {"en": "A Kronecker delta picks one term", "zh": "克罗内克 δ 只留一项"},
        {
            "en": "In a sum with a Kronecker delta only the term with equal indices is left.",
            "zh": "含克罗内克 δ 的求和只剩指标相等的一项。",
        },
        conditions={
            "j does not depend on k": Counterexample(
                {"a_1": "1", "a_2": "1"},
                "a_1 + a_2",
                "a_1",
                {"en": "a sum over 1 and 2 with the index itself as j", "zh": "对 1、2 求和而 j 就是求和指标"},
            ),
            "j lies in l .. u": Counterexample(
                {"a_3": "1"},
                "0",
                "a_3",
                {"en": "a sum over 1 and 2 with j = 3", "zh": "对 1、2 求和而 j = 3"},
            ),
        },
        sources=(KNUTH,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "kronecker_sum",
        "sum(k, l, u, delta(k, j)) = 1",
        Group.SUM,
        {"en": "Sum of a Kronecker delta", "zh": "克罗内克 δ 的求和"},
        {
            "en": "Of the terms of a Kronecker delta one is 1, the others are 0.",
            "zh": "克罗内克 δ 的各项中一项为 1，其余为 0。",
        },
        conditions={
            "j does not depend on k": Counterexample(
                {"a_1": "1", "a_2": "1"},
                "a_1 + a_2",
                "a_1",
                {"en": "a sum over 1 and 2 with the index itself as j", "zh": "对 1、2 求和而 j 就是求和指标"},
            ),
            "j lies in l .. u": Counterexample(
                {}, "0", "1", {"en": "a sum over 1 and 2 with j = 3", "zh": "对 1、2 求和而 j = 3"}
            ),
        },
        sources=(KNUTH,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "kronecker_collapse_above",
        "sum(k, l, u, a*delta(k, j)/b) = subst(a/b, k, j)",
        Group.SUM,
        {"en": "A Kronecker delta above a divisor", "zh": "分子中的克罗内克 δ"},
        {
            "en": "In a sum of fractions with a Kronecker delta only the one with equal indices is left.",
            "zh": "分子含克罗内克 δ 的分式求和只剩指标相等的一项。",
        },
        conditions={
            "j does not depend on k": Counterexample(
                {"a_1": "1", "a_2": "1"},
                "a_1 + a_2",
                "a_1",
                {"en": "a sum over 1 and 2 with the index itself as j", "zh": "对 1、2 求和而 j 就是求和指标"},
            ),
            "j lies in l .. u": Counterexample(
                {"a_3": "1", "b_3": "2"},
                "0",
                "a_3/b_3",
                {"en": "a sum over 1 and 2 with j = 3", "zh": "对 1、2 求和而 j = 3"},
            ),
        },
        sources=(KNUTH,),
        roles=(Role.ALWAYS,),
    ),
)
