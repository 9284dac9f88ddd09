"""Newton's method and iteratively reweighted least squares: stages and paths. In: the context. Out: ``PLAN``."""

from __future__ import annotations

from .newton_context import CONTEXT
from .plan import Plan, Section, Stage, back, by, define, line

GRAM = "X' @ S @ X"

STEP = Section(
    "step",
    {"en": "A step of Newton's method", "zh": "牛顿法的一步"},
    {
        "en": "Where gradient descent uses the slope alone, Newton's method uses the curvature too: it goes to where the quadratic "
        "function with the same gradient and Hessian has its minimum. That takes a Hessian that has an inverse, which it has if the "
        "columns of X are linearly independent.",
        "zh": "梯度下降只用斜率，牛顿法还用曲率：走到梯度与海森矩阵相同的二次函数的最小点。为此海森矩阵须可逆；若 X 的列线性无关，它就可逆。",
    },
    (
        Stage("newton", {"en": "The step", "zh": "一步"}, "theta_next", (
            line(define("newton_step")),
            line(by("result:hessian-of-j"), by("result:gradient-of-j"), shown_by="result:hessian-of-j"),
            line(by("inverse_of_scaled", c="1/m"), by("scalar_out_of_right"), by("scalar_before_product"),
                 by("collect", at=(1, 0), on=(0, 1)), shown_by="inverse_of_scaled"),
        )),
    ),
)  # fmt: skip

LEAST_SQUARES = Section(
    "least-squares",
    {"en": "The step as weighted least squares", "zh": "写成加权最小二乘的一步"},
    {
        "en": "The same step solves a problem of least squares, with the variances as weights and the adjusted responses for "
        "labels. Weights and responses change from step to step: iteratively reweighted least squares, IRLS for short.",
        "zh": "同一步解一个最小二乘问题：以方差为权重，以调整后的响应为标签。权重与响应逐步更新，故名迭代重加权最小二乘（IRLS）。",
    },
    (
        Stage("irls", {"en": "The same step as weighted least squares", "zh": "写成加权最小二乘"},
              f"theta - inv({GRAM}) @ X' @ (h - y)", (
            line(back("identity_left", at=(0,), n="p + 1"), back("inverse_left", a=GRAM), shown_by="inverse_left"),
            line(back("identity_left", at=(1, 0, 2), n="m"), back("inverse_right", a="S"), shown_by="inverse_right"),
            line(back("matrix_left_difference", a=f"inv({GRAM}) @ X' @ S")),
            line(back("adjusted_response")),
        )),
    ),
)  # fmt: skip

SOLUTION = Section(
    "solution",
    {"en": "Why these are least squares", "zh": "为何这是最小二乘"},
    {
        "en": "What the last line above is the solution of: for any responses t, it is where the gradient of Q is 0. Q is convex, "
        "so it has its minimum there.",
        "zh": "上面最后一行是什么问题的解：对任意响应 t，它使 Q 的梯度为 0。Q 是凸函数，故在该处取最小值。",
    },
    (
        Stage("gradient-of-q", {"en": "The gradient of Q", "zh": "Q 的梯度"}, "gradient(varphi, Q)", (
            line(by("weighted_least_squares")),
            line(
                by("gradient_by_differential"),
                by("differential_constant_factor", at=(1,), c="1/2"),
                by("differential_of_matrix_product", at=(1, 1), a="(t - X @ varphi)'"),
                by("differential_of_transpose"),
                by("differential_of_product", at=(1, 1, 1, 1), c="S"),
                by("differential_of_sum", at=(1, 1, 0, 0, 0)),
                by("differential_of_constant", at=(1, 1, 0, 0, 0, 0)),
                by("differential_of_negative", at=(1, 1, 0, 0, 0)),
                by("differential_of_product", at=(1, 1, 0, 0, 0, 0), c="X"),
                by("differential_of_sum"),
                by("differential_of_constant"),
                by("differential_of_negative"),
                by("differential_of_product", c="X"),
                shown_by="differential_of_matrix_product",
            ),
            line(
                by("gradient_of_scaled"),
                by("gradient_of_sum"),
                by("transpose_of_negative"),
                by("matrix_sign_left"),
                by("matrix_sign_right"),
                by("gradient_of_negative", at=(1, 0)),
                by("gradient_of_negative"),
                back("transpose_of_scalar", at=(1, 0, 0, 1)),
                by("transpose_of_product", at=(1, 0, 0, 1)),
                by("transpose_of_transpose"),
                by("identify_gradient_of_row", at=(1, 0, 0)),
                by("identify_gradient_of_row"),
                shown_by="identify_gradient_of_row",
            ),
            line(
                by("transpose_of_product", at=(1, 0, 0)),
                by("transpose_of_transpose"),
                by("transpose_of_product", at=(1, 1, 0)),
                by("transpose_of_transpose"),
                by("transpose_of_product"),
                by("transpose_of_symmetric"),
                shown_by="transpose_of_symmetric",
            ),
            line(back("negate_sum", at=(1,)), by("two_alike"), by("collect", at=(0,), on=(0, 1)), shown_by="two_alike"),
        )),
        Stage("solution", {"en": "The gradient of Q at the solution", "zh": "Q 在解处的梯度"},
              f"-(X' @ S @ (t - X @ (inv({GRAM}) @ X' @ S @ t)))", (
            line(by("matrix_left_difference")),
            line(by("inverse_right", at=(0, 1, 0), on=(0, 1, 2, 3), n="p + 1")),
            line(by("identity_left"), by("cancel"), shown_by="identity_left"),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "newton",
    {"en": "Newton's method and IRLS", "zh": "牛顿法与 IRLS"},
    {
        "en": "A step of Newton's method for the loss of logistic regression, and why it is weighted least squares.",
        "zh": "逻辑回归损失的牛顿法一步，以及它为何是加权最小二乘。",
    },
    CONTEXT,
    (STEP, LEAST_SQUARES, SOLUTION),
    (
        ("newton", {"en": "A step of Newton's method", "zh": "牛顿法的一步"}),
        ("irls", {"en": "The same as weighted least squares", "zh": "写成加权最小二乘"}),
        ("gradient-of-q", {"en": "The gradient of the weighted squares", "zh": "加权平方和的梯度"}),
    ),
    ("1 <= m, 1 <= p", "X' @ S @ X is invertible, and so is the Hessian of J, which is this matrix times 1/m"),
    (
        "Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 4.4.1",
        "Green, Iteratively reweighted least squares for maximum likelihood estimation, and some robust and resistant alternatives, "
        "Journal of the Royal Statistical Society B 46 (1984)",
        "Boyd and Vandenberghe, Convex Optimization (2004), section 9.5 (Newton's method)",
    ),
    (),
    builds_on=("convexity",),
)  # fmt: skip
