"""How fast the gradient of J can change, and the step size. In: the context, results of convexity. Out: ``PLAN``."""

from __future__ import annotations

from .plan import Plan, Section, Stage, back, by, line
from .step_size_context import CONTEXT

BOUND = Section(
    "bound",
    {"en": "How large the curvature can be", "zh": "曲率的上界"},
    {"en": "TODO", "zh": "TODO"},
    (
        Stage("square", {"en": "A quarter, less a square", "zh": "四分之一减平方"}, "1/4 - (h[i] - 1/2)**2", (
            line(by("expand", at=())),
            line(by("factor", at=())),
        )),
        Stage("quarter", {"en": "A variance is at most a quarter", "zh": "方差不超过四分之一"}, "h[i]*(1 - h[i])", (
            line(back("result:square")),
            line(by("drop_subtracted")),
        )),
        Stage("norm-as-sum", {"en": "The norm of Xv", "zh": "Xv 的范数"}, "norm(X @ v)**2", (
            line(by("square_of_norm"), by("trace_of_scalar"), by("inner_product", k="i", l="1", u="m"), shown_by="square_of_norm"),
            line(by("entry_by_row", at=(3, 0)), by("entry_by_row"), by("collect"), shown_by="entry_by_row"),
        )),
        Stage("bound", {"en": "The curvature of J is at most β", "zh": "J 的曲率不超过 β"},
              "v' @ jacobian(theta, gradient(theta, J)) @ v", (
            line(by("result:curvature")),
            line(by("result:quarter", at=(1, 3), on=(0, 1))),
            line(by("sum_constant_factor"), back("result:norm-as-sum"), shown_by="result:norm-as-sum"),
            line(by("square_of_norm"), by("trace_of_scalar"), by("transpose_of_product"), shown_by="square_of_norm"),
            line(by("rayleigh", a="X' @ X")),
            line(by("collect", at=(), on=(0, 1, 2))),
            line(back("smoothness")),
        )),
    ),
)  # fmt: skip

G = "gradient(theta, J)"

DESCENT = Section(
    "descent",
    {"en": "What one step is worth", "zh": "走一步的收益"},
    {"en": "TODO", "zh": "TODO"},
    (
        Stage("descent", {"en": "The loss after a step", "zh": "走一步之后的损失"}, f"J + {G}' @ Delta + (1/2)*(Delta' @ N @ Delta)", (
            line(by("at_most", at=(2, 1), b="beta*norm(Delta)**2")),
            line(by("gradient_step", at=(1, 1)), by("gradient_step")),
            line(by("matrix_sign_right"), by("scalar_out_of_right"), back("trace_of_scalar", at=(1, 0, 1)), back("square_of_norm"),
                 by("norm_of_negative"), by("norm_of_scaled"), shown_by="norm_of_scaled"),
            line(by("collect", at=(2, 2)), by("abs_square"), by("collect", at=(2,)), shown_by="abs_square"),
            line(by("collect", at=())),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "step_size",
    {"en": "The step size of gradient descent", "zh": "梯度下降的步长"},
    {"en": "TODO.", "zh": "TODO。"},
    CONTEXT,
    (BOUND, DESCENT),
    (),
    ("1 <= m, 1 <= p",),
    (),
    (),
    builds_on=("convexity",),
)
