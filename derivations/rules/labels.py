"""The rules of labels 0 or 1 and −1 or 1: a label takes two values, and so does what is made of it."""

from __future__ import annotations

from .rule import Counterexample, Group, Role, Rule

BISHOP = "Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.2"


def label(
    name: str, statement: str, en: str, zh: str, sentence: str, satz: str, conditions: dict[str, Counterexample],
    *roles: Role,
) -> Rule:  # fmt: skip
    """A rule of labels."""
    return Rule(
        name, statement, Group.PROBABILITY, {"en": en, "zh": zh}, {"en": sentence, "zh": satz},
        conditions=conditions, sources=(BISHOP,), roles=roles,
    )  # fmt: skip


ALWAYS = Role.ALWAYS
RULES = (
    label("power_of_label", "a**b = a", "Power of a label", "标签的幂",
          "0 and 1 are their own powers.", "0 与 1 的幂就是自身。",
          {"a in {0, 1}": Counterexample({"a": "2", "b": "2"}), "0 < b": Counterexample({"a": "0", "b": "0"})}, ALWAYS),
    label("label_times_complement", "a*(1 - a) = 0", "A label times its complement", "标签乘其补",
          "Of a label and its complement one is 0.", "标签与其补之中有一个为 0。",
          {"a in {0, 1}": Counterexample({"a": "1/2"})}, ALWAYS),
    label("absolute_sign", "abs(a) = 1", "Absolute value of a sign", "符号的绝对值",
          "The absolute value of a label −1 or 1 is 1.", "标签 −1 或 1 的绝对值是 1。",
          {"a in {-1, 1}": Counterexample({"a": "2"})}, ALWAYS),
    label("divided_by_sign", "b/a = a*b", "Dividing by a sign", "除以符号",
          "A label −1 or 1 is its own reciprocal.", "标签 −1 或 1 的倒数是其自身。",
          {"a in {-1, 1}": Counterexample({"a": "2", "b": "1"})}, ALWAYS),
    label("tanh_of_sign", "1 + a*tanh(b) = 2*sigmoid(2*a*b)", "One plus tanh, with a sign", "1 加带符号的 tanh",
          "tanh is odd, so a label −1 or 1 may stand inside; one plus tanh is twice a sigmoid.",
          "tanh 为奇函数，标签 −1 或 1 可移到自变量内；1 加 tanh 是 sigmoid 的二倍。",
          {"a in {-1, 1}": Counterexample({"a": "2", "b": "1"})}, Role.TRY, Role.STABLE),
    label("choice_by_label_one", "where(a == 1, b, c) = a*b + (1 - a)*c", "A choice by label one", "按标签 1 选择",
          "A label 0 or 1 chooses as a factor does.", "取 0 或 1 的标签可以像因子一样进行选择。",
          {"a in {0, 1}": Counterexample({"a": "2", "b": "1", "c": "0"}, "c", "a*b + (1 - a)*c", {
              "en": "a = 2: the second branch is chosen", "zh": "a = 2：取第二分支"})}, ALWAYS),
    label("choice_by_label_zero", "where(a == 0, b, c) = (1 - a)*b + a*c", "A choice by label zero", "按标签 0 选择",
          "One minus a label 0 or 1 chooses as a factor does.", "1 减去取 0 或 1 的标签可以像因子一样进行选择。",
          {"a in {0, 1}": Counterexample({"a": "2", "b": "1", "c": "0"}, "c", "(1 - a)*b + a*c", {
              "en": "a = 2: the second branch is chosen", "zh": "a = 2：取第二分支"})}, ALWAYS),
    label("choice_as_powers", "where(y == 1, a, b) = a**y*b**(1 - y)", "A choice by a label, as powers", "把按标签的选择写成幂",
          "As an exponent, a label 0 or 1 keeps one factor and turns the other into 1.", "取 0 或 1 的标签作指数时，保留一个因子，另一个变为 1。",
          {"y in {0, 1}": Counterexample({"y": "2", "a": "1", "b": "2"}, "b", "a**y*b**(1 - y)", {
              "en": "y = 2, a = 1, b = 2: the second branch is chosen", "zh": "y = 2，a = 1，b = 2：取第二分支"})}),
    label("by_binary_label", "a = (1 - y)*subst(a, y, 0) + y*subst(a, y, 1)", "By the values of a label", "按标签的取值拆分",
          "Any function of a label 0 or 1 is a mixture of its two values.", "取 0 或 1 的标签的任何函数都是其两个值的混合。",
          {"y in {0, 1}": Counterexample({"y": "1/2"}, "y*y", "y", {
              "en": "a = y² at y = 1/2", "zh": "a = y²，y = 1/2"})}),
)  # fmt: skip
