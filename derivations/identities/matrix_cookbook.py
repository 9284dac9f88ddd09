"""Identities of the Matrix Cookbook, sections 2.1 to 2.8, typed in from the mathematics. In: nothing. Out: ``SECTIONS``.

The numbers are those of Petersen and Pedersen, The Matrix Cookbook, version of 15 November 2012. An identity without
a number isn't in the book in this form.
"""

from __future__ import annotations

from .identity import HESSIAN, JACOBIAN, Identity, Section

SOURCE = "Petersen and Pedersen, The Matrix Cookbook, version of 15 November 2012, sections 2.1 to 2.8"

TALL = (("p", "n"),)
CUBE = "The book has the power k; here it is 3."
BY_VEC = "The book has it entry by entry; here it is one matrix, by vec."
SYMMETRIC = "A symmetric matrix is written as X + Xᵀ − X ∘ I, with free entries X on and above the diagonal."


def of(number: str, function: str, expected: str, *symbols: str, suffix: str = "", **more: object) -> Identity:
    """An identity with its number."""
    return Identity(f"cookbook-{number}{suffix}", number, function, expected, symbols, **more)  # type: ignore[arg-type]


def beside(name: str, function: str, expected: str, *symbols: str, **more: object) -> Identity:
    """An identity that the book doesn't have in this form."""
    return Identity(f"identity-{name}", "", function, expected, symbols, **more)  # type: ignore[arg-type]


X, TALL_X, SQUARE, INVERTIBLE = "X n m", "X n p", "X n n", "X n n invertible"
GRAM = "X' @ X"
QUADRATIC = "X' @ A @ X"
SANDWICH = "inv(X' @ C @ X)"
FREE = "X + X' - X*eye(n)"
DEVIATION = "(x - A @ s)' @ W @ (x - A @ s)"
DIFFERENCE = "(x - s)' @ W @ (x - s)"

DETERMINANTS = Section("determinants", {"en": "Derivatives of a determinant (2.1)", "zh": "行列式的导数（2.1）"}, (
    of("49", "det(X)", "det(X)*inv(X)'", INVERTIBLE),
    of("51", "det(A @ X @ B)", "det(A @ X @ B)*inv(X)'", INVERTIBLE, "A n n invertible", "B n n invertible"),
    of("52", f"det({QUADRATIC})", f"2*(det({QUADRATIC})*inv(X)')", INVERTIBLE, "A n n invertible"),
    of("53", f"det({QUADRATIC})", f"2*(det({QUADRATIC})*(A @ X @ inv({QUADRATIC})))", TALL_X, "A n n symmetric",
       assumptions=(f"{QUADRATIC} is invertible",), most=TALL),
    of("54", f"det({QUADRATIC})", f"det({QUADRATIC})*(A @ X @ inv({QUADRATIC}) + A' @ X @ inv(X' @ A' @ X))", TALL_X, "A n n",
       assumptions=(f"{QUADRATIC} is invertible",), most=TALL),
    of("55", f"log(det({GRAM}))", f"2*(inv({GRAM}) @ X')'", TALL_X, assumptions=(f"0 < det({GRAM})", f"{GRAM} is invertible"), most=TALL),
    of("57", "log(abs(det(X)))", "inv(X)'", INVERTIBLE),
    of("58", "det(X @ X @ X)", "3*(det(X @ X @ X)*inv(X)')", INVERTIBLE, note=CUBE),
))  # fmt: skip

INVERSES = Section("inverses", {"en": "Derivatives of an inverse (2.2)", "zh": "逆矩阵的导数（2.2）"}, (
    of("60", "inv(X)", "-kron(inv(X)', inv(X))", INVERTIBLE, kind=JACOBIAN, note=BY_VEC),
    of("61", "a' @ inv(X) @ b", "-(inv(X)' @ a @ b' @ inv(X)')", INVERTIBLE, "a n", "b n"),
    of("62", "det(inv(X))", "-(det(inv(X))*inv(X)')", INVERTIBLE),
    of("63", "tr(A @ inv(X) @ B)", "-(inv(X) @ B @ A @ inv(X))'", INVERTIBLE, "A m n", "B n m"),
    of("64", "tr(inv(X + A))", "-(inv(X + A) @ inv(X + A))'", SQUARE, "A n n", assumptions=("X + A is invertible",)),
))  # fmt: skip

FIRST_ORDER = Section("first-order", {"en": "Scalar and vector forms, first order (2.4.1)", "zh": "标量与向量形式，一阶（2.4.1）"}, (
    of("69", "x' @ a", "a", "x n", "a n"),
    of("69", "a' @ x", "a", "x n", "a n", suffix="-right"),
    of("70", "a' @ X @ b", "a @ b'", X, "a n", "b m"),
    of("71", "a' @ X' @ b", "b @ a'", X, "a m", "b n"),
    of("72", "a' @ X @ a", "a @ a'", SQUARE, "a n"),
    of("72", "a' @ X' @ a", "a @ a'", SQUARE, "a n", suffix="-transposed"),
    of("73", "X", "eye(m*n)", X, kind=JACOBIAN, note=BY_VEC),
    of("74", "X @ A", "kron(A', eye(n))", X, "A m p", kind=JACOBIAN, note=BY_VEC),
))  # fmt: skip

SECOND_ORDER = Section("second-order", {"en": "Scalar and vector forms, second order (2.4.2)", "zh": "标量与向量形式，二阶（2.4.2）"}, (
    of("77", "b' @ X' @ X @ c", "X @ (b @ c' + c @ b')", X, "b m", "c m"),
    of("78", "(B @ x + b)' @ C @ (D @ x + e)", "B' @ C @ (D @ x + e) + D' @ C' @ (B @ x + b)", "x n", "B m n", "b m", "C m p", "D p n", "e p"),
    of("81", "x' @ B @ x", "(B + B') @ x", "x n", "B n n"),
    of("82", "b' @ X' @ D @ X @ c", "D' @ X @ b @ c' + D @ X @ c @ b'", X, "b m", "c m", "D n n"),
    of("83", "(X @ b + c)' @ D @ (X @ b + c)", "(D + D') @ (X @ b + c) @ b'", X, "b m", "c n", "D n n"),
    of("84", DEVIATION, "-(2*(A' @ W @ (x - A @ s)))", "s p", "x n", "A n p", "W n n symmetric"),
    of("85", DIFFERENCE, "2*(W @ (x - s))", "x n", "s n", "W n n symmetric"),
    of("86", DIFFERENCE, "-(2*(W @ (x - s)))", "s n", "x n", "W n n symmetric"),
    of("87", DEVIATION, "2*(W @ (x - A @ s))", "x n", "s p", "A n p", "W n n symmetric"),
    of("88", DEVIATION, "-(2*(W @ (x - A @ s) @ s'))", "A n p", "x n", "s p", "W n n symmetric"),
))  # fmt: skip

HIGHER_ORDER = Section("higher-order", {"en": "Higher orders, gradient and Hessian (2.4.3, 2.4.4)", "zh": "高阶、梯度与海森矩阵（2.4.3、2.4.4）"}, (
    of("91", "a' @ X @ X @ X @ b", "a @ b' @ X' @ X' + X' @ a @ b' @ X' + X' @ X' @ a @ b'", SQUARE, "a n", "b n", note=CUBE),
    of("92", "a' @ (X @ X)' @ X @ X @ b",
       "X' @ X @ X @ (b @ a' + a @ b') + X @ X @ (b @ a' + a @ b') @ X'", SQUARE, "a n", "b n",
       note="The book has the power n; here it is 2."),
    of("95", "(x' @ A' @ A @ x)/(x' @ B' @ B @ x)",
       "(2/(x' @ B' @ B @ x))*(A' @ A @ x) - (2*(x' @ A' @ A @ x)/(x' @ B' @ B @ x)**2)*(B' @ B @ x)",
       "x n", "A m n", "B p n", assumptions=("x' @ B' @ B @ x != 0",)),
    of("97", "x' @ A @ x + b' @ x", "(A + A') @ x + b", "x n", "A n n", "b n"),
    of("98", "x' @ A @ x + b' @ x", "A + A'", "x n", "A n n", "b n", kind=HESSIAN),
))  # fmt: skip

TRACES = Section("traces", {"en": "Derivatives of traces, first order (2.5.1)", "zh": "迹的导数，一阶（2.5.1）"}, (
    of("99", "tr(X)", "eye(n)", SQUARE),
    of("100", "tr(X @ A)", "A'", X, "A m n"),
    of("101", "tr(A @ X @ B)", "A' @ B'", X, "A p n", "B m p"),
    of("102", "tr(A @ X' @ B)", "B @ A", X, "A p m", "B n p"),
    of("103", "tr(X' @ A)", "A", X, "A n m"),
    of("104", "tr(A @ X')", "A", X, "A n m"),
    of("105", "tr(kron(A, X))", "tr(A)*eye(n)", SQUARE, "A m m"),
))  # fmt: skip

SECOND_TRACES = Section("traces-second-order", {"en": "Derivatives of traces, second order (2.5.2)", "zh": "迹的导数，二阶（2.5.2）"}, (
    of("106", "tr(X @ X)", "2*X'", SQUARE),
    of("107", "tr(X @ X @ B)", "(X @ B + B @ X)'", SQUARE, "B n n"),
    of("108", "tr(X' @ B @ X)", "B @ X + B' @ X", X, "B n n"),
    of("109", "tr(B @ X @ X')", "B @ X + B' @ X", X, "B n n"),
    of("110", "tr(X @ X' @ B)", "B @ X + B' @ X", X, "B n n"),
    of("111", "tr(X @ B @ X')", "X @ B' + X @ B", X, "B m m"),
    of("112", "tr(B @ X' @ X)", "X @ B' + X @ B", X, "B m m"),
    of("113", "tr(X' @ X @ B)", "X @ B' + X @ B", X, "B m m"),
    of("114", "tr(A @ X @ B @ X)", "A' @ X' @ B' + B' @ X' @ A'", X, "A m n", "B m n"),
    of("115", "tr(X' @ X)", "2*X", X),
    of("115", "tr(X @ X')", "2*X", X, suffix="-right"),
    of("116", "tr(B' @ X' @ C @ X @ B)", "C' @ X @ B @ B' + C @ X @ B @ B'", X, "B m p", "C n n"),
    of("117", "tr(X' @ B @ X @ C)", "B @ X @ C + B' @ X @ C'", X, "B n n", "C m m"),
    of("118", "tr(A @ X @ B @ X' @ C)", "A' @ C' @ X @ B' + C @ A @ X @ B", X, "A p n", "B m m", "C n p"),
    of("119", "tr((A @ X @ B + C) @ (A @ X @ B + C)')", "2*(A' @ (A @ X @ B + C) @ B')", X, "A p n", "B m q", "C p q"),
    of("120", "tr(kron(X, X))", "2*(tr(X)*eye(n))", SQUARE),
))  # fmt: skip

HIGHER_TRACES = Section("traces-higher-order", {"en": "Derivatives of traces, higher orders and inverses (2.5.3, 2.5.4)", "zh": "迹的导数，高阶与逆（2.5.3、2.5.4）"}, (
    of("121", "tr(X @ X @ X)", "3*(X @ X)'", SQUARE, note=CUBE),
    of("122", "tr(A @ X @ X @ X)", "(A @ X @ X + X @ A @ X + X @ X @ A)'", SQUARE, "A n n", note=CUBE),
    of("123", "tr(B' @ X' @ C @ X @ X' @ C @ X @ B)",
       "C @ X @ X' @ C @ X @ B @ B' + C' @ X @ B @ B' @ X' @ C' @ X + C @ X @ B @ B' @ X' @ C @ X + C' @ X @ X' @ C' @ X @ B @ B'",
       X, "B m p", "C n n"),
    of("124", "tr(A @ inv(X) @ B)", "-(inv(X)' @ A' @ B' @ inv(X)')", INVERTIBLE, "A m n", "B n m"),
    of("125", f"tr({SANDWICH} @ A)", f"-(C @ X @ {SANDWICH} @ (A + A') @ {SANDWICH})", TALL_X, "C n n symmetric", "A p p",
       assumptions=("X' @ C @ X is invertible",), most=TALL),
    of("126", f"tr({SANDWICH} @ (X' @ B @ X))",
       f"2*(B @ X @ {SANDWICH}) - 2*(C @ X @ {SANDWICH} @ X' @ B @ X @ {SANDWICH})",
       TALL_X, "B n n symmetric", "C n n symmetric", assumptions=("X' @ C @ X is invertible",), most=TALL),
    of("127", "tr(inv(A + X' @ C @ X) @ (X' @ B @ X))",
       "2*(B @ X @ inv(A + X' @ C @ X)) - 2*(C @ X @ inv(A + X' @ C @ X) @ X' @ B @ X @ inv(A + X' @ C @ X))",
       TALL_X, "A p p symmetric", "B n n symmetric", "C n n symmetric",
       assumptions=("A + X' @ C @ X is invertible",), most=TALL,
       note="It holds for a symmetric A."),
))  # fmt: skip

NORMS = Section("norms", {"en": "Derivatives of norms (2.6, 2.7)", "zh": "范数的导数（2.6、2.7）"}, (
    of("129", "norm(x - a)", "(x - a)/norm(x - a)", "x n", "a n", assumptions=("norm(x - a) != 0",)),
    of("130", "(x - a)/norm(x - a)", "eye(n)/norm(x - a) - ((x - a) @ (x - a)')/norm(x - a)**3", "x n", "a n", kind=JACOBIAN,
       assumptions=("norm(x - a) != 0",)),
    of("131", "norm(x)**2", "2*x", "x n"),
    of("132", "norm(X)**2", "2*X", X),
))  # fmt: skip

STRUCTURED = Section("structured", {"en": "Derivatives of structured matrices (2.8)", "zh": "结构矩阵的导数（2.8）"}, (
    of("139", f"tr(A @ ({FREE}))", "A + A' - A*eye(n)", SQUARE, "A n n", note=SYMMETRIC),
    of("140", f"det({FREE})", f"det({FREE})*(2*inv({FREE}) - inv({FREE})*eye(n))", SQUARE,
       assumptions=(f"{FREE} is invertible",), note=SYMMETRIC),
    of("141", f"log(abs(det({FREE})))", f"2*inv({FREE}) - inv({FREE})*eye(n)", SQUARE,
       assumptions=(f"{FREE} is invertible",), note=SYMMETRIC),
    of("142", "tr(A @ (X*eye(n)))", "A*eye(n)", SQUARE, "A n n", note="A diagonal matrix is written as X ∘ I."),
))  # fmt: skip

BESIDE = Section("beside", {"en": "Elementwise functions, diagonal matrices, Kronecker products and vec", "zh": "逐元素函数、对角矩阵、克罗内克积与 vec"}, (
    beside("vec-product", "A @ X @ B", "kron(B', A)", X, "A p n", "B m q", kind=JACOBIAN),
    beside("left-product", "A @ X", "kron(eye(m), A)", X, "A p n", kind=JACOBIAN),
    beside("vec", "vec(X @ A)", "kron(A', eye(n))", X, "A m p", kind=JACOBIAN),
    beside("trace-hessian", "tr(X' @ B @ X)", "kron(eye(m), B + B')", X, "B n n", kind=HESSIAN),
    beside("entrywise", "exp(X)", "diag(vec(exp(X)))", X, kind=JACOBIAN),
    beside("elementwise", "a' @ exp(B @ x)", "B' @ (a*exp(B @ x))", "x n", "a m", "B m n"),
    beside("elementwise-jacobian", "exp(B @ x)", "diag(exp(B @ x)) @ B", "x n", "B m n", kind=JACOBIAN),
    beside("log-sum", "log(ones(m)' @ exp(B @ x))", "(1/(ones(m)' @ exp(B @ x)))*(B' @ exp(B @ x))", "x n", "B m n",
           assumptions=("0 < ones(m)' @ exp(B @ x)",)),
    beside("scaled", "tr((2*X) @ A)", "2*A'", X, "A m n"),
    beside("kronecker-transposed", "tr(kron(A, X)')", "tr(A)*eye(n)", SQUARE, "A m m"),
    beside("hadamard-square", "tr(A' @ (X*X))", "2*(A*X)", X, "A n m"),
    beside("hadamard", "tr(A' @ (X*B))", "A*B", X, "A n m", "B n m"),
    beside("diagonal", "a' @ diag(x) @ b", "a*b", "x n", "a n", "b n"),
    beside("diagonal-quadratic", "x' @ diag(x) @ a", "2*(a*x)", "x n", "a n"),
    beside("residual", "norm(A @ x - b)**2", "2*(A' @ (A @ x - b))", "x n", "A m n", "b m"),
    beside("frobenius", "norm(A @ X - B)", "(1/norm(A @ X - B))*(A' @ (A @ X - B))", X, "A p n", "B p m",
           assumptions=("norm(A @ X - B) != 0",)),
    beside("quadratic-square", "(x' @ B @ x)**2", "2*((x' @ B @ x)*((B + B') @ x))", "x n", "B n n"),
    beside("log-determinant", "log(det(X @ A @ X'))", "inv(X @ A @ X') @ X @ A + inv(X @ A' @ X') @ X @ A'", "X p n", "A n n",
           assumptions=("X @ A @ X' is invertible", "0 < det(X @ A @ X')"), most=TALL),
))  # fmt: skip

SECTIONS = (
    DETERMINANTS, INVERSES, FIRST_ORDER, SECOND_ORDER, HIGHER_ORDER, TRACES, SECOND_TRACES, HIGHER_TRACES, NORMS, STRUCTURED,
    BESIDE,
)  # fmt: skip

IDENTITIES = tuple(identity for section in SECTIONS for identity in section.identities)
