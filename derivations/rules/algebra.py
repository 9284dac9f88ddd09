"""The rules of school algebra: signs, brackets, quotients, order."""

from __future__ import annotations

from .rule import Counterexample, Group, Role, Rule


def ring(
    name: str, statement: str, en: str, zh: str, sentence: str, satz: str, *roles: Role, back: tuple[Role, ...] = (),
    beside: str = "", **more: Counterexample,
) -> Rule:  # fmt: skip
    """A rule of algebra; ``more`` names a letter that must not be 0, with the case that shows why."""
    conditions = {f"{letter} != 0": case for letter, case in more.items()}
    return Rule(
        name,
        statement,
        Group.ALGEBRA,
        {"en": en, "zh": zh},
        {"en": sentence, "zh": satz},
        conditions=conditions,
        roles=roles,
        back=back,
        beside=beside,
    )


RULES = (
    ring("distribute", "(a + b)*c = a*c + b*c", "Distributive law", "分配律",
         "A factor multiplies each term of a sum.", "因子分别乘以和的每一项。"),
    ring("distribute_left", "a*(b + c) = a*b + a*c", "Distributive law, factor first", "左分配律",
         "A factor multiplies each term of a sum.", "因子分别乘以和的每一项。"),
    ring("distribute_difference", "(a - b)*c = a*c - b*c", "Distributive law for a difference", "差的分配律",
         "A factor multiplies both terms of a difference.", "因子分别乘以差的两项。"),
    ring("negate_sum", "-(a + b) = -a - b", "Minus sign before a sum", "和前的负号",
         "A minus sign before brackets changes the sign of every term inside.", "括号前的负号改变括号内每一项的符号。",
         back=(Role.TRY,), beside="-a - log(b)"),
    ring("negate_difference", "-(a - b) = b - a", "Minus sign before a difference", "差前的负号",
         "A minus sign before a difference swaps its two terms.", "差前的负号交换两项。", Role.SHRINK),
    ring("sign_into_product", "-(a*b) = a*(-b)", "Minus sign into a product", "负号移入积",
         "A minus sign before a product may go to one factor.", "积前的负号可以移到一个因子上。"),
    ring("cancel", "a - a = 0", "Equal terms cancel", "相同项相消",
         "A term and its negative add up to 0.", "一项与其相反数之和为 0。", Role.SHRINK),
    ring("commute_sum", "a + b = b + a", "Order of a sum", "加法交换律",
         "The terms of a sum may be written in any order.", "和的各项可以任意排列。"),
    ring("commute_product", "a*b = b*a", "Order of a product", "乘法交换律",
         "The factors of a product may be written in any order.", "积的各因子可以任意排列。"),
    ring("one_minus_quotient", "1 - a/b = (b - a)/b", "One minus a quotient", "1 减去一个商",
         "Bring 1 to the denominator of the quotient.", "把 1 通分到商的分母上。", Role.TRY,
         b=Counterexample({"a": "1", "b": "0"})),
    ring("factor_out_of_quotient", "(a*b)/c = a*(b/c)", "A factor before a quotient", "把因子移到商的前面",
         "A factor of the numerator may stand before the quotient.", "分子的因子可以写在商的前面。",
         c=Counterexample({"a": "1", "b": "1", "c": "0"})),
    ring("split_quotient", "(a*b)/(c*d) = (a/c)*(b/d)", "Product of quotients", "商之积",
         "A quotient of products is a product of quotients.", "积的商等于商的积。",
         c=Counterexample({"a": "1", "b": "1", "c": "0", "d": "1"}),
         d=Counterexample({"a": "1", "b": "1", "c": "1", "d": "0"})),
    ring("quotient_of_quotient", "(a/b)/c = a/(b*c)", "Quotient of a quotient", "商的商",
         "To divide twice is to divide by the product.", "连除两次等于除以两者之积。", Role.ALWAYS,
         b=Counterexample({"a": "1", "b": "0", "c": "1"}), c=Counterexample({"a": "1", "b": "1", "c": "0"})),
    ring("add_to_quotient", "a + b/c = (a*c + b)/c", "Adding to a quotient", "与商相加",
         "What is added to a quotient is brought to its denominator.", "把加数通分到商的分母上。", Role.TRY,
         c=Counterexample({"a": "1", "b": "1", "c": "0"})),
    ring("add_and_subtract", "a = b + (a - b)", "Add and subtract", "加一项再减一项",
         "What is added and subtracted again changes nothing.", "加上再减去同一项，值不变。"),
    ring("multiply_and_divide", "a = (b*a)/b", "Multiply and divide", "乘一个数再除以它",
         "What is multiplied and divided by again changes nothing.", "乘以再除以同一个数，值不变。",
         b=Counterexample({"a": "1", "b": "0"})),
    ring("quotient_as_product", "a/b = (1/b)*a", "Quotient as a product", "商写成积",
         "Dividing by a number is multiplying by its reciprocal.", "除以一个数等于乘以其倒数。",
         b=Counterexample({"a": "1", "b": "0"})),
)  # fmt: skip
