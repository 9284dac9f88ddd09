"""The rules of norms, rows of a product, and numbers in an inverse: what quadratic forms are made short with."""

from __future__ import annotations

from .matrix_algebra import SINGULAR, algebra
from .rule import Counterexample

NO_COLUMN = Counterexample(
    {"x": "1", "y": "2"}, "y", "x",
    {"en": "a is the number 1 and b the row (1, 2): entry 2 of the product is 2, while its row times b has the one entry 1 before it",
     "zh": "a 为数 1，b 为行 (1, 2)：积的第 2 个元素为 2，而其行乘以 b 的首元素为 1"},
)  # fmt: skip
ROW_BEFORE_NORM = Counterexample(
    {"x": "1", "y": "2"}, "sqrt(x*x + y*y)", "x*sqrt(x*x + x*x)",
    {"en": "c is the row (1, 2) and a the row (1, 1): the norm of their product is √5, and the first entry of c times the norm of a is √2",
     "zh": "c 为行 (1, 2)，a 为行 (1, 1)：积的范数为 √5，而 c 的首元素乘以 a 的范数为 √2"},
)  # fmt: skip
MATRIX_IN_INVERSE = Counterexample(
    {"x": "2"}, "x/3", "1",
    {"en": "a has the rows (2, 1) and (1, 1), c the rows (1, 1) and (1, 2): the first entry of the inverse of c ∘ a is 2/3, that of the right side 1",
     "zh": "a 的两行为 (2, 1) 与 (1, 1)，c 的两行为 (1, 1) 与 (1, 2)：c ∘ a 的逆的首元素为 2/3，右边为 1"},
)  # fmt: skip
ZERO = Counterexample(
    {"a": "1", "c": "0"}, "1/(c*a)", "1",
    {"en": "c = 0: the zero matrix has no inverse", "zh": "c = 0：零矩阵没有逆"},
)  # fmt: skip

RULES = (
    algebra("entry_by_row", "(a @ b)[i] = a[i]' @ b", "Entry of a product by its row", "用行表示积的分量",
            "An entry of a matrix times a vector is that row times the vector.", "矩阵乘向量的分量等于该行乘以向量。",
            {"b is a column": NO_COLUMN}),
    algebra("norm_of_scaled", "norm(c*a) = abs(c)*norm(a)", "Norm with a factor", "因子与范数",
            "A number may stand before the norm, without its sign.", "数取绝对值后可以提到范数外。",
            {"c is a scalar": ROW_BEFORE_NORM}),
    algebra("norm_of_negative", "norm(-a) = norm(a)", "Norm of a negative", "负号与范数",
            "The norm doesn't see the sign.", "范数与符号无关。"),
    algebra("inverse_of_scaled", "inv(c*a) = (1/c)*inv(a)", "Inverse with a factor", "因子与逆",
            "A number in an inverse stands before it as its reciprocal.", "逆中的数取倒数后可以提到逆外。",
            {"c is a scalar": MATRIX_IN_INVERSE, "c != 0": ZERO, "a is invertible": SINGULAR}),
)  # fmt: skip
