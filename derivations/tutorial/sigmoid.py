"""Chapter: sigmoid and softplus. In: nothing. Out: ``CHAPTER``."""

from __future__ import annotations

from ..losses.plan import back, by, line
from .lesson import Ask, Chapter, Exercise, Level, Move, one, text

Z, LABELLED = ("z",), ("z", "y: {0, 1}")

EXAMPLES = (
    Exercise(
        "log-one-minus-h", text("The logarithm of the probability that the answer is no. Take it apart.", "答案为否的概率的对数，把它拆开。"),
        "log(1 - 1/(1 + exp(-z)))", Z,
        (line(by("one_minus_quotient"), by("cancel"), shown_by="one_minus_quotient"), *one(by("log_quotient"), back("log_exp"))),
        level=Level.FEW,
        words=text("This is the second logarithm in the derivation of the cross-entropy, line for line.",
                   "这正是交叉熵推导中第二个对数的逐行化简。"),
    ),
    Exercise(
        "number-beside-a-softplus", text("Write it as one logarithm.", "写成一个对数。"), "z + log(1 + exp(-z))", Z,
        (*one(by("log_exp", at=(0,)), by("log_product"), by("distribute_left")),
         line(by("exp_product"), by("cancel"), by("exp_zero"), shown_by="exp_product"),
         line(by("commute_sum", at=(0,))), line(by("softplus_named"))),
        level=Level.MANY,
        words=text("③ and ② join the number and the logarithm; the rest is algebra.", "③ 与 ② 把数与对数合并，其余是代数。"),
    ),
    Exercise(
        "both-logarithms-put-in", text("Both logarithms are put into the cross-entropy of a sample; `s` stands for `log(1 + exp(-z))`. Multiply out.",
                                       "把两个对数代入一个样本的交叉熵；`s` 代表 `log(1 + exp(-z))`。展开。"),
        "-(y*s) + (1 - y)*(-z - s)", ("z", "s", "y: {0, 1}"),
        one(by("distribute", at=(1,)), by("distribute_left", at=(3, 0)), by("negate_sum", at=(3,)), by("cancel", at=(), on=(0, 4)),
            by("commute_sum", at=(), b="y*z")),
        ask=Ask.SHOW, level=Level.MANY, goal="y*z - z - s",
        words=text("What is left of `s` has no label in it.", "剩下的 `s` 不再带标签。"),
    ),
)  # fmt: skip

EXERCISES = (
    Exercise(
        "which-complement", text("Which rule makes this line?", "这一行用的是哪条规则？"), "1 - sigmoid(z)", Z,
        one(by("sigmoid_complement")), ask=Ask.RULE,
    ),
    Exercise(
        "other-form", text("Write it so that only `exp(-z)` occurs.", "改写成只含 `exp(-z)` 的形式。"), "exp(z)/(1 + exp(z))", Z,
        one(by("sigmoid_forms")), goal="1/(1 + exp(-z))",
        hint=text("Divide above and below by `exp(z)`.", "分子分母同除以 `exp(z)`。"),
    ),
    Exercise(
        "sigmoid-is-not-odd", text("What is wrong here?", "错在哪里？"), "sigmoid(-z)", Z, ask=Ask.WRONG, claim="-sigmoid(z)",
        values={"z": "0"}, way=one(back("sigmoid_complement")),
        hint=text("The sigmoid is a probability. Can the right side be one?", "sigmoid 是概率。右边可能是概率吗？"),
    ),
    Exercise(
        "log-h", text("The logarithm of the probability that the answer is yes. Take it apart.", "答案为是的概率的对数，把它拆开。"),
        "log(1/(1 + exp(-z)))", Z, one(by("log_quotient"), by("log_one")), level=Level.FEW, goal="-log(1 + exp(-z))",
        words=text("The first logarithm of the derivation of the cross-entropy.", "这是交叉熵推导中的第一个对数。"),
    ),
    Exercise(
        "one-minus-a-reciprocal", text("Show this without [[sigmoid_complement]].", "不用 [[sigmoid_complement]] 证明。"),
        "1 - 1/(1 + exp(z))", Z, one(by("one_minus_quotient"), by("cancel"), by("sigmoid_as_ratio")),
        ask=Ask.SHOW, level=Level.FEW, goal="sigmoid(z)",
    ),
    Exercise(
        "softplus-is-not-its-argument", text("Somebody takes the logarithm term by term: `log(1) = 0`, `log(exp(z)) = z`. What is wrong?",
                                             "有人逐项取对数：`log(1) = 0`，`log(exp(z)) = z`。错在哪里？"),
        "log(1 + exp(z))", Z, ask=Ask.WRONG, level=Level.FEW, claim="z", values={"z": "0"},
        words=text("A sum has no such rule. But for large `z` the line is nearly true: the two sides differ by `log(1 + exp(-z))`, "
                   "as the second example shows.",
                   "和没有这样的规则。不过当 `z` 很大时该行几乎成立：由第二个例子可知，两边相差 `log(1 + exp(-z))`。"),
    ),
    Exercise(
        "difference-of-softpluses", text("Simplify.", "化简。"), "softplus(z) - softplus(-z)", Z, (Move.SIMPLIFY,),
        level=Level.FEW, goal="z",
        hint=text("Use [[softplus_turned]].", "用 [[softplus_turned]]。"),
    ),
    Exercise(
        "loss-of-one-sample", text("The cross-entropy of one sample, with the label `y`. Simplify it.", "一个样本的交叉熵，标签为 `y`。将其化简。"),
        "-(y*log(1/(1 + exp(-z))) + (1 - y)*log(1 - 1/(1 + exp(-z))))", LABELLED, (Move.SIMPLIFY,),
        ask=Ask.SHOW, level=Level.MANY, goal="log(1 + exp(z)) - y*z",
        hint=text("First the two logarithms, as in the first example and in the exercise before; then multiply out.",
                  "先像例题与前面的习题那样处理两个对数，再展开。"),
        words=text("This way was found by a search. [The derivation](../losses/logistic.md) goes another one, for all samples at once, and "
                   "ends at the same line.", "这条路是搜索得到的。[推导页](../losses/logistic.md)走的是另一条路，对全部样本同时进行，终点相同。"),
    ),
)  # fmt: skip

CHAPTER = Chapter(
    "sigmoid",
    text("Sigmoid and softplus", "Sigmoid 与 softplus"),
    (
        text("A linear model gives any number `z`. To be read as a probability it must become a number between 0 and 1. The sigmoid "
             "does this: `sigmoid(z) = 1/(1 + exp(-z))`. At `z = 0` it is 1/2; the larger `z`, the nearer to 1.",
             "线性模型给出任意实数 `z`。要读作概率，就得变成 0 与 1 之间的数。sigmoid 正是如此：`sigmoid(z) = 1/(1 + exp(-z))`。"
             "在 `z = 0` 处为 1/2；`z` 越大越接近 1。"),
        text("Its logarithm is what a loss needs, and that is where the second function comes from: `softplus(z) = log(1 + exp(z))`. "
             "For large `z` it is nearly `z`, for very negative `z` nearly 0: a smooth form of the positive part of `z`.",
             "损失需要的是它的对数，由此得到第二个函数：`softplus(z) = log(1 + exp(z))`。`z` 很大时它几乎等于 `z`，`z` 很负时几乎为 0："
             "是 `z` 的正部的光滑形式。"),
        text("Nothing here needs more than the chapter before, and algebra. The rules save work: each is a short way that you could "
             "walk yourself. The exponential is always positive, so `1 + exp(z)` is, and the logarithms and quotients of this chapter "
             "exist for every `z`.",
             "这里只需要上一章和代数。规则只是省事：每一条都是一段你自己也能走的短路。指数恒为正，所以 `1 + exp(z)` 为正，本章的对数与商对一切 `z` 都有意义。"),
    ),
    (
        "sigmoid_forms", "sigmoid_as_ratio", "sigmoid_complement", "softplus_named", "softplus_turned",
        "one_minus_quotient", "distribute", "distribute_left", "commute_sum", "negate_difference", "expand",
    ),
    EXAMPLES,
    EXERCISES,
)  # fmt: skip
