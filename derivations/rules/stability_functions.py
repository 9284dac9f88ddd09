"""The rules that keep the code of any loss exact, function by function. Each is a plain identity of real numbers.

The first ones change the form; the last one keeps it and has the computer work with twice the digits where it must.
"""

from __future__ import annotations

from .rule import Rule
from .stability import DEKKER, HIGHAM, MAECHLER, stable

CODY = "Cody, Rational Chebyshev Approximations for the Error Function, Mathematics of Computation 23 (1969)"
DLMF = "NIST Digital Library of Mathematical Functions, section 7.8 (Mills' ratio)"
KAHAN = "Kahan, Branch Cuts for Complex Elementary Functions (1987)"

RULES: tuple[Rule, ...] = (
    stable("softplus_by_decay", "softplus(a) = max(a, 0) + log1p(exp(-abs(a)))",
           "Softplus by the decaying exponential", "用衰减指数表示 softplus",
           "The exponential is taken of −|a|, and its logarithm without forming 1 + e.", "只对 −|a| 取指数，且不先作 1 + e。", MAECHLER),
    stable("sigmoid_by_decay", "sigmoid(a) = where(0 < a, 1, exp(-abs(a)))/(1 + exp(-abs(a)))",
           "Sigmoid by the decaying exponential", "用衰减指数表示 sigmoid",
           "The exponential is taken of −|a|, so that neither branch overflows.", "只对 −|a| 取指数，两个分支都不溢出。", HIGHAM),
    stable("exp_minus_one", "exp(a) - 1 = expm1(a)",
           "Exponential minus one", "指数减一",
           "The difference is computed without forming the exponential.", "不先作指数再相减。", KAHAN),
    stable("one_minus_exp", "1 - exp(a) = -expm1(a)",
           "One minus an exponential", "一减指数",
           "The difference is computed without forming the exponential.", "不先作指数再相减。", KAHAN),
    stable("log_one_plus", "log(1 + a) = log1p(a)",
           "Logarithm of one plus", "1 加小量的对数",
           "The logarithm is computed without forming 1 + a.", "不先作 1 + a 再取对数。", KAHAN),
    stable("log_one_minus_exp", "log(1 - exp(-a)) = where(0 < a - log(2), log1p(-exp(-a)), log(-expm1(-a)))",
           "Logarithm of one minus an exponential", "1 减指数的对数",
           "Which of two forms is exact depends on whether a is above log 2.", "两种形式孰准，取决于 a 是否大于 log 2。", MAECHLER),
    stable("log_of_cosh",
           "log(cosh(a)) = where(0 < 1 - abs(a), log1p(expm1(a)**2/(2*exp(a))), abs(a) + log1p(exp(-2*abs(a))) - log(2))",
           "Logarithm of the hyperbolic cosine", "双曲余弦的对数",
           "Near 0 the logarithm of 1 plus a square, elsewhere |a| and a decaying exponential.",
           "零附近是 1 加平方的对数，其余是 |a| 加衰减指数。", HIGHAM),
    stable("log_of_normal",
           "log(normal_cdf(a)) = where(0 < -a, log(erfcx(-a/sqrt(2))/2) - a*a/2, log1p(-erfc(a/sqrt(2))/2))",
           "Logarithm of the normal distribution", "正态分布的对数",
           "In the lower tail the square in the exponent is taken out of the logarithm.", "在下尾把指数中的平方移出对数。", CODY),
    stable("mills_excess_form", "normal_pdf(a)/normal_cdf(a) + a = mills_excess(a)",
           "Excess of the inverse Mills ratio", "逆 Mills 比的余量",
           "For very negative a the ratio is next to −a; what is left has a continued fraction of positive terms.",
           "a 很负时该比接近 −a，余量可写成各项为正的连分数。", DLMF),
    stable("mills_excess_mirrored", "normal_pdf(a)/normal_cdf(-a) - a = mills_excess(-a)",
           "Excess of the inverse Mills ratio, mirrored", "逆 Mills 比的余量（镜像）",
           "The same at −a, the density being even.", "密度为偶函数，在 −a 处相同。", DLMF),
    stable("mills_ratio", "normal_pdf(a)/normal_cdf(a) = sqrt(2/pi)/erfcx(-a/sqrt(2))",
           "Inverse Mills ratio", "逆 Mills 比",
           "Density and distribution both underflow; their ratio is that of a function that doesn't.", "密度与分布都会下溢，其比可用不下溢的函数写出。", CODY),
    stable("mills_ratio_mirrored", "normal_pdf(a)/normal_cdf(-a) = sqrt(2/pi)/erfcx(a/sqrt(2))",
           "Inverse Mills ratio, mirrored", "逆 Mills 比（镜像）",
           "The same at −a, the density being even.", "密度为偶函数，在 −a 处相同。", CODY),
    stable("scaled_mills_ratio", "(b*normal_pdf(a))/normal_cdf(a) = b*(sqrt(2/pi)/erfcx(-a/sqrt(2)))",
           "Inverse Mills ratio with a factor", "带因子的逆 Mills 比",
           "The same with a factor before the density.", "密度前带有因子的情形。", CODY),
    stable("scaled_mills_ratio_mirrored", "(b*normal_pdf(a))/normal_cdf(-a) = b*(sqrt(2/pi)/erfcx(a/sqrt(2)))",
           "Inverse Mills ratio with a factor, mirrored", "带因子的逆 Mills 比（镜像）",
           "The same at −a, with a factor before the density.", "在 −a 处，密度前带有因子的情形。", CODY),
    stable("ratio_of_exponentials", "exp(a)/(b + exp(a)) = 1/(1 + b*exp(-a))",
           "Ratio without a second exponential", "不含第二个指数的比",
           "Numerator and denominator are divided by the exponential, so that they don't both overflow.",
           "分子分母同除以指数，避免二者同时溢出。", HIGHAM),
    stable("log_of_sum_with_exp", "log(b + exp(a)) = max(a, 0) + log(b*exp(-max(a, 0)) + exp(a - max(a, 0)))",
           "Logarithm of a sum with an exponential", "含指数之和的对数",
           "A large exponent is taken out of the logarithm, so that nothing overflows.", "把大的指数移到对数之外，不会溢出。", MAECHLER),
    stable("log_of_two_exponentials", "log(exp(a) + exp(b)) = max(a, b) + log1p(exp(-abs(a - b)))",
           "Logarithm of two exponentials", "两个指数之和的对数",
           "The larger exponential is taken out of the logarithm, so that the two can't overflow or underflow together.",
           "把较大的指数移到对数之外，二者不会一同上溢或下溢。", MAECHLER),
    stable("ratio_of_two_exponentials", "exp(a)/(exp(a) + exp(b)) = sigmoid(a - b)",
           "Share of one of two exponentials", "两个指数之一所占的份额",
           "Only the difference of the exponents matters, so that the two can't overflow or underflow together.",
           "只取决于指数之差，二者不会一同上溢或下溢。", HIGHAM),
    stable("sigmoid_from_above", "sigmoid(a) + b = where(0 < a, 1 + b - sigmoid(-a), sigmoid(a) + b)",
           "Sum with a sigmoid, seen from 1", "从 1 的一侧看 sigmoid 之和",
           "Where the sigmoid is next to 1 its distance from 1 is taken, which has more digits.", "sigmoid 接近 1 时改用它到 1 的距离，有效位更多。", HIGHAM),
    stable("extended_where_needed", "a = where(0 < b, a, extended(a))",
           "Twice the digits where needed", "必要时使用双倍位数",
           "Where b says that digits would be lost, all of a is worked out again with twice the digits and unbounded exponents.",
           "当 b 表明会丢失有效位时，用双倍位数和无界指数重新计算整个 a。", DEKKER),
)  # fmt: skip
