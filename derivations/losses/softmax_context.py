"""The symbols, definitions and index ranges of softmax regression. In: nothing. Out: ``CONTEXT``."""

from __future__ import annotations

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
    per_class("Z", DEFINED, "real", "z", "z", "the logits (raw predictions)", "对数几率（原始预测值）"),
    per_class("P", DEFINED, "(0, 1]", "p", "p", "the model's probability of each class", "模型给出的各类别概率"),
    Symbol("J", DEFINED, "[0, ∞)", {"en": "the cross-entropy loss, the mean over the samples", "zh": "交叉熵损失（对样本取平均）"}, "J(W)", "J(W)"),
    Symbol("L", DEFINED, "[0, ∞)", {"en": "the loss in matrix form, without the constant 1/m", "zh": "损失的矩阵形式（去掉常数 1/m）"}, "L(W)", "L(W)"),
    Symbol("C", DEFINED, "real", {"en": "the loss with a weight for each sample", "zh": "带样本权重的损失"}, "C(W)", "C(W)"),
    per_sample("ell", DEFINED, "[0, ∞)", r"\ell", "ℓ", "the loss of each sample", "每个样本的损失"),
    per_class("R", DEFINED, "[−1, 1]", "r", "r", "the residuals P − Y", "残差 P − Y"),
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
    definition("matrix_loss", "L", "-tr(Y' @ log(P))", "Loss in matrix form", "损失的矩阵形式",
               "The loss with a trace for the sums, and without 1/m.", "用迹代替求和，并去掉 1/m。"),
)  # fmt: skip

CONTEXT = Context(SYMBOLS, DEFINITIONS, (("m", "1", "m"), ("p + 1", "0", "p"), ("K", "1", "K"), ("2", "1", "2")))
