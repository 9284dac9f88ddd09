"""J with a regulariser, L2, L1, and both: stages and paths. In: the context, results of convexity. Out: ``PLAN``."""

from __future__ import annotations

from .plan import Plan, Section, Stage, back, by, line
from .regularisers_context import CONTEXT

RIDGE = Section(
    "ridge",
    {"en": "L2: the square of the norm", "zh": "L2：范数的平方"},
    {
        "en": "With separable data the loss has no minimum: larger and larger parameters lower it. A regulariser makes them cost. "
        "This one adds λθ to the gradient and λ to the diagonal of the Hessian, so that the curvature is at least λ in each direction: "
        "the loss is strictly convex and has exactly one minimum, whatever the data. Here the bias counts too; where it mustn't, its "
        "entry of λθ and of the diagonal is 0.",
        "zh": "数据线性可分时，损失没有最小值：参数越大，损失越小。正则项让大参数付出代价。L2 正则项给梯度加 λθ，给海森矩阵的对角线加 λ，"
        "于是沿任何方向的曲率至少为 λ：无论数据如何，损失严格凸，恰有一个最小点。这里偏置也计入；若不计，则 λθ 与对角线的相应分量为 0。",
    },
    (
        Stage("gradient-of-square", {"en": "The gradient of the square", "zh": "平方项的梯度"}, "gradient(theta, lambda/2*norm(theta)**2)", (
            line(by("gradient_by_differential"), by("differential_constant_factor", c="lambda/2"), by("square_of_norm"),
                 by("differential_of_trace"), by("differential_of_matrix_product"), by("differential_of_transpose"),
                 shown_by="square_of_norm"),
            line(by("gradient_of_scaled"), by("trace_of_sum"), by("gradient_of_sum"), by("trace_of_scalar", at=(1, 0, 1)),
                 back("transpose_of_scalar", at=(1, 0, 1)), by("transpose_of_product"), by("transpose_of_transpose"),
                 by("identify_gradient"), by("trace_of_scalar"), by("identify_gradient"), shown_by="identify_gradient"),
            line(by("two_alike"), by("collect", at=(), on=(0, 1)), shown_by="two_alike"),
        )),
        Stage("gradient-of-ridge", {"en": "The gradient with L2", "zh": "L2 的梯度"}, "gradient(theta, J_ridge)", (
            line(by("ridge")),
            line(by("gradient_by_differential"), by("differential_of_sum"), by("gradient_of_sum"),
                 back("gradient_by_differential", at=(0,)), back("gradient_by_differential"), shown_by="differential_of_sum"),
            line(by("result:gradient-of-square")),
        )),
        Stage("hessian-of-ridge", {"en": "The Hessian with L2", "zh": "L2 的海森矩阵"}, "jacobian(theta, gradient(theta, J_ridge))", (
            line(by("result:gradient-of-ridge")),
            line(by("jacobian_by_differential"), by("differential_of_sum"), by("jacobian_of_sum"), back("jacobian_by_differential", at=(0,)),
                 by("differential_constant_factor"), by("jacobian_of_scaled"), by("identify_jacobian_of_itself", n="p + 1"),
                 shown_by="differential_of_sum"),
        )),
        Stage("curvature-of-ridge", {"en": "The curvature with L2 in a direction", "zh": "L2 沿某一方向的曲率"},
              "v' @ jacobian(theta, gradient(theta, J_ridge)) @ v", (
            line(by("result:hessian-of-ridge")),
            line(by("matrix_distribute_left", at=(), on=(0, 1)), by("matrix_distribute_right", at=()), shown_by="matrix_distribute_left"),
            line(by("scalar_out_of_right"), by("scalar_before_product"), by("identity_left"), back("trace_of_scalar", at=(1, 1)),
                 back("square_of_norm"), shown_by="square_of_norm"),
            line(by("result:curvature")),
            line(by("drop_added", at=(), a="lambda*norm(v)**2"),
                 en="This is positive for every direction but 0, so the Hessian is positive definite, and invertible.",
                 zh="除零方向外恒为正，故海森矩阵正定且可逆。"),
        )),
    ),
)  # fmt: skip

LASSO = Section(
    "lasso",
    {"en": "L1: absolute values", "zh": "L1：绝对值"},
    {
        "en": "The slope of |θⱼ| is its sign, however small the parameter: this one can make parameters exactly 0. At 0 there is a kink, and "
        "no derivative; each number from −λ to λ is a subgradient there. The sign taken as 0 is one of them. So the line holds away from the kink, "
        "as its condition says.",
        "zh": "无论参数多小，|θⱼ| 的斜率都是其符号：L1 正则项可使参数恰为 0。在 0 处有尖点，没有导数；从 −λ 到 λ 的每个数都是次梯度，符号取 0 即为其一。"
        "故该行在尖点以外成立，如其条件所示。",
    },
    (
        Stage("partial-of-absolute", {"en": "The absolute values by one parameter", "zh": "绝对值之和对单个参数的偏导数"},
              "partial(theta[j], sum(k, 0, p, abs(theta[k])))", (
            line(by("partial_of_summation")),
            line(by("chain_rule")),
            line(by("derivative_of_abs"), by("partial_of_entry"), shown_by="derivative_of_abs"),
            line(by("kronecker_collapse")),
        )),
        Stage("partial-of-lasso", {"en": "The partial derivative with L1", "zh": "L1 的偏导数"}, "partial(theta[j], J_lasso)", (
            line(by("lasso")),
            line(by("partial_of_sum"), by("partial_constant_factor"), shown_by="partial_of_sum"),
            line(by("result:partial-loss"), by("result:partial-of-absolute"), shown_by="result:partial-of-absolute"),
        )),
    ),
)  # fmt: skip

ELASTIC_NET = Section(
    "elastic-net",
    {"en": "The elastic net: both", "zh": "弹性网：两者兼用"},
    {
        "en": "The share ρ of the one and 1 − ρ of the other. With ρ less than 1 the loss stays strictly convex.",
        "zh": "前者占 ρ，后者占 1 − ρ。ρ 小于 1 时，损失仍严格凸。",
    },
    (
        Stage("partial-of-squares", {"en": "The squares by one parameter", "zh": "平方和对单个参数的偏导数"},
              "partial(theta[j], sum(k, 0, p, theta[k]**2))", (
            line(by("partial_of_summation")),
            line(by("power_rule_whole"), by("partial_of_entry"), shown_by="power_rule_whole"),
            line(by("kronecker_collapse"), by("collect"), by("power_one"), shown_by="kronecker_collapse"),
        )),
        Stage("partial-of-net", {"en": "The partial derivative with both", "zh": "两者兼用的偏导数"}, "partial(theta[j], J_net)", (
            line(by("elastic_net")),
            line(by("partial_of_sum", at=()), by("partial_constant_factor", c="lambda"), by("partial_of_sum"),
                 by("partial_constant_factor", c="rho"), by("partial_constant_factor"), shown_by="partial_of_sum"),
            line(by("result:partial-loss"), by("result:partial-of-absolute"), by("result:partial-of-squares"),
                 by("collect", at=(1, 1, 1)), shown_by="result:partial-of-absolute"),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "regularisers",
    {"en": "Regularisers", "zh": "正则项"},
    {
        "en": "The loss of logistic regression with an L2 or L1 regulariser, or both: derivatives and convexity.",
        "zh": "带 L2、L1 正则项或两者兼用的逻辑回归损失：导数与凸性。",
    },
    CONTEXT,
    (RIDGE, LASSO, ELASTIC_NET),
    (
        ("gradient-of-ridge", {"en": "L2: the gradient", "zh": "L2：梯度"}),
        ("hessian-of-ridge", {"en": "L2: the Hessian", "zh": "L2：海森矩阵"}),
        ("curvature-of-ridge", {"en": "L2: the curvature in a direction", "zh": "L2：沿某一方向的曲率"}),
        ("partial-of-lasso", {"en": "L1: the partial derivative", "zh": "L1：偏导数"}),
        ("partial-of-net", {"en": "Elastic net: the partial derivative", "zh": "弹性网：偏导数"}),
    ),
    ("0 < lambda", "1 <= m, 1 <= p"),
    (
        "Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), sections 3.4 and 4.4.4",
        "Zou and Hastie, Regularization and variable selection via the elastic net, Journal of the Royal Statistical Society B 67 (2005)",
        "Boyd and Vandenberghe, Convex Optimization (2004), section 9.1.2 (strong convexity)",
    ),
    (),
    builds_on=("logistic", "convexity"),
)  # fmt: skip
