"""The rules of partial derivatives, for scalars and, elementwise, for vectors."""

from __future__ import annotations

from ..terms.context import Text
from .rule import Counterexample, Group, Role, Rule

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


DIVISOR = Counterexample(
    {"t": "3"}, "0*t", "1/t", {"en": "c = a = v: v/v is 1 and doesn't change", "zh": "c = a = v：v/v 恒为 1，不变化"}
)
NUMERATOR = Counterexample(
    {"t": "3"}, "0*t", "-1/t", {"en": "c = b = v: v/v is 1 and doesn't change", "zh": "c = b = v：v/v 恒为 1，不变化"}
)
EXPONENT = Counterexample(
    {"t": "3"},
    "t**t*(log(t) + 1)",
    "t*t**(t - 1)",
    {"en": "a = c = v: vᵛ changes with its exponent too", "zh": "a = c = v：vᵛ 也随指数变化"},
)
BASE = Counterexample(
    {"t": "3"},
    "t**t*(log(t) + 1)",
    "t**t*log(t)",
    {"en": "a = c = v: vᵛ changes with its base too", "zh": "a = c = v：vᵛ 也随底数变化"},
)
BASE_MOVES = Counterexample(
    {"t": "3"},
    "0*t",
    "1/(t*log(t))",
    {
        "en": "a = c = v: the logarithm of v to the base v is 1 and doesn't change",
        "zh": "a = c = v：以 v 为底 v 的对数恒为 1",
    },
)
NO_ROOT: Text = {"en": "a root of a negative number has no value", "zh": "负数的根无实值"}
MAXIMUM: Text = {
    "en": "a = v, b = 0 at v = 0: the slopes on the two sides differ",
    "zh": "a = v, b = 0 在 v = 0 处两侧斜率不同",
}
SEAM: Text = {
    "en": "where the case changes, the function may jump or have a kink",
    "zh": "分段改变处函数可能跳跃或有尖点",
}
EXPONENT_OF_SIZE = Counterexample(
    {"t": "3", "c": "1"},
    "t**t*(log(t) + 1)",
    "t*t**(t - 1)",
    {"en": "a = c = v at v = 3: vᵛ changes with its exponent too", "zh": "a = c = v，v = 3：vᵛ 也随指数变化"},
)
TIP: Text = {
    "en": "a = v, c = 1 at v = 0: the slopes on the two sides differ",
    "zh": "a = v, c = 1 在 v = 0 处两侧斜率不同",
}
AT_TIP = Counterexample({"t": "0"}, "1/2", "0", {
    "en": "a = v, c = 1 at v = 0: the slopes on the two sides differ; 0 is a subgradient",
    "zh": "a = v, c = 1 在 v = 0 处两侧斜率不同；0 是一个次梯度"})  # fmt: skip
CASE_MOVES = Counterexample({"t": "0"}, "1", "0", SEAM)
INDEX = Counterexample(
    {"t": "2"},
    "1",
    "1 + 1",
    {
        "en": "with the index of the product itself as the variable every factor would be counted",
        "zh": "若以连乘指标为变量则会误计每个因子",
    },
)


def derivative(
    name: str,
    statement: str,
    en: str,
    zh: str,
    sentence: str,
    satz: str,
    conditions: dict[str, Counterexample] | None = None,
    role: Role = Role.SLOPE,
) -> Rule:
    """A rule of differentiation."""
    return Rule(
        name, statement, Group.DERIVATIVE, {"en": en, "zh": zh}, {"en": sentence, "zh": satz},
        conditions=conditions or {}, sources=(RUDIN,), roles=(role,),
    )  # fmt: skip


RULES = (
    derivative("partial_of_constant", "partial(v, c) = 0",
               "Derivative of a constant", "常数的导数",
               "What doesn't depend on the variable has derivative 0.", "与变量无关的项导数为 0。",
               conditions={"c does not depend on v": Counterexample(
                   {"t": "1"}, "t", "0", {"en": "c = v: its derivative is 1", "zh": "c = v：其导数为 1"})}),
    derivative("partial_of_sum", "partial(v, a + b) = partial(v, a) + partial(v, b)",
               "Derivative of a sum", "和的导数",
               "A sum is differentiated term by term.", "和可以逐项求导。"),
    derivative("partial_of_negative", "partial(v, -a) = -partial(v, a)",
               "Derivative of a negative", "负号与求导",
               "A minus sign may stand before the derivative.", "负号可以提到导数外。"),
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
    derivative("partial_of_entry", "partial(t[j], t[k]) = delta(k, j)",
               "Derivative of an entry", "分量的导数",
               "An entry by itself has derivative 1, by another entry 0.", "分量对自身的导数为 1，对其他分量为 0。"),
    derivative("partial_of_matrix_entry", "partial(t[j, k], t[a, b]) = delta(a, j)*delta(b, k)",
               "Derivative of an entry of a matrix", "矩阵元素的导数",
               "An entry by itself has derivative 1, by any entry in another row or column 0.",
               "元素对自身的导数为 1，对其他行或列的元素为 0。"),
    derivative("partial_of_itself", "partial(v, v) = 1",
               "Derivative of the variable", "变量的导数",
               "The variable by itself has derivative 1.", "变量对自身的导数为 1。"),
    derivative("partial_of_inner_product", "partial(v[j], v' @ x) = x[j]",
               "Derivative of an inner product", "内积的导数",
               "An inner product with a constant vector changes by the entry of that vector.", "与常向量的内积对分量求导得该向量的分量。",
               conditions={"x does not depend on v": Counterexample(
                   {"t": "3"}, "2*t", "t", {"en": "x = v, with one entry: v² changes by 2v", "zh": "x = v（一个分量）：v² 的导数为 2v"})}),
    derivative("partial_constant_divisor", "partial(v, a/c) = partial(v, a)/c",
               "Derivative with a constant divisor", "常除数与求导",
               "A divisor that doesn't depend on the variable stays.", "与变量无关的除数保持不变。",
               conditions={"c does not depend on v": DIVISOR}),
    derivative("power_rule_whole", "partial(v, a**c) = c*a**(c - 1)*partial(v, a)",
               "Power rule for whole exponents", "整数指数的幂法则",
               "A whole exponent comes before, and is lowered by one.", "整数指数提到前面，并减一。",
               conditions={"c is a whole number": Counterexample({"a": "-1", "c": "1/2"}, "a**c", "c", NO_ROOT)}),
    derivative("power_rule", "partial(v, a**c) = c*a**(c - 1)*partial(v, a)",
               "Power rule", "幂法则",
               "The exponent comes before, and is lowered by one.", "指数提到前面，并减一。",
               conditions={"0 < a": Counterexample({"a": "-1", "c": "1/2"}, "a**c", "c", NO_ROOT), "c does not depend on v": EXPONENT}),
    derivative("power_of_square_rule", "partial(v, (a**2)**c) = partial(v, abs(a)**(2*c))",
               "Power of a square, to be differentiated", "对平方的幂求导",
               "A power of a square is one of the absolute value.", "平方的幂是绝对值的幂。"),
    derivative("power_rule_of_absolute", "partial(v, abs(a)**c) = c*abs(a)**(c - 1)*sign(a)*partial(v, a)",
               "Power rule for an absolute value", "绝对值的幂法则",
               "A power above 1 of an absolute value has no kink: its slope at 0 is 0.", "绝对值的大于 1 的幂没有尖点：在 0 处斜率为 0。",
               conditions={"0 < c - 1": Counterexample({"a": "0", "c": "1"}, "1/2", "c*abs(a)**(c - 1)*sign(a)", TIP),
                           "c does not depend on v": EXPONENT_OF_SIZE}),
    derivative("power_rule_of_absolute_closed", "partial(v, abs(a)**c) = c*abs(a)**(c - 1)*sign(a)*partial(v, a)",
               "Power rule for an absolute value, to the first power too", "绝对值的幂法则（含一次幂）",
               "A power from 1 on of an absolute value: to the first power there is a kink at 0, where 0 is a subgradient.",
               "绝对值的不小于 1 的幂：一次幂在 0 处有尖点，此处 0 是一个次梯度。",
               conditions={"0 <= c - 1": Counterexample({"a": "0", "c": "1/2"}, "1/2", "c*abs(a)**(c - 1)*sign(a)", TIP),
                           "away from a == 0": AT_TIP, "c does not depend on v": EXPONENT_OF_SIZE}),
    derivative("power_rule_of_absolute_beside",
               "partial(v, abs(a)**c) = where(0 < abs(a), c*abs(a)**(c - 1)*sign(a), 0)*partial(v, a)",
               "Power rule for an absolute value, beside the kink", "绝对值的幂法则（尖点之外）",
               "Beside 0 an absolute value is positive, and the power rule holds; at 0 the value is 0.",
               "在 0 之外绝对值为正，幂法则成立；在 0 处取 0。",
               conditions={"away from a == 0": AT_TIP, "c does not depend on v": EXPONENT_OF_SIZE}),
    derivative("power_rule_of_signed", "partial(v, abs(a)**c*sign(a)) = c*abs(a)**(c - 1)*partial(v, a)",
               "Power rule for a size with a sign", "带符号幂的幂法则",
               "A power above 1 with the sign of its base is smooth.", "带有底数符号的大于 1 的幂是光滑的。",
               conditions={"0 < c - 1": Counterexample({"a": "0", "c": "0"}, "1/2", "c*abs(a)**(c + 1)", {
                               "en": "a = v, c = 0 at v = 0: the sign jumps", "zh": "a = v, c = 0 在 v = 0 处符号跳跃"}),
                           "c does not depend on v": EXPONENT_OF_SIZE}),
    derivative("power_rule_of_signed_beside", "partial(v, abs(a)**c*sign(a)) = where(0 < abs(a), c*abs(a)**(c - 1), indicator(c == 1))*partial(v, a)",
               "Power rule for a size with a sign, beside the kink", "带符号幂的幂法则（尖点之外）",
               "Beside 0 the sign doesn't change, and the power rule holds; at 0 the slope is 0 above the first power, and 1 for it.",
               "在 0 之外符号不变，幂法则成立；在 0 处，高于一次幂时斜率为 0，一次幂时为 1。",
               conditions={"away from a == 0": AT_TIP, "c does not depend on v": EXPONENT_OF_SIZE}),
    derivative("power_rule_of_maximum", "partial(v, max(0, a)**c) = c*max(0, a)**(c - 1)*partial(v, a)",
               "Power rule for a positive part", "正部的幂法则",
               "A power above 1 of a positive part has no kink: its slope at 0 is 0.", "正部的大于 1 的幂没有尖点：在 0 处斜率为 0。",
               conditions={"0 < c - 1": Counterexample({"a": "0", "c": "1"}, "1/2", "c*max(0, a)**(c - 1)", TIP),
                           "c does not depend on v": EXPONENT_OF_SIZE}),
    derivative("power_rule_of_maximum_beside", "partial(v, max(0, a)**c) = where(0 < a, c*max(0, a)**(c - 1), 0)*partial(v, a)",
               "Power rule for a positive part, beside the kink", "正部的幂法则（尖点之外）",
               "Where the positive part isn't 0 the power rule holds; elsewhere the value is 0.",
               "正部不为 0 处幂法则成立；其余处取 0。",
               conditions={"away from a == 0": AT_TIP, "c does not depend on v": EXPONENT_OF_SIZE,
                           "0 <= c": Counterexample({"a": "-1", "c": "-1"}, "max(0, a)**c", "0", {
                               "en": "a = −1, c = −1: a negative power of 0 has no value", "zh": "a = −1, c = −1：0 的负次幂无值"})}),
    derivative("derivative_of_power_of_constant", "partial(v, c**a) = c**a*log(c)*partial(v, a)",
               "Derivative of a power of a constant", "常数之幂的导数",
               "A power of a constant is multiplied by the logarithm of the constant.", "常数的幂求导时乘以该常数的对数。",
               conditions={"0 < c": Counterexample({"c": "-1", "a": "1/2"}, "c**a", "1", NO_ROOT), "c does not depend on v": BASE}),
    derivative("general_power_rule", "partial(v, a**b) = a**b*(log(a)*partial(v, b) + b*partial(v, a)/a)",
               "Power rule with a variable exponent", "变指数的幂法则",
               "Where base and exponent change, the power is exp(b log a).", "底数与指数都变化时，幂写作 exp(b log a)。",
               conditions={"0 < a": Counterexample({"a": "-1", "b": "1/2"}, "a**b", "b", NO_ROOT)}),
    derivative("product_rule_of_signed",
               "partial(v, abs(a)**c*sign(a)*b) = partial(v, abs(a)**c*sign(a))*b + abs(a)**c*sign(a)*partial(v, b)",
               "Product rule, a power of a size with its sign as one factor", "乘积法则（带符号的幂作为一个因子）",
               "A power of a size with its sign is smooth where neither is, so they stay together.",
               "绝对值的幂与符号各自不光滑，合在一起却光滑，因此不拆开。"),
    derivative("product_rule", "partial(v, a*b) = partial(v, a)*b + a*partial(v, b)",
               "Product rule", "乘积法则",
               "Each factor is differentiated in turn.", "依次对每个因子求导。"),
    derivative("reciprocal_rule", "partial(v, c/b) = -(c*partial(v, b)/b**2)",
               "Reciprocal rule", "倒数法则",
               "The derivative of a constant over b is minus the constant times the derivative of b over b squared.",
               "常数除以 b 的导数等于负的常数乘 b 的导数再除以 b 的平方。",
               conditions={"c does not depend on v": NUMERATOR, "b != 0": Counterexample({"b": "0"}, "1/b", "1")}),
    derivative("quotient_rule", "partial(v, a/b) = (partial(v, a)*b - a*partial(v, b))/b**2",
               "Quotient rule", "商法则",
               "The derivative of a quotient.", "商的导数。",
               conditions={"b != 0": Counterexample({"b": "0"}, "1/b", "1")}),
    derivative("partial_of_log_base", "partial(v, log_base(c, a)) = partial(v, a)/(a*log(c))",
               "Derivative of a logarithm to another base", "其他底数的对数的导数",
               "A logarithm to another base is the natural one divided by a constant, and so is its slope.",
               "其他底数的对数是自然对数除以常数，其斜率亦然。",
               conditions={"0 < a": Counterexample({"a": "-1", "c": "2"}, "log(a)/log(c)", "1/a"),
                           "0 < c": Counterexample({"a": "2", "c": "-1"}, "log(a)/log(c)", "1/a"),
                           "c != 1": Counterexample({"a": "2", "c": "1"}, "log(a)/log(c)", "1/a"),
                           "c does not depend on v": BASE_MOVES}),
    derivative("partial_of_maximum", "partial(v, max(a, b)) = indicator(b <= a)*partial(v, a) + indicator(a < b)*partial(v, b)",
               "Derivative of a maximum", "最大值的导数",
               "The larger term is differentiated; where both are equal, the first, which gives a subgradient.",
               "对较大者求导；相等时取第一个，得到次梯度。",
               conditions={"away from a == b": Counterexample({"t": "0"}, "1/2", "1", MAXIMUM)}),
    derivative("partial_of_minimum", "partial(v, min(a, b)) = indicator(a <= b)*partial(v, a) + indicator(b < a)*partial(v, b)",
               "Derivative of a minimum", "最小值的导数",
               "The smaller term is differentiated; where both are equal, the first, which gives a supergradient.",
               "对较小者求导；相等时取第一个，得到上梯度。",
               conditions={"away from a == b": Counterexample({"t": "0"}, "1/2", "1", MAXIMUM)}),
    derivative("power_rule_of_guarded_signed",
               "partial(v, where(0 < abs(a), abs(a)**c*sign(a), 0)) = where(0 < abs(a), c*abs(a)**(c - 1), indicator(c == 1))*partial(v, a)",
               "Power rule for a size with a sign that is 0 at 0", "在 0 处取 0 的带符号幂的幂法则",
               "Beside 0 the power rule holds; at 0 the slope is 0 above the first power, and 1 for it.",
               "在 0 之外幂法则成立；在 0 处，高于一次幂时斜率为 0，一次幂时为 1。",
               conditions={"away from a == 0": AT_TIP, "c does not depend on v": EXPONENT_OF_SIZE}),
    derivative("power_rule_of_guarded_product",
               "partial(v, where(0 < abs(a), b*abs(a)**c*sign(a), 0)) = where(0 < abs(a), partial(v, b*abs(a)**c*sign(a)), b*indicator(c == 1)*partial(v, a))",
               "Power rule for a multiple of a size with a sign that is 0 at 0", "在 0 处取 0 的带符号幂的倍数的幂法则",
               "Beside 0 the product is differentiated; at 0 its slope is the factor times that of the base for a first power, else 0.",
               "在 0 之外按乘积求导；在 0 处，一次幂时斜率为因子乘以底数的斜率，否则为 0。",
               conditions={"away from a == 0": AT_TIP}),
    derivative("partial_of_given_choice", "partial(v, where(c, a, b)) = where(c, partial(v, a), partial(v, b))",
               "Derivative of a choice that stays", "条件不变的分段函数的导数",
               "Where the condition doesn't depend on the variable, each case is differentiated.", "条件与变量无关时，各分段分别求导。",
               conditions={"c does not depend on v": CASE_MOVES}),
    derivative("partial_of_choice", "partial(v, where(c, a, b)) = where(c, partial(v, a), partial(v, b))",
               "Derivative of a choice", "分段函数的导数",
               "Each case is differentiated; at the seam the value is that of the case which holds there.",
               "各分段分别求导；在分界处取所属分段的值。",
               conditions={"away from c": Counterexample({"t": "0"}, "1", "0", SEAM)}),
    derivative("partial_of_indicator", "partial(v, indicator(c)) = 0",
               "Derivative of an indicator", "示性函数的导数",
               "An indicator doesn't change, except where it jumps.", "示性函数除跳跃点外不变。",
               conditions={"away from c": Counterexample({"t": "0"}, "1", "0", SEAM)}),
    derivative("partial_of_polygamma", "partial(v, polygamma(n, a)) = polygamma(n + 1, a)*partial(v, a)",
               "Derivative of the polygamma functions", "多伽马函数的导数",
               "Each polygamma function is the derivative of the one before.", "每个多伽马函数是前一个的导数。",
               conditions={"n is a whole number": Counterexample({"a": "1", "n": "1/2"}, "log(-n)", "a", {
                               "en": "there is no derivative of order 1/2 here", "zh": "此处没有 1/2 阶导数"}),
                           "0 < a": Counterexample({"a": "-1"}, "trigamma(a)", "1", {
                               "en": "at a = -1 the function has no value", "zh": "a = -1 时函数无定义"})}),
    derivative("partial_of_product", "partial(v, prod(i, l, u, a)) = prod(i, l, u, a)*sum(i, l, u, partial(v, a)/a)",
               "Derivative of a product over an index", "连乘积的导数",
               "A product changes by itself times the sum of the relative changes of its factors.",
               "连乘积的变化等于自身乘以各因子相对变化之和。",
               conditions={"a != 0": Counterexample({"a": "0"}, "1/a", "1"), "v does not depend on i": INDEX,
                           "l does not depend on v": BOUND, "u does not depend on v": BOUND}),
    derivative("partial_of_logsumexp", "partial(t[k], logsumexp(t)) = softmax(t)[k]",
               "Derivative of log-sum-exp", "log-sum-exp 的导数",
               "The gradient of log-sum-exp is the softmax.", "log-sum-exp 的梯度是 softmax。"),
    derivative("partial_of_softmax", "partial(t[k], softmax(t)[j]) = softmax(t)[j]*(delta(j, k) - softmax(t)[k])",
               "Derivative of the softmax", "softmax 的导数",
               "An entry of the softmax changes with each entry of its argument.", "softmax 的每个分量随自变量的每个分量变化。"),
)  # fmt: skip
