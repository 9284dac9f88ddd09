"""Chapter: sums over an index, and partial derivatives. In: nothing. Out: ``CHAPTER``."""

from __future__ import annotations

from ..losses.plan import back, by, line
from .lesson import Ask, Chapter, Exercise, Level, Move, one, text

WEIGHTS = ("theta[p]", "x[p]", "j: 1 .. p", "k: 1 .. p")
SAMPLES = ("z[m]", "y[m]", "i: 1 .. m")
DATA = ("theta[p]", "X[m, p]", "y[m]", "i: 1 .. m", "j: 1 .. p", "k: 1 .. p")

EXAMPLES = (
    Exercise(
        "weighted-sum", text("The logit is a weighted sum. Differentiate it by one weight.", "对数几率是加权和。对其中一个权重求偏导。"),
        "partial(theta[j], sum(k, 1, p, theta[k]*x[k]))", WEIGHTS,
        (*one(by("partial_of_summation")), line(by("commute_product"), by("partial_constant_factor")),
         *one(by("partial_of_entry"), by("kronecker_collapse"))),
        level=Level.MANY,
        words=text("The index of the sum is `k`, the weight's is `j`: two letters, since `k` runs over all weights and `j` is one of them. "
                   "The Kronecker delta keeps the one term in which both are equal.",
                   "求和指标是 `k`，权重的指标是 `j`：要用两个字母，因为 `k` 遍历全部权重，`j` 是其中之一。克罗内克 δ 留下两者相等的那一项。"),
    ),
    Exercise(
        "minus-into-a-sum", text("Move the minus sign in.", "把负号移进去。"), "-((1/m)*sum(i, 1, m, y[i]*z[i] - z[i]**2))", SAMPLES,
        one(by("negative_into_sum"), by("negate_difference")), level=Level.FEW,
        words=text("So begins the derivation of [the formula (2)](../losses/logistic.md#partial-loss).",
                   "[公式 (2)](../losses/logistic.md#partial-loss) 的推导由此开始。"),
    ),
    Exercise(
        "last-line-of-the-partial", text("And so that derivation ends, for one sample: show that this is prediction minus label, times the feature.",
                                         "公式 (2) 的推导对单个样本如此结束：证明它等于（预测减标签）乘特征。"),
        "(x*exp(z))/(1 + exp(z)) - y*x", ("z", "x", "y: {0, 1}"),
        one(by("factor_out_of_quotient"), by("sigmoid_forms"), by("commute_product", at=(0,)), back("distribute_difference")),
        ask=Ask.SHOW, level=Level.FEW, goal="(1/(1 + exp(-z)) - y)*x",
    ),
)  # fmt: skip

EXERCISES = (
    Exercise(
        "which-sum", text("Which rule makes this line?", "这一行用的是哪条规则？"), "sum(i, 1, m, y[i] + z[i])", SAMPLES,
        one(by("sum_of_sum")), ask=Ask.RULE,
    ),
    Exercise(
        "constant-out-of-a-sum", text("Write the factor before the sum.", "把因子写到求和号前。"), "sum(i, 1, m, log(b)*y[i])",
        ("y[m]", "b: (0, ∞)", "i: 1 .. m"), one(by("sum_constant_factor")),
    ),
    Exercise(
        "first-term", text("Write the first term by itself.", "把首项单独写出。"), "sum(k, 0, p, theta[k]*x[k])",
        ("theta[p + 1]", "x[p + 1]", "k: 0 .. p"), one(by("sum_first_term")),
        hint=text("The index begins at 0.", "指标从 0 开始。"),
        words=text("With `x[0] = 1` the first term is the bias `theta[0]`.", "当 `x[0] = 1` 时，首项就是偏置 `theta[0]`。"),
    ),
    Exercise(
        "sum-of-products", text("What is wrong here?", "错在哪里？"), "sum(i, 1, m, y[i]*z[i])", SAMPLES, ask=Ask.WRONG, values={"y": "1 2", "z": "1 1"},
        claim="sum(i, 1, m, y[i])*sum(i, 1, m, z[i])",
        hint=text("Take two terms, and write both sides out.", "取两项，把两边写开。"),
        words=text("A factor may leave the sum only if it doesn't depend on the index: that is the condition of [[sum_constant_factor]].",
                   "因子与指标无关时才能提到求和号外：这就是 [[sum_constant_factor]] 的条件。"),
    ),
    Exercise(
        "delta-picks", text("What is left of this sum?", "这个和还剩什么？"), "sum(k, 1, p, exp(x[k])*delta(k, j))", WEIGHTS,
        one(by("kronecker_collapse")),
    ),
    Exercise(
        "same-index-twice", text("Somebody differentiates the term with the index of the sum. What is wrong?",
                                 "有人用求和指标本身去求偏导。错在哪里？"),
        "partial(theta[j], sum(k, 1, p, theta[k]**2))", WEIGHTS, ask=Ask.WRONG, values={"theta": "1 2", "j": "1"}, level=Level.FEW,
        claim="sum(k, 1, p, partial(theta[k], theta[k]**2))",
        hint=text("By how many weights does the right side differentiate?", "右边对几个权重求导？"),
        words=text("The right side adds up the derivatives by all weights. [[partial_of_summation]] demands a variable that doesn't depend on the "
                   "index of the sum.",
                   "右边把对所有权重的导数加了起来。[[partial_of_summation]] 要求变量与求和指标无关。"),
    ),
    Exercise(
        "sum-of-squares", text("Differentiate the sum of squares, a usual penalty, by one weight.", "对常用的惩罚项平方和求一个权重的偏导。"),
        "partial(theta[j], sum(k, 1, p, theta[k]**2))", WEIGHTS,
        (Move.DIFFERENTIATE, Move.SIMPLIFY), level=Level.MANY, goal="2*theta[j]",
    ),
    Exercise(
        "least-squares-by-entries", text("The squared error of a linear model. Differentiate it by one weight.",
                                         "线性模型的平方误差。对一个权重求偏导。"),
        "partial(theta[j], sum(i, 1, m, (sum(k, 1, p, theta[k]*X[i, k]) - y[i])**2))", DATA,
        (Move.DIFFERENTIATE, Move.SIMPLIFY), level=Level.MANY,
        words=text("Twice the residual times the feature, summed over the samples: the same pattern as in the formula (2).",
                   "残差乘特征再求和的两倍：与公式 (2) 的样式相同。"),
    ),
)  # fmt: skip

CHAPTER = Chapter(
    "sums",
    text("Sums over an index, partial derivatives", "对指标求和与偏导数"),
    (
        text("`sum(i, 1, m, y[i])` adds up `y[i]` for every `i` from 1 to `m`. How many terms there are isn't said: `m` stays a letter, and what is "
             "shown holds for every `m`. The index is only a place holder inside; outside the sum it means nothing.",
             "`sum(i, 1, m, y[i])` 把 `i` 从 1 到 `m` 的 `y[i]` 全加起来。项数不必说出：`m` 始终是字母，所证对一切 `m` 成立。指标只在和的内部有意义。"),
        text("With several parameters a loss has a partial derivative by each: one of them moves, the others stay. An entry differentiated "
             "by another entry gives 0, by itself 1. Both cases in one sign are the Kronecker delta `delta(k, j)`: 1 where `k = j`, else 0.",
             "有多个参数时，损失对每个参数各有一个偏导数：动一个，其余不动。分量对别的分量求导得 0，对自身得 1。"
             "两种情形合写成克罗内克 δ：`delta(k, j)` 在 `k = j` 时为 1，否则为 0。"),
        text("An index written above, in brackets, numbers samples; one below numbers features, as on the pages of the losses.",
             "写在上方括号里的指标是样本序号，写在下方的是特征序号，与损失各页一致。"),
    ),
    (
        "sum_of_sum", "sum_constant_factor", "negative_into_sum", "sum_first_term", "partial_of_summation", "partial_of_entry",
        "kronecker_collapse", "commute_product", "factor_out_of_quotient", "distribute_difference",
    ),
    EXAMPLES,
    EXERCISES,
    ("y[m]", "i: 1 .. m", "k: 1 .. p", "j: 1 .. p"),
)  # fmt: skip
