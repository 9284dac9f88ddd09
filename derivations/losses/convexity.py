"""Convexity of J and of log-sum-exp. In: the context, results of logistic regression. Out: ``PLAN``."""

from __future__ import annotations

from .convexity_context import CONTEXT
from .plan import Plan, Section, Stage, back, by, line

HESSIAN = Section(
    "hessian-of-j",
    {"en": "The Hessian of J", "zh": "J 的海森矩阵"},
    {
        "en": "J is L, divided by m; so are its gradient and its Hessian.",
        "zh": "J 等于 L 除以 m；其梯度与海森矩阵亦然。",
    },
    (
        Stage("gradient-of-j", {"en": "The gradient of J", "zh": "J 的梯度"}, "gradient(theta, J)", (
            line(back("result:loss-agrees")),
            line(by("gradient_by_differential"), by("differential_constant_factor", c="1/m"), by("gradient_of_scaled"),
                 back("gradient_by_differential"), shown_by="differential_constant_factor"),
            line(by("result:gradient")),
        )),
        Stage("hessian-of-j", {"en": "The Hessian of J", "zh": "J 的海森矩阵"}, "jacobian(theta, gradient(theta, J))", (
            line(back("result:loss-agrees")),
            line(by("gradient_by_differential"), by("differential_constant_factor", c="1/m"), by("gradient_of_scaled"),
                 back("gradient_by_differential"), by("jacobian_by_differential"), by("differential_constant_factor", c="1/m"),
                 by("jacobian_of_scaled"), back("jacobian_by_differential"), shown_by="differential_constant_factor"),
            line(by("result:hessian")),
        )),
    ),
)  # fmt: skip

CURVATURE = Section(
    "curvature",
    {"en": "J is convex", "zh": "J 是凸函数"},
    {
        "en": "A function is convex where no direction v has a negative curvature vᵀHv.",
        "zh": "若沿任何方向 v 的曲率 vᵀHv 都不为负，函数就是凸的。",
    },
    (
        Stage("curvature", {"en": "The curvature of J in a direction", "zh": "J 沿某一方向的曲率"},
              "v' @ jacobian(theta, gradient(theta, J)) @ v", (
            line(by("result:hessian-of-j")),
            line(by("scalar_out_of_right", at=(), on=(0, 1)), by("scalar_before_product"), shown_by="scalar_before_product"),
            line(by("product_as_transpose", at=(1,), on=(0, 1)), by("transpose_of_transpose"), by("variance_matrix"),
                 shown_by="product_as_transpose"),
            line(back("diagonal_product", at=(1,), on=(1, 2, 3))),
            line(by("inner_product", k="i", l="1", u="m"), by("entry_of_elementwise_product"), by("entry_of_elementwise_product"),
                 by("entry_of_sum"), by("entry_of_ones"), by("entry_of_function"), shown_by="inner_product"),
            line(by("entry_by_row", at=(1, 3, 0)), by("entry_by_row")),
            line(by("collect", at=(1, 3)), by("commute_product", at=(1, 3), a="(X[i]' @ v)**2")),
        )),
        Stage("convex", {"en": "J is convex", "zh": "J 是凸函数"}, "v' @ jacobian(theta, gradient(theta, J)) @ v", (
            line(by("result:curvature")),
            line(by("at_least_zero", at=())),
        )),
    ),
)  # fmt: skip

LOG_SUM_EXP = Section(
    "log-sum-exp",
    {"en": "The derivatives of log-sum-exp", "zh": "log-sum-exp 的导数"},
    {
        "en": "The loss of softmax regression is a log-sum-exp F of the logits u, minus a linear function. Its gradient is the softmax q.",
        "zh": "softmax 回归的损失是对数几率 u 的 log-sum-exp F 减去一个线性函数。F 的梯度就是 softmax q。",
    },
    (
        Stage("gradient-of-f", {"en": "The gradient of log-sum-exp", "zh": "log-sum-exp 的梯度"}, "gradient(u, F)", (
            line(by("log_sum_exp")),
            line(by("gradient_by_differential"), by("differential_chain_rule"), by("derivative_of_log"),
                 by("differential_of_product", c="ones(K)'"), by("differential_chain_rule"), by("derivative_of_exp"),
                 by("gradient_of_scaled"), by("weights_into_row"), by("identify_gradient_of_row"),
                 by("transpose_of_elementwise"), by("transpose_of_transpose", at=(1,)), by("transpose_of_transpose"),
                 shown_by="differential_chain_rule"),
            line(back("quotient_as_product")),
            line(back("class_probabilities")),
        )),
        Stage("differential-of-q", {"en": "The differential of the softmax", "zh": "softmax 的微分"}, "d(u, q)", (
            line(by("class_probabilities")),
            line(by("differential_of_quotient")),
            line(by("differential_chain_rule", at=(0, 0)), by("derivative_of_exp"), by("differential_of_product", c="ones(K)'"),
                 by("differential_chain_rule"), by("derivative_of_exp"), shown_by="differential_chain_rule"),
            line(by("split_quotient", a="exp(u)", c="ones(K)' @ exp(u)"),
                 by("factor_out_of_quotient", a="d(u, u)", at=(0,)), by("commute_product", at=(0,)),
                 back("class_probabilities", at=(0, 0)), back("class_probabilities", at=(1, 0, 0)), shown_by="split_quotient"),
            line(by("weights_into_row"), by("quotient_as_product", at=(1, 0, 1)), back("scalar_before_product"),
                 back("transpose_of_elementwise"), back("transpose_of_scalar", at=(1, 0, 1, 0, 0)), back("transpose_of_elementwise"),
                 back("quotient_as_product"), back("class_probabilities"), shown_by="weights_into_row"),
        )),
        Stage("hessian-of-f", {"en": "The Hessian of log-sum-exp", "zh": "log-sum-exp 的海森矩阵"}, "jacobian(u, gradient(u, F))", (
            line(by("result:gradient-of-f")),
            line(by("jacobian_by_differential"), by("result:differential-of-q"), shown_by="jacobian_by_differential"),
            line(by("diagonal_product", at=(1, 0)), by("column_times_scalar", at=(1, 1, 0)), back("matrix_right_difference"),
                 by("identify_jacobian"), shown_by="identify_jacobian"),
        )),
    ),
)  # fmt: skip

VARIANCE = Section(
    "variance",
    {"en": "Log-sum-exp is convex", "zh": "log-sum-exp 是凸函数"},
    {
        "en": "The curvature of F in a direction w is the variance of the entries of w under the probabilities q. A variance "
        "isn't negative.",
        "zh": "F 沿方向 w 的曲率，是 w 的分量在概率 q 下的方差；方差不为负。",
    },
    (
        Stage("probabilities-add-up", {"en": "The probabilities add up to 1", "zh": "概率之和为 1"}, "sum(a, 1, K, q[a])", (
            line(by("class_probability")),
            line(by("quotient_as_product"), by("sum_constant_factor"), shown_by="sum_constant_factor"),
            line(by("collect")),
        )),
        Stage("variance", {"en": "A variance in two forms", "zh": "方差的两种形式"}, "sum(a, 1, K, q[a]*(w[a] - mean)**2)", (
            line(by("expand", at=(3,))),
            line(by("sum_of_sum", at=()), by("sum_of_sum", at=(1,)), by("sum_of_negative"), shown_by="sum_of_sum"),
            line(by("sum_constant_factor", at=(1, 0), c="2*mean"), by("sum_constant_factor", at=(2,), c="mean**2"),
                 back("weighted_mean"), by("result:probabilities-add-up"), shown_by="sum_constant_factor"),
            line(by("collect", at=())),
        )),
        Stage("curvature-of-f", {"en": "The curvature of log-sum-exp in a direction", "zh": "log-sum-exp 沿某一方向的曲率"},
              "w' @ jacobian(u, gradient(u, F)) @ w", (
            line(by("result:hessian-of-f")),
            line(by("matrix_left_difference", at=(), on=(0, 1)), by("matrix_right_difference"), shown_by="matrix_left_difference"),
            line(back("diagonal_product", at=(0,), on=(1, 2)), by("product_as_transpose", at=(1, 0), on=(0, 1)),
                 by("transpose_of_scalar"), back("column_times_scalar", at=(1, 0), a="q' @ w"), shown_by="diagonal_product"),
            line(by("inner_product", at=(0,), k="a", l="1", u="K"), by("inner_product", at=(1, 0, 0), k="a", l="1", u="K"),
                 by("inner_product", at=(1, 0, 1), k="a", l="1", u="K"), by("entry_of_elementwise_product"), shown_by="inner_product"),
            line(back("weighted_mean", at=(1, 0, 0)), back("weighted_mean", at=(1, 0, 1))),
            line(by("collect", at=(0, 3)), by("collect", at=(1, 0))),
            line(back("result:variance")),
        )),
        Stage("convex-f", {"en": "Log-sum-exp is convex", "zh": "log-sum-exp 是凸函数"}, "w' @ jacobian(u, gradient(u, F)) @ w", (
            line(by("result:curvature-of-f")),
            line(by("at_least_zero", at=())),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "convexity",
    {"en": "Convexity", "zh": "凸性"},
    {"en": "TODO.", "zh": "TODO。"},
    CONTEXT,
    (HESSIAN, CURVATURE, LOG_SUM_EXP, VARIANCE),
    (),
    ("1 <= m, 1 <= p",),
    ("Boyd and Vandenberghe, Convex Optimization (2004), sections 3.1.4 and 3.1.5",),
    (),
    builds_on=("logistic",),
)
