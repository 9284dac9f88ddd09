"""The rules of matrix differentials: of each construct, and how gradient and Jacobian are read off.

Layout: the gradient of a scalar by a matrix has the shape of the matrix, and is the G in df = tr(Gᵀ dX). The Jacobian
of a matrix by a matrix is that of their columns, one below the other.
"""

from __future__ import annotations

from .matrix import FREE, MAGNUS, quadratic
from .rule import Counterexample, Group, Rule

COOKBOOK = "Petersen and Pedersen, The Matrix Cookbook (2012), section 2"
NO_INVERSE = Counterexample(
    {"a": "0"},
    "1/a",
    "1",
    {"en": "the matrix of one row with a = 0 has no inverse", "zh": "一行一列的矩阵 a = 0 没有逆"},
)
SINGULAR = Counterexample(
    {"a": "0"},
    "1",
    "a*(1/a)",
    {"en": "the matrix of one row with a = 0: its determinant changes by da, but it has no inverse",
     "zh": "一行一列的矩阵 a = 0：行列式的微分为 da，但它没有逆"},
)  # fmt: skip
LOGARITHM = Counterexample(
    {"a": "-1"}, "log(a)", "1/a",
    {"en": "the matrix of one row with a = −1: the logarithm of its determinant has no value, its inverse has",
     "zh": "一行一列的矩阵 a = −1：行列式的对数无定义，逆有定义"},
)  # fmt: skip
MOVING = Counterexample(
    {"t": "3"}, "2*t", "t",
    {"en": "c = a = dv: of (dv)² no coefficient can be read off; at dv = 3 its derivative is 6, not 3",
     "zh": "c = a = dv：(dv)² 没有可读出的系数；dv = 3 时其导数为 6 而非 3"},
)  # fmt: skip
NOT_A_NUMBER = Counterexample(
    {"x": "1", "y": "2"}, "x*1 + y*3", "x*(1 + 3)",
    {"en": "c is the column (1, 2) and not a number: its entries weight the entries 1 and 3 of a differently",
     "zh": "c 为列 (1, 2) 而非数：它对 a 的分量 1、3 的加权不同"},
)  # fmt: skip


def rule(
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
        name, statement, Group.DIFFERENTIAL, {"en": en, "zh": zh}, {"en": sentence, "zh": satz},
        conditions=conditions or {}, sources=(MAGNUS, COOKBOOK),
    )  # fmt: skip


RULES = (
    rule("differential_of_transpose", "d(v, a') = d(v, a)'", "Differential of a transpose", "转置的微分",
         "The differential of a transpose is the transpose of the differential.", "转置的微分等于微分的转置。"),
    rule("differential_of_right_product", "d(v, a @ c) = d(v, a) @ c", "Differential with a constant matrix on the right", "右侧常矩阵与微分",
         "A matrix on the right that doesn't depend on the variable stays.", "与变量无关的右侧矩阵保持不变。",
         {"c does not depend on v": FREE}),
    rule("differential_of_matrix_product", "d(v, a @ b) = d(v, a) @ b + a @ d(v, b)", "Product rule for matrices", "矩阵的乘积法则",
         "Each factor is differentiated in turn, in its place.", "依次对每个因子求微分，次序不变。"),
    rule("differential_of_elementwise_product", "d(v, a*b) = d(v, a)*b + a*d(v, b)", "Product rule, elementwise", "逐元素的乘积法则",
         "Each factor is differentiated in turn.", "依次对每个因子求微分。"),
    rule("differential_of_quotient", "d(v, a/b) = d(v, a)/b - (a*d(v, b))/(b*b)", "Quotient rule", "商法则",
         "The differential of a quotient.", "商的微分。", {"b != 0": Counterexample({"a": "1", "b": "0"}, "a/b", "1")}),
    rule("differential_of_square", "d(v, a**2) = 2*(a*d(v, a))", "Differential of a square", "平方的微分",
         "The differential of a square is twice the term times its differential.", "平方的微分是该项乘以其微分的两倍。"),
    rule("differential_of_trace", "d(v, tr(a)) = tr(d(v, a))", "Differential of a trace", "迹的微分",
         "The differential of a trace is the trace of the differential.", "迹的微分等于微分的迹。"),
    rule("differential_of_inverse", "d(v, inv(a)) = -(inv(a) @ d(v, a) @ inv(a))", "Differential of an inverse", "逆的微分",
         "The differential stands between two inverses, with a minus sign.", "微分夹在两个逆之间，并带负号。",
         {"a is invertible": NO_INVERSE}),
    rule("differential_of_determinant", "d(v, det(a)) = det(a)*tr(inv(a) @ d(v, a))", "Jacobi's formula", "雅可比公式",
         "The differential of a determinant is the determinant times the trace of the inverse times the differential.",
         "行列式的微分等于行列式乘以逆与微分之积的迹。", {"a is invertible": SINGULAR}),
    rule("differential_of_log_determinant", "d(v, log(det(a))) = tr(inv(a) @ d(v, a))", "Differential of a log-determinant", "对数行列式的微分",
         "The differential of the logarithm of a determinant is the trace of the inverse times the differential.",
         "行列式对数的微分等于逆与微分之积的迹。", {"0 < det(a)": LOGARITHM}),
    rule("differential_of_log_absolute_determinant", "d(v, log(abs(det(a)))) = tr(inv(a) @ d(v, a))",
         "Differential of the logarithm of |det|", "行列式绝对值对数的微分",
         "Also where the determinant is negative, the inverse times the differential gives the change of its logarithm.",
         "行列式为负时，其绝对值对数的微分同样由逆与微分之积的迹给出。", {"a is invertible": NO_INVERSE}),
    rule("differential_of_norm", "d(v, norm(a)) = tr(a' @ d(v, a))/norm(a)", "Differential of a norm", "范数的微分",
         "The norm changes by the part of the differential that points along the term.", "范数的变化是微分沿该项方向的分量。",
         {"norm(a) != 0": Counterexample({"a": "0"}, "a/a", "1", {"en": "at a = 0 the norm has a kink", "zh": "a = 0 处范数不可导"})}),
    rule("differential_of_diagonal", "d(v, diag(a)) = diag(d(v, a))", "Differential of a diagonal matrix", "对角矩阵的微分",
         "The differential of a diagonal matrix is that of its diagonal.", "对角矩阵的微分是其对角线的微分。"),
    rule("differential_of_kronecker", "d(v, kron(a, b)) = kron(d(v, a), b) + kron(a, d(v, b))", "Product rule for the Kronecker product", "克罗内克积的乘积法则",
         "Each factor is differentiated in turn, in its place.", "依次对每个因子求微分，次序不变。"),
    rule("differential_of_constant_kronecker", "d(v, kron(c, a)) = kron(c, d(v, a))", "Kronecker product with a constant matrix", "常矩阵的克罗内克积",
         "A factor that doesn't depend on the variable stays.", "与变量无关的因子保持不变。", {"c does not depend on v": FREE}),
    rule("differential_of_vec", "d(v, vec(a)) = vec(d(v, a))", "Differential of vec", "vec 的微分",
         "Reading column by column doesn't change with the variable.", "按列展开与变量无关。"),
    rule("gradient_of_sum", "gradient_of(v, a + b) = gradient_of(v, a) + gradient_of(v, b)", "Reading off a sum", "逐项读出梯度",
         "What stands before the differential is read off term by term.", "微分前的系数可逐项读出。"),
    rule("gradient_of_negative", "gradient_of(v, -a) = -gradient_of(v, a)", "Reading off a negative", "读出负项",
         "A minus sign goes to what is read off.", "负号归于所读出的系数。"),
    rule("gradient_of_scaled", "gradient_of(v, c*a) = c*gradient_of(v, a)", "Reading off with a factor", "读出带因子的项",
         "A number without the differential goes to what is read off.", "不含微分的数归于所读出的系数。",
         {"c does not depend on d(v, v)": MOVING}),
    rule("identify_gradient_by_trace", "gradient_of(v, tr(a @ d(v, v))) = a'", "Reading off the gradient from a trace", "由迹读出梯度",
         "Where the differential is tr(A dX), the gradient is Aᵀ.", "微分为 tr(A dX) 时，梯度就是 Aᵀ。",
         {"a does not depend on d(v, v)": quadratic("a")}),
    rule("identify_gradient_of_row", "gradient_of(v, a @ d(v, v)) = a'", "Reading off the gradient from a row", "由行向量读出梯度",
         "Where the differential is a row times dv, the gradient is the row as a column.", "微分为行向量乘以 dv 时，梯度就是其转置。",
         {"a does not depend on d(v, v)": quadratic("a")}),
    rule("identify_gradient_of_trace", "gradient_of(v, tr(d(v, v))) = eye(n)", "Gradient of the trace itself", "迹本身的梯度",
         "Where the differential is tr(dX), the gradient is the identity matrix.", "微分为 tr(dX) 时，梯度就是单位矩阵。"),
    rule("jacobian_of_sum", "jacobian_of(v, a + b) = jacobian_of(v, a) + jacobian_of(v, b)", "Reading off a Jacobian term by term", "逐项读出雅可比矩阵",
         "What stands before the differential is read off term by term.", "微分前的系数可逐项读出。"),
    rule("jacobian_of_negative", "jacobian_of(v, -a) = -jacobian_of(v, a)", "Reading off the Jacobian of a negative", "读出负项的雅可比矩阵",
         "A minus sign goes to what is read off.", "负号归于所读出的系数。"),
    rule("jacobian_of_scaled", "jacobian_of(v, c*a) = c*jacobian_of(v, a)", "Reading off a Jacobian with a factor", "读出带因子的雅可比矩阵",
         "A number without the differential goes to what is read off.", "不含微分的数归于所读出的系数。",
         {"c does not depend on d(v, v)": MOVING, "c is a scalar": NOT_A_NUMBER}),
    rule("jacobian_times_direction", "jacobian_of(v, w) @ vec(u) = vec(subst(w, d(v, v), u))", "Jacobian times a direction", "雅可比矩阵乘以方向",
         "The Jacobian times a direction is the differential with the direction in place of dv.", "雅可比矩阵乘以方向，就是把微分中的 dv 换成该方向。",
         {"w is linear in d(v, v)": quadratic("w"),
          "subst(w, d(v, v), u) does not depend on d(v, v)": Counterexample(
             {"t": "3"}, "2*t", "t",
             {"en": "w = d(v²), not worked out yet: there is no dv in it to be replaced, while its coefficient is 2v",
              "zh": "w = d(v²) 尚未展开：其中没有可替换的 dv，而其系数为 2v"})}),
    rule("jacobian_by_vec", "jacobian_of(v, a) = jacobian_of(v, vec(a))", "Jacobian of a matrix by vec", "由 vec 求雅可比矩阵",
         "The Jacobian of a matrix is that of its columns, one below the other.", "矩阵的雅可比矩阵即其各列依次相接所成向量的雅可比矩阵。"),
    rule("identify_jacobian_by_vec", "jacobian_of(v, a @ vec(d(v, v))) = a", "Reading off the Jacobian from vec", "由 vec 读出雅可比矩阵",
         "Where the differential is A vec(dX), the Jacobian is A.", "微分为 A vec(dX) 时，雅可比矩阵就是 A。",
         {"a does not depend on d(v, v)": quadratic("a")}),
    rule("identify_jacobian_of_itself", "jacobian_of(v, d(v, v)) = eye(n)", "Jacobian of the variable itself", "变量自身的雅可比矩阵",
         "By itself a variable has the identity matrix as Jacobian.", "变量对自身的雅可比矩阵是单位矩阵。"),
)  # fmt: skip
