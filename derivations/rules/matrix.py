"""The rules of vectors and matrices: products, transposes, entries, and differentials.

``@`` is the matrix product, ``*`` the elementwise one, ``'`` the transpose. Layout: a gradient is a column vector; a
Jacobian has the rows of the function and the columns of the variable.
"""

from __future__ import annotations

from .rule import Counterexample, Group, Rule

MAGNUS = "Magnus and Neudecker, Matrix Differential Calculus (2019), part two"
COOKBOOK = "Petersen and Pedersen, The Matrix Cookbook (2012), section 1"
FREE = Counterexample(
    {"t": "3"},
    "2*t",
    "t",
    {"en": "c = a = v, a scalar: d(v²) = 2v dv, not v dv", "zh": "c = a = v（标量）：d(v²) = 2v dv，不是 v dv"},
)
RECIPROCAL = Counterexample(
    {"t": "3"},
    "0*t",
    "-1/t",
    {"en": "c = a = v, a scalar: v/v is 1 and doesn't change, but −v dv/v² isn't 0",
     "zh": "c = a = v（标量）：v/v 为 1 而不变，−v dv/v² 却不为 0"},
)  # fmt: skip
RANGE = Counterexample(
    {"a_1": "1", "a_2": "1", "b_1": "1", "b_2": "1"},
    "a_1*b_1 + a_2*b_2",
    "a_1*b_1",
    {"en": "two entries, but a sum over the first only", "zh": "有两个分量，却只对第一个求和"},
)


def quadratic(letter: str) -> Counterexample:
    """The case of a term that is quadratic in dv."""
    return Counterexample(
        {"t": "3"}, "2*t", "t",
        {"en": f"{letter} = dv: of (dv)² no coefficient can be read off; at dv = 3 its derivative is 6, not 3",
         "zh": f"{letter} = dv：(dv)² 没有可读出的系数；dv = 3 时其导数为 6 而非 3"},
    )  # fmt: skip


def entry(
    group: Group, name: str, statement: str, en: str, zh: str, sentence: str, satz: str, **conditions: Counterexample
) -> Rule:
    """A rule of this chapter; its conditions' texts come with underscores for spaces."""
    return Rule(
        name, statement, group, {"en": en, "zh": zh}, {"en": sentence, "zh": satz},
        conditions={CONDITIONS[key]: case for key, case in conditions.items()},
        sources=(MAGNUS if group is Group.DIFFERENTIAL else COOKBOOK,),
    )  # fmt: skip


CONDITIONS = {
    "free": "c does not depend on v",
    "indices": "a has the indices l .. u",
    "columns": "b has the indices l .. u",
    "nonzero": "a != 0",
    "column": "a is a column",
    "linear": "g does not depend on d(v, v)",
    "linear_a": "a does not depend on d(v, v)",
}
M, D = Group.MATRIX, Group.DIFFERENTIAL

RULES = (
    entry(M, "transpose_of_negative", "(-a)' = -a'", "Transpose of a negative", "负号与转置",
          "A minus sign may stand before the transpose.", "负号可以提到转置外。"),
    entry(M, "product_as_transpose", "a' @ b = (b' @ a)'", "Transpose of a product", "积的转置",
          "The transpose of a product is the product of the transposes in reverse order.", "积的转置等于各转置反序之积。"),
    entry(M, "matrix_distribute_left", "a @ (b + c) = a @ b + a @ c", "Matrix times a sum", "矩阵乘以和",
          "A matrix multiplies a sum term by term.", "矩阵乘以和可以逐项进行。"),
    entry(M, "matrix_left_difference", "a @ (b - c) = a @ b - a @ c", "Matrix times a difference", "矩阵乘以差",
          "A matrix multiplies both terms of a difference.", "矩阵分别乘以差的两项。"),
    entry(M, "matrix_right_difference", "(a - b) @ c = a @ c - b @ c", "Difference times a matrix", "差乘以矩阵",
          "Both terms of a difference are multiplied by the matrix.", "差的两项分别乘以矩阵。"),
    entry(M, "transpose_of_difference", "(a - b)' = a' - b'", "Transpose of a difference", "差的转置",
          "Both terms of a difference are transposed.", "差的两项分别转置。"),
    entry(M, "matrix_sign_right", "a @ (-b) = -(a @ b)", "Sign of the right factor", "右因子的负号",
          "A minus sign of a factor may stand before the product.", "因子的负号可以提到积外。"),
    entry(M, "matrix_sign_left", "(-a) @ b = -(a @ b)", "Sign of the left factor", "左因子的负号",
          "A minus sign of a factor may stand before the product.", "因子的负号可以提到积外。"),
    entry(M, "weights_to_left", "c' @ (a*b) = (c*a)' @ b", "Weights in an inner product", "内积中的权重",
          "In an inner product, elementwise weights may move to the other side.", "内积中逐元素的权重可以移到另一侧。",
          column=Counterexample(
              {"x": "1", "y": "2"}, "x*y*y", "x*x*y",
              {"en": "matrices c = a = b of one row (1, 2): the entries in row 1, column 2 are 4 and 2",
               "zh": "c = a = b 为一行矩阵 (1, 2)：第 1 行第 2 列的元素分别为 4 与 2"})),
    entry(M, "diagonal_product", "a*b = diag(a) @ b", "Elementwise product as a diagonal matrix", "逐元素积写成对角矩阵",
          "Multiplying elementwise by a vector is multiplying by the diagonal matrix of it.", "逐元素乘以向量等于左乘其对角矩阵。"),
    entry(M, "inner_product", "a' @ b = sum(k, l, u, a[k]*b[k])", "Inner product", "内积",
          "An inner product is the sum of the products of the entries.", "内积是各分量乘积之和。",
          indices=RANGE),
    entry(M, "entry_of_product", "(a @ b)[j] = sum(k, l, u, a[j, k]*b[k])", "Entry of a product", "积的分量",
          "An entry of a matrix times a vector is the sum over the row.", "矩阵乘向量的分量是沿该行求和。",
          columns=RANGE),
    entry(M, "entry_of_matrix_product", "(a @ b)[i, j] = sum(k, l, u, a[i, k]*b[k, j])", "Entry of a product of matrices", "矩阵积的元素",
          "An entry of a product is the sum over a row of the first factor and a column of the second.", "积的元素是第一个因子的行与第二个因子的列逐项相乘之和。",
          columns=RANGE),
    entry(M, "entry_of_matrix_sum", "(a + b)[i, j] = a[i, j] + b[i, j]", "Entry of a sum of matrices", "矩阵和的元素",
          "Matrices are added entry by entry.", "矩阵按元素相加。"),
    entry(M, "entry_of_negative_matrix", "(-a)[i, j] = -a[i, j]", "Entry of a negative matrix", "负矩阵的元素",
          "A minus sign goes to each entry.", "负号归于每个元素。"),
    entry(M, "entry_of_diagonal_product", "(diag(a) @ b)[i, j] = a[i]*b[i, j]", "Entry of a diagonal matrix times a matrix", "对角矩阵乘矩阵的元素",
          "A diagonal matrix multiplies each row by its entry.", "对角矩阵把每一行乘以对应的对角元。"),
    entry(M, "spread_function", "f(a @ ones(n)') = f(a) @ ones(n)'", "Function of a repeated column", "重复列的函数",
          "Where all columns are equal, a function of each entry may be taken before the column is repeated.", "各列相同时，可以先逐元素取函数再重复该列。"),
    entry(M, "row_division", "((1/a) @ ones(n)')*b = b/(a @ ones(n)')", "Dividing each row", "逐行相除",
          "To multiply each row by the reciprocal of a number is to divide the row by it.", "每行乘以一个数的倒数，就是除以该数。",
          nonzero=Counterexample({"a": "0", "b": "1"}, "(1/a)*b", "b")),
    entry(M, "row_total_quotient", "(a @ ones(n) @ ones(n)')/(b @ ones(n)') = (a/(b @ ones(n)')) @ ones(n) @ ones(n)'",
          "Dividing the totals of rows", "行和相除",
          "Each row may be divided by its number before its entries are added up.", "每行可以先除以同一个数，再求行和。"),
    entry(M, "rows_as_diagonal", "(a @ ones(n)')*b = diag(a) @ b", "Weighted rows as a diagonal matrix", "加权的行写成对角矩阵",
          "To multiply each row by a number is to multiply by the diagonal matrix of these numbers.", "每行乘以一个数，就是左乘这些数的对角矩阵。"),
    entry(M, "diagonal_of_product", "diag(a*b) = diag(a) @ diag(b)", "Diagonal matrix of a product", "积的对角矩阵",
          "Diagonal matrices are multiplied entry by entry.", "对角矩阵相乘即对角元逐一相乘。"),
    entry(M, "guarded_entries", "a[i, j] - a[i, k] = where(j == k, 0, a[i, j] - a[i, k])", "Guarded difference of entries", "受保护的元素之差",
          "An entry less itself is 0, even where it is infinite.", "元素减去自身为 0，即使它是无穷大。"),
    entry(M, "entry_of_transpose", "a'[j, k] = a[k, j]", "Entry of a transpose", "转置的分量",
          "Transposing swaps the two indices.", "转置交换两个指标。"),
    entry(M, "entry_of_function", "f(a)[i] = f(a[i])", "Entry of an elementwise function", "逐元素函数的分量",
          "An elementwise function is applied to each entry.", "逐元素函数作用于每个分量。"),
    entry(M, "entry_of_sum", "(a + b)[i] = a[i] + b[i]", "Entry of a sum", "和的分量",
          "Vectors are added entry by entry.", "向量按分量相加。"),
    entry(M, "entry_of_elementwise_product", "(a*b)[i] = a[i]*b[i]", "Entry of an elementwise product", "逐元素积的分量",
          "Vectors are multiplied entry by entry.", "向量按分量相乘。"),
    entry(M, "entry_of_ones", "1[i] = 1", "Entry of the ones vector", "全一向量的分量",
          "Every entry of the all-ones vector is 1.", "全一向量的每个分量都是 1。"),
    entry(D, "gradient_by_differential", "gradient(v, f) = gradient_of(v, d(v, f))", "Gradient from the differential", "由微分求梯度",
          "The gradient is read off from the differential.", "梯度由微分读出。"),
    entry(D, "identify_gradient", "gradient_of(v, g' @ d(v, v)) = g", "Reading off the gradient", "读出梯度",
          "Where the differential is gᵀ dv, the gradient is g.", "微分为 gᵀdv 时，梯度就是 g。", linear=quadratic("g")),
    entry(D, "jacobian_by_differential", "jacobian(v, f) = jacobian_of(v, d(v, f))", "Jacobian from the differential", "由微分求雅可比矩阵",
          "The Jacobian is read off from the differential.", "雅可比矩阵由微分读出。"),
    entry(D, "identify_jacobian", "jacobian_of(v, a @ d(v, v)) = a", "Reading off the Jacobian", "读出雅可比矩阵",
          "Where the differential is A dv, the Jacobian is A.", "微分为 A dv 时，雅可比矩阵就是 A。", linear_a=quadratic("a")),
    entry(D, "differential_of_sum", "d(v, a + b) = d(v, a) + d(v, b)", "Differential of a sum", "和的微分",
          "A sum is differentiated term by term.", "和可以逐项求微分。"),
    entry(D, "differential_of_negative", "d(v, -a) = -d(v, a)", "Differential of a negative", "负号与微分",
          "A minus sign may stand before the differential.", "负号可以提到微分外。"),
    entry(D, "differential_of_constant", "d(v, c) = 0", "Differential of a constant", "常量的微分",
          "What doesn't depend on the variable has differential 0.", "与变量无关的项微分为 0。",
          free=Counterexample({"t": "1"}, "t", "0", {"en": "c = v: its differential is dv", "zh": "c = v：其微分为 dv"})),
    entry(D, "differential_of_product", "d(v, c @ a) = c @ d(v, a)", "Differential with a constant matrix", "常矩阵与微分",
          "A matrix that doesn't depend on the variable stays.", "与变量无关的矩阵保持不变。", free=FREE),
    entry(D, "differential_constant_factor", "d(v, c*a) = c*d(v, a)", "Differential with a constant factor", "常因子与微分",
          "A factor that doesn't depend on the variable stays.", "与变量无关的因子保持不变。", free=FREE),
    entry(D, "differential_chain_rule", "d(v, f(a)) = partial(a, f(a))*d(v, a)", "Chain rule for differentials", "微分的链式法则",
          "The differential of an elementwise function is its derivative times the differential inside.",
          "逐元素函数的微分等于其导数乘以内层的微分。"),
    entry(D, "differential_of_reciprocal", "d(v, c/a) = -(c*d(v, a))/(a*a)", "Differential of a reciprocal", "倒数的微分",
          "The differential of a constant over a is minus that constant times da over a squared.",
          "常量除以 a 的微分等于负的该常量乘以 da 再除以 a 的平方。",
          free=RECIPROCAL, nonzero=Counterexample({"a": "0"}, "1/a", "1")),
)  # fmt: skip
