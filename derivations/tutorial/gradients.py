"""Chapter: gradients by differentials. In: nothing. Out: ``CHAPTER``."""

from __future__ import annotations

from ..losses.plan import Apply, back, by, line
from .lesson import Ask, Chapter, Exercise, Level, Move, one, text

LINEAR = ("theta[p]", "X[m, p]", "y[m]")
WHOLE = (Move.DIFFERENTIALS,)
CROSS_ENTROPY = (
    line(by("gradient_by_differential")),
    line(by("differential_of_negative"), by("differential_of_sum"), by("differential_of_negative"),
         by("differential_of_product", c="y' @ X"), by("differential_of_product", c="ones(m)'"), shown_by="differential_of_sum"),
    line(by("differential_chain_rule"), by("derivative_of_log"), by("differential_of_sum"), by("differential_of_constant"),
         by("differential_chain_rule"), by("derivative_of_exp"), by("differential_of_product", c="X"), shown_by="differential_chain_rule"),
    line(back("quotient_as_product", at=(1, 0, 1, 0, 1), on=(0, 1)), by("weights_to_left"), shown_by="weights_to_left"),
    line(by("product_as_transpose", at=(1, 0, 0), on=(0, 1)), by("product_as_transpose", at=(1, 0, 1, 0), on=(0, 1)),
         back("matrix_right_difference"), back("transpose_of_difference"), back("matrix_sign_left", at=(1,)), back("transpose_of_negative"),
         shown_by="product_as_transpose"),
    line(by("identify_gradient")),
    line(by("negate_difference"), back("matrix_left_difference"), by("sigmoid_forms"), shown_by="sigmoid_forms"),
)  # fmt: skip
"""The way of the derivation of logistic regression, in smaller lines."""

EXAMPLES = (
    Exercise(
        "gradient-of-an-inner-product", text("Find the gradient, rule by rule.", "逐条规则求梯度。"), "gradient(theta, y' @ X @ theta)", LINEAR,
        one(by("gradient_by_differential"), by("differential_of_product", c="y' @ X"), by("product_as_transpose", at=(1,), on=(0, 1)),
            by("identify_gradient")),
        level=Level.FEW,
        words=text("Always the same way: take the differential, bring it to the form of a transpose times the differential of the variable, "
                   "read off.",
                   "总是同一条路：取微分，化成“某列的转置乘变量的微分”，读出。"),
    ),
    Exercise(
        "gradient-of-log-sum", text("The second part of the cross-entropy.", "交叉熵的第二部分。"),
        "gradient(theta, ones(m)' @ log(ones(m) + exp(X @ theta)))", LINEAR, WHOLE, level=Level.MANY,
        words=text("Here the engine found the way; small steps are folded below the lines.", "这里的路是程序找到的；小步骤折叠在各行之下。"),
    ),
)  # fmt: skip

EXERCISES = (
    Exercise(
        "which-differential", text("Which rule makes this line?", "这一行用的是哪条规则？"), "d(theta, X @ theta)", LINEAR,
        one(by("differential_of_product", c="X")), ask=Ask.RULE,
    ),
    Exercise(
        "jacobian-of-a-product", text("Find the Jacobian.", "求雅可比矩阵。"), "jacobian(theta, X @ theta)", LINEAR,
        one(by("jacobian_by_differential"), by("differential_of_product", c="X"), by("identify_jacobian")), level=Level.FEW, goal="X",
    ),
    Exercise(
        "constant-that-moves", text("What is wrong here?", "错在哪里？"), "d(theta, theta' @ theta)", LINEAR, ask=Ask.WRONG, values={"theta": "1", "d_theta": "1"}, level=Level.FEW,
        misused=Apply("differential_of_product", (), bind={"c": "theta'"}),
        hint=text("Does the left factor depend on the variable?", "左边的因子与变量有关吗？"),
        words=text("Both factors move, so each has its turn: [[differential_of_matrix_product]].",
                   "两个因子都随变量变化，要依次求微分：[[differential_of_matrix_product]]。"),
    ),
    Exercise(
        "gradient-of-a-square", text("Find the gradient.", "求梯度。"), "gradient(theta, theta' @ theta)", LINEAR, WHOLE, level=Level.MANY,
        goal="2*theta",
        words=text("The penalty of ridge regression, but for a factor.", "除一个因子外，这就是岭回归的惩罚项。"),
    ),
    Exercise(
        "differential-of-sigmoid", text("Find the differential of the hypothesis.", "求假设函数的微分。"), "d(theta, ones(m)/(ones(m) + exp(-(X @ theta))))",
        LINEAR,
        one(by("differential_of_reciprocal"), by("differential_of_sum"), by("differential_of_constant"), by("differential_chain_rule"),
            by("derivative_of_exp"), by("differential_of_negative"), by("differential_of_product", c="X"),
            by("split_quotient", a="exp(-(X @ theta))", c="ones(m) + exp(-(X @ theta))"), by("quotient_as_product", at=(1,)),
            by("commute_product", at=(), on=(0, 1))),
        level=Level.MANY,
        hint=text("Begin with [[differential_of_reciprocal]].", "从 [[differential_of_reciprocal]] 开始。"),
        words=text("The same denominator twice, once below 1 and once below the exponential: the hypothesis times one minus the hypothesis.",
                   "同一分母出现两次，分子一为 1，一为指数：即假设函数乘（1 减假设函数）。"),
    ),
    Exercise(
        "least-squares", text("Find the gradient of the squared error.", "求平方误差的梯度。"), "gradient(theta, (X @ theta - y)' @ (X @ theta - y))",
        LINEAR, WHOLE, level=Level.MANY, goal="2*(X' @ (X @ theta - y))",
        words=text("Compare it with the last exercise of the chapter on sums: the same, entry by entry.", "与求和一章最后一题对照：逐分量相同。"),
    ),
    Exercise(
        "gradient-of-cross-entropy", text("The cross-entropy in vector form, simplified. Find its gradient.", "向量形式的交叉熵，已化简。求梯度。"),
        "gradient(theta, -(y' @ X @ theta - ones(m)' @ log(ones(m) + exp(X @ theta))))", LINEAR, CROSS_ENTROPY, ask=Ask.SHOW, level=Level.MANY,
        goal="X' @ (ones(m)/(ones(m) + exp(-(X @ theta))) - y)",
        hint=text("The two parts are those of the two examples.", "两部分正是两个例题。"),
        words=text("The fraction is the sigmoid of the logits. So the gradient is the data, transposed, times prediction minus label: the end of "
                   "[the derivation](../losses/logistic.md#gradient).",
                   "其中的分式就是 sigmoid，故梯度为数据矩阵的转置乘以（预测减标签）：这就是[推导](../losses/logistic.md#gradient)的终点。"),
    ),
    Exercise(
        "hessian-of-least-squares", text("Differentiate the gradient once more.", "对梯度再求一次导。"), "jacobian(theta, X' @ (X @ theta - y))", LINEAR,
        WHOLE, level=Level.MANY, goal="X' @ X",
    ),
)  # fmt: skip

CHAPTER = Chapter(
    "gradients",
    text("Gradients by differentials", "用微分求梯度"),
    (
        text("The differential `d(theta, f)` says how `f` changes, to first order, when `theta` changes by `d(theta, theta)`. It has rules like those of "
             "derivatives, and one advantage: it has the shape of what is differentiated, so sizes never clash.",
             "微分 `d(theta, f)` 说明当 `theta` 变化 `d(theta, theta)` 时 `f` 的一阶变化。它的规则与导数相仿，并有一个好处：形状与被微分的量相同，大小从不冲突。"),
        text("A gradient is what stands before the differential of the variable. If `d(theta, f)` is `g' @ d(theta, theta)`, the gradient is `g`: a column, "
             "as large as `theta`. If the differential of a vector is `A @ d(theta, theta)`, its Jacobian is `A`. In the lines, square brackets with "
             "the differential below them mean: what stands before it.",
             "梯度就是变量的微分前面的东西。若 `d(theta, f)` 等于 `g' @ d(theta, theta)`，梯度就是 `g`：与 `theta` 同样大小的一列。"
             "若向量的微分是 `A @ d(theta, theta)`，其雅可比矩阵就是 `A`。式中方括号右下角带微分者，意为“它前面的系数”。"),
        text("So there are three things to do: take the differential, from the outside in; bring the variable's differential to the right "
             "end, by transposes; read off.",
             "因此只有三件事：由外到内取微分；用转置把变量的微分移到最右端；读出系数。"),
    ),
    (
        "gradient_by_differential", "identify_gradient", "jacobian_by_differential", "identify_jacobian",
        "differential_of_sum", "differential_of_negative", "differential_of_constant", "differential_of_product",
        "differential_of_matrix_product", "differential_of_transpose", "differential_chain_rule", "differential_of_reciprocal",
        "gradient_of_sum", "identify_gradient_of_row", "transpose_of_scalar", "transpose_of_transpose", "transpose_of_negative",
        "matrix_left_difference", "matrix_sign_left", "two_alike", "quotient_as_product", "split_quotient",
    ),
    EXAMPLES,
    EXERCISES,
    ("theta[p]", "f", "g[p]", "A[m, p]"),
)  # fmt: skip
