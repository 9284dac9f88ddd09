"""Chapter: logarithms and exponentials. In: nothing. Out: ``CHAPTER``."""

from __future__ import annotations

from ..losses.plan import Apply, back, by, untidied
from .lesson import Ask, Chapter, Exercise, Level, one, text

POSITIVE = ("a: (0, ∞)", "b: (0, ∞)")

EXAMPLES = (
    Exercise(
        "log-of-a-quotient", text("Take the logarithm apart.", "把对数拆开。"), "log(a**2/b)", POSITIVE,
        one(by("log_quotient"), by("log_power")), level=Level.FEW,
        words=text("First the quotient, since it is outermost; then the power. Each step asks whether what stands inside the logarithm "
                   "is positive, and the reason is written below the line.",
                   "先拆最外层的商，再提出幂次。每一步都要问对数里的量是否为正，理由写在该行下面。"),
    ),
    Exercise(
        "number-beside-a-logarithm", text("Write the sum as one logarithm.", "把和写成一个对数。"), "x + log(b)", ("x", "b: (0, ∞)"),
        one(by("log_exp", at=(0,)), by("log_product")), level=Level.FEW,
        words=text("③ is what makes ② possible. The derivation of the cross-entropy does just this.",
                   "有了 ③ 才能用 ②；交叉熵的推导正是这样做的。"),
    ),
    Exercise(
        "exp-times-its-reciprocal", text("Show that the two cancel.", "证明两者相消。"), "exp(x)*exp(-x)", ("x",),
        one(by("exp_product"), by("cancel"), by("exp_zero")), ask=Ask.SHOW, level=Level.FEW, goal="1",
        words=text("So `exp(-x)` is the reciprocal of `exp(x)`.", "可见 `exp(-x)` 是 `exp(x)` 的倒数。"),
    ),
)  # fmt: skip

EXERCISES = (
    Exercise(
        "which-rule-joins", text("Which rule makes this line?", "这一行用的是哪条规则？"), "log(a) + log(b)", POSITIVE,
        one(by("log_product")), ask=Ask.RULE,
    ),
    Exercise(
        "log-of-a-sum", text("What is wrong here?", "错在哪里？"), "log(a + b)", POSITIVE,
        ask=Ask.WRONG, claim="log(a) + log(b)", values={"a": "1", "b": "1"},
        hint=text("Put in `a = 1` and `b = 1`.", "代入 `a = 1`、`b = 1`。"),
        words=text("Rule ② is about the logarithm of a product. There is no rule for the logarithm of a sum: it stays as it is.",
                   "② 说的是乘积的对数。和的对数没有规则可用，只能保持原样。"),
    ),
    Exercise(
        "square-of-any-number", text("Here `x` is any number but 0. What is wrong?", "这里 `x` 是任意非零数。错在哪里？"),
        "log(x**2)", ("x",), ask=Ask.WRONG, misused=Apply("log_power", ()), values={"x": "-1"},
        hint=text("Is `x**2` positive? Is `x`?", "`x**2` 为正吗？`x` 呢？"),
        words=text("The left side has a value for every `x` but 0, the right side only for positive `x`. For a positive `x` the line is true.",
                   "左边对一切非零 `x` 有值，右边只对正的 `x` 有值。`x` 为正时该行成立。"),
    ),
    Exercise(
        "log-of-a-reciprocal", text("Simplify.", "化简。"), "log(1/a)", POSITIVE[:1],
        one(by("log_quotient"), by("log_one")), level=Level.FEW, goal="-log(a)",
        hint=text("A reciprocal is a quotient.", "倒数也是商。"),
    ),
    Exercise(
        "exp-over-itself", text("Show this with the rules for exponentials.", "用指数规则证明。"), "exp(x)/exp(x)", ("x",),
        one(by("exp_quotient"), by("cancel"), by("exp_zero")), ask=Ask.SHOW, level=Level.FEW, goal="1",
    ),
    Exercise(
        "exp-of-logs", text("Simplify: no logarithm and no exponential is left.", "化简到不含对数与指数。"),
        "exp(log(a) + log(b))", POSITIVE, one(by("log_product"), by("exp_log")), level=Level.FEW, goal="a*b",
        hint=text("Join the logarithms first.", "先合并两个对数。"),
    ),
    Exercise(
        "another-base", text("The loss of a sample that has the probability `p`, in bits. Write it as a constant times a natural logarithm.",
                             "概率为 `p` 的样本以比特计的损失。写成常数乘自然对数。"),
        "-log_base(2, p)", ("p: (0, 1)",),
        one(by("change_of_base"), by("quotient_as_product"), untidied("sign_into_product", a="1/log(2)")), level=Level.FEW,
        words=text("So another base only scales a loss, and changes nothing about where it is smallest.",
                   "因此换底只使损失差一个常数倍，最小值的位置不变。"),
    ),
    Exercise(
        "all-together", text("Take the logarithm apart until only `log(a)` and `log(b)` are left as logarithms.",
                             "把对数拆到只剩 `log(a)` 与 `log(b)`。"),
        "log(sqrt(a)/(b*(1/exp(x))))", (*POSITIVE, "x"),
        one(by("reciprocal_of_exp"), by("log_quotient"), by("log_root"), back("log_product"), back("log_exp"), by("negate_sum")),
        ask=Ask.SHOW, level=Level.MANY, goal="log(a)/2 - log(b) + x",
        hint=text("Begin inside: write `1/exp(x)` as one exponential.", "从里面开始：把 `1/exp(x)` 写成一个指数。"),
    ),
)  # fmt: skip

CHAPTER = Chapter(
    "logarithms",
    text("Logarithms and exponentials", "对数与指数"),
    (
        text("A logarithm answers a question: to which power must e = 2.718… be raised to give `a`? The answer is `log(a)`. So "
             "`exp(log(a)) = a`, and the other way round `log(exp(a)) = a`. On this site log is the natural logarithm, to the base e.",
             "对数回答一个问题：e = 2.718… 的几次幂等于 `a`？答案就是 `log(a)`。所以 `exp(log(a)) = a`，反过来 `log(exp(a)) = a`。"
             "本站的 log 都是以 e 为底的自然对数。"),
        text("When powers of e are multiplied, their exponents add. Logarithms are exponents, so they add when numbers are multiplied: "
             "that is all there is to the rules [[log_quotient|①]] and [[log_product|②]]. They turn products into sums, and sums are easier to "
             "differentiate. The probability of a whole data set is a product of many factors; that is why losses begin with a logarithm.",
             "e 的幂相乘，指数相加。对数就是指数，所以数相乘时对数相加：规则 [[log_quotient|①]] 与 [[log_product|②]] 不过如此。它们把积变成和，"
             "而和更容易求导。整个数据集的概率是许多因子之积，所以损失总是从取对数开始。"),
        text("Rule [[log_exp|③]] writes a number as a logarithm. That makes a line longer, and is worth it where another logarithm "
             "stands beside the number: then ② can join the two.",
             "规则 [[log_exp|③]] 把一个数写成对数。这使式子变长，但若旁边还有一个对数就值得：接着可用 ② 把两者合并。"),
        text("Only positive numbers have a logarithm. So each rule that takes a logarithm apart asks whether the parts are positive. "
             "The case beside each condition shows what goes wrong where they aren't.",
             "只有正数才有对数。因此凡是拆开对数的规则，都要问各部分是否为正。每个条件旁的例子说明不满足时会出什么错。"),
    ),
    (
        "log_quotient", "log_product", "log_exp", "log_one", "exp_log", "log_power", "log_root", "change_of_base",
        "exp_product", "exp_quotient", "reciprocal_of_exp", "exp_zero", "cancel", "negate_sum", "quotient_as_product", "sign_into_product",
    ),
    EXAMPLES,
    EXERCISES,
)  # fmt: skip
