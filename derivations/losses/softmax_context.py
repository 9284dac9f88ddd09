"""The symbols, definitions and index ranges of softmax regression. In: nothing. Out: ``CONTEXT``."""

from __future__ import annotations

from dataclasses import replace

from ..terms.context import Context, Definition, DefinitionKind, Kind, Symbol


def index(name: str, runs: tuple[str, str], en: str, zh: str) -> Symbol:
    """The number of a sample, a feature or a class."""
    return Symbol(name, Kind.INDEX, f"{runs[0]} … {runs[1]}", {"en": en, "zh": zh}, name, name, runs=runs)


def per_class(name: str, kind: Kind, domain: str, latex: str, text: str, en: str, zh: str) -> Symbol:
    """A number for each sample and class; its row is a vector with an entry for each class."""
    return Symbol(
        name, kind, domain, {"en": en, "zh": zh}, latex.upper() if len(latex) == 1 else latex, text.upper(), ("m", "K"),
        f"{latex}_{{{{{{1}}}}}}^{{{{({{0}})}}}}", f"{text}{{0}},{{1}}", f"{latex}^{{{{({{0}})}}}}", f"{text}{{0}}",
    )  # fmt: skip


def per_sample(name: str, kind: Kind, domain: str, latex: str, text: str, en: str, zh: str) -> Symbol:
    """A number for each sample."""
    return Symbol(name, kind, domain, {"en": en, "zh": zh}, latex, text, ("m",), latex + "^{{({0})}}", text + "{0}")


CLASSES, FEATURES, DEFINED = ("1", "K"), ("0", "p"), Kind.DEFINED

SYMBOLS = (
    index("i", ("1", "m"), "the number of a sample", "样本序号"),
    index("k", FEATURES, "the number of a feature; 0 is the bias", "特征序号，0 为偏置"),
    index("n", FEATURES, "the number of another feature", "另一特征序号"),
    index("q", FEATURES, "a feature's number, inside a sum", "求和内的特征序号"),
    index("j", CLASSES, "the number of a class", "类别序号"),
    index("l", CLASSES, "a class's number, inside a sum", "求和内的类别序号"),
    index("a", CLASSES, "the number of a class that one differentiates by", "求导所对的类别序号"),
    index("b", CLASSES, "the number of another class", "另一类别序号"),
    index("g", CLASSES, "the class that is a sample's label", "样本标签所示的类别"),
    index("r", ("1", "2"), "the number of one of two classes", "两个类别之一的序号"),
    Symbol("m", Kind.SIZE, "1, 2, 3, …", {"en": "how many samples there are", "zh": "样本数"}, "m", "m"),
    Symbol("p", Kind.SIZE, "1, 2, 3, …", {"en": "how many features there are, the bias not counted", "zh": "特征数（不含偏置）"}, "p", "p"),
    Symbol("K", Kind.SIZE, "1, 2, 3, …", {"en": "how many classes there are", "zh": "类别数"}, "K", "K"),
    Symbol("X", Kind.DATA, "real", {"en": "the data: one row a sample, the first column all ones for the bias",
           "zh": "数据矩阵：每行一个样本，首列全为 1（偏置）"}, "X", "X", ("m", "p + 1"),
           "x_{{{1}}}^{{({0})}}", "x{0},{1}", "x^{{({0})}}", "x{0}"),
    per_class("Y", Kind.DATA, "[0, 1]", "y", "y", "the labels as rows: 1 at the class of the sample and 0 elsewhere, or shares that add up to 1",
              "以行表示的标签：样本所属类别处为 1，其余为 0；或和为 1 的份额"),
    Symbol("yhat", Kind.DATA, "1 … K", {"en": "the class that the model draws, a random variable", "zh": "模型给出的类别（随机变量）"},
           r"\hat y", "ŷ", ("m",), r"\hat y^{{({0})}}", "ŷ{0}"),
    Symbol("W", Kind.PARAMETER, "real", {"en": "the parameters: a row for each feature, the first for the bias; a column for each class",
           "zh": "参数：每个特征一行，首行为偏置；每个类别一列"}, "W", "W", ("p + 1", "K"), "w_{{{0}{1}}}", "w{0},{1}"),
    per_sample("c", Kind.DATA, "(0, ∞)", "c", "c", "the weights of the samples", "样本权重"),
    per_sample("shift", Kind.DATA, "real", "s", "s", "what is added to all logits of a sample", "加到样本所有对数几率上的数"),
    Symbol("V", Kind.DATA, "real", {"en": "a direction, of the shape of the parameters", "zh": "与参数同形的方向"}, "V", "V", ("p + 1", "K"),
           "v_{{{0}{1}}}", "v{0},{1}"),
    Symbol("z", Kind.PARAMETER, "real", {"en": "the logits of one sample where there are two classes", "zh": "两个类别时单个样本的对数几率"},
           "z", "z", ("2",), "z_{{{0}}}", "z{0}"),
    Symbol("y", Kind.LABEL, "{0, 1}", {"en": "the label of logistic regression: 1 for the first of two classes", "zh": "逻辑回归的标签：两个类别中的第一类为 1"}, "y", "y"),
    Symbol("t", Kind.PARAMETER, "real", {"en": "the logit of logistic regression", "zh": "逻辑回归的对数几率"}, "t", "t"),
    Symbol("f", Kind.PARAMETER, "real", {"en": "the logits of one sample, as variables of their own", "zh": "单个样本的对数几率（作为独立变量）"},
           "f", "f", ("K",), "f_{{{0}}}", "f{0}"),
    Symbol("T", Kind.PARAMETER, "(0, ∞)", {"en": "the temperature", "zh": "温度"}, "T", "T"),
    Symbol("Q", DEFINED, "(0, 1]", {"en": "the probabilities at the temperature T", "zh": "温度 T 下的概率"}, "q", "q", ("K",), "q_{{{0}}}", "q{0}"),
    Symbol("h", DEFINED, "(0, 1)", {"en": "the hypothesis of logistic regression", "zh": "逻辑回归的假设函数"}, "h", "h"),
    per_class("Z", DEFINED, "real", "z", "z", "the logits (raw predictions)", "对数几率（原始预测值）"),
    per_class("P", DEFINED, "(0, 1]", "p", "p", "the model's probability of each class", "模型给出的各类别概率"),
    Symbol("J", DEFINED, "[0, ∞)", {"en": "the cross-entropy loss, the mean over the samples", "zh": "交叉熵损失（对样本取平均）"}, "J(W)", "J(W)"),
    Symbol("L", DEFINED, "[0, ∞)", {"en": "the loss in matrix form, without the constant 1/m", "zh": "损失的矩阵形式（去掉常数 1/m）"}, "L(W)", "L(W)"),
    Symbol("C", DEFINED, "real", {"en": "the loss with a weight for each sample", "zh": "带样本权重的损失"}, "C(W)", "C(W)"),
    per_sample("ell", DEFINED, "[0, ∞)", r"\ell", "ℓ", "the loss of each sample", "每个样本的损失"),
    per_class("R", DEFINED, "[−1, 1]", "r", "r", "the residuals P − Y", "残差 P − Y"),
    per_sample("block", DEFINED, "[−1/4, 1/4]", "s", "s", "what a sample adds to the block of classes a and b", "样本对类别 a、b 之块的贡献"),
    Symbol("same", DEFINED, "{0, 1}", {"en": "1 where the classes a and b are the same, else 0", "zh": "类别 a 与 b 相同时为 1，否则为 0"},
           r"\delta", "δ"),
    per_class("D", DEFINED, "real", "d", "d", "the change of the logits in the direction V", "对数几率沿方向 V 的变化"),
    per_class("U", DEFINED, "real", "u", "u", "the change of the probabilities in the direction V", "概率沿方向 V 的变化"),
    replace(per_sample("top", DEFINED, "1 … K", r"\kappa", "κ", "the class with the largest logit, the first of several", "对数几率最大的类别（有多个时取首个）"),
            runs=CLASSES),
    per_sample("largest", DEFINED, "real", r"\mu", "μ", "the largest logit of a sample", "样本的最大对数几率"),
    *(per_class(name, DEFINED, domain, latex, text, en, zh)
      for name, domain, latex, text, en, zh in (
        ("gap", "(−∞, 0]", r"\gamma", "γ", "the logit less the largest one", "对数几率减去最大者"),
        ("back", "(−∞, 0]", r"\beta", "β", "the gap less the logit: minus the largest logit, rounded", "差减去对数几率：负的最大值的舍入值"),
        ("lost", "0", r"\eta", "η", "what rounding took from the gap, 0 in exact arithmetic", "差被舍去的部分，精确运算中为 0"),
        ("leading", "(0, 1]", r"\bar\varepsilon", "ε̄", "the exponential of the gap: the leading piece", "差的指数的主要部分"),
        ("decay", "(0, 1]", r"\varepsilon", "ε", "the exponential of the gap", "差的指数"),
        ("room", "[0, 1)", r"\omega", "ω", "one less the exponential of the gap", "1 减差的指数"),
        ("beside", "[0, ∞)", r"\nu", "ν", "the exponentials of the gaps of all other classes, added up", "其他类别的差的指数之和"),
        ("slip", "0", r"\sigma", "σ", "the same, where it is a number", "同上，为有限数时"),
        ("phat", "(0, 1]", r"\hat p", "p̂", "a probability, as computed", "计算所得的概率"),
        ("qhat", "[0, 1)", r"\hat q", "q̂", "the probability of all other classes, as computed", "计算所得的其他类别的概率"),
        ("turn", "real", r"\tau", "τ", "the change of a logit less that of the largest one", "对数几率的变化减去最大者的变化"),
      )),
    per_sample("rest", DEFINED, "[0, ∞)", r"\rho", "ρ", "the exponentials of the gaps without the largest, added up", "除最大者外差的指数之和"),
    per_sample("total", DEFINED, "[1, ∞)", "t", "t", "all exponentials of the gaps, added up", "全部差的指数之和"),
)  # fmt: skip


def definition(
    name: str, left: str, right: str, en: str, zh: str, sentence: str, satz: str,
    kind: DefinitionKind = DefinitionKind.DEFINITION,
) -> Definition:  # fmt: skip
    """One equation that holds by choice."""
    return Definition(name, left, right, kind, {"en": en, "zh": zh}, {"en": sentence, "zh": satz})


MODEL, FACT = DefinitionKind.MODEL, DefinitionKind.DATA
EXPONENTIALS = "exp(X @ W)"
TOTALS = f"{EXPONENTIALS} @ ones(K)"
"""The sum of the exponentials of each row."""

DEFINITIONS = (
    definition("class_logit", "Z[i, j]", "sum(q, 0, p, X[i, q]*W[q, j])", "Logit of a class", "类别的对数几率",
               "The logit of a class is the sample's features weighted by the parameters of that class.",
               "类别的对数几率是样本特征按该类参数的加权和。", MODEL),
    definition("class_logits", "Z", "X @ W", "Logits of all samples and classes", "全部样本与类别的对数几率",
               "All logits at once are the data times the parameters.", "所有对数几率等于数据矩阵乘以参数。", MODEL),
    definition("softmax", "P[i, j]", "exp(Z[i, j])/sum(l, 1, K, exp(Z[i, l]))", "Softmax", "softmax",
               "Exponentials make the logits positive; divided by their sum, they add up to 1.",
               "指数把对数几率变为正数，再除以总和，使其和为 1。", MODEL),
    definition("softmax_matrix", "P", f"{EXPONENTIALS}/({TOTALS} @ ones(K)')", "Softmax of all samples", "全部样本的 softmax",
               "Each row of exponentials is divided by its sum.", "每行指数除以该行之和。", MODEL),
    definition("class_probability", "P(yhat[i] == j, X[i], W)", "P[i, j]", "Probability of a class", "类别的概率",
               "The model takes the softmax for the probabilities of the classes.", "模型把 softmax 当作各类别的概率。", MODEL),
    definition("label_total", "sum(j, 1, K, Y[i, j])", "1", "Labels add up to one", "标签之和为一",
               "The row of a sample's label adds up to 1.", "样本标签所在行之和为 1。", FACT),
    definition("label_totals", "Y @ ones(K)", "ones(m)", "All labels add up to one", "所有标签之和为一",
               "Each row of labels adds up to 1.", "标签的每一行之和为 1。", FACT),
    definition("softmax_cross_entropy", "J", "-(1/m)*sum(i, 1, m, sum(j, 1, K, Y[i, j]*log(P[i, j])))",
               "Cross-entropy loss of the softmax", "softmax 的交叉熵损失",
               "The negated mean of the log-probabilities of the right classes.", "正确类别的对数概率取平均再取负。"),
    definition("tempered_softmax", "Q[j]", "exp(f[j]/T)/sum(l, 1, K, exp(f[l]/T))", "Softmax with a temperature", "带温度的 softmax",
               "All logits are divided by the temperature first.", "先把所有对数几率除以温度。", MODEL),
    definition("two_class_hypothesis", "h", "1/(1 + exp(-(z[1] - z[2])))", "Hypothesis of two classes", "两个类别的假设函数",
               "The sigmoid of the difference of the two logits.", "两个对数几率之差的 sigmoid。", MODEL),
    definition("class_sample_loss", "ell[i]", "log(sum(l, 1, K, exp(Z[i, l]))) - sum(j, 1, K, Y[i, j]*Z[i, j])", "Loss of a sample", "单个样本的损失",
               "The simplified loss of one sample.", "化简后的单个样本的损失。"),
    definition("class_sample_losses", "ell", "log(exp(Z) @ ones(K)) - (Y*Z) @ ones(K)", "Loss of each sample", "每个样本的损失",
               "The simplified loss, sample by sample.", "化简后的逐样本损失。"),
    definition("class_weighted_loss", "C", f"c' @ (log({TOTALS}) - (Y*(X @ W)) @ ones(K))", "Weighted loss", "加权损失",
               "Every sample's loss counts with its weight.", "每个样本的损失按权重计入。"),
    definition("class_residual", "R[i, j]", "P[i, j] - Y[i, j]", "Residual of a class", "类别的残差", "Prediction minus label.", "预测减标签。"),
    definition("class_residuals", "R", "P - Y", "Residuals of all classes", "全部类别的残差", "Predictions minus labels.", "预测减标签。"),
    definition("class_block", "block[i]", "P[i, a]*(delta(a, b) - P[i, b])", "Entry of a sample's Hessian", "样本海森矩阵的元素",
               "The second derivative of a sample's loss by the logits of the classes a and b.", "样本损失对类别 a、b 的对数几率的二阶导数。"),
    definition("same_class", "same", "delta(a, b)", "The same class", "同一类别", "Whether the classes a and b are the same.", "类别 a 与 b 是否相同。"),
    definition("moved_logits", "D", "X @ V", "Change of the logits", "对数几率的变化", "How the logits change in the direction V.", "对数几率沿方向 V 的变化。"),
    definition("moved_probability", "U[i, j]", "P[i, j]*(D[i, j] - sum(l, 1, K, P[i, l]*D[i, l]))", "Change of a probability", "概率的变化",
               "A probability grows where its logit grows by more than the mean.", "对数几率的增长高于平均时，概率增大。"),
    definition("moved_probabilities", "U", "P*D - P*((P*D) @ ones(K) @ ones(K)')", "Change of the probabilities", "全部概率的变化",
               "The same for all samples and classes.", "对全部样本与类别同样成立。"),
    *(definition(name, left, right, en, zh, en + ".", zh + "。")
      for name, left, right, en, zh in (
        ("top", "top[i]", "argmax(l, 1, K, Z[i, l])", "The class with the largest logit", "对数几率最大的类别"),
        ("largest", "largest[i]", "Z[i, top[i]]", "The largest logit", "最大的对数几率"),
        ("class_gap", "gap[i, j]", "where(j == top[i], 0, Z[i, j] - largest[i])", "Logit less the largest", "对数几率减最大者"),
        ("way_back", "back[i, j]", "gap[i, j] - Z[i, j]", "The gap less the logit", "差减对数几率"),
        ("slip", "slip[i, j]", "Z[i, j] - (gap[i, j] - back[i, j]) - (largest[i] + back[i, j])", "What rounding took from a finite gap", "有限的差被舍去的部分"),
        ("lost", "lost[i, j]", "where(j == top[i], 0, where(leading[i, j] == 0, 0, slip[i, j]))", "What rounding took from the gap", "差被舍去的部分"),
        ("leading_power", "leading[i, j]", "exp(gap[i, j])", "Exponential of the gap, leading piece", "差的指数的主要部分"),
        ("class_decay", "decay[i, j]", "leading[i, j] + leading[i, j]*lost[i, j]", "Exponential of the gap", "差的指数"),
        ("rest", "rest[i]", "sum(l, 1, K, (1 - delta(l, top[i]))*decay[i, l])", "All exponentials but the largest", "除最大者外的指数之和"),
        ("class_total", "total[i]", "1 + rest[i]", "All exponentials", "全部指数之和"),
        ("room", "room[i, j]", "1 - decay[i, j]", "One less the exponential of the gap", "1 减差的指数"),
        ("beside", "beside[i, j]", "rest[i] + room[i, j]", "The exponentials of all other classes", "其他类别的指数之和"),
        ("computed_probability", "phat[i, j]", "decay[i, j]/total[i]", "Probability, as computed", "计算所得的概率"),
        ("computed_complement", "qhat[i, j]", "beside[i, j]/total[i]", "Probability of all other classes, as computed", "计算所得的其他类别的概率"),
        ("turn", "turn[i, j]", "D[i, j] - D[i, top[i]]", "Change less that of the largest logit", "减去最大对数几率之变化的变化"),
      )),
    definition("matrix_loss", "L", "-tr(Y' @ log(P))", "Loss in matrix form", "损失的矩阵形式",
               "The loss with a trace for the sums, and without 1/m.", "用迹代替求和，并去掉 1/m。"),
)  # fmt: skip

CONTEXT = Context(SYMBOLS, DEFINITIONS, (("m", "1", "m"), ("p + 1", "0", "p"), ("K", "1", "K"), ("2", "1", "2")))
