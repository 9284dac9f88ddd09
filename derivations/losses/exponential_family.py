"""Log-odds and the exponential family, a road to cross-entropy that shows why its gradient is so simple. Out: ``PLAN``."""

from __future__ import annotations

from ..terms.context import Context, DefinitionKind, Kind, Symbol
from .logistic import PARTIAL
from .logistic_context import definition
from .plan import Plan, Section, Stage, back, by, line
from .two_classes import definitions, symbols

SYMBOLS = (
    *symbols("i", "j", "k", "m", "p", "X", "y", "theta", "z", "h", "J"),
    Symbol("count", Kind.DATA, "{0, 1, 2, …}", {"en": "the counts", "zh": "计数"}, "n", "n", ("m",), "n^{{({0})}}", "n{0}"),
    Symbol("rate", Kind.DEFINED, "(0, ∞)", {"en": "the model's expected counts", "zh": "模型的期望计数"},
           r"\lambda", "λ", ("m",), r"\lambda^{{({0})}}", "λ{0}"),
    Symbol("response", Kind.DATA, "real", {"en": "responses that are any number", "zh": "取任意实数的响应"}, "t", "t", ("m",),
           "t^{{({0})}}", "t{0}"),
)  # fmt: skip

DEFINITIONS = (
    *definitions("logit", "hypothesis", "cross_entropy"),
    definition("poisson_rate", "rate[i]", "exp(theta' @ X[i])", "Expected count", "期望计数",
               "The logarithm of the expected count is the features weighted by the parameters.", "期望计数的对数是特征的加权和。",
               DefinitionKind.MODEL),
)  # fmt: skip

CONTEXT = Context(SYMBOLS, DEFINITIONS, (("m", "1", "m"), ("p + 1", "0", "p")))

BERNOULLI = "h[i]**y[i]*(1 - h[i])**(1 - y[i])"
POISSON = "rate[i]**count[i]*exp(-rate[i])/exp(lgamma(count[i] + 1))"
GAUSS = "exp(-(response[i] - z[i])**2/2)/sqrt(2*pi)"

LOG_ODDS = Section(
    "log-odds",
    {"en": "Log-odds", "zh": "对数几率"},
    {
        "en": "The odds of a label are h to 1 - h, and their logarithm is any real number. The model says that it is the logit: that is what the "
        "sigmoid means, and the other way round.",
        "zh": "标签的几率是 h 比 1 − h，它的对数可取任意实数。模型说它就是 z：这正是 sigmoid 的含义，反之亦然。",
    },
    (
        Stage("complement-of-h", {"en": "The probability of the label 0", "zh": "标签为 0 的概率"}, "1 - h[i]", (
            line(by("hypothesis"), back("logit"), shown_by="hypothesis"),
            line(by("one_minus_quotient"), by("cancel"), shown_by="one_minus_quotient"),
            line(by("sigmoid_forms")),
        )),
        Stage("odds", {"en": "The odds", "zh": "几率"}, "h[i]/(1 - h[i])", (
            line(by("hypothesis", at=(0,)), by("hypothesis"), back("logit", at=(0, 1, 1, 0, 0)), back("logit"), shown_by="hypothesis"),
            line(by("one_minus_quotient"), by("cancel"), shown_by="one_minus_quotient"),
            line(by("collect", at=())),
            line(by("reciprocal_of_exp")),
        )),
        Stage("log-odds-of-h", {"en": "Their logarithm", "zh": "几率的对数"}, "log(h[i]/(1 - h[i]))", (
            line(by("result:odds")),
            line(back("log_exp")),
        )),
        Stage("from-odds", {"en": "From the odds to the probability", "zh": "由几率求概率"}, "(h[i]/(1 - h[i]))/(1 + h[i]/(1 - h[i]))", (
            line(by("add_to_quotient")),
            line(by("collect", at=(1, 0))),
            line(by("collect", at=())),
        )),
        Stage("from-log-odds", {"en": "From the log-odds to the sigmoid", "zh": "由对数几率求 sigmoid"}, "h[i]", (
            line(back("result:from-odds", at=())),
            line(by("result:odds", at=(0,)), by("result:odds")),
            line(by("sigmoid_forms")),
        )),
    ),
)  # fmt: skip

BERNOULLI_FAMILY = Section(
    "bernoulli-family",
    {"en": "Labels: the Bernoulli distribution", "zh": "标签：伯努利分布"},
    {
        "en": "A distribution of the exponential family, with one parameter η, is b(y) exp(η y − A(η)). If the model sets η = z, the weighted features "
        "themselves, the link is called canonical. Then −log of the probability is A(z) − y z, up to a constant, and its derivative by a parameter is "
        "A′(z) − y times the feature. Since A′(η) is the mean of the distribution, it reads: prediction minus label, times feature. The derivations "
        "below show this three times, each with its own A; there is no derivation here for an A that isn’t named. First the labels, "
        "with A(η) = log(1 + exp(η)).",
        "zh": "单参数指数族分布的形式是 b(y) exp(η y − A(η))。若模型取 η = z，即特征的加权和本身，则称为典范联系。此时负对数概率为 A(z) − y z（差一个常数），"
        "对参数的导数为 A′(z) − y 乘以特征。A′(η) 是分布的均值，所以读作：（预测减标签）乘特征。下面对三个具体的 A 各推导一次；未指定的 A 这里没有推导。"
        "先看标签，A(η) = log(1 + exp(η))。",
    },
    (
        Stage("log-complement", {"en": "The logarithm of 1 − h", "zh": "1 − h 的对数"}, "log(1 - h[i])", (
            line(by("result:complement-of-h")),
            line(by("log_quotient")),
            line(by("log_one")),
        )),
        Stage("bernoulli-exponent", {"en": "The exponent", "zh": "指数部分"}, "y[i]*log(h[i]) + (1 - y[i])*log(1 - h[i])", (
            line(by("expand", at=(1,)), by("factor", at=(), on=(0, 2)), shown_by="factor"),
            line(back("log_quotient")),
            line(by("result:log-odds-of-h"), by("result:log-complement"), shown_by="result:log-odds-of-h"),
        )),
        Stage("bernoulli-form", {"en": "The form of the exponential family", "zh": "指数族形式"}, BERNOULLI, (
            line(back("exp_of_multiple_of_log", at=(0,)), back("exp_of_multiple_of_log", at=(1,)), shown_by="exp_of_multiple_of_log"),
            line(by("exp_product")),
            line(by("result:bernoulli-exponent")),
        )),
        Stage("bernoulli-loss", {"en": "The loss of a sample", "zh": "单个样本的损失"}, f"-log({BERNOULLI})", (
            line(by("result:bernoulli-form")),
            line(back("log_exp")),
            line(by("negate_difference")),
        )),
        Stage("mean-loss", {"en": "Its mean is the loss (1)", "zh": "其均值是损失 (1)"}, f"(1/m)*sum(i, 1, m, -log({BERNOULLI}))", (
            line(by("sum_of_negative"), back("log_product"), shown_by="log_product"),
            line(by("log_power", at=(0, 1, 3, 0)), by("log_power")),
            line(back("cross_entropy")),
        )),
        *PARTIAL.stages[:2],
        Stage("bernoulli-gradient", {"en": "Prediction minus label", "zh": "预测减标签"},
              "partial(theta[j], log(1 + exp(theta' @ X[i])) - y[i]*(theta' @ X[i]))", (
            line(by("partial_of_sum"), by("partial_of_negative"), by("partial_constant_factor"), shown_by="partial_of_sum"),
            line(by("result:partial-softplus"), by("result:partial-logit"), shown_by="result:partial-softplus"),
            line(by("factor_out_of_quotient"), by("sigmoid_forms"), back("hypothesis"), by("commute_product", at=(0,)),
                 back("distribute_difference"), shown_by="sigmoid_forms"),
        )),
        Stage("partial-of-loss", {"en": "All samples: the derivative (2)", "zh": "全部样本：导数 (2)"}, "partial(theta[j], J)", (
            line(back("result:mean-loss")),
            line(by("result:bernoulli-loss"), by("logit", at=(1, 1, 3, 0, 0, 1, 0)), by("logit"), shown_by="result:bernoulli-loss"),
            line(by("partial_constant_factor"), by("partial_of_summation"), shown_by="partial_of_summation"),
            line(by("result:bernoulli-gradient")),
        )),
    ),
)  # fmt: skip

POISSON_FAMILY = Section(
    "poisson-family",
    {"en": "Counts: the Poisson distribution", "zh": "计数：泊松分布"},
    {
        "en": "For counts A(η) = exp(η), which is also the expected count. The factorial of n is written exp(log Γ(n + 1)).",
        "zh": "对计数，A(η) = exp(η)，它也是期望计数。n 的阶乘写作 exp(log Γ(n + 1))。",
    },
    (
        Stage("poisson-form", {"en": "The form of the exponential family", "zh": "指数族形式"}, POISSON, (
            line(by("poisson_rate", at=(0, 0, 0)), back("logit"), shown_by="poisson_rate"),
            line(by("power_of_exp")),
            line(by("exp_product")),
            line(by("poisson_rate"), back("logit"), shown_by="poisson_rate"),
        )),
        Stage("poisson-loss", {"en": "The loss of a sample", "zh": "单个样本的损失"}, f"-log({POISSON})", (
            line(by("result:poisson-form")),
            line(by("log_quotient")),
            line(back("log_exp", at=(0, 0)), back("log_exp")),
            line(by("expand", at=())),
        )),
        Stage("poisson-gradient", {"en": "Prediction minus count", "zh": "预测减计数"},
              "partial(theta[j], exp(theta' @ X[i]) - (theta' @ X[i])*count[i] + lgamma(count[i] + 1))", (
            line(by("partial_of_sum", at=()), by("partial_of_sum"), by("partial_of_negative"), shown_by="partial_of_sum"),
            line(by("partial_of_constant"), by("chain_rule"), by("derivative_of_exp"), shown_by="chain_rule"),
            line(by("partial_constant_factor", c="count[i]"), by("result:partial-logit", at=(0, 1)), by("result:partial-logit"),
                 shown_by="result:partial-logit"),
            line(back("distribute_difference"), back("poisson_rate"), shown_by="poisson_rate"),
        )),
    ),
)  # fmt: skip

GAUSS_FAMILY = Section(
    "gauss-family",
    {"en": "Real responses: the normal distribution", "zh": "实数响应：正态分布"},
    {
        "en": "For the normal distribution with variance 1, A(η) = η² / 2, and the mean is η itself. The loss is half the squared error, up to a constant.",
        "zh": "对方差为 1 的正态分布，A(η) = η² / 2，均值就是 η 本身。损失是平方误差的一半（差一个常数）。",
    },
    (
        Stage("gauss-form", {"en": "The form of the exponential family", "zh": "指数族形式"}, GAUSS, (
            line(by("expand", at=(0, 0))),
            line(back("exp_product", at=(0,), a="z[i]*response[i] - z[i]**2/2")),
        )),
        Stage("gauss-loss", {"en": "The loss of a sample", "zh": "单个样本的损失"}, f"-log({GAUSS})", (
            line(by("log_quotient")),
            line(back("log_exp")),
            line(by("expand", at=())),
        )),
        Stage("gauss-gradient", {"en": "Prediction minus response", "zh": "预测减响应"},
              "partial(theta[j], (theta' @ X[i])**2/2 - (theta' @ X[i])*response[i] + response[i]**2/2 + log(sqrt(2*pi)))", (
            line(by("partial_of_sum", at=()), by("partial_of_sum"), by("partial_of_sum"), by("partial_of_negative"),
                 shown_by="partial_of_sum"),
            line(by("partial_of_constant", at=(2,)), by("partial_of_constant"), by("partial_constant_factor", c="response[i]"),
                 by("partial_constant_divisor"), shown_by="partial_of_constant"),
            line(by("power_rule_whole"), by("collect", at=(0,)), by("collect", at=(0, 0, 1)), by("power_one"), shown_by="power_rule_whole"),
            line(by("result:partial-logit", at=(0, 1)), by("result:partial-logit")),
            line(back("distribute_difference"), back("logit"), shown_by="logit"),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "exponential_family",
    {"en": "Log-odds and the exponential family", "zh": "对数几率与指数族"},
    {
        "en": "The logit is the logarithm of the odds. With it the Bernoulli distribution takes the form of the exponential family, and that is why "
        "the gradient is (prediction − label) times the feature; counts and real responses have the same gradient.",
        "zh": "z 就是几率的对数。用它可把伯努利分布写成指数族的形式，因此梯度等于（预测 − 标签）乘以特征；计数与实数响应的梯度形式相同。",
    },
    CONTEXT,
    (LOG_ODDS, BERNOULLI_FAMILY, POISSON_FAMILY, GAUSS_FAMILY),
    (
        ("log-odds-of-h", {"en": "The log-odds", "zh": "对数几率"}),
        ("bernoulli-form", {"en": "The form of the exponential family", "zh": "指数族形式"}),
        ("mean-loss", {"en": "Its negated logarithm, averaged, is the loss", "zh": "其负对数的均值就是损失"}),
        ("partial-of-loss", {"en": "Prediction minus label, times feature", "zh": "（预测减标签）乘以特征"}),
    ),
    ("y in {0, 1}", "log is the natural logarithm", "1 <= m, 1 <= p"),
    (
        "McCullagh and Nelder, Generalized Linear Models (1989), sections 2.2 and 4.3",
        "Bishop, Pattern Recognition and Machine Learning (2006), sections 2.4 and 4.3.6",
    ),
    (),
    leads_to="logistic",
)  # fmt: skip
