"""Softmax regression in matrix form: the loss and its gradient. In: the context. Out: ``MATRIX_SECTIONS``."""

from __future__ import annotations

from .plan import Section, Stage, back, by, line

MATRIX = Section(
    "matrix",
    {"en": "The matrix form", "zh": "矩阵形式"},
    {
        "en": "The constant 1/m is dropped, a trace takes the place of the sums. The same rules hold for each entry.",
        "zh": "去掉常数 1/m，用迹代替求和。同样的规则逐元素成立。",
    },
    (
        Stage("matrix-log-p", {"en": "The logarithm of all probabilities", "zh": "全部概率的对数"}, "log(P)", (
            line(by("softmax_matrix")),
            line(by("log_quotient")),
            line(back("log_exp")),
            line(by("spread_function")),
        )),
        Stage("matrix-loss", {"en": "Put in, all samples", "zh": "代入化简（全部样本）"}, "L", (
            line(by("matrix_loss")),
            line(by("result:matrix-log-p")),
            line(by("matrix_left_difference"), by("trace_of_sum"), by("trace_of_negative"), shown_by="trace_of_sum"),
            line(by("trace_cyclic", at=(0, 1, 0), b="ones(K)'"), by("trace_of_scalar", at=(0, 1, 0)),
                 shown_by="trace_cyclic"),
            line(back("transpose_of_product", at=(0, 1, 0), on=(0, 1)), by("label_totals"), shown_by="label_totals"),
            line(by("negate_difference")),
        )),
    ),
)  # fmt: skip

GRADIENT = Section(
    "gradient",
    {"en": "The gradient", "zh": "梯度"},
    {
        "en": "The differential of the loss is written as the trace of a matrix times dW; the gradient is read off from it.",
        "zh": "把损失的微分写成某矩阵与 dW 之积的迹，梯度即可读出。",
    },
    (
        Stage("matrix-gradient", {"en": "The gradient of the loss", "zh": "损失的梯度"}, "gradient(W, L)", (
            line(by("result:matrix-loss")),
            line(by("gradient_by_differential"), by("differential_of_sum"), by("differential_of_negative"),
                 by("gradient_of_sum"), by("gradient_of_negative"), shown_by="gradient_by_differential"),
            line(by("differential_of_trace"), by("differential_of_product", c="Y' @ X"), by("identify_gradient_by_trace"),
                 by("transpose_of_product"), by("transpose_of_transpose"), shown_by="identify_gradient_by_trace"),
            line(by("differential_of_product", c="ones(m)'"), by("differential_chain_rule"), by("derivative_of_log"),
                 by("differential_of_right_product", c="ones(K)"), by("differential_chain_rule"), by("derivative_of_exp"),
                 by("differential_of_product", c="X"), shown_by="derivative_of_log"),
            line(by("weights_to_left"), back("trace_of_scalar"), by("trace_cyclic", b="ones(K)"), by("weights_in_trace"),
                 by("identify_gradient_by_trace"), shown_by="identify_gradient_by_trace"),
            line(by("transpose_of_product"), by("transpose_of_elementwise"), by("transpose_of_product"),
                 by("transpose_of_transpose", at=(0, 1, 0, 0)), by("transpose_of_transpose", at=(0, 1, 1)),
                 shown_by="transpose_of_product"),
            line(by("row_division"), back("softmax_matrix"), shown_by="softmax_matrix"),
            line(back("matrix_left_difference")),
        )),
    ),
)  # fmt: skip

AGREEMENT = Section(
    "agreement",
    {"en": "Index form and matrix form agree", "zh": "指标形式与矩阵形式一致"},
    {
        "en": "Written out entry by entry, the gradient in matrix form is m times the partial derivative of the mean.",
        "zh": "逐元素写出，矩阵形式的梯度是平均损失偏导数的 m 倍。",
    },
    (
        Stage("gradient-agrees", {"en": "An entry of the gradient", "zh": "梯度的一个元素"}, "(1/m)*(X' @ (P - Y))[k, a]", (
            line(by("entry_of_matrix_product", k="i", l="1", u="m")),
            line(by("entry_of_transpose"), by("entry_of_matrix_sum"), by("entry_of_negative_matrix"), shown_by="entry_of_matrix_sum"),
            line(by("commute_product", at=(1, 3))),
            line(back("result:partial-loss")),
        )),
    ),
)  # fmt: skip

SPREAD = "exp(X @ W) @ ones(K) @ ones(K)'"

DIFFERENTIAL = Section(
    "differential",
    {"en": "How the probabilities change", "zh": "概率如何变化"},
    {
        "en": "The gradient changes with W through P alone, so the differential of P gives the Hessian times any direction dW, "
        "without the Hessian itself, which has as many rows as there are parameters.",
        "zh": "梯度只通过 P 随 W 变化，因此由 P 的微分即得海森矩阵与任意方向 dW 之积，而无须写出行数等于参数个数的海森矩阵。",
    },
    (
        Stage("differential-p", {"en": "The differential of the probabilities", "zh": "概率的微分"}, "d(W, P)", (
            line(by("softmax_matrix")),
            line(by("differential_of_quotient")),
            line(by("differential_of_right_product", c="ones(K) @ ones(K)'"), by("differential_chain_rule", at=(0, 0)), by("differential_chain_rule"),
                 by("derivative_of_exp", at=(0, 0, 0)), by("derivative_of_exp"), by("differential_of_product", at=(0, 0, 1), c="X"),
                 by("differential_of_product", c="X"), shown_by="derivative_of_exp"),
            line(by("split_quotient", at=(1, 0), a="exp(X @ W)", c=SPREAD), by("commute_product", at=(0, 0)),
                 by("factor_out_of_quotient", at=(0,)), by("commute_product", at=(0,)), back("softmax_matrix", at=(0, 0)),
                 back("softmax_matrix", at=(1, 0, 0)), shown_by="softmax_matrix"),
            line(by("row_total_quotient"), by("commute_product", at=(1, 0, 1, 0, 0)), by("factor_out_of_quotient"),
                 by("commute_product", at=(1, 0, 1, 0)), back("softmax_matrix"), shown_by="row_total_quotient"),
        )),
    ),
)  # fmt: skip

MATRIX_SECTIONS = (MATRIX, GRADIENT, AGREEMENT, DIFFERENTIAL)
