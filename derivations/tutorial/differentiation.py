"""Chapter: derivatives of functions of one variable. In: nothing. Out: ``CHAPTER``."""

from __future__ import annotations

from ..losses.plan import Apply, by
from .lesson import Ask, Chapter, Exercise, Level, Move, one, text

X, Z = ("x",), ("z",)
SLOPE = (Move.DIFFERENTIATE, Move.SIMPLIFY)

EXAMPLES = (
    Exercise(
        "polynomial", text("Differentiate.", "求导。"), "partial(x, 3*x**2 - x + 5)", X, SLOPE, level=Level.MANY,
        words=text("From the outside in: the sum first, then each term. Where several derivatives stand in a line, each gets its rule.",
                   "由外到内：先处理和，再处理各项。一行里有几个导数，就各用一条规则。"),
    ),
    Exercise(
        "slope-of-softplus", text("Differentiate the softplus, written out.", "对写开的 softplus 求导。"), "partial(z, log(1 + exp(z)))", Z,
        (Move.DIFFERENTIATE, Move.NAME), level=Level.MANY, goal="sigmoid(z)",
        words=text("The chain rule twice: the logarithm at its argument, times the derivative of the argument. The slope of the softplus is "
                   "the sigmoid.",
                   "两次链式法则：对数在其自变量处的导数，乘以自变量的导数。softplus 的斜率是 sigmoid。"),
    ),
    Exercise(
        "quotient", text("Differentiate.", "求导。"), "partial(x, log(x)/x)", ("x: (0, ∞)",), SLOPE, level=Level.FEW,
    ),
)  # fmt: skip

EXERCISES = (
    Exercise(
        "which-slope", text("Which rule makes this line?", "这一行用的是哪条规则？"), "partial(x, exp(x))", X,
        one(by("derivative_of_exp")), ask=Ask.RULE,
    ),
    Exercise(
        "slope-of-sigmoid", text("Differentiate.", "求导。"), "partial(z, sigmoid(z))", Z, one(by("derivative_of_sigmoid")),
        words=text("It is largest at `z = 0`, where it is 1/4.", "在 `z = 0` 处最大，为 1/4。"),
    ),
    Exercise(
        "product-of-slopes", text("Somebody multiplies the derivatives of both factors. What is wrong?", "有人把两个因子的导数相乘。错在哪里？"),
        "partial(x, x*exp(x))", X, ask=Ask.WRONG, values={"x": "1"}, level=Level.FEW, claim="partial(x, x)*partial(x, exp(x))",
        way=(Move.DIFFERENTIATE, Move.SIMPLIFY),
        hint=text("Which rule is about a product?", "哪条规则是关于乘积的？"),
    ),
    Exercise(
        "factor-that-moves", text("What is wrong here?", "错在哪里？"), "partial(x, x*log(x))", ("x: (0, ∞)",), ask=Ask.WRONG, values={"x": "2"}, level=Level.FEW,
        misused=Apply("partial_constant_factor", ()), way=(Move.DIFFERENTIATE, Move.SIMPLIFY),
        hint=text("Which factors may stand before a derivative?", "什么样的因子可以提到导数外？"),
    ),
    Exercise(
        "decay", text("Differentiate.", "求导。"), "partial(x, 2*exp(-x))", X, SLOPE, level=Level.MANY, goal="-2*exp(-x)",
        hint=text("First the factor 2, then the [[chain_rule]].", "先提出因子 2，再用 [[chain_rule]]。"),
    ),
    Exercise(
        "sigmoid-by-hand", text("Show this by the [[reciprocal_rule]].", "用 [[reciprocal_rule]] 证明。"),
        "partial(z, 1/(1 + exp(-z)))", Z, (Move.DIFFERENTIATE, Move.SIMPLIFY), ask=Ask.SHOW, level=Level.MANY,
        goal="exp(-z)/(1 + exp(-z))**2",
    ),
    Exercise(
        "residual", text("The loss of one sample, simplified as in chapter 2. Differentiate it by the logit `z`.",
                         "一个样本的损失，已按第 2 章化简。对 `z` 求导。"),
        "partial(z, log(1 + exp(z)) - y*z)", ("z", "y: {0, 1}"), (Move.DIFFERENTIATE, Move.NAME), ask=Ask.SHOW, level=Level.MANY,
        goal="sigmoid(z) - y",
        words=text("Prediction minus label. The whole gradient of logistic regression is made of these.",
                   "预测减标签。逻辑回归的梯度全由它组成。"),
    ),
    Exercise(
        "curvature", text("The second derivative of that loss.", "该损失的二阶导数。"), "partial(z, partial(z, softplus(z) - y*z))", ("z", "y: {0, 1}"),
        (Move.DIFFERENTIATE, Move.SIMPLIFY), level=Level.MANY,
    ),
)  # fmt: skip

CHAPTER = Chapter(
    "differentiation",
    text("Derivatives in one variable", "一元函数的导数"),
    (
        text("A derivative tells how fast a term changes when the variable does. `partial(v, a)` is that of `a` by `v`. The rules say what "
             "the derivative of a whole is, made of derivatives of its parts. So you never need a limit: apply a rule to the outermost "
             "operation, then go on inside, until nothing is left to differentiate.",
             "导数说明变量变化时式子变化得多快。`partial(v, a)` 是 `a` 对 `v` 的导数。规则用各部分的导数给出整体的导数。"
             "所以不必求极限：对最外层的运算用一条规则，再往里走，直到没有可求导之处。"),
        text("What doesn't depend on the variable is a constant, however it looks. That is a condition of many rules, and the most "
             "common mistake is to forget it.",
             "与变量无关的都是常数，不管它看上去是什么样。这是许多规则的条件，忘记它是最常见的错误。"),
        text("The [[chain_rule]] does most of the work: the derivative of the outer function, taken at the inner one, times the derivative "
             "of the inner one. Where a whole term stands below, as in `partial(a, f(a))`, the derivative of `f` at that place is meant.",
             "[[chain_rule]] 做了大部分工作：外层函数在内层处的导数，乘以内层的导数。分母上是整个式子时，如 `partial(a, f(a))`，指 `f` 在该处的导数。"),
    ),
    (
        "partial_of_itself", "partial_of_constant", "partial_of_sum", "partial_of_negative", "partial_constant_factor",
        "power_rule_whole", "product_rule", "reciprocal_rule", "quotient_rule", "chain_rule",
        "derivative_of_exp", "derivative_of_log", "derivative_of_sigmoid", "derivative_of_softplus", "collect", "factor",
    ),
    EXAMPLES,
    EXERCISES,
)  # fmt: skip
