"""Maximum likelihood, a road to cross-entropy: of Bernoulli and of categorical data. Out: ``PLAN``."""

from __future__ import annotations

from ..terms.context import Context, DefinitionKind, Kind, Symbol
from . import two_classes
from .logistic_context import definition
from .plan import Plan, Section, Stage, back, by, define, introduce, line, untidied
from .two_classes import definitions, symbols

SYMBOLS = (
    *two_classes.SYMBOLS,
    *symbols("yhat"),
    Symbol("k", Kind.INDEX, "1 … K", {"en": "the number of a class", "zh": "类别序号"}, "k", "k", runs=("1", "K")),
    Symbol("K", Kind.SIZE, "1, 2, 3, …", {"en": "how many classes there are", "zh": "类别数"}, "K", "K"),
    Symbol("Y", Kind.DATA, "{0, 1}", {"en": "the class of each sample: 1 at the class, 0 elsewhere", "zh": "各样本的类别：所属类别处为 1，其余为 0"},
           "Y", "Y", ("m", "K"), "y_{{{1}}}^{{({0})}}", "y{0},{1}", "y^{{({0})}}", "y{0}"),
    Symbol("Q", Kind.DATA, "(0, 1)", {"en": "the model's probability of each class, for each sample", "zh": "模型给出的各样本各类别的概率"},
           r"\hat Q", "Q̂", ("m", "K"), r"\hat q_{{{1}}}^{{({0})}}", "q̂{0},{1}", r"\hat q^{{({0})}}", "q̂{0}"),
    Symbol("likelihood", Kind.DEFINED, "(0, 1)", {"en": "the likelihood: the probability of all labels", "zh": "似然：全部标签的概率"},
           r"\mathcal{L}(\theta)", "ℒ(θ)"),
    Symbol("class_likelihood", Kind.DEFINED, "(0, 1)", {"en": "the likelihood of classes", "zh": "类别的似然"},
           r"\mathcal{L}_K", "ℒₖ"),
)  # fmt: skip

DEFINITIONS = (
    *two_classes.DEFINITIONS,
    *definitions("probability"),
    definition("observed_probability", "P(yhat[i] == y[i], X[i], theta)",
               "where(y[i] == 1, P(yhat[i] == 1, X[i], theta), P(yhat[i] == 0, X[i], theta))",
               "Probability of the observed label", "观测标签的概率",
               "The label that was observed is 1, and has the probability of 1, or 0.", "观测到的标签或为 1，取标签 1 的概率，或为 0。",
               DefinitionKind.MODEL),
    definition("likelihood", "likelihood", "prod(i, 1, m, h[i]**y[i]*(1 - h[i])**(1 - y[i]))", "Likelihood", "似然",
               "The probability of all observed labels, as a function of the parameters.", "全部观测标签的概率，看作参数的函数。"),
    definition("class_likelihood", "class_likelihood", "prod(i, 1, m, prod(k, 1, K, Q[i, k]**Y[i, k]))", "Likelihood of classes", "类别的似然",
               "For each sample the exponents keep the probability of its class, and turn the others into 1.",
               "对每个样本，指数保留所属类别的概率，其余变为 1。", DefinitionKind.MODEL),
)  # fmt: skip

CONTEXT = Context(SYMBOLS, DEFINITIONS, (*two_classes.RANGES, ("K", "1", "K")))

SAMPLE = Section(
    "sample",
    {"en": "One sample", "zh": "一个样本"},
    {
        "en": "The model gives the label 1 the probability h, and the label 0 the rest. Which of the two counts depends on the label that was "
        "observed. Since a label is 0 or 1, the choice can be written with powers: one factor stays, the other becomes 1.",
        "zh": "模型给标签 1 的概率为 h，其余归标签 0；用哪一个取决于观测到的标签。标签只取 0 或 1，故可用幂来写这个选择：一个因子保留，另一个变为 1。",
    },
    (
        Stage("one-sample", {"en": "The probability of the observed label", "zh": "观测标签的概率"}, "P(yhat[i] == y[i], X[i], theta)", (
            line(define("observed_probability")),
            line(by("complement"), by("probability", at=(1,)), by("probability"), shown_by="probability"),
            line(by("choice_as_powers")),
        )),
    ),
)  # fmt: skip

BERNOULLI = Section(
    "bernoulli",
    {"en": "All samples: Bernoulli data", "zh": "全部样本：伯努利数据"},
    {
        "en": "The likelihood is the probability that the model gives to all the labels that were observed. The best parameters, "
        "says the principle of maximum likelihood, make it largest. The logarithm turns the product into a sum, and powers into factors.",
        "zh": "似然是模型给全部观测标签的概率。最大似然原理说：最好的参数使它最大。取对数把积变成和，把幂变成因子。",
    },
    (
        Stage("likelihood-of-samples", {"en": "The likelihood", "zh": "似然"}, "prod(i, 1, m, P(yhat[i] == y[i], X[i], theta))", (
            line(by("result:one-sample")),
            line(introduce("likelihood")),
        ), {"en": "The samples are independent, so the probability of all labels is the product of their probabilities.",
            "zh": "样本相互独立，故全部标签的概率是各概率之积。"}),
        Stage("mean", {"en": "The loss (1), times −m", "zh": "损失 (1) 乘以 −m"}, "-(m*J)", (
            line(by("cross_entropy")),
            line(by("collect", at=())),
        )),
        Stage("log-likelihood", {"en": "The log-likelihood", "zh": "对数似然"}, "log(likelihood)", (
            line(by("likelihood")),
            line(by("log_of_indexed_product")),
            line(back("log_product")),
            line(by("log_power", at=(3, 0)), by("log_power")),
            line(back("result:mean")),
        )),
        Stage("maximum", {"en": "Where the likelihood is largest", "zh": "似然最大之处"}, "likelihood", (
            line(by("log_monotone", at=())),
            line(by("result:log-likelihood")),
            line(by("negate_and_average", at=(), n="m"), by("collect", at=()), shown_by="negate_and_average"),
        )),
    ),
)  # fmt: skip

CATEGORICAL = Section(
    "categorical",
    {"en": "Several classes: categorical data", "zh": "多个类别：分类数据"},
    {
        "en": "With K classes the label of a sample is a row of zeros with one 1, and the model gives a row of probabilities. "
        "The same two rules turn the likelihood into the cross-entropy of several classes.",
        "zh": "有 K 个类别时，样本的标签是一行 0 中有一个 1，模型给出一行概率。同样的两条规则把似然变成多类交叉熵。",
    },
    (
        Stage("class-log-likelihood", {"en": "The log-likelihood of classes", "zh": "类别的对数似然"}, "-log(class_likelihood)", (
            line(by("class_likelihood")),
            line(by("log_of_indexed_product")),
            line(by("log_of_indexed_product")),
            line(by("log_power")),
        )),
        Stage("class-maximum", {"en": "Where the likelihood of classes is largest", "zh": "类别的似然最大之处"}, "class_likelihood", (
            line(by("log_monotone", at=())),
            line(by("negate_and_average", at=(), n="m")),
            line(untidied("sign_into_product", at=(), a="1/m"), by("result:class-log-likelihood"),
                 shown_by="result:class-log-likelihood"),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "maximum_likelihood",
    {"en": "Maximum likelihood", "zh": "最大似然"},
    {
        "en": "The parameters that make the observed labels most probable are those that make the cross-entropy loss smallest.",
        "zh": "使观测标签概率最大的参数，正是使交叉熵损失最小的参数。",
    },
    CONTEXT,
    (
        SAMPLE,
        BERNOULLI,
        CATEGORICAL,
        two_classes.section(
            "With two classes the label y is the row (y, 1 − y), and the hypothesis h gives the row (h, 1 − h). Then the loss of "
            "several classes is the article's loss (1).",
            "只有两个类别时，标签 y 就是行 (y, 1 − y)，假设函数 h 给出行 (h, 1 − h)；多类损失便是文章中的损失 (1)。",
        ),
    ),
    (
        ("log-likelihood", {"en": "The log-likelihood, by the loss", "zh": "用损失表示对数似然"}),
        ("class-log-likelihood", {"en": "The same for several classes", "zh": "多类的情形"}),
        ("two-classes", {"en": "With two classes, the same loss", "zh": "两类时得同一损失"}),
    ),
    ("y in {0, 1}", "the samples are independent", "log is the natural logarithm", "1 <= m, 1 <= p, 1 <= K"),
    (
        "Fisher, On the Mathematical Foundations of Theoretical Statistics, Philosophical Transactions of the Royal Society A 222 (1922)",
        "McCullagh and Nelder, Generalized Linear Models (1989), section 4.4",
        "Bishop, Pattern Recognition and Machine Learning (2006), sections 4.3.2 and 4.3.4",
    ),
    (),
    leads_to="logistic",
)  # fmt: skip
