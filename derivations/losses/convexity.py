"""Convexity of J and of log-sum-exp: stages and paths. In: the context, results of logistic regression. Out: ``PLAN``."""

from __future__ import annotations

from .convexity_context import CONTEXT
from .plan import Plan, Section, Stage, back, by, line

HESSIAN = Section(
    "hessian-of-j",
    {"en": "The Hessian of J", "zh": "J 的海森矩阵"},
    {
        "en": "The loss J is L, divided by m. The factor 1/m goes before the gradient, and before the Hessian; those of L were derived "
        "with the loss.",
        "zh": "损失 J 等于 L 除以 m。因子 1/m 提到梯度与海森矩阵之前；L 的梯度与海森矩阵已与损失一同推导。",
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
        "en": "A matrix H is positive semidefinite if vᵀHv is negative for no v. A function whose Hessian is like that everywhere is "
        "convex: whoever walks downhill on J ends at a global minimum, if there is one. Between Xᵀ and X stands a diagonal "
        "matrix, so vᵀHv is a sum of squares, one a sample, with the variances h(1 − h) as weights.",
        "zh": "若对任何 v，vᵀHv 都不为负，则矩阵 H 半正定。海森矩阵处处半正定的函数是凸函数：沿 J 下坡，若有最小值，必至全局最小。"
        "Xᵀ 与 X 之间是对角矩阵，故 vᵀHv 是各样本平方项之和，权重为方差 h(1 − h)。",
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
        Stage("convex", {"en": "No curvature is negative", "zh": "曲率不为负"}, "v' @ jacobian(theta, gradient(theta, J)) @ v", (
            line(by("result:curvature")),
            line(by("at_least_zero", at=()),
                 en="It is 0 only where Xv is 0, as every weight is positive. If the columns of X are linearly independent, J is "
                 "strictly convex, and has at most one minimum.",
                 zh="权重均为正，故仅当 Xv 为零时取 0。若 X 的列线性无关，则 J 严格凸，至多有一个最小点。"),
        )),
    ),
)  # fmt: skip

LOG_SUM_EXP = Section(
    "log-sum-exp",
    {"en": "The derivatives of log-sum-exp", "zh": "log-sum-exp 的导数"},
    {
        "en": "The loss of softmax regression is the log-sum-exp of the logits, minus a linear function of them. Its gradient is the softmax.",
        "zh": "softmax 回归的损失是对数几率的 log-sum-exp 减去其线性函数。log-sum-exp 的梯度就是 softmax。",
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
            line(back("softmax_of_u")),
        )),
        Stage("differential-of-q", {"en": "The differential of the softmax", "zh": "softmax 的微分"}, "d(u, q)", (
            line(by("softmax_of_u")),
            line(by("differential_of_quotient")),
            line(by("differential_chain_rule", at=(0, 0)), by("derivative_of_exp"), by("differential_of_product", c="ones(K)'"),
                 by("differential_chain_rule"), by("derivative_of_exp"), shown_by="differential_chain_rule"),
            line(by("split_quotient", a="exp(u)", c="ones(K)' @ exp(u)"),
                 by("factor_out_of_quotient", a="d(u, u)", at=(0,)), by("commute_product", at=(0,)),
                 back("softmax_of_u", at=(0, 0)), back("softmax_of_u", at=(1, 0, 0)), shown_by="split_quotient"),
            line(by("weights_into_row"), by("quotient_as_product", at=(1, 0, 1)), back("scalar_before_product"),
                 back("transpose_of_elementwise"), back("transpose_of_scalar", at=(1, 0, 1, 0, 0)), back("transpose_of_elementwise"),
                 back("quotient_as_product"), back("softmax_of_u"), shown_by="weights_into_row"),
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
        "en": "The curvature in the direction w is a variance: that of a number which is an entry of w, each with its probability in q. "
        "A variance isn't negative.",
        "zh": "沿方向 w 的曲率是一个方差：随机数以 q 中的概率取 w 的各分量。方差不为负。",
    },
    (
        Stage("probabilities-add-up", {"en": "The probabilities add up to 1", "zh": "概率之和为 1"}, "sum(a, 1, K, q[a])", (
            line(by("softmax_entry_of_u")),
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
        Stage("convex-f", {"en": "No variance is negative", "zh": "方差不为负"}, "w' @ jacobian(u, gradient(u, F)) @ w", (
            line(by("result:curvature-of-f")),
            line(by("at_least_zero", at=()),
                 en="It is 0 where all entries of w are equal: adding one number to all logits changes F linearly, and q not at all. "
                 "So F is convex, but not strictly.",
                 zh="当 w 的分量全相等时取 0：给所有对数几率加同一个数，F 线性变化而 q 不变。故 F 凸而非严格凸。"),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "convexity",
    {"en": "Convexity", "zh": "凸性"},
    {
        "en": "Why each minimum of the loss of logistic regression, and of that of softmax regression, is a global one: the "
        "Hessians are positive semidefinite.",
        "zh": "逻辑回归与 softmax 回归的损失为何每个极小都是全局最小：其海森矩阵半正定。",
    },
    CONTEXT,
    (HESSIAN, CURVATURE, LOG_SUM_EXP, VARIANCE),
    (
        ("hessian-of-j", {"en": "The Hessian of J", "zh": "J 的海森矩阵"}),
        ("curvature", {"en": "The curvature of J in the direction v", "zh": "J 沿方向 v 的曲率"}),
        ("convex", {"en": "J is convex", "zh": "J 是凸函数"}),
        ("hessian-of-f", {"en": "The Hessian of log-sum-exp", "zh": "log-sum-exp 的海森矩阵"}),
        ("curvature-of-f", {"en": "The curvature of log-sum-exp in the direction w", "zh": "log-sum-exp 沿方向 w 的曲率"}),
        ("convex-f", {"en": "Log-sum-exp is convex", "zh": "log-sum-exp 是凸函数"}),
    ),
    ("1 <= m, 1 <= p, 1 <= K",),
    (
        "Boyd and Vandenberghe, Convex Optimization (2004), sections 3.1.4 (second-order conditions) and 3.1.5 (log-sum-exp)",
        "Böhning, Multinomial logistic regression algorithm, Annals of the Institute of Statistical Mathematics 44 (1992)",
    ),
    (),
    builds_on=("logistic",),
)  # fmt: skip
