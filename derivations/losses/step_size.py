"""How fast the gradient of J can change, and the step size. In: the context, results of convexity. Out: ``PLAN``."""

from __future__ import annotations

from .plan import Plan, Section, Stage, back, by, line
from .step_size_context import CONTEXT

BOUND = Section(
    "bound",
    {"en": "How large the curvature can be", "zh": "曲率的上界"},
    {
        "en": "No variance h(1 − h) is more than 1/4, whatever the parameters, and none is negative. So the curvature lies everywhere between 0 "
        "and β, and the gradient can't change faster than β times the distance: β is a Lipschitz constant of the gradient, often written L.",
        "zh": "无论参数为何，方差 h(1 − h) 不超过 1/4，也不为负。于是曲率处处介于 0 与 β 之间，梯度的变化不会快于距离的 β 倍：β 是梯度的利普希茨常数，常记作 L。",
    },
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
            line(by("rayleigh", a="X' @ X"),
                 en="This inequality is quoted, not derived: it takes the eigenvectors of a symmetric matrix for axes.",
                 zh="此不等式系引用而未推导：它以对称矩阵的特征向量为坐标轴。"),
            line(by("collect", at=(), on=(0, 1, 2))),
            line(back("smoothness")),
        )),
    ),
)  # fmt: skip

G = "gradient(theta, J)"

DESCENT = Section(
    "descent",
    {"en": "What one step is worth", "zh": "走一步的收益"},
    {
        "en": "By Taylor's theorem, quoted here, the loss after a step Δ is the first line below, where H with the index ξ is the Hessian at some "
        "point ξ on the way. What was shown above holds at every point, so there too. The step is the gradient times −1/β.",
        "zh": "由泰勒定理（此处引用），走一步 Δ 之后的损失等于下面第一行，其中带下标 ξ 的 H 是途中某点 ξ 处的海森矩阵。前面的上界处处成立，在 ξ 处亦然。步子取梯度的 −1/β 倍。",
    },
    (
        Stage("descent", {"en": "The loss after a step", "zh": "走一步之后的损失"}, f"J + {G}' @ Delta + (1/2)*(Delta' @ N @ Delta)", (
            line(by("at_most", at=(2, 1), b="beta*norm(Delta)**2")),
            line(by("gradient_step", at=(1, 1)), by("gradient_step")),
            line(by("matrix_sign_right"), by("scalar_out_of_right"), back("trace_of_scalar", at=(1, 0, 1)), back("square_of_norm"),
                 by("norm_of_negative"), by("norm_of_scaled"), shown_by="norm_of_scaled"),
            line(by("collect", at=(2, 2)), by("abs_square"), by("collect", at=(2,)), shown_by="abs_square"),
            line(by("collect", at=()),
                 en="So with the step size 1/β each step lowers the loss, until the gradient is 0. Any step size "
                 "below 2/β lowers it too, though the bound promises less; beyond 2/β the bound allows the loss to rise.",
                 zh="故步长取 1/β 时，每一步都使损失下降，直到梯度为 0。步长不到 2/β 时损失也必下降，只是保证的幅度较小；超过 2/β 时，上界允许损失上升。"),
        )),
    ),
)  # fmt: skip

PLAN = Plan(
    "step_size",
    {"en": "The step size of gradient descent", "zh": "梯度下降的步长"},
    {
        "en": "How fast the gradient of J can change, and so how long a step of gradient descent may be.",
        "zh": "J 的梯度变化有多快，从而梯度下降的步子可以多大。",
    },
    CONTEXT,
    (BOUND, DESCENT),
    (
        ("quarter", {"en": "A variance is at most a quarter", "zh": "方差不超过四分之一"}),
        ("bound", {"en": "The curvature of J is at most β", "zh": "J 的曲率不超过 β"}),
        ("descent", {"en": "The loss after a step, by Taylor's theorem", "zh": "走一步之后的损失（泰勒定理）"}),
    ),
    ("1 <= m, 1 <= p", "X[i, 0] = 1, so that X isn't zero", "the bound on the curvature, at ξ: 0 <= beta*norm(Delta)**2 - Delta' @ N @ Delta"),
    (
        "Böhning, Multinomial logistic regression algorithm, Annals of the Institute of Statistical Mathematics 44 (1992)",
        "Nesterov, Lectures on Convex Optimization (2018), section 1.2.2 (functions with a Lipschitz-continuous gradient)",
        "Boyd and Vandenberghe, Convex Optimization (2004), section 9.3 (gradient descent)",
    ),
    (),
    builds_on=("convexity",),
)  # fmt: skip
