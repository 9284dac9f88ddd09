"""The Kullback–Leibler divergence, a road to cross-entropy: what is lost by the wrong distribution. Out: ``PLAN``."""

from __future__ import annotations

from ..terms.context import Context, DefinitionKind, Kind, Symbol
from . import two_classes
from .logistic_context import definition
from .plan import Plan, Section, Stage, back, by, line

OUTCOMES = (
    Symbol("k", Kind.INDEX, "1 … K", {"en": "the number of an outcome", "zh": "结果的序号"}, "k", "k", runs=("1", "K")),
    Symbol("K", Kind.SIZE, "1, 2, 3, …", {"en": "how many outcomes there are", "zh": "结果的个数"}, "K", "K"),
    Symbol("q", Kind.DATA, "(0, 1)", {"en": "the true probabilities", "zh": "真实概率"}, "q", "q", ("K",), "q_{{{0}}}", "q{0}"),
)  # fmt: skip
"""Outcomes with their true probabilities."""

TRUE_TOTAL = definition("true_total", "sum(k, 1, K, q[k])", "1", "The true probabilities add up to one", "真实概率之和为一",
                        "One of the outcomes occurs.", "总有一个结果发生。", DefinitionKind.DATA)  # fmt: skip

MODEL = (
    Symbol("l", Kind.INDEX, "1 … K", {"en": "the number of another outcome", "zh": "另一结果的序号"}, "l", "l", runs=("1", "K")),
    Symbol("s", Kind.PARAMETER, "real", {"en": "the model's scores, one for each outcome", "zh": "模型给各结果的分数"},
           "s", "s", ("K",), "s_{{{0}}}", "s{0}"),
    Symbol("q_hat", Kind.DEFINED, "(0, 1)", {"en": "the model's probabilities", "zh": "模型的概率"},
           r"\hat q", "q̂", ("K",), r"\hat q_{{{0}}}", "q̂{0}"),
    Symbol("H_q", Kind.DEFINED, "(0, ∞)", {"en": "the cross-entropy of q and q̂", "zh": "q 与 q̂ 的交叉熵"}, r"H(q, \hat q)", "H(q, q̂)"),
)  # fmt: skip
"""A model's probabilities of them, and what they cost."""

MODEL_PROBABILITIES = definition("model_probabilities", "q_hat[k]", "exp(s[k])/sum(l, 1, K, exp(s[l]))", "Model's probabilities", "模型的概率",
                                 "Positive numbers, one for each outcome, are divided by their sum: the softmax.",
                                 "各结果的正数除以它们的总和：softmax。", DefinitionKind.MODEL)  # fmt: skip
CROSS_ENTROPY = definition("cross_entropy_of_distributions", "H_q", "-sum(k, 1, K, q[k]*log(q_hat[k]))", "Cross-entropy", "交叉熵",
                           "The mean of −log q̂, where the outcomes are those of q.", "结果服从 q 时 −log q̂ 的均值。")  # fmt: skip

MODEL_TOTAL = Stage("model-total", {"en": "The model’s probabilities add up to one", "zh": "模型概率之和为一"}, "sum(k, 1, K, q_hat[k])", (
    line(by("model_probabilities")),
    line(by("split_sum"), en="The sum below is the same for all k, so it stands before the sum above, and cancels.",
         zh="分母与 k 无关，可提到分子的求和号外，从而约去。"),
))  # fmt: skip

SYMBOLS = (
    *two_classes.SYMBOLS,
    *OUTCOMES,
    *MODEL,
    Symbol("H", Kind.DEFINED, "[0, ∞)", {"en": "the entropy of q", "zh": "q 的熵"}, "H(q)", "H(q)"),
    Symbol("D", Kind.DEFINED, "[0, ∞)", {"en": "the Kullback–Leibler divergence of q̂ from q", "zh": "q̂ 相对于 q 的 KL 散度"},
           r"D(q \,\Vert\, \hat q)", "D(q‖q̂)"),
)  # fmt: skip

DEFINITIONS = (
    *two_classes.DEFINITIONS,
    TRUE_TOTAL,
    MODEL_PROBABILITIES,
    CROSS_ENTROPY,
    definition("entropy", "H", "-sum(k, 1, K, q[k]*log(q[k]))", "Entropy", "熵",
               "How uncertain the outcome is: the mean of −log q.", "结果的不确定程度：−log q 的均值。"),
    definition("divergence", "D", "sum(k, 1, K, q[k]*log(q[k]/q_hat[k]))", "Kullback–Leibler divergence", "KL 散度",
               "The mean of log q/q̂, which tells by which factor the model's probability is too small.", "log q/q̂ 的均值：它说明模型概率偏小多少倍。"),
)  # fmt: skip

CONTEXT = Context(SYMBOLS, DEFINITIONS, (*two_classes.RANGES, ("K", "1", "K")))

DECOMPOSITION = Section(
    "decomposition",
    {"en": "Cross-entropy is entropy plus divergence", "zh": "交叉熵等于熵加散度"},
    {
        "en": "The outcomes have the probabilities q, the model says q̂. All are positive, and in each of the two they add up to 1. Three means belong to them: the entropy "
        "of q, the cross-entropy, and the divergence. They are related by rule ①.",
        "zh": "各结果的概率为 q，模型说是 q̂；均为正，各自之和为 1。由此有三个均值：q 的熵、交叉熵与散度。规则 ① 把它们联系起来。",
    },
    (
        Stage("cross-entropy-as-sum", {"en": "The sum of entropy and divergence", "zh": "熵与散度之和"}, "H + D", (
            line(by("entropy"), by("divergence"), shown_by="divergence"),
            line(by("log_quotient")),
            line(by("expand", at=(1, 3)), by("sum_of_sum"), by("sum_of_negative"), shown_by="sum_of_sum"),
            line(by("cancel")),
            line(back("cross_entropy_of_distributions")),
        )),
    ),
)  # fmt: skip

GIBBS = Section(
    "gibbs",
    {"en": "The divergence is never negative", "zh": "散度永不为负"},
    {
        "en": "This is Gibbs’ inequality. It follows from one fact about the logarithm: it lies below the line that touches it at 1. Both are "
        "equal at 1 only, so the divergence is 0 only where q̂ = q.",
        "zh": "这就是吉布斯不等式。它由对数的一个事实推出：对数不超过它在 1 处的切线。两者只在 1 处相等，故仅当 q̂ = q 时散度为 0。",
    },
    (
        MODEL_TOTAL,
        Stage("gibbs-inequality", {"en": "Gibbs’ inequality", "zh": "吉布斯不等式"}, "D", (
            line(by("divergence")),
            line(by("log_quotient"), back("negate_difference"), shown_by="log_quotient"),
            line(back("log_quotient")),
            line(by("log_at_most"), en="With equality where all q̂ / q are 1.", zh="当所有 q̂ / q 均为 1 时取等号。"),
            line(by("expand", at=(3,))),
            line(by("sum_of_sum"), by("sum_of_negative"), shown_by="sum_of_sum"),
            line(by("true_total"), by("result:model-total"), shown_by="true_total"),
            line(by("cancel")),
        )),
        Stage("entropy-is-less", {"en": "The entropy is the least cross-entropy", "zh": "熵是最小的交叉熵"}, "H_q", (
            line(back("result:cross-entropy-as-sum")),
            line(by("result:gibbs-inequality")),
        )),
    ),
)  # fmt: skip

MINIMUM = Section(
    "minimum",
    {"en": "Minimising one is minimising the other", "zh": "最小化其一即最小化其二"},
    {
        "en": "The entropy of q doesn’t depend on the model. So cross-entropy and divergence differ by a constant: they have the same "
        "derivatives, and are smallest at the same place.",
        "zh": "q 的熵与模型无关，故交叉熵与散度只差一个常数：导数相同，在同一处最小。",
    },
    (
        Stage("same-derivative", {"en": "The same derivatives", "zh": "导数相同"}, "partial(s[k], H_q)", (
            line(back("result:cross-entropy-as-sum")),
            line(by("partial_of_sum")),
            line(by("partial_of_constant")),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "kl_divergence",
    {"en": "The Kullback–Leibler divergence", "zh": "KL 散度"},
    {
        "en": "Cross-entropy is the entropy of the truth plus the divergence of the model from it. The entropy isn’t ours to change, so "
        "minimising cross-entropy brings the model as close to the truth as it gets.",
        "zh": "交叉熵等于真实分布的熵加上模型对它的散度。熵不由模型决定，因此最小化交叉熵就是让模型尽量接近真实分布。",
    },
    CONTEXT,
    (
        DECOMPOSITION,
        GIBBS,
        MINIMUM,
        two_classes.section(
            "Each sample has its own two distributions: the label gives (y, 1 − y), the hypothesis (h, 1 − h). The mean of their "
            "cross-entropies is the article’s loss (1). For a label 0 or 1 the entropy of (y, 1 − y) is 0, if 0 log 0 is read as 0, so that the loss "
            "is the mean divergence itself.",
            "每个样本有自己的两个分布：标签给出 (y, 1 − y)，假设函数给出 (h, 1 − h)。它们的交叉熵之均值就是文章中的损失 (1)。"
            "标签取 0 或 1 时，约定 0 log 0 为 0，则 (y, 1 − y) 的熵为 0，损失就是散度的均值。",
        ),
    ),
    (
        ("cross-entropy-as-sum", {"en": "Entropy plus divergence", "zh": "熵加散度"}),
        ("gibbs-inequality", {"en": "Gibbs’ inequality", "zh": "吉布斯不等式"}),
        ("two-classes", {"en": "With two classes, the loss of logistic regression", "zh": "两类时得逻辑回归的损失"}),
    ),
    ("0 < q[k]", "y in {0, 1}", "log is the natural logarithm", "1 <= m, 1 <= p, 1 <= K"),
    (
        "Kullback and Leibler, On Information and Sufficiency, Annals of Mathematical Statistics 22 (1951)",
        "Cover and Thomas, Elements of Information Theory (2006), sections 2.3 and 2.6",
        "Bishop, Pattern Recognition and Machine Learning (2006), section 1.6.1",
    ),
    (),
    leads_to="logistic",
)  # fmt: skip
