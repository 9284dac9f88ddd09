"""Chapter: indicators, probabilities, and what is largest. In: nothing. Out: ``CHAPTER``."""

from __future__ import annotations

from ..losses.logistic_context import CONTEXT
from ..losses.plan import Apply, by
from .lesson import Ask, Chapter, Exercise, Level, one, text

LABELLED = ("p: (0, 1)", "y: {0, 1}")

EXAMPLES = (
    Exercise(
        "label-picks", text("A label 0 or 1 picks one of two logarithms. Write it without indicators.",
                            "标签 0 或 1 从两个对数中选一个。去掉示性函数。"),
        "indicator(y == 1)*log(p) + indicator(y == 0)*log(1 - p)", LABELLED,
        one(by("indicator_of_one"), by("indicator_of_zero")), level=Level.FEW,
        words=text("This is the log-probability of the label that is right: the cross-entropy of one sample, but for the sign.",
                   "这就是正确标签的对数概率：除符号外，即一个样本的交叉熵。"),
    ),
)  # fmt: skip

EXERCISES = (
    Exercise(
        "which-indicator", text("Which rule makes this line?", "这一行用的是哪条规则？"), "indicator(y == 0)", ("y: {0, 1}",),
        one(by("indicator_of_zero")), ask=Ask.RULE,
    ),
    Exercise(
        "indicator-of-a-count", text("Here `y` counts something: it may be 2, or 1.5. What is wrong?", "这里 `y` 是一个量，可以是 2 或 1.5。错在哪里？"),
        "indicator(y == 1)", ("y: [0, 3]",), ask=Ask.WRONG, misused=Apply("indicator_of_one", ()), values={"y": "2"},
    ),
    Exercise(
        "probability-of-no", text("The model says how probable the label 1 is. How probable is the label 0?",
                                  "模型给出标签 1 的概率。标签 0 的概率是多少？"),
        "P(yhat[i] == 0, X[i], theta)", way=one(by("complement")), setting=CONTEXT,
    ),
    Exercise(
        "label-into-the-logarithm", text("Somebody moves the label into the logarithm. What is wrong?", "有人把标签移进对数。错在哪里？"),
        "y*log(p)", LABELLED, ask=Ask.WRONG, claim="log(y*p)", values={"y": "0", "p": "1/2"},
        hint=text("Try both labels.", "两个标签都试试。"),
        words=text("A factor before a logarithm is an exponent inside: `log(p**y)`, by [[log_power]].",
                   "对数前的因子是里面的幂次：由 [[log_power]]，应为 `log(p**y)`。"),
    ),
    Exercise(
        "logarithm-keeps-the-maximum", text("Two lines that aren't equal, but are largest at the same `p`. Which rule says so?",
                                            "两行并不相等，但在同一个 `p` 处最大。哪条规则这样说？"),
        "p*p*(1 - p)", ("p: (0, 1)",), one(by("log_monotone", at=())), ask=Ask.RULE,
    ),
    Exercise(
        "negate-and-average", text("Turn the sum that should be large into a mean that should be small.", "把应当大的和变成应当小的平均。"),
        "sum(i, 1, m, y[i]*log(h[i]) + (1 - y[i])*log(1 - h[i]))",
        way=one(by("negate_and_average", at=(), n="m")), setting=CONTEXT,
        words=text("What comes out is the article's formula (1).", "得到的就是文章的公式 (1)。"),
    ),
    Exercise(
        "probability-of-the-label", text("The log-probability of the right label, from the model. Write it with `h[i]` only.",
                                         "由模型写出正确标签的对数概率，只用 `h[i]`。"),
        "indicator(y[i] == 1)*log(P(yhat[i] == 1, X[i], theta)) + indicator(y[i] == 0)*log(P(yhat[i] == 0, X[i], theta))",
        way=one(by("indicator_of_one"), by("indicator_of_zero"), by("complement"), by("probability", at=(0, 1, 0)), by("probability")),
        level=Level.MANY, setting=CONTEXT, goal="y[i]*log(h[i]) + (1 - y[i])*log(1 - h[i])",
    ),
)  # fmt: skip

CHAPTER = Chapter(
    "labels",
    text("Labels, probabilities, and what is largest", "标签、概率与最大值"),
    (
        text("A label `y` answers a yes/no question: it is 1 or 0. An indicator is 1 where the statement in it is true, and 0 elsewhere. "
             "So for a label the indicator of `(y == 1)` is `y` itself, and that of `(y == 0)` is `1 - y`. With these two factors a "
             "label picks, of two terms, the one that belongs to it.",
             "标签 `y` 回答是非问题：取 1 或 0。示性函数在其中命题成立时为 1，否则为 0。因此对标签来说，`(y == 1)` 的示性函数就是 `y`，"
             "`(y == 0)` 的就是 `1 - y`。用这两个因子，标签就从两项中选出属于它的那一项。"),
        text("The probabilities of both labels add up to 1. That is why a model needs to tell only one of them.",
             "两个标签的概率之和为 1，所以模型只需给出其中一个。"),
        text("Some lines aren't equal to the line before, and yet belong into a derivation: they are largest at the same parameters. The "
             "logarithm keeps that place, since it increases; a minus sign turns the largest value into the smallest. Such a line stands "
             "after ↔, never after an equals sign.",
             "有些行并不等于前一行，却仍属于推导：它们在同一组参数处取最大值。对数是增函数，保持这个位置；负号把最大变成最小。"
             "这样的行写在 ↔ 之后，而不写在等号之后。"),
    ),
    ("indicator_of_one", "indicator_of_zero", "complement", "log_monotone", "negate_and_average"),
    EXAMPLES,
    EXERCISES,
)  # fmt: skip
