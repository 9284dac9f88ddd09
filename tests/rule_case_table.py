"""Cases of counterexamples that trying doesn't find: with matrices, or of many letters. In: nothing. Out: cases."""

from __future__ import annotations

from dataclasses import dataclass, field

SIZE = 2
"""How many rows and columns matrices have here; columns of a sum have an entry more, which no sum reaches."""


@dataclass(frozen=True)
class Case:
    """A rule's letters as terms, at a point.

    Args:
        letters: For each letter its term, as text over v, indices i, j, k, m, vectors and matrices named here.
        columns: The columns that are named, by their entries.
        matrices: The matrices that are named, by their rows.
        entry: Which entry of both sides is shown, from 0.
        v: The number, or the entries, of v.
    """

    letters: dict[str, str]
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    matrices: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    entry: tuple[int, int] = (0, 0)
    v: str = "3"


TRIANGLE, DIAGONAL = (("0", "1"), ("0", "0")), (("1", "0"), ("0", "2"))
ROW, THREES, ONES = (("1", "2"),), (("1", "3"),), (("1", "1"),)
TOLD: dict[tuple[str, str], Case] = {
    ("column_times_scalar", "a is a column"): Case({"a": "A", "c": "v"}, matrices={"A": ROW}, entry=(0, 1), v="1"),
    ("inverse_of_scaled", "c is a scalar"): Case(
        {"a": "A", "c": "C"}, matrices={"A": (("2", "1"), ("1", "1")), "C": (("1", "1"), ("1", "2"))}
    ),
    ("inverse_of_scaled", "c != 0"): Case({"a": "A", "c": "0"}, matrices={"A": DIAGONAL}),
    ("inverse_of_scaled", "a is invertible"): Case({"a": "A", "c": "1"}, matrices={"A": TRIANGLE}),
    ("differential_of_determinant", "a is invertible"): Case({"v": "A", "a": "A"}, matrices={"A": TRIANGLE}),
    ("differential_of_inverse", "a is invertible"): Case({"v": "A", "a": "A"}, matrices={"A": TRIANGLE}),
    ("differential_of_log_absolute_determinant", "a is invertible"): Case(
        {"v": "A", "a": "A"}, matrices={"A": TRIANGLE}
    ),
    ("differential_of_norm", "norm(a) != 0"): Case({"v": "x", "a": "x"}, {"x": ("0", "0", "0")}),
    ("norm_of_scaled", "c is a scalar"): Case({"a": "A", "c": "C"}, matrices={"A": ONES, "C": ROW}),
    ("scalar_before_product", "c is a scalar"): Case(
        {"a": "A", "b": "B", "c": "C"}, matrices={"A": ONES, "B": (("1",), ("3",)), "C": ROW}
    ),
    ("scalar_out_of_right", "c is a scalar"): Case(
        {"a": "A", "b": "B", "c": "C"}, matrices={"A": ONES, "B": (("1",), ("3",)), "C": (("1",), ("2",))}
    ),
    ("trace_of_scalar", "a is a scalar"): Case({"a": "A"}, matrices={"A": DIAGONAL}),
    ("trace_of_scaled", "c is a scalar"): Case(
        {"a": "A", "c": "C"}, matrices={"A": (("1", "0"), ("0", "3")), "C": (("1", "2"), ("1", "2"))}
    ),
    ("transpose_of_scalar", "a is a scalar"): Case({"a": "A"}, matrices={"A": TRIANGLE}, entry=(1, 0)),
    ("transpose_of_symmetric", "a is symmetric"): Case({"a": "A"}, matrices={"A": TRIANGLE}, entry=(1, 0)),
    ("weights_into_row", "b is a column"): Case(
        {"a": "A", "b": "B", "c": "C"},
        matrices={"A": (("1", "1"), ("1", "1")), "B": (("1", "2"), ("1", "2")), "C": (("1", "1"), ("1", "1"))},
        entry=(0, 1),
    ),
    ("weights_to_left", "a is a column"): Case({"a": "A", "b": "A", "c": "A"}, matrices={"A": ROW}, entry=(0, 1)),
    ("entry_of_matrix_product", "b has the indices l .. u"): Case(
        {"a": "A", "b": "B", "i": "1", "j": "1", "k": "k", "l": "1", "u": "1"},
        matrices={"A": ONES, "B": (("1",), ("1",))},
    ),
    ("entry_of_product", "b has the indices l .. u"): Case(
        {"a": "A", "b": "B", "j": "1", "k": "k", "l": "1", "u": "1"}, matrices={"A": ONES, "B": (("1",), ("1",))}
    ),
    ("inner_product", "a has the indices l .. u"): Case(
        {"a": "A", "b": "A", "k": "k", "l": "1", "u": "1"}, matrices={"A": (("1",), ("1",))}
    ),
    ("partial_of_inner_product", "x does not depend on v"): Case(
        {"v": "x", "x": "x", "j": "1"}, {"x": ("3", "1", "0")}
    ),
    ("gap_over", "0 < c"): Case(
        {"a": "0", "b": "b[i]", "c": "-1", "k": "i", "l": "1", "u": "2"}, {"b": ("1", "2", "0")}
    ),
    ("gap_over", "c does not depend on k"): Case(
        {"a": "0", "b": "1", "c": "c[i]", "k": "i", "l": "1", "u": "2"}, {"c": ("2", "1", "0")}
    ),
    ("mean_of_gaps_over", "c does not depend on k"): Case(
        {"a": "0", "b": "1", "c": "c[i]", "k": "i", "l": "1", "u": "2"}, {"c": ("2", "1", "0")}
    ),
    ("mean_gap_over", "sum(k, l, u, y) - 1 is 0"): Case(
        {"a": "1", "b": "0", "c": "1", "i": "j", "k": "i", "l": "1", "m": "1", "n": "2", "u": "2", "y": "1"}
    ),
    ("mean_gap_over", "largest(i, m, n, a) does not depend on k"): Case(
        {"a": "a[i]", "b": "0", "c": "1", "i": "j", "k": "i", "l": "1", "m": "1", "n": "2", "u": "2", "y": "1/2"},
        {"a": ("2", "0", "0")},
    ),
    ("mean_gap_over", "c != 0"): Case(
        {"a": "1", "b": "1", "c": "0", "i": "j", "k": "i", "l": "1", "m": "1", "n": "2", "u": "2", "y": "1/2"}
    ),
    ("row_division", "a != 0"): Case({"a": "x", "b": "A", "n": "n"}, {"x": ("0", "0", "0")}, {"A": TRIANGLE}),
}
"""Cases with matrices, and others of many letters."""


BY_WORDS = {
    ("column_times_scalar", "c is a scalar"): "a column times a row, entry by entry, is no term of the language",
    ("complement", "a in {0, 1}"): "it speaks of the probabilities of a third label",
    ("entry_by_row", "b is a column"): "the right side has one entry, so no second one to be shown",
    ("inverse_of_product", "a is invertible"): "a row has no inverse",
    ("inverse_of_product", "b is invertible"): "a column has no inverse",
    ("jacobian_of_scaled", "c is a scalar"): "a column of factors has no Jacobian in this form",
    ("jacobian_times_direction", "w is linear in d(v, v)"): "of a term that isn't linear no Jacobian is read off",
    (
        "jacobian_times_direction",
        "subst(w, d(v, v), u) does not depend on d(v, v)",
    ): "how w is written",
    ("negate_and_average", "0 < n"): "only the order is kept, and two values of a tell it",
    ("partial_of_product", "v does not depend on i"): "the variable is another one in each term",
    (
        "partial_of_summation",
        "v does not depend on i",
    ): "the variable is another one in each term",
    ("partial_of_product", "l does not depend on v"): "an end of a sum that moves is no term of the language",
    ("partial_of_product", "u does not depend on v"): "an end of a sum that moves is no term of the language",
    ("partial_of_summation", "l does not depend on v"): "an end of a sum that moves is no term of the language",
    ("partial_of_summation", "u does not depend on v"): "an end of a sum that moves is no term of the language",
    ("rayleigh", "a is symmetric"): "the largest eigenvalue is worked out for symmetric matrices only",
}
"""Counterexamples whose case can't be evaluated as the rule's own sides, each with the reason; the words tell it."""
