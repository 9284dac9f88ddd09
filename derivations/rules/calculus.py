"""The rules of partial derivatives, for scalars and, elementwise, for vectors."""

from __future__ import annotations

from .rule import Counterexample, Group, Rule

RUDIN = "Rudin, Principles of Mathematical Analysis (1976), chapter 5"
DEPENDENT = Counterexample(
    {"t": "3"},
    "2*t",
    "t*1",
    {"en": "c = a = v: the derivative of v² is 2v, not v", "zh": "c = a = v：v² 的导数是 2v，不是 v"},
)

BOUND = Counterexample(
    {"t": "1"}, "t", "0*t",
    {"en": "a = 1 and the bound v: the sum is v and changes with it, though no term does", "zh": "a = 1 且界为 v：和等于 v，随 v 变化，而各项不变"},
)  # fmt: skip


def derivative(
    name: str,
    statement: str,
    en: str,
    zh: str,
    sentence: str,
    satz: str,
    conditions: dict[str, Counterexample] | None = None,
) -> Rule:
    """A rule of differentiation."""
    return Rule(
        name, statement, Group.DERIVATIVE, {"en": en, "zh": zh}, {"en": sentence, "zh": satz},
        conditions=conditions or {}, sources=(RUDIN,),
    )  # fmt: skip


RULES = (
    derivative("partial_of_sum", "partial(v, a + b) = partial(v, a) + partial(v, b)",
               "Derivative of a sum", "和的导数",
               "A sum is differentiated term by term.", "和可以逐项求导。"),
    derivative("partial_of_negative", "partial(v, -a) = -partial(v, a)",
               "Derivative of a negative", "负号与求导",
               "A minus sign may stand before the derivative.", "负号可以提到导数外。"),
    derivative("partial_of_constant", "partial(v, c) = 0",
               "Derivative of a constant", "常数的导数",
               "What doesn't depend on the variable has derivative 0.", "与变量无关的项导数为 0。",
               conditions={"c does not depend on v": Counterexample(
                   {"t": "1"}, "t", "0", {"en": "c = v: its derivative is 1", "zh": "c = v：其导数为 1"})}),
    derivative("partial_constant_factor", "partial(v, c*a) = c*partial(v, a)",
               "Derivative with a constant factor", "常因子与求导",
               "A factor that doesn't depend on the variable stays.", "与变量无关的因子保持不变。",
               conditions={"c does not depend on v": DEPENDENT}),
    derivative("partial_of_summation", "partial(v, sum(i, l, u, a)) = sum(i, l, u, partial(v, a))",
               "Derivative of a sum over an index", "求和与求导交换",
               "A finite sum over an index is differentiated term by term.", "对指标的有限和可以逐项求导。",
               conditions={"v does not depend on i": Counterexample(
                   {"t": "1"}, "t", "t + t",
                   {"en": "the sum of x_1 and x_2 by x_1 is 1; with the index of the sum itself one would count 2",
                    "zh": "x_1 + x_2 对 x_1 的导数为 1；若误用求和指标则得 2"}),
                   "l does not depend on v": BOUND, "u does not depend on v": BOUND}),
    derivative("chain_rule", "partial(v, f(a)) = partial(a, f(a))*partial(v, a)",
               "Chain rule", "链式法则",
               "The derivative of an outer function at the inner one, times the derivative of the inner one.",
               "外层函数在内层处的导数乘以内层的导数。"),
    derivative("derivative_of_log", "partial(a, log(a)) = 1/a",
               "Derivative of the logarithm", "对数的导数",
               "The derivative of the natural logarithm is the reciprocal.", "自然对数的导数是倒数。",
               conditions={"0 < a": Counterexample({"a": "-1"}, "log(a)", "1/a",
                           {"en": "at a = −1 the logarithm has no value, 1/a has", "zh": "a = −1 时对数无定义，1/a 有定义"})}),
    derivative("derivative_of_exp", "partial(a, exp(a)) = exp(a)",
               "Derivative of the exponential", "指数的导数",
               "The exponential is its own derivative.", "指数函数的导数是其自身。"),
    derivative("partial_of_entry", "partial(t[j], t[k]) = delta(k, j)",
               "Derivative of an entry", "分量的导数",
               "An entry by itself has derivative 1, by another entry 0.", "分量对自身的导数为 1，对其他分量为 0。"),
)  # fmt: skip
