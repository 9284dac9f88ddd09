"""Chapter: vectors and matrices, products, transposes and entries. In: nothing. Out: ``CHAPTER``."""

from __future__ import annotations

from ..losses.plan import back, by
from .lesson import Ask, Chapter, Exercise, Level, one, text

COLUMNS = ("a[n]", "b[n]", "c[n]")
SQUARE = ("A[n, n]", "B[n, n]")
MODEL = ("theta[p]", "X[m, p]", "y[m]", "i: 1 .. m", "j: 1 .. p")
LOSS = ("z[m]", "s[m]", "y[m]")

EXAMPLES = (
    Exercise(
        "entry-of-a-gradient", text("A matrix times a vector, entry by entry.", "矩阵乘向量，逐分量写出。"), "(X' @ y)[j]", MODEL,
        one(by("entry_of_product", k="i", l="1", u="m"), by("entry_of_transpose")), level=Level.FEW,
        words=text("The gradient of logistic regression has this form, with residuals in the place of `y`: so a sum over samples becomes a "
                   "product of matrices.",
                   "逻辑回归的梯度正是这种形式，只是 `y` 换成残差：对样本求和就成了矩阵乘积。"),
    ),
    Exercise(
        "difference-transposed", text("Multiply out.", "展开。"), "(a - b)' @ (-c)", COLUMNS,
        one(by("transpose_of_difference"), by("matrix_right_difference"), by("matrix_sign_right", at=(0,)), by("matrix_sign_right")),
        level=Level.FEW,
    ),
)  # fmt: skip

EXERCISES = (
    Exercise(
        "which-product", text("Which rule makes this line?", "这一行用的是哪条规则？"), "c' @ (a*b)", COLUMNS,
        one(by("weights_to_left")), ask=Ask.RULE,
        words=text("`a*b` is the elementwise product: each entry by itself.", "`a*b` 是逐元素积：各分量分别相乘。"),
    ),
    Exercise(
        "inner-product-as-sum", text("Write it as a sum.", "写成求和。"), "a' @ b", (*COLUMNS[:2], "k: 1 .. n"),
        one(by("inner_product", k="k", l="1", u="n")),
    ),
    Exercise(
        "diagonal-weights", text("Write the elementwise product as a product of matrices.", "把逐元素积写成矩阵乘积。"), "c*(A @ a)",
        ("a[n]", "c[n]", "A[n, n]"), one(by("diagonal_product")),
        words=text("The Hessian of logistic regression gets its diagonal matrix by this rule.", "逻辑回归的海森矩阵由此得到其中的对角矩阵。"),
    ),
    Exercise(
        "order-of-factors", text("What is wrong here?", "错在哪里？"), "A @ B", SQUARE, ask=Ask.WRONG, values={"A": "0 1; 0 0", "B": "0 0; 1 0"}, claim="B @ A",
        words=text("Matrices keep their order. Only numbers, and elementwise products, may be turned round.",
                   "矩阵要保持次序。只有数与逐元素积可以交换。"),
    ),
    Exercise(
        "order-under-transpose", text("What is wrong here?", "错在哪里？"), "(A @ B)'", SQUARE, ask=Ask.WRONG, values={"A": "0 1; 0 0", "B": "0 0; 1 0"}, claim="A' @ B'",
        way=one(by("transpose_of_product")),
        hint=text("What are the sizes if `A` isn't square?", "若 `A` 不是方阵，大小如何？"),
    ),
    Exercise(
        "row-of-an-inner-product", text("Show that this row is the transpose of a column.", "证明这一行是某一列的转置。"),
        "y' @ X", MODEL, one(by("product_as_transpose")), ask=Ask.SHOW, goal="(X' @ y)'",
    ),
    Exercise(
        "entry-of-softplus", text("Functions of a vector are taken entry by entry. Write this entry out.", "向量的函数逐分量作用。写出这个分量。"),
        "log(ones(m) + exp(z))[i]", ("z[m]", "i: 1 .. m"),
        one(by("entry_of_function", at=()), by("entry_of_sum"), by("entry_of_ones"), by("entry_of_function")), level=Level.FEW,
        goal="log(1 + exp(z[i]))",
    ),
    Exercise(
        "vector-loss", text("The cross-entropy in vector form, its two logarithms put in: `z` are the logits, `s` is `log(ones(m) + exp(-z))`. Show this.",
                            "向量形式的交叉熵，两个对数已代入：`z` 是对数几率，`s` 是 `log(ones(m) + exp(-z))`。证明："),
        "-(y' @ (-s) + (ones(m) - y)' @ (-z - s))", LOSS,
        one(by("transpose_of_difference"), by("matrix_right_difference"), by("matrix_sign_right"), back("negate_sum", at=(0, 1, 1)),
            by("matrix_sign_right", at=(0, 1)), back("negate_sum", at=(0, 2, 0, 1)), by("matrix_sign_right", at=(0, 2, 0)),
            by("matrix_distribute_left", at=(0, 2)), by("cancel", at=(0,), on=(0, 3)), by("commute_sum", at=(0,))),
        ask=Ask.SHOW, level=Level.MANY, goal="-(y' @ z - ones(m)' @ (z + s))",
        words=text("The article prints the first line and the last.", "文章只写出首行与末行。"),
    ),
)  # fmt: skip

CHAPTER = Chapter(
    "vectors",
    text("Vectors and matrices: products, transposes, entries", "向量与矩阵：乘积、转置、分量"),
    (
        text("A vector is a column of numbers, a matrix a table. `A @ b` multiplies each row of `A` with `b` and adds up; `a' @ b` is a number, the "
             "inner product. That is all that a sum over an index can do, written without the index.",
             "向量是一列数，矩阵是一张表。`A @ b` 用 `A` 的每一行与 `b` 相乘再相加；`a' @ b` 是一个数，即内积。这正是对指标求和所能做的，只是不写指标。"),
        text("Sums and minus signs behave as with numbers. Two things don't: the factors of a matrix product keep their order, and a "
             "transpose turns that order round. Beside it there is the elementwise product `a*b`, whose factors may change places; "
             "functions such as log and exp are elementwise, too.",
             "和与负号同数一样处理。有两点不同：矩阵乘积的因子不能换序；转置使次序颠倒。另有逐元素积 `a*b`，其因子可以交换；log、exp 等函数也逐元素作用。"),
        text("If you don't believe a rule, take an entry on both sides: with the rules for entries every line of matrices becomes a line "
             "of sums. The checker does this for all sizes at once.",
             "若对某条规则存疑，就取两边的一个分量：用分量的规则，每一行矩阵式都变成求和式。检查程序正是这样对一切大小同时验证的。"),
    ),
    (
        "inner_product", "entry_of_product", "entry_of_transpose", "entry_of_function", "entry_of_sum", "entry_of_ones",
        "transpose_of_difference", "transpose_of_product", "product_as_transpose", "matrix_right_difference", "matrix_distribute_left",
        "matrix_sign_right", "weights_to_left", "diagonal_product", "commute_sum",
    ),
    EXAMPLES,
    EXERCISES,
    ("A[n, n]", "a[n]", "b[n]"),
)  # fmt: skip
