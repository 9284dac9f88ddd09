"""The functions that losses are made of: sigmoid, softplus, hyperbolic functions, the normal distribution.

Their definitions in exponentials and logarithms, read from left to right, give long terms a name.
"""

from __future__ import annotations

from .rule import Counterexample, Group, Role, Rule

BISHOP = "Bishop, Pattern Recognition and Machine Learning (2006), section 4.2"
ABRAMOWITZ = "Abramowitz and Stegun, Handbook of Mathematical Functions, sections 4.5, 7.1 and 26.2"

MCCULLAGH = "McCullagh, Regression Models for Ordinal Data, Journal of the Royal Statistical Society B 42 (1980)"


def function(
    name: str, statement: str, en: str, zh: str, sentence: str, satz: str, *roles: Role, source: str = ABRAMOWITZ,
    **cases: Counterexample,
) -> Rule:  # fmt: skip
    """A rule of functions; ``cases`` names a letter that must be positive, with the case that shows why."""
    return Rule(
        name, statement, Group.FUNCTION, {"en": en, "zh": zh}, {"en": sentence, "zh": satz},
        conditions={f"0 < {letter}": case for letter, case in cases.items()}, sources=(source,), roles=roles,
    )  # fmt: skip


ALWAYS, SHRINK, NAME, STABLE = Role.ALWAYS, Role.SHRINK, Role.NAME, Role.STABLE

RULES = (
    function("sigmoid_as_reciprocal", "1/(1 + exp(a)) = sigmoid(-a)", "The sigmoid", "sigmoid 函数",
             "One over one plus an exponential is the sigmoid of minus the exponent.",
             "1 除以（1 加指数）就是负指数处的 sigmoid。", NAME, source=BISHOP),
    function("sigmoid_as_ratio", "exp(a)/(1 + exp(a)) = sigmoid(a)", "The sigmoid as a ratio", "sigmoid 的比值形式",
             "An exponential over one plus itself is the sigmoid.", "指数除以（1 加它自身）就是 sigmoid。", NAME, source=BISHOP),
    function("softplus_named", "log(1 + exp(a)) = softplus(a)", "The softplus", "softplus 函数",
             "The logarithm of one plus an exponential is called softplus.", "1 加指数的对数称为 softplus。", NAME, source=BISHOP),
    function("softplus_from_decay", "max(0, a) + log(1 + exp(-abs(a))) = log(1 + exp(a))", "Softplus by the decaying exponential, undone", "还原衰减指数写法的 softplus",
             "The positive part and the logarithm have kinks at 0, which cancel: together they are the softplus.",
             "正部与对数在 0 处各有尖点，二者相抵，合起来就是 softplus。", SHRINK, source=BISHOP),
    function("softplus_from_decay_of_opposite", "max(0, -a) + log(1 + exp(-abs(a))) = log(1 + exp(-a))", "Softplus of the opposite by the decaying exponential, undone", "还原相反数处衰减指数写法的 softplus",
             "The same for the opposite argument.", "相反数处同理。", SHRINK, source=BISHOP),
    function("sigmoid_complement", "1 - sigmoid(a) = sigmoid(-a)", "One minus the sigmoid", "1 减 sigmoid",
             "The sigmoid and that of the opposite argument add up to one.", "sigmoid 在相反数处的两个值之和为 1。", ALWAYS, STABLE, source=BISHOP),
    function("sigmoid_minus_one", "sigmoid(a) - 1 = -sigmoid(-a)", "The sigmoid minus one", "sigmoid 减 1",
             "The sigmoid and that of the opposite argument add up to one.", "sigmoid 在相反数处的两个值之和为 1。", ALWAYS, STABLE, source=BISHOP),
    function("sigmoids_add_up", "sigmoid(a) + sigmoid(-a) = 1", "Two opposite sigmoids", "相反数处的两个 sigmoid",
             "The sigmoids of opposite arguments add up to one.", "相反数处的两个 sigmoid 之和为 1。", ALWAYS, source=BISHOP),
    function("log_sigmoid", "log(sigmoid(a)) = -softplus(-a)", "Logarithm of the sigmoid", "sigmoid 的对数",
             "The logarithm of the sigmoid is minus the softplus of the opposite argument.",
             "sigmoid 的对数等于相反数处 softplus 的负值。", ALWAYS, STABLE, source=BISHOP),
    function("exp_times_sigmoid", "exp(a)*sigmoid(-a) = sigmoid(a)", "An exponential times the sigmoid", "指数乘 sigmoid",
             "The ratio of the sigmoids of opposite arguments is an exponential.", "相反数处两个 sigmoid 之比是指数。", SHRINK, source=BISHOP),
    function("softplus_of_opposite", "softplus(-a) + a = softplus(a)", "Softplus of the opposite", "相反数的 softplus",
             "The softplus of a and that of −a differ by a.", "a 与 −a 处的 softplus 相差 a。", SHRINK, source=BISHOP),
    function("softplus_less_argument", "softplus(a) - a = softplus(-a)", "Softplus less its argument", "softplus 减自变量",
             "The softplus of a and that of −a differ by a.", "a 与 −a 处的 softplus 相差 a。", SHRINK, source=BISHOP),
    function("softplus_turned", "softplus(-a) = softplus(a) - a", "Softplus turned round", "softplus 的反转",
             "The softplus of −a is that of a, less a.", "−a 处的 softplus 等于 a 处的值减 a。", Role.TRY, source=BISHOP),
    function("exp_softplus", "exp(softplus(a)) = 1 + exp(a)", "Exponential of the softplus", "softplus 的指数",
             "The exponential undoes the logarithm in the softplus.", "指数抵消 softplus 中的对数。", ALWAYS, source=BISHOP),
    function("log_exp_minus_one", "a - log(exp(a) - 1) = -log(1 - exp(-a))", "Logarithm of an exponential minus one", "指数减 1 的对数",
             "A number less the logarithm of its exponential minus one needs no large exponential.", "a 减去（eᵃ − 1）的对数，可不用大指数写出。",
             SHRINK, a=Counterexample({"a": "-1"})),
    Rule("log_of_sigmoid_difference", "log(sigmoid(a) - sigmoid(b)) = log(1 - exp(b - a)) - softplus(-a) - softplus(b)", Group.FUNCTION,
         {"en": "Logarithm of a difference of sigmoids", "zh": "sigmoid 之差的对数"},
         {"en": "The probability between two thresholds, without a difference of two numbers near 1.",
          "zh": "两个阈值之间的概率，避免两个接近 1 的数相减。"},
         conditions={"0 < a - b": Counterexample({"a": "0", "b": "1"})}, sources=(MCCULLAGH,), roles=(ALWAYS,)),
    function("hyperbolic_ratio", "sinh(a)/cosh(a) = tanh(a)", "The hyperbolic tangent", "双曲正切",
             "The hyperbolic tangent is the ratio of the hyperbolic sine and cosine.", "双曲正切是双曲正弦与双曲余弦之比。", ALWAYS),
    function("cosh_named", "exp(a) + exp(-a) = 2*cosh(a)", "The hyperbolic cosine", "双曲余弦",
             "The hyperbolic cosine is the mean of two exponentials.", "双曲余弦是两个指数的平均。", NAME),
    function("sinh_named", "exp(a) - exp(-a) = 2*sinh(a)", "The hyperbolic sine", "双曲正弦",
             "The hyperbolic sine is half the difference of two exponentials.", "双曲正弦是两个指数之差的一半。", NAME),
    function("one_minus_tanh_square", "1 - tanh(a)**2 = 1/cosh(a)**2", "One minus tanh squared", "1 减 tanh 的平方",
             "The slope of the hyperbolic tangent is one over the squared cosine.", "双曲正切的斜率是双曲余弦平方的倒数。", NAME, STABLE),
    function("hyperbolic_pythagoras", "cosh(a)**2 - sinh(a)**2 = 1", "Hyperbolic Pythagoras", "双曲勾股恒等式",
             "The squares of the hyperbolic cosine and sine differ by one.", "双曲余弦与双曲正弦的平方差为 1。", ALWAYS),
    function("one_plus_tanh", "1 + tanh(a) = 2*sigmoid(2*a)", "One plus tanh", "1 加 tanh",
             "The hyperbolic tangent is the sigmoid of twice the argument, stretched to between −1 and 1.",
             "双曲正切是二倍自变量处的 sigmoid 拉伸到 −1 与 1 之间。", Role.TRY, STABLE),
    function("one_minus_tanh", "1 - tanh(a) = 2*sigmoid(-2*a)", "One minus tanh", "1 减 tanh",
             "The same for the opposite argument, tanh being odd.", "tanh 为奇函数，相反数处同理。", Role.TRY, STABLE),
    function("tanh_odd", "tanh(-a) = -tanh(a)", "tanh is odd", "tanh 是奇函数",
             "The hyperbolic tangent of the opposite is the opposite.", "相反数的双曲正切取相反数。", ALWAYS),
    function("cosh_even", "cosh(-a) = cosh(a)", "cosh is even", "cosh 是偶函数",
             "The hyperbolic cosine doesn't see the sign.", "双曲余弦与符号无关。", ALWAYS),
    function("abs_even", "abs(-a) = abs(a)", "The absolute value is even", "绝对值是偶函数",
             "The absolute value doesn't see the sign.", "绝对值与符号无关。", ALWAYS),
    function("indicator_square", "indicator(c)**2 = indicator(c)", "Square of an indicator", "示性函数的平方",
             "An indicator is 0 or 1, and so is its square.", "示性函数取 0 或 1，平方不变。", ALWAYS),
    function("zero_first", "max(a, 0) = max(0, a)", "Maximum with zero", "与零的最大值",
             "The larger of two numbers doesn't depend on their order.", "两数的较大者与顺序无关。", ALWAYS),
    function("one_minus_maximum", "1 - max(0, a) = min(1, 1 - a)", "One minus a positive part", "1 减正部",
             "What is taken off is a or 0, whichever is larger.", "减去的是 a 与 0 中的较大者。", ALWAYS, STABLE),
    function("max_beside_indicator", "max(0, a)*indicator(0 < a) = max(0, a)", "A maximum beside its indicator", "最大值与其示性函数",
             "Where the indicator is 0, so is the maximum.", "示性函数为 0 处，该最大值也为 0。", ALWAYS),
    function("abs_of_positive", "abs(a) = a", "Absolute value of a positive number", "正数的绝对值",
             "A positive number is its own absolute value.", "正数的绝对值是其自身。", ALWAYS,
             a=Counterexample({"a": "-1"})),
    function("abs_square", "abs(a)**2 = a**2", "Square of an absolute value", "绝对值的平方",
             "Squaring doesn't see the sign.", "平方与符号无关。", ALWAYS),
    function("abs_times_abs", "abs(a)*abs(a) = a**2", "An absolute value times itself", "绝对值乘自身",
             "Squaring doesn't see the sign.", "平方与符号无关。", ALWAYS),
    function("abs_times_sign", "abs(a)*sign(a) = a", "Absolute value times sign", "绝对值乘符号",
             "Size and sign make the number.", "绝对值与符号合成原数。", ALWAYS),
    function("normal_complement", "1 - normal_cdf(a) = normal_cdf(-a)", "One minus the normal distribution", "1 减正态分布函数",
             "The normal distribution is symmetric about zero.", "正态分布关于零对称。", ALWAYS, STABLE),
    function("normal_density_even", "normal_pdf(-a) = normal_pdf(a)", "The normal density is even", "正态密度是偶函数",
             "The normal density doesn't see the sign.", "正态密度与符号无关。", ALWAYS),
    function("erf_odd", "erf(-a) = -erf(a)", "erf is odd", "erf 是奇函数",
             "The error function of the opposite is the opposite.", "相反数的误差函数取相反数。", ALWAYS),
    function("erf_complement", "1 - erf(a) = erfc(a)", "One minus the error function", "1 减误差函数",
             "The complementary error function is what the error function lacks to one.", "互补误差函数补足误差函数到 1。", NAME),
    function("erf_opposite_complement", "1 + erf(a) = erfc(-a)", "One plus the error function", "1 加误差函数",
             "The error function is odd, so adding it to one is taking off that of the opposite.", "误差函数是奇函数，因此加上它等于减去相反数处的值。", NAME),
    function("normal_by_erfc", "erfc(a)/2 = normal_cdf(-sqrt(2)*a)", "The normal distribution by erfc", "用 erfc 表示正态分布",
             "The normal distribution and the error function differ in their scales only.", "正态分布函数与误差函数只差尺度。", Role.TRY),
    function("log_of_erfc", "log(erfc(a)) = log(2) + log(normal_cdf(-sqrt(2)*a))", "Logarithm of erfc", "erfc 的对数",
             "The complementary error function is twice a normal distribution.", "互补误差函数是正态分布函数的两倍。", Role.TRY),
    function("log_one_plus_meaning", "log1p(a) = log(1 + a)", "The logarithm of one plus a", "1 加 a 的对数",
             "log1p is a way to compute the logarithm of one plus a.", "log1p 是计算 1 加 a 的对数的方法。", ALWAYS),
    function("exp_minus_one_meaning", "expm1(a) = exp(a) - 1", "An exponential minus one", "指数减 1",
             "expm1 is a way to compute an exponential minus one.", "expm1 是计算指数减 1 的方法。", ALWAYS),
)  # fmt: skip
