"""From the derived lines of softmax regression to lines that a computer evaluates exactly: stages and kernels.

In: the context. Out: ``CODE``, the sections of the page on stable code, and ``KERNELS``, the generated functions.
"""

from __future__ import annotations

from ..terms.core import Path
from .plan import Apply, Kernel, Section, Stage, back, by, introduce, line


def added_and_taken(at: Path, on: tuple[int, ...], term: str) -> tuple[Apply, ...]:
    """``a = a + 0 = a + (t - t)``: a term is added and taken away again, at a part of the line that isn't a sum."""
    zero = Apply("plus_zero", at, on, backwards=True, tidy=False)
    return zero, Apply("cancel", (*at, 1), (), {"a": term}, backwards=True, tidy=False)


LARGEST = "largest[i]"


def transposed(at: Path) -> tuple[Apply, ...]:
    """The transpose of ((1 cᵀ ⊙ Eᵀ) X) at a place, written with its factors transposed."""
    return (
        by("transpose_of_product", at=at), by("transpose_of_elementwise", at=(*at, 1)), by("transpose_of_product", at=(*at, 1, 0)),
        by("transpose_of_transpose", at=(*at, 1, 0, 0)), by("transpose_of_transpose", at=(*at, 1, 1)),
    )  # fmt: skip


POINTWISE = Section(
    "stable-pointwise",
    {"en": "One sample, stable", "zh": "单个样本的稳定形式"},
    {
        "en": "The largest logit is taken from all: then no exponential is larger than 1. The exponential of the largest is exactly 1, "
        "and what the others add to it stays a number of its own, however small it is.",
        "zh": "从所有对数几率中减去最大者，指数便都不大于 1。最大者的指数恰为 1，其余指数之和单独保存，无论多小。",
    },
    (
        Stage("stable-exponential", {"en": "An exponential", "zh": "一个指数"}, "exp(Z[i, j] - largest[i])", (
            line(by("largest"), by("guarded_entries"), back("largest"), shown_by="guarded_entries"),
            line(introduce("class_gap")),
            line(introduce("leading_power")),
            line(by("compensate", at=(), r="leading[i, j]*lost[i, j]"),
                 en="Here η is σ = z − (γ − β) − (μ + β), with β = γ − z, what rounding took from γ; in exact arithmetic it is 0. Where γ is "
                 "0 or −∞ nothing was taken, and η is 0.",
                 zh="这里 η 为 σ = z − (γ − β) − (μ + β)（其中 β = γ − z），即 γ 被舍去的部分；精确运算中为 0。γ 为 0 或 −∞ 时没有舍去，η 取 0。"),
            line(introduce("class_decay")),
        )),
        Stage("shifted-exponential", {"en": "The largest logit as a factor", "zh": "最大对数几率作为因子"}, "exp(Z[i, j])", (
            line(*added_and_taken((0,), (), LARGEST), back("exp_product", a="Z[i, j] - largest[i]"), shown_by="exp_product"),
            line(by("commute_product", at=())),
        )),
        Stage("shifted-total", {"en": "The sum of the exponentials", "zh": "指数之和"}, "sum(l, 1, K, exp(Z[i, l]))", (
            line(by("result:shifted-exponential")),
            line(by("sum_constant_factor")),
            line(by("sum_set_apart", j="top[i]"),
                 en="This holds for every class κ. The one taken is the class with the largest logit.",
                 zh="对任意类别 κ 成立；取对数几率最大的类别。"),
            line(by("largest", at=(1, 0, 0, 1, 0)), by("cancel"), by("exp_zero"), shown_by="largest"),
            line(by("result:stable-exponential")),
            line(introduce("rest")),
        )),
        Stage("stable-log-sum", {"en": "The logarithm of the sum", "zh": "指数之和的对数"}, "log(sum(l, 1, K, exp(Z[i, l])))", (
            line(by("result:shifted-total")),
            line(back("log_product")),
            line(back("log_exp", at=(0,))),
            line(by("log_one_plus")),
        )),
        Stage("stable-loss", {"en": "The loss of a sample", "zh": "单个样本的损失"}, "ell[i]", (
            line(by("class_sample_loss")),
            line(by("result:stable-log-sum")),
            line(Apply("times_one", (0,), backwards=True, tidy=False), back("label_total", at=(0, 1), i="i", j="j"),
                 back("sum_constant_factor", at=(0,)), by("commute_product", at=(0, 3)), shown_by="label_total"),
            line(back("sum_of_negative", at=(2,)), back("sum_of_sum", at=(), on=(0, 2)), by("factor", at=(0, 3)),
                 shown_by="sum_of_sum"),
            line(back("negate_difference", at=(0, 3, 1)), by("largest", at=(0, 3, 0, 1, 1, 0)), by("guarded_entries"), back("largest"),
                 introduce("class_gap"), by("sum_of_negative", at=(0,)),
                 by("commute_sum", at=()), shown_by="class_gap"),
            line(by("guarded_product", at=(1, 0, 3), b="Y[i, j]")),
        )),
        Stage("stable-probability", {"en": "A probability", "zh": "概率"}, "P[i, j]", (
            line(by("softmax")),
            line(by("result:shifted-exponential", at=(0,)), by("result:shifted-total"), shown_by="result:shifted-total"),
            line(by("collect")),
            line(by("result:stable-exponential"), introduce("class_total"), shown_by="class_total"),
        )),
        Stage("stable-complement", {"en": "The probability of all other classes", "zh": "其他类别的概率"}, "1 - P[i, j]", (
            line(by("result:stable-probability")),
            line(by("one_minus_quotient")),
            line(by("class_total", at=(0, 0)), by("commute_sum", at=(0,), b="rest[i]"), shown_by="class_total"),
            line(introduce("room", at=(0,), on=(1, 2)), introduce("beside"), shown_by="beside"),
        )),
        Stage("stable-gradient", {"en": "The residual of a class", "zh": "类别的残差"}, "R[i, j]", (
            line(by("class_residual")),
            line(by("residual_by_complement")),
            line(by("result:stable-complement"), by("result:stable-probability"), shown_by="result:stable-complement"),
            line(introduce("computed_probability"), introduce("computed_complement")),
        )),
        Stage("stable-hessian", {"en": "The second derivative by two logits", "zh": "对两个对数几率的二阶导数"}, "block[i]", (
            line(by("class_block")),
            line(by("residual_by_complement")),
            line(by("result:stable-complement"), by("result:stable-probability", at=(0,)), by("result:stable-probability"),
                 shown_by="result:stable-complement"),
            line(introduce("computed_probability", at=(0,)), introduce("computed_probability"), introduce("computed_complement"),
                 introduce("same_class", at=(1, 0, 0)), introduce("same_class"), shown_by="computed_probability"),
        )),
        Stage("stable-change", {"en": "The change of a probability", "zh": "概率的变化"}, "U[i, j]", (
            line(by("moved_probability")),
            line(Apply("plus_zero", (1, 0), backwards=True, tidy=False),
                 Apply("cancel", (1, 1), (), {"a": "D[i, top[i]]"}, backwards=True, tidy=False),
                 Apply("times_one", (1, 1), backwards=True, tidy=False),
                 back("result:total-probability", at=(1, 1, 1), i="i"), shown_by="result:total-probability"),
            line(back("sum_constant_factor", at=(1, 1)), by("commute_product", at=(1, 1, 3)),
                 by("sum_renamed", at=(1, 1), j="l"),
                 back("sum_of_negative", at=(1, 3)), back("sum_of_sum", at=(1,), on=(1, 3)), by("factor", at=(1, 1, 3)),
                 back("negate_difference", at=(1, 1, 3, 1)), by("sum_of_negative", at=(1, 1)), shown_by="sum_of_sum"),
            line(introduce("turn", at=(1, 1, 0, 3, 1)), introduce("turn", at=(1,), on=(0, 2))),
            line(by("result:stable-probability", at=(0,)), by("result:stable-probability"), introduce("computed_probability", at=(0,)),
                 introduce("computed_probability"), shown_by="computed_probability"),
        )),
    ),
    page="stability",
)  # fmt: skip

WEIGHTED = Section(
    "weighted",
    {"en": "All samples, with weights", "zh": "全部样本（带权重）"},
    {
        "en": "The generated code gives each sample a weight. With the weights 1 it is the matrix form, with 1/m the mean.",
        "zh": "生成的代码为每个样本赋予权重：权重为 1 时是矩阵形式，为 1/m 时是平均损失。",
    },
    (
        Stage("weighted-loss", {"en": "The weighted loss", "zh": "加权损失"}, "C", (
            line(by("class_weighted_loss")),
            line(back("class_logits", at=(1, 0, 0, 0, 0)), back("class_logits")),
            line(back("class_sample_losses")),
        )),
        Stage("weighted-gradient", {"en": "The weighted gradient", "zh": "加权梯度"}, "gradient(W, C)", (
            line(by("class_weighted_loss")),
            line(by("matrix_left_difference"), by("gradient_by_differential"), by("differential_of_sum"),
                 by("differential_of_negative"), by("gradient_of_sum"), by("gradient_of_negative"),
                 shown_by="gradient_by_differential"),
            line(by("differential_of_product", at=(0, 1), c="c'"), by("differential_chain_rule"), by("derivative_of_log"),
                 by("differential_of_right_product", at=(0, 1, 1, 1), c="ones(K)"), by("differential_chain_rule"), by("derivative_of_exp"),
                 by("differential_of_product", at=(0, 1, 1, 1, 0, 1), c="X"), shown_by="derivative_of_log"),
            line(by("differential_of_product", at=(1, 0, 1), c="c'"), by("differential_of_right_product", at=(1, 0, 1, 1), c="ones(K)"),
                 by("differential_constant_factor"), by("differential_of_product", at=(1, 0, 1, 1, 1), c="X"),
                 shown_by="differential_constant_factor"),
            line(by("weights_to_left", at=(0, 1)), back("trace_of_scalar", at=(0, 1)), by("trace_cyclic", at=(0, 1), b="ones(K)"),
                 by("weights_in_trace", at=(0, 1)), by("identify_gradient_by_trace"), shown_by="identify_gradient_by_trace"),
            line(back("trace_of_scalar", at=(1, 0, 1)), by("trace_cyclic", at=(1, 0, 1), b="ones(K)"),
                 by("weights_in_trace", at=(1, 0, 1)), by("identify_gradient_by_trace"), shown_by="identify_gradient_by_trace"),
            line(*transposed((0,)), *transposed((1, 0)), shown_by="transpose_of_product"),
            line(by("rows_as_diagonal", at=(0, 1)), by("diagonal_of_product"), by("rows_as_diagonal", at=(1, 0, 1)),
                 shown_by="rows_as_diagonal"),
            line(back("rows_as_diagonal", at=(0,), on=(2, 3), n="K"), by("row_division"), back("softmax_matrix"), shown_by="softmax_matrix"),
            line(back("matrix_left_difference", a="X' @ diag(c)"), back("class_residuals"), shown_by="class_residuals"),
        )),
        Stage("weighted-partial", {"en": "The weighted loss by one parameter", "zh": "加权损失的偏导数"}, "partial(W[k, a], C)", (
            line(by("result:weighted-loss")),
            line(by("inner_product", k="i", l="1", u="m"), by("class_sample_loss"), shown_by="inner_product"),
            line(by("partial_of_summation"), by("partial_constant_factor"), by("partial_of_sum"), by("partial_of_negative"),
                 by("partial_of_summation"), by("partial_constant_factor"), shown_by="partial_of_sum"),
            line(by("result:partial-log-sum"), by("result:partial-logit"), by("kronecker_collapse"), shown_by="result:partial-log-sum"),
        )),
        Stage("weighted-hessian", {"en": "A block of the weighted Hessian", "zh": "加权海森矩阵的一块"},
              "partial(W[n, b], partial(W[k, a], C))", (
            line(by("result:weighted-partial")),
            line(by("partial_of_summation"), by("partial_constant_factor"), by("partial_of_sum"), by("partial_of_negative"),
                 by("partial_constant_factor", at=(3, 1, 0)), by("partial_of_constant"), shown_by="partial_of_sum"),
            line(by("result:partial-p"), back("class_block"), shown_by="result:partial-p"),
            line(by("commute_product", at=(3,), on=(0, 1)), by("commute_product", at=(3,), on=(2, 3)),
                 back("entry_of_elementwise_product", at=(3,), on=(1, 2)), back("entry_of_diagonal_product", at=(3,), on=(1, 2)),
                 back("entry_of_transpose", at=(3, 0)), back("entry_of_matrix_product"), shown_by="entry_of_matrix_product"),
        )),
        Stage("weighted-hessian-vector-product", {"en": "The weighted Hessian times a vector", "zh": "加权海森矩阵乘以向量"},
              "jacobian(W, gradient(W, C)) @ vec(V)", (
            line(by("result:weighted-gradient")),
            line(by("class_residuals"), by("jacobian_by_differential"), by("differential_of_product", c="X' @ diag(c)"),
                 by("differential_of_sum"), by("differential_of_negative"), by("differential_of_constant"),
                 shown_by="jacobian_by_differential"),
            line(by("result:differential-p")),
            line(by("jacobian_times_direction")),
            line(back("moved_logits", at=(0, 2, 0, 1)), back("moved_logits"), back("moved_probabilities"), shown_by="moved_probabilities"),
        )),
    ),
    page="stability",
)  # fmt: skip

CODE = (POINTWISE, WEIGHTED)
KERNELS = (
    Kernel("pointwise_loss", "stable-loss", ("Z", "Y"), "loss"),
    Kernel("pointwise_gradient", "stable-gradient", ("Z", "Y"), "gradient"),
    Kernel("pointwise_hessian", "stable-hessian", ("Z",), "hessian"),
    Kernel("predict_probability", "stable-probability", ("Z",), "p"),
    Kernel("change", "stable-change", ("Z", "D"), "change"),
    Kernel("loss", "weighted-loss", ("ell", "c"), "J"),
    Kernel("gradient", "weighted-gradient", ("X", "R", "c"), "G"),
    Kernel("hessian", "weighted-hessian", ("X", "block", "c"), "H"),
    Kernel("hessian_vector_product", "weighted-hessian-vector-product", ("X", "U", "c"), "Hv"),
)
