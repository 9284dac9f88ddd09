"""Chapter: trace, inverse, determinant, elementwise products. In: nothing. Out: ``CHAPTER``."""

from __future__ import annotations

from ..losses.plan import by
from .lesson import Ask, Chapter, Exercise, Level, Move, one, text

SQUARE = ("X[n, n]", "A[n, n]", "B[n, n]")
INVERTIBLE = ("X[n, n]: invertible", "A[n, n]: invertible", "B[n, n]")
WHOLE = (Move.DIFFERENTIALS,)

EXAMPLES = (
    Exercise(
        "gradient-of-a-trace", text("Find the gradient by a matrix, rule by rule.", "逐条规则求对矩阵的梯度。"), "gradient(X, tr(A @ X))",
        ("X[n, p]", "A[p, n]"),
        one(by("gradient_by_differential"), by("differential_of_trace"), by("differential_of_product", c="A"), by("identify_gradient_by_trace")),
        level=Level.FEW,
        words=text("A matrix has no single row before its differential; the trace does instead what the inner product does for vectors.",
                   "矩阵的微分前面不是单独一行；迹在此起到内积对向量的作用。"),
    ),
    Exercise(
        "gradient-of-log-det", text("Find the gradient.", "求梯度。"), "gradient(X, log(det(X)))", INVERTIBLE[:1],
        one(by("gradient_by_differential"), by("differential_of_log_determinant"), by("identify_gradient_by_trace")),
        level=Level.FEW, assumptions=("0 < det(X)",),
        words=text("It stands in the likelihood of the normal distribution.", "它出现在正态分布的似然中。"),
    ),
)  # fmt: skip

EXERCISES = (
    Exercise(
        "which-trace", text("Which rule makes this line?", "这一行用的是哪条规则？"), "tr(A @ B)", SQUARE, one(by("trace_cyclic")), ask=Ask.RULE,
    ),
    Exercise(
        "trace-of-a-product", text("What is wrong here?", "错在哪里？"), "tr(A @ B)", SQUARE, ask=Ask.WRONG, values={"A": "1 0; 0 1", "B": "1 0; 0 1"}, claim="tr(A)*tr(B)",
        words=text("The trace keeps sums, not products.", "迹保持和，不保持积。"),
    ),
    Exercise(
        "inverse-of-a-sum", text("What is wrong here?", "错在哪里？"), "inv(A + X)", INVERTIBLE, ask=Ask.WRONG, values={"A": "1", "X": "1"}, claim="inv(A) + inv(X)",
        assumptions=("A + X is invertible",), hint=text("Take matrices of one row: numbers.", "取一行一列的矩阵，即数。"),
    ),
    Exercise(
        "inverse-cancels", text("Simplify.", "化简。"), "inv(A @ X) @ A", INVERTIBLE,
        one(by("inverse_of_product"), by("inverse_left", at=(), on=(1, 2), n="n"), by("identity_right")), level=Level.FEW, goal="inv(X)",
        hint=text("The order turns round.", "次序要颠倒。"),
    ),
    Exercise(
        "gradient-of-the-determinant", text("Find the gradient.", "求梯度。"), "gradient(X, det(X))", INVERTIBLE[:1], WHOLE, level=Level.FEW,
        hint=text("[[differential_of_determinant]] is what you need.", "要用 [[differential_of_determinant]]。"),
    ),
    Exercise(
        "gradient-of-a-bilinear-form", text("Find the gradient by the matrix.", "求对矩阵的梯度。"), "gradient(X, a' @ X @ b)",
        ("X[n, p]", "a[n]", "b[p]"), WHOLE, level=Level.MANY, goal="a @ b'",
        hint=text("A number is its own trace.", "数的迹就是它自己。"),
    ),
    Exercise(
        "gradient-of-a-weighted-sum", text("Find the gradient; `X*B` is the elementwise product.", "求梯度；`X*B` 是逐元素积。"), "gradient(X, tr(A' @ (X*B)))",
        ("X[n, p]", "A[n, p]", "B[n, p]"), WHOLE, level=Level.MANY, goal="A*B",
    ),
    Exercise(
        "gradient-of-an-inverse", text("Find the gradient.", "求梯度。"), "gradient(X, tr(A @ inv(X)))", INVERTIBLE, WHOLE, level=Level.MANY,
        words=text("[Matrix calculus](../matrix-calculus.md) has many more of this kind.", "[矩阵微积分](../matrix-calculus.md)还有许多同类结果。"),
    ),
)  # fmt: skip

CHAPTER = Chapter(
    "matrices",
    text("Trace, inverse, determinant", "迹、逆与行列式"),
    (
        text("Where the variable is a matrix, a number changes by the sum of all entries of a gradient, each times the change of its entry. The "
             "trace writes that sum: `tr(G' @ d(X, X))`. So the gradient of `f` is the `G` for which `d(X, f)` is this trace, and it has the shape of `X`.",
             "变量是矩阵时，函数值的变化等于梯度各分量乘以相应分量的变化之和。迹正好写出这个和：`tr(G' @ d(X, X))`。"
             "因此 `f` 的梯度就是使 `d(X, f)` 等于这个迹的 `G`，其形状与 `X` 相同。"),
        text("The trace may be turned round in a circle, and that is the tool that brings the differential to the end. The rules for the inverse "
             "and the determinant are short; both need a matrix that has an inverse.",
             "迹可以循环移动，这正是把微分移到末尾的工具。逆与行列式的规则很短；二者都要求矩阵可逆。"),
    ),
    (
        "trace_cyclic", "trace_of_scalar", "differential_of_trace", "identify_gradient_by_trace", "inverse_of_product", "inverse_left", "identity_right",
        "differential_of_inverse", "differential_of_determinant", "differential_of_log_determinant",
        "transpose_of_product", "weights_in_trace",
    ),
    EXAMPLES,
    EXERCISES,
    ("X[n, p]", "f", "G[n, p]"),
)  # fmt: skip
