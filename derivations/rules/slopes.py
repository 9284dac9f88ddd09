"""The derivatives of the elementwise functions, each at its own argument: what the chain rule asks for."""

from __future__ import annotations

from ..terms.context import Text
from .rule import Counterexample, Group, Role, Rule

RUDIN = "Rudin, Principles of Mathematical Analysis (1976), chapter 5"
ABRAMOWITZ = "Abramowitz and Stegun, Handbook of Mathematical Functions, chapters 4, 6 and 7"
KINK: Text = {
    "en": "at a = 0 the slopes from the left and from the right differ: −1 and 1; the sign there, 0, is a subgradient",
    "zh": "a = 0 处左右导数不同（−1 与 1）；此处符号取 0，是一个次梯度",
}
JUMP: Text = {"en": "at a = 0 the function jumps and has no derivative", "zh": "a = 0 处函数跳跃，无导数"}


def slope(
    name: str, function: str, value: str, en: str, zh: str, sentence: str, satz: str,
    conditions: dict[str, Counterexample] | None = None,
) -> Rule:  # fmt: skip
    """f'(a) of a function f."""
    return Rule(
        name, f"partial(a, {function}) = {value}", Group.DERIVATIVE, {"en": en, "zh": zh},
        {"en": sentence, "zh": satz}, conditions=conditions or {}, sources=(RUDIN, ABRAMOWITZ), roles=(Role.SLOPE,),
    )  # fmt: skip


def positive(function: str, value: str, number: str = "-1") -> dict[str, Counterexample]:
    """The argument must be positive: elsewhere the function has no value, its slope's formula has."""
    return {"0 < a": Counterexample({"a": number}, function, value, {
        "en": f"at a = {number} the function has no value", "zh": f"a = {number} 时函数无定义"})}  # fmt: skip


RULES = (
    slope("derivative_of_log", "log(a)", "1/a", "Derivative of the logarithm", "对数的导数",
          "The derivative of the natural logarithm is the reciprocal.", "自然对数的导数是倒数。", positive("log(a)", "1/a")),
    slope("derivative_of_exp", "exp(a)", "exp(a)", "Derivative of the exponential", "指数的导数",
          "The exponential is its own derivative.", "指数函数的导数是其自身。"),
    slope("derivative_of_log_one_plus", "log1p(a)", "1/(1 + a)", "Derivative of the logarithm of one plus a", "1 加 a 的对数的导数",
          "The slope of log(1 + a) is the reciprocal of 1 + a.", "log(1 + a) 的斜率是 1 + a 的倒数。",
          {"0 < 1 + a": Counterexample({"a": "-2"}, "log(1 + a)", "1/(1 + a)", {
              "en": "at a = -2 the function has no value", "zh": "a = -2 时函数无定义"})}),
    slope("derivative_of_exp_minus_one", "expm1(a)", "exp(a)", "Derivative of an exponential minus one", "指数减 1 的导数",
          "The slope of exp(a) − 1 is the exponential.", "exp(a) − 1 的斜率是指数函数。"),
    slope("derivative_of_softplus", "softplus(a)", "sigmoid(a)", "Derivative of the softplus", "softplus 的导数",
          "The slope of the softplus is the sigmoid.", "softplus 的斜率是 sigmoid。"),
    slope("derivative_of_sigmoid", "sigmoid(a)", "sigmoid(a)*(1 - sigmoid(a))", "Derivative of the sigmoid", "sigmoid 的导数",
          "The slope of the sigmoid is the sigmoid times one minus the sigmoid.", "sigmoid 的斜率是 sigmoid 乘以（1 减 sigmoid）。"),
    slope("derivative_of_tanh", "tanh(a)", "1 - tanh(a)**2", "Derivative of the hyperbolic tangent", "双曲正切的导数",
          "The slope of the hyperbolic tangent is one minus its square.", "双曲正切的斜率是 1 减其平方。"),
    slope("derivative_of_cosh", "cosh(a)", "sinh(a)", "Derivative of the hyperbolic cosine", "双曲余弦的导数",
          "The slope of the hyperbolic cosine is the hyperbolic sine.", "双曲余弦的斜率是双曲正弦。"),
    slope("derivative_of_sinh", "sinh(a)", "cosh(a)", "Derivative of the hyperbolic sine", "双曲正弦的导数",
          "The slope of the hyperbolic sine is the hyperbolic cosine.", "双曲正弦的斜率是双曲余弦。"),
    slope("derivative_of_root", "sqrt(a)", "1/(2*sqrt(a))", "Derivative of the square root", "平方根的导数",
          "The slope of the square root is half its reciprocal.", "平方根的斜率是其倒数的一半。", positive("sqrt(a)", "1/(2*sqrt(a))")),
    slope("derivative_of_erf", "erf(a)", "2*exp(-a**2)/sqrt(pi)", "Derivative of the error function", "误差函数的导数",
          "The slope of the error function is a bell curve.", "误差函数的斜率是钟形曲线。"),
    slope("derivative_of_erfc", "erfc(a)", "-2*exp(-a**2)/sqrt(pi)", "Derivative of the complementary error function", "互补误差函数的导数",
          "The slope of erfc is minus that of erf.", "erfc 的斜率是 erf 斜率的相反数。"),
    slope("derivative_of_erfcx", "erfcx(a)", "2*a*erfcx(a) - 2/sqrt(pi)", "Derivative of the scaled error function", "缩放互补误差函数的导数",
          "The slope of exp(a²) erfc(a), by the product rule.", "由乘积法则得 exp(a²) erfc(a) 的斜率。"),
    slope("derivative_of_normal_cdf", "normal_cdf(a)", "normal_pdf(a)", "Derivative of the normal distribution", "正态分布函数的导数",
          "The slope of a distribution is its density.", "分布函数的斜率是密度。"),
    slope("derivative_of_normal_pdf", "normal_pdf(a)", "-(a*normal_pdf(a))", "Derivative of the normal density", "正态密度的导数",
          "The slope of the normal density is minus its argument times itself.", "正态密度的斜率是负的自变量乘密度。"),
    slope("derivative_of_lgamma", "lgamma(a)", "digamma(a)", "Derivative of the log-gamma function", "对数伽马函数的导数",
          "The slope of log Γ is the digamma function.", "log Γ 的斜率是双伽马函数。", positive("lgamma(a)", "1")),
    slope("derivative_of_digamma", "digamma(a)", "trigamma(a)", "Derivative of the digamma function", "双伽马函数的导数",
          "The slope of the digamma function is the trigamma function.", "双伽马函数的斜率是三伽马函数。", positive("digamma(a)", "1")),
    slope("derivative_of_trigamma", "trigamma(a)", "polygamma(2, a)", "Derivative of the trigamma function", "三伽马函数的导数",
          "The slope of the trigamma function is the second derivative of the digamma function.",
          "三伽马函数的斜率是双伽马函数的二阶导数。", positive("trigamma(a)", "1")),
    slope("derivative_of_abs", "abs(a)", "sign(a)", "Derivative of the absolute value", "绝对值的导数",
          "The slope of the absolute value is the sign; at the kink that is a subgradient.", "绝对值的斜率是符号；在尖点处取次梯度。",
          {"away from a == 0": Counterexample({"a": "0"}, "1", "sign(a)", KINK)}),
    slope("derivative_of_sign", "sign(a)", "0", "Derivative of the sign", "符号函数的导数",
          "The sign doesn't change, except where it jumps.", "符号函数除跳跃点外不变。",
          {"away from a == 0": Counterexample({"a": "0"}, "1", "0", JUMP)}),
)  # fmt: skip
