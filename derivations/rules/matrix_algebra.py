"""The rules of traces, inverses, Kronecker products and ``vec``; of transposes and of factors before a product.

They bring a differential to the form from which a derivative is read off, and the derivative to a short form.
"""

from __future__ import annotations

from .rule import Counterexample, Group, Rule

MAGNUS = "Magnus and Neudecker, Matrix Differential Calculus (2019), chapters 1 and 2"
COOKBOOK = "Petersen and Pedersen, The Matrix Cookbook (2012), sections 1 and 10"

SINGULAR = Counterexample(
    {"a": "0"},
    "a*(1/a)",
    "1",
    {"en": "the matrix of one row with a = 0 has no inverse", "zh": "一行一列的矩阵 a = 0 没有逆"},
)
DOUBLE_INVERSE = Counterexample(
    {"a": "0"},
    "1/(1/a)",
    "a",
    {"en": "the matrix of one row with a = 0 has no inverse", "zh": "一行一列的矩阵 a = 0 没有逆"},
)
PRODUCT = Counterexample(
    {"x": "1", "y": "1"}, "1/(x + y)", "1/x + 1/y",
    {"en": "a is a row and b a column of ones: a b = 2 has the inverse 1/2, while a and b have no inverse; one over each "
           "entry, multiplied, gives 2",
     "zh": "a 为全一行、b 为全一列：ab = 2 的逆为 1/2，而 a、b 没有逆；逐分量取倒数再相乘得 2"},
)  # fmt: skip
MATRIX_TRACE = Counterexample(
    {"x": "1", "y": "2"}, "x + y", "x",
    {"en": "a is the diagonal matrix of 1 and 2: its trace is 3, and it is no number", "zh": "a 为对角元 1、2 的对角矩阵：迹为 3，它本身不是数"},
)  # fmt: skip
OFF_DIAGONAL = Counterexample(
    {"x": "1", "y": "0"}, "x", "y",
    {"en": "a has the rows (0, 1) and (0, 0): the entry below the diagonal is 1 in its transpose and 0 in a",
     "zh": "a 的两行为 (0, 1) 与 (0, 0)：对角线下的元素在转置中为 1，在 a 中为 0"},
)  # fmt: skip
WHOLE = Counterexample(
    {"x": "1", "y": "2"}, "x*1 + y*3", "x*(1 + 3)",
    {"en": "c is the row (1, 2) and not a number: its product with the entries 1 and 3, taken entry by entry, is no multiple "
           "of their sum",
     "zh": "c 为行 (1, 2) 而非数：与分量 1、3 逐元素相乘再求和，不是其和的倍数"},
)  # fmt: skip
COLUMN = Counterexample(
    {"x": "1", "y": "2"}, "y + y", "x + x",
    {"en": "a and c are full of ones, b has the rows (1, 2) and (1, 2): the entries in row 1, column 2 are 4 and 2",
     "zh": "a、c 全为 1，b 的两行均为 (1, 2)：第 1 行第 2 列的元素分别为 4 与 2"},
)  # fmt: skip
NOT_COLUMN = Counterexample(
    {"x": "1", "y": "2"}, "y", "1/(x - x)",
    {"en": "a is the row (1, 2): times the number 1 it has 2 in its second place, where a @ c, for a number c, has no entry",
     "zh": "a 为行 (1, 2)：乘以数 1 后第二个分量为 2，而 a @ c（c 为数）没有此分量"},
)  # fmt: skip


def algebra(
    name: str,
    statement: str,
    en: str,
    zh: str,
    sentence: str,
    satz: str,
    conditions: dict[str, Counterexample] | None = None,
) -> Rule:
    """A rule of this chapter."""
    return Rule(
        name, statement, Group.MATRIX, {"en": en, "zh": zh}, {"en": sentence, "zh": satz},
        conditions=conditions or {}, sources=(MAGNUS, COOKBOOK),
    )  # fmt: skip


def ring(name: str, statement: str, en: str, zh: str, sentence: str, satz: str) -> Rule:
    """A rule of counting."""
    return Rule(name, statement, Group.ALGEBRA, {"en": en, "zh": zh}, {"en": sentence, "zh": satz})


RULES = (
    algebra("matrix_distribute_right", "(a + b) @ c = a @ c + b @ c", "Sum times a matrix", "和乘以矩阵",
            "A sum is multiplied by a matrix term by term.", "和乘以矩阵可以逐项进行。"),
    algebra("scalar_before_product", "(c*a) @ b = c*(a @ b)", "Number before a matrix product", "数提到矩阵积之前",
            "A number in the left factor may stand before the product.", "左因子中的数可以提到积之前。",
            {"c is a scalar": WHOLE}),
    algebra("scalar_out_of_right", "a @ (c*b) = c*(a @ b)", "Number in the right factor", "右因子中的数",
            "A number in the right factor may stand before the product.", "右因子中的数可以提到积之前。",
            {"c is a scalar": WHOLE}),
    algebra("column_times_scalar", "a*c = a @ c", "Column times a number", "列乘以数",
            "A column times a number is their matrix product.", "列乘以数等于它们的矩阵积。",
            {"a is a column": NOT_COLUMN, "c is a scalar": WHOLE}),
    algebra("weights_into_row", "a @ (b*c) = (a*b') @ c", "Weights into a row", "权重移入行",
            "A row times a weighted column is the weighted row times the column.", "行乘以加权列等于加权行乘以列。",
            {"b is a column": COLUMN}),
    algebra("transpose_of_sum", "(a + b)' = a' + b'", "Transpose of a sum", "和的转置",
            "The terms of a sum are transposed one by one.", "和的各项分别转置。"),
    algebra("transpose_of_product", "(a @ b)' = b' @ a'", "Transpose of a matrix product", "矩阵积的转置",
            "The transpose of a product is the product of the transposes in reverse order.", "积的转置等于各转置反序之积。"),
    algebra("transpose_of_transpose", "a'' = a", "Transposing twice", "两次转置",
            "Transposing twice changes nothing.", "转置两次不变。"),
    algebra("transpose_of_elementwise", "(a*b)' = a'*b'", "Transpose of an elementwise product", "逐元素积的转置",
            "The factors of an elementwise product are transposed one by one.", "逐元素积的各因子分别转置。"),
    algebra("transpose_of_inverse", "inv(a)' = inv(a')", "Transpose of an inverse", "逆的转置",
            "The transpose of the inverse is the inverse of the transpose.", "逆的转置等于转置的逆。"),
    algebra("transpose_of_symmetric", "a' = a", "Transpose of a symmetric matrix", "对称矩阵的转置",
            "A symmetric matrix is its own transpose.", "对称矩阵等于其转置。", {"a is symmetric": OFF_DIAGONAL}),
    algebra("transpose_of_scalar", "a' = a", "Transpose of a number", "数的转置",
            "A number is its own transpose.", "数等于其转置。", {"a is a scalar": OFF_DIAGONAL}),
    algebra("transpose_of_kronecker", "kron(a, b)' = kron(a', b')", "Transpose of a Kronecker product", "克罗内克积的转置",
            "The factors of a Kronecker product are transposed one by one, in the same order.", "克罗内克积的各因子按原次序分别转置。"),
    algebra("identity_left", "eye(n) @ a = a", "Identity matrix from the left", "左乘单位矩阵",
            "The identity matrix changes nothing.", "单位矩阵不改变任何矩阵。"),
    algebra("identity_right", "a @ eye(n) = a", "Identity matrix from the right", "右乘单位矩阵",
            "The identity matrix changes nothing.", "单位矩阵不改变任何矩阵。"),
    algebra("inverse_left", "inv(a) @ a = eye(n)", "Inverse times the matrix", "逆乘以矩阵",
            "The inverse undoes the matrix.", "逆矩阵抵消矩阵。", {"a is invertible": SINGULAR}),
    algebra("inverse_right", "a @ inv(a) = eye(n)", "Matrix times its inverse", "矩阵乘以其逆",
            "The inverse undoes the matrix.", "逆矩阵抵消矩阵。", {"a is invertible": SINGULAR}),
    algebra("inverse_of_inverse", "inv(inv(a)) = a", "Inverting twice", "两次求逆",
            "The inverse of the inverse is the matrix.", "逆的逆是矩阵本身。", {"a is invertible": DOUBLE_INVERSE}),
    algebra("inverse_of_product", "inv(a @ b) = inv(b) @ inv(a)", "Inverse of a product", "积的逆",
            "The inverse of a product is the product of the inverses in reverse order.", "积的逆等于各逆反序之积。",
            {"a is invertible": PRODUCT, "b is invertible": PRODUCT}),
    algebra("trace_of_sum", "tr(a + b) = tr(a) + tr(b)", "Trace of a sum", "和的迹",
            "The trace is taken term by term.", "迹可以逐项求。"),
    algebra("trace_of_negative", "tr(-a) = -tr(a)", "Trace of a negative", "负号与迹",
            "A minus sign may stand before the trace.", "负号可以提到迹外。"),
    algebra("trace_of_scaled", "tr(c*a) = c*tr(a)", "Trace with a factor", "因子与迹",
            "A number may stand before the trace.", "数可以提到迹外。", {"c is a scalar": WHOLE}),
    algebra("trace_of_transpose", "tr(a) = tr(a')", "Trace of a transpose", "转置的迹",
            "A matrix and its transpose have one diagonal.", "矩阵与其转置的对角线相同。"),
    algebra("trace_cyclic", "tr(a @ b) = tr(b @ a)", "Cyclic property of the trace", "迹的循环性质",
            "Under the trace, the last factor may become the first.", "在迹中，最后的因子可以移到最前。"),
    algebra("trace_of_scalar", "tr(a) = a", "Trace of a number", "数的迹",
            "A number is its own trace.", "数的迹就是它自己。", {"a is a scalar": MATRIX_TRACE}),
    algebra("trace_of_kronecker", "tr(kron(a, b)) = tr(a)*tr(b)", "Trace of a Kronecker product", "克罗内克积的迹",
            "The trace of a Kronecker product is the product of the traces.", "克罗内克积的迹等于迹之积。"),
    algebra("weights_in_trace", "tr(a @ (b*c)) = tr((a*b') @ c)", "Weights in a trace", "迹中的权重",
            "Under the trace, elementwise weights may move to the other factor, transposed.", "在迹中，逐元素的权重转置后可移到另一因子。"),
    algebra("square_of_norm", "norm(a)**2 = tr(a' @ a)", "Square of a norm", "范数的平方",
            "The square of the norm is the sum of the squares of the entries.", "范数的平方是各分量平方之和。"),
    algebra("vec_of_product", "vec(a @ x @ b) = kron(b', a) @ vec(x)", "Vec of a product of three", "三个矩阵之积的 vec",
            "Read column by column, a product is a Kronecker product times its middle factor.", "按列展开，积等于克罗内克积乘以中间因子。"),
    algebra("vec_of_left_product", "vec(a @ x) = kron(eye(n), a) @ vec(x)", "Vec, factor from the left", "左因子与 vec",
            "A factor from the left multiplies every column.", "左因子乘以每一列。"),
    algebra("vec_of_right_product", "vec(x @ b) = kron(b', eye(n)) @ vec(x)", "Vec, factor from the right", "右因子与 vec",
            "A factor from the right mixes the columns.", "右因子组合各列。"),
    algebra("vec_of_elementwise", "vec(a*b) = diag(vec(a)) @ vec(b)", "Vec of an elementwise product", "逐元素积的 vec",
            "Elementwise weights are a diagonal matrix before the vector.", "逐元素的权重是向量前的对角矩阵。"),
    ring("three_alike", "a + a + a = 3*a", "Three equal terms", "三个相同项",
         "Three equal terms are three times one.", "三个相同项之和是其三倍。"),
    ring("two_alike", "a + a = 2*a", "Two equal terms", "两个相同项",
         "Two equal terms are twice one.", "两个相同项之和是其两倍。"),
)  # fmt: skip
