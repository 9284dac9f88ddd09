"""Cross-entropy of logistic regression in vector form: the stages of loss, gradient, Hessian, and their agreement.

In: the context. Out: ``VECTOR_SECTIONS``.
"""

from __future__ import annotations

from .plan import Section, Stage, back, by, line

VECTOR = Section(
    "vector",
    {"en": "The vector form", "zh": "向量形式"},
    {
        "en": "The constant 1/m is dropped, and inner products take the place of the sum. The same rules hold for "
        "each entry.",
        "zh": "去掉常数 1/m，用内积代替求和。同样的规则逐元素成立。",
    },
    (
        Stage("vector-log-h", {"en": "First logarithm, all samples", "zh": "第一个对数（全部样本）"}, "log(h)", (
            line(by("hypotheses")),
            line(by("log_quotient")),
            line(by("log_one")),
        )),
        Stage("vector-log-one-minus-h", {"en": "Second logarithm, all samples", "zh": "第二个对数（全部样本）"}, "log(ones(m) - h)", (
            line(by("hypotheses")),
            line(by("one_minus_quotient"), by("cancel"), shown_by="one_minus_quotient"),
            line(by("log_quotient")),
            line(back("log_exp")),
        )),
        Stage("vector-loss", {"en": "Both put in, all samples", "zh": "代入化简（全部样本）"}, "L", (
            line(by("vector_loss")),
            line(by("result:vector-log-h"), by("result:vector-log-one-minus-h"), shown_by="result:vector-log-h"),
            line(
                by("transpose_of_difference"),
                by("matrix_right_difference"),
                by("matrix_sign_right"),
                back("negate_sum", at=(0, 1, 1)),
                by("matrix_sign_right", at=(0, 1)),
                back("negate_sum", at=(0, 2, 0, 1)),
                by("matrix_sign_right", at=(0, 2, 0)),
                by("matrix_distribute_left", at=(0, 2)),
                by("cancel", at=(0,), on=(0, 3)),
                by("commute_sum", at=(0,)),
            ),
            line(by("log_exp", at=(0, 1, 0, 1, 0))),
            line(by("log_product"), by("distribute_left"), by("exp_product"), by("cancel"), by("exp_zero"),
                 by("commute_sum", at=(0, 1, 0, 1, 0)), shown_by="log_product"),
        )),
    ),
)  # fmt: skip

GRADIENT = Section(
    "gradient",
    {"en": "The gradient", "zh": "梯度"},
    {
        "en": "The differential of the loss is written as a row times dθ; the gradient is read off from it.",
        "zh": "把损失的微分写成行向量乘以 dθ，梯度即可读出。",
    },
    (
        Stage("gradient", {"en": "The gradient of the loss", "zh": "损失的梯度"}, "gradient(theta, L)", (
            line(by("result:vector-loss")),
            line(
                by("gradient_by_differential"),
                by("differential_of_negative"),
                by("differential_of_sum"),
                by("differential_of_negative"),
                by("differential_of_product", c="y' @ X"),
                by("differential_of_product", c="ones(m)'"),
                by("differential_chain_rule"),
                by("derivative_of_log"),
                by("differential_of_sum"),
                by("differential_of_constant"),
                by("differential_chain_rule"),
                by("derivative_of_exp"),
                by("differential_of_product", c="X"),
                back("quotient_as_product", at=(1, 0, 1, 0, 1), on=(0, 1)),
                by("weights_to_left"),
                by("product_as_transpose", at=(1, 0, 0), on=(0, 1)),
                by("product_as_transpose", at=(1, 0, 1, 0), on=(0, 1)),
                back("matrix_right_difference"),
                back("transpose_of_difference"),
                back("matrix_sign_left", at=(1,)),
                back("transpose_of_negative"),
                by("identify_gradient"),
                shown_by="gradient_by_differential",
            ),
            line(by("negate_difference"), back("matrix_left_difference"), by("sigmoid_forms"), back("hypotheses"),
                 shown_by="sigmoid_forms"),
        )),
    ),
)  # fmt: skip

HESSIAN = Section(
    "hessian",
    {"en": "The Hessian", "zh": "海森矩阵"},
    {
        "en": "The gradient is differentiated once more. The Hessian is the Jacobian of the gradient.",
        "zh": "再对梯度求微分。海森矩阵就是梯度的雅可比矩阵。",
    },
    (
        Stage("one-minus-h", {"en": "One minus the hypothesis", "zh": "1 减假设函数"}, "ones(m) - h", (
            line(by("hypotheses")),
            line(by("one_minus_quotient")),
            line(by("cancel")),
        )),
        Stage("differential-h", {"en": "The differential of the hypothesis", "zh": "假设函数的微分"}, "d(theta, h)", (
            line(by("hypotheses")),
            line(by("differential_of_reciprocal")),
            line(by("differential_of_sum"), by("differential_of_constant"), by("differential_chain_rule"),
                 by("derivative_of_exp"), by("differential_of_negative"), by("differential_of_product", c="X"),
                 shown_by="differential_chain_rule"),
            line(by("split_quotient", a="exp(-(X @ theta))", c="ones(m) + exp(-(X @ theta))"),
                 by("quotient_as_product", at=(1,)), by("commute_product", at=(), on=(0, 1)), shown_by="split_quotient"),
            line(back("hypotheses"), back("result:one-minus-h"), shown_by="result:one-minus-h"),
        )),
        Stage("hessian", {"en": "The Hessian of the loss", "zh": "损失的海森矩阵"}, "jacobian(theta, gradient(theta, L))", (
            line(by("result:gradient")),
            line(by("jacobian_by_differential"), by("differential_of_product", c="X'"), by("differential_of_sum"),
                 by("differential_of_negative"), by("differential_of_constant"), shown_by="jacobian_by_differential"),
            line(by("result:differential-h")),
            line(by("diagonal_product", b="X @ d(theta, theta)")),
            line(by("identify_jacobian")),
            line(back("variance_matrix")),
        )),
    ),
)  # fmt: skip

AGREEMENT = Section(
    "agreement",
    {"en": "Index form and vector form agree", "zh": "指标形式与向量形式一致"},
    {
        "en": "Written out entry by entry, the vector loss is m times the mean, and so is its gradient.",
        "zh": "逐分量写出，向量形式的损失是平均损失的 m 倍，梯度亦然。",
    },
    (
        Stage("loss-agrees", {"en": "The two losses", "zh": "两种形式的损失"}, "(1/m)*L", (
            line(by("vector_loss")),
            line(by("inner_product", at=(0, 1, 0), k="i", l="1", u="m"), by("inner_product", at=(0, 1, 1), k="i", l="1", u="m")),
            line(by("entry_of_function", at=(0, 1, 0, 3, 1)), by("entry_of_sum", at=(0, 1, 1, 3, 0)), by("entry_of_ones"),
                 by("entry_of_function", at=(0, 1, 1, 3, 0, 1)), by("entry_of_function"), by("entry_of_sum"), by("entry_of_ones"),
                 by("entry_of_function"), shown_by="entry_of_function"),
            line(back("sum_of_sum")),
            line(back("cross_entropy")),
        )),
        Stage("gradient-agrees", {"en": "An entry of the gradient", "zh": "梯度的一个分量"}, "(1/m)*(X' @ (h - y))[j]", (
            line(by("entry_of_product", k="i", l="1", u="m")),
            line(by("entry_of_transpose"), by("entry_of_sum"), by("entry_of_function")),
            line(by("commute_product", at=(1, 3))),
            line(back("result:partial-loss")),
        )),
    ),
)  # fmt: skip

VECTOR_SECTIONS = (VECTOR, GRADIENT, HESSIAN, AGREEMENT)
