"""The rules of choices, ``where(c, a, b)``: what is done to a choice is done to each of its branches."""

from __future__ import annotations

from .rule import Counterexample, Group, Role, Rule

KNUTH = "Graham, Knuth and Patashnik, Concrete Mathematics (1994), section 2.1"


def choice(
    name: str, statement: str, en: str, zh: str, sentence: str, satz: str, *roles: Role, back: tuple[Role, ...] = (),
    conditions: dict[str, Counterexample] | None = None,
) -> Rule:  # fmt: skip
    """A rule of choices; most hold without conditions, since either branch takes part only where it is chosen."""
    return Rule(
        name, statement, Group.FUNCTION, {"en": en, "zh": zh}, {"en": sentence, "zh": satz}, sources=(KNUTH,),
        conditions=conditions or {}, roles=roles, back=back,
    )  # fmt: skip


def function_of_choice(function: str, en: str, zh: str) -> Rule:
    """A function of a choice; it is the same for all, and each is a rule of its own so that the search finds it."""
    return choice(
        f"{function}_of_choice", f"{function}(where(c, a, b)) = where(c, {function}(a), {function}(b))",
        f"{en} of a choice", f"分段函数的{zh}", "A function of a choice is a choice between its values.",
        "对分段函数取函数，等于在各分支上取函数。", Role.ALWAYS,
    )  # fmt: skip


OF_CHOICE = (
    ("log", "Logarithm", "对数"), ("exp", "Exponential", "指数"), ("sqrt", "Square root", "平方根"), ("abs", "Absolute value", "绝对值"),
)  # fmt: skip
RULES = (
    choice("equal_branches", "where(c, a, a) = a", "Equal branches", "分支相同",
           "Where both branches are equal, there is nothing to choose.", "两个分支相同时无须选择。", Role.ALWAYS),
    choice("same_choice_first", "where(c, where(c, a, b), d) = where(c, a, d)", "The same choice in the first branch", "第一分支中的同一选择",
           "Inside its own first branch a choice is made already.", "在自身的第一分支内，选择已定。", Role.ALWAYS),
    choice("same_choice_second", "where(c, a, where(c, b, d)) = where(c, a, d)", "The same choice in the second branch", "第二分支中的同一选择",
           "Inside its own second branch a choice is made already.", "在自身的第二分支内，选择已定。", Role.ALWAYS),
    choice("opposite_choice_second", "where(a == b, c, where(a != b, d, e)) = where(a == b, c, d)", "The opposite choice in the second branch", "第二分支中的相反选择",
           "Where two numbers aren't equal, a choice by that is made.", "两数不相等之处，按此条件的选择已定。", Role.ALWAYS),
    choice("choice_by_equal", "where(a == a, b, c) = b", "A choice by what holds", "按恒成立的条件选择",
           "A number is equal to itself, so the first branch is chosen.", "数等于自身，故取第一分支。", Role.ALWAYS),
    choice("choice_by_unequal_to_itself", "where(a != a, b, c) = c", "A choice by being unequal to itself", "按不等于自身选择",
           "No number differs from itself, so the second branch is chosen.", "没有数不等于自身，故取第二分支。", Role.ALWAYS),
    choice("choice_by_less_than_itself", "where(a < a, b, c) = c", "A choice by being less than itself", "按小于自身选择",
           "No number is less than itself, so the second branch is chosen.", "没有数小于自身，故取第二分支。", Role.ALWAYS),
    choice("choice_by_at_most_itself", "where(a <= a, b, c) = b", "A choice by being at most itself", "按不大于自身选择",
           "Every number is at most itself, so the first branch is chosen.", "任何数都不大于自身，故取第一分支。", Role.ALWAYS),
    choice("choice_by_distinct", "where(a == b, c, d) = d", "A choice by what doesn't hold", "按不成立的条件选择",
           "Different numbers aren't equal, so the second branch is chosen.", "不同的数不相等，故取第二分支。", Role.ALWAYS,
           conditions={"a != b": Counterexample({"a": "1", "b": "1", "c": "0", "d": "1"}, "c", "d", {
               "en": "a = b: the first branch is chosen", "zh": "a = b：取第一分支"})}),
    choice("choice_of_one", "where(c, 1, 0) = indicator(c)", "A choice of one or zero", "取 1 或 0 的选择",
           "What is 1 where a condition holds, and 0 elsewhere, is its indicator.", "条件成立时为 1、否则为 0 的就是示性函数。", Role.SHRINK),
    *(function_of_choice(*words) for words in OF_CHOICE),
    choice("negative_of_choice", "-where(c, a, b) = where(c, -a, -b)", "Negative of a choice", "分段函数的相反数",
           "The negative of a choice is a choice between negatives.", "分段函数的相反数是各分支相反数的选择。", Role.TRY),
    choice("power_of_choice", "where(c, a, b)**d = where(c, a**d, b**d)", "Power of a choice", "分段函数的幂",
           "A power of a choice is a choice between powers.", "分段函数的幂等于各分支的幂。", Role.ALWAYS),
    choice("product_of_choices", "where(c, a, b)*where(c, d, e) = where(c, a*d, b*e)", "Product of choices", "分段函数之积",
           "Choices by one condition are multiplied branch by branch.", "同一条件的分段函数逐支相乘。", Role.ALWAYS),
    choice("sum_of_choices", "where(c, a, b) + where(c, d, e) = where(c, a + d, b + e)", "Sum of choices", "分段函数之和",
           "Choices by one condition are added branch by branch.", "同一条件的分段函数逐支相加。", Role.ALWAYS),
    choice("quotient_of_choices", "where(c, a, b)/where(c, d, e) = where(c, a/d, b/e)", "Quotient of choices", "分段函数之商",
           "Choices by one condition are divided branch by branch.", "同一条件的分段函数逐支相除。", Role.ALWAYS),
    choice("quotient_by_choice", "d/where(c, a, b) = where(c, d/a, d/b)", "Dividing by a choice", "除以分段函数",
           "Dividing by a choice is dividing by each of its branches.", "除以分段函数，就是分别除以各分支。", Role.TRY),
    choice("choice_over_divisor", "where(c, a, b)/d = where(c, a/d, b/d)", "Dividing a choice", "分段函数除以一个数",
           "Dividing a choice divides each of its branches.", "分段函数除以一个数，就是各分支分别去除。", Role.TRY),
    choice("factor_into_choice", "d*where(c, a, b) = where(c, d*a, d*b)", "A factor of a choice", "分段函数的因子",
           "A factor of a choice is one of each of its branches.", "分段函数的因子可以移入各分支。", Role.TRY, back=(Role.SHRINK,)),
    choice("by_sides", "a = where(0 <= u, b, c)", "From both sides of a tie", "从分界两侧取值",
           "Beside a tie a line is what it is on either side; at the tie, where both sides agree, it is their common value.",
           "在分界之外，式子等于其所在一侧的形式；两侧在分界处一致时，取共同的值。",
           conditions={"b is a where 0 < u": Counterexample({"u": "1", "a": "1", "b": "2", "c": "1"}, "a", "b", {
                           "en": "a = 1, b = 2 at u = 1", "zh": "u = 1 处 a = 1，b = 2"}),
                       "c is a where u < 0": Counterexample({"u": "-1", "a": "1", "b": "1", "c": "2"}, "a", "c", {
                           "en": "a = 1, c = 2 at u = −1", "zh": "u = −1 处 a = 1，c = 2"}),
                       "away from u == 0": Counterexample({"t": "0"}, "sign(t)", "1", {
                           "en": "a is the sign of u: at u = 0 it is 0, not 1", "zh": "a 为 u 的符号：u = 0 处为 0 而非 1"})}),
    choice("at_limit", "a = where(u == v, b, a)", "A limit at a tie", "分界处取极限",
           "Where a derivative has no value of its own, as 0/0 has none, or another one, it is the limit of those beside.",
           "导数在分界处没有自身的值（如 0/0），或取值不同时，取两侧的极限。",
           conditions={"b is the limit of a at u - v == 0": Counterexample({"t": "0"}, "0", "1", {
                           "en": "a = u: its limit at u = 0 is 0, not 1", "zh": "a = u：u = 0 处极限为 0 而非 1"}),
                       "away from u == v": Counterexample({"t": "0"}, "sign(t)**2", "1", {
                           "en": "a is the square of the sign of u: at u = 0 it is 0, its limit 1",
                           "zh": "a 为 u 的符号的平方：u = 0 处为 0，极限为 1"})}),
    choice("term_into_choice", "d + where(c, a, b) = where(c, d + a, d + b)", "A term beside a choice", "与分段函数相加",
           "What is added to a choice is added to each of its branches.", "与分段函数相加，就是与各分支相加。", Role.TRY, Role.STABLE,
           back=(Role.SHRINK,)),
)  # fmt: skip
