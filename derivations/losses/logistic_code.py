"""From the derived lines of logistic regression to lines that a computer evaluates exactly: stages and kernels.

In: the context. Out: ``CODE``, the sections of the page on stable code, and ``KERNELS``, the generated functions.
"""

from __future__ import annotations

from .plan import Kernel, Section, Stage, back, by, introduce, line

POINTWISE = Section(
    "stable-pointwise",
    {"en": "One sample, stable", "zh": "单个样本的稳定形式"},
    {
        "en": "Every line equals the one before for all real logits. On a computer the last one neither overflows nor "
        "loses digits: exponentials are taken of −|z| alone, and no two numbers are subtracted that are nearly equal.",
        "zh": "对任意实数，每一行都与前一行相等。在计算机上，最后一行既不溢出也不丢失有效位：只对 −|z| 取指数，且从不让两个几乎相等的数相减。",
    },
    (
        Stage("stable-loss", {"en": "The loss of a sample", "zh": "单个样本的损失"}, "ell[i]", (
            line(by("sample_losses"), by("entry_of_sum", at=()), by("entry_of_function", at=(0,)), by("entry_of_sum"), by("entry_of_ones"),
                 by("entry_of_function", at=(0, 0, 1)), by("entry_of_function"), by("entry_of_elementwise_product"),
                 shown_by="sample_losses"),
            line(by("softplus_without_overflow")),
            line(by("max_by_indicator")),
            line(back("distribute_difference", at=(), on=(0, 2)), introduce("gap"), shown_by="distribute_difference",
                 en="For the labels 0 and 1 the factor g is 0, 1 or −1, and the product is exact.",
                 zh="标签为 0 或 1 时因子 g 为 0、1 或 −1，乘积是精确的。"),
            line(back("log_one_plus_meaning"), introduce("magnitude"), introduce("decay"), shown_by="log_one_plus_meaning"),
        )),
        Stage("stable-gradient", {"en": "The residual of a sample", "zh": "单个样本的残差"}, "r[i]", (
            line(by("residuals"), by("entry_of_sum"), by("entry_of_function"), shown_by="residuals"),
            line(by("hypothesis"), back("logit"), shown_by="hypothesis"),
            line(by("sigmoid_by_rarer_label")),
            line(back("magnitude", at=(1, 1, 0, 0, 0)), back("magnitude"), back("decay", at=(1, 1, 0)), back("decay"), shown_by="decay"),
            line(by("commute_sum", at=(), on=(1, 2)), back("gap", at=(), on=(0, 1)), shown_by="gap"),
            line(by("share_as_difference")),
        )),
        Stage("stable-hessian", {"en": "The variance of a sample", "zh": "单个样本的方差"}, "s[i]", (
            line(by("variance"), by("entry_of_elementwise_product"), by("entry_of_sum"), by("entry_of_ones"),
                 by("entry_of_function"), shown_by="variance"),
            line(by("hypothesis", at=(0,)), by("hypothesis"), back("logit", at=(0, 1, 1, 0, 0)), back("logit"), shown_by="hypothesis"),
            line(by("sigmoid_variance")),
            line(introduce("magnitude", at=(0, 0, 0)), back("magnitude"), introduce("decay", at=(0,)), back("decay"),
                 shown_by="decay"),
            line(by("square_of_one_plus")),
        )),
        Stage("stable-probability", {"en": "The probability of a sample", "zh": "单个样本的概率"}, "h[i]", (
            line(by("hypothesis"), back("logit"), shown_by="hypothesis"),
            line(by("guarded_sigmoid")),
            line(back("magnitude", at=(0, 2, 0, 0)), back("magnitude"), back("decay", at=(0, 2)), back("decay"), shown_by="decay"),
        )),
    ),
    page="stability",
)  # fmt: skip

WEIGHTED = Section(
    "weighted",
    {"en": "All samples, with weights", "zh": "全部样本（带权重）"},
    {
        "en": "The generated code gives each sample a weight. With the weights 1 it is the vector form, with 1/m the mean.",
        "zh": "生成的代码为每个样本赋予权重：权重为 1 时是向量形式，为 1/m 时是平均损失。",
    },
    (
        Stage("weights-of-one", {"en": "With the weights 1", "zh": "权重全为 1"},
              "ones(m)' @ (log(ones(m) + exp(X @ theta)) - y*(X @ theta))", (
            line(by("matrix_left_difference", at=())),
            line(by("weights_to_left")),
            line(back("negate_difference", at=())),
            line(back("result:vector-loss")),
        )),
        Stage("weighted-loss", {"en": "The weighted loss", "zh": "加权损失"}, "C", (
            line(by("weighted_loss")),
            line(back("logits", at=(1, 0, 0, 1, 0)), back("logits")),
            line(back("sample_losses")),
        )),
        Stage("weighted-gradient", {"en": "The weighted gradient", "zh": "加权梯度"}, "gradient(theta, C)", (
            line(by("weighted_loss")),
            line(
                by("gradient_by_differential"),
                by("differential_of_product", c="c'"),
                by("differential_of_sum"),
                by("differential_of_negative"),
                by("differential_chain_rule"),
                by("derivative_of_log"),
                by("differential_of_sum"),
                by("differential_of_constant"),
                by("differential_chain_rule"),
                by("derivative_of_exp"),
                back("quotient_as_product", at=(1, 1, 0), on=(0, 1)),
                by("differential_constant_factor"),
                by("differential_of_product", at=(1, 1, 0, 1)),
                by("differential_of_product"),
                back("distribute_difference"),
                by("weights_to_left"),
                by("product_as_transpose", at=(1,), on=(0, 1)),
                by("identify_gradient"),
                shown_by="gradient_by_differential",
            ),
            line(by("sigmoid_forms"), back("hypotheses"), shown_by="sigmoid_forms"),
            line(back("residuals")),
        )),
        Stage("weighted-hessian", {"en": "The weighted Hessian", "zh": "加权海森矩阵"}, "jacobian(theta, gradient(theta, C))", (
            line(by("result:weighted-gradient"), by("residuals"), shown_by="result:weighted-gradient"),
            line(by("jacobian_by_differential"), by("differential_of_product", c="X'"), by("differential_constant_factor"),
                 by("differential_of_sum"), by("differential_of_negative"), by("differential_of_constant"),
                 shown_by="jacobian_by_differential"),
            line(by("result:differential-h")),
            line(back("variance")),
            line(by("diagonal_product", b="X @ d(theta, theta)")),
            line(by("identify_jacobian")),
        )),
        Stage("weighted-hessian-vector-product", {"en": "The weighted Hessian times a vector", "zh": "加权海森矩阵乘以向量"},
              "jacobian(theta, gradient(theta, C)) @ v", (
            line(by("result:weighted-hessian")),
            line(back("diagonal_product", at=(), on=(1, 2, 3))),
        )),
    ),
    page="stability",
)  # fmt: skip

CODE = (POINTWISE, WEIGHTED)

KERNELS = (
    Kernel("pointwise_loss", "stable-loss", ("z", "y"), "loss"),
    Kernel("pointwise_gradient", "stable-gradient", ("z", "y"), "gradient"),
    Kernel("pointwise_hessian", "stable-hessian", ("z", "y"), "hessian"),
    Kernel("predict_probability", "stable-probability", ("z",), "h"),
    Kernel("loss", "weighted-loss", ("ell", "c"), "J"),
    Kernel("gradient", "weighted-gradient", ("X", "r", "c"), "G"),
    Kernel("hessian", "weighted-hessian", ("X", "s", "c"), "H"),
    Kernel("hessian_vector_product", "weighted-hessian-vector-product", ("X", "s", "c", "v"), "Hv"),
)
