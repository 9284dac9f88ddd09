"""The symbols, definitions and index ranges of logistic regression. In: nothing. Out: ``CONTEXT``."""

from __future__ import annotations

from ..terms.context import Context, Definition, DefinitionKind, Kind, Symbol

SYMBOLS = (
    Symbol("i", Kind.INDEX, "1 … m", {"en": "the number of a sample", "zh": "样本序号"}, "i", "i", runs=("1", "m")),
    Symbol("j", Kind.INDEX, "0 … p", {"en": "the number of a feature; 0 is the bias", "zh": "特征序号，0 为偏置"},
           "j", "j", runs=("0", "p")),
    Symbol("k", Kind.INDEX, "0 … p", {"en": "a feature's number, inside a sum", "zh": "求和内的特征序号"},
           "k", "k", runs=("0", "p")),
    Symbol("m", Kind.SIZE, "1, 2, 3, …", {"en": "how many samples there are", "zh": "样本数"}, "m", "m"),
    Symbol("p", Kind.SIZE, "1, 2, 3, …", {"en": "how many features there are, the bias not counted", "zh": "特征数（不含偏置）"},
           "p", "p"),
    Symbol("X", Kind.DATA, "real", {"en": "the data: one row a sample, the first column all ones for the bias",
           "zh": "数据矩阵：每行一个样本，首列全为 1（偏置）"}, "X", "X", ("m", "p + 1"),
           "x_{{{1}}}^{{({0})}}", "x{0},{1}", "x^{{({0})}}", "x{0}"),
    Symbol("y", Kind.LABEL, "{0, 1}", {"en": "the labels", "zh": "标签"}, "y", "y", ("m",), "y^{{({0})}}", "y{0}"),
    Symbol("yhat", Kind.LABEL, "{0, 1}", {"en": "the label that the model draws, a random variable", "zh": "模型给出的标签（随机变量）"},
           r"\hat y", "ŷ", ("m",), r"\hat y^{{({0})}}", "ŷ{0}"),
    Symbol("theta", Kind.PARAMETER, "real", {"en": "the parameters; the entry 0 is the bias", "zh": "参数，第 0 个为偏置"},
           r"\theta", "θ", ("p + 1",), r"\theta_{{{0}}}", "θ{0}"),
    Symbol("c", Kind.DATA, "(0, ∞)", {"en": "the weights of the samples", "zh": "样本权重"}, "c", "c", ("m",),
           "c^{{({0})}}", "c{0}"),
    Symbol("v", Kind.DATA, "real", {"en": "a direction, which the Hessian is applied to", "zh": "与海森矩阵相乘的方向"}, "v", "v", ("p + 1",),
           "v_{{{0}}}", "v{0}"),
    Symbol("b", Kind.BASE, "0 < b, b ≠ 1", {"en": "the base of another logarithm", "zh": "另一对数的底"}, "b", "b"),
    Symbol("z", Kind.DEFINED, "real", {"en": "the logits (raw predictions)", "zh": "对数几率（原始预测值）"}, "z", "z", ("m",),
           "z^{{({0})}}", "z{0}"),
    Symbol("h", Kind.DEFINED, "(0, 1)", {"en": "the hypothesis: the model's probability of the label 1", "zh": "假设函数：标签为 1 的概率"},
           "h", "h", ("m",), r"h_\theta(x^{{({0})}})", "h(x{0})"),
    Symbol("s", Kind.DEFINED, "(0, 1/4]", {"en": "the variances h(1 − h)", "zh": "方差 h(1 − h)"}, "s", "s", ("m",),
           "s^{{({0})}}", "s{0}"),
    Symbol("S", Kind.DEFINED, "diagonal", {"en": "the diagonal matrix of the variances h(1 − h)", "zh": "方差 h(1 − h) 的对角矩阵"}, "S", "S", ("m", "m"),
           "S_{{{0}{1}}}", "S{0},{1}"),
    Symbol("J", Kind.DEFINED, "(0, ∞)", {"en": "the cross-entropy loss, the mean over the samples", "zh": "交叉熵损失（对样本取平均）"},
           r"J(\theta)", "J(θ)"),
    Symbol("L", Kind.DEFINED, "(0, ∞)", {"en": "the loss in vector form, without the constant 1/m", "zh": "损失的向量形式（去掉常数 1/m）"},
           r"L(\theta)", "L(θ)"),
    Symbol("J_b", Kind.DEFINED, "real", {"en": "the loss with logarithms to the base b", "zh": "以 b 为底的损失"},
           r"J_b(\theta)", "J_b(θ)"),
    Symbol("C", Kind.DEFINED, "real", {"en": "the loss with a weight for each sample", "zh": "带样本权重的损失"},
           r"C(\theta)", "C(θ)"),
    Symbol("ell", Kind.DEFINED, "(0, ∞)", {"en": "the loss of each sample", "zh": "每个样本的损失"}, r"\ell", "ℓ", ("m",),
           r"\ell^{{({0})}}", "ℓ{0}"),
    Symbol("r", Kind.DEFINED, "(−1, 1)", {"en": "the residuals h − y", "zh": "残差 h − y"}, "r", "r", ("m",), "r^{{({0})}}", "r{0}"),
    *(Symbol(name, Kind.DEFINED, domain, {"en": en, "zh": zh}, latex, text, ("m",), latex + "^{{({0})}}", text + "{0}")
      for name, domain, latex, text, en, zh in (
        ("magnitude", "[0, ∞)", "a", "a", "the logit without its sign", "对数几率的绝对值"),
        ("decay", "(0, 1]", r"\varepsilon", "ε", "e to the −a", "e 的 −a 次幂"),
        ("gap", "[−1, 1]", "g", "g", "1 − y where the logit is positive, −y elsewhere", "对数几率为正时 1 − y，否则 −y"),
      )),
)  # fmt: skip


def definition(
    name: str,
    left: str,
    right: str,
    en: str,
    zh: str,
    sentence: str,
    satz: str,
    kind: DefinitionKind = DefinitionKind.DEFINITION,
) -> Definition:
    """One equation that holds by choice."""
    return Definition(name, left, right, kind, {"en": en, "zh": zh}, {"en": sentence, "zh": satz})  # fmt: skip


DEFINITIONS = (
    definition("logit", "z[i]", "theta' @ X[i]", "Logit", "对数几率",
               "The logit of a sample is its features weighted by the parameters.", "样本的对数几率是特征的加权和。",
               DefinitionKind.MODEL),
    definition("logits", "z", "X @ theta", "Logits of all samples", "全部样本的对数几率",
               "All logits at once are the data times the parameters.", "所有样本的对数几率等于数据矩阵乘以参数。",
               DefinitionKind.MODEL),
    definition("bias", "X[i, 0]", "1", "Bias entry", "偏置分量",
               "The first entry of every sample is 1, so that θ₀ is the bias.", "每个样本的首个分量为 1，故 θ₀ 为偏置。",
               DefinitionKind.DATA),
    definition("hypothesis", "h[i]", "1/(1 + exp(-(theta' @ X[i])))", "Hypothesis", "假设函数",
               "The sigmoid turns the logit into a number between 0 and 1.", "sigmoid 把对数几率变成 0 与 1 之间的数。",
               DefinitionKind.MODEL),
    definition("hypotheses", "h", "ones(m)/(ones(m) + exp(-(X @ theta)))", "Hypotheses of all samples", "全部样本的假设函数",
               "The sigmoid, applied to each logit.", "对每个对数几率逐元素应用 sigmoid。", DefinitionKind.MODEL),
    definition("probability", "P(yhat[i] == 1, X[i], theta)", "h[i]", "Probability of label one", "标签为 1 的概率",
               "The model takes the hypothesis for the probability of the label 1.", "模型把假设函数当作标签为 1 的概率。",
               DefinitionKind.MODEL),
    definition("cross_entropy", "J", "-(1/m)*sum(i, 1, m, y[i]*log(h[i]) + (1 - y[i])*log(1 - h[i]))",
               "Cross-entropy loss", "交叉熵损失", "The negated mean of the log-probabilities of the right labels.",
               "正确标签的对数概率取平均再取负。"),
    definition("vector_loss", "L", "-(y' @ log(h) + (ones(m) - y)' @ log(ones(m) - h))", "Loss in vector form", "损失的向量形式",
               "The loss with inner products for sums, and without 1/m.", "用内积代替求和，并去掉 1/m。"),
    definition("loss_to_base", "J_b",
               "-(1/m)*sum(i, 1, m, y[i]*log_base(b, h[i]) + (1 - y[i])*log_base(b, 1 - h[i]))",
               "Loss to another base", "以其他数为底的损失", "The same loss with logarithms to the base b.", "对数换成以 b 为底。"),
    definition("weighted_loss", "C", "c' @ (log(ones(m) + exp(X @ theta)) - y*(X @ theta))", "Weighted loss", "加权损失",
               "Every sample's loss counts with its weight.", "每个样本的损失按权重计入。"),
    definition("variance", "s", "h*(ones(m) - h)", "Variances", "方差",
               "The variance of a label that is 1 with probability h.", "以概率 h 取 1 的标签的方差。"),
    definition("variance_matrix", "S", "diag(h*(ones(m) - h))", "Variance matrix", "方差矩阵",
               "The variances on a diagonal.", "方差排成的对角矩阵。"),
    definition("sample_losses", "ell", "log(ones(m) + exp(z)) - y*z", "Loss of each sample", "每个样本的损失",
               "The simplified loss, sample by sample.", "化简后的逐样本损失。"),
    definition("residuals", "r", "h - y", "Residuals", "残差", "Prediction minus label.", "预测减标签。"),
    *(definition(name, f"{name}[i]", right, en, zh, en + ".", zh + "。")
      for name, right, en, zh in (
        ("magnitude", "abs(z[i])", "The logit without its sign", "对数几率的绝对值"),
        ("decay", "exp(-magnitude[i])", "e to the −a", "e 的 −a 次幂"),
        ("gap", "indicator(0 < z[i]) - y[i]", "Indicator of a positive logit, minus the label", "正对数几率的示性函数减标签"),
      )),
)  # fmt: skip

CONTEXT = Context(SYMBOLS, DEFINITIONS, (("m", "1", "m"), ("p + 1", "0", "p")))
