"""Coding, a road to cross-entropy: how many bits a message takes. Out: ``PLAN``."""

from __future__ import annotations

from ..terms.context import Context, Kind, Symbol
from . import two_classes
from .kl_divergence import CROSS_ENTROPY, MODEL, MODEL_PROBABILITIES, MODEL_TOTAL, OUTCOMES, TRUE_TOTAL
from .logistic_context import definition
from .plan import Plan, Section, Stage, back, by, line

SYMBOLS = (
    *two_classes.SYMBOLS,
    *OUTCOMES,
    *MODEL,
    Symbol("length", Kind.DATA, "{1, 2, 3, …}", {"en": "the lengths of the code words, in bits", "zh": "码字的长度（比特）"},
           r"\ell", "ℓ", ("K",), r"\ell_{{{0}}}", "ℓ{0}"),
    Symbol("ideal", Kind.DEFINED, "(0, ∞)", {"en": "the ideal lengths for the model", "zh": "对模型而言的理想长度"},
           r"\hat\ell", "ℓ̂", ("K",), r"\hat\ell_{{{0}}}", "ℓ̂{0}"),
    Symbol("L_bits", Kind.DEFINED, "[1, ∞)", {"en": "the expected length, in bits", "zh": "期望长度（比特）"}, r"\bar\ell", "ℓ̄"),
    Symbol("H_bits", Kind.DEFINED, "[0, ∞)", {"en": "the entropy of q, in bits", "zh": "q 的熵（比特）"}, "H_2(q)", "H₂(q)"),
)  # fmt: skip

DEFINITIONS = (
    *two_classes.DEFINITIONS,
    TRUE_TOTAL,
    MODEL_PROBABILITIES,
    CROSS_ENTROPY,
    definition("expected_length", "L_bits", "sum(k, 1, K, q[k]*length[k])", "Expected length", "期望长度",
               "How many bits a message takes on average.", "一条消息平均所需的比特数。"),
    definition("entropy_in_bits", "H_bits", "-sum(k, 1, K, q[k]*log_base(2, q[k]))", "Entropy in bits", "以比特计的熵",
               "The mean of −log q, with the logarithm to the base 2.", "−log q 的均值，对数以 2 为底。"),
    definition("ideal_length", "ideal[k]", "-log_base(2, q_hat[k])", "Ideal length", "理想长度",
               "A message that the model gives the probability 1/8 gets 3 bits.", "模型给出概率 1/8 的消息用 3 比特。"),
)  # fmt: skip

CONTEXT = Context(
    SYMBOLS, DEFINITIONS, (*two_classes.RANGES, ("K", "1", "K")), ("0 <= 1 - sum(k, 1, K, 2**(-length[k]))",)
)

GAP = "sum(k, 1, K, q[k]*log(2**(-length[k])/q[k]))"

BOUND = Section(
    "bound",
    {"en": "No code is shorter than the entropy", "zh": "没有码能短于熵"},
    {
        "en": "Message k occurs with probability q, and is sent as a code word of ℓ bits. If every sequence of code words can be read in one "
        "way only, short words have their price: the sum of 2 to the −ℓ is at most 1. That is Kraft’s inequality; here it is the assumption. "
        "How short can messages be on average? The answer needs only that the logarithm lies below its tangent.",
        "zh": "消息 k 以概率 q 出现，用 ℓ 比特的码字发送。若任何码字序列只有一种读法，短码字就有代价：2 的 −ℓ 次幂之和不超过 1。这就是 Kraft 不等式，"
        "此处作为假设。平均而言消息能有多短？答案只需要“对数不超过其切线”。",
    },
    (
        Stage("entropy-in-nats", {"en": "From bits to natural logarithms", "zh": "由比特换到自然对数"}, "log(2)*H_bits", (
            line(by("entropy_in_bits")),
            line(by("change_of_base")),
            line(by("split_sum")),
            line(by("collect", at=(0,))),
        )),
        Stage("gap", {"en": "Entropy minus expected length", "zh": "熵减去期望长度"}, GAP, (
            line(by("log_quotient")),
            line(by("log_power")),
            line(by("expand", at=(3,)), by("sum_of_sum")),
            line(by("split_sum", at=(0,)), back("expected_length"), shown_by="expected_length"),
            line(by("sum_of_negative"), back("result:entropy-in-nats")),
            line(by("factor", at=()), by("commute_sum", at=(1,)), shown_by="factor"),
        )),
        Stage("kraft", {"en": "It is at most zero", "zh": "它不超过零"}, GAP, (
            line(by("log_at_most")),
            line(by("expand", at=(3,))),
            line(by("sum_of_sum"), by("sum_of_negative"), by("true_total"), shown_by="true_total"),
            line(by("at_most", at=(0,), b="1"), en="Kraft’s inequality.", zh="Kraft 不等式。"),
            line(by("cancel")),
        )),
        Stage("entropy-bound", {"en": "The entropy is a bound", "zh": "熵是下界"}, "H_bits", (
            line(by("add_and_subtract", at=(), b="L_bits")),
            line(by("multiply_and_divide", at=(), on=(1, 2), b="log(2)")),
            line(back("result:gap")),
            line(by("result:kraft")),
            line(by("collect", at=())),
        )),
    ),
)  # fmt: skip

CODES = Section(
    "codes",
    {"en": "The code for the wrong distribution", "zh": "为错误分布设计的码"},
    {
        "en": "Who believes in the probabilities q̂ gives message k the length −log₂ q̂, up to rounding. These lengths meet Kraft’s inequality with "
        "equality. If q̂ = q, the expected length is the entropy itself, so no code is better. If the messages come with other probabilities q, "
        "the expected length is the cross-entropy of q and q̂, in bits. With natural logarithms it has another unit, and a constant factor.",
        "zh": "相信概率 q̂ 的人会给消息 k 长度 −log₂ q̂（不计取整）。这些长度使 Kraft 不等式取等号。若 q̂ = q，期望长度就是熵本身，没有更好的码。"
        "若消息实际服从 q，期望长度就是 q 与 q̂ 的交叉熵（以比特计）；换成自然对数只改变单位，差一个常数因子。",
    },
    (
        MODEL_TOTAL,
        Stage("ideal-lengths", {"en": "The ideal lengths leave nothing over", "zh": "理想长度恰好用尽"}, "sum(k, 1, K, 2**(-ideal[k]))", (
            line(by("ideal_length")),
            line(by("power_of_log_base")),
            line(by("result:model-total")),
        )),
        Stage("wrong-code", {"en": "Their expected length", "zh": "它们的期望长度"}, "log(2)*sum(k, 1, K, q[k]*ideal[k])", (
            line(by("ideal_length")),
            line(by("change_of_base")),
            line(by("split_sum")),
            line(by("collect", at=(0,))),
            line(back("cross_entropy_of_distributions")),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "coding",
    {"en": "Coding", "zh": "编码"},
    {
        "en": "Cross-entropy is the mean number of bits that messages take in a code made for the wrong distribution; the entropy is the least.",
        "zh": "交叉熵是用为错误分布设计的码发送消息时的平均比特数；熵是其最小值。",
    },
    CONTEXT,
    (
        BOUND,
        CODES,
        two_classes.section(
            "Let the message be the label of one sample. The label puts all probability on one class, the code is made for the hypothesis. "
            "The mean over the samples, in natural logarithms, is the article’s loss (1): how long the labels are for one who knows the model.",
            "让消息是样本的标签：标签把全部概率放在一个类别上，码是为假设函数设计的。对样本取平均、用自然对数，便是文章中的损失 (1)："
            "对知道模型的人来说，标签有多长。",
        ),
    ),
    (
        ("entropy-bound", {"en": "The entropy is a bound", "zh": "熵是下界"}),
        ("wrong-code", {"en": "The code for the wrong distribution", "zh": "为错误分布设计的码"}),
        ("two-classes", {"en": "With two classes, the loss of logistic regression", "zh": "两类时得逻辑回归的损失"}),
    ),
    ("sum(k, 1, K, 2**(-length[k])) <= 1, Kraft's inequality", "0 < q[k]", "y in {0, 1}", "log is the natural logarithm", "1 <= m, 1 <= p, 1 <= K"),
    (
        "Shannon, A Mathematical Theory of Communication, Bell System Technical Journal 27 (1948)",
        "Kraft, A Device for Quantizing, Grouping, and Coding Amplitude-Modulated Pulses, thesis, Massachusetts Institute of Technology (1949)",
        "Cover and Thomas, Elements of Information Theory (2006), sections 5.2 to 5.4",
    ),
    (),
    leads_to="logistic",
)  # fmt: skip
