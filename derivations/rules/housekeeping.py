"""Housekeeping: what every reader does without noticing. Never shown as a step, always recorded.

These rules are applied to neighbours in the order in which they stand, from left to right only.
"""

from __future__ import annotations

from .rule import Group, Rule


def tidy(name: str, statement: str, en: str, zh: str) -> Rule:
    """A housekeeping rule; its sentence is its title."""
    return Rule(
        name,
        statement,
        Group.HOUSEKEEPING,
        {"en": en, "zh": zh},
        {"en": f"{en} changes nothing.", "zh": f"{zh}，值不变。"},
    )


RULES = (
    tidy("zero_plus", "0 + a = a", "Adding to zero", "零加一个数"),
    tidy("plus_zero", "a + 0 = a", "Adding zero", "加零"),
    tidy("negative_zero", "-0 = 0", "The sign of zero", "零的符号"),
    tidy("double_negation", "-(-a) = a", "Negating twice", "两次取负"),
    tidy("one_times", "1*a = a", "Multiplying one", "1 乘一个数"),
    tidy("times_one", "a*1 = a", "Multiplying by one", "乘以 1"),
    tidy("sign_left", "(-a)*b = -(a*b)", "Moving a sign out of a product from the left", "把左侧的负号移到积外"),
    tidy("sign_right", "a*(-b) = -(a*b)", "Moving a sign out of a product from the right", "把右侧的负号移到积外"),
    tidy("sign_numerator", "(-a)/b = -(a/b)", "Moving a sign out of a numerator", "把分子的负号移到商外"),
)
