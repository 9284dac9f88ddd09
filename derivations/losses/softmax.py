"""Cross-entropy of softmax regression: the stages, and the path of each. In: the context. Out: ``PLAN``.

No line of it is written here, only which rule comes where; the engine makes the lines.
"""

from __future__ import annotations

from .plan import Plan, Section, Stage, back, by, define, line
from .softmax_code import CODE, KERNELS
from .softmax_context import CONTEXT
from .softmax_matrix import MATRIX_SECTIONS
from .softmax_relations import RELATIONS

SETTING = Section(
    "setting",
    {"en": "Setting and model", "zh": "设定与模型"},
    {
        "en": "There are m labelled samples and K classes. Sample i has features x⁽ⁱ⁾, p + 1 numbers of which the first is 1 for "
        "the bias, and its label is one of the classes 1, 2, …, K, written as a row of K numbers: 1 at the class, 0 elsewhere. "
        "Of such a row only one thing is used below: it adds up to 1. So a row of shares, such as a smoothed label, serves as well.",
        "zh": "有 m 个带标签的样本和 K 个类别。样本 i 的特征 x⁽ⁱ⁾ 有 p + 1 个分量，首个为 1（偏置）；其标签是类别 1, 2, …, K 之一，"
        "写成 K 个数的一行：所属类别处为 1，其余为 0。下文对标签只用到一点：每行之和为 1。因此一行份额（例如平滑后的标签）同样适用。",
    },
    (
        Stage("class-logit", {"en": "A logit for each class", "zh": "每个类别的对数几率"}, "Z[i, j]", (line(define("class_logit")),)),
        Stage("class-probability", {"en": "The probability of a class", "zh": "类别的概率"}, "P(yhat[i] == j, X[i], W)", (
            line(define("class_probability")),
            line(define("softmax")),
        )),
        Stage("total-probability", {"en": "The probabilities add up to one", "zh": "概率之和为一"}, "sum(j, 1, K, P[i, j])", (
            line(by("softmax")),
            line(by("quotient_as_product")),
            line(by("sum_constant_factor")),
            line(by("collect")),
        )),
    ),
)  # fmt: skip

LIKELIHOOD = Section(
    "likelihood",
    {"en": "From one sample to the loss", "zh": "从一个样本到损失"},
    {
        "en": "The row of a label picks the log-probability of the class that is right. Added up over all samples, negated and "
        "averaged, it is the loss: the better the model, the smaller.",
        "zh": "标签的行选出正确类别的对数概率；对全部样本求和、取负、取平均，就是损失：模型越好，损失越小。",
    },
    (
        Stage("indicator-row", {"en": "What the row of a label picks", "zh": "标签行的选择"},
              "sum(j, 1, K, delta(j, g)*log(P(yhat[i] == j, X[i], W)))", (
            line(by("commute_product")),
            line(by("kronecker_collapse"), en="For a label g the row is 1 at g and 0 elsewhere: what is left is the logarithm of the "
                 "probability of the right class.", zh="对标签 g，该行在 g 处为 1，其余为 0：只剩正确类别概率的对数。"),
        )),
        Stage("log-likelihood", {"en": "All samples", "zh": "全部样本"},
              "sum(i, 1, m, sum(j, 1, K, Y[i, j]*log(P(yhat[i] == j, X[i], W))))", (line(by("class_probability")),)),
        Stage("loss", {"en": "Negated and averaged", "zh": "取负并求平均"}, "sum(i, 1, m, sum(j, 1, K, Y[i, j]*log(P[i, j])))", (
            line(by("negate_and_average", at=(), n="m")),
            line(back("softmax_cross_entropy")),
        )),
    ),
)  # fmt: skip

INSIDE = (1, 3)
"""Where the body of the sum stands in (1/m) Σ …"""

SIMPLIFY = Section(
    "simplify",
    {"en": "The loss, simplified", "zh": "化简损失"},
    {
        "en": "The logarithm of a probability first, with rules ① and ③. Put in, the total of each label, which is 1, leaves one "
        "logarithm for each sample.",
        "zh": "先用 ① 和 ③ 化简概率的对数；代入后，由于每个标签之和为 1，每个样本只剩一个对数。",
    },
    (
        Stage("log-p", {"en": "The logarithm of a probability", "zh": "概率的对数"}, "log(P[i, j])", (
            line(by("softmax")),
            line(by("log_quotient")),
            line(back("log_exp")),
        )),
        Stage("simplify-loss", {"en": "Put in", "zh": "代入化简"}, "J", (
            line(by("softmax_cross_entropy")),
            line(by("result:log-p")),
            line(by("distribute_left"), by("sum_of_sum"), by("sum_of_negative"), shown_by="sum_of_sum"),
            line(by("commute_product", at=(0, 1, 3, 1, 0, 3)), by("sum_constant_factor"), shown_by="sum_constant_factor"),
            line(by("label_total")),
            line(by("negative_into_sum"), by("negate_difference")),
        )),
    ),
)  # fmt: skip

PARTIAL = Section(
    "partial",
    {"en": "The partial derivative by one parameter", "zh": "对单个参数的偏导数"},
    {
        "en": "The parameter of feature k and class a takes part in the logits of that class alone. The result has the form of "
        "logistic regression's (2): prediction minus label, times the feature.",
        "zh": "特征 k、类别 a 的参数只影响该类别的对数几率。结果与逻辑回归的 (2) 同形：预测减标签，乘以特征。",
    },
    (
        Stage("partial-logit", {"en": "A logit by one parameter", "zh": "对数几率的偏导数"}, "partial(W[k, a], Z[i, j])", (
            line(by("class_logit")),
            line(by("partial_of_summation")),
            line(by("partial_constant_factor")),
            line(by("partial_of_matrix_entry")),
            line(by("kronecker_collapse")),
        )),
        Stage("partial-log-sum", {"en": "The logarithm by one parameter", "zh": "对数项的偏导数"},
              "partial(W[k, a], log(sum(l, 1, K, exp(Z[i, l]))))", (
            line(by("chain_rule")),
            line(by("derivative_of_log")),
            line(by("partial_of_summation")),
            line(by("chain_rule")),
            line(by("derivative_of_exp")),
            line(by("result:partial-logit")),
            line(by("kronecker_collapse")),
            line(back("quotient_as_product", at=(), on=(0, 1)), back("softmax"), by("commute_product"), shown_by="softmax"),
        )),
        Stage("partial-loss", {"en": "The loss by one parameter", "zh": "损失的偏导数"}, "partial(W[k, a], J)", (
            line(by("result:simplify-loss")),
            line(by("partial_constant_factor"), by("partial_of_summation"), by("partial_of_sum"),
                 by("partial_of_negative"), shown_by="partial_of_sum"),
            line(by("result:partial-log-sum"), by("partial_of_summation"), by("partial_constant_factor"),
                 by("result:partial-logit"), shown_by="result:partial-log-sum"),
            line(by("kronecker_collapse")),
            line(by("commute_product", at=(*INSIDE, 0)), back("distribute_difference"), shown_by="distribute_difference"),
        )),
    ),
)  # fmt: skip

HESSIAN = Section(
    "hessian",
    {"en": "The second derivatives", "zh": "二阶导数"},
    {
        "en": "A probability is the exponential of its logarithm, so its derivative is the probability times the derivative of the "
        "logarithm. The second derivatives by the parameters of two classes a and b are the entries (k, n) of one block of the Hessian.",
        "zh": "概率是其对数的指数，故其导数等于概率乘以对数的导数。对两个类别 a、b 的参数的二阶导数，是海森矩阵中一块的第 (k, n) 个元素。",
    },
    (
        Stage("p-as-exponential", {"en": "A probability as an exponential", "zh": "把概率写成指数"}, "P[i, j]", (
            line(back("exp_log", at=())),
            line(by("result:log-p")),
        )),
        Stage("partial-p", {"en": "A probability by one parameter", "zh": "概率的偏导数"}, "partial(W[n, b], P[i, a])", (
            line(by("result:p-as-exponential")),
            line(by("chain_rule"), by("derivative_of_exp"), back("result:p-as-exponential"), shown_by="chain_rule"),
            line(by("partial_of_sum"), by("partial_of_negative"), shown_by="partial_of_sum"),
            line(by("result:partial-logit"), by("result:partial-log-sum"), shown_by="result:partial-logit"),
            line(by("factor", at=(1,)), by("commute_product", at=(), on=(0, 1)), shown_by="factor"),
        )),
        Stage("second-partial", {"en": "The loss by two parameters", "zh": "损失的二阶偏导数"}, "partial(W[n, b], partial(W[k, a], J))", (
            line(by("result:partial-loss")),
            line(by("partial_constant_factor", at=()), by("partial_of_summation"), by("commute_product", at=(*INSIDE, 1)),
                 by("partial_constant_factor"), by("partial_of_sum"), by("partial_of_negative"), by("partial_of_constant"),
                 shown_by="partial_of_sum"),
            line(by("result:partial-p")),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "softmax",
    {"en": "Cross-entropy of softmax regression", "zh": "softmax 回归的交叉熵损失"},
    {
        "en": "The loss of logistic regression for any number of classes: where it comes from, its derivatives, and how the two are one.",
        "zh": "逻辑回归的损失推广到任意多个类别：它的来历与导数，以及两者为何是一回事。",
    },
    CONTEXT,
    (SETTING, LIKELIHOOD, SIMPLIFY, PARTIAL, HESSIAN, *MATRIX_SECTIONS, *RELATIONS, *CODE),
    (
        ("loss", {"en": "The loss (1)", "zh": "损失 (1)"}),
        ("simplify-loss", {"en": "The same, simplified", "zh": "化简后的损失"}),
        ("partial-loss", {"en": "Its partial derivative (2)", "zh": "偏导数 (2)"}),
        ("second-partial", {"en": "The second derivatives", "zh": "二阶导数"}),
        ("matrix-gradient", {"en": "The gradient in matrix form", "zh": "矩阵形式的梯度"}),
    ),
    ("each row of Y adds up to 1", "log is the natural logarithm", "1 <= m, 1 <= p, 1 <= K"),
    (
        "Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, with Relationships to Statistical "
        "Pattern Recognition (1990)",
        "Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4",
        "Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 4.4",
        "Blanchard, Higham and Higham, Accurately Computing the Log-Sum-Exp and Softmax Functions, IMA Journal of Numerical "
        "Analysis 41 (2021)",
    ),
    KERNELS,
    template="classes.py.j2",
)  # fmt: skip
