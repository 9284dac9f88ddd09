"""The symbols, definitions and index ranges of convexity and of what follows from it. In: logistic's. Out: contexts."""

from __future__ import annotations

from ..terms.context import Context, Definition, DefinitionKind, Kind, Symbol
from .logistic_context import CONTEXT as LOGISTIC
from .logistic_context import definition

RANGES = (*LOGISTIC.ranges, ("K", "1", "K"))


def symbols(*names: str) -> tuple[Symbol, ...]:
    """Symbols of logistic regression, by name."""
    return tuple(LOGISTIC.by_name[name] for name in names)


def definitions(*names: str) -> tuple[Definition, ...]:
    """Definitions of logistic regression, by name."""
    return tuple(found for found in LOGISTIC.definitions if found.name in names)


SYMBOLS = (
    *symbols("i", "j", "k", "m", "p", "X", "y", "theta", "v", "h", "S", "J", "L"),
    Symbol("a", Kind.INDEX, "1 … K", {"en": "the number of a class", "zh": "类别序号"}, "a", "a", runs=("1", "K")),
    Symbol("b", Kind.INDEX, "1 … K", {"en": "a class's number, inside a sum", "zh": "求和内的类别序号"}, "b", "b", runs=("1", "K")),
    Symbol("K", Kind.SIZE, "1, 2, 3, …", {"en": "how many classes there are", "zh": "类别数"}, "K", "K"),
    Symbol("u", Kind.PARAMETER, "real", {"en": "any K numbers, such as the logits of the classes", "zh": "任意 K 个数，如各类别的对数几率"},
           "u", "u", ("K",), "u_{{{0}}}", "u{0}"),
    Symbol("w", Kind.DATA, "real", {"en": "a direction in which u moves", "zh": "u 移动的方向"}, "w", "w", ("K",), "w_{{{0}}}", "w{0}"),
    Symbol("F", Kind.DEFINED, "real", {"en": "the log-sum-exp of u", "zh": "u 的 log-sum-exp"}, "F(u)", "F(u)"),
    Symbol("q", Kind.DEFINED, "(0, 1]", {"en": "the softmax of u: K probabilities", "zh": "u 的 softmax：K 个概率"}, "q", "q", ("K",),
           "q_{{{0}}}", "q{0}"),
    Symbol("mean", Kind.DEFINED, "real", {"en": "the mean of w, weighted by q", "zh": "w 以 q 为权的均值"}, r"\bar w", "w̄"),
)  # fmt: skip

DEFINITIONS = (
    *definitions("hypothesis", "hypotheses", "cross_entropy", "vector_loss", "variance_matrix"),
    definition("log_sum_exp", "F", "log(ones(K)' @ exp(u))", "Log-sum-exp", "log-sum-exp",
               "The logarithm of the sum of the exponentials.", "指数之和的对数。"),
    definition("softmax_of_u", "q", "exp(u)/(ones(K)' @ exp(u))", "Softmax", "softmax",
               "The exponentials, divided by their sum.", "各指数除以其和。", DefinitionKind.MODEL),
    definition("softmax_entry_of_u", "q[a]", "exp(u[a])/sum(b, 1, K, exp(u[b]))", "Entry of the softmax", "softmax 的分量",
               "An exponential, divided by the sum of all.", "某一指数除以全部之和。", DefinitionKind.MODEL),
    definition("weighted_mean", "mean", "sum(a, 1, K, q[a]*w[a])", "Weighted mean", "加权均值",
               "The mean of w where entry a has the probability q of a.", "以 q 为概率的 w 的均值。"),
)  # fmt: skip

CONTEXT = Context(SYMBOLS, DEFINITIONS, RANGES)
