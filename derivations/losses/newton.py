"""Newton's method and iteratively reweighted least squares. In: the context, results of convexity. Out: ``PLAN``."""

from __future__ import annotations

from .newton_context import CONTEXT
from .plan import Plan, Section, Stage, back, by, define, line

GRAM = "X' @ S @ X"

STEP = Section(
    "step",
    {"en": "A step of Newton's method", "zh": "牛顿法的一步"},
    {
        "en": "TODO",
        "zh": "TODO",
    },
    (
        Stage("newton", {"en": "The step", "zh": "一步"}, "theta_next", (
            line(define("newton_step")),
            line(by("result:hessian-of-j"), by("result:gradient-of-j"), shown_by="result:hessian-of-j"),
            line(by("inverse_of_scaled", c="1/m"), by("scalar_out_of_right"), by("scalar_before_product"),
                 by("collect", at=(1, 0), on=(0, 1)), shown_by="inverse_of_scaled"),
        )),
        Stage("irls", {"en": "The same step as weighted least squares", "zh": "写成加权最小二乘"},
              f"theta - inv({GRAM}) @ X' @ (h - y)", (
            line(back("identity_left", at=(0,), n="p + 1"), back("inverse_left", a=GRAM), shown_by="inverse_left"),
            line(back("identity_left", at=(1, 0, 2), n="m"), back("inverse_right", a="S"), shown_by="inverse_right"),
            line(back("matrix_left_difference", a=f"inv({GRAM}) @ X' @ S")),
            line(back("adjusted_response")),
        )),
        Stage("gradient-of-q", {"en": "The gradient of Q", "zh": "Q 的梯度"}, "gradient(phi, Q)", (
            line(by("weighted_least_squares")),
            line(
                by("gradient_by_differential"),
                by("differential_constant_factor", at=(1,), c="1/2"),
                by("differential_of_matrix_product", at=(1, 1), a="(t - X @ phi)'"),
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
    {"en": "TODO.", "zh": "TODO。"},
    CONTEXT,
    (STEP,),
    (),
    ("1 <= m, 1 <= p",),
    (),
    (),
    builds_on=("convexity",),
)
