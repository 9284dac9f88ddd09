"""J with a regulariser: L2, L1, and both. In: the context, results of convexity. Out: ``PLAN``."""

from __future__ import annotations

from .plan import Plan, Section, Stage, back, by, line
from .regularisers_context import CONTEXT

RIDGE = Section(
    "ridge",
    {"en": "L2: the square of the norm", "zh": "L2：范数的平方"},
    {
        "en": "TODO",
        "zh": "TODO",
    },
    (
        Stage("gradient-of-square", {"en": "The gradient of the square", "zh": "平方项的梯度"}, "gradient(theta, lam/2*norm(theta)**2)", (
            line(by("gradient_by_differential"), by("differential_constant_factor", c="lam/2"), by("square_of_norm"),
                 by("differential_of_trace"), by("differential_of_matrix_product"), by("differential_of_transpose"),
                 shown_by="square_of_norm"),
            line(by("gradient_of_scaled"), by("trace_of_sum"), by("gradient_of_sum"), by("trace_of_scalar", at=(1, 0, 1)),
                 back("transpose_of_scalar", at=(1, 0, 1)), by("transpose_of_product"), by("transpose_of_transpose"),
                 by("identify_gradient"), by("trace_of_scalar"), by("identify_gradient"), shown_by="identify_gradient"),
            line(by("two_alike"), by("collect", at=(), on=(0, 1)), shown_by="two_alike"),
        )),
        Stage("gradient-of-ridge", {"en": "The gradient", "zh": "梯度"}, "gradient(theta, J_ridge)", (
            line(by("ridge")),
            line(by("gradient_by_differential"), by("differential_of_sum"), by("gradient_of_sum"),
                 back("gradient_by_differential", at=(0,)), back("gradient_by_differential"), shown_by="differential_of_sum"),
            line(by("result:gradient-of-square")),
        )),
        Stage("hessian-of-ridge", {"en": "The Hessian", "zh": "海森矩阵"}, "jacobian(theta, gradient(theta, J_ridge))", (
            line(by("result:gradient-of-ridge")),
            line(by("jacobian_by_differential"), by("differential_of_sum"), by("jacobian_of_sum"), back("jacobian_by_differential", at=(0,)),
                 by("differential_constant_factor"), by("jacobian_of_scaled"), by("identify_jacobian_of_itself", n="p + 1"),
                 shown_by="differential_of_sum"),
        )),
        Stage("curvature-of-ridge", {"en": "The curvature in a direction", "zh": "沿某一方向的曲率"},
              "v' @ jacobian(theta, gradient(theta, J_ridge)) @ v", (
            line(by("result:hessian-of-ridge")),
            line(by("matrix_distribute_left", at=(), on=(0, 1)), by("matrix_distribute_right", at=()), shown_by="matrix_distribute_left"),
            line(by("scalar_out_of_right"), by("scalar_before_product"), by("identity_left"), back("trace_of_scalar", at=(1, 1)),
                 back("square_of_norm"), shown_by="square_of_norm"),
            line(by("result:curvature")),
            line(by("drop_added", at=(), a="lam*norm(v)**2")),
        )),
    ),
)  # fmt: skip

LASSO = Section(
    "lasso",
    {"en": "L1: absolute values", "zh": "L1：绝对值"},
    {
        "en": "TODO",
        "zh": "TODO",
    },
    (
        Stage("partial-of-absolute", {"en": "The absolute values by one parameter", "zh": "绝对值之和对单个参数的偏导数"},
              "partial(theta[j], sum(k, 0, p, abs(theta[k])))", (
            line(by("partial_of_summation")),
            line(by("chain_rule")),
            line(by("derivative_of_abs"), by("partial_of_entry"), shown_by="derivative_of_abs"),
            line(by("kronecker_collapse")),
        )),
        Stage("partial-of-lasso", {"en": "The partial derivative", "zh": "偏导数"}, "partial(theta[j], J_lasso)", (
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
        "en": "TODO",
        "zh": "TODO",
    },
    (
        Stage("partial-of-squares", {"en": "The squares by one parameter", "zh": "平方和对单个参数的偏导数"},
              "partial(theta[j], sum(k, 0, p, theta[k]**2))", (
            line(by("partial_of_summation")),
            line(by("power_rule_whole"), by("partial_of_entry"), shown_by="power_rule_whole"),
            line(by("kronecker_collapse"), by("collect"), by("power_one"), shown_by="kronecker_collapse"),
        )),
        Stage("partial-of-net", {"en": "The partial derivative", "zh": "偏导数"}, "partial(theta[j], J_net)", (
            line(by("elastic_net")),
            line(by("partial_of_sum", at=()), by("partial_constant_factor", c="lam"), by("partial_of_sum"),
                 by("partial_constant_factor", c="rho"), by("partial_constant_factor"), shown_by="partial_of_sum"),
            line(by("result:partial-loss"), by("result:partial-of-absolute"), by("result:partial-of-squares"),
                 by("collect", at=(1, 1, 1)), shown_by="result:partial-of-absolute"),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "regularisers",
    {"en": "Regularisers", "zh": "正则项"},
    {"en": "TODO.", "zh": "TODO。"},
    CONTEXT,
    (RIDGE, LASSO, ELASTIC_NET),
    (),
    ("1 <= m, 1 <= p",),
    (),
    (),
    builds_on=("logistic", "convexity"),
)
