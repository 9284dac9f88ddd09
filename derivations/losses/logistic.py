"""Cross-entropy of logistic regression: the stages, and the path of each. In: the context. Out: ``PLAN``.

The derivation follows the article by Jason Zhao, section by section. No line of it is written here, only which rule
comes where; the engine makes the lines.
"""

from __future__ import annotations

from .logistic_code import CODE, KERNELS
from .logistic_context import CONTEXT
from .logistic_vector import VECTOR_SECTIONS
from .plan import Plan, Section, Stage, back, by, define, line, untidied

SETTING = Section(
    "setting",
    {"en": "Setting and hypothesis", "zh": "设定与假设函数"},
    {
        "en": "There are m labelled samples. Sample i has features x⁽ⁱ⁾, p + 1 numbers of which the first is 1 for the "
        "bias, and a label y⁽ⁱ⁾: 0 or 1, the answer to a yes/no question. (With k classes the labels are 1, 2, …, k, and "
        "the model is softmax regression.) The features are weighted, added up, and turned into a number between 0 and 1.",
        "zh": "有 m 个带标签的样本。样本 i 的特征 x⁽ⁱ⁾ 有 p + 1 个分量，首个为 1（偏置）；标签 y⁽ⁱ⁾ 取 0 或 1，回答一个是非问题。"
        "（若有 k 个类别，标签取 1, 2, …, k，模型为 softmax 回归。）特征加权求和，再变成 0 与 1 之间的数。",
    },
    (
        Stage("model", {"en": "The linear model", "zh": "线性模型"}, "z[i]", (
            line(define("logit")),
            line(by("inner_product", l="0", u="p", k="k")),
            line(by("sum_first_term")),
            line(define("bias"), en="Written out: θ₀ + θ₁ x₁⁽ⁱ⁾ + … + θₚ xₚ⁽ⁱ⁾.", zh="写开即 θ₀ + θ₁ x₁⁽ⁱ⁾ + … + θₚ xₚ⁽ⁱ⁾。"),
        )),
        Stage("hypothesis", {"en": "The hypothesis", "zh": "假设函数"}, "h[i]", (line(define("hypothesis")),)),
    ),
)  # fmt: skip

PROBABILITIES = Section(
    "probabilities",
    {"en": "Probabilities of the two labels", "zh": "两个标签的概率"},
    {
        "en": "The hypothesis is read as the probability of the label 1. The label 0 takes the rest.",
        "zh": "把假设函数看作标签为 1 的概率，其余归标签 0。",
    },
    (
        Stage("probability-of-one", {"en": "Probability of the label 1", "zh": "标签为 1 的概率"},
              "P(yhat[i] == 1, X[i], theta)", (line(define("probability")),)),
        Stage("probability-of-zero", {"en": "Probability of the label 0", "zh": "标签为 0 的概率"},
              "P(yhat[i] == 0, X[i], theta)", (line(by("complement")), line(by("probability")))),
    ),
)  # fmt: skip

LOG_PROBABILITIES = Section(
    "log-probabilities",
    {"en": "Log-probabilities", "zh": "对数概率"},
    {
        "en": "A model is best where it makes the right labels most probable. The logarithm doesn't move that place.",
        "zh": "使正确标签概率最大的模型最好。取对数不改变最大值所在的位置。",
    },
    (
        Stage("log-probability-of-one", {"en": "Label 1", "zh": "标签 1"}, "P(yhat[i] == 1, X[i], theta)", (
            line(by("log_monotone", at=())),
            line(by("probability")),
            line(by("hypothesis")),
        )),
        Stage("log-probability-of-zero", {"en": "Label 0", "zh": "标签 0"}, "P(yhat[i] == 0, X[i], theta)", (
            line(by("log_monotone", at=())),
            line(by("complement"), by("probability"), shown_by="complement"),
            line(by("hypothesis"), by("one_minus_quotient"), by("cancel"), shown_by="hypothesis"),
        )),
    ),
)  # fmt: skip

RIGHT = (
    "indicator(y[i] == 1)*log(P(yhat[i] == 1, X[i], theta)) + indicator(y[i] == 0)*log(P(yhat[i] == 0, X[i], theta))"
)

LIKELIHOOD = Section(
    "likelihood",
    {"en": "From one sample to the loss", "zh": "从一个样本到损失"},
    {
        "en": "Indicators pick the log-probability of the label that is right. Added up over all samples, negated and "
        "averaged, it is the loss: the better the model, the smaller. Whoever has the entropy −Σ p log p in mind sees where "
        "the name cross-entropy comes from.",
        "zh": "示性函数选出正确标签的对数概率；对全部样本求和、取负、取平均，就是损失：模型越好，损失越小。"
        "想到信息熵 −Σ p log p，便明白“交叉熵”一名的由来。",
    },
    (
        Stage("indicator-form", {"en": "One sample", "zh": "一个样本"}, RIGHT, (
            line(by("indicator_of_one"), by("indicator_of_zero")),
            line(by("complement"), by("probability", at=(0, 1, 0)), by("probability"), shown_by="probability"),
        )),
        Stage("log-likelihood", {"en": "All samples", "zh": "全部样本"}, f"sum(i, 1, m, {RIGHT})", (
            line(by("result:indicator-form")),
        )),
        Stage("loss", {"en": "Negated and averaged", "zh": "取负并求平均"}, "sum(i, 1, m, y[i]*log(h[i]) + (1 - y[i])*log(1 - h[i]))", (
            line(by("negate_and_average", at=(), n="m")),
            line(back("cross_entropy")),
        )),
    ),
)  # fmt: skip

MINUS_LOGIT = "-(theta' @ X[i])"
BODY = (0, 1, 3)
"""Where the body of the sum stands in −(1/m) Σ …"""

SIMPLIFY = Section(
    "simplify",
    {"en": "The loss, simplified", "zh": "化简损失"},
    {
        "en": "The two logarithms first, with rules ① and ③. Put in, the loss becomes short with ③ and ②. Here log is the "
        "natural logarithm, log e = 1; another base only scales the loss, as is shown further down.",
        "zh": "先用 ① 和 ③ 化简两个对数，代入后再用 ③ 和 ② 化简损失。这里 log 是自然对数，log e = 1；换底只使损失差一个常数因子（见后文）。",
    },
    (
        Stage("log-h", {"en": "First logarithm", "zh": "第一个对数"}, "log(h[i])", (
            line(by("hypothesis")),
            line(by("log_quotient")),
            line(by("log_one")),
        )),
        Stage("log-one-minus-h", {"en": "Second logarithm", "zh": "第二个对数"}, "log(1 - h[i])", (
            line(by("hypothesis")),
            line(by("one_minus_quotient"), by("cancel"), shown_by="one_minus_quotient"),
            line(by("log_quotient")),
            line(back("log_exp")),
        )),
        Stage("simplify-loss", {"en": "Both put in", "zh": "代入化简"}, "J", (
            line(by("cross_entropy")),
            line(by("result:log-h"), by("result:log-one-minus-h"), shown_by="result:log-h"),
            line(
                by("distribute", at=(1,)),
                by("distribute_left", at=(3, 0)),
                by("negate_sum", at=(3,)),
                by("cancel", at=(), on=(4, 0)),
                by("commute_sum", at=(), b="y[i]*(theta' @ X[i])"),
                within=BODY, shown_by="distribute",
            ),
            line(back("negate_sum", at=(), on=(1, 2)), by("log_exp", at=(1, 0, 0)), within=BODY),
            line(by("log_product")),
            line(by("distribute_left", at=(1, 0, 0)), by("exp_product"), by("cancel"), by("exp_zero"),
                 by("commute_sum", at=(1, 0, 0)), within=BODY, shown_by="exp_product"),
        )),
    ),
)  # fmt: skip

INSIDE = (1, 3)
"""Where the body of the sum stands in (1/m) Σ …"""

PARTIAL = Section(
    "partial",
    {"en": "The partial derivative by one parameter", "zh": "对单个参数的偏导数"},
    {
        "en": "The simplified loss is differentiated term by term. The result is what gradient descent needs to update θ: "
        "it moves each θⱼ a little against it.",
        "zh": "对化简后的损失逐项求导，得到梯度下降更新 θ 所需的式子：每个 θⱼ 沿其反方向移动一小步。",
    },
    (
        Stage("partial-logit", {"en": "The logit by one parameter", "zh": "对数几率的偏导数"},
              "partial(theta[j], theta' @ X[i])", (
            line(by("inner_product", l="0", u="p", k="k")),
            line(by("partial_of_summation")),
            line(by("commute_product"), by("partial_constant_factor")),
            line(by("partial_of_entry")),
            line(by("kronecker_collapse")),
        )),
        Stage("partial-softplus", {"en": "The logarithm by one parameter", "zh": "对数项的偏导数"},
              "partial(theta[j], log(1 + exp(theta' @ X[i])))", (
            line(by("chain_rule")),
            line(by("derivative_of_log")),
            line(by("partial_of_sum")),
            line(by("partial_of_constant")),
            line(by("chain_rule")),
            line(by("derivative_of_exp")),
            line(by("result:partial-logit")),
            line(back("quotient_as_product"), by("commute_product")),
        )),
        Stage("partial-loss", {"en": "The loss by one parameter", "zh": "损失的偏导数"}, "partial(theta[j], J)", (
            line(by("result:simplify-loss"), by("negative_into_sum"), by("negate_difference"),
                 shown_by="result:simplify-loss"),
            line(by("partial_constant_factor"), by("partial_of_summation"), by("partial_of_sum"),
                 by("partial_of_negative"), shown_by="partial_of_sum"),
            line(by("result:partial-softplus"), by("partial_constant_factor"), by("result:partial-logit"),
                 shown_by="result:partial-softplus"),
            line(by("factor_out_of_quotient"), by("sigmoid_forms"), back("hypothesis"), by("commute_product", at=(1, 3, 0)),
                 back("distribute_difference"), shown_by="sigmoid_forms"),
        )),
    ),
)  # fmt: skip

BASE = Section(
    "base",
    {"en": "Another base of the logarithm", "zh": "换一个底"},
    {
        "en": "With logarithms to another base the loss is the same up to a constant factor.",
        "zh": "换用其他底的对数，损失只差一个常数因子。",
    },
    (
        Stage("base", {"en": "The loss to the base b", "zh": "以 b 为底的损失"}, "J_b", (
            line(by("loss_to_base")),
            line(by("change_of_base", at=(0, 1, 3, 0, 1)), by("change_of_base")),
            line(by("quotient_as_product", at=(0, 1, 3, 0, 1)), by("quotient_as_product", at=(0, 1, 3, 1, 1)),
                 by("commute_product", at=(0, 1, 3, 0), on=(0, 1)), by("commute_product", at=(0, 1, 3, 1), on=(0, 1)),
                 back("distribute_left"), shown_by="distribute_left"),
            line(by("sum_constant_factor")),
            line(by("commute_product", at=(0,), on=(0, 1)), untidied("sign_into_product", a="1/log(b)"),
                 back("cross_entropy"), shown_by="cross_entropy"),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "logistic",
    {"en": "Cross-entropy of logistic regression", "zh": "逻辑回归的交叉熵损失"},
    {
        "en": "The loss that logistic regression minimises, where it comes from, and its derivatives.",
        "zh": "逻辑回归所最小化的损失：它的来历及其导数。",
    },
    CONTEXT,
    (SETTING, PROBABILITIES, LOG_PROBABILITIES, LIKELIHOOD, SIMPLIFY, PARTIAL, *VECTOR_SECTIONS, BASE, *CODE),
    (
        ("loss", {"en": "The loss (1)", "zh": "损失 (1)"}),
        ("simplify-loss", {"en": "The same, simplified", "zh": "化简后的损失"}),
        ("partial-loss", {"en": "Its partial derivative (2)", "zh": "偏导数 (2)"}),
        ("gradient", {"en": "The gradient in vector form", "zh": "向量形式的梯度"}),
        ("hessian", {"en": "The Hessian", "zh": "海森矩阵"}),
    ),
    ("y in {0, 1}", "X[i, 0] = 1", "log is the natural logarithm", "1 <= m, 1 <= p"),
    (
        "Jason Zhao, an article that derives the cross-entropy loss of logistic regression and its derivatives step by "
        "step (in Chinese), after an exercise of a machine-learning course of 2015",
        "Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.2",
    ),
    KERNELS,
    {
        "expression": "-(y*log(h) + (1 - y)*log(1 - h))",
        "variables": {"y": "{0, 1}"},
        "definitions": {"h": "1/(1 + exp(-z))"},
    },
)  # fmt: skip
